"""Where a case is, for somebody who has proven who they are: stage, last and next step, by when, who does it, and whether that day is past.

Only dates of the council's own record are used; a blank one hides its clock. A text never carries a decision, and in chat an outcome shows
only after its letter has had time to arrive (conduct 13). Late means "past the time the law sets", never a fault and never an exemption.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.clock.clock import CaseDates, Step, run
from webhook.services.clock.days import is_tribunal_holiday, shown_from
from webhook.services.clock.limits import FAMILY
from webhook.services.clock.milestones import TOLD_BY_LETTER, Milestone, milestones
from webhook.services.clock.stage import Stage, find_stage, overdue
from webhook.services.identity.code import may_be_told
from webhook.services.identity.identity import is_verified
from webhook.store.cases import Case, Contact, IdentityCheck

NOT_PROVEN, NOT_AVAILABLE, OUTCOME_WAITS = "not_proven", "not_available", "outcome_waits"
URGENT_DAYS = 7
NOW_DAYS = 1  # a last day today or tomorrow: what to do in the next hour
NEWS_DAYS = 28  # after its letter an outcome is no news any more
WITH_APPEAL = ("decision_no", "no_plan", "final", "review_decided")


@dataclass(frozen=True)
class Due:
    """Another date to know: the limit's key, its last day (ISO), whether it is past the time the law sets, and the exemption noted for it."""

    key: str
    by: str
    past: bool = False
    exemption: str = ""


@dataclass(frozen=True)
class Status:
    """What may be said. Dates are ISO strings, so that it can be sealed and carried; words are keys of content/status.yml."""

    stage: str
    ref_end: str = ""
    last: str = ""
    last_on: str | None = None
    requested_on: str | None = None  # the day the council got the request
    next: str = ""
    by: str | None = None
    does: str = ""  # who does the next step
    past: bool = False  # past the time the law sets
    gone: bool = False  # the family's own last day has passed
    exemption: str = ""  # as the record notes it for the next step
    noted: str = ""  # the same, for any step that is not done
    also: list[Due] = field(default_factory=list)  # the soonest first
    urgent: bool = False  # the last day to appeal is within a week (conduct 14)
    check_appeal: bool = False  # the last day to appeal falls in August or at Christmas
    outstanding: list[str] = field(default_factory=list)  # whose advice is still to come
    outcome: bool = False
    long_known: bool = False  # the letter about the outcome was sent over NEWS_DAYS ago
    disagree: str = ""  # where disagreeing stands: certificate (one is on the record), over (the last day to appeal has passed)
    told_on: str | None = None  # the day this is said
    show_from: str | None = None
    looked_after_by: str = ""  # the council that looks after the child, in the record's words
    who: str = ""  # whom to ask
    as_of: str | None = None
    old: bool = False

    @property
    def overdue(self) -> list[str]:
        """Keys of what is past the time the law sets, the next step first."""
        return [self.next] * self.past + [due.key for due in self.also if due.past]

    @property
    def appeal_by(self) -> str | None:
        """The last day to appeal, while it runs."""
        return self.by if self.next == "appeal" else next((due.by for due in self.also if due.key == "appeal"), None)

    @property
    def late(self) -> bool:
        """Whether anything is past the time the law sets."""
        return bool(self.overdue)


def case_status(parts: Parts, session: Session, conversation_id: str) -> Status:
    """The status of the proven case of a conversation; stage `not_proven` or `not_available` when there is nothing to be said."""
    case = _proven_case(parts, session, conversation_id)
    return Status(case) if isinstance(case, str) else _describe(parts, case)


def case_timeline(parts: Parts, session: Session, conversation_id: str) -> tuple[Status, list[Milestone]] | None:
    """The status with the stages of the case, while it is proven in that conversation and all of it may be told; else None."""
    case = _proven_case(parts, session, conversation_id)
    status = Status(case) if isinstance(case, str) else _describe(parts, case)
    if isinstance(case, str) or status.stage in (NOT_AVAILABLE, OUTCOME_WAITS):
        return None
    return status, list_milestones(case, local_date(parts.clock.now()), parts.settings.outcome_working_days)


def list_milestones(case: Case, today: date, outcome_days: int) -> list[Milestone]:
    """The stages of a case at one day; none while the letter about one of its decisions may not have arrived. Pure."""
    dates = dates_of(case)
    steps = run(dates, today)
    stage = find_stage(dates, steps, today)
    points = milestones(dates, steps, stage, today) if stage else []
    on_its_way = (point for point in points if point.done and point.on and point.key in TOLD_BY_LETTER and today < shown_from(point.on, outcome_days))
    return [] if any(on_its_way) else points


def _proven_case(parts: Parts, session: Session, conversation_id: str) -> Case | str:
    """The case that a conversation has proven and may be told of, or why there is none: `not_proven` or `not_available`."""
    now = parts.clock.now()
    check = session.get(IdentityCheck, conversation_id)
    if check is None or not is_verified(check, now):
        return NOT_PROVEN
    case, contact = session.get(Case, check.verified_case_id), session.get(Contact, check.contact_id) if check.contact_id else None
    if case is None or contact is None or not may_be_told(contact, case, local_date(now)) or case.case_status != "open":
        return NOT_AVAILABLE
    return case


