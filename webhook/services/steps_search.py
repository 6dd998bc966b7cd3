"""The directory in a conversation: when a message looks for a service it is searched, and what is typed next refines the search.

Comes after danger, STOP, people and languages. A search needs no dialogue model. A message that asks something else too is answered first, and the
list follows (`add_search`). `awaiting` is "search" while a list stands, with a step behind it when we asked something: number, place, wrong, report.
In the middle of the identity check a search is answered too, and the check asks again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.directory_asking import BOTH, SEARCH, asks_for, topic_of
from webhook.services.directory_card import asks_of_card, says_otherwise
from webhook.services.directory_filters import Chip, Question
from webhook.services.directory_lists import ROOM_FOR_FEELING, list_replies, one_replies, speaker_for
from webhook.services.directory_next import (
    AGAIN,
    AGREE,
    BACK,
    CHEAPER,
    CLOSER,
    CONTACT,
    HOME,
    MORE,
    NONE,
    SHORT,
    TEXT,
    WRONG,
    adds_to,
    asks_contact,
    asks_diagnosis,
    asks_for_another,
    asks_for_number,
    asks_nearest,
    asks_of_number,
    chip_taken_off,
    next_step,
    number_named,
    number_refused,
    place_not_named,
    refines,
    say_filters,
    says_wrong,
)
from webhook.services.directory_price import say_price
from webhook.services.directory_reports import AWAIT_REPORT, AWAIT_WRONG, add_to_report, report_turn
from webhook.services.directory_search import find_shown, read_for
from webhook.services.directory_state import Search, from_plain, left_out, other_ages, other_kinds, refine, to_plain, unmet_keys, without
from webhook.services.directory_texting import AWAIT_NUMBER, text_list
from webhook.services.directory_vocabulary import Vocabulary, load_vocabulary
from webhook.services.directory_wish import find_named, read_wish
from webhook.services.handovers import handover_turn
from webhook.services.heard import Heard, Reply, Turn
from webhook.services.personal import MASKS
from webhook.services.render_lookup import check_question
from webhook.services.situation import soften
from webhook.services.steps_plain import number_picked
from webhook.store.directory_use import UnmetNeed, has_services, keep_search_state, read_search_state

AWAITING, AWAIT_PLACE = "search", "search:place"
FEW = 3  # words that say that something is wrong and not what: "this is wrong"
ANSWERED, UNSURE = ("answer", "gentle"), ("clarify", "out_of_scope")


def answer_search(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn: what follows a list, or a new search; else nothing, perhaps with a note that a list may belong under the answer."""
    if "urgent_today" in heard.flags or _is_for_check(heard):
        return None
    vocabulary = load_vocabulary(parts.settings.content_dir)
    search = _standing(parts, heard, vocabulary)
    if search is not None and (turn := _follow(parts, heard, search, vocabulary)) is not None:
        return _then_check(parts, heard, turn)
    asked = asks_for(heard.text, vocabulary, local_date(heard.now))
    if asked is None and asks_contact(heard.text, vocabulary) and (named := find_named(parts, heard.text, vocabulary)) is not None:
        return _then_check(parts, heard, _list_turn(parts, heard, Search(named), vocabulary))
    if asked is None or not _has_services(parts):
        return None
    if asked != SEARCH:
        heard.search = asked
        return None
    return _then_check(parts, heard, _search_turn(parts, heard, search, read_wish(parts, heard.text, vocabulary), vocabulary))


def _search_turn(parts: Parts, heard: Heard, search: Search | None, question: Question, vocabulary: Vocabulary) -> Turn:
    """A list for a question: with the filters of the search that stands, or afresh; then what is left out is said."""
    if search is None:
        return _list_turn(parts, heard, Search(question), vocabulary)
    if not _starts_afresh(heard.text, search.question, question):
        return _list_turn(parts, heard, Search(refine(search.question, question, vocabulary)), vocabulary)
    return _list_turn(parts, heard, Search(question), vocabulary, left=left_out(search.question, question))


def _starts_afresh(text: str, old: Question, new: Question) -> bool:
    """Whether a search takes nothing over from the one before: a long one, one for a child of another age, or one for something else that says where or for whom."""
    if len(text.split()) > SHORT:
        return True
    if other_ages(old, new):
        return bool(new.words or new.filters.kinds or new.whatever or new.unmentioned)
    return _is_whole(text, new) and other_kinds(old, new)


