""" "When do I hear what college" after a status: the day by which the plan must name the next school is on the record of a child who moves on, and it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cases.test_case_asked import after_status, ask
from tests.family import MUM
from tests.family import web as new_chat
from webhook.bootstrap import Parts
from webhook.services.cases.asked import PLACE, asked_of_case
from webhook.services.texts.text import count_segments

MOVES: dict[str, Any] = {"request_received": "", "decision": "", "final_issued": "2024-05-01", "last_review_meeting": "2026-10-12", "phase_year": 2027}
ASKED = (
    "when do i hear what college", "when will i know the school", "when do we find out which secondary school", "when is the college place named", "by when is his school decided",
    "whats happening with my daughters transfer to college", "any news on the move to secondary",
    "what date will they name the school", "how long till we know the college", "when is her transfer to college",
)  # fmt: skip


@pytest.mark.parametrize("text", ASKED)
def test_the_day_of_the_next_school_is_asked_for(text: str) -> None:
    assert asked_of_case(text) == PLACE


@pytest.mark.parametrize(
    "text",
    ["when does college start", "when is the college open day", "which college is best", "when does school finish", "how do i name a school", "what school can he go to",
     "when do we apply for secondary school", "when will i hear about transport to school", "when is half term at school"],
)  # fmt: skip
def test_other_questions_about_schools_are_not_that(text: str) -> None:
    assert asked_of_case(text) != PLACE


@pytest.mark.parametrize(("phase", "day"), [("post16", "before Wed 31 Mar 2027"), ("primary_secondary", "before Mon 15 Feb 2027")])
def test_by_text_the_day_stands_in_the_status_and_is_the_answer(parts: Parts, tmp_path: Path, phase: str, day: str) -> None:
    status = after_status(parts, tmp_path, MUM, **MOVES, phase=phase)
    assert day in status and "9 Nov" in status and count_segments(status) <= 2
    for text in ASKED[:3]:
        turn = ask(parts, MUM, text)
        assert turn is not None and turn.lane == "lookup"
        said = turn.replies[0].text
        assert said.startswith("The plan must name the") and day in said.split(". ")[0] + "." and "9 Nov" in said and count_segments(said) <= 2


def test_in_chat_too(parts: Parts, tmp_path: Path) -> None:
    who = new_chat(parts)
    after_status(parts, tmp_path, who, **MOVES, phase="post16")
    turn = ask(parts, who, ASKED[0])
    assert turn is not None and turn.replies[0].text.startswith("The plan that names the college: before Wednesday 31 March 2027.") and turn.replies[0].sources


def test_of_a_child_who_does_not_move_on_no_such_day_is_told(parts: Parts, tmp_path: Path) -> None:
    status = after_status(parts, tmp_path, MUM, **{**MOVES, "phase_year": "", "phase": ""})
    turn = ask(parts, MUM, ASKED[0])
    assert turn is not None and "must name" not in status + turn.replies[0].text and "The record does not say" in turn.replies[0].text


def test_while_a_decision_waits_for_its_letter_a_text_does_not_tell_the_day(parts: Parts, tmp_path: Path) -> None:
    after_status(parts, tmp_path, MUM, **{**MOVES, "review_decision_sent": "2026-11-20"}, phase="post16")
    turn = ask(parts, MUM, ASKED[0])
    assert turn is not None and "2027" not in turn.replies[0].text
