"""Long messages: up to three topics, MORE by text, one line that the situation was heard, and a look-up beside a question."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import Verdict
from tests.family import web
from tests.sms_tools import PARENT, later, rows, text_in
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.cases.beside_case import find_question_beside
from webhook.services.render.situation import soften
from webhook.services.texts.inbox import accept_chat
from webhook.services.texts.text import count_segments, gsm7_length
from webhook.services.turn.work import work_conversation
from webhook.store.messages import Inbound, Message

LONG = (
    "My son is nine and in year four. The school sends him home before lunch most days and says it is for his own good, and his review was in spring. "
    "Is that allowed? What happens after a review? And is there money for us?"
)
WAITING = LONG + " We have been waiting since May."
THREE = ["exclusion_reduced_timetable", "annual_review", "benefits_money"]


def said_by_rasa(*topics: str) -> list[dict[str, Any]]:
    return [{"say": "answer", "topics": [{"topic": topic, "confidence": 0.95} for topic in topics], "confidence": 0.95}]


def ask(parts: Parts, text: str, *topics: str) -> list[str]:
    parts.rasa.default = said_by_rasa(*topics)  # type: ignore[attr-defined]
    return text_in(parts, text)


def chat(parts: Parts, conversation: str, text: str, *topics: str) -> str:
    parts.rasa.default = said_by_rasa(*topics)  # type: ignore[attr-defined]
    accepted = accept_chat(parts, conversation_id=conversation, client_id=uuid4().hex, text=text)
    work_conversation(parts, conversation)
    return next(message.text for message in rows(parts, Message, inbound_id=accepted.inbound_id) if message.sender == "bot")


def lines(content: Content, *kinds: str) -> tuple[str, ...]:
    return tuple(line for kind in kinds for line in content.messages["situation_line"].variants[kind])


def test_a_second_answer_follows_where_it_fits_one_more_text(parts: Parts) -> None:
    said = ask(parts, "can he have a taxi and what clubs are there", "school_transport", "holiday_clubs")
    assert parts.content.answers["holiday_clubs"].short.sms in said[1] and all(count_segments(text) <= 2 for text in said)
    assert not any("MORE" in text for text in said) and rows(parts, Inbound)[-1].topics == ["school_transport", "holiday_clubs"]


def test_of_three_the_first_is_answered_the_others_named_and_more_gives_them(parts: Parts) -> None:
    said, answers = ask(parts, LONG, *THREE), parts.content.answers
    assert answers[THREE[0]].plain not in said[1] and all(answers[topic].plain in said[1] for topic in THREE[1:]) and "Text MORE" in said[1]
    more = text_in(parts, "more please")
    assert [answers[topic].short.sms in text for topic, text in zip(THREE[1:], more, strict=False)] == [True, True]
    assert text_in(parts, "MORE")[0] == parts.content.messages["nothing_more"].sms


@pytest.mark.parametrize("between", ["a day", "a question", "STOP"])
def test_what_was_left_is_dropped(parts: Parts, between: str) -> None:
    ask(parts, LONG, *THREE)
    if between == "a day":
        later(parts, 25 * 3600)
    elif between == "a question":
        ask(parts, "what is mediation about then", "mediation")
    else:
        text_in(parts, "STOP")
    said = text_in(parts, "MORE")
    assert said == [] if between == "STOP" else said[0] == parts.content.messages["nothing_more"].sms


def test_an_option_that_was_asked_about_is_nothing_left_over(parts: Parts) -> None:
    parts.rasa.default = [{"say": "clarify", "options": ["ehcp_draft", "ehcp_final"], "confidence": 0.2}]  # type: ignore[attr-defined]
    text_in(parts, "it is about that paper from the council")
    assert text_in(parts, "2")[0].startswith(parts.content.answers["ehcp_final"].short.sms[:40])


def test_on_the_web_all_are_answered_at_once(parts: Parts) -> None:
    conversation = web(parts)
    chat(parts, conversation, LONG, *THREE)
    said = [message.text for message in rows(parts, Message, conversation_id=conversation) if message.sender == "bot"]
    assert len([text for text in said if any(parts.content.answers[topic].next_step in text for topic in THREE)]) == 3


@pytest.mark.parametrize(("text", "topics", "kind"), [(LONG, THREE, "several"), (WAITING, THREE[:1], "waiting"), (LONG, THREE[:1], "neutral")])
def test_the_line_says_no_more_than_is_known(parts: Parts, text: str, topics: list[str], kind: str) -> None:
    assert ask(parts, text, *topics)[0].startswith(lines(parts.content, kind))


def test_a_feeling_is_answered_by_its_own_line_once(parts: Parts) -> None:
    conversation, kind = web(parts), parts.content.messages["gentle_prefix"].variants
    assert chat(parts, conversation, LONG + " I'm so tired.", *THREE).startswith(kind["tired"])
    for number in range(12):
        chat(parts, conversation, f"what is mediation {number} about", "mediation")
    again = chat(parts, conversation, LONG + " I'm so worried.", *THREE)
    assert again.startswith(lines(parts.content, "several")) and not again.startswith(kind["frightened"])


def test_the_line_is_not_said_again_within_the_last_turns(parts: Parts) -> None:
    conversation = web(parts)
    assert chat(parts, conversation, LONG, *THREE).startswith(lines(parts.content, "several"))
    assert not chat(parts, conversation, WAITING, *THREE).startswith(lines(parts.content, "several", "waiting", "neutral"))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("how do I get a Blue Badge for my son, and is there a parent group", Verdict()),
        (LONG, Verdict(flags=frozenset({"urgent_today"}))),
    ],
)
def test_none_on_short_questions_and_what_is_urgent(parts: Parts, text: str, verdict: Verdict) -> None:
    parts.safety.verdicts[text] = verdict  # type: ignore[union-attr]
    first = ask(parts, text, *THREE[:2])[0]
    every = [line for key in ("situation_line", "gentle_prefix") for said in parts.content.messages[key].variants.values() for line in said]
    assert not first.startswith(tuple(every))


@pytest.mark.parametrize(("lane", "topic"), [("concern", "carer_breakdown"), ("crisis", "harm_to_child")])
def test_none_before_a_card(parts: Parts, lane: str, topic: str) -> None:
    parts.safety.verdicts[LONG] = Verdict(lane=lane, topic=topic)  # type: ignore[union-attr]
    assert ask(parts, LONG, *THREE)[0].startswith(parts.content.crisis[f"{topic}_{lane}"].sms[:60])


def test_none_in_the_identity_check_and_before_a_person(parts: Parts) -> None:
    parts.rasa.default = [{"say": "identity_why", "requested": "case_ref", "intent": "case_status"}]  # type: ignore[attr-defined]
    assert text_in(parts, LONG)[0].startswith(parts.content.messages["identity_why"].sms)
    assert not text_in(parts, LONG + " Can someone please ring me about it?", "+447700900124")[0].startswith("Thank you")


def test_every_kind_has_a_line_that_fits_before_the_longest_text(content: Content) -> None:
    for key in ("situation_line", "gentle_prefix"):
        for kind, said in content.messages[key].variants.items():
            assert min(gsm7_length(line) or 999 for line in said) <= 25, (key, kind)


def test_a_feeling_without_a_name_gets_thanks_and_no_guess(content: Content) -> None:
    reply = SimpleNamespace(text="The answer.", kind="reply")
    turn = SimpleNamespace(lane="answer", topics=["tribunal"], perhaps=0, replies=[reply], said_once=())
    message = "it has all been going on like this at home and at school again"
    kept, inbound = SimpleNamespace(said_once=[]), SimpleNamespace(id=1)
    heard = SimpleNamespace(lane="gentle", channel="web", text=message, masked=message, form_open=False, search=None, conversation=kept, inbound=inbound)
    soften(content, heard, turn)  # type: ignore[arg-type]
    assert reply.text.startswith(lines(content, "neutral")) and turn.said_once == ("gentle",)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Where is my case up to? And what is mediation?", "what is mediation?"),
        ("any news on our ehc application and how do I complain about the council", "how do I complain about the council"),
        ("Where is my case?", ""),
        ("what is mediation", ""),
        ("where is my case, I sent it in May", ""),
    ],
)
def test_what_is_asked_besides_the_case(text: str, question: str) -> None:
    assert find_question_beside(SimpleNamespace(masked=text, form_open=False, intent=None)) == question  # type: ignore[arg-type]


def test_the_question_is_answered_and_the_look_up_begins(parts: Parts) -> None:
    asked = "Where is my case up to? And what is mediation?"
    parts.rasa.answers = {"what is mediation?": said_by_rasa("mediation"), "": [{"say": "identity_why", "requested": "case_ref", "intent": "case_status"}]}  # type: ignore[attr-defined]
    said = text_in(parts, asked)
    assert said[0].startswith(parts.content.answers["mediation"].short.sms[:40]) and said[1].startswith(parts.content.messages["identity_why"].sms)
    assert (rows(parts, Inbound)[-1].lane, rows(parts, Inbound)[-1].topics) == ("lookup", ["case_status", "mediation"])


def test_a_question_without_an_answer_leaves_the_message_whole(parts: Parts) -> None:
    parts.rasa.answers = {"who is the king there?": [{"say": "unsure"}]}  # type: ignore[attr-defined]
    parts.rasa.default = [{"say": "identity_why", "requested": "case_ref", "intent": "case_status"}]  # type: ignore[attr-defined]
    assert text_in(parts, "Where is my case? And who is the king there?", PARENT)[0].startswith(parts.content.messages["identity_why"].sms)


def said_with_a_doubt(sure: str, perhaps: str) -> list[dict[str, Any]]:
    return [{"say": "answer", "topics": [{"topic": sure, "confidence": 0.7}, {"topic": perhaps, "confidence": 0.2}], "confidence": 0.7}]


def test_what_it_may_have_meant_is_said_as_such_and_more_gives_it(parts: Parts) -> None:
    parts.rasa.default = said_with_a_doubt("school_transport", "blue_badge")  # type: ignore[attr-defined]
    said, answers, offer = text_in(parts, "something for getting him about when he cannot walk far"), parts.content.answers, parts.content.messages["or_meant"]
    line = offer.sms.format(plain=answers["blue_badge"].plain, text="")
    assert answers["school_transport"].short.sms in said[0] and sum(line in text for text in said) == 1
    assert all(count_segments(text) <= 2 for text in said) and rows(parts, Inbound)[-1].topics == ["school_transport", "blue_badge"]
    assert answers["blue_badge"].short.sms in text_in(parts, "MORE")[0]


def test_on_the_web_the_other_answer_stands_below_in_short(parts: Parts) -> None:
    parts.rasa.default = said_with_a_doubt("school_transport", "blue_badge")  # type: ignore[attr-defined]
    conversation = web(parts)
    accepted = accept_chat(parts, conversation_id=conversation, client_id=uuid4().hex, text="help getting him about please, he can't manage the walk")
    work_conversation(parts, conversation)
    said = [message.text for message in rows(parts, Message, inbound_id=accepted.inbound_id) if message.sender == "bot"]
    answer = parts.content.answers["blue_badge"]
    assert said[-1] == parts.content.messages["or_meant"].web.format(plain=answer.plain, text=answer.short.web)


def test_two_questions_are_not_taken_for_one_in_doubt(parts: Parts) -> None:
    assert not any("Or did you mean" in text for text in ask(parts, "can he have a taxi and what clubs are there", "school_transport", "holiday_clubs"))


def test_what_it_may_have_meant_is_not_called_a_second_question(parts: Parts) -> None:
    parts.rasa.default = said_with_a_doubt("school_transport", "blue_badge")  # type: ignore[attr-defined]
    said = "\n".join(text_in(parts, "My son is nine and he can't manage the walk to his school in the mornings, it takes us an hour and he sits down. What is there for him?"))
    assert "Or did you mean" in said and not any(line in said for line in lines(parts.content, "several"))
