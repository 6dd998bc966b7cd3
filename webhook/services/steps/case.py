""" "Is that late?", "when will it be done", "what can I do" after a case was shown: answered from that case, never by the general answer.

In chat while the proof stands. By SMS the proof ends with the status (conduct 11), and only what that text told is answered from (cases/told). After that we
say how to look again.
"""

from __future__ import annotations

import re
from typing import Any

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.answers.brief import says_only
from webhook.services.cases.asked import APPEAL, LATE, OFFICER, PLACE, REQUESTED, RING, WEEKS, WHEN, WHO, WHY, asked_of_case, asks_to_appeal
from webhook.services.cases.cases import OUTCOME_WAITS
from webhook.services.cases.told import has_changed, shown_status
from webhook.services.cases.who_asks import asks_where, brings_up
from webhook.services.dates.appeal_told import asks_last_day
from webhook.services.dates.read import AWAITING as DATE_AWAITED
from webhook.services.identity.read import says_begin_again, wants_other_case, wants_restart
from webhook.services.personal.personal import MASKS
from webhook.services.render.case_asked import appeals_nothing, asked_reply, knows
from webhook.services.render.escalation import step_now
from webhook.services.render.render import letter_line
from webhook.services.render.status import CASE_TOPIC, LATE_TOPIC, Said, late_place
from webhook.services.steps.brief import is_recent
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.inbox import last_heard

_OWN = re.compile(r"\b(?:my|our|his|her) (?:case|plan|ehcp?|application|assessment|request)\b", re.IGNORECASE)
_THE_PLAN = re.compile(r"\b(?:the|this|that|his|her|my|our|their)(?: final)? (?:plan|ehcp?|case|request|assessment)\b", re.IGNORECASE)
_FINAL = re.compile(r"\bfinal\b", re.IGNORECASE)
MAY_APPEAL = "may_appeal"  # asked of a case: if, when or how to appeal
REVIEWED = ("annual_review", "amend_reassess", "ehcp_draft")  # after these "the plan" is the one they ask about
LISTS = ("search", "surgery")  # what is awaited while one of services or of surgery dates stands
LONGEST = 20  # words of a message that names a case
_NAMES_CASE = re.compile(
    r"\b(?:case|ehcp?|plan|application|assessment)s?\b.{0,12}\bwhere(?:'?s| is| are)? (?:it|this|that|he|she|we|they)(?:'?s| is| are)? (?:up to|at|now)\b"
    r"|\b(?:two|2|both|several) (?:\w+ )?(?:cases|references)\b.*\b(?:see|look|check|find)\b",
    re.IGNORECASE,
)
_CASE_WORDS = """
    case ref reference number ehcp ehc plan status update news progress check look see view find son daughter child boy girl kid stage file application assessment
    late latest long left wait waiting overdue decision decided date due draft final done finish finished hear heard chase chasing mum dad mother father name
"""
_ONLY_A_CASE = frozenset(_CASE_WORDS.split())
_PLAN = re.compile(r"\b(?:case|ehcp?|plan|application|assessment)(?:'?s)?\b", re.IGNORECASE)
_AGE_OF_RECORD = re.compile(
    r"^\W*(?:(?:but|and|so|ok|hang on)\W+)*(?:why (?:is|are|'?s) (?:it|this|that|the (?:record|info\w*|data|date)) (?:so |that |this )?(?:old|out of date|behind|not up to date)"
    r"|(?:is|are) (?:it|this|that|the (?:record|info\w*|data)) (?:really |still )?(?:up to date|current|the latest|old|out of date|right now|correct now)"
    r"|how (?:old|up to date|recent|current) is (?:it|this|that|the (?:record|info\w*|data))|when was (?:it|this|that|the (?:record|info\w*|data)) (?:last )?updated"
    r"|(?:that|this|it)(?:'?s| is) (?:so |very |really |an? )?(?:old|out of date|weeks old|old record)|nothing newer|have you (?:got )?(?:anything|something) newer)\b.{0,20}$",
    re.IGNORECASE,
)


def answer_record_age(parts: Parts, heard: Heard) -> Turn | None:
    """ "Why is it so old", "is that up to date" after a case was shown: the day of the record, and who knows what is new."""
    if heard.form_open or heard.lane is not None or not _AGE_OF_RECORD.match(heard.text.replace("\u2019", "'")):
        return None
    status = shown_status(parts, heard)
    return _turn(Reply(Said(parts.content, status, heard.channel)("record_age"))) if status is not None else None


