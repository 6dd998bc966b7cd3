"""Several questions in one message, each read by itself; a long story with one question at its end; the hours of a school day; when to hear about an assessment."""

from __future__ import annotations

import pytest

from tests.steps.test_steps_matter import talk
from tests.steps.test_steps_named import CHANNELS, part
from webhook.bootstrap import Parts
from webhook.services.turn.asked_apart import end_question, list_questions

OUT = "exclusion_reduced_timetable"
STORY = "my son is 6 in year 1 and they only have him in school for 2 hrs. "
NUMBERED = STORY + "1) is that allowed 2) can I get an EHCP without the school 3) any help with money as I had to leave my job"
LONG = (
    "my son is 8 and has autism, school said they would help but nothing happened for a year and the senco left and the new one doesnt know him and "
    "we had the ed psych in and then the speech therapist in june and i am so tired of this, "
)


@CHANNELS
def test_no_question_of_a_list_is_lost_and_number_2_is_the_second(parts: Parts, channel: str) -> None:
    parts.rasa.ranks = {"any help with money as I had to leave my job": [("benefits_money", 0.9)]}  # type: ignore[attr-defined]
    first, second = talk(parts, channel, "post16_options", NUMBERED, "how long does number 2 take")
    assert part(parts, channel, OUT, "part_time_legal") in first and "After 16" not in first
    assert part(parts, channel, "ehcna_request", "how_long") in second


@CHANNELS
@pytest.mark.parametrize("asked", ["when do i hear about the plan", "when will i hear about my assessment", "so how long until we know about the ehcp"])
def test_the_question_at_the_end_of_a_story_decides(parts: Parts, channel: str, asked: str) -> None:
    assert part(parts, channel, "ehcna_timeline", "how_long") in talk(parts, channel, "sen_support_school", LONG + asked)[0]


@pytest.mark.parametrize("text", [LONG + "is that allowed", LONG + "what can i do about it", "when do i hear about the plan", LONG + "can they do that? and when do i hear about the plan"])
def test_a_question_that_leans_on_the_story_does_not(text: str) -> None:
    assert end_question(text) is None


@pytest.mark.parametrize("text", ["is that allowed", "i have 2 children and 1) is older"])
def test_one_question_is_no_list(text: str) -> None:
    assert len(list_questions(text)) < 2


@CHANNELS
@pytest.mark.parametrize("text", ["how many hours a day should he be in school", "how many hours a week should a child be in school", "how long is a school day"])
def test_hours_are_said_to_be_unchecked(parts: Parts, channel: str, text: str) -> None:
    assert part(parts, channel, OUT, "hours") in talk(parts, channel, "out_of_school_provision", text)[0]


@pytest.mark.parametrize("text", ["how many hours of 1:1 should he get in school", "how many free hours do i get at nursery", "when will i hear about his adhd assessment"])
def test_other_hours_and_other_assessments_are_not_meant(parts: Parts, text: str) -> None:
    said = talk(parts, "web", "news_events", text)[0]
    assert part(parts, "web", OUT, "hours") not in said and part(parts, "web", "ehcna_timeline", "how_long") not in said
