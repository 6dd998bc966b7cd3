"""A copy of what a school holds, which has a rule of its own, and what is asked after a question for records: how long, "and school ones", "what if they don't"."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.steps.brief import is_recent
from webhook.services.steps.family import said_before
from webhook.services.turn.heard import Heard, Reply, Turn

LONGEST, LONGEST_AFTER = 30, 12  # words
_RECORDS = re.compile(
    r"\b(?:copy|copies|see|get|gets|access|view|have|want|need|request|ask for|send)\b.{0,30}\b(?:records?|file|files|data|notes|paperwork|information)\b|\bsubject access\b|\bsars?\b"
    r"|\b(?:records?|file)\b.{0,20}\b(?:copy|see|access)\b",
    re.IGNORECASE,
)
_NOT_MAINTAINED = re.compile(r"\bacadem(?:y|ies)\b|\b(?:independent|private|free|fee.?paying) (?:special )?school\b", re.IGNORECASE)
_OF_SCHOOL = re.compile(
    r"\bschool'?s? (?:records?|files?)\b|\b(?:records?|files?|data)\b.{0,25}\b(?:from|at|by|of|in|with) (?:the |his |her |their |my \w+'?s? )?school\b"
    r"|\b(?:the |his |her |their )?school (?:has|holds?|keeps?|have)\b.{0,20}\bon (?:him|her|them|us|me|my \w+)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(?:transport|criminal|police|attendance record|track record|medical|gp|hospital|case (?:number|ref\w*)|wrong|mistake|lost|delete|address|where is)\b", re.IGNORECASE)
_AND_SCHOOL = re.compile(
    r"^\W*(?:(?:and|but|ok|so|what about|how about|also)\W+)*(?:the |his |her |from (?:the |his |her )?)?school(?:'?s)?(?: (?:ones?|records?|file|files|too"
    r"|as well))*\W*$",
    re.IGNORECASE,
)
_HOW_LONG = re.compile(
    r"^\W*(?:(?:and|but|ok|so)\W+)*(?:how (?:long|soon|many (?:days|weeks))|when (?:do|does|will|should|must)|by when|what(?:'?s| is) the (?:time ?limit|deadline))\b", re.IGNORECASE
)
_IF_NOT = re.compile(
    r"^\W*(?:(?:and|but|ok|so)\W+)*(?:what )?(?:happens )?if (?:they|the (?:school|council)|school|it|nobody)\b.{0,15}\b(?:don'?t|dont|won'?t|wont|doesn'?t|doesnt|do not|refuse\w*|say no"
    r"|says no|ignore\w*|never|not)\b",
    re.IGNORECASE,
)
_NAMES_ELSE = re.compile(r"\b(?:plan|ehcp?|assess\w*|draft|appeal\w*|transport|taxi|review|dla|decision|pip)\b", re.IGNORECASE)


def answer_records(parts: Parts, heard: Heard) -> Turn | None:
    """A school's record: 15 school days at a maintained school, else the usual rule; and what follows a question for records."""
    text = heard.text.replace("\u2019", "'")
    if heard.form_open or heard.lane not in (None, "gentle") or heard.intent is not None or heard.cut or len(text.split()) > LONGEST:
        return None
    if _RECORDS.search(text) and _NOT_MAINTAINED.search(text):
        return _told(parts, heard, "records_academy")
    if _RECORDS.search(text) and _OF_SCHOOL.search(text) and not _OTHER.search(text):
        return _told(parts, heard, "records_school")
    if not is_recent(heard) or len(text.split()) > LONGEST_AFTER or _NAMES_ELSE.search(text):
        return None
    key = next((key for key, asks in (("records_school", _AND_SCHOOL), ("records_late", _IF_NOT), ("records_time", _HOW_LONG)) if asks.search(text)), None)
    return _told(parts, heard, key) if key is not None and _spoke_of_records(parts, heard) else None


def _spoke_of_records(parts: Parts, heard: Heard) -> bool:
    """Whether they asked for records just before, with at most such a short question between."""
    for said in said_before(parts, heard):
        if _RECORDS.search(said) and not _OTHER.search(said):
            return True
        if not any(asks.search(said) for asks in (_AND_SCHOOL, _IF_NOT, _HOW_LONG)):
            return False
    return False


def _told(parts: Parts, heard: Heard, key: str) -> Turn:
    words = parts.content.messages[key].on(heard.channel)
    return Turn(lane="privacy", topics=["privacy_data"], replies=[Reply(words)], confidence=0.9, changes={"options": [], "unsure_count": 0, "awaiting": None})
