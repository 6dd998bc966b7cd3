"""Reads a date of birth as people write it, and one that they put right. Pure; keeps nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s,.-]*([a-z]{3,9})\.?[\s,.'-]*(\d{4}|\d{2})\b", re.IGNORECASE)
_NAMED_FIRST = re.compile(r"\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?[\s,.'-]+(\d{4}|\d{2})\b", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})\b")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})\s?[-/. ,]\s?(\d{1,2})\s?[-/. ,]\s?'?(\d{4}|\d{2})(?!\d)")
_PACKED = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{4}|\d{2})(?!\d)")
OLDEST = 25  # years; a plan can last until the end of the school year in which they turn 25
_MONTH_ONLY = re.compile(rf"\b(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?,?\s*(?:of\s+)?(?:19|20)\d\d\b|(?<![\d/.-])(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:19|20)\d\d\b", re.IGNORECASE)
_AN_AGE = re.compile(
    r"^\W*(?:(?:he|she|they|my \w+)(?:'?s|'?re| is| are)?\s+)?(?:only |just |nearly |about )?(?:aged? )?\d{1,2}(?: and a half)?(?: years?(?: old)?| yrs?(?: old)?| yo| now)?\W*$",
    re.IGNORECASE,
)
LONGEST_CORRECTION = 60  # characters
_CORRECTS = re.compile(r"\b(?:sorry|oops|not|meant|mean|wrong|mistake|should (?:be|have been|say)|actually|rather|instead|born|correction|typo)\b", re.IGNORECASE)
_INSTEAD = re.compile(
    r"\b(?:sorry|oops|oh|ah|no|nope|not|wait|hang on|hold on|i|we|it'?s|its|it|is|was|he|she|they|me|meant?|mean|wrong|my|mistake|should|be|been|say|have|actually|rather|instead|correction"
    r"|typo|but|and|the|that|born|in|on|of|to|sec|a|year|month|day|date|make|ignore|scrap|er|um|erm|think|thinking)\b",
    re.IGNORECASE,
)
_SAYS_ANEW = re.compile(r"\b(?:no|nope|wait|hang on|hold on|scrap|ignore|make that|make it)\b", re.IGNORECASE)
_INSTEAD_OF = re.compile(r"\b(?:not|instead of|rather than|put|wrote|said|typed)(?: in)?(?: the)?\s*$", re.IGNORECASE)
_PIECES = (
    ("year", re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?![\d/.-]*\d)")),
    ("month", re.compile(rf"(?<!\bi )\b({'|'.join(_MONTHS)})(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b(?! (?:not )?(?:have|be|i)\b)", re.IGNORECASE)),
    ("day", re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)),
)
_YEAR_ONLY = re.compile(r"^\D{0,12}(?:19|20)\d\d\W*$")


def read_date(text: str, today: date) -> date | None:
    """A date of birth as people write it. Two-figure years and unclear ones fall in the past; None if it cannot be one."""
    return next((found for found, wrong in _dates_in(text, today) if found is not None and not wrong), None)


def find_wrong_date(text: str, today: date) -> str | None:
    """Why an answer to "what is the date of birth" holds none: unreal, future, over_25, or not_whole (a month, a year, an age); None for no such answer."""
    wrong = next((wrong for _, wrong in _dates_in(text, today) if wrong), None)
    if wrong is None and len(text) <= 60 and (_MONTH_ONLY.search(text) or _YEAR_ONLY.match(text) or _AN_AGE.match(text.replace("\u2019", "'"))):
        return "not_whole"
    return wrong


def _dates_in(text: str, today: date) -> Iterator[tuple[date | None, str]]:
    """Each date in a text with what is wrong with it as a date of birth, "" for nothing."""
    for pattern, order in ((_ISO, "ymd"), (_NAMED, "dMy"), (_NAMED_FIRST, "Mdy"), (_FIGURES, "dmy"), (_PACKED, "dmy")):
        for match in pattern.finditer(text):
            parts = dict(zip(order, match.groups(), strict=True))
            if "M" not in parts or any(parts["M"].lower().startswith(name) for name in _MONTHS):
                found = _build(parts, today)
                yield found, "unreal" if found is None else "future" if found > today else "over_25" if _age(found, today) > OLDEST else ""


def read_last_date(text: str, today: date, first: date | None = None) -> date | None:
    """The date of birth that is meant where one is put right in the same breath: "1 dec 2015 no sorry 2016", "7/7/12 oh no 7/7/13"; else the first. `first`: the one to begin at."""
    spans = _date_spans(text)
    dates = [(start, end, born) for start, end in spans if (born := read_date(text[start:end], today))]
    begin = 0 if first is None else next((place for place, (_, _, born) in enumerate(dates) if born == first), len(dates))
    meant = [(start, end, born) for start, end, born in dates[begin:] if not _INSTEAD_OF.search(text[:start])]
    if not meant:
        return first or read_date(text, today)
    _, end, born = meant[0]
    for start, stop, later in meant[1:]:
        if _only_corrects(text[end:start]):
            end, born = stop, later
    rest = text[end : next((start for start, _ in spans if start >= end), len(text))]
    changed, plain = put_right(f"sorry {rest}", born, today), rest
    for _, pattern in _PIECES:
        plain = pattern.sub(" ", plain)
    return changed if changed is not None and _only_corrects(plain) else born


def _only_corrects(between: str) -> bool:
    """Whether what stands between two dates says that the first was wrong, and no more."""
    return bool(_CORRECTS.search(between) or _SAYS_ANEW.search(between)) and not re.search(r"\w", _INSTEAD.sub("", between.replace("\u2019", "'")))


def _date_spans(text: str) -> list[tuple[int, int]]:
    """Where each whole date stands, in their order."""
    found: list[tuple[int, int]] = []
    for pattern in (_ISO, _NAMED, _NAMED_FIRST, _FIGURES, _PACKED):
        found += [match.span() for match in pattern.finditer(text) if all(match.end() <= start or match.start() >= end for start, end in found)]
    return sorted(found)


def put_right(text: str, born: date, today: date) -> date | None:
    """The date of birth with the day, month or year that a text puts right: "sorry 2019 not 2018", "I meant may", "the 4th, not the 14th". None for none."""
    if len(text) > LONGEST_CORRECTION or not _CORRECTS.search(text):
        return None
    changed: dict[str, int] = {}
    for name, pattern in _PIECES:
        said = [match[1].lower() for match in pattern.finditer(text) if not _INSTEAD_OF.search(text[: match.start()])]
        if len(said) == 1:
            changed[name] = _MONTHS.index(said[0][:3]) + 1 if name == "month" else int(said[0])
    try:
        corrected = born.replace(**changed)
    except ValueError:
        return None
    return corrected if corrected != born and corrected <= today and _age(corrected, today) <= OLDEST else None


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _build(parts: dict[str, str], today: date) -> date | None:
    day, year = int(parts["d"]), int(parts["y"])
    if "M" in parts:
        month = next((number for number, name in enumerate(_MONTHS, 1) if parts["M"].lower().startswith(name)), 0)
    else:
        month = int(parts["m"])
        if month > 12 and day <= 12:
            day, month = month, day
    if year < 100:
        year += today.year // 100 * 100
        year -= 100 if year > today.year else 0
    try:
        return date(year, month, day)
    except ValueError:
        return None
