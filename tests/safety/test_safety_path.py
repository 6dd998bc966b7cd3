"""Danger is looked for in every message, whatever else is the matter, and the fixed words reach whoever they may reach (conduct 1 to 6)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Verdict
from tests.sms_tools import ANSWER, PARENT, hold, later, one, rows, take_in, text_in, work_and_send
from webhook.bootstrap import Parts
from webhook.services.safety.safety_model import load_safety
from webhook.services.staff.content import suggest_route
from webhook.services.texts.inbox import accept_chat, open_web_conversation, sms_conversation_id
from webhook.services.turn.heard import Reply
from webhook.services.turn.record import queue_reply
from webhook.services.turn.work import sweep, work_conversation
from webhook.store.cases import IdentityCheck
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.duty import Alert
from webhook.store.messages import ClockJob, Inbound, Message, Outbound

CRISIS, ABUSE = "i am going to end it tonight", "my husband hit me and reads my phone"
VERDICTS = {
    CRISIS: Verdict("crisis", "suicidal_adult", frozenset(), 1.0),
    ABUSE: Verdict("concern", "domestic_abuse", frozenset({"unsafe_phone"}), 1.0),
}


@pytest.fixture
def alert_parts(any_parts: Parts) -> Parts:
    any_parts.safety.verdicts.update(VERDICTS)
    any_parts.rasa.default = ANSWER
    return any_parts


def card(parts: Parts, lane: str = "crisis", topic: str = "suicidal_adult") -> str:
    from webhook.services.safety.crisis import card_text, choose_card

    return card_text(parts, choose_card(parts.content, topic, lane), "sms")


@pytest.mark.parametrize(("before", "alarmed"), [("how much is the fine", False), (CRISIS, True)])
def test_a_question_that_leans_is_heard_by_what_came_before_it(alert_parts: Parts, before: str, alarmed: bool) -> None:
    alert_parts.safety.verdicts["and if i dont"] = Verdict(None, "suicidal_adult", frozenset(), 0.6, ("veto:leaning",))  # type: ignore[attr-defined]
    text_in(alert_parts, before)
    text_in(alert_parts, "and if i dont")
    assert (rows(alert_parts, Inbound)[-1].safety["lane"] == "concern") is alarmed
    later(alert_parts, 25 * 3600)
    text_in(alert_parts, "and if i dont")
    assert rows(alert_parts, Inbound)[-1].safety["lane"] is None


class Counting:
    """Counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def assess(self, text: str, today: date | None = None) -> Verdict:
        self.asked.append(text)
        return VERDICTS.get(text, Verdict())


@pytest.mark.parametrize("state", ["plain", "rasa down", "held", "opted out", "form open", "waiting", "watched", "bereaved"])
def test_every_message_is_assessed_once_whatever_the_state(alert_parts: Parts, state: str) -> None:
    parts = alert_parts
    text_in(parts, "how long does a plan take")
    if state == "rasa down":
        parts.rasa.down = True
    if state == "held":
        hold(parts)
    if state == "opted out":
        text_in(parts, "STOP")
    if state == "waiting":
        parts.rasa.down = True
        text_in(parts, "how do i appeal")
    if state == "watched":
        text_in(parts, ABUSE)
    if state == "bereaved":
        text_in(parts, "my son has died")
    if state == "form open":
        with parts.db.writing() as session:
            session.add(IdentityCheck(conversation_id=sms_conversation_id(parts, PARENT), requested="case_ref", updated_at=parts.clock.now()))
    parts.safety = counting = Counting()  # type: ignore[assignment]
    before = len(rows(parts, Alert, kind="crisis"))
    for text in (CRISIS, "how long does a plan take", "yes", "2"):
        text_in(parts, text)
    assert counting.asked == [CRISIS, "how long does a plan take", "yes", "2"]
    assert len(rows(parts, Alert, kind="crisis")) == before + 1


def test_a_crisis_is_answered_with_the_card_alone_and_nothing_resumes(alert_parts: Parts) -> None:
    parts = alert_parts
    text_in(parts, "how long does a plan take")
    with parts.db.writing() as session:
        session.add(IdentityCheck(conversation_id=sms_conversation_id(parts, PARENT), requested="case_ref", updated_at=parts.clock.now()))
    turns = len(parts.rasa.turns)
    assert text_in(parts, CRISIS) == [card(parts)]
    assert len(parts.rasa.turns) == turns
    with parts.db.reading() as session:
        assert session.get_one(IdentityCheck, sms_conversation_id(parts, PARENT)).requested is None
        assert session.get_one(Conversation, sms_conversation_id(parts, PARENT)).options == []
    alert = one(parts, Alert)
    assert (alert.kind, alert.topic, parts.vault.open(alert.original_sealed)) == ("crisis", "suicidal_adult", CRISIS)


