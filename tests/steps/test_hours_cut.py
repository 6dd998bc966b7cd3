"""A review at which help is to be cut, by the whole path: it is only proposed until the changed plan is final, and that plan can be appealed."""

from __future__ import annotations

import pytest

from tests.steps.test_steps_matter import talk
from tests.steps.test_steps_named import CHANNELS, part
from webhook.bootstrap import Parts
from webhook.services.answers.named_questions import find_questions

REVIEW = "annual_review"
CUT = "at the annual review they want to reduce his 1:1 hours"
TOLD = [
    CUT, "they want to drop his hours in the plan at the review", "school proposed fewer hours at the AR", "review meeting said they're taking away her speech therapy",
    "council wants to cut the hours in her ehcp", "they're reducing the support in section f of his plan", "they want to lower his hours after the review",
    "the school wants to change the plan to less hours", "his 1:1 will be cut from 20 hours to 10",
]  # fmt: skip
MAY = ["can they do that", "can they just cut it", "do i have to say yes", "is that legal", "can they just do that", "do i have to agree to it"]
FIGHT = ["how do i fight that", "can i appeal", "how do i stop it", "what can i do", "what if i dont agree", "is there a right of appeal"]
MEANWHILE = [
    "does he keep his help while i appeal", "what happens to his hours in the meantime", "will he still get his hours until the tribunal", "does she still get her TA while we fight it",
    "can he keep the 20 hours during the appeal", "and in the meantime",
]  # fmt: skip


@CHANNELS
@pytest.mark.parametrize(("texts", "name"), [(MAY, "hours_cut"), (FIGHT, "hours_cut_fight"), (MEANWHILE, "hours_cut_meanwhile")])
def test_each_question_gets_its_own_part(parts: Parts, channel: str, texts: list[str], name: str) -> None:
    said = talk(parts, channel, REVIEW, "We had the annual review on 2 November, the school wants to change the plan to less hours", texts[0])[1]
    assert said.startswith(part(parts, channel, REVIEW, name))


@pytest.mark.parametrize(("text", "name"), [(text, name) for texts, name in ((MAY, "hours_cut"), (FIGHT, "hours_cut_fight"), (MEANWHILE, "hours_cut_meanwhile")) for text in texts])
@pytest.mark.parametrize("last", [REVIEW, "ehcp_late", "ceasing_plan", "short_breaks"])
def test_however_it_is_asked_and_whatever_was_answered(text: str, name: str, last: str) -> None:
    assert [row.part for row in find_questions(text, last, lambda: [CUT])] == [name]


@pytest.mark.parametrize("text", TOLD)
def test_it_is_heard_in_many_words(text: str) -> None:
    rows = find_questions("can they do that", REVIEW, lambda: [text])
    assert [row.part for row in rows] == ["hours_cut"]


@CHANNELS
@pytest.mark.parametrize("text", [MAY[0], FIGHT[0], MEANWHILE[0]])
def test_after_the_cut_was_told_nothing_is_past_a_date_and_no_plan_stays(parts: Parts, channel: str, text: str) -> None:
    first, second = talk(parts, channel, REVIEW, CUT, text)
    assert first.startswith(part(parts, channel, REVIEW, "hours_cut"))
    assert "past the time" not in second and "the plan stays" not in second and "to end it" not in second


@CHANNELS
def test_the_old_hours_are_not_promised_and_the_appeal_is_named(parts: Parts, channel: str) -> None:
    _, fight, kept = talk(parts, channel, REVIEW, CUT, "how do i fight that", "does he keep his help while i appeal")
    assert "15 days" in fight and "2 months" in fight and "1 month" in fight
    assert kept.startswith("Don't count on it") and "final" in kept


@pytest.mark.parametrize(
    "text",
    ["my short breaks hours were cut at the review", "they put him on a reduced timetable", "school stopped her OT", "they want to end his plan at the review",
     "i want more hours in the plan",
     "when is the annual review", "how do i cut down on screen time", "the plan says 20 hours but he gets 10", "they cut his taxi", "who helps at the review meeting"],
)  # fmt: skip
def test_another_cut_is_not_one_of_a_review(text: str) -> None:
    assert not [row for row in find_questions(text) if row.topic == REVIEW]
    assert not [row for row in find_questions("can they do that", REVIEW, lambda: [text]) if row.part.startswith("hours_cut")]


@pytest.mark.parametrize("text", ["how do i ask for a blue badge", "when is the next surgery", "can i get transport", "how long does an appeal take", "who do i ring"])
def test_another_question_after_a_cut_is_read_by_itself(text: str) -> None:
    assert not [row for row in find_questions(text, REVIEW, lambda: [CUT]) if row.topic == REVIEW]
