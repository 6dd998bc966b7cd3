""" "Where is my case up to? And what is mediation?": the question is answered, and the look-up begins.

The dialogue model takes one message for one thing or for several answers; a look-up is a form and opens by itself. So the question goes to it first, then
the wish to look the case up, which needs no model.
"""

from __future__ import annotations

import re
from typing import Any

from understanding.splitter import split_message
from webhook.bootstrap import Parts
from webhook.services.render.rasa import render_rasa
from webhook.services.turn.heard import Heard, Turn

_WHERE = re.compile(
    r"\b(?:where(?:'?s| is| are| has)|what(?:'?s| is) (?:happening|going on) with|what(?:'?s| is) the (?:status|progress) of|any (?:update|news)s? (?:on|about))"
    r" (?:my|our|his|her|the)(?: \w+'?s?)?(?: ehcp?| needs| ehc)? (?:case|application|assessment|file)\b(?: (?:up to|at|now|got to|please|pls))*",
    re.IGNORECASE,
)
_JOINED = re.compile(r"^\W*(?:(?:and|also|plus|but|so)\b\W*)*", re.IGNORECASE)
LEAST_WORDS = 3  # of a question of its own


def find_question_beside(heard: Heard) -> str:
    """What is asked besides where one's case is; "" when it is not that, or only that."""
    text = heard.masked.replace("\u2019", "'")
    if heard.form_open or heard.intent or not _WHERE.search(text):
        return ""
    rest = [_JOINED.sub("", piece) for part in split_message(_WHERE.sub(" \n ", text)) for piece in [part.text] if part.asks]
    return " ".join(piece for piece in rest if len(piece.split()) >= LEAST_WORDS)


def ask_both(parts: Parts, heard: Heard, sender: str, metadata: dict[str, Any], question: str) -> Turn | None:
    """Both in one turn, what we ask last; None where the question is none that has an answer. Raises RasaUnavailable."""
    said = parts.rasa.turn(sender, question, metadata)
    if not said or said[0].get("say") != "answer":
        return None
    begun = parts.rasa.turn(sender, "", metadata, intent="case_status")
    if not begun or any(reply.get("error") for reply in begun):
        return None
    answer, look_up = render_rasa(parts, heard, said), render_rasa(parts, heard, begun)
    look_up.replies = answer.replies + look_up.replies
    look_up.topics = [*look_up.topics[:1], *answer.topics][:3]
    look_up.effects = answer.effects + look_up.effects
    look_up.said_once = (*answer.said_once, *look_up.said_once)
    look_up.changes = {**answer.changes, **look_up.changes, "options": answer.changes.get("options", [])}  # MORE gives what had no room, the check open or not
    return look_up
