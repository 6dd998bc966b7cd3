"""Other languages' words made comparable: without case, marks and variants of a letter; Bengali and Sylheti in Latin letters, which have no norm, by their sound."""

from __future__ import annotations

import re
import unicodedata

LETTERS = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ß": "s", "æ": "e", "œ": "e", "ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ـ": "", "ঁ": "", "‌": "", "‍": ""})  # fmt: skip
SENTENCE_ENDS = frozenset(".!?\n;।؟。！？…")
_FARSI_PREFIX = re.compile(r"(?<= )(ن?مي) (?=\w)")  # "می خواهم" is one word however it is written
# In this order, on one word: what is written in many ways and said in one. Aspiration is not heard as a rule by those who write k for kh; Sylheti says f for p, s for ch, z for j.
SOUNDS = tuple(
    (re.compile(written), sound)
    for written, sound in (
        ("[^a-z]", ""), ("ph|f", "p"), ("bh|v", "b"), ("w", ""), ("ck|kh|q|x", "k"), ("gh", "g"), ("chh|ch|sh|c", "s"), ("jh|z", "j"), ("th", "t"), ("dh", "d"), ("rh", "r"),
        ("y", "i"), ("ee", "i"), ("oo|ou", "u"), ("ae", "ai"), ("oe", "oi"), (r"(.)\1+", r"\1"), ("(?<=.)h$", ""), ("^h(?=..)(?!at)", ""),
    )
)  # fmt: skip


def fold_letters(text: str) -> str:
    """Lower case, without marks; Bengali keeps its vowel signs."""
    parts = unicodedata.normalize("NFKD", text.lower().replace("\u0130", "i").translate(LETTERS))
    bare = "".join(c for c in parts if unicodedata.category(c) != "Mn" or unicodedata.name(c).startswith("BENGALI"))
    return unicodedata.normalize("NFC", bare).translate(LETTERS)


def fold(text: str) -> str:
    """A text's words with one space around each, and a full stop for every end of a sentence."""
    text = fold_letters(text)
    kept = "".join(" . " if c in SENTENCE_ENDS else c if unicodedata.category(c)[0] in "LM" else " " for c in text)
    return _FARSI_PREFIX.sub(r"\1", f" {' '.join(kept.split())} ")


def fold_bengali(text: str) -> str:
    """The same, each word as it sounds in Bengali or Sylheti: "khuzia", "kuzia" and "kujia" are one word, and so are "chai", "cai" and "say"."""
    return f" {' '.join(word if word == '.' else fold_word(word) for word in fold(text.replace(chr(39), '')).split())} "


def fold_word(word: str) -> str:
    """One word by its sound."""
    for written, sound in SOUNDS:
        word = written.sub(sound, word)
    return word
