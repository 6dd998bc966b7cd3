""" "What changed?" after our text that there is an update, the reference that somebody lacks, and the day of a request, said in the check."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.family import MUM, REF, STRANGER, hear, put_on_record, say
from tests.family import web as new_chat
from tests.update_steps import ask_status, change, go_to, prove, texts_about, wanted, write
from webhook.bootstrap import Parts
from webhook.services.identity.read import lacks_reference
from webhook.services.safety.assess import assess_inbound
from webhook.services.steps.updates import ask_what_changed
from webhook.store.messages import Inbound

__all__ = ["wanted"]
WHAT = ["what changed", "whats changed", "what's changed on it?", "so what is the update", "whats new", "what has been updated", "ok what's different then", "what changed on my case"]
ELSE = ["what changed in the law", "whats new in the holidays", "what should i change in the draft", "whats on", "news", "what are the changes to send law"]


def intent(parts: Parts, who: str, text: str) -> str | None:
    heard = assess_inbound(parts, hear(parts, who, text)[1])
    assert heard is not None and ask_what_changed(parts, heard) is None
    return heard.intent


def send_update(parts: Parts, folder: Path) -> None:
    """An import that changes the case, and the text about it once its letter has arrived."""
    change(parts, folder, decision="assess", decision_date="2026-11-23")
    go_to(parts, "2026-11-30T09:00")
    assert texts_about(parts)


@pytest.mark.parametrize("text", [*WHAT, "show me", "is it good news", "what does it say"])
def test_after_an_update_it_begins_the_look_up(wanted: Parts, tmp_path: Path, text: str) -> None:
    send_update(wanted, tmp_path)
    assert intent(wanted, MUM, text) == "case_status"


@pytest.mark.parametrize("text", ELSE)
def test_another_question_after_an_update_does_not(wanted: Parts, tmp_path: Path, text: str) -> None:
    send_update(wanted, tmp_path)
    assert intent(wanted, MUM, text) is None


@pytest.mark.parametrize("text", [*WHAT, "show me"])
def test_without_an_update_or_a_case_it_means_nothing(parts: Parts, text: str) -> None:
    assert intent(parts, MUM, text) is None


def test_by_text_after_a_status_it_is_said_again(parts: Parts, tmp_path: Path) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(parts, tmp_path)
    prove(parts, MUM)
    told = ask_status(parts, MUM)[0]
    assert write(parts, MUM, "what changed")[0] == told
    assert intent(parts, STRANGER, "what changed") is None


def test_on_the_web_the_dialogue_model_shows_the_case(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = new_chat(parts)
    prove(parts, who)
    assert intent(parts, who, "what changed") == "case_status"


@pytest.mark.parametrize(
    "text",
    [
        "where is my sons case i havent got the reference",
        "wheres my case i dont have a reference",
        "what's happening with my case, lost the ref number",
        "where is it up to? I don't know the case number",
        "can i see my case without a reference",
        "case update please never been given a ref",
    ],
)
def test_who_lacks_the_reference_is_not_asked_for_it(parts: Parts, text: str) -> None:
    answer = say(parts, MUM, text, intent="case_status")
    assert answer["say"] == "identity_no_ref" and answer["leave"]


@pytest.mark.parametrize(
    "text",
    [
        "where is my case",
        "i have the reference, where is my case",
        "where is my case, no one tells me anything",
        "i havent had a letter where is my case",
        "no referral yet where is my case",
    ],
)
def test_who_says_nothing_of_it_is_asked(parts: Parts, text: str) -> None:
    assert not lacks_reference(text)
    assert say(parts, MUM, text, intent="case_status")["requested"] == "case_ref"


@pytest.fixture
def in_check(parts: Parts) -> Parts:
    """The check has begun by text, and the reference is asked for."""
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    say(parts, MUM, "where is my case", intent="case_status")
    with parts.db.writing() as session:
        session.query(Inbound).update({"state": "done"})  # taken step by step, not through the turn
    return parts


@pytest.mark.parametrize("text", ["we asked 5 may i think", "we asked on 5 may", "i applied for the assessment on 5 may 2026 when should we hear", "asked maybe 5th of may"])
def test_a_day_given_in_the_check_is_counted_and_the_reference_asked_again(in_check: Parts, text: str) -> None:
    said = write(in_check, MUM, text)
    assert "From Tue 5 May 2026" in said[0] and said[-1] == in_check.content.messages["identity_ask_ref"].sms
    said = write(in_check, MUM, "no sorry 8 may")
    assert "From Fri 8 May 2026" in said[0] and said[-1] == in_check.content.messages["identity_ask_ref"].sms


@pytest.mark.parametrize("text", ["he was born 5 may 2017", "5/5/17", "dob 5 may 2017", f"{REF} 5 may 2017", "8 may"])
def test_a_date_of_birth_in_the_check_is_no_request(in_check: Parts, text: str) -> None:
    assert "your date, not our record" not in " ".join(write(in_check, MUM, text))


@pytest.mark.parametrize("text", ["what changed", "whats the update"])
def test_what_changed_in_the_check_waits_for_it(in_check: Parts, text: str) -> None:
    assert write(in_check, MUM, text)[0] == in_check.content.messages["identity_then"].sms


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_the_rule_on_a_changed_plan_in_the_check_asks_one_thing(parts: Parts, channel: str) -> None:
    who = new_chat(parts) if channel == "web" else MUM
    say(parts, who, "where is my case", intent="case_status")
    with parts.db.writing() as session:
        session.query(Inbound).update({"state": "done"})
    said = write(parts, who, "when is the amended plan due")
    assert "8 weeks" in said[0] and "?" not in said[0] and said[1] == parts.content.messages["identity_ask_ref"].on(channel)
