"""A message of faces and signs: thanks is thanks, a sad one gets a kind line and a way on; and the offer to ring is made once."""

from __future__ import annotations

import pytest

from tests.sms_tools import ANSWER, text_in
from tests.steps.test_steps_named import CHANNELS, asked
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments
from webhook.services.turn.small_talk import read_face


@CHANNELS
@pytest.mark.parametrize(
    "face", ["\U0001f44d", "\U0001f64f\U0001f64f", "\u2764\ufe0f", "\U0001f60a", "\U0001f44d\U0001f3fd", "\U0001f49c", "\U0001f44f\U0001f44f", "\U0001f970", ":)", "\U0001f601!"]
)
def test_a_thumbs_up_is_thanks(parts: Parts, channel: str, face: str) -> None:
    heard = asked(parts, channel, "what is a blue badge", face)
    assert heard == [parts.content.messages["small_talk_thanks"].on(channel)]


@CHANNELS
@pytest.mark.parametrize("face", ["\U0001f62d\U0001f62d\U0001f62d", "\U0001f622", "\U0001f494", "\U0001f97a\U0001f64f", ":(", "\U0001f614", "\u2639\ufe0f"])
def test_a_sad_face_gets_a_kind_line(parts: Parts, channel: str, face: str) -> None:
    heard = asked(parts, channel, "what is a blue badge", face)
    assert heard == [parts.content.messages["sad_face"].on(channel)] and count_segments(heard[0]) <= 2


@pytest.mark.parametrize("face", ["\U0001f44e", "?", "...", "\U0001f355", "\U0001f697", "!!!", "-"])
def test_what_says_nothing_is_not_read(parts: Parts, face: str) -> None:
    assert read_face(face) is None
    parts.rasa.default = ANSWER  # type: ignore[attr-defined]
    text_in(parts, "how long does it take")
    assert text_in(parts, face) == [parts.content.messages["nonsense"].sms], "its own offer to ring is not made again"


def test_a_thumbs_up_to_an_open_question_is_asked_about(parts: Parts) -> None:
    parts.rasa.answers["which one"] = [{"say": "clarify", "options": ["blue_badge", "benefits_money"], "confidence": 0.4}]  # type: ignore[attr-defined]
    assert asked(parts, "sms", "which one", "\U0001f44d")[0] == parts.content.messages["small_talk_which"].sms


def test_the_offer_to_ring_still_comes_where_nothing_offered_it(parts: Parts) -> None:
    parts.rasa.default = ANSWER  # type: ignore[attr-defined]
    text_in(parts, "how long does it take")
    assert parts.content.messages["call_offer"].sms in text_in(parts, "how long does an assessment take")
