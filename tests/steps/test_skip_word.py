"""SKIP, the word of our own texts, where no question is open: it says so, and is never answered as if somebody's details had been asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.samples import load_samples
from tests.booking_steps import BOOK, MUM, Talk, put
from tests.sms_tools import ANSWER
from webhook.bootstrap import Parts

REFUSED = [{"say": "act", "act": "out_of_scope", "confidence": 0.9}]
SAID = "I have no open question to leave out."
BOTH = pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])
WORDS = ["SKIP", "skip", "skip it please", "can i skip this one", "leave it out", "ok skip that", "i want to skip", "just skip this question"]


@pytest.fixture(autouse=True)
def _samples(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    load_samples(parts)
    parts.rasa.default = REFUSED  # type: ignore[attr-defined]


@BOTH
@pytest.mark.parametrize("text", WORDS)
def test_as_the_first_message(parts: Parts, number: str, text: str) -> None:
    assert Talk(parts, number).say(text).startswith(SAID)


@BOTH
@pytest.mark.parametrize("before", ["how long does a plan take", "when is the next send surgery", "any swimming clubs near nw5 for a 6 yr old"])
def test_after_what_asked_nothing(parts: Parts, number: str, before: str) -> None:
    who = Talk(parts, number)
    parts.rasa.default = ANSWER  # type: ignore[attr-defined]
    who.say(before)
    parts.rasa.default = REFUSED  # type: ignore[attr-defined]
    assert SAID in who.say("SKIP")


@BOTH
def test_an_open_question_is_left_out(parts: Parts, number: str) -> None:
    who = Talk(parts, number)
    assert "What do you need" in who.say(BOOK, "1", "SKIP") and "talk about" in who.say("skip it")


@pytest.mark.parametrize("text", ["can he skip a year", "he skips school", "skip hire near me", "can we skip the mediation", "leave school out of it"])
def test_other_skipping_goes_its_way(parts: Parts, text: str) -> None:
    assert SAID not in Talk(parts, MUM).say(text)
