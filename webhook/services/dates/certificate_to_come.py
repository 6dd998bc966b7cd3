""" "What if I get the certificate on 20 December": a mediation certificate that has not come, and the day it is expected. Pure.

The last day to appeal is then the later of 1 month from that day and 2 months from the decision; a certificate that has come is `read`'s.
"""

from __future__ import annotations

import re
from datetime import date

from webhook.services.dates.days_read import Day, find_days_to_come
from webhook.services.dates.read import CERTIFICATE

LONGEST, FURTHEST = 45, 200  # words; days ahead: one that is further off is a day that has been ("when it came on 20 november")
_NAMED = re.compile(rf"\b{CERTIFICATE}", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:medical|doctor'?s?|gp|exam|gcse|school|nursery|first aid|marriage|vaccin\w+|award|swimming)\s+(?:cert|[cs][ei]rt)", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|one|that)\b", re.IGNORECASE)
_COMES = r"(?:gets?|got|getting|have|has|had|comes?|came|arrives?|arrived|send|sends|sent|gives?|gave|is|was|isn'?t|doesn'?t|don'?t|dated|takes?|turns?|issued?|issues)"
_WILL = (
    r"(?:will|'ll|wont|won'?t|shall|gonna|going to|is coming|are sending|comes|coming|expect\w*|supposed to|meant to|might|may not|should (?:be|get|come|arrive|have)|am getting"
    r"|i'?m getting|i'?ll (?:get|have)|itll|they'?ll|not (?:here|coming|get it|be here|come)?\W*(?:till|until|before)|isn'?t (?:coming|here|due)|(?:is|are|be) due)"
)
_TO_COME = re.compile(
    rf"\b(?:if|once|as soon as|suppose|supposing|assuming|in case|say)\b.{{0,50}}\b{_COMES}\b"
    r"|\bif\b.{0,25}\b(?:on|in|by)\b"
    rf"|\b(?:when|till|until|before) (?:i|we|it|they|the|my|our)\b.{{0,25}}\b{_COMES}\b"
    rf"|\b{_WILL}\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:who|whom|where|wheres|which form|how (?:do|can|would|should) (?:i|we)|how much|cost|pay|free|send (?:it|the cert\w*) to|what is (?:it|a|the|mediation)"
    r"|for what|what for|what does|why|surgery|transport|taxi|school place|blue badge|dla|pip)\b",
    re.IGNORECASE,
)


def read_to_come(text: str, today: date, spoken_of: bool = False) -> tuple[Day, str] | None:
    """The day a certificate is expected, and the rest of the message without it; None where it has come, or something else is asked.

    `spoken_of`: the certificate was spoken of just before, so "it" is one.
    """
    plain = text.replace("\u2019", "'")
    named = _NAMED.search(plain)
    if not (named or (spoken_of and _IT.search(plain))) or len(plain.split()) > LONGEST or _OTHERS.search(plain) or _ELSE.search(plain) or not _TO_COME.search(plain):
        return None
    days = find_days_to_come(plain, today)
    if not days:
        return None
    at = named.start() if named else plain.lower().find("if")
    start, end, day = next((one for one in days if one[0] >= at), days[-1])
    if day.day is not None and not 0 <= (day.day - today).days <= FURTHEST:
        return None
    return day, f"{plain[:start]} {plain[end:]}"
