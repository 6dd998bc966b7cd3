"""Reads a day as people write it: "3 June", "14/3/17", "last Friday", "eight weeks ago". Pure.

A day is read day first. Without a year it is the most recent such day that is past or today. What cannot be a day is given back as it was written,
so that it can be asked for again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

OLDEST_YEARS = 26  # nobody with a plan is older
_COUNTS = {
    "couple": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20,
}  # fmt: skip
_COUNT = rf"(?P<ago>\d{{1,2}}|(?:a )?couple(?= of)|an?|one|{'|'.join(list(_COUNTS)[1:])})(?: of)?"
_SO_LONG = rf"(?P<rough>{_COUNT}\s+(?P<unit>day|week|wk|month)s?)"
ROUGH_BY = {"day": 1, "week": 4, "wk": 4, "month": 14}  # days that "so many ... ago" may be out
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?:,?\s+(?P<year>20\d\d|'?\d\d(?=\W|$)(?![:.]\d|\s*(?:weeks?|wks?|days?|months?|years?)))|\s+(?P<last>last year))?"
_BEFORE_A_DAY = ("came", "come", "arrived", "received", "sent", "posted", "emailed", "it", "draft", "letter", "was", "asked", "dated", "here")  # "came friday"
_IT_CAME = "|".join(rf"(?<=\b{word} )" for word in _BEFORE_A_DAY)
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d/.-])(?P<year>20\d\d)-(?P<figure>\d{1,2})-(?P<day>\d{1,2})(?![\d/-])",
        r"(?<![\d/.£-])(?!24/7)(?P<day>\d{1,2})\s?[/.-]\s?(?P<figure>\d{1,2})(?:\s?[/.-]\s?(?P<year>20\d\d|\d\d))?(?![\d/-]|\.\d|\s?(?:weeks?|days?|months?|years?|hours?|hrs?|%|am|pm)\b)",
        rf"(?<![\d/.-]){_DAY}(?:\s+of)?\s*{_MONTH}{_YEAR}",
        rf"\b{_MONTH}\s+(?:the\s+)?{_DAY}(?!\d|\s*(?:weeks?|days?|months?|years?)){_YEAR}",
        r"\b(?P<relative>today|yesterday)\b",
        rf"\b{_SO_LONG}\s+(?:ago|(?:now\s+)?since)\b",
        rf"\b(?:it'?s|it is|been|now)(?: (?:about|over|nearly|almost|now|already|more than|at least))?\s+{_SO_LONG}\s+(?:after|on from)\b",
        rf"(?:\b(?:last|on|this)\s+|{_IT_CAME})(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b(?!,?\s+(?:the\s+)?\d)",
    )
)
_IS_A_LIMIT = re.compile(r"\b(?:due|deadline|before|until|by(?! (?:post|e-?mail|hand)\b))\b(?:(?!dated|sent|came|arrived|received|asked|refus|applied|request)[\w' ]){0,30}$", re.IGNORECASE)
_CORRECTS = re.compile(r"\b(?:no|wait|sorry|oops|i mean|i meant|actually|rather|should be|correction)\b", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:wait|hang|hold|a sec|no|not|sorry|oops|oh|ah|my mistake|i|we|meant|mean|it|was|its|it's|that|the|on|about|around|roughly|nearly|over|maybe|like|think|actually|yes|ok"
    r"|got|wrong|should|be|been|have|say|said"
    r"|day|date|of|asked|sent|then|rather|instead|correction|please|pls)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|instead of|rather than)(?: on)?(?: the)?\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Day:
    """A day as it was written and as it was read. `wrong` is unreal or future for one that cannot be used; `sure` if nothing was guessed."""

    said: str
    day: date | None
    wrong: str = ""
    sure: bool = True
    margin: int = 0  # days that it may be out: "8 weeks ago" is seldom meant to the day


def read_day(text: str, today: date) -> Day | None:
    """The day in an answer to "which day was it?", or in a correction; None if it says more than a day."""
    rest, kept = text, list[Day]()
    for start, end, day in find_days(text, today):
        rest = f"{rest[:start]}{' ' * (end - start)}{rest[end:]}"
        kept += [] if _DENIED.search(text[:start]) else [day]  # "the 4th, not the 3rd"
    return kept[0] if len(kept) == 1 and not _FILLER.sub("", rest).strip(" .,!?") else None


def names_day(text: str, today: date) -> bool:
    """Whether a whole day stands in a text, and not only so long ago."""
    return any(not day.margin for _, _, day in find_days(text, today))


def find_days(text: str, today: date) -> list[tuple[int, int, Day]]:
    """The days in a text in their order, each with where it stands; of one that is put right in the same breath the right one."""
    found: list[tuple[int, int, Day]] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if not _IS_A_LIMIT.search(text[: match.start()]) and all(match.end() <= start or match.start() >= end for start, end, _ in found):
                found.append((*match.span(), _read(match, today)))
    return _put_right(text, sorted(found, key=lambda item: item[0]))


def _put_right(text: str, found: list[tuple[int, int, Day]]) -> list[tuple[int, int, Day]]:
    """ "03/04/26 no wait 04/03/26": the second stands in the first one's place."""
    kept: list[tuple[int, int, Day]] = []
    for start, end, day in found:
        between = text[kept[-1][1] : start] if kept else ""
        if kept and len(between.split()) <= 6 and _CORRECTS.search(between) and not _FILLER.sub("", between).strip(" .,!?-"):
            kept[-1] = (kept[-1][0], end, day)
        else:
            kept.append((start, end, day))
    return kept


def _read(match: re.Match[str], today: date) -> Day:
    parts, said = match.groupdict(), match.group().strip(" ,.")
    if parts.get("relative"):
        return Day(said, today - timedelta(days=parts["relative"].lower() == "yesterday"))
    if parts.get("ago"):
        unit = parts["unit"].lower()
        return Day(parts["rough"] + " ago" * said.lower().endswith("ago"), _back(today, parts["ago"].lower().removeprefix("a "), unit), sure=False, margin=ROUGH_BY[unit])
    if parts.get("weekday"):
        wanted = next(number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun")) if parts["weekday"].lower().startswith(name))
        return Day(said, today - timedelta(days=(today.weekday() - wanted) % 7 or 7), sure=False)
    day, figures = int(parts["day"]), parts.get("figure") is not None
    month = int(parts["figure"]) if figures else _MONTHS.index(parts["month"][:3].lower()) + 1
    if figures and month > 12 >= day:
        day, month = month, day
    year = parts.get("year")
    sure = year is not None and (not figures or day > 12 or (len(year) == 4 and said.startswith(year)))
    if parts.get("last"):
        years = [today.year - 1]
    elif year:
        years = [int(year.strip("'")) + (2000 if len(year.strip("'")) == 2 else 0)]
    else:
        years = list(range(today.year, today.year - 5, -1))  # 29 February: up to four years back
    real = [made for made in (_build(one, month, day) for one in years) if made]
    past = [made for made in real if made <= today]
    if not real or real[0].year < today.year - OLDEST_YEARS:
        return Day(said, None, "unreal")
    return Day(said, past[0], sure=sure) if past else Day(said, real[0], "future")


def _back(today: date, count: str, unit: str) -> date:
    """So many days, weeks or months before today."""
    number = int(count) if count.isdigit() else _COUNTS.get(count, 1)
    if unit == "month":
        months = today.year * 12 + today.month - 1 - number
        return date(months // 12, months % 12 + 1, min(today.day, 28))
    return today - timedelta(days=number * (1 if unit == "day" else 7))


def _build(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
