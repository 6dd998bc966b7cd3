"""A child who is let in for a few hours only, told and not asked: half days at school, fewer hours at a nursery; and what is asked of it next."""

from __future__ import annotations

import pytest

from tests.steps.test_steps_matter import talk
from tests.steps.test_steps_named import CHANNELS, part
from webhook.bootstrap import Parts

SCHOOL, NURSERY = "exclusion_reduced_timetable", "early_years"
AT_SCHOOL = [
    "school only has him 2 hours a day",
    "hes only in for 2 hours",
    "they will only have him mornings",
    "she only goes in for an hour a day",
    "he is in school 10 til 12 only",
    "school only takes her two hours and then i have to fetch her",
    "he does 3 hours a day at school",
    "they only let my daughter in for half days",
    "my son is only allowed in school for the mornings",
    "school will only take him til lunch",
]
AT_NURSERY = [
    "nursery says he can only come mornings",
    "my daughters nursery will only take her 2 hours a day",
    "preschool have cut his hours to mornings cos they cant cope",
    "childminder says she can only have him an hour",
    "nursery have reduced her sessions",
    "the nursery just lets him stay till lunch",
]
SOMETHING_ELSE = [
    "he only has a TA for 2 hours a day",
    "he only sleeps 2 hours a night",
    "i only have him 2 hours a day at weekends",
    "they only give him 2 hours of speech therapy",
    "carer only comes two hours a day",
    "taxi only takes an hour",
    "is there a club, he can only come mornings",
    "how many hours a day should he be in school",
    "how many free hours do i get at nursery",
    "i can only ring in the mornings",
    "he is only in year 2",
    "what hours is nursery, can he go just mornings",
]


@CHANNELS
@pytest.mark.parametrize("text", AT_SCHOOL)
def test_half_days_at_school_come_first_and_section_19_with_them(parts: Parts, channel: str, text: str) -> None:
    said = talk(parts, channel, "out_of_school_provision", text)[0]
    assert part(parts, channel, SCHOOL, "part_time_told") in said
    assert "section 19" in said


@CHANNELS
@pytest.mark.parametrize("text", AT_NURSERY)
def test_fewer_hours_at_a_nursery_are_not_those_of_a_school(parts: Parts, channel: str, text: str) -> None:
    assert part(parts, channel, NURSERY, "hours_cut") in talk(parts, channel, SCHOOL, text)[0]


@pytest.mark.parametrize("text", SOMETHING_ELSE)
def test_hours_of_something_else_are_neither(parts: Parts, text: str) -> None:
    said = talk(parts, "web", "news_events", text)[0]
    assert part(parts, "web", SCHOOL, "part_time_told") not in said
    assert part(parts, "web", NURSERY, "hours_cut") not in said


@CHANNELS
@pytest.mark.parametrize(
    ("first", "topic", "text", "name"),
    [
        (AT_SCHOOL[1], SCHOOL, "is that allowed", "part_time_legal"),
        (AT_SCHOOL[2], SCHOOL, "how long can they do that", "part_time_more"),
        (AT_SCHOOL[0], SCHOOL, "can i refuse", "part_time_legal"),
        (AT_SCHOOL[3], SCHOOL, "what now", "part_time_no"),
        (AT_NURSERY[0], NURSERY, "is that allowed", "allowed"),
        (AT_NURSERY[1], NURSERY, "is that legal", "allowed"),
        (AT_NURSERY[2], NURSERY, "can they do that", "allowed"),
        (AT_NURSERY[0], NURSERY, "how long can they do that", "hours_cut_time"),
        (AT_NURSERY[4], NURSERY, "how long for", "hours_cut_time"),
    ],
)
def test_what_is_asked_next_leans_on_it(parts: Parts, channel: str, first: str, topic: str, text: str, name: str) -> None:
    assert part(parts, channel, topic, name) in talk(parts, channel, "news_events", first, text)[1]
