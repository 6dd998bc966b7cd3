"""Reads a short "oh no, why?" said to the text that a surgery is off, on another day or elsewhere. Pure; a "why" about anything else has words of its own."""

from __future__ import annotations

import re

LONGEST = 14  # words
_WHY = re.compile(
    r"\bwhy\b|^\W*(?:\w+\W+)?y\b(?= (?:is|was|has|did|not|the|isnt|isn't|that|r|are))|\bhow come\b|\bhow so\b|\bwh?at (?:for|happened)\b|\bwhats? (?:happened|gone wrong|went wrong|caused)\b"
    r"|\breasons?\b(?!able)|\bwhat(?:'?s| has| is| was)? (?:wrong|gone wrong|the problem)\b",
    re.IGNORECASE,
)
_WHY_NOT = re.compile(r"\W*(?:(?:yes|yeah|ok|okay|oh|well|sure|and)\W+)*why not(?:\W+(?:then|please|pls|thanks))*\W*")
_OFF = re.compile(r"\b(?:cancel\w*|(?:called )?off|mov(?:e|ed|ing)|chang(?:e|ed|ing)|(?:not|isn'?t) (?:on|happening|going ahead)|postpone\w*|put back|different|another)\b", re.IGNORECASE)
_UPSET = re.compile(
    r"\b(?:shame|pity|gutted|disappoint\w*|annoy\w*|frustrat\w*|typical|nuisance|pain|ridiculous|joke|unbelievable|rubbish|bother"
    r"|inconvenien\w*|useless|hopeless|ffs|omg|argh+|damn|bloody"
    r"|sad|upset\w*|gutting|let (?:me|us) down|not again|day off|time off|oh (?:no|dear)|for (?:god|goodness|heaven)\S* sake|short notice|great,? thanks)\b",
    re.IGNORECASE,
)
_LITTLE = """
    oh no omg aw aww ah argh ugh what wat wot whats what's eh huh really seriously honestly ffs god gosh goodness sake for damn blimey dear
    hang on wait sorry ok okay hi hello and but so then though
    why y how come is it that this thats that's its it's was has have had been be being are r isnt isn't not did didnt didn't do does will wont won't would can could you u they they've
    theyve he she we i me my our us your the a an any there
    surgery surgeries send appointment appt place venue date day time slot meeting booking one ones new old other school hall
    off called call cancel cancelled canceled cancelling cancellation move moved moving change changed changing postponed put back different another happen happening happened going ahead on
    reason reasons wrong problem gone went caused
    at such so know say says said tell told explain give given idea please pls plz ta thanks thank now again all suddenly just only at short late notice last minute like with to of
"""
_SMALL = frozenset(_LITTLE.split())


def asks_why(text: str) -> bool:
    """Whether somebody asks why, in words that are about what they were just told or about nothing at all."""
    text = text.replace("\u2019", "'").lower()
    words = re.findall(r"[\w']+", text)
    return not says_why_not(text) and 0 < len(words) <= LONGEST and bool(_WHY.search(text)) and set(words) <= _SMALL


def says_why_not(text: str) -> bool:
    """A yes, to what was offered."""
    return bool(_WHY_NOT.fullmatch(text.lower().strip()))


def sounds_upset(text: str) -> bool:
    """Whether words that ask nothing say that it is a blow: "thats a shame", "gutted"."""
    return bool(_UPSET.search(text.replace("\u2019", "'")))


def names_change(text: str) -> bool:
    """Whether the words say themselves that something is off, or is another: "why was it cancelled"."""
    return bool(_OFF.search(text.replace("\u2019", "'")))
