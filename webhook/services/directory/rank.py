"""How well one service fits a question: its score, how each filter fits, and what the store cannot tell of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from webhook.services.directory.called import is_called
from webhook.services.directory.denied import is_excluded
from webhook.services.directory.filters import Filters, Question
from webhook.services.directory.price import least_price, say_price
from webhook.services.directory.vocabulary import Vocabulary, words_of
from webhook.store.directory import DirectoryService
from webhook.store.directory_find import Found

NEAR_KM = 3.0  # distance at which being near counts half
WEIGHTS = {
    "text": 2.0,
    "name": 3.0,
    "kind": 2.5,
    "need": 1.5,
    "age": 1.0,
    "day": 1.5,
    "distance": 2.0,
    "cost": 0.75,
    "referral": 0.75,
    "learning_disability": 1.0,
    "language": 2.0,
    "access": 1.5,
    "season": 1.5,
}
LONG_ENOUGH = 120  # minutes of a session in the hours that are wanted
CHEAP = 5.0  # pounds at which a price counts half, where something cheap is looked for
NAMED = 85  # rapidfuzz's percentage from which a name counts as said


@dataclass(frozen=True)
class Judged:
    """A service with its score, and what that was made of; in words only for those that are shown."""

    service: Any
    score: float
    km: float | None
    said: list[str]
    checks: list[tuple[str, float | None, str]]
    by_text: bool
    kinds: set[str]
    called: bool = False  # by its whole name


def judge_service(found: Found, question: Question, text: float, km: float | None, vocabulary: Vocabulary, words: dict[str, int], *, in_season: bool = False) -> Judged:
    """Score one service. `in_season`: its record says that it runs in the school holidays that are asked for."""
    said, checks = _said_in(question, words_of(found.service.name)), _checks(found, question.filters, km, vocabulary)
    if question.filters.season:
        checks.insert(0, ("season", 1.0 if in_season else None, str(vocabulary.raw["seasons"][question.filters.season])))
    score = WEIGHTS["text"] * text + (WEIGHTS["name"] * _named(question, said, words) if said else 0.0) + sum(WEIGHTS[name] * fits for name, fits, _ in checks if fits)
    if question.like and found.tags.get("kind", set()) & set(question.like):
        score += WEIGHTS["kind"]
    called = bool(question.called) and is_called(question.called, found.service.name, vocabulary.phrases)
    return Judged(found.service, round(score, 4), km, said, checks, bool(text), found.tags.get("kind", set()), called)


def _checks(found: Found, filters: Filters, km: float | None, vocabulary: Vocabulary) -> list[tuple[str, float | None, str]]:
    """How each filter fits: 0 to 1, or None where the service says nothing. Details are for the reason."""
    service, checks = found.service, list[tuple[str, float | None, str]]()
    for kind, values in (("kind", filters.kinds), ("need", filters.needs), ("language", filters.languages), ("access", filters.access)):
        has = found.tags.get(kind, set())
        both = [value for value in values if value in has]
        if both:
            checks.append((kind, len(both) / len(values), ", ".join(vocabulary.label(kind, value) for value in both)))
        if len(both) < len(values) and (kind == "access" or (kind != "kind" and not has)):  # a list of access says what there is, never what there is not
            checks.append((kind, None, ""))
    if filters.age:
        known = service.age_from is not None or service.age_to is not None
        checks.append(("age", 1.0 if known else None, _ages(service)))
    if filters.days or filters.hours:
        days = sorted({day for day, opens, closes in found.sessions if (not filters.days or day in filters.days) and (not filters.hours or _is_in_hours(opens, closes, filters.hours))})
        checks.append(("day", 1.0 if days else None, ", ".join(vocabulary.raw["days"][day]["label"] for day in days)))
    if filters.below is not None:
        price = least_price(service.cost, service.fees)
        checks.append(("cost", None if price is None else 1.0 if price == 0 else 0.5, vocabulary.label("cost", "free") if not price else say_price(price)))
    elif filters.cheap:
        price = least_price(service.cost, service.fees)
        checks.append(("cost", None if price is None else 1 / (1 + price / CHEAP), vocabulary.label("cost", "free") if not price else say_price(price)))
    if filters.place:
        miles = None if km is None else km / vocabulary.raw["units"]["km_per_mile"]
        checks.append(("distance", None if miles is None else nearness_of(km), "" if miles is None else f"{max(miles, 0.1):.1f}"))
    flags: list[tuple[bool, str, Any, Any, str]] = [
        (filters.free, "cost", service.cost, "free", "free"),
        (filters.no_referral, "referral", service.referral, False, "not_needed"),
        (filters.no_learning_disability, "learning_disability", service.learning_disability, False, "not_needed"),
    ]
    checks += [(name, None if has is None else float(has == wanted), vocabulary.label(name, value)) for asked, name, has, wanted, value in flags if asked]
    return checks


def is_wanted(found: Found, filters: Filters, vocabulary: Vocabulary) -> bool:
    """What the store cannot tell: the price, and what is not wanted."""
    if filters.below is not None and (least_price(found.service.cost, found.service.fees) or 0.0) >= filters.below:
        return False
    spoken = found.tags.get("language", set())
    if filters.languages and spoken and not spoken & set(filters.languages):  # a group that says it is in Arabic is none for Bengali
        return False
    if filters.hours and found.sessions and not any(_is_in_hours(opens, closes, filters.hours) for day, opens, closes in found.sessions if not filters.days or day in filters.days):
        return False
    return not is_excluded(found.service.name, found.tags.get("kind", set()), filters.excluded, vocabulary)


def _is_in_hours(opens: time | None, closes: time | None, hours: tuple[time, time]) -> bool:
    """Whether half of a session, or two hours of it, lie in some hours: what ends at half past five is no evening. What is not known is."""
    if opens is None or closes is None:
        return (opens is None or opens < hours[1]) and (closes is None or closes > hours[0])
    first, last, begins, ends = (one.hour * 60 + one.minute for one in (*hours, opens, closes))
    inside = min(last, ends) - max(first, begins)
    return inside > 0 and inside >= min((ends - begins) / 2, LONG_ENOUGH)


def _ages(service: DirectoryService) -> str:
    low, high = service.age_from, service.age_to
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    return f"{low:g} and over" if low is not None else f"up to {high:g}" if high is not None else ""


def _named(question: Question, said: list[str], words: dict[str, int]) -> float:
    """How much of the question is in the name, 0 to 1. A rare word ("kooth") counts for more than a common one ("club")."""
    weights = {word: 1 / math.log(2 + words.get(word, 1)) for word in question.said}
    return sum(weights[word] for word in said) / sum(weights.values())


def _said_in(question: Question, name: list[str]) -> list[str]:
    """The words of the question that a name has, in these or nearly these letters."""
    return [word for word in question.said if word in name or (len(word) > 3 and any(_same(word, other) for other in name))]


@lru_cache(maxsize=50_000)
def _same(word: str, other: str) -> bool:
    return other.startswith(word) or (len(word) > 4 and fuzz.ratio(word, other) >= NAMED)


def nearness_of(km: float | None) -> float:
    """1 at the place itself, half at NEAR_KM."""
    return 0.0 if km is None else 0.5 ** (km / NEAR_KM)
