"""What a step of a conversation may expect, one function each, and what holds for every reply whoever wrote what (conduct)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from ops.stack import Stack
from tests.conversation import Play, Said, case_ref
from webhook.services.answers.content import Text
from webhook.services.texts.text import count_segments
from webhook.store.cases import IdentityCheck, IdentityCode
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.duty import Alert, Handover
from webhook.store.duty_queries import is_unsafe
from webhook.store.messages import Outbound

NEVER = re.compile(  # conduct 20
    r"\bi understand\b|\bi know how you feel\b|\bdon't worry\b|\byou failed\b|\byou should have\b|\byou must be\b|\bunfortunately\b|\bas previously stated\b"
    r"|\bhard to reach\b|\bchallenging\b|\bnon-compliant\b",
    re.IGNORECASE,
)
NAMES_IT = re.compile(r"\babus|\bviolen|\bdomestic\b|\bhusband\b|\bpartner\b|\bboyfriend\b", re.IGNORECASE)  # conduct 3: never in a text to a watched phone


def as_list(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def wording(stack: Stack, key: str, channel: str) -> list[str]:
    """The fixed pieces of a text of content/: "identity_why", "crisis:generic", "status:notice", "answer:tribunal/how_long". Slots are left out."""
    content = stack.parts.content
    kind, _, name = key.rpartition(":")
    text: Text
    if kind == "answer":
        topic, _, part = name.partition("/")
        text = content.answers[topic].parts[part] if part else content.answers[topic].short
        return [text.on(channel)[:60]]
    text = {"": content.messages, "crisis": content.crisis, "status": content.status}[kind][name]
    pieces = [piece.strip(" .:,;") for piece in re.split(r"\{\w+\}", text.on(channel))]
    long = [piece for piece in pieces if len(piece) >= 8]
    assert long, f"{key} has no words on {channel} to look for"
    return long


def holds(stack: Stack, said: Said, key: str) -> bool:
    return all(piece in said.text for piece in wording(stack, key, said.person.channel))


def check_words(said: Said, wanted: list[str], found: bool) -> str:
    wrong = [word for word in wanted if (re.search(rf"(?<!\w){re.escape(word)}", said.text, re.IGNORECASE) is not None) is not found]
    return f"{'missing' if found else 'there'}: {wrong}" if wrong else ""


def _equal(name: str) -> Callable[[Stack, Said, Any], str]:
    def check(stack: Stack, said: Said, wanted: Any) -> str:
        got = said.answer[name]
        return "" if str(got) in as_list(wanted) else f"is {got}"

    return check


def _says(stack: Stack, said: Said, keys: Any) -> str:
    missing = [key for key in as_list(keys) if not holds(stack, said, key)]
    return f"not said: {missing}" if missing else ""


def _says_not(stack: Stack, said: Said, keys: Any) -> str:
    there = [key for key in as_list(keys) if holds(stack, said, key)]
    return f"said: {there}" if there else ""


def _topics(stack: Stack, said: Said, wanted: Any) -> str:
    missing = set(as_list(wanted)) - set(said.answer["topics"])
    return f"are {said.answer['topics']}" if missing else ""


def _topics_not(stack: Stack, said: Said, wanted: Any) -> str:
    return f"are {said.answer['topics']}" if set(as_list(wanted)) & set(said.answer["topics"]) else ""


def _silent(stack: Stack, said: Said, wanted: Any) -> str:
    return f"{len(said.replies)} replies" if bool(said.replies) is bool(wanted) else ""


def _state(stack: Stack, said: Said, wanted: dict[str, Any]) -> str:
    found = read_state(stack, said)
    unknown = set(wanted) - set(found)
    assert not unknown, f"no such state: {unknown}"
    wrong = {name: found[name] for name, value in wanted.items() if not _fits(found[name], value)}
    return f"is {wrong}" if wrong else ""


def _fits(found: Any, wanted: Any) -> bool:
    """Equal; for a text: every word of the list stands in it; for a list: every item is there."""
    if isinstance(wanted, list) and isinstance(found, str):
        return all(str(word).lower() in found.lower() for word in wanted)
    return set(wanted) <= set(found) if isinstance(wanted, list) else bool(found == wanted)


CHECKS: dict[str, Callable[[Stack, Said, Any], str]] = {
    "lane": _equal("lane"),
    "topic": _equal("topic"),
    "topics": _topics,
    "topics_not": _topics_not,
    "flags": lambda stack, said, wanted: "" if set(wanted) == set(said.answer["flags"]) else f"are {said.answer['flags']}",
    "alerted": lambda stack, said, wanted: "" if said.answer["alerted_staff"] is wanted else f"is {said.answer['alerted_staff']}",
    "says": _says,
    "says_not": _says_not,
    "words": lambda stack, said, wanted: check_words(said, as_list(wanted), True),
    "words_not": lambda stack, said, wanted: check_words(said, as_list(wanted), False),
    "any_word": lambda stack, said, wanted: "" if any(not check_words(said, [word], True) for word in as_list(wanted)) else f"none of {wanted}",
    "replies": lambda stack, said, wanted: "" if len(said.replies) == wanted else f"are {len(said.replies)}",
    "silent": _silent,
    "options": lambda stack, said, wanted: "" if bool(said.answer["options"]) is bool(wanted) else f"are {said.answer['options']}",
    "state": _state,
}


def read_state(stack: Stack, said: Said) -> dict[str, Any]:
    """What the database holds about the person of a step."""
    whose = said.person.conversation_id
    with stack.parts.db.reading() as session:
        conversation = session.get_one(Conversation, whose)
        number = session.get(PhoneNumber, conversation.number_hash) if conversation.number_hash else None
        handovers = list(session.scalars(select(Handover).where(Handover.conversation_id == whose, Handover.state != "closed")))
        check = session.get(IdentityCheck, whose)
        waiting = select(func.count()).where(Outbound.conversation_id == whose, Outbound.state == "created")
        codes = select(func.count()).where(IdentityCode.conversation_id == whose)
        alerts = list(session.scalars(select(Alert.kind).where(Alert.conversation_id == whose)))
        last = handovers[-1] if handovers else Handover(kind="", summary="", access_needs="", preferred_time="", urgent=False)
        return {
            "handovers": len(handovers),
            "kind": last.kind,
            "summary": last.summary,
            "needs": last.access_needs,
            "preferred": last.preferred_time,
            "urgent": last.urgent,
            "callback_known": last.callback_sealed is not None,
            "alerts": alerts,
            "alert_count": len(alerts),
            "queued": session.scalar(waiting),
            "codes": session.scalar(codes),
            "asked": (check.requested if check else None) or "nothing",
            "verified": bool(check and check.verified_case_id),
            "unsafe": is_unsafe(conversation, number),
            "opted_out": bool(number and number.opted_out_at),
            "bereaved": conversation.bereaved_at is not None,
            "language": conversation.language,
            "held": conversation.held_by is not None,
        }


def check_step(stack: Stack, play: Play, said: Said) -> list[str]:
    """Everything wrong with a step."""
    wrong = [f"{name}: {problem}" for name, check in CHECKS.items() if name in said.step and (problem := check(stack, said, said.step[name]))]
    return wrong + check_always(stack, play, said)


def check_always(stack: Stack, play: Play, said: Said) -> list[str]:
    """What no reply may be, whatever was asked (conduct 2, 3, 10, 13, 19, 20)."""
    wrong = [f"a text of {count_segments(text)} segments" for text in said.replies if said.person.channel == "sms" and "staff" not in said.step and count_segments(text) > 2]
    if "text" not in said.step and (found := NEVER.search(said.text)):
        wrong.append(f"never said: {found.group()!r}")
    if said.to_others:
        wrong.append(f"somebody else heard: {said.to_others}")
    if said.answer["lane"] in ("crisis", "concern") and said.answer["alerted_staff"] and "999" not in said.text:
        wrong.append("danger without 999")
    if said.person.channel == "sms" and said.replies:
        state = read_state(stack, said)
        if state["unsafe"] and (found := NAMES_IT.search(said.text)):
            wrong.append(f"a watched phone is told {found.group()!r}")
        if state["opted_out"] and said.answer["lane"] != "opt_out":
            wrong.append("a text after STOP")
        if "case" in play.conversation and (case_ref(play.conversation) in said.text or "Sample P" in said.text or "Sample S" in said.text) and "SEND surger" not in said.text:
            wrong.append("a text names the case or the school")
    return wrong
