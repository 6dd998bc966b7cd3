"""What staff do with a conversation: claim, reply, hand back, close. Each step and its audit row are one transaction.

While somebody holds a conversation the bot is silent (`conversations.held_by`), so a hold ends only when its holder hands back,
or a manager takes it over; it never lapses by itself and leaves a family talking to nobody without anyone noticing.
"""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.people.handovers import open_handover, request_handover, summarise
from webhook.services.people.hours import is_open
from webhook.services.safety.marking import mark_unsafe
from webhook.services.staff.audit import record_audit
from webhook.services.staff.content import console_words
from webhook.services.texts.consent import HELP_WORDS, START_WORDS, STOP_WORDS
from webhook.services.texts.text import TYPED, clean_text, count_segments
from webhook.services.turn.heard import Reply
from webhook.services.turn.record import queue_reply
from webhook.services.updates.updates import turn_off_by_staff
from webhook.store.cases import IdentityCheck
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.duty import Handover, Staff
from webhook.store.duty_queries import close_handovers, end_hold, find_callback, hold_conversation, is_unsafe, list_hidden_words, list_typed_phones, list_unanswered, settle_waiting
from webhook.store.messages import Message, Outbound

MAX_CHARS = {"sms": 1600, "web": 4000}  # 1600 is Twilio's own limit for one text
_KEYWORDS = STOP_WORDS | START_WORDS | HELP_WORDS
_ASKS_KEYWORD = re.compile(rf"\b(?:reply|text|send|type|answer|write)\s+(?:(?:back|with|me|us|the word)\s+)*[\"']?(?:{'|'.join(sorted(_KEYWORDS))})\b", re.IGNORECASE)


class NoSuchConversation(Exception):
    """There is none with that id, or it is a trial."""


class StepRefused(Exception):
    """A step was not done. `reason` is a key of `refusals` in content/console.yml, `holder` who stands in the way."""

    def __init__(self, reason: str, holder: str = "") -> None:
        super().__init__(reason)
        self.reason, self.holder = reason, holder


def claim_conversation(parts: Parts, staff: Staff, conversation_id: str, *, take_over: bool = False) -> None:
    """Hold a conversation: of two officers at once one wins. A manager may take one over from a colleague. Raises StepRefused("held")."""
    now, holder = parts.clock.now(), ""
    with parts.db.writing() as session:
        conversation = _find(session, conversation_id)
        before = conversation.held_by
        instead_of = before if take_over and staff.role == "manager" and before != staff.id else None
        if before != staff.id and not hold_conversation(session, conversation_id, staff.id, now, instead_of=instead_of):
            session.refresh(conversation)
            holder = _holder(session, conversation)
            record_audit(session, staff.id, "claim_lost", f"conversation:{conversation_id}", now)
        else:
            session.refresh(conversation)
            handover = open_handover(session, conversation_id)
            if handover is None:
                summary, in_hours = summarise(session, conversation_id, ""), is_open(parts.content.hours, now)
                handover = request_handover(session, conversation, kind="taken_over", summary=summary, urgent=False, in_hours=in_hours, now=now)
            handover.state, handover.claimed_by, handover.claimed_at = "claimed", staff.id, handover.claimed_at or now
            record_audit(session, staff.id, "take_over" if instead_of else "claim", f"conversation:{conversation_id}", now)
    if holder:
        raise StepRefused("held", holder)


def send_reply(parts: Parts, staff: Staff, conversation_id: str, text: str, *, nonce: str, checked_safe: bool = False) -> None:
    """Say something as a person, by the conversation's own channel, through the outbox. The same `nonce` again says nothing twice. Raises StepRefused."""
    now, dedupe_key = parts.clock.now(), f"staff{staff.id}:{conversation_id}:{nonce}"[:120]
    with parts.db.writing() as session:
        conversation = _find(session, conversation_id)
        number = session.get(PhoneNumber, conversation.number_hash) if conversation.number_hash else None
        words = clean_text(text, MAX_CHARS["web"] + 1)
        body = sms_body(parts, words) if conversation.channel == "sms" else words
        again = session.query(Outbound.id).filter_by(dedupe_key=dedupe_key).first() is not None
        reason = "" if again else _refusal(staff, conversation, number, words, body, checked_safe)
        subject = f"conversation:{conversation_id}"
        if reason or again:
            record_audit(session, staff.id, "reply_refused" if reason else "reply_again", subject, now, detail=reason)
        else:
            _greet(parts, session, conversation, number)
            queue_reply(parts, session, conversation, Reply(body, kind="staff"), dedupe_key=dedupe_key, now=now, staff_id=staff.id)
            settled = settle_waiting(session, conversation_id, now)
            detail = f"{conversation.channel}; {count_segments(body)} segments; checked safe: {checked_safe}; waiting messages settled: {settled}"
            record_audit(session, staff.id, "reply", subject, now, detail=detail)
    if reason:
        raise StepRefused(reason)
    if conversation.channel == "sms":
        parts.queue.send(conversation_id)


