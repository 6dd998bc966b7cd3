"""A search as a conversation keeps it: what was understood and what was shown, as plain data, and how the next message changes it.

Of what somebody wrote only words that services have too are kept, so no name of a child is. A new filter of a kind replaces the old one
("and on Sundays?"); all others stay, and are said each time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import time
from typing import Any

from webhook.services.directory.ages import OLDEST
from webhook.services.directory.filters import Chip, Filters, Question, drop_filter
from webhook.services.directory.price import label_below
from webhook.services.directory.vocabulary import Vocabulary, label_ages

_FIELDS = {  # group of a chip's key ▸ field of Filters; the age has three
    "need": "needs", "kind": "kinds", "language": "languages", "access": "access", "age": "age", "children": "children", "every_child": "every_child",
    "season": "season", "place": "place", "within": "within_km", "day": "days", "hours": "hours",
    "cost": "free", "below": "below", "referral": "no_referral", "learning_disability": "no_learning_disability",
    "not": "excluded", "price": "cheap",
}  # fmt: skip
WORDS = "words"  # the key of what is looked for by its words alone
# The least wanted filter first; never the age: a club for others is none
WIDENED_FIRST = ("within", "season", "hours", "day", "not", "below", "cost", "referral", "learning_disability", "need", "kind")


@dataclass(frozen=True)
class Search:
    """One search: its question, the services shown last by their numbers, the first of them counted from 0, and how they are ordered."""

    question: Question
    shown: tuple[int, ...] = ()
    start: int = 0
    nearest: bool = False
    looking_at: int | None = None  # the one whose details were shown last
    priciest: float | None = None  # pounds, of those shown
    refused: tuple[int, ...] = ()  # services that are not wanted: "not the first one"


def to_plain(search: Search) -> dict[str, Any]:
    """As it is stored."""
    question, filters = search.question, asdict(search.question.filters)
    filters["place"] = question.filters.place.code if question.filters.place else None
    filters["hours"] = [hour.isoformat("minutes") for hour in question.filters.hours] if question.filters.hours else None
    asked = {"filters": filters, "words": question.words, "said": question.said, "called": question.called, "phrases": question.phrases, "among": question.among, "like": question.like}
    return {
        **asked,
        "chips": [[chip.key, chip.label] for chip in question.chips],
        **{name: getattr(search, name) for name in ("shown", "start", "nearest", "looking_at", "priciest", "refused")},
    }


def from_plain(raw: dict[str, Any], vocabulary: Vocabulary) -> Search:
    """Back from its stored form. A place that is no longer in the table is forgotten."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in raw["filters"].items()}
    values["place"] = vocabulary.points.get(values["place"] or "")
    values["hours"] = tuple(time.fromisoformat(hour) for hour in values["hours"]) if values["hours"] else None
    texts: dict[str, Any] = {name: tuple(raw.get(name, ())) for name in ("words", "said", "called", "phrases", "among", "like")}
    question = Question(filters=Filters(**values), chips=tuple(Chip(*chip) for chip in raw["chips"]), **texts)
    return Search(question, tuple(raw["shown"]), raw["start"], raw["nearest"], raw["looking_at"], raw["priciest"], tuple(raw.get("refused", ())))


def keep_known(question: Question, known: Collection[str], vocabulary: Vocabulary) -> Question:
    """The question without words that no service has."""

    def keep(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word for word in words if word in known or word in vocabulary.single_words)

    return replace(question, words=keep(question.words), said=keep(question.said), called=keep(question.called))


def deny(question: Question, denied: Collection[str], vocabulary: Vocabulary) -> Question:
    """The question without the filters that are not wanted. A kind goes only if it was looked for in the words that are denied now."""
    for key in denied:
        kind, _, value = key.partition(":")
        if kind == "day" and value and int(value) in question.filters.days:
            left = tuple(day for day in question.filters.days if day != int(value))
            chips = [chip for chip in question.chips if _group(chip.key) != "day"]
            question = replace(question, filters=replace(question.filters, days=left), chips=(*chips, *(Chip(f"day:{day}", str(vocabulary.raw["days"][day]["label"])) for day in left)))
        if key == "season" and question.filters.season is not None:
            question = _or_whatever(without(question, "kind:holiday_club", vocabulary), vocabulary)
        for chip in question.chips:
            if key in (chip.key, _group(chip.key)) or (key == "price" and _group(chip.key) in ("below", "cost")):
                question = without(question, chip.key, vocabulary)
                question = _or_whatever(question, vocabulary) if kind == "kind" else question
    return question


