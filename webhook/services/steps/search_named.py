"""A question about one service of the list that is called by its name and was not shown before: "is the Minecraft club still on", "what's the number of the art studio".

Only of what people go to in their free time: a Blue Badge or SENDIASS asked for by name has an answer of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.services.directory.asking import is_process
from webhook.services.directory.filters import Question
from webhook.services.directory.next import LEAST_LETTERS
from webhook.services.directory.search import Hit, find_for
from webhook.services.directory.state import Search, to_plain
from webhook.services.directory.vocabulary import Vocabulary, words_of
from webhook.services.directory.words import words_of_services
from webhook.services.personal.names import load_words
from webhook.services.steps.search_follow import follow_list
from webhook.services.steps.search_turns import one_turn
from webhook.services.turn.heard import Heard, Turn
from webhook.store.directory_use import keep_search_state

LONGEST, LOOKED_AT, FEW_HAVE = 16, 5, 12  # words of such a question; services looked at; services that may have a word that tells one from others
_ASKS = re.compile(
    r"(?:(?:hi|hello|hiya|hey|ok|okay|please|pls|and|so|sorry) )*(?:(?:do|did) (?:you|u) know (?:if|when|where|what|who|how|about)|(?:can|could) (?:you|u) tell me|tell me|more about|info on"
    r"|information (?:on|about)|is|are|does|do|when|where|wheres|whens|what|whats|how|who|whos|can|has|have)\b(?! (?:there|any|some|you|u|i need)\b)"
)
_AROUND = frozenset(["the", "that", "this", "your", "sample", "and", "n", "club", "clubs", "group", "session", "sessions", "class", "studio", "night", "room"])
_ONE_OF_MANY = ("a", "an", "another", "any", "some")  # "what is a youth club" asks of none by name
_EXPLAINED = frozenset(["short_breaks", "parenting_course"])  # kinds that are a topic too: asked for by name, the topic is meant
_OWNED = re.compile(r"(?:number|phone|address|postcode|website|email|times?|prices?|opening|hours|ages?)")


def answer_of_named(parts: Parts, heard: Heard, vocabulary: Vocabulary) -> Turn | None:
    """What is asked of a service that is called by its name; its card, where that is no one fact. None for anything else."""
    said = words_of(heard.text)
    if heard.form_open or len(said) > LONGEST or not _ASKS.match(" ".join(said)) or is_process(heard.text, vocabulary):
        return None
    if all(word in load_words(parts.settings.content_dir).common for word in said):
        return None  # words of every answer name no service: nothing is looked up for a plain question
    hit = _find_called(parts, said, vocabulary)
    name = _span(said, hit.service.name) if hit is not None else slice(0, 0)
    if hit is None or (name.start and said[name.start - 1] in _ONE_OF_MANY):
        return None
    search = Search(Question(words=(), said=()), shown=(hit.service.id,), looking_at=hit.service.id)
    after = said[name.stop : name.stop + 1]
    text = " ".join([*said[: name.start], "their" if after and _OWNED.fullmatch(after[0]) else "it", *said[name.stop :]])
    turn = follow_list(parts, replace(heard, text=text, masked=text), search, vocabulary) or one_turn(parts, heard, search, 0, vocabulary, asked=True)
    if turn is not None:
        turn.effects.insert(0, lambda session: keep_search_state(session, heard.conversation.id, to_plain(search), heard.now))
    return turn


def _find_called(parts: Parts, said: list[str], vocabulary: Vocabulary) -> Hit | None:
    """The only service whose name has a word of the message that few have, beside another word of its name."""
    known, asking = words_of_services(parts), vocabulary.raw["asking"]
    rare = tuple(word for word in dict.fromkeys(said) if 0 < known.get(word, 0) <= FEW_HAVE and len(word) >= LEAST_LETTERS)
    if not rare:
        return None
    free_time, found = {*asking["whatever"], *asking["leisure"]}, find_for(parts, Question(words=rare, said=rare), limit=LOOKED_AT).hits
    hits = [hit for hit in found if hit.kinds & free_time and not hit.kinds & _EXPLAINED and _is_called(said, hit.service.name, rare)]
    return hits[0] if len(hits) == 1 else None


def _is_called(said: list[str], name: str, rare: tuple[str, ...]) -> bool:
    words, span = words_of(name), _span(said, name)
    named = said[span.start : span.stop]
    return any(word in named and word in words for word in rare) and len([word for word in named if word in words]) >= 2


def _span(said: list[str], name: str) -> slice:
    """Where the words of a name stand in a message, with "the" and "club" around them: the longest run that has one of its own."""
    words, best, start = set(words_of(name)), slice(0, 0), None
    for at, word in enumerate([*said, ""]):
        if word in words or word in _AROUND:
            start = at if start is None else start
        elif start is not None:
            own = sum(one in words for one in said[start:at])
            best = slice(start, at) if own > sum(one in words for one in said[best]) else best
            start = None
    return best
