"""Whether a surgery, or a place at it, still stands: answered from the record after a change, on any day, in a booking, and in the middle of the identity check."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, GRAN, MUM, ONE_PLACE, SECOND, Talk, booked, put, swept, wait_for
from webhook.bootstrap import Parts
from webhook.services.surgeries.still_asked import FREE, ON, WHEN, WHERE, read_still
from webhook.services.texts.text import count_segments
from webhook.store.cases import IdentityCheck

GUESSED = [{"say": "answer", "topics": ["local_offer_what"], "confidence": 0.9}]
HALL = {"venue": "Sample Church Hall"}
CALLED_OFF = {"surgery_id": "S3", "date": "2026-12-21", "venue": "Sample Hall", "status": "cancelled"}


def check(parts: Parts, who: Talk) -> None:
    """A case was asked for, and its reference is to come."""
    parts.rasa.default = [{"say": "ask_case_ref", "requested": "case_ref"}]  # type: ignore[attr-defined]
    who.say("where is my sons case up to")
    with parts.db.writing() as session:
        session.add(IdentityCheck(conversation_id=who.id, requested="case_ref", updated_at=parts.clock.now()))


@pytest.fixture
def mum(any_parts: Parts, tmp_path: Path) -> Talk:
    """Has 9:50 on 4 December, and was just told that it is at another place."""
    put(any_parts, tmp_path, {}, SECOND, CALLED_OFF)
    mum = Talk(any_parts, MUM)
    mum.say(BOOK, "1", "2", "SKIP", "SKIP", "SKIP", "1")
    put(any_parts, tmp_path, HALL, SECOND, CALLED_OFF)
    assert "The time is the same" in swept(any_parts, mum)[0]
    any_parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    return mum


@pytest.mark.parametrize(
    ("said", "yes"),
    [
        ("is that the same time", "Yes. "),
        ("same time still?", "Yes. "),
        ("is it still 9.50", "Yes. "),
        ("so still ten to ten?", "Yes. "),
        ("do i still come at 9.50", "Yes. "),
        ("is it still friday", "Yes. "),
        ("has the time changed as well", "Yes. "),
        ("is it still 10.10", "You have a place"),
        ("is it the same place", "You have a place"),
        ("is it still on", "You still have"),
        ("is it still going ahead on the 4th", "You still have"),
        ("Is the surgery on Friday still happening?", "You still have"),
        ("has my surgery been cancelled", "You still have"),
    ],
)
def test_after_a_changed_place_the_record_answers(mum: Talk, said: str, yes: str) -> None:
    reply = mum.say(said)
    assert reply.startswith(yes) and "Fri 4 Dec 9:50am, Sample Church Hall" in reply and count_segments(reply) <= 2
    assert booked(mum.parts) == ["4 Dec 09:50"]


@pytest.mark.parametrize("said", ["same time still?", "is it still 9.50", "is my surgery still on", "what time am i there"])
def test_in_the_check_it_is_answered_and_the_check_asks_again(any_parts: Parts, mum: Talk, said: str) -> None:
    check(any_parts, mum)
    place, question = mum.say(said).splitlines()
    assert "Fri 4 Dec 9:50am" in place and "reference" in question


def test_while_another_time_is_asked_the_open_question_follows(mum: Talk) -> None:
    mum.say("change")
    place, question = mum.say("is it still 9.50 now").splitlines()
    assert place.startswith("Yes. ") and "Which time?" in question
    assert "10:10am" in mum.say("2")


@pytest.mark.parametrize("has_place", [True, False])
@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("is the surgery on the 18th still on", "It is still on the list: Fri 18 Dec, 9:30am to 11:30am, Sample Nursery"),
        ("is monday's surgery still happening", "Sorry. The SEND surgery on Mon 21 Dec at Sample Hall will not happen"),
        ("has the surgery on the 21st been cancelled", "Sorry. The SEND surgery on Mon 21 Dec at Sample Hall will not happen"),
        ("is the surgery on the 9th still on", "I have no SEND surgery then."),
    ],
)
def test_any_day_is_answered_from_the_list_booked_or_not(mum: Talk, said: str, state: str, has_place: bool) -> None:
    reply = (mum if has_place else Talk(mum.parts, DAD)).say(said)
    assert reply.startswith(state) and "Which time" not in reply


def test_after_the_dates_a_day_alone_is_enough_and_elsewhere_it_is_not(mum: Talk) -> None:
    dad = Talk(mum.parts, DAD)
    assert "Sample Hall" not in dad.say("is monday's still happening")
    dad.say("when are the send surgeries")
    assert "Mon 21 Dec at Sample Hall will not happen" in dad.say("is monday's still happening")


def test_the_next_date_of_one_that_moved_is_told_and_its_offer_stays_open(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    mum = Talk(parts, MUM)
    mum.say(BOOK, "1", "SKIP", "SKIP", "SKIP", "1")
    put(parts, tmp_path, {"date": "2026-12-22"})
    assert swept(parts, mum)
    reply = mum.say("is that the same time")
    assert "Tue 22 Dec, 9:30am to 11:30am" in reply and "Would you like to book a time on Tue 22 Dec" in reply and "Yes." not in reply


@pytest.mark.parametrize("said", ["what time am i there", "when is it again", "is it still free"])
@pytest.mark.parametrize("between", [(), ("KQ-26-9999",)])
def test_a_place_that_is_kept_is_read_out_in_the_check_and_can_be_taken(any_parts: Parts, tmp_path: Path, said: str, between: tuple[str, ...]) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad, _ = wait_for(any_parts, MUM, DAD, GRAN)
    check(any_parts, dad)
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(any_parts, dad)[0]
    for other in between:
        dad.say(other)
    assert "We still keep this place for you: Fri 4 Dec 9:30am" in dad.say(said)
    assert "Booked: Fri 4 Dec 9:30am" in dad.say("1") and "4 Dec 9:30am" in dad.say("what time am i there")
    assert booked(any_parts) == ["4 Dec 09:30"]


def test_nobody_hears_of_anothers_place(mum: Talk) -> None:
    dad = Talk(mum.parts, DAD)
    for said in ("is it still 9.50", "same time still?", "is it still on the 4th"):
        assert "9:50" not in dad.say(said) and "Church Hall" not in dad.say(said)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("is it still at 2pm on the 4th", WHEN),
        ("still the same date yeah?", WHEN),
        ("is fridays one still on", ON),
        ("has it been called off", ON),
        ("same hall?", WHERE),
        ("is that place still available", FREE),
    ],
)
def test_what_is_asked(said: str, kind: str) -> None:
    assert read_still(said) == kind


@pytest.mark.parametrize(
    "said",
    [
        "can i still book for the 16th",
        "is he still at school on friday",
        "i still havent heard since the 4th",
        "can i have a different time",
        "are there still places on the 4th",
        "is his plan still on time",
        "are you still there",
        "is the taxi still coming at 8.30",
        "we are still waiting since 4 may for the draft plan to come through the post and nobody rings",
        "still nothing",
        "ok same to you",
    ],
)
def test_what_asks_something_else_is_not_read(said: str) -> None:
    assert read_still(said) == ""


@pytest.mark.parametrize("said", ["are you still there", "is the taxi still coming at 8.30", "is his review still on", "is the hearing still going ahead"])
def test_a_place_is_not_told_to_who_asks_of_something_else(mum: Talk, said: str) -> None:
    mum.say("what is the local offer", "and for teenagers", "ok")
    assert "9:50" not in mum.say(said)


@pytest.mark.parametrize("said", ["is it still on", "is my surgery still on", "has my surgery been cancelled", "is it still happening then"])
def test_whoever_lost_a_place_and_wants_no_other_date_is_not_told_that_another_surgery_is_on(any_parts: Parts, tmp_path: Path, said: str) -> None:
    put(any_parts, tmp_path, {}, SECOND)
    any_parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    mum, dad = Talk(any_parts, MUM), Talk(any_parts, DAD)
    mum.say(BOOK, "1", "2", "SKIP", "SKIP", "SKIP", "1")
    put(any_parts, tmp_path, {"status": "cancelled"}, SECOND)
    assert "will not happen" in swept(any_parts, mum)[0]
    mum.say("no thanks")
    reply = mum.say(said)
    assert "Fri 4 Dec" in reply and "will not happen" in reply and "still on the list" not in reply
    assert "no place" in reply or "no longer" in reply
    mum.say("2")
    mum.say("when are the send surgeries")
    assert "still on the list" in mum.say("is it still on")  # of the date that was just shown
    assert "4 Dec" not in dad.say("is the surgery still on")
