"""Questions near to ours of which nothing is checked here: that is said, with where to ask, instead of an answer to something else."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.answers.brief import meaning_of
from webhook.services.turn.also_asked import named_in
from webhook.services.turn.heard import Heard, Reply, Turn

LONGEST = 25  # words: a longer message tells more, and is read whole
_MEALS = re.compile(
    r"\bfree (?:school |hot )?(?:meals?|dinners?|lunch(?:es)?)\b|\bfsm\b|\bschool (?:meals?|dinners?) (?:for )?free\b|\b(?:pay|paying|charge\w*) for (?:his |her "
    r"|their )?school (?:meals?|dinners?|lunch(?:es)?)\b",
    re.IGNORECASE,
)
_IN_HOLIDAYS = re.compile(r"\b(?:holidays?|haf|half.?term|summer|easter|christmas|clubs?|playscheme)\b", re.IGNORECASE)


def answer_school_meals(parts: Parts, heard: Heard) -> Turn | None:
    """ "Is he entitled to free school meals": not what we know; in the holidays it is another question."""
    text = heard.masked
    if heard.form_open or heard.lane not in (None, "gentle") or len(text.split()) > LONGEST or not _MEALS.search(text) or _IN_HOLIDAYS.search(text):
        return None
    if named_in(parts.content, meaning_of(text)):
        return None  # with something else that we do know
    reply = Reply(parts.content.messages["free_school_meals"].on(heard.channel))
    return Turn(lane="out_of_scope", topics=["out_of_scope"], replies=[reply], confidence=0.9, changes={"options": [], "unsure_count": 0, "awaiting": None})
