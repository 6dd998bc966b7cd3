"""What a question does not want: "not trampolining", "without NW5", "no paid ones". Whether words are denied is read from the few words before them.

A clause ends a denial ("no, near NW5" denies nothing), and so does any word that is not one of the small ones between ("not sure where, near NW5").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from webhook.services.directory.vocabulary import Vocabulary, words_of

NOT, ONLY = "not", "only"  # not that; not that alone: the filter goes, nothing is ruled out
_DENY: dict[str, frozenset[str]] = {  # a word that denies ▸ words of which one must follow it; none: any may
    **dict.fromkeys(("not", "no", "without", "isnt", "arent", "except", "nor", "never", "hates", "hate", "dislikes"), frozenset[str]()),
    **dict.fromkeys(("dont", "doesnt", "didnt", "wont"), frozenset({"want", "like", "need", "have", "do"})),
    **{"instead": frozenset({"of"}), "rather": frozenset({"than"}), "other": frozenset({"than"}), "apart": frozenset({"from"})},
}
_BETWEEN = re.compile(
    "an?|any|the|in|on|near|at|for|around|of|than|from|with|to|want|like|need|needing|have|do|just|only|his|her|my|their|really|too|specifically|more|those|these|child|children|kids|people"
)
_MISSED = frozenset({"there", "theres", "is", "are", "has", "have", "got", "had", "getting", "gets"})  # "there is no youth club": it is missed, not unwanted
_PIECE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[,.;!?\n]+")


def find_breaks(text: str) -> set[int]:
    """Places (as `words_of` counts) of words that begin a clause: after a comma or the end of a sentence."""
    breaks, count = set[int](), 0
    for piece in _PIECE.findall(text):
        if words := words_of(piece):
            count += len(words)
        else:
            breaks.add(count)
    return breaks


def is_denied(words: Sequence[str], start: int, breaks: set[int], ends: dict[int, str]) -> str | None:
    """How the words from `start` on are denied: NOT, ONLY, or None. `ends`: where denied words before them end, for "not swimming or football"."""
    if start > 1 and words[start - 1] in ("or", "nor") and start - 1 in ends:
        return ends[start - 1]
    alone = False
    for at in range(start - 1, -1, -1):
        if at + 1 in breaks:
            return None
        word = words[at]
        if word in _DENY and (not _DENY[word] or words[at + 1] in _DENY[word]):
            missed = word == "no" and at and at not in breaks and words[at - 1] in _MISSED
            return None if missed else ONLY if alone else NOT
        if not _BETWEEN.fullmatch(word):
            return None
        alone = alone or word in ("just", "only")
    return None


def ends_denying(text: str) -> bool:
    """Whether what comes after a text is denied by its end."""
    words = words_of(text)
    return is_denied([*words, "x"], len(words), find_breaks(text), {}) is not None


def is_excluded(name: str, kinds: Collection[str], excluded: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a service is one that is not wanted: its name has the words of a phrase, or it is of the kind that is called so ("swimming")."""
    return any(_has_words(words_of(name), phrase) or _called(phrase, vocabulary) & set(kinds) for phrase in excluded)


def _has_words(name: Sequence[str], phrase: str) -> bool:
    return all(any(word.startswith(other) or other.startswith(word) for other in name if len(other) > 3) for word in phrase.split())


def _called(phrase: str, vocabulary: Vocabulary) -> set[str]:
    meant = [value for kind, value in vocabulary.phrases.get(tuple(phrase.split()), ()) if kind == "kind"]
    return {value for value in meant if phrase.removesuffix("s") == " ".join(words_of(vocabulary.label("kind", value))).removesuffix("s")}
