"""What may be said of a case: only to who has proven it, never a decision by text, never an outcome before its letter (conduct 13)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.family import DAD, MUM, hear, put_on_record, verify, web, write_csv
from webhook.bootstrap import Parts
from webhook.services.cases.cases import NOT_AVAILABLE, NOT_PROVEN, OUTCOME_WAITS, Status, case_status, describe_case, open_status, seal_status
from webhook.services.identity.identity import is_verified
from webhook.services.imports.cases import import_cases
from webhook.services.render.lookup import render_lookup
from webhook.services.safety.assess import assess_inbound
from webhook.services.turn.heard import Turn
from webhook.services.turn.record import record_turn
from webhook.store.cases import Case, IdentityCheck

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday
D = date.fromisoformat


def describe(**columns: Any) -> Status:
    case = Case(**{"case_ref": "SEN-20417", "case_kind": "ehc", "case_status": "open", "imported_at": NOW, "officer_role": "Case Officer", **columns})
    return describe_case(case, NOW, 3, 7, "somebody")


@pytest.mark.parametrize(
    ("columns", "stage", "following", "by", "late"),
    [
        ({"request_received": D("2026-11-02")}, "request", "decision", "2026-12-14", False),
        ({"request_received": D("2026-10-01"), "decision": "pending"}, "request", "decision", "2026-11-12", True),
        ({"request_received": D("2026-10-01"), "exemption": "absence", "exemption_step": "decision"}, "request", "decision", "2026-11-12", False),
        ({"request_received": D("2026-10-01"), "decision": "assess", "decision_date": D("2026-11-02")}, "decision_yes", "no_plan", "2027-01-21", False),
        ({"request_received": D("2026-09-01"), "decision": "assess", "decision_date": D("2026-10-12"), "advice_requested": D("2026-10-14")},
         "advice", "advice", "2026-11-25", False),
        ({"request_received": D("2026-06-01"), "advice_requested": D("2026-07-13"), "advice_received": D("2026-09-01")},
         "advice_in", "final", "2026-10-19", True),
        ({"advice_requested": D("2026-10-20"), "advice_received": D("2026-11-02"), "advice_outstanding": ["EP"]}, "advice", "advice", "2026-12-01", False),
        ({"decision": "assess", "advice_requested": D("2026-07-13"), "advice_received": D("2026-09-01")}, "advice_in", "final", None, False),
        ({"request_received": D("2026-08-03"), "draft_issued": D("2026-11-16")}, "draft", "comments", "2026-11-30", False),
        ({"request_received": D("2026-08-03"), "draft_issued": D("2026-11-02"), "draft_comments_due": D("2026-11-16")}, "draft", "final", "2026-12-21", False),
        ({"request_received": D("2026-01-05"), "final_issued": D("2026-06-01")}, "final", "review", "2027-06-01", False),
        ({"final_issued": D("2025-06-01"), "last_review_meeting": D("2026-11-09")}, "review", "review_decision", "2026-12-07", False),
        ({"last_review_meeting": D("2026-10-01")}, "review", "review_decision", "2026-10-29", True),
        ({"final_issued": D("2025-06-01"), "last_review_meeting": D("2026-10-01"), "review_decision_sent": D("2026-10-20"),
          "amendment_notice_sent": D("2026-10-20")},
         "review_decided", "amended_final", "2026-12-15", False),
        ({"final_issued": D("2025-06-01"), "last_review_meeting": D("2026-07-01"), "review_decision_sent": D("2026-07-20"),
          "amended_final_issued": D("2026-09-01")},
         "final", "review", "2027-07-20", False),  # 12 months from the review, not from the plan that followed it
        ({"case_kind": "eng", "request_received": D("2026-09-01")}, "eng", "eng_decision", None, False),
        ({"case_kind": "eng", "decision": "assess", "decision_date": D("2026-10-01")}, "eng_decided", "eng_letter", None, False),
    ],
)  # fmt: skip
def test_stages_and_their_clocks(columns: dict[str, Any], stage: str, following: str, by: str | None, late: bool) -> None:
    status = describe(**columns)
    assert (status.stage, status.next, status.by, status.late) == (stage, following, by, late)
    assert status.who == "Case Officer"


def test_nothing_known_is_not_guessed() -> None:
    assert describe().stage == NOT_AVAILABLE


@pytest.mark.parametrize(
    "columns",
    [
        {"request_received": D("2026-10-12"), "decision": "not_assess", "decision_date": D("2026-11-19")},
        {"request_received": D("2026-10-12"), "decision": "assess", "decision_date": D("2026-11-19")},
        {"request_received": D("2026-10-12"), "decision": "assess", "decision_date": D("2026-11-19"), "advice_requested": D("2026-11-20")},
        {"request_received": D("2026-08-12"), "no_plan_notice": D("2026-11-19")},
        {"request_received": D("2026-08-12"), "final_issued": D("2026-11-19")},
        {"last_review_meeting": D("2026-11-02"), "review_decision_sent": D("2026-11-19")},
        {"case_kind": "eng", "decision": "assess", "decision_date": D("2026-11-19")},
    ],
)
def test_an_outcome_waits_for_its_letter(columns: dict[str, Any]) -> None:
    status = describe(**columns)
    assert (status.stage, status.show_from, status.next) == (OUTCOME_WAITS, "2026-11-25", "")


def test_an_outcome_without_a_date_is_not_shown() -> None:
    assert describe(request_received=D("2026-10-12"), decision="not_assess").show_from is None
    assert describe(request_received=D("2026-10-12"), decision="not_assess").stage == OUTCOME_WAITS


def read(parts: Parts, conversation: str) -> Status:
    with parts.db.reading() as session:
        return case_status(parts, session, conversation)


def test_only_a_proven_conversation_hears_anything(any_parts: Parts, tmp_path: Path) -> None:
    put_on_record(any_parts, tmp_path)
    who, other = web(any_parts), web(any_parts)
    verify(any_parts, who)
    assert read(any_parts, who).stage == "request"
    assert read(any_parts, other).stage == NOT_PROVEN
    assert open_status(any_parts, seal_status(any_parts, read(any_parts, who), who), other).stage == NOT_PROVEN


@pytest.mark.parametrize("state", ["closed", "moved", "deceased"])
def test_a_case_that_is_not_open_goes_to_a_person(parts: Parts, tmp_path: Path, state: str) -> None:
    put_on_record(parts, tmp_path, case_status=state)
    who = web(parts)
    verify(parts, who)
    assert read(parts, who).stage == NOT_AVAILABLE
    turn = render(parts, who, "and?")
    assert "A person can look at it with you" in turn.replies[0].text and turn.changes["options"] == ["handover_request"]


def test_a_contact_who_loses_the_right_in_between_hears_nothing(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = web(parts)
    verify(parts, who)
    contacts = write_csv(tmp_path / "c2.csv", [{"case_ref": "SEN-20417", "phone": MUM, "disclosure": "no"}])
    import_cases(parts, tmp_path / "cases.csv", contacts)
    assert read(parts, who).stage == NOT_AVAILABLE


def render(parts: Parts, who: str, words: str) -> Turn:
    conversation, message = hear(parts, who, words)
    heard = assess_inbound(parts, message)
    assert heard is not None
    sealed = seal_status(parts, read(parts, conversation), conversation)
    turn = render_lookup(parts, heard, {"say": "case_status", "status": sealed})
    assert turn is not None and turn.lane == "lookup"
    record_turn(parts, heard, turn)
    return turn


def test_by_sms_the_proof_ends_with_the_status_and_in_chat_it_stays(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path, {}, {"phone": DAD})
    verify(parts, DAD, DAD)
    text = render(parts, DAD, "so?").replies[0].text
    assert "deciding if it will assess" in text and "Sam" not in text
    chat = web(parts)
    hear(parts, chat, "my phone is 07700900001")
    verify(parts, chat)
    render(parts, chat, "so?")
    with parts.db.reading() as session:
        checks = session.query(IdentityCheck).all()
    assert [check.conversation_id for check in checks if is_verified(check, parts.clock.now())] == [chat]
