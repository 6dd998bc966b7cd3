"""Answers, choices between answers, and the small acts of a conversation."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.turn import Events, JourneyAction, Reply, Turn


class AnswerTopics(JourneyAction):
    """One to three topics that have an answer."""

    action_name = "action_answer"
    asks_when_guessing = True

    def act(self, turn: Turn, tracker: Tracker) -> tuple[list[Reply], Events]:
        return [{"say": "answer", "topics": turn.answers, "confidence": turn.confidence}], []


class OfferOptions(JourneyAction):
    """Not sure: offer what it may have been, or admit it."""

    action_name = "action_unsure"
    asks_when_guessing = True

    def act(self, turn: Turn, tracker: Tracker) -> tuple[list[Reply], Events]:
        if len(turn.options) > 1:
            return [{"say": "clarify", "options": turn.options, "confidence": turn.confidence}], []
        return [{"say": "unsure", "confidence": turn.confidence}], []


class SayAct(JourneyAction):
    """Greetings, thanks, another language, privacy, nonsense…: the intent's name is what to say. A question in the same message is answered too."""

    action_name = "action_say_act"
    asks_when_guessing = True

    def act(self, turn: Turn, tracker: Tracker) -> tuple[list[Reply], Events]:
        return [{"say": "act", "act": turn.intent, "also": turn.answers, "confidence": turn.confidence}], []
