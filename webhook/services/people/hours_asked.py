"""Reads whether somebody asks when a person or a place is there: "when are they open", "what time do you open". Pure; whose hours are meant is not read here."""

from __future__ import annotations

import re

from webhook.services.answers.brief import says_only
from webhook.services.turn.follow_ups import LONGEST, bare_question

_OURS = (
    r"(?:you|u|ya|you guys|you lot|your (?:office|team|line|offices)|ur (?:office|team|line)|the (?:send? |sen |duty |council )*(?:team|office|line|duty line|council|phone lines?)"
    r"|the (?:phone )?lines?|the phones?|send|(?:council|duty) (?:office|line))"
)
_THEM = r"(?:they|them|someone|somebody|anyone|anybody|there any(?:one|body)|there some(?:one|body))"
_WHO = rf"(?:{_OURS}|{_THEM})"
_BE = r"(?:is|are|r|s|re|will|do|does|did|can)"
_ASKS = re.compile(
    rf"^(?:what|wat|wot|which|when)(?:'?s|'?re)?(?: {_BE})?(?: the)?(?: (?:times?|hours?|days?))?(?: {_BE})? {_WHO}(?: {_BE})?(?: be)?(?: {_WHO})?"
    r" (?:open|opens|opened|opening|shut|close|closed|closes|there|in|available|working|work|answering|back)\b"
    rf"|^(?:what|wat|wot|whats|when)(?:'?s|'?re| is| are)? (?:(?:the|your|ur|their|there|yr|send|sen|duty|line|team|council|office|phone|lines?|duty line's)(?:'s)? )*"
    r"(?:opening|office|working|business|phone|duty|line) (?:hours?|times?|days)\b"
    r"|^(?:(?:the|your|ur|their|duty line|office|send team) )*(?:opening|office|working|business) (?:hours?|times?)(?: please| pls)?$"
    rf"|^(?:is|are|r) {_WHO}(?: (?:still|even|actually|ever))* (?:open|there|in|shut|closed|available|answering|working)\b|^(?:do|does) {_WHO} (?:open|close|shut|work|answer)\b"
    rf"|^(?:what|wat|wot) (?:time|day|hour)s? (?:is|are|does|do|will|can) {_WHO} (?:open|close|shut|start|finish|work|there|in|be there|ring|phone|call)\b"
    rf"|^(?:what|wat|wot) (?:time|hour)s?(?: can| do| should) (?:i|we) (?:ring|phone|call)(?: {_WHO})?\b|^when (?:can|should) (?:i|we) (?:ring|phone|call)(?: {_WHO})?$"
    rf"|^when (?:is|are|will|does|do) {_WHO} (?:next )?(?:open|opening|there|in|back|available)\b|^until when (?:is|are) {_WHO} open\b|^how late (?:is|are) {_WHO} (?:open|there)\b",
    re.IGNORECASE,
)
_CALLS_OUT = re.compile(r"^(?:is|are|r) (?:you|u|ya|anyone|anybody|someone|somebody)(?: (?:even|actually|still))* (?:there|in|working|answering)$", re.IGNORECASE)  # "are you there?"
_WORDS_OF_HOURS = """
    when what whats wat wot which time times hour hours day days open opens opened opening shut close closed closes there in available work working works answer answers answering
    back start finish ring phone call can should you your ur they their them it someone somebody anyone anybody the send sen duty line lines council team office offices business phones
    now today tonight tomorrow still even actually ever next until late on at weekend weekends saturday saturdays sunday sundays monday mondays friday fridays evening evenings
    christmas bank holiday be guys lot all night week any
"""
_OF_HOURS = frozenset(_WORDS_OF_HOURS.split())
_NAMES_US = re.compile(rf"\b(?:{_OURS}|your|ur)\b", re.IGNORECASE)


def asks_hours(text: str) -> bool:
    """ "When are they open", "what are your opening hours", "are you open now", and nothing else."""
    plain = bare_question(text)
    return len(plain.split()) <= LONGEST and bool(_ASKS.search(plain)) and not _CALLS_OUT.search(plain) and says_only(plain, _OF_HOURS)


def names_us(text: str) -> bool:
    """Whether it is asked of us in so many words, and not of "them"."""
    return bool(_NAMES_US.search(bare_question(text)))
