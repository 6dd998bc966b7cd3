"""What a surgery's record says when it is asked for, in the middle of a booking too; and the page of dates, which says how to book."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, MUM, ONE_PLACE, SECOND, Talk, put, swept, wait_for
from webhook.bootstrap import Parts
from webhook.services.surgeries.fact_asked import ACCESS, PLACE, SPOKEN, read_fact
from webhook.services.texts.text import count_segments
from webhook.store.surgeries import SurgeryRequest

LANGUAGES = {"access": "step-free; quiet room", "languages": "Bengali; Somali"}
BOTH = pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("do they speak bengali", SPOKEN), ("what languages do they have", SPOKEN), ("is there anyone who speaks somali?", SPOKEN),
        ("is it step free", ACCESS), ("is there a quiet room", ACCESS), ("can i get a wheelchair in", ACCESS), ("is there parking", ACCESS),
        ("what time is mine again", PLACE), ("where is it", PLACE), ("whats the address", PLACE), ("when is it", PLACE), ("what time did i pick", PLACE),
    ],
)  # fmt: skip
def test_what_is_asked(text: str, kind: str) -> None:
    assert read_fact(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "step free please",
        "can't do stairs",
        "have a wheelchair",
        "do not like stairs",
        "i need a somali interpreter",
        "do you speak bengali",
        "how do i get access arrangements",
        "where is my case",
        "when is his review",
        "where is my sons plan",
    ],
)
def test_what_is_not(text: str) -> None:
    assert read_fact(text) == ""


@BOTH
def test_languages_after_the_dates_were_shown(any_parts: Parts, tmp_path: Path, number: str) -> None:
    put(any_parts, tmp_path, LANGUAGES)
    who = Talk(any_parts, number)
    who.say("when is the next send surgery")
    reply = who.say("do they speak bengali")
    assert "Languages on " in reply and "Bengali, Somali." in reply and "interpreter" not in reply and "say it there" not in reply
    assert "say it there" in who.say("do they speak polish")


def test_several_dates_and_what_no_record_says(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, LANGUAGES, SECOND | {"access": ""})
    who = Talk(parts, MUM)
    who.say("when is the next send surgery")
    reply = who.say("do they speak somali")
    assert "Languages on Fri 4 Dec: Bengali, Somali." in reply and "For Fri 18 Dec my list does not say." in reply and count_segments(reply) <= 2
    assert "Fri 4 Dec" not in who.say("is there a quiet room on the 18th")


@BOTH
@pytest.mark.parametrize("steps", [("1",), ("1", "ama"), ("1", "ama", "BSL"), ("1", "ama", "BSL", "SKIP")])
def test_a_question_in_the_middle_of_a_booking_is_answered_and_kept_as_nothing(parts: Parts, tmp_path: Path, number: str, steps: tuple[str, ...]) -> None:
    put(parts, tmp_path, LANGUAGES)
    who = Talk(parts, number)
    asked = who.say(BOOK, *steps).splitlines()[0]
    for question, told in (("is it step free", "step-free, quiet room."), ("what time is mine again", "9:30am, Sample School"), ("do they speak somali", "Bengali, Somali.")):
        reply = who.say(question).splitlines()
        assert told in reply[0] and asked in reply[1:]
    who.say(*("ama", "BSL", "SKIP")[len(steps) - 1 :])
    assert "ooked: " in who.say("1")


def test_the_texted_page_says_how_to_book_and_how_to_see_more(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, LANGUAGES, SECOND, {"surgery_id": "S3", "date": "2027-01-08", "venue": "Sample Hall"}, {"surgery_id": "S4", "date": "2027-01-15"})
    page = Talk(parts, MUM).say("when is the next send surgery").splitlines()[0]
    assert count_segments(page) <= 2 and "text MORE" in page and page.endswith("To book text BOOK SURGERY.") and "4 Dec" in page


@pytest.mark.parametrize("answer", ["1", "yes", "yes please text me"])
def test_a_day_that_is_not_there_asks_whether_to_be_told(parts: Parts, tmp_path: Path, answer: str) -> None:
    put(parts, tmp_path, {}, SECOND)
    who = Talk(parts, MUM)
    reply = who.say("any send surgeries in february").splitlines()[0]
    assert "no SEND surgery then" in reply and "Fri 4 Dec" in reply and "Shall I text you" in reply and count_segments(reply) <= 2
    assert "Saved." in who.say(answer)


@pytest.mark.parametrize(
    "text",
    [
        "dont have a surgery date that works, text me when there are new ones in january",
        "let me know when theres another surgery please",
        "can you text me when you have new surgery dates",
    ],
)
def test_a_wish_to_be_told_is_taken_in_words(any_parts: Parts, tmp_path: Path, text: str) -> None:
    put(any_parts, tmp_path)
    assert "Saved." in Talk(any_parts, MUM).say(text)
    with any_parts.db.reading() as session:
        assert session.query(SurgeryRequest).count() == 1
    dad = Talk(any_parts, DAD)
    dad.say("when is the next send surgery")
    assert "Saved." in dad.say("text me when there is a new one")


@pytest.mark.parametrize("said", ["yes", "yes text me please", "ok tell me"])
def test_the_question_whether_to_be_told_may_be_answered_later(parts: Parts, said: str) -> None:
    who = Talk(parts, MUM)
    parts.rasa.default = [{"say": "surgeries", "wants": "info", "surgeries": []}]  # type: ignore[union-attr]
    assert "Shall I text you" in who.say("when is the next send surgery")
    parts.rasa.default = [{"say": "act", "act": "small_talk", "confidence": 0.9}]  # type: ignore[union-attr]
    who.say("thanks")
    assert "Saved." in who.say(said)
    assert "Saved." not in who.say("PERSON", said)


@pytest.mark.parametrize("asked", ["is it step free", "is there step free access", "does it have step free access", "are there steps", "is it wheelchair accessible", "is it accessible"])
def test_of_a_place_that_is_kept_or_waited_for_only_its_own_record_is_said(any_parts: Parts, tmp_path: Path, asked: str) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(any_parts, MUM, DAD)
    put(any_parts, tmp_path, ONE_PLACE, SECOND)
    assert "Fri 4 Dec: step-free" in (told := dad.say(asked)) and "18 Dec" not in told
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(any_parts, dad)[0]
    told = dad.say(asked)
    assert "Fri 4 Dec: step-free" in told and "18 Dec" not in told and "We still keep this place for you" in told
