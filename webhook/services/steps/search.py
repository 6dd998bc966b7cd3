"""The directory in a conversation: when a message looks for a service it is searched, and what is typed next refines the search.

Comes after danger, STOP, people and languages. A search needs no dialogue model. A message that asks something else too is answered first, and the
list follows (`add_search`). `awaiting` is "search" while a list stands, with a step behind it when we asked something: number, place, wrong, report.
In the middle of the identity check a search is answered too, and the check asks again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from understanding.splitter import split_message
from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.directory.asking import BOTH, SEARCH, asks_for, split_sentences, topic_of
from webhook.services.directory.card import asks_of_shown
from webhook.services.directory.facts import OF_PLACES, fact_asked
from webhook.services.directory.lists import SHOWN
from webhook.services.directory.next import BACK, CHEAPER, CLOSER, TEXT, after_thanks, asks_contact, asks_of_number, next_step, refines, say_filters
from webhook.services.directory.search import read_for
from webhook.services.directory.sibling import name_child
from webhook.services.directory.spelling import spell_short
from webhook.services.directory.state import Search, from_plain
from webhook.services.directory.vocabulary import Vocabulary, load_vocabulary
from webhook.services.directory.wish import find_named, read_wish
from webhook.services.identity.check_question import check_question
from webhook.services.steps.search_follow import follow_list, unlisted_turn
from webhook.services.steps.search_named import answer_of_named
from webhook.services.steps.search_turns import AWAITING, is_whole, list_turn, new_list_turn
from webhook.services.turn.heard import Heard, Turn
from webhook.services.turn.told_topics import find_told_topics
from webhook.store.directory_use import find_search_time, has_services, read_search_state
from webhook.store.inbox import list_said

LEAST_ASKED = 3  # words of a question of its own
_LEANS = re.compile(r"\b(?:it|that|they|them|those|these|one|ones|there)\b(?: (?:cost|open|take|is|are|please|pls))?\W*$", re.IGNORECASE)  # "and how much is it"
_THE_LIST = re.compile(r"\blist\b", re.IGNORECASE)
LATELY, BEHIND = timedelta(minutes=30), 2  # how long ago a list may be, and how many answers may have come after it
OF_LISTS = ("place", "within", "day", "hours", "cost:", "below", "price:")
ANSWERED, UNSURE = ("answer", "gentle"), ("clarify", "out_of_scope")


def answer_search(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn: what follows a list, or a new search; else nothing, perhaps with a note that a list may belong under the answer."""
    spelled = replace(heard, text=name_child(spell_short(after_thanks(heard.text))))
    turn = _search(parts, spelled)
    heard.search, heard.about_list, heard.beside = spelled.search, spelled.about_list, spelled.beside
    return turn


def _search(parts: Parts, heard: Heard) -> Turn | None:
    if "urgent_today" in heard.flags or heard.intent is not None or _is_for_check(heard):
        return None  # an intent: a choice of what was just offered
    vocabulary = load_vocabulary(parts.settings.content_dir)
    search = find_standing(parts, heard, vocabulary) or _standing_behind(parts, heard, vocabulary)
    if search is not None and (turn := follow_list(parts, heard, search, vocabulary)) is not None:
        return _then_check(parts, heard, turn)
    if (turn := answer_of_named(parts, heard, vocabulary)) is not None:
        return turn
    asked = asks_for(heard.text, vocabulary, local_date(heard.now))
    if asked is None and asks_contact(heard.text, vocabulary) and (named := find_named(parts, heard.text, vocabulary)) is not None:
        return _then_check(parts, heard, list_turn(parts, heard, Search(named), vocabulary))
    if asked is None or not _has_services(parts):
        return None
    if asked != SEARCH:
        heard.search = asked
        heard.beside = _split_search(heard, vocabulary) if asked == BOTH and heard.lane is None and not heard.flags and not heard.form_open else None
        return None
    if parts.content.troubles & set(find_told_topics(parts, heard, [])):
        return None  # a child without school is answered before clubs are looked for
    return _then_check(parts, heard, new_list_turn(parts, heard, search, read_wish(parts, heard.text, vocabulary), vocabulary))


