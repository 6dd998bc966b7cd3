""" "I did that 3 weeks ago and heard nothing" after how to ask for an assessment: in time or late by the clock, by the whole path on both channels."""

from __future__ import annotations

import pytest

from tests.steps.test_steps_matter import talk
from tests.steps.test_steps_named import CHANNELS
from webhook.bootstrap import Parts
from webhook.services.dates.done_that import read_done
from webhook.services.texts.text import count_segments

ASK = "how do i ask for an ehcp"
TOPIC = "ehcna_request"
THREE_WEEKS = {"sms": "yes or no on assessing by Mon 14 Dec", "web": "Monday 14 December 2026"}
IN_TIME = [
    "i did that 3 weeks ago and heard nothing",
    "did it 3 weeks ago, no reply",
    "ok well i already sent it 3 weeks ago and nobody has got back to me",
    "we've done that three weeks ago still waiting",
    "sent it off on 2 november and not heard back",
    "already applied, its been 3 weeks and no answer",
    "school did that 3 weeks ago and we havent heard anything",
    "done that on 2/11. when will i hear",
    "the senco put that in 3 weeks ago, nothing back yet",
]
LATE = [
    "i did that 8 weeks ago and heard nothing",
    "emailed them 8 weeks ago. nothing",
    "we asked 8 weeks ago already and no one replied",
    "i sent the letter 2 months ago and still waiting",
]
NO_DAY = [
    "ive already done that and still waiting",
    "school did that in september and no one has got back to us",
    "did that ages ago and heard nothing",
    "i did that last week, how long does it take",
]
SOMETHING_ELSE = [
    "i asked school and they said no",
    "i did that and they refused 3 weeks ago",
    "i sent the dla form 3 weeks ago and heard nothing",
    "i did that for the taxi 3 weeks ago and heard nothing",
    "i wrote to camhs 3 weeks ago and heard nothing",
    "i did that thanks",
    "who do i send it to",
    "did school have to do that",
    "i sent my comments on the draft 3 weeks ago and heard nothing",
    "i complained 3 weeks ago and heard nothing",
]


@CHANNELS
@pytest.mark.parametrize("text", IN_TIME)
def test_three_weeks_is_in_time(parts: Parts, channel: str, text: str) -> None:
    said = talk(parts, channel, TOPIC, ASK, text)[1]
    assert THREE_WEEKS[channel] in said and "past" not in said


@CHANNELS
@pytest.mark.parametrize("text", LATE)
def test_eight_weeks_is_past_the_time(parts: Parts, channel: str, text: str) -> None:
    assert "past the time the law sets" in talk(parts, channel, TOPIC, ASK, text)[1]


@CHANNELS
@pytest.mark.parametrize("text", NO_DAY)
def test_the_day_is_asked_for_beside_the_rule(parts: Parts, channel: str, text: str) -> None:
    said, counted = talk(parts, channel, TOPIC, ASK, text, "2 november")[1:]
    assert "6 weeks" in said and "Which day was that?" in said
    assert THREE_WEEKS[channel] in counted


@CHANNELS
@pytest.mark.parametrize(("text", "begins"), [(IN_TIME[0], "No, not late"), (IN_TIME[4], "No, not late"), (LATE[0], "Yes, by your date")])
def test_is_that_late_is_answered_first(parts: Parts, channel: str, text: str, begins: str) -> None:
    said = talk(parts, channel, TOPIC, ASK, text, "is that late")[2]
    assert said.startswith(begins)
    assert channel == "web" or count_segments(said) <= 2


@CHANNELS
def test_said_in_full_it_can_be_asked_too(parts: Parts, channel: str) -> None:
    said = talk(parts, channel, TOPIC, "i sent my request for assessment off myself 3 weeks ago", "so is it late")
    assert THREE_WEEKS[channel] in said[0] and said[1].startswith("No, not late")


@pytest.mark.parametrize("text", SOMETHING_ELSE)
def test_another_thing_that_was_done_is_no_request(text: str) -> None:
    assert read_done(text) is None


def test_after_another_answer_it_is_something_else(parts: Parts) -> None:
    assert THREE_WEEKS["web"] not in talk(parts, "web", "blue_badge", "how do i get a blue badge", IN_TIME[0])[1]
