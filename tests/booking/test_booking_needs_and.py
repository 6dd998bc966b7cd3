"""What is asked beside the answer to "what do you need" is answered, whoever comes along is noted, and what they talk about is only what they said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.samples import load_samples
from tests.booking_steps import BOOK, MUM, Talk, put
from webhook.bootstrap import Parts
from webhook.services.surgeries.needs import split_needs

ANSWER = [{"say": "answer", "topics": ["short_breaks"], "confidence": 0.9}]
LOST_IN = [{"say": "clarify", "options": ["blue_badge", "benefits_money"], "confidence": 0.4}]
SUBJECT = "What would you like to talk about"


@pytest.fixture
def mum(parts: Parts, tmp_path: Path) -> Talk:
    """Mum, who is asked what she needs."""
    put(parts, tmp_path)
    load_samples(parts)
    parts.rasa.default = ANSWER  # type: ignore[attr-defined]
    who = Talk(parts, MUM)
    assert "What do you need" in who.say(BOOK, "1", "Dee")
    return who


ASKED = [
    ("step free pls and also whats respite", "step free"),
    ("step free pls whats respite", "step free"),
    ("a quiet room. what is respite?", "a quiet room"),
    ("wheelchair access and how do i get respite", "wheelchair access"),
    ("bsl interpreter please, also can he get respite", "bsl interpreter"),
    ("i use a stick, plus what about respite for him", "i use a stick"),
    ("somali interpreter and i want to ask about respite", "somali interpreter"),
    ("large print. do i need a social worker for respite", "large print"),
]


@pytest.mark.parametrize(("text", "needs"), ASKED)
def test_a_question_beside_a_need_is_answered_and_no_subject(mum: Talk, text: str, needs: str) -> None:
    heard = mum.say(text)
    assert "hort break" in heard and SUBJECT in heard, heard
    back = mum.say("SKIP")
    assert f"Needs: {needs}." in back and "To talk about" not in back and "Is that right" in back, back
    assert "Booked: " in mum.say("1")


def test_a_service_looked_for_beside_a_need_is_listed(mum: Talk) -> None:
    heard = mum.say("step free and any swimming clubs near nw5 for a 6 yr old")
    assert "Sample" in heard and SUBJECT in heard, heard
    assert "Needs: step free." in mum.say("SKIP")


def test_what_is_asked_and_not_read_is_said_to_have_no_answer(mum: Talk) -> None:
    mum.parts.rasa.default = LOST_IN  # type: ignore[attr-defined]
    heard = mum.say("step free and what is a flurble")
    assert "I don't have an answer to that" in heard and SUBJECT in heard
    assert "Needs: step free." in mum.say("SKIP")


def test_what_the_record_answers_is_answered_from_it(mum: Talk) -> None:
    heard = mum.say("bsl interpreter please and is it step free")
    assert "step-free" in heard and SUBJECT in heard and "Needs: bsl interpreter" in mum.say("SKIP")


COMES = [
    ("wheelchair and a bengali interpreter. my sister coming", "my sister"),
    ("step free. my mum is coming with me", "my mum"),
    ("bsl please, my husband will be coming", "my husband"),
    ("large print and i'm bringing my friend", "my friend"),
    ("my sister coming", "my sister"),
    ("quiet room, im bringing the baby", "the baby"),
    ("ramp needed and my nan is coming too", "my nan"),
]


@pytest.mark.parametrize(("text", "who"), COMES)
def test_who_comes_along_is_noted_with_the_needs_and_no_subject(mum: Talk, text: str, who: str) -> None:
    back = mum.say(text, "SKIP")
    assert f"bringing {who}" in back and "To talk about" not in back, back


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("step free. his school transport stopped", "his school transport stopped"),
        ("wheelchair, and the plan is late", "the plan is late"),
        ("step free and my sister has his plan", "my sister has his plan"),
    ],
)
def test_what_tells_of_a_matter_is_still_what_they_talk_about(mum: Talk, text: str, about: str) -> None:
    back = mum.say(text)
    assert f"To talk about: {about}" in back, back


@pytest.mark.parametrize("text", ["can we have a quiet room", "someone who speaks bengali and a chair", "step free, and also, ramp", "large print, please, and a hearing loop"])
def test_needs_alone_ask_nothing(mum: Talk, text: str) -> None:
    heard = mum.say(text)
    assert "hort break" not in heard and SUBJECT in heard, heard


@pytest.mark.parametrize("text", ["step free and also his plan", "ramp, and, his plan", "ramp; also. his plan!"])
def test_no_stray_comma_is_left(text: str) -> None:
    needs, other = split_needs(text)
    assert other == "his plan" and needs in ("step free", "ramp")
