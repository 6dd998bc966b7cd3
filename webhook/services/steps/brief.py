"""Steps for messages of a few words: MORE, a topic's own name, and a question that says nothing by itself.

A message of one or two words of meaning that is none of these goes to the dialogue model with the note that it is brief: there a guess that is not near
certain becomes a question with two or three plain options (actions/turn.py), and nothing is put in the staff queue for it.
"""

from __future__ import annotations

import re
from datetime import timedelta

from webhook.bootstrap import Parts
from webhook.services.answers.brief import asks_if_allowed, find_named, is_vague
from webhook.services.answers.matters import ALLOWED, find_kind
from webhook.services.identity.identity import is_verified
from webhook.services.render.render import answer_reply, answer_turn, clarify_turn
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.cases import IdentityCheck

KEPT = timedelta(days=1)  # how long what was left of an answer can be had with MORE, and a topic is still being talked about
PARTS_IF_ALLOWED, PARTS_WHEN, PARTS_NEXT = ("if_late", "how", "who"), ("how_long", "how"), ("how", "who", "if_late")
STARTS = ("local_offer_what", "case_status", "handover_request")  # offered to somebody of whom nothing is known yet
_WHEN = re.compile(r"\bwhen\b|\bhow (?:many|soon)\b|\b(?:weeks?|days?|time)\b", re.IGNORECASE)
_MORE = re.compile(r"^\W*(?:and |show |read |send |tell )?(?:me )?more(?:\s+(?:please|pls|plz))?\W*$", re.IGNORECASE)
_TAKES_MORE = re.compile(r"^\W*(?:yes|yeah|yep|ok|okay|both|go on|the rest|next)(?:\s+(?:please|pls|then))*\W*$", re.IGNORECASE)


def take_more(parts: Parts, heard: Heard) -> Turn | None:
    """MORE gives what was left of the last thing offered. Lists (services, surgery dates) have taken theirs before this step, or wait for it in `awaiting`."""
    more, kept = bool(_MORE.match(heard.text)), heard.conversation
    if not (more or (_TAKES_MORE.match(heard.text) and not heard.form_open)) or (kept.awaiting or "").startswith(("search", "surgery")) or kept.unsure_count:
        return None
    if left := left_of_answer(parts, heard):
        return answer_turn(parts, heard, left)
    if not more or heard.form_open:
        return None
    return Turn(lane="small_talk", topics=["small_talk"], replies=[Reply(parts.content.messages["nothing_more"].on(heard.channel))])


def left_of_answer(parts: Parts, heard: Heard) -> list[str]:
    """The topics of the last answer that had no room yet; none after a day."""
    kept = heard.conversation
    return [topic for topic in kept.options if topic in parts.content.answers] if kept.last_topic and is_recent(heard) else []


def is_recent(heard: Heard) -> bool:
    """Whether the person's last message is at most a day old."""
    return heard.previous_at is not None and heard.now - heard.previous_at <= KEPT


def answer_vague(parts: Parts, heard: Heard) -> Turn | None:
    """ "Can they do that" after an answer is about that answer; at the start we ask where to begin; after a question of ours a person is offered."""
    if heard.intent or not is_vague(heard) or _has_proven_case(parts, heard):
        return None
    topic = heard.conversation.last_topic if is_recent(heard) and not heard.conversation.unsure_count else None
    answer = parts.content.answers.get(topic or "")
    if answer is None:
        return clarify_turn(parts, heard, list(STARTS), 0.0)
    if find_kind(heard.masked) == ALLOWED:  # no part of it says so, or steps/matter had said it
        words = parts.content.messages["not_checked"].on(heard.channel).format(plain=answer.plain)
        return Turn(lane="answer", topics=[answer.topic], replies=[Reply(words)], confidence=0.7, changes={"options": [], "unsure_count": 0})
    wanted = PARTS_IF_ALLOWED if asks_if_allowed(heard.text) else PARTS_WHEN if _WHEN.search(heard.text) else PARTS_NEXT
    part = next((name for name in wanted if name in answer.parts), "short")
    reply = answer_reply(parts, answer, heard.channel, part)
    return Turn(lane="answer", topics=[answer.topic], replies=[reply], confidence=0.7, changes={"options": [], "unsure_count": 0})


def _has_proven_case(parts: Parts, heard: Heard) -> bool:
    """Whoever has just proven their case means it: "so where is it" is theirs to ask."""
    with parts.db.reading() as session:
        return is_verified(session.get(IdentityCheck, heard.conversation.id), heard.now)


def answer_name(parts: Parts, heard: Heard) -> Turn | None:
    """A topic's own name, and no more: "ehcp", "blue badge?"."""
    topic = None if heard.form_open or heard.intent else find_named(parts.content, heard.masked)
    return answer_turn(parts, heard, [topic]) if topic else None
