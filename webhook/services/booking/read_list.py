"""Reads what somebody says of a waiting list: that they want to be on it, or off it. Pure."""

from __future__ import annotations

import re

_WAITING = re.compile(
    r"\bwait(?:ing)?[ -]?list\b|\blist (?:for|in case)\b.{0,30}\b(?:comes? free|drops? out|cancel)"
    r"|\b(?:put|add|stick|pop|get) (?:me|us) (?:down |on |to |onto )+(?:for )?(?:the|that|your) list\b(?=\W*(?:please|pls|then|thanks)?\W*$)"
    r"|\b(?:i|we|me|us|my name|our name) (?:please )?(?:(?:go|be|get|join|put|added?|wait|down) )*(?:on|onto|to|join|in) (?:the|that|your|a) list (?:for|at|on|to)\b",
    re.IGNORECASE,
)
_ON_IT = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|yh|ok|okay|oh|no|please|pls|can|could|you|u|then|just|i'?ll|we'?ll)\W+)*"
    r"(?:(?:put|add|stick|pop|get) (?:me|us) (?:down )?(?:on|to|for)(?: to)? (?:it|that|this)|wait(?: for it| then)?)"
    r"(?:\W+(?:one|please|pls|then|thanks|instead))*\W*$",
    re.IGNORECASE,
)
_ASKS_WHAT = re.compile(r"^\W*(?:(?:and|but|so|sorry|ok)\W+)*(?:what|wot|wat|how|why|who)\b|\bmeans?\b", re.IGNORECASE)
_OFF = re.compile(
    r"\b(?:take|remove|get|scratch|cross|want) (?:me|us|my name|our name|my number)\b.{0,12}\b(?:off|from|out)\b"
    r"|\b(?:come|get|go|be|be taken|want) off (?:of )?(?:it|that|this|the (?:waiting )?list)\b"
    r"|\b(?:leave|off) (?:the |that |my |your waiting )?(?:waiting )?list\b"
    r"|\b(?:don'?t|do not|no longer|not) (?:want|need|wish)(?:ing)? (?:to )?(?:wait|be on (?:it|that|the)|(?:the |a )?waiting list)\b",
    re.IGNORECASE,
)


def wants_waiting(text: str) -> bool:
    """Whether somebody asks for the waiting list."""
    return bool(_WAITING.search(text)) and not _ASKS_WHAT.search(text)


def wants_on_it(text: str) -> bool:
    """Whether a whole message, right after a waiting list was named, asks to be on it: "yes put me on it", "i'll wait"."""
    return bool(_ON_IT.match(text.replace("\u2019", "'")))


def leaves_list(text: str) -> bool:
    """Whether somebody wants to be taken off a waiting list."""
    return bool(_OFF.search(text.replace("\u2019", "'")))
