"""Asking for a person: what is passed on, what is said back, and the words that are taken while nobody is there (conduct 21, 22)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.identity.identity import is_verified
from webhook.services.people.access_needs import find_needs, join_needs
from webhook.services.people.hours import closing_time, is_open, next_opening, say_opening
from webhook.services.people.passed_on import ANSWERED, add_lines, adds_words, as_line, as_said, find_passed_on, find_words, read_back, say_lines, says_something, shorten
from webhook.services.personal.aside import cut_details
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.cases import IdentityCheck
from webhook.store.conversations import Conversation
from webhook.store.duty import Handover
from webhook.store.duty_queries import find_sealed_phone, had_flag_since, last_needs, list_parent_words, open_handover

__all__ = ["add_to_handover", "add_words", "find_subject", "handover_replies", "handover_turn", "open_handover", "pass_on_too", "request_handover", "summarise", "take_number"]

URGENT_FOR = timedelta(hours=12)
LONGEST_DETAIL, LONGEST_NEED = 12, 18  # words of a time for a call; of one that also says how to be reached
_TIME = re.compile(
    r"\b(?:mornings?|afternoons?|evenings?|lunch(?:time)?|after|before|between|any ?time|mon|tue|wed|thu|fri"
    r"|(?:mon|tues|wednes|thurs|fri)days?|tomorrow|today|noon|\d{1,2}(?:[.:]\d\d)? ?[ap]m)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?|^\W*(?:what|when|where|who|why|how|can|could|is|are|do|does|did|will|would|should)\b", re.IGNORECASE)
_ASKS = re.compile(r"^\W*(?:(?:also|and|oh|plus|ok|sorry)\W+)*(?:what|when|where|who|why|how|can|could|is|are|do|does|did|will|would|should|am)\b(?! (?:you|u) )", re.IGNORECASE)
_OTHERS_NUMBER = re.compile(  # or one that is no number to ring them at
    r"\b(?:his|hers?|their|the|(?:ex|dad|mum|school|officer|mother|father|husband|wife|partner)(?:'?s)?)\b.{0,20}\b(?:number|no|phone|mobile|line)\b|\b(?:old|wrong|remove|delete|forget)\b"
    r"|\b(?:not|never|don'?t|do not|stop) (?:use|ring|call|text|phone|give|on|my)|\b(?:rang|called|phoned|texted|calls?|text) (?:me |us )?(?:from|by)\b|\b(?:nobody|no ?one|never)\b"
    r"|\b(?:how|what|where|when|why|who) (?:do|does|is|are|can|should|will|long|much)\b"
    r"|\b(?:school|nursery|officer|doctor|gp|taxi|clinic) (?:is|are) (?:on|at)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PassedOn:
    """What a handover says and knows: the subject in the parent's words ("" for none), and whether a number to ring is known."""

    kind: str
    in_hours: bool | None
    subject: str
    has_number: bool


def request_handover(session: Session, conversation: Conversation, *, kind: str, summary: str, urgent: bool, in_hours: bool | None, now: datetime) -> Handover:
    """Open a handover, or add to the one that is open: nobody stands in the queue twice."""
    handover = open_handover(session, conversation.id)
    if handover is None:
        handover = Handover(conversation_id=conversation.id, kind=kind, summary=summary, trial=conversation.trial, requested_at=now, in_hours=in_hours)
        handover.access_needs, handover.urgent = last_needs(session, conversation.id), False
        session.add(handover)
    else:
        handover.kind = handover.kind if kind == "pass" else kind
        add_lines(handover, summary.split("\n"))
    handover.urgent = handover.urgent or urgent or had_flag_since(session, conversation.id, "urgent_today", now - URGENT_FOR)
    for words in list_parent_words(session, conversation.id, limit=20):
        handover.access_needs = join_needs(handover.access_needs, find_needs(words))
    session.flush()
    return handover


def summarise(session: Session, conversation_id: str, masked: str) -> str:
    """What is passed on, in the parent's words; the bare asking when they have said nothing else."""
    return as_line(find_words(session, conversation_id, masked) or masked)


