"""The statutory clock against cases worked out by hand from the rules (A19 of the domain facts, corrections C1 to C13), and what must hold for any day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from webhook.services.clock.days import add_months, add_working_days, compulsory_school_ends, is_tribunal_holiday, received_on, shown_from
from webhook.services.clock.limits import LIMITS, amended_final_due, appeal_due, changed_plan_due, counted, last_day, move_review_due

D = date.fromisoformat
TODAY = D("2026-11-23")

# limit, day of the event, last day. Months end, leap years (2024), and weeks in which the clocks change (29 March and 25 October 2026) are among them.
WORKED = [
    ("decision", "2026-03-02", "2026-04-13"),
    ("decision", "2026-01-31", "2026-03-14"),
    ("decision", "2024-01-18", "2024-02-29"),
    ("decision", "2023-01-18", "2023-03-01"),
    ("decision", "2026-02-28", "2026-04-11"),
    ("decision", "2024-02-29", "2024-04-11"),
    ("decision", "2026-03-28", "2026-05-09"),
    ("decision", "2026-10-24", "2026-12-05"),
    ("decision", "2026-12-31", "2027-02-11"),
    ("decision", "2026-11-13", "2026-12-25"),
    ("decision", "2026-07-21", "2026-09-01"),
    ("decision", "2025-12-01", "2026-01-12"),
    ("advice", "2026-05-05", "2026-06-16"),
    ("advice", "2026-07-13", "2026-08-24"),
    ("advice", "2024-02-01", "2024-03-14"),
    ("advice", "2026-02-01", "2026-03-15"),
    ("advice", "2026-09-14", "2026-10-26"),
    ("advice", "2026-11-20", "2027-01-01"),
    ("no_plan", "2026-03-02", "2026-06-22"),
    ("no_plan", "2026-01-31", "2026-05-23"),
    ("no_plan", "2023-11-10", "2024-03-01"),
    ("no_plan", "2024-11-10", "2025-03-02"),
    ("no_plan", "2026-06-03", "2026-09-23"),
    ("no_plan", "2026-10-01", "2027-01-21"),
    ("final", "2026-03-02", "2026-07-20"),
    ("final", "2026-06-03", "2026-10-21"),
    ("final", "2026-01-01", "2026-05-21"),
    ("final", "2024-01-01", "2024-05-20"),
    ("final", "2023-10-15", "2024-03-03"),
    ("final", "2026-10-15", "2027-03-04"),
    ("final", "2025-08-04", "2025-12-22"),
    ("final", "2026-08-31", "2027-01-18"),
    ("final", "2025-12-31", "2026-05-20"),
    ("comments", "2026-11-02", "2026-11-16"),
    ("comments", "2026-11-20", "2026-12-04"),
    ("comments", "2024-02-20", "2024-03-05"),
    ("comments", "2026-02-20", "2026-03-06"),
    ("comments", "2026-12-22", "2027-01-05"),
    ("comments", "2026-03-20", "2026-04-03"),
    ("comments", "2026-10-17", "2026-10-31"),
    ("school_reply", "2026-11-16", "2026-12-01"),
    ("school_reply", "2024-02-20", "2024-03-06"),
    ("review_report", "2026-10-12", "2026-10-26"),
    ("review_report", "2024-02-16", "2024-03-01"),
    ("review_decision", "2026-10-12", "2026-11-09"),
    ("review_decision", "2026-02-02", "2026-03-02"),
    ("review_decision", "2024-02-02", "2024-03-01"),
    ("review_decision", "2026-12-10", "2027-01-07"),
    ("review_decision", "2026-03-02", "2026-03-30"),
    ("amended_comments", "2026-11-09", "2026-11-23"),
    ("amended_final", "2026-11-09", "2027-01-04"),
    ("amended_final", "2024-01-10", "2024-03-06"),
    ("amended_final", "2026-01-10", "2026-03-07"),
    ("amended_final", "2026-09-01", "2026-10-27"),
    ("amended_from_meeting", "2026-10-12", "2027-01-04"),
    ("amended_from_meeting", "2023-12-20", "2024-03-13"),
    ("amended_from_meeting", "2026-03-02", "2026-05-25"),
    ("move_notice", "2026-11-01", "2026-12-13"),
    ("mediation_meeting", "2026-11-02", "2026-12-02"),
    ("mediation_meeting", "2026-01-30", "2026-03-01"),
    ("mediation_meeting", "2024-01-31", "2024-03-01"),
    # months: the same day of the month, or its last
    ("appeal", "2026-10-14", "2026-12-14"),
    ("appeal", "2025-12-31", "2026-02-28"),
    ("appeal", "2023-12-31", "2024-02-29"),
    ("appeal", "2026-06-30", "2026-08-30"),
    ("appeal", "2026-12-29", "2027-02-28"),
    ("appeal_certificate", "2026-01-31", "2026-02-28"),
    ("appeal_certificate", "2024-01-31", "2024-02-29"),
    ("appeal_certificate", "2026-05-31", "2026-06-30"),
    ("mediation_contact", "2026-08-31", "2026-10-31"),
    ("mediation_contact", "2026-07-31", "2026-09-30"),
    ("review", "2026-06-01", "2027-06-01"),
    ("review", "2024-02-29", "2025-02-28"),
    ("review", "2023-02-28", "2024-02-28"),
    ("move_review", "2026-11-30", "2027-02-28"),
    ("ombudsman", "2026-02-28", "2027-02-28"),
    ("college_move", "2027-09-01", "2027-04-01"),
    ("college_move", "2027-07-31", "2027-02-28"),
    # before a day of the year of the move: the last day in time is the one before it
    ("phase", "2027-01-01", "2027-02-14"),
    ("phase", "2028-12-31", "2028-02-14"),
    ("phase_post16", "2027-01-01", "2027-03-30"),
    # working days: Easter (3 and 6 April 2026), Christmas, New Year
    ("certificate", "2026-11-02", "2026-11-05"),
    ("certificate", "2026-11-06", "2026-11-11"),
    ("certificate", "2026-04-01", "2026-04-08"),
    ("certificate", "2026-12-23", "2026-12-30"),
    ("move_transfer", "2026-11-02", "2026-11-20"),  # the day it knew is day one
    ("move_transfer", "2026-11-07", "2026-11-27"),  # a Saturday is none
    ("move_transfer", "2026-12-14", "2027-01-06"),
]


@pytest.mark.parametrize(("limit", "start", "due"), WORKED)
def test_worked_cases(limit: str, start: str, due: str) -> None:
    assert last_day(limit, D(start)) == D(due)


def test_every_limit_is_worked_and_says_where_it_stands() -> None:
    assert {limit for limit, _, _ in WORKED} == set(LIMITS) and len(WORKED) >= 60
    for limit in LIMITS.values():
        assert sum(length is not None for length in (limit.days, limit.months, limit.working_days, limit.before)) == 1, limit.key
        assert limit.law and limit.name and limit.source["title"] == limit.law and limit.source["checked_on"] == "2026-11-21"
        assert limit.url == "" or limit.url.startswith("https://www.legislation.gov.uk/")


def test_a_limit_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        last_day("seven_weeks", TODAY)


@pytest.mark.parametrize(
    ("notice", "meeting", "due"),
    [
        ("2026-03-02", None, "2026-04-27"),
        ("2026-03-30", "2026-03-02", "2026-05-25"),  # 8 weeks from the notice and 12 from the meeting fall together
        ("2026-04-20", "2026-03-02", "2026-05-25"),  # a late notice does not move the 12 weeks
        ("2026-03-02", "2026-04-20", "2026-04-27"),  # a meeting after the notice has nothing to do with it
    ],
)
def test_a_changed_plan_is_due_by_the_earlier_day(notice: str, meeting: str | None, due: str) -> None:
    assert amended_final_due(D(notice), D(meeting) if meeting else None) == D(due)
    assert changed_plan_due(D("2026-03-02")) == D("2026-05-25") == counted("amended_from_meeting")(D("2026-03-02"))


@pytest.mark.parametrize(
    ("sent", "certificate", "due"),
    [
        ("2026-10-14", None, "2026-12-14"),
        ("2026-10-14", "2026-11-01", "2026-12-14"),  # a month from the certificate is 1 December: the two months win
        ("2026-10-14", "2026-12-10", "2027-01-10"),
        ("2026-10-14", "2026-11-14", "2026-12-14"),
        ("2026-10-14", "2026-09-01", "2026-12-14"),  # a certificate from before this decision is another's
    ],
)
def test_an_appeal_has_the_later_day(sent: str, certificate: str | None, due: str) -> None:
    assert appeal_due(D(sent), D(certificate) if certificate else None) == D(due)


def test_the_review_after_a_move_has_the_later_day() -> None:
    assert move_review_due(D("2026-11-01"), D("2025-06-01")) == D("2027-02-01")
    assert move_review_due(D("2026-11-01"), D("2026-09-01")) == D("2027-09-01")
    assert move_review_due(D("2026-11-01"), None) == D("2027-02-01")


@pytest.mark.parametrize(
    ("day", "checked"),
    [("2026-07-31", False), ("2026-08-01", True), ("2026-08-31", True), ("2026-09-01", False), ("2026-12-24", False), ("2026-12-25", True), ("2027-01-01", True), ("2027-01-02", False)],
)
def test_august_and_christmas_are_only_a_reason_to_check(day: str, checked: bool) -> None:
    assert is_tribunal_holiday(D(day)) is checked
    assert last_day("appeal", add_months(D(day), -2)).month == D(day).month  # the date itself is never moved


@pytest.mark.parametrize(
    ("sent", "how", "received"),
    [
        (datetime(2026, 6, 5, 15, 59, tzinfo=UTC), "email", "2026-06-05"),  # 4:59pm in summer time
        (datetime(2026, 6, 5, 16, 0, tzinfo=UTC), "email", "2026-06-05"),  # 5pm is not after 5pm
        (datetime(2026, 6, 5, 16, 1, tzinfo=UTC), "email", "2026-06-08"),
        (datetime(2026, 12, 4, 16, 30, tzinfo=UTC), "email", "2026-12-04"),  # the same hour in winter is before 5pm
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "email", "2026-07-01"),  # half past midnight in London
        (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "email", "2026-03-30"),  # the night the clocks go forward, a Sunday
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "email", "2026-10-26"),  # and back
        (D("2026-06-06"), "email", "2026-06-08"),  # a Saturday
        (D("2026-04-03"), "email", "2026-04-07"),  # Good Friday
        (D("2026-12-25"), "email", "2026-12-29"),
        (D("2026-06-05"), "email", "2026-06-05"),
        (D("2026-06-05"), "post", "2026-06-08"),
        (D("2026-04-02"), "post", "2026-04-07"),
        (D("2026-06-07"), "hand", "2026-06-07"),
    ],
)
def test_what_counts_as_received(sent: date | datetime, how: str, received: str) -> None:
    assert received_on(sent, how) == D(received)


def test_there_is_no_other_way_to_send() -> None:
    with pytest.raises(ValueError, match="pigeon"):
        received_on(TODAY, "pigeon")


def test_other_days() -> None:
    assert compulsory_school_ends(D("2010-08-31")) == D("2026-06-26")
    assert compulsory_school_ends(D("2010-09-01")) == D("2027-06-25")
    assert shown_from(D("2026-11-19"), 3) == D("2026-11-25")
    assert add_working_days(D("2026-12-23"), 3) == D("2026-12-30")  # Christmas, and the bank holiday for Boxing Day
    assert add_working_days(D("2026-11-21"), 0) == D("2026-11-21")
