"""Reads what somebody wrote to the directory: what it is about, and every filter in it, as chips that can be taken off again.

spaCy (`directory_matcher`) with our own vocabulary; no model. Words nobody knows are compared with the words that services have, and mended when one is close.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from webhook.services.directory_price import say_price, take_price
from webhook.services.directory_vocabulary import CHOICES, Point, Vocabulary, words_of

NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"], 1
    )
}
CLOSE, SHORTEST = 0.79, 5  # similarity that mends a word; letters below which a slip cannot be told from another word
OLDEST = 25.0
MOST_WORDS = 200
_GLUED = re.compile(r"\b(\d{1,2})\s?-?(yo|yrs?|years?|months?|mths?|m|y|s)\b", re.IGNORECASE)


def _number() -> dict[str, Any]:
    return {"TEXT": {"REGEX": r"^\d{1,2}$"}}


def _any(*words: str) -> dict[str, Any]:
    return {"TEXT": {"IN": list(words)}}


_YEARS, _MONTHS = _any("year", "years", "yr", "yrs", "yo", "y"), _any("month", "months", "mths", "m")
_OLD, _TO = {"TEXT": {"IN": ["old", "olds"]}, "OP": "?"}, _any("to", "and", "or")
_BEFORE_AGE = ("age", "aged", "is", "hes", "shes", "im", "turning", "just", "son", "daughter", "boy", "girl", "child", "lad")  # "my daughter 14"
_AGE_PATTERNS: dict[str, list[list[dict[str, Any]]]] = {
    "span": [[_number(), _TO, _number(), _YEARS, _OLD], [_any("age", "aged", "ages"), _number(), _TO, _number()]],
    "years": [[_number(), _YEARS, _OLD], [_any(*_BEFORE_AGE), _number()]],
    "months": [[_number(), _MONTHS, _OLD]],
    "school_year": [[_any("year", "yr", "y"), _number()]],
    "under": [[_any("under", "below"), _number(), {"TEXT": "s", "OP": "?"}]],
    "over": [[_any("over", "above"), _number(), {"TEXT": "s", "OP": "?"}]],
    "within": [[_any("within"), _number(), _any("mile", "miles", "km")], [_number(), _any("mile", "miles", "km"), _any("of", "away", "from")]],
    "day": [[_any("today", "tonight", "tomorrow")]],
    "nearby": [[_any("near"), _any("me", "us", "home")], [_any("nearby")], [_any("close"), _any("by")]],
}


@dataclass(frozen=True)
class Filters:
    """What a service must not contradict. Ages in years, both included; days with Monday 0; distance in kilometres."""

    needs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()  # what it is about: ranks, and finds by synonyms
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    age: tuple[float, float] | None = None
    place: Point | None = None
    within_km: float | None = None
    days: tuple[int, ...] = ()
    hours: tuple[time, time] | None = None
    free: bool = False
    below: float | None = None  # pounds; what costs that or more is ruled out
    no_referral: bool = False
    no_learning_disability: bool = False


@dataclass(frozen=True)
class Chip:
    """One filter that was understood. `key` takes it off again (`dropped`)."""

    key: str
    label: str


@dataclass(frozen=True)
class Question:
    """A question as the search takes it."""

    filters: Filters = Filters()
    words: tuple[str, ...] = ()  # what is left to be found in the text
    said: tuple[str, ...] = ()  # every word that is about the service, for comparing with names
    phrases: tuple[str, ...] = ()  # the words of the kinds, as they were written
    chips: tuple[Chip, ...] = ()
    mended: dict[str, str] = field(default_factory=dict)  # as written ▸ as understood
    wants_place: bool = False  # "near me", and no place was named
    among: tuple[str, ...] = ()  # kinds to choose from, where the question names none
    unmentioned: tuple[str, ...] = ()  # words that no service has
    unknown_place: str | None = None  # the district of a postcode that is not in our table


def read_question(text: str, vocabulary: Vocabulary, *, today: date, known_words: Collection[str] = (), dropped: Collection[str] = ()) -> Question:
    """Understand a question. `known_words` are those of the services; `dropped` are keys of chips that were taken off."""
    reader = _reader(vocabulary)
    text, below = take_price(text)
    text, place, unknown = _take_postcode(text, vocabulary)
    words = [str(NUMBERS.get(word, word)) for word in words_of(_GLUED.sub(r"\1 \2", text))][:MOST_WORDS]
    words, mended = _mend(words, vocabulary, known_words)
    found = _Found(Filters(place=place), [Chip("place", _place_label(place, vocabulary))] if place else [], wants_place=False)
    if below is not None:
        found.keep("below", str(vocabulary.raw["chips"]["below"].format(detail=say_price(below))), set(), below=below)
    used = reader.read(words, found, today)
    filters, chips = _without(found, dropped)
    gone = {index for key, indexes in found.indexes.items() if key in dropped for index in indexes}
    content = [index for index, word in enumerate(words) if word not in reader.no_content and not word.isdigit() and index not in gone]
    kinds = [indexes for key, indexes in found.indexes.items() if key.startswith("kind:") and key not in dropped]
    return Question(
        filters=filters,
        words=tuple(dict.fromkeys(words[index] for index in content if index not in used)),
        said=tuple(dict.fromkeys(words[index] for index in content)),
        phrases=tuple(dict.fromkeys(" ".join(words[index] for index in sorted(indexes)) for indexes in kinds)),
        chips=tuple(chips),
        mended=mended,
        wants_place=found.wants_place and filters.place is None,
        unknown_place=unknown,
    )


@dataclass
class _Found:
    filters: Filters
    chips: list[Chip]
    wants_place: bool
    indexes: dict[str, set[int]] = field(default_factory=dict)  # key of a chip ▸ its words

    def keep(self, key: str, label: str, indexes: set[int], **changes: Any) -> None:
        self.filters = replace(self.filters, **changes)
        if key not in self.indexes:
            self.chips = [chip for chip in self.chips if chip.key != key] + [Chip(key, label)]
        self.indexes.setdefault(key, set()).update(indexes)

    def add(self, name: str, kind: str, value: str, label: str, indexes: set[int]) -> None:
        values = getattr(self.filters, name)
        self.keep(f"{kind}:{value}", label, indexes, **{name: values if value in values else (*values, value)})


class _Reader:
    """The matchers of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        from webhook.services.directory_matcher import STOP_WORDS, SpanFinder  # not with the module: it brings spaCy along

        self.vocabulary, self.spans = vocabulary, SpanFinder(vocabulary.phrases, _AGE_PATTERNS)
        self.no_content = vocabulary.ignored | STOP_WORDS

    def read(self, words: list[str], found: _Found, today: date) -> set[int]:
        """Put every filter into `found`; which words they took."""
        if not words:
            return set()
        used: set[int] = set()
        for label, start, end in self.spans.find(words):
            indexes = set(range(start, end))
            used |= indexes
            if label in _AGE_PATTERNS:
                self._number(label, words[start:end], indexes, found, today)
            else:
                for kind, value in self.vocabulary.phrases[tuple(label.split())]:
                    self._meaning(kind, value, indexes, found)
        return used

    def _number(self, name: str, words: list[str], indexes: set[int], found: _Found, today: date) -> None:
        figures = [float(word) for word in words if word.isdigit()]
        if name == "nearby":
            found.wants_place = True
        elif name == "day":
            day = (today + timedelta(days=words[0] == "tomorrow")).weekday()
            self._days((day,), self.vocabulary.raw["days"][day]["label"], indexes, found)
        elif name == "within":
            per_mile = self.vocabulary.raw["units"]["km_per_mile"]
            km = figures[0] if "km" in words else figures[0] * per_mile
            found.keep("within", self.vocabulary.raw["chips"]["within"].format(detail=f"{km / per_mile:.0f}"), indexes, within_km=km)
        else:
            low, high = {
                "span": lambda: (min(figures), max(figures)),
                "years": lambda: (figures[0], figures[0]),
                "months": lambda: (figures[0] / 12, figures[0] / 12),
                "school_year": lambda: (figures[0] + 4, figures[0] + 5),  # Year 1 is the school year in which children turn 6
                "under": lambda: (0.0, max(figures[0] - 1, 0.0)),
                "over": lambda: (figures[0], OLDEST),
            }[name]()
            if high <= OLDEST:
                self._age(low, high, indexes, found)

    def _age(self, low: float, high: float, indexes: set[int], found: _Found) -> None:
        if found.filters.age is None or high - low < found.filters.age[1] - found.filters.age[0]:  # "7 years old, at primary school": the nearer one
            detail = f"{low:.2g}" if low == high else f"{low:.2g} to {high:.2g}"
            found.chips = [chip for chip in found.chips if chip.key != "age"] + [Chip("age", self.vocabulary.raw["chips"]["age"].format(detail=detail))]
            found.filters = replace(found.filters, age=(low, high))
        found.indexes.setdefault("age", set()).update(indexes)

    def _days(self, days: tuple[int, ...], label: str, indexes: set[int], found: _Found) -> None:
        found.keep(f"day:{','.join(map(str, days))}", label, indexes, days=tuple(sorted({*found.filters.days, *days})))

    def _meaning(self, kind: str, value: str, indexes: set[int], found: _Found) -> None:
        raw = self.vocabulary.raw
        lists = {"need": "needs", "kind": "kinds", "language": "languages", "access": "access"}
        if kind in lists:
            found.add(lists[kind], kind, value, self.vocabulary.label(kind, value), indexes)
        elif kind == "cost" and value == "free":
            found.keep("cost:free", self.vocabulary.label(kind, value), indexes, free=True)
        elif kind in CHOICES and value == "not_needed":
            found.keep(f"{kind}:{value}", self.vocabulary.label(kind, value), indexes, **{f"no_{kind}": True})
        elif kind == "day":
            self._days((int(value),), raw["days"][int(value)]["label"], indexes, found)
        elif kind == "day_group":
            self._days(tuple(raw["day_groups"][value]["days"]), raw["day_groups"][value]["label"], indexes, found)
        elif kind == "hours":
            entry = raw["hours"][value]
            found.keep("hours", entry["label"], indexes, hours=(time.fromisoformat(entry["from"]), time.fromisoformat(entry["to"])))
        elif kind == "stage":
            self._age(float(raw["ages"][value]["from"]), float(raw["ages"][value]["to"]), indexes, found)
        elif kind == "place" and found.filters.place is None:
            point = self.vocabulary.points[value]
            found.keep("place", _place_label(point, self.vocabulary), indexes, place=point)


