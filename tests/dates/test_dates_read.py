"""Reading a day and what happened on it, however people write it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webhook.services.dates.days_read import Day, read_day
from webhook.services.dates.read import read_question

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday


TODAY = NOW.date()


D = date.fromisoformat


READ = [
    ("we asked on 3 June, when should we hear?", "request", "2026-06-03"),
    ("We applied for an EHCP on the 3rd of september, are they late?", "request", "2026-09-03"),
    ("asked on 3/6 when should we hear", "request", "2026-06-03"),  # day first
    ("asked on 3.6.26 when should i hear", "request", "2026-06-03"),
    ("asked for assessment 2026-09-01 how many weeks", "request", "2026-09-01"),
    ("our request was received 1st sept 2026. 20 weeks is when?", "request", "2026-09-01"),
    ("request submitted yesterday when do i hear back", "request", "2026-11-22"),
    ("when will the final plan come, we asked on 3 june", "request", "2026-06-03"),
    ("we asked 3 june and they agreed to assess on 10 july. when is the final plan due", "request", "2026-06-03"),
    ("i asked on 29 feb when should we hear", "request", "2024-02-29"),  # the most recent there was
    ("we asked on 25 december when should we hear", "request", "2025-12-25"),
    ("we asked on 23 november when should we hear", "request", "2026-11-23"),
    ("asked last year, 3 June last year, when should they have answered", "request", "2025-06-03"),
    ("applied June 3rd 2026 when is the deadline", "request", "2026-06-03"),
    ("asked on 3/14 when do we hear", "request", "2026-03-14"),  # there is no fourteenth month
    ("draft came on 2/11 how long have i got", "draft", "2026-11-02"),
    ("they refused to assess. letter was 23 sept. how long to appeal", "refused", "2026-09-23"),  # the day in a sentence of its own
    ("they said no to an assessment. the letter is dated 23 sept, how long have i got", "refused", "2026-09-23"),
    ("the refusal letter is 30 june is it to late", "refused", "2026-06-30"),
    ("they turned us down. the date on the letter is 2 october. when do i have to appeal by", "refused", "2026-10-02"),
    ("got a no from the council. its dated 14/10. how long have we got to appeal", "refused", "2026-10-14"),
    ("they wont assess her. decision was dated 23 sept. am i too late", "refused", "2026-09-23"),
    ("they refused to give him a plan. the letter says 12 october. how many weeks to appeal", "no_plan", "2026-10-12"),
    ("final plan came and its rubbish. dated 9 october. when is the last day i can appeal", "final", "2026-10-09"),
    ("the draft came. letter says 9 november. how long have i got", "draft", "2026-11-09"),
    ("refusal letter was on 23 sept but i only opened it on 1 nov. when is the deadline", "refused", "2026-09-23"),  # from the sending, not from the reading
    ("final plan is dated 2 october, it only came 20 october, how long to appeal", "final", "2026-10-02"),
    ("draft ehcp sent to us on 9th november deadline for comments", "draft", "2026-11-09"),
    ("refusal letter dated 14 oct when is the last day to appeal", "refused", "2026-10-14"),
    ("they said no on 14 October, how long have I got", "refused", "2026-10-14"),
    ("decision letter dated 14 oct how long to appeal", "refused", "2026-10-14"),
    ("letter saying no plan dated 14 oct how long to appeal", "no_plan", "2026-10-14"),
    ("the final plan was sent 3 nov, how long do I have to appeal", "final", "2026-11-03"),
    ("mediation certificate dated 1 nov last day to appeal?", "certificate", "2026-11-01"),
    ("annual review was on 12 Oct when do we get the decision", "review_meeting", "2026-10-12"),
    ("last review was 3 nov 2025 when is the next review due", "plan", "2025-11-03"),
    ("amendment notice came 2 nov how long to reply", "changes", "2026-11-02"),
    ("the letter with the changes to the plan came on 5 october, when is the amended plan due", "changes", "2026-10-05"),
    ("they sent the proposed changes to his plan on 5 october when is the new one due", "changes", "2026-10-05"),
    ("the council wrote on 3 oct that theyll amend his plan after the review when does the new one come", "amending", "2026-10-03"),
    ("we moved here on 1 november when will the council write", "moved", "2026-11-01"),
    ("EP was asked on 5 October when is the report due", "advice", "2026-10-05"),
    ("we asked for mediation on 2 nov when must it be", "mediation_asked", "2026-11-02"),
    ("they agreed to assess on 10 july when is the plan due", "agreed", "2026-07-10"),
]


@pytest.mark.parametrize(("text", "event", "day"), READ)
def test_what_is_read(text: str, event: str, day: str) -> None:
    asked = read_question(text, TODAY)
    assert asked is not None and (asked.event, asked.day.day, asked.day.wrong) == (event, D(day), "")


@given(st.dates(D("2022-12-01"), TODAY), st.sampled_from(["%-d %B %Y", "%d/%m/%Y", "%d-%m-%y", "%Y-%m-%d", "%-d %b %Y", "%B %-d, %Y"]))
def test_any_past_day_is_read_however_it_is_written(day: date, form: str) -> None:
    asked = read_question(f"we asked on {day.strftime(form)} when should we hear", TODAY)
    assert asked is not None and asked.day.day == day


@given(st.dates(D("2025-11-24"), TODAY))
def test_a_day_without_a_year_is_the_most_recent(day: date) -> None:
    assert read_day(day.strftime("%-d %B"), TODAY) == Day(day.strftime("%-d %B"), day, sure=False)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    read_day(text, TODAY)
    asked = read_question(f"we asked on {text} 3/6 when", TODAY)
    assert asked is None or asked.day.day is None or asked.day.wrong or asked.day.day <= TODAY


@pytest.mark.parametrize(
    ("text", "day"),
    [("asked 4 weeks ago", "2026-10-26"), ("we asked for an assessment on 3/4/26, its now months", "2026-04-03"), ("applied 3rd april still nothing", "2026-04-03"),
     ("i requested an assessment two months ago, when do i hear", "2026-09-23")],
)  # fmt: skip
def test_a_request_is_counted_from_about_when_too(text: str, day: str) -> None:
    asked = read_question(text, TODAY)
    assert asked is not None and (asked.event, asked.day.day) == ("request", D(day))


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        ("letter saying no assessment dated 15 june 2026 can i still appeal", "refused", "2026-06-15"),
        ("we asked on 3 june", "request", "2026-06-03"),
        ("asked last tuesday", "request", "2026-11-17"),
        ("sent it 20 sept, 8 wks, no answer", "request", "2026-09-20"),
        ("sent it 20 sept, 12 wks, no answer", "request", "2026-09-20"),
        ("we asked on 03/04/26 no wait 04/03/26 when should we hear", "request", "2026-03-04"),
        ("applied 3 june 2026 and heard nothing", "request", "2026-06-03"),
    ],
)
def test_said_as_people_say_it_a_day_still_reaches_the_clock(text: str, event: str, day: str) -> None:
    asked = read_question(text, TODAY)
    assert asked is not None and (asked.event, asked.day.day) == (event, D(day))


@pytest.mark.parametrize("text", ["we asked the school on 3 june for more help", "sent my son to nursery on 3 june", "I asked for a person on 3 june", "we got the final plan on 3 june"])
def test_a_day_in_a_story_is_left_alone(text: str) -> None:
    assert read_question(text, TODAY) is None


def test_weeks_ago_in_a_long_letter_asks_for_no_day() -> None:
    letter = (
        "Hi, my daughter is 9. The school has cut her to mornings since half term and rings me to fetch her most days. Is that even legal? "
        "Her annual review was eight weeks ago and we have heard nothing. And can I claim anything?"
    )
    assert read_question(letter, date(2026, 11, 22)) is None
    short = read_question("her annual review was eight weeks ago and we have heard nothing", date(2026, 11, 22))
    assert short is not None and (short.event, short.day.day, short.day.wrong) == ("review_meeting", date(2026, 9, 27), "")


@pytest.mark.parametrize(
    "text",
    [
        "how many weeks after the annual review do they decide",
        "do they have 4 weeks after the annual review to decide",
        "4 weeks after the review meeting when do we get the decision",
        "her review is in 8 weeks when will we hear",
        "his annual review was 8 weeks ago and it went well",
        "his medication review was 8 weeks ago and no letter",
        "the review of my complaint was 8 weeks ago no reply",
        "she started school 3 weeks ago and we are still waiting for transport",
    ],
)
def test_weeks_of_something_else_or_of_the_rule_are_not_counted(text: str) -> None:
    assert read_question(text, TODAY) is None
