"""What a short reply says while a surgery is booked, offered or kept, where it was learnt and not read: put in the plain words that the booking's own steps read."""

from __future__ import annotations

import re
from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.services.booking.ask import ask_on, begin_booking, list_bookable
from webhook.services.booking.draft import Draft, read_draft
from webhook.services.booking.read import CHANGE, GIVE_UP, STATUS, is_question
from webhook.services.booking.subject import subject_of
from webhook.services.steps.booking_offer import OFFER, has_offer
from webhook.services.steps.booking_own import has_any, start_booking, take_booking
from webhook.services.steps.surgery import hear_surgery
from webhook.services.surgeries.surgeries import TELL
from webhook.services.turn.heard import Heard, Turn

YES, NO, LEAVE, CANNOT_COME, OTHER_DAY, OTHER_TIME, FIRST, SAY_AGAIN = "yes", "no", "leave", "cannot_come", "other_day", "other_time", "first", "say_again"
_FORGET = {LEAVE: "forget it", CANNOT_COME: "forget it"}  # nothing is booked yet
_OTHERS = {OTHER_DAY: "another day", OTHER_TIME: "any other times"}
_FIGURE = re.compile(r"^\W*\d+\W*$")
WORDS: dict[str, dict[str, str]] = {  # by the step that is open: what the act is in plain words; an act that is not there is not read
    "date": {**_FORGET, OTHER_DAY: "another day", NO: "none of those", YES: "yes", FIRST: "1"},
    "time": {**_FORGET, **_OTHERS, NO: "none of those", YES: "yes", FIRST: "1"},
    "confirm": {**_FORGET, **_OTHERS, NO: "no", YES: "yes"},
    "alter": {**_FORGET, OTHER_DAY: "the date", OTHER_TIME: "the time"},
    "wait": {**_FORGET, OTHER_DAY: "another day", NO: "no", YES: "yes"},
    "waits": {NO: "take me off the list", CANNOT_COME: "take me off the list", YES: "yes"},
    "next": {LEAVE: "forget it", NO: "no", YES: "yes", OTHER_DAY: "another day"},
    "have": {NO: "forget it", LEAVE: "forget it", OTHER_DAY: "change it", OTHER_TIME: "change it", CANNOT_COME: "give it up"},
    "which": {LEAVE: "forget it", FIRST: "1"},
    "give_up": {YES: "yes", CANNOT_COME: "yes", NO: "keep it", LEAVE: "keep it", OTHER_DAY: "change it", OTHER_TIME: "change it"},
}
NEAR_CERTAIN = {("confirm", YES), ("give_up", YES), ("give_up", CANNOT_COME), ("waits", NO), ("waits", CANNOT_COME)}  # something is taken or given up
OFFERED = {YES: "yes", NO: "no", CANNOT_COME: "no"}  # to a place that is kept for them


def hear_of_place(parts: Parts, heard: Heard, act: str, certain: bool) -> Turn | None:
    """The turn for an act; None where it means nothing at the step that is open."""
    draft = read_draft(parts, heard)
    if draft is not None:
        return _in_draft(parts, heard, draft, act, certain)
    if (heard.conversation.awaiting or "").startswith(OFFER):
        if act == SAY_AGAIN:
            return has_offer(parts, heard)
        return take_booking(parts, _saying(heard, OFFERED[act])) if act in OFFERED and certain else None
    if heard.conversation.awaiting == TELL:
        return hear_surgery(parts, _saying(heard, "yes")) if act == YES else None
    if _FIGURE.match(heard.text):
        return None  # a figure picks what is numbered, and nothing is
    return _own(parts, heard, act) if has_any(parts, heard) else _of_dates(parts, heard, act)


def _in_draft(parts: Parts, heard: Heard, draft: Draft, act: str, certain: bool) -> Turn | None:
    words = WORDS.get(draft.step)
    if words is None:  # what is asked for is in their own words
        return None
    if act == SAY_AGAIN:
        return ask_on(parts, heard, draft)
    if act not in words or ((draft.step, act) in NEAR_CERTAIN and not certain):
        return None
    if act == CANNOT_COME and draft.booking is not None and draft.step in ("date", "time", "confirm", "alter"):
        return start_booking(parts, heard, GIVE_UP)  # they were changing a place: asked about before it is given up
    return take_booking(parts, _saying(heard, words[act]))


def _own(parts: Parts, heard: Heard, act: str) -> Turn | None:
    """A place they have, or a list they are on: asked about before anything is given up."""
    wish = {CANNOT_COME: GIVE_UP, OTHER_DAY: CHANGE, OTHER_TIME: CHANGE, SAY_AGAIN: STATUS, YES: STATUS}.get(act)
    said = {OTHER_DAY: "another day", OTHER_TIME: "another time"}.get(act)
    return start_booking(parts, _saying(heard, said) if said else heard, wish) if wish else None


def _of_dates(parts: Parts, heard: Heard, act: str) -> Turn | None:
    """Dates that were shown, and no place yet."""
    if act == YES:
        return hear_surgery(parts, _saying(heard, "yes"))
    if act in (OTHER_DAY, SAY_AGAIN):
        heard.intent = "surgery_info"  # the dates again, or those that had no room
        return None
    if act != FIRST or is_question(heard.text):  # "when is the next one"
        return None
    with parts.db.reading() as session:
        first = next((surgery.date for surgery, slots in list_bookable(session, heard) if slots), None)
    return begin_booking(parts, _saying(heard, f"{first.day} {first:%B}"), subject_of(parts, heard)) if first is not None else None


def _saying(heard: Heard, words: str) -> Heard:
    """The same message in plain words."""
    return replace(heard, text=words, masked=words)