def _without(found: _Found, dropped: Collection[str]) -> tuple[Filters, list[Chip]]:
    """The filters and chips that stay."""
    filters = found.filters
    for key in dropped:
        filters = drop_filter(filters, key)
    return filters, [chip for chip in found.chips if chip.key not in dropped]


def drop_filter(filters: Filters, key: str) -> Filters:
    """The filters without that of one chip; the same for a key that is no filter's."""
    kind, _, value = key.partition(":")
    names = {"need": "needs", "kind": "kinds", "language": "languages", "access": "access"}
    flags = {"cost:free": "free", "referral:not_needed": "no_referral", "learning_disability:not_needed": "no_learning_disability"}
    if key in ("age", "place", "within", "hours", "below"):
        return replace(filters, **{"within_km" if key == "within" else key: None})  # type: ignore[arg-type]
    if key in flags:
        return replace(filters, **{flags[key]: False})  # type: ignore[arg-type]
    if kind in names:
        return replace(filters, **{names[kind]: tuple(one for one in getattr(filters, names[kind]) if one != value)})  # type: ignore[arg-type]
    return replace(filters, days=tuple(day for day in filters.days if str(day) not in value.split(","))) if kind == "day" else filters


def _take_postcode(text: str, vocabulary: Vocabulary) -> tuple[str, Point | None, str | None]:
    """A postcode leaves the text before anything else sees it; only its sector stays (conduct 16)."""
    found = re.search(r"\b([A-Z]{1,2}\d[A-Z\d]?)(?:\s*\d[A-Z]{2}|\s+\d(?!\s*(?:year|yr|y|mile|month|km|to)))?\b", text, re.IGNORECASE)
    if not found:
        return text, None, None
    point = vocabulary.point_for(found[0])
    if point is None:
        whole = re.fullmatch(r".*\d[A-Z]{2}", found[0], re.IGNORECASE) and len(found[0]) > len(found[1])
        return (text.replace(found[0], " ") if whole else text), None, (found[1].upper() if whole else None)
    return text[: found.start()] + " " + text[found.end() :], point, None


