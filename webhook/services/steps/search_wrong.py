""" "This is wrong" said of a list: which one it is, what is wrong with it, and what they add afterwards."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.directory.lists import speaker_for
from webhook.services.directory.next import WRONG, next_step, says_gone, says_wrong
from webhook.services.directory.reports import AWAIT_REPORT, AWAIT_TOLD, AWAIT_WRONG, add_to_report, add_to_told, hear_before_which, report_other, report_turn
from webhook.services.directory.state import Search
from webhook.services.directory.vocabulary import Vocabulary
from webhook.services.steps.plain import number_picked
from webhook.services.steps.search_meant import CORRECTS, find_meant, named_here, pick
from webhook.services.steps.search_turns import search_turn
from webhook.services.turn.heard import Heard, Reply, Turn

_LETS_GO = re.compile(
    r"\W*(?:(?:oh|ok|no|sorry|actually)\W+)*(?:never ?mind|nothing|forget it|leave it|it'?s (?:fine|ok|okay|nothing)|no|my mistake|ignore that|cancel that)\W*", re.IGNORECASE
)
FEW = 3  # words that say that something is wrong and not what: "this is wrong"


def follow_wrong(parts: Parts, heard: Heard, search: Search, vocabulary: Vocabulary) -> Turn | None:
    """The report of a record, or more of it; None for a message that reports nothing."""
    awaiting, wrong = heard.conversation.awaiting or "", next_step(heard.text, vocabulary) == WRONG
    if awaiting.startswith((AWAIT_WRONG, AWAIT_REPORT)) and _LETS_GO.fullmatch(heard.text):
        return search_turn([Reply(speaker_for(parts, heard.channel).say("place_kept"))])
    if awaiting.startswith(AWAIT_REPORT) and (other := CORRECTS.fullmatch(heard.text)) and (named := number_picked(other[1], len(search.shown))) is not None:
        return report_other(parts, heard, search.shown[named])
    if awaiting.startswith(AWAIT_REPORT) and not wrong and (turn := add_to_report(parts, heard, vocabulary)) is not None:
        return turn
    if not search.shown:
        return None
    if awaiting.startswith(AWAIT_TOLD) and (turn := add_to_told(parts, heard, search.shown, named_here(parts, heard, search))) is not None:
        return turn
    if awaiting.startswith(AWAIT_WRONG) and (picked := pick(parts, heard, search)) is not None:
        return report_turn(parts, heard, search.shown[picked], bare=True)
    if awaiting.startswith(AWAIT_WRONG) and find_meant(parts, heard, search) is None and (turn := hear_before_which(parts, heard, vocabulary)) is not None:
        return turn
    if not wrong and not says_wrong(heard.text, vocabulary) and not says_gone(heard.text, vocabulary):
        return None
    named = find_meant(parts, heard, search)
    return report_turn(parts, heard, search.shown[named] if named is not None else None, bare=wrong or len(heard.text.split()) <= FEW)
