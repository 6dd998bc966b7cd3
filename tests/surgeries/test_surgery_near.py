"""Which SEND surgery is nearest: by the list's own postcodes, or that it has none; asking books nothing and sends nobody to another area."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, MUM, SECOND, Talk, booked, put
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments

FAR = {**SECOND, "postcode": "NW5 2AA"}  # the first is in NW1
GUESSED = [{"say": "answer", "topics": ["local_offer_what"], "confidence": 0.9}]
DATES = [{"say": "surgeries", "wants": "info"}]


@pytest.fixture
def mum(any_parts: Parts, tmp_path: Path) -> Talk:
    """Was just told the dates."""
    put(any_parts, tmp_path, {}, FAR)
    mum = Talk(any_parts, MUM)
    assert "Sample Nursery" in mum.say("what send surgeries are there")
    any_parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    return mum


@pytest.mark.parametrize(
    "said",
    [
        "which one is nearest nw5",
        "which is nearest to NW5?",
        "whats closest to kentish town",
        "is there one near kentish town",
        "any of them near nw5 2",
        "we're nw5, which is closer",
        "Which SEND surgery is closest to NW5",
    ],
)
def test_the_nearest_by_its_postcode(mum: Talk, said: str) -> None:
    reply = mum.say(said)
    assert reply.startswith("Nearest to NW5") and "Sample Nursery" in reply and "Sample School" not in reply and count_segments(reply) <= 2
    assert booked(mum.parts) == []


def test_another_place_has_another_nearest(mum: Talk) -> None:
    assert "Sample School" in mum.say("and nearest to nw1")


def test_without_a_place_it_asks_for_half_a_postcode(mum: Talk) -> None:
    reply = mum.say("which one is nearest")
    assert "first half of your postcode" in reply and "Sample School" in reply and count_segments(reply) <= 2
    assert "Sample Nursery" in mum.say("nearest to nw5")


def test_a_list_without_postcodes_says_so(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, {"postcode": ""}, {**SECOND, "postcode": ""})
    mum = Talk(any_parts, MUM)
    mum.say("what send surgeries are there")
    reply = mum.say("which is nearest to NW3")
    assert reply.startswith("I can't tell which is nearest") and "Sample School" in reply and count_segments(reply) <= 2


def test_one_without_a_postcode_is_not_called_far(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, {}, {**SECOND, "postcode": ""})
    chat = Talk(any_parts)
    chat.say("what send surgeries are there")
    reply = chat.say("which is nearest to NW5")
    assert "I have a postcode for some of them only" in reply and "Sample School" in reply


def test_in_the_middle_of_a_booking_the_question_is_asked_on(mum: Talk) -> None:
    assert "Which SEND surgery" in mum.say(BOOK)
    reply = mum.say("which is nearest to nw5")
    assert reply.startswith("Nearest to NW5") and "Which SEND surgery" in reply
    assert "Which time" in mum.say("2") and booked(mum.parts) == []


@pytest.mark.parametrize("said", ["is there a nearer school for him", "what is near kentish town for teens", "nearest clubs to nw5"])
def test_elsewhere_it_is_no_question_about_surgeries(any_parts: Parts, tmp_path: Path, said: str) -> None:
    put(any_parts, tmp_path, {}, FAR)
    any_parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    talk = Talk(any_parts, DAD)
    talk.say("what send surgeries are there")
    assert "Nearest to" not in talk.say(said)
    assert "SEND surgery" not in Talk(any_parts, MUM).say(said) and "Nearest to" not in Talk(any_parts, MUM).say(said)
