""" "Where is my case" just after it was told: by text the same once more while the record is the same, else the check, with why it is asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.family import MUM, put_on_record
from tests.family import web as new_chat
from tests.sms_tools import later
from tests.update_steps import ask_status, change, choices, prove, write
from webhook.bootstrap import Parts
from webhook.services.text import count_segments
from webhook.store.conversations import Conversation

CHECK = [{"say": "ask_case_ref", "requested": "case_ref", "intent": "case_status"}]
WHERE = ("where is my case", "any news on my case", "wheres my sons plan at", "can i see my case pls", "what stage is he at", "whats happening with the ehcp", "any update?", "hows it going")


@pytest.fixture
def told(parts: Parts, tmp_path: Path) -> Parts:
    """A mother who was just told by text; the dialogue model takes all else for a wish to look a case up."""
    put_on_record(parts, tmp_path)
    prove(parts, MUM)
    parts.first = ask_status(parts, MUM)  # type: ignore[attr-defined]
    parts.rasa.default = CHECK  # type: ignore[attr-defined]
    return parts


@pytest.mark.parametrize("text", WHERE)
def test_by_text_the_same_is_told_again_and_the_case_stays_open_to_questions(told: Parts, text: str) -> None:
    said = write(told, MUM, text)
    assert said == [told.first[0], told.content.messages["case_told_again"].sms] and all(count_segments(one) <= 2 for one in said)  # type: ignore[attr-defined]
    assert write(told, MUM, "is it late")[0].startswith("No. On our record")
    assert write(told, MUM, "keep me posted") == [told.content.messages["updates_on"].sms] and choices(told) == [(1, "on", "contact")]


@pytest.mark.parametrize("text", ["where is my case", "any update on my case"])
def test_once_the_record_has_changed_the_check_begins_and_says_why(told: Parts, tmp_path: Path, text: str) -> None:
    change(told, tmp_path, decision="assess", decision_date="2026-11-20")
    words = told.content.messages
    assert write(told, MUM, text) == [f"{words['identity_changed'].sms} {words['identity_ask_ref'].sms}"]


@pytest.mark.parametrize("minutes", [31, 60 * 26])
def test_later_the_check_says_why_it_is_asked_again(told: Parts, minutes: int) -> None:
    later(told, 60 * minutes)
    words = told.content.messages
    assert write(told, MUM, "where is my case") == [f"{words['identity_again'].sms} {words['identity_ask_ref'].sms}"]


def test_in_chat_too(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = new_chat(parts)
    prove(parts, who)
    ask_status(parts, who)
    later(parts, 60 * (parts.settings.web_verified_minutes + 1))
    parts.rasa.default = CHECK  # type: ignore[attr-defined]
    said = write(parts, who, "where is my case")[0]
    assert said.startswith(f"A check lasts {parts.settings.web_verified_minutes} minutes") and said.endswith(parts.content.messages["identity_ask_ref"].web)


@pytest.mark.parametrize(
    "text", ["and the other one?", "what about my other son", "begin again", "and my daughters case?", "where are both my cases", "where is case SEN-30001", "where is my twins case"]
)
def test_another_case_is_another_check(told: Parts, text: str) -> None:
    assert told.first[0] not in write(told, MUM, text)  # type: ignore[attr-defined]


@pytest.mark.parametrize("who", ["+447700900999", "web"])
def test_nobody_else_is_told_and_nothing_is_said_of_before(told: Parts, who: str) -> None:
    who = new_chat(told) if who == "web" else who
    channel = "sms" if who.startswith("+") else "web"
    assert write(told, who, "where is my case") == [told.content.messages["identity_ask_ref"].on(channel)]


@pytest.mark.parametrize("text", ["what is happening at half term", "whats going on with transport", "any update on my blue badge"])
def test_another_question_is_not_about_the_case(told: Parts, text: str) -> None:
    told.rasa.default = [{"say": "unsure", "confidence": 0.1}]  # type: ignore[attr-defined]
    assert told.first[0] not in write(told, MUM, text)  # type: ignore[attr-defined]


def test_after_a_death_nothing_of_the_case_is_told_again(told: Parts) -> None:
    with told.db.writing() as session:
        session.query(Conversation).update({"bereaved_at": told.clock.now()})
    for text in ("any update?", "and if its not there by then"):
        assert "0417" not in " ".join(write(told, MUM, text))


def test_once_the_record_has_changed_its_old_date_is_not_said_again(told: Parts, tmp_path: Path) -> None:
    change(told, tmp_path, decision="assess", decision_date="2026-11-20")
    assert write(told, MUM, "and if im late") == [told.content.status["changed_since"].sms]
