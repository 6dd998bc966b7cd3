"""Takes the names of those who come along out of a message: "my sister Amina is coming" is "my sister is coming". Pure.

What is stored and printed of them is who they are to the family, never what they are called (conduct 10).
"""

from __future__ import annotations

import re
from collections.abc import Collection

from webhook.services.surgeries.needs import COMPANIONS

_WORD = r"(?:\[name\]|[^\W\d_][^\W\d_'-]+)"
_WILL = r"(?:is|are|will|would|may|might|'s|'ll|wants? to|can)"
_AFTER_KIN = re.compile(  # "my sister Amina is coming", "bringing my mum Fatima with me", "my sister (Amina) too"
    rf"(?P<kin>\b{COMPANIONS}),?(?: (?:called|named|who is|whos|who's))? \(?(?P<name>{_WORD})\)?,?"
    rf"(?= {_WILL}\b|'s |'ll | (?:com(?:e|es|ing)|join\w*|with|along|too|as well|and|to)\b|\W*$)",
    re.IGNORECASE,
)
_BEFORE_KIN = re.compile(rf"^(?P<name>{_WORD}),? (?P<kin>(?:my|our) {COMPANIONS}),?(?= {_WILL}\b|'s |'ll | com(?:e|es|ing)\b| with\b)", re.IGNORECASE)
_ALONE = re.compile(
    rf"^(?P<name>{_WORD})(?=(?: (?:is|will)|'s|'ll)(?: be)? (?:com(?:e|ing)|with me|join(?:ing)?)\b(?: along| too)?"
    r".{0,12}\b(?:with (?:me|us)|along|too|as well)\b)",
    re.IGNORECASE,
)
_NO_NAME = """
    also always anyone anybody be been can come comes coming could did does everyone everybody get go going had has hates he her him his if is it its just likes loves may might
    must my needs never no nobody not now often only our probably really says she should sometimes soon still that the them then there they this to too usually wants was what who
    will with would you
"""
_NO_NAMES = frozenset(_NO_NAME.split())


def without_names(text: str, known: Collection[str]) -> str:
    """A message without the names of those who come along. `known`: words that are nobody's name, unless where they stand, or a capital, says so."""

    def drop(found: re.Match[str]) -> str:
        sure = re.match(rf" ?{_WILL}\b", found.string[found.end() :], re.IGNORECASE) is not None
        return found["kin"] if _is_name(found["name"], known, sure=sure) else found.group()

    text = _AFTER_KIN.sub(drop, text)
    text = _BEFORE_KIN.sub(lambda found: found["kin"] if _is_name(found["name"], known, sure=True) else found.group(), text)
    return _ALONE.sub(lambda found: "someone" if _is_name(found["name"], known, sure=False) else found.group(), text)


def _is_name(word: str, known: Collection[str], *, sure: bool) -> bool:
    plain = word.lower()
    if plain == "[name]":
        return True
    if plain in _NO_NAMES or re.fullmatch(COMPANIONS, plain):
        return False
    return sure or word[:1].isupper() or (bool(known) and plain not in known)
