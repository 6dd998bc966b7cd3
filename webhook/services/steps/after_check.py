"""What is said after the check of who is asking was left, or after NOT ME: "no", "what happens now", "why can't I see it, I'm his mum".

Nothing of any record is read, so that nothing can be given away (conduct 10): the words are the same for everybody.
"""

from __future__ import annotations

import re
from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.services.answers.brief import says_only
from webhook.services.cases.asked import AFTER, APPEAL, RING, asked_of_case
from webhook.services.identity.check_question import check_question
from webhook.services.identity.read import objects_to_silence
from webhook.services.people.passed_on import tells_number_changed
from webhook.services.people.who_to_ring import asks_whom_to_ring, ring_turn
from webhook.services.render.lookup import update_turn
from webhook.services.render.status import CASE_TOPIC
from webhook.services.steps.brief import is_recent
from webhook.services.steps.dates import answer_dates
from webhook.services.steps.family import family_turn
from webhook.services.steps.if_late import OURS, whose_lateness
from webhook.services.steps.plain import OF_AN_APPEAL, missed_appeal
from webhook.services.steps.updates import asks_what_changed
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.cases import IdentityCheck
from webhook.store.inbox import last_heard
from webhook.store.messages import Inbound

OF_THE_CHECK = ("case_identity", CASE_TOPIC)
LONGEST = 14  # words
_BIRTH = re.compile(r"\b(?:born|birth\w*|d\.?o\.?b)\b", re.IGNORECASE)
_NO = re.compile(
    r"^\W*(?:(?:um|er|ok|okay|sorry|well|oh|but|thanks|thank you)\W+)*(?:no|nope|nah|na|i'?d rather not|rather not|i'?d prefer not(?: to)?|prefer not(?: to)?|leave it|forget it|never ?mind"
    r"|don'?t want (?:to|that)|i don'?t want (?:to|that)|not (?:now|today|really|that))\b"
    r"(?:\W+(?:no|thanks|thank you|thx|ta|sorry|it'?s ok|it'?s fine|i'?m ok|leave it|never ?mind|rather not|then|say|to|now))*\W*$",
    re.IGNORECASE,
)
_AFTER_NOT_ME = re.compile(
    r"\bwhat(?:'?s| is)? (?:happens|will happen|happening|going to happen)\b|\bwhat (?:now|next)\b|\bwhat (?:do|should) i do\b"
    r"|\bwho (?:was|is|did|asked|has|could)\b|\bsafe\b|\bhacked\b|\bworr\w+"
    r"|\bwill (?:you|they|someone|anyone) (?:ring|call|text|tell)\b",
    re.IGNORECASE,
)
_WHY_NOT = re.compile(
    r"\bwhy (?:can'?t|cannot|won'?t|don'?t|wouldn'?t|aren'?t|not)\b.{0,15}\b(?:see|tell|telling|show|told|know|look|access)\b|\bwhy (?:am i|are you|is it) (?:not|refus\w+)\b", re.IGNORECASE
)
_FAMILY = re.compile(r"\bi'?m (?:his|her|their|the) (?:\w+ )?(?:mum|mother|mam|dad|father|parent|carer|guardian|nan|gran\w*)\b", re.IGNORECASE)

_OF_ANY_CASE = re.compile(  # "how long does an assessment take"
    r"\b(?:an?|any|the usual|most) (?:\w+ ){0,2}(?:assessment|plan|ehcp|review|decision)\b|\b(?:assessments|plans|ehcps|reviews|they usually|it usually)\b", re.IGNORECASE
)


_LATE_WORDS = """
    miss missed late overdue delayed date day deadline last appeal appealing tribunal run ran window cut past forget forgot send sent happen manage can't cannot couldn't didn't don't won't
    plan ehcp case decision letter draft final answer council come came arrive arrived ready finished issued reply replied hear heard nothing never
"""
_OF_LATENESS = frozenset(_LATE_WORDS.split())


