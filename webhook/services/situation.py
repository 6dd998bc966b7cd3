"""One line before the answer to a long message, which shows that the situation was heard (conduct 20; design: "answer up to three topics").

It claims nothing about the facts: it is chosen by what the message shows for sure (a feeling named in the first person, waiting, several questions), else
it only thanks. Never on short plain questions, on fixed wording (danger, the identity check, a person asked for), before what to do in the next hour, or
again within the last turns.
"""

from __future__ import annotations

import re

from understanding.splitter import split_message
from webhook.bootstrap import Parts
from webhook.services.heard import Heard, Reply, Turn
from webhook.services.text import count_segments
from webhook.store.duty_queries import list_our_words

LONG, LONG_WITH_TWO = 30, 18  # words of a long message; of one that asks about several topics
TOLD = 5  # words of a part that tells rather than asks
RECENT = 12  # messages of ours, about the last six turns
LANES = ("answer", "gentle", "clarify", "out_of_scope")
_FIRST = (
    r"\b(?:i'?m|i am|we'?re|we are|i feel|we feel|feeling|i'?ve been|makes? me|left me) (?:(?:so|really|very|just|absolutely|completely|totally|all|both|beyond|feeling|getting|a bit) )*"
)
_FEELING = (
    ("tired", re.compile(_FIRST + r"(?:tired|exhausted|shattered|worn out|drained|burnt out|run down|knackered)\b", re.IGNORECASE)),
    ("frightened", re.compile(_FIRST + r"(?:worried|scared|frightened|terrified|anxious|panicking)\b", re.IGNORECASE)),
)
_WAITING = re.compile(
    r"\b(?:been|still|have|are|am|kept|keep|i'?m|we'?re) waiting\b|\bwaiting (?:for|since|over|nearly|almost|\d)|\bwaited\b"
    r"|\b(?:heard|had|got|getting) (?:nothing|no (?:reply|answer|response))\b|\bno(?:body| ?one) (?:has |have )?(?:replied|answered|got back|come back|gets back|answers|replies)\b",
    re.IGNORECASE,
)


def show_heard(parts: Parts, heard: Heard, turn: Turn) -> None:
    """Put the line before the first reply of a turn that deserves one. By SMS it never costs the answer a third segment."""
    if not _deserves(heard, turn) or _said_lately(parts, heard):
        return
    feeling = "" if "gentle" in heard.conversation.said_once else next((kind for kind, signs in _FEELING if signs.search(_plain(heard))), "")
    lines = parts.content.messages["gentle_prefix" if feeling else "situation_line"].variants[feeling or _kind(heard, turn)]
    start = heard.inbound.id % len(lines)
    line = next((line for line in [*lines[start:], *lines[:start]] if _fits(line, turn.replies[0], heard.channel)), None)
    if line is None:
        return
    turn.replies[0].text = put_before(line, turn.replies[0], heard.channel)
    if feeling:
        turn.said_once = (*turn.said_once, "gentle")


def _deserves(heard: Heard, turn: Turn) -> bool:
    """A long message that was answered or asked about, and was not yet met with a sentence on how it feels."""
    if turn.lane not in LANES or not turn.replies or turn.replies[0].kind != "reply" or heard.form_open or "gentle" in turn.said_once:
        return False
    if (turn.lane == "out_of_scope" and turn.topics) or "urgent_today" in heard.flags or "handover_request" in turn.topics:
        return False
    words = len(heard.masked.split())
    parts = split_message(heard.masked)
    tells = any(not part.asks and len(part.text.split()) >= TOLD for part in parts)
    return (words >= LONG and len(parts) > 1 and (tells or heard.lane == "gentle")) or (words >= LONG_WITH_TWO and len(turn.topics) > 1)


def _kind(heard: Heard, turn: Turn) -> str:
    if _WAITING.search(_plain(heard)):
        return "waiting"
    return "several" if turn.lane in ("answer", "gentle") and len(turn.topics) > 1 else "neutral"


def _plain(heard: Heard) -> str:
    return heard.text.replace("\u2019", "'")


def _said_lately(parts: Parts, heard: Heard) -> bool:
    """Whether one of our last messages began with such a line already."""
    messages = parts.content.messages
    lines = tuple(line for key in ("situation_line", "gentle_prefix") for said in messages[key].variants.values() for line in said)
    with parts.db.reading() as session:
        return any(text.startswith(lines) for text in list_our_words(session, heard.conversation.id, limit=RECENT))


def put_before(line: str, reply: Reply, channel: str) -> str:
    """The line and the reply. By SMS the day of the check gives way where there is no room for both."""
    if channel == "web":
        return f"{line}\n\n{reply.text}"
    whole = f"{line} {reply.text}"
    return whole if count_segments(whole) <= 2 else f"{line} {re.sub(r' [(]Checked [^)]*[)]', '', reply.text)}"


def _fits(line: str, reply: Reply, channel: str) -> bool:
    return channel == "web" or count_segments(put_before(line, reply, channel)) <= 2
