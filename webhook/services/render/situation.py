"""One line before the answer to a long message, which shows that the situation was heard (conduct 20; design: "answer up to three topics").

It claims nothing about the facts: it is chosen by what the message shows for sure (a feeling named in the first person, waiting, several questions), else
it only thanks. Never on short plain questions, on fixed wording (danger, the identity check, a person asked for), before what to do in the next hour, or
again within the last turns. `soften` is the same for a message of any length in which the safety check heard a feeling.
"""

from __future__ import annotations

import re

from understanding.splitter import split_message
from webhook.bootstrap import Parts
from webhook.services.answers.brief import is_brief
from webhook.services.answers.content import Content
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Heard, Turn
from webhook.store.duty_queries import list_our_words

LONG, LONG_WITH_TWO = 30, 18  # words of a long message; of one that asks about several topics
TOLD = 5  # words of a part that tells rather than asks
RECENT = 12  # messages of ours, about the last six turns
LANES = ("answer", "gentle", "clarify", "out_of_scope")
_FEELINGS = (  # what somebody may show, and words that show it; the first that is found
    ("angry", r"angry|furious|disgust|joke|fuming|livid|useless|shambles|sick of|fed up|ridiculous|appalling|\bhate"),
    ("frightened", r"scared|afraid|terrified|frightened|worried sick|panic|anxious|\b(?:i'?m|i am|we'?re|we are) (?:so |really |very |just )*worried"),
    ("ashamed", r"ashamed|embarrass|my fault|bad (?:mum|mother|dad|father|parent)|guilty|failing (?:him|her|them)"),
    ("sad", r"\bcrying|\bcry\b|\btears|heartbroken|\bsad\b|devastated|\balone\b|lonely"),
    ("tired", r"\btired|exhaust|worn out|drained|shattered|knackered|burnt out|struggl|\bcop(?:e|ing)\b|overwhelm|stress|no sleep|not sleeping|too much|wits'? end|fighting|battl"),
)
_MYSELF = re.compile(
    r"\b(?:i'?m|i am|we'?re|we are|i feel|we feel|feeling|i'?ve been|makes? (?:me|us)|left (?:me|us)) (?:(?:so|really|very|just|absolutely|totally|all|both|beyond|getting) )*"
    r"(?:tired|exhausted|shattered|worn out|drained|burnt out|run down|worried|scared|frightened|terrified|anxious|panicking|angry|furious|fed up|sick of|ashamed|lonely|stressed)\b",
    re.IGNORECASE,
)
_WAITING = re.compile(
    r"\b(?:been|still|have|are|am|kept|keep|i'?m|we'?re) waiting\b|\bwaiting (?:for|since|over|nearly|almost|\d)|\bwaited\b"
    r"|\b(?:heard|had|got|getting) (?:nothing|no (?:reply|answer|response))\b|\bno(?:body| ?one) (?:has |have )?(?:replied|answered|got back|come back|gets back|answers|replies)\b",
    re.IGNORECASE,
)


def soften(content: Content, heard: Heard, turn: Turn) -> None:
    """One sentence that shows it was heard, only where feeling was shown, once a conversation (conduct 20)."""
    if heard.lane != "gentle" or not turn.replies:
        return
    if turn.lane == "answer":
        turn.lane = "gentle"
    if "gentle" in heard.conversation.said_once or is_brief(heard):  # in a word or two nobody shows more than the word
        return
    if _put_line(_lines(content, heard, _feeling(heard), _asked(turn)), heard, turn):
        turn.said_once = (*turn.said_once, "gentle")


def show_heard(parts: Parts, heard: Heard, turn: Turn) -> None:
    """Put the line before the first reply of a turn that deserves one and has none yet."""
    if not _deserves(heard, turn) or _said_lately(parts, heard):
        return
    shown = _MYSELF.search(_plain(heard)) and "gentle" not in heard.conversation.said_once
    feeling = _feeling(heard) if shown else ""
    if _put_line(_lines(parts.content, heard, feeling, _asked(turn)), heard, turn) and feeling:
        turn.said_once = (*turn.said_once, "gentle")


def _asked(turn: Turn) -> int:
    """How many topics were asked about; what a message may have meant instead is no second question."""
    return len(turn.topics) - turn.perhaps


def _feeling(heard: Heard) -> str:
    return next((kind for kind, words in _FEELINGS if re.search(words, _plain(heard), re.IGNORECASE)), "")


def _lines(content: Content, heard: Heard, feeling: str, topics: int) -> tuple[str, ...]:
    """The sentences to choose from: for a feeling that was named, for waiting, for several questions, else plain thanks."""
    if feeling:
        return content.messages["gentle_prefix"].variants[feeling]
    kind = "waiting" if _WAITING.search(_plain(heard)) else "several" if topics > 1 else "neutral"
    return content.messages["situation_line"].variants[kind]


def _put_line(lines: tuple[str, ...], heard: Heard, turn: Turn) -> bool:
    """Put one of the sentences before the first reply. By SMS one that does not cost the answer a third segment; False where there is none."""
    start, first = heard.inbound.id % len(lines), turn.replies[0]
    for line in (*lines[start:], *lines[:start]):
        text = _joined(line, first.text, heard.channel)
        if heard.channel == "web" or count_segments(text) <= 2:
            first.text = text
            return True
    return False


def _deserves(heard: Heard, turn: Turn) -> bool:
    """A long message that was answered or asked about, and was not yet met with a sentence on how it feels."""
    if turn.lane not in LANES or not turn.replies or turn.replies[0].kind != "reply" or heard.form_open or "gentle" in turn.said_once:
        return False
    if (turn.lane == "out_of_scope" and turn.topics) or "urgent_today" in heard.flags or "handover_request" in turn.topics:
        return False
    words = len(heard.masked.split())
    parts = split_message(heard.masked)
    tells = any(not part.asks and len(part.text.split()) >= TOLD for part in parts)
    return (words >= LONG and len(parts) > 1 and (tells or heard.lane == "gentle")) or (words >= LONG_WITH_TWO and _asked(turn) > 1)


def _plain(heard: Heard) -> str:
    return heard.text.replace("\u2019", "'")


def _said_lately(parts: Parts, heard: Heard) -> bool:
    """Whether one of our last messages began with such a line already."""
    messages = parts.content.messages
    lines = tuple(line for key in ("situation_line", "gentle_prefix") for said in messages[key].variants.values() for line in said)
    with parts.db.reading() as session:
        return any(text.startswith(lines) for text in list_our_words(session, heard.conversation.id, limit=RECENT))


def _joined(line: str, text: str, channel: str) -> str:
    """The line and the reply. By SMS the day of the check gives way where there is no room for both."""
    if channel == "web":
        return f"{line}\n\n{text}"
    whole = f"{line} {text}"
    return whole if count_segments(whole) <= 2 else f"{line} {re.sub(r' [(]Checked [^)]*[)]', '', text)}"
