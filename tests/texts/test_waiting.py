"""While Rasa is away: told once, kept, answered later in order, and nobody in danger waits. On both databases."""

from __future__ import annotations

from typing import Any

import pytest

import webhook.services.turn.work as work_module
from tests.conftest import Verdict
from tests.sms_tools import ANSWER, PARENT, bodies, hold, later, one, rows, take_in, text_in, work_and_send
from webhook.bootstrap import Parts
from webhook.clients.clock import LONDON
from webhook.services.texts.inbox import accept_chat, open_web_conversation, sms_conversation_id
from webhook.services.turn.work import LONG_QUEUE, sweep, work_conversation
from webhook.store.conversations import Conversation
from webhook.store.duty import Alert, Handover
from webhook.store.messages import Inbound, Message, Outbound

HERE = sms_conversation_id


def test_waiting_is_told_once_and_answered_in_order_when_rasa_is_back(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.default, parts.rasa.down = ANSWER, True
    holding = parts.content.messages["holding"].sms
    assert text_in(parts, "question one about plans") == [holding]
    for _ in range(4):
        later(parts, parts.settings.rasa_retry_s + 1)
        work_and_send(parts)
    assert text_in(parts, "question two about plans") == []
    assert text_in(parts, "question three about plans") == []
    assert [sent["body"] for sent in parts.sms.sent] == [holding]
    assert one(parts, Alert).kind == "rasa_down"
    assert (one(parts, Handover).kind, one(parts, Handover).state) == ("waiting", "waiting")
    parts.rasa.down = False
    later(parts, parts.settings.rasa_retry_s + 1)
    sweep(parts)
    assert ("work", HERE(parts, PARENT)) in parts.queue.jobs
    work_and_send(parts)
    assert [turn[1] for turn in parts.rasa.turns] == ["question one about plans", "question two about plans", "question three about plans"]
    assert [row.state for row in rows(parts, Inbound)] == ["done"] * 3
    intros = [body for body in bodies(parts) if body.startswith("Earlier you asked")]
    assert [("one" in body, "two" in body, "three" in body) for body in intros] == [(True, False, False), (False, True, False), (False, False, True)]
    assert (one(parts, Handover).state, one(parts, Handover).outcome) == ("closed", "answered")


def test_one_alert_for_an_outage_however_many_wait_and_a_new_one_for_the_next(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.down = True
    for n in range(6):
        text_in(parts, "how long does a plan take", f"+4477009003{n:02d}")
    assert one(parts, Alert).kind == "rasa_down"
    with parts.db.writing() as session:
        session.query(Alert).update({"acknowledged_at": parts.clock.now()})
    text_in(parts, "how long does a plan take", "+447700900399")
    assert len(rows(parts, Alert)) == 2


def open_kinds(parts: Parts) -> list[str]:
    return [row.kind for row in rows(parts, Alert) if row.acknowledged_at is None]


def recover(parts: Parts) -> None:
    """Rasa is back, and the worker looks at what waited."""
    parts.rasa.down = False
    later(parts, parts.settings.rasa_retry_s + 1)
    sweep(parts)
    work_and_send(parts)


def test_staff_see_that_the_assistant_answers_again_and_since_when_it_did_not(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.default, parts.rasa.down = ANSWER, True
    text_in(parts, "question one about plans")
    text_in(parts, "question two about plans")
    later(parts, 90)
    assert open_kinds(parts) == ["rasa_down"]
    recover(parts)
    assert open_kinds(parts) == ["rasa_back"]
    down, back = rows(parts, Alert)
    assert f"{down.at.astimezone(LONDON):%H:%M}" in back.detail and back.at > down.at and back.conversation_id is None
    parts.rasa.down = True
    text_in(parts, "question three about plans")
    assert open_kinds(parts) == ["rasa_down"]  # a new outage: nobody reads that it answers
    recover(parts)
    assert open_kinds(parts) == ["rasa_back"]


def test_an_outage_that_staff_have_seen_is_not_told_again_and_one_that_lasts_stays(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.default, parts.rasa.down = ANSWER, True
    text_in(parts, "question one about plans")
    assert text_in(parts, "PERSON") != []  # answered without Rasa
    later(parts, parts.settings.rasa_retry_s + 1)
    work_and_send(parts)
    assert open_kinds(parts) == ["rasa_down"]
    with parts.db.writing() as session:
        session.query(Alert).update({"acknowledged_at": parts.clock.now()})
    recover(parts)
    assert open_kinds(parts) == []


def test_a_new_message_never_overtakes_one_that_waits(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.default, parts.rasa.down = ANSWER, True
    text_in(parts, "question one about plans")
    parts.rasa.down = False
    text_in(parts, "question two about plans")
    assert parts.rasa.turns == []
    later(parts, parts.settings.rasa_retry_s + 1)
    work_and_send(parts)
    assert [turn[1] for turn in parts.rasa.turns] == ["question one about plans", "question two about plans"]


def test_danger_is_answered_at_once_while_others_wait(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.down = True
    text_in(parts, "question one about plans")
    parts.safety.verdicts["i cant go on"] = Verdict("crisis", "suicidal_adult", frozenset(), 1.0)
    said = text_in(parts, "i cant go on")
    assert len(said) == 1
    assert "999" in said[0] or "111" in said[0]
    assert "crisis" in [row.kind for row in rows(parts, Alert)]


def test_words_that_need_no_rasa_work_without_it(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.down = True
    assert text_in(parts, "PERSON") != []
    assert [row.state for row in rows(parts, Inbound)] == ["done"]


def test_a_watched_phone_gets_no_late_answer(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.default, parts.rasa.down = ANSWER, True
    text_in(parts, "question one about plans")
    parts.safety.verdicts["he reads my texts and hits me"] = Verdict("concern", "domestic_abuse", frozenset({"unsafe_phone"}), 1.0)
    text_in(parts, "he reads my texts and hits me")
    before = len(parts.sms.sent)
    parts.rasa.down = False
    for _ in range(3):
        later(parts, 60)
        sweep(parts)
        work_and_send(parts)
    assert parts.sms.sent[before:] == []
    assert [row.state for row in rows(parts, Inbound)] == ["done", "done"]
    assert (one(parts, Handover).kind, one(parts, Handover).state) == ("waiting", "waiting")


def test_a_watched_phone_that_asks_in_an_outage_is_passed_to_staff_and_promised_nothing(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.down = True
    parts.safety.verdicts["he reads my texts and hits me"] = Verdict("concern", "domestic_abuse", frozenset({"unsafe_phone"}), 1.0)
    text_in(parts, "he reads my texts and hits me")
    said = text_in(parts, "how long does a plan take")
    assert parts.content.messages["holding"].sms not in said
    assert not any("hits" in text for text in said)
    assert [row.state for row in rows(parts, Inbound)] == ["done", "done"]
    assert one(parts, Handover).kind == "waiting"


def test_staff_who_took_over_meanwhile_answer_instead(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.default, parts.rasa.down = ANSWER, True
    text_in(parts, "question one about plans")
    hold(parts)
    parts.rasa.down = False
    before = len(parts.sms.sent)
    later(parts, 60)
    work_and_send(parts)
    assert parts.sms.sent[before:] == []
    assert one(parts, Inbound).lane == "silent"


def test_a_request_for_a_person_is_not_closed_by_a_late_answer(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.default, parts.rasa.down = ANSWER, True
    text_in(parts, "question one about plans")
    text_in(parts, "PERSON")
    parts.rasa.down = False
    later(parts, 60)
    work_and_send(parts)
    assert (one(parts, Handover).kind, one(parts, Handover).state) == ("person", "waiting")


def test_a_message_rasa_never_has_words_for_ends_with_an_honest_reply(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.default = []
    text_in(parts, "question one about plans")
    for _ in range(5):
        later(parts, 60)
        work_and_send(parts)
    assert one(parts, Inbound).state == "done"
    assert bodies(parts)[-2:] != []
    parts.rasa.default = ANSWER
    assert len(text_in(parts, "question two about plans")) >= 1


def test_an_outage_of_an_hour_does_not_fill_the_queue(parts: Parts) -> None:
    """Every sweep used to queue every waiting conversation again, by the hundred, in front of new messages."""
    parts.rasa.down = True
    for n in range(30):
        take_in(parts, "how long does a plan take", f"+44770090{n:04d}")
    length = 0
    parts.queue.length = lambda: length  # type: ignore[method-assign]
    parts.queue.jobs.clear()
    sweep(parts)
    assert len(parts.queue.jobs) == 30
    length = LONG_QUEUE + 1
    sweep(parts)
    assert len(parts.queue.jobs) == 30


def test_the_web_waits_and_is_answered_like_a_text(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.default, parts.rasa.down = ANSWER, True
    conversation_id = open_web_conversation(parts, "token")
    accept_chat(parts, conversation_id=conversation_id, client_id="1", text="how long does a plan take")
    work_conversation(parts, conversation_id)
    assert [row.kind for row in rows(parts, Message, sender="bot")] == ["holding"]
    parts.rasa.down = False
    later(parts, 60)
    work_conversation(parts, conversation_id)
    assert len(rows(parts, Message, sender="bot")) >= 2
    assert {row.state for row in rows(parts, Outbound)} == {"sent"}


def test_what_waits_too_long_loses_its_original_but_not_its_answer(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.default, parts.rasa.down = ANSWER, True
    text_in(parts, "how long does a plan take, ref EHC-2026-00123")
    later(parts, parts.settings.sealed_minutes * 60 + 1)
    sweep(parts)
    assert one(parts, Inbound).body_sealed is None
    parts.rasa.down = False
    work_and_send(parts)
    assert (one(parts, Inbound).state, parts.rasa.turns[0][1]) == ("done", "how long does a plan take, ref [case ref]")


def test_one_chore_that_breaks_does_not_stop_the_sweep(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(parts, "hello")
    parts.queue.jobs.clear()
    monkeypatch.setattr(work_module, "find_due_jobs", lambda *a, **k: 1 / 0)
    sweep(parts)
    assert parts.queue.jobs == [("work", HERE(parts, PARENT))]


def test_a_rasa_that_raises_anything_else_is_a_broken_turn_not_a_lost_one(any_parts: Parts) -> None:
    parts = any_parts

    def explode(*_args: object, **_more: object) -> list[dict[str, Any]]:
        raise RuntimeError("surprise")

    parts.rasa.turn = explode  # type: ignore[method-assign]
    assert text_in(parts, "how long does a plan take") == [parts.content.messages["holding"].sms]
    assert one(parts, Inbound).state == "waiting"


# ---- A question of ours that was asked meanwhile ----

NUMBER = "07700 900456, mornings, hearing is 12 december"


@pytest.mark.parametrize("asks_person", ["can i speak to a person please", "CALL", "can someone ring me"])
def test_the_number_we_asked_for_is_taken_after_a_late_answer_too(any_parts: Parts, asks_person: str) -> None:
    parts = any_parts
    parts.rasa.default, parts.rasa.down = ANSWER, True
    chat = open_web_conversation(parts, "token-a")
    for client_id, text in (("1", "how long does a plan take"), ("2", asks_person)):
        accept_chat(parts, conversation_id=chat, client_id=client_id, text=text)
        work_conversation(parts, chat)
    parts.rasa.down = False
    later(parts, parts.settings.rasa_retry_s + 1)
    work_conversation(parts, chat)
    assert [row.text for row in rows(parts, Message) if row.text.startswith("Earlier you asked")]
    accept_chat(parts, conversation_id=chat, client_id="3", text=NUMBER)
    work_conversation(parts, chat)
    handover = one(parts, Handover)
    assert handover.callback_sealed is not None and parts.vault.open(handover.callback_sealed) == "07700 900456"
    assert rows(parts, Message)[-1].text.startswith("Saved. A person from the SEND team will ring you")


def test_choices_offered_meanwhile_can_still_be_picked(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.default, parts.rasa.down = ANSWER, True
    text_in(parts, "question one about plans")
    asked = text_in(parts, "they knocked us back")
    assert "1" in asked[0]
    parts.rasa.down = False
    later(parts, parts.settings.rasa_retry_s + 1)
    work_and_send(parts)
    assert bodies(parts)[-1] != asked[0]
    picked = text_in(parts, "2")
    text_in(parts, "they knocked us back", "+447700900112")
    assert picked == text_in(parts, "2", "+447700900112")[:1] and "mediation" in picked[0]


def test_what_was_asked_before_a_held_message_is_closed_by_its_answer(any_parts: Parts) -> None:
    parts = any_parts
    asked = text_in(parts, "they knocked us back")
    assert one(parts, Conversation).awaiting
    parts.rasa.default, parts.rasa.down = ANSWER, True
    text_in(parts, "how long does a plan take")
    parts.rasa.down = False
    later(parts, parts.settings.rasa_retry_s + 1)
    work_and_send(parts)
    assert asked and one(parts, Conversation).awaiting is None
