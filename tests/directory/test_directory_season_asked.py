"""School holidays asked of a service that was opened are answered from its record, or it is said that the record doesn't say; a wish for something in the holidays is a search as ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import own
from webhook.bootstrap import Parts
from webhook.services.directory.season_asked import season_asked
from webhook.services.directory.vocabulary import load_vocabulary
from webhook.services.texts.text import count_segments

__all__ = ["own"]
ROW = "{id},{name},Org,{what},active,,{phone},NW5 {n}AB,5,16,,swimming,Sunday,09:00,10:30,free,,no,2026-11-01,no"
SILENT = ROW.format(id="r1", name="Relaxed swim", what="Swimming with dimmed lights.", phone="020 7946 0000", n=1)
TERM = ROW.format(id="r2", name="Golden fins", what="Swimming lessons. It runs in term time only.", phone="020 7946 0001", n=2)
ALWAYS = ROW.format(id="r3", name="Otters", what="Swimming for all. Open in half term and the summer holidays. Closed at Christmas.", phone="", n=3)
ASKED = [
    "is it on at christmas",
    "does it run in half term",
    "open in the holidays",
    "open at xmas?",
    "is it open over easter",
    "do they do the summer holidays",
    "do they close for the holidays",
    "does it stop in the school hols",
    "can he go in the summer holidays",
    "what about christmas",
    "and in half term?",
    "is it term time only",
    "is it on all year round",
]


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize("asked", ASKED)
def test_a_record_that_says_nothing_of_holidays_is_said_to(own: object, number: str, asked: str) -> None:
    talk = Talk(own(SILENT), number)  # type: ignore[operator]
    said = talk.say("any swimming near nw5", "1", asked)
    assert said.startswith("Relaxed swim: the list does not say if it is on ") and "020 7946 0000" in said
    assert number == "" or count_segments(said) <= 2


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize("asked", ASKED)
def test_term_time_is_said_to_whoever_asks_of_holidays(own: object, number: str, asked: str) -> None:
    talk = Talk(own(TERM), number)  # type: ignore[operator]
    assert talk.say("any swimming near nw5", "1", asked).startswith("Golden fins: the list says: It runs in term time only.")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("is it on at christmas", "Closed at Christmas."),
        ("does it run in half term", "Open in half term and the summer holidays."),
        ("do they do the summer holidays", "Open in half term and the summer holidays."),
        ("is it open over easter", "Open in half term and the summer holidays."),
    ],
)
def test_the_sentence_about_these_holidays_is_said(own: object, asked: str, said: str) -> None:
    talk = Talk(own(ALWAYS), MUM)  # type: ignore[operator]
    assert talk.say("any swimming near nw5", "1", asked) == f"Otters: the list says: {said}"


def test_it_is_said_of_the_one_that_is_named_and_of_all(own: object) -> None:
    talk = Talk(own(SILENT, TERM, ALWAYS), MUM)  # type: ignore[operator]
    names = {talk.say("any swimming near nw5" if number == "0" else number).split(".")[0]: number for number in ("0", "1", "2", "3")}
    talk.say("back")
    assert talk.say(f"is number {names['Golden fins']} on at christmas").startswith("Golden fins: the list says: It runs in term time only.")
    talk.say("any swimming near nw5 on sundays")
    said = talk.say("are they open at christmas")
    assert said.startswith("School holidays: 1 ") and all(part in said for part in ("not on the list", "term time only", "Closed at Christmas")) and count_segments(said) <= 2


def test_it_is_said_of_the_one_that_is_called_by_name(own: object) -> None:
    talk = Talk(own(SILENT, TERM), MUM)  # type: ignore[operator]
    assert talk.say("is golden fins on in half term").startswith("Golden fins: the list says: It runs in term time only.")


@pytest.mark.parametrize(
    "text",
    [
        "anything on at christmas",
        "is there anything in half term",
        "any clubs in half term",
        "something for the summer holidays",
        "what about holiday clubs",
        "what about football in half term",
        "is there transport in the holidays",
        "when is half term",
        "do i get respite in the holidays",
        "will my case be looked at over christmas",
        "is the council closed at christmas",
        "are you open at christmas",
    ],
)
def test_a_wish_or_another_question_is_asked_of_none(text: str) -> None:
    assert season_asked(text, load_vocabulary(Path("content"))) is None


def test_a_wish_for_the_holidays_after_a_list_is_still_a_search(own: object) -> None:
    parts: Parts = own(SILENT, TERM, ALWAYS)  # type: ignore[operator]
    assert "half term" in Talk(parts, MUM).say("any swimming near nw5", "any in half term").split(":")[0]
