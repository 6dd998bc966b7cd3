"""Prices in the directory: the most somebody would pay, read from a question, and the least a service costs, read from its fees. Pounds."""

from __future__ import annotations

import re

_AMOUNT = r"£\s?(\d{1,4}(?:\.\d{1,2})?)"
_LESS = r"(?:under|below|less than|cheaper than|not|isnt|isn['’]t|arent|aren['’]t|that['’]?s not|without paying|instead of)"
_UP_TO = r"(?:up to|max(?:imum)?(?: of)?|no more than|not more than|at most)"
_BELOW = re.compile(rf"\b{_LESS}\s+(?:about |like |over |costing )?{_AMOUNT}", re.IGNORECASE)
_MOST = re.compile(rf"\b{_UP_TO}\s+{_AMOUNT}|{_AMOUNT}\s+(?:or less|or under|max(?:imum)?)\b", re.IGNORECASE)
_ANY = re.compile(_AMOUNT)
_FREE_IF = re.compile(r"\bfree\s+(?:if|when|with|only|under|over|before|until|after|for\s+(?!all\b|every|any))", re.IGNORECASE)
_IN_WORDS = re.compile(r"\b(\d{1,4}(?:\.\d{1,2})?)\s?(?:pounds?|quid)\b", re.IGNORECASE)
_NOTES = {"fiver": "£5", "tenner": "£10"}
_NOTE = re.compile(rf"\ba ({'|'.join(_NOTES)})\b", re.IGNORECASE)
PENNY = 0.01


def take_price(text: str) -> tuple[str, float | None]:
    """The text without the price in it, and the price that a service must cost less than: "isn't £40" is 40, "up to £5" is 5.01. None: none was said."""
    text = _NOTE.sub(lambda found: _NOTES[found[1].lower()], _IN_WORDS.sub(r"£\1", text))
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


def say_price(below: float) -> str:
    """ "£40", "£4.50": as it stands on a chip."""
    return f"£{below:.2f}".removesuffix(".00")


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
