"""Which language a message is in: English unless at least two witnesses say otherwise.

The script settles what is not in Latin letters. For the rest three witnesses are heard: lingua (trigrams, restricted to our languages), a small naive Bayes of our
own over pieces of words (data/languages/*.jsonl; lingua does not know Bengali and Sylheti in Latin letters), and lists of whole words (data/languages/words.json).
Parents' English is short, misspelt and full of names and shorthand, and any one witness alone takes that for Turkish. Without lingua the other two decide.
"""

from __future__ import annotations

import json
import logging
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from understanding.jargon import SHORTHAND

if TYPE_CHECKING:
    from lingua import LanguageDetector as Lingua

log = logging.getLogger(__name__)

DATA = Path(__file__).resolve().parent.parent / "data" / "languages"
ENGLISH, OTHER = "en", "other"
BENGALI_FAMILY = ("bn-Latn", "syl")
LINGUA_CODES = {
    "ENGLISH": "en", "SOMALI": "so", "ALBANIAN": "sq", "FRENCH": "fr", "SPANISH": "es", "PORTUGUESE": "pt", "TURKISH": "tr", "POLISH": "pl",
    "BENGALI": "bn", "ARABIC": "ar", "PERSIAN": "fa", "CHINESE": "zh",
}  # fmt: skip
SCRIPTS = {"BENGALI": "bn", "SYLOTI": "syl", "ARABIC": "ar", "CJK": "zh"}  # first word of a letter's Unicode name
ONLY_FARSI = set("پچژگکی")  # letters of Farsi; Arabic keyboards write ك and ي
ONLY_ARABIC = set("ةىكيأإؤئ")
NOT_OURS = set("ٹڈڑےںھہټډړښڼې")  # Urdu and Pashto

LOOKED_AT = 80  # words: more of a long message changes nothing
SHORT = 3  # words: up to here only the lists of whole words are believed, names and shorthand look like anything
TELLING = 4  # letters: "Ola", "Al" and "ta" are as likely a name or a slip
LINGUA_SURE, OWN_SURE = 0.6, 1.0  # probability; natural-log odds a word over the next language
ENGLISH_SHARE = 0.34  # of the words: from here on it is English with some foreign words in it
SCRIPT_SHARE = 0.3  # of the letters, a Chinese one counting for three
SMOOTHING = 0.2
PIECES = (2, 3, 4)  # characters
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_NOT_WORDS = re.compile(r"\[[a-z ]+\]|https?://\S+|\S+@\S+|\b(?=\w*\d)\w+\b")


class NaiveBayes:
    """Counts pieces of words in each language; scores a text by natural-log likelihood."""

    def __init__(self, examples: Iterable[tuple[str, str]]) -> None:
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        for text, language in examples:
            for word in split_words(text):
                self._counts[language].update(_pieces(word))
        self._totals = {language: sum(counts.values()) for language, counts in self._counts.items()}
        self._kinds = len({piece for counts in self._counts.values() for piece in counts}) or 1

    def scores(self, words: list[str]) -> dict[str, float]:
        """Mean log likelihood a word, by language; all languages are as likely beforehand."""
        return {language: sum(self._word(language, word) for word in words) / max(len(words), 1) for language in self._counts}

    def _word(self, language: str, word: str) -> float:
        counts, total = self._counts[language], self._totals[language] + SMOOTHING * self._kinds
        pieces = list(_pieces(word))
        return sum(math.log((counts[piece] + SMOOTHING) / total) for piece in pieces) / math.sqrt(len(pieces))


