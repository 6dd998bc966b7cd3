"""A person is wanted: say so to the webhook once, and read back what it says."""

from __future__ import annotations

import re

from rasa_sdk import Tracker

from actions.turn import Events, JourneyAction, Reply, Turn

CALLBACK = re.compile(r"^\W*call\b|\b(?:call|ring|phone|bell)\s*-?\s*(?:me|us|back)\b|\bcall\s?-?back\b|\bgive (?:me|us) a (?:call|ring|bell)\b", re.IGNORECASE)
PASS = re.compile(r"^\W*pass(?:\s+(?:it|this|that)(?:\s+on)?)?(?:\s+(?:please|pls))?\W*$", re.IGNORECASE)


class RequestHandover(JourneyAction):
    """Puts the conversation in the queue of the duty line."""

    action_name = "action_handover"
    asks_when_guessing = True

    def act(self, turn: Turn, tracker: Tracker) -> tuple[list[Reply], Events]:
        kind = handover_kind(turn)
        handover = self.write(turn, "/api/handovers", kind=kind)
        return [{"say": "handover", "kind": kind, "handover": handover, "also": turn.answers, "confidence": turn.confidence}], []


def handover_kind(turn: Turn) -> str:
    """What is wanted: an answer passed back, a call, or a person here."""
    if PASS.match(turn.text):
        return "pass"
    return "callback" if CALLBACK.search(turn.text) else "person"