def sms_body(parts: Parts, text: str) -> str:
    """A reply as the phone shows it: says that a person writes, in characters that cost no extra segments where there are such."""
    prefix = parts.content.messages["person_answering_prefix"].sms.format(who=parts.content.messages["duty_team"].sms)
    return f"{prefix} {text.translate(TYPED)}"


def hand_back(parts: Parts, staff: Staff, conversation_id: str, outcome: str, *, seen: int = 0) -> None:
    """Give the conversation back to the bot and close its handover. Raises StepRefused.

    The bot was silent to what the family wrote after the last reply and stays so: whoever hands back must have been asked about it. `seen` is the
    newest message they were asked about. One that no worker has begun yet is not asked about: the bot answers it.
    """
    now, reason = parts.clock.now(), "" if outcome in console_words(parts)["outcomes"] else "outcome"
    with parts.db.writing() as session:
        conversation = _find(session, conversation_id, lock=True)  # no message is heard as held between the look and the end of the hold
        unanswered = list_unanswered(session, [conversation_id]).get(conversation_id, [])
        if not reason and conversation.held_by == staff.id and any(message.id > seen for message in unanswered):
            reason = "wrote_again"
        if not reason and not end_hold(session, conversation_id, staff.id):
            reason = "not_held"
        detail = reason or (f"{outcome}; left without an answer: {len(unanswered)}" if unanswered else outcome)
        record_audit(session, staff.id, "hand_back_refused" if reason else "hand_back", f"conversation:{conversation_id}", now, detail=detail)
        if not reason:
            session.refresh(conversation)
            handover = open_handover(session, conversation_id)
            close_handovers(session, conversation_id, staff.id, outcome, now)
            check = session.get(IdentityCheck, conversation_id)
            if check is not None:
                check.requested = None  # a check that was open before is not taken up in the middle
            _tell_handed_back(parts, session, conversation, handover)
    if reason:
        raise StepRefused(reason)
    if conversation.channel == "sms":
        parts.queue.send(conversation_id)


def close_handover(parts: Parts, staff: Staff, handover_id: int, outcome: str) -> str:
    """Close a call or a passed question that nobody holds; returns its conversation. Raises StepRefused."""
    now, holder = parts.clock.now(), ""
    reason = "" if outcome in console_words(parts)["outcomes"] else "outcome"
    with parts.db.writing() as session:
        handover = session.get(Handover, handover_id, with_for_update=True)
        if handover is None or handover.trial:
            raise NoSuchConversation
        conversation = session.get_one(Conversation, handover.conversation_id)
        if not reason and conversation.held_by is not None:
            reason, holder = "held", _holder(session, conversation)
        if not reason and handover.state != "closed":
            handover.state, handover.closed_at, handover.outcome, handover.claimed_by = "closed", now, outcome, staff.id
            conversation.awaiting = None
        record_audit(session, staff.id, "close_refused" if reason else "close_handover", f"handover:{handover_id}", now, detail=reason or outcome)
    if reason:
        raise StepRefused(reason, holder)
    return handover.conversation_id


def reveal_phones(parts: Parts, staff: Staff, conversation_id: str) -> list[tuple[str, str]]:
    """The numbers of a conversation in clear, each with what it is: "callback", "texts" or "typed". Written down every time."""
    with parts.db.writing() as session:
        conversation = _find(session, conversation_id)
        number = session.get(PhoneNumber, conversation.number_hash) if conversation.number_hash else None
        sealed = [("callback", find_callback(session, conversation_id)), ("texts", number.number_sealed if number else None)]
        sealed += [("typed", value) for value in list_typed_phones(session, conversation_id)]
        detail = "marked as not safe" if is_unsafe(conversation, number) else ""
        record_audit(session, staff.id, "saw_phone", f"conversation:{conversation_id}", parts.clock.now(), detail=detail)
    shown: dict[str, tuple[str, str]] = {}
    for what, value in sealed:
        if value:
            number_in_clear = parts.vault.open(value)
            shown.setdefault("".join(c for c in number_in_clear if c.isdigit())[-10:], (what, number_in_clear))  # one that was typed too is shown once
    return list(shown.values())


