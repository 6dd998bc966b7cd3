"""The statutory clock against cases worked out by hand from the rules (A19 of the domain facts, corrections C1 to C13), and what must hold for any day."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from webhook.clients.clock import local_date
from webhook.services.clock.clock import CaseDates, Step, run
from webhook.services.clock.days import add_months, add_working_days, compulsory_school_ends, is_tribunal_holiday, is_working_day, received_on, shown_from
from webhook.services.clock.limits import LIMITS, amended_final_due, appeal_due, changed_plan_due, counted, last_day, move_review_due
from webhook.services.clock.stage import find_stage, overdue

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


def test_today_is_londons_day() -> None:
    """The same moment is late for one day and not for the other: in summer London's day begins an hour before UTC's."""
    case = CaseDates(request_received=D("2026-05-19"))  # the answer is due on 30 June
    before, after = datetime(2026, 6, 30, 22, 59, tzinfo=UTC), datetime(2026, 6, 30, 23, 1, tzinfo=UTC)
    assert [step(case, "decision", local_date(moment)).past for moment in (before, after)] == [False, True]


def test_other_days() -> None:
    assert compulsory_school_ends(D("2010-08-31")) == D("2026-06-26")
    assert compulsory_school_ends(D("2010-09-01")) == D("2027-06-25")
    assert shown_from(D("2026-11-19"), 3) == D("2026-11-25")
    assert add_working_days(D("2026-12-23"), 3) == D("2026-12-30")  # Christmas, and the bank holiday for Boxing Day
    assert add_working_days(D("2026-11-21"), 0) == D("2026-11-21")


# ---- Over a case ----


def step(case: CaseDates, key: str, today: date = TODAY) -> Step:
    return next(one for one in run(case, today) if one.key == key)


def keys(case: CaseDates, today: date = TODAY) -> list[str]:
    return [one.key for one in run(case, today)]


def test_an_assessment_from_request_to_plan() -> None:
    asked = CaseDates(request_received=D("2026-06-03"))
    assert keys(asked) == ["decision", "no_plan", "final"]
    assert [str(one.due) for one in run(asked, TODAY)] == ["2026-07-15", "2026-09-23", "2026-10-21"]
    assert [one.key for one in overdue(run(asked, TODAY))] == ["decision", "final"]  # a "no plan" notice is due only if there is to be none
    agreed = replace(asked, decision="assess", decision_date=D("2026-07-10"), advice_requested=D("2026-07-13"))
    assert step(agreed, "decision").settled and step(agreed, "advice").due == D("2026-08-24")
    drafted = replace(agreed, draft_issued=D("2026-11-16"), school_consulted=D("2026-11-16"))
    assert [(one.key, str(one.due)) for one in run(drafted, TODAY) if not one.settled] == [("comments", "2026-11-30"), ("school_reply", "2026-12-01"), ("final", "2026-10-21")]
    done = replace(drafted, final_issued=D("2026-11-20"))
    assert overdue(run(done, TODAY)) == [] and step(done, "appeal").due == D("2027-01-20") and step(done, "review").due == D("2027-11-20")


def test_the_record_may_give_more_time_to_comment_and_never_less() -> None:
    drafted = CaseDates(request_received=D("2026-09-01"), draft_issued=D("2026-11-16"))
    assert step(replace(drafted, draft_comments_due=D("2026-12-04")), "comments").due == D("2026-12-04")
    assert step(replace(drafted, draft_comments_due=D("2026-11-20")), "comments").due == D("2026-11-30")


def test_guidance_and_the_familys_own_days_are_never_called_late() -> None:
    drafted = CaseDates(request_received=D("2026-09-01"), draft_issued=D("2026-10-01"), school_consulted=D("2026-10-01"))
    assert step(drafted, "comments").past and step(drafted, "school_reply").past
    assert overdue(run(drafted, TODAY)) == []


@pytest.mark.parametrize(
    ("exemption", "named", "noted"),
    [
        ("absence", "decision", ["decision"]),
        ("absence", "decide_assess", ["decision"]),
        ("absence", None, ["decision", "no_plan", "final"]),
        ("absence", "something else", ["decision", "no_plan", "final"]),
        ("school_closed", "final", ["final"]),
        ("none", "final", []),
        (None, None, []),
        ("missed_appointment", None, []),  # it excuses late advice only
    ],
)
def test_an_exemption_is_shown_as_noted_and_never_worked_out(exemption: str | None, named: str | None, noted: list[str]) -> None:
    case = CaseDates(request_received=D("2026-06-03"), exemption=exemption, exemption_step=named)
    assert [one.key for one in run(case, TODAY) if one.exemption] == noted
    assert not any(one.past for one in run(case, TODAY) if one.exemption)
    assert [one.due for one in run(case, TODAY)] == [one.due for one in run(replace(case, exemption=None), TODAY)]  # the date stands beside it


def test_a_note_that_the_law_does_not_know_for_a_limit_does_not_stop_it() -> None:
    case = CaseDates(request_received=D("2026-06-03"), exemption="missed_appointment", exemption_step="final")
    assert step(case, "final").exemption == "missed_appointment" and step(case, "final").past


def test_what_is_not_known_has_no_day_and_says_who_knows() -> None:
    unknown = step(CaseDates(decision="assess"), "final")
    assert (unknown.due, unknown.past, unknown.ask) == (None, False, "council")
    refused = step(CaseDates(decision="not_assess"), "appeal")
    assert (refused.due, refused.past, refused.ask) == (None, False, "council")


def test_a_grant_has_no_clock_of_a_plan() -> None:
    assert run(CaseDates(case_kind="eng", request_received=D("2026-01-05"), decision_date=D("2026-02-05")), TODAY) == []


def test_a_review_and_what_follows() -> None:
    met = CaseDates(final_issued=D("2025-06-01"), last_review_meeting=D("2026-10-01"))
    assert [one.key for one in run(met, TODAY) if not one.settled and one.key != "appeal" and one.key != "mediation_contact"] == ["review_decision"]
    assert [one.key for one in overdue(run(met, TODAY))] == ["review_decision"]
    changing = replace(met, review_decision_sent=D("2026-10-29"), amendment_notice_sent=D("2026-10-29"))
    assert step(changing, "amended_final").due == D("2026-12-24") and step(changing, "amended_comments").due == D("2026-11-12")
    assert "appeal" not in keys(changing)  # the right comes with the changed plan
    changed = replace(changing, amended_final_issued=D("2026-11-20"))
    assert step(changed, "appeal").due == D("2027-01-20") and step(changed, "review").due == D("2027-10-29")
    assert [one.key for one in overdue(run(CaseDates(final_issued=D("2025-06-01")), TODAY))] == ["review"]


@pytest.mark.parametrize(
    ("phase", "key", "due"),
    [("primary_secondary", "phase", "2027-02-14"), ("infant_junior", "phase", "2027-02-14"), ("early_years", "phase", "2027-02-14"), ("post16", "phase_post16", "2027-03-30")],
)
def test_a_phase_transfer(phase: str, key: str, due: str) -> None:
    case = CaseDates(final_issued=D("2026-03-01"), phase=phase, phase_year=2027)
    assert step(case, key).due == D(due) and not step(case, key).past
    assert step(case, key, D(due)).past is False and step(case, key, D(due) + timedelta(days=1)).past
    assert step(replace(case, amended_final_issued=D("2027-02-01")), key, D("2027-03-31")).settled
    assert key not in keys(case, D("2027-09-01")) and key not in keys(replace(case, phase="none")) and key not in keys(replace(case, phase_year=None))


def test_moving_in() -> None:
    case = CaseDates(final_issued=D("2025-11-01"), moved_in_on=D("2026-11-01"))
    assert step(case, "move_notice").due == D("2026-12-13") and step(case, "review").due == D("2027-02-01")
    assert "move_notice" not in keys(case, D("2026-12-14"))  # the record does not hold that letter: it is never called late
    assert "move_notice" not in keys(replace(case, last_review_meeting=D("2026-11-20")))


def test_mediation_and_appeal() -> None:
    refused = CaseDates(request_received=D("2026-09-01"), decision="not_assess", decision_date=D("2026-10-14"))
    assert keys(refused) == ["decision", "mediation_contact", "appeal"]
    assert (step(refused, "mediation_contact").due, step(refused, "appeal").due) == (D("2026-12-14"), D("2026-12-14"))
    certified = replace(refused, mediation_certificate=D("2026-12-01"))
    assert step(certified, "mediation_contact").settled and step(certified, "appeal").due == D("2027-01-01")
    assert step(replace(certified, appeal_lodged=D("2026-12-10")), "appeal").settled
    unplanned = CaseDates(request_received=D("2026-06-03"), decision="assess", no_plan_notice=D("2026-09-20"))
    assert step(unplanned, "appeal").due == D("2026-11-20") and step(unplanned, "final").settled


@pytest.mark.parametrize(
    ("columns", "stage", "last", "following"),
    [
        ({"request_received": "2026-11-02"}, "request", "request", "decision"),
        ({"decision": "not_assess", "decision_date": "2026-10-14"}, "decision_no", "decision", "appeal"),
        ({"decision": "not_assess", "decision_date": "2026-10-14", "appeal_lodged": "2026-11-01"}, "appeal", "appeal", "tribunal_date"),
        ({"no_plan_notice": "2026-10-14"}, "no_plan", "no_plan", "appeal"),
        ({"no_plan_notice": "2026-10-14", "final_issued": "2026-11-01"}, "final", "final", "review"),
        ({"no_plan_notice": "2026-10-14", "appeal_lodged": "2026-10-20", "final_issued": "2026-11-01"}, "final", "final", "review"),
        ({"advice_requested": "2026-10-20", "advice_received": "2026-11-02", "advice_outstanding": ["EP"]}, "advice", "some_advice", "advice"),
        ({"moved_in_on": "2026-11-01"}, "moved_in", "moved_in", "move_notice"),
        ({"moved_in_on": "2026-01-01"}, "moved_in", "moved_in", "review"),
        ({"final_issued": "2025-06-01", "amended_final_issued": "2026-09-01"}, "final", "amended_final", "review"),
    ],
)
def test_where_a_case_is(columns: dict[str, Any], stage: str, last: str, following: str) -> None:
    case = CaseDates(**{name: D(value) if isinstance(value, str) and value[:2] == "20" else value for name, value in columns.items()})
    found = find_stage(case, run(case, TODAY), TODAY)
    assert found is not None and (found.name, found.last, found.next) == (stage, last, following)


def test_an_empty_record_is_nowhere() -> None:
    assert find_stage(CaseDates(), run(CaseDates(), TODAY), TODAY) is None


# ---- For any day ----

DAYS = st.dates(D("2015-01-01"), D("2060-12-31"))
ANY_DAY = DAYS | st.none()


@given(st.sampled_from([limit for limit in LIMITS.values() if limit.before is None and (limit.months or 1) > 0]), DAYS)
@example(LIMITS["appeal"], D("2023-12-31"))
@example(LIMITS["review"], D("2024-02-29"))
def test_a_last_day_is_never_before_the_event(limit: Any, start: date) -> None:
    assert limit.last_day(start) >= start


@given(st.sampled_from(list(LIMITS.values())), DAYS, DAYS)
@example(LIMITS["appeal"], D("2023-12-30"), D("2023-12-31"))
def test_a_later_event_never_has_an_earlier_last_day(limit: Any, one: date, other: date) -> None:
    assert limit.last_day(min(one, other)) <= limit.last_day(max(one, other))


@given(DAYS, st.integers(-24, 24))
@example(D("2024-02-29"), 12)
@example(D("2023-12-31"), 2)
def test_months_keep_the_day_or_take_the_months_last(day: date, count: int) -> None:
    made = add_months(day, count)
    assert (made.year * 12 + made.month) - (day.year * 12 + day.month) == count
    assert made.day == day.day or (made.day < day.day and (made + timedelta(days=1)).day == 1)


@given(DAYS, st.integers(1, 40))
def test_working_days_end_on_one_and_pass_that_many(day: date, count: int) -> None:
    made = add_working_days(day, count)
    assert is_working_day(made) and sum(is_working_day(day + timedelta(days=n)) for n in range(1, (made - day).days + 1)) == count


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC)), st.sampled_from(["email", "post", "hand"]))
def test_nothing_is_received_before_it_is_sent(sent: datetime, how: str) -> None:
    received = received_on(sent, how)
    assert 0 <= (received - local_date(sent)).days <= 6 and (how == "hand" or is_working_day(received))


@given(DAYS, ANY_DAY)
def test_a_certificate_never_shortens_the_time_to_appeal(sent: date, certificate: date | None) -> None:
    assert appeal_due(sent, certificate) >= last_day("appeal", sent)


def any_case() -> st.SearchStrategy[CaseDates]:
    choices: dict[str, st.SearchStrategy[Any]] = {
        "case_kind": st.sampled_from(["ehc", "eng"]),
        "decision": st.sampled_from([None, "assess", "not_assess", "pending"]),
        "advice_outstanding": st.sampled_from([None, [], ["EP"]]),
        "exemption": st.sampled_from([None, "none", "absence", "missed_appointment"]),
        "exemption_step": st.sampled_from([None, "decision", "final", "?"]),
        "phase": st.sampled_from([None, "none", "primary_secondary", "post16"]),
        "phase_year": st.integers(2016, 2060) | st.none(),
    }
    return st.builds(CaseDates, **{one.name: choices.get(one.name, ANY_DAY) for one in fields(CaseDates)})


@given(any_case(), DAYS)
def test_any_record_gives_a_stage_or_none_and_steps_that_agree(case: CaseDates, today: date) -> None:
    steps = run(case, today)
    stage = find_stage(case, steps, today)
    assert len({one.key for one in steps}) == len(steps)
    for one in steps:
        assert (one.due is None) == (one.start is None) == bool(one.ask)
        assert not one.past or (one.due is not None and one.due < today and not one.settled)
    if case.case_kind == "eng":
        assert steps == [] and stage is not None and not stage.past
    if stage is not None and stage.past:
        assert stage.by is not None and stage.by < today and stage.next in {one.key for one in overdue(steps)}


@given(any_case(), DAYS, st.integers(1, 400))
def test_what_is_late_today_is_late_tomorrow(case: CaseDates, today: date, days: int) -> None:
    """Time alone never undoes it, except that a phase transfer is over in September of its year."""
    late = {one.key for one in overdue(run(case, today))}
    assert late - {one.key for one in overdue(run(case, today + timedelta(days=days)))} <= {"phase", "phase_post16"}