def refine(old: Question, new: Question, vocabulary: Vocabulary, *, adds: bool = False) -> Question:
    """The old question with what the new one says in place of what it replaces, and without what it denies. `adds`: needs and access come on top ("and deaf")."""
    if adds:
        new = _with_old(old, new)
    denied = [key for key in new.denied if not key.startswith("kind:") or any(f"not:{phrase}" in {chip.key for chip in new.chips} for phrase in old.phrases)]
    old = deny(old, denied, vocabulary)
    if any(key.startswith("day:") for key in denied) and old.filters.days:  # "not Sunday" of a weekend is Saturday, and not every other day
        new = replace(new, filters=replace(new.filters, days=()), chips=tuple(chip for chip in new.chips if _group(chip.key) != "day"))
    groups = {_group(chip.key) for chip in new.chips}
    named = groups | ({"children", "every_child"} if "age" in groups else set())
    filters = replace(old.filters, **{_FIELDS[group]: getattr(new.filters, _FIELDS[group]) for group in named if group in _FIELDS})
    topical = bool(new.words) or bool(new.filters.kinds)
    if topical and "kind" not in groups:
        filters, groups = replace(filters, kinds=()), groups | {"kind"}
    return Question(
        filters=filters,
        words=new.words if topical else old.words,
        said=new.said if topical else tuple(dict.fromkeys([*old.said, *new.said])),
        called=new.called if topical else old.called,
        phrases=new.phrases if topical else old.phrases,
        chips=(*(chip for chip in old.chips if _group(chip.key) not in groups), *new.chips),
        among=() if topical else old.among,
        like=new.like if topical else old.like,
        unmentioned=new.unmentioned,
        unknown_place=new.unknown_place,
        only=new.only,
        above=new.above,
        wants_place=new.wants_place and filters.place is None,
    )


def without_denied_days(new: Question) -> Question:
    """A question whose denied days are no matter any more, and not ruled out."""
    if not any(key.startswith("day") for key in new.denied):
        return new
    return replace(new, filters=replace(new.filters, days=()), chips=tuple(chip for chip in new.chips if _group(chip.key) != "day"))


def _with_old(old: Question, new: Question) -> Question:
    """The new question with the needs and the access of the old one, where it has some of its own."""
    for group in ("need", "access"):
        values, before = (getattr(one.filters, _FIELDS[group]) for one in (new, old))
        if values and before:
            chips = tuple(chip for chip in old.chips if _group(chip.key) == group and chip not in new.chips)
            both: dict[str, Any] = {_FIELDS[group]: tuple(dict.fromkeys([*before, *values]))}
            new = replace(new, filters=replace(new.filters, **both), chips=(*chips, *new.chips))
    return new


def with_child(old: Question, new: Question, vocabulary: Vocabulary) -> Question:
    """The new question for the child it names and the one or more of the old one together; as it is, where an age is no child's own."""
    ages = {age for one in (old, new) if one.filters.age for age in (one.filters.children or one.filters.age)}
    single = all(one.filters.age and (one.filters.children or one.filters.age[0] == one.filters.age[1]) for one in (old, new))
    if not single or len(ages) < 2:
        return new
    filters = replace(new.filters, age=(min(ages), max(ages)), children=tuple(sorted(ages)))
    return replace(new, filters=filters, chips=(*(chip for chip in new.chips if chip.key != "age"), Chip("age", label_ages(filters.children, vocabulary))))


def is_unlisted(question: Question, vocabulary: Vocabulary) -> bool:
    """Whether what was asked for is on no service's record: only words that fit anything are left of it."""
    return bool(question.unmentioned) and not question.filters.kinds and set(question.words) <= set(vocabulary.raw["asking"]["generic"])


def is_above(question: Question) -> bool:
    """Whether all it is looked for are older than the directory's oldest."""
    return question.filters.age is not None and question.filters.age[0] > OLDEST


def other_ages(old: Question, new: Question) -> bool:
    """Whether two questions are about children of different ages."""
    first, second = old.filters.age, new.filters.age
    return first is not None and second is not None and (first[1] < second[0] or second[1] < first[0])


