"""The question that no step answered, asked of the dialogue model: what is sent beside it, what is held when it does not answer, and how its answer is said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from webhook.bootstrap import Parts
from webhook.clients.rasa import RasaUnavailable
from webhook.services.answers.brief import is_brief
from webhook.services.cases.beside_case import ask_both, find_question_beside
from webhook.services.personal.aside import without_details
from webhook.services.render.rasa import render_rasa
from webhook.services.render.render import unsure_turn
from webhook.services.steps.people import add_person
from webhook.services.steps.search import add_search
from webhook.services.texts.holding import hold_for_rasa
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.services.turn.told_topics import add_told, by_end_question
from webhook.store.conversations import Conversation
from webhook.store.inbox import count_try, next_segment

MAX_BROKEN = 3  # tries of a message to which Rasa has nothing to say, before we say that we don't know
_LEANS = re.compile(r"^\W*(?:and|but|what about|how about)(?: what about| how about)? (?:for|at|in|under|over|after|if (?:he|she|they))\b.{0,30}$", re.IGNORECASE)


def ask_rasa(parts: Parts, heard: Heard) -> Turn | None:
    """The dialogue model's turn; a holding reply while it cannot be reached, None for a try that failed and comes again. A message behind another that waits is held too."""
    if heard.behind_waiting:
        return hold_for_rasa(parts, heard)
    heard = without_details(heard) or heard
    if heard.beside is not None:
        heard = replace(heard, text=heard.beside[0], masked=heard.beside[0])  # its search is looked up by itself (steps/search)
    sender = _sender_id(parts, heard)
    metadata = {
        "message_id": heard.inbound.id,
        "conversation": heard.conversation.id,
        "channel": heard.conversation.channel,
        "last_topic": heard.conversation.last_topic,
        "options": heard.conversation.options,
        "form_open": heard.form_open,
        "brief": is_brief(heard),
    }
    try:
        question = find_question_beside(heard)
        turn = ask_both(parts, heard, sender, metadata, question) if question else None
        if turn is not None:
            return turn
        replies = parts.rasa.turn(sender, _with_topic(parts, heard), metadata, intent=heard.intent)
    except RasaUnavailable:
        return hold_for_rasa(parts, heard)
    broken = not replies or any(reply.get("error") for reply in replies)
    replies = replies if broken else by_end_question(parts, heard, replies) or add_told(parts, heard, replies)
    if broken and heard.inbound.attempts < MAX_BROKEN:
        return hold_for_rasa(parts, heard)
    turn = unsure_turn(parts, heard, 0.0) if broken else add_search(parts, heard, render_rasa(parts, heard, replies))
    add_person(parts, heard, turn)
    return _say_late(parts, heard, turn)


def _with_topic(parts: Parts, heard: Heard) -> str:
    """ "And for under 5s?" is asked about the last topic, which is named to the dialogue model; every other message goes as it is."""
    answer = parts.content.answers.get(heard.conversation.last_topic or "")
    return f"{answer.plain}: {heard.masked}" if answer and not heard.form_open and _LEANS.match(heard.masked) else heard.masked


def _say_late(parts: Parts, heard: Heard, turn: Turn) -> Turn:
    """An answer after a holding reply names the question it belongs to."""
    if heard.inbound.state == "waiting" and turn.replies and heard.masked:
        question = heard.masked if len(heard.masked) <= 60 else heard.masked[:57].rsplit(" ", 1)[0] + "..."
        turn.replies.insert(0, Reply(parts.content.messages["late_answer_intro"].on(heard.channel).format(question=" ".join(question.split()))))
    return turn


def _sender_id(parts: Parts, heard: Heard) -> str:
    """`<conversation>.<segment>`; a new segment after enough turns or a long pause, never while a form is open (design 7)."""
    stale = heard.previous_at is not None and heard.now - heard.previous_at > timedelta(hours=parts.settings.segment_hours)
    with parts.db.writing() as session:
        if count_try(session, heard.inbound.id):
            segment = session.get_one(Conversation, heard.conversation.id).segment
        else:
            segment = next_segment(session, heard.conversation.id, parts.settings.segment_turns, stale=stale, form_open=heard.form_open)
    return f"{heard.conversation.id}.{segment}"
