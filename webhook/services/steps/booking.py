"""Booking a place at a SEND surgery, step by step and in code: date ▸ time ▸ details ▸ read back ▸ booked. Read `take_step` first.

What a message says beside the answer (a name, a question of its own) is read before, in steps/booking_beside. One that answers nothing goes on to the dialogue as
any other, and the open question is asked once more (steps/booking_again). What somebody has already (a place, an offer) is in steps/booking_own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.booking.ask import (
    WAIT,
    ask,
    ask_on,
    ask_overtaken,
    ask_to_wait,
    choose_time,
    leave_booking,
    list_bookable,
    next_detail,
    offer_instead,
    offer_times,
    say_noted,
)
from webhook.services.booking.bookings import ALREADY, BOOKED, free_slots, is_theirs, take_place, who_books
from webhook.services.booking.draft import Draft, closing
from webhook.services.booking.instead import LONGEST, Instead, asks_other_time, changes, concerns_other, denies, read_instead
from webhook.services.booking.others import ask_another_date, offer_others, take_filled, take_named, take_other_time
from webhook.services.booking.read import (
    CHANGE,
    asks_options,
    find_days,
    is_question,
    is_skip,
    names_day,
    read_agreed,
    read_number,
    read_wish,
    read_yes_no,
    wants_other_date,
    wants_others,
    wants_to_leave,
)
from webhook.services.booking.read_next import FIRST_DATE
from webhook.services.booking.read_times import read_end, read_hour, read_times
from webhook.services.booking.shown import is_overtaken
from webhook.services.booking.slots import list_slots
from webhook.services.once import Outcome, do_once
from webhook.services.render.booking import BookingWords, booked_replies
from webhook.services.steps.booking_details import note_name, note_needs, seal, take_about, take_name, take_needs
from webhook.services.steps.booking_list import take_wait, take_waits
from webhook.services.steps.booking_next import take_next
from webhook.services.steps.booking_reminder import offer_reminder
from webhook.services.surgeries.fact_asked import asks, may_come
from webhook.services.turn.heard import Heard, Turn
from webhook.store.booking_find import find_live
from webhook.store.bookings import SurgeryBooking
from webhook.store.surgeries import Surgery

MAY_BE_LEFT_OUT = ("name", "needs", "about")
ALTERS = ("time", "date", "name", "needs", "about", "leave")  # what a booking that is read back can be changed in, as numbered
_A_DATE, _A_NAME, _A_NEED, _A_SUBJECT = (re.compile(rf"\b{word}\b", re.IGNORECASE) for word in ("(?:date|day)", "name", "needs?", "(?:talk|subject|topic|about|discuss)"))
_NAMES_DATE = re.compile(r"\b(?:date|day|surgery)\b", re.IGNORECASE)
LONGEST_TIME = 9  # words of a message that is a time and little else
_BEFORE_TIME = re.compile(r"\b(?:at|around|about|after|before|from|in the)\b|,", re.IGNORECASE)  # "the second one around 11"
_CORRECTS = re.compile(  # "no sorry the hall one", "i meant the library"
    r"^\W*(?:(?:no|nah|nope|actually|sorry|wait|oh|oops|hang on)\W+)+(?:i (?:meant|mean|want(?:ed)?) )?(?:the |at the |that )?(?:\w+ ){1,3}(?:one|surgery|date|instead)\b"
    r"|\bi (?:meant|mean)\b",
    re.IGNORECASE,
)
OVERTAKEN = "overtaken"  # between the read-back and the yes: asked again, as it is now
CHOOSES = ("date", "time", "alter")  # steps whose question no yes answers; a name is another


def take_step(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """The answer to the question of a draft's step; None if the message is about something else."""
    words = BookingWords(parts, heard.channel)
    if draft.step in _STEPS and draft.step not in ("wait", "waits", "next") and wants_to_leave(heard.text) and not _left_out(heard, draft):
        return leave_booking(parts, heard, draft)
    if _answers_shown(heard, draft):
        with parts.db.reading() as session:
            if (overtaken := ask_overtaken(parts, heard, session, draft)) is not None:
                return overtaken
    if draft.step in ("date", "time") and asks_options(heard.text):
        return ask_on(parts, heard, draft)
    if draft.step in MAY_BE_LEFT_OUT and not draft.taken and (wants_others(heard.text) or asks_other_time(heard.text)):
        again = draft.at("time", offered=(draft.slot,), more=True)  # OTHER, which the text before the last one offered
        return offer_others(parts, heard, again) or offer_others(parts, replace(heard, text="OTHER"), again)
    if draft.step == "time" and changes(heard.text) and _A_DATE.search(heard.text) and not names_day(heard.text):
        return ask_another_date(parts, heard, draft)
    if draft.step in ("time", "name", "needs") and not draft.taken and (turn := _take_corrected(parts, heard, draft)) is not None:
        return turn
    turn = _STEPS[draft.step](parts, heard, draft) if draft.step in _STEPS else None
    if turn is None and draft.step in ("date", "time"):
        turn = note_needs(parts, heard, draft) or note_name(parts, heard, draft)
    if turn is None and draft.offered and read_number(heard.text, len(draft.offered)) is not None:
        return ask_on(parts, heard, draft, words("booking_not_offered"))
    if turn is None and draft.step in (*CHOOSES, "name") and (read_yes_no(heard.text) or may_come(heard.text)):
        return ask_on(parts, heard, draft, words("booking_choose") if draft.step in CHOOSES else "")
    if turn is None and is_skip(heard.text) and not wants_to_leave(heard.text):
        return ask_on(parts, heard, draft, words("booking_choose"))  # this one may not be left out
    return turn


