"""Money back for taxis, fares or petrol to school: travel help's own question, whatever else the words sound like (they also sound like benefits)."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.answers.part_asked import tells_refusal
from webhook.services.render.render import answer_turn
from webhook.services.steps.plain import part_turn
from webhook.services.turn.heard import Heard, Turn

TOPIC, HOW, FAILED = "school_transport", "how", "failed"
LONGEST = 18  # words
_TRAVEL = re.compile(
    r"\b(?:taxi\w*|cabs?|minicabs?|ubers?|fares?|petrol|fuel|diesel|mileage|travel|transport|driv(?:e|ing)|(?:taking|getting|bringing) (?:him|her|them|my \w+) (?:in )?to school)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\brefund\w*|\breimburs\w*|\bmoney back\b|\b(?:pay|pays|paid|paying|give|gives) (?:me|us|it|that|you|parents|the money)?(?: \w+){0,3}? ?back\b"
    r"|\bclaim(?:ing|ed)?\b(?: \w+){0,4}? back\b|\bclaim back\b"
    r"|\b(?:get|have|got)\b(?: \w+){0,5}? back\b(?! (?:home|to (?:school|me|us|you)|from|in|on|with))|\bclaim\b.{0,15}\b(?:petrol|fuel|diesel|mileage|taxi"
    r"|fares?)\b|\b(?:petrol|fuel|mileage) (?:money|costs?|expenses|allowance)\b"
    r"|\b(?:taxi|travel|transport|fare) (?:costs?|expenses|money)\b|\bexpenses\b|\bout of pocket\b",
    re.IGNORECASE,
)
_FAILED = re.compile(  # the council's own transport let them down, or a fare was paid already
    r"\b(?:did(?:n'?t| ?not)|didnt|never|has(?:n'?t| not)|hasnt|not|no) (?:even |yet )?(?:come|came|turn\w*|show\w*|arriv\w*|here|pick\w*|run\w*|work\w*)\b|\bno.?shows?\b"
    r"|\b(?:was|were|is|been|came|running) (?:\w+ )?late\b"
    r"|\bcancel\w*|\bbroke(?:n)? down\b|\bfail\w*|\blet (?:us|me|him|her) down\b|\breceipts?\b|\b(?:had|have) to (?:get|pay(?: for)?|book|call|take"
    r"|use) (?:\w+ ){0,2}(?:taxis?|cabs?|minicabs?|ubers?)\b"
    r"|\bpaid (?:for |out for )?(?:\w+ ){0,2}(?:taxis?|cabs?|minicabs?|ubers?)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:hospital|doctor'?s?|gp|clinic|appointments?|dla|pip|carer'?s allowance|benefits?|blue badge|motability|bus pass|respite|clubs?|college|complain\w*|tribunal|ombudsman|work)\b",
    re.IGNORECASE,
)


def answer_refund(parts: Parts, heard: Heard) -> Turn | None:
    """How travel help is asked for, of which mileage is one; after transport that failed, how its fare is asked back. None for another service's fares, and for a no that was given."""
    answer, text = parts.content.answers.get(TOPIC), heard.text.replace("\u2019", "'")
    if answer is None or answer.off or heard.form_open or heard.intent or heard.lane not in (None, "gentle") or len(text.split()) > LONGEST:
        return None
    if not (_TRAVEL.search(text) and _BACK.search(text)) or _OTHER.search(text) or tells_refusal(text):
        return None
    if FAILED in answer.parts and _FAILED.search(text):
        return part_turn(parts, heard, answer, FAILED)
    return part_turn(parts, heard, answer, HOW) if HOW in answer.parts else answer_turn(parts, heard, [TOPIC], 0.9)
