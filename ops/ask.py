"""`make ask IN=in.jsonl OUT=out.jsonl`: questions in a file, through the whole real path, answers out. For editors and for evaluation."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import phonenumbers
from sqlalchemy import select

from ops.stack import Stack, running_stack
from webhook.clients.clock import LONDON
from webhook.services.texts.inbox import accept_chat, accept_sms, open_web_conversation
from webhook.services.texts.outbox import send_due
from webhook.services.turn.work import sweep, work_conversation
from webhook.store.cases import IdentityCode
from webhook.store.duty import Alert
from webhook.store.messages import Inbound, Message, Outbound


class BadLine(Exception):
    """A line that cannot be asked; the message names it."""


@dataclass
class Threads:
    """What `conversation` and `from` mean within one file."""

    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    last_at: dict[str, datetime] = field(default_factory=dict)


def main(arguments: list[str]) -> int:
    """Exit 0 only if every line got a reply or is silent; 2 for a line that cannot be asked."""
    if len(arguments) != 2 or not all(arguments):
        print("usage: make ask IN=in.jsonl OUT=out.jsonl", file=sys.stderr)
        return 2
    try:
        lines = read_lines(Path(arguments[0]))
    except (OSError, BadLine) as error:
        print(f"make ask: {error}", file=sys.stderr)
        return 2
    started, unanswered, threads = time.monotonic(), [], Threads()
    with running_stack() as stack, Path(arguments[1]).open("w", encoding="utf-8") as out:
        for number, line in enumerate(lines, 1):
            try:
                answer = ask_line(stack, threads, number, line)
            except BadLine as error:
                print(f"make ask: {error}", file=sys.stderr)
                return 2
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
            out.flush()
            if not answer["replies"] and answer["lane"] != "silent":
                unanswered.append(str(line["id"]))
    print(f"{len(lines)} questions answered in {time.monotonic() - started:.0f} s (start-up included); without a reply: {', '.join(unanswered) or 'none'}")
    return 1 if unanswered else 0


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The questions. Raises BadLine naming the first line that is not one."""
    lines = []
    for number, text in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        if not text.strip():
            continue
        try:
            line = json.loads(text)
        except ValueError as error:
            raise BadLine(f"line {number} is not JSON") from error
        if not isinstance(line, dict) or "id" not in line or not isinstance(line.get("text"), str):
            raise BadLine(f"line {number} needs id and text")
        if line.setdefault("channel", "web") not in ("web", "sms"):
            raise BadLine(f"line {number}: channel is web or sms")
        if line["channel"] == "sms":
            line["from"] = read_number(number, line.get("from"))
        line["at"] = read_moment(number, line.get("at"))
        lines.append(line)
    return lines


def read_number(number: int, text: Any) -> str:
    """A phone number as E.164; `from` is required by SMS."""
    try:
        parsed = phonenumbers.parse(str(text or ""), "GB")
    except phonenumbers.NumberParseException as error:
        raise BadLine(f"line {number}: an SMS needs from, a phone number") from error
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def read_moment(number: int, text: Any) -> datetime | None:
    """An ISO moment, in London unless it has an offset."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise BadLine(f"line {number}: at is not an ISO date and time") from error
    return (at if at.tzinfo else at.replace(tzinfo=LONDON)).astimezone(UTC)


def ask_line(stack: Stack, threads: Threads, number: int, line: dict[str, Any]) -> dict[str, Any]:
    """One question in, its answer out."""
    parts = stack.parts
    group = (line["channel"], str(line.get("conversation") or line.get("from") or f"alone {number}"))
    if line["channel"] == "web" and group not in threads.ids:
        threads.ids[group] = open_web_conversation(parts, token=f"ask {group[1]}")
    at = line["at"] or datetime.now(UTC)
    stack.clock.at = threads.last_at[group[1]] = max(at, threads.last_at.get(group[1], at))
    sweep(parts)
    text = fill_code(stack, number, line["text"], threads.ids.get(group))
    started = time.monotonic()
    if line["channel"] == "sms":
        accepted = accept_sms(parts, number=line["from"], message_sid=f"SMask{number}-{time.time_ns()}", text=text, thread=str(line.get("conversation") or ""))
    else:
        accepted = accept_chat(parts, conversation_id=threads.ids[group], client_id=f"ask{number}", text=text)
    threads.ids[group] = accepted.conversation_id
    work_conversation(parts, accepted.conversation_id)
    elapsed = (time.monotonic() - started) * 1000
    for conversation_id in {job[1] for job in parts.queue.jobs} | {accepted.conversation_id}:  # type: ignore[attr-defined]
        send_due(parts, conversation_id)
    parts.queue.jobs.clear()  # type: ignore[attr-defined]
    return describe(stack, line, accepted.inbound_id, accepted.conversation_id, elapsed)


def fill_code(stack: Stack, number: int, text: str, conversation_id: str | None) -> str:
    """`{code}` becomes the last code sent for that conversation."""
    if "{code}" not in text:
        return text
    with stack.parts.db.reading() as session:
        code = session.scalar(select(IdentityCode.id).where(IdentityCode.conversation_id == conversation_id).order_by(IdentityCode.id.desc()).limit(1))
        sealed = session.scalar(select(Outbound.body_sealed).where(Outbound.dedupe_key == f"code{code}"))
    digits = [word for word in stack.parts.vault.open(sealed).replace(".", " ").replace(",", " ").split() if word.isdigit() and len(word) == 6] if sealed else []
    if not digits:
        raise BadLine(f"line {number}: no code was sent in this conversation, so {{code}} means nothing")
    return text.replace("{code}", digits[0])


def describe(stack: Stack, line: dict[str, Any], inbound_id: int, conversation_id: str, elapsed: float) -> dict[str, Any]:
    """The answer as the contract has it, read back from the database."""
    with stack.parts.db.reading() as session:
        inbound = session.get_one(Inbound, inbound_id)
        statement = select(Outbound, Message).outerjoin(Message, Message.id == Outbound.message_id).where(Outbound.inbound_id == inbound_id, Outbound.kind != "code")
        rows = session.execute(statement.where(Outbound.conversation_id == conversation_id, Outbound.state != "cancelled").order_by(Outbound.id)).all()
        alerted = session.scalar(select(Alert.id).where(Alert.inbound_id == inbound_id)) is not None
    return {
        "id": line["id"],
        "conversation": str(line.get("conversation") or conversation_id),
        "lane": inbound.lane,
        "topic": inbound.topics[0] if inbound.topics else None,
        "topics": inbound.topics,
        "options": inbound.options,
        "confidence": round(float(inbound.confidence or 0.0), 4),
        "replies": [
            {"text": stack.parts.vault.open(outbound.body_sealed), "buttons": message.buttons if message else [], "sources": message.sources if message else []} for outbound, message in rows
        ],
        "sms_segments": sum(outbound.segments for outbound, _ in rows),
        "flags": inbound.flags,
        "alerted_staff": alerted,
        "ms": round(elapsed, 1),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