def reveal_words(parts: Parts, staff: Staff, conversation_id: str) -> list[tuple[Message, str]]:
    """What a family wrote to the officer who holds the conversation, in their own words, where something was hidden. Written down every time. Raises StepRefused.

    Answers to the identity check are never among them, and originals that were wiped are not (conduct 16).
    """
    with parts.db.writing() as session:
        held = _find(session, conversation_id).held_by == staff.id
        hidden = list_hidden_words(session, conversation_id) if held else []
        detail = f"messages {', '.join(str(message.id) for message, _ in hidden)}" if hidden else ""
        record_audit(session, staff.id, "saw_words" if held else "words_refused", f"conversation:{conversation_id}", parts.clock.now(), detail=detail)
    if not held:
        raise StepRefused("words_not_yours")
    return [(message, parts.vault.open(sealed)) for message, sealed in hidden]


def mark_watched(parts: Parts, staff: Staff, conversation_id: str) -> None:
    """Staff learnt that the phone may be watched: queued texts are taken back. There is no way to unmark (conduct 3)."""
    now = parts.clock.now()
    with parts.db.writing() as session:
        conversation = _find(session, conversation_id)
        number = session.get(PhoneNumber, conversation.number_hash) if conversation.number_hash else None
        mark_unsafe(session, conversation, number, now)
        record_audit(session, staff.id, "mark_watched", f"conversation:{conversation_id}", now)


def stop_case_updates(parts: Parts, staff: Staff, conversation_id: str) -> None:
    """Texts about the case are turned off for who writes here, and those that have not left are taken back. Pressing twice is written down twice."""
    now = parts.clock.now()
    with parts.db.writing() as session:
        were_on = turn_off_by_staff(session, _find(session, conversation_id), now)
        record_audit(session, staff.id, "updates_off", f"conversation:{conversation_id}", now, detail="" if were_on else "already off")


def _find(session: Session, conversation_id: str, *, lock: bool = False) -> Conversation:
    conversation = session.get(Conversation, conversation_id, with_for_update=lock)
    if conversation is None or conversation.trial:
        raise NoSuchConversation
    return conversation


def _holder(session: Session, conversation: Conversation) -> str:
    holder = session.get(Staff, conversation.held_by) if conversation.held_by else None
    return holder.name if holder else ""


def _refusal(staff: Staff, conversation: Conversation, number: PhoneNumber | None, words: str, body: str, checked_safe: bool) -> str:
    """Why this reply may not go, or ""."""
    if conversation.held_by != staff.id:
        return "not_yours"
    if not words:
        return "empty"
    if len(body) > MAX_CHARS[conversation.channel]:
        return "too_long"
    if conversation.channel == "sms" and words.strip(" .!?'\"").upper() in _KEYWORDS:
        return "opt_word"
    if conversation.channel == "sms" and _ASKS_KEYWORD.search(words.translate(TYPED)):
        return "asks_opt_word"
    if number is not None and number.opted_out_at is not None:
        return "opted_out"
    return "unsafe" if is_unsafe(conversation, number) and not checked_safe else ""


def _greet(parts: Parts, session: Session, conversation: Conversation, number: PhoneNumber | None) -> None:
    """Before the first reply of a hold the parent hears once that a person is there; not on a watched phone or after a death, where no extra text goes."""
    handover = open_handover(session, conversation.id)
    if handover is None or conversation.bereaved_at is not None or (conversation.channel == "sms" and is_unsafe(conversation, number)):
        return
    text = parts.content.messages["staff_joined"].on(conversation.channel).format(who=parts.content.messages["duty_team"].on(conversation.channel))
    queue_reply(parts, session, conversation, Reply(text, kind="notice"), dedupe_key=f"joined{handover.id}", now=parts.clock.now())


def _tell_handed_back(parts: Parts, session: Session, conversation: Conversation, handover: Handover | None) -> None:
    number = session.get(PhoneNumber, conversation.number_hash) if conversation.number_hash else None
    opted_out = number is not None and number.opted_out_at is not None
    watched = conversation.channel == "sms" and is_unsafe(conversation, number)
    if handover is None or conversation.bereaved_at is not None or opted_out or watched:
        return
    text = parts.content.messages["handed_back"].on(conversation.channel)
    queue_reply(parts, session, conversation, Reply(text, kind="notice"), dedupe_key=f"back{handover.id}", now=parts.clock.now())
