"""Prices in the directory: the most somebody would pay, read from a question, and the least a service costs, read from its fees. Pounds."""

from __future__ import annotations

import re
from collections.abc import Mapping

_AMOUNT = r"£\s?(\d{1,4}(?:\.\d{1,2})?)"
_CANT = r"(?:(?:cant|can['’]t|cannot|couldn['’]?t) (?:really )?(?:pay|afford|spend|do|manage))"
_LESS = rf"(?:under|below|less than|cheaper than|not|isnt|isn['’]t|arent|aren['’]t|that['’]?s not|without paying|instead of|{_CANT})"
_UP_TO = rf"(?:{_CANT} (?:more than|over)|up to|max(?:imum)?(?: of)?|no more than|not more than|at most)"
_BELOW = re.compile(rf"\b{_LESS}\s+(?:about |like |over |costing )?{_AMOUNT}", re.IGNORECASE)
_MOST = re.compile(rf"\b{_UP_TO}\s+{_AMOUNT}|{_AMOUNT}\s+(?:or less|or under|max(?:imum)?|tops|at most|limit)\b", re.IGNORECASE)
_HAVE = r"(?:(?:i|we|he|she)(?:['’]?ve| have| has)?|ive|weve|have|has)"
_ONLY = r"(?:\s+(?:only|just|about|around|roughly|up to|a|max))*"
_PAYS = re.compile(  # what somebody has to spend: "can pay £5", "only got £5", "can only afford £3 a week"; "we have paid £5" is no limit
    rf"(?:\b(?:{_HAVE}\s+)?(?:can|could|cld|able to|happy to|want to|willing to){_ONLY}\s+(?:pay|afford|spend|do|manage|stretch to|go to){_ONLY}"
    rf"|(?<!can't )(?<!can’t )(?<!cant )(?<!cannot )(?<!not )\bafford{_ONLY}|\b(?:my |our )?budget(?:\s+(?:is|of))?{_ONLY}|\b{_HAVE}\s+(?:only|just)(?:\s+got)?{_ONLY}"
    rf"|(?<!its )(?<!it's )(?<!it’s )(?<!is )(?<!was )\bonly(?:\s+(?:got|have|has))?|\bspend{_ONLY})"
    rf"\s+{_AMOUNT}(?:\s+(?:a|per|each|every)\s+(?:week|time|session|day|go|month|hour))?(?:\s+(?:each|max|tops|at most))?",
    re.IGNORECASE,
)
_ANY = re.compile(_AMOUNT)
_FREE_IF = re.compile(r"\bfree\s+(?:if|when|with|only|under|over|before|until|after|for\s+(?!all\b|every|any))", re.IGNORECASE)
_IN_WORDS = re.compile(r"\b(\d{1,4}(?:\.\d{1,2})?)\s?(?:pounds?|quid)\b", re.IGNORECASE)
_NOTES = {"fiver": "£5", "tenner": "£10"}
_NOTE = re.compile(rf"\ba ({'|'.join(_NOTES)})\b", re.IGNORECASE)
PENNY = 0.01


def take_price(text: str) -> tuple[str, float | None]:
    """The text without the price in it, and the price that a service must cost less than: "isn't £40" is 40, "up to £5" is 5.01. None: none was said."""
    text = _NOTE.sub(lambda found: _NOTES[found[1].lower()], _IN_WORDS.sub(r"£\1", text))
    if found := _PAYS.search(text):
        return _without(text, found), float(found[1]) + PENNY
    if found := _MOST.search(text):
        return _without(text, found), float(found[1] or found[2]) + PENNY
    if found := _BELOW.search(text):
        return _without(text, found), float(found[1])
    return text, None


def least_price(cost: str | None, fees: str | None) -> float | None:
    """The least a service costs, 0 for a free one; None where its record does not say."""
    if cost == "free":
        return 0.0
    amounts = [float(amount) for amount in _ANY.findall(fees or "")]
    return min(amounts) if amounts else None


def one_price(fees: str | None) -> bool:
    """Whether fees come to one amount that everybody pays: "£4 a session", not "£3, free for carers", nor "£8, siblings £5"."""
    return len(set(_ANY.findall(fees or ""))) == 1 and not re.search(r"\bfree\b", fees or "", re.IGNORECASE)


def free_for_some(fees: str | None) -> bool:
    """Whether fees say for whom, or when, something is free: "free for carers", not "free for all"."""
    return bool(_FREE_IF.search(fees or ""))


def say_price(price: float) -> str:
    """ "£40", "£4.50": as it stands on a card."""
    return f"£{price:.2f}".removesuffix(".00")


def label_below(below: float, chips: Mapping[str, str]) -> str:
    """What the chip of a price is called: "under £40", or "up to £5" where that may be paid too."""
    pence = round(below * 100)
    return str(chips["up_to"].format(detail=say_price((pence - 1) / 100)) if pence % 10 == 1 else chips["below"].format(detail=say_price(below)))


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
