"""What a message asks of the list that stands: a step ("closer"), one by its number, a filter more or less, that something is wrong; or nothing of it."""

from __future__ import annotations

import re
from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.services.directory.asking import is_process
from webhook.services.directory.card import asks_of_card, says_otherwise
from webhook.services.directory.card_asked import line_asked, yes_of
from webhook.services.directory.facts import OF_EACH, OTHER, SEASON, card_fact_asked, fact_asked, fact_reply, facts_reply
from webhook.services.directory.filters import Filters, Question
from webhook.services.directory.lists import speaker_for
from webhook.services.directory.next import (
    AGAIN,
    AGE,
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
    adds_child,
    adds_to,
    asks_diagnosis,
    asks_for_another,
    asks_for_number,
    asks_for_other,
    asks_nearest,
    asks_of_number,
    asks_what_no_record_says,
    chip_taken_off,
    forgets,
    next_step,
    number_named,
    number_refused,
    place_not_named,
    refines,
    say_filters,
)
from webhook.services.directory.reports import AWAIT_TOLD, AWAIT_WRONG, report_turn
from webhook.services.directory.search import find_shown, read_for
from webhook.services.directory.season_asked import names_those, season_asked
from webhook.services.directory.sibling import is_sibling
from webhook.services.directory.state import Search, cheaper, refine, to_plain, with_child, without, without_denied_days
from webhook.services.directory.texting import AWAIT_SENT, text_list
from webhook.services.directory.vocabulary import Vocabulary, load_vocabulary
from webhook.services.directory.wish import read_wish
from webhook.services.people.handovers import handover_turn
from webhook.services.people.hours_asked import asks_hours
from webhook.services.personal.personal import MASKS
from webhook.services.steps.plain import number_picked
from webhook.services.steps.search_meant import find_meant, named_here, pick
from webhook.services.steps.search_phone import take_phone
from webhook.services.steps.search_turns import AWAIT_PLACE, AWAITING, is_whole, list_turn, new_list_turn, one_turn, search_turn, sibling_turn, which_turn
from webhook.services.steps.search_wrong import follow_wrong
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.directory_use import keep_search_state

_ASKS_BOTH = re.compile(
    r"\b(?:what(?:'?s| is| are| does)|whats|how (?:do|does|can)|who (?:can|is)|am i|do i|does he|does she)\b.{3,60}?\b(?:and|n|&)\b.{0,12}"
    r"\b(?:who|where|which|what|any\w*|is there|are there)\b.*\b(?:near|in|around|round|close to|by)\s+\w",
    re.IGNORECASE,
)
_OTHER_DAYS = re.compile(r"\W*(?:(?:are there|is there|have you got|and|what about|ok|on) )*(?:any |some )?(?:other|different|another) (?:days?|times?)\W*", re.IGNORECASE)
_AN_AGE = re.compile(r"\W*(\d{1,2})\W*")
_ASKS_OF_AGE = re.compile(r"\W*(?:is|are|would|will|am)\b", re.IGNORECASE)  # "is he too old": of the one that is open
AWAIT_AGE = "search:age"
AWAIT_FACT = "search:fact:"  # and the fact: which one it is asked of