def add_search(parts: Parts, heard: Heard, turn: Turn) -> Turn:
    """After the dialogue model: the list under its answer, where the answer is about something that is listed; instead of it, where there was none."""
    if heard.search is None or not turn.replies:
        return turn
    vocabulary = load_vocabulary(parts.settings.content_dir)
    question = read_wish(parts, heard.text, vocabulary)
    listed = {*vocabulary.raw["asking"]["listed"], *([topic_of(question, vocabulary)] if heard.search == BOTH else [])}
    if turn.lane in UNSURE and not turn.topics and heard.search == BOTH:
        return _then_check(parts, heard, _list_turn(parts, heard, Search(question), vocabulary))
    if turn.lane not in ANSWERED or not listed & set(turn.topics) or len(turn.topics) > 1:  # two answers in one go are enough to read
        return turn
    added = _list_turn(parts, heard, Search(question), vocabulary, feeling=False)
    asked = check_question(parts, heard)
    turn.replies = [*(reply for reply in turn.replies if asked is None or reply.text != asked.text), *added.replies]
    turn.effects += added.effects
    turn.changes |= {"awaiting": AWAITING, "options": []}
    return _then_check(parts, heard, turn)


def _is_for_check(heard: Heard) -> bool:
    """Whether a message in the middle of the identity check is an answer to it: a detail, or an objection."""
    return heard.form_open and (heard.intent is not None or bool(set(heard.personal_kinds) - {"postcode", "name"}))


def _then_check(parts: Parts, heard: Heard, turn: Turn) -> Turn:
    """After a search in the middle of the identity check its open question again, unless the search asks something itself."""
    asked = check_question(parts, heard)
    if asked is not None and turn.changes.get("awaiting") == AWAITING:
        turn.replies.append(asked)
    return turn


def _standing(parts: Parts, heard: Heard, vocabulary: Vocabulary) -> Search | None:
    """The search whose list was our last word, if it was."""
    if not (heard.conversation.awaiting or "").startswith(AWAITING):
        return None
    with parts.db.reading() as session:
        raw = read_search_state(session, heard.conversation.id)
    return from_plain(raw, vocabulary) if raw else None


def _has_services(parts: Parts) -> bool:
    with parts.db.reading() as session:
        return has_services(session)


def _is_whole(text: str, question: Question) -> bool:
    """Whether a search stands by itself: what, and where or for whom. Else it goes with the one before."""
    filters = question.filters
    said = question.unknown_place or any((filters.place, filters.age, filters.needs, filters.languages, filters.within_km))
    return len(text.split()) > SHORT or bool(said and (question.words or filters.kinds or question.whatever))


