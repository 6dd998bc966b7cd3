"""What a short reply wants of the list of services that stands, where it was learnt and not read."""

from __future__ import annotations

import re
from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.services.directory.card import asks_of_shown
from webhook.services.directory.next import CHEAPER, CLOSER, MORE, TEXT, adds_to, say_filters, words_to_send
from webhook.services.directory.reports import report_turn
from webhook.services.directory.search import read_for
from webhook.services.directory.state import Search, refine
from webhook.services.directory.vocabulary import Vocabulary, load_vocabulary
from webhook.services.steps.search import answer_search, find_standing
from webhook.services.steps.search_meant import find_meant
from webhook.services.steps.search_turns import list_turn, one_turn, which_turn
from webhook.services.turn.heard import Heard, Turn

STEPS = {"more": MORE, "text_me": TEXT}
_NTH = {"1st": "first", "2nd": "second", "3rd": "third"}
_LAST = re.compile(r"\b(?:the )?(?:last|bottom) (?:one|club|group|place)\b|\bthe (?:last|bottom)\b", re.IGNORECASE)
_SIDES = (
    (CLOSER, re.compile(r"\b(?:near\w*|clos\w+|local|far|miles|walk\w*|travel\w*|trek)\b", re.IGNORECASE)),
    (CHEAPER, re.compile(r"\b(?:cheap\w*|free|cost\w*|afford\w*|dear|expensive|pric\w+|money|pay\w*|skint)\b|\u00a3", re.IGNORECASE)),
)


def hear_of_list(parts: Parts, heard: Heard, act: str, certain: bool) -> Turn | None:
    """More, to the phone, another filter, about one of them, or that one is wrong."""
    vocabulary = load_vocabulary(parts.settings.content_dir)
    search = find_standing(parts, heard, vocabulary)
    if search is None or not search.shown:
        return None
    if act in STEPS:
        return answer_search(parts, replace(heard, text=words_to_send(STEPS[act], vocabulary)))
    if act == "refine":
        return _refine(parts, heard, search, vocabulary)
    which = _find_meant(parts, heard, search)
    if act == "wrong":
        return report_turn(parts, heard, search.shown[which] if which is not None else None, bare=False)
    return which_turn(parts, heard, search) if which is None else one_turn(parts, heard, search, which, vocabulary, asked="?" in heard.text or asks_of_shown(heard.text, vocabulary))


def _refine(parts: Parts, heard: Heard, search: Search, vocabulary: Vocabulary) -> Turn | None:
    """The filters that are named, whatever else is said; without any, nearer or cheaper. Nothing where neither is named."""
    said = say_filters(heard.text, vocabulary)
    new = read_for(parts, said)
    if new.chips:
        question = refine(search.question, replace(new, words=()), vocabulary, adds=adds_to(said))
        return list_turn(parts, heard, replace(search, question=question, start=0), vocabulary)
    step = next((step for step, pattern in _SIDES if pattern.search(heard.text)), None)
    return answer_search(parts, replace(heard, text=words_to_send(step, vocabulary))) if step else None


def _find_meant(parts: Parts, heard: Heard, search: Search) -> int | None:
    """Which of those shown is meant, from 0: the last of them, else as `find_meant` reads it, "1st" too."""
    text = " ".join(_NTH.get(word.lower(), word) for word in heard.text.split())
    return len(search.shown) - 1 if _LAST.search(text) else find_meant(parts, replace(heard, text=text), search)
