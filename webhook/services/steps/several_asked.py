"""Three questions in one message, or a numbered list: each is read by itself, so that none is lost, and all are answered in their order.

"Is that allowed" is asked of what was told before the questions. Where one of them cannot be read, the message is left to be read as a whole.
"""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.clients.rasa import RasaUnavailable
from webhook.services.answers.named_questions import find_questions
from webhook.services.answers.part_asked import read_refused
from webhook.services.render.render import answer_reply, answer_turn
from webhook.services.turn.asked_apart import before_questions, list_numbered, list_questions
from webhook.services.turn.heard import Heard, Turn
from webhook.services.turn.told_topics import MOST_ANSWERED, NAMED

FEWEST = 3  # questions in a row; of a numbered list two
REQUEST = "ehcna_request"
_LEANS = re.compile(
    r"^\W*(?:(?:and|so|but)\W+)*(?:(?:is|are|isn'?t) (?:that|this|it|they|school) (?:even |really )?(?:allowed|legal|lawful|right|ok|illegal"
    r"|normal)(?: to)?|(?:can|are|may) (?:they|school|the school)"
    r"(?: (?:allowed|really|just|even))*(?: to)?(?: do (?:that|this|it))?)\W*(?:$|[.?])",
    re.IGNORECASE,
)
_FOR_A_PLAN = re.compile(r"\b(?:get|apply|ask|request|have|need|start|go)\b.{0,25}\b(?:ehcp?|echp|ehc (?:plan|assessment)|plan)\b", re.IGNORECASE)
_NO_REQUEST = re.compile(r"\b(?:review|draft|final|chang\w+|amend\w*|copy|late|see|refus\w+|appeal\w*|move|mov\w+|end|support plan|care plan|healthcare plan)\b", re.IGNORECASE)


def answer_several(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn. None for fewer questions, or where one of them is not plain."""
    if heard.form_open or heard.intent or heard.lane not in (None, "gentle") or heard.flags or heard.cut or heard.search:
        return None
    text = heard.masked.replace("\u2019", "'")
    questions = list_questions(text)
    if len(questions) < (2 if list_numbered(text) else FEWEST):
        return None
    story = before_questions(text, questions)
    topics = [_topic_of(parts, question, story) for question in questions]
    known = list(dict.fromkeys(topic for topic in topics if topic in parts.content.answers and not parts.content.answers[topic].off))
    if None in topics or len(known) < 2 or REQUEST not in known:
        return None
    turn = answer_turn(parts, heard, known[:MOST_ANSWERED], 0.9, known[MOST_ANSWERED:])
    part = _part_of(parts, known[0], questions[topics.index(known[0])], story)
    if part is not None:
        turn.replies[0] = answer_reply(parts, parts.content.answers[known[0]], heard.channel, part, with_letter=False)
    return turn


def _part_of(parts: Parts, topic: str, question: str, story: str) -> str | None:
    """The part of the first topic that its question is for, after what was told."""
    rows = find_questions(question, topic, lambda: [story])
    return next((row.part for row in rows if row.topic == topic and row.part in parts.content.answers[topic].parts), None)


def _topic_of(parts: Parts, question: str, story: str) -> str | None:
    """The topic of one question: by a row's words, of what was told where it only leans on that, for a plan, else by the dialogue model."""
    if _LEANS.match(question):
        rows = find_questions(f"{story} {question}") or find_questions(story)
        return rows[0].topic if rows else _ranked(parts, story)
    rows = find_questions(question)
    if rows:
        return rows[0].topic
    if _FOR_A_PLAN.search(question) and not _NO_REQUEST.search(question):
        return read_refused([REQUEST], question)[0]
    return _ranked(parts, question)


def _ranked(parts: Parts, text: str) -> str | None:
    try:
        ranked = parts.rasa.rank(text) if text else []
    except RasaUnavailable:
        return None
    return ranked[0][0] if ranked and ranked[0][1] >= NAMED and ranked[0][0] in parts.content.answers else None
