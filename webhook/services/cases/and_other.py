""" "Is it late and can we get transport" after a status: two questions in one message, of which the case answers one.

Pure: cuts the message, and joins what was said to each half. Which half is the case's is told by cases/asked; the other goes its ordinary way.
"""

from __future__ import annotations

import re
from dataclasses import replace

from understanding.splitter import split_message
from webhook.services.cases.asked import DECIDED, LATE, WEEKS, asked_of_case
from webhook.services.turn.heard import Turn

PLAINLY = (LATE, WEEKS, DECIDED)  # in "what is mediation and how long does it take" the second half asks of the first
LEAST_WORDS = 3  # of a question of its own
MAX_TOPICS = 3
_CUT = re.compile(r"[\s,;.?!&]*(?:[,;.?!&\n]|\b(?:and|also|plus|but|oh|then)\b)[\s,;.?!&]*(?:(?:and|also|plus|but|so|oh)\b\W*)*", re.IGNORECASE)
_LEANS = re.compile(r"^\W*if (?:so|not|it is|it'?s|they are|that'?s|yes|no)\b", re.IGNORECASE)  # "and if so what can I do" belongs to the half before it
_NAMES_CASE = re.compile(r"\b(?:case|plan|ehcp?|assessment|application|request)\b", re.IGNORECASE)
_WISH = re.compile(r"\b(?:need|wants?|what about|how about|help with|advice on)\b", re.IGNORECASE)


def split_asked(text: str) -> tuple[str, str] | None:
    """What is asked of the case, and the other question; None where a message is not both."""
    plain = text.replace("\u2019", "'")
    if asked_of_case(plain) is not None:
        return None
    for cut in _CUT.finditer(plain):
        before, after = plain[: cut.start()].strip(), plain[cut.end() :].strip()
        if len(before.split()) > 1 and asked_of_case(before) is not None and _asks(after):
            return before, after
        if (asked := asked_of_case(after)) is not None and (asked in PLAINLY or _NAMES_CASE.search(after)) and len(after.split()) > 1 and _asks(before):
            return after, before
    return None


def join_turns(first: Turn, other: Turn) -> Turn:
    """The case's answer, then the other one; what is kept of the conversation is the other's, which was said last."""
    if other.lane == "small_talk":
        return first
    lane = first.lane if other.lane in ("answer", "lookup", "out_of_scope") else other.lane
    topics = [*first.topics, *(topic for topic in other.topics if topic not in first.topics)][:MAX_TOPICS]
    return replace(
        other,
        lane=lane,
        topics=topics,
        perhaps=min(other.perhaps, len(topics) - 1),
        replies=first.replies + other.replies,
        changes={**first.changes, **other.changes},
        said_once=(*first.said_once, *other.said_once),
        effects=first.effects + other.effects,
    )


def _asks(text: str) -> bool:
    """Whether the other half is a question of its own, and no more of the first."""
    if len(text.split()) < LEAST_WORDS or _LEANS.match(text) or asked_of_case(text) is not None:
        return False
    return bool(_WISH.search(text)) or any(part.asks for part in split_message(text))
