"""Where a case is, for somebody who has proven who they are: stage, what comes next and by when, and whom to ask.

Only dates of the council's own record are used; a blank one hides its clock. A text never carries a decision, and in chat an outcome shows
only after its letter has had time to arrive (conduct 13). Late means "past the time the law sets", never a fault and never an exemption.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.clock_rules import (
    advice_due,
    amended_final_due,
    comments_due,
    decision_due,
    final_due,
    next_review_due,
    no_plan_due,
    review_decision_due,
    shown_from,
)  # fmt: skip
from webhook.services.identity import is_verified
from webhook.services.identity_code import may_be_told
from webhook.store.cases import Case, Contact, IdentityCheck

NOT_PROVEN, NOT_AVAILABLE, OUTCOME_WAITS = "not_proven", "not_available", "outcome_waits"
EXEMPT_STEPS = ("decision", "advice", "no_plan", "final")


@dataclass(frozen=True)
class Next:
    """The next step, and the last day the law gives for it; no day where the record does not tell."""

    what: str
    by: date | None = None


@dataclass(frozen=True)
class Letter:
    """A letter that carries an outcome, and its date where the record has one."""

    sent: date | None


@dataclass(frozen=True)
class Stage:
    """A stage, when it began, and what follows."""

    name: str
    since: date | None
    next: Next
    outcome: bool = False  # a decision, which a text never carries


@dataclass(frozen=True)
class Status:
    """What may be said. Dates are ISO strings, so that it can be sealed and carried."""

    stage: str
    ref_end: str = ""
    last_on: str | None = None
    next: str = ""
    by: str | None = None
    final_by: str | None = None
    late: bool = False
    outcome: bool = False
    show_from: str | None = None
    who: str = ""
    as_of: str | None = None
    old: bool = False


def case_status(parts: Parts, session: Session, conversation_id: str) -> Status:
    """The status of the proven case of a conversation; stage `not_proven` or `not_available` when there is nothing to be said."""
    now = parts.clock.now()
    check = session.get(IdentityCheck, conversation_id)
    if check is None or not is_verified(check, now):
        return Status(NOT_PROVEN)
    case, contact = session.get(Case, check.verified_case_id), session.get(Contact, check.contact_id) if check.contact_id else None
    if case is None or contact is None or not may_be_told(contact, case, local_date(now)) or case.case_status != "open":
        return Status(NOT_AVAILABLE)
    return describe_case(case, now, parts.settings.outcome_working_days, parts.settings.extract_stale_days, parts.content.council.get("case_officer") or "")


def describe_case(case: Case, now: datetime, outcome_days: int, stale_days: int, default_role: str) -> Status:
    """The status of one open case at one moment. Pure."""
    today = local_date(now)
    stage = _eng_stage(case) if case.case_kind == "eng" else _ehc_stage(case, today)
    who, read_on = case.officer_role or default_role, local_date(case.source_updated_at or case.imported_at)
    common = {"ref_end": case.case_ref[-4:], "who": who, "as_of": read_on.isoformat(), "old": (today - read_on).days > stale_days}
    if stage is None:
        return Status(NOT_AVAILABLE, who=who)
    letter = _newest_letter(case, stage)
    if letter is not None and (letter.sent is None or today < shown_from(letter.sent, outcome_days)):
        show_from = shown_from(letter.sent, outcome_days) if letter.sent else None
        return Status(OUTCOME_WAITS, outcome=True, show_from=_iso(show_from), **common)  # type: ignore[arg-type]
    last_day = final_due(case.request_received) if case.request_received and stage.name in ("request", "decision_yes", "advice", "draft") else None
    if last_day and _is_exempt(case, "final"):
        last_day = None
    return Status(
        stage.name,
        last_on=_iso(stage.since),
        next=stage.next.what,
        by=_iso(stage.next.by),
        final_by=_iso(last_day) if last_day != stage.next.by else None,
        late=any(day is not None and today > day for day in (stage.next.by, last_day)),
        outcome=stage.outcome,
        **common,  # type: ignore[arg-type]
    )


def seal_status(parts: Parts, status: Status, conversation_id: str) -> str:
    """The status as Rasa may carry it: unreadable, and good for one conversation only (design 5)."""
    return parts.vault.seal(json.dumps({"conversation": conversation_id, "status": asdict(status)})).decode("ascii")


def open_status(parts: Parts, sealed: str, conversation_id: str) -> Status:
    """What `seal_status` made; `not_proven` if it was made for another conversation."""
    kept = json.loads(parts.vault.open(sealed.encode("ascii")))
    return Status(**kept["status"]) if kept["conversation"] == conversation_id else Status(NOT_PROVEN)


def _ehc_stage(case: Case, today: date) -> Stage | None:
    plan = max((day for day in (case.final_issued, case.amended_final_issued) if day), default=None)
    if case.no_plan_notice and (plan is None or case.no_plan_notice > plan):
        return Stage("no_plan", case.no_plan_notice, Next(""), outcome=True)
    if plan is not None or case.last_review_meeting:
        return _plan_stage(case, plan)
    if case.draft_issued:
        comments = case.draft_comments_due or comments_due(case.draft_issued)
        return Stage("draft", case.draft_issued, Next("comments", comments) if today <= comments else Next("final", _limit(case, "final")))
    if case.decision == "not_assess":
        return Stage("decision_no", case.decision_date, Next(""), outcome=True)
    if case.decision == "assess" or case.advice_requested:
        return _assessing_stage(case, today)
    if case.request_received:
        return Stage("request", case.request_received, Next("decision", _limit(case, "decision")))
    return None


def _assessing_stage(case: Case, today: date) -> Stage:
    no_plan, next_step = _limit(case, "no_plan"), Next("final", _limit(case, "final"))
    if case.advice_requested and (case.advice_received is None or case.advice_outstanding):
        due = None if _is_exempt(case, "advice") else advice_due(case.advice_requested)
        return Stage("advice", case.advice_requested, Next("advice", due))
    if no_plan is not None and today <= no_plan:
        next_step = Next("no_plan", no_plan)
    if case.advice_requested:
        return Stage("advice_in", case.advice_received, next_step)
    return Stage("decision_yes", case.decision_date, next_step, outcome=True)


def _plan_stage(case: Case, plan: date | None) -> Stage:
    meeting, decided, notice = case.last_review_meeting, case.review_decision_sent, case.amendment_notice_sent
    if meeting and (plan is None or meeting > plan) and (decided is None or decided < meeting):
        return Stage("review", meeting, Next("review_decision", review_decision_due(meeting)))
    if notice and (plan is None or notice > plan):
        return Stage("review_decided", notice, Next("amended_final", amended_final_due(notice, meeting)), outcome=True)
    if decided and (plan is None or decided > plan):
        return Stage("review_decided", decided, Next("review", next_review_due(decided)), outcome=True)
    start = plan or decided or meeting
    return Stage("final", plan or decided, Next("review", next_review_due(start) if start else None), outcome=True)


def _eng_stage(case: Case) -> Stage | None:
    if case.decision in ("assess", "not_assess") or case.decision_date:
        return Stage("eng", case.decision_date, Next("eng_letter"), outcome=True)
    return Stage("eng", case.request_received, Next("eng_decision"))


def _newest_letter(case: Case, stage: Stage) -> Letter | None:
    """The letter that must arrive before the stage may be shown, if the stage tells an outcome."""
    if stage.name in ("advice", "advice_in"):
        return Letter(case.decision_date or case.advice_requested)  # that advice is asked for says that the answer was yes
    return Letter(stage.since) if stage.outcome else None


def _limit(case: Case, step: str) -> date | None:
    """The law's last day for a step; none without the date of the request, or where the record has an exemption for it (staff explain those)."""
    if case.request_received is None or _is_exempt(case, step):
        return None
    return {"decision": decision_due, "no_plan": no_plan_due, "final": final_due}[step](case.request_received)


def _is_exempt(case: Case, step: str) -> bool:
    if case.exemption in (None, "", "none"):
        return False
    exempt = (case.exemption_step or "").lower()
    return exempt not in EXEMPT_STEPS or exempt == step


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