def test_the_alert_is_committed_before_any_reply(alert_parts: Parts) -> None:
    """If everything after the assessment breaks, staff already know."""
    parts = alert_parts
    object.__setattr__(parts.content, "crisis", {})
    try:
        text_in(parts, CRISIS)
    finally:
        from webhook.services.answers.content import load_content
        from webhook.settings import ROOT

        object.__setattr__(parts.content, "crisis", load_content(ROOT / "content").crisis)
    assert one(parts, Alert).kind == "crisis"
    assert one(parts, Inbound).state == "waiting"
    later(parts, 60)
    assert work_and_send(parts) == 1
    assert [sent["body"] for sent in parts.sms.sent][-1] == card(parts)
    assert one(parts, Alert).kind == "crisis"


# ---- While staff hold the conversation: 90 seconds (conduct 1) ----


@pytest.fixture
def held(alert_parts: Parts) -> Parts:
    text_in(alert_parts, "how long does a plan take")
    hold(alert_parts)
    return alert_parts


def staff_says(parts: Parts, text: str = "I am ringing you now") -> None:
    with parts.db.writing() as session:
        conversation = session.get_one(Conversation, sms_conversation_id(parts, PARENT))
        now = parts.clock.now()
        queue_reply(parts, session, conversation, Reply(text, kind="staff"), dedupe_key=f"staff{now}", now=now, staff_id=conversation.held_by)


def test_staff_are_alerted_at_once_and_the_card_waits_90_seconds(held: Parts) -> None:
    assert text_in(held, CRISIS) == []
    assert one(held, Alert).kind == "crisis"
    later(held, 89)
    sweep(held)
    assert work_and_send(held) == 0
    assert [row.state for row in rows(held, ClockJob)] == ["due"]
    later(held, 2)
    sweep(held)
    sweep(held)
    assert ("send", sms_conversation_id(held, PARENT)) in held.queue.jobs
    work_and_send(held)
    assert [sent["body"] for sent in held.sms.sent].count(card(held)) == 1
    assert [row.state for row in rows(held, ClockJob)] == ["done"]


def test_a_reply_by_staff_in_time_keeps_the_card_back(held: Parts) -> None:
    text_in(held, CRISIS)
    later(held, 60)
    staff_says(held)
    later(held, 31)
    sweep(held)
    work_and_send(held)
    assert card(held) not in [sent["body"] for sent in held.sms.sent]


def test_what_staff_said_before_the_disclosure_does_not_count(held: Parts) -> None:
    staff_says(held)
    text_in(held, CRISIS)
    later(held, 91)
    sweep(held)
    work_and_send(held)
    assert [sent["body"] for sent in held.sms.sent].count(card(held)) == 1


def test_stop_before_the_card_is_due_sends_nothing_and_staff_are_told_to_ring(held: Parts) -> None:
    text_in(held, CRISIS)
    text_in(held, "STOP")
    before = len(held.sms.sent)
    later(held, 91)
    sweep(held)
    work_and_send(held)
    assert len(held.sms.sent) == before
    assert {row.kind for row in rows(held, Alert)} == {"crisis", "opted_out_danger"}


@pytest.mark.parametrize("then", [ABUSE, "my son has died"])
def test_nothing_that_comes_after_takes_a_due_card_back(held: Parts, then: str) -> None:
    text_in(held, CRISIS)
    text_in(held, then)
    later(held, 91)
    sweep(held)
    work_and_send(held)
    assert card(held) in [sent["body"] for sent in held.sms.sent]


def test_a_held_web_chat_gets_its_card_too(alert_parts: Parts) -> None:
    parts = alert_parts
    text_in(parts, "hello")
    staff_id = hold(parts)
    conversation_id = open_web_conversation(parts, "token")
    with parts.db.writing() as session:
        session.get_one(Conversation, conversation_id).held_by = staff_id
    accept_chat(parts, conversation_id=conversation_id, client_id="1", text=CRISIS)
    work_conversation(parts, conversation_id)
    later(parts, 91)
    sweep(parts)
    assert [row.kind for row in rows(parts, Message, conversation_id=conversation_id, sender="bot")] == ["safety"]


# ---- The phone may be watched (conduct 3) ----


def test_abuse_marks_the_phone_and_takes_back_what_was_queued(alert_parts: Parts) -> None:
    parts = alert_parts
    take_in(parts, "how long does a plan take")
    work_conversation(parts, sms_conversation_id(parts, PARENT))
    said = text_in(parts, ABUSE)
    assert said == [card(parts, "concern", "domestic_abuse")]
    assert [row.state for row in rows(parts, Outbound)] == ["cancelled", "cancelled", "sent"]
    assert one(parts, PhoneNumber).unsafe_at is not None
    assert one(parts, Conversation).unsafe_at is not None


def test_the_mark_is_set_even_while_staff_hold_or_after_stop(held: Parts) -> None:
    text_in(held, ABUSE)
    assert one(held, PhoneNumber).unsafe_at is not None


