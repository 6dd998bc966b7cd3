"""A number that a parent gives so that a person can ring: taken whatever came between, and never somebody else's."""

from __future__ import annotations

import pytest

from tests.duty_steps import chat_in, handovers_of, said, text_in, texts_to
from webhook.bootstrap import Parts


@pytest.fixture(autouse=True)
def _unsure(parts: Parts) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]


def say_after_another_question(parts: Parts, text: str) -> str:
    """A person was asked for in chat, another question was asked and answered, and then this is said. The conversation's id."""
    conversation_id = chat_in(parts, "can i speak to a person please")
    parts.rasa.default = [{"say": "answer", "topics": ["tribunal"]}]  # type: ignore[attr-defined]
    chat_in(parts, "what is the send tribunal", conversation_id)
    chat_in(parts, text, conversation_id)
    return conversation_id


@pytest.mark.parametrize("text", ["07700 900456", "its 07700900456", "my new number is 07700 900456"])
def test_a_number_texted_to_whoever_answers_is_said_to_be_kept(parts: Parts, text: str) -> None:
    text_in(parts, "PERSON")
    handover = handovers_of(parts, text_in(parts, text))[0]
    assert handover.callback_sealed is not None and parts.vault.open(handover.callback_sealed).replace(" ", "") == "07700900456"
    last = texts_to(parts)[-1]
    assert last == parts.content.messages["number_saved"].sms and "456" not in last


@pytest.mark.parametrize(("text", "number"), [("07700 900456, text only please", True), ("text only please", False)])
def test_beside_a_number_how_to_be_reached_is_said_too(parts: Parts, text: str, number: bool) -> None:
    text_in(parts, "PERSON")
    text_in(parts, text)
    saved = "Saved for the person who answers you: Text only: don't ring."
    assert texts_to(parts)[-1] == (f"{parts.content.messages['number_saved'].sms} {saved}" if number else saved)


@pytest.mark.parametrize(
    "text",
    [
        "07700 900456", "its 07700900456 mornings", "sorry forgot, 07700 900456", "you can ring me on 07700 900456 after 3", "my number is 07700900456 thanks",
        "ok 07700 900456", "call 07700 900456 please", "my hearing is 12 december, ring 07700 900456",
    ],
)  # fmt: skip
def test_a_number_is_taken_after_another_question_was_asked_and_answered(parts: Parts, text: str) -> None:
    conversation_id = say_after_another_question(parts, text)
    handover = handovers_of(parts, conversation_id)[0]
    assert handover.callback_sealed is not None and parts.vault.open(handover.callback_sealed).replace(" ", "") == "07700900456"
    assert said(parts, conversation_id)[-1].startswith("Saved. A person from the SEND team will ring you") and "456" not in said(parts, conversation_id)[-1]
    chat_in(parts, "no sorry its 07700 900457", conversation_id)
    assert parts.vault.open(handovers_of(parts, conversation_id)[0].callback_sealed or b"") == "07700 900457"


@pytest.mark.parametrize(
    "text",
    [
        "his dads number is 07700 900456", "my old number was 07700 900456", "someone rang me from 07700 900456", "is 07700 900456 yours?", "dont ring 07700 900456",
        "his school is on 07700 900456", "07700 900456 never answers, how do i get hold of the taxi firm", "nobody picks up on 07700 900456",
    ],
)  # fmt: skip
def test_another_s_number_or_one_that_is_asked_about_is_none_to_ring(parts: Parts, text: str) -> None:
    conversation_id = say_after_another_question(parts, text)
    assert handovers_of(parts, conversation_id)[0].callback_sealed is None


def test_a_number_with_nobody_waited_for_is_no_request(parts: Parts) -> None:
    assert handovers_of(parts, chat_in(parts, "07700 900456")) == []
