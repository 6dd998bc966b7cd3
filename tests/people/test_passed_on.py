"""What a request for a person carries: every question without an answer, and what is added afterwards; read back shortened, shown whole to staff."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests.duty_steps import chat_in, handovers_of, said
from tests.family import hear
from tests.sms_tools import PARENT, later, one, text_in
from webhook.bootstrap import Parts
from webhook.services.identity.identity import identity_step
from webhook.services.people.passed_on import EACH_CHARS, adds_words, find_beginning, find_unanswered
from webhook.services.texts.text import count_segments
from webhook.store.conversations import Conversation
from webhook.store.duty import Handover
from webhook.store.inbox import Said
from webhook.store.messages import Inbound

SWIM = "Is there a swimming teacher who signs Makaton near the canal, and does he need a letter from anybody first?"
TAXI = "Could the taxi firm fetch the wheelchair from my mother's flat on Thursdays too?"
UNSURE: list[dict[str, Any]] = [{"say": "unsure"}]
ANSWER: list[dict[str, Any]] = [{"say": "answer", "topics": [{"topic": "school_transport", "confidence": 0.9}], "confidence": 0.9}]


def ask(parts: Parts, text: str, said_by_rasa: list[dict[str, Any]] = UNSURE) -> str:
    parts.rasa.default = said_by_rasa  # type: ignore[attr-defined]
    return "\n".join(text_in(parts, text))


def summary(parts: Parts) -> list[str]:
    return str(one(parts, Handover).summary).split("\n")


def test_both_questions_are_read_back_shortened_and_shown_whole(any_parts: Parts) -> None:
    ask(any_parts, SWIM)
    ask(any_parts, TAXI)
    reply = ask(any_parts, "PERSON")
    assert SWIM[:30] in reply and TAXI[:30] in reply and "..." in reply and SWIM not in reply
    assert summary(any_parts) == [SWIM, TAXI]


def test_a_question_that_was_answered_is_none_of_them_and_the_last_words_still_say_what_it_is_about(parts: Parts) -> None:
    ask(parts, SWIM)
    ask(parts, "how does he get a place on the school bus", ANSWER)
    reply = ask(parts, "PERSON")
    assert SWIM[:30] in reply and "place on the school bus" in reply


def test_in_a_sentence_that_says_what_it_is_about_too(parts: Parts) -> None:
    ask(parts, SWIM)
    reply = ask(parts, "can I speak to somebody about my son's epilepsy nurse", [{"say": "handover", "kind": "person"}])
    assert SWIM[:30] in reply and "epilepsy nurse" in reply and summary(parts)[-1].endswith("epilepsy nurse")


def leave_check_for_person(parts: Parts, said: str) -> None:
    """The check is begun with these words and left for a person."""
    conversation, message = hear(parts, PARENT, said)
    identity_step(parts, conversation, message, intent="case_status")
    with parts.db.writing() as session:
        session.query(Inbound).update({"state": "done"})
    ask(parts, "PERSON")


def test_after_a_check_that_did_not_finish_staff_read_that_it_was_about_the_case(parts: Parts) -> None:
    leave_check_for_person(parts, "where is my case")
    assert summary(parts) == ["where is my case"]


def test_who_only_answered_the_check_is_not_passed_on_with_nothing(parts: Parts) -> None:
    leave_check_for_person(parts, "SEN-20417")
    assert summary(parts) == [parts.content.messages["passed_on_check"].sms]


def test_more_than_two_questions_are_counted(parts: Parts) -> None:
    lines = [f"Does the library at number {name} lend the big switch toys to twins" for name in ("alpha", "bravo", "charlie", "delta", "echo")]
    for line in lines:
        ask(parts, line)
    reply = ask(parts, "PERSON")
    assert "and 2 more" in reply and summary(parts) == lines and all(count_segments(text) <= 3 for text in reply.split("\n"))


def test_another_day_and_a_closed_request_begin_anew(any_parts: Parts) -> None:
    parts = any_parts
    ask(parts, SWIM)
    later(parts, 25 * 3600)
    ask(parts, TAXI)
    ask(parts, "PERSON")
    assert summary(parts) == [TAXI]
    with parts.db.writing() as session:
        row = session.get_one(Handover, one(parts, Handover).id)
        row.state, row.closed_at, row.outcome = "closed", parts.clock.now(), "answered"
    later(parts, 60)
    ask(parts, "what about the toy library and the big switches")
    reply = ask(parts, "PERSON")
    assert "big switches" in reply and TAXI[:20] not in reply


def test_what_is_masked_stays_masked_and_a_watched_phone_hears_none_of_it(parts: Parts) -> None:
    ask(parts, "does the nurse at 07700 900777 know about the pump")
    assert "900777" not in ask(parts, "PERSON") and "[phone]" in summary(parts)[0]
    with parts.db.writing() as session:
        session.get_one(Conversation, one(parts, Conversation).id).unsafe_at = parts.clock.now()
    assert "pump" not in ask(parts, "PERSON")


@pytest.mark.parametrize("words", ["also it's about transport", "it's about his transport as well", "I forgot to say the escort left in June", "please tell them it's the morning bus"])
def test_words_added_later_go_with_it(parts: Parts, words: str) -> None:
    ask(parts, SWIM)
    ask(parts, "PERSON")
    reply = ask(parts, words, ANSWER)
    assert words in reply and reply.startswith("I added this") and summary(parts) == [SWIM, words]


def test_on_the_web_too_and_after_a_number_was_asked_for(parts: Parts) -> None:
    parts.rasa.default = UNSURE  # type: ignore[attr-defined]
    conversation = chat_in(parts, TAXI)
    chat_in(parts, "PERSON", conversation)
    chat_in(parts, "also it's about the escort", conversation)
    assert "the escort" in said(parts, conversation)[-1] and handovers_of(parts, conversation)[0].summary.split("\n") == [TAXI, "also it's about the escort"]


def test_a_question_asked_while_waiting_is_answered_or_added(parts: Parts) -> None:
    ask(parts, "PERSON")
    assert parts.content.answers["school_transport"].short.sms[:40] in ask(parts, "also how does he get a place on the bus?", ANSWER)
    assert "added your question" in ask(parts, SWIM)
    assert summary(parts)[-2:] == ["also how does he get a place on the bus?", SWIM]


def test_without_a_request_nothing_is_added(parts: Parts) -> None:
    assert parts.content.answers["school_transport"].short.sms[:40] in ask(parts, "also it's about transport to school", ANSWER)


@pytest.mark.parametrize(("text", "adds"), [("also", False), ("thanks", False), ("it's about transport", True), ("about it", False), ("what about the bus", False)])
def test_only_words_that_say_something_are_added(text: str, adds: bool) -> None:
    assert adds_words(text) is adds


def test_a_question_of_ours_back_counts_until_an_answer_came_of_it() -> None:
    heard = [
        Said("the big letter", "clarify", []),
        Said("about the bus pass", "answer", ["school_transport"]),
        Said("the small letter", "clarify", []),
        Said("the red letter", "small_talk", []),
    ]
    assert [found.text for found in find_unanswered(heard)] == ["the small letter"] and EACH_CHARS < 90


# ---- What is hidden or too long ----


@pytest.mark.parametrize(
    ("text", "said_back"),
    [
        ("the letter is dated 11 november", "the letter is dated (date)."),
        ("my daughter was born 14 march 2017 and the school wont help", "was born (date) and the school wont help."),
        ("his school is near nw5 3hh and the bus is late", "near (postcode) and the bus is late."),
        ("does anybody know what the letter dated 3 november means", "the letter dated (date) means."),
    ],
)
def test_what_was_hidden_is_named_and_no_sentence_ends_in_the_air(parts: Parts, text: str, said_back: str) -> None:
    ask(parts, text)
    for reply in (ask(parts, "PERSON"), ask(parts, f"also {text}")):
        assert said_back in reply and "[" not in reply


LONG = "we have moved to flat 4, 12 Sample Rd nw5 3hh, email leila.k@example.org, phone 07700900444. can you change all of it on his record, and the school refuses help"
MOVED = [{"say": "update_details", "kind": "update_details"}]


def test_a_change_of_details_is_read_back_whole_in_chat_and_by_text_shows_where_it_was_cut(parts: Parts) -> None:
    parts.rasa.default = MOVED  # type: ignore[attr-defined]
    conversation = chat_in(parts, LONG)
    assert any("(phone). can you change all of it on his record, and the school refuses help. You don't" in text for text in said(parts, conversation))
    reply = ask(parts, LONG, MOVED)
    assert "(postcode), email (email), phone (phone). can... I don't" in reply and "...." not in reply
    assert all(count_segments(text) <= 2 for text in reply.split("\n"))


def test_a_time_to_ring_is_read_back_without_the_number_beside_it(parts: Parts) -> None:
    parts.rasa.default = UNSURE  # type: ignore[attr-defined]
    conversation = chat_in(parts, "CALL")
    chat_in(parts, "07700 900456 after 3pm, the hearing is 12 december", conversation)
    assert "; after 3pm, the hearing is (date)." in said(parts, conversation)[-1]
    assert handovers_of(parts, conversation)[0].preferred_time == "[phone] after 3pm, the hearing is [date]"


DRAFT: list[dict[str, Any]] = [{"say": "answer", "topics": [{"topic": "ehcp_draft", "confidence": 0.9}], "confidence": 0.9}]


@pytest.mark.parametrize("asks", ["can somebody answer me about it", "can someone ring me about this please", "PERSON", "i want to talk to a person"])
def test_what_the_talk_began_with_goes_along(parts: Parts, asks: str) -> None:
    ask(parts, "the draft of his plan finally came", DRAFT)
    ask(parts, "and can my sister help me check it", DRAFT)
    reply = ask(parts, asks, [{"say": "handover", "kind": "person"}])
    assert summary(parts) == ["the draft of his plan finally came", "and can my sister help me check it"]
    assert "the draft of his plan finally came; and can my sister" in reply and count_segments(reply.split("\n")[0]) <= 2


def test_of_another_subject_before_it_nothing_is_passed_on(parts: Parts) -> None:
    ask(parts, "how does he get a place on the school bus", ANSWER)
    ask(parts, "the draft of his plan finally came", DRAFT)
    ask(parts, "PERSON")
    assert summary(parts) == ["the draft of his plan finally came"]


def test_who_says_what_it_is_about_is_passed_on_with_that_alone(parts: Parts) -> None:
    ask(parts, "the draft of his plan finally came", DRAFT)
    ask(parts, "can somebody ring me about his taxi")
    assert summary(parts) == ["can somebody ring me about his taxi"]


def test_the_beginning_is_found_among_answers_of_one_subject() -> None:
    heard = [Said("he hits me", "crisis", ["ehcp_draft"]), Said("the draft came", "answer", ["ehcp_draft"]), Said("how long have I got", "answer", ["ehcp_draft"])]
    assert find_beginning(heard, "how long have I got") == "the draft came"
    assert find_beginning(heard, "the draft came") == "" == find_beginning(heard, "not among them")


@pytest.mark.parametrize("text", ["its my old number 07700900599", "thats an old number", "i changed my number 07700 900599", "07700900599 is my new mobile"])
def test_a_number_that_changed_is_what_is_passed_on_and_not_the_message_before(parts: Parts, text: str) -> None:
    ask(parts, "no code has come")
    ask(parts, text, [{"say": "update_details", "kind": "update_details"}])
    assert summary(parts)[-1].split()[-1] in (text.split()[-1], "[phone]") and "no code" not in summary(parts)[-1]


@pytest.mark.parametrize("text", ["ring me on 07700900599", "call me back on my new number 07700900599"])
def test_a_number_to_ring_is_not_what_it_is_about(parts: Parts, text: str) -> None:
    ask(parts, SWIM)
    ask(parts, text, [{"say": "handover", "kind": "callback"}])
    assert summary(parts) == [SWIM]


@pytest.mark.parametrize("last", ["is it late", "whats next", "and when do i hear then", "so who decides", "is that a yes or no"])
@pytest.mark.parametrize("wish", ["can you ring me about it", "can someone call me about this please", "PERSON", "pls ring me about that"])
def test_after_a_status_its_question_and_the_latest_words_are_passed_on(parts: Parts, last: str, wish: str) -> None:
    ask(parts, "how does he get a place on the school bus", ANSWER)
    for words in ("where is my sons case up to", "SAMPLE-1002", last):
        ask(parts, words, ANSWER)
        with parts.db.writing() as session:
            newest = session.scalars(select(Inbound).order_by(Inbound.id.desc())).first()
            assert newest is not None
            newest.lane, newest.topics, newest.state = "lookup", ["case_identity" if "SAMPLE" in words else "case_status"], "done"
    text_in(parts, wish)
    assert summary(parts) == ["where is my sons case up to", last]
