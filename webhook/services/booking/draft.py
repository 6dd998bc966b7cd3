"""How far somebody is in booking a surgery, kept sealed beside the conversation.

A draft counts only while the conversation's last text asked for its step (`awaiting` is "book:<step>"). Another question of ours leaves it: whoever was told
so may take it up again in the words they were told (booking/unfinished). A disclosure or staff who take over end it; nothing takes it up by itself (conduct 2).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.bookings import BookingDraft
from webhook.store.conversations import Conversation

AWAITING = "book:"
MOVED, NEW = "moved", "new"  # a draft's wish: the date asked about is where a surgery moved to, or one they wanted to be told of
KEPT = timedelta(days=1)
QUIET: dict[str, Any] = {"options": [], "unsure_count": 0, "awaiting": None}


@dataclass(frozen=True)
class Draft:
    """What was chosen so far. `booking` is the place that is changed, given up or filled in; `taken`: it is theirs already, only details are asked."""

    step: str
    surgery: int | None = None
    slot: str = ""  # "09:50"
    when: str = ""  # the time that was said before a date was chosen, in their words: "around 11"
    offered: tuple[str, ...] = ()  # what the last text numbered: ids of surgeries or bookings, or slots
    more: bool = False  # there are other times than those offered
    booking: int | None = None
    wish: str = ""
    name: str = ""
    needs: str = ""
    about: str = ""
    phone: str = ""  # for a reminder, E.164
    asked: bool = False  # name, needs and what it is about were asked for
    needs_again: bool = False  # what they need was asked once more, after an answer that was something to talk about
    resume: str = ""  # the detail that is asked next, where the time had to be chosen again in between
    taken: bool = False
    missed: int = 0  # messages in a row that were not read as an answer
    shown: tuple[str, ...] = ()  # the surgeries of the last question as they were told: id, day and venue (booking/shown)
    filled: int | None = None  # the surgery whose last place somebody else took while they chose
    left_in: int | None = None  # the conversation's segment in which something else came between, and they were told how to go on

    def at(self, step: str, **changes: Any) -> Draft:
        """The same draft at another step, or at the same after something was read."""
        return replace(self, **{"step": step, "missed": 0, **changes})

    @property
    def time(self) -> time:
        """The slot as a time of day."""
        return time.fromisoformat(self.slot)


def read_draft(parts: Parts, heard: Heard) -> Draft | None:
    """The draft our last text asked on; None if it asked something else, or too long ago."""
    awaiting = heard.conversation.awaiting or ""
    draft = _open_draft(parts, heard) if awaiting.startswith(AWAITING) else None
    return draft and replace(draft, step=awaiting.removeprefix(AWAITING))


def read_left(parts: Parts, heard: Heard) -> Draft | None:
    """The draft that was left for something else and can be gone on with. A disclosure, or staff who took over, began a new segment: then there is none."""
    draft = _open_draft(parts, heard)
    return draft if draft is not None and draft.left_in == heard.conversation.segment and not heard.unsafe else None


def _open_draft(parts: Parts, heard: Heard) -> Draft | None:
    with parts.db.reading() as session:
        row = session.get(BookingDraft, heard.conversation.id)
    if row is None or heard.now - row.updated_at > KEPT:
        return None
    return open_draft(parts, row)


def open_draft(parts: Parts, row: BookingDraft) -> Draft:
    """A draft as it was written down, however old."""
    kept = {key: value for key, value in json.loads(parts.vault.open(row.state_sealed)).items() if key in Draft.__dataclass_fields__}  # one of an older version may say more
    return Draft(**{**kept, "offered": tuple(kept["offered"]), "shown": tuple(kept.get("shown", ()))})


def keep_draft(parts: Parts, session: Session, conversation_id: str, draft: Draft, now: datetime) -> None:
    """Write a draft down, in place of the one before."""
    sealed = parts.vault.seal(json.dumps(asdict(draft)))
    row = session.get(BookingDraft, conversation_id)
    if row is None:
        session.add(BookingDraft(conversation_id=conversation_id, state_sealed=sealed, updated_at=now))
    else:
        row.state_sealed, row.updated_at = sealed, now


def leave_draft(parts: Parts, session: Session, heard: Heard, draft: Draft) -> None:
    """Write a draft down that is not asked about any more, with the segment it was left in: read here, as a turn may have begun a new one."""
    segment = session.get_one(Conversation, heard.conversation.id).segment
    keep_draft(parts, session, heard.conversation.id, replace(draft, left_in=segment), heard.now)


def drop_draft(session: Session, conversation_id: str) -> None:
    """Forget a draft that is done with."""
    row = session.get(BookingDraft, conversation_id)
    if row is not None:
        session.delete(row)


def asking(parts: Parts, heard: Heard, draft: Draft, *replies: Reply) -> Turn:
    """A turn that asks on: the last reply is the question of the draft's step."""
    turn = booking_turn(list(replies), {**QUIET, "awaiting": f"{AWAITING}{draft.step}"})
    turn.effects.append(lambda session: keep_draft(parts, session, heard.conversation.id, draft, heard.now))
    return turn


def closing(heard: Heard, *replies: Reply) -> Turn:
    """A turn after which nothing is asked any more."""
    turn = booking_turn(list(replies), dict(QUIET))
    turn.effects.append(lambda session: drop_draft(session, heard.conversation.id))
    return turn


def booking_turn(replies: list[Reply], changes: dict[str, Any]) -> Turn:
    """A turn about booking."""
    return Turn(lane="lookup", topics=["surgery_book"], replies=replies, changes=changes)