def answer_of_case(parts: Parts, heard: Heard, learnt: str | None = None) -> Turn | None:
    """What is asked of the case that was shown, from its dates; where they may not be said any more, how to look again. None where no case was shown.

    `learnt`: what is asked, where it was not read from the words (steps/learnt).
    """
    closed = heard.form_open or heard.conversation.bereaved_at is not None
    asked = None if closed else learnt or asked_of_case(heard.text) or (MAY_APPEAL if asks_to_appeal(heard.text) else None)
    last_day = not closed and learnt is None and heard.channel == "sms" and asks_last_day(heard.text)
    last = heard.conversation.last_topic if is_recent(heard) else None
    named = asked in (WHEN, REQUESTED) and bool(_THE_PLAN.search(heard.text)) and last not in REVIEWED  # "and when is the final plan due for him", after another answer
    if (asked is None and not last_day) or not (last in (CASE_TOPIC, LATE_TOPIC, None) or asked in (LATE, WEEKS) or named or _OWN.search(heard.text)):
        return None
    status = shown_status(parts, heard)
    if last_day and status is not None and (status.outcome or status.stage == OUTCOME_WAITS):
        asked = APPEAL  # by text no decision is told, and its rule says how to find the day
    if asked is None:
        return None
    if asked == MAY_APPEAL and (status is None or not appeals_nothing(status)):
        return None  # the ordinary answer on an appeal
    asked = APPEAL if asked == MAY_APPEAL else WHEN if asked == PLACE and status is not None and not knows(status, PLACE) else asked
    if status is not None and has_changed(parts, heard):
        return _turn(Reply(parts.content.status["changed_since"].on(heard.channel)))
    if status is not None and asked == APPEAL and heard.channel == "sms" and (status.outcome or status.stage == OUTCOME_WAITS):
        return _turn(Reply(Said(parts.content, status, "sms")("appeal_by_sms")), changes={"awaiting": f"{DATE_AWAITED}refused"})
    if status is not None and (not knows(status, asked) or (asked == APPEAL and heard.channel == "sms" and not appeals_nothing(status))):
        return None  # the general rule
    if status is not None:
        place: dict[str, Any] = {"last_topic": CASE_TOPIC, "ladder": None, **late_place(parts.content, status, heard.channel)} if heard.channel == "web" else {}
        place |= {"last_topic": CASE_TOPIC} if named and "last_topic" not in place else {}
        of_final = bool(_FINAL.search(heard.text))
        return _turn(asked_reply(parts.content, status, asked, heard.channel, local_date(heard.now), of_final=of_final), changes=place)
    if last is None or asked in (APPEAL, WHO, WHY, OFFICER) or not is_of_status(parts, heard):
        return None
    if asked == RING:
        return _turn(Reply(parts.content.messages["duty_line_number"].on(heard.channel)))
    turn = _turn(Reply(parts.content.status["late_look_again"].on(heard.channel)))
    if last == LATE_TOPIC and (step := step_now(parts, heard, letter_line)) is not None:
        turn.replies.append(step)
    return turn


def answer_again(parts: Parts, heard: Heard) -> Turn | None:
    """What the dialogue model took for a wish to look a case up, after another answer: said from the case that was shown, while that is known."""
    asked = asked_of_case(heard.text)
    status = shown_status(parts, heard) if asked is not None else None
    if asked is None or status is None or not knows(status, asked):
        return None
    if has_changed(parts, heard):
        return _turn(Reply(parts.content.status["changed_since"].on(heard.channel)))
    return _turn(asked_reply(parts.content, status, asked, heard.channel, local_date(heard.now)), changes={"last_topic": CASE_TOPIC})


def ask_other_case(parts: Parts, heard: Heard) -> None:
    """ "And the other one?", "start again" after a case was shown begins the check for another; BEGIN AGAIN does wherever nothing else is open."""
    if heard.form_open or (heard.conversation.awaiting or "").startswith(LISTS):
        return
    other = wants_other_case(heard.text) or wants_restart(heard.text)
    if says_begin_again(heard.text) or (other and (shown_status(parts, heard) is not None or is_of_status(parts, heard))):
        heard.intent = CASE_TOPIC


def name_case(parts: Parts, heard: Heard) -> None:
    """ "Birch Sample ehcp where is it up to", "two cases, how do i see both": a wish to look a case up, whatever stands before it."""
    text = heard.masked.replace("\u2019", "'")
    if heard.form_open or heard.lane is not None or len(text.split()) > LONGEST:
        return
    of_a_child = MASKS["name"] in text or brings_up(text)  # with a name, or "we are special guardians", "the case" is theirs
    of_a_ref = MASKS["case_ref"] in text and says_only(text, _ONLY_A_CASE)  # "my case [case ref] please"
    if of_a_ref or _NAMES_CASE.search(text) or (of_a_child and _PLAN.search(text) and asks_where(text)):
        heard.intent = CASE_TOPIC


def is_of_status(parts: Parts, heard: Heard) -> bool:
    """Whether our last word was where a case is, so that "that" is the case."""
    if heard.conversation.last_topic == CASE_TOPIC:
        return True
    with parts.db.reading() as session:
        before = last_heard(session, heard.inbound)
    told = heard.conversation.last_topic == LATE_TOPIC and heard.conversation.ladder is not None
    return told and before is not None and before.lane == "lookup" and (before.topics or [])[:1] == [CASE_TOPIC]


def _turn(reply: Reply, changes: dict[str, Any] | None = None) -> Turn:
    return Turn(lane="lookup", topics=[CASE_TOPIC], replies=[reply], changes={"options": [], "unsure_count": 0, **(changes or {})})
