""" "When is the amended plan due": by the case's own date where it may be said, else 8 weeks from the letter and 12 from the meeting. Never weeks 6 and 20."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.family import MUM, put_on_record
from tests.family import web as new_chat
from tests.update_steps import ask_status, prove, write
from webhook.bootstrap import Parts
from webhook.services.cases.asked import LATE, WHEN
from webhook.services.steps.changed_plan import asked_of_changed_plan
from webhook.services.texts.text import count_segments

CHANGES = {"request_received": "", "final_issued": "2024-09-30", "last_review_meeting": "2026-09-15", "review_decision_sent": "2026-10-10", "amendment_notice_sent": "2026-10-10"}
LATE_CHANGES = CHANGES | {"last_review_meeting": "2026-08-20", "review_decision_sent": "2026-09-10", "amendment_notice_sent": "2026-09-10"}  # due on 5 November 2026
MEETING = {"request_received": "", "final_issued": "2024-09-30", "last_review_meeting": "2026-10-26"}
WHENS = [
    "when is the amended plan due",
    "when will i get the changed plan",
    "when should we get the updated ehcp",
    "how long till the revised plan comes",
    "by when must they send the final amended plan",
    "what date is his amended ehcp due",
    "still waiting for the amended plan",
    "when will her plan be updated",
    "we havent had the plan with the changes yet",
    "annual review was weeks and weeks back when do we get the new plan",
]
GUESSED = [{"say": "answer", "topics": ["ehcp_late"], "confidence": 0.9}]  # what the dialogue model makes of it


@pytest.fixture
def guessing(parts: Parts) -> Parts:
    parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    return parts


def after_status(parts: Parts, folder: Path, channel: str, **case: Any) -> str:
    put_on_record(parts, folder, **case)
    who = new_chat(parts) if channel == "web" else MUM
    prove(parts, who)
    ask_status(parts, who)
    return who


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize("text", WHENS)
def test_without_a_case_it_is_the_rule_after_a_review(guessing: Parts, channel: str, text: str) -> None:
    said = write(guessing, new_chat(guessing) if channel == "web" else MUM, text)[0]
    assert "8 weeks" in said and "12 weeks" in said and "week 6" not in said and "20" not in said.replace("2026", "").replace("7974", "")
    assert channel == "web" or count_segments(said) <= 2


@pytest.mark.parametrize("day", ["10 october", "the letter was 10 oct"])
def test_the_day_of_the_letter_is_counted_next(guessing: Parts, day: str) -> None:
    write(guessing, MUM, "when is the amended plan due")
    assert "the changed plan by Sat 5 Dec" in write(guessing, MUM, day)[0]


@pytest.mark.parametrize("day", ["it came on 10 october", "the changes came 10 october"])
def test_the_day_the_letter_came_is_after_the_day_that_counts(guessing: Parts, day: str) -> None:
    write(guessing, MUM, "when is the amended plan due")
    said = write(guessing, MUM, day)[0]
    assert "the changed plan is due before Sat 5 Dec" in said and "Which date is on the letter?" in said


def test_the_day_of_the_meeting_is_counted_as_that(guessing: Parts) -> None:
    write(guessing, MUM, "when is the amended plan due")
    assert "a changed plan by Tue 8 Dec" in write(guessing, MUM, "the meeting was 15 september")[0]


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize("text", [*WHENS, "how long till the new version of the plan"])
def test_with_a_case_it_is_its_own_date(guessing: Parts, tmp_path: Path, channel: str, text: str) -> None:
    said = write(guessing, after_status(guessing, tmp_path, channel, **CHANGES), text)[0]
    assert ("by Saturday 5 December 2026" if channel == "web" else "the changed plan is due by Sat 5 Dec") in said and "week 6" not in said
    assert channel == "web" or count_segments(said) <= 2


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_is_it_late_is_told_from_that_date(guessing: Parts, tmp_path: Path, channel: str) -> None:
    who = after_status(guessing, tmp_path, channel, **CHANGES)
    assert write(guessing, who, "is the amended plan late")[0].startswith("No.")
    who = after_status(guessing, tmp_path, channel, **LATE_CHANGES)
    said = write(guessing, who, "is the amended plan late")[0]
    assert said.startswith("Yes. The changed plan: the law's date was") and "18 days" in said


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_after_the_meeting_alone_it_is_twelve_weeks_from_it(guessing: Parts, tmp_path: Path, channel: str) -> None:
    said = write(guessing, after_status(guessing, tmp_path, channel, **MEETING), "when is the amended plan due")[0]
    assert ("due by Monday 18 January 2027" if channel == "web" else "due by Mon 18 Jan") in said and "12 weeks" in said


def test_by_sms_a_new_letter_is_not_told_of(guessing: Parts, tmp_path: Path) -> None:
    who = after_status(guessing, tmp_path, "sms", **(CHANGES | {"review_decision_sent": "2026-11-06", "amendment_notice_sent": "2026-11-06"}))
    said = write(guessing, who, "when is the amended plan due")[0]
    assert "8 weeks" in said and "Jan" not in said and "Dec" not in said


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_nobody_who_did_not_prove_who_they_are_hears_a_date_of_the_case(guessing: Parts, tmp_path: Path, channel: str) -> None:
    put_on_record(guessing, tmp_path, **CHANGES)
    said = " ".join(write(guessing, new_chat(guessing) if channel == "web" else MUM, "when is the amended plan due"))
    assert "5 Dec" not in said and "8 weeks" in said


@pytest.mark.parametrize("text", ["is the amended plan late", "is his updated ehcp overdue now", "are they delayed with the amended plan"])
def test_late_is_read(text: str) -> None:
    assert asked_of_changed_plan(text) == (LATE, True)


def test_a_new_plan_is_a_changed_one_only_after_a_review() -> None:
    assert asked_of_changed_plan("when is the new plan due") == (WHEN, False)
    assert asked_of_changed_plan("when is the new plan due after the review") == (WHEN, True)


@pytest.mark.parametrize(
    "text",
    [
        "how do i get the plan changed",
        "can i appeal the amended plan",
        "who sends the amended plan",
        "what if the amended plan is late",
        "when is the draft plan due",
        "when is the final plan due",
        "has the plan changed",
        "how do i change the school on the plan",
        "when can i move house with the plan",
        "when is half term",
        "i dont agree with the amended plan",
        "when do i comment on the amended plan",
        "when is my review",
        "when will transport be changed in the plan",
    ],
)
def test_what_asks_for_no_such_date(text: str) -> None:
    asked = asked_of_changed_plan(text)
    assert asked is None or not asked[1]


def test_a_first_plan_has_its_own_weeks(guessing: Parts) -> None:
    assert "week 20" in write(guessing, MUM, "when is the final plan due")[0]


def test_a_day_in_the_message_is_counted_at_once(guessing: Parts) -> None:
    assert "the changed plan by Sat 5 Dec" in write(guessing, MUM, "amendment notice dated 10 october when is the amended plan due")[0]
    assert "the changed plan is due before Sat 5 Dec" in write(guessing, MUM, "amendment notice came 10 october when is the amended plan due")[0]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("the council wrote on 3 oct that theyll amend his plan after the review when does the new one come", "28 Nov"),
        ("the council sent me a letter dated 6 october saying they will change his plan after the review when should i get the new plan", "1 Dec"),
        ("got the letter on 12 oct saying theyre amending the plan. when is the amended plan due", "7 Dec"),
        ("after the annual review they wrote on 3 oct that they will amend her ehcp. when will we get it", "28 Nov"),
        ("on 3 oct they decided to amend the plan when is the new one due", "28 Nov"),
        ("letter of 3 oct says his plan will be amended. by when", "28 Nov"),
        ("council emailed 3 oct to say her plan is being updated, when do we get it", "28 Nov"),
    ],
)
def test_the_day_of_the_letter_that_says_it_will_change_is_no_meeting(guessing: Parts, text: str, by: str) -> None:
    reply = " ".join(write(guessing, MUM, text))
    assert by in reply and "decision" not in reply and "past" not in reply and "week 6" not in reply
    assert count_segments(reply) <= 2
    chat = " ".join(write(guessing, new_chat(guessing), text))
    assert "8 weeks" in chat and "wrote that it will change the plan" in chat and "4 weeks" not in chat and "past" not in chat


@pytest.mark.parametrize(
    "text", ["the annual review was on 3 oct and they said they will amend the plan when is the new one due", "the review was on 3 oct, they are changing his plan. when is it due"]
)
def test_the_day_of_the_meeting_is_still_the_meetings(guessing: Parts, text: str) -> None:
    assert "26 Dec" in " ".join(write(guessing, MUM, text))


@pytest.mark.parametrize(
    "text", ["the council wrote on 3 oct that they wont amend his plan. when is it due", "the council wrote on 3 oct that they are not going to amend his plan. when do we hear"]
)
def test_a_letter_that_says_it_will_not_change_counts_no_changed_plan(guessing: Parts, text: str) -> None:
    assert "28 Nov" not in " ".join(write(guessing, MUM, text))


def test_the_letter_with_the_changes_is_counted_and_no_details_are_changed(guessing: Parts) -> None:
    said = " ".join(write(guessing, MUM, "the letter with the changes to the plan came on 5 october, when is the amended plan due"))
    assert "30 Nov" in said and "phone number" not in said and "week 6" not in said
