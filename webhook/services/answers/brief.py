"""How much a short message says: its words of meaning, the topic it names outright, the topics it may be about, or nothing at all.

"ehcp" names a topic; "assessment" could be any of four; "can they do that" says nothing by itself. The names are content (topic_names.yml); here are only
the small words of English, and words so general that they point at nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from webhook.services.answers.content import Content
from webhook.services.turn.heard import Heard

BRIEF = 2  # words of meaning, up to which a message is brief
MOST_WORDS = 8  # of any kind: a longer one has a sentence to be understood by
_SMALL = """
    a an the this that that's these those it its it's they them their they're he him his he's she her she's we us our we're i me my i'm im i've ive you your u ur yours mine
    who who's whos what what's whats when where where's wheres why how which can could do does did done is are am was were be been being will would should shall may might
    must to of in on at for with about from by as and or but so if then than now there here have has had get got getting give given go going gone want wanted need needed any some
    all more much many else also too very really just only even still again ever already please pls plz tell say said says know knows think mean means like let make
    n nd regarding doing happen happened happening up out into over around
"""
_GENERAL = """
    thing things thingy stuff something anything everything someone somebody anyone person people one ones other others another same way bit lot kind sort
    allowed legal lawful right wrong normal
    day days week time times moment lady man woman guy bloke
"""
_SAID_TO_BE_KIND = "yes yeah yep yup y no nope nah not ok okay k hi hello hey hiya morning evening thanks thank thx ta cheers bye goodbye sorry great fine good"
_SMALL_WORDS, _GENERAL_WORDS, _ACTS = frozenset(_SMALL.split()), frozenset(_GENERAL.split()), frozenset(_SAID_TO_BE_KIND.split())
_TO_US = re.compile(r"\b(?:are|can|do|did|could|will|r|who|what) (?:you|u)\b(?! (?:know|mean|see))|\b(?:who|what)(?:'?s| is) (?:this|that|it)\b", re.IGNORECASE)
_NOT_PLAIN = re.compile(r"[\d\[\]@]|[^\x00-\u024f\u2000-\u206f\s]")  # a number, a mask, an address, another script
_NOT = re.compile(r"\b(?:is|are|was|were|has|have|do|does|did|should|would|could|ca|wo)n'?t\b", re.IGNORECASE)
_ALLOWED = re.compile(r"\b(?:can|could|may|should|are|is|was|were) (?:they|he|she|it|this|that|we|i|the \w+)\b|\ballowed\b|\blegal\b", re.IGNORECASE)


def words_of(text: str) -> list[str]:
    """The words and numbers of a message in small letters, hyphens and slashes between them gone."""
    return re.findall(r"[a-z0-9\u00c0-\u024f']+", text.lower().replace("\u2019", "'"))


def meaning_of(text: str) -> list[str]:
    """The words that carry meaning, each without the s of a plural or an owner: "the draft plans" is draft, plan."""
    return [_singular(word) for word in words_of(text) if word not in _SMALL_WORDS]


@lru_cache(maxsize=8192)
def known_meaning(text: str) -> tuple[str, ...]:
    """The same for what is in content, kept: every turn compares a message with all of it. Never for what a person wrote."""
    return tuple(meaning_of(text))


def is_brief(heard: Heard) -> bool:
    """Whether a message stands on one or two words of meaning, so that a model's guess must be near certain before it is answered."""
    words = words_of(heard.masked)
    if heard.form_open or heard.search or not words or len(words) > MOST_WORDS or _NOT_PLAIN.search(heard.masked) or _TO_US.search(heard.masked):
        return False
    return not _ACTS & set(words) and len(_pointing(heard.masked)) <= BRIEF


def is_vague(heard: Heard) -> bool:
    """Whether it points at something and never says what: "can they do that", "it's about the thing from the other day"."""
    words = words_of(heard.masked)
    if heard.form_open or heard.search or heard.lane is not None or len(words) < BRIEF or _NOT_PLAIN.search(heard.masked) or _TO_US.search(heard.masked):
        return False
    return not _ACTS & set(words) and not set(words) - _SMALL_WORDS - _GENERAL_WORDS


def says_only(text: str, known: frozenset[str]) -> bool:
    """Whether a message holds no word of meaning but the known ones ("isn't" is no word of meaning)."""
    return not _pointing(_NOT.sub(" ", text)) - _ACTS - known


def asks_if_allowed(text: str) -> bool:
    """ "Can they do that", "is that allowed"."""
    return bool(_ALLOWED.search(text))


def find_named(content: Content, text: str) -> str | None:
    """The topic whose name the whole message is, small words and plurals aside."""
    said = tuple(meaning_of(text))
    return next((topic for topic, names in content.topic_names.items() if topic in content.answers for name in names if said and known_meaning(name) == said), None)


def find_near(content: Content, text: str) -> list[str]:
    """The topics in whose names or titles a word of the message stands; the more of its words, the earlier."""
    said = _pointing(text)
    found = {topic: len(said & topic_words(content, topic)) for topic in content.answers}
    return sorted((topic for topic, count in found.items() if count), key=lambda topic: -found[topic])


def find_mentioned(content: Content, text: str) -> list[str]:
    """The topics whose answers use a word of the message, in any form; the oftener, the earlier."""
    said = {_stem(word) for word in _pointing(text)}
    found = {topic: sum(stem in said for text in _texts(content, topic) for stem in _known_stems(text)) for topic in content.answers} if said else {}
    return sorted((topic for topic, count in found.items() if count), key=lambda topic: -found[topic])


def topic_words(content: Content, topic: str) -> set[str]:
    """The words of meaning that a topic's names and titles are made of; none for a topic without an answer."""
    answer = content.answers.get(topic)
    names = (answer.plain, answer.title, *content.topic_names.get(topic, ())) if answer else ()
    return {word for text in names for word in known_meaning(text)}


def order_guesses(content: Content, text: str, guesses: list[str]) -> list[str]:
    """What to offer for a brief message: guesses in whose name a word of it stands, the others of that name, the other guesses, then whose answers use it."""
    near = find_near(content, text)
    ordered = [*(topic for topic in guesses if topic in near), *near, *guesses, *find_mentioned(content, text)]
    return list(dict.fromkeys(ordered))


def _pointing(text: str) -> set[str]:
    return {word for word in meaning_of(text) if is_pointing(word)}


def is_pointing(word: str) -> bool:
    """Whether a word of meaning points at anything: "thing", "week" and "allowed" do not."""
    return word not in _GENERAL_WORDS


def answer_words(content: Content, topic: str) -> list[str]:
    """Every word of meaning in an answer, as often as it stands there."""
    return [word for text in _texts(content, topic) for word in known_meaning(text)]


def _texts(content: Content, topic: str) -> list[str]:
    answer = content.answers[topic]
    return [text.web for text in (answer.short, *answer.parts.values())]


@lru_cache(maxsize=8192)
def _known_stems(text: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in known_meaning(text))


def _stem(word: str) -> str:
    """ "funding", "funded" and "fund" are one word."""
    return re.sub(r"(?<=\w{4})(?:ing|ed|e)$", "", word)


def _singular(word: str) -> str:
    bare = word.removesuffix("'s").replace("'", "")
    if bare.endswith("ies") and len(bare) > 4:
        return bare[:-3] + "y"
    return bare[:-1] if bare.endswith("s") and not bare.endswith("ss") and len(bare) > 3 else bare
