"""The real parts together: inbox, safety, Rasa, action server, API, database, outbox. Only Twilio is the fake."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from ops.ask import Threads, ask_line, read_lines
from ops.stack import Stack, running_stack
from webhook.store.cases import UpdateChoice
from webhook.store.duty import Alert, Handover

pytestmark = pytest.mark.rasa
QUESTIONS = Path(__file__).parents[1] / "fixtures" / "questions.jsonl"


@pytest.fixture(scope="module")
def stack(monkeypatch_module: pytest.MonkeyPatch) -> Iterator[Stack]:
    monkeypatch_module.delenv("DATABASE_URL", raising=False)
    with running_stack() as running:
        yield running


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


class Talk:
    """One conversation, line by line, as `make ask` has it."""

    def __init__(self, stack: Stack, name: str, channel: str = "web", number: str = "") -> None:
        self.stack, self.name, self.channel, self.number, self.threads, self.count = stack, name, channel, number, Threads(), 0

    def say(self, text: str, at: str | None = None) -> dict[str, Any]:
        self.count += 1
        line: dict[str, Any] = {"id": f"{self.name}{self.count}", "text": text, "channel": self.channel, "conversation": self.name, "at": at}
        if self.channel == "sms":
            line["from"] = self.number
        return ask_line(self.stack, self.threads, int(time.time_ns() % 10**9), line)


def said(answer: dict[str, Any]) -> str:
    return "\n".join(reply["text"] for reply in answer["replies"])


def test_unseen_questions_get_their_topic_first(stack: Stack, tmp_path: Path) -> None:
    lines = [line for line in read_lines(QUESTIONS) if "expected" in line]
    wanted = [line for line in lines if line["expected"] not in ("opt_out", "other_language", "nonsense")]
    assert len(wanted) >= 60
    threads, right, wrong = Threads(), 0, []
    for number, line in enumerate(wanted, 1):
        answer = ask_line(stack, threads, 10_000 + number, line)
        assert answer["replies"] or answer["lane"] == "silent", line["id"]
        right += answer["topic"] == line["expected"]
        if answer["topic"] != line["expected"]:
            wrong.append({"id": line["id"], "expected": line["expected"], "topic": answer["topic"], "options": answer["options"], "lane": answer["lane"]})
    print(json.dumps(wrong, indent=1))
    assert right / len(wanted) >= 0.8, f"{right} of {len(wanted)}: {wrong}"


def test_the_identity_check_from_question_to_status(stack: Stack) -> None:
    talk = Talk(stack, "identity by web")
    first = talk.say("where is my sons case up to")
    assert first["lane"] == "lookup" and first["topic"] == "case_status"
    assert "reference" in said(first).lower()
    talk.say("SAMPLE-1002")
    digression = talk.say("how do i get a blue badge for him")
    assert "badge" in said(digression).lower(), "a question in the middle of the check is answered"
    assert "born" in said(digression).lower() or "birth" in said(digression).lower(), "and the check asks again"
    code = talk.say("2 sept 2015")
    assert "If those details match our record, a code has gone to the phone on it." in said(code)
    status = talk.say("it says {code}")
    assert (status["lane"] == "lookup" and "psychologist" in said(status).lower()) or "advice" in said(status).lower() or "report" in said(status).lower()
    assert stack.parts.content.messages["updates_offer"].web in said(status)
    assert said(talk.say("yes please")) == stack.parts.content.messages["updates_on"].web
    with stack.parts.db.reading() as session:
        assert session.query(UpdateChoice).count() == 0, "a trial turns nothing on for the family"
    rows = requests.get(f"{stack.web_url}/live", timeout=5)
    assert rows.ok


def test_wrong_details_hear_the_same_words_and_get_no_code(stack: Stack) -> None:
    talk = Talk(stack, "identity stranger")
    talk.say("whats happening with my daughters plan, its been ages, can you look it up")
    talk.say("SAMPLE-1002")
    answer = talk.say("1 january 2015")
    assert "If those details match our record, a code has gone to the phone on it." in said(answer)
    assert talk.say("123456")["lane"] == "lookup"


def test_a_person_is_brought_in_once_and_told_what_was_said(stack: Stack) -> None:
    talk = Talk(stack, "person please", "sms", "+447700900211")
    talk.say("they wont give my son a taxi to school, can they do that")
    answer = talk.say("can i just speak to a real person please")
    assert answer["lane"] == "handover" and "taxi to school" in said(answer)
    talk.say("hello? i want to talk to someone")
    with stack.parts.db.reading() as session:
        assert session.query(Handover).filter(Handover.summary.contains("taxi to school")).count() == 1


def test_danger_comes_before_a_form_and_the_form_is_not_resumed(stack: Stack) -> None:
    talk = Talk(stack, "danger in the check", "sms", "+447700900212")
    talk.say("can you tell me where my childs case is")
    crisis = talk.say("i cant do this anymore ive taken all my tablets")
    assert crisis["lane"] == "crisis" and crisis["alerted_staff"] and "999" in said(crisis)
    after = talk.say("how long does an ehcp take")
    assert after["topic"] == "ehcna_timeline" and "reference" not in said(after).lower()


def test_surgery_dates_come_from_the_table(stack: Stack) -> None:
    answer = Talk(stack, "surgery").say("when is the next send surgery")
    assert answer["lane"] == "lookup" and answer["topic"] == "surgery_info" and "Sample Primary School" in said(answer)


@pytest.mark.parametrize(("channel", "number"), [("web", ""), ("sms", "+447700900077")])
def test_a_surgery_is_booked_changed_and_given_up_in_plain_words(stack: Stack, channel: str, number: str) -> None:
    talk = Talk(stack, f"booking-{channel}", channel, number)
    asked = talk.say("can i get a slot for the send surgery please")
    assert asked["topic"] == "surgery_book" and "1" in said(asked) and "Sample Nursery School" in said(asked)
    talk.say("the first one")
    assert "first name" in said(talk.say("2"))
    aside = said(talk.say("how long does an ehc needs assessment take?"))
    assert "20 weeks" in aside and "first name" in aside
    assert "What do you need" in said(talk.say("Ama"))
    assert "talk about" in said(talk.say("SKIP"))
    assert "Is that right?" in said(talk.say("SKIP"))
    assert "ooked" in said(talk.say("yes please"))
    assert "You have a place" in said(talk.say("is my surgery appointment confirmed or not"))
    assert "Shall I give it up?" in said(talk.say("cancel my surgery booking"))
    assert "no longer have a place" in said(talk.say("yes"))


@pytest.mark.slow
def test_a_hundred_and_twenty_turns_stay_right(stack: Stack) -> None:
    """What turn 120 costs beside turn 1 is measured by `make bench`."""
    talk = Talk(stack, "long talk")
    expected = {
        "how long does an assessment take": "ehcna_timeline",
        "what is respite": "short_breaks",
        "can we get a taxi to school": "school_transport",
        "who helps with dla forms": "benefits_money",
    }
    questions = list(expected)
    for turn in range(1, 118):
        question = questions[turn % 4]
        assert talk.say(question)["topic"] == expected[question], f"turn {turn}"
    asked = talk.say("where has my case got to")
    assert asked["topic"] == "case_status"
    given = talk.say("the reference is SAMPLE-1003")
    assert "born" in said(given).lower() or "birth" in said(given).lower(), "turn 119: the reference was taken, the date of birth comes next"
    digression = talk.say(questions[0])
    assert digression["topic"] == expected[questions[0]] and ("born" in said(digression).lower() or "birth" in said(digression).lower()), "turn 120: both"


@pytest.mark.slow
def test_rasa_killed_and_back_every_message_is_answered_once(stack: Stack) -> None:
    talk = Talk(stack, "rasa is gone", "sms", "+447700900213")
    stack.rasa.stop("rasa", kill=True)
    held = talk.say("how long does the council have to answer my request")
    assert held["lane"] == "holding" and len(held["replies"]) == 1
    assert talk.say("i want to kill myself tonight")["lane"] == "crisis", "safety lives when Rasa does not"
    stack.rasa.start_rasa()
    stack.rasa.wait_ready()
    stack.parts.rasa.turn("warm.1", "hello", {})
    stack.clock.at = None
    from webhook.services.turn.work import work_conversation
    from webhook.store.messages import Inbound, Outbound

    with stack.parts.db.writing() as session:
        inbound = session.query(Inbound).filter_by(state="waiting").one()
        inbound.next_try_at = None
        conversation_id, inbound_id = inbound.conversation_id, inbound.id
    work_conversation(stack.parts, conversation_id)
    work_conversation(stack.parts, conversation_id)
    with stack.parts.db.reading() as session:
        kinds = [row.kind for row in session.query(Outbound).filter_by(inbound_id=inbound_id).order_by(Outbound.id)]
        assert session.get_one(Inbound, inbound_id).state == "done"
        assert kinds.count("holding") == 1 and "reply" in kinds
        assert session.query(Alert).filter_by(kind="rasa_down").count() == 1
