"""After a card: what takes it back, what does not, and that the rest of the message is answered; and two slips of a conversation that goes on."""

from __future__ import annotations

import pytest

from tests.conftest import Verdict
from tests.duty_steps import WATCHED, act, chat_in, signed_in, text_in
from tests.sms_tools import rows
from webhook.bootstrap import Parts
from webhook.services.personal.personal import find_personal
from webhook.store.messages import Inbound, Message

WORRIED = Verdict(lane="concern", topic="harm_to_child")


def bot_words(parts: Parts) -> list[str]:
    last = rows(parts, Inbound)[-1]
    return [message.text for message in rows(parts, Message, inbound_id=last.id) if message.sender == "bot"]


@pytest.mark.parametrize(
    "words",
    [
        "no im fine",
        "No, he's not dangerous, we just disagree",
        "nothing like that",
        "nobody is hurt, i was only tired",
        "sorry, everyone is safe",
        "that was a mistake",
    ],
)
def test_a_card_that_is_taken_back_is_met_with_thanks(parts: Parts, words: str) -> None:
    text_in(parts, "my husband is away and i am on my own with three", verdict=WORRIED)
    text_in(parts, words)
    assert bot_words(parts)[0] == parts.content.crisis["after_mistake"].sms


@pytest.mark.parametrize("words", ["i'm fine but he hit her again", "she is safe for now", "i think he's ok", "the weather is fine here"])
def test_what_takes_nothing_back_is_not_thanked_for(parts: Parts, words: str) -> None:
    parts.rasa.default = [{"say": "answer", "topics": ["short_breaks"], "confidence": 0.9}]  # type: ignore[attr-defined]
    text_in(parts, "my husband is away and i am on my own with three", verdict=WORRIED)
    text_in(parts, words)
    assert parts.content.crisis["after_mistake"].sms not in bot_words(parts)


def test_what_else_was_asked_is_answered_after_the_thanks(parts: Parts) -> None:
    parts.rasa.default = [{"say": "answer", "topics": ["short_breaks"], "confidence": 0.9}]  # type: ignore[attr-defined]
    text_in(parts, "my husband is away and i am on my own with three", verdict=WORRIED)
    text_in(parts, "no im fine hes just working on an oil rig. what help can i get")
    said = bot_words(parts)
    assert said[0] == parts.content.crisis["after_mistake"].sms and parts.content.answers["short_breaks"].short.sms in said[1]


def test_without_a_card_before_nobody_is_thanked_for_being_fine(parts: Parts) -> None:
    parts.rasa.default = [{"say": "answer", "topics": ["short_breaks"], "confidence": 0.9}]  # type: ignore[attr-defined]
    text_in(parts, "no im fine")
    assert parts.content.crisis["after_mistake"].sms not in bot_words(parts)


@pytest.mark.parametrize(("words", "greeted"), [("further away is fine too", False), ("hello again", True)])
def test_in_the_middle_of_a_conversation_nobody_is_greeted_by_a_guess(parts: Parts, words: str, greeted: bool) -> None:
    parts.rasa.default = [{"say": "answer", "topics": ["holiday_clubs"], "confidence": 0.9}]  # type: ignore[attr-defined]
    text_in(parts, "which clubs take a boy of nine in the summer holidays")
    parts.rasa.default = [{"say": "act", "act": "small_talk", "confidence": 0.6}]  # type: ignore[attr-defined]
    text_in(parts, words)
    assert (parts.content.messages["small_talk_greeting"].sms in bot_words(parts)) is greeted


@pytest.mark.parametrize("before", [{"say": "act", "act": "small_talk"}, {"say": "unsure"}])
def test_nobody_is_greeted_after_something_that_was_no_topic(parts: Parts, before: dict[str, str]) -> None:
    parts.rasa.default = [before]  # type: ignore[attr-defined]
    text_in(parts, "thanks for that")
    parts.rasa.default = [{"say": "act", "act": "small_talk", "confidence": 0.6}]  # type: ignore[attr-defined]
    text_in(parts, "why")
    assert parts.content.messages["small_talk_greeting"].sms not in bot_words(parts)


@pytest.mark.parametrize("act", ["small_talk", "affirm", "deny"])
@pytest.mark.parametrize("words", ["and school ones", "what of mondays", "the thursday thing"])
def test_after_an_answer_nobody_is_greeted_whatever_it_was_taken_for(parts: Parts, act: str, words: str) -> None:
    parts.rasa.default = [{"say": "answer", "topics": ["benefits_money"], "confidence": 0.9}]  # type: ignore[attr-defined]
    text_in(parts, "my daughter gets dla, shes 15 and turns 16 in march")
    parts.rasa.default = [{"say": "act", "act": act, "confidence": 0.6}]  # type: ignore[attr-defined]
    text_in(parts, words)
    assert parts.content.messages["small_talk_greeting"].sms not in bot_words(parts)


