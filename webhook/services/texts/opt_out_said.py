"""Reads whether a message in another language asks for no more texts, in a sentence of its own and not only in a word (content/languages/<code>.yml).

Patterns are written by language, matched clause by clause, and folded as messages are: without marks, Arabic letters in one form, each Chinese sign a word.

    a|b    one of these     a_b   two words as one     word*   any ending (or beginning)     ~3   up to three words between     ^   the clause begins here
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_CLAUSE = re.compile(r"[.!?;:,\n…。！？；，、؟؛،।۔]+")
_SAME = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ی", "ي": "ی", "ك": "ک", "ة": "ه", "ـ": None, "\u200c": None, "\u200d": None})
_CHINESE = re.compile(r"([\u3400-\u9fff])")
_HARAKAT = re.compile("[\u064b-\u0652\u0670]")


class BadWording(ValueError):
    """A pattern is not in the notation above."""


@dataclass(frozen=True)
class OptOutPatterns:
    """Sentences that turn texts off, and what takes that back: "I did not get your message", "why"."""

    said: tuple[re.Pattern[str], ...]
    taken_back: tuple[re.Pattern[str], ...]

    def means_stop(self, text: str) -> bool:
        """Whether some clause asks for no more texts and nothing in the message takes it back."""
        return self.without_it(text) is not None

    def without_it(self, text: str) -> str | None:
        """What the message says beside that, folded; None where it asks for nothing of the kind."""
        clauses = fold_clauses(text)
        if any(pattern.search(part) for pattern in self.taken_back for part in (*clauses, " ".join(clauses))):
            return None
        rest = [self._cut(clause) for clause in clauses]
        return None if rest == clauses else ". ".join(part for part in rest if part)

    def _cut(self, clause: str) -> str:
        for pattern in self.said:
            clause = " ".join(pattern.sub(" ", clause).split())
        return clause


def compile_patterns(said: Iterable[str], taken_back: Iterable[str]) -> OptOutPatterns:
    """Raises BadWording."""
    return OptOutPatterns(tuple(map(_compile, said)), tuple(map(_compile, taken_back)))


def fold_clauses(text: str) -> list[str]:
    """The clauses of a message as the patterns compare them."""
    return [folded for clause in _CLAUSE.split(text) if (folded := " ".join(_fold(clause)))]


def _fold(text: str) -> Sequence[str]:
    text = _HARAKAT.sub("", unicodedata.normalize("NFC", text).lower().translate(_SAME))
    text = "".join(_plain_letter(c) for c in text)
    return _CHINESE.sub(r" \1 ", text).split()


def _plain_letter(c: str) -> str:
    if unicodedata.category(c)[0] not in "LMN" and c not in "*|~^":
        return " "
    return unicodedata.normalize("NFD", c)[0] if unicodedata.name(c, "").startswith("LATIN") else c


def _compile(written: str) -> re.Pattern[str]:
    places = written.split()
    begins = bool(places) and places[0].startswith("^")
    parts, wanted = [], 0
    for place in [place.removeprefix("^") for place in places]:
        if place.startswith("~"):
            if not place[1:].isdigit():
                raise BadWording(written)
            parts.append(rf"(?:\S+ ){{0,{place[1:]}}}")
            continue
        choices = [" ".join(_fold(choice)) for choice in place.split("|")]
        if not all(choice.strip("* ") for choice in choices):
            raise BadWording(written)
        parts.append("(?:" + "|".join(re.escape(choice).replace(r"\ ", " ").replace(r"\*", r"\S*") for choice in choices) + ") ")
        wanted += 1
    if not wanted:
        raise BadWording(written)
    return re.compile(("^" if begins else r"(?<!\S)") + "".join(parts).removesuffix(" ") + r"(?!\S)")