def find_subject(session: Session, conversation_id: str, masked: str) -> str:
    """The parent's last words that say what it is about, shortened; "" for none."""
    return shorten(find_words(session, conversation_id, masked))


def handover_turn(parts: Parts, heard: Heard, kind: str, urgent: bool = False) -> Turn:
    """A whole turn that brings a person in: the words and the row are written together."""
    in_hours = is_open(parts.content.hours, heard.now)
    with parts.db.reading() as session:
        masked = heard.inbound.masked_text if kind == "update_details" else None  # whole: what was hidden in it is what it is about
        lines = find_passed_on(session, heard.conversation.id, masked or heard.masked, heard.now) or _from_check(parts, session, heard)
        known = open_handover(session, heard.conversation.id)
        has_number = heard.channel == "sms" or "phone" in heard.personal_kinds or bool(known and known.callback_sealed)
    passed = PassedOn(kind, in_hours, say_lines(parts.content, lines, heard.channel), has_number)

    def apply(session: Session) -> None:
        conversation = session.get_one(Conversation, heard.conversation.id)
        urgent_now = urgent or "urgent_today" in heard.flags
        handover = request_handover(session, conversation, kind=kind, summary="\n".join(lines), urgent=urgent_now, in_hours=in_hours, now=heard.now)
        handover.callback_sealed = find_sealed_phone(session, heard.inbound.id) or handover.callback_sealed

    changes = {"options": [], "unsure_count": 0, "awaiting": None if kind == "pass" else "callback"}
    return Turn(lane="handover", topics=["handover_request"], replies=handover_replies(parts, heard, passed), changes=changes, effects=[apply])


def _from_check(parts: Parts, session: Session, heard: Heard) -> list[str]:
    """What a request is about when nothing was said but answers to the check of who is asking: a case they could not see."""
    check = session.get(IdentityCheck, heard.conversation.id)
    tried = check is not None and heard.now - check.updated_at <= URGENT_FOR and not is_verified(check, heard.now)
    return [parts.content.messages["passed_on_check"].on(heard.channel)] if tried else []


def handover_replies(parts: Parts, heard: Heard, passed: PassedOn) -> list[Reply]:
    """The read-back: what was passed on, who, and when. No time is named while hours are not set, nothing is quoted to a watched phone."""
    messages, channel, hours = parts.content.messages, heard.channel, parts.content.hours
    opening, closes = next_opening(hours, heard.now), closing_time(hours, heard.now)
    subject = "" if heard.unsafe else passed.subject
    slots = {
        "who": messages["duty_team"].on(channel),
        "summary": subject or messages["handover_no_subject"].on(channel),
        "opens": say_opening(opening, channel) if opening else "",
        "hours": messages["here_until"].on(channel).format(closes=closes) if closes else "",
    }
    return [Reply(read_back(messages[key].on(channel), **slots)) for key in _read_back_keys(passed, channel, bool(opening))]


def _read_back_keys(passed: PassedOn, channel: str, opening_known: bool) -> list[str]:
    """Which texts say it. A call is promised to somebody whose number we have; on the web the number is the one thing asked."""
    if passed.kind == "pass":
        return ["pass_saved"]
    when = {True: "open", False: "closed_hours_known" if opening_known else "hours_unknown", None: "hours_unknown"}[passed.in_hours]
    if passed.kind == "callback" and passed.has_number:
        return ["callback_closed" if when == "closed_hours_known" else "callback_saved"]
    if channel == "web" and not passed.has_number and (passed.kind == "callback" or when != "open"):
        return [f"handover_{when}", "handover_ask_callback"]
    return [f"handover_{when}"]


