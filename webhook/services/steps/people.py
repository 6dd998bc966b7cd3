"""Steps that bring a person in: the words PERSON, CALL, PASS and NOT ME, what we asked for, staff holding, and a death."""

from __future__ import annotations

import re

from sqlalchemy import update
from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.identity.not_me import refuse_code, says_not_me
from webhook.services.people.access_needs import find_needs
from webhook.services.people.bereavement import tells_of_death
from webhook.services.people.handovers import add_to_handover, add_words, handover_turn, open_handover
from webhook.services.people.person_asked import asks_for_person, read_person
from webhook.services.steps.safety import leave_forms
from webhook.services.steps.young_asked import asks_for_self, is_child
from webhook.services.surgeries.asked import wants_to_meet
from webhook.services.surgeries.surgeries import has_dates
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.duty import Handover
from webhook.store.messages import ClockJob
from webhook.store.updates import list_contacts_of, stop_updates

_WORDS = {"PERSON": "person", "HUMAN": "person", "TALK TO A PERSON": "person", "CALL": "callback", "CALL ME": "callback", "PASS": "pass", "NOT ME": "not_me", "NOTME": "not_me"}
_FETCH = re.compile(  # a whole message: "yes, ask someone please"
    r"(?:(?:yes|yeah|yep|ok|okay|please|pls|no|can|could|you|u|i|we|just|then|id like to|i want to) )*(?:ask|get|find|fetch|have|pass (?:me|it|this) (?:on )?to)(?: me| us)? "
    r"(?:someone|somebody|a (?:real )?person|a human|a member of staff|(?:the )?staff)"
    r"(?: (?:to (?:help|look|ask|check|do it)|with me|me|us|else|please|pls|then|thanks|thank you|instead|for me|now|about (?:it|this|that)))*",
    re.IGNORECASE,
)
_TO_TALK_TO = re.compile(r"\b(?:someone|somebody|a person|a human) (?:that i can |i can |for me |for us )?(?:to )?(?:talk|speak|chat) (?:to|with)\b", re.IGNORECASE)
IN_THEIR_WORDS = ("book:needs", "book:about")  # what the officers at a surgery should know
_CANCELS = re.compile(
    r"\b(?:no need|don'?t|do not|don'?t (?:have|need) to) (?:bother )?(?:to |with )?(?:ring|call|phon|contact|text|reply|repli)"
    r"|\b(?:forget|drop|leave|withdraw|scrap|cancel) (?:about )?(?:the|that|my|it)\b(?: (?:call|person|request|question|one))?"
    r"|\b(?:don'?t|do not|no longer) (?:need|want) (?:anyone|any ?one|anybody|a person|a call|a call ?back|to (?:talk|speak)|it|that|ringing)\b"
    r"|\b(?:i'?ve|ive|it'?s|its|all) sorted\b|\bchanged my mind\b",
    re.IGNORECASE,
)
_YOUNG = re.compile(
    r"\b(?:i'?m|i am) (?:only |just )?(?:[7-9]|1[0-7]|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven)teen)\b|\b(?:i'?m|i am) in year (?:[2-9]|1[0-3])\b", re.IGNORECASE
)
_CARES = re.compile(
    r"\b(?:i|we) (?:also |always |have to |need to |help |help to |mostly |do )*(?:look(?:ing)? after|car(?:e|ing) for|take care of|taking care of|help(?:ing)? (?:with|out with)) "
    r"(?:my|our) (?:\w+ )?(?:brother|sister|sibling|mum|mom|mam|dad|nan|gran|twin|family)"
    r"|\b(?:i'?m|i am|am i) (?:also )?a young carer\b|\bi'?m (?:the |my )?(?:\w+'s )?carer (?:for|of) my (?:\w+ )?(?:brother|sister|mum|dad)\b",
    re.IGNORECASE,
)
_FOR_PARENT = re.compile(r"\bmy (?:mum|mom|mam|mother|dad|father|parents|nan|gran|aunt|foster (?:mum|dad|carer))\b", re.IGNORECASE)


def leave_to_staff(parts: Parts, heard: Heard) -> Turn | None:
    """While a member of staff holds the conversation the bot is silent."""
    return Turn(lane="silent") if heard.conversation.held_by is not None else None


def answer_bereavement(parts: Parts, heard: Heard) -> Turn | None:
    """One sentence, an end to every automatic message, a person; no form, no check (conduct 13)."""
    if heard.conversation.bereaved_at is not None or not tells_of_death(heard.text):
        return None

    def end_automatic_messages(session: Session) -> None:
        jobs = update(ClockJob).where(ClockJob.conversation_id == heard.conversation.id, ClockJob.state == "due", ClockJob.kind != "safety_card")
        session.execute(jobs.values(state="dropped"))
        stop_updates(session, [contact.id for contact in list_contacts_of(session, heard.conversation)], "death", heard.now)

    turn = handover_turn(parts, heard, "person", urgent=True)
    turn.replies = [Reply(parts.content.messages["bereavement"].on(heard.channel))]
    turn.changes |= {"bereaved_at": heard.now, "options": [], "awaiting": None}
    turn.effects.append(end_automatic_messages)
    _leave_check(heard, turn)
    return turn


