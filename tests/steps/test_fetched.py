"""Rung to fetch a child at lunch, by the whole path: that is sending home, which no yes makes lawful, and never a part-time timetable."""

from __future__ import annotations

import pytest

from tests.steps.test_steps_matter import MORNINGS, SENT_HOME, TWO_HOURS, talk
from tests.steps.test_steps_named import CHANNELS, part
from webhook.bootstrap import Parts
from webhook.services.answers.questions_of_exclusion import WAS_FETCHED

LUNCH = "they also ring me to pick him up at lunch most days"
TOLD = [
    LUNCH, "they rang me to pick him up at lunch most days", "school keeps calling me to come and get her", "she gets sent home early most days",
    "i have to collect him at lunchtime every day",
    "im called in to fetch her at 12 every day", "head phones us to come and take him home when he kicks off", "he is sent home for lunch every day",
]  # fmt: skip


@CHANNELS
@pytest.mark.parametrize("first", TOLD)
def test_whether_it_is_legal_is_no_even_with_a_yes(parts: Parts, channel: str, first: str) -> None:
    said = talk(parts, channel, SENT_HOME, first, "is that legal")[1]
    assert said.startswith(part(parts, channel, SENT_HOME, "fetched")) and said.startswith("No.") and "even if" in said and "Not without your agreement" not in said


@CHANNELS
@pytest.mark.parametrize("text", ["can they do that", "are they allowed to", "is this allowed", "surely thats against the law", "how long can they do it", "can they just do that"])
def test_however_it_is_asked(parts: Parts, channel: str, text: str) -> None:
    assert talk(parts, channel, SENT_HOME, LUNCH, text)[1].startswith(part(parts, channel, SENT_HOME, "fetched"))


@CHANNELS
@pytest.mark.parametrize("text", ["i always say yes", "i said ok to it tho", "but i agreed", "can i say no", "do i have to go", "i never objected", "what can i do", "can i refuse"])
def test_a_yes_that_was_given_changes_nothing(parts: Parts, channel: str, text: str) -> None:
    said = talk(parts, channel, SENT_HOME, LUNCH, "is that legal", text)[2]
    assert said.startswith(part(parts, channel, SENT_HOME, "fetched_yes")) and "does not make it lawful" in said


@CHANNELS
@pytest.mark.parametrize("first", [MORNINGS, TWO_HOURS, "hes on half days", "they have her on a reduced timetable"])
def test_a_part_time_timetable_stays_one(parts: Parts, channel: str, first: str) -> None:
    assert talk(parts, channel, SENT_HOME, first, "is that legal")[1].startswith(part(parts, channel, SENT_HOME, "part_time_legal"))


@pytest.mark.parametrize(
    "text",
    ["they rang me to pick him up because he was sick", "my son got suspended for 3 days", "the taxi picks him up at 8 every day", "can you ring me to talk about my son",
     "i was told to collect the form from school", "hes only allowed in for two hours and then i fetch him", "i pick her up from school", "he has lunch at home"],
)  # fmt: skip
def test_ordinary_fetching_is_no_sending_home(text: str) -> None:
    assert not WAS_FETCHED.search(text)
