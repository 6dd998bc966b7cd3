"""Mends slips of spelling towards words that the vocabulary or the services have. A word of English that they have not is left as it is: "horse" is no "house"."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from webhook.services.directory_vocabulary import Vocabulary

CLOSE, SHORTEST = 0.79, 5  # similarity that mends a word; letters below which a slip cannot be told from another word


def mend_words(words: list[str], vocabulary: Vocabulary, known_words: Collection[str], no_content: Collection[str]) -> tuple[list[str], dict[str, str]]:
    """Replace words that nobody knows by close ones that somebody does; the words, and what was replaced by what."""
    mended: dict[str, str] = {}
    candidates: list[str] | None = None
    persons = [str(one) for one in vocabulary.raw["asking"]["persons"]]
    for word in words:
        if len(word) < SHORTEST or word.isdigit() or word in vocabulary.single_words or word in no_content or word in known_words or word in english_words():
            continue
        if candidates is None:
            candidates = [one for one in {*vocabulary.single_words, *known_words, *persons} if len(one) >= SHORTEST]
        close = process.extract(word, candidates, scorer=OSA.normalized_similarity, score_cutoff=CLOSE, limit=8)
        if close:
            mended[word] = max(close, key=lambda one: (one[1], one[0][0] == word[0], one[0]))[0]  # people get the first letter right
    return [mended.get(word, word) for word in words], mended


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Words that the encoder's tokenizer has whole: the common ones of English, and no slips. None without its weights; then every close word is mended."""
    from understanding.encoder import find_weights  # not before it is needed: the web pages come up without it

    folder = find_weights()
    if folder is None:
        return frozenset()
    pieces = json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    return frozenset(piece for piece in pieces if len(piece) >= SHORTEST and piece.isalpha())
