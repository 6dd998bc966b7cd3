""" "Short breaks refused and DLA refused as well": each of them has its own way to challenge it, and both are said. "Blue badge refused and I need help with DLA": only one was,
and the other has its own answer."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.answers.brief import meaning_of, says_only, topic_words
from webhook.services.answers.content import Content
from webhook.services.answers.part_asked import find_own_part, tells_refusal
from webhook.services.render.render import answer_reply
from webhook.services.render.situation import soften
from webhook.services.texts.text import count_segments
from webhook.services.turn.also_asked import named_in
from webhook.services.turn.follow_ups import REFUSED
from webhook.services.turn.heard import Heard, Reply, Turn

LONGEST, LEAST = 30, 2  # words of a message that tells of them; topics
_CUT = re.compile(r"\W+(?:and|plus|also|then|n|&|but)\b(?:\W+(?:also|then|now)\b)*|[,.;&+]", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:how|what|who|where|when|which|why|can|could|do|does|is|are|need|needs|want|wants|help|get|apply|about|if)\b", re.IGNORECASE)
_DISPUTES = re.compile(r"\b(?:appeal\w*|challeng\w+|tribunal|mediat\w+|complain\w*|overturn\w*|if)\b", re.IGNORECASE)  # of the no itself
_LISTED = frozenset({"both", "again", "too", "well", "application", "request", "form", "claim", "now", "week", "month", "year", "today", "yesterday"})


def answer_two_refused(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn. None where fewer than two were refused, or one of them has no way of its own in content."""
    if heard.form_open or heard.intent or heard.lane not in (None, "gentle") or heard.flags or len(heard.masked.split()) > LONGEST or not tells_refusal(heard.masked):
        return None
    topics = list_refused(parts.content, heard.masked)
    if len(topics) != LEAST:
        return _answer_refused_and_asked(parts, heard)
    replies = [answer_reply(parts, parts.content.answers[topic], heard.channel, REFUSED) for topic in topics]
    for topic, reply in zip(topics, replies, strict=True):
        name = parts.content.answers[topic].plain.split(" (")[0]
        named = f"{name[0].upper()}{name[1:]}: {reply.text}"
        reply.text = named if heard.channel == "web" or count_segments(named) <= 2 else reply.text
    return _both(parts, heard, topics, replies)


def _both(parts: Parts, heard: Heard, topics: list[str], replies: list[Reply]) -> Turn:
    changes = {"last_topic": topics[0], "options": [], "unsure_count": 0, "awaiting": None, "ladder": None}
    turn = Turn(lane="answer", topics=topics, replies=replies, confidence=0.9, flags=heard.flags, changes=changes)
    soften(parts.content, heard, turn)
    return turn


def _answer_refused_and_asked(parts: Parts, heard: Heard) -> Turn | None:
    found = find_refused_and_asked(parts.content, heard.masked)
    if found is None:
        return None
    replies = [answer_reply(parts, parts.content.answers[topic], heard.channel, part) for topic, part in found.items()]
    return _both(parts, heard, list(found), replies)


def find_refused_and_asked(content: Content, text: str) -> dict[str, str] | None:
    """The one topic of a message that was refused and the one other that it asks for, in the order they stand, each with the part that answers it; None where it says anything else."""
    found: dict[str, str] = {}
    for piece in _pieces(text):
        named = [topic for topic in named_in(content, meaning_of(piece)) if topic in content.answers and not content.answers[topic].off]
        if not named and not _ASKS.search(piece):
            continue
        if len(named) != 1 or named[0] in found or _DISPUTES.search(piece):
            return None
        answer, no = content.answers[named[0]], tells_refusal(piece)
        if (no and REFUSED not in answer.parts) or not (no or _ASKS.search(piece)):
            return None
        found[named[0]] = REFUSED if no else find_own_part(answer, piece) or "short"
    return found if len(found) == LEAST and list(found.values()).count(REFUSED) == 1 else None


def _pieces(text: str) -> list[str]:
    return [piece for one in _CUT.split(text.replace("\u2019", "'")) if one and (piece := one.strip())]


def list_refused(content: Content, text: str) -> list[str]:
    """The topics that a message says were refused, in the order they stand: each with a no of its own, or listed beside one that has."""
    found: list[str] = []
    told = False
    for piece in _pieces(text):
        named = [topic for topic in named_in(content, meaning_of(piece)) if topic in content.answers and not content.answers[topic].off and REFUSED in content.answers[topic].parts]
        no = tells_refusal(piece)
        listed = len(named) == 1 and not _ASKS.search(piece) and says_only(piece, _LISTED | topic_words(content, named[0]))
        if len(named) == 1 and (no or listed) and named[0] not in found:
            found.append(named[0])
        elif named and not no:
            return []  # it asks something else of that one
        told = told or no
    return found if told else []
