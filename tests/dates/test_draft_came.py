"""A draft plan that has come: a draft, however long it took ("finally"), its days counted from the day that is told, and nothing due on that day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import FakeSafety, Verdict
from tests.family import MUM
from tests.family import web as new_chat
from tests.sms_tools import rows
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.dates.read import read_question
from webhook.services.steps.draft import tells_draft_came
from webhook.services.texts.text import count_segments
from webhook.store.messages import Inbound

GUESSED = [{"say": "answer", "topics": [{"topic": "ehcp_final", "confidence": 0.9}], "confidence": 0.9}]
CAME = [
    "the draft for my son finally came friday, what now",
    "draft finally here after months! what do i do with it",
    "draft plan came on friday",
    "draft plan arrived on tuesday",
    "they sent us the draft. what should we check",
    "recieved draft ehcp yesterday",
    "just had the draft emailed to me",
    "weve finally got the draft plan for our daughter",
    "draft has landed today. help",
    "opened the draft this morning, not sure what to do with it, any advice",
    "the draft's arrived, now what",
    "our draft EHCP is here",
]
NOT_COME = [
    "still waiting for the draft, it was due on friday",
    "when will the draft come",
    "no draft yet",
    "the draft hasn't come",
    "what if the draft never comes",
    "final plan came friday what now",
    "the draft came and there is no OT in it, can they do that",
    "got the draft friday can i ask for a special school",
    "i sent my comments on the draft on friday",
    "my reply to the draft is due on friday",
    "the amended draft came friday after the review",
    "i've got a draft email to send to the head",
    "here is a draft letter i wrote",
    "the report came on friday",
    "the draft came late, who do i complain to",
]


@pytest.fixture
def guessing(parts: Parts) -> Parts:
    parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    return parts


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize("text", CAME)
def test_a_draft_has_15_days_and_no_appeal_yet(guessing: Parts, channel: str, text: str) -> None:
    said = write(guessing, MUM if channel == "sms" else new_chat(guessing), text)
    whole = " ".join(said)
    assert rows(guessing, Inbound)[-1].topics == ["ehcp_draft"] and "ediation" not in whole
    assert "15 days" in whole and ("ection F" in whole or "F (help)" in whole) and "school you want" in whole
    assert channel == "web" or all(count_segments(one) <= 2 for one in said)


@pytest.mark.parametrize("text", NOT_COME)
def test_what_is_no_draft_that_has_come_is_read_as_ever(text: str) -> None:
    assert not tells_draft_came(text)


def test_a_day_of_the_week_is_counted(guessing: Parts) -> None:  # today is Monday 23 November 2026
    assert "before Fri 4 Dec" in write(guessing, MUM, "the draft for my son finally came friday, what now")[0]
    assert "before Tue 1 Dec" in write(guessing, MUM, "draft plan arrived on tuesday")[0]


def test_a_day_told_after_it_is_counted(guessing: Parts) -> None:
    write(guessing, MUM, "weve finally got the draft plan")
    assert "until Fri 4 Dec" in write(guessing, MUM, "it was friday")[0]


def test_the_day_a_draft_came_is_no_matter_of_today(guessing: Parts) -> None:
    text = "draft plan came on friday"
    guessing.safety = FakeSafety({text: Verdict(flags=frozenset({"urgent_today"}))})  # type: ignore[assignment]
    assert "Do this now" not in " ".join(write(guessing, MUM, text)) and rows(guessing, Inbound)[-1].flags == []


def test_a_reply_that_is_due_stays_one(guessing: Parts) -> None:
    text = "my reply to the draft is due tomorrow"
    guessing.safety = FakeSafety({text: Verdict(flags=frozenset({"urgent_today"}))})  # type: ignore[assignment]
    write(guessing, MUM, text)
    assert rows(guessing, Inbound)[-1].flags == ["urgent_today"]


def test_finally_is_no_final_plan() -> None:
    asked = read_question("the draft finally came on 13 november, how long have i got", date(2026, 11, 23))
    assert asked is not None and asked.event == "draft"


@pytest.mark.parametrize("text", ["AR meeting was 2 november 2026", "the annual review was on 2 november", "we had the review on 2 november"])
def test_a_review_meeting_that_was_held_is_counted(guessing: Parts, text: str) -> None:
    assert "30 November 2026" in write(guessing, new_chat(guessing), text)[0]


@pytest.mark.parametrize("text", ["the AR meeting is on 2 december", "what was said at the review on 2 november"])
def test_one_to_come_or_asked_about_is_not(guessing: Parts, text: str) -> None:
    assert "30 November" not in " ".join(write(guessing, new_chat(guessing), text))
