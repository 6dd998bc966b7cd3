"""What the statutory clock must keep for any day and any record."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from webhook.clients.clock import local_date
from webhook.services.clock.clock import CaseDates, run
from webhook.services.clock.days import add_months, add_working_days, is_working_day, received_on
from webhook.services.clock.limits import LIMITS, appeal_due, last_day
from webhook.services.clock.stage import find_stage, overdue

D = date.fromisoformat
TODAY = D("2026-11-23")


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
