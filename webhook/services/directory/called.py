"""Whether a message calls a service by its name, also where the words of the name are filters: "relaxed swimming", "parents of autistic children". What is called comes first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from webhook.services.directory.vocabulary import words_of

LEAST, MOST = 2, 12  # words of a name that count as one, beside small ones; words of a message in which a name is looked for
_SMALL = """
    a an and any are at by can do does for from have i in is it me my near of on or our please pls some somewhere something that the there this to us we what where with you your
    sample looking find
"""
_LEFT_OUT = frozenset(_SMALL.split())


def words_called(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a message in which a name may be; none of a long one."""
    said = tuple(word for word in words if word not in _LEFT_OUT)
    return said if LEAST <= len(said) <= MOST else ()


def pairs_of(called: Sequence[str], known: Collection[str]) -> list[tuple[str, str]]:
    """The words side by side by which services are looked up: a name that is called has one of these pairs."""
    return [pair for pair in pairwise(called) if pair[0] != pair[1] and set(pair) <= set(known)]


def is_called(called: Sequence[str], name: str, kinds: Collection[tuple[str, ...]] = ()) -> bool:
    """Whether a message has all words of a name, side by side and in their order; of what comes after its colon ("Family Hubs: quiet stay-and-play") too.

    A name that is a kind of thing ("The Sensory Room") is called only by a message that says nothing else.
    """
    words, tail = _words_of_name(name), _words_of_name(name.rpartition(":")[2])
    if tuple(words_of(name.lower().removeprefix("the "))) in kinds:
        return list(called) == words
    return _stands_in(called, words) or (len(tail) > LEAST and _stands_in(called, tail))


def is_nearly_called(called: Sequence[str], name: str, things: Collection[str]) -> bool:
    """Whether a message says what kind of thing it is as the name does, with the word before it in the name too: "epilepsy group" is the "Epilepsy families' group"."""
    words = set(words_of(name))
    return any(word in things and word in words and before in words for before, word in pairwise(called))


def _words_of_name(name: str) -> list[str]:
    return [word for word in words_of(name) if word not in _LEFT_OUT]


def _stands_in(called: Sequence[str], name: Sequence[str]) -> bool:
    count = len(name)
    return count >= LEAST and any(list(called[at : at + count]) == list(name) for at in range(len(called) - count + 1))
