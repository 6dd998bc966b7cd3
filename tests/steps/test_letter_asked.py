"""A letter asked for by its word: its page comes first, by SMS too; a letter that somebody had, or that another should write, is none."""

from __future__ import annotations

import pytest

from tests.steps.test_steps_named import CHANNELS, asked
from webhook.bootstrap import Parts
from webhook.services.steps.letter import asks_letter

REQUEST = [
    "can you write me a letter asking for an ehcp",
    "is there a letter i can use to ask for an ehcp",
    "can u write me a letter to ask for an assessment",
    "have you got a template letter for asking for an ehcp",
    "i need a letter to ask for an ehc assessment pls",
    "help me write a letter to get him assessed for a plan",
    "any letter we can copy to ask for an ehcna",
]
NOT = [
    "they sent me a letter saying no to assess",
    "i got a letter from the council today",
    "the letter was dated 3 november",
    "can the school write a letter for dla",
    "do i have to write to them or can i ring",
    "my gp wrote me a letter",
    "how do i ask for an ehcp",
    "she knows her letters and numbers",
    "the council need to send me a letter with reasons",
]


@CHANNELS
@pytest.mark.parametrize("text", REQUEST)
def test_the_letters_page_comes_with_the_answer(parts: Parts, channel: str, text: str) -> None:
    told = asked(parts, channel, text, guess="ehcna_request")
    assert any("/letters/request" in one for one in told) and len(told) <= 3
    assert channel == "web" or "/letters/request" in told[0]


@CHANNELS
def test_another_topic_has_its_own_letter(parts: Parts, channel: str) -> None:
    assert any("/letters/provision" in one for one in asked(parts, channel, "can you do me a letter about section f not happening", guess="provision_not_delivered"))


def test_a_topic_without_a_letter_gets_its_answer_alone(parts: Parts) -> None:
    told = asked(parts, "sms", "can you write me a letter to get a blue badge")
    assert "Blue Badge" in told[0] and not any("/letters/" in one for one in told)


@pytest.mark.parametrize("text", NOT)
def test_a_letter_of_somebody_else_is_not_asked_for(text: str) -> None:
    assert not asks_letter(text)
