"""What somebody says of the one service they have opened: a question about it ("is it open"), or that something else is so ("it's not free, it's £3")."""

from __future__ import annotations

import re
from functools import lru_cache

from webhook.services.booking.instead import concerns_other
from webhook.services.directory.asking import is_process
from webhook.services.directory.filters import Question
from webhook.services.directory.next import SHORT
from webhook.services.directory.vocabulary import Vocabulary, words_of

_BEFORE = r"(?:(?:no|but|and|so|ok|actually|sorry|oh|hi|hello|well|um|er|hang on|wait) )*"
_IT = r"(?:it|they|this|that|this one|that one|this club|the club|this group|the group)"
_ASKS = re.compile(rf"{_BEFORE}(?:is|are|isnt|arent|do|does|will|can|has|have|was) (?:{_IT}|there (?!any|some|anything|one|ones|a |an |another|other|more))\b.*|is there (?:a|an|any) .*")
_STATES = re.compile(rf"{_BEFORE}(?:its|theyre|thats|theres|{_IT})\b(?!.*\b(?:should|must|could|would|need|needs|want|if|has to|have to|for an?|or)\b).*")
_ASKS_ANY = re.compile(rf"{_BEFORE}(?:is|are|isnt|arent|do|does|will|would|can|could|has|have|was|what|whats|which|when|where|wheres|how|who|whos)\b")
_OF_IT = re.compile(r"\b(?:it|they|them|there|theyre|theirs?|staff|thats?|this|these|those|(?:that|this|the \w+) (?:one|club|group|place))\b")
_SOMEBODY = re.compile(r"\b(?:i|im|ive|id|we|us|my|our|your|he|hes|his|she|shes|her|him)\b")
_PRICE = re.compile(r"£\s?\d")
_FACTS = ("day:", "hours", "age", "cost:", "below", "price:", "place", "access:", "language:", "referral:")


def asks_of_card(text: str, new: Question, vocabulary: Vocabulary) -> bool:
    """Whether a short message asks something of the service that was opened, in words of a record or of a place that people go to."""
    plain, asking = " ".join(words_of(text)), vocabulary.raw["asking"]
    if len(plain.split()) > SHORT or set(new.filters.kinds) & {*asking["leisure"], *asking["whatever"]} or not _ASKS.fullmatch(plain) or is_process(text, vocabulary):
        return False
    return bool(new.chips or new.denied or _words(vocabulary).search(plain))


def asks_of_shown(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a short question is about what was shown, whatever it asks: "do they like dogs", "what room is it in"."""
    plain = " ".join(words_of(text))
    return len(plain.split()) <= SHORT and bool(_ASKS_ANY.match(plain) and _OF_IT.search(plain)) and not is_process(text, vocabulary) and not concerns_other(text)


def says_otherwise(text: str, new: Question) -> bool:
    """Whether a short message says what the service is or does, so that its record may be wrong; nobody is named in it, and nothing wished."""
    plain = " ".join(words_of(text))
    if "?" in text or len(plain.split()) > SHORT or not _STATES.fullmatch(plain) or _SOMEBODY.search(plain):
        return False
    said = {chip.key for chip in new.chips} | set(new.denied)
    return bool(_PRICE.search(text)) or any(key.startswith(_FACTS) for key in said)


@lru_cache(maxsize=4)
def _words(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(' '.join(words_of(str(word)))) for word in vocabulary.raw['asking']['next']['of_card'])})\b")
