""" "He got excluded, how do I appeal": what a first message names of its topic comes first; nothing is put first where nothing is named."""

from __future__ import annotations

import pytest

from tests.family import MUM
from tests.family import web as new_chat
from tests.sms_tools import rows
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.answers.part_first import read_first_part
from webhook.services.texts.text import count_segments
from webhook.store.messages import Inbound

NAMED = [
    ("he got excluded on friday for hitting, how do i appeal", "exclusion_reduced_timetable", "if_late"),
    ("she got excluded for hitting, can we challenge it", "exclusion_reduced_timetable", "if_late"),
    ("they refused to assess him how do i appeal", "ehcna_refused", "how"),
    ("how much does a blue badge cost", "blue_badge", "cost"),
    ("how long does it take to get a blue badge", "blue_badge", "how_long"),
    ("what evidence do i need for the tribunal", "tribunal", "bring"),
    ("who do i speak to about an eng", "exceptional_needs_grant", "who"),
    ("how long can they suspend him for", "exclusion_reduced_timetable", "how_long"),
    ("how do i apply for a blue badge", "blue_badge", "how"),
]


@pytest.mark.parametrize(("text", "topic", "part"), NAMED)
def test_the_part_that_is_named_is_read(content: Content, text: str, topic: str, part: str) -> None:
    assert read_first_part(content, text, topic) == part


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("he got excluded on friday for hitting", "exclusion_reduced_timetable"), ("he has been waiting how long i dont know", "blue_badge"), ("what is a blue badge", "blue_badge"),
        ("how much help will he get in school", "sen_support_school"), ("school appeals to his better side", "exclusion_reduced_timetable"),
        ("who is his teacher", "school_transport"), ("I am so tired. " * 12 + "how long does it take", "blue_badge"), ("", "blue_badge"),
        ("how do i appeal", "news_events"), ("how long is it", "no_such_topic"),
        ("how long does an assessment take", "ehcna_timeline"), ("is there a fee for the tribunal", "tribunal"), ("who do i ring about school transport", "school_transport"),
    ],
)  # fmt: skip
def test_where_none_is_named_none_is_read(content: Content, text: str, topic: str) -> None:
    assert read_first_part(content, text, topic) is None


@pytest.mark.parametrize(("text", "topic", "part"), NAMED[:2] + NAMED[4:5])
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_what_was_asked_comes_first_and_the_topic_stays(parts: Parts, channel: str, text: str, topic: str, part: str) -> None:
    who = MUM if channel == "sms" else new_chat(parts)
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": topic, "confidence": 0.95}], "confidence": 0.95}]  # type: ignore[attr-defined]
    said, answer = write(parts, who, text), parts.content.answers[topic]
    assert said[0].startswith(answer.parts[part].on(channel)[:50]) and rows(parts, Inbound)[-1].topics == [topic]
    assert answer.short.on(channel)[:50] in "\n".join(said) and (channel == "web" or all(count_segments(one) <= 2 for one in said))


@pytest.mark.parametrize("text", ["how do i apply for short breaks", "how do we get short breaks, how do i apply", "how can i ask for short breaks"])
def test_by_sms_a_part_that_says_what_the_short_answer_says_comes_alone(parts: Parts, text: str) -> None:
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": "short_breaks", "confidence": 0.95}], "confidence": 0.95}]  # type: ignore[attr-defined]
    said, answer = write(parts, MUM, text), parts.content.answers["short_breaks"]
    assert len(said) == 1 and said[0].startswith(answer.parts["how"].sms[:50]) and answer.short.sms[:50] not in said[0]


def test_what_more_will_give_is_not_given_at_once(parts: Parts) -> None:
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": "school_complaint", "confidence": 0.9}, {"topic": "blue_badge", "confidence": 0.4}], "confidence": 0.9}]  # type: ignore[attr-defined]
    text = "the school said no to his scribe again and i am so fed up with them all, and also can i get a blue badge for him please"
    said = "\n".join(write(parts, new_chat(parts), text))
    assert "MORE" in said and parts.content.answers["blue_badge"].short.web[:50] not in said


def test_of_two_topics_neither_is_told_whole_before_the_other(parts: Parts) -> None:
    both = [{"topic": "blue_badge", "confidence": 0.9}, {"topic": "school_transport", "confidence": 0.9}]
    parts.rasa.default = [{"say": "answer", "topics": both, "confidence": 0.9}]  # type: ignore[attr-defined]
    assert write(parts, new_chat(parts), "how do i apply for a badge and a taxi")[0].startswith(parts.content.answers["blue_badge"].short.web[:50])