def follow_list(parts: Parts, heard: Heard, search: Search, vocabulary: Vocabulary) -> Turn | None:
    """What a message asks of the list that stands; None when it asks something else."""
    awaiting = heard.conversation.awaiting or ""
    if awaiting == AWAIT_AGE and (age := _AN_AGE.fullmatch(heard.text)):
        heard = replace(heard, text=f"age {age[1]}")
    if (turn := take_phone(parts, heard, search, vocabulary)) is not None:
        return turn
    if awaiting == AWAIT_PLACE and (turn := _place_turn(parts, heard, vocabulary)) is not None:
        return turn
    if awaiting.startswith(AWAIT_FACT) and (asked := pick(parts, heard, search)) is not None:
        return _say_fact(parts, heard, search, asked, awaiting.removeprefix(AWAIT_FACT))
    if (turn := follow_wrong(parts, heard, search, vocabulary)) is not None:
        return turn
    if _ASKS_BOTH.search(heard.text):
        return None  # "what's respite and who does it near NW5": an answer and a search of its own
    refused = number_refused(heard.text, len(search.shown), search.shown.index(search.looking_at) if search.looking_at in search.shown else None)
    if refused is not None:
        return list_turn(parts, heard, replace(search, refused=(*search.refused, search.shown[refused]), start=0), vocabulary)
    picked = number_picked(heard.text, len(search.shown))
    if picked is not None:
        return one_turn(parts, heard, search, picked, vocabulary)
    if search.shown and asks_for_other(heard.text):
        others = [place for place, one in enumerate(search.shown) if one != search.looking_at]
        return one_turn(parts, heard, search, others[0], vocabulary) if len(others) == 1 else which_turn(parts, heard, search)
    if (chip := chip_taken_off(heard.text, search.question.chips, vocabulary)) is not None:
        return list_turn(parts, heard, replace(search, question=without(search.question, chip.key, vocabulary), start=0), vocabulary)
    if (days := next((chip for chip in search.question.chips if chip.key.startswith("day:")), None)) and _OTHER_DAYS.fullmatch(heard.text):
        return list_turn(parts, heard, replace(search, question=without(search.question, days.key, vocabulary), start=0), vocabulary)
    if (turn := _fact_turn(parts, heard, search, vocabulary)) is not None:
        return turn
    step = next_step(_without_phone(heard), vocabulary)
    if step is not None and (turn := _step_turn(parts, heard, search, step, vocabulary)) is not None:
        return turn
    if key := asks_what_no_record_says(heard.text, vocabulary):
        return search_turn([Reply(speaker_for(parts, heard.channel).say(key))])
    if search.shown and asks_diagnosis(heard.text, vocabulary):
        return search_turn([Reply(speaker_for(parts, heard.channel).say("no_diagnosis"))])
    if asks_for_number(heard.text) and search.shown and (awaiting in (AWAITING, AWAIT_SENT) or awaiting.startswith((AWAIT_WRONG, AWAIT_FACT, AWAIT_TOLD))) and not heard.form_open:
        return _ask_which(parts, heard, search, awaiting)
    if (named := asks_of_number(heard.text, len(search.shown), vocabulary)) is not None and not heard.form_open:
        return one_turn(parts, heard, search, named, vocabulary)
    said = say_filters(heard.text, vocabulary)
    new = read_for(parts, said)
    if forgets(heard.text):
        new = without_denied_days(new)
    opened = _opened_place(search)
    if opened is not None and not heard.form_open and (line := line_asked(heard.text, new, vocabulary)) is not None:
        return _say_fact(parts, heard, search, opened, line, new.filters)
    if search.looking_at in search.shown and not heard.form_open:
        if says_otherwise(heard.text, new):
            return report_turn(parts, heard, search.looking_at, bare=False)
        if asks_of_card(heard.text, new, vocabulary) or (asks_hours(heard.text) and not new.chips):
            return one_turn(parts, heard, search, search.shown.index(search.looking_at), vocabulary, asked=True)
    heard.about_list = bool(new.chips or new.denied)
    if new.wants_place and len(heard.text.split()) <= SHORT and not new.words and not new.filters.kinds and search.question.filters.place is None:
        return search_turn([Reply(speaker_for(parts, heard.channel).say("ask_place"))], AWAIT_PLACE)
    if is_sibling(heard.text) and len(heard.text.split()) <= 2 * SHORT and not is_process(heard.text, vocabulary):
        return sibling_turn(parts, heard, search, read_wish(parts, said, vocabulary), vocabulary)
    if adds_child(heard.text):
        new = with_child(search.question, new, vocabulary)
    if refines(said, new, vocabulary) and not is_whole(said, new):
        near = replace(
            search,
            question=refine(search.question, replace(new, words=()), vocabulary, adds=adds_to(said)),
            start=0,
            nearest=search.nearest or awaiting == AWAIT_PLACE or asks_nearest(heard.text, vocabulary),
        )
        return list_turn(parts, heard, near, vocabulary)
    if search.shown and not heard.form_open and _asks_access(heard.text, new, vocabulary):
        if len(search.shown) == 1:
            return one_turn(parts, heard, search, 0, vocabulary, asked=True)
        return list_turn(parts, heard, replace(search, question=refine(search.question, new, vocabulary, adds=True), start=0), vocabulary)
    other = read_wish(parts, heard.text, vocabulary)
    return new_list_turn(parts, heard, search, other, vocabulary) if asks_for_another(heard.text, other, vocabulary) else None


def _asks_access(text: str, new: Question, vocabulary: Vocabulary) -> bool:
    """Whether a short question asks of those shown only how they can be got into: "is it step free"."""
    return bool(new.chips) and all(chip.key.startswith("access:") for chip in new.chips) and not new.words and len(text.split()) <= SHORT and not is_process(text, vocabulary)


def _opened_place(search: Search) -> int | None:
    """Where the service that was opened stands among those shown, from 0; the only one that is shown."""
    return search.shown.index(search.looking_at) if search.looking_at in search.shown else 0 if len(search.shown) == 1 else None


def _fact_turn(parts: Parts, heard: Heard, search: Search, vocabulary: Vocabulary) -> Turn | None:
    """One fact of the one that is meant: named by its number, looked at last, or the only one; else we ask which."""
    if search.shown and not heard.form_open and (season := season_asked(heard.text, vocabulary)) is not None:
        meant, those = named_here(parts, heard, search), names_those(heard.text)
        if meant is None and (search.looking_at in search.shown or (those and len(search.shown) == 1)):
            meant = _opened_place(search)
        return None if meant is None and not those else _say_fact(parts, heard, search, meant, f"{SEASON}{season}")
    if search.shown and not heard.form_open and (line := card_fact_asked(heard.text, vocabulary)) is not None:
        meant = find_meant(parts, heard, search)
        return _say_fact(parts, heard, search, 0 if meant is None and len(search.shown) == 1 else meant, line)
    fact = fact_asked(heard.text, vocabulary) if search.shown and not heard.form_open else None
    if fact is None:
        return None
    return _say_fact(parts, heard, search, find_meant(parts, heard, search), fact)


