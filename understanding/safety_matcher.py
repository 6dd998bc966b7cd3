"""Compiles the written safety patterns into spaCy matchers and says which of them a sentence meets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc

from understanding.safety_patterns import RULES, SETS, VETOES
from understanding.safety_text import clean, sentences, tokens

NEGATIONS = ["not", "never", "without"]
MAX_WORDS = 400  # a matcher's time grows with length; longer runs are read in pieces before they come here


class BadPattern(ValueError):
    """A pattern in safety_patterns is not in the short notation."""


@dataclass(frozen=True)
class Hit:
    """One rule met by one sentence."""

    rule: str
    lane: str
    topic: str | None


def compile_pattern(written: str) -> list[dict[str, Any]]:
    return [compile_word(word) for word in written.split()]


def compile_word(word: str) -> dict[str, Any]:
    if word.startswith("~"):
        if not word[1:].rstrip("?").isdigit():
            raise BadPattern(word)
        return {"LOWER": {"NOT_IN": NEGATIONS}, "OP": "{0," + word[1:].rstrip("?") + "}"}
    optional = word.endswith("?")
    choices: list[str] = []
    for choice in word.rstrip("?").split("|"):
        choice = choice.rstrip("?")
        if choice.startswith("{"):
            if choice[1:-1] not in SETS:
                raise BadPattern(word)
            choices.extend(SETS[choice[1:-1]].split())
        else:
            choices.append(choice)
    token: dict[str, Any] = {"LOWER": {"IN": sorted(set(choices))}}
    return token | {"OP": "?"} if optional else token


class PatternBook:
    """All rules and vetoes, compiled once. Reading is safe from several threads."""

    def __init__(self) -> None:
        self._vocab = spacy.blank("en").vocab
        self._matcher = Matcher(self._vocab)
        self._rules = {name: (lane, topic) for name, lane, topic, _ in RULES}
        for name, _, _, patterns in RULES:
            self._matcher.add(name, [compile_pattern(pattern) for pattern in patterns])
        for name, patterns in VETOES.items():
            self._matcher.add(f"veto:{name}", [compile_pattern(pattern) for pattern in patterns])

    def read(self, text: str) -> tuple[list[Hit], list[str]]:
        """Rules met anywhere in the text, most serious first, and the kinds of veto that cancelled a match."""
        hits: set[Hit] = set()
        vetoed: set[str] = set()
        for sentence in sentences(clean(text)):
            self._read_sentence(tokens(sentence)[:MAX_WORDS], hits, vetoed)
        return sorted(hits, key=lambda hit: (hit.lane != "crisis", hit.topic is None, hit.rule)), sorted(vetoed)

    def _read_sentence(self, words: list[str], hits: set[Hit], vetoed: set[str]) -> None:
        if not words:
            return
        matches = [(self._vocab.strings[key], start, end) for key, start, end in self._matcher(Doc(self._vocab, words=words))]
        vetoes = [(name, start, end) for name, start, end in matches if name.startswith("veto:")]
        for name, start, end in matches:
            if name.startswith("veto:"):
                continue
            cancelled = [veto for veto, first, last in vetoes if first < end and start < last]
            if cancelled:
                vetoed.update(cancelled)
            else:
                hits.add(Hit(name, *self._rules[name]))


@lru_cache(maxsize=1)
def load_patterns() -> PatternBook:
    return PatternBook()
