"""Reads a day as people write it: "3 June", "14/3/17", "last Friday", "eight weeks ago". Pure.

A day is read day first. Without a year it is the most recent such day that is past or today. What cannot be a day is given back as it was written,
so that it can be asked for again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from webhook.services.dates.came import is_day_it_came

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
_WORDS_BEFORE_A_DAY = """
    came,come,arrived,received,sent,posted,emailed,it,draft,letter,was,asked,dated,here,landed,opened,delivered,turned up,mat,door,post,letterbox,refusal,email,sent us,sent me,to us,to me
"""
_BEFORE_A_DAY = _WORDS_BEFORE_A_DAY.strip().split(",")  # "came friday"
_IT_CAME = "|".join(rf"(?<=\b{word} )" for word in _BEFORE_A_DAY)
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d/.-])(?P<year>20\d\d)-(?P<figure>\d{1,2})-(?P<day>\d{1,2})(?![\d/-])",
        r"(?<![\d/.£-])(?!24/7)(?P<day>\d{1,2})\s?[/.-]\s?(?P<figure>\d{1,2})(?:\s?[/.-]\s?(?P<year>20\d\d|\d\d))?(?![\d/-]|\.\d|\s?(?:weeks?|days?|months?|years?|hours?|hrs?|%|am|pm)\b)",
        rf"(?<![\d/.-]){_DAY}(?:\s+of)?\s*{_MONTH}{_YEAR}",
        rf"\b{_MONTH}\s+(?:the\s+)?{_DAY}(?!\d|\s*(?:weeks?|days?|months?|years?)){_YEAR}",
        r"\b(?P<relative>today|yesterday|this (?:morning|afternoon|evening)|last night)\b",
        rf"\b{_SO_LONG}\s+(?:ago|(?:now\s+)?since)\b",
        rf"\b(?:it'?s|it is|been|now)(?: (?:about|over|nearly|almost|now|already|more than|at least))?\s+{_SO_LONG}\s+(?:after|on from)\b",
        rf"(?:\b(?:last|on|this)\s+|{_IT_CAME})(?P<weekday>mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b(?!,?\s+(?:the\s+)?\d)",
        r"(?<![\d/.£:-])(?:the\s+)?(?P<ordinal>\d{1,2})(?:st|nd|rd|th)\b(?:\s+(?:of\s+)?(?P<which>this|last) month)?"
        r"(?=\W*$|\s*[,.;:!?)]|\s+(?:and|but|so|how|when|what|wh?ats|wot|do|did|does|is|can|could"
        r"|no|not|nothing|i|we|they|he|she|it|now|still|at|after|then|thanks|thank|please|pls|who|has|have|saying|said|to say|from|cos|because|as|which|that|by post|in the post)\b)",
    )
)
_TOLD_OF = re.compile(  # what stands before a day without its month, which is then one that is over: "cert came on the 20th"
    r"(?:^\W*(?:(?:no|yes|yeah|sorry|ok|oh|wait|actually|um|erm|i think|think|i meant?|its|it'?s|dated|on|about|around|maybe)\W+)*"
    r"|\b(?:was|were|came|come|arrived|got|get|had|received|reached|sent|posted|emailed|e-mailed|dated|date|asked|applied|refused|turned down|rejected|said|says|wrote|written|held|met"
    r"|moved|issued|letter|certs?|certificate|decision|refusal|draft|notice|mean|meant|happened|requested|handed)(?:\W+\w+){0,5}?\W+(?:on|of|from|was|were|is|its|it's|dated|came|about|around"
    r"|the|back|here|through|it|one|us|me)\W+"
    r"|\b(?:was|were|came|come|arrived|dated|date|letter|certs?|certificate|decision|refusal|draft|notice|mean|meant|sent|posted|emailed|says|said|from|applied|asked)\W+)$",
    re.IGNORECASE,
)
_STILL_TO_COME = re.compile(
    r"\b(?:will|can (?:i|we|he|she)|could (?:i|we)|shall|going to|gonna|coming|booked|arranged|scheduled|planned|next|due|until|till|by|before|hope|hoping"
    r"|is on|are on|am on|if|'ll|starts?|begins?|has to|have to|need to|must|should|meet(?:ing)? (?:is|on))"
    r"\b[^.?!;]{0,30}$",
    re.IGNORECASE,
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NEXT_DAYS = re.compile(
    r"\b(?P<tomorrow>tomorrow|tmrw|tomoz)\b|\b(?:on|this|next|by|comes|come|until|till)\s+(?P<weekday>mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|(?<![\d/.£:-])(?:the\s+)(?P<ordinal>\d{1,2})(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
LEAST_ALONE = 4  # "the 2nd" with nothing before it is one of several, and no day
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
    month: bool = True  # whether its month was said
    margin: int = 0  # days that it may be out: "8 weeks ago" is seldom meant to the day
    came: bool = False  # told as the day something came or was opened, which is not the day it was sent


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
            if not _IS_A_LIMIT.search(text[: match.start()]) and _is_over(text, match) and all(match.end() <= start or match.start() >= end for start, end, _ in found):
                found.append((*match.span(), _read(match, today)))
    days = _put_right(text, sorted(found, key=lambda item: item[0]))
    spans = [(start, end) for start, end, _ in days]
    return [(start, end, replace(day, came=is_day_it_came(text, start, end, spans))) for start, end, day in days]


def find_days_to_come(text: str, today: date) -> list[tuple[int, int, Day]]:
    """The days that somebody speaks of as still to come ("if it comes on 20 dec", "by friday"), in their order: without a year the next such day."""
    found: list[tuple[int, int, Day]] = []
    for pattern in (*_DATES[:4], _NEXT_DAYS):
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end, _ in found):
                found.append((*match.span(), _read_to_come(match, today)))
    return sorted(found, key=lambda item: item[0])


def _read_to_come(match: re.Match[str], today: date) -> Day:
    parts, said = match.groupdict(), match.group().strip(" ,.")
    if parts.get("tomorrow"):
        return Day(said, today + timedelta(days=1))
    if parts.get("weekday"):
        wanted = next(number for number, name in enumerate(_WEEKDAYS) if parts["weekday"].lower().startswith(name))
        return Day(said, today + timedelta(days=(wanted - today.weekday()) % 7 or 7), sure=False)
    if parts.get("ordinal"):
        months = [today.year * 12 + today.month - 1 + ahead for ahead in range(3)]
        days = (_build(month // 12, month % 12 + 1, int(parts["ordinal"])) for month in months)
        return Day(said, next((day for day in days if day is not None and day >= today), None), sure=False)
    day = _read(match, today)
    if day.day is None or parts.get("year") or parts.get("last") or day.day >= today:
        return Day(said, day.day, "" if day.day else "unreal", sure=day.sure)
    ahead = (_build(year, day.day.month, day.day.day) for year in (today.year, today.year + 1))
    return Day(said, next((one for one in ahead if one is not None and one >= today), None), sure=False)


def _is_over(text: str, match: re.Match[str]) -> bool:
    """Whether a day without its month is told of as one that has been; every other pattern says enough by itself."""
    said, before = match.groupdict().get("ordinal"), text[: match.start()]
    if said is None:
        return True
    alone = not before.strip()
    return bool(_TOLD_OF.search(before)) and not _STILL_TO_COME.search(before) and (not alone or int(said) >= LEAST_ALONE)


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
        return Day(said, today - timedelta(days=parts["relative"].lower() in ("yesterday", "last night")))
    if parts.get("ago"):
        unit = parts["unit"].lower()
        return Day(parts["rough"] + " ago" * said.lower().endswith("ago"), _back(today, parts["ago"].lower().removeprefix("a "), unit), sure=False, margin=ROUGH_BY[unit])
    if parts.get("weekday"):
        wanted = next(number for number, name in enumerate(_WEEKDAYS) if parts["weekday"].lower().startswith(name))
        return Day(said, today - timedelta(days=(today.weekday() - wanted) % 7 or 7), sure=False)
    if parts.get("ordinal"):
        return _in_which_month(said, int(parts["ordinal"]), (parts.get("which") or "").lower(), today)
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


def _in_which_month(said: str, number: int, which: str, today: date) -> Day:
    """ "The 20th": the last such day before today. That very day of the month is today or a month ago, so it is asked for."""
    months = [today.year * 12 + today.month - 1 - back for back in range(3)]
    found = [_build(month // 12, month % 12 + 1, number) for month in months]
    if which:
        day = found[0 if which == "this" else 1]
        return Day(said, None, "unreal") if day is None else Day(said, day, "future" if day > today else "")
    if number == today.day:
        return Day(said, None, "month", sure=False, month=False)
    past = next((day for day in found if day is not None and day < today), None)
    return Day(said, past, sure=False, month=False) if past else Day(said, None, "unreal")


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
