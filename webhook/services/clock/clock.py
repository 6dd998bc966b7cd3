"""Runs the limits over the dates of one case: what is due, by when, what is done, and what is not known.

An exemption is carried as the record notes it and never worked out; where one is noted, nothing is called past, and the date stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from webhook.services.clock.limits import COUNCIL, LIMITS, MEDIATOR, Limit, amended_final_due, appeal_due, move_review_due

STEPS_WITH_EXEMPTION = tuple(limit.key for limit in LIMITS.values() if limit.exemptions)
_STEP_NAMES = {"decide_assess": "decision", "advice_return": "advice", "no_plan_notice": "no_plan", "final_plan": "final"}  # other names for a limit in exemption_step
UNNAMED = "unspecified"  # an exemption that the record does not name: it may be any that the law knows
_PHASES = {"early_years": "phase", "infant_junior": "phase", "primary_secondary": "phase", "post16": "phase_post16"}


@dataclass(frozen=True)
class CaseDates:
    """What the record of a case says, by the names of cases.csv. None is unknown."""

    case_kind: str = "ehc"
    request_received: date | None = None
    decision: str | None = None
    decision_date: date | None = None
    advice_requested: date | None = None
    advice_received: date | None = None
    advice_outstanding: tuple[str, ...] | list[str] | None = None
    draft_issued: date | None = None
    draft_comments_due: date | None = None
    school_consulted: date | None = None
    no_plan_notice: date | None = None
    final_issued: date | None = None
    exemption: str | None = None
    exemption_step: str | None = None
    mediation_certificate: date | None = None
    appeal_lodged: date | None = None
    last_review_meeting: date | None = None
    review_decision_sent: date | None = None
    amendment_notice_sent: date | None = None
    amended_final_issued: date | None = None
    phase: str | None = None
    phase_year: int | None = None
    moved_in_on: date | None = None

    @property
    def plan(self) -> date | None:
        """The newest final plan."""
        return max((day for day in (self.final_issued, self.amended_final_issued) if day), default=None)

    @property
    def refused_a_plan(self) -> bool:
        """Whether the last word was that there will be no plan."""
        return self.no_plan_notice is not None and (self.plan is None or self.no_plan_notice > self.plan)

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan on the record, or a sign of one."""
        signs = (self.plan, self.last_review_meeting, self.review_decision_sent, self.amendment_notice_sent, self.moved_in_on)
        return any(signs) and not self.refused_a_plan

    @property
    def review_open(self) -> bool:
        """Whether a review meeting waits for the council's decision."""
        meeting = self.last_review_meeting
        return meeting is not None and not _since(self.plan, meeting) and not _since(self.review_decision_sent, meeting) and not _since(self.amendment_notice_sent, meeting)

    @property
    def change_open(self) -> bool:
        """Whether changes were sent and the changed plan is not."""
        return self.amendment_notice_sent is not None and not _since(self.plan, self.amendment_notice_sent)

    @property
    def last_review(self) -> date | None:
        """What the next yearly review counts from: the plan's first day, or the decision (else the meeting) of its last review."""
        reviewed = max((day for day in (self.review_decision_sent, self.last_review_meeting) if day), default=None)
        days = [day for day in (self.final_issued, reviewed) if day]
        return max(days) if days else self.amended_final_issued

    @property
    def appealable(self) -> tuple[str, date | None] | None:
        """The newest decision that may carry a right of appeal, and when it was sent."""
        if self.refused_a_plan:
            return "no_plan", self.no_plan_notice
        if not self.has_plan:
            return ("decision_no", self.decision_date) if self.decision == "not_assess" else None
        decided = self.review_decision_sent
        if decided and not self.change_open and (self.plan is None or decided > self.plan):
            return "review_decided", decided
        return ("final", self.plan) if self.plan and not self.change_open else None


@dataclass(frozen=True)
class Step:
    """One limit on one case. `due` is None when the day it runs from is not known; then `ask` says who knows."""

    limit: Limit
    start: date | None
    due: date | None
    settled: bool
    past: bool
    exemption: str = ""
    ask: str = ""

    @property
    def key(self) -> str:
        """The limit's key."""
        return self.limit.key


def run(case: CaseDates, today: date) -> list[Step]:
    """Every limit that has to do with a case, in the order of the process. No clock of an EHC plan runs on a grant (kind eng): empty."""
    if case.case_kind == "eng":
        return []
    return [*_assessment(case, today), *_reviews(case, today), *_moves(case, today), *_disagreeing(case, today)]


