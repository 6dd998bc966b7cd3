"""With a plan: the nearest date is what comes next, in the words and in the drawing; nothing of next year stands before days to appeal that run out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cases.test_case_asked import ask
from tests.cases.test_cases import D, describe, render
from tests.cases.test_status import say
from tests.family import put_on_record, verify
from tests.family import web as new_chat
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.cases.asked import asked_of_case
from webhook.services.cases.cases import list_milestones
from webhook.store.cases import Case

TODAY = D("2026-11-23")
PLAN = {"final_issued": D("2026-10-15")}
MOVING = {"final_issued": D("2025-09-01"), "last_review_meeting": D("2026-03-02"), "review_decision_sent": D("2026-04-01"), "phase": "primary_secondary", "phase_year": 2027}
CHANGES = {"final_issued": D("2025-06-01"), "last_review_meeting": D("2026-10-26"), "review_decision_sent": D("2026-11-12"), "amendment_notice_sent": D("2026-11-12")}


@pytest.mark.parametrize(
    ("columns", "following", "by"),
    [
        (PLAN, "appeal", "2026-12-15"),
        ({**PLAN, "mediation_certificate": D("2026-12-01")}, "appeal", "2027-01-01"),
        ({**PLAN, "appeal_lodged": D("2026-11-01")}, "tribunal_date", None),
        ({"final_issued": D("2026-09-20")}, "review", "2027-09-20"),  # the last day to appeal has passed
        ({"final_issued": D("2025-11-10")}, "review", "2026-11-10"),
        ({"final_issued": D("2025-06-01"), "last_review_meeting": D("2026-10-01"), "review_decision_sent": D("2026-10-20")}, "appeal", "2026-12-20"),
        (MOVING, "phase", "2027-02-14"),
        (CHANGES, "amended_comments", "2026-11-26"),
        ({**CHANGES, "amendment_notice_sent": D("2026-11-02"), "review_decision_sent": D("2026-11-02")}, "amended_final", "2026-12-28"),
        ({"moved_in_on": D("2026-06-01"), "last_review_meeting": D("2026-06-10"), "review_decision_sent": D("2026-06-20"), "phase": "post16", "phase_year": 2027},
         "phase_post16", "2027-03-30"),
    ],
)  # fmt: skip
def test_the_nearest_date_comes_next(columns: dict[str, Any], following: str, by: str | None) -> None:
    status = describe(**columns)
    assert (status.next, status.by) == (following, by)
    assert [due.by for due in status.also] == sorted(due.by for due in status.also) and not any(due.key == following for due in status.also)
    points = list_milestones(Case(case_ref="N-1", case_kind="ehc", **columns), TODAY, 3)
    assert [point.key for point in points if point.now] == [following]


def test_in_chat_the_days_to_appeal_stand_before_the_review(content: Content) -> None:
    text = say(content, describe(**PLAN), "web")
    assert "Next: an appeal to the tribunal, if you want one, by Tuesday 15 December 2026. This is for you to do." in text
    assert text.index("15 December 2026") < text.index("The next review of the plan: by Friday 15 October 2027")
    assert "mediation adviser" in text and "{" not in text


def test_after_a_review_it_is_an_appeal_only_if_the_letter_says_so(content: Content) -> None:
    text = say(content, describe(final_issued=D("2025-06-01"), last_review_meeting=D("2026-10-01"), review_decision_sent=D("2026-10-20")), "web")
    assert "Next: an appeal to the tribunal, if your letter gives you that right and you want one, by Sunday 20 December 2026." in text
    assert "The next review of the plan: by Wednesday 20 October 2027" in text


def test_before_a_move_to_the_next_school_it_says_what_to_send(content: Content) -> None:
    text = say(content, describe(**MOVING), "web")
    assert text.index("names the next school") < text.index("The next review of the plan")
    assert "the name of the school or college you want" in text and "for the next review" not in text


@pytest.mark.parametrize(
    "text", ["when will we know the school", "when do we find out his secondary school", "when will i be told which school", "when should we hear about the school place"]
)
def test_when_the_school_will_be_known_is_answered_from_the_case(parts: Parts, tmp_path: Path, text: str) -> None:
    who = new_chat(parts)
    put_on_record(parts, tmp_path, request_received="", **{name: str(value) for name, value in MOVING.items()})
    verify(parts, who)
    render(parts, who, "so?")
    turn = ask(parts, who, text)
    assert turn is not None and "names the next school: before Monday 15 February 2027" in turn.replies[0].text


@pytest.mark.parametrize("text", ["when does school start", "when is school back", "when will we know about school transport", "when can he get a school taxi", "when is the school holiday"])
def test_what_else_is_asked_of_a_school_is_not(text: str) -> None:
    assert asked_of_case(text) is None


def test_who_has_a_certificate_is_not_sent_for_one(content: Content) -> None:
    near = {"request_received": D("2026-07-01"), "decision": "not_assess", "decision_date": D("2026-09-30")}
    with_it, without = describe(**near, mediation_certificate=D("2026-10-28")), describe(**near)
    assert with_it.urgent and without.urgent
    text = say(content, with_it, "web")
    assert text.startswith("Do this first. The last day to appeal is Monday 30 November 2026. You have a mediation certificate")
    assert "Ring the mediation adviser" not in text and "for a certificate" not in text
    assert "for a certificate" in say(content, without, "web")


@pytest.mark.parametrize("text", ["can i still appeal", "can we still appeal it", "is it too late to appeal", "am i still in time to appeal"])
def test_whether_an_appeal_is_still_in_time_is_answered_from_the_case(parts: Parts, tmp_path: Path, text: str) -> None:
    for decided, holds in (("2026-09-10", "This day has passed."), ("2026-10-15", "by Tuesday 15 December 2026")):
        who = new_chat(parts)
        put_on_record(parts, tmp_path, request_received="2026-08-01", decision="not_assess", decision_date=decided)
        verify(parts, who)
        render(parts, who, "so?")
        turn = ask(parts, who, text)
        assert turn is not None and holds in turn.replies[0].text


@pytest.mark.parametrize("text", ["can i appeal a parking fine", "how do i appeal", "can i still appeal the exclusion", "can we still appeal about transport"])
def test_an_appeal_of_something_else_is_not_of_the_case(text: str) -> None:
    assert asked_of_case(text) is None
