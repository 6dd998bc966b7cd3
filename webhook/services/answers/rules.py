"""The rules that one text must keep, each with its name: reading age, plain words, dates, questions, numbers, links (conduct 15, 19, 20, 22).

What the loader refuses (services/answers/content_rules.py) is looked at here too, so that a draft shows all its faults at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from webhook.services.answers.content_rules import check_words
from webhook.services.answers.reading import read_text
from webhook.services.answers.texts import Piece

SHORTEST = 10  # words: a label or a line of a list has no reading age (the formula was made for running text)
_LOOSE_TIME = re.compile(r"(?<!as )\bsoon\b|\bas soon as possible\b|\bshortly\b|\bin due course\b|\basap\b|\bin a while\b", re.IGNORECASE)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_ODD_DATE = re.compile(
    rf"\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|\b(?!24/7)\d{{1,2}}/\d{{1,2}}\b|\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}(?:st|nd|rd|th) (?:of )?{_MONTH}\b|\b{_MONTH} \d{{1,2}}\b(?!\d)"
)
_SHORT_MONTH = re.compile(r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b")
_QUESTION = re.compile(
    r"(?:^|(?<=[.!?:])\s+|\n)((?:what|when|where|which|who|whose|how|why|shall i|would you|could you|can you|do you want|are you safe|is everyone|ok to)\b[^.!?]*\?)", re.IGNORECASE
)
_HOST = re.compile(r"(?:https?://)?\b((?:[a-z0-9-]+\.)+(?:uk|org|com|net|dev|ing|io))\b", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\d£,.])(?:\+44|0)(?:[ -]?\d){8,10}(?!,?\d)|\b116 ?\d{3}\b|\b\d{5}\b")


@dataclass(frozen=True)
class Book:
    """What the rules look things up in, from the content folder."""

    names: tuple[str, ...] = ()
    terms: Mapping[str, tuple[re.Pattern[str], tuple[str, ...]]] | None = None  # term ▸ how it is written, words of which one explains it
    phrases: tuple[tuple[str, str], ...] = ()  # rule, phrase that no text may hold
    hosts: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()  # digits only


def text_faults(piece: Piece, book: Book) -> Iterator[tuple[str, str]]:
    """Rule and words for each fault of one text."""
    for name, rule in RULES.items():
        yield from ((name, found) for found in rule(piece, book))


def _reading_age(piece: Piece, book: Book) -> Iterator[str]:
    text = piece.read or piece.text
    said = read_text(text, book.names)
    if said.words >= SHORTEST and re.search(r"[.!?:][\"')]*$", text) and said.age > piece.age:
        yield f"reading age {said.age}, at most {piece.age} ({said.words} words, {said.sentences} sentences)"


def _segments(piece: Piece, book: Book) -> Iterator[str]:
    yield from _loader(piece, lambda problem: "characters" in problem or "Unicode" in problem)


def _opt_out(piece: Piece, book: Book) -> Iterator[str]:
    yield from _loader(piece, lambda problem: "opt-out" in problem)


def _banned(piece: Piece, book: Book) -> Iterator[str]:
    yield from _loader(piece, lambda problem: " says " in problem)


def _loader(piece: Piece, of_rule: Callable[[str], bool]) -> Iterator[str]:
    by_sms = piece.channel == "sms" and piece.sent
    problems = check_words({"web": "" if by_sms else piece.text, "sms": piece.text if by_sms else ""}, room=piece.room, keywords=piece.keywords)
    yield from (problem.removeprefix("sms ").removeprefix("web ") for problem in problems if of_rule(problem))


def _wording(piece: Piece, book: Book) -> Iterator[str]:
    text = piece.text.lower()
    yield from (f"{kind}: “{phrase}”" for kind, phrase in book.phrases if phrase in text and re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text))


def _time(piece: Piece, book: Book) -> Iterator[str]:
    yield from (f"“{found}”: say when, or that the day is not known" for found in _LOOSE_TIME.findall(piece.text))


def _dates(piece: Piece, book: Book) -> Iterator[str]:
    found = [match.group() for match in _ODD_DATE.finditer(_HOST.sub("", piece.text))]
    found += [match.group() for match in _SHORT_MONTH.finditer(piece.text)] if piece.channel == "web" else []
    yield from (f"“{date}”: a date reads “Friday 12 June”, by SMS “12 Jun”" for date in found)


def _questions(piece: Piece, book: Book) -> Iterator[str]:
    """By SMS. “No reply?” is a condition, not a question to answer; neither are words in quotes that the parent may send on."""
    asked = _QUESTION.findall(re.sub(r"'[^']*'(?=\W)|\"[^\"]*\"", "", piece.text)) if piece.channel == "sms" else []
    if len(asked) > 1:
        yield f"{len(asked)} questions in one text: {' / '.join(asked)}"


def _phones(piece: Piece, book: Book) -> Iterator[str]:
    for match in _PHONE.finditer(piece.text):
        if re.sub(r"\D", "", match.group()) not in book.phones:
            yield f"{match.group()} is no confirmed number of contacts.yml"


def _links(piece: Piece, book: Book) -> Iterator[str]:
    yield from (f"{host} is not on the list of sites (links.yml)" for host in _HOST.findall(piece.text) if not listed(host, book.hosts))


def listed(host: str, hosts: frozenset[str]) -> bool:
    """Whether a host, or a domain it lies under, is on the list."""
    parts = host.lower().removeprefix("www.").split(".")
    return any(".".join(parts[start:]) in hosts for start in range(len(parts) - 1))


def unexplained(text: str, book: Book, known: set[str]) -> list[str]:
    """Terms that a web text uses and nothing explains; `known` gains those that it does explain."""
    missing = []
    for term, (written, explained) in (book.terms or {}).items():
        if written.search(text):
            if any(words in text.lower() for words in explained):
                known.add(term)
            elif term not in known:
                missing.append(term)
    return missing


def term_pattern(written: str) -> re.Pattern[str]:
    """How a term is found in a text."""
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)")


RULES: Mapping[str, Callable[[Piece, Book], Iterator[str]]] = {
    "reading age": _reading_age,
    "segments": _segments,
    "opt-out word": _opt_out,
    "banned phrase": _banned,
    "wording": _wording,
    "loose time": _time,
    "date format": _dates,
    "one question": _questions,
    "phone": _phones,
    "link": _links,
}