def answer_after_check(parts: Parts, heard: Heard) -> Turn | None:
    """The way on that stays open: a person, and the law's dates from a day they give."""
    text = heard.text.replace("\u2019", "'")
    if heard.form_open or heard.lane not in (None, "gentle") or len(text.split()) > LONGEST:
        return None
    asks_why, left, after_not_me = bool(_WHY_NOT.search(text)) or objects_to_silence(text), bool(_NO.match(text)), bool(_AFTER_NOT_ME.search(text) or asked_of_case(text))
    number = tells_number_changed(heard.masked)
    if not (asks_why or left or after_not_me or number):
        return None  # before any look into the database: most messages are none of these
    if asks_why and _FAMILY.search(text):
        return _turn(parts, heard, "case_why_not_shown", options=["handover_request"])
    before = _before(parts, heard) if is_recent(heard) and heard.conversation.last_topic in (None, *OF_THE_CHECK) else None
    if before is None or (before.topics or [""])[0] not in OF_THE_CHECK:
        return None
    if number and before.lane == "lookup" and heard.conversation.options == ["handover_request"]:
        return update_turn(parts, heard)  # no code came, and this is why: a person changes it, and no check begins again
    if asks_why:
        return _turn(parts, heard, "case_why_not_shown", options=["handover_request"])
    if before.lane == "handover" and after_not_me:
        return _turn(parts, heard, "not_me_next", options=["handover_request"], lane="handover")
    if before.lane == "lookup" and heard.conversation.options == ["handover_request"] and asked_of_case(text) == AFTER:
        return _turn(parts, heard, "case_by_person", options=["handover_request"])
    if before.lane == "lookup" and heard.conversation.options == ["handover_request"] and left:
        return _turn(parts, heard, "identity_left", options=[])
    return None


def _before(parts: Parts, heard: Heard) -> Inbound | None:
    with parts.db.reading() as session:
        return last_heard(session, heard.inbound)


def answer_ring_in_check(parts: Parts, heard: Heard) -> Turn | None:
    """ "Who do I ring" in the middle of the check: no number needs a case. It is given first, then the check's question again."""
    if not heard.form_open or heard.lane not in (None, "gentle") or not (asks_whom_to_ring(heard.text) or asked_of_case(heard.text) == RING):
        return None
    again = check_question(parts, heard)
    if again is None:
        return None
    answer = parts.content.answers.get(heard.conversation.last_topic or "") if is_recent(heard) else None
    if answer is None or answer.off:
        return family_turn(parts, heard, "duty_line_number", "lookup", "case_identity")
    return Turn(lane="answer", topics=[answer.topic], replies=[*ring_turn(parts, heard, answer).replies, again], confidence=0.9, flags=heard.flags)


def answer_of_case_in_check(parts: Parts, heard: Heard) -> Turn | None:
    """ "Why is it so slow", "is it late" in the middle of the check: answered from the case when it is shown, so the check goes on."""
    asked = asked_of_case(heard.text) if heard.form_open and heard.lane is None else None
    if heard.form_open and heard.lane is None and asks_what_changed(heard.text):
        asked = CASE_TOPIC
    if asked in (None, APPEAL) or len(heard.text.split()) < 2 or _OF_ANY_CASE.search(heard.text):  # a bare "why" is asked of the check
        return None
    turn = family_turn(parts, heard, "identity_after" if asked == AFTER else "identity_then", "lookup", "case_identity")
    return turn if len(turn.replies) > 1 else None


def answer_if_late_in_check(parts: Parts, heard: Heard) -> Turn | None:
    """ "What if I miss it" in the middle of the check: after an answer on appeals it means the appeal, else it is answered from the case. The check goes on."""
    whose = whose_lateness(heard.text) if heard.form_open and heard.lane in (None, "gentle") else None
    again = check_question(parts, heard) if whose is not None and says_only(heard.text, _OF_LATENESS) else None
    if again is None:
        return None
    missed = missed_appeal(parts, heard) if whose == OURS and heard.conversation.last_topic in OF_AN_APPEAL else None
    if missed is None:
        return family_turn(parts, heard, "identity_then", "lookup", "case_identity")
    missed.replies.append(again)
    return missed


def answer_dates_in_check(parts: Parts, heard: Heard) -> Turn | None:
    """ "We asked 5 May" while a reference is asked for: the law's dates are counted from it, and the reference is asked for again."""
    if not heard.form_open or heard.lane is not None or "case_ref" in heard.personal_kinds or _BIRTH.search(heard.text):
        return None
    with parts.db.reading() as session:
        check = session.get(IdentityCheck, heard.conversation.id)
    if check is None or check.requested != "case_ref" or (turn := answer_dates(parts, replace(heard, form_open=False))) is None:
        return None
    again = check_question(parts, heard)
    turn.replies += [again] if again else []
    return turn


def _turn(parts: Parts, heard: Heard, key: str, *, options: list[str], lane: str = "lookup") -> Turn:
    changes = {"options": options, "unsure_count": 0}
    return Turn(lane=lane, topics=["case_identity"], replies=[Reply(parts.content.messages[key].on(heard.channel))], confidence=0.9, changes=changes)
