"""What is asked of a case before it is shown, with the wish to see it or in the middle of the check: answered as soon as it is, and of a decision nothing by text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.family import MUM, REF, codes_to, put_on_record, say
from tests.family import web as new_chat
from tests.update_steps import ask_status, offered, prove, write
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments
from webhook.store.messages import Inbound

REFUSED = {"request_received": "2026-08-12", "decision": "not_assess", "decision_date": "2026-10-14"}


def check(parts: Parts, folder: Path, channel: str, first: str, *between: str, **case: str) -> list[str]:
    """The whole check that begins with that message, with others in the middle of it; what is said when the case is shown."""
    put_on_record(parts, folder, **case)
    who = MUM if channel == "sms" else new_chat(parts)
    say(parts, who, first, intent="case_status")
    say(parts, who, REF)
    for text in between:
        with parts.db.writing() as session:
            session.query(Inbound).filter(Inbound.state == "received").update({"state": "done"})
        write(parts, who, text)
    say(parts, who, "14/3/17")
    assert say(parts, who, codes_to(parts, MUM)[-1])["done"]
    with parts.db.writing() as session:
        session.query(Inbound).filter(Inbound.state == "received").update({"state": "done"})  # the check was taken step by step, not through the turn
    return ask_status(parts, who, "there")


@pytest.mark.parametrize("first", ["is it late and where is my daughters case", "where is my sons case, is it late?", "wheres my sons plan and shouldnt it be done by now"])
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_two_questions_about_a_case_are_both_answered_after_the_check(parts: Parts, tmp_path: Path, channel: str, first: str) -> None:
    said = check(parts, tmp_path, channel, first)
    assert "0417" in said[0] and said[1].startswith("No. On our record") and offered(parts, said) and len(said) == 3
    assert channel == "web" or all(count_segments(one) <= 2 for one in said)


@pytest.mark.parametrize(
    ("text", "begins"),
    [("is it late", "Yes. Yes or no"), ("why is it taking so long", "Our record does not say why"), ("what happens after that", "Next: yes or no"), ("who decides it", "Next: yes or no")],
)
def test_what_was_asked_in_the_check_is_answered_when_it_is_over(parts: Parts, tmp_path: Path, text: str, begins: str) -> None:
    said = check(parts, tmp_path, "sms", "where is my case", text, request_received="2026-10-01")
    assert said[1].startswith(begins) and len(said) == 3


def test_by_text_one_more_answer_and_in_chat_two(parts: Parts, tmp_path: Path) -> None:
    asked = ("is it late", "who decides it", "why is it so slow")
    assert len(check(parts, tmp_path, "sms", "where is my case", *asked)) == 3
    assert len(check(parts, tmp_path, "web", "where is my case", *asked)) == 4


@pytest.mark.parametrize("text", ["can i appeal and where is my case", "where is my case and what did they decide"])
def test_by_text_nothing_of_a_decision_is_added(parts: Parts, tmp_path: Path, text: str) -> None:
    said = check(parts, tmp_path, "sms", text, **REFUSED)
    assert len(said) == 2 and "appeal" not in " ".join(said) and "not to assess" not in " ".join(said) and offered(parts, said)


@pytest.mark.parametrize("first", ["where is my case", "where is my case pls and thanks", "where is my case and when will it be done"])
def test_where_the_status_says_it_already_nothing_is_added(parts: Parts, tmp_path: Path, first: str) -> None:
    assert len(check(parts, tmp_path, "sms", first)) == 2


def test_what_was_answered_at_an_earlier_look_is_not_answered_again(parts: Parts, tmp_path: Path) -> None:
    who = new_chat(parts)
    parts.rasa.default = [{"say": "ask_case_ref", "requested": "case_ref", "intent": "case_status"}]  # type: ignore[attr-defined]
    parts.rasa.answers["[code]"] = parts.rasa.answers["123456"] = [{"say": "case_status", "status": ""}]  # type: ignore[attr-defined]
    write(parts, who, "is it late and where is my case")
    write(parts, who, "123456")  # the code that ended an earlier check
    put_on_record(parts, tmp_path)
    prove(parts, who)
    assert len(ask_status(parts, who, "there")) == 2
