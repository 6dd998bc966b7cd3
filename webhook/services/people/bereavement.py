"""Hears that a child has died, and whether nothing else is said (conduct 13)."""

from __future__ import annotations

import re

_DIED = re.compile(
    r"\b(?:my|our|her|his|the) (?:\w+ )?(?:son|daughter|child|baby|boy|girl|lad|[a-z]+ year old|grandson|granddaughter)\b[^.?!]{0,30}"
    r"\b(?:has |have |just |sadly |he |she )*(?:died|passed away|passed on|is dead|was killed)\b"
    r"|\b(?:we|i) (?:have )?(?:just )?lost (?:my|our) (?:son|daughter|child|baby|little (?:boy|girl))\b(?! (?:place|taxi|school))",
    re.IGNORECASE,
)
_WHEN = """
    hi hello please sorry sadly and but so to say tell you in on at of st nd rd th the a an this last that night nights morning evening afternoon weekend yesterday today
    ago one two three four five six few day days week weeks month months year years sunday monday tuesday wednesday thursday friday saturday
    january february march april may june july august september october november december christmas hospital peacefully suddenly
    stop sending texting writing texts messages letters emails updates reminders me us you his her their them it close case file record appointment thank thanks
"""
_SAYS_WHEN = frozenset(_WHEN.split())
_AT_THIS_MOMENT = re.compile(r"\b(?:just|now|minutes?|moments?|hours?)\b", re.IGNORECASE)


def tells_of_death(text: str) -> bool:
    """Whether a text says that a child of the writer has died."""
    return _DIED.search(text) is not None


def tells_of_death_alone(text: str) -> bool:
    """Whether it says that, when, and what should stop now, no more, and not that it happened this moment: then there is nobody left to ring 999 for."""
    rest = re.findall(r"[a-z']+", _DIED.sub(" ", text).lower())
    return tells_of_death(text) and not _AT_THIS_MOMENT.search(text) and all(word in _SAYS_WHEN for word in rest)
