"""What parents ask in the middle of a booking, and go on from: where it is, who may come instead, a reminder. Nothing of it loses the booking or opens a check."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, GRAN, MUM, SECOND, Talk, booked, put
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments
from webhook.store.cases import IdentityCheck

BOTH = pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])
CHECK = [{"say": "ask_case_ref", "requested": "case_ref"}]
TO_NEEDS = ("1", "1", "ama")


@pytest.fixture(autouse=True)
def _guesses_a_case(parts: Parts, tmp_path: Path) -> None:
    """Two surgeries, the first without a postcode, and a dialogue model that takes everything for a question of a case."""
    put(parts, tmp_path, {"postcode": ""}, SECOND)
    parts.rasa.default = CHECK  # type: ignore[attr-defined]


def _open_check(parts: Parts, who: Talk) -> None:
    with parts.db.writing() as session:
        session.merge(IdentityCheck(conversation_id=who.id, requested="case_ref", updated_at=parts.clock.now()))


def _asked(parts: Parts, who: Talk) -> str | None:
    with parts.db.reading() as session:
        check = session.get(IdentityCheck, who.id)
    return check.requested if check else None


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        "where is it again and whats the postcode",
        "wheres it at",
        "whats the adress and post code pls",
        "where do i go",
        "whereabouts is it",
        "can u send me the full address",
        "the postcode?",
        "where is it n wot time is it",
        "and wheres that to",
        "can you text me the address again please",
    ],
)
def test_where_it_is_is_told_and_the_open_question_stays(parts: Parts, number: str, text: str) -> None:
    who = Talk(parts, number)
    question = who.say(BOOK, *TO_NEEDS)
    told = who.say(text)
    assert "9:30am, Sample School, 1 Sample Street" in told and question in told
    assert ("don't have the postcode" in told) == ("post" in text), "a postcode that is asked for and not on the list is said not to be"
    assert "not booked" not in told and "reference" not in told
    assert "ame: ama" in who.say("SKIP", "SKIP").lower() and "ooked: " in who.say("1")


def test_a_postcode_on_the_list_is_told(parts: Parts) -> None:
    who = Talk(parts, MUM)
    told = who.say(BOOK, "2", "1", "where is it and whats the postcode")
    assert "1 Sample Street, NW1 0AA" in told and "don't have the postcode" not in told and "first name" in told


@BOTH
def test_two_questions_are_both_answered(parts: Parts, number: str) -> None:
    told = Talk(parts, number).say(BOOK, *TO_NEEDS, "where is it exactly and is there parking")
    assert "1 Sample Street" in told and "park" in told and "What do you need" in told


@BOTH
@pytest.mark.parametrize("text", ["where is my sons case up to", "where are we at with the assessment", "what stage is her plan at"])
def test_a_case_that_is_asked_for_in_so_many_words_still_opens_the_check(parts: Parts, number: str, text: str) -> None:
    told = Talk(parts, number).say(BOOK, *TO_NEEDS, text)
    assert "not booked yet" in told and "reference" in told


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        "skip",
        "SKIP it please",
        "cancel that dont want to look at my case",
        "i didn't ask about my case",
        "not about my case",
        "no i was booking a place",
        "never mind",
        "i want to go back to the booking",
    ],
)
def test_whoever_is_in_the_check_by_mistake_gets_out_and_goes_on_booking(parts: Parts, number: str, text: str) -> None:
    who = Talk(parts, number)
    question = who.say(BOOK, *TO_NEEDS)
    assert "not booked yet" in who.say("where is my sons case up to")
    _open_check(parts, who)
    told = who.say(text)
    assert "won't look at a case" in told and question in told and "reference" not in told
    assert _asked(parts, who) is None
    assert "ooked: " in who.say("SKIP", "SKIP", "1") and booked(parts) == ["4 Dec 09:30"]


@BOTH
def test_the_check_can_be_left_where_no_booking_was_begun(parts: Parts, number: str) -> None:
    for text in ("skip", "i dont want to look at my case"):
        who = Talk(parts, number and (MUM if text == "skip" else DAD))
        who.say("where is my sons case up to")
        _open_check(parts, who)
        told = who.say(text)
        assert "That's fine" in told and "reference" not in told and "surgery" not in told.lower()
        assert _asked(parts, who) is None


@BOTH
@pytest.mark.parametrize("text", ["i dont have the case reference", "SAMPLE-1001", "can you check my sons case", "is it about my case", "yes"])
def test_an_answer_to_the_check_does_not_leave_it(parts: Parts, number: str, text: str) -> None:
    who = Talk(parts, number)
    who.say(BOOK, *TO_NEEDS, "where is my sons case up to")
    _open_check(parts, who)
    told = who.say(text)
    assert "won't look at a case" not in told and _asked(parts, who) == "case_ref"


@BOTH
def test_a_place_that_answers_two_questions_is_said_once(parts: Parts, number: str) -> None:
    who = Talk(parts, number)
    who.say(BOOK, "1")
    said = who.say("where is it again and whats the postcode")
    assert said.count("1 Sample Street") == 1 and said.count("I don't have the postcode") == 1


def test_every_text_of_it_fits(parts: Parts) -> None:
    who = Talk(parts, MUM)
    who.say(BOOK, *TO_NEEDS, "where is it again and whats the postcode", "where is my sons case up to")
    _open_check(parts, who)
    who.say("skip")
    assert all(count_segments(text["body"]) <= 2 for text in parts.sms.sent)  # type: ignore[attr-defined]


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        "can i come to the 18 dec one",
        "can we come on 18th december please",
        "id like to come to the one on the 18th of dec",
        "is there space on 18 dec",
        "can i have a place on the 18th",
        "could me and my husband come to the one on dec 18",
        "any slots left on friday 18 december",
        "can you put me down for the 18 dec one",
        "is the 18 dec one full",
    ],
)
def test_a_surgery_that_is_named_by_its_day_alone_is_booked_and_no_case_asked_for(parts: Parts, number: str, text: str) -> None:
    told = Talk(parts, number).say(text)
    assert "18 Dec" in told and "Sample Nursery. Which time" in told and "reference" not in told


@BOTH
def test_a_time_beside_the_day_is_taken_and_a_day_without_a_surgery_is_said_to_be_none(parts: Parts, number: str) -> None:
    assert "first name" in Talk(parts, number).say("can i come at 9.50 on 18 dec")
    assert "no SEND surgery then" in Talk(parts, number and DAD).say("can i come on 14 dec")


@BOTH
def test_a_question_of_a_surgery_named_by_its_day_is_answered(parts: Parts, number: str) -> None:
    assert "park" in Talk(parts, number).say("is there parking at the one on the 18th")
    assert "who may come" in Talk(parts, number and DAD).say("can my husband come on 18 dec")


@BOTH
@pytest.mark.parametrize(
    "text", ["can i come to the meeting on 18 dec", "is there a decision on 18 dec", "can you check it on 18 dec", "when can he start school on 18 dec", "is his case done by 18 dec"]
)
def test_another_matter_on_the_day_of_a_surgery_is_no_wish_to_book(parts: Parts, number: str, text: str) -> None:
    assert "Which time" not in Talk(parts, number).say(text)


@BOTH
@pytest.mark.parametrize("steps", [2, 4])
@pytest.mark.parametrize(
    "text",
    [
        "can my husband come instead of me",
        "can his dad come in my place",
        "is it ok if my mum comes for me",
        "could my sister go instead",
        "can i send my husband",
        "does it have to be me",
        "do i have to come myself",
    ],
)
def test_whether_someone_may_come_instead_is_said_not_to_be_known_and_the_booking_goes_on(parts: Parts, number: str, steps: int, text: str) -> None:
    parts.rasa.default = [{"say": "answer", "topics": ["school_transport"]}]  # type: ignore[attr-defined]
    who = Talk(parts, number)
    question = who.say(*(BOOK, "1", "1", "ama")[:steps])
    told = who.say(text)
    assert "in your place" in told and question.splitlines()[0] in told and "not booked" not in told


@BOTH
@pytest.mark.parametrize("text", ["can u text me a reminder", "do i get a reminder", "will you remind me the day before", "remind me pls", "can you text me the day before so i dont forget"])
def test_a_reminder_asked_for_while_booking_is_answered_and_the_booking_goes_on(parts: Parts, number: str, text: str) -> None:
    for steps in (1, 2, 4):
        who = Talk(parts, number and (MUM, DAD, "", GRAN)[steps - 1])
        question = who.say(*(BOOK, "1", "1", "ama")[:steps])
        told = who.say(text)
        assert "Once your place is booked" in told and "reminder" in told and question.splitlines()[0] in told


@BOTH
@pytest.mark.parametrize("text", ["do i bring my sons report", "shud i bring my sons school report", "am i meant to bring his EP report", "would it help to bring her school letters"])
def test_whether_to_bring_papers_is_answered_while_booking(parts: Parts, number: str, text: str) -> None:
    told = Talk(parts, number).say(BOOK, *TO_NEEDS, text)
    assert "what to bring" in told and "What do you need" in told


def test_what_to_talk_about_is_no_question_of_these(parts: Parts) -> None:
    for number, text in ((MUM, "they never remind him about his plan"), (DAD, "school wont bring his report to the review"), (GRAN, "his dad comes instead of school transport")):
        assert text in Talk(parts, number).say(BOOK, *TO_NEEDS, "SKIP", text)
