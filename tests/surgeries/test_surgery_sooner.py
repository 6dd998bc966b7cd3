"""A sooner or later date than the one that is offered after a surgery was called off, asked with more words around it: that there is none is said, and the offer stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import DAD, MUM, ONE_PLACE, SECOND, Talk, booked, put, swept
from tests.surgeries.test_surgery_off import OFF, THIRD, told_off
from webhook.bootstrap import Parts

FULL = {"surgery_id": "S0", "date": "2026-12-10", "venue": "Sample Library"} | ONE_PLACE
SOONER = ["is there anything sooner, it was urgent", "is there anything sooner, its urgent", "i need something sooner really", "that's too late for us",
          "anything earlier at all its really urgent",
          "can it be sooner please he is struggling", "have you not got anything earlier than that, we cant wait"]  # fmt: skip
LATER = ["something later would be better for us", "that's too soon for me", "have you got anything later on, we are away"]
WAIT = "Thu 10 Dec is full, but you can wait for a place on that day: text WAITING LIST."
OFFER, NONE_FREE = "Fri 18 Dec at Sample Nursery. Would you like to book a time?", "I have no other free date"


@pytest.mark.parametrize("asked", SOONER)
def test_none_is_sooner_and_the_offer_stays(parts: Parts, tmp_path: Path, asked: str) -> None:
    mum = told_off(parts, tmp_path, SECOND, THIRD)
    heard = mum.say(asked)
    assert "I have no free date before that one." in heard and OFFER in heard and NONE_FREE not in heard
    assert OFFER in mum.say(asked), "asked again, the answer is the same"
    assert "Fri 18 Dec, Sample Nursery. Which time" in mum.say("1")


@pytest.mark.parametrize("asked", LATER)
def test_none_is_later_and_the_offer_stays(parts: Parts, tmp_path: Path, asked: str) -> None:
    mum = told_off(parts, tmp_path, SECOND)
    heard = mum.say(asked)
    assert "I have no free date after that one." in heard and OFFER in heard and NONE_FREE not in heard


@pytest.mark.parametrize("asked", LATER)
def test_a_later_one_is_offered_where_there_is_one(parts: Parts, tmp_path: Path, asked: str) -> None:
    assert "Mon 21 Dec" in told_off(parts, tmp_path, SECOND, THIRD).say(asked)


@pytest.mark.parametrize("asked", [*SOONER[:3], "anything sooner", "got an earlier one?", "is that the soonest you have"])
def test_a_full_date_before_is_said_to_be_full_with_its_list(parts: Parts, tmp_path: Path, asked: str) -> None:
    put(parts, tmp_path, {}, FULL, SECOND, THIRD)
    mum = Talk(parts, MUM)
    mum.say("book the send surgery on 4 december", "1", "SKIP", "SKIP", "SKIP", "1")
    Talk(parts, DAD).say("book the send surgery on 10 december", "1", "SKIP", "SKIP", "SKIP", "1")
    assert booked(parts) == ["4 Dec 09:30", "10 Dec 09:30"]
    put(parts, tmp_path, OFF, FULL, SECOND, THIRD)
    assert OFFER in " ".join(swept(parts, mum))
    heard = mum.say(asked)
    assert f"I have no free date before that one. {WAIT} The next date is {OFFER}" in heard and NONE_FREE not in heard
    assert "no free place on Thu 10 Dec" in mum.say("WAITING LIST") and "You are on the waiting list for Thu 10 Dec" in mum.say("1")


def test_another_day_is_still_another_day(parts: Parts, tmp_path: Path) -> None:
    assert "Mon 21 Dec" in told_off(parts, tmp_path, SECOND, THIRD).say("i cant do that day")