@pytest.mark.parametrize(("answer", "said"), [("1", True), ("yes", True), ("2", False), ("No", False)])
def test_the_question_after_it_is_answered_once_and_never_unmarks(alert_parts: Parts, answer: str, said: bool) -> None:
    parts = alert_parts
    text_in(parts, ABUSE)
    assert bool(text_in(parts, answer)) == said
    assert one(parts, PhoneNumber).unsafe_at is not None
    assert ("safe_to_text" in one(parts, Conversation).said_once) == said


def test_a_later_crisis_card_on_a_watched_phone_asks_nothing(alert_parts: Parts) -> None:
    """Its card has no "1 yes, 2 no", so "yes" after it must not be read as leave to text."""
    parts = alert_parts
    text_in(parts, ABUSE)
    text_in(parts, CRISIS)
    text_in(parts, "yes")
    assert "safe_to_text" not in one(parts, Conversation).said_once


def test_danger_while_opted_out_reaches_staff_alone(alert_parts: Parts) -> None:
    parts = alert_parts
    text_in(parts, "STOP")
    assert text_in(parts, ABUSE) == []
    assert {row.kind for row in rows(parts, Alert)} == {"concern", "opted_out_danger"}
    assert one(parts, PhoneNumber).unsafe_at is not None


# ---- A child has died (conduct 13) ----

DIED = "my son died last week"
GUESS = Verdict("crisis", "child_suicide_self_harm", frozenset(), 0.9, ("classifier",))


@pytest.mark.parametrize("verdict", [GUESS, Verdict()])
def test_a_death_is_told_to_staff_as_what_it_is(alert_parts: Parts, verdict: Verdict) -> None:
    parts = alert_parts
    parts.safety.verdicts[DIED] = verdict  # type: ignore[union-attr]
    assert text_in(parts, DIED) == [parts.content.messages["bereavement"].on("sms")]
    alert = one(parts, Alert)
    assert (alert.kind, alert.topic, alert.original_sealed) == ("bereavement", None, None)
    route = suggest_route(parts, alert.kind, alert.topic)
    assert "no form and no check" in route.say.lower() and "999" not in route.say and route.contacts == ()
    text_in(parts, DIED)
    assert len(rows(parts, Alert)) == 1


@pytest.mark.parametrize("text", ["my son died and i want to be with him", "my daughter has just died in her bed"])
def test_a_death_that_may_be_danger_stays_a_crisis(alert_parts: Parts, text: str) -> None:
    alert_parts.safety.verdicts[text] = GUESS  # type: ignore[union-attr]
    text_in(alert_parts, text)
    assert [row.kind for row in rows(alert_parts, Alert)] == ["crisis"]


def test_a_written_pattern_beside_a_death_is_a_crisis(alert_parts: Parts) -> None:
    alert_parts.safety.verdicts[DIED] = Verdict("crisis", "harm_to_child", frozenset(), 0.9, ("pattern:medical_now", "classifier"))  # type: ignore[union-attr]
    text_in(alert_parts, DIED)
    assert one(alert_parts, Alert).kind == "crisis"


def test_a_place_that_was_lost_is_told_to_nobody(alert_parts: Parts) -> None:
    text_in(alert_parts, "we lost our childs place at the nursery and my dad died")
    assert rows(alert_parts, Alert) == []


# ---- When the assessor itself fails ----


def test_a_broken_assessor_means_the_card_not_silence(alert_parts: Parts, caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        def assess(self, text: str, today: date | None = None) -> Verdict:
            raise RuntimeError(f"cannot read {text}")

    parts = alert_parts
    parts.safety = Broken()  # type: ignore[assignment]
    assert text_in(parts, "how long does a plan take, ref EHC-2026-00123") == [card(parts, "crisis", "")]
    assert (one(parts, Alert).kind, one(parts, Alert).topic) == ("crisis", None)
    assert "safety assessment broke" in caplog.text
    assert "EHC-2026" not in caplog.text
    assert parts.rasa.turns == []


def test_no_assessor_in_the_process_means_the_card_too(alert_parts: Parts) -> None:
    alert_parts.safety = None
    assert text_in(alert_parts, "how long does a plan take") == [card(alert_parts, "crisis", "")]


def test_an_assessor_that_loads_without_its_classifier_still_finds_the_worst(tmp_path: Path) -> None:
    assessor = load_safety(tmp_path / "missing.npz")
    assert assessor is not None
    assert assessor.assess("I want to kill myself tonight").lane == "crisis"
    assert assessor.assess("how long does an EHC plan take").lane is None


def test_an_empty_message_is_no_crisis_even_then(alert_parts: Parts) -> None:
    alert_parts.safety = None
    assert text_in(alert_parts, "")[0] == alert_parts.content.messages["empty_message"].sms
    assert rows(alert_parts, Alert) == []
