"""The turns of a search: a list for a question, all about one service, which one is meant; and whether a question stands by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.directory.asking import topic_of
from webhook.services.directory.filters import Question
from webhook.services.directory.lists import ROOM_FOR_FEELING, list_replies, one_replies, speaker_for
from webhook.services.directory.next import (
    SHORT,
)
from webhook.services.directory.search import find_shown
from webhook.services.directory.state import Search, for_sibling, left_out, other_ages, other_kinds, refine, to_plain, unmet_keys
from webhook.services.directory.vocabulary import Vocabulary
from webhook.services.render.situation import soften
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.directory_use import UnmetNeed, keep_search_state

AWAITING, AWAIT_PLACE = "search", "search:place"


def new_list_turn(parts: Parts, heard: Heard, search: Search | None, question: Question, vocabulary: Vocabulary) -> Turn:
    """A list for a question: with the filters of the search that stands, or afresh; then what is left out is said."""
    if search is None:
        return list_turn(parts, heard, Search(question), vocabulary)
    if not _starts_afresh(heard.text, search.question, question):
        return list_turn(parts, heard, Search(refine(search.question, question, vocabulary)), vocabulary)
    return list_turn(parts, heard, Search(question), vocabulary, left=left_out(search.question, question))


def sibling_turn(parts: Parts, heard: Heard, search: Search, new: Question, vocabulary: Vocabulary) -> Turn:
    """The list for a brother or sister: where and when it was looked for, what is said of this child, and what is left out."""
    question = refine(for_sibling(search.question, vocabulary), new, vocabulary)
    return list_turn(parts, heard, Search(question, nearest=search.nearest), vocabulary, left=left_out(search.question, question))


def _starts_afresh(text: str, old: Question, new: Question) -> bool:
    """Whether a search takes nothing over from the one before: a long one, one for a child of another age, or one for something else that says where or for whom."""
    if len(text.split()) > SHORT:
        return True
    if other_ages(old, new):
        return bool(new.words or new.filters.kinds or new.whatever or new.unmentioned)
    return is_whole(text, new) and other_kinds(old, new)


def is_whole(text: str, question: Question) -> bool:
    """Whether a search stands by itself: what, and where or for whom. Else it goes with the one before."""
    filters = question.filters
    said = question.unknown_place or any((filters.place, filters.age, filters.needs, filters.languages, filters.within_km))
    return len(text.split()) > SHORT or bool(said and (question.words or filters.kinds or question.whatever))


def list_turn(parts: Parts, heard: Heard, search: Search, vocabulary: Vocabulary, *, more: bool = False, feeling: bool = True, left: Sequence[str] = ()) -> Turn:
    """The list for a search, which is kept with what it shows; what was looked for in vain is counted."""
    search = replace(search, nearest=search.nearest and search.question.filters.place is not None)
    room = ROOM_FOR_FEELING if heard.lane == "gentle" and feeling else 0
    replies, after, met = list_replies(parts, heard.channel, search, more=more, room=room, left=left)
    turn = search_turn(replies, topic=topic_of(search.question, vocabulary))
    turn.effects.append(lambda session: keep_search_state(session, heard.conversation.id, to_plain(after), heard.now))
    if not met and not heard.conversation.trial:
        need: dict[str, Any] = {"filters": unmet_keys(search.question, vocabulary), "channel": heard.channel, "widened": bool(after.shown), "day": local_date(heard.now)}
        turn.effects.append(lambda session: session.add(UnmetNeed(**need)))
    if feeling:
        soften(parts.content, heard, turn)
    return turn


def one_turn(parts: Parts, heard: Heard, search: Search, picked: int, vocabulary: Vocabulary, *, asked: bool = False) -> Turn | None:
    """All about one of those shown. `asked`: something of it was asked that its record may not say."""
    hit = find_shown(parts, search.question, search.shown[picked])
    if hit is None:  # withdrawn since
        return list_turn(parts, heard, replace(search, start=0), vocabulary)
    after = replace(search, looking_at=hit.service.id)

    def keep(session: Session) -> None:
        keep_search_state(session, heard.conversation.id, to_plain(after), heard.now)

    turn = search_turn(one_replies(parts, heard.channel, search, hit, asked=asked), topic=topic_of(search.question, vocabulary))
    turn.effects.append(keep)
    return turn


def which_turn(parts: Parts, heard: Heard, search: Search) -> Turn:
    """Which of those shown is meant."""
    count = len(search.shown)
    return search_turn([Reply(speaker_for(parts, heard.channel).say("pick_number" if count > 1 else "pick_only", count=count))])


def search_turn(replies: list[Reply], awaiting: str = AWAITING, topic: str | None = None) -> Turn:
    """A turn after which the list stands, or the question we asked of it."""
    changes = {"options": [], "unsure_count": 0, "awaiting": awaiting, "last_topic": None}
    return Turn(lane="lookup", topics=[topic] if topic else [], replies=replies, changes=changes)