@pytest.mark.parametrize(("words", "letter"), [("and F", "f"), ("what about b", "b"), ("ok and section g then", "g"), ("and i", "i"), ("whats h1", "h")])
def test_the_next_section_is_asked_by_its_letter(parts: Parts, words: str, letter: str) -> None:
    parts.rasa.default = [{"say": "act", "act": "small_talk", "confidence": 0.6}]  # type: ignore[attr-defined]
    text_in(parts, "what is section j")
    text_in(parts, words)
    assert any(text.startswith(f"Section {letter.upper()}") for text in bot_words(parts))


@pytest.mark.parametrize("words", ["and F", "b"])
def test_a_letter_alone_means_no_section_before_one_was_spoken_of(parts: Parts, words: str) -> None:
    parts.rasa.default = [{"say": "answer", "topics": ["ehcp_what"], "confidence": 0.9}]  # type: ignore[attr-defined]
    text_in(parts, "what is an ehc plan for")
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    text_in(parts, words)
    assert not any(text.startswith("Section") for text in bot_words(parts))


def test_a_first_message_that_asks_nothing_is_greeted(parts: Parts) -> None:
    parts.rasa.default = [{"say": "act", "act": "small_talk", "confidence": 0.6}]  # type: ignore[attr-defined]
    text_in(parts, "im new to this")
    assert parts.content.messages["small_talk_greeting"].sms in bot_words(parts)


@pytest.mark.parametrize("words", ["14 march 2017", "sorry it is 14th of March 2017", "March 14 2017"])
def test_a_date_put_right_while_a_code_is_asked_for_is_a_date(words: str) -> None:
    assert [found.kind for found in find_personal(words, asked="code")] == ["date"]


@pytest.mark.parametrize("words", ["sorry wrong ref its KQ/26/4107", "oops meant kq-26-4108"])
def test_a_reference_put_right_while_a_code_is_asked_for_is_a_reference(words: str) -> None:
    assert [found.kind for found in find_personal(words, asked="code")] == ["case_ref"]


def test_a_code_is_still_a_code() -> None:
    assert [found.kind for found in find_personal("its 123 456 ok", asked="code")] == ["code"]


def test_a_number_written_in_the_chat_can_be_seen_by_staff_and_that_is_written_down(parts: Parts, client: object) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    officer = signed_in(client, parts)  # type: ignore[arg-type]
    conversation = chat_in(parts, "my number is 07700 900999 in the day, and it is 07700 900999 in the evening too")
    page = officer.get(f"/duty/conversations/{conversation}")
    assert "Show the number" in page.text and "900999" not in page.text
    shown = act(officer, conversation, "phone")
    assert shown.text.count("900999") == 1 and "Written in the conversation" in shown.text


def test_no_number_no_button(parts: Parts, client: object) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    officer = signed_in(client, parts)  # type: ignore[arg-type]
    assert "Show the number" not in officer.get(f"/duty/conversations/{chat_in(parts, 'is anybody there to talk to')}").text


@pytest.mark.parametrize("words", ["who do i tell", "who should i ring about this", "whats the number", "who can i talk to"])
def test_whom_to_tell_after_a_card_is_on_the_card(parts: Parts, words: str) -> None:
    text_in(parts, "my husband is away and i am on my own with three", verdict=WORRIED)
    card = bot_words(parts)[0]
    text_in(parts, words)
    assert bot_words(parts)[0] == card and "999" in card


def test_the_card_that_was_sent_is_the_one_that_is_repeated(parts: Parts) -> None:
    text_in(parts, "the taxi left him on the pavement on his own", verdict=Verdict(lane="concern", topic="harm_to_child", card="harm_to_child_staff"))
    card = bot_words(parts)[0]
    assert card.startswith(parts.content.crisis["harm_to_child_staff"].sms)
    text_in(parts, "who do i tell")
    assert bot_words(parts) == [card]


def test_the_card_is_repeated_as_often_as_it_is_asked_for_and_its_question_stays(parts: Parts) -> None:
    text_in(parts, "he hits me and reads my phone", verdict=WATCHED)
    card = bot_words(parts)[0]
    for asked in ("who do i ring", "what number"):
        text_in(parts, asked)
        assert bot_words(parts) == [card]
    text_in(parts, "1")
    assert bot_words(parts)[0] == parts.content.messages["safe_to_text_yes"].sms


def test_a_message_later_it_is_asked_of_what_was_answered_last(parts: Parts) -> None:
    parts.rasa.default = [{"say": "answer", "topics": ["short_breaks"], "confidence": 0.9}]  # type: ignore[attr-defined]
    text_in(parts, "my husband is away and i am on my own with three", verdict=WORRIED)
    card = bot_words(parts)[0]
    text_in(parts, "what is a short break")
    text_in(parts, "who do i tell")
    assert bot_words(parts) and card not in bot_words(parts)
