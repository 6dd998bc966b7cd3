"""What passes between the steps of a turn: the message as it was heard, and the turn that answers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.messages import Inbound


@dataclass
class Heard:
    """A message after safety was assessed and personal data sealed. `text` never leaves this process; `masked` may."""

    inbound: Inbound
    conversation: Conversation
    number: PhoneNumber | None
    text: str
    masked: str
    now: datetime
    lane: str | None  # crisis | concern | gentle | None
    topic: str | None
    flags: tuple[str, ...]
    alerted: bool
    personal_kinds: tuple[str, ...]
    previous_at: datetime | None = None
    behind_waiting: bool = False
    form_open: bool = False
    card: str | None = None  # key of the crisis card that fits, when the assessor could tell
    search: str | None = None  # set when the directory may have something to add to the answer (directory/asking)
    beside: tuple[str, str] | None = None  # set where a search stands beside a question of its own: the question, masked, and the search
    about_list: bool = False  # set when a list of services stands and the message names a filter
    cut: bool = False  # only the first part of a long message was read; staff see all of it
    carry_on: bool = False  # set when a card is taken back and something else is asked with it
    intent: str | None = None  # set when the person picked an option that only the dialogue model can serve

    @property
    def channel(self) -> str:
        """web or sms."""
        return self.conversation.channel

    @property
    def opted_out(self) -> bool:
        """Whether the number has opted out; the web has no opt-out."""
        return self.number is not None and self.number.opted_out_at is not None

    @property
    def unsafe(self) -> bool:
        """Whether this number or conversation may be watched (conduct 3)."""
        return self.conversation.unsafe_at is not None or (self.number is not None and self.number.unsafe_at is not None)


@dataclass
class Reply:
    """One thing to say. `kind` decides what the outbox allows: reply | notice | safety | holding | consent | case_status (on the web, shown with its timeline)."""

    text: str
    kind: str = "reply"
    buttons: list[dict[str, str]] = field(default_factory=list)
    sources: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Turn:
    """The decision: the lane and topics for the record, the replies, and what changes with them in one transaction."""

    lane: str
    topics: list[str] = field(default_factory=list)
    perhaps: int = 0  # how many of the last topics were not asked about, only perhaps meant instead
    replies: list[Reply] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    confidence: float = 1.0
    flags: tuple[str, ...] = ()
    changes: dict[str, Any] = field(default_factory=dict)  # columns of the conversation
    said_once: tuple[str, ...] = ()
    effects: list[Callable[[Session], None]] = field(default_factory=list)
    wake: list[str] = field(default_factory=list)  # other conversations for whose outbox an effect wrote something
