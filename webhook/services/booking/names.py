"""Reads a first name in the forms people give it: "im Kofi", "put his name as Oliver", "the name's Pria", "take my name off". Pure.

A word that says anything else is no name: "im tired" names nobody. `common` are the words of the training examples and answers that stand there often.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

LONGEST_NAME = 30
_LITTLE = """
    what when where who why how which can could is are do does did will would shall should the a an my i im ive id ill iam me mine we us our help please pls plz plse time date day
    other yes no not ok okay kk yeah yep yup yh yea ye ya nope nah y n school plan son daughter child kid kids name names thanks thank thx ta hello hi hey hiya leave stop maybe
    dunno later earlier sure good fine nobody anyone someone you u your ur he hes she shes it its this that thats they theyre them his her their there here sorry tired cant can't
    dont don't wont won't never none nothing skip next change cancel and or but so also as on of off in at to for from with by about just be been being was were am has have had got
    get put give take make use want need like book booked booking place slot one any anything first last early earliest soonest latest late asap whenever anytime whatever again
    really very too now then today tomorrow morning afternoon because cos monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
    jan feb mar apr jun jul aug sep sept oct nov dec january february august september october november december mr mrs ms miss dr step wheelchair interpreter bsl parking deaf
    blind hmm hm um umm er erm oh ah lol haha idk huh eh well actually lovely great perfect brilliant cool let lets know see come coming came going go gonna wanna talk say said
    tell ask asked mean meant think thought guess going meeting list waiting same new old right wrong correct
    brill soz wow fab typical closest nearest babe hun love idc idm ugh bah oops whoops yess yesss yas noo nooo okey okie okidoke alrite alright aight pants argh omg ffs wtf
    seriously ridiculous halfterm creche cheers grand gutted fuming spelt spelled written pronounced
