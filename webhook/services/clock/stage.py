"""Where a case is: its stage, what was done last, what comes next, by when, who does it, and whether that day is past. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from webhook.services.clock.clock import CaseDates, Step
from webhook.services.clock.limits import ADVISERS, COUNCIL, FAMILY

_WITH_PLAN = ("appeal", "review", "phase", "phase_post16")
THEIRS = (COUNCIL, ADVISERS)  # whose limits can be "past the time the law sets"


@dataclass(frozen=True)
class Stage:
    """A stage. `last` and `next` are keys of wording; `letter` is the day of the letter that must arrive before an outcome is told."""

    name: str
    last: str
    last_on: date | None
    next: str = ""
    by: date | None = None
    who: str = ""
    past: bool = False
    exemption: str = ""
    outcome: bool = False  # a decision, which a text never carries
    letter: date | None = None
    implies: bool = False  # tells of an outcome, without being one


def find_stage(case: CaseDates, steps: Sequence[Step], today: date) -> Stage | None:
    """The stage of a case; None when its record says nothing."""
    if case.case_kind == "eng":
        return _grant(case)
    by_key = {step.key: step for step in steps}
    if _in_appeal(case):
        return Stage("appeal", "appeal", case.appeal_lodged, "tribunal_date", who="tribunal", outcome=True, letter=case.appealable[1] if case.appealable else None)
    if case.refused_a_plan:
        return _outcome("no_plan", "no_plan", case.no_plan_notice, by_key.get("appeal"))
    if case.has_plan:
        return _with_plan(case, by_key, today)
    if case.draft_issued:
        comments = by_key["comments"]
        return _next("draft", "draft", case.draft_issued, by_key["final"] if comments.due and today > comments.due else comments)
    if case.decision == "not_assess":
        return _outcome("decision_no", "decision", case.decision_date, by_key.get("appeal"))
    if case.decision == "assess" or case.advice_requested:
        return _assessing(case, by_key, today)
    return _next("request", "request", case.request_received, by_key["decision"]) if case.request_received else None


def overdue(steps: Sequence[Step]) -> list[Step]:
    """What is past the time the law sets and not done. A "no plan" notice is due only if there is to be none, so it never is."""
    return [step for step in steps if step.past and step.limit.who in THEIRS and step.limit.binding and step.key != "no_plan"]


def _assessing(case: CaseDates, by_key: dict[str, Step], today: date) -> Stage:
    advice, no_plan, final = by_key["advice"], by_key["no_plan"], by_key["final"]
    letter = case.decision_date or case.advice_requested  # that advice is asked for says that the answer was yes
    if case.advice_requested and not advice.settled:
        last, on = ("some_advice", case.advice_received) if case.advice_received else ("advice_requested", case.advice_requested)
        return _next("advice", last, on, advice, letter=letter, implies=True)
    following = no_plan if no_plan.due and today <= no_plan.due else final
    if case.advice_requested:
        return _next("advice_in", "advice_received", case.advice_received, following, letter=letter, implies=True)
    return _next("decision_yes", "decision", case.decision_date, following, outcome=True, letter=case.decision_date)


def _with_plan(case: CaseDates, by_key: dict[str, Step], today: date) -> Stage:
    if case.change_open:
        coming = _soonest(by_key, today, "amended_comments", "amended_final")
        return _next("review_decided", "amendment_notice", case.amendment_notice_sent, coming, outcome=True, letter=case.amendment_notice_sent)
    if case.review_open:
        return _next("review", "review_meeting", case.last_review_meeting, by_key["review_decision"])
    if "move_notice" in by_key:
        return _next("moved_in", "moved_in", case.moved_in_on, by_key["move_notice"])
    decided, following = case.review_decision_sent, _soonest(by_key, today, *_WITH_PLAN)
    if decided and (case.plan is None or decided > case.plan):
        return _next("review_decided", "review_decision", decided, following, outcome=True, letter=decided)
    if case.plan is None and case.moved_in_on:
        return _next("moved_in", "moved_in", case.moved_in_on, following)
    last = "final" if case.plan == case.final_issued else "amended_final"
    return _next("final", last, case.plan, following, outcome=True, letter=case.plan)


def _soonest(by_key: dict[str, Step], today: date, *keys: str) -> Step:
    """What comes first of some steps: nobody may read of a review next year while their days to appeal run out. A day of the family's own that has passed is none."""
    steps = [by_key[key] for key in keys if key in by_key and not by_key[key].settled]
    coming = [step for step in steps if step.limit.who != FAMILY or (step.due is not None and step.due >= today)]
    return min(coming, key=lambda step: step.due or date.max)


def _in_appeal(case: CaseDates) -> bool:
    """An appeal is under way: lodged, and no newer decision since."""
    newest = max((day for day in (case.decision_date, case.no_plan_notice, case.plan, case.review_decision_sent) if day), default=None)
    return case.appeal_lodged is not None and (newest is None or case.appeal_lodged >= newest)


def _outcome(name: str, last: str, on: date | None, appeal: Step | None) -> Stage:
    """A "no": what comes next is the family's choice, with the tribunal's last day."""
    return Stage(name, last, on, "appeal", appeal.due if appeal else None, FAMILY, outcome=True, letter=on)


def _next(name: str, last: str, on: date | None, step: Step, *, outcome: bool = False, letter: date | None = None, implies: bool = False) -> Stage:
    return Stage(name, last, on, step.key, step.due, step.limit.who, step in overdue([step]), step.exemption, outcome, letter, implies)


def _grant(case: CaseDates) -> Stage:
    if case.decision in ("assess", "not_assess") or case.decision_date:
        return Stage("eng_decided", "decision", case.decision_date, "eng_letter", who="letter", outcome=True, letter=case.decision_date)
    return Stage("eng", "request", case.request_received, "eng_decision", who=COUNCIL)
