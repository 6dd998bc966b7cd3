"""How people shorten "near" in a text, and the words before a wish and about the child that name no service: none is said to be missing from the list."""

from __future__ import annotations

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import directory
from webhook.bootstrap import Parts
from webhook.services.directory.spelling import spell_short
from webhook.store.directory_use import UnmetNeed

__all__ = ["directory"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("respite for my boy 12 hates noise nr NW3", "For short breaks (respite), age 12, near NW3"),
        ("clubs nr camden town for 8 year old", "For age 8, near NW1 7"),
        ("sensory room nr. kentish town", "For sensory rooms, near NW5 2"),
        ("swimming arnd archway for a 6 yr old", "For swimming, near N19 (Archway), age 6"),
        ("clubs rnd nw5 for 8 yr old xx", "For age 8, near NW5"),
        ("any clubs neer hampstead for my girl 9 she hates swimming", "For age 9, not swimming, near NW3"),
        ("actually hang on is there any sensory room near n7", "For sensory rooms, near N7"),
        ("sorry wait is there swimming for 6 yr old who gets bored nw5", "For swimming, age 6, near NW5"),
    ],
)
@pytest.mark.parametrize("number", [MUM, ""])
def test_a_place_is_near_and_nothing_is_said_to_be_missing(directory: Parts, text: str, said: str, number: str) -> None:
    heard = Talk(directory, number).say(text)
    assert heard.startswith(said if number else said.replace("For", "This is what I found for:", 1)) and "nothing on" not in heard and "mentions" not in heard
    with directory.db.reading() as session:
        assert not session.query(UnmetNeed).count()


def test_what_no_service_has_is_said_still(directory: Parts) -> None:
    assert Talk(directory, MUM).say("any scuba clubs nr nw5 for a 9 yr old xx").startswith("The list has nothing on scuba.")


def test_what_a_child_hates_is_ruled_out(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    mum.say("clubs for 9 yr old")
    said = mum.say("he hates swimming")
    assert said.startswith("For age 9, not swimming:") and "swim" not in said.partition(":")[2]


@pytest.mark.parametrize("text", ["nr", "nearly nw5", "inner london", "snr school", "a brand new club"])
def test_other_words_stay(text: str) -> None:
    assert spell_short(text) == text


def test_a_hospital_is_where_it_stands_and_not_what_it_costs(directory: Parts) -> None:
    for text in ("toddler groups nr royal free", "toddler groups near the royal free", "toddler groups close to the Royal Free Hospital"):
        said = Talk(directory, MUM).say(text)
        assert "near NW3 2" in said and "free:" not in said.partition(" 1 ")[0]
    assert "free" in Talk(directory, MUM).say("free toddler groups near hampstead").partition(" 1 ")[0]
