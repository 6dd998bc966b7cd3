"""One language's phrases for danger: reads data/languages/danger/*.yml, compiles its notation, and says whose life a phrase is about.

    a|b     one of these words; a word may be a regular expression      a*      a word that begins so
    {NAME}  one of the words of that set of the file                    ~3      up to three words of the same sentence
    !a|b    none of these words follows (the end of a phrase)

Letters are compared as safety_spelling folds them, so marks need not be written; a file that says `bengali: true` is written as `fold_bengali` spells.
Every topic has its phrases; a child that hits is not taken for one where a word of PARTNER stands between. `own_life` is about the life of whoever the sentence is about:
the child's where a word of CHILD stands before it and none of OWN after that, or one of SAYS does ("my daughter says: I want to die").
`missing` is a child that cannot be found; a phrase of `harmless` cancels what it overlaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from understanding.safety_spelling import fold_letters

KINDS = ("domestic_abuse", "own_life", "child_suicide_self_harm", "missing", "harm_to_child", "child_to_parent_violence", "carer_breakdown")
WHOSE = ("CHILD", "OWN", "SAYS", "PARTNER")
ADULT, CHILDS = "suicidal_adult", "child_suicide_self_harm"
BY_CHILD = "child_to_parent_violence"
TAKES_IN = {BY_CHILD: ("domestic_abuse", "harm_to_child"), "domestic_abuse": (ADULT, CHILDS), "carer_breakdown": ("harm_to_child",), CHILDS: (ADULT,)}  # of two readings of the same words


@dataclass(frozen=True)
class Said:
    """One phrase found: what kind it is, and where it stands."""

    kind: str
    start: int
    end: int

    def overlaps(self, other: Said) -> bool:
        """Whether two phrases share a word."""
        return self.start < other.end and other.start < self.end


class Phrases:
    """The phrases of one language, compiled. Reading is safe from several threads."""

    def __init__(self, code: str, raw: Mapping[str, Any]) -> None:
        self.code, self.bengali = code, bool(raw.get("bengali"))
        self._spaced = not raw.get("unspaced")  # Chinese is written without spaces
        self._sets = {name: str(words) for name, words in raw["sets"].items()}
        if unknown := set(raw) - {"bengali", "unspaced", "sets", "harmless", *KINDS}:
            raise ValueError(f"{code}: unknown {sorted(unknown)}")
        self._kinds = {kind: [self._compile(written) for written in raw[kind]] for kind in KINDS if kind in raw}
        self._harmless = [self._compile(written) for written in raw.get("harmless", ())]
        self._says_after = self._compile("~2 {SAYS}")
        self._whose = {name: self._compile(f"{{{name}}}") for name in WHOSE}

    def read(self, plain: str) -> list[Said]:
        """Everything alarming in a folded text, nothing that is harmless, and of two readings of the same words the fuller one."""
        plain = plain if self._spaced else plain.replace(" ", "")
        said = list(self._find(plain))
        if not said:
            return []
        harmless = [Said("", *match.span()) for match in _matches(self._harmless, plain)]
        kept = [hit for hit in said if not any(hit.overlaps(other) for other in harmless)]
        return [hit for hit in kept if not any(hit.kind in TAKES_IN.get(other.kind, ()) and hit.overlaps(other) for other in kept)]

    def _find(self, plain: str) -> Iterator[Said]:
        for kind, patterns in self._kinds.items():
            for match in _matches(patterns, plain):
                if kind != BY_CHILD or not self._whose["PARTNER"].search(plain, match.start(), match.end()):  # "my son cries, my husband hits me"
                    yield Said(self._whose_life(plain, match) if kind == "own_life" else kind, match.start(), match.end())

    def _whose_life(self, plain: str, match: re.Match[str]) -> str:
        before = plain[: match.end()].rpartition(".")[2]
        last = {name: max((found.start() for found in pattern.finditer(f" {before}")), default=-1) for name, pattern in self._whose.items()}
        first_child = next((found.start() for found in self._whose["CHILD"].finditer(f" {before}")), -1)
        told = 0 <= first_child < last["SAYS"] or (first_child >= 0 and bool(self._says_after.match(plain, match.end())))
        return CHILDS if last["CHILD"] > last["OWN"] or told else ADULT

    def _compile(self, written: str) -> re.Pattern[str]:
        places = fold_letters(re.sub(r"\{(\w+)\}", lambda name: f"(?:{self._sets[name[1]].replace(' ', '|')})", written)).split()
        return re.compile(("(?<= )" if self._spaced else "") + "".join(self._compile_place(place) for place in places))

    def _compile_place(self, place: str) -> str:
        space = " " if self._spaced else ""
        if place.startswith("~"):
            return f"(?:[^ .]+ ){{0,{int(place[1:])}}}" if self._spaced else f"[^.]{{0,{int(place[1:])}}}"
        words = place.lstrip("!").replace("*", "[^ .]*")
        if words.count("(") != words.count(")"):
            raise ValueError(f"{self.code}: a space inside brackets: {place}")
        return f"(?!(?:{words}){space})" if place.startswith("!") else f"(?:{words}){space}"


def load_phrases(folder: Path) -> tuple[Phrases, ...]:
    """Every language's phrases. Raises OSError or ValueError where there are none or a file cannot be read."""
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise FileNotFoundError(f"{folder.name}: no phrases for danger")
    try:
        return tuple(Phrases(path.stem, yaml.safe_load(path.read_text("utf-8"))) for path in paths)
    except (yaml.YAMLError, re.error, KeyError, TypeError) as error:
        raise ValueError(f"{folder.name}: {error}") from error


def _matches(patterns: list[re.Pattern[str]], plain: str) -> Iterator[re.Match[str]]:
    return (match for pattern in patterns for match in pattern.finditer(plain))