def add_to_handover(parts: Parts, heard: Heard) -> Turn | None:
    """What was asked for beside a handover: a number, a time, how to be reached. Anything else goes on as an ordinary message."""
    needs, has_phone = find_needs(heard.text), "phone" in heard.personal_kinds
    short = len(heard.text.split()) <= (LONGEST_NEED if needs else LONGEST_DETAIL) and not _QUESTION.search(heard.text)
    with parts.db.reading() as session:
        handover = open_handover(session, heard.conversation.id)
    if handover is None or not (has_phone or (short and needs) or (short and handover.kind == "callback" and _TIME.search(heard.text))):
        return None
    preferred = heard.masked[:120] if short and _TIME.search(heard.text) else handover.preferred_time
    access = join_needs(handover.access_needs, needs)

    def apply(session: Session) -> None:
        row = session.get_one(Handover, handover.id)
        row.preferred_time, row.access_needs = preferred, access
        row.callback_sealed = find_sealed_phone(session, heard.inbound.id) or row.callback_sealed

    will_ring = handover.kind == "callback" or (has_phone and heard.channel == "web")
    key = "callback_saved" if will_ring and "Text only" not in access else "needs_saved"
    subject = "" if heard.unsafe else as_said(handover.summary.split("\n")[-1])
    when = as_said(cut_details(preferred))
    told = "; ".join(part for part in (subject or parts.content.messages["handover_no_subject"].web, when, access) if part)
    told_of = read_back(parts.content.messages[key].on(heard.channel), told, needs=access or when)
    number = parts.content.messages["number_saved"].on(heard.channel) if has_phone and key == "needs_saved" else ""
    text = " ".join(filter(None, [number, told_of if access or preferred or not number else ""]))
    return Turn(lane="handover", topics=["handover_request"], replies=[Reply(text)], effects=[apply])


def take_number(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn: a number to ring that comes after something else was asked and answered. Somebody waits for a person, and none is known yet."""
    text = heard.text.replace("\u2019", "'")
    given = "phone" in heard.personal_kinds and len(text.split()) <= LONGEST_NEED and not _QUESTION.search(text) and not _OTHERS_NUMBER.search(text)
    if heard.form_open or heard.lane not in (None, "gentle") or not given:
        return None
    handover = _waits_for_person(parts, heard)
    turn = add_to_handover(parts, heard) if handover is not None and handover.callback_sealed is None else None
    if turn is not None:
        turn.changes["awaiting"] = "callback"  # the same number put right, or when to ring
    return turn


def add_words(parts: Parts, heard: Heard) -> Turn | None:
    """ "Also it's about transport", while somebody waits for a person: it goes with what was passed on, and that is said. A question is answered instead (`pass_on_too`)."""
    if heard.form_open or heard.unsafe or "?" in heard.text or not adds_words(heard.text) or _ASKS.search(heard.text) or (handover := _waits_for_person(parts, heard)) is None:
        return None
    text = read_back(parts.content.messages["handover_added"].on(heard.channel), as_said(heard.masked))
    return Turn(lane="handover", topics=["handover_request"], replies=[Reply(text)], effects=[_adds(handover, heard)])


def pass_on_too(parts: Parts, heard: Heard, turn: Turn) -> None:
    """While somebody waits for a person, a question we could not answer, and one that was asked as more of the same, goes to that person too."""
    unknown = turn.lane == "out_of_scope" and not turn.topics
    if not (unknown or turn.lane == "clarify" or (turn.lane in ANSWERED and adds_words(heard.text))) or not says_something(heard.masked):
        return
    if (handover := _waits_for_person(parts, heard)) is None:
        return
    turn.effects.append(_adds(handover, heard))
    if unknown and not heard.unsafe:
        turn.replies = [Reply(read_back(parts.content.messages["handover_added_unsure"].on(heard.channel), as_said(heard.masked)))]


def _waits_for_person(parts: Parts, heard: Heard) -> Handover | None:
    with parts.db.reading() as session:
        handover = open_handover(session, heard.conversation.id)
    return handover if handover is not None and handover.state == "waiting" and handover.kind in ("person", "callback", "pass") else None


def _adds(handover: Handover, heard: Heard) -> Callable[[Session], None]:
    return lambda session: add_lines(session.get_one(Handover, handover.id), [as_line(heard.masked)])
