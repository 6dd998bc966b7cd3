"""The stages of a case in order, for a timeline: what is done, where it is now, what is still to come. Pure.

It says no more than the stage does: which stages there are follows from the stage, so a decision that may not be told yet has no point here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from webhook.services.clock.clock import CaseDates, Step
from webhook.services.clock.limits import FAMILY
from webhook.services.clock.stage import Stage, overdue

REFUSED = ("decision_no", "no_plan")
WITH_A_PLAN = ("final", "review", "review_decided", "moved_in")
TOLD_BY_LETTER = ("decision", "no_plan", "final", "amended_final", "review_decision", "amendment_notice", "eng_decision")


@dataclass(frozen=True)
class Milestone:
    """One stage. `key` names its words and, where it has a time limit, the limit; `on` is the day it was done, `due` its last day."""

    key: str
    on: date | None = None
    due: date | None = None
    done: bool = False
    now: bool = False
    past: bool = False  # past the time the law sets
    gone: bool = False  # the family's own last day has passed
    exemption: str = ""


def milestones(case: CaseDates, steps: Sequence[Step], stage: Stage, today: date) -> list[Milestone]:
    """Every stage that can be told, in order."""
    points = _Points(case, steps, stage, today)
    if case.case_kind == "eng":
        return [*points.done("request", case.request_received), points.coming("eng_decision") if stage.next == "eng_decision" else _done("eng_decision", case.decision_date)]
    if stage.name == "appeal":
        return [*points.before_an_appeal(), _done("appeal_made", case.appeal_lodged), points.coming("tribunal_date")]
    if stage.name in WITH_A_PLAN:
        return points.with_a_plan()
    return [*points.assessment(), *points.disagreeing()]


@dataclass(frozen=True)
class _Points:
    """Makes the points of one case."""

    case: CaseDates
    steps: Sequence[Step]
    stage: Stage
    today: date

    def done(self, key: str, on: date | None) -> list[Milestone]:
        """A point for something the record has a day for; nothing without one."""
        return [_done(key, on)] if on else []

    def coming(self, key: str) -> Milestone:
        """A point that is not done, with its last day if there is one."""
        step = next((one for one in self.steps if one.key == key), None)
        now = key == self.stage.next
        if step is None:
            return Milestone(key, now=now)
        gone = step.limit.who == FAMILY and step.due is not None and step.due < self.today
        return Milestone(key, due=step.due, now=now, past=step in overdue([step]), gone=gone, exemption=step.exemption)

    def limited(self, key: str, on: date | None) -> list[Milestone]:
        """A point of a time limit that runs or ran on this case: done, or coming."""
        step = next((one for one in self.steps if one.key == key), None)
        if step is None:
            return []
        return [_done(key, on) if step.settled else self.coming(key)]

    def assessment(self) -> list[Milestone]:
        """From the request to the plan, as far as the way there is known to go."""
        case = self.case
        points = [*self.done("request", case.request_received), *self.limited("decision", case.decision_date)]
        if self.stage.name == "decision_no":
            return points
        points += self.limited("advice", None if case.advice_outstanding else case.advice_received) or [Milestone("advice")]
        if self.stage.name == "no_plan":
            return [*points, _done("no_plan", case.no_plan_notice)]
        points += [self.coming("no_plan")] * (self.stage.next == "no_plan")
        points.append(_done("draft", case.draft_issued) if case.draft_issued else Milestone("draft"))
        return [*points, *(self.limited("comments", None) or [Milestone("comments")]), self.coming("final")]

    def with_a_plan(self) -> list[Milestone]:
        """The plan, its review and what follows, by day; the way to a first plan stands before it until there has been a review."""
        case, since = self.case, self.case.plan or date.min
        found = self.first_plan()
        found += self.done("amended_final", case.amended_final_issued) if case.plan == case.amended_final_issued else []
        found += self.done("moved_in", case.moved_in_on)
        if case.last_review_meeting and case.last_review_meeting >= since:
            found += [_done("review_meeting", case.last_review_meeting), *self.limited("review_decision", case.review_decision_sent)]
        elif case.review_decision_sent and case.review_decision_sent >= since:
            found += self.done("review_decision", case.review_decision_sent)
        if case.change_open:
            found += [*self.done("amendment_notice", case.amendment_notice_sent), *self.limited("amended_comments", None), *self.limited("amended_final", None)]
        for key in ("move_notice", "phase", "phase_post16", "review"):
            found += [point for point in self.limited(key, None) if not point.done]
        return [*_by_day(point for point in found if point.done), *_by_day(point for point in [*found, *self.disagreeing()] if not point.done)]

    def first_plan(self) -> list[Milestone]:
        """The first plan while it is the newest, and before any review or move what led to it."""
        case = self.case
        if case.plan != case.final_issued:
            return []
        led = [] if case.last_review_meeting or case.moved_in_on else [("request", case.request_received), ("decision", case.decision_date), ("draft", case.draft_issued)]
        return [point for key, on in [*led, ("final", case.final_issued)] for point in self.done(key, on)]

    def before_an_appeal(self) -> list[Milestone]:
        """The decision that the appeal is about."""
        key, sent = self.case.appealable or ("", None)
        return self.done({"decision_no": "decision", "review_decided": "review_decision"}.get(key, key), sent)

    def disagreeing(self) -> list[Milestone]:
        """The family's own days after a decision, while they run; a "no" keeps the appeal in sight after its day."""
        if not self.stage.outcome or self.stage.name == "decision_yes":
            return []
        points = [point for key in ("mediation_contact", "appeal") for point in self.limited(key, None) if not point.done]
        return [point for point in points if not point.gone or point.now]


def _done(key: str, on: date | None) -> Milestone:
    return Milestone(key, on=on, done=True)


def _by_day(points: Iterable[Milestone]) -> list[Milestone]:
    return sorted(points, key=lambda point: point.on or point.due or date.max)
