"""The directory's vocabulary (content/directory): what people's words mean, what filters are called, and where postcodes are."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from webhook.services.answers.content_layers import read_council, read_layered
from webhook.services.answers.content_rules import ContentError

TAG_KINDS = {"needs": "need", "kinds": "kind", "languages": "language", "access": "access"}
CHOICES = ("cost", "referral", "learning_disability")
NEGATIONS = frozenset({"no", "not", "without", "isnt", "never"})
_WORD = re.compile(r"[^\W_]+")
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(?:(\d)\s*[A-Z]{2}|(\d))?\b", re.IGNORECASE)


def words_of(text: str) -> list[str]:
    """Lower-case words of a text: no apostrophes ("children's" is "childrens"), hyphens taken for spaces."""
    return _WORD.findall(text.lower().replace("’", "").replace("'", ""))


@dataclass(frozen=True)
class Point:
    """Where something is, in degrees (WGS84), and the postcode district or sector it stands for."""

    code: str
    latitude: float
    longitude: float

    def km_to(self, latitude: float, longitude: float) -> float:
        """Distance in kilometres, straight, good to a metre or so over a city."""
        north = (latitude - self.latitude) * 111.32
        east = (longitude - self.longitude) * 111.32 * math.cos(math.radians(self.latitude))
        return math.hypot(north, east)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All of vocabulary.yml and postcodes.csv. `phrases`: words ▸ what they mean, as (kind, value) such as ("need", "autism")."""

    raw: dict[str, Any]
    phrases: dict[tuple[str, ...], tuple[tuple[str, str], ...]]
    points: dict[str, Point]
    ignored: frozenset[str]
    single_words: frozenset[str]  # that any phrase has
    council: frozenset[str]  # words of the council's name: said for a place, they are the whole area
    longest: dict[str, int]  # first word of a phrase ▸ words of the longest phrase that begins so

    def has(self, kind: str, value: str) -> bool:
        """Whether a value of a kind ("need", "cost", …) is in the vocabulary."""
        return value in self.raw[_group(kind)]

    def label(self, kind: str, value: str) -> str:
        """What a value is called where a parent reads it. Raises KeyError for one that is not in the vocabulary."""
        return str(self.raw[_group(kind)][value]["label"])

    def words_for(self, kind: str, value: str) -> list[str]:
        """Everything people may write for a value, its label too: synonyms for the index."""
        entry = self.raw[_group(kind)][value]
        return [str(entry["label"]), *map(str, entry["words"])]

    def tags_in(self, text: str, kinds: frozenset[str]) -> set[tuple[str, str]]:
        """What a text says in words of the vocabulary, the longest phrase first ("no referral needed" is not "referral needed"); nothing that is denied."""
        words, found, at = words_of(text), set[tuple[str, str]](), 0
        while at < len(words):
            for length in range(min(self.longest.get(words[at], 0), len(words) - at), 0, -1):
                meant = [tag for tag in self.phrases.get(tuple(words[at : at + length]), ()) if tag[0] in kinds]
                if meant:
                    found.update(() if at and words[at - 1] in NEGATIONS else meant)
                    at += length - 1
                    break
            at += 1
        return found

    def point_for(self, written: str) -> Point | None:
        """The centre of the sector, or else the district, that a text begins with. Whole postcodes are cut to the sector (conduct 16)."""
        found = _POSTCODE.search(written)
        if not found:
            return None
        district, digit = found[1].upper(), found[2] or found[3]
        return self.points.get(f"{district} {digit}") or self.points.get(district)


def label_ages(ages: Sequence[float], vocabulary: Vocabulary) -> str:
    """What several children's ages are called: "ages 5, 8 and 12"."""
    chips = vocabulary.raw["chips"]
    return str(chips["ages"].format(detail=chips["and"].format(first=", ".join(f"{age:g}" for age in ages[:-1]), last=f"{ages[-1]:g}")))


def _with_groups(points: dict[str, Point]) -> dict[str, Point]:
    """With the middle of districts that people name together: "WC1" is none by itself, but WC1A, WC1B and so on."""
    grouped: dict[str, list[Point]] = {}
    for code, point in points.items():
        if (found := re.fullmatch(r"([A-Z]{1,2}\d)[A-Z]", code)) and found[1] not in points:
            grouped.setdefault(found[1], []).append(point)
    middles = {code: Point(code, sum(one.latitude for one in those) / len(those), sum(one.longitude for one in those) / len(those)) for code, those in grouped.items()}
    return points | middles


def _group(kind: str) -> str:
    return next((name for name, tag in TAG_KINDS.items() if tag == kind), kind)


@lru_cache(maxsize=4)
def load_vocabulary(content_dir: Path) -> Vocabulary:
    """Read content/directory. Raises ContentError naming what is wrong."""
    folder = content_dir / "directory"
    try:
        raw = read_layered(content_dir, "directory/vocabulary.yml")
        council = read_council(content_dir)
        with (folder / "postcodes.csv").open(encoding="utf-8") as file:
            points = _with_groups({row["code"]: Point(row["code"], float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(file)})
    except (OSError, KeyError, ValueError) as error:
        raise ContentError([f"directory: cannot be read: {error}"]) from error
    problems = [f"directory/vocabulary.yml: {code} is not in postcodes.csv" for code in raw["places"] if code not in points]
    problems += [f"directory/vocabulary.yml: no {key}" for key in ("source", "checked_on") if not raw.get(key)]
    if problems:
        raise ContentError(problems)
    phrases: dict[tuple[str, ...], list[tuple[str, str]]] = {}

    def keep(written: str, kind: str, value: Any) -> None:
        phrase = tuple(words_of(str(written)))
        if phrase and (kind, str(value)) not in phrases.setdefault(phrase, []):
            phrases[phrase].append((kind, str(value)))

    for group, kind in [*TAG_KINDS.items(), *((name, name) for name in CHOICES)]:
        for value, entry in raw[group].items():
            for written in [entry["label"], *entry["words"]]:
                keep(written, kind, value)
    for group, kind in (("days", "day"), ("day_groups", "day_group"), ("hours", "hours"), ("ages", "stage"), ("prices", "price"), ("whatever", "whatever")):
        for value, entry in raw[group].items():
            for written in entry["words"]:
                keep(written, kind, value)
    for code, names in raw["places"].items():
        for written in names:
            keep(written, "place", code)
    named = frozenset(words_of(str(council.get("name") or "")))
    ignored = named | frozenset(words_of(raw["ignore"]))
    longest: dict[str, int] = {}
    for phrase in phrases:
        longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
    single = frozenset(word for phrase in phrases for word in phrase)
    return Vocabulary(raw, {phrase: tuple(meant) for phrase, meant in phrases.items()}, points, ignored, single, named, longest)
