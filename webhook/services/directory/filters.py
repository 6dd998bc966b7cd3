"""What a question to the directory comes to: filters, the chips that take them off again, and the words that are left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import time

from webhook.services.directory.vocabulary import Point


@dataclass(frozen=True)
class Filters:
    """What a service must not contradict. Ages in years, both included; days with Monday 0; distance in kilometres."""

    needs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()  # what it is about: ranks, and finds by synonyms
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    age: tuple[float, float] | None = None
    children: tuple[float, ...] = ()  # ages of several children, where `age` is from the youngest to the oldest
    every_child: bool = True  # it must take all of them, not one
    place: Point | None = None
    within_km: float | None = None
    days: tuple[int, ...] = ()
    hours: tuple[time, time] | None = None
    season: str | None = None  # school holidays, as directory/season names them
    free: bool = False
    below: float | None = None  # pounds; what costs that or more is ruled out
    cheap: bool = False  # ranks, and rules nothing out
    no_referral: bool = False
    no_learning_disability: bool = False
    excluded: tuple[str, ...] = ()  # phrases of kinds that are not wanted: what has one in its name is ruled out


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
    called: tuple[str, ...] = ()  # every word in which the name of a service may be (directory/called.py)
    phrases: tuple[str, ...] = ()  # the words of the kinds, as they were written
    chips: tuple[Chip, ...] = ()
    mended: dict[str, str] = field(default_factory=dict)  # as written ▸ as understood
    wants_place: bool = False  # "near me", and no place was named
    among: tuple[str, ...] = ()  # kinds to choose from, where the question names none
    whatever: bool = False  # any activity was asked for by name: "things to do"
    like: tuple[str, ...] = ()  # kinds of things like one that no service has
    unmentioned: tuple[str, ...] = ()  # words that no service has
    unknown_place: str | None = None  # the district of a postcode that is not in our table, or the name of a place
    apart: tuple[str, ...] = ()  # kinds that are asked for in sentences of their own: of each at least that there was none is said
    only: str = ""  # girls or boys, where it should be for them only: no record has a field for that
    above: bool = False  # somebody it is for is older than the directory's oldest
    denied: tuple[str, ...] = ()  # keys of chips that are not wanted, or the group of them ("place"): a search that has them loses them


def drop_filter(filters: Filters, key: str) -> Filters:
    """The filters without that of one chip; the same for a key that is no filter's."""
    kind, _, value = key.partition(":")
    names = {"need": "needs", "kind": "kinds", "language": "languages", "access": "access"}
    flags = {"cost:free": "free", "price:low": "cheap", "referral:not_needed": "no_referral", "learning_disability:not_needed": "no_learning_disability"}
    if key == "age":
        return replace(filters, age=None, children=())
    if key in ("place", "within", "hours", "below"):
        return replace(filters, **{"within_km" if key == "within" else key: None})  # type: ignore[arg-type]
    if key in flags:
        return replace(filters, **{flags[key]: False})  # type: ignore[arg-type]
    if kind == "season":
        return replace(filters, season=None)
    if kind == "not":
        return replace(filters, excluded=tuple(one for one in filters.excluded if one != value))
    if kind in names:
        return replace(filters, **{names[kind]: tuple(one for one in getattr(filters, names[kind]) if one != value)})  # type: ignore[arg-type]
    return replace(filters, days=tuple(day for day in filters.days if str(day) not in value.split(","))) if kind == "day" else filters
