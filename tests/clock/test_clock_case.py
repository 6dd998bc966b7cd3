"""The statutory clock over a case: which steps it shows, what is late, and where the case is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from webhook.clients.clock import local_date
from webhook.services.clock.clock import CaseDates, Step, run
from webhook.services.clock.stage import find_stage, overdue

D = date.fromisoformat
TODAY = D("2026-11-23")


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
        ("unspecified", "final", ["final"]),
        ("unspecified", None, ["decision", "no_plan", "final"]),
        ("none", "final", []),
        (None, None, []),
        ("missed_appointment", None, []),  # it excuses late advice only
        ("unspecified", "final", ["final"]),
        ("unspecified", "final_plan", ["final"]),
        ("unspecified", None, ["decision", "no_plan", "final"]),
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
        ({"no_plan_notice": "2026-10-14", "final_issued": "2026-11-01"}, "final", "final", "appeal"),  # while the days to appeal run they come first
        ({"final_issued": "2026-08-01"}, "final", "final", "review"),
        ({"no_plan_notice": "2026-10-14", "appeal_lodged": "2026-10-20", "final_issued": "2026-11-01"}, "final", "final", "appeal"),
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


def test_today_is_londons_day() -> None:
    """The same moment is late for one day and not for the other: in summer London's day begins an hour before UTC's."""
    case = CaseDates(request_received=D("2026-05-19"))  # the answer is due on 30 June
    before, after = datetime(2026, 6, 30, 22, 59, tzinfo=UTC), datetime(2026, 6, 30, 23, 1, tzinfo=UTC)
    assert [step(case, "decision", local_date(moment)).past for moment in (before, after)] == [False, True]
