"""SEND surgeries: what is on, and the start of a booking."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.api import call_api
from actions.turn import Events, JourneyAction, Reply, Turn


class ShowSurgeries(JourneyAction):
    """The coming surgeries; the webhook renders dates, and takes a booking from there."""

    action_name = "action_surgeries"
    asks_when_guessing = True

    def act(self, turn: Turn, tracker: Tracker) -> tuple[list[Reply], Events]:
        found = call_api("GET", "/api/surgeries", turn.ids())
        wants = "book" if turn.intent == "surgery_book" else "info"
        return [{"say": "surgeries", "wants": wants, **found, "also": turn.answers, "confidence": turn.confidence}], []
