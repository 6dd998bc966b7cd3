"""What people ask when a case is not shown to them: "why not, I'm his teacher", "his mum agreed", "he can't decide for himself", "why won't you tell me".

Decided from their words alone, this message's and those just before it; no record is read, so nothing can be given away (conduct 10, 12).
"""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.cases.who_asks import asks_of_grown_child, asks_of_one_case, gives_leave, is_other_person, is_young_person
from webhook.services.identity.read import read_objection
from webhook.services.render.status import CASE_TOPIC
from webhook.services.steps.family import family_turn, said_before
from webhook.services.turn.heard import Heard, Turn

LONGEST = 30  # words
SAYS_WHO = 6  # words of a message that is only who they are: "im his social worker"
_CAPACITY = re.compile(
    r"\b(?:can'?t|cannot|can not|isn'?t able to|unable to|not able to|could never)"
    r" (?:\w+ ){0,2}(?:decide|make (?:\w+ ){0,2}decisions?|understand|speak for|consent|ask (?:himself|herself|you))\b"
    r"|\b(?:lacks?|no|not have|without) (?:the )?(?:mental )?capacity\b|\bdeputy(?:ship)?\b|\bpower of attorney\b|\bbest interests?\b",
    re.IGNORECASE,
)
_WHY_NOT = re.compile(r"\bwhy (?:won'?t|can'?t|cannot|will not|don'?t|not)\b|\bwhat(?:'?s| is) (?:the )?reason\b|\bsays who\b", re.IGNORECASE)
_HELPER = re.compile(
    r"\b(?:my (?:mum|mam|dad|parents?|nan|carer|foster \w+|social worker|support worker|sister|brother|aunt\w*)|someone|somebody)\b.{0,25}\b(?:for me|help|ask|speak|deal|talk|see)\b"
    r"|\b(?:help|ask|speak|deal|talk)\w* .{0,25}\bmy (?:mum|mam|dad|parents?|nan|carer)\b",
    re.IGNORECASE,
)


def answer_not_told(parts: Parts, heard: Heard) -> Turn | None:
    """The words for whoever was, or is now, told that a case is not shown to them; None for everybody else."""
    if heard.form_open or heard.lane not in (None, "gentle") or len(heard.text.split()) > LONGEST:
        return None
    text = heard.text.replace("\u2019", "'")
    if is_young_person(text) and _HELPER.search(text):
        return family_turn(parts, heard, "own_case_helper", "lookup", CASE_TOPIC)
    leans = gives_leave(text) or _CAPACITY.search(text) or _WHY_NOT.search(text)
    key = _key_after(text, said_before(parts, heard)) if leans else None
    return family_turn(parts, heard, key, "lookup", CASE_TOPIC) if key else None


def _key_after(text: str, earlier: list[str]) -> str | None:
    """What to say to a message that leans on those before it, newest first."""
    if gives_leave(text) and (is_other_person(text) or any(is_other_person(said) and (asks_of_one_case(said) or len(said.split()) <= SAYS_WHO) for said in earlier)):
        return "professional_why"
    no_code = bool(earlier) and read_objection(earlier[0], "code") == "no_code"
    if _CAPACITY.search(text) and (no_code or any(asks_of_grown_child(said) for said in (text, *earlier))):
        return "rights_capacity"
    return "identity_no_code" if no_code and _WHY_NOT.search(text) else None
