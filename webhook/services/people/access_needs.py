"""Hears how somebody can be reached: text only, BSL, large print, easy read, a language (conduct 7). Kept with the handover, shown beside the person.

Only what is said about the writer counts: "my son is deaf" or "they don't ring me back" says nothing about how to answer.
"""

from __future__ import annotations

import re

LANGUAGES = (
    "Albanian", "Amharic", "Arabic", "Bengali", "Cantonese", "Chinese", "Dari", "Farsi", "French", "Italian", "Kurdish", "Lingala", "Mandarin", "Pashto",
    "Polish", "Portuguese", "Punjabi", "Romanian", "Russian", "Somali", "Spanish", "Sylheti", "Tigrinya", "Turkish", "Ukrainian", "Urdu",
)  # fmt: skip
TEXT_ONLY, TEXT_IF_MISSED, INTERPRETER = "Text only: don't ring", "Text if a call is missed", "Interpreter"
_CLAUSE = r"(?:^|[.,;:!?\n-]\s*|\b(?:please|pls|and|but|so|just)\s+)"
_NEEDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (label, re.compile(pattern, re.IGNORECASE))
    for label, pattern in (
        (TEXT_ONLY, r"\btexts? only\b(?! (?:if|when|unless)\b)|\bonly (?:by )?text\b|\bno (?:phone )?calls\b"),
        (TEXT_ONLY, r"\bi (?:don'?t|do not|cant|can'?t) (?:do|want|take|answer|make) (?:a |any )?(?:phone ?)?calls?\b"),
        (TEXT_ONLY, _CLAUSE + r"(?:do not|don'?t) (?:ring|call|phone)\b(?! (?:me |us )?back(?: to)? (?:after|before|until))"),
        (TEXT_ONLY, r"\bi (?:can'?t|cannot|cant) (?:talk|speak)(?: (?:on the phone|now|right now|at the moment|here|out loud))?\s*(?=$|[.,;:!?\n]|so\b|but\b)"),
        (TEXT_IF_MISSED, r"\btext(?: me| us)?(?: only)? (?:if|when) (?:i|we|you|u|ya|they|someone)\b.{0,20}\b(?:pick(?:ing)? up|answer\w*|get (?:me|us|hold|thru|through)|reach|miss)"),
        ("BSL", r"\bbsl\b|\bsign language\b"),
        ("Deaf", r"\bi(?:'?m| am) (?:profoundly |partially )?deaf\b|\bdeaf (?:parent|mum|mother|dad|father|carer)\b"),
        ("Large print", r"\blarge print\b"),
        ("Easy read", r"\beasy ?read\b"),
        ("Braille", r"\bbraille\b"),
        ("Relay UK", r"\brelay uk\b"),
        (INTERPRETER, r"\binterpreter\b|\btranslator\b"),
    )
)
_NAMES = "|".join(LANGUAGES)
_LANGUAGE = re.compile(
    rf"\b(?:i|we) (?:only |just )?speaks? (?:only )?({_NAMES})\b|\b({_NAMES})[ -](?:interpreter|translator|speaker|speaking|please|pls)\b"
    rf"|\binterpreter,? (?:in |for )?({_NAMES})\b|\bcall(?: me| us)?,? (?:in )?({_NAMES})\b|^\W*(?:in )?({_NAMES})\W*$",
    re.IGNORECASE,
)


def find_needs(text: str) -> list[str]:
    """What one message says about how to reach its writer, in a fixed order, nothing twice."""
    text = text.replace("\u2019", "'")
    found = [label for label, pattern in _NEEDS if pattern.search(text)]
    found += [f"Language: {name.capitalize()}" for match in _LANGUAGE.finditer(text) for name in match.groups() if name]
    return list(dict.fromkeys(found))


def join_needs(known: str, more: list[str]) -> str:
    """Needs as one line for a row, known ones first."""
    return "; ".join(dict.fromkeys([*(part for part in known.split("; ") if part), *more]))
