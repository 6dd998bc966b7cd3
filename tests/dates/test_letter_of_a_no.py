"""The day of a letter with a no, told in the first message and asked of in the next, by the whole path: the last day to appeal is counted from it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.steps.test_steps_matter import talk
from tests.steps.test_steps_named import CHANNELS
from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.dates.appeal_told import asks_last_day
from webhook.services.dates.read import read_question

TODAY = date(2026, 11, 23)


@CHANNELS
@pytest.mark.parametrize(
    ("topic", "told", "text"),
    [
        ("ehcna_refused", "got a letter dated {day} saying no to assess my daughter", "how long have i got to appeal"),
        ("ehcp_not_issued", "they refused to give a plan after assessing him letter sent {day}", "whats my last day"),
        ("ehcp_not_issued", "they said no after assessing her letter sent {day}", "when is my last day to appeal"),
    ],
)
def test_the_last_day_is_counted_from_the_letter(parts: Parts, channel: str, topic: str, told: str, text: str) -> None:
    today = local_date(parts.clock.now())
    month = today.month - 1 or 12
    day = f"12 {date(today.year, month, 12):%B}"
    last = date(today.year if month < 11 else today.year + 1, (month + 1) % 12 + 1, 12)
    said = talk(parts, channel, topic, told.format(day=day), text)[1]
    assert f"{last:%-d %b}" in said, said


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        ("got a letter dated 2 november saying no to assess my daughter", "refused", 2),
        ("i got a letter dated 4 november telling us no to assessment", "refused", 4),
        ("letter dated 3 november saying no to an EHC needs assessment", "refused", 3),
        ("they refused to give a plan after assessing him letter sent 5 november", "no_plan", 5),
        ("they refused to give a plan after assessing him. letter was sent 6 november", "no_plan", 6),
        ("they said no after assessing her letter sent 7 november", "no_plan", 7),
        ("turned us down after they assessed him, letter was posted 9 november", "no_plan", 9),
        ("we sent the request for assessment 3 october", "request", 3),
        ("we asked for an assessment, sent it 3 october", "request", 3),
    ],
)
def test_whose_day_it_is(text: str, event: str, day: int) -> None:
    asked = read_question(text, TODAY, told=True)
    assert asked is not None and asked.event == event and asked.day.day is not None and asked.day.day.day == day


@pytest.mark.parametrize("text", ["when must appeal be in", "when does my appeal have to be in", "whats my last day", "when should the appeal be in by"])
def test_it_asks_for_the_last_day(text: str) -> None:
    assert asks_last_day(text)


@pytest.mark.parametrize("text", ["when is the hearing", "how long does a hearing take", "when must he be in school", "who do i ring"])
def test_it_does_not(text: str) -> None:
    assert not asks_last_day(text)


@CHANNELS
@pytest.mark.parametrize(
    "told",
    [
        "they refused to assess him, letter dated {day}",
        "council has turned us down for an assessment. The letter is from {day}.",
        "my daughters assessment was refused on {day} im gutted",
        "they said no to assessing my son!! letter sent {day}",
    ],
)
def test_a_no_told_with_its_day_is_counted_unasked(parts: Parts, channel: str, told: str) -> None:
    today = local_date(parts.clock.now())
    month = today.month - 1 or 12
    day = f"9 {date(today.year, month, 9):%B}"
    last = date(today.year if month < 11 else today.year + 1, (month + 1) % 12 + 1, 9)
    said = talk(parts, channel, "ehcna_refused", told.format(day=day))[0]
    assert f"{last:%-d %b}" in said, said


@pytest.mark.parametrize(
    "text",
    [
        "they refused to assess him, letter dated 9 november, can you explain what mediation is",  # asks something else
        "they refused to assess him a few weeks ago",
        "they refused my blue badge, letter dated 9 november",
        "they said no to a taxi on 9 november",
        "they agreed to assess on 9 november",
        "if they refuse to assess on 9 december we will fight it",
        "school refused to apply on 9 november",
        "my mum rang 9 november and they refused to talk to her",
        "they refused 9 november and the panel meets again 30 november",
    ],
)
def test_what_is_not_counted_unasked(text: str) -> None:
    assert read_question(text, TODAY) is None
