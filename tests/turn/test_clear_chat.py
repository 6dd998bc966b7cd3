"""After "Clear chat" whoever writes next is answered as somebody new: nothing that was said before shows in a later answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.duty_steps import WATCHED, act, chat_in, conversation_of, said, signed_in
from webhook.bootstrap import Parts
from webhook.services.chat import clear_chat, read_messages
from webhook.services.identity.identity import is_verified
from webhook.services.texts.inbox import open_web_conversation
from webhook.store.cases import IdentityCheck
from webhook.store.conversations import Conversation

WORDS = ("who do i ring", "how long does it take")


def _leave_behind(parts: Parts, conversation_id: str, **columns: object) -> None:
    """What an earlier answer left in the conversation."""
    with parts.db.writing() as session:
        conversation = session.get_one(Conversation, conversation_id)
        for column, value in columns.items():
            setattr(conversation, column, value)


def _next_answer(parts: Parts, conversation_id: str, words: str) -> list[str]:
    before = len(said(parts, conversation_id))
    chat_in(parts, words, conversation_id)
    return said(parts, conversation_id)[before:]


@pytest.mark.parametrize("topic", ["exclusion_reduced_timetable", "tribunal"])
@pytest.mark.parametrize("words", WORDS)
def test_the_next_answer_follows_no_topic_from_before(parts: Parts, topic: str, words: str) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    new, cleared, kept = (open_web_conversation(parts, "token") for _ in range(3))
    for conversation_id in (cleared, kept):
        _leave_behind(parts, conversation_id, last_topic=topic)
    clear_chat(parts, cleared)
    assert _next_answer(parts, cleared, words) == _next_answer(parts, new, words) != _next_answer(parts, kept, words)


def test_a_number_that_was_offered_before_picks_nothing(parts: Parts) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    new, cleared, kept = (open_web_conversation(parts, "token") for _ in range(3))
    for conversation_id in (cleared, kept):
        _leave_behind(parts, conversation_id, options=["exclusion_reduced_timetable", "tribunal"])
    clear_chat(parts, cleared)
    assert _next_answer(parts, cleared, "2") == _next_answer(parts, new, "2") != _next_answer(parts, kept, "2")


@pytest.mark.parametrize("requested", ["case_ref", "child_dob", "code"])
def test_an_identity_check_ends_and_a_proof_too(any_parts: Parts, requested: str) -> None:
    parts = any_parts
    conversation_id, now = chat_in(parts, "hello"), parts.clock.now()
    _leave_behind(parts, conversation_id, form="case_form", awaiting="callback", asked_before=[{"asked": "x"}], ladder={"problem": "late"})
    with parts.db.writing() as session:
        check = IdentityCheck(conversation_id=conversation_id, requested=requested, verified_until=now + timedelta(minutes=10), updated_at=now)
        session.add(check)
    segment = conversation_of(parts, conversation_id).segment
    clear_chat(parts, conversation_id)
    row = conversation_of(parts, conversation_id)
    assert (row.form, row.awaiting, row.asked_before, row.ladder, row.options, row.last_topic) == (None, None, None, None, [], None)
    assert row.segment == segment + 1 and row.cleared_at == now
    with parts.db.reading() as session:
        check = session.get_one(IdentityCheck, conversation_id)
    assert check.requested is None and check.verified_until is None and not is_verified(check, now)


def test_what_keeps_a_family_safe_and_who_holds_it_stay(client: FlaskClient, parts: Parts) -> None:
    officer = signed_in(client, parts)
    conversation_id = chat_in(parts, "he reads my phone and hits me", verdict=WATCHED)
    act(officer, conversation_id, "claim")
    clear_chat(parts, conversation_id)
    row = conversation_of(parts, conversation_id)
    assert row.unsafe_at is not None and row.held_by == 1 and read_messages(parts, conversation_id) == []
    assert "he reads my phone" in officer.get(f"/duty/conversations/{conversation_id}").text
    assert _next_answer(parts, conversation_id, "who do i ring") == []
