"""A surgery that moves, or is called off, while somebody is asked about it: it is said, and nothing that is gone is offered, read back or booked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, MUM, ROW, SECOND, Talk, alerts, at, booked, put, swept
from tests.duty_steps import said
from webhook.bootstrap import Parts
from webhook.services.texts.inbox import sms_conversation_id
from webhook.services.texts.text import count_segments
from webhook.store.retention import purge_old

OFF = {"status": "cancelled"}
TUESDAY, AFTERNOON = {"date": "2026-12-22"}, {"date": "2026-12-08", "start": "13:00", "end": "15:00"}
BOTH = pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])


def lost_to_a_move(parts: Parts, folder: Path, *others: dict[str, str], number: str = MUM) -> Talk:
    """Somebody whose surgery moved to 22 December, and who was asked whether to book a time then."""
    put(parts, folder, {}, *others)
    mum = Talk(parts, number)
    mum.say(BOOK, "1", *(["1"] if others else []), "SKIP", "SKIP", "SKIP", "1")
    if not number:
        mum.say("SKIP")
    assert booked(parts) == ["4 Dec 09:30"]
    put(parts, folder, TUESDAY, *others)
    assert any("22 Dec" in text and "book a time" in text for text in swept(parts, mum))
    return mum


# ---- Who was asked whether to book on the new date, and has not answered ----


@BOTH
def test_a_date_that_is_off_before_the_answer_is_told_and_the_next_is_asked(any_parts: Parts, tmp_path: Path, number: str) -> None:
    mum = lost_to_a_move(any_parts, tmp_path, SECOND, number=number)
    put(any_parts, tmp_path, TUESDAY | OFF, SECOND)
    told = swept(any_parts, mum)
    assert len(told) == 2 and "22 Dec" in told[0] and "will not happen" in told[0] and "18 Dec" in told[1] and "22 Dec" not in told[1]
    assert all(count_segments(text) <= 2 for text in told) or not number
    assert swept(any_parts, mum) == [], "told once"
    put(any_parts, tmp_path, TUESDAY | OFF, SECOND)
    assert swept(any_parts, mum) == [], "the same file again says nothing again"
    assert "18 Dec" in (times := mum.say("1")) and "Which time" in times
    assert "Fri 18 Dec 9:30am" in (done := mum.say("1", "SKIP", "SKIP", "SKIP", "1")) or "Friday 18 December" in done
    assert booked(any_parts) == ["18 Dec 09:30"]


@BOTH
def test_a_date_that_moves_again_and_again_is_told_each_time(any_parts: Parts, tmp_path: Path, number: str) -> None:
    mum = lost_to_a_move(any_parts, tmp_path, number=number)
    for day in ("2026-12-23", "2026-12-29"):
        put(any_parts, tmp_path, {"date": day})
        told = swept(any_parts, mum)
        assert len(told) == 2 and "has moved to" in told[0] and f"{int(day[-2:])} Dec" in told[0] and f"{int(day[-2:])} Dec" in told[1]
    put(any_parts, tmp_path, {"date": "2026-12-29"} | OFF)
    told = swept(any_parts, mum)
    assert "29 Dec" in told[0] and "will not happen" in told[0] and "next date" in told[1] and "Dec" not in told[1]
    if number:
        assert "Saved" in mum.say("1")


@BOTH
@pytest.mark.parametrize("asked", ["is it still on", "same time still?", "is my surgery still on", "1", "yes please", "ok what times have you got"])
def test_who_asks_or_answers_before_they_are_told_is_offered_no_day_that_is_gone(any_parts: Parts, tmp_path: Path, number: str, asked: str) -> None:
    mum = lost_to_a_move(any_parts, tmp_path, SECOND, number=number)
    put(any_parts, tmp_path, TUESDAY | OFF, SECOND)
    heard = mum.say(asked)
    assert "will not happen" in heard and "18 Dec" in heard.split("will not happen")[1] and "22 Dec" not in heard.split("will not happen")[1]
    assert swept(any_parts, mum) == [], "and is not told again"
    assert "Which time" in mum.say("1")


@pytest.mark.parametrize("later", [OFF, {"date": "2026-12-29"}])
def test_days_later_it_is_told_all_the_same(any_parts: Parts, tmp_path: Path, later: dict[str, str]) -> None:
    put(any_parts, tmp_path)
    at(any_parts, 1, 10)
    mum = Talk(any_parts, MUM)
    mum.book()
    put(any_parts, tmp_path, TUESDAY)
    assert len(swept(any_parts, mum)) == 2
    at(any_parts, 5, 10)
    with any_parts.db.writing() as session:
        purge_old(session, any_parts.clock.now(), 30)
    assert swept(any_parts, mum) == []
    put(any_parts, tmp_path, TUESDAY | later)
    told = swept(any_parts, mum)
    assert "22 Dec" in told[0] and len(told) == 2 and swept(any_parts, mum) == []


def test_who_has_another_place_by_then_is_not_told(any_parts: Parts, tmp_path: Path) -> None:
    mum = lost_to_a_move(any_parts, tmp_path, SECOND)
    mum.say("the 18th please", "1", "SKIP", "SKIP", "SKIP", "1")
    assert booked(any_parts) == ["18 Dec 09:30"]
    put(any_parts, tmp_path, TUESDAY | OFF, SECOND)
    assert swept(any_parts, mum) == []


def test_who_is_asked_and_wrote_of_something_else_since_is_told_too(any_parts: Parts, tmp_path: Path) -> None:
    mum = lost_to_a_move(any_parts, tmp_path)
    any_parts.rasa.default = [{"say": "ask_case_ref", "requested": "case_ref", "intent": "case_status"}]  # type: ignore[attr-defined]
    mum.say("where is my sons case up to")
    put(any_parts, tmp_path, TUESDAY | OFF)
    assert "will not happen" in swept(any_parts, mum)[0]


@pytest.mark.parametrize("answer", ["2", "no thanks"])
def test_who_said_no_is_left_alone(any_parts: Parts, tmp_path: Path, answer: str) -> None:
    mum = lost_to_a_move(any_parts, tmp_path)
    mum.say(answer)
    put(any_parts, tmp_path, TUESDAY | OFF)
    assert swept(any_parts, mum) == []


def test_nobody_is_texted_after_stop_and_staff_ring(any_parts: Parts, tmp_path: Path) -> None:
    mum = lost_to_a_move(any_parts, tmp_path)
    mum.say("STOP")
    put(any_parts, tmp_path, TUESDAY | OFF)
    assert swept(any_parts, mum) == [] and "surgery_change_untold" in alerts(any_parts)
    before = len(alerts(any_parts))
    assert swept(any_parts, mum) == [] and len(alerts(any_parts)) == before


def test_a_phone_given_on_the_web_hears_it_too(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path)
    who = Talk(any_parts)
    who.say(BOOK, "1", "SKIP", "SKIP", "SKIP", "1", MUM, "1")
    phone = Talk(any_parts, MUM)
    phone.id = sms_conversation_id(any_parts, MUM)
    put(any_parts, tmp_path, TUESDAY)
    swept(any_parts, phone)
    put(any_parts, tmp_path, TUESDAY | OFF)
    assert "will not happen" in swept(any_parts, phone)[0]


# ---- In the middle of a booking ----


@BOTH
@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5], ids=["times", "name", "needs", "about", "read_back"])
def test_moved_to_other_hours_the_times_that_there_are_are_offered(any_parts: Parts, tmp_path: Path, number: str, steps: int) -> None:
    put(any_parts, tmp_path)
    mum = Talk(any_parts, number)
    mum.say(*[BOOK, "1", "SKIP", "SKIP", "SKIP"][:steps])
    put(any_parts, tmp_path, AFTERNOON)
    heard = mum.say("1" if steps in (1, 5) else "SKIP")
    assert "has moved to Tue" in heard and "8 Dec" in heard and "1 1pm; 2 1:20pm; 3 1:40pm" in heard, heard
    assert "9:30am" not in heard and "10:30am" not in heard
    done = mum.say("2", *["SKIP"] * max(0, 4 - steps), "1")
    assert booked(any_parts) == ["8 Dec 13:20"], done


@BOTH
@pytest.mark.parametrize("yes", ["1", "yes", "yes thats right thanks"])
def test_moved_with_the_same_hours_it_is_said_before_it_is_read_back_anew(any_parts: Parts, tmp_path: Path, number: str, yes: str) -> None:
    put(any_parts, tmp_path)
    mum = Talk(any_parts, number)
    mum.say(BOOK, "1", "SKIP", "SKIP", "SKIP")
    put(any_parts, tmp_path, {"date": "2026-12-07"})
    heard = mum.say(yes)
    assert "has moved to Mon" in heard and "4 Dec" in heard and "I will book: Mon" in heard and booked(any_parts) == []
    mum.say("1")
    assert booked(any_parts) == ["7 Dec 09:30"]


@BOTH
@pytest.mark.parametrize("said", ["1", "SKIP", "Amina", "is it still on", "do they like dogs", "im deaf"])
def test_a_move_is_said_whatever_is_answered(any_parts: Parts, tmp_path: Path, number: str, said: str) -> None:
    put(any_parts, tmp_path)
    any_parts.rasa.default = [{"say": "clarify", "options": ["autism_assessment", "adhd_assessment"], "confidence": 0.4}]  # type: ignore[attr-defined]
    mum = Talk(any_parts, number)
    mum.say(BOOK, *(["1"] if said != "1" else []))
    put(any_parts, tmp_path, {"date": "2026-12-07"})
    assert "has moved to Mon" in mum.say(said)


@BOTH
@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5], ids=["times", "name", "needs", "about", "read_back"])
def test_called_off_in_the_middle_of_a_booking_it_is_said_and_the_next_is_asked(any_parts: Parts, tmp_path: Path, number: str, steps: int) -> None:
    put(any_parts, tmp_path, {}, SECOND)
    mum = Talk(any_parts, number)
    mum.say(*[BOOK, "1", "1", "Amina", "SKIP", "SKIP"][: steps + 1])
    put(any_parts, tmp_path, OFF, SECOND)
    heard = mum.say("1" if steps in (1, 5) else "Amina" if steps == 2 else "SKIP")
    assert "4 Dec" in heard and "will not happen" in heard and "The next date is Fri" in heard and "no longer free" not in heard
    assert "Which time" in mum.say("yes please")


@BOTH
def test_called_off_with_no_other_date_it_is_said_so(any_parts: Parts, tmp_path: Path, number: str) -> None:
    put(any_parts, tmp_path)
    mum = Talk(any_parts, number)
    mum.say(BOOK)
    put(any_parts, tmp_path, OFF)
    heard = mum.say("1")
    assert "will not happen" in heard and "I don't have the next date" in heard
    if number:
        assert "Saved" in mum.say("1")


@BOTH
@pytest.mark.parametrize("change", [OFF, TUESDAY])
def test_of_two_dates_the_one_that_is_gone_is_not_offered_again(any_parts: Parts, tmp_path: Path, number: str, change: dict[str, str]) -> None:
    put(any_parts, tmp_path, {}, SECOND)
    mum = Talk(any_parts, number)
    mum.say(BOOK)
    put(any_parts, tmp_path, change, SECOND)
    heard = mum.say("1")
    assert ("will not happen" if change is OFF else "has moved to Tue") in heard and ("18 Dec" if change is OFF else "22 Dec") in heard.split("Sample School", 1)[1]
    assert heard.count("4 Dec") == 1 and booked(any_parts) == []


@BOTH
def test_who_changes_their_place_to_a_date_that_goes_keeps_the_place(any_parts: Parts, tmp_path: Path, number: str) -> None:
    put(any_parts, tmp_path, {}, SECOND)
    mum = Talk(any_parts, number)
    mum.say(BOOK, "1", "1", "SKIP", "SKIP", "SKIP", "1", *([] if number else ["SKIP"]), "change my surgery to the 18th")
    put(any_parts, tmp_path, {}, SECOND | OFF)
    heard = mum.say("1")
    assert "18 Dec" in heard and "will not happen" in heard and "4 Dec" in heard.split("will not happen")[1] and booked(any_parts) == ["4 Dec 09:30"]


def test_hours_that_change_on_the_same_day_are_noticed(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path)
    mum = Talk(any_parts, MUM)
    mum.say(BOOK, "1")
    put(any_parts, tmp_path, {"start": "13:00", "end": "15:00"})
    assert "The list has changed" in (heard := mum.say("Amina")) and "1 1pm; 2 1:20pm" in heard
    assert "Tue" not in heard and ROW["venue"] in heard


@pytest.mark.parametrize("said", ["SKIP", "Amina"])
def test_where_nothing_changed_nothing_is_said(any_parts: Parts, tmp_path: Path, said: str) -> None:
    put(any_parts, tmp_path)
    mum = Talk(any_parts, MUM)
    mum.say(BOOK, "1")
    put(any_parts, tmp_path)
    assert mum.say(said).startswith("What do you need")
    assert swept(any_parts, mum) == []


def test_leaving_a_booking_whose_date_is_gone_needs_no_more_words(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path)
    mum = Talk(any_parts, MUM)
    mum.say(BOOK)
    put(any_parts, tmp_path, OFF)
    assert "Nothing is booked" in mum.say("leave it")


# ---- Who asks before our text is out ----


@BOTH
@pytest.mark.parametrize("asked", ["is my surgery still on", "do i still have my place", "what time is my surgery", "is the surgery still happening", "same time still?"])
@pytest.mark.parametrize("change", [OFF, TUESDAY], ids=["off", "moved"])
def test_who_asks_within_seconds_hears_it_once(any_parts: Parts, tmp_path: Path, number: str, asked: str, change: dict[str, str]) -> None:
    put(any_parts, tmp_path, {}, SECOND)
    mum = Talk(any_parts, number)
    mum.say(BOOK, "1", "1", "SKIP", "SKIP", "SKIP", "1", *([] if number else ["SKIP"]))
    put(any_parts, tmp_path, change, SECOND)
    heard = mum.say(asked)
    assert ("will not happen as planned" if change is OFF else "has moved to Tue") in heard and "no longer have a place" in heard
    assert swept(any_parts, mum) == [] and booked(any_parts) == []
    times = mum.say("1")
    assert "Which time" in times and ("18 Dec" if change is OFF else "22 Dec") in times


def test_the_phone_hears_it_once_where_the_web_asked(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path)
    who = Talk(any_parts)
    who.say(BOOK, "1", "SKIP", "SKIP", "SKIP", "1", MUM, "1")
    phone = Talk(any_parts, MUM)
    phone.id = sms_conversation_id(any_parts, MUM)
    put(any_parts, tmp_path, OFF)
    before = len(said(any_parts, phone.id))
    assert "will not happen" in who.say("is my surgery still on")
    swept(any_parts, phone)
    texts = said(any_parts, phone.id)[before:]
    assert sum("will not happen" in text for text in texts) == 1 and swept(any_parts, who) == []


@BOTH
@pytest.mark.parametrize("asked", ["is my surgery still on", "same time still?", "is it still on"])
def test_who_lost_a_place_to_a_move_hears_that_they_have_none(any_parts: Parts, tmp_path: Path, number: str, asked: str) -> None:
    mum = lost_to_a_move(any_parts, tmp_path, number=number)
    assert "You have no place" in (told := mum.say(asked)) and "22 Dec" in told and (count_segments(told) <= 2 or not number)
    mum.say("1")
    assert "You have no place" in (told := mum.say(asked)) and "Which time" in told
    mum.say("1", "SKIP", "SKIP", "SKIP", "1")
    assert booked(any_parts) == ["22 Dec 09:30"] and "You have no place" not in mum.say(asked)


@BOTH
def test_who_booked_the_new_date_and_loses_that_too_is_told_once(any_parts: Parts, tmp_path: Path, number: str) -> None:
    mum = lost_to_a_move(any_parts, tmp_path, SECOND, number=number)
    mum.say("1", "1", "SKIP", "SKIP", "SKIP", "1")
    if not number:
        mum.say("SKIP")
    assert booked(any_parts) == ["22 Dec 09:30"]
    put(any_parts, tmp_path, {"date": "2026-12-29"}, SECOND)
    assert ["29 Dec" in text for text in swept(any_parts, mum)] == [True, True]
    put(any_parts, tmp_path, {"date": "2026-12-29"} | OFF, SECOND)
    assert len(told := swept(any_parts, mum)) == 2 and "will not happen" in told[0] and "18 Dec" in told[1]
    for asked in ("is it still on", "is my surgery still on", "same time still?"):
        assert "You have no place" in (heard := mum.say(asked)) and "18 Dec" in heard, asked
