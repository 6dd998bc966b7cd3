"""Which messages wish to look a case up, another one too; and how old the record is that was shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.test_case_asked import ON_TIME, after_status
from tests.family import MUM, hear
from tests.family import web as new_chat
from webhook.bootstrap import Parts
from webhook.services.safety.assess import assess_inbound
from webhook.services.steps.case import answer_record_age, ask_other_case, name_case
from webhook.services.texts.text import count_segments


@pytest.mark.parametrize("who", ["web", MUM])
def test_the_other_one_begins_the_check_for_it(parts: Parts, tmp_path: Path, who: str) -> None:
    who = new_chat(parts) if who == "web" else who
    before = assess_inbound(parts, hear(parts, who, "what about my other son")[1])
    assert before is not None and ask_other_case(parts, before) is None and before.intent is None
    after_status(parts, tmp_path, who, request_received=ON_TIME)
    heard = assess_inbound(parts, hear(parts, who, "and the other one?")[1])
    assert heard is not None and ask_other_case(parts, heard) is None and heard.intent == "case_status"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("birch sample ehcp where is it up to", True), ("my sons plan, where are we at", True), ("my son got 2 cases an ENG and an EHCP, how do i see both", True),
        ("the plan says where it is kept", False), ("an assessment, where is it done", False), ("two cases of flu at school", False),
    ],
)  # fmt: skip
def test_a_case_is_looked_up_whatever_stands_before_it(parts: Parts, text: str, named: bool) -> None:
    heard = assess_inbound(parts, hear(parts, new_chat(parts), text)[1])
    assert heard is not None and name_case(parts, heard) is None and (heard.intent == "case_status") is named


@pytest.mark.parametrize("text", ["why is it so old", "is that up to date?", "how old is this", "when was it last updated"])
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_of_an_old_record_its_day_is_said_and_who_knows_more(parts: Parts, tmp_path: Path, text: str, channel: str) -> None:
    who = MUM if channel == "sms" else new_chat(parts)
    after_status(parts, tmp_path, who, request_received=ON_TIME, source_updated_at="2026-11-06", officer_role="SEN Case Officer")
    heard = assess_inbound(parts, hear(parts, who, text)[1])
    assert heard is not None and (turn := answer_record_age(parts, heard)) is not None
    assert ("6 Nov" in turn.replies[0].text) and "SEN Case Officer" in turn.replies[0].text and count_segments(turn.replies[0].text) <= 2


def test_of_no_case_the_age_of_the_record_is_not_asked(parts: Parts) -> None:
    heard = assess_inbound(parts, hear(parts, MUM, "is that up to date")[1])
    assert heard is not None and answer_record_age(parts, heard) is None


@pytest.mark.parametrize(
    ("text", "look_up"),
    [
        ("where is the ehcp for birch sample", True), ("birch sample plan any news", True), ("we are special guardians, can we see the case", True),
        ("how do i get an ehcp for birch sample", False), ("can special guardians ask for an assessment", False),
    ],
)  # fmt: skip
def test_a_child_that_is_named_or_brought_up_is_looked_up(parts: Parts, text: str, look_up: bool) -> None:
    heard = assess_inbound(parts, hear(parts, MUM, text)[1])
    assert heard is not None
    name_case(parts, heard)
    assert (heard.intent == "case_status") is look_up


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("my case ey 2001 please", True), ("can you check my case sample 1007", True), ("ey 2001", True), ("book the surgery for case ey 2001", False),
        ("hiya cd 7001 how long left", True), ("whats the latest with CD 7001", True), ("is cd 7001 late", True), ("hiya its about tom bell cd 7001 whats happening", True),
        ("any news on amirs plan? ey 3001", True), ("is there transport with cd 7001", False), ("call me about cd 7001", False),
    ],
)  # fmt: skip
def test_a_reference_and_nothing_else_is_a_wish_to_see_the_case(parts: Parts, text: str, begins: bool) -> None:
    heard = assess_inbound(parts, hear(parts, MUM, text)[1])
    assert heard is not None and "[case ref]" in heard.masked
    name_case(parts, heard)
    assert heard.intent == ("case_status" if begins else None)
