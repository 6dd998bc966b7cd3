"""Which one of those shown a message means: by its number, by a word of its name, or the one that was looked at last."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.directory.next import named_by_word, number_named
from webhook.services.directory.search import find_shown
from webhook.services.directory.state import Search
from webhook.services.steps.plain import number_picked
from webhook.services.turn.heard import Heard

CORRECTS = re.compile(r"\W*(?:(?:no|sorry|oh|oops|wait|actually|i mean|i meant|not that one|not that|i said)\W+)+(.{1,30})", re.IGNORECASE)
SHORT_NAME = 5  # words of an answer that names one of those shown


def find_meant(parts: Parts, heard: Heard, search: Search) -> int | None:
    """Which of those shown a message means, from 0: by its number, by a word of its name, or the one that was looked at last."""
    named = number_named(heard.text, len(search.shown))
    if named is None:
        named = find_by_name(parts, heard, search)
    return search.shown.index(search.looking_at) if named is None and search.looking_at in search.shown else named


def named_here(parts: Parts, heard: Heard, search: Search) -> int | None:
    """Which of several shown a message itself names, from 0."""
    named = number_named(heard.text, len(search.shown)) if len(search.shown) > 1 else None
    return find_by_name(parts, heard, search) if named is None else named


def pick(parts: Parts, heard: Heard, search: Search) -> int | None:
    """The answer to "which one?", from 0: its number, or its name."""
    meant = CORRECTS.fullmatch(heard.text)
    picked = number_picked(meant[1] if meant else heard.text, len(search.shown))
    return find_by_name(parts, heard, search) if picked is None and len(heard.text.split()) <= SHORT_NAME else picked


def find_by_name(parts: Parts, heard: Heard, search: Search) -> int | None:
    """Which of those shown a message means by a word of its name."""
    hits = [find_shown(parts, search.question, service_id) for service_id in search.shown]
    return named_by_word(heard.text, [hit.service.name if hit else "" for hit in hits])