def _follow(parts: Parts, heard: Heard, search: Search, vocabulary: Vocabulary) -> Turn | None:
    """What a message asks of the list that stands; None when it asks something else."""
    awaiting = heard.conversation.awaiting
    if awaiting == AWAIT_NUMBER and "phone" in heard.personal_kinds:
        return text_list(parts, heard, search)
    if awaiting == AWAIT_PLACE and (turn := _place_turn(parts, heard, vocabulary)) is not None:
        return turn
    if (turn := _follow_wrong(parts, heard, search, vocabulary)) is not None:
        return turn
    refused = number_refused(heard.text, len(search.shown), search.shown.index(search.looking_at) if search.looking_at in search.shown else None)
    if refused is not None:
        return _list_turn(parts, heard, replace(search, refused=(*search.refused, search.shown[refused]), start=0), vocabulary)
    picked = number_picked(heard.text, len(search.shown))
    if picked is not None:
        return _one_turn(parts, heard, search, picked, vocabulary)
    if (chip := chip_taken_off(heard.text, search.question.chips, vocabulary)) is not None:
        return _list_turn(parts, heard, replace(search, question=without(search.question, chip.key, vocabulary), start=0), vocabulary)
    step = next_step(_without_phone(heard), vocabulary)
    if step is not None and (turn := _step_turn(parts, heard, search, step, vocabulary)) is not None:
        return turn
    if search.shown and asks_diagnosis(heard.text, vocabulary):
        return _turn([Reply(speaker_for(parts, heard.channel).say("no_diagnosis"))])
    if asks_for_number(heard.text) and search.shown and awaiting in (AWAITING, AWAIT_WRONG) and not heard.form_open:
        return _which(parts, heard, search)
    if (named := asks_of_number(heard.text, len(search.shown), vocabulary)) is not None and not heard.form_open:
        return _one_turn(parts, heard, search, named, vocabulary)
    said = say_filters(heard.text, vocabulary)
    new = read_for(parts, said)
    if search.looking_at in search.shown and not heard.form_open:
        if says_otherwise(heard.text, new):
            return report_turn(parts, heard, search.looking_at, bare=False)
        if asks_of_card(heard.text, new, vocabulary):
            return _one_turn(parts, heard, search, search.shown.index(search.looking_at), vocabulary, asked=True)
    heard.about_list = bool(new.chips or new.denied)
    if new.wants_place and len(heard.text.split()) <= SHORT and not new.words and not new.filters.kinds and search.question.filters.place is None:
        return _turn([Reply(speaker_for(parts, heard.channel).say("ask_place"))], AWAIT_PLACE)
    if refines(said, new, vocabulary) and not _is_whole(said, new):
        near = replace(
            search,
            question=refine(search.question, replace(new, words=()), vocabulary, adds=adds_to(said)),
            start=0,
            nearest=search.nearest or awaiting == AWAIT_PLACE or asks_nearest(heard.text, vocabulary),
        )
        return _list_turn(parts, heard, near, vocabulary)
    other = read_wish(parts, heard.text, vocabulary)
    return _search_turn(parts, heard, search, other, vocabulary) if asks_for_another(heard.text, other, vocabulary) else None


def _without_phone(heard: Heard) -> str:
    """A message without the phone number in it: "text me these on 07700 …"."""
    return heard.masked.replace(MASKS["phone"], " ") if "phone" in heard.personal_kinds else heard.text


def _follow_wrong(parts: Parts, heard: Heard, search: Search, vocabulary: Vocabulary) -> Turn | None:
    awaiting, wrong = heard.conversation.awaiting or "", next_step(heard.text, vocabulary) == WRONG
    if awaiting.startswith(AWAIT_REPORT) and not wrong and (turn := add_to_report(parts, heard, vocabulary)) is not None:
        return turn
    if not search.shown:
        return None
    if awaiting == AWAIT_WRONG and (picked := number_picked(heard.text, len(search.shown))) is not None:
        return report_turn(parts, heard, search.shown[picked], bare=True)
    if not wrong and not says_wrong(heard.text, vocabulary):
        return None
    named = number_named(heard.text, len(search.shown))
    service_id = search.shown[named] if named is not None else search.looking_at
    return report_turn(parts, heard, service_id, bare=wrong or len(heard.text.split()) <= FEW)


def _step_turn(parts: Parts, heard: Heard, search: Search, step: str, vocabulary: Vocabulary) -> Turn | None:
    if step in (AGREE, CONTACT):
        return _about_one(parts, heard, search, step, vocabulary)
    say, filters = speaker_for(parts, heard.channel).say, search.question.filters
    if step == BACK:
        return _list_turn(parts, heard, search, vocabulary)
    if step == AGAIN:
        return replace(_turn([Reply(say("new_search"))]), changes={"options": [], "unsure_count": 0, "awaiting": None, "last_topic": None})
    if step in (MORE, NONE):
        return _list_turn(parts, heard, replace(search, start=search.start + len(search.shown)), vocabulary, more=True)
    if step == TEXT:
        return text_list(parts, heard, search) if not heard.form_open else _turn([Reply(say("no_texts"))])  # a number would be taken for the check's
    if step == CLOSER:
        if filters.place is None:
            return _turn([Reply(say("ask_place"))], AWAIT_PLACE)
        return _turn([Reply(say("nearest_already"))]) if search.nearest else _list_turn(parts, heard, replace(search, nearest=True, start=0), vocabulary)
    assert step == CHEAPER
    if filters.free:
        return _turn([Reply(say("cheapest_already"))])
    return _list_turn(parts, heard, replace(search, question=_cheaper(search, vocabulary), start=0), vocabulary)