def _describe(parts: Parts, case: Case) -> Status:
    settings = parts.settings
    return describe_case(case, parts.clock.now(), settings.outcome_working_days, settings.extract_stale_days, parts.content.council.get("case_officer") or "")


def describe_case(case: Case, now: datetime, outcome_days: int, stale_days: int, default_role: str) -> Status:
    """The status of one open case at one moment. Pure."""
    today, dates = local_date(now), dates_of(case)
    steps = run(dates, today)
    stage = find_stage(dates, steps, today)
    who, read_on = case.officer_role or default_role, local_date(case.source_updated_at or case.imported_at)
    if stage is None:
        return Status(NOT_AVAILABLE, who=who)
    whose = {"looked_after_by": case.looked_after_by or "", "ref_end": case.case_ref[-4:]}
    common = {**whose, "told_on": today.isoformat(), "who": who, "as_of": read_on.isoformat(), "old": (today - read_on).days > stale_days}
    if stage.outcome or stage.implies:
        show_from = shown_from(stage.letter, outcome_days) if stage.letter else None
        if show_from is None or today < show_from:
            return Status(OUTCOME_WAITS, outcome=True, show_from=_iso(show_from), **common)  # type: ignore[arg-type]
    also = sorted(_other_dates(stage, steps, today), key=lambda due: due.by)
    appeal = next((date.fromisoformat(due.by) for due in also if due.key == "appeal"), stage.by if stage.next == "appeal" else None)
    return Status(
        stage.name,
        last=stage.last,
        last_on=_iso(stage.last_on),
        requested_on=_iso(dates.request_received),
        next=stage.next,
        by=_iso(stage.by),
        does=stage.who,
        past=stage.past,
        gone=stage.who == FAMILY and stage.by is not None and stage.by < today,
        exemption=stage.exemption,
        noted=next((step.exemption for step in steps if step.exemption), ""),
        also=also,
        urgent=appeal is not None and 0 <= (appeal - today).days <= URGENT_DAYS,
        check_appeal=appeal is not None and is_tribunal_holiday(appeal),
        outstanding=list(case.advice_outstanding or ()) if stage.name == "advice" else [],
        outcome=stage.outcome,
        long_known=stage.outcome and stage.letter is not None and (today - stage.letter).days > NEWS_DAYS,
        disagree=_disagreeing(steps, today),
        **common,  # type: ignore[arg-type]
    )


def dates_of(case: Case) -> CaseDates:
    """The columns of a case that the clock reads."""
    values = {one.name: getattr(case, one.name) for one in fields(CaseDates)}
    return CaseDates(**{**values, "case_kind": case.case_kind or "ehc"})


def describe_now(parts: Parts, session: Session, case_id: int) -> Status | None:
    """The status of a case by its row, for nobody's eyes: to be compared with what was told. None for one that is not open."""
    case = session.get(Case, case_id)
    return _describe(parts, case) if case is not None and case.case_status == "open" else None


def seal_status(parts: Parts, status: Status, conversation_id: str) -> str:
    """The status as Rasa may carry it: unreadable, and good for one conversation only (design 5)."""
    return parts.vault.seal(json.dumps({"conversation": conversation_id, "status": asdict(status)})).decode("ascii")


def open_status(parts: Parts, sealed: str, conversation_id: str) -> Status:
    """What `seal_status` made; `not_proven` if it was made for another conversation."""
    kept = json.loads(parts.vault.open(sealed.encode("ascii")))
    if kept["conversation"] != conversation_id:
        return Status(NOT_PROVEN)
    also = [Due(**due) for due in kept["status"].pop("also")]
    return Status(**kept["status"], also=also)


def _other_dates(stage: Stage, steps: list[Step], today: date) -> Iterator[Due]:
    """What else is due: what is late or has an exemption noted, the final plan, the school's reply, a move, and the days to disagree while they run."""
    late, noted = {step.key for step in overdue(steps)}, [step.key for step in steps if step.exemption]
    for step in steps:
        if step.key == stage.next or step.due is None or step.settled:
            continue
        coming = step.due >= today
        if (
            step.key in late
            or (step.exemption and (step.key != "no_plan" or noted == [step.key]))  # that letter is due only if there is to be no plan
            or (step.key == "final" and coming)
            or (step.key == "review" and coming and (not stage.outcome or stage.name == "final" or stage.next in ("appeal", "phase", "phase_post16")))
            or (step.key == "amended_final" and stage.next == "amended_comments")
            or (step.key in ("school_reply", "amended_comments", "phase", "phase_post16") and coming)
            or (step.key in ("mediation_contact", "appeal") and coming and stage.name in WITH_APPEAL)
        ):
            yield Due(step.key, step.due.isoformat(), step.key in late, step.exemption)


def _disagreeing(steps: list[Step], today: date) -> str:
    """Where disagreeing with the last decision stands: nothing to say, a certificate on the record, or the last day to appeal is over."""
    appeal = next((step for step in steps if step.key == "appeal" and not step.settled and step.due), None)
    if appeal is None or appeal.due is None:
        return ""
    certificate = any(step.key == "mediation_contact" and step.settled for step in steps)
    return "over" if appeal.due < today else "certificate" if certificate else ""


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