"""
_NO_NAMES = frozenset(_LITTLE.split())
_ALSO_NAMES = frozenset("april june may mark grace hope joy faith will bill art summer dave rob sue pat angel".split())  # noqa: SIM905 - words that are names too
_ENDINGS = ("ed", "ing", "less", "ful")  # of words, after "I'm": "confused", "struggling"
_WORD = r"[^\W\d_][^\W\d_'-]*(?:[-'](?!s\b)[^\W\d_]+)*"
_A_NAME = rf"(?:(?P<title>mrs?|ms|miss|dr|prof)\.? )?(?P<name>{_WORD})(?P<more>(?: (?-i:[A-Z])[^\W\d_'-]*| [^\W\d_](?!\w))?)"
_POLITE = r"(?:(?:hi|hiya|hello|hey|ok|okay|yes|yeah|yep|oh|sorry|um|well|so|and|also|actually|please|pls|sure|no|wait)\b[\s,.!]*)*"
_CALLED = (
    re.compile(
        rf"(?:\b(?:change|make|correct|update|put|use|add|have|spell|can|could|you|u|i|we|want|need|would|like|meant|please|pls|to|it|so|and|with|the|my|his|her|our|their|first"
        rf"|child'?s|kid'?s"
        rf"|son'?s|daughter'?s|actually|sorry|on|list|instead)\s+)*\bname(?:'?s)?\b(?:\s+(?:on (?:it|the list|there)|down))?\W*"
        rf"(?:(?:is|to|as|it's|its|it is|be|will be|should be|shld be|should say|called|spelt|spelled|written|spelling"
        rf"|pronounced|actually|just|now|down)\b[\s:]*)*{_A_NAME}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:(?:please|pls|you can|u can|just|everyone|everybody|people|they|can you)\s+)*(?:calls? me|i(?:'m| am)? called|known as|put (?:me|it|us|him|her) (?:down "
        rf"|in )?(?:as|under)"
        rf"|(?:book|list)(?:ed)? (?:it |me |us )?(?:in |down )?(?:as|under))\s+{_A_NAME}",
        re.IGNORECASE,
    ),
)
_I_AM = re.compile(
    rf"(?:(?<=^)|(?<=[.,;!?\n]))\s*{_POLITE}(?:i'?m|i am|im|it'?s|it is|it'?ll be|this is|that'?s|just|only)\s+(?:(?:just|only|spelt|spelled|written) )?{_A_NAME}"
    r"(?=\s*(?:$|[.,;!?\n]|\bhere\b|\bx+\b|\band\b|\bnot \w+\W*$))",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"^\W*{_POLITE}(?:(?:just|put|use|call me)\s+)?{_A_NAME}(?: (?:please|pls|plz|thanks|thank you|ta|x+|will do|is fine|is ok|here|[^\W\d_]{{2,}}))?\W*$",
    re.IGNORECASE,
)
_NOT_SO = re.compile(rf"\W*(?:and |it'?s )?not {_WORD}\W*", re.IGNORECASE)  # "Dea, not Dee"
_AFTER_NAME = frozenset("please pls plz thanks thank ta x xx will is here".split())  # noqa: SIM905
_NO_NAME = re.compile(
    r"\b(?:no|without (?:a|my|the|any)|(?:remove|delete|forget|leave(?: out)?|take(?: off| out)?|don'?t (?:put|use|want|need|add)|not) (?:a |my |the |his "
    r"|her )?) ?name\b(?: (?:off|out|on (?:it|the list)|down|please|pls|at all))*",
    re.IGNORECASE,
)


class Named(NamedTuple):
    """A name, and the message without what said it. "" is a name that is to be left out."""

    name: str
    rest: str


def find_name(text: str, common: Collection[str] = ()) -> Named | None:
    """A name that a message says to be one, wherever it stands in it; None for none."""
    if found := _NO_NAME.search(text):
        return Named("", _cut(text, found))
    for pattern in _CALLED:
        found = pattern.search(text)
        if found and found["name"].lower() not in _NO_NAMES - _ALSO_NAMES:
            return Named(_said(found), _cut(text, found))
    found = _I_AM.search(text)
    if found and _may_be_name(found["name"], common) and not found["name"].lower().endswith(_ENDINGS):
        return Named(_said(found), _cut(text, found))
    return None


def read_name(text: str, common: Collection[str] = ()) -> str | None:
    """The name that a whole message is, in answer to our asking; None where it looks like anything else."""
    text = text.replace("\u2019", "'").strip()
    named = find_name(text, common)
    if named is not None and (not says_anything(named.rest) or named.name == ""):
        return named.name
    found = _ALONE.match(text)
    words = [word.lower() for word in re.findall(_WORD, text[found.end("name") :])] if found else []
    if found is None or not _may_be_name(found["name"], common) or any(word in _NO_NAMES and word not in _AFTER_NAME for word in words):
        return None
    return _said(found)


def says_anything(text: str) -> bool:
    """Whether anything is left of a message but little words of joining and being polite."""
    return any(word not in _EMPTY for word in re.findall(r"[\w']+", text.lower()))


_EMPTIES = "and also please pls plz thanks thank you ta ok okay so but oh hi hello hey sorry then well um just x xx sure great lovely is it that the here actually can could u"
_EMPTY = frozenset(_EMPTIES.split())


def _may_be_name(word: str, common: Collection[str]) -> bool:
    plain = word.lower()
    return len(word) <= LONGEST_NAME and (plain in _ALSO_NAMES or (plain not in _NO_NAMES and plain not in common))


def _said(found: re.Match[str]) -> str:
    """As it is put on the list: the first name, with a title or an initial where that was said."""
    name, more = found["name"], found["more"].strip()
    name = name.capitalize() if name.islower() or (name.isupper() and len(name) > 1) else name
    if found["title"]:
        return f"{found['title'].capitalize()} {name}"
    return f"{name} {more.upper()}" if len(more) == 1 and more.lower() not in ("x", "i", "a") else name


def _cut(text: str, found: re.Match[str]) -> str:
    end = found.end() if "more" not in found.re.groupindex or len(found["more"].strip()) else found.end("name")
    after = "" if _NOT_SO.fullmatch(text[end:]) else text[end:]
    return " ".join(f"{text[: found.start()]} {after}".split())
