"""What masking hid in a message is open to the officer who holds the conversation, written down, for a short time (conduct 16)."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.duty_steps import PHONE, act, audits, chat_in, new_staff, pass_time, said, signed_in, text_in
from tests.family import MUM, ask_for_code
from webhook.bootstrap import Parts
from webhook.services.staff.console import StepRefused, claim_conversation, hand_back, reveal_words
from webhook.services.turn.work import sweep
from webhook.store.messages import Inbound

TYPED = "it was the 14th of october 2026, at n7 9px, ring 07700 900456"


@pytest.fixture
def officer(client: FlaskClient, parts: Parts) -> FlaskClient:
    """Amina, an officer, signed in; the assistant has no answer to anything."""
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    return signed_in(client, parts)


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_the_officer_who_holds_it_opens_what_was_hidden(officer: FlaskClient, parts: Parts, channel: str) -> None:
    write = chat_in if channel == "web" else lambda parts, words, _="": text_in(parts, words, PHONE)
    conversation_id = write(parts, "PERSON")
    act(officer, conversation_id, "claim")
    write(parts, TYPED, conversation_id)
    page = officer.get(f"/duty/conversations/{conversation_id}").text
    assert "[date]" in page and "october" not in page and "Show what was hidden" in page
    opened = act(officer, conversation_id, "words").text
    assert TYPED in opened and "written down that you looked" in opened
    assert ("saw_words", f"conversation:{conversation_id}") in audits(parts)
    assert "october" not in officer.get(f"/duty/conversations/{conversation_id}").text, "on that page only"
    assert not any("october" in text for text in said(parts, conversation_id, "parent")), "what is stored stays masked"


def test_nobody_else_opens_it(officer: FlaskClient, parts: Parts) -> None:
    conversation_id = chat_in(parts, "PERSON")
    chat_in(parts, TYPED, conversation_id)
    assert "Show what was hidden" not in officer.get(f"/duty/conversations/{conversation_id}").text
    refused = officer.get(act(officer, conversation_id, "words").location).text
    assert "Claim it first" in refused and "october" not in refused
    assert ("words_refused", f"conversation:{conversation_id}") in audits(parts)
    claim_conversation(parts, new_staff(parts, "bo"), conversation_id)
    assert "october" not in officer.get(act(officer, conversation_id, "words").location).text


def test_an_answer_to_the_identity_check_is_never_opened_or_kept(any_parts: Parts) -> None:
    parts, amina = any_parts, new_staff(any_parts)
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    conversation_id = text_in(parts, "PERSON", MUM)
    ask_for_code(parts, MUM)  # the reference, and "14/3/17"
    claim_conversation(parts, amina, conversation_id)
    text_in(parts, "the letter is dated 11 november", MUM)
    assert [words for _, words in reveal_words(parts, amina, conversation_id)] == ["the letter is dated 11 november"]
    pass_time(parts, minutes=parts.settings.sealed_minutes + 1)
    sweep(parts)
    with parts.db.reading() as session:
        kept = [parts.vault.open(sealed) for sealed in session.scalars(select(Inbound.body_sealed).where(Inbound.body_sealed.is_not(None)))]
    assert kept == ["the letter is dated 11 november"]


def test_it_is_kept_while_a_person_has_it_and_wiped_after(any_parts: Parts) -> None:
    parts, amina = any_parts, new_staff(any_parts)
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    conversation_id = text_in(parts, "PERSON")
    text_in(parts, "my letter is dated 11 november")
    alone = text_in(parts, "my letter is dated 12 november", "+447700900789")
    pass_time(parts, hours=14)
    sweep(parts)
    claim_conversation(parts, amina, conversation_id)
    claim_conversation(parts, amina, alone)
    assert [words for _, words in reveal_words(parts, amina, conversation_id)] == ["my letter is dated 11 november"]
    assert reveal_words(parts, amina, alone) == [], "nobody had asked for a person there"
    hand_back(parts, amina, conversation_id, "answered")
    sweep(parts)
    claim_conversation(parts, amina, conversation_id)
    assert reveal_words(parts, amina, conversation_id) == []


def test_a_conversation_that_is_never_closed_keeps_it_for_some_days_only(any_parts: Parts) -> None:
    parts, amina = any_parts, new_staff(any_parts)
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    conversation_id = text_in(parts, "PERSON")
    claim_conversation(parts, amina, conversation_id)
    text_in(parts, "my letter is dated 11 november")
    pass_time(parts, days=parts.settings.handover_original_days, minutes=1)
    sweep(parts)
    assert reveal_words(parts, amina, conversation_id) == []
    hand_back(parts, amina, conversation_id, "answered")
    with pytest.raises(StepRefused, match="words_not_yours"):
        reveal_words(parts, amina, conversation_id)
