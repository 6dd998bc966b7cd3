"""Finds personal data in a message so that it can be sealed, and masks it so that nothing else ever sees it (design 5, conduct 16).

Phones are found by `phonenumbers`; the rest by patterns of their published formats. Order matters: an NHS number is not a phone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("date", re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}\b|(?<![\d/.-])\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2}(?:\d{2})?(?![\d/.-])")),
    ("date", re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]*{_MONTH}\.?(?:,?[\s-]*(?:19|20)?\d{{2}}\b)?", re.IGNORECASE)),
    ("date", re.compile(rf"\b{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+(?:19|20)\d{{2}}\b)?", re.IGNORECASE)),
    ("ni_number", re.compile(r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE)),
    ("upn", re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]\b", re.IGNORECASE)),
    ("case_ref", re.compile(r"\b(?=[A-Z/-]*\d)[A-Z]{2,6}[\s/-]?\d{2,4}[\s/-]\d{2,7}\b|\b[A-Z]{1,6}[-/]?\d{4,10}\b", re.IGNORECASE)),
    ("postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)),
)
_NHS = re.compile(r"\b\d{3}[\s-]?\d{3}[\s-]?\d{4}\b")
_CODE = re.compile(r"(?<![\w£.,/-])\d{3}[\s-]?\d{3}(?![\w.,/-]*\d)\b")
MASKS = {kind: f"[{kind.replace('_', ' ')}]" for kind in ("email", "date", "ni_number", "upn", "case_ref", "postcode", "nhs_number", "phone", "code")}


@dataclass(frozen=True)
class Found:
    """One piece of personal data: its kind, where it stood, and the words themselves."""

    kind: str
    start: int
    end: int
    value: str


def find_personal(text: str) -> list[Found]:
    """All personal data in the text, left to right, never overlapping."""
    taken: list[Found] = []

    def take(kind: str, start: int, end: int) -> None:
        if all(end <= other.start or start >= other.end for other in taken):
            taken.append(Found(kind, start, end, text[start:end]))

    for kind, pattern in _PATTERNS[:6]:
        for match in pattern.finditer(text):
            take(kind, *match.span())
    for match in _NHS.finditer(text):
        if _is_nhs_number(match.group()):
            take("nhs_number", *match.span())
    for phone in phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE):
        if len(re.sub(r"\D", "", phone.raw_string)) >= 10:
            take("phone", phone.start, phone.end)
    for kind, pattern in _PATTERNS[6:]:
        for match in pattern.finditer(text):
            take(kind, *match.span())
    for match in _CODE.finditer(text):
        take("code", *match.span())
    return sorted(taken, key=lambda found: found.start)


def mask_personal(text: str, found: list[Found]) -> str:
    """The text with each finding replaced by its mask; a postcode keeps its sector, which search needs (conduct 16)."""
    parts, position = [], 0
    for item in found:
        parts += [text[position : item.start], MASKS[item.kind]]
        position = item.end
    return "".join([*parts, text[position:]])


def _is_nhs_number(text: str) -> bool:
    digits = [int(c) for c in text if c.isdigit()]
    check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return digits[9] == (0 if check == 11 else check)
