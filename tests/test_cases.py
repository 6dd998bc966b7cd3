"""The status of a case: only for who has proven it, never a decision by text, never an outcome before its letter (conduct 13)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from family import DAD, MUM, hear, put_on_record, verify, web, write_csv

from webhook.bootstrap import Parts
from webhook.services import clock_rules as rules
from webhook.services.assess import assess_inbound
from webhook.services.cases import NOT_AVAILABLE, NOT_PROVEN, OUTCOME_WAITS, Status, case_status, describe_case, open_status, seal_status
from webhook.services.content import Content
from webhook.services.heard import Turn
from webhook.services.identity import is_verified
from webhook.services.import_cases import import_cases
from webhook.services.record import record_turn
from webhook.services.render_lookup import render_lookup, status_replies
from webhook.services.text import count_segments
from webhook.store.cases import Case, IdentityCheck

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday
D = date.fromisoformat


def describe(**columns: Any) -> Status:
    case = Case(**{"case_ref": "SEN-20417", "case_kind": "ehc", "case_status": "open", "imported_at": NOW, "officer_role": "Case Officer", **columns})
    return describe_case(case, NOW, 3, 7, "somebody")


def test_limits_are_the_laws() -> None:
    start = D("2026-03-02")
    assert rules.decision_due(start) == D("2026-04-13")
    assert rules.no_plan_due(start) == D("2026-06-22")
    assert rules.final_due(start) == D("2026-07-20")
    assert rules.comments_due(start) == D("2026-03-16")  # the day of service is day one
    assert rules.review_decision_due(start) == D("2026-03-30")
    assert rules.amended_final_due(start, None) == D("2026-04-27")
    assert rules.amended_final_due(D("2026-04-20"), start) == D("2026-05-25")  # 12 weeks from the meeting, though 8 from the notice would be later
    assert rules.next_review_due(D("2024-02-29")) == D("2025-02-28")
    assert rules.add_working_days(D("2026-12-23"), 3) == D("2026-12-30")  # Christmas and the bank holiday for Boxing Day
    assert rules.compulsory_school_ends(D("2010-08-31")) == D("2026-06-26")
    assert rules.compulsory_school_ends(D("2010-09-01")) == D("2027-06-25")


@pytest.mark.parametrize(
    ("columns", "stage", "following", "by", "late"),
    [
        ({"request_received": D("2026-11-02")}, "request", "decision", "2026-12-14", False),
        ({"request_received": D("2026-10-01"), "decision": "pending"}, "request", "decision", "2026-11-12", True),
        ({"request_received": D("2026-10-01"), "exemption": "absence", "exemption_step": "decision"}, "request", "decision", None, False),
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
         "final", "review", "2027-09-01", False),
        ({"case_kind": "eng", "request_received": D("2026-09-01")}, "eng", "eng_decision", None, False),
        ({"case_kind": "eng", "decision": "assess", "decision_date": D("2026-10-01")}, "eng", "eng_letter", None, False),
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


def test_no_text_carries_a_decision_and_every_text_fits(content: Content) -> None:
    for stage in ("decision_yes", "decision_no", "no_plan", "final", "review_decided", OUTCOME_WAITS):
        status = Status(stage, ref_end="0417", who="SEN Case Officer", as_of="2026-11-22", next="review", by="2027-01-21", late=True, outcome=True)
        replies = status_replies(content, status, "sms")
        assert len(replies) == 1 and "I don't send decisions by text" in replies[0].text
    for stage in ("request", "advice", "advice_in", "draft", "review", "eng"):
        status = Status(stage, ref_end="0417", who="SEN Case Officer", as_of="2026-11-22", next="no_plan", by="2027-01-21", late=True)
        for reply in status_replies(content, status, "sms"):
            assert count_segments(reply.text) <= 2 and "{" not in reply.text


def test_in_chat_dates_are_whole_and_late_is_said_kindly(content: Content) -> None:
    status = describe(request_received=D("2026-06-01"), advice_requested=D("2026-07-13"), advice_received=D("2026-09-01"))
    text = status_replies(content, status, "web")[0].text
    assert "19 October 2026" in text and "This is past the time the law sets" in text and "ending 0417" in text
    assert "SEN-20417" not in text
    assert "19 Oct" in status_replies(content, status, "sms")[0].text


def test_an_old_record_says_so(content: Content) -> None:
    status = describe(request_received=D("2026-11-02"), source_updated_at=NOW - timedelta(days=8))
    assert "last updated on 15 November 2026" in status_replies(content, status, "web")[0].text


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
