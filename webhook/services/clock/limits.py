"""The time limits of the law, each with where it stands. The numbers are the law's, not a council's.

Calendar days after the day of the event, unless said otherwise. Sources: Special Educational Needs and Disability Regulations 2014 ("SEND
Regulations 2014"), Children and Families Act 2014, the SEND Code of Practice, and the tribunal's rules.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from webhook.services.clock.days import add_months, add_working_days, is_working_day

CHECKED_ON = date(2026, 11, 21)
COUNCIL, ADVISERS, SCHOOL, FAMILY, MEDIATOR = "council", "advisers", "school", "family", "mediator"
CLOSURES, ALL_FOUR, OF_ADVICE = ("school_closed", "early_years_closed"), ("school_closed", "early_years_closed", "personal", "absence"), ("personal", "absence", "missed_appointment")
_REGULATION, _ACT = "https://www.legislation.gov.uk/uksi/2014/1530/regulation/{}", "https://www.legislation.gov.uk/ukpga/2014/6/section/{}"
_RULE_20 = "Tribunal Procedure (HESC Chamber) Rules 2008, rule 20"


@dataclass(frozen=True)
class Limit:
    """One limit: its length (exactly one of days, months, working_days or before is set), the event it runs from, and the law.

    `day_one`: the day of the event is the first day. `before`: the month and day of the year before which it must be done.
    `exemptions`: those the law knows for it; whether one applies is never worked out here. `binding`: False for guidance.
    """

    key: str
    name: str
    start: str
    who: str
    law: str
    url: str
    days: int | None = None
    months: int | None = None
    working_days: int | None = None
    before: tuple[int, int] | None = None
    day_one: bool = False
    exemptions: tuple[str, ...] = ()
    binding: bool = True
    note: str = ""

    def last_day(self, start: date) -> date:
        """The last day that is in time, counted from the day of the event (from any day of the year of the move, where it is a date before)."""
        if self.before is not None:
            return date(start.year, *self.before) - timedelta(days=1)
        if self.months is not None:
            return add_months(start, self.months)
        if self.working_days is not None:
            return add_working_days(start, self.working_days - (1 if self.day_one and is_working_day(start) else 0))
        return start + timedelta(days=(self.days or 0) - self.day_one)

    @property
    def source(self) -> dict[str, str]:
        """Where it stands, as replies show it."""
        return {"title": self.law, "url": self.url, "checked_on": CHECKED_ON.isoformat()}


def _regulation(key: str, name: str, start: str, who: str, number: str, **how: object) -> Limit:
    return Limit(key, name, start, who, f"SEND Regulations 2014, regulation {number}", _REGULATION.format(number.split("(")[0]), **how)  # type: ignore[arg-type]


_ALL = (
    # From asking to a plan
    _regulation("decision", "yes or no on assessing", "request_received", COUNCIL, "5(1)", days=42, exemptions=ALL_FOUR),
    _regulation("advice", "advice from each professional", "advice_requested", ADVISERS, "8", days=42, exemptions=OF_ADVICE),
    _regulation("no_plan", "notice that there will be no plan", "request_received", COUNCIL, "10(1)", days=112, exemptions=ALL_FOUR),
    _regulation("comments", "comments on a draft plan", "draft_issued", FAMILY, "13(1)", days=15, day_one=True, note="At least 15 days."),
    Limit("school_reply", "a school's reply to the council", "school_consulted", SCHOOL, "SEND Code of Practice, January 2015, paragraph 9.83", "", days=15, binding=False),
    _regulation("final", "final plan", "request_received", COUNCIL, "13(2)", days=140, exemptions=ALL_FOUR),
    # A plan and its reviews
    Limit("review", "review of the plan", "last_review", COUNCIL, "Children and Families Act 2014, section 44", _ACT.format(44), months=12, note="From the plan, or the last review."),
    _regulation("review_report", "the report on the review meeting", "last_review_meeting", SCHOOL, "20", days=14),
    _regulation("review_decision", "decision after the review", "last_review_meeting", COUNCIL, "20(10)", days=28),
    _regulation("amended_comments", "comments on the changes", "amendment_notice_sent", FAMILY, "22(2)", days=15, day_one=True, note="At least 15 days."),
    _regulation("amended_final", "changed final plan", "amendment_notice_sent", COUNCIL, "22(3)", days=56),
    _regulation("amended_from_meeting", "changed final plan, from the meeting", "last_review_meeting", COUNCIL, "22(3)", days=84, note="Regulations 20(10) and 22(3) together."),
    # Moving on to the next phase, and moving house
    _regulation("phase", "plan that names the next school", "year_of_move", COUNCIL, "18(1)", before=(2, 15)),
    _regulation("phase_post16", "plan that names the college", "year_of_move", COUNCIL, "18(1)", before=(3, 31)),
    _regulation("college_move", "plan that names another college", "planned_move", COUNCIL, "18(2)", months=-5),
    _regulation("move_transfer", "old council passes the plan on", "move_known", COUNCIL, "15(2)", working_days=15, day_one=True, note="On the day of the move, if it knew 15 before."),
    _regulation("move_notice", "new council writes about the plan", "moved_in_on", COUNCIL, "15(4)", days=42, note="From the day the plan was passed on."),
    _regulation("move_review", "review after the move", "moved_in_on", COUNCIL, "15", months=3, note="Or 12 months from the plan or its last review, if that is later."),
    # Disagreeing
    _regulation("mediation_contact", "ringing the mediation adviser", "decision_sent", FAMILY, "33", months=2),
    _regulation("mediation_meeting", "mediation", "mediation_asked", COUNCIL, "36", days=30),
    Limit("certificate", "mediation certificate", "mediation_closed", MEDIATOR, "Children and Families Act 2014, section 55", _ACT.format(55), working_days=3),
    Limit("appeal", "appeal received by the tribunal", "decision_sent", FAMILY, _RULE_20, "", months=2, note="Or 1 month from the certificate, if later."),
    Limit("appeal_certificate", "appeal, from the certificate", "mediation_certificate", FAMILY, _RULE_20, "", months=1),
    Limit("ombudsman", "complaint to the Ombudsman", "problem_known", FAMILY, "Local Government Act 1974, section 26B", "", months=12, note="The Ombudsman may take later ones."),
)  # fmt: skip
LIMITS: dict[str, Limit] = {limit.key: limit for limit in _ALL}


def last_day(key: str, start: date) -> date:
    """The last day of a limit by its key. Raises KeyError for an unknown one."""
    return LIMITS[key].last_day(start)


def counted(key: str) -> Callable[[date], date]:
    """The rule of a limit as a function of the day it runs from."""
    return LIMITS[key].last_day


def amended_final_due(notice: date, meeting: date | None) -> date:
    """Last day for a changed plan: 8 weeks from the notice, and never later than 12 from the meeting before it."""
    due = last_day("amended_final", notice)
    return min(due, last_day("amended_from_meeting", meeting)) if meeting and meeting <= notice else due


def changed_plan_due(meeting: date) -> date:
    """Last day for a changed plan where only the review meeting is known: 12 weeks."""
    return last_day("amended_from_meeting", meeting)


def appeal_due(sent: date, certificate: date | None) -> date:
    """Last day the tribunal may receive an appeal: 2 months from sending or 1 from the certificate, whichever is later."""
    due = last_day("appeal", sent)
    return max(due, last_day("appeal_certificate", certificate)) if certificate and certificate >= sent else due


def move_review_due(moved_in: date, last_review: date | None) -> date:
    """Last day for the new council's review: 3 months from the move or 12 from the plan or last review, whichever is later (regulation 15)."""
    due = last_day("move_review", moved_in)
    return max(due, last_day("review", last_review)) if last_review else due
