"""A long message with more questions than were answered: the rest are named, MORE gives them, and what can't be named is asked for again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.family import web
from tests.sms_tools import rows, text_in
from tests.turn.test_long_messages import chat, said_by_rasa
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.texts.text import count_segments
from webhook.services.turn.also_asked import find_also, may_miss_one
from webhook.store.conversations import Conversation
from webhook.store.messages import Inbound

MOVED = (
    "We have just moved here from Leeds with an EHCP. Does the council have to follow it? Who pays for his taxi? "
    "We also need respite and my husband wants to know about blue badges. Is there mediation?"
)
FIVE = (
    "My daughter is 15 and will not go in, it has been six weeks. What can I do and can they fine me? "
    "Also what happens after year 11 for college? And what should happen when he is taught in the corridor?"
)
SCHOOLS = "Can he get speech therapy while we wait for all of this to be looked at? Who do I make a complaint to, the school? And what is a personal budget for?"


def ask(parts: Parts, text: str, *topics: str, **more: Any) -> list[str]:
    parts.rasa.default = said_by_rasa(*topics) if not more else [more]  # type: ignore[attr-defined]
    return text_in(parts, text)


@pytest.mark.parametrize(
    ("text", "said", "also"),
    [
        (MOVED, ["moving_area"], ["school_transport", "short_breaks", "blue_badge"]),
        (MOVED, ["moving_area", "blue_badge", "school_transport"], ["short_breaks", "mediation"]),
        (FIVE, ["attendance_ebsa"], ["post16_options"]),
        (SCHOOLS, [], ["speech_therapy", "complaint_council", "personal_budget"]),
        ("Who pays for his taxi? And what about respite?", ["school_transport"], []),
        ("My autistic son with adhd has an EHCP and a SENCo who is lovely. He goes to nursery by taxi. What can we do about sleep, he is awake all night?", [], []),
    ],
)
def test_topics_named_in_the_questions_of_a_long_message(content: Content, text: str, said: list[str], also: list[str]) -> None:
    assert find_also(content, text, said) == also


def test_the_rest_are_named_by_sms_and_more_gives_them(parts: Parts) -> None:
    said, answers = ask(parts, MOVED, "moving_area", "blue_badge"), parts.content.answers
    line = next(text for text in said if "Text MORE" in text)
    assert answers["school_transport"].plain in line and answers["short_breaks"].plain in line and all(count_segments(text) <= 2 for text in said)
    more = text_in(parts, "MORE")
    assert answers["school_transport"].short.sms in more[0] and rows(parts, Conversation)[0].last_topic == "school_transport"


def test_on_the_web_too(parts: Parts) -> None:
    conversation, plain = web(parts), parts.content.answers["short_breaks"].plain
    chat(parts, conversation, MOVED, "moving_area", "blue_badge", "school_transport")
    assert rows(parts, Conversation)[0].options == ["short_breaks", "mediation"] and plain
    assert parts.content.answers["short_breaks"].next_step in chat(parts, conversation, "more")


def test_a_question_that_can_not_be_named_is_asked_for_again(parts: Parts) -> None:
    line = parts.content.messages["may_miss_one"].sms
    assert line in "\n".join(ask(parts, FIVE, "attendance_ebsa"))
    assert may_miss_one(parts.content, FIVE, 2) and not may_miss_one(parts.content, FIVE, 3)
    assert line not in "\n".join(
        ask(parts, "how does he get a place on the bus, and is there any money for it, as we are both out of work at the moment", "school_transport", "benefits_money")
    )


def test_a_question_in_the_message_that_opens_the_check_is_answered_before_we_ask(parts: Parts) -> None:
    opened = {"say": "identity_why", "requested": "case_ref", "intent": "case_status", "also": [{"topic": "school_transport", "confidence": 0.9}], "tasks": ["surgery_info"]}
    said = ask(parts, "look up my case, tell me about the bus and the surgery", **opened)
    assert "SEND surgery dates" in said[0] and parts.content.answers["school_transport"].short.sms in said[1] and said[2].startswith(parts.content.messages["identity_why"].sms)
    assert rows(parts, Inbound)[-1].topics == ["case_status", "school_transport"]


def test_a_second_look_up_is_named_and_surgeries_only_once(parts: Parts) -> None:
    said = "\n".join(ask(parts, "update my address and when is the surgery", say="update_details", tasks=["surgery_info", "surgery_book"]))
    assert said.count("You also asked about") == 1 and "SEND surgery dates, booking a SEND surgery" in said


def test_what_more_gives_stays_when_a_person_is_wanted_too(parts: Parts) -> None:
    said = ask(parts, MOVED + " Please can somebody ring me.", "moving_area", "blue_badge")
    assert "Text MORE" in "\n".join(said) and rows(parts, Conversation)[0].options[:2] == ["school_transport", "short_breaks"]
    assert parts.content.answers["school_transport"].short.sms in text_in(parts, "MORE")[0]
