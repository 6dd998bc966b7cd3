"""What is asked around a review meeting, by the whole path on both channels: when the council must say, when school's report comes, and reports before the meeting that never came."""

from __future__ import annotations

import pytest

from tests.steps.test_steps_matter import talk
from tests.steps.test_steps_named import CHANNELS, part
from webhook.bootstrap import Parts
from webhook.services.answers.named_questions import find_questions
from webhook.services.dates.after_review import asks_of_review

TOPIC, HELD = "annual_review", "annual review was on 12 october still not had anything"
DECISION, REPORT = {"sms": "Mon 9 Nov", "web": "Monday 9 November"}, {"sms": "Mon 26 Oct", "web": "Monday 26 October"}
WHEN = [
    "when should they tell me",
    "when were they meant to let me know",
    "by when should i have had the letter",
    "how long do they have to decide",
    "so when do i find out",
    "what date should they have told me by",
]
REPORTS = [
    "school never sent me the reports before the meeting either",
    "i didnt get any of the reports before",
    "they only gave me the reports on the day",
    "nobody sent the paperwork until the morning of it",
    "should i have had the reports before the meeting",
    "how long before should i get the reports",
    "we only got 3 days notice",
]
WHOLE = [
    "the annual review is next week and no one has sent me any reports",
    "how many days before the annual review do i get the reports",
    "school gave us one days notice of the review meeting",
]
SOMETHING_ELSE = [
    "i never got the report after the meeting",
    "how much notice do i have to give my job",
    "no one has sent me the ep report for the assessment",
    "the hospital never sent the report",
    "tribunal wants the reports before the hearing",
    "can i bring my own report",
]


@CHANNELS
@pytest.mark.parametrize("text", WHEN)
def test_the_decisions_day_is_said_and_no_weeks_of_an_assessment(parts: Parts, channel: str, text: str) -> None:
    said = talk(parts, channel, TOPIC, HELD, text)[1]
    assert DECISION[channel] in said and "assessing" not in said and "20 weeks" not in said


@CHANNELS
@pytest.mark.parametrize("text", ["when was school meant to send the report", "how long does school have for its report", "by when should the report have come"])
def test_so_is_the_day_of_schools_report(parts: Parts, channel: str, text: str) -> None:
    said = talk(parts, channel, TOPIC, HELD, text)[1]
    assert REPORT[channel] in said and DECISION[channel] not in said


@CHANNELS
@pytest.mark.parametrize("text", REPORTS)
def test_reports_are_due_two_weeks_before(parts: Parts, channel: str, text: str) -> None:
    assert part(parts, channel, TOPIC, "reports") in talk(parts, channel, TOPIC, HELD, text)[1]


@CHANNELS
@pytest.mark.parametrize("text", WHOLE)
def test_so_they_are_where_it_is_said_at_once(parts: Parts, channel: str, text: str) -> None:
    assert part(parts, channel, TOPIC, "reports") in talk(parts, channel, "ehcp_what", text)[0]


@pytest.mark.parametrize("text", SOMETHING_ELSE)
def test_other_papers_are_other_papers(text: str) -> None:
    assert not [row for row in find_questions(text, TOPIC, lambda: [HELD]) if row.part == "reports"]


@pytest.mark.parametrize("text", ["when is the new plan due", "when do i complain", "when is the next review", "when can i appeal", "they told me nothing", "when is the next surgery"])
def test_another_time_is_not_asked_of_the_meeting(text: str) -> None:
    assert asks_of_review(text) == ""