def _split_search(heard: Heard, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The question, masked, and the search of a message that is both: each is read by itself. None where one leans on the other: "and how much is it"."""
    said, masked, today = split_sentences(heard.text), split_sentences(heard.masked), local_date(heard.now)
    searches = [asks_for(part, vocabulary, today) == SEARCH for part in said]
    if len(said) != len(masked) or all(searches) or not any(searches):
        return None
    asked = ". ".join(part.strip() for part, search in zip(masked, searches, strict=True) if not search)
    if len(asked.split()) < LEAST_ASKED or _LEANS.search(asked) or not any(part.asks for part in split_message(asked)):
        return None
    return asked, ". ".join(part.strip() for part, search in zip(said, searches, strict=True) if search)


def _add_beside(parts: Parts, heard: Heard, turn: Turn, looked_for: str) -> Turn:
    """The list of a search that stood beside a question, under its answer; the list alone where there was none."""
    vocabulary = load_vocabulary(parts.settings.content_dir)
    added = list_turn(parts, heard, Search(read_wish(parts, looked_for, vocabulary)), vocabulary, feeling=False)
    if turn.lane in ("clarify", "small_talk") or not turn.replies:
        return added
    turn.replies = [*turn.replies, *added.replies]
    turn.effects += added.effects
    turn.changes |= {"awaiting": AWAITING, "options": []}
    return turn


def add_search(parts: Parts, heard: Heard, turn: Turn) -> Turn:
    """After the dialogue model: the list under its answer, where the answer is about something that is listed; instead of it, where there was none."""
    if turn.lane == "small_talk" and (heard.conversation.awaiting or "").startswith(AWAITING) and not turn.changes.get("awaiting"):
        turn.changes["awaiting"] = AWAITING  # "thanks" ends no list
    if turn.lane in UNSURE and heard.search is None and heard.lane is None and not heard.flags and (told := answer_unlisted(parts, heard)) is not None:
        return told
    if heard.beside is not None and turn.lane in (*ANSWERED, *UNSURE, "small_talk"):
        return _add_beside(parts, heard, turn, heard.beside[1])
    if heard.search is None or not turn.replies:
        return turn
    vocabulary = load_vocabulary(parts.settings.content_dir)
    question = read_wish(parts, heard.text, vocabulary)
    listed = {*vocabulary.raw["asking"]["listed"], *([topic_of(question, vocabulary)] if heard.search == BOTH else [])}
    if turn.lane in UNSURE and not turn.topics and heard.search == BOTH:
        return _then_check(parts, heard, list_turn(parts, heard, Search(question), vocabulary))
    if turn.lane not in ANSWERED or not listed & set(turn.topics) or len(turn.topics) - turn.perhaps > 1:  # two answers in one go are enough to read
        return turn
    added = list_turn(parts, heard, Search(question), vocabulary, feeling=False)
    asked = check_question(parts, heard)
    turn.replies = [*(reply for reply in turn.replies if asked is None or reply.text != asked.text), *added.replies]
    turn.effects += added.effects
    turn.changes |= {"awaiting": AWAITING, "options": []}
    return _then_check(parts, heard, turn)


def answer_unlisted(parts: Parts, heard: Heard) -> Turn | None:
    """A question about what was shown that no record and no answer of ours has: said so, with how to ask them. None for what may be about anything else."""
    vocabulary = load_vocabulary(parts.settings.content_dir)
    search = find_standing(parts, heard, vocabulary) if not heard.form_open and asks_of_shown(heard.text, vocabulary) else None
    return unlisted_turn(parts, heard, search) if search is not None and search.shown else None


def _is_for_check(heard: Heard) -> bool:
    """Whether a message in the middle of the identity check is a detail for it."""
    return heard.form_open and bool(set(heard.personal_kinds) - {"postcode", "name"})


def _then_check(parts: Parts, heard: Heard, turn: Turn) -> Turn:
    """After a search in the middle of the identity check its open question again, unless the search asks something itself."""
    asked = check_question(parts, heard)
    if asked is not None and turn.changes.get("awaiting") == AWAITING:
        turn.replies.append(asked)
    return turn


def find_standing(parts: Parts, heard: Heard, vocabulary: Vocabulary) -> Search | None:
    """The search whose list was our last word, if it was."""
    if not (heard.conversation.awaiting or "").startswith(AWAITING):
        return None
    with parts.db.reading() as session:
        raw = read_search_state(session, heard.conversation.id)
    return from_plain(raw, vocabulary) if raw else None


def _standing_behind(parts: Parts, heard: Heard, vocabulary: Vocabulary) -> Search | None:
    """The search of a list with one or two answers after it, where a message can only mean that list: "cheaper", "any on sundays"."""
    back = next_step(heard.text, vocabulary) == BACK and _THE_LIST.search(heard.text) is not None
    if heard.conversation.awaiting or heard.form_open or not (back or (not heard.conversation.options and _leans_on_list(parts, heard, vocabulary))):
        return None
    with parts.db.reading() as session:
        shown_at = find_search_time(session, heard.conversation.id)
        if shown_at is None or heard.now - shown_at > LATELY:
            return None
        between = [said.lane for said in list_said(session, heard.conversation.id, shown_at) if said.lane is not None]
        raw = read_search_state(session, heard.conversation.id)
    near = len(between) <= BEHIND and set(between) <= {*ANSWERED, "small_talk"}
    return from_plain(raw, vocabulary) if raw and (back or near) else None


def has_list_behind(parts: Parts, heard: Heard) -> bool:
    """Whether a list of services was shown a short while ago."""
    with parts.db.reading() as session:
        shown_at = find_search_time(session, heard.conversation.id)
    return shown_at is not None and heard.now - shown_at <= LATELY


def _leans_on_list(parts: Parts, heard: Heard, vocabulary: Vocabulary) -> bool:
    """Whether a message is a step of a list, a filter of where, when or for how much, or a fact of one of its places, and nothing else."""
    if next_step(heard.text, vocabulary) in (CLOSER, CHEAPER, TEXT):
        return True
    if (fact := fact_asked(heard.text, vocabulary)) is not None and (fact in OF_PLACES or asks_of_number(heard.text, SHOWN, vocabulary) is not None):
        return True
    new = read_for(parts, said := say_filters(heard.text, vocabulary))
    return any(chip.key.startswith(OF_LISTS) for chip in new.chips) and refines(said, new, vocabulary) and not is_whole(said, new)


def _has_services(parts: Parts) -> bool:
    with parts.db.reading() as session:
        return has_services(session)