def _assessment(case: CaseDates, today: date) -> Iterator[Step]:
    if case.has_plan and case.request_received is None:
        return
    refused, over = case.decision == "not_assess", case.has_plan or case.refused_a_plan
    begun = any((case.advice_requested, case.draft_issued, over))
    yield _step(case, today, "decision", case.request_received, case.decision in ("assess", "not_assess") or begun)
    if refused and not begun:
        return
    if case.decision == "assess" or begun:
        back = case.advice_received is not None and not case.advice_outstanding
        yield _step(case, today, "advice", case.advice_requested, back or case.draft_issued is not None or over)
    yield _step(case, today, "no_plan", case.request_received, case.draft_issued is not None or over)
    if case.draft_issued:
        at_least = LIMITS["comments"].last_day(case.draft_issued)
        yield _step(case, today, "comments", case.draft_issued, over, max(at_least, case.draft_comments_due or at_least))
    if case.school_consulted:
        yield _step(case, today, "school_reply", case.school_consulted, over)
    yield _step(case, today, "final", case.request_received, over)


def _reviews(case: CaseDates, today: date) -> Iterator[Step]:
    if not case.has_plan:
        return
    if case.last_review_meeting:
        yield _step(case, today, "review_decision", case.last_review_meeting, not case.review_open)
    if case.amendment_notice_sent:
        settled = not case.change_open
        yield _step(case, today, "amended_comments", case.amendment_notice_sent, settled)
        due = amended_final_due(case.amendment_notice_sent, case.last_review_meeting)
        yield _step(case, today, "amended_final", case.amendment_notice_sent, settled, due)
    if not case.review_open and not case.change_open:
        after_move = move_review_due(case.moved_in_on, case.last_review) if case.moved_in_on else None
        yield _step(case, today, "review", case.last_review or case.moved_in_on, False, after_move)


def _moves(case: CaseDates, today: date) -> Iterator[Step]:
    key = _PHASES.get(case.phase or "")
    if key and case.phase_year and case.has_plan and today < date(case.phase_year, 9, 1):
        named = _since(case.plan, date(case.phase_year - 1, 9, 1))  # a plan sent since the autumn before
        yield _step(case, today, key, date(case.phase_year, 1, 1), named)
    if case.moved_in_on and not _since(case.plan, case.moved_in_on) and not _since(case.last_review_meeting, case.moved_in_on):
        step = _step(case, today, "move_notice", case.moved_in_on, False)
        if not step.past:  # the record does not hold that letter, so it is never called late
            yield step


def _disagreeing(case: CaseDates, today: date) -> Iterator[Step]:
    if case.appealable is None:
        return
    sent = case.appealable[1]
    lodged = case.appeal_lodged is not None and (sent is None or case.appeal_lodged >= sent)
    certificate = case.mediation_certificate if sent and _since(case.mediation_certificate, sent) else None
    yield _step(case, today, "mediation_contact", sent, lodged or certificate is not None)
    yield _step(case, today, "appeal", sent, lodged, appeal_due(sent, certificate) if sent else None)


def _step(case: CaseDates, today: date, key: str, start: date | None, settled: bool, due: date | None = None) -> Step:
    limit = LIMITS[key]
    due = due or (limit.last_day(start) if start else None)
    noted = "" if settled else _noted_exemption(case, limit)
    past = due is not None and today > due and not settled and not (noted and _may_be(noted, limit))
    ask = "" if start else MEDIATOR if limit.who == MEDIATOR else COUNCIL
    return Step(limit, start, due, settled, past, noted, ask)


def _noted_exemption(case: CaseDates, limit: Limit) -> str:
    """The exemption that the record notes for a limit: named there, or with no step named, one that the law knows for it."""
    if case.exemption in (None, "", "none") or not limit.exemptions:
        return ""
    named = exemption_step(case.exemption_step)
    if named in LIMITS:
        return str(case.exemption) if named == limit.key else ""
    return str(case.exemption) if _may_be(str(case.exemption), limit) else ""


def exemption_step(named: str | None) -> str:
    """The limit that a record's word for a step means; the word itself where it is none we know."""
    word = (named or "").strip().lower()
    return _STEP_NAMES.get(word, word)


def _may_be(exemption: str, limit: Limit) -> bool:
    """Whether the law knows such an exemption for the limit; whether it applies is the officer's to say."""
    return exemption == UNNAMED or exemption in limit.exemptions


def _since(day: date | None, other: date) -> bool:
    return day is not None and day >= other
