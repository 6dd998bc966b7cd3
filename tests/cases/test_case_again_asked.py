"""Of an open case: the day of the request, whom to ring, and its own dates after another question between."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from tests.cases.test_case_asked import ON_TIME, after_status, ask
from tests.family import MUM
from tests.family import web as new_chat
from webhook.bootstrap import Parts
from webhook.services.cases.asked import asked_of_case
from webhook.services.texts.text import count_segments
from webhook.store.conversations import Conversation

BOTH = pytest.mark.parametrize("channel", ["web", "sms"])
DUTY = "020 7974 6500"


def shown(parts: Parts, folder: Path, channel: str, **case: str) -> str:
    """A conversation in which that case was just shown."""
    who = new_chat(parts) if channel == "web" else MUM
    after_status(parts, folder, who, **{"request_received": ON_TIME, **case})
    return who


@BOTH
@pytest.mark.parametrize(
    "text",
    ["when was the request", "when did you get the request", "what day was the request", "what date did we ask", "when did i apply", "and when was it requested",
     "when did the council receive it", "when did the school send the request", "date of the request"],
)  # fmt: skip
def test_the_day_of_the_request_is_said_from_the_record(parts: Parts, tmp_path: Path, channel: str, text: str) -> None:
    turn = ask(parts, shown(parts, tmp_path, channel), text)
    assert turn is not None
    day = "Monday 2 November 2026" if channel == "web" else "Mon 2 Nov"
    assert f"the council got the request on {day}." in turn.replies[0].text.split("Next:")[0] and "does not say" not in turn.replies[0].text
    assert channel == "web" or count_segments(turn.replies[0].text) <= 2


def test_a_day_that_is_not_on_the_record_is_not_made_up(parts: Parts, tmp_path: Path) -> None:
    turn = ask(parts, shown(parts, tmp_path, "web", request_received="", final_issued="2026-05-04"), "when was the request")
    assert turn is not None and turn.replies[0].text.startswith("Our record does not have the day of the request.")


@BOTH
@pytest.mark.parametrize("text", ["who do i ring", "who should i call about it", "whats the number", "what number do i ring", "who do i ask", "who can i speak to"])
def test_whom_to_ring_about_the_case_is_a_number(parts: Parts, tmp_path: Path, channel: str, text: str) -> None:
    turn = ask(parts, shown(parts, tmp_path, channel), text)
    assert turn is not None and turn.replies[0].text.startswith("Ring the SEND duty line") and DUTY in turn.replies[0].text[:60] and "SEN Case Officer" in turn.replies[0].text
    assert "nothing you must do" not in turn.replies[0].text and (channel == "web" or count_segments(turn.replies[0].text) <= 2)


def test_of_an_outcome_a_text_gives_the_number_and_no_more(parts: Parts, tmp_path: Path) -> None:
    who = shown(parts, tmp_path, "sms", decision="not_assess", decision_date="2026-11-09")
    turn = ask(parts, who, "who do i ring")
    assert turn is not None and DUTY in turn.replies[0].text and "refus" not in turn.replies[0].text and "appeal" not in turn.replies[0].text


@BOTH
@pytest.mark.parametrize(
    "text",
    ["and when is the final plan due for him", "when is the plan due", "ok and when will his plan be done", "when is the final ehcp due for her", "when was the request sent in",
     "when should the plan be finished"],
)  # fmt: skip
def test_after_another_question_the_plan_is_still_this_cases(parts: Parts, tmp_path: Path, channel: str, text: str) -> None:
    who = shown(parts, tmp_path, channel)
    with parts.db.writing() as session:
        session.execute(update(Conversation).values(last_topic="school_transport"))
    turn = ask(parts, who, text)
    assert turn is not None and turn.topics == ["case_status"] and ("2 Nov" in turn.replies[0].text or "22 March 2027" in turn.replies[0].text or "22 Mar 2027" in turn.replies[0].text)


@pytest.mark.parametrize(
    "text", ["how long does a plan take", "when is the bus due", "who do i ring", "when is half term", "when does transport start", "when will a plan be made for his sister"]
)
def test_after_another_question_what_names_no_case_is_not_its(parts: Parts, tmp_path: Path, text: str) -> None:
    who = shown(parts, tmp_path, "web")
    with parts.db.writing() as session:
        session.execute(update(Conversation).values(last_topic="school_transport"))
    assert ask(parts, who, text) is None


def test_after_a_case_of_which_nothing_is_kept_the_number_is_said(parts: Parts, tmp_path: Path) -> None:
    who = shown(parts, tmp_path, "web")
    parts.clock.at += timedelta(minutes=45)  # type: ignore[attr-defined]
    turn = ask(parts, who, "who do i ring")
    assert turn is not None and DUTY in turn.replies[0].text


@pytest.mark.parametrize(
    "text",
    ["when will they decide on the request", "when is the request decided", "request a person", "can i ask when", "who do i ring about his taxi", "when did he get excluded", "number 1"],
)
def test_what_asks_something_else_of_the_case(text: str) -> None:
    assert asked_of_case(text) not in ("requested", "ring")
