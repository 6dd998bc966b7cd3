"""Plays a conversation of tests/conversations/ on the real stack, step by step. What may be expected of a step is in tests/conversation_checks.py.

Each conversation has phones, and where it asks for one a case, of its own; so no conversation can change what another one meets.
"""

from __future__ import annotations

import csv
import itertools
import re
import sys
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

from ops.ask import describe, fill_code
from ops.stack import Stack
from webhook.clients.clock import LONDON
from webhook.services.imports.cases import import_cases
from webhook.services.safety.alerts import acknowledge
from webhook.services.staff.console import claim_conversation, hand_back, send_reply
from webhook.services.texts.inbox import accept_chat, accept_sms, open_web_conversation, sms_conversation_id
from webhook.services.texts.outbox import send_due
from webhook.services.turn.work import sweep, work_conversation
from webhook.store.conversations import Conversation
from webhook.store.duty import Alert, Staff
from webhook.store.duty_queries import find_staff
from webhook.store.messages import Outbound

FOLDER = Path(__file__).parent / "conversations"
DEMO = Path(__file__).parent.parent / "webhook" / "demo"
OFFICE = {day: {"opens": "09:00", "closes": "17:00"} for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
CONVERSATION_KEYS = {"name", "channel", "phone", "turns", "people", "case", "case_with", "contact_with", "at", "hours", "known_gap"}
STEPS = {"say", "picture", "staff", "wait"}
STAFF_STEPS = {"claim", "reply", "hand_back", "acknowledge"}
_serial = itertools.count(1)


class BadConversation(Exception):
    """A file that cannot be played; the message says where and why."""


@dataclass
class Person:
    """Somebody who writes: by text from a number, or in the chat."""

    channel: str
    number: str = ""
    conversation_id: str = ""


@dataclass
class Said:
    """What came of one step: replies to the person of the step, and texts to anybody else in the conversation."""

    step: dict[str, Any]
    person: Person
    answer: dict[str, Any]
    to_others: list[str] = field(default_factory=list)

    @property
    def replies(self) -> list[str]:
        return [reply["text"] for reply in self.answer["replies"]]

    @property
    def text(self) -> str:
        return "\n".join(self.replies)


def read_conversations(checks: set[str]) -> list[dict[str, Any]]:
    """Every conversation with its number and journey. Raises BadConversation for an unknown key, a step without expectation, a name used twice."""
    found = [{**conversation, "journey": path.stem} for path in sorted(FOLDER.glob("*.yml")) for conversation in yaml.safe_load(path.read_text("utf-8"))]
    for number, conversation in enumerate(found, 1):
        check_conversation(conversation, checks)
        conversation["number"] = number
    names = [conversation["name"] for conversation in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise BadConversation(f"names used twice: {twice}")
    return found


def check_conversation(conversation: dict[str, Any], checks: set[str]) -> None:
    """Raise BadConversation unless every key is known and every step expects something."""
    where = f"{conversation.get('journey')}: {conversation.get('name')}"
    if unknown := set(conversation) - CONVERSATION_KEYS - {"journey", "number"}:
        raise BadConversation(f"{where}: unknown {unknown}")
    if not conversation.get("turns"):
        raise BadConversation(f"{where}: no turns")
    for step in conversation["turns"]:
        if len(STEPS & set(step)) != 1:
            raise BadConversation(f"{where}: not one of {STEPS}: {step}")
        if unknown := set(step) - STEPS - checks - {"as", "later", "text", "offered"}:
            raise BadConversation(f"{where}: unknown {unknown}: {step}")
        if not checks & set(step):
            raise BadConversation(f"{where}: nothing is expected: {step}")
        if "staff" in step and step["staff"] not in STAFF_STEPS:
            raise BadConversation(f"{where}: staff do one of {STAFF_STEPS}: {step}")


def read_span(text: str) -> timedelta:
    """ "90 seconds", "2 days", "3 weeks"."""
    amount, unit = text.split()
    return timedelta(**{unit if unit.endswith("s") else f"{unit}s": int(amount)})


def begins_at(conversation: dict[str, Any]) -> datetime:
    """When a conversation starts, UTC: its own `at` in London, else now."""
    at = conversation.get("at")
    return datetime.fromisoformat(str(at)).replace(tzinfo=LONDON).astimezone(UTC) if at else datetime.now(UTC)


def case_ref(conversation: dict[str, Any]) -> str:
    """The reference of the conversation's own case."""
    return f"SAMPLE-{2000 + conversation['number']}"


def phone_of(conversation: dict[str, Any], which: int) -> str:
    """A number for drama, of this conversation alone: 0 is nobody's on record, 1 and 2 are the contacts' of its case."""
    return f"+447700900{3 * conversation['number'] + which:03d}"


def load_cases(stack: Stack, conversations: list[dict[str, Any]], folder: Path) -> None:
    """Give each conversation that names a sample a copy of it, through the ordinary import."""
    rows: dict[str, list[dict[str, str]]] = {"cases": [], "contacts": []}
    for conversation in (each for each in conversations if "case" in each):
        own = {"case_ref": case_ref(conversation)}
        today = begins_at(conversation).date()
        rows["cases"] += [{**row, **own, **conversation.get("case_with", {})} for row in read_sample("cases", conversation["case"], today)]
        for which, row in enumerate(read_sample("contacts", conversation["case"], today), 1):
            rows["contacts"].append({**row, **own, "phone": phone_of(conversation, which), **conversation.get("contact_with", {})})
    for name, lines in rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(column for line in lines for column in line)))
            writer.writeheader()
            writer.writerows(lines)
    rejected = [rejected for report in import_cases(stack.parts, folder / "cases.csv", folder / "contacts.csv").reports for rejected in report.rejected]
    assert not rejected, rejected