def _ask_which(parts: Parts, heard: Heard, search: Search, awaiting: str) -> Turn:
    """Which one is meant, by somebody whose question waits for it."""
    turn = which_turn(parts, heard, search)
    turn.changes["awaiting"] = awaiting
    return turn


def unlisted_turn(parts: Parts, heard: Heard, search: Search) -> Turn | None:
    """What was asked of the one that is meant and nothing we hold answers: how to ask them; else which one."""
    return _say_fact(parts, heard, search, find_meant(parts, heard, search), OTHER)


def _say_fact(parts: Parts, heard: Heard, search: Search, place: int | None, fact: str, asked: Filters | None = None) -> Turn | None:
    """A fact of one of those shown; where none is meant, of each, or we ask which. `asked`: the day or the age that it is asked for."""
    if place is None and fact.startswith(OF_EACH):
        hits = [hit for service_id in search.shown if (hit := find_shown(parts, search.question, service_id)) is not None]
        return search_turn([facts_reply(parts, heard.channel, hits, fact)]) if len(hits) == len(search.shown) else which_turn(parts, heard, search)
    hit = find_shown(parts, search.question, search.shown[place]) if place is not None else None
    if hit is None:
        return _ask_which(parts, heard, search, f"{AWAIT_FACT}{fact}")
    yes = yes_of(heard.text, asked, hit, load_vocabulary(parts.settings.content_dir)) if asked is not None else None
    turn = search_turn([fact_reply(parts, heard.channel, hit, fact, yes=yes)])
    after = replace(search, looking_at=hit.service.id)
    turn.effects.append(lambda session: keep_search_state(session, heard.conversation.id, to_plain(after), heard.now))
    return turn


def _without_phone(heard: Heard) -> str:
    """A message without the phone number in it: "text me these on 07700 …"."""
    return heard.masked.replace(MASKS["phone"], " ") if "phone" in heard.personal_kinds else heard.text


def _step_turn(parts: Parts, heard: Heard, search: Search, step: str, vocabulary: Vocabulary) -> Turn | None:
    if step in (AGREE, CONTACT):
        return _about_one(parts, heard, search, step, vocabulary)
    say, filters = speaker_for(parts, heard.channel).say, search.question.filters
    if step == AGE:
        return None if _ASKS_OF_AGE.match(heard.text) or heard.form_open else search_turn([Reply(say("ask_age"))], AWAIT_AGE)
    if step == BACK:
        return list_turn(parts, heard, search, vocabulary)
    if step == AGAIN:
        return replace(search_turn([Reply(say("new_search"))]), changes={"options": [], "unsure_count": 0, "awaiting": None, "last_topic": None})
    if step in (MORE, NONE):
        return list_turn(parts, heard, replace(search, start=search.start + len(search.shown)), vocabulary, more=True)
    if step == TEXT:
        return text_list(parts, heard, search) if not heard.form_open else search_turn([Reply(say("no_texts"))])  # a number would be taken for the check's
    if step == CLOSER:
        if filters.place is None:
            return search_turn([Reply(say("ask_place"))], AWAIT_PLACE)
        return search_turn([Reply(say("nearest_already"))]) if search.nearest else list_turn(parts, heard, replace(search, nearest=True, start=0), vocabulary)
    assert step == CHEAPER
    if filters.free:
        return search_turn([Reply(say("cheapest_already"))])
    return list_turn(parts, heard, replace(search, question=cheaper(search, vocabulary), start=0), vocabulary)


def _about_one(parts: Parts, heard: Heard, search: Search, step: str, vocabulary: Vocabulary) -> Turn | None:
    """All about the one that is meant: named by its number, looked at last, or the only one; else we ask which. Nothing where none is shown."""
    if not search.shown and step == AGREE and not heard.form_open:
        return handover_turn(parts, heard, "person")  # "yes" to nothing found: a person was offered
    if not search.shown or heard.form_open or (step == AGREE and not (heard.conversation.awaiting or "").startswith((AWAIT_SENT, AWAIT_TOLD)) and heard.conversation.awaiting != AWAITING):
        return None
    named = number_named(heard.text, len(search.shown)) if step == CONTACT else None
    if named is None and step == CONTACT and search.looking_at in search.shown:
        named = search.shown.index(search.looking_at)
    if named is None and len(search.shown) == 1:
        named = 0
    return which_turn(parts, heard, search) if named is None else one_turn(parts, heard, search, named, vocabulary)


def _place_turn(parts: Parts, heard: Heard, vocabulary: Vocabulary) -> Turn | None:
    """To "near which place?": yes and "home" name none, so we ask once more; who will not say keeps the list. None for all that may be a place, or something else."""
    say, said = speaker_for(parts, heard.channel).say, place_not_named(heard.text, vocabulary)
    if said == HOME or next_step(heard.text, vocabulary) in (AGREE, CLOSER):
        return search_turn([Reply(say("ask_place_again", example=next(iter(vocabulary.raw["places"])).split()[0]))], AWAIT_PLACE)
    return search_turn([Reply(say("place_kept"))]) if said else None
