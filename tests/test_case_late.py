""" "Is that late?" after a status: answered from that case while the proof stands; by SMS, where the proof ends with the status, the text is pointed to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.family import MUM, hear, put_on_record, verify
from tests.family import web as new_chat
from tests.sms_tools import one, rows
from tests.test_cases import D, describe, render
from webhook.bootstrap import Parts
from webhook.services.assess import assess_inbound
from webhook.services.clock.limits import LIMITS
from webhook.services.clock.stage import THEIRS
from webhook.services.content import Content
from webhook.services.follow_ups import asks_if_late
from webhook.services.heard import Turn
from webhook.services.record import record_turn
from webhook.services.render_status import late_reply
from webhook.services.steps_case import answer_if_late
from webhook.services.steps_plain import take_part
from webhook.store.conversations import Conversation

ON_TIME, LATE = "2026-11-02", "2026-06-03"  # the day of the request; today is Monday 23 November 2026
TODAY = D("2026-11-23")


def ask(parts: Parts, who: str, text: str) -> Turn | None:
    heard = assess_inbound(parts, hear(parts, who, text)[1])
    assert heard is not None
    turn = answer_if_late(parts, heard)
    if turn is not None:
        record_turn(parts, heard, turn)
    return turn


def after_status(parts: Parts, folder: Path, who: str, **case: Any) -> str:
    put_on_record(parts, folder, **case)
    verify(parts, who)
    return render(parts, who, "so?").replies[0].text


@pytest.mark.parametrize("text", ["is that late?", "so is it on time then", "have they missed the deadline?", "is that within the law", "isn't that too long"])
def test_on_time_it_says_so_with_the_laws_date(parts: Parts, tmp_path: Path, text: str) -> None:
    who = new_chat(parts)
    after_status(parts, tmp_path, who, request_received=ON_TIME)
    turn = ask(parts, who, text)
    assert turn is not None and turn.lane == "lookup"
    said = turn.replies[0].text
    assert said.startswith("No. On our record") and "Monday 14 December 2026" in said and "complain" not in said


def test_late_it_says_by_how_much_and_leads_up_the_ladder(parts: Parts, tmp_path: Path) -> None:
    who = new_chat(parts)
    after_status(parts, tmp_path, who, request_received=LATE)
    turn = ask(parts, who, "is that late?")
    assert turn is not None
    said = turn.replies[0].text
    assert said.startswith("Yes.") and "Wednesday 15 July 2026" in said and "131 days" in said and "Who to ask now" in said and one(parts, Conversation, id=who).ladder
    heard = assess_inbound(parts, hear(parts, who, "what if they don't")[1])
    assert heard is not None and (after := take_part(parts, heard)) is not None and "SEND duty line" in after.replies[0].text


def test_asked_twice_it_is_answered_twice(parts: Parts, tmp_path: Path) -> None:
    who = new_chat(parts)
    after_status(parts, tmp_path, who, request_received=ON_TIME)
    first, second = ask(parts, who, "is that late?"), ask(parts, who, "so not overdue?")
    assert first is not None and second is not None and first.replies[0].text == second.replies[0].text


def test_once_the_proof_is_over_nothing_of_the_case_is_said(parts: Parts, tmp_path: Path) -> None:
    who = new_chat(parts)
    after_status(parts, tmp_path, who, request_received=LATE)
    parts.clock.at += parts.clock.now() - parts.clock.now().replace(hour=0)  # type: ignore[attr-defined]
    turn = ask(parts, who, "is that late?")
    assert turn is not None and turn.replies[0].text == parts.content.status["late_look_again"].web
    assert not any(word in reply.text for reply in turn.replies for word in ("July 2026", "131"))


@pytest.mark.parametrize(("received", "replies"), [(ON_TIME, 1), (LATE, 2)])
def test_by_sms_it_points_to_the_text_and_to_what_to_do(parts: Parts, tmp_path: Path, received: str, replies: int) -> None:
    after_status(parts, tmp_path, MUM, request_received=received)
    turn = ask(parts, MUM, "is that late?")
    assert turn is not None and turn.replies[0].text == parts.content.status["late_look_again"].sms and len(turn.replies) == replies


def test_an_outcome_by_sms_tells_no_dates_and_so_none_is_leaned_on(parts: Parts, tmp_path: Path) -> None:
    after_status(parts, tmp_path, MUM, request_received=LATE, decision="not_assess", decision_date="2026-07-01")
    assert ask(parts, MUM, "is that late?") is None


def test_without_a_case_it_is_an_ordinary_question(parts: Parts) -> None:
    assert ask(parts, new_chat(parts), "is that late?") is None and rows(parts, Conversation)


@pytest.mark.parametrize("text", ["what if it is late", "is the taxi late", "the school bus was late again", "better late than never", "is it"])
def test_other_questions_are_not_about_the_case(text: str) -> None:
    assert not asks_if_late(text)


@pytest.mark.parametrize(
    ("columns", "starts", "holds"),
    [
        ({"request_received": D("2026-10-01"), "exemption": "absence", "exemption_step": "decision"}, "I can't say if it is late.", "Without an exemption, the law's date is"),
        ({"case_kind": "eng", "request_received": D("2026-09-01")}, "Where it is:", "do not count here"),
        ({"decision": "assess", "decision_date": D("2026-10-12")}, "I can't say if it is late.", "I don't have a date"),
        ({"request_received": D("2026-05-04"), "draft_issued": D("2026-10-16")}, "Yes. Final plan", "Monday 21 September 2026"),
        ({"request_received": D("2026-10-11"), "decision": "pending"}, "Yes. Yes or no on assessing", "1 day ago"),
    ],
)
def test_what_is_not_known_or_noted_is_never_called_late(content: Content, columns: dict[str, Any], starts: str, holds: str) -> None:
    said = late_reply(content, describe(**columns), TODAY).text
    assert said.startswith(starts) and holds in said and "{" not in said and "  " not in said


def test_every_limit_that_can_be_past_has_a_name(content: Content) -> None:
    told = ("decision", "advice", "final", "review", "review_decision", "amended_final", "phase", "phase_post16", "move_notice")
    assert all(LIMITS[key].who in THEIRS and content.status[f"point_{key}"].web for key in told)
