"""spaCy's part in reading a search: blank English and our own patterns, no model.

Loaded with the first search, not with the web pages: importing spaCy takes longer than everything else they need.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import spacy
from spacy.lang.en.stop_words import STOP_WORDS
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

__all__ = ["STOP_WORDS", "SpanFinder"]


class SpanFinder:
    """Finds phrases (word for word) and patterns (spaCy's, by name) in a list of words."""

    def __init__(self, phrases: Iterable[tuple[str, ...]], patterns: Mapping[str, list[list[dict[str, Any]]]]) -> None:
        self._vocab = spacy.blank("en").vocab
        self._phrases, self._patterns = PhraseMatcher(self._vocab), Matcher(self._vocab)
        for phrase in phrases:
            self._phrases.add(" ".join(phrase), [Doc(self._vocab, words=list(phrase))])
        for name, either in patterns.items():
            self._patterns.add(name, either)

    def find(self, words: list[str]) -> list[tuple[str, int, int]]:
        """Label (the pattern's name, or the phrase) and first and last word (not included) of each, none over another, the longest first where two would be."""
        doc = Doc(self._vocab, words=words)
        spans = filter_spans([*self._patterns(doc, as_spans=True), *self._phrases(doc, as_spans=True)])
        return [(span.label_, span.start, span.end) for span in spans]
