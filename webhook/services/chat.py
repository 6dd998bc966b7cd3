"""The web side of a conversation: whose it is, what was said and how it is shown, and clearing it."""

from __future__ import annotations

import hmac
import re
import time
from datetime import date, datetime, timedelta
from typing import Any

from webhook.bootstrap import Parts
from webhook.clients.clock import LONDON
from webhook.services.answers.linking import Piece, known_sites, link_text, plain_text
from webhook.services.booking.draft import drop_draft
from webhook.services.cases.cases import case_timeline
from webhook.services.identity.identity import end_verification
from webhook.services.render.status import SHOWN_WITH_TIMELINE
from webhook.services.render.timeline import timeline_alt, timeline_picture, timeline_points
from webhook.store.cases import IdentityCheck
from webhook.store.chat import count_recent, find_shown, forget_said, has_unseen, has_untaken, mark_seen
from webhook.store.conversations import Conversation
from webhook.store.messages import Message

LOOK_EVERY_S = 0.15
_ID = re.compile(r"[0-9a-f]{32}")


class TooMany(Exception):
    """More messages in a minute than a person writes."""


def check_token(parts: Parts, conversation_id: str, token: str) -> bool:
    """Whether the token opens this web conversation."""
    if not _ID.fullmatch(conversation_id):  # PostgreSQL refuses some characters outright
        return False
    with parts.db.reading() as session:
        conversation = session.get(Conversation, conversation_id)
    expected = (conversation.token_hash if conversation else None) or "-"
    return hmac.compare_digest(parts.vault.hash("token", token), expected)


def within_limit(parts: Parts, conversation_id: str) -> None:
    """Raises TooMany above `chat_per_minute`."""
    with parts.db.reading() as session:
        recent = count_recent(session, conversation_id, parts.clock.now() - timedelta(minutes=1))
    if recent >= parts.settings.chat_per_minute:
        raise TooMany


def read_messages(parts: Parts, conversation_id: str, after: int = 0) -> list[dict[str, Any]]:
    """Messages with an id above `after`, oldest first, none from before "Clear chat". Reading marks replies delivered."""
    with parts.db.reading() as session:
        rows = find_shown(session, session.get_one(Conversation, conversation_id), after)
        unseen = bool(rows) and has_unseen(session, conversation_id)  # look first: a poll must not cost a write
    if not rows:
        return []
    if unseen:
        with parts.db.writing() as session:
            mark_seen(session, conversation_id, rows[-1][0].id, parts.clock.now())
    sites, today, picks = known_sites(parts.content), _local(parts.clock.now()).date(), dict[str, str]()
    shown = []
    for message, provider_id in rows:
        told = _plain(message) if message.sender == "parent" else {}
        if provider_id and message.sender == "parent":
            told["client_id"] = provider_id.removeprefix(f"{conversation_id}:")
        if message.text in picks and message.sender == "parent":
            told["paragraphs"] = plain_text(picks[message.text])
        if message.sender != "parent":
            told = {"paragraphs": link_text(message.text, sites, parts.settings.public_base), "checked": _checked(message.sources)}
            told["paragraphs"] = [_card(pieces) for pieces in told["paragraphs"]] if message.kind == "cards" else told["paragraphs"]
            picks = {button["text"]: button["title"] for button in message.buttons} or picks
        shown.append({**_facts(message), **told, "when": _when(message.at, today)})
    _add_timeline(parts, conversation_id, shown)
    return shown


def _add_timeline(parts: Parts, conversation_id: str, shown: list[dict[str, Any]]) -> None:
    """The drawn timeline beside the newest status, while the case is proven in this conversation: `src` and `alt` of a picture."""
    told = [message for message in shown if message["kind"] == SHOWN_WITH_TIMELINE]
    if not told:
        return
    with parts.db.reading() as session:
        found = case_timeline(parts, session, conversation_id)
    if found is None or not found[1]:
        return
    points = timeline_points(parts.content, found[1])
    told[-1]["timeline"] = {"src": timeline_picture(parts.content, points), "alt": timeline_alt(parts.content, points)}


def find_open_question(messages: list[dict[str, Any]]) -> tuple[int, int]:
    """Ids of the last message a parent wrote, and of the options offered since; 0 where there is none."""
    asked = next((message["id"] for message in reversed(messages) if message["from"] == "parent"), 0)
    offered = next((message["id"] for message in reversed(messages) if message["buttons"] and message["id"] > asked), 0)
    return asked, offered


def is_waiting(parts: Parts, conversation_id: str) -> bool:
    """Whether something was sent that nobody has answered or put aside yet."""
    with parts.db.reading() as session:
        return has_untaken(session, conversation_id)


def wait_for_answer(parts: Parts, conversation_id: str, seconds: float) -> None:
    """Give the worker a moment, so that a page without JavaScript usually comes back with its answer."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and is_waiting(parts, conversation_id):
        time.sleep(LOOK_EVERY_S)


def clear_chat(parts: Parts, conversation_id: str) -> None:
    """Show nothing said until now again, and answer whoever writes next as somebody new: no topic, no question, no proven case. Staff keep the masked record; the page says so."""
    with parts.db.writing() as session:
        forget_said(session, conversation_id, parts.clock.now())
        drop_draft(session, conversation_id)
        check = session.get(IdentityCheck, conversation_id)
        if check is not None:
            check.requested = None
        end_verification(session, conversation_id)


def long_date(day: date) -> str:
    """A date as the pages write it: 21 November 2026."""
    return day.strftime("%-d %B %Y")


def _facts(message: Message) -> dict[str, Any]:
    """What the contract promises about a message."""
    return {
        "id": message.id,
        "from": message.sender,
        "text": message.text,
        "buttons": message.buttons,
        "sources": message.sources,
        "kind": message.kind,
        "at": message.at.isoformat(),
    }


def _plain(message: Message) -> dict[str, Any]:
    return {"paragraphs": plain_text(message.text)}


def _card(pieces: list[Piece]) -> list[Piece]:
    """A card's first line is its name, and shown so."""
    name, line, rest = pieces[0]["text"].partition("\n")
    return pieces if "href" in pieces[0] else [{"text": name, "strong": "1"}, {"text": line + rest}, *pieces[1:]]


def _checked(sources: list[dict[str, str]]) -> str:
    """The oldest date on which one of the sources was checked, in words; nothing when there is none."""
    dates = [date.fromisoformat(source["checked_on"]) for source in sources if source.get("checked_on")]
    return long_date(min(dates)) if dates else ""


def _when(at: datetime, today: date) -> str:
    """The time of day in London, with the day when it was another one."""
    local = _local(at)
    clock = local.strftime("%-I:%M") + ("am" if local.hour < 12 else "pm")
    return clock if local.date() == today else f"{local.strftime('%A %-d %B')}, {clock}"


def _local(at: datetime) -> datetime:
    return at.astimezone(LONDON)
