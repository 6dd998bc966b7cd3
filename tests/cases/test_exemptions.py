"""An exemption on the record: shown at whatever step, its date never called late and never excused, and a step that is none is not taken in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cases.test_case_asked import ask
from tests.cases.test_cases import D, describe, render
from tests.family import MUM, put_on_record, verify
from tests.family import web as new_chat
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.render.case_asked import asked_reply
from webhook.services.render.status import status_replies
from webhook.services.texts.text import count_segments, gsm7_length

TODAY = D("2026-11-23")
REQUEST: dict[str, Any] = {"request_received": D("2026-06-15")}  # the final plan's day is Monday 2 November 2026
ADVICE: dict[str, Any] = {**REQUEST, "decision": "assess", "decision_date": D("2026-07-20"), "advice_requested": D("2026-07-21"), "advice_outstanding": ["EP"]}
DRAFT: dict[str, Any] = {**REQUEST, "decision": "assess", "decision_date": D("2026-07-20"), "draft_issued": D("2026-10-10")}


def said_of(content: Content, channel: str, asked: str = "", **columns: Any) -> str:
    status = describe(**columns)
    text = asked_reply(content, status, asked, channel, TODAY).text if asked else status_replies(content, status, channel)[0].text
    assert "{" not in text and "  " not in text
    assert channel == "web" or (count_segments(text) <= 2 and gsm7_length(text) is not None)
    return text


@pytest.mark.parametrize("step", [None, "final", "final_plan"])
@pytest.mark.parametrize("exemption", ["unspecified", "absence", "personal", "school_closed"])
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_the_plan_is_not_called_late_while_an_exemption_is_noted(content: Content, channel: str, exemption: str, step: str | None) -> None:
    noted = {**DRAFT, "exemption": exemption, "exemption_step": step}
    status, late = said_of(content, channel, **noted), said_of(content, channel, "late", **noted)
    for text in (status, late):
        assert "exemption" in text and "2 Nov" in text and "past the time" not in text
    assert late.startswith("I can't say if it is late.") and "days ago" not in late
    assert said_of(content, channel, "late", **DRAFT).startswith("Yes. Final plan")  # with none noted it is


@pytest.mark.parametrize("exemption", ["unspecified", "absence"])
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_one_noted_for_the_plan_stands_beside_an_earlier_step_that_is_late(content: Content, channel: str, exemption: str) -> None:
    noted = {**ADVICE, "exemption": exemption, "exemption_step": "final"}
    status, late = said_of(content, channel, **noted), said_of(content, channel, "late", **noted)
    assert late.startswith("Yes. The professionals' advice") and "past the time the law sets" in status
    for text in (status, late, said_of(content, channel, "weeks", **noted), said_of(content, channel, "do", **noted)):
        assert "exemption" in text and "2 Nov" in text


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_one_without_a_step_is_shown_beside_each_date_it_may_touch(content: Content, channel: str) -> None:
    status = said_of(content, channel, **ADVICE, exemption="unspecified")
    assert "1 Sep" in status and "2 Nov" in status and "past the time" not in status
    assert status.count("exemption") >= 2


def test_what_is_late_beside_it_is_named_by_sms(content: Content) -> None:
    text = said_of(content, "sms", **REQUEST, exemption="absence", exemption_step="decision")
    assert "Mon 27 Jul, but an exemption is noted. Final plan: was due Mon 2 Nov. This is past the time the law sets." in text


def test_one_for_a_step_that_is_done_changes_nothing(content: Content) -> None:
    assert said_of(content, "web", **ADVICE, exemption="absence", exemption_step="decision") == said_of(content, "web", **ADVICE)


@pytest.mark.parametrize("step", ["", "final"])
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_so_it_is_on_the_whole_path(parts: Parts, tmp_path: Path, channel: str, step: str) -> None:
    who = MUM if channel == "sms" else new_chat(parts)
    put_on_record(parts, tmp_path, request_received="2026-06-15", exemption="unspecified", exemption_step=step)
    verify(parts, who)
    told = render(parts, who, "so?").replies[0].text
    turn = ask(parts, who, "is it late")
    assert "exemption" in told and turn is not None
    assert "exemption" in turn.replies[0].text and "Final plan: was due" not in told and not turn.replies[0].text.startswith("Yes. Final")