class LanguageDetector:
    """Loads its data once; `detect` may be called from any thread."""

    def __init__(self, folder: Path = DATA, *, use_lingua: bool = True) -> None:
        words: dict[str, str] = json.loads((folder / "words.json").read_text("utf-8"))
        self._names = set(words.pop("names").split())  # words that are people's names as well
        self._neutral = set(words.pop("neutral").split())  # said in English in every language: plan, school, EHCP
        self._english = set(words.pop(ENGLISH).split()) | {word for key in SHORTHAND for word in key.split()} - self._neutral
        self._words = {language: {word for word in listed.split() if len(word) > 1} - self._english - self._neutral for language, listed in words.items()}
        self._own = NaiveBayes(read_examples(folder))
        self._lingua = _load_lingua() if use_lingua else None

    def detect(self, text: str, known: str = ENGLISH) -> str:
        """A language's code, "en", or "other" for a script that none of our languages is written in.

        `known` is the language the conversation was in before: a short message is then believed to be in it sooner.
        """
        text = unicodedata.normalize("NFC", text)
        script = detect_script(text)
        if script == "ar":
            return self._detect_arabic_script(text)
        if script is not None:
            return script
        words = [word for word in split_words(text) if word not in self._neutral][:LOOKED_AT]
        if not words:
            return ENGLISH
        hits = {language: sum(word in listed for word in words) for language, listed in self._words.items()}
        english = sum(word in self._english for word in words)
        if len(words) <= SHORT:
            return self._detect_short(words, hits, english, known)
        if english / len(words) >= ENGLISH_SHARE:
            return ENGLISH
        return self._count_votes(words, hits)

    def _detect_arabic_script(self, text: str) -> str:
        words = split_words(text)
        farsi = sum(c in ONLY_FARSI for c in text) + sum(word in self._words["fa"] for word in words)
        arabic = sum(c in ONLY_ARABIC for c in text) + sum(word in self._words["ar"] for word in words)
        return (self._lingua_vote(words) or "ar") if farsi == arabic else "fa" if farsi > arabic else "ar"

    def _detect_short(self, words: list[str], hits: dict[str, int], english: int, known: str) -> str:
        best = max(hits, key=lambda language: (hits[language], language == known, language == self._own_vote(words, sure=0.0)))
        telling = any(len(word) >= TELLING and word in self._words[best] and word not in self._names for word in words)
        if telling and not english and hits[best] >= min(2, len(words)):
            return best
        return known if known in hits and hits[known] and not english else ENGLISH

    def _count_votes(self, words: list[str], hits: dict[str, int]) -> str:
        votes: Counter[str] = Counter()
        for vote in (self._lingua_vote(words), self._own_vote(words), self._list_vote(words, hits)):
            if vote is not None:
                votes["bengali" if vote in BENGALI_FAMILY else vote] += 1
        winner = next((language for language, count in votes.items() if count >= 2), ENGLISH)
        if winner != "bengali":
            return winner
        scores = self._own.scores(words)
        return max(BENGALI_FAMILY, key=lambda language: (scores.get(language, 0.0), hits[language]))

    def _lingua_vote(self, words: list[str]) -> str | None:
        if self._lingua is None:
            return None
        first = self._lingua.compute_language_confidence_values(" ".join(words))[0]
        return LINGUA_CODES[first.language.name] if first.value >= LINGUA_SURE else None

    def _own_vote(self, words: list[str], sure: float = OWN_SURE) -> str | None:
        scores = self._own.scores(words)
        best = max(scores, key=lambda language: scores[language])
        family = BENGALI_FAMILY if best in BENGALI_FAMILY else (best,)
        rest = max((score for language, score in scores.items() if language not in family), default=-math.inf)
        return best if scores[best] - rest >= sure else None

    def _list_vote(self, words: list[str], hits: dict[str, int]) -> str | None:
        best = max(hits, key=lambda language: hits[language])
        return best if hits[best] >= max(2, math.ceil(len(words) / 4)) else None


def detect_script(text: str) -> str | None:
    """The language that the letters alone give away; None for Latin letters."""
    letters = Counter(unicodedata.name(c, "LATIN").split()[0].removesuffix("-UNIFIED") for c in text if c.isalpha())
    letters["CJK"] *= 3
    script, count = max(letters.items(), key=lambda item: (item[0] != "LATIN", item[1]), default=("LATIN", 0))
    if script == "LATIN" or count < 2 or count / max(letters.total(), 1) < SCRIPT_SHARE:
        return None
    if script == "ARABIC":
        return OTHER if NOT_OURS & set(text) else "ar"  # or Farsi: the detector knows its words
    return SCRIPTS.get(script, OTHER)


def split_words(text: str) -> list[str]:
    """Lower-case words; numbers, addresses, links and masks such as [date] are none."""
    return [word.replace("’", "'").replace("ʼ", "'") for word in _WORD.findall(_NOT_WORDS.sub(" ", text).lower())]


def read_examples(folder: Path = DATA) -> Iterator[tuple[str, str]]:
    """Text and language of every line in the folder's .jsonl files."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            item = json.loads(line)
            yield item["text"], item["language"]


@lru_cache(maxsize=1)
def load_detector() -> LanguageDetector:
    """The one detector of this process, made when the first message needs it."""
    return LanguageDetector()


def _pieces(word: str) -> Iterator[str]:
    padded = f" {word} "
    yield word
    for size in PIECES:
        yield from (padded[start : start + size] for start in range(len(padded) - size + 1))


def _load_lingua() -> Lingua | None:
    """lingua with trigrams only: 17 MB and 0.2 s at the first text against 216 MB and 2.6 s for the full models (docs/adr)."""
    try:
        from lingua import Language, LanguageDetectorBuilder
    except ImportError:
        log.warning("lingua is not installed: languages are told apart by our own classifier and word lists alone")
        return None
    chosen = [getattr(Language, name) for name in LINGUA_CODES]
    return LanguageDetectorBuilder.from_languages(*chosen).with_low_accuracy_mode().build()