def _about_one(parts: Parts, heard: Heard, search: Search, step: str, vocabulary: Vocabulary) -> Turn | None:
    """All about the one that is meant: named by its number, looked at last, or the only one; else we ask which. Nothing where none is shown."""
    if not search.shown and step == AGREE and not heard.form_open:
        return handover_turn(parts, heard, "person")  # "yes" to nothing found: a person was offered
    if not search.shown or heard.form_open or (step == AGREE and heard.conversation.awaiting != AWAITING):
        return None
    named = number_named(heard.text, len(search.shown)) if step == CONTACT else None
    if named is None and step == CONTACT and search.looking_at in search.shown:
        named = search.shown.index(search.looking_at)
    if named is None and len(search.shown) == 1:
        named = 0
    return _which(parts, heard, search) if named is None else _one_turn(parts, heard, search, named, vocabulary)


def _place_turn(parts: Parts, heard: Heard, vocabulary: Vocabulary) -> Turn | None:
    """To "near which place?": yes and "home" name none, so we ask once more; who will not say keeps the list. None for all that may be a place, or something else."""
    say, said = speaker_for(parts, heard.channel).say, place_not_named(heard.text, vocabulary)
    if said == HOME or next_step(heard.text, vocabulary) in (AGREE, CLOSER):
        return _turn([Reply(say("ask_place_again", example=next(iter(vocabulary.raw["places"])).split()[0]))], AWAIT_PLACE)
    return _turn([Reply(say("place_kept"))]) if said else None


def _which(parts: Parts, heard: Heard, search: Search) -> Turn:
    count = len(search.shown)
    return _turn([Reply(speaker_for(parts, heard.channel).say("pick_number" if count > 1 else "pick_only", count=count))])


def _cheaper(search: Search, vocabulary: Vocabulary) -> Question:
    """Less than the dearest of those shown; free ones only, where none of them has a price."""
    below = search.priciest
    price = below is not None and below > 0
    chip = Chip("below", str(vocabulary.raw["chips"]["below"]).format(detail=say_price(below or 0.0))) if price else Chip("cost:free", vocabulary.label("cost", "free"))
    filters = replace(search.question.filters, below=below) if price else replace(search.question.filters, free=True, below=None)
    return replace(search.question, filters=filters, chips=(*(one for one in search.question.chips if one.key not in ("below", "cost:free")), chip))


def _list_turn(parts: Parts, heard: Heard, search: Search, vocabulary: Vocabulary, *, more: bool = False, feeling: bool = True, left: Sequence[str] = ()) -> Turn:
    room = ROOM_FOR_FEELING if heard.lane == "gentle" and feeling else 0
    replies, after, met = list_replies(parts, heard.channel, search, more=more, room=room, left=left)
    turn = _turn(replies, topic=topic_of(search.question, vocabulary))
    turn.effects.append(lambda session: keep_search_state(session, heard.conversation.id, to_plain(after), heard.now))
    if not met and not heard.conversation.trial:
        need: dict[str, Any] = {"filters": unmet_keys(search.question, vocabulary), "channel": heard.channel, "widened": bool(after.shown), "day": local_date(heard.now)}
        turn.effects.append(lambda session: session.add(UnmetNeed(**need)))
    if feeling:
        soften(parts.content, heard, turn)
    return turn


def _one_turn(parts: Parts, heard: Heard, search: Search, picked: int, vocabulary: Vocabulary, *, asked: bool = False) -> Turn | None:
    hit = find_shown(parts, search.question, search.shown[picked])
    if hit is None:  # withdrawn since
        return _list_turn(parts, heard, replace(search, start=0), vocabulary)
    after = replace(search, looking_at=hit.service.id)

    def keep(session: Session) -> None:
        keep_search_state(session, heard.conversation.id, to_plain(after), heard.now)

    turn = _turn(one_replies(parts, heard.channel, search, hit, asked=asked), topic=topic_of(search.question, vocabulary))
    turn.effects.append(keep)
    return turn


def _turn(replies: list[Reply], awaiting: str = AWAITING, topic: str | None = None) -> Turn:
    changes = {"options": [], "unsure_count": 0, "awaiting": awaiting, "last_topic": None}
    return Turn(lane="lookup", topics=[topic] if topic else [], replies=replies, changes=changes)
