"""The day a letter came, or was opened, is not the day it was sent, from which the law counts; an email comes on the day it is sent. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ARRIVED = (
    r"(?:came|cme|come|arriv\w+|arived|landed|delivered|turned up|showed up|dropped|popped|reached|rec(?:ei|ie|e)ve?d|rec'?d|picked (?:it |the \w+ )?up|collected"
    r"|brought|(?:handed|gave|given) (?:it to )?(?:me|us)|waiting for (?:me|us)"
    r"|(?:got|getting|get|had)(?! (?:refus\w+|reject\w+|turned|told|declin\w+|knocked|dated|sent|a meeting|the meeting|a review|the review|mediation\b(?! cert)))"
    r"|on (?:the|my|our) (?:door)?mat|through (?:the|my|our) (?:door|letter ?box|post)|in (?:the|my|our) (?:post|letter ?box)|here)"
)
_LOOKED = r"(?:open\w*|saw|see|seen|read|found|finding|heard|noticed|learn(?:t|ed))"
_WORDS = re.compile(
    rf"\b(?:(?P<looked>{_LOOKED})|(?P<arrived>{_ARRIVED})"
    r"|(?P<sent>dated?|sent|posted|e-?mailed|wrote|written|issued|decided|refused|rejected|declined|turned (?:us |him |her |it |me )?down|said no|told|rang|phoned|called"
    r"|says?(?= (?:it'?s |its |on it )?$)))\b",
    re.IGNORECASE,
)
_BY_EMAIL = re.compile(
    r"\b(?:by|via|through|thru|an|the|their|this|your|in|on|got|my|our)\s+e-?mails?\b|^\W*e-?mail\b|\be-?mail (?:came|arrived|from|saying|said|says|was|with)\b"
    r"|\be-?mailed (?:me|us|it|to (?:me|us)|the|over|thru|through|yesterday|today|on|this|last)\b|\binbox\b|\b(?:on|in|to|through|via) the (?:\w+ )?portal\b|\bonline\b",
    re.IGNORECASE,
)
_NOTHING_ELSE = re.compile(r"^\W*(?:(?:so|and|but|on|only|just|it|was|i|we|hi|hello|ok|last|this|the|then|yes|no|sorry|about|around)\W+)*$", re.IGNORECASE)
_MARKS = ".?!;\n"


def is_day_it_came(text: str, start: int, end: int, others: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether the day that stands there is told as the day something came or was looked at: by what is said of it before it, else right after it."""
    low = max([0, *(text.rfind(mark, 0, start) + 1 for mark in _MARKS), *(to for _, to in others if to <= start)])
    high = min([len(text), *(at for mark in _MARKS if (at := text.find(mark, end)) >= 0), *(at for at, _ in others if at >= end)])
    before, after = text[low:start], text[end:high]
    said = list(_WORDS.finditer(before))
    word = said[-1] if said else _WORDS.search(after) if _NOTHING_ELSE.match(before) else None
    if word is None or word.lastgroup == "sent":
        return False
    return word.lastgroup == "looked" or not _BY_EMAIL.search(text[low:high])
