"""Reads what somebody wrote to the directory: what it is about, and every filter in it, as chips that can be taken off again.

spaCy (`matcher`) with our own vocabulary; no model. Words nobody knows are compared with the words that services have, and mended when one is close.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any

from webhook.services.directory.ages import AGE_PATTERNS, OLDEST, any_of, children_of, is_about_age, is_one_span, number, part_ages, span_of
from webhook.services.directory.called import words_called
from webhook.services.directory.denied import NOT, find_breaks, is_denied
from webhook.services.directory.filters import Chip, Filters, Question, drop_filter
from webhook.services.directory.grown import ages_above, drop_mental_age, write_figures
from webhook.services.directory.hours import DAY, take_hours
from webhook.services.directory.only import only_for
from webhook.services.directory.postcode import label_place, take_postcode
from webhook.services.directory.price import label_below, take_price
from webhook.services.directory.season import take_season
from webhook.services.directory.spelling import mend_words
from webhook.services.directory.vocabulary import CHOICES, Vocabulary, label_ages, words_of
from webhook.services.render.say import say_time

NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"], 1
    )
}
# The figure after it is no age
_COUNTED = re.compile("number|no|option|bus|route|top|in|within|after|before|at|every|last|next|term|key|stage|ks|level|step|room|unit|flat|about|of|near")
MOST_WORDS = 200
ADULT = "adult"  # a stage of life that goes on beyond the directory's oldest
_NO_AGE = [[word, "is"] for word in ("where", "there", "which", "this", "that", "it")]  # before "one"
_PATTERNS: dict[str, list[list[dict[str, Any]]]] = {
    **AGE_PATTERNS,
    "within": [[any_of("within"), number(), any_of("mile", "miles", "km")], [number(), any_of("mile", "miles", "km"), any_of("of", "away", "from")]],
    "day": [[any_of("today", "tonight", "tomorrow")]],
    "nearby": [[any_of("near"), any_of("me", "us", "home")], [any_of("nearby")], [any_of("close"), any_of("by")]],
}


def read_question(text: str, vocabulary: Vocabulary, *, today: date, known_words: Collection[str] = (), dropped: Collection[str] = ()) -> Question:
    """Understand a question. `known_words` are those of the services; `dropped` are keys of chips that were taken off."""
    reader = _reader(vocabulary)
    text, below = take_price(text)
    text, hours = take_hours(text)
    only = only_for(text, vocabulary)
    text, season, not_season = take_season(text)
    text, place, unknown, denied = take_postcode(text, vocabulary)
    text = drop_mental_age(write_figures(text))
    older = ages_above(text)
    text = part_ages(text)
    written = words_of(text)[:MOST_WORDS]
    words = [str(NUMBERS.get(word, word)) if word != "one" or written[max(at - 2, 0) : at] not in _NO_AGE else word for at, word in enumerate(written)]
    words, mended = mend_words(words, vocabulary, known_words, reader.no_content)
    found = _Found(Filters(place=place), [Chip("place", label_place(place, vocabulary))] if place else [], wants_place=False, denied=["place"] * denied + ["season"] * not_season)
    if below is not None:
        found.keep("below", label_below(below, vocabulary.raw["chips"]), set(), below=below)
    if hours is not None:
        found.keep("hours", _hours_label(hours, vocabulary), set(), hours=hours)
    if season is not None:
        found.keep(f"season:{season}", str(vocabulary.raw["seasons"][season]), set(), season=season)
    used = reader.read(words, found, today, find_breaks(text))
    if found.filters.age is None:
        used |= reader.read_bare_age(written, used, find_breaks(text), found)
    if older and found.filters.age is None:
        reader.keep_age(min(older), max(older), set(), found)
    filters, chips = _without(found, dropped)
    gone = {index for key, indexes in found.indexes.items() if key in dropped for index in indexes}
    content = [index for index, word in enumerate(words) if word not in reader.no_content and not word.isdigit() and index not in gone]
    kinds = [indexes for key, indexes in found.indexes.items() if key.startswith("kind:") and key not in dropped]
    return Question(
        filters=filters,
        words=tuple(dict.fromkeys(words[index] for index in content if index not in used)),
        said=tuple(dict.fromkeys([*([only] if only else []), *(words[index] for index in content)])),
        called=words_called(words),
        phrases=tuple(dict.fromkeys(" ".join(words[index] for index in sorted(indexes)) for indexes in kinds)),
        chips=tuple(chips),
        mended=mended,
        wants_place=found.wants_place and filters.place is None,
        unknown_place=unknown,
        only=only,
        denied=tuple(dict.fromkeys(found.denied)),
        above=bool(older) or found.above,
    )


@dataclass
class _Found:
    filters: Filters
    chips: list[Chip]
    wants_place: bool
    indexes: dict[str, set[int]] = field(default_factory=dict)  # key of a chip ▸ its words
    denied: list[str] = field(default_factory=list)
    not_days: set[int] = field(default_factory=set)
    above: bool = False  # somebody is older than the directory's oldest
    children: set[float] = field(default_factory=set)  # ages that leave no doubt: "6 year old", "she is 6"

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
        from webhook.services.directory.matcher import STOP_WORDS, SpanFinder  # not with the module: it brings spaCy along

        self.vocabulary, self.spans = vocabulary, SpanFinder(vocabulary.phrases, _PATTERNS)
        self.no_content = vocabulary.ignored | STOP_WORDS

    def read(self, words: list[str], found: _Found, today: date, breaks: set[int]) -> set[int]:
        """Put every filter into `found`; which words they took. `breaks`: where clauses begin."""
        if not words:
            return set()
        used, ends = set[int](), dict[int, str]()
        for label, start, end in self.spans.find(words):
            indexes = set(range(start, end))
            used |= indexes
            meant = self.vocabulary.phrases.get(tuple(label.split()), ())
            if how := is_denied(words, start, breaks, ends):
                ends[end] = how
                for kind, value in meant:
                    self._deny(kind, value, label, found, how)
            elif label in _PATTERNS:
                self._number(label, words[start:end], indexes, found, today)
            else:
                for kind, value in meant:
                    self._meaning(kind, value, indexes, found)
        used |= {at for at in range(len(words)) if at not in used and is_denied(words, at, breaks, ends)}
        self._leave_days(found)
        return used

    def read_bare_age(self, words: list[str], used: set[int], breaks: set[int], found: _Found) -> set[int]:
        """A figure that ends or begins a clause with something else in it, and no word that counts things beside it: "trampolining, 14"."""
        for at, word in enumerate(words):
            edge = at + 1 in breaks or at + 1 == len(words) or (at in breaks and at > 0)
            if at in used or not used or not word.isdigit() or not edge or not 1 <= int(word) <= OLDEST or (at and at not in breaks and _COUNTED.fullmatch(words[at - 1])):
                continue
            self.keep_age(float(word), float(word), {at}, found)
            return {at}
        return set()

    def _deny(self, kind: str, value: str, phrase: str, found: _Found, how: str) -> None:
        """A filter that is not wanted: one that stands goes; and its opposite is looked for where there is one."""
        raw, no = self.vocabulary.raw, self.vocabulary.raw["chips"]["not"]
        days: list[int] = [int(value)] if kind == "day" else raw["day_groups"][value]["days"] if kind == "day_group" else []
        group = {"day_group": "day", "stage": "age"}.get(kind, kind)
        found.denied += [f"day:{day}" for day in days] if days else [group if group in ("place", "age", "hours") else f"{group}:{value}"]
        if how != NOT:
            return
        if days:
            found.not_days |= set(days)
        elif kind == "kind":
            found.keep(f"not:{phrase}", no.format(detail=phrase), set(), excluded=(*found.filters.excluded, phrase))
        elif (kind, value) == ("cost", "paid"):
            self._meaning("cost", "free", set(), found)
        elif value in ("needed", "learning_disability"):
            self._meaning("referral" if kind == "referral" else "learning_disability", "not_needed", set(), found)
        elif kind == "hours":
            entry = raw["hours"][value]
            first, last = time.fromisoformat(entry["from"]), time.fromisoformat(entry["to"])
            span = (last, DAY[1]) if first == DAY[0] else (DAY[0], first) if last == DAY[1] else None
            if span:
                found.keep("hours", no.format(detail=entry["label"]), set(), hours=span)

    def _leave_days(self, found: _Found) -> None:
        """Days that are not wanted leave those that are; all others are wanted where none is named."""
        if "day" in found.denied:  # any day will do
            found.chips = [chip for chip in found.chips if not chip.key.startswith("day:")]
            found.filters = replace(found.filters, days=())
        if not found.not_days or "day" in found.denied:
            return
        raw, named = self.vocabulary.raw, tuple(day for day in found.filters.days if day not in found.not_days)
        left = named or tuple(day for day in range(7) if day not in found.not_days)
        found.chips = [chip for chip in found.chips if not chip.key.startswith("day:")]
        found.filters = replace(found.filters, days=left)
        if named:
            found.chips += [Chip(f"day:{day}", raw["days"][day]["label"]) for day in named]
        elif left:
            label = ", ".join(raw["days"][day]["label"] for day in sorted(found.not_days))
            found.chips.append(Chip(f"day:{','.join(map(str, left))}", raw["chips"]["not"].format(detail=label)))

    def _number(self, name: str, words: list[str], indexes: set[int], found: _Found, today: date) -> None:
        figures = [float(word) for word in words if word.isdigit()]
        if name == "nearby":
            found.wants_place = True
        elif name == "day":
            day = (today + timedelta(days=words[0] == "tomorrow")).weekday()
            self._days((day,), self.vocabulary.raw["days"][day]["label"], indexes, found)
            if words[0] == "tonight":
                self._meaning("hours", "evening", indexes, found)
        elif name == "within":
            per_mile = self.vocabulary.raw["units"]["km_per_mile"]
            km = figures[0] if "km" in words else figures[0] * per_mile
            chips, miles = self.vocabulary.raw["chips"], f"{km / per_mile:.0f}"
            found.keep("within", chips["within_one" if miles == "1" else "within"].format(detail=miles), indexes, within_km=km)
        else:
            low, high = span_of(name, figures)
            if name in ("span", "years") and high > OLDEST >= low and is_about_age(words):
                found.above, high = True, OLDEST if is_one_span(words) else max(figure for figure in figures if figure <= OLDEST)
            if low <= high <= OLDEST:
                self.keep_age(low, high, indexes, found)
                self._children(children_of(name, words), found)

    def _children(self, ages_of: set[float], found: _Found) -> None:
        """Several children: what is found must take the youngest and the oldest."""
        found.children |= ages_of
        if len(found.children) > 1 and found.filters.age is not None:
            ages = sorted(found.children)
            found.chips = [chip for chip in found.chips if chip.key != "age"] + [Chip("age", label_ages(ages, self.vocabulary))]
            found.filters = replace(found.filters, age=(ages[0], ages[-1]), children=tuple(ages))

    def keep_age(self, low: float, high: float, indexes: set[int], found: _Found) -> None:
        """The age that is looked for: the narrowest that is said."""
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
        elif kind == "price":
            found.keep(f"price:{value}", raw["prices"][value]["label"], indexes, cheap=True)
        elif kind == "whatever":
            found.denied.append(value)
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
            found.above = found.above or value == ADULT
            self.keep_age(float(raw["ages"][value]["from"]), float(raw["ages"][value]["to"]), indexes, found)
        elif kind == "place" and found.filters.place is None:
            point = self.vocabulary.points[value]
            found.keep("place", label_place(point, self.vocabulary), indexes, place=point)


def _without(found: _Found, dropped: Collection[str]) -> tuple[Filters, list[Chip]]:
    """The filters and chips that stay."""
    filters = found.filters
    for key in dropped:
        filters = drop_filter(filters, key)
    return filters, [chip for chip in found.chips if chip.key not in dropped]


def _hours_label(hours: tuple[time, time], vocabulary: Vocabulary) -> str:
    chips, (first, last) = vocabulary.raw["chips"], hours
    if first == DAY[0] or last == DAY[1]:
        return str(chips["before"].format(detail=say_time(last)) if first == DAY[0] else chips["after"].format(detail=say_time(first)))
    return str(chips["between"].format(first=say_time(first), last=say_time(last)))


def prepare_reading(vocabulary: Vocabulary) -> None:
    """Load now what the first question would wait for."""
    _reader(vocabulary)


@lru_cache(maxsize=4)
def _reader(vocabulary: Vocabulary) -> _Reader:
    return _Reader(vocabulary)
