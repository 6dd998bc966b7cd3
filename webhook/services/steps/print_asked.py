""" "Can I print this": on the web how it is done, wherever it is asked; a list that stands says it itself (steps/search_phone)."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.identity.check_question import check_question
from webhook.services.turn.heard import Heard, Reply, Turn

LONGEST = 12  # words
_PRINT = re.compile(
    r"\b(?:(?:can|could|may|how (?:do|can|would|could)|do) (?:i|we|you)|(?:want|like|need|able|possible|way|option|button) to|is there a)\b"
    r".{0,20}\b(?<!large )print(?:able|out)?\b(?! (?:run|shop))"
    r"|^\W*(?:(?:please|pls|ok)\W+)*print(?: (?:it|this|that|these|page|please|pls|out|off|version|view))*\W*$",
    re.IGNORECASE,
)


def answer_print(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn."""
    asked = len(heard.text.split()) <= LONGEST and heard.lane is None and _PRINT.search(heard.text)
    if not asked or (heard.conversation.awaiting or "").startswith("search"):
        return None
    replies = [Reply(parts.content.messages["print_how"].on(heard.channel))]
    question = check_question(parts, heard)
    return Turn(lane="answer", topics=["small_talk"], replies=[*replies, *([question] if question else [])], confidence=0.9, changes={"unsure_count": 0})
