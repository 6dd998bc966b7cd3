"""Right after the dates: "can I book the first one", "yes the second", with a time or a name beside it or after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import DAD, MUM, ONE_PLACE, SECOND, Talk, put
from webhook.bootstrap import Parts
from webhook.services.booking.read_next import read_pick
from webhook.services.surgeries.surgeries import upcoming_surgeries

THIRD = {"surgery_id": "S3", "date": "2026-12-21", "venue": "Sample Hall"}
GUESSED = [{"say": "answer", "topics": ["local_offer_what"], "confidence": 0.9}]
SCHOOL, NURSERY, HALL = "Fri 4 Dec, Sample School. Which time?", "Fri 18 Dec, Sample Nursery. Which time?", "Mon 21 Dec, Sample Hall. Which time?"


def shown(parts: Parts, folder: Path, *rows: dict[str, str], number: str = MUM) -> Talk:
    """Somebody to whom the dates were just shown."""
    put(parts, folder, *(rows or ({}, SECOND, THIRD)))
    who = Talk(parts, number)
    assert "Fri 4 Dec" in who.say("when are the send surgeries")
    parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    return who


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("can I book the first one", SCHOOL),
        ("yes the first", SCHOOL),
        ("first one pls", SCHOOL),
        ("yes book me in for the first one", SCHOOL),
        ("ok ill take the second", NURSERY),
        ("could u put us down for the 2nd one please", NURSERY),
        ("book me in for the next one", SCHOOL),
        ("i'd like to come to the last one", NURSERY),
        ("the earliest please", SCHOOL),
        ("can i book the second one at 10.10", "first name"),
    ],
)
def test_a_date_is_picked_by_its_place_in_what_was_shown(parts: Parts, tmp_path: Path, said: str, there: str) -> None:
    assert there in shown(parts, tmp_path).say(said)


def test_a_name_and_a_time_after_it_are_taken(any_parts: Parts, tmp_path: Path) -> None:
    mum = shown(any_parts, tmp_path)
    mum.say("can I book the first one")
    assert "I have noted the name Leila" in mum.say("leila")
    assert "What do you need" in mum.say("9.50")
    assert "Fri 4 Dec 9:50am" in (read_back := mum.say("SKIP", "SKIP")) and "Leila" in read_back


def test_after_more_the_places_are_those_of_the_last_text(parts: Parts, tmp_path: Path) -> None:
    mum = shown(parts, tmp_path)
    with parts.db.reading() as session:
        parts.rasa.default = [{"say": "surgeries", "wants": "info", **upcoming_surgeries(session, parts.clock.now())}]  # type: ignore[attr-defined]
    assert "Mon 21 Dec" in (more := mum.say("MORE")) and "Fri 4 Dec" not in more
    assert HALL in mum.say("can i book the first one")


def test_of_a_full_one_the_list_is_asked_and_an_own_place_is_told(parts: Parts, tmp_path: Path) -> None:
    mum = shown(parts, tmp_path, ONE_PLACE, SECOND)
    mum.say("the first one please", "1", "SKIP", "SKIP", "SKIP", "1")
    mum.say("when are the send surgeries")
    assert "You have a place: Fri 4 Dec 9:30am" in mum.say("can i book the first one")
    dad = shown(parts, tmp_path, ONE_PLACE, SECOND, number=DAD)
    assert "waiting list?" in dad.say("can i book the first one")


def test_elsewhere_the_first_is_nothing_of_a_surgery(parts: Parts, tmp_path: Path) -> None:
    mum = shown(parts, tmp_path)
    mum.say("what is the local offer")
    assert "Which time" not in mum.say("can i book the first one")


@pytest.mark.parametrize(
    "said",
    [
        "not the first one", "when is the next one", "is the second one step free", "what about the last one", "where is the first one", "i cant do the first one", "first name leila",
        "the first thing is his school wont listen", "last time nobody came", "book me a place", "he was first assessed in may", "can i come on the first of the month",
    ],
)  # fmt: skip
def test_what_picks_none(said: str) -> None:
    assert read_pick(said) is None
