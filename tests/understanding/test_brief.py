"""A few words: what they mean, what they name, and what is said back without a dialogue model."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.sms_tools import PARENT, later, one, rows, text_in
from webhook.bootstrap import Parts
from webhook.services.answers.brief import find_named, is_brief, is_vague, order_guesses
from webhook.services.answers.content import Content
from webhook.store.duty import Handover
from webhook.store.messages import Inbound


def heard(text: str, **more: Any) -> Any:
    return SimpleNamespace(masked=text, text=text, form_open=False, search=None, lane=None, **more)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("ehcp", "ehcp_what"),
        ("respite?", "short_breaks"),
        ("Blue Badges pls", "blue_badge"),
        ("DLA", "benefits_money"),
        ("salt", "speech_therapy"),
        ("the tribunal", "tribunal"),
        ("what is an EHC plan", "ehcp_what"),
        ("carer's allowance", "benefits_money"),
        ("section 19", "out_of_school_provision"),
        ("section", None),
        ("assessment", None),
        ("therapy", None),
        ("waiting list", None),
        ("blue", None),
        ("tribunal hearing", None),
        ("", None),
    ],
)
def test_only_a_whole_name_names_a_topic(content: Content, text: str, topic: str | None) -> None:
    assert find_named(content, text) == topic


def test_no_name_belongs_to_two_topics_and_every_topic_named_has_an_answer(content: Content) -> None:
    for topic, names in content.topic_names.items():
        assert topic in content.answers
        assert {find_named(content, name) for name in names} == {topic}


@pytest.mark.parametrize(
    ("text", "brief"),
    [
        ("assessment", True),
        ("what are we entitled to", True),
        ("who decides", True),
        ("appointment?", True),
        ("thanks", False),
        ("yes please", False),
        ("[case ref]", False),
        ("7", False),
        ("ok", False),
        ("who are you", False),
        ("জি", False),
        ("school wont give her speech therapy", False),
    ],
)
def test_which_messages_are_brief(text: str, brief: bool) -> None:
    assert is_brief(heard(text)) is brief


def test_nothing_is_brief_or_vague_inside_the_check() -> None:
    inside = heard("that one there")
    assert is_vague(inside)
    inside.form_open = True
    assert not is_brief(inside) and not is_vague(inside)


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("can they do that", True),
        ("is that allowed?", True),
        ("you know, that other thing they do", True),
        ("its about the thing from the other day", True),
        ("what can you do", False),
        ("what is this", False),
        ("no not that", False),
        ("can they do that to my plan", False),
        ("thing", False),
    ],
)
def test_which_messages_say_nothing_by_themselves(text: str, vague: bool) -> None:
    assert is_vague(heard(text)) is vague


def test_something_to_do_is_a_search() -> None:
    looks = heard("something to do")
    assert is_vague(looks)
    looks.search = "both"
    assert not is_vague(looks) and not is_brief(looks)


def test_a_cry_is_never_taken_for_a_vague_question() -> None:
    tired = heard("i can't do it any more")
    tired.lane = "gentle"
    assert not is_vague(tired)


def test_what_a_word_may_be_about_comes_before_what_was_guessed(content: Content) -> None:
    offered = order_guesses(content, "therapy", ["personal_budget", "camhs_mental_health", "health_equipment"])
    assert offered[0] == "health_equipment" and "speech_therapy" in offered[:2] and offered.index("personal_budget") > 1
    assert order_guesses(content, "zzqx", ["surgery_book"]) == ["surgery_book"]
    assert len(order_guesses(content, "letter", [])) > 1  # in nobody's name, but in many answers


def test_a_name_is_answered_without_the_dialogue_model(parts: Parts) -> None:
    parts.rasa.down = True  # type: ignore[attr-defined]
    assert text_in(parts, "blue badge?")[0].startswith(parts.content.answers["blue_badge"].short.sms[:40])
    assert one(parts, Inbound).topics == ["blue_badge"]


def test_a_guess_about_two_words_becomes_a_question_and_no_wish(parts: Parts) -> None:
    parts.rasa.default = [{"say": "clarify", "options": ["surgery_book", "adhd_assessment"], "brief": True, "confidence": 0.46}]  # type: ignore[attr-defined]
    said = text_in(parts, "waiting list")[0]
    assert said.startswith("Is it about: 1 ") and one(parts, Inbound).lane == "clarify"
    assert parts.rasa.turns[-1][2]["brief"] is True and not rows(parts, Handover)  # type: ignore[attr-defined]


def test_can_they_do_that_is_about_the_last_answer_for_a_day(parts: Parts) -> None:
    answer = parts.content.answers["tribunal"]
    text_in(parts, "tribunal")
    assert text_in(parts, "can they do that")[0] == parts.content.messages["not_checked"].sms
    assert text_in(parts, "when will that be")[0].startswith(answer.parts["how_long"].sms[:40])
    later(parts, 25 * 3600)
    text_in(parts, "can they do that")
    assert rows(parts, Inbound)[-1].lane == "clarify"


def test_a_vague_second_try_leads_to_a_person(parts: Parts) -> None:
    text_in(parts, "you know that thing they do")
    assert rows(parts, Inbound)[-1].options == ["local_offer_what", "case_status", "handover_request"]
    assert text_in(parts, "that other one they had")[0] == parts.content.messages["unsure_again"].sms


def test_an_option_that_was_offered_still_picks(parts: Parts) -> None:
    text_in(parts, "you know that thing they do", PARENT)
    assert text_in(parts, "1")[0].startswith(parts.content.answers["local_offer_what"].short.sms[:40])
