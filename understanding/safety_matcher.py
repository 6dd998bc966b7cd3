"""Compiles the written safety patterns into spaCy matchers and says which of them a sentence meets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc

from understanding.safety_everyday import EVERYDAY as HARD_DAYS
from understanding.safety_patterns import (
    AGAINST_A_JOKE,
    AGAINST_CUTS,
    AGAINST_WORN,
    CUT_BACK,
    FAMILY,
    FOUND,
    HOMELESS,
    INSTEAD,
    JOKING,
    LEANING,
    RULES,
    SETS,
    SHORT,
    SIGNS,
    SOMEBODY_ELSE,
    TIRED,
    TURNED_OUT,
    VETOES,
    WORN,
    WORRYING,
    split_patterns,
)  # fmt: skip
from understanding.safety_text import clean, sentences, split_words, tokens

NEGATIONS = ["not", "never", "without"]
EVERYDAY = split_words("i me he she him her his my it the a to is are be not do in on of and for that with we they has have was at am")
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
    """One pattern as spaCy wants it."""
    return [compile_word(word) for word in written.split()]


def compile_word(word: str) -> dict[str, Any]:
    """One place of a pattern: a gap, a set, or some words."""
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


class PhraseBook:
    """Named patterns over tokens, each with a matcher of its own that runs only on sentences holding a word for every place that needs one.

    Gaps make a spaCy Matcher slow in proportion to the number of its patterns: one matcher for all took 8 ms a sentence, this takes a tenth of it.
    """

    def __init__(self, named: Mapping[str, Sequence[str]]) -> None:
        self._vocab = spacy.blank("en").vocab
        self._patterns: list[tuple[str, tuple[frozenset[str], ...], Matcher]] = []
        self._by_word: dict[str, list[int]] = {}
        for name, written in named.items():
            for pattern in written:
                self._add(name, compile_pattern(pattern))

    def _add(self, name: str, compiled: list[dict[str, Any]]) -> None:
        needed = [frozenset(token["LOWER"]["IN"]) for token in compiled if "OP" not in token]
        if len(needed) < 2 and len(compiled) < 2:
            raise BadPattern(f"{name}: one word alone raises nothing")
        matcher = Matcher(self._vocab)
        matcher.add(name, [compiled])
        rarest = min(needed, key=lambda words: (len(words & EVERYDAY), len(words)))
        for word in rarest:
            self._by_word.setdefault(word, []).append(len(self._patterns))
        self._patterns.append((name, tuple(needed), matcher))

    def find(self, words: list[str]) -> set[tuple[str, int, int]]:
        """Name, first token and end of every match."""
        present = set(words)
        candidates = {i for word in present for i in self._by_word.get(word, ())}
        possible = [i for i in candidates if not any(present.isdisjoint(needed) for needed in self._patterns[i][1])]
        if not possible:
            return set()
        doc = Doc(self._vocab, words=words)
        return {(self._patterns[i][0], start, end) for i in possible for _, start, end in self._patterns[i][2](doc)}


class PatternBook:
    """All rules and vetoes, compiled once. Reading is safe from several threads."""

    def __init__(self) -> None:
        self._rules = {rule.name: (rule.lane, rule.topic) for rule in RULES}
        rules = {rule.name: split_patterns(rule.written) for rule in RULES}
        self._book = PhraseBook(rules | {f"veto:{name}": split_patterns(written) for name, written in VETOES.items()})
        self._tired = PhraseBook({"tired": split_patterns(TIRED)})
        self._family = PhraseBook({"family": split_patterns(FAMILY)})
        self._homeless = PhraseBook({"homeless": split_patterns(HOMELESS)})
        self._worn = PhraseBook({"worn": split_patterns(WORN)})
        self._cut_back = PhraseBook({"family": split_patterns(CUT_BACK)})
        self._joking = PhraseBook({"joking": split_patterns(JOKING)})
        self._hard_days = [(day, PhraseBook({day.name: split_patterns(day.written)})) for day in HARD_DAYS]
        self._leaning = PhraseBook({"leaning": split_patterns(LEANING)})
        self._missing = PhraseBook({"found": split_patterns(FOUND), "missing": split_patterns(SIGNS)})

    def read(self, text: str) -> tuple[list[Hit], list[str]]:
        """Rules met anywhere in the text, most serious first, and what else was noted: kinds of veto that cancelled a match, "tired", "family", "leaning" and "homeless" among
        them (safety_vetoes), and of a missing child "missing" (signs of one, not enough alone) or "found" (safety_rules_missing)."""
        hits: set[Hit] = set()
        vetoed: set[str] = set()
        pieces = [tokens(sentence)[:MAX_WORDS] for sentence in sentences(clean(text))]
        for words in pieces:
            self._read_sentence(words, hits, vetoed)
        noted = {kind for words in pieces for kind, _, _ in self._missing.find(words)}
        if "found" in noted:
            hits = {hit for hit in hits if hit.rule != "missing_child"}
        vetoed |= {"found"} if "found" in noted else noted
        said = {word for words in pieces for word in words}
        if TURNED_OUT.isdisjoint(said):
            vetoed |= {kind for words in pieces for kind, _, _ in self._homeless.find(words)}
        if AGAINST_CUTS.isdisjoint(said) and sum(map(len, pieces)) <= SHORT:
            vetoed |= {kind for words in pieces for kind, _, _ in self._cut_back.find(words)}
        if AGAINST_A_JOKE.isdisjoint(said):
            vetoed |= {kind for words in pieces for kind, _, _ in self._joking.find(words)}
        if AGAINST_WORN.isdisjoint(said) and sum(map(len, pieces)) <= SHORT:
            vetoed |= {kind for words in pieces for kind, _, _ in self._worn.find(words)}
        for day, book in self._hard_days if sum(map(len, pieces)) <= SHORT else ():
            if day.against.isdisjoint(said) and (not day.only or {word for word in said if not word[0].isdigit()} <= day.only) and any(book.find(words) for words in pieces):
                hits = {hit for hit in hits if hit.rule != day.instead_of}
                vetoed.add(day.name)
        if WORRYING.isdisjoint(said):
            books = {"tired": self._tired} | ({"family": self._family} if sum(map(len, pieces)) <= SHORT else {})
            vetoed |= {kind for kind, book in books.items() if any(book.find(words) for words in pieces)}
            vetoed |= {"leaning"} if pieces and all(self._leans(words) for words in pieces) else set()
        return sorted(hits, key=lambda hit: (hit.lane != "crisis", hit.topic is None, hit.rule)), sorted(vetoed)

    def _leans(self, words: list[str]) -> bool:
        """Whether a whole sentence is a question that leans on an answer, marks aside."""
        said = [word for word in words if word.isalnum()]
        return any(end - start == len(said) for _, start, end in self._leaning.find(said))

    def _read_sentence(self, words: list[str], hits: set[Hit], vetoed: set[str]) -> None:
        matches = self._book.find(words)
        vetoes = [match for match in matches if match[0].startswith("veto:")]
        alone = SOMEBODY_ELSE.isdisjoint(words)
        exact = [(INSTEAD[name], start, end) for name, start, end in matches if name in INSTEAD and (alone or name != "child_with_blade")]
        exact += [("child_with_blade", start, end) for name, start, end in matches if name == "child_weapon" and not alone]  # "says he'll use it": nobody is to stay near
        for name, start, end in matches:
            if name.startswith("veto:") or any(name == less and first < end and start < last for less, first, last in exact):
                continue
            cancelled = [veto for veto, first, last in vetoes if first < end and start < last]
            if cancelled:
                vetoed.update(veto.removeprefix("veto:") for veto in cancelled)
            else:
                hits.add(Hit(name, *self._rules[name]))


@lru_cache(maxsize=1)
def load_patterns() -> PatternBook:
    """All rules, compiled once per process."""
    return PatternBook()
