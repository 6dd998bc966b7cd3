"""What is asked after how a plan moves, by the whole path on both channels: start again, the help, the school, how long."""

from __future__ import annotations

import pytest

from tests.steps.test_steps_matter import talk
from tests.steps.test_steps_named import CHANNELS, part
from webhook.bootstrap import Parts
from webhook.services.answers.named_questions import find_questions

TOPIC, FIRST = "moving_area", "we are moving to camden with a plan"
MIDWAY = "we move house in the middle of the assessment"
ASKED = {
    "start_again": [
        "do we have to start again",
        "so do i need to apply all over again",
        "is his plan still valid",
        "will they reassess him",
        "does she need a new assessment",
        "can they change the plan",
        "will he lose his ehcp",
    ],
    "help": [
        "do they have to keep paying for his therapy",
        "will she keep her 1:1",
        "what about his speech therapy",
        "does the TA support carry on",
        "does he still get his hours",
        "will they pay for the tutor",
        "what happens to section f",
    ],
    "school": [
        "what about his school",
        "can she stay at her school",
        "does he have to change schools",
        "will they find him a new school",
        "what happens to his school place",
        "can he keep his place",
        "what school will he go to",
    ],
    "how_long": [
        "how long till someone contacts us",
        "when will they write to us",
        "how long does it take",
        "when do they review it",
        "how soon will the new council get in touch",
        "by when do they have to tell us",
    ],
}
WHOLE = [
    ("start_again", "if we move to another borough does he lose his ehcp"),
    ("start_again", "moving to camden with an ehcp do we have to start again"),
    ("help", "we're moving, will his plan still pay for his speech therapy"),
    ("school", "moving house, son has a plan, can he stay at his school"),
]
SOMETHING_ELSE = [
    "who pays for the taxi",
    "can i get dla there",
    "do we have to start again with the housing list",
    "how do i tell them",
    "can we get respite there",
    "who helps with removal costs",
    "is there a surgery",
    "what about a camhs referral",
]
NOT_OF_A_MOVE = [
    "do we have to start again",
    "will she keep her 1:1",
    "what about his school",
    "how long till someone contacts us",
    "my son is moving up to year 7 with a plan, can he stay at his school",
]


@CHANNELS
@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in ASKED.items() for text in texts])
def test_it_is_asked_of_the_move(parts: Parts, channel: str, name: str, text: str) -> None:
    assert part(parts, channel, TOPIC, name) in talk(parts, channel, TOPIC, FIRST, text)[1]


@CHANNELS
def test_each_follows_the_other(parts: Parts, channel: str) -> None:
    said = talk(parts, channel, TOPIC, FIRST, *(texts[0] for texts in ASKED.values()))[1:]
    assert all(part(parts, channel, TOPIC, name) in one for name, one in zip(ASKED, said, strict=True))


@CHANNELS
@pytest.mark.parametrize(("name", "text"), WHOLE)
def test_said_in_one_message_it_is_answered_too(parts: Parts, channel: str, name: str, text: str) -> None:
    assert part(parts, channel, TOPIC, name) in talk(parts, channel, "local_offer_what", text)[0]


@CHANNELS
@pytest.mark.parametrize("text", ["do we have to start again", "do we need to apply again", "does he need a new assessment"])
def test_without_a_plan_they_do_start_again(parts: Parts, channel: str, text: str) -> None:
    assert part(parts, channel, TOPIC, "again_midway") in talk(parts, channel, TOPIC, MIDWAY, text)[1]


@pytest.mark.parametrize("text", SOMETHING_ELSE)
def test_what_is_not_of_the_plan_is_left(text: str) -> None:
    assert not [row for row in find_questions(text, TOPIC, lambda: [FIRST]) if row.topic == TOPIC and row.part in ASKED]


@pytest.mark.parametrize("text", NOT_OF_A_MOVE)
def test_without_a_move_they_mean_something_else(text: str) -> None:
    assert not [row for row in find_questions(text, "blue_badge", lambda: ["how do i get a blue badge"]) if row.topic == TOPIC]