def _place_label(point: Point, vocabulary: Vocabulary) -> str:
    names = vocabulary.raw["places"].get(point.code)
    return str(vocabulary.raw["chips"]["place"].format(detail=f"{point.code} ({names[0].title()})" if names else point.code))


def _mend(words: list[str], vocabulary: Vocabulary, known_words: Collection[str]) -> tuple[list[str], dict[str, str]]:
    """Replace words that nobody knows by close ones that somebody does."""
    mended: dict[str, str] = {}
    candidates: list[str] | None = None
    for word in words:
        if len(word) < SHORTEST or word.isdigit() or word in vocabulary.single_words or word in _reader(vocabulary).no_content or word in known_words:
            continue
        if candidates is None:
            candidates = [one for one in {*vocabulary.single_words, *known_words} if len(one) >= SHORTEST]
        close = process.extract(word, candidates, scorer=OSA.normalized_similarity, score_cutoff=CLOSE, limit=8)
        if close:
            mended[word] = max(close, key=lambda one: (one[1], one[0][0] == word[0], one[0]))[0]  # people get the first letter right
    return [mended.get(word, word) for word in words], mended


def prepare_reading(vocabulary: Vocabulary) -> None:
    """Load now what the first question would wait for."""
    _reader(vocabulary)


@lru_cache(maxsize=4)
def _reader(vocabulary: Vocabulary) -> _Reader:
    return _Reader(vocabulary)
