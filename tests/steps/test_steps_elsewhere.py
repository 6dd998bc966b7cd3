"""What is near to us and not ours: free school meals. Nothing is made up, and in the holidays it is a question for the clubs."""

from __future__ import annotations

import pytest

from tests.family import MUM
from tests.family import web as new_chat
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments

CLUBS = [{"say": "answer", "topics": [{"topic": "holiday_clubs", "confidence": 0.98}], "confidence": 0.98}]
MEALS = [
    "is he allowed free school meals",
    "is he entitled to free school meals and a laptop",
    "how do we apply for free school dinners",
    "does an ehcp get you free school meals",
    "can my daughter get fsm",
    "who do i ask about free meals at school",
    "do disabled children get free school lunches",
    "free school meals form",
    "do i have to pay for her school dinners",
    "are school meals free for sen kids",
]


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize("text", MEALS)
def test_what_we_do_not_know_is_said_with_where_to_ask(parts: Parts, channel: str, text: str) -> None:
    parts.rasa.default = CLUBS  # type: ignore[attr-defined]
    said = write(parts, MUM if channel == "sms" else new_chat(parts), text)
    assert said[0] == parts.content.messages["free_school_meals"].on(channel) and "camden.gov.uk" in said[0]
    assert channel == "web" or count_segments(said[0]) <= 2


@pytest.mark.parametrize(
    "text", ["free school meals in the holidays", "free meals at a holiday club", "are the half term clubs free with a meal", "he only eats beige food at school, is there help"]
)
def test_in_the_holidays_or_about_eating_it_is_another_question(parts: Parts, text: str) -> None:
    parts.rasa.default = CLUBS  # type: ignore[attr-defined]
    assert write(parts, MUM, text)[0] != parts.content.messages["free_school_meals"].sms