def other_kinds(old: Question, new: Question) -> bool:
    """Whether a question looks for something else than the one before."""
    return bool(old.filters.kinds and (new.filters.kinds or new.words or new.whatever) and not set(old.filters.kinds) & set(new.filters.kinds))


def cheaper(search: Search, vocabulary: Vocabulary) -> Question:
    """Less than the dearest of those shown; free ones only, where none of them has a price."""
    below = search.priciest
    price = below is not None and below > 0
    chip = Chip("below", label_below(below or 0.0, vocabulary.raw["chips"])) if price else Chip("cost:free", vocabulary.label("cost", "free"))
    filters = replace(search.question.filters, below=below) if price else replace(search.question.filters, free=True, below=None)
    return replace(search.question, filters=filters, chips=(*(one for one in search.question.chips if one.key not in ("below", "cost:free")), chip))


def left_out(old: Question, new: Question) -> list[str]:
    """What filters of a search are called of which the next one says nothing."""
    groups = {_group(chip.key) for chip in new.chips}
    return [chip.label for chip in old.chips if _group(chip.key) not in groups]


def without(question: Question, key: str, vocabulary: Vocabulary) -> Question:
    """The question with one chip taken off, and the words that stood for it."""
    kind, _, value = key.partition(":")
    chips = tuple(chip for chip in question.chips if chip.key != key)
    filters = drop_filter(question.filters, key)
    if filters.place is None and filters.within_km is not None:
        filters, chips = replace(filters, within_km=None), tuple(chip for chip in chips if chip.key != "within")

    def meant(phrase: str) -> bool:
        return (kind, value) in vocabulary.phrases.get(tuple(phrase.split()), ())

    return replace(
        question,
        filters=filters,
        chips=chips,
        said=tuple(word for word in question.said if not meant(word)),
        phrases=tuple(phrase for phrase in question.phrases if not meant(phrase)),
    )


def or_one_age(question: Question) -> Question:
    """The question for services that take one of several children, where none takes all."""
    return replace(question, filters=replace(question.filters, every_child=False))


def ways_to_widen(question: Question, vocabulary: Vocabulary) -> list[tuple[Chip, Question]]:
    """The question with one filter less, for each that could stand in the way, the least wanted first; and without the words that are no filter."""
    order = {group: place for place, group in enumerate(WIDENED_FIRST)}
    chips = sorted((chip for chip in question.chips if _group(chip.key) in order), key=lambda chip: order[_group(chip.key)])
    ways = [(chip, _or_whatever(without(question, chip.key, vocabulary), vocabulary)) for chip in chips]
    bare = replace(question, words=(), said=tuple(word for word in question.said if word not in question.words))
    return [*ways, (Chip(WORDS, ", ".join(question.words)), _or_whatever(bare, vocabulary))] if question.words else ways


def for_sibling(question: Question, vocabulary: Vocabulary) -> Question:
    """The question for a brother or sister of whom nothing is known: where and when stay, what the other child needs goes."""
    for chip in question.chips:
        if _group(chip.key) in ("need", "access", "learning_disability", "age"):
            question = without(question, chip.key, vocabulary)
    return replace(question, only="", above=False)


def _or_whatever(question: Question, vocabulary: Vocabulary) -> Question:
    """A question that names no kind any more is about all that people do in their free time, not about helplines and grants."""
    named = question.words or question.filters.kinds or question.among
    return question if named else replace(question, among=tuple(vocabulary.raw["asking"]["whatever"]))


def unmet_keys(question: Question, vocabulary: Vocabulary) -> list[str]:
    """What a search that found nothing leaves for the report: keys of its filters, the place by its district only. Words that no service has may be a name: not these."""
    place = question.filters.place
    keys = [f"place:{place.code.split()[0]}" if chip.key == "place" and place else f"age:{_age(question)}" if chip.key == "age" else chip.key for chip in question.chips]
    return sorted({*keys, *(["unlisted"] if is_unlisted(question, vocabulary) else [])})


def _age(question: Question) -> str:
    """A band of ages, not a child's own."""
    low = question.filters.age[0] if question.filters.age else 0.0
    return next(name for name, top in (("0-4", 5), ("5-10", 11), ("11-15", 16), ("16-25", OLDEST + 1), ("26 and over", 200)) if low < top)


def _group(key: str) -> str:
    return key.partition(":")[0]
