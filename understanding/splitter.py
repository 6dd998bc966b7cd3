"""Cuts a message into the things it says and asks.

Parents write very short messages, or very long ones with two to four questions at the end, often without a full stop. So a part ends at punctuation, at a
line break, or where a long run-on sentence turns to its next question ("… and how long does it take also can i ask …").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONG_PART = 12  # words; shorter parts are never cut at a conjunction
SHORT_PART = 3  # words; what is shorter joins its neighbour

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"')\]]*\s+|\n+|\s+[-–—•]\s+|\s*;\s+")
OPENERS = r"(?:how|what|whats|what's|when|where|wheres|who|whos|why|which|can|could|do|does|did|is|are|should|shall|will|would|am|has|have)"
SUBJECTS = (
    r"(?:i|we|they|he|she|you|u|it|this|that|there|these|the|a|an|my|our|his|her|their|any|anyone|someone|do|does|did|to|is|are|can|could|"
    r"should|would|will|long|much|many|about|if|happens|school|schools)"
)
RUN_ON = re.compile(
    r"\s+(?=(?:and\s+|but\s+|so\s+|or\s+)?also\s)|\s+(?=another thing\s)"
    rf"|\s+(?=(?:and|but|so|plus)\s+{OPENERS}\s+{SUBJECTS}\b)|,\s+(?={OPENERS}\s+{SUBJECTS}\b)",
    re.IGNORECASE,
)
ASKING = re.compile(
    rf"\?|^\W*(?:(?:and|but|so|or|also|plus|ok|please|pls|hi|hello)\W+)*{OPENERS}\b"
    r"|\b(?:wondering|want to know|need to know|like to know|any idea|any advice|anyone know|tell me|please advise|not sure (?:if|how|what|who|whether)"
    r"|how (?:do|can|long|much)|what (?:do|can|should|happens)|who (?:do|can|should)|can (?:i|we|they)|is there|are there|am i|need help)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Part:
    """One thing said, and whether it asks something."""

    text: str
    asks: bool


def split_message(text: str) -> list[Part]:
    """The parts of a message in order; an empty message has none."""
    pieces: list[str] = []
    for sentence in SENTENCE_END.split(text.strip()):
        if len(sentence.split()) >= LONG_PART:
            pieces.extend(RUN_ON.split(sentence))
        else:
            pieces.append(sentence)
    return [Part(piece, bool(ASKING.search(piece))) for piece in join_short([piece.strip(" ,") for piece in pieces])]


def join_short(pieces: list[str]) -> list[str]:
    """Glues fragments ("Hi.", "Help!") to what follows, or to what came before at the end."""
    joined: list[str] = []
    waiting = ""
    for piece in pieces:
        if not piece:
            continue
        piece = f"{waiting} {piece}".strip()
        waiting = ""
        if len(piece.split()) < SHORT_PART:
            waiting = piece
        else:
            joined.append(piece)
    if waiting and joined:
        joined[-1] = f"{joined[-1]} {waiting}"
    elif waiting:
        joined.append(waiting)
    return joined
