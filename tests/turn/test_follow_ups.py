"""What leans on the answer before it: a part of it, an appeal or a complaint about it. Where these lead is content/follow_ups.yml."""

from __future__ import annotations

import pytest

from tests.family import web
from tests.sms_tools import later, one, text_in
from tests.turn.test_told_topics import chat, topics
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content, _follow_ups
from webhook.services.answers.content_layers import read_layered
from webhook.services.answers.content_rules import ContentError
from webhook.services.turn.follow_ups import find_dispute, find_part
from webhook.settings import ROOT
from webhook.store.conversations import Conversation


def say(parts: Parts, text: str, topic: str) -> list[str]:
    """One text that the dialogue model would read as this topic."""
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": topic, "confidence": 0.9}], "confidence": 0.9}]  # type: ignore[attr-defined]
    return text_in(parts, text)


def part_of(parts: Parts, topic: str, part: str) -> str:
    answer = parts.content.answers[topic]
    return (answer.short if part == "short" else answer.parts[part]).sms[:60]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("ok and how long does that take", "how_long"), ("ok thanks, how long is the wait?", "how_long"), ("And how long does it usually take please", "how_long"),
        ("how long can they do that for", "how_long"), ("so when will we hear", "how_long"),
        ("how long till i hear", "how_long"), ("how long until they tell me", "how_long"), ("what's the deadline then", "how_long"),
        ("right, so who do i ring", "who"), ("great thanks. does it cost anything", "cost"), ("but what if they don't reply", "if_late"), ("yes how do i apply please", "how"),
        ("how long does a complaint take", None), ("how long is it for a 5 year old", None), ("how long ago was that", None), ("ok", None), ("yes please", None), ("", None),
    ],
)  # fmt: skip
def test_a_part_is_asked_for_by_words_that_name_nothing_else(text: str, part: str | None) -> None:
    assert find_part(text) == part


def test_only_the_part_is_said_and_the_answer_not_again(parts: Parts) -> None:
    whole = say(parts, "how do we make a complaint about the council", "complaint_council")[0]
    said = say(parts, "ok and how long does that take", "complaint_council")
    assert said[0].startswith(part_of(parts, "complaint_council", "how_long")) and whole[:60] not in "".join(said)


@pytest.mark.parametrize(
    ("topic", "text", "leads_to", "part"),
    [
        ("exclusion_reduced_timetable", "how do i appeal", "exclusion_reduced_timetable", "if_late"),
        ("exclusion_reduced_timetable", "ok can we appeal that?", "exclusion_reduced_timetable", "if_late"),
        ("exclusion_reduced_timetable", "can I challenge the school's decision", "exclusion_reduced_timetable", "if_late"),
        ("exclusion_reduced_timetable", "how long have we got to appeal", "exclusion_reduced_timetable", "if_late"),
        ("exclusion_reduced_timetable", "how do I complain about that", "school_complaint", "short"),
        ("school_transport", "I want to appeal", "school_transport", "refused"),
        ("school_transport", "who do I complain to", "complaint_council", "short"),
        ("benefits_money", "how do we appeal it", "benefits_money", "refused"),
        ("benefits_money", "and the transport appeal?", "school_transport", "refused"),
        ("naming_school", "can we fight this", "tribunal", "short"),
        ("phase_transfer", "how do i appeal that", "naming_school", "short"),
        ("ehcna_refused", "how long do i have to appeal", "ehcna_refused", "how_long"),
    ],
)
def test_an_appeal_or_a_complaint_is_about_what_was_just_answered(parts: Parts, topic: str, text: str, leads_to: str, part: str) -> None:
    say(parts, "what about this then, we need to know what happens", topic)
    said = say(parts, text, "mediation")
    assert said[0].startswith(part_of(parts, leads_to, part)) and part_of(parts, "mediation", "short") not in "".join(said)
    assert one(parts, Conversation).last_topic == leads_to


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize(
    "text",
    ["and if they dont change it can i appeal", "can i appeal if they dont change it", "if they refuse to change it can I appeal", "and if they keep it the same how do i appeal",
     "what if they leave it as it is, can we appeal", "if it stays the same is there an appeal", "if they wont amend it can i appeal", "can we appeal if nothing changes"],
)  # fmt: skip
def test_an_appeal_against_what_they_might_not_do_is_no_lateness(parts: Parts, channel: str, text: str) -> None:
    conversation = web(parts) if channel == "web" else ""
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": "mediation", "confidence": 0.9}], "confidence": 0.9}]  # type: ignore[attr-defined]
    for words in ("review meeting was 3 november when do i hear", text):
        said = "\n".join(chat(parts, conversation, words) if conversation else text_in(parts, words))
    assert "you can appeal" in said and "past the time" not in said and topics(parts) == ["annual_review"]


@pytest.mark.parametrize(
    "text", ["if they dont give him speech therapy can i appeal", "if they dont give him transport can i appeal", "we wont appeal if they change it", "if they dont reply what then"]
)
def test_what_else_they_might_not_do_is_no_appeal_of_the_last_answer(content: Content, text: str) -> None:
    assert find_dispute(content, text, "annual_review") is None


@pytest.mark.parametrize(
    "text", ["how do i appeal the ehcp", "we don't want to appeal", "they rejected our appeal last year", "appeal against the school place my sister got", "we appealed"]
)
def test_what_names_something_else_or_asks_nothing_is_read_by_itself(content: Content, text: str) -> None:
    assert find_dispute(content, text, "exclusion_reduced_timetable") is None


def test_with_nothing_before_it_and_after_a_day_it_is_read_by_itself(parts: Parts) -> None:
    asked = "so how would anybody appeal"
    assert say(parts, asked, "mediation")[0].startswith(part_of(parts, "mediation", "short"))
    say(parts, "he was excluded again", "exclusion_reduced_timetable")
    later(parts, 25 * 3600)
    assert say(parts, asked, "mediation")[0].startswith(part_of(parts, "mediation", "short"))


def test_every_row_of_the_project_leads_somewhere(content: Content) -> None:
    raw = read_layered(ROOT / "content", "follow_ups.yml")
    assert {kind: set(raw[kind]) for kind in content.follow_ups} == {kind: set(rows) for kind, rows in content.follow_ups.items()}


def test_an_unknown_topic_is_refused_and_a_part_a_council_does_not_have_leads_nowhere(content: Content) -> None:
    empty: dict[str, dict[str, str]] = {"appeal": {}, "appeal_by": {}, "complain": {}}
    with pytest.raises(ContentError, match="no_topic"):
        _follow_ups({**empty, "appeal": {"no_topic": "how"}}, content.answers)
    assert _follow_ups({**empty, "appeal": {"parent_groups": "cost"}}, content.answers) == {}
