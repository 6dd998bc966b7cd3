"""Whoever let a place go and wants it after all: offered again where it is free, and never told that texts are on again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import DAD, MUM, ONE_PLACE, Talk, booked, put, swept, wait_for
from tests.sms_tools import ANSWER
from webhook.bootstrap import Parts
from webhook.services.steps.booking_back import wants_back

OPT_IN = [{"say": "act", "act": "opt_in", "confidence": 0.9}]
BOTH = pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])
BACK = [
    "actually can i have it back",
    "oh no wait can I have my place back please",
    "sorry i do want it",
    "i can come after all",
    "we can make it now",
    "is it too late to have it",
    "i didn't mean to cancel",
    "can you put me back on",
    "actually we can come",
    "can u give me back the slot",
    "I'd like it again please",
    "undo that",
]
NOT_BACK = [
    "i dont want it back",
    "can my son go back to school",
    "when can i book again",
    "thanks",
    "i can't come now",
    "can i have a list of clubs",
    "how do i get it back",
    "we can not make it now",
    "start again",
    "can he have his transport back",
]


@pytest.mark.parametrize("text", BACK)
def test_words_for_wanting_it_back(text: str) -> None:
    assert wants_back(text)


@pytest.mark.parametrize("text", NOT_BACK)
def test_other_words_are_not(text: str) -> None:
    assert not wants_back(text)


def gave_up(parts: Parts, folder: Path, number: str) -> Talk:
    put(parts, folder)
    who = Talk(parts, number)
    who.say("BOOK SURGERY", "1", "Ama", "step-free", "the bus", "1")
    who.say("CAN'T COME")
    assert "given up" in who.say("1") or booked(parts) == []
    parts.rasa.default = OPT_IN  # type: ignore[attr-defined]
    return who


@BOTH
@pytest.mark.parametrize("back", BACK)
def test_a_place_that_is_still_free_is_read_back_and_booked(parts: Parts, tmp_path: Path, number: str, back: str) -> None:
    who = gave_up(parts, tmp_path, number)
    heard = who.say(back)
    assert "9:30am" in heard and "Ama" in heard and "the bus" in heard and "texts again" not in heard
    assert "ooked: " in who.say("yes") and booked(parts) == ["4 Dec 09:30"]


@BOTH
@pytest.mark.parametrize("text", NOT_BACK)
def test_other_words_book_nothing(parts: Parts, tmp_path: Path, number: str, text: str) -> None:
    who = gave_up(parts, tmp_path, number)
    parts.rasa.default = ANSWER  # type: ignore[attr-defined]
    assert "Ama" not in who.say(text) and booked(parts) == []


def test_a_place_that_is_kept_for_the_next_is_not_given_back(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(any_parts, MUM, DAD)
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(any_parts, dad)[0]
    any_parts.rasa.default = OPT_IN  # type: ignore[attr-defined]
    heard = mum.say("actually can i have it back")
    assert "waiting list" in heard and "texts again" not in heard and booked(any_parts) == []
    assert "ooked: " in dad.say("1")


@pytest.mark.parametrize("text", ["actually can i have it back", "can i have it back again", "put it back on", "resume please"])
def test_who_let_nothing_go_hears_nothing_of_texts(parts: Parts, text: str) -> None:
    parts.rasa.default = OPT_IN  # type: ignore[attr-defined]
    assert "text" not in Talk(parts, MUM).say(text).split("Automatic reply")[0].lower().replace("text call", "").replace("text person", "").replace("text pass", "")


def test_after_the_word_that_ends_texts_only_the_word_that_begins_them_is_answered(parts: Parts) -> None:
    mum = Talk(parts, MUM)
    mum.say("STOP")
    parts.rasa.default = OPT_IN  # type: ignore[attr-defined]
    assert mum.say("can i have it back") == "" and mum.say("send me texts again") == ""
    assert "You will get our texts again" in mum.say("START")