def _take_corrected(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """Another date than the one that was chosen, said after it: "actually the first date", "no sorry the hall one"."""
    if draft.step == "time" and FIRST_DATE.search(heard.text) and _NAMES_DATE.search(heard.text) and not is_question(heard.text):
        return _take_end(parts, heard, draft)
    if not _CORRECTS.search(heard.text) or len(heard.text.split()) > LONGEST_TIME or concerns_other(heard.text):
        return None
    return take_named(parts, heard, draft)


def _answers_shown(heard: Heard, draft: Draft) -> bool:
    """Whether a message answers what was shown, and is neither a no that ends it nor another day."""
    if draft.step not in ("time", "confirm", "alter", "wait", "next") or names_day(heard.text):
        return False
    if draft.step in ("wait", "next"):
        return read_number(heard.text, 2) == 0 or bool(read_agreed(heard.text))
    return read_number(heard.text, len(ALTERS)) is not None or read_yes_no(heard.text) is not None or bool(read_agreed(heard.text)) or read_times(heard.text, ()) is not None


def _left_out(heard: Heard, draft: Draft) -> bool:
    """Whether only a question is left out that may be: "I don't need anything" is no change of mind."""
    return draft.step in MAY_BE_LEFT_OUT and is_skip(heard.text)


def _read_choice(heard: Heard, draft: Draft) -> int | None:
    """Which of the offered was picked, as `read_number`; a yes, in whatever words, picks where one thing was offered."""
    number = read_number(heard.text, len(draft.offered))
    return 0 if number is None and len(draft.offered) == 1 and read_agreed(heard.text) else number


def _take_date(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    if (turn := take_filled(parts, heard, draft)) is not None:
        return turn
    number = _read_choice(heard, draft)
    if number is None:
        return _note_time(parts, heard, draft) or take_named(parts, heard, draft) or _take_end(parts, heard, draft) or offer_others(parts, heard, draft)
    if number < 0:
        return None
    with parts.db.reading() as session:
        offered = [session.get_one(Surgery, int(key)) for key in draft.offered]
        free = free_slots(session, offered[number], heard.now, who_books(heard.conversation))
        draft = draft.at("time", surgery=offered[number].id, offered=())
        if free:
            return choose_time(parts, replace(heard, text=""), session, draft, free)  # a number said which date, and no time but one said before
        return ask_to_wait(parts, heard, session, [offered[number]], draft if draft.wish == WAIT else draft.at("wait", slot="", more=len(offered) > 1))


def _note_time(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """A time that is said before the date, and names none: kept in their words until a date is chosen, with it where only one was offered."""
    with parts.db.reading() as session:
        offered = [session.get_one(Surgery, int(key)) for key in draft.offered]
        slots = sorted({slot for surgery in offered for slot in list_slots(surgery)})
        named = read_times(heard.text, slots)
        if named is None or draft.wish == WAIT or find_days(heard.text, [surgery.date for surgery in offered]) or len(heard.text.split()) > LONGEST_TIME:
            return None
        number = read_number(_BEFORE_TIME.split(heard.text)[0], len(offered))
        chosen = offered[number] if number is not None and number >= 0 else offered[0] if len(offered) == 1 else None
        free = free_slots(session, chosen, heard.now, who_books(heard.conversation)) if chosen else []
        if chosen is not None and free:
            return choose_time(parts, heard, session, draft.at("time", surgery=chosen.id, offered=()), free)
    return ask_on(parts, heard, draft.at("date", when=heard.text), say_noted(BookingWords(parts, heard.channel), named))


def _take_end(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """The earliest date, or the last of those to come; and its earliest time, where "as early as you have" is said beside the date."""
    end = read_end(heard.text) if draft.wish != WAIT and len(heard.text.split()) <= LONGEST else None
    end = 0 if end is None and FIRST_DATE.search(heard.text) and not is_question(heard.text) else end
    if end is None:
        return None
    with parts.db.reading() as session:
        coming = [(surgery, slots) for surgery, slots in list_bookable(session, heard) if slots]
        if not coming:
            return None
        surgery, free = coming[end]
        beside = FIRST_DATE.sub(" ", heard.text) if FIRST_DATE.search(heard.text) else ""
        return choose_time(parts, replace(heard, text=beside), session, draft.at("time", surgery=surgery.id, offered=()), free)


def _take_time(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    number = _read_choice(heard, draft)
    with parts.db.reading() as session:
        surgery = session.get_one(Surgery, draft.surgery)
        free, slots = free_slots(session, surgery, heard.now, who_books(heard.conversation)), list_slots(surgery)
        if not free:
            return offer_instead(parts, heard, draft)
        if number is not None and number >= 0:
            return ask(parts, heard, session, next_detail(draft.at("time", slot=draft.offered[number])))
        if number is not None and (hour := read_hour(heard.text, free)):
            return offer_times(parts, heard, session, draft, free, shown=hour)
        wanted, not_these = (read_times(heard.text, slots) if number is None else None), denies(heard.text)
        if wanted and len(wanted) > 1 and (wish := read_instead(heard.text)) is not None and wish.side:
            wanted = None  # "later in the morning": later than what was offered
        if number is None and wanted is None and (turn := take_named(parts, heard, draft)) is not None:
            return turn
        if number is None and not not_these and (end := read_end(heard.text)) is not None and (among := free if wanted is None else [slot for slot in free if slot in wanted]):
            return ask(parts, heard, session, next_detail(draft.at("time", slot=f"{among[end]:%H:%M}")))
        if number is None and (wanted is None or not_these) and (turn := offer_others(parts, heard, draft)) is not None:
            return turn
        if wanted is None:
            return None
        still = [slot for slot in free if (slot in wanted) != not_these]
        if len(wanted) == 1 and still and not not_these:
            return ask(parts, heard, session, next_detail(draft.at("time", slot=f"{still[0]:%H:%M}")))
        return offer_times(parts, heard, session, draft, free, shown=still)


def _take_confirm(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    yes, wish = read_yes_no(heard.text), read_instead(heard.text)
    yes = read_agreed(heard.text) if yes is None and wish is None else yes
    if yes is None and (turn := take_other_time(parts, heard, draft)) is not None:
        return turn
    if yes is None and (turn := take_named(parts, heard, draft)) is not None:
        return turn
    if wish is not None and not yes and wish != Instead(refused=True):
        return offer_others(parts, heard, draft)
    if yes is None:
        if (detail := _read_detail(heard.text, None)) and not asks(heard.text):
            return ask_on(parts, heard, draft.at(detail))
        return _take_alter(parts, heard, draft) if read_wish(heard.text) == CHANGE or read_times(heard.text, [draft.time]) == [] else None
    return _book(parts, heard, draft) if yes else ask_on(parts, heard, draft.at("alter"))


def _take_alter(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    number = read_number(heard.text, len(ALTERS))
    if number is None and (turn := take_other_time(parts, heard, draft)) is not None:
        return turn
    if number is None and read_agreed(heard.text) and not read_number(heard.text, 1):
        return ask_on(parts, heard, draft.at("confirm"))
    if number == ALTERS.index("leave"):
        return leave_booking(parts, heard, draft)
    if detail := _read_detail(heard.text, number):
        return ask_on(parts, heard, draft.at(detail))
    if number == ALTERS.index("date") or (number is None and (wants_other_date(heard.text) or _A_DATE.search(heard.text))):
        return ask_another_date(parts, heard, draft)
    with parts.db.reading() as session:
        surgery = session.get_one(Surgery, draft.surgery)
        if number == 0 or read_times(heard.text, list_slots(surgery)) is not None or "time" in heard.text.lower():
            free = free_slots(session, surgery, heard.now, who_books(heard.conversation))
            return offer_times(parts, heard, session, draft, free) if free else offer_instead(parts, heard, draft)
    return ask_on(parts, heard, draft.at("alter"), BookingWords(parts, heard.channel)("booking_not_offered")) if number == -1 else None


def _read_detail(text: str, number: int | None) -> str:
    """Which detail is to be another, by number or by its word."""
    if number is not None:
        return ALTERS[number] if number >= 0 and ALTERS[number] in ("name", "needs", "about") else ""
    return "name" if _A_NAME.search(text) else "about" if _A_SUBJECT.search(text) else "needs" if _A_NEED.search(text) else ""


def _book(parts: Parts, heard: Heard, draft: Draft) -> Turn:
    """Take the place: once a message, whatever is retried, and only one of two who try at once."""
    person = who_books(heard.conversation)
    details: dict[str, object] = {"first_name_sealed": seal(parts, draft.name), "needs_sealed": seal(parts, draft.needs), "about": draft.about}

    def effect(session: Session) -> Outcome:
        surgery = session.get_one(Surgery, draft.surgery)
        if is_overtaken(session, draft):
            return Outcome({"how": OVERTAKEN})
        old = session.get(SurgeryBooking, draft.booking, with_for_update=True) if draft.booking else None
        old = old if old is not None and old.state == "booked" and is_theirs(old, person) else None
        how = take_place(parts, session, person, surgery, draft.time, details=details, instead_of=old, now=heard.now)
        return Outcome({"how": how})

    how = do_once(parts, call="surgery_book", key=str(heard.inbound.id), conversation_id=heard.conversation.id, effect=effect)["how"]
    if how == OVERTAKEN:
        return ask_on(parts, heard, draft)
    if how not in (BOOKED, ALREADY):
        return offer_instead(parts, heard, draft)
    with parts.db.reading() as session:
        surgery = session.get_one(Surgery, draft.surgery)
        booking = find_live(session, surgery.id, person.key, trial=person.trial)
    if booking is None or how == ALREADY:
        return leave_booking(parts, heard, draft.at("confirm", booking=booking.id if booking else None))
    told = booked_replies(parts, heard, booking, surgery, "booking_changed" if draft.booking else "booking_done")
    return closing(heard, *told) if draft.booking else offer_reminder(parts, heard, booking, *told)


_STEPS: dict[str, Callable[[Parts, Heard, Draft], Turn | None]] = {
    "date": _take_date,
    "time": _take_time,
    "name": take_name,
    "needs": take_needs,
    "about": take_about,
    "confirm": _take_confirm,
    "alter": _take_alter,
    "wait": take_wait,
    "waits": take_waits,
    "next": take_next,
}
