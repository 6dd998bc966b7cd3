""" "And what happens after that", "then what": of the case that was shown, in the check for it, and after one that is not shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.family import MUM, put_on_record, say
from tests.family import web as new_chat
from tests.update_steps import ask_status, prove, write
from webhook.bootstrap import Parts
from webhook.services.cases.asked import AFTER, asked_of_case
from webhook.services.texts.text import count_segments
from webhook.store.messages import Inbound

CARE = [{"say": "answer", "topics": ["preparing_for_adulthood"], "confidence": 0.7}]  # what the dialogue model made of it
ASKS = ("and what happens after that", "then what", "ok and then?", "so what happens afterwards", "wots after that", "whats the step after that", "where does it go from there")
REFUSED = {"request_received": "2026-08-12", "decision": "not_assess", "decision_date": "2026-09-30"}


@pytest.mark.parametrize("text", [*ASKS, "and then what happens", "what will they do after that", "what happens then pls", "after that what"])
def test_what_comes_after_is_read(text: str) -> None:
    assert asked_of_case(text) == AFTER


@pytest.mark.parametrize(
    "text",
    ["what happens after school", "what happens after 16", "what about after half term", "and then we moved", "then", "ok then", "what if they say no then", "what happens after year 11"],
)
def test_after_something_else_is_not_after_the_next_step(text: str) -> None:
    assert asked_of_case(text) is None


@pytest.mark.parametrize("text", ASKS)
@pytest.mark.parametrize(
    ("case", "after"),
    [({}, "after_decision"), (REFUSED, "after_appeal"), ({"case_kind": "eng"}, "after_unknown"), (REFUSED | {"appeal_lodged": "2026-10-20"}, "after_unknown")],
)
def test_in_chat_it_is_told_of_the_case_decided_or_not(parts: Parts, tmp_path: Path, text: str, case: dict[str, str], after: str) -> None:
    put_on_record(parts, tmp_path, **case)
    who = new_chat(parts)
    prove(parts, who)
    ask_status(parts, who)
    parts.rasa.default = CARE  # type: ignore[attr-defined]
    said = " ".join(write(parts, who, text))
    assert parts.content.status[after].web.split("{")[0] in said and "social care" not in said


@pytest.mark.parametrize("text", ASKS)
def test_by_text_nothing_is_said_of_a_decision(parts: Parts, tmp_path: Path, text: str) -> None:
    put_on_record(parts, tmp_path, **REFUSED)
    prove(parts, MUM)
    ask_status(parts, MUM)
    parts.rasa.default = CARE  # type: ignore[attr-defined]
    said = " ".join(write(parts, MUM, text))
    assert "Case ending 0417" in said and "ee your letter" in said and "appeal" not in said and "social care" not in said
    assert count_segments(said) <= 2


@pytest.mark.parametrize("text", ASKS)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_in_the_check_it_is_told_what_comes_and_the_question_is_asked_again(parts: Parts, tmp_path: Path, channel: str, text: str) -> None:
    put_on_record(parts, tmp_path)
    who = MUM if channel == "sms" else new_chat(parts)
    say(parts, who, "where is my case", intent="case_status")
    with parts.db.writing() as session:
        session.query(Inbound).update({"state": "done"})  # taken step by step, not through the turn
    parts.rasa.default = CARE  # type: ignore[attr-defined]
    assert write(parts, who, text) == [parts.content.messages[key].on(channel) for key in ("identity_after", "identity_ask_ref")]


@pytest.mark.parametrize("text", ASKS)
def test_after_a_closed_case_a_person_can_tell(parts: Parts, tmp_path: Path, text: str) -> None:
    put_on_record(parts, tmp_path, case_status="closed")
    parts.rasa.answers["where is my case"] = [{"say": "case_status", "status": ""}]  # type: ignore[attr-defined]
    assert "I can't show that here" in write(parts, MUM, "where is my case")[0]
    parts.rasa.default = CARE  # type: ignore[attr-defined]
    assert write(parts, MUM, text) == [parts.content.messages["case_by_person"].sms]


@pytest.mark.parametrize("text", ASKS)
def test_after_another_answer_it_is_not_about_a_case(parts: Parts, tmp_path: Path, text: str) -> None:
    put_on_record(parts, tmp_path)
    prove(parts, MUM)
    ask_status(parts, MUM)
    write(parts, MUM, "blue badge")
    parts.rasa.default = [{"say": "unsure", "confidence": 0.1}]  # type: ignore[attr-defined]
    assert "After that" not in " ".join(write(parts, MUM, text))
