"""The next date that was offered, and the others: where it is the only one, and after it was said no to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import SECOND
from tests.sms_tools import ANSWER
from tests.surgeries.test_surgery_off import THIRD, told_off
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments

FULL = {"surgery_id": "S3", "date": "2026-12-21", "venue": "Sample Hall", "status": "full"}
ANOTHER = ["ok the other date then", "the other one", "can i have another day", "is a different date possible", "do u have other dates", "other", "can i do another one instead"]


@pytest.mark.parametrize("asked", ANOTHER)
def test_another_date_where_only_the_offered_one_is_free_reads_the_offer_again(parts: Parts, tmp_path: Path, asked: str) -> None:
    mum = told_off(parts, tmp_path, SECOND, FULL)
    heard = mum.say(asked)
    assert "I have no " in heard and "Fri 18 Dec at Sample Nursery. Would you like to book a time? Reply 1" in heard and count_segments(heard) <= 2, heard
    assert "Fri 18 Dec, Sample Nursery. Which time" in mum.say("1")


def test_a_full_date_is_named_with_the_way_to_its_list(parts: Parts, tmp_path: Path) -> None:
    mum = told_off(parts, tmp_path, SECOND, FULL)
    assert "Mon 21 Dec is full, but you can wait for a place on that day: text WAITING LIST." in mum.say("ok the other date then")
    assert "no free place on Mon 21 Dec at Sample Hall. Shall I put you on the waiting list?" in mum.say("WAITING LIST")


@pytest.mark.parametrize("refused", ["i can't do that date, is there another", "not that day, something else"])
def test_who_refuses_the_only_date_is_asked_whether_to_wait(parts: Parts, tmp_path: Path, refused: str) -> None:
    assert "waiting list? Reply 1" in told_off(parts, tmp_path, SECOND, FULL).say(refused)


NEXT = ["whens the next one", "when is the next one then", "whens the next surgery", "what other dates are there", "are there any others", "what about the next date", "any later ones"]


@pytest.mark.parametrize("asked", NEXT)
def test_the_dates_are_told_after_a_no_to_the_next_one(parts: Parts, tmp_path: Path, asked: str) -> None:
    mum = told_off(parts, tmp_path, SECOND, THIRD)
    assert "Nothing is booked" in mum.say("no thanks")
    heard = mum.say(asked)
    assert "Next dates: " in heard and "Fri 18 Dec" in heard and "Mon 21 Dec" in heard and count_segments(heard) <= 3, heard


@pytest.mark.parametrize("other", ["whens the next review", "when is the next panel", "is there another school"])
def test_what_asks_for_no_date_of_ours_tells_none(parts: Parts, tmp_path: Path, other: str) -> None:
    assert "Next dates" not in told_off(parts, tmp_path, SECOND).say("no", other)


def test_the_next_one_after_another_matter_is_no_surgery(parts: Parts, tmp_path: Path) -> None:
    mum = told_off(parts, tmp_path, SECOND)
    parts.rasa.default = ANSWER  # type: ignore[union-attr]
    assert "Next dates" not in mum.say("no", "how long does a plan take", "whens the next one")
