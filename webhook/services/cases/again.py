""" "Where is my case" when it was told a moment ago: by text the same is told again while the record is the same; else the check says why it is asked once more.

By text the proof ends with the status (conduct 11). What the last text told is kept for a while (cases/told), so repeating it tells that phone nothing new.
"""

from __future__ import annotations

import re
from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.services.answers.brief import says_only
from webhook.services.cases.asked import asked_of_case
from webhook.services.cases.cases import Status
from webhook.services.cases.told import has_changed, shown_status
from webhook.services.cases.who_asks import asks_where
from webhook.services.identity.read import OTHER, wants_other_case, wants_restart
from webhook.services.render.status import CASE_TOPIC, LATE_TOPIC, status_replies
from webhook.services.steps.booking_again import leave_guessed_check
from webhook.services.steps.brief import is_recent
from webhook.services.steps.case import answer_of_case
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.cases import IdentityCheck
from webhook.store.identity import has_used_code
from webhook.store.messages import Inbound

DETAILS = {"case_ref", "upn", "date", "code", "name"}  # with one of these a case is named: the check takes it
LONGEST = 14  # words
_ANOTHER = re.compile(r"\b(?:both|two|2|several|twins?|another|also|too)\b", re.IGNORECASE)
_BACK = re.compile(
    r"\bback to (?:his|hers?|my|the|that|this|our|him|it|\w+'?s)(?: first| same)?(?: (?:case|one|plan|ehcp|child|son|daughter|lad|boy|girl))?\W*"
    r"(?:$|[,.;?!]|\b(?:please|pls|and|then|what|whats|when|how|is)\b)"
    r"|\b(?:the|that) (?:first |last |same )?(?:one |case )(?:that |which )?(?:you|u) (?:just |have |'?ve |already )*(?:showed|shown|show|told|gave|said|did)\b"
    r"|\b(?:the|his|her|my) first (?:one|case)\W*$|\bthe same (?:one|case)\b|\b(?:mean|meant) (?:his|hers|this|that|the first)(?: one| case)?\W*$"
    r"|\b(?:there(?:'?s| is|s)|i(?:'?ve| have)?|we(?:'?ve| have)?) (?:got )?(?:only |just )+(?:got |have )?(?:the )?(?:one|1)(?: (?:case|child|kid|son|daughter))?\W*$"
    r"|\b(?:no|(?:not|isn'?t|aint|ain'?t|haven'?t got) an) ?other (?:one|case|child)\b|\b(?:just|only) (?:the )?one (?:case|child|kid)\b",
    re.IGNORECASE,
)
_WORDS_OF_WHERE = """
    case plan ehcp ehc application assessment request file record son daughter child boy girl kid lad where happening going what status stage update updates news progress
    up at now got tell know show look see check any again latest today yet still on with exactly thing
"""
_OF_WHERE = frozenset(_WORDS_OF_WHERE.split())


def look_again(parts: Parts, heard: Heard) -> Turn | None:
    """ "Whats happening with the ehcp", "any update" just after a status: the same case, and no question about plans. A step of the turn."""
    text = heard.masked.replace("\u2019", "'")
    last = heard.conversation.last_topic if is_recent(heard) else None
    closed = heard.form_open or heard.conversation.bereaved_at is not None
    if closed or heard.lane is not None or heard.intent or last not in (CASE_TOPIC, LATE_TOPIC, None) or len(text.split()) > LONGEST:
        return None
    if not asks_where(text) or _ANOTHER.search(text) or wants_other_case(text) or not says_only(text, _OF_WHERE) or (status := shown_status(parts, heard)) is None:
        return None
    if heard.channel == "sms" and not has_changed(parts, heard):
        return _told(parts, status, heard)
    heard.intent = CASE_TOPIC
    return None


def _told(parts: Parts, status: Status, heard: Heard) -> Turn:
    note = Reply(parts.content.messages["case_told_again"].on(heard.channel))
    return Turn(lane="lookup", topics=[CASE_TOPIC], replies=[*status_replies(parts.content, status, heard.channel), note], changes={"options": [], "unsure_count": 0})


def answer_shown_in_check(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn: "go back to his", "is his late" while the other case's reference is asked for. The case that was shown is said, and the check for the other is left."""
    text = heard.text.replace("\u2019", "'")
    if not heard.form_open or heard.lane is not None or len(text.split()) > LONGEST or wants_restart(text) or DETAILS & set(heard.personal_kinds):
        return None
    back = bool(_BACK.search(text))
    if not back and (wants_other_case(text) or not (asked_of_case(text) or (asks_where(text) and says_only(text, _OF_WHERE)))):
        return None
    with parts.db.reading() as session:
        check = session.get(IdentityCheck, heard.conversation.id)
    status = shown_status(parts, heard) if check is not None and check.requested == "case_ref" else None
    if status is None or has_changed(parts, heard):
        return None
    turn = answer_of_case(parts, replace(heard, form_open=False))
    if turn is not None:
        turn.replies.insert(0, Reply(parts.content.messages["identity_of_shown"].on(heard.channel)))
    turn = turn or Turn(lane="lookup", topics=[CASE_TOPIC], replies=status_replies(parts.content, status, heard.channel), changes={"options": [], "unsure_count": 0})
    turn.changes |= {"last_topic": CASE_TOPIC}
    leave_guessed_check(heard, turn)
    return turn


def tell_again(parts: Parts, heard: Heard, turn: Turn) -> Turn | None:
    """What stands instead of a check that has just begun; None where it goes on as it is. May add to the turn why it is asked again."""
    question = parts.content.messages["identity_ask_ref"].on(heard.channel)
    if heard.form_open or heard.conversation.bereaved_at is not None or turn.lane != "lookup" or turn.topics[:1] != [CASE_TOPIC] or not turn.replies or turn.replies[-1].text != question:
        return None
    with parts.db.reading() as session:
        before = has_used_code(session, heard.conversation.id)
        learnt = (session.get_one(Inbound, heard.inbound.id).safety or {}).get("learnt")
    other = (learnt == OTHER or wants_other_case(heard.text)) and not DETAILS & set(heard.personal_kinds)
    if other and shown_status(parts, heard) is not None:
        turn.replies[-1] = Reply(parts.content.messages["identity_other_ref"].on(heard.channel))
        return None
    another = other or bool(_ANOTHER.search(heard.text)) or wants_restart(heard.text) or bool(DETAILS & set(heard.personal_kinds))
    status = None if another or heard.channel == "web" or len(turn.replies) > 1 else shown_status(parts, heard)
    if status is not None and not has_changed(parts, heard):
        told = _told(parts, status, heard)
        leave_guessed_check(heard, told)
        return told
    if before and not another:
        key = "identity_changed" if status is not None else "identity_again"
        why = parts.content.messages[key].on(heard.channel).format(minutes=parts.settings.web_verified_minutes)
        turn.replies[-1] = Reply(f"{why} {question}")
    return None
