"""A search beside a question of its own: the question is answered and the services are listed, whichever was said first."""

from __future__ import annotations

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import Chat, directory
from webhook.bootstrap import Parts
from webhook.clients.rasa import FakeRasa

__all__ = ["directory"]
WEEKS = {"say": "answer", "topics": ["ehcna_timeline"], "confidence": 0.9}


def answered(parts: Parts, *texts: str, number: str = "") -> tuple[str, list[str]]:
    """What was said to the last message, and what the dialogue model was asked."""
    parts.rasa = FakeRasa(default=[WEEKS])
    said = Talk(parts, number).say(*texts)
    return said, [asked for _, asked, _ in parts.rasa.turns]


@pytest.mark.parametrize(
    "text",
    [
        "how long does an ehcp take? and any swimming for a 10 yr old",
        "how long does an ehcp take and is there any swimming for a 10 year old",
        "any swimming for my 10 yr old and how long does an ehcp take",
        "how long does an ehcp take?\nalso looking for swimming for a boy of 10",
        "is there swimming for a 10 year old near NW5. also how long does an ehcp take",
    ],
)
@pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])
def test_both_are_answered(directory: Parts, text: str, number: str) -> None:
    reply, asked = answered(directory, text, number=number)
    assert "20 weeks" in reply and "swim" in reply.lower()
    assert len(asked) == 1 and "swim" not in asked[0], "the dialogue model hears the question alone"


def test_the_list_can_be_gone_on_with(directory: Parts) -> None:
    both = answered(directory, "how long does an ehcp take? and any swimming for a 10 yr old", "1")[0]
    alone = answered(directory, "any swimming for a 10 yr old", "1")[0]
    assert both == alone


@pytest.mark.parametrize("text", ["any swimming for a 10 yr old and how much is it", "swimming for a 10 yr old. where is it"])
def test_what_leans_on_the_search_is_no_question_of_its_own(directory: Parts, text: str) -> None:
    asked = answered(directory, text)[1]
    assert not asked or "swim" in asked[0]


def test_a_question_nobody_could_read_leaves_the_list(directory: Parts) -> None:
    directory.rasa = FakeRasa(default=[{"say": "clarify", "options": ["autism_assessment", "adhd_assessment"], "confidence": 0.4}])
    said = "\n".join(message.text for message in Chat(directory).say("how does the thing with the badge go? and any swimming for a 10 yr old"))
    assert "swim" in said.lower() and "Is it about" not in said


@pytest.mark.parametrize("text", ["how long does an ehcp take", "how long does an ehcp take and who decides", "how long does an ehcp take for a 10 year old who likes swimming"])
def test_a_question_alone_lists_nothing(directory: Parts, text: str) -> None:
    reply, asked = answered(directory, text)
    assert len(asked) == 1 and "swim" not in reply.lower()
