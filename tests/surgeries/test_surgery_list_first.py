"""The waiting list of a surgery, asked for in a first text by its day or its place: no word of surgeries need be said. Lists of other kinds are not ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import DAD, MUM, ONE_PLACE, SECOND, Talk, booked, put, waits
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments

LIBRARY = {"surgery_id": "S0", "date": "2026-11-25", "venue": "Sample Library"}
SMALL_TALK = [{"say": "act", "act": "small_talk", "confidence": 0.9}]
ASKS = "There is no free place on Wed 25 Nov at Sample Library. Shall I put you on the waiting list?"
KEPT = "Fri 18 Dec 9:30am, Sample Nursery"
FIRST = [
    "waiting list for library 25 nov", "put me on the waiting list for the 25th", "can i go on the list for the one at the library", "waitlist me for wed 25th please",
    "pls put my name on the waiting list for the 25th of november", "could we join the waiting list for 25/11", "waiting list sample library", "hi is there a waiting list for the 25th",
    "can i be added to the waiting list at sample library",
]  # fmt: skip
OTHERS = [
    "is there a waiting list for swimming", "can i go on the list for a school place", "waiting list for camhs", "waiting list for autism assessment since 25 nov",
    "put me on the list for speech therapy", "my son has been on the waiting list since 25 november", "waiting list for sample school", "is he still on the waiting list for the 25th",
    "how long is the waiting list", "waiting list for a school place on 25 nov",
]  # fmt: skip


def full(parts: Parts, folder: Path) -> Talk:
    """The library is full, two other dates are not; a parent who has not written yet."""
    put(parts, folder, LIBRARY | ONE_PLACE, {}, SECOND)
    parts.rasa.default = SMALL_TALK  # type: ignore[union-attr]
    Talk(parts, MUM).say("book the send surgery on 25 november", "1", "SKIP", "SKIP", "SKIP", "1")
    assert booked(parts) == ["25 Nov 09:30"]
    return Talk(parts, DAD)


@pytest.mark.parametrize("text", FIRST)
def test_the_list_of_that_day_is_opened(any_parts: Parts, tmp_path: Path, text: str) -> None:
    dad = full(any_parts, tmp_path)
    assert ASKS in dad.say(text)
    assert "You are on the waiting list for Wed 25 Nov" in dad.say("1") and waits(any_parts) == ["waiting"]


@pytest.mark.parametrize("text", ["waiting list for the 4th december", "waiting list for sample school 4 dec", "can you put me on the list for 4 dec"])
def test_a_day_with_places_offers_its_times(parts: Parts, tmp_path: Path, text: str) -> None:
    heard = full(parts, tmp_path).say(text)
    assert "There are free places, so you don't need a list. SEND surgery Fri 4 Dec, Sample School. Which time? 1 9:30am" in heard


def test_a_day_with_no_surgery_says_so(parts: Parts, tmp_path: Path) -> None:
    heard = full(parts, tmp_path).say("put me on the waiting list for the 27th")
    assert "I have no SEND surgery then. Which SEND surgery? 1 Fri 4 Dec" in heard and waits(parts) == []


@pytest.mark.parametrize("text", OTHERS)
def test_another_list_is_not_ours(parts: Parts, tmp_path: Path, text: str) -> None:
    heard = full(parts, tmp_path).say(text)
    assert "SEND surgery" not in heard and "Shall I put you" not in heard and waits(parts) == []


def test_who_has_a_place_keeps_it_and_waits_for_another_day(any_parts: Parts, tmp_path: Path) -> None:
    dad = full(any_parts, tmp_path)
    dad.say("book the send surgery on 18 december", "1", "SKIP", "SKIP", "SKIP", "1")
    assert ASKS in dad.say("waiting list for library 25 nov")
    assert dad.say("2") == f"That's fine. Your place stays as it is: {KEPT}." and waits(any_parts) == []
    saved = dad.say("put me on the waiting list for the 25th", "1")
    assert f"You keep your place: {KEPT}." in saved and count_segments(saved) <= 2
    assert waits(any_parts) == ["waiting"] and "18 Dec 09:30" in booked(any_parts)
