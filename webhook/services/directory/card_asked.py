"""A day or an age asked of the one service that is opened ("is it open on saturdays", "can a 3 year old go"): which line of its record says it, and whether that is a yes."""

from __future__ import annotations

import re

from webhook.services.directory.asking import is_process
from webhook.services.directory.facts import AGES, WHEN
from webhook.services.directory.filters import Filters, Question
from webhook.services.directory.next import SHORT
from webhook.services.directory.search import Hit
from webhook.services.directory.vocabulary import Vocabulary, words_of
from webhook.services.render.directory import CLOSED

_BEFORE = r"(?:(?:no|but|and|so|ok|okay|great|thanks|actually|sorry|oh|hi|hello|well|um|er) )*"
_HE_IS = r"(?:(?:hes|shes|theyre|he is|she is|they are|my \w+ is|my \w+s) (?:only |just |nearly |almost )?\w+(?: years? old)? (?:and |so )?)?"
_ASKS = re.compile(
    rf"{_BEFORE}(?:(?:is|are|isnt|arent|do|does|will|would|can|could|has|have) (?:it|they|this|that|these|this one|that one"
    r"|there (?!any|some|anything|one|ones|a |an |another|other|more))\b.*"
    rf"|{_HE_IS}(?:is|are|can|could|may|will|would|do|does)\b.* (?:go|come|join|attend|too (?:young|old|little|small|big)|old enough|allowed|welcome|ok|okay)\b.*"
    r"|open(?:ed|ing)? .+|(?:whats|what is|what do they have|anything|something) (?:on |happening )?there\b.*)"
)
_OPEN_NOW = re.compile(  # the hours, where no day is named
    rf"{_BEFORE}(?:(?:is|are) (?:it|they|this|that|this one|that one|there) (?:still |even )?(?:open|shut|closed) (?:now|right now|rn|at the moment|atm)"
    r"|(?:when|what time) (?:do|does|will) (?:it|they|this|that) (?:open|shut|close)(?: up)?|(?:till|until) (?:when|what time) (?:is it|are they) open|how late (?:is it|are they) open)"
    r"(?: (?:please|pls|then))*"
)
_NO_PROCESS = re.compile(r"\b(?:open (?:on )?(?:today|now|tomorrow|tonight|\w+days?)|do anything)\b")  # of an office, of a council that does nothing: here it is asked of the service
_AROUND = """
    open opened anything something stuff things on happening still there
    come go join attend run running allowed welcome ok okay suitable closed shut session sessions young old little small big enough meet work
"""
_SMALL = frozenset(_AROUND.split())
_KINDS = {"day": WHEN, "hours": WHEN, "age": AGES}
_SOON = frozenset(("today", "tomorrow", "tonight"))
_PLAIN = """
    anything something still then
    is are do does can could may will would it they this that there on at open opened run running have has session sessions a an the for of and in to be there s
    he she we i you them him her my our son daughter boy girl child children kid kids go come join attend take takes accept ok okay allowed welcome please pls so but thanks
    year years yr yrs yo yos old olds aged age hes shes under over
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
"""
_WORDS = frozenset(_PLAIN.split())
_NUMBER = re.compile(r"\d{1,2}(?:s|yo|yos|yrs?)?")


def line_asked(text: str, new: Question, vocabulary: Vocabulary) -> str | None:
    """Which line of the card a short question asks for: a day, a time of day or an age, and nothing else is named in it. None for any other."""
    plain = " ".join(words_of(text))
    if _OPEN_NOW.fullmatch(plain):
        return WHEN
    facts = {_KINDS.get(chip.key.partition(":")[0]) for chip in new.chips}
    if len(facts) != 1 or new.denied or new.wants_place or new.unknown_place or not set(new.words) <= _SMALL:
        return None
    return facts.pop() if len(plain.split()) <= SHORT and _ASKS.fullmatch(plain) and not is_process(_NO_PROCESS.sub(" ", plain), vocabulary) else None


def yes_of(text: str, asked: Filters, hit: Hit, vocabulary: Vocabulary) -> bool | None:
    """Whether the record says yes or no to it; None where it says neither for certain, or more is asked than a day or an age ("is it every saturday")."""
    days = {str(word) for group in ("days", "day_groups") for day in vocabulary.raw[group].values() for word in day["words"]}
    soon = bool(_SOON & set(words_of(text)))
    if any(word not in _WORDS | _SOON and word not in days and not _NUMBER.fullmatch(word) for word in words_of(text)):
        return None
    if hit.service.record.get("status") == CLOSED or asked.hours is not None:
        return None
    if not asked.days:
        return _of_age(hit, asked.age)
    yes = _on_days(hit, set(asked.days))
    return None if yes and soon else yes  # this very Monday may be a holiday


def _on_days(hit: Hit, asked: set[int]) -> bool | None:
    """By the days of the week alone: a session with a note ("in term time") or without a day is no certain no or yes."""
    sessions = hit.service.record.get("sessions") or []
    if not sessions or any(session.get("note") or not session.get("days") for session in sessions):
        return None
    listed = {int(day) for session in sessions for day in session["days"]}
    return True if asked <= listed else None if asked & listed else False


def _of_age(hit: Hit, asked: tuple[float, float] | None) -> bool | None:
    low, high = hit.service.age_from, hit.service.age_to
    if asked is None:
        return None
    if (low is not None and asked[1] < low) or (high is not None and asked[0] > high):
        return False
    return True if low is not None and high is not None and low <= asked[0] and asked[1] <= high else None
