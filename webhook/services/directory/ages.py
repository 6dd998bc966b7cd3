"""Ages as people write them in a search: the patterns that find them, and whether figures are one span ("5 to 7") or several children ("my 6 and 11 year old").

Above the oldest of the directory only the age of whoever it is looked for counts (`ages_above`): not the writer's own beside a child, nor a parent's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

OLDEST = 25.0
_NEGATIVE = re.compile(r"(?<=\bage )\s*[-−]\s?\d+|(?<=\baged )\s*[-−]\s?\d+", re.IGNORECASE)  # an age below nothing is none
_FROM_TO = re.compile(r"(?<![\d/.:-])(\d{1,2})\s?[-–]\s?(\d{1,2})(?![\d/.:-])")  # "5-7 year olds"
_GLUED = re.compile(r"\b(\d{1,2})\s?-?(yo|yrs?|years?|months?|mths?|m|y|s)\b", re.IGNORECASE)
_HALF = re.compile(r"\b(\d{1,2})(?:\s?(?:and|&|n)(?: a)? half|\.5|\s?½|\s1/2)(?=\s?-?(?:yo|yrs?|years?|y)\b)", re.IGNORECASE)
_EACH = r"\d{1,2}(?:\s?,\s?\d{1,2})*\s(?:and|n|&)\s\d{1,2}\b(?!\s?(?:am|pm|miles?|minutes?|hours?|days?|weeks?|pounds?))"
_BOTH = re.compile(rf"\b({_EACH})(?=,?\s(?:both|and both)\b)", re.IGNORECASE)  # "4 and 9 both asd"
_OF_MINE = r"(?:(?:my|our|the)\s)?(?:two|2|three|3|mine|they|both|ones|kids|children|boys|girls)(?:'?re|\sare)\s(?:only\s|just\s|now\s)?"
_MINE = re.compile(rf"\b{_OF_MINE}(?={_EACH})", re.IGNORECASE)  # "my two are 4 and 9"
_ONE_SPAN = frozenset({"between", "to", "or"})
_BEFORE_AGE = ("age", "aged", "is", "whos", "hes", "shes", "im", "turning", "just", "son", "daughter", "boy", "girl", "child", "lad", "teen", "teenager", "toddler")  # "my daughter 14"
_SURELY_OLD = frozenset({"old", "olds", "yo", "yr", *_BEFORE_AGE})  # "waiting 2 years" is no child beside another


def any_of(*words: str, times: str = "{1}") -> dict[str, Any]:
    """One of some words, in a pattern of spaCy's; `times` as there."""
    return {"TEXT": {"IN": list(words)}, "OP": times}


def number(times: str = "{1}") -> dict[str, Any]:
    """A figure of one or two digits, in such a pattern."""
    return {"TEXT": {"REGEX": r"^\d{1,2}$"}, "OP": times}


_YEARS, _MONTHS, _OLD = any_of("year", "years", "yr", "yrs", "yo", "y"), any_of("month", "months", "mths", "m"), any_of("old", "olds", times="?")
_SPANS = [
    [number("+"), any_of("to", "and", "or", "n"), number(), _YEARS, _OLD],
    [any_of("between"), number(), any_of("and"), number()],
    [any_of("kids", "children", "boys", "girls", "sons", "daughters", "twins"), number("+"), any_of("and", "n"), number()],
    [any_of("age", "aged", "ages"), number("+"), any_of("to", "and", "or", "n", times="?"), number()],
]
AGE_PATTERNS: dict[str, list[list[dict[str, Any]]]] = {  # spaCy's, by name
    "span": _SPANS,
    "years": [[number(), _YEARS, _OLD], [any_of(*_BEFORE_AGE), number()], [any_of("boy", "girl", "child", "son", "daughter", "lad", "kid", "teenager"), any_of("of"), number()]],
    "months": [[number(), _MONTHS, _OLD]],
    "school_year": [[any_of("year", "yr", "y"), number()]],
    "under": [[any_of("under", "below"), number(), any_of("s", times="?")]],
    "over": [[any_of("over", "above"), number(), any_of("s", times="?")]],
}


def part_ages(text: str) -> str:
    """A text with its ages in words of their own: "5-7yo" is "5 to 7 yo", and an age below nothing is gone."""
    text = _HALF.sub(r"\1", text)  # "2 and a half year old": clubs count whole years
    text = _MINE.sub("children ", _BOTH.sub(r"children \1", re.sub(" +", " ", text.replace("&", " and "))))
    return _GLUED.sub(r"\1 \2", _FROM_TO.sub(r"\1 to \2", _NEGATIVE.sub(" ", text)))


def span_of(name: str, figures: Sequence[float]) -> tuple[float, float]:
    """Youngest and oldest, in years, of what a pattern found."""
    if name == "under":
        return 0.0, max(figures[0] - 1, 0.0)
    if name == "over":
        return figures[0], OLDEST
    low, high = (figures[0] + 4, figures[0] + 5) if name == "school_year" else (min(figures), max(figures))  # Year 1 is the school year in which children turn 6
    return (low / 12, high / 12) if name == "months" else (low, high)


def is_about_age(words: Sequence[str]) -> bool:
    """Whether the words of a span say that its figures are ages: "18 to 30 years old", "aged 20 to 30"."""
    return bool({words[0], words[-1]} & {"old", "olds", "yo", "age", "aged", "ages"})


def is_one_span(words: Sequence[str]) -> bool:
    """Whether figures are the ends of one span, and not several children."""
    return bool(_ONE_SPAN & set(words))


def children_of(name: str, words: Sequence[str]) -> set[float]:
    """The ages of children that some words name one by one, in years; none for one span, and none where the figure may be something else."""
    if name not in ("span", "years") or is_one_span(words):
        return set()
    figures = {float(word) for word in words if word.isdigit()}
    sure = name == "span" or _SURELY_OLD & {words[0], words[-1]}
    return figures if sure and max(figures) <= OLDEST else set()
