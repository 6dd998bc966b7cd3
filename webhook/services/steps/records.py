"""A copy of what a school, the council or the NHS holds on a child, and what leans on it: "and the school ones", "how long", "what if they don't send it"."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.answers.matters import ALLOWED, MINE, NEXT, REFUSED, find_kind
from webhook.services.steps.brief import is_recent
from webhook.services.steps.family import said_before
from webhook.services.turn.follow_ups import bare_question
from webhook.services.turn.heard import Heard, Reply, Turn

TOPIC = "privacy_data"
LONGEST = 30  # words
_HELD = r"(?:records?|files?|data|notes|paperwork|information|folder)"
_RECORDS = re.compile(
    rf"\b(?:copy|copies|see|get|gets|access|view|have|request|ask for|send|want|read|look at)\b.{{0,30}}\b{_HELD}\b|\bsubject access\b|\bsars?\b"
    r"|\b(?:records?|file)\b.{0,20}\b(?:copy|see|access)\b",
    re.IGNORECASE,
)
_NOT_MAINTAINED = re.compile(r"\bacadem(?:y|ies)\b|\b(?:independent|private|free|fee.?paying) (?:special )?school\b", re.IGNORECASE)
_OF_SCHOOL = re.compile(
    r"\b(?:school|schools|college|nursery|pupil|education(?:al)?)(?:'s)? (?:records?|files?|notes|data|folder|paperwork)\b"
    rf"|\b(?:records?|files?|everything|data|notes|all)\b.{{0,20}}\b(?:school|nursery|college|head(?:teacher)?)\b.{{0,12}}\b(?:has|have|holds?|keeps?|got|wrote|written)\b"
    rf"|\b{_HELD}\b.{{0,15}}\b(?:from|off|at) (?:the |his |her |their |my )?(?:\w+ )?(?:school|nursery|college)\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:copy|copies|see|get|access|view|have|request|ask(?:ing)? for|want\w*|wanna|need|read|look at|show|entitled|allowed|give (?:me|us)|send (?:me|us))\b", re.IGNORECASE
)
_GIVES = re.compile(  # records that go to somebody, or are spoken of
    r"\b(?:should|shall|do|must|can|need to|have to) (?:i|we) (?:\w+ )?(?:send|include|attach|bring|give|share|show|use)\b|\b(?:send|give|show|share|pass)\w* (?:(?:his|her|their"
    r"|the|my|our|all) )?(?:\w+ )?"
    rf"{_HELD} (?:to|on|in|with)\b|\b(?:attendance|medical|criminal) records?\b|\bfile an? \w+|\b(?:wrong|mistake\w*|correct\w*|chang\w+|updat\w+|delet\w+|remov\w+|lost)\b"
    r"|\b(?:transfer\w*|forward\w*|mov(?:e|ed|ing)) (?:his|her|the)?\b|\b(?:appeal|tribunal|exclu\w+|assess\w*|section [a-k])\b",
    re.IGNORECASE,
)
_SCHOOL_ONES = re.compile(
    r"^(?:what about |how about |and |also )*(?:from |for |with |the |his |her |their |my |what )*(?:school|schools|school's|college|nursery)(?:'s)?"
    r"(?: (?:ones?|records?|files?|stuff|notes|data|too|as well|have|has|holds?))*$",
    re.IGNORECASE,
)
_BY_WHEN = re.compile(r"^(?:by when|when (?:do|does|will|should|must|would) (?:they|it|the (?:school|council))\b.{0,30})$", re.IGNORECASE)
_IF_NOT = re.compile(
    r"^(?:what )?(?:happens )?if (?:they|the (?:school|council|nhs)|school|it|nobody)\b.{0,15}\b(?:don'?t|dont|won'?t|wont|doesn'?t|doesnt|do not|refuse\w*|say no|says no"
    r"|ignore\w*|never|not)\b.{0,30}$",
    re.IGNORECASE,
)
_NAMES_ELSE = re.compile(r"\b(?:plan|ehcp?|assess\w*|draft|appeal\w*|transport|taxi|review|dla|decision|pip)\b", re.IGNORECASE)
_KINDS = {**dict.fromkeys(("how_long", "cost", MINE), "records_time"), **dict.fromkeys(("if_late", REFUSED, ALLOWED), "records_no"), **dict.fromkeys(("how", "who", NEXT), "records_how")}


def answer_records(parts: Parts, heard: Heard) -> Turn | None:
    """A copy of records: the rule for an academy, for a school, or what leans on the answer about them. What is asked first goes to the dialogue model as ever."""
    if heard.form_open or heard.lane not in (None, "gentle") or heard.intent is not None or heard.cut or len(heard.text.split()) > LONGEST:
        return None
    text = heard.text.replace("\u2019", "'")
    if _RECORDS.search(text) and _NOT_MAINTAINED.search(text):
        return _say(parts, heard, "records_academy")
    if _OF_SCHOOL.search(text) and _WANTS.search(text) and not _GIVES.search(text):
        return _say(parts, heard, "records_school")
    key = _leans(text)
    return _say(parts, heard, key) if key is not None and _was_of_records(parts, heard) else None


def _leans(text: str) -> str | None:
    """What a short message asks after records, if it asks anything of them."""
    plain = bare_question(text)
    if _NAMES_ELSE.search(plain):
        return None
    found = ((key, asks.match(plain)) for key, asks in (("records_school", _SCHOOL_ONES), ("records_no", _IF_NOT), ("records_time", _BY_WHEN)))
    return next((key for key, match in found if match), None) or _KINDS.get(find_kind(text) or "")


def _was_of_records(parts: Parts, heard: Heard) -> bool:
    """Whether they asked for records just before, with at most such short questions between."""
    if not is_recent(heard):
        return False
    for said in said_before(parts, heard):
        if _RECORDS.search(said) or _OF_SCHOOL.search(said):
            return not _GIVES.search(said)
        if _leans(said) is None:
            return False
    return False


def _say(parts: Parts, heard: Heard, key: str) -> Turn:
    changes = {"options": [], "unsure_count": 0, "awaiting": None}
    return Turn(lane="privacy", topics=[TOPIC], replies=[Reply(parts.content.messages[key].on(heard.channel))], confidence=0.9, changes=changes)
