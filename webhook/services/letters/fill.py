"""Puts what a parent typed into a letter's words. Works on values alone: nothing is stored, logged or sent (conduct 15)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from webhook.services.chat import long_date
from webhook.services.letters.letters import RULES, SLOT, Field, Letter, Paragraph
from webhook.services.texts.text import clean_text

LINE_CHARS, LONG_CHARS = 200, 5000
OLDEST_YEARS = 26  # nobody with a plan is older
PARTS_OF_A_DATE = ("day", "month", "year")
_WHOLE_DATE = re.compile(r"(\d{1,2})[./ -](\d{1,2}|[A-Za-z]{3,9})[./ -](\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class BadDate(ValueError):
    """What was typed is no date that can be used. `why` is incomplete, unreal, future or old."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass
class Given:
    """A form as it was sent: `typed` to show again as it was, the rest read; `problems` names a label of the page by field."""

    typed: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FilledLetter:
    """A letter ready to copy. `worked_out` says how each date of the law was counted; `gaps` that a [blank] is left to fill in."""

    title: str
    to: list[str]
    day: str
    subject: str
    paragraphs: list[str]
    notes: list[str]
    worked_out: list[tuple[str, str]]
    gaps: bool


def read_form(letter: Letter, form: Mapping[str, str], today: date) -> Given:
    """Read the fields of a letter and nothing else. Never raises: what cannot be used is in `problems`."""
    given = Given()
    for one in letter.fields:
        if one.kind == "date":
            _read_day(one, form, today, given)
            continue
        text = form.get(one.key, "").replace("\r\n", "\n")
        given.typed[one.key] = text
        limit = LONG_CHARS if one.kind == "long" else LINE_CHARS
        value = clean_text(text, len(text) + 1)
        if one.kind == "line":
            value = " ".join(value.split())
        if len(value) > limit:
            given.problems[one.key] = "too_long"
        elif one.kind != "choice" or value in one.options:
            given.values[one.key] = re.sub(r"\n{3,}", "\n\n", value)
    return given


def read_date(day: str, month: str, year: str, today: date) -> date:
    """A day that is past or today, from three boxes (or all of it in the first). Raises BadDate."""
    if (whole := _WHOLE_DATE.fullmatch(day)) and not month and not year:
        day, month, year = whole.groups()
    if not (day and month and year):
        raise BadDate("incomplete")
    number = str(_MONTHS.index(month[:3].lower()) + 1) if month[:3].lower() in _MONTHS else month
    if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in (day, number, year)):
        raise BadDate("unreal")
    try:
        found = date(int(year) + (2000 if len(year) == 2 else 0), int(number), int(day))
    except ValueError as error:
        raise BadDate("unreal") from error
    if found > today:
        raise BadDate("future")
    if found.year < today.year - OLDEST_YEARS:
        raise BadDate("old")
    return found


def fill_letter(letter: Letter, given: Given, today: date) -> FilledLetter:
    """The letter with the parent's words in it. A line with a blank optional field drops out, and so does a paragraph left with none."""
    days = {**given.days, "today": today}
    due = {one.key: RULES[one.rule](days[one.start]) for one in letter.dates if one.start in days}
    words = {key: value for key, value in given.values.items() if value}
    words |= {key: long_date(day) for key, day in {**days, **due}.items()}
    blanks = {one.key: one.blank for one in letter.fields if one.key not in words and not one.optional}
    slots = {**words, **blanks}

    def chosen(paragraphs: tuple[Paragraph, ...]) -> list[str]:
        stands = (one for one in paragraphs if _holds(one, words, due, today))
        return [_fill_lines(one.text, slots) for one in stands if _has_words(one.text, slots)]

    paragraphs, to, subject = chosen(letter.body), _fill_lines(letter.to, slots), _fill_lines(letter.subject, slots)
    everything = "\n".join([to, subject, *paragraphs])
    return FilledLetter(
        title=letter.title,
        to=[*to.split("\n"), *letter.addresses],
        day=long_date(today),
        subject=subject,
        paragraphs=paragraphs,
        notes=chosen(letter.notes),
        worked_out=[(says, long_date(due[one.key])) for one in letter.dates if one.key in due and words[one.key] in everything and (says := _fill_lines(one.says, slots))],
        gaps=any(blank in everything for blank in blanks.values()),
    )


def _read_day(one: Field, form: Mapping[str, str], today: date, given: Given) -> None:
    parts = {part: form.get(f"{one.key}-{part}", "") for part in PARTS_OF_A_DATE}
    given.typed |= {f"{one.key}-{part}": text for part, text in parts.items()}
    day, month, year = (clean_text(text, 40) for text in parts.values())
    if not (day or month or year):
        return
    try:
        given.days[one.key] = read_date(day, month, year, today)
    except BadDate as problem:
        given.problems[one.key] = f"date_{problem.why}"


def _holds(one: Paragraph, words: Mapping[str, str], due: Mapping[str, date], today: date) -> bool:
    if one.without and one.without in words:
        return False
    for key, wanted in one.when.items():
        is_now = ("past" if due[key] < today else "coming") if key in due else words.get(key, "")
        if is_now not in wanted:
            return False
    return True


def _has_words(text: str, slots: Mapping[str, str]) -> bool:
    """Whether a paragraph has something to say: one that only introduces what was left blank has not."""
    asking = [SLOT.findall(line) for line in text.split("\n") if SLOT.search(line)]
    return not asking or any(all(slot in slots for slot in found) for found in asking)


def _fill_lines(text: str, slots: Mapping[str, str]) -> str:
    """The text with its slots filled, in one pass: what a parent typed is never read as a slot. Lines with an unknown one drop."""
    lines = [line for line in text.split("\n") if all(slot in slots for slot in SLOT.findall(line))]
    return "\n".join(SLOT.sub(lambda slot: slots[slot[1]], line) for line in lines)
