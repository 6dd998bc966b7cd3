"""Whoever was asked which date is on the letter and does not know: where it stands, who can say it, and the safe day until then; never the check of who is asking."""

from __future__ import annotations

from datetime import date

import pytest

from tests.family import MUM
from tests.family import web as new_chat
from tests.steps.test_steps_named import CHANNELS
from tests.turn.test_long_messages import said_by_rasa
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.steps.date_unknown import read_earliest
from webhook.services.texts.text import count_segments

TODAY = date(2026, 11, 23)
REFUSED, LAST_DAY, DRAFT = "they refused to assess my son in september", "when do i have to appeal by", "the draft plan came yesterday"
NOT_KNOWN = [
    "i dont know the date on it",
    "i don't know",
    "not sure what date it says",
    "theres no date on it",
    "it isn't dated",
    "cant find the letter",
    "ive lost the letter",
    "no idea sorry",
    "dunno",
    "where is the date on the letter",
    "i cant remember the date",
]


def replies(parts: Parts, channel: str, *texts: str) -> list[str]:
    """What is said to the last of them, where the dialogue model would begin the look-up of a case."""
    who = MUM if channel == "sms" else new_chat(parts)
    parts.rasa.default = said_by_rasa("news_events")  # type: ignore[attr-defined]
    said = [write(parts, who, text) for text in texts][-1]
    assert channel == "web" or all(count_segments(text) <= 2 for text in said)
    return said


@CHANNELS
@pytest.mark.parametrize("text", NOT_KNOWN)
@pytest.mark.parametrize("first", [REFUSED, LAST_DAY])
def test_where_the_date_stands_is_said(parts: Parts, channel: str, first: str, text: str) -> None:
    said = replies(parts, channel, first, text)[0]
    assert "near the top of the letter" in said
    assert "on which day it was sent" in said or "on which day was it sent" in said
    assert "case reference" not in said


def test_the_earliest_day_they_told_of_is_gone_by(parts: Parts) -> None:
    replies(parts, "sms", "they refused to assess him last week")
    said = write(parts, MUM, "no idea what the date is")[0]
    assert "go by the earliest day" in said or "your last day was" in said


def test_without_any_day_they_are_told_not_to_wait(parts: Parts) -> None:
    assert "don't wait" in replies(parts, "sms", LAST_DAY, "i dont know the date")[0]


def test_of_a_draft_the_days_to_reply_are_said(parts: Parts) -> None:
    said = replies(parts, "sms", DRAFT, "not sure what date it says")[0]
    assert "at least 15 days" in said
    assert "tribunal" not in said


CAME = ["the draft plan came", "got the draft what now", "the draft is here what do i do", "we received our draft ehcp", "draft plan arrived, now what", "ive got the draft in front of me"]


@CHANNELS
@pytest.mark.parametrize("first", CAME)
@pytest.mark.parametrize("text", ["i dont know", "dunno", "no idea sorry", "not sure what date it says", "cant find the letter"])
def test_of_a_draft_that_came_the_day_was_asked_for_too(parts: Parts, channel: str, first: str, text: str) -> None:
    said = replies(parts, channel, first, text)[0]
    assert "near the top of the letter" in said and "at least 15 days" in said


def test_a_day_said_then_is_counted_and_another_question_is_not_one(parts: Parts) -> None:
    assert "2 Dec" in replies(parts, "sms", CAME[0], "18 november")[0]
    assert "near the top" not in " ".join(replies(parts, "web", CAME[0], "i dont know what section f is"))
    assert "near the top" not in " ".join(replies(parts, "web", CAME[0], "i dont know what to do"))


@pytest.mark.parametrize(
    "text", ["i dont know what to do", "no idea what any of this means", "where do i appeal", "i dont know who to ring", "i cant find a nursery", "how do i find a mediator"]
)
def test_what_is_asked_of_something_else_is_not_taken_for_it(parts: Parts, text: str) -> None:
    assert "near the top" not in " ".join(replies(parts, "web", REFUSED, text))


@pytest.mark.parametrize("text", ["i dont know", "cant find the letter", "no idea"])
def test_no_day_was_asked_for(parts: Parts, text: str) -> None:
    assert "near the top" not in " ".join(replies(parts, "web", "how do i get a blue badge", text))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("they refused in september", date(2026, 9, 1)),
        ("said no back in december", date(2025, 12, 1)),
        ("refused last month", date(2026, 10, 1)),
        ("turned down last week", date(2026, 11, 16)),
        ("refused this week", date(2026, 11, 23)),
        ("refused 3 weeks ago", date(2026, 10, 29)),
        ("refused, the letter came last week", None),
        ("they refused to assess him", None),
        ("he may need it", None),
    ],
)
def test_the_earliest_day_is_read(text: str, day: date | None) -> None:
    assert read_earliest(text, TODAY) == day