def read_sample(name: str, ref: str, today: date) -> list[dict[str, str]]:
    """A sample's rows, with "@-20" turned into a day."""
    text = (DEMO / f"{name}.csv").read_text("utf-8")
    dated = re.sub(r"@([+-]\d+)", lambda found: (today + timedelta(days=int(found.group(1)))).isoformat(), text)
    return [row for row in csv.DictReader(dated.splitlines()) if row["case_ref"] == ref]


class Play:
    """One conversation on the stack."""

    def __init__(self, stack: Stack, conversation: dict[str, Any]) -> None:
        self.stack, self.conversation, self.at = stack, conversation, begins_at(conversation)
        stack.clock.at = self.at
        people = conversation.get("people") or {"": {"channel": conversation.get("channel", "web"), "phone": conversation.get("phone", "")}}
        self.people = {name: self._person(**each) for name, each in people.items()}
        self.heard: set[int] = set()

    def _person(self, channel: str, phone: str = "") -> Person:
        if channel == "web":
            return Person("web", "", open_web_conversation(self.stack.parts, token=f"play {next(_serial)}"))
        number = phone_of(self.conversation, {"": 0, "record": 1, "record 2": 2}[phone])
        return Person("sms", number, sms_conversation_id(self.stack.parts, number))

    def take(self, step: dict[str, Any]) -> Said:
        """One step, at its time, and everything that comes of it sent."""
        person = self.people[step.get("as", next(iter(self.people)))]
        self.at += read_span(step.get("later") or step.get("wait") or "20 seconds")
        self.stack.clock.at = self.at
        if "later" in step or "wait" in step:
            sweep(self.stack.parts)
        answer = self._write(step, person) if "say" in step or "picture" in step else self._act(step, person)
        self._send(person)
        news = self._news()
        if "say" not in step and "picture" not in step:
            answer["replies"] = [{"text": text} for whose, text in news if whose == person.conversation_id]
        return Said(step, person, answer, [text for whose, text in news if whose != person.conversation_id])

    def _write(self, step: dict[str, Any], person: Person) -> dict[str, Any]:
        parts, number = self.stack.parts, next(_serial)
        text = self.fill(str(step.get("say", step.get("text", ""))), person)
        if person.channel == "sms":
            media = 1 if "picture" in step else 0
            accepted = accept_sms(parts, number=person.number, message_sid=f"SMplay{number}-{time.time_ns()}", text=text, media_count=media)
        else:
            accepted = accept_chat(parts, conversation_id=person.conversation_id, client_id=f"play{number}", text=text)
        if "offered" in step:  # as if the last reply had asked which of these it is
            with parts.db.writing() as session:
                conversation = session.get_one(Conversation, accepted.conversation_id)
                conversation.options, conversation.unsure_count = list(step["offered"]), 1
        started = time.monotonic()
        work_conversation(parts, accepted.conversation_id)
        elapsed = (time.monotonic() - started) * 1000
        return describe(self.stack, {"id": number, "conversation": person.conversation_id}, accepted.inbound_id, accepted.conversation_id, elapsed)

    def _act(self, step: dict[str, Any], person: Person) -> dict[str, Any]:
        parts, officer, whose = self.stack.parts, self._officer(), person.conversation_id
        if step.get("staff") == "claim":
            claim_conversation(parts, officer, whose)
        elif step.get("staff") == "reply":
            send_reply(parts, officer, whose, str(step["text"]), nonce=str(next(_serial)))
        elif step.get("staff") == "hand_back":
            hand_back(parts, officer, whose, "answered", seen=sys.maxsize)  # asked about what they wrote meanwhile, and gone on
        elif step.get("staff") == "acknowledge":
            with parts.db.reading() as session:
                alerts = list(session.scalars(select(Alert.id).where(Alert.conversation_id == whose, Alert.acknowledged_at.is_(None))))
            for alert in alerts:
                acknowledge(parts, officer, alert)
        return {"lane": None, "topic": None, "topics": [], "options": [], "replies": [], "flags": [], "alerted_staff": False}

    def _officer(self) -> Staff:
        with self.stack.parts.db.reading() as session:
            officer = find_staff(session, "officer")
        assert officer is not None
        return officer

    def fill(self, text: str, person: Person) -> str:
        """{code} {wrong_code} {ref} {phone} {day-40} {date-40} in what somebody writes."""
        text = text.replace("{ref}", case_ref(self.conversation)).replace("{phone}", f"0{phone_of(self.conversation, 1)[3:]}")
        days = {"day": "%-d %B", "date": "%-d/%-m/%Y"}
        text = re.sub(r"\{(day|date)([+-]\d+)\}", lambda found: (self.at.astimezone(LONDON) + timedelta(days=int(found[2]))).strftime(days[found[1]]), text)
        if "{wrong_code}" in text:
            right = fill_code(self.stack, 0, "{code}", person.conversation_id)
            text = text.replace("{wrong_code}", f"{(int(right) + 1) % 10**6:06d}")
        return fill_code(self.stack, 0, text, person.conversation_id)

    def _send(self, person: Person) -> None:
        jobs = self.stack.parts.queue.jobs  # type: ignore[attr-defined]
        for conversation_id in {job[1] for job in jobs} | {person.conversation_id}:
            send_due(self.stack.parts, conversation_id)
        jobs.clear()

    def _news(self) -> list[tuple[str, str]]:
        """What was said to the people of this conversation since the last look, codes left out."""
        whose = {person.conversation_id for person in self.people.values()}
        with self.stack.parts.db.reading() as session:
            rows = session.scalars(select(Outbound).where(Outbound.conversation_id.in_(whose), Outbound.state != "cancelled", Outbound.kind != "code").order_by(Outbound.id))
            fresh = [row for row in rows if row.id not in self.heard]
        self.heard |= {row.id for row in fresh}
        return [(row.conversation_id, self.stack.parts.vault.open(row.body_sealed)) for row in fresh]


def set_hours(stack: Stack, conversation: dict[str, Any]) -> None:
    """Office hours from Monday to Friday where the conversation asks for them; else hours are not set, as the project comes."""
    stack.parts.content = replace(stack.parts.content, hours={**stack.parts.content.hours, "days": OFFICE if conversation.get("hours") else {}})
