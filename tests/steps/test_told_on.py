"""What is told or asked on some messages into a family's story, by the whole path on both channels: it belongs to what was told before, and never to another clock."""

from __future__ import annotations

import pytest

from tests.family import MUM, web
from tests.steps.test_steps_matter import talk
from tests.steps.test_steps_named import CHANNELS, part
from tests.turn.test_long_messages import said_by_rasa
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.answers.named_questions import find_questions
from webhook.services.dates.after_review import CHANGED_PLAN, DECISION, REPORT, asks_of_review

EXCLUSION, FINE, REVIEW, HELD = "exclusion_reduced_timetable", "attendance_ebsa", "annual_review", "annual review was on 12 october still not had anything"
SUSPENDED = "my lad got suspended for 4 days for throwing a chair"
REQUESTED, SAID_YES = "i asked the council for an assessment on 12 october and heard nothing", "they just rung, theyre going to assess him"
CHANGED = ["when is the changed plan due", "and if they amend it when is the final amended plan due", "by what date should we have the amended plan", "how long for the updated plan"]
MADE_FOR_GOOD = ["now its permanent, the letter is dated 13 november", "head says hes permanently excluded now", "they changed it to a permanent exclusion", "the letter says its for good"]
NOT_FOR_GOOD = ["can they make it permanent", "what if its permanent", "is it permanent?", "its not permanent", "worried they might say its permanent"]


@CHANNELS
@pytest.mark.parametrize("text", MADE_FOR_GOOD)
def test_a_suspension_that_became_for_good_is_no_change_of_details(parts: Parts, channel: str, text: str) -> None:
    replies = talk(parts, channel, EXCLUSION, SUSPENDED, text, "how long have i got", "what if the governors agree with the head")
    assert [reply.startswith(part(parts, channel, EXCLUSION, name)) for reply, name in zip(replies[1:], ("permanent", "permanent_time", "upheld"), strict=True)] == [True] * 3


@CHANNELS
@pytest.mark.parametrize("text", ["who teaches her while shes off", "so whos meant to teach him at home"])
def test_a_suspended_child_is_taught_from_day_six(parts: Parts, channel: str, text: str) -> None:
    assert talk(parts, channel, EXCLUSION, SUSPENDED, text)[1].startswith(part(parts, channel, EXCLUSION, "day_six"))


@pytest.mark.parametrize("text", NOT_FOR_GOOD)
def test_one_that_may_become_so_is_not_one_that_did(text: str) -> None:
    assert not [row for row in find_questions(text, EXCLUSION, lambda: [SUSPENDED]) if row.part == "permanent"]


@CHANNELS
@pytest.mark.parametrize("text", CHANGED)
def test_the_changed_plans_day_is_counted_from_the_meeting_and_no_weeks_of_an_assessment(parts: Parts, channel: str, text: str) -> None:
    said = talk(parts, channel, REVIEW, HELD, text)[1]
    assert ("Mon 4 Jan" if channel == "sms" else "Monday 4 January") in said and "week 20" not in said and "mediation" not in said


@CHANNELS
def test_schools_report_that_came_late_has_its_day(parts: Parts, channel: str) -> None:
    said = talk(parts, channel, REVIEW, HELD, "our report only went in at half term, was that late")[1]
    assert ("Mon 26 Oct" if channel == "sms" else "Monday 26 October") in said


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("which day must they send the letter", DECISION),
        ("was that report late", ""),
        ("when is the changed plan due", CHANGED_PLAN),
        ("when can we appeal the changed plan", ""),
        ("when should we complain about the amended plan", ""),
        ("when does the amended plan start", ""),
        ("is it late", ""),
        ("our report came after half term, was that late", REPORT),
        ("when is the draft due", ""),
    ],
)
def test_what_is_asked_of_a_review(text: str, limit: str) -> None:
    assert asks_of_review(text) == limit


@CHANNELS
@pytest.mark.parametrize("text", ["when should we get the final plan", "and when is the plan due", "when will my plan be ready then"])
def test_the_plans_day_is_told_after_the_yes_to_assessing(parts: Parts, channel: str, text: str) -> None:
    who = MUM if channel == "sms" else web(parts)
    parts.rasa.default = said_by_rasa("ehcna_timeline")  # type: ignore[attr-defined]
    write(parts, who, REQUESTED)
    write(parts, who, SAID_YES)
    parts.rasa.default = said_by_rasa("ehcp_final")  # type: ignore[attr-defined]
    said = write(parts, who, text)[0]
    assert ("Mon 1 Mar" if channel == "sms" else "Monday 1 March") in said and "mediation" not in said


@CHANNELS
@pytest.mark.parametrize(
    ("text", "name"),
    [("how much is the fine", "cost"), ("what will the fines be for 2 of us", "cost"), ("can i appeal the fine", "refused"), ("how do we fight the penalty notice", "refused")],
)
def test_a_fine_is_for_missing_school(parts: Parts, channel: str, text: str, name: str) -> None:
    assert talk(parts, channel, "out_of_scope", text)[0].startswith(part(parts, channel, FINE, name))


@pytest.mark.parametrize("text", ["what about his fine motor skills", "how much is a parking fine", "what time is fine with you", "what if its fine", "how much is the bus lane fine"])
def test_not_every_fine_is_one(text: str) -> None:
    assert not find_questions(text)


@CHANNELS
@pytest.mark.parametrize("text", ["how long have i got", "whats the deadline"])
def test_the_time_to_appeal_an_ending_is_told_though_the_first_answer_named_it(parts: Parts, channel: str, text: str) -> None:
    assert talk(parts, channel, "ceasing_plan", "they wrote that her plan will end", text)[1].startswith(part(parts, channel, "ceasing_plan", "appeal_time"))


@CHANNELS
@pytest.mark.parametrize("text", ["are they permitted to do that", "is that permitted"])
def test_permitted_is_allowed(parts: Parts, channel: str, text: str) -> None:
    assert talk(parts, channel, "early_years", "nursery cant have my 3 yr old without 1 to 1", text)[1].startswith(part(parts, channel, "early_years", "allowed"))


@pytest.mark.parametrize("text", ["who is meant to teach him at home then", "who should be teaching her at home while shes ill"])
def test_who_must_teach_is_no_home_education(text: str) -> None:
    assert not [row for row in find_questions(text) if row.part == "home_education"]
    assert [row.part for row in find_questions("i will teach him at home")] == ["home_education"]


@CHANNELS
@pytest.mark.parametrize("text", ["so when do i have to reply by", "how long do we have to comment", "by when must i send my changes back"])
def test_the_day_to_reply_to_a_draft_is_said_again(parts: Parts, channel: str, text: str) -> None:
    said = talk(parts, channel, "ehcp_draft", "the draft plan came, dated 16 november, when do i need to reply", text)[1]
    assert ("Mon 30 Nov" if channel == "sms" else "Monday 30 November") in said


@CHANNELS
@pytest.mark.parametrize("text", ["when will they reply", "how long do they have to answer my comments"])
def test_when_the_council_replies_is_not_the_familys_day(parts: Parts, channel: str, text: str) -> None:
    said = talk(parts, channel, "ehcp_draft", "the draft plan came, dated 16 november, when do i need to reply", text)[1]
    assert "30 Nov" not in said
