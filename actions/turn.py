"""What an action needs to know about the message it answers, and the base class that keeps every failure inside."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.api import call_api

log = logging.getLogger(__name__)

Reply = dict[str, Any]
Events = list[dict[str, Any]]
SURE_WHEN_BRIEF = 0.993  # one or two words are answered only above this; measured on tests/fixtures/short_messages.yml
PLAIN_ACTS = ("small_talk", "affirm", "deny", "opt_out", "opt_in", "other_language", "abusive", "prompt_injection", "nonsense")  # said for what they are
LIKELY, MOST_OFFERED = 0.02, 8  # what is offered instead is at least this likely; the webhook chooses among so many


@dataclass(frozen=True)
class Turn:
    """One message as understood. Everything about identity is the webhook's; here are only the ids to ask it with."""

    conversation: str
    message_id: str
    text: str
    intent: str
    confidence: float
    topics: list[dict[str, Any]]
    options: list[str]
    ranking: list[str] = field(default_factory=list)  # what the message may be about, likeliest first
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The topics that have an answer, as opposed to tasks such as looking up a case."""
        return [{"topic": topic["topic"], "confidence": topic["confidence"]} for topic in self.topics if topic.get("answer")]

    @property
    def other_tasks(self) -> list[str]:
        """What else was asked that is no answer (another look-up, a person), where the first such thing is what is done: only one can be begun."""
        first, *others = self.topics or [{"topic": ""}]
        return [str(topic["topic"]) for topic in others if not topic.get("answer")] if first["topic"] == self.intent else []

    @property
    def is_guess(self) -> bool:
        """Whether a message of one or two words was read with less certainty than so few words need."""
        return bool(self.metadata.get("brief")) and self.confidence < SURE_WHEN_BRIEF

    def ids(self) -> dict[str, Any]:
        return {"conversation": self.conversation, "message_id": self.message_id}

    def key(self, action: str) -> str:
        return f"{self.message_id}:{action}"


def read_turn(tracker: Tracker) -> Turn:
    """The latest message as the webhook sent it and the topic model understood it."""
    message = tracker.latest_message or {}
    metadata = message.get("metadata") or last_metadata(tracker)
    intent = message.get("intent") or {}
    return Turn(
        conversation=str(metadata.get("conversation") or tracker.sender_id.rsplit(".", 1)[0]),
        message_id=str(metadata.get("message_id") or message.get("message_id") or ""),
        text=str(message.get("text") or ""),
        intent=str(intent.get("name") or ""),
        confidence=float(message.get("confidence") or intent.get("confidence") or 0.0),
        topics=list(message.get("topics") or []),
        options=[str(option) for option in message.get("options") or []],
        ranking=read_ranking(message),
        metadata=metadata,
    )


def read_ranking(message: Mapping[str, Any]) -> list[str]:
    """Topics and tasks by likelihood, without the unlikely."""
    likely = [row for row in message.get("intent_ranking") or [] if float(row.get("confidence") or 0.0) >= LIKELY]
    return [str(row.get("name") or "").removeprefix("faq/") for row in likely[:MOST_OFFERED]]


def last_metadata(tracker: Tracker) -> Mapping[str, Any]:
    """What the webhook sent along with the latest message, where understanding was skipped (an intent chosen by the webhook itself)."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return event.get("metadata") or {}
    return {}


def offer_guesses(turn: Turn) -> list[Reply]:
    """What a brief message may be about, for the webhook to ask."""
    return [{"say": "clarify", "options": turn.ranking, "brief": True, "confidence": turn.confidence}]


class JourneyAction(Action, ABC):  # type: ignore[misc]  # rasa_sdk has no types
    """Runs `act` in a thread (its HTTP call must not hold up other conversations) and turns any error into a holding reply.

    An exception that escapes would make the action server answer with the whole tracker (design 12).
    """

    action_name = ""
    asks_when_guessing = False  # a brief message that was only guessed gets a question instead of this action

    def name(self) -> str:
        return self.action_name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        try:
            turn = read_turn(tracker)
            guess = self.asks_when_guessing and turn.is_guess and turn.intent not in PLAIN_ACTS
            replies, events = (offer_guesses(turn), []) if guess else await asyncio.to_thread(self.act, turn, tracker)
            if replies and turn.other_tasks and not guess:
                replies[0] = {**replies[0], "tasks": turn.other_tasks}
        except Exception as error:
            log.error("%s failed: %s", self.name(), type(error).__name__)  # the type only: messages may quote what was sent
            replies, events = [{"say": "holding", "error": True}], []
        for reply in replies:
            dispatcher.utter_message(json_message=reply)
        return events

    @abstractmethod
    def act(self, turn: Turn, tracker: Tracker) -> tuple[list[Reply], Events]:
        """What to say and what changes; may raise anything."""

    def write(self, turn: Turn, path: str, **more: Any) -> dict[str, Any]:
        """A writing call, done once per message and action."""
        return call_api("POST", path, {**turn.ids(), **more}, turn.key(self.name()))
