"""What happens after a booking: reminders, a surgery that an import changes, and the question how it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, MUM, ONE_PLACE, ROW, SECOND, Talk, alerts, at, booked, bookings, put, swept, wait_for, waits
from tests.conftest import NOON, Verdict
from tests.duty_steps import WATCHED, conversation_of, pass_time, said
from tests.family import web, write_csv
from webhook.bootstrap import Parts
from webhook.services.booking.bookings import REMINDER
from webhook.services.imports.surgeries import import_surgeries
from webhook.services.surgeries.reminders import plan_feedback
from webhook.services.texts.text import count_segments
from webhook.store.bookings import SurgeryBooking
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.messages import ClockJob

CRISIS = Verdict(lane="crisis", topic="harm_to_child")


# ---- Reminders ----


def test_two_days_before_and_that_morning_once_whatever_restarts(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path)
    who = Talk(any_parts, MUM)
    who.book()
    at(any_parts, 2, 9, 59)
    assert swept(any_parts, who) == []
    at(any_parts, 2, 10, 0)
    first = swept(any_parts, who)
    assert len(first) == 1 and "Fri 4 Dec 9:30am, Sample School, 1 Sample Street" in first[0] and count_segments(first[0]) <= 2
    with any_parts.db.writing() as session:  # as if the process had died before it noted that it was done
        session.query(ClockJob).update({"state": "due"})
    assert swept(any_parts, who) == []
    at(any_parts, 4, 7, 59)
    assert swept(any_parts, who) == []
    at(any_parts, 4, 8, 0)
    assert "Today you have a place" in swept(any_parts, who)[0] and swept(any_parts, who) == []
    assert [text["body"] for text in any_parts.sms.sent].count(first[0]) == 1  # type: ignore[attr-defined]


def test_late_reminders_wait_for_the_morning_and_old_ones_are_dropped(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    at(parts, 2, 21, 0)
    assert swept(parts, who) == []
    at(parts, 3, 8, 0)
    assert "Fri 4 Dec" in swept(parts, who)[0]
    at(parts, 4, 9, 30)
    assert swept(parts, who) == []
    with parts.db.reading() as session:
        assert sorted(job.state for job in session.query(ClockJob).filter_by(kind=REMINDER)) == ["done", "dropped"]


@pytest.mark.parametrize("why", ["given_up", "stop", "unsafe", "crisis", "bereaved", "cancelled", "moved_slot"])
def test_no_reminder_after(parts: Parts, tmp_path: Path, why: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    if why == "given_up":
        who.say("CAN'T COME", "1")
    elif why == "stop":
        who.say("STOP")
        with parts.db.writing() as session:  # and not again when texts are on again
            session.query(PhoneNumber).update({"opted_out_at": None})
    elif why == "bereaved":
        who.say("my daughter died")
    elif why in ("unsafe", "crisis"):
        who.say("he hit me", verdict=WATCHED if why == "unsafe" else CRISIS)
    else:
        put(parts, tmp_path, {"status": "cancelled"} if why == "cancelled" else {"start": "13:00", "end": "15:00"})
    at(parts, 2, 10)
    assert not any("Your place at a SEND surgery" in text for text in swept(parts, who))
    at(parts, 4, 8)
    assert not any("Today" in text for text in swept(parts, who))


def test_a_changed_booking_is_reminded_of_its_new_time_only(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    who.say("CHANGE", "2", "1")
    at(parts, 2, 10)
    assert ["10:10am" in text for text in swept(parts, who)] == [True]


def test_while_staff_hold_it_nothing_goes_out(parts: Parts, tmp_path: Path) -> None:
    from tests.sms_tools import hold

    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    hold(parts, MUM)
    at(parts, 2, 10)
    assert swept(parts, who) == []


# ---- An import changes a surgery ----


@pytest.mark.parametrize("change", [{"status": "cancelled"}, {"status": "moved"}, {"date": "2026-12-11", "status": "cancelled"}])
def test_everybody_is_told_once_and_offered_the_next_date(any_parts: Parts, tmp_path: Path, change: dict[str, str]) -> None:
    put(any_parts, tmp_path, ONE_PLACE, SECOND | {"status": "cancelled"})
    mum, dad = wait_for(any_parts, MUM, DAD)
    put(any_parts, tmp_path, ONE_PLACE | change, SECOND)
    told, waiting = swept(any_parts, mum), said(any_parts, dad.id)[-2:]
    assert "4 Dec" in told[0] and "no longer have a place" in told[0] and "The next date is Fri 18 Dec at Sample Nursery" in told[1]
    assert "not on its waiting list" in waiting[0] and "18 Dec" in waiting[1]
    assert swept(any_parts, mum) == [] and swept(any_parts, dad) == []
    assert "Which time? 1 9:30am" in mum.say("yes please")
    assert "Booked: Fri 18 Dec 9:30am" in mum.say("1", "SKIP", "SKIP", "SKIP", "1")
    assert "Nothing is booked" in dad.say("2") and booked(any_parts) == ["18 Dec 09:30"]


def test_another_day_for_the_same_surgery_is_told_and_offered(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    put(parts, tmp_path, {"date": "2026-12-11"})
    told = swept(parts, who)
    assert "Fri 4 Dec" in told[0] and "Fri 11 Dec" in told[1]
    who.say("1", "2", "SKIP", "SKIP", "SKIP", "1")
    assert booked(parts) == ["11 Dec 09:50"]


def test_without_another_date_they_are_asked_whether_to_be_told(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    put(parts, tmp_path, {"status": "cancelled"})
    assert "Shall I text you when there is one?" in swept(parts, who)[1]
    parts.rasa.default = [{"say": "surgeries", "wants": "info", "surgeries": [{"surgery_id": "S1", "status": "cancelled"}]}]  # type: ignore[attr-defined]
    assert "Saved" in who.say("1")
    pass_time(parts, hours=10)  # ten at night
    assert import_surgeries(parts, write_csv(tmp_path / "new.csv", [ROW | SECOND])).send == []
    assert swept(parts, who) == []
    pass_time(parts, hours=11)
    assert "there is a SEND surgery on Fri 18 Dec" in swept(parts, who)[0]


def test_another_venue_keeps_the_place(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    put(parts, tmp_path, {"venue": "Sample Hall"})
    assert swept(parts, who) == ["The place of your SEND surgery has changed. It is now: Fri 4 Dec 9:30am, Sample Hall, 1 Sample Street, NW1 0AA. The time is the same."]
    assert swept(parts, who) == [] and booked(parts) == ["4 Dec 09:30"]


def test_a_change_by_night_is_told_in_the_morning(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    parts.clock.at = NOON.replace(hour=23)  # type: ignore[attr-defined]
    put(parts, tmp_path, {"status": "cancelled"})
    assert swept(parts, who) == []
    parts.clock.at = NOON.replace(day=24, hour=8)  # type: ignore[attr-defined]
    assert len(swept(parts, who)) == 2


@pytest.mark.parametrize("why", ["unsafe", "stop", "crisis"])
def test_who_may_not_be_texted_of_a_change_is_for_staff_to_ring(parts: Parts, tmp_path: Path, why: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    if why == "stop":
        who.say("STOP")
    else:
        who.say("he hit me", verdict=WATCHED if why == "unsafe" else CRISIS)
    put(parts, tmp_path, {"status": "cancelled"})
    assert swept(parts, who) == [] and alerts(parts)[-1] == "surgery_change_untold" and alerts(parts).count("surgery_change_untold") == 1


# ---- How it was ----


def attend(parts: Parts, who: Talk) -> None:
    at(parts, 4, 12)
    with parts.db.writing() as session:
        booking = session.query(SurgeryBooking).filter_by(state="booked").one()
        booking.state = "attended"
        plan_feedback(session, booking)
        plan_feedback(session, booking)


def test_how_it_was_is_asked_once_the_day_after(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path)
    who = Talk(any_parts, MUM)
    who.book()
    attend(any_parts, who)
    assert swept(any_parts, who) == []
    at(any_parts, 5, 10)
    assert swept(any_parts, who) == ["How was the SEND surgery on Fri 4 Dec? Reply 1 for good, 2 for all right, 3 for not good. You don't have to answer."]
    assert swept(any_parts, who) == []
    assert "Thank you." in who.say("3") and bookings(any_parts)[0].rating == 3
    assert conversation_of(any_parts, who.id).awaiting is None


@pytest.mark.parametrize("why", ["crisis", "concern", "unsafe", "stop"])
@pytest.mark.parametrize("before", [True, False])
def test_how_it_was_is_never_asked_after(parts: Parts, tmp_path: Path, why: str, before: bool) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)

    def happens() -> None:
        if why == "stop":
            who.say("STOP")
        else:
            who.say("he hit me", verdict=WATCHED if why == "unsafe" else Verdict(lane=why, topic="harm_to_child"))

    if before and why != "stop":
        happens()
    who.book()
    if not before or why == "stop":
        happens()
    attend(parts, who)
    at(parts, 5, 10)
    assert swept(parts, who) == []


def test_a_web_conversation_is_not_asked(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts)
    who.book()
    attend(parts, who)
    at(parts, 5, 10)
    assert swept(parts, who) == []


def test_a_trial_takes_nobodys_place(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    who = Talk(parts)
    with parts.db.writing() as session:
        session.query(Conversation).filter_by(id=who.id).update({"trial": True})
    assert "booked" in who.book()
    mum = Talk(parts, MUM)
    assert "Booked" in mum.book()
    assert len(booked(parts)) == 2 and web(parts)


def test_old_rows_are_forgotten(any_parts: Parts, tmp_path: Path) -> None:
    from webhook.services.turn.work import forget_old
    from webhook.store.bookings import BookingDraft

    put(any_parts, tmp_path, ONE_PLACE)
    _, dad = wait_for(any_parts, MUM, DAD)
    dad.say(BOOK)
    pass_time(any_parts, days=2)
    forget_old(any_parts)
    with any_parts.db.reading() as session:
        assert session.query(BookingDraft).count() == 0 and session.query(SurgeryBooking).count() == 1
    any_parts.clock.at = datetime(2026, 12, 4, tzinfo=UTC) + timedelta(days=32)  # type: ignore[attr-defined]
    forget_old(any_parts)
    assert bookings(any_parts) == [] and waits(any_parts) == []
