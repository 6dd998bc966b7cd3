"""Steps that bring a person in: the words PERSON, CALL, PASS and NOT ME, what we asked for, staff holding, and a death."""

from __future__ import annotations

import re

from sqlalchemy import update
from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.consent import raise_alert
from webhook.services.handovers import add_to_handover, handover_turn
from webhook.services.heard import Heard, Reply, Turn
from webhook.store.identity import refuse_codes
from webhook.store.messages import ClockJob
from webhook.store.updates import list_contacts_of, stop_updates

_WORDS = {"PERSON": "person", "HUMAN": "person", "TALK TO A PERSON": "person", "CALL": "callback", "CALL ME": "callback", "PASS": "pass", "NOT ME": "not_me", "NOTME": "not_me"}
_DIED = re.compile(
    r"\b(?:my|our|her|his|the) (?:\w+ )?(?:son|daughter|child|baby|boy|girl|lad|[a-z]+ year old|grandson|granddaughter)\b[^.?!]{0,30}"
    r"\b(?:has |have |just |sadly |he |she )*(?:died|passed away|passed on|is dead|was killed)\b"
    r"|\b(?:we|i) (?:have )?(?:just )?lost (?:my|our) (?:son|daughter|child|baby|little (?:boy|girl))\b(?! (?:place|taxi|school))",
    re.IGNORECASE,
)


def leave_to_staff(parts: Parts, heard: Heard) -> Turn | None:
    """While a member of staff holds the conversation the bot is silent."""
    return Turn(lane="silent") if heard.conversation.held_by is not None else None


def answer_bereavement(parts: Parts, heard: Heard) -> Turn | None:
    """One sentence, an end to every automatic message, a person; no form, no check (conduct 13)."""
    if heard.conversation.bereaved_at is None and not _DIED.search(heard.text):
        return None
    if heard.conversation.bereaved_at is not None:
        return None

    def end_automatic_messages(session: Session) -> None:
        jobs = update(ClockJob).where(ClockJob.conversation_id == heard.conversation.id, ClockJob.state == "due", ClockJob.kind != "safety_card")
        session.execute(jobs.values(state="dropped"))
        stop_updates(session, [contact.id for contact in list_contacts_of(session, heard.conversation)], "death", heard.now)

    turn = handover_turn(parts, heard, "person", urgent=True)
    turn.replies = [Reply(parts.content.messages["bereavement"].on(heard.channel))]
    turn.changes |= {"bereaved_at": heard.now, "options": [], "awaiting": None}
    turn.effects.append(end_automatic_messages)
    return turn


def word_of(text: str) -> str | None:
    """What a whole message asks for when it is one of the words our texts offer."""
    return _WORDS.get(re.sub(r"[^\w ]", "", text).strip().upper())


def answer_words(parts: Parts, heard: Heard) -> Turn | None:
    """The words our own texts offer, as a whole message on either channel."""
    word = word_of(heard.text)
    if word is None:
        return None
    if word == "not_me":
        reply = Reply(parts.content.messages["not_me_thanks"].on(heard.channel))

        def refuse(session: Session) -> None:
            raise_alert(session, heard, "not_me")
            if heard.number is not None:
                refuse_codes(session, heard.number.number_hash, heard.now)

        return Turn(lane="handover", topics=["case_identity"], replies=[reply], effects=[refuse])
    return handover_turn(parts, heard, word)


def take_awaited(parts: Parts, heard: Heard) -> Turn | None:
    """The number or time for a callback that we asked for."""
    if heard.conversation.awaiting != "callback":
        return None
    return add_to_handover(parts, heard)
