""" "Step free pls and also whats respite", said to the question what they need: the need is kept, and what is asked or looked for beside it goes its ordinary way.

What the record of the surgery answers is read before (steps/booking_beside). Read `split_asked_beside` first.
"""

from __future__ import annotations

import re
from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.services.booking.draft import read_draft
from webhook.services.booking.read import is_question
from webhook.services.render.booking import BookingWords
from webhook.services.steps.booking import take_step
from webhook.services.steps.booking_details import is_search
from webhook.services.surgeries.needs import JOINS, is_need, split_clauses
from webhook.services.turn.heard import Heard, Turn

ANSWERED = ("answer", "lookup")
MAX_TOPICS = 3
LEAST = 2  # words of a question
_SO_THEN = re.compile(r"\b(pls|plz|thx|please|thanks)\s+(?=(?:whats?|wot|wat|hows?|when|where|who|is there|can i|do i)\b)", re.IGNORECASE)
_ASKS = re.compile(
    r"^\W*(?:(?:can|could|do|does|did|will|would|should|am|is|are|has|have) (?:i|we|he|she|they|you|u|my|the)|tell me|(?:i )?(?:want|need) to (?:know|ask))\b",
    re.IGNORECASE,
)


def split_asked_beside(parts: Parts, heard: Heard) -> tuple[Heard, Heard] | None:
    """What answers the question of needs, and what is asked beside it; None where a message is not both."""
    draft = read_draft(parts, heard)
    if draft is None or draft.step != "needs" or heard.form_open or heard.lane not in (None, "gentle") or heard.flags:
        return None
    text, masked = (split_clauses(_SO_THEN.sub(r"\1. ", said)) for said in (heard.text, heard.masked))
    asks = [_asks(parts, replace(heard, text=JOINS.sub("", clause))) for clause in text]
    if len(text) != len(masked) or not any(asks) or not any(is_need(clause) for clause, asked in zip(text, asks, strict=True) if not asked):
        return None

    def part(asked: bool) -> Heard:
        ours, theirs = (" ".join(clause for clause, one in zip(clauses, asks, strict=True) if one == asked) for clauses in (text, masked))
        return replace(heard, text=ours, masked=theirs)

    return part(False), part(True)


def join_needed(parts: Parts, heard: Heard, needed: Heard, other: Turn) -> Turn | None:
    """The answer to what was asked, then the booking's next question. What asks something itself waits until the place is booked."""
    draft = read_draft(parts, heard)
    turn = take_step(parts, needed, draft) if draft is not None else None
    if turn is None:
        return None
    listed = (other.changes.get("awaiting") or "") == "search"
    if other.lane not in ANSWERED or other.changes.get("options") or (other.changes.get("awaiting") and not listed):
        turn.replies = [BookingWords(parts, heard.channel).reply("booking_no_answer"), *turn.replies]
        return turn
    turn.topics = [*turn.topics, *other.topics][:MAX_TOPICS]
    turn.replies = [*other.replies, *turn.replies]
    turn.changes = {**other.changes, **turn.changes}
    turn.effects = [*other.effects, *turn.effects]
    turn.said_once = other.said_once
    return turn


def _asks(parts: Parts, heard: Heard) -> bool:
    """Whether a clause asks, or looks for a service; "can we have a quiet room" is a need."""
    if len(heard.text.split()) < LEAST:
        return False
    return is_question(heard.text) or (not is_need(heard.text) and (bool(_ASKS.search(heard.text)) or is_search(parts, heard)))
