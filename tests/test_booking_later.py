"""What happens after a booking: the waiting list, reminders, a surgery that an import changes, and the question how it was."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.booking_steps import AUNT, BOOK, DAD, GRAN, MUM, ONE_PLACE, ROW, SECOND, Talk, booked, bookings, put, waits
from tests.conftest import NOON, Verdict
from tests.duty_steps import WATCHED, conversation_of, pass_time, said, signed_in
from tests.family import put_on_record, web, write_csv
from webhook.bootstrap import Parts
from webhook.services.bookings import REMINDER
from webhook.services.import_surgeries import import_surgeries
from webhook.services.outbox import send_due
from webhook.services.surgery_offers import offer_freed_places
from webhook.services.surgery_reminders import plan_feedback
from webhook.services.text import count_segments
from webhook.services.work import sweep
from webhook.store.bookings import SurgeryBooking
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.duty import Alert
from webhook.store.messages import ClockJob

CRISIS = Verdict(lane="crisis", topic="harm_to_child")


def at(parts: Parts, day: int, hour: int, minute: int = 0) -> None:
    """The clock stands at that time in December (London is on UTC then)."""
    parts.clock.at = datetime(2026, 12, day, hour, minute, tzinfo=UTC)  # type: ignore[attr-defined]


def swept(parts: Parts, who: Talk) -> list[str]:
    """What the sweep made the assistant say to somebody."""
    before = len(said(parts, who.id))
    sweep(parts)
    sweep(parts)
    send_due(parts, who.id)
    return said(parts, who.id)[before:]


def alerts(parts: Parts) -> list[str]:
    with parts.db.reading() as session:
        return [alert.kind for alert in session.query(Alert).order_by(Alert.id)]


def wait_for(parts: Parts, *numbers: str) -> list[Talk]:
    """The one place goes to the first number, the others wait in their order."""
    first, *others = [Talk(parts, number) for number in numbers]
    first.book()
    for who in others:
        assert "waiting list?" in who.say(BOOK) and "You are on the waiting list" in who.say("1")
    return [first, *others]


# ---- The waiting list ----


def test_a_freed_place_is_offered_in_order_until_somebody_takes_it(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad, gran, aunt = wait_for(any_parts, MUM, DAD, GRAN, AUNT)
    assert swept(any_parts, dad) == []
    mum.say("CAN'T COME", "1")
    offer = swept(any_parts, dad)
    assert len(offer) == 1 and "A place is free" in offer[0] and "until 12pm on Tue 24 Nov" in offer[0] and count_segments(offer[0]) <= 2
    assert swept(any_parts, gran) == [] and booked(any_parts) == []
    assert "We do not keep the place" in dad.say("no thanks, we can't now")
    assert "A place is free" in swept(any_parts, gran)[0]
    pass_time(any_parts, hours=25)
    assert "A place is free" in swept(any_parts, aunt)[0] and swept(any_parts, gran) == []
    assert "could not keep that place" in gran.say("yes please")
    assert "Booked: " in aunt.say("yes that works")
    assert booked(any_parts) == ["4 Dec 09:30"] and waits(any_parts) == ["declined", "lapsed", "taken"]
    assert "What do you need" in aunt.say("Rosa") and "Saved." in aunt.say("large print")
    row = bookings(any_parts, state="booked")[0]
    assert any_parts.vault.open(row.first_name_sealed or b"") == "Rosa" and row.conversation_id == aunt.id


def test_several_sweeps_at_once_make_one_offer(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad, gran = wait_for(any_parts, MUM, DAD, GRAN)
    mum.say("CAN'T COME", "1")
    start = threading.Barrier(8)

    def race() -> None:
        start.wait()
        offer_freed_places(any_parts)

    threads = [threading.Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert waits(any_parts) == ["offered", "waiting"] and len(bookings(any_parts, state="offered")) == 1
    assert sum("A place is free" in text for who in (dad, gran) for text in said(any_parts, who.id)) == 1


def test_a_watched_phone_is_promised_no_text_and_handed_no_calendar_entry(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    for who in (Talk(parts, MUM), Talk(parts)):
        who.say("he reads my phone and hits me", verdict=WATCHED)
        done = who.book(which="3" if who.number else "1")
        assert "ooked" in done and "reminder" not in done and ".ics" not in done


def test_nobody_is_offered_twice(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    mum.say("CAN'T COME", "1")
    swept(parts, dad)
    dad.say("no")
    gran = Talk(parts, GRAN)
    gran.book()
    assert "I can't put you on that list again" in dad.say(BOOK)
    gran.say("CAN'T COME", "1")
    assert swept(parts, dad) == []
    assert "1 9:30am" in dad.say(BOOK)  # what is free can be booked by anybody again


def test_what_comes_free_is_theirs_first_who_wait(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    mum.say("CAN'T COME", "1")
    assert "There is no free place" in Talk(parts, GRAN).say(BOOK)
    swept(parts, dad)
    assert "There is no free place" in Talk(parts, AUNT).say(BOOK)
    assert "Booked" in dad.say("1")


def test_in_the_web_chat_too(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, here = Talk(any_parts, MUM), Talk(any_parts)
    mum.book()
    assert "I will write it here" in here.say(BOOK, "yes")
    mum.say("CAN'T COME", "1")
    assert "Type 1 to take it" in swept(any_parts, here)[0]
    assert "Your place is booked" in here.say("yes please") and booked(any_parts) == ["4 Dec 09:30"]


def test_no_offer_by_night_and_none_that_ends_by_night(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    parts.clock.at = NOON.replace(hour=22)  # type: ignore[attr-defined]
    mum.say("CAN'T COME", "1")
    assert swept(parts, dad) == []
    parts.settings.surgery_offer_hours = 14
    parts.clock.at = NOON.replace(day=24, hour=8, minute=5)  # type: ignore[attr-defined]
    assert "until 8am on Wed 25 Nov" in swept(parts, dad)[0]


@pytest.mark.parametrize("why", ["unsafe", "opted_out", "crisis", "contact"])
def test_a_phone_that_may_not_be_texted_is_skipped_and_staff_are_told(parts: Parts, tmp_path: Path, why: str) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad, gran = wait_for(parts, MUM, DAD, GRAN)
    if why == "opted_out":
        with parts.db.writing() as session:
            session.query(PhoneNumber).filter_by(number_hash=conversation_of(parts, dad.id).number_hash).update({"opted_out_at": parts.clock.now()})
    elif why == "contact":
        put_on_record(parts, tmp_path, {"phone": DAD, "safe_to_text": "no"})
    else:
        dad.say("he hit me", verdict=WATCHED if why == "unsafe" else CRISIS)
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(parts, gran)[0]
    assert waits(parts) == ["skipped", "offered"] and alerts(parts)[-1] == "surgery_offer_skipped"


def test_a_mourning_family_is_passed_over_without_a_word_to_anybody(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    dad.say("my son died on friday")
    mum.say("CAN'T COME", "1")
    assert swept(parts, dad) == [] and waits(parts) == ["skipped"] and "surgery_offer_skipped" not in alerts(parts)


def test_a_disclosure_after_an_offer_takes_and_refuses_nothing(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    mum.say("CAN'T COME", "1")
    swept(parts, dad)
    assert "999" in dad.say("he has a knife", verdict=CRISIS)
    dad.say("1")
    assert booked(parts) == [] and waits(parts) == ["offered"]


def test_staff_see_that_nothing_was_texted(parts: Parts, client: FlaskClient, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    dad.say("STOP")
    mum.say("CAN'T COME", "1")
    swept(parts, dad)
    page = signed_in(client, parts).get("/duty/").text
    assert "A place at a surgery came free: not texted" in page and "Texts are off" in page


def test_the_list_can_be_left(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    assert "Reply 1 to stay on the list" in dad.say(BOOK) and "not on the waiting list any more" in dad.say("2")
    mum.say("CAN'T COME", "1")
    assert swept(parts, dad) == [] and waits(parts) == ["left"]


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
    assert "Booked: Fri 18 Dec 9:30am" in mum.say("1", "SKIP", "SKIP", "1")
    assert "Nothing is booked" in dad.say("2") and booked(any_parts) == ["18 Dec 09:30"]


def test_another_day_for_the_same_surgery_is_told_and_offered(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    put(parts, tmp_path, {"date": "2026-12-11"})
    told = swept(parts, who)
    assert "Fri 4 Dec" in told[0] and "Fri 11 Dec" in told[1]
    who.say("1", "2", "SKIP", "SKIP", "1")
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
    from webhook.services.work import forget_old
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
