""" "Ok and then": the next step of what was just answered, never thanks or a greeting; "ok then" ends a talk."""

from __future__ import annotations

import pytest

from tests.family import MUM
from tests.family import web as new_chat
from tests.update_steps import write
from webhook.bootstrap import Parts

AND_THEN = ["ok and then", "and then", "and then what", "what happens then", "whats next after that", "ok and then what", "so what happens next", "right and then?"]


@pytest.fixture(autouse=True)
def _section_f(parts: Parts) -> None:
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": "blue_badge", "confidence": 0.9}], "confidence": 0.9}]  # type: ignore[attr-defined]


@pytest.mark.parametrize("channel", ["sms", "web"])
@pytest.mark.parametrize("text", AND_THEN)
def test_it_is_the_next_step_of_the_same_answer(parts: Parts, channel: str, text: str) -> None:
    who = MUM if channel == "sms" else new_chat(parts)
    first = write(parts, who, "tell me about the badge")[0]
    parts.rasa.default = [{"say": "small_talk"}]  # type: ignore[attr-defined]
    second = write(parts, who, text)[0]
    third = write(parts, who, text)[0]
    own = [part.on(channel)[:30] for part in parts.content.answers["blue_badge"].parts.values()]
    assert any(words in second for words in own) and any(words in third for words in own), (second, third)
    assert len({first, second, third}) == 3


@pytest.mark.parametrize("text", ["ok then", "thanks then", "ok", "great, bye then"])
def test_what_ends_a_talk_is_no_question(parts: Parts, text: str) -> None:
    write(parts, MUM, "tell me about the badge")
    parts.rasa.default = [{"say": "small_talk"}]  # type: ignore[attr-defined]
    said = write(parts, MUM, text)
    assert not any(part.sms[:30] in " ".join(said) for part in parts.content.answers["blue_badge"].parts.values())


def test_with_nothing_before_it_nothing_is_guessed(parts: Parts) -> None:
    parts.rasa.default = [{"say": "small_talk"}]  # type: ignore[attr-defined]
    assert not any(part.sms[:30] in write(parts, MUM, "and then")[0] for part in parts.content.answers["blue_badge"].parts.values())


@pytest.mark.parametrize("text", ["and when would the plan be due", "when will the plan be ready", "so when should we get the final plan", "when is the ehcp due then", "and the plan"])
def test_the_plans_date_follows_from_the_day_that_was_told(parts: Parts, text: str) -> None:
    write(parts, MUM, "I asked for an assessment on 12 October, when do i hear")
    said = write(parts, MUM, text)[0]
    assert "a final plan by Mon 1 Mar 2027" in said and "yes or no" not in said


@pytest.mark.parametrize("channel", ["sms", "web"])
@pytest.mark.parametrize("text", ["and the money one", "what about the benefits bit", "the money thing"])
def test_one_of_several_is_meant_by_its_name(parts: Parts, channel: str, text: str) -> None:
    who = MUM if channel == "sms" else new_chat(parts)
    both = [{"topic": topic, "confidence": 0.9} for topic in ("ehcna_timeline", "benefits_money")]
    parts.rasa.default = [{"say": "answer", "topics": both, "confidence": 0.9}]  # type: ignore[attr-defined]
    write(parts, who, "how long does all that take and what about money")
    parts.rasa.default = [{"say": "small_talk"}]  # type: ignore[attr-defined]
    said = write(parts, who, text)[0]
    assert any(words.on(channel)[:30] in said for words in (parts.content.answers["benefits_money"].short, *parts.content.answers["benefits_money"].parts.values()))


@pytest.mark.parametrize("text", ["and the blue badge one", "the last thing", "the green one"])
def test_a_name_of_none_of_them_is_no_pick(parts: Parts, text: str) -> None:
    write(parts, MUM, "tell me about the badge")
    parts.rasa.default = [{"say": "small_talk"}]  # type: ignore[attr-defined]
    assert not any(words.sms[:30] in " ".join(write(parts, MUM, text)) for words in parts.content.answers["benefits_money"].parts.values())
