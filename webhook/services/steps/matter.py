"""A short question about one matter within the last topic ("is that legal", "how long can they do it"): the part that is for it (answers/matters)."""

from __future__ import annotations

from webhook.bootstrap import Parts
from webhook.services.answers.content import Answer
from webhook.services.answers.matters import find_kind, find_leads
from webhook.services.answers.named_questions import find_questions
from webhook.services.steps.brief import is_recent
from webhook.services.steps.plain import part_turn
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.duty_queries import list_our_words
from webhook.store.inbox import list_answered_topics

LOOKED_BACK, LATELY, BEGINS = 4, 6, 60  # questions that were answered; texts of ours; characters by which a part is known, where a text begins


def take_matter(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn. None where the last topic leads nowhere from this question: then it is read as every other."""
    answer = parts.content.answers.get(heard.conversation.last_topic or "")
    if answer is None or answer.off or heard.form_open or heard.intent or heard.lane not in (None, "gentle") or heard.flags:
        return None
    if not is_recent(heard) or heard.conversation.unsure_count or heard.conversation.ladder:
        return None
    led = _leads_from(parts, heard, answer)
    if not led:
        return None
    with parts.db.reading() as session:
        ours = list_our_words(session, heard.conversation.id, limit=LATELY)
    part = next((part for part in led if not any(answer.parts[part].on(heard.channel)[:BEGINS] in text[: 2 * BEGINS] for text in ours)), None)
    if part is not None:
        return part_turn(parts, heard, answer, part)
    turn = part_turn(parts, heard, answer, led[0])
    turn.replies = [Reply(parts.content.messages["said_already"].on(heard.channel).format(plain=answer.plain))]
    return turn


def _leads_from(parts: Parts, heard: Heard, answer: Answer) -> tuple[str, ...]:
    kind = find_kind(heard.masked)
    if kind is None:
        return ()
    said = said_of_topic(parts, heard, answer.topic)
    led = find_leads(parts.content, answer.topic, kind, said)
    rows = find_questions(heard.masked, answer.topic, lambda: said)
    return () if any(row.part not in led for row in rows) else led  # a row knows more of what they spoke of


def said_of_topic(parts: Parts, heard: Heard, topic: str) -> list[str]:
    """What they wrote of a topic, masked, newest first."""
    with parts.db.reading() as session:
        return [words for of, words in list_answered_topics(session, heard.conversation.id, LOOKED_BACK) if of == topic]
