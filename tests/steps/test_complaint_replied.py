""" "They replied and I'm not happy" after a complaint was spoken of: the next rung of the ladder, by the whole path; what is said of this assistant stays feedback."""

from __future__ import annotations

import pytest

from tests.steps.test_steps_matter import talk
from tests.steps.test_steps_named import CHANNELS, part
from webhook.bootstrap import Parts
from webhook.services.steps.complaint_replied import tells_unhappy_reply

ASK = "how do i complain about the council"
TOPIC, OMBUDSMAN = "complaint_council", "0300 061 0614"
UNHAPPY = [
    "they replied and i'm not happy",
    "they've answered but it's rubbish",
    "got their reply and i dont agree with it",
    "the reply was a joke",
    "the council wrote back but it doesnt answer anything i asked",
    "ive had a response now, not satisfied at all",
    "they responded and said no",
    "they got back to me, just fobbed me off",
    "they rejected it",
    "not upheld",
    "im not happy with their reply",
]
OF_THE_ASSISTANT = [
    "your answers are useless",
    "the robot is useless and i am not happy with it",
    "this reply is rubbish you didnt help",
    "im not happy with your reply",
    "this bot gave a wrong answer",
]
SOMETHING_ELSE = [
    "what if they reply and im not happy",
    "they havent replied and im not happy",
    "no reply and i am not happy",
    "they replied",
    "i got a reply thanks",
    "how long for a reply",
    "im not happy at school",
    "they refused his taxi and im not happy",
    "nobody replied",
]
PART_TIME = "they only have my girl in school 2 hours a day on a part time timetable"


@CHANNELS
@pytest.mark.parametrize("text", UNHAPPY)
def test_the_second_stage_comes_next_and_then_the_ombudsman(parts: Parts, channel: str, text: str) -> None:
    said, then = talk(parts, channel, TOPIC, ASK, text, "what next")[1:]
    assert ("stage two" if channel == "sms" else "1. Next: Complaint review, the second stage") in said
    assert OMBUDSMAN in then


@CHANNELS
@pytest.mark.parametrize("text", ["they replied to that too and still said no", "i had the second stage reply and its rubbish"])
def test_after_the_second_reply_it_is_the_ombudsman(parts: Parts, channel: str, text: str) -> None:
    assert OMBUDSMAN in talk(parts, channel, TOPIC, ASK, UNHAPPY[0], text)[2]


@CHANNELS
def test_whoever_complained_already_hears_of_the_second_stage_once_the_reply_came(parts: Parts, channel: str) -> None:
    first, second, third = talk(parts, channel, TOPIC, "i complained to the council in august", UNHAPPY[2], "they answered again and i disagree")
    assert "stage" in first
    assert part(parts, channel, TOPIC, "refused") in second
    assert OMBUDSMAN in third


@CHANNELS
@pytest.mark.parametrize("text", ["head wrote back and it doesnt answer anything", "they replied and im not happy", "school responded but its nonsense"])
def test_after_a_schools_reply_come_the_governors(parts: Parts, channel: str, text: str) -> None:
    assert "governors" in talk(parts, channel, "school_complaint", "how do i complain about school", text)[1]


@pytest.mark.parametrize("text", [*OF_THE_ASSISTANT, *SOMETHING_ELSE])
def test_what_is_said_of_us_or_asked_is_no_reply_to_a_complaint(text: str) -> None:
    assert not tells_unhappy_reply(text)


def test_after_another_answer_it_is_not_taken_for_a_complaint(parts: Parts) -> None:
    assert "second stage" not in talk(parts, "web", "blue_badge", "how do i get a blue badge", UNHAPPY[0])[1]


@CHANNELS
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("i said ok to it tho", "part_time_more"),
        ("we agreed to it at first", "part_time_more"),
        ("i signed a form", "part_time_more"),
        ("but i went along with it", "part_time_more"),
        ("the first one, i never agreed to it", "part_time_no"),
        ("i didnt agree to it", "part_time_no"),
        ("nobody ever asked us", "part_time_no"),
        ("i havent signed it", "part_time_no"),
    ],
)
def test_whether_they_agreed_to_half_days_is_no_feedback(parts: Parts, channel: str, text: str, name: str) -> None:
    assert part(parts, channel, "exclusion_reduced_timetable", name) in talk(parts, channel, "exclusion_reduced_timetable", PART_TIME, text)[1]
