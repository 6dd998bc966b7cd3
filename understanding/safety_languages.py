"""Signs of danger in other languages: phrases that raise an alarm wherever a message holds one (data/languages/danger), and whether and where a message is English.

The written patterns of the other modules know English. So does the classifier, mostly: of a short line in another language it makes little, so it is believed later there.
The phrases are few and plain, by somebody who does not read all of these languages as a native: they find what is said outright and miss what is hinted.
All are crisis: staff are told, and what is sent is the plain English card. docs/adr/0024 has the figures; safety_phrases the notation.
"""

from __future__ import annotations

import json
import logging
from functools import lru_cache

from understanding.languages import DATA, ENGLISH, OTHER, load_detector, split_words
from understanding.safety_phrases import Phrases, load_phrases
from understanding.safety_spelling import fold, fold_bengali
from understanding.safety_text import DANGER_WORDS, clean, recover, sentences

log = logging.getLogger(__name__)

ENGLISH_SHARE = 0.34  # of a sentence's words: from here on it is read as English
MOSTLY_ENGLISH = 0.7  # of its words: no other language is looked for in it
HARDLY_ENGLISH, TELLING_WORDS = 0.2, 2  # of a text's words, and how many of another language it must have: foreign whatever the detector says
RULES = {"missing": ("missing_child", "harm_to_child")}  # the rule that has the card for a missing child; every other kind is named after its topic


def read_danger_abroad(text: str) -> list[tuple[str, str]]:
    """Name of the rule and topic of everything alarming that a text says in another language."""
    foreign = " . ".join(part for part in sentences(clean(text)) if share_of_english(part) < MOSTLY_ENGLISH)
    if not foreign:
        return []
    plain, bengali = fold(foreign), fold_bengali(foreign)
    found: list[tuple[str, str]] = []
    for language in _load_all():
        for said in language.read(bengali if language.bengali else plain):
            found.append(RULES.get(said.kind, (f"{language.code}_{said.kind}", said.kind)))
    return list(dict.fromkeys(found))


def is_abroad(text: str) -> bool:
    """Whether a text is in one of our other languages, or has hardly an English word in it. An error takes it for English."""
    try:
        language = load_detector().detect(text)
    except Exception as error:
        log.error("language not detected for the safety check: %s", type(error).__name__)
        return False
    if language != ENGLISH:
        return language != OTHER
    foreign = sum(word in _load_words()[2] for word in split_words(text))
    return foreign >= TELLING_WORDS and share_of_english(text) < HARDLY_ENGLISH and not _names_danger(text)


def english_of(text: str) -> str:
    """The sentences of a foreign text that are English, or hold an English word for danger as many languages borrow it."""
    return ". ".join(part for part in sentences(clean(text)) if share_of_english(part) >= ENGLISH_SHARE or _names_danger(part))


def share_of_english(sentence: str) -> float:
    """How much of a sentence are words that are English alone; those that every language borrows (school, plan) count for none."""
    english, borrowed, _ = _load_words()
    words = [word for word in split_words(sentence) if word not in borrowed]
    return sum(word in english for word in words) / max(len(words), 1)


def _names_danger(text: str) -> bool:
    return any(recover(word) in DANGER_WORDS for word in split_words(text))


@lru_cache(maxsize=1)
def _load_all() -> tuple[Phrases, ...]:
    """Raises OSError or ValueError for a missing or broken file: the assessor then fails closed."""
    return load_phrases(DATA / "danger")


@lru_cache(maxsize=1)
def _load_words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """English words, those that every language borrows, and those of the other languages that are neither."""
    raw = {name: frozenset(listed.split()) for name, listed in json.loads((DATA / "words.json").read_text("utf-8")).items()}
    ours, borrowed = raw.pop(ENGLISH), raw.pop("neutral") | raw.pop("names")
    return ours, borrowed, frozenset().union(*raw.values()) - ours - borrowed
