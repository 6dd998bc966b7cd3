"""What tests of texts about a case do again and again: prove who asks, ask for the status, answer the offer, import a change, let the worker look."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.family import CASE, MUM, hear, put_on_record, verify, web, write_csv
from webhook.bootstrap import Parts
from webhook.clients.clock import LONDON
from webhook.services.cases.cases import case_status, seal_status
from webhook.services.imports.cases import import_cases
from webhook.services.imports.imports import Imported
from webhook.services.texts.inbox import accept_chat, accept_sms, sms_conversation_id
from webhook.services.texts.outbox import send_due
from webhook.services.turn.work import sweep, work_conversation
from webhook.store.cases import UpdateChoice
from webhook.store.messages import ClockJob, Inbound, Message, Outbound


def write(parts: Parts, who: str, words: str) -> list[str]:
    """One message through the whole turn, from a number or in a web conversation; what was said back."""
    conversation = sms_conversation_id(parts, who) if who.startswith("+") else who
    with parts.db.reading() as session:
        before = session.query(Message.id).order_by(Message.id.desc()).limit(1).scalar() or 0
    if who.startswith("+"):
        accept_sms(parts, number=who, message_sid=f"SM{uuid.uuid4().hex}", text=words)
    else:
        accept_chat(parts, conversation_id=who, client_id=uuid.uuid4().hex, text=words)
    work_conversation(parts, conversation)
    send_due(parts, conversation)
    with parts.db.reading() as session:
        said = session.query(Message.text).filter(Message.conversation_id == conversation, Message.id > before, Message.sender == "bot", Message.kind != "notice")
        return [text for (text,) in said.order_by(Message.id)]


def prove(parts: Parts, who: str, number: str = MUM) -> None:
    """The whole check with the right answers; in chat with the phone named first, so that the code goes to that one of two parents."""
    if not who.startswith("+"):
        hear(parts, who, f"my phone is {number}")
    verify(parts, who, number)
    with parts.db.writing() as session:
        session.query(Inbound).filter(Inbound.state == "received").update({"state": "done"})  # the check was taken step by step, not through the turn


def ask_status(parts: Parts, who: str, words: str = "so where is it") -> list[str]:
    """The status as Rasa would pass it on, and what follows it."""
    conversation = sms_conversation_id(parts, who) if who.startswith("+") else who
    with parts.db.reading() as session:
        status = case_status(parts, session, conversation)
    parts.rasa.answers[words] = [{"say": "case_status", "status": seal_status(parts, status, conversation)}]  # type: ignore[attr-defined]
    return write(parts, who, words)


def opt_in(parts: Parts, who: str, number: str = MUM) -> None:
    """Prove, ask, say yes."""
    prove(parts, who, number)
    assert offered(parts, ask_status(parts, who))
    assert write(parts, who, "1") == [parts.content.messages["updates_on"].on("sms" if who.startswith("+") else "web")]


def offered(parts: Parts, said: list[str]) -> bool:
    """Whether the last thing said was our question."""
    return said[-1] in (parts.content.messages["updates_offer"].web, parts.content.messages["updates_offer"].sms)


def change(parts: Parts, folder: Path, **case: Any) -> Imported:
    """An import that changes the case."""
    imported = import_cases(parts, write_csv(folder / f"cases-{uuid.uuid4().hex[:8]}.csv", [CASE | case]))
    assert imported.written
    return imported


def tick(parts: Parts) -> None:
    """The worker looks once, and does what it left in the queue."""
    sweep(parts)
    jobs, parts.queue.jobs = {job for _, job in parts.queue.jobs}, []  # type: ignore[attr-defined]
    for conversation in sorted(jobs):
        send_due(parts, conversation)


def go_to(parts: Parts, moment: str) -> None:
    """Set the clock, in London's time, and let the worker look."""
    parts.clock.at = datetime.fromisoformat(moment).replace(tzinfo=LONDON)  # type: ignore[attr-defined]
    tick(parts)


def texts_about(parts: Parts, number: str = MUM) -> list[str]:
    """Texts about the case that left for a number, oldest first."""
    with parts.db.reading() as session:
        rows = session.query(Outbound).filter(Outbound.kind == "update", Outbound.state.in_(("sent", "delivered"))).order_by(Outbound.id).all()
        left = {row.provider_sid for row in rows if row.number_hash == parts.vault.hash("number", number)}
        bodies = [parts.vault.open(row.body_sealed) for row in rows if row.provider_sid in left]
    assert len(bodies) == len([sent for sent in parts.sms.sent if sent["to"] == number and sent["body"] in bodies])  # type: ignore[attr-defined]
    return bodies


def choices(parts: Parts) -> list[tuple[int, str, str]]:
    """Every choice that is kept: contact, on or off, by whom."""
    with parts.db.reading() as session:
        return [(row.contact_id, row.state, row.by) for row in session.query(UpdateChoice).order_by(UpdateChoice.contact_id)]


def jobs(parts: Parts) -> dict[str, str]:
    """Every job about a case by its key, with its state."""
    with parts.db.reading() as session:
        return {job.dedupe_key: job.state for job in session.query(ClockJob).filter_by(kind="case_update").order_by(ClockJob.id)}


@pytest.fixture
def wanted(any_parts: Parts, tmp_path: Path) -> Parts:
    """A mother who said yes in the chat, on each of the two stores."""
    any_parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(any_parts, tmp_path)
    opt_in(any_parts, web(any_parts))
    return any_parts


@pytest.fixture
def family(parts: Parts, tmp_path: Path) -> Parts:
    """One mother on the record of one case."""
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(parts, tmp_path)
    return parts


def text(parts: Parts, key: str, channel: str = "web") -> list[str]:
    """A message of ours, as what was said back."""
    return [parts.content.messages[key].on(channel)]
