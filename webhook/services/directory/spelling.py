"""Mends slips of spelling towards words that the vocabulary or the services have. A word of English that they have not is left as it is: "horse" is no "house"."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from functools import lru_cache, partial

from rapidfuzz import process
from rapidfuzz.distance import OSA

from webhook.services.directory.vocabulary import Vocabulary

CLOSE, SHORTEST = 0.79, 5  # similarity that mends a word; letters below which a slip cannot be told from another word

_SOMEBODY = r"(?:s?he|they|we|i|who|son|daughter|boy|girl|child|kids?|him|her|them|just|been|be|being|was|were|is|are|has|have|had|hes|shes|having|got|gets?|getting|left|always|still|only)"
_SHORT = tuple(
    (re.compile(pattern, re.IGNORECASE), day)
    for pattern, day in (
        (  # "he sat in the hall", "his SAT exam" name no day
            rf"(?<![\w'\u2019])(?<!his )(?<!her )(?<!their )(?:(?P<before>\b{_SOMEBODY}\s+))?sat(?:'s)?\b"
            r"(?! (?:down|there|here|alone|outside|still|back|nav|his|her|their|exams?|tests?|papers?|gcses?|next to|behind|beside|through|waiting|doing"
            r"|watching|crying|(?:in|on|at|by|with) (?:the|a|his|her|my|him|them)\b))",
            "saturday",
        ),
        (r"\bsat(?:d[ae]?y|urdy|erday)s?\b", "saturday"),
        (  # nor do sun cream and "in the sun"
            r"(?<!the )(?<!hot )(?<!full )(?<!strong )(?<!much )(?<!of )(?<![\w-])sun(?:d(?:ya?|ai))?\b(?!-)"
            r"(?! (?:cream|hats?|block|burn\w*|tan|safe\w*|lotion|light|glasses|rooms?|house|is|was|shin\w+|protect\w*|screen"
            r"|damage|exposure|shade|flowers?|hill|care|sensitiv\w*|allerg\w*|rays?))",
            "sunday",
        ),
        (r"\bthur\b", "thursday"),
        (r"(?<!get )(?<!got )(?<!newly )\bwed\b(?! (?:in|to|my|his|her)\b)", "wednesday"),
        (r"\b(?:w(?:ee)?k|w/)e?nds?\b", "weekend"),
        (r"\b(?:nr|neer|nere|nearr)\b\.?(?= )", "near"),
        (r"\b(?:arnd|rnd|arround)\b(?= )", "around"),
        (r"\bwen\b", "when"),
        (r"\bw[oa]t['\u2019]?s\b", "whats"),
        (r"\bw[oa]t\b", "what"),
        (r"\b1st\b", "first"),
        (r"\b2nd\b", "second"),
        (r"\b3rd\b", "third"),
    )
)


def spell_short(text: str) -> str:
    """What people shorten in a text, in full: "sat mornings" is on a Saturday, "nr NW5" near it, "the 2nd" the second. Whoever sat somewhere named no day."""
    for pattern, day in _SHORT:
        text = pattern.sub(partial(_in_full, day), text)
    return text


def _in_full(day: str, found: re.Match[str]) -> str:
    return found.group() if found.groupdict().get("before") else day


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
