"""A case's status in words: where it is, last, next, by when, who, and what to do now. By SMS two segments and no decision (conduct 13)."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.cases.test_cases import D, describe, render
from tests.family import hear, put_on_record, verify
from tests.family import web as new_chat
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.cases.cases import OUTCOME_WAITS, Due, Status, open_status, seal_status
from webhook.services.clock.limits import LIMITS
from webhook.services.render.case_asked import asked_reply
from webhook.services.render.status import late_place, late_problem, late_steps, status_replies
from webhook.services.safety.assess import assess_inbound
from webhook.services.steps.plain import take_part
from webhook.services.texts.text import count_segments, gsm7_length

OUTCOMES = ("decision_yes", "decision_no", "no_plan", "final", "review_decided", "appeal", "eng_decided", OUTCOME_WAITS)
TOLD = ("request", "advice", "advice_in", "draft", "review", "moved_in", "eng")
NEXT = {"request": "decision", "advice": "advice", "advice_in": "no_plan", "draft": "comments", "review": "review_decision", "moved_in": "move_notice", "eng": "eng_decision"}
LAST = {"request": "request", "advice": "some_advice", "advice_in": "advice_received", "draft": "draft", "review": "review_meeting", "moved_in": "moved_in", "eng": "request"}
NEVER = re.compile(r"broke|unlawful|illegal|breach|you must be|exemption applies|failed|unfortunately", re.IGNORECASE)
REVIEWED = {"final_issued": D("2025-06-01"), "last_review_meeting": D("2026-10-01")}
DECIDED = {"request_received": D("2026-10-12"), "decision": "not_assess", "decision_date": D("2026-11-12")}
CASES: list[dict[str, Any]] = [
    {"request_received": D("2026-11-02")},
    {"request_received": D("2026-10-01"), "decision": "pending"},
    {"request_received": D("2026-10-01"), "exemption": "absence", "exemption_step": "decision"},
    {"request_received": D("2026-06-01"), "advice_requested": D("2026-07-13"), "advice_received": D("2026-09-01")},
    {"request_received": D("2026-09-01"), "decision": "assess", "decision_date": D("2026-10-12"), "advice_requested": D("2026-10-14"), "advice_outstanding": ["EP"]},
    {"request_received": D("2026-08-03"), "draft_issued": D("2026-11-16"), "school_consulted": D("2026-11-16")},
    {"request_received": D("2026-05-04"), "draft_issued": D("2026-10-16")},
    {"request_received": D("2026-08-03"), "decision": "assess", "decision_date": D("2026-09-03")},
    DECIDED,
    {"no_plan_notice": D("2026-11-02"), "appeal_lodged": D("2026-11-10")},
    {"final_issued": D("2026-10-01")},
    REVIEWED,
    {**REVIEWED, "review_decision_sent": D("2026-10-20"), "amendment_notice_sent": D("2026-10-20")},
    {"moved_in_on": D("2026-11-01"), "final_issued": D("2025-12-01")},
    {"case_kind": "eng", "request_received": D("2026-09-01")},
    {"case_kind": "eng", "decision": "assess", "decision_date": D("2026-10-01")},
]


def say(content: Content, status: Status, channel: str) -> str:
    (reply,) = status_replies(content, status, channel)
    return reply.text


@pytest.mark.parametrize("columns", CASES, ids=lambda columns: "-".join(columns))
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_every_status_is_whole_and_says_how_old_it_is(content: Content, columns: dict[str, Any], channel: str) -> None:
    text = say(content, describe(**columns), channel)
    assert ("as of Monday 23 November 2026" if channel == "web" else "as of Mon 23 Nov") in text
    assert "{" not in text and "  " not in text and " ." not in text and not NEVER.search(text)
    assert "SEN-20417" not in text and "ending 0417" in text
    if channel == "sms":
        assert count_segments(text) <= 2 and gsm7_length(text) is not None


def test_in_chat_it_says_where_last_next_by_when_who_and_what_to_do(content: Content) -> None:
    assert say(content, describe(request_received=D("2026-11-02")), "web").split("\n\n") == [
        "This is what our record says about case ending 0417, as of Monday 23 November 2026.",
        "Where it is: the council has the request. It is deciding if it will assess.",
        "Done last: the request came on Monday 2 November 2026.",
        "Next: the yes or no on assessing, by Monday 14 December 2026. The council does this.",
        "A final plan, if there is to be one: by Monday 22 March 2027.",
        "What you can do now: there is nothing you must do now.",
        "To ask more: Case Officer.",
    ]


def test_a_text_says_the_same_in_two_segments(content: Content) -> None:
    text = say(content, describe(request_received=D("2026-11-02")), "sms")
    assert text.startswith(
        "Case ending 0417, as of Mon 23 Nov. The council is deciding if it will assess. Last: request came Mon 2 Nov. Next: yes or no on assessing by Mon 14 Dec (council)."
    )


def test_late_is_said_kindly_with_the_first_step_of_the_ladder(content: Content) -> None:
    status = describe(request_received=D("2026-10-01"))
    web, sms = say(content, status, "web"), say(content, status, "sms")
    problem = late_problem(content, "decision")
    assert problem is not None and problem.key == "decision_late"
    first = late_steps(problem)[0]
    assert "by Thursday 12 November 2026. The council does this. This is past the time the law sets." in web
    assert f"Who to ask now: {first.role}. {first.text['web']}" in web and f"then {late_steps(problem)[2].role}" in web
    assert "SENDIASS" in web  # the way on names a complaint: who advises and is not the council (conduct 15)
    assert "This is past the time the law sets. " + first.text["sms"] in sms
    assert late_place(content, status, "sms") == {"last_topic": "ehcp_late", "ladder": {"problem": "decision_late", "tried": [], "facts": []}}
    assert late_place(content, describe(request_received=D("2026-11-02")), "web") == {}


def test_each_overdue_limit_has_a_ladder(content: Content) -> None:
    found = {key: late_problem(content, key) for key in ("decision", "advice", "final", "review", "review_decision", "amended_final", "phase", "phase_post16")}
    assert {key: problem.key for key, problem in found.items() if problem} == {
        "decision": "decision_late", "advice": "draft_late", "final": "draft_late", "review": "review_late", "review_decision": "review_late",
        "amended_final": "review_late", "phase": "review_late", "phase_post16": "review_late",
    }  # fmt: skip


def test_a_late_review_is_told_by_sms_without_the_outcome(content: Content) -> None:
    status = describe(final_issued=D("2025-06-01"))
    text = say(content, status, "sms")
    assert "The next review is due by Mon 1 Jun 2026" not in text and "The next review is due by Mon 1 Jun." in text
    assert "This is past the time the law sets." in text and "Nothing new since Sun 1 Jun 2025." in text and count_segments(text) <= 2
    assert "update" not in text and "final" not in text
    assert late_place(content, status, "sms") == late_place(content, status, "web") and late_place(content, status, "web")["ladder"]["problem"] == "review_late"


@pytest.mark.parametrize(("sent", "news"), [("2026-11-10", True), ("2026-10-26", True), ("2026-10-25", False), ("2025-04-01", False)])
def test_an_update_is_only_what_changed_lately(content: Content, sent: str, news: bool) -> None:
    text = say(content, describe(final_issued=D(sent)), "sms")
    assert ("There is an update" in text) is news and ("The next review is due by" in text) is not news
    assert gsm7_length(text) is not None and count_segments(text) <= 2


def test_an_old_no_names_no_date_that_gives_it_away(content: Content) -> None:
    text = say(content, describe(**{**DECIDED, "decision_date": D("2026-09-14"), "request_received": D("2026-08-03")}), "sms")
    assert "Nothing new since Mon 14 Sep" in text and "Nov" not in text.replace("23 Nov", "") and "appeal" not in text and "send decisions by text" in text


def test_the_day_for_the_next_school_comes_before_the_review(content: Content) -> None:
    case = {"final_issued": D("2025-09-01"), "last_review_meeting": D("2026-05-01"), "review_decision_sent": D("2026-05-20"), "phase": "primary_secondary", "phase_year": 2027}
    plan = {"amended_final_issued": D("2026-06-10"), **case}
    web, sms = say(content, describe(**plan), "web"), say(content, describe(**plan), "sms")
    assert "Next: the plan that names the next school, by Sunday 14 February 2027" in web and "The next review of the plan: by" in web
    assert sms.index("before Mon 15 Feb 2027") < sms.index("next review is due by Thu 20 May 2027")


def test_what_to_do_follows_where_disagreeing_stands(content: Content) -> None:
    fresh = say(content, describe(final_issued=D("2026-11-02")), "web")
    old = say(content, describe(final_issued=D("2026-01-20")), "web")
    certified = say(content, describe(final_issued=D("2026-11-02"), mediation_certificate=D("2026-11-16")), "web")
    assert "ring the mediation adviser" in fresh
    assert "ring the mediation adviser" not in old + certified
    assert "last day to appeal on our record has passed" in old and "a mediation certificate is on our record" in certified


def test_nothing_to_do_is_not_said_beside_something_to_ask(content: Content) -> None:
    web = say(content, describe(request_received=D("2026-11-02"), exemption="personal", exemption_step="final"), "web")
    assert "in writing which one it is" in web and "nothing you must do" not in web


def test_a_yes_to_assessing_comes_with_the_twenty_weeks(content: Content) -> None:
    status = describe(request_received=D("2026-10-01"), decision="assess", decision_date=D("2026-11-02"))
    assert Due("final", "2027-02-18") in status.also and "A final plan, if there is to be one: by Thursday 18 February 2027." in say(content, status, "web")


def test_a_text_names_the_year_of_a_day_far_off(content: Content) -> None:
    far = say(content, describe(request_received=D("2025-12-01"), draft_issued=D("2026-01-20")), "sms")
    near = say(content, describe(request_received=D("2026-11-02")), "sms")
    assert "Tue 20 Jan 2026" in far or "20 Apr 2026" in far
    assert "2026" not in near


def test_a_late_final_plan_is_said_beside_the_next_step(content: Content) -> None:
    status = describe(request_received=D("2026-05-04"), draft_issued=D("2026-11-20"))
    assert (status.next, status.past, status.overdue) == ("comments", False, ["final"])
    assert "A final plan, if there is to be one: by Monday 21 September 2026. This is past the time the law sets." in say(content, status, "web")
    assert "(you). Final plan: was due Mon 21 Sep. This is past the time the law sets." in say(content, status, "sms")  # not the family's own reply


def test_an_exemption_is_shown_as_the_record_notes_it(content: Content) -> None:
    status = describe(request_received=D("2026-10-01"), exemption="absence", exemption_step="decision")
    web, sms = say(content, status, "web"), say(content, status, "sms")
    assert "The record notes an exemption: time away from the area of 4 weeks or more." in web and "I can't say if it applies" in web
    assert "Without an exemption, the law's date is Thursday 12 November 2026" in web and "an exemption is noted" in sms
    assert "past the time" not in web + sms
    later = describe(request_received=D("2026-11-02"), exemption="personal", exemption_step="final")
    assert "The record notes an exemption for this." in say(content, later, "web") and "exceptional personal circumstances" in say(content, later, "web")
    assert "exemption" not in say(content, describe(request_received=D("2026-11-02")), "web")


def test_a_grant_has_its_own_words_and_no_clock(content: Content) -> None:
    web = say(content, describe(case_kind="eng", request_received=D("2026-03-02")), "web")
    assert content.council["grant"] in web and "time limits of a plan do not count here" in web and "SENDCo" in web
    assert "past the time" not in web and "final plan" not in web and "I don't have a date for this" in web


@pytest.mark.parametrize("stage", OUTCOMES)
def test_no_text_carries_a_decision(content: Content, stage: str) -> None:
    status = Status(stage, ref_end="0417", who="SEN Case Officer", as_of="2026-11-22", last="decision", next="review", by="2027-01-21", past=True, outcome=True)
    text = say(content, status, "sms")
    assert "I don't send decisions by text" in text and "as of Sun 22 Nov" in text and "21 Jan" not in text and "past" not in text


@pytest.mark.parametrize("stage", TOLD)
@pytest.mark.parametrize("who", ["Senior SEN Case Officer for the north of the borough and its schools, maternity cover", "Офицер", "SEN Case Officer"])
@pytest.mark.parametrize("past", [True, False])
def test_every_text_fits_whatever_the_record_holds(content: Content, stage: str, who: str, past: bool) -> None:
    for by in ("2026-09-30", None):
        status = Status(stage, ref_end="0417", who=who, as_of="2026-09-23", last=LAST[stage], last_on="2026-09-23", next=NEXT[stage], by=by, does="advisers", past=past, old=True)
        text = say(content, status, "sms")
        assert count_segments(text) <= 2 and gsm7_length(text) is not None and "as of Wed 23 Sep" in text
        assert content.status[f"stage_{stage}"].sms.replace("{council_grant}", "") in text
        assert ("by Wed 30 Sep" in text) is (by is not None) and ("past the time" in text) is past


def test_whose_advice_is_to_come_is_said_in_chat_only(content: Content) -> None:
    status = describe(request_received=D("2026-09-01"), decision="assess", decision_date=D("2026-10-12"), advice_requested=D("2026-10-14"), advice_outstanding=["educational psychologist"])
    assert "Still to come: educational psychologist." in say(content, status, "web") and "psychologist" not in say(content, status, "sms")


def test_a_no_comes_with_the_days_to_disagree(content: Content) -> None:
    web = say(content, describe(**DECIDED), "web")
    assert "an appeal to the tribunal, if you want one, by Tuesday 12 January 2027" in web and "within 1 month of the date on the mediation certificate" in web
    assert "mediation adviser named in your letter: by Tuesday 12 January 2027" in web and "This is a council service" in web
    gone = say(content, describe(**{**DECIDED, "decision_date": D("2026-09-14"), "request_received": D("2026-08-03")}), "web")
    assert "by Saturday 14 November 2026" in gone and "This day has passed." in gone and "ask the judge to accept it" in gone and "past the time the law sets" not in gone


def test_the_last_week_to_appeal_begins_with_what_to_do(content: Content) -> None:
    week = describe(**{**DECIDED, "decision_date": D("2026-09-25"), "request_received": D("2026-08-12")})
    assert week.urgent and say(content, week, "web").startswith("Do this first. If you want to appeal, the last day is Wednesday 25 November 2026.")
    assert "next hour" not in say(content, week, "web") and "earing" not in say(content, week, "web")
    assert "may matter to you now" in say(content, week, "sms")
    for sent, by in (("2026-09-23", "Monday 23"), ("2026-09-24", "Tuesday 24")):
        status = describe(**{**DECIDED, "decision_date": D(sent), "request_received": D("2026-08-12")})
        assert status.urgent and say(content, status, "web").startswith(f"Do this in the next hour. If you want to appeal, the last day is {by} November 2026.")
        text = say(content, status, "sms")
        assert "One of its dates is today or tomorrow." in text and "appeal" not in text and count_segments(text) <= 2
    assert not describe(**DECIDED).urgent
    assert not describe(**{**DECIDED, "decision_date": D("2026-09-25"), "appeal_lodged": D("2026-10-25")}).urgent


def test_august_and_christmas_are_a_reason_to_check_and_not_to_wait(content: Content) -> None:
    status = describe(final_issued=D("2026-10-28"))
    assert status.check_appeal and "Ask SENDIASS or IPSEA to check. Please don't wait." in say(content, status, "web")
    assert (status.next, status.by) == ("appeal", "2026-12-28")  # the plain day, before the review
    assert not describe(**DECIDED).check_appeal


@pytest.mark.parametrize("exemption", [{"exemption": "unspecified"}, {"exemption": "unspecified", "exemption_step": "final_plan"}, {"exemption": "absence", "exemption_step": "final"}])
def test_a_noted_exemption_is_told_with_the_final_date_whatever_else_is_late(content: Content, exemption: dict[str, Any]) -> None:
    asked = {"request_received": D("2026-06-15"), "decision": "assess", "decision_date": D("2026-07-20")}
    waiting = describe(**asked, advice_requested=D("2026-07-21"), advice_outstanding=["EP"], **exemption)
    drafted = describe(**asked, draft_issued=D("2026-10-01"), **exemption)
    for status in (waiting, drafted):
        assert "final" not in status.overdue
        for channel, day in (("web", "Monday 2 November 2026"), ("sms", "Mon 2 Nov")):
            for text in (say(content, status, channel), asked_reply(content, status, "late", channel, D("2026-11-23")).text):
                assert day in text and "xemption is noted" in text.replace("notes an exemption", "exemption is noted"), text
                assert "21 days" not in text and (status is waiting or "past the time" not in text)
    assert asked_reply(content, drafted, "late", "sms", D("2026-11-23")).text.startswith("I can't say if it is late.")


def test_the_nearest_date_is_next_and_a_far_one_is_not_now(content: Content) -> None:
    status = describe(final_issued=D("2026-10-15"))
    web = say(content, status, "web")
    assert (status.next, status.by) == ("appeal", "2026-12-15") and web.index("Tuesday 15 December 2026") < web.index("Friday 15 October 2027")
    moving = describe(**REVIEWED, phase="primary_secondary", phase_year=2027)
    assert [due.by for due in moving.also] == sorted(due.by for due in moving.also)
    assert "appeal" not in say(content, status, "sms").lower() and "15 Dec" not in say(content, status, "sms")  # no decision by text


def test_a_phase_transfer_is_before_its_day(content: Content) -> None:
    web = say(content, describe(**REVIEWED, phase="primary_secondary", phase_year=2027), "web")
    assert "The plan that names the next school: before Monday 15 February 2027." in web
    assert "before Wednesday 31 March 2027" in say(content, describe(**REVIEWED, phase="post16", phase_year=2027), "web")


@pytest.mark.parametrize("columns", [{"request_received": D("2026-06-03")}, {"request_received": D("2026-05-04"), "draft_issued": D("2026-10-02")}, {"last_review_meeting": D("2026-10-01")}])
def test_by_text_an_old_record_that_is_late_says_both(content: Content, columns: dict[str, Any]) -> None:
    told = say(content, describe(**columns, source_updated_at=datetime(2026, 11, 5, tzinfo=UTC)), "sms")
    assert "past the time the law sets" in told and "This record is old" in told and count_segments(told) <= 2


@pytest.mark.parametrize(
    ("columns", "near"),
    [
        ({"final_issued": D("2026-09-30"), "mediation_certificate": D("2026-11-10")}, True),  # an appeal by 10 December
        ({"request_received": D("2026-04-01"), "no_plan_notice": D("2026-10-08")}, True),
        ({"request_received": D("2026-07-20"), "decision": "assess", "decision_date": D("2026-08-28")}, True),  # 20 weeks on 7 December
        ({"final_issued": D("2025-06-01"), "last_review_meeting": D("2026-10-10"), "review_decision_sent": D("2026-10-20"), "amendment_notice_sent": D("2026-10-20")}, True),
        ({"final_issued": D("2026-01-20")}, False),
    ],
)
def test_after_an_outcome_a_text_says_that_a_date_may_matter_and_not_which(content: Content, columns: dict[str, Any], near: bool) -> None:
    told = say(content, describe(**columns), "sms")
    assert ("One of its dates may matter to you now." in told) is near and "Dec" not in told and count_segments(told) <= 2


def test_an_old_record_says_so(content: Content) -> None:
    updated = datetime(2026, 11, 23, 12, tzinfo=UTC) - timedelta(days=8)
    status = describe(request_received=D("2026-11-02"), source_updated_at=updated)
    assert "last updated on Sunday 15 November 2026" in say(content, status, "web") and "as of Sun 15 Nov" in say(content, status, "sms")


def test_a_status_names_the_law_it_rests_on(content: Content) -> None:
    (reply,) = status_replies(content, describe(request_received=D("2026-11-02")), "web")
    assert [source["title"] for source in reply.sources] == [LIMITS["decision"].law, LIMITS["final"].law]


def test_every_key_a_status_can_carry_has_words(content: Content) -> None:
    for columns in CASES:
        status = describe(**columns)
        if status.stage != OUTCOME_WAITS:
            wanted = [f"stage_{status.stage}", f"last_{status.last}", f"next_{status.next}", f"role_{status.does}", *(f"also_{due.key}" for due in status.also)]
            assert [key for key in wanted if not content.status[key].web] == []
    assert {f"stage_{stage}" for stage in (*TOLD, *OUTCOMES) if stage != OUTCOME_WAITS} == {key for key in content.status if key.startswith("stage_")}


def test_a_status_survives_the_way_through_rasa(parts: Parts) -> None:
    status = describe(request_received=D("2026-05-04"), draft_issued=D("2026-11-20"))
    sealed = seal_status(parts, status, "a")
    assert open_status(parts, sealed, "a") == status and "final" not in sealed
    assert open_status(parts, sealed, "b").stage == "not_proven"
    assert json.loads(parts.vault.open(sealed.encode()))["conversation"] == "a"


def test_what_is_asked_next_leads_up_the_ladder(parts: Parts, tmp_path: Any) -> None:
    put_on_record(parts, tmp_path, request_received="2026-06-03")
    who = new_chat(parts)
    verify(parts, who)
    assert "past the time the law sets" in render(parts, who, "so?").replies[0].text
    heard = assess_inbound(parts, hear(parts, who, "what if they don't")[1])
    assert heard is not None
    turn = take_part(parts, heard)
    assert turn is not None and "SEND duty line" in turn.replies[0].text