def word_of(text: str) -> str | None:
    """What a whole message asks for when it is one of the words our texts offer, or fetches somebody in other words."""
    plain = " ".join(re.sub(r"[^\w ]", "", text).split())
    return _WORDS.get(plain.upper()) or ("person" if _FETCH.fullmatch(plain) else None)


def answer_words(parts: Parts, heard: Heard) -> Turn | None:
    """The words our own texts offer, as a whole message on either channel."""
    word = word_of(heard.text) or ("not_me" if heard.channel == "sms" and says_not_me(heard.text) else None)
    if word is None:
        return None
    if word == "not_me":
        turn = refuse_code(parts, heard)
        _leave_check(heard, turn)
        return turn
    turn = handover_turn(parts, heard, word)
    _leave_check(heard, turn)
    return turn


def bring_person(parts: Parts, heard: Heard) -> Turn | None:
    """A wish for a person or a call and nothing else, whatever it is about: at once, before any topic is guessed. What help they want at a surgery is said to the booking."""
    kind = asks_for_person(heard.text) if heard.lane in (None, "gentle") else ""
    if not kind or (heard.conversation.awaiting or "").startswith(IN_THEIR_WORDS):
        return None
    if kind == "person" and wants_to_meet(heard.text) and has_dates(parts, heard):
        return None  # face to face is what a SEND surgery is
    turn = handover_turn(parts, heard, kind)
    _leave_check(heard, turn)
    return turn


def add_person(parts: Parts, heard: Heard, turn: Turn) -> None:
    """A question that also asks for a person or a call: it was answered, and the person is brought in as well."""
    kind = read_person(heard.text) or ("person" if turn.lane == "small_talk" and _TO_TALK_TO.search(heard.text) else "")
    if turn.lane not in ("answer", "gentle", "small_talk") or not kind:
        return
    asked = handover_turn(parts, heard, kind)
    if turn.lane == "small_talk":  # "ok, and someone to talk to me": thanks by a guess, and a person in so many words
        turn.replies, turn.lane = [], "handover"
    turn.replies += asked.replies
    turn.effects += asked.effects
    turn.topics = [*turn.topics[:2], "handover_request"]
    turn.changes["awaiting"] = asked.changes["awaiting"]  # what MORE gives stays


def cancel_handover(parts: Parts, heard: Heard) -> Turn | None:
    """A person is not wanted any more. How to be reached is no such thing ("don't ring, text only"), and staff keep what is urgent."""
    if heard.form_open or "?" in heard.text or len(heard.text.split()) > 12 or not _CANCELS.search(heard.text.replace("\u2019", "'")) or find_needs(heard.text):
        return None
    with parts.db.reading() as session:
        handover = open_handover(session, heard.conversation.id)
    if handover is None or handover.state != "waiting" or handover.urgent or handover.kind not in ("person", "callback", "pass"):
        return None

    def close(session: Session) -> None:
        row = session.get_one(Handover, handover.id)
        row.state, row.closed_at, row.outcome = "closed", heard.now, "no_longer_needed"

    reply = Reply(parts.content.messages["handover_cancelled"].on(heard.channel))
    return Turn(lane="handover", topics=["handover_request"], replies=[reply], changes={"awaiting": None, "options": []}, effects=[close])


def answer_child(parts: Parts, heard: Heard) -> Turn | None:
    """A child who writes for a parent is asked for nothing; a call with an interpreter is offered (conduct 12). One who asks for themselves is answered (steps/young)."""
    text = heard.text.replace("\u2019", "'")
    if not (is_child(text) and _FOR_PARENT.search(text)) or asks_for_self(text):
        return None
    turn = Turn(lane="handover", topics=["handover_request"], replies=[Reply(parts.content.messages["child_for_parent"].on(heard.channel))])
    _leave_check(heard, turn)
    return turn


def answer_young_carer(parts: Parts, heard: Heard) -> Turn | None:
    """A child or young person who cares for somebody: young carers' help, and a person; no details asked (conduct 12)."""
    text = heard.text.replace("\u2019", "'")
    if not _CARES.search(text) or not (_YOUNG.search(text) or re.search(r"\ba young carer\b", text, re.IGNORECASE)):
        return None
    turn = handover_turn(parts, heard, "person")
    turn.replies.insert(0, Reply(parts.content.messages["young_carer"].on(heard.channel)))
    turn.topics = ["carer_support", "handover_request"]
    _leave_check(heard, turn)
    return turn


def _leave_check(heard: Heard, turn: Turn) -> None:
    """The check ends with this turn, and in Rasa too: a new tracker has no form open."""
    if heard.form_open:
        turn.changes |= {"segment": heard.conversation.segment + 1, "segment_turns": 0}
        turn.effects.append(lambda session: leave_forms(session, heard))


def take_awaited(parts: Parts, heard: Heard) -> Turn | None:
    """The number or time for a callback that we asked for; then more words for whoever answers."""
    asked = add_to_handover(parts, heard) if heard.conversation.awaiting == "callback" else None
    return asked or add_words(parts, heard)
