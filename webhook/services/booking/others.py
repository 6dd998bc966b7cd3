"""Other dates and times than those that booking offered: what there is, or that there is nothing, and then a waiting list or being told of new dates."""

from __future__ import annotations

import re
from datetime import date, time

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.booking.ask import (
    SHOWN,
    Bookable,
    ask,
    ask_for_list,
    ask_to_wait,
    choose_time,
    in_dates,
    leave_booking,
    list_bookable,
    list_named,
    names_other_day,
    offer_dates,
    offer_times,
)
from webhook.services.booking.bookings import TAKES_NAMES, free_slots, who_books
from webhook.services.booking.draft import QUIET, Draft, booking_turn, leave_draft
from webhook.services.booking.instead import EARLIER, LATER, LONGEST, Instead, changes, denies, read_instead, read_refused_days
from webhook.services.booking.read import names_day
from webhook.services.booking.read_list import wants_on_it, wants_waiting
from webhook.services.booking.read_times import read_times
from webhook.services.booking.slots import list_slots
from webhook.services.render.booking import BookingWords
from webhook.services.render.say import say_time
from webhook.services.surgeries.surgeries import TELL
from webhook.services.turn.heard import Heard, Turn
from webhook.store.booking_find import find_wait
from webhook.store.bookings import SurgeryBooking
from webhook.store.surgeries import Surgery

_SAME_DAY = re.compile(r"\b(?:that|the same|same|on the|each|either) days?\b|\bin the day\b|\bthat (?:morning|afternoon)\b", re.IGNORECASE)
TIMED = ("time", "about", "confirm")  # steps with a date: times of that day are meant first


def offer_others(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """What a message wants instead of the dates or times it was offered; None when it wants nothing else."""
    wish = read_instead(heard.text)
    if wish is None:
        return None
    with parts.db.reading() as session:
        if draft.step == "date" and len(draft.offered) > 1 and wish.side and not wish.not_days and (_SAME_DAY.search(heard.text) or _none_beyond(session, draft, heard, wish)):
            return _say_ends(parts, heard, session, draft, wish)
        of_day = draft.step in TIMED and not wish.other_date and not wish.not_days
        turn = _offer_other_times(parts, heard, session, draft, wish) if of_day else None
        if turn is None and of_day and wish.side:
            return _say_none_beyond(parts, heard, session, draft, wish)
        return turn or _offer_other_dates(parts, heard, session, draft, wish)


def take_filled(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """Right after the last place of a day went, the wish to wait for one there: "yes put me on it". None for anything else."""
    if draft.filled is None or not (wants_on_it(heard.text) or (wants_waiting(heard.text) and not names_day(heard.text))):
        return None
    with parts.db.reading() as session:
        return ask_to_wait(parts, heard, session, [session.get_one(Surgery, draft.filled)], draft.at("wait", slot="", more=True))


def take_named(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """Another surgery than that of the draft, named by its day or venue, or the waiting list: its times, or its list if it is full. None where none is named."""
    if len(heard.text.split()) > LONGEST:
        return None
    heard, words = in_dates(heard), BookingWords(parts, heard.channel)
    with parts.db.reading() as session:
        coming = list_bookable(session, heard, _own_surgery(session, draft))
        if wants_waiting(heard.text) and draft.booking is None:
            return ask_for_list(parts, heard, session, coming, draft.at("date", slot=""))
        if wants_waiting(heard.text) and any(not slots for _, slots in list_bookable(session, heard)):  # beside the place they have, which stays
            return ask_for_list(parts, heard, session, _list_before(list_bookable(session, heard), draft, session), Draft("date"))
        named = [one for one in list_named(heard.text, coming) if one[0].id != draft.surgery]
        if names_other_day(heard.text, coming) and not denies(heard.text):
            return ask(parts, heard, session, draft, words("booking_no_such_day"))
        if list_named(heard.text, coming) == coming or not named or (draft.step != "date" and len(named) > 1):
            return None
        free = [one for one in named if one[1]]
        moved = draft.at("time", slot="", offered=(), more=False)
        if len(free) == 1:
            return choose_time(parts, heard, session, moved.at("time", surgery=free[0][0].id), free[0][1])
        if free:
            return offer_dates(parts, heard, session, moved, [surgery for surgery, _ in free])
        if draft.booking is not None:
            return ask(parts, heard, session, draft, words("booking_no_place_then"))
        return ask_to_wait(parts, heard, session, [surgery for surgery, _ in named], draft.at("wait", slot="", more=len(coming) > 1))


def _list_before(coming: Bookable, draft: Draft, session: Session) -> Bookable:
    """Those before the place that is changed, where one of them is full: that was named; else all."""
    own = session.get_one(SurgeryBooking, draft.booking).day
    before = [(surgery, slots) for surgery, slots in coming if surgery.date < own]
    return before if any(not slots for _, slots in before) else coming


def take_other_time(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """Another time or day than the one that was chosen, said to a question about details: taken, and the same question asked on. None where none is meant."""
    if not changes(heard.text, bare=draft.step in ("name", "needs", "confirm", "alter")):
        return None
    words = BookingWords(parts, heard.channel)
    with parts.db.reading() as session:
        surgery = session.get_one(Surgery, draft.surgery)
        wanted, free = read_times(heard.text, list_slots(surgery)), free_slots(session, surgery, heard.now, who_books(heard.conversation))
        if wanted is None:
            return take_named(parts, heard, draft) or ask(parts, heard, session, draft.at("alter"))
        still = [slot for slot in free if slot in wanted]
        if len(wanted) == 1 and still:
            now = draft.at("confirm" if draft.step == "alter" else draft.step, slot=f"{still[0]:%H:%M}")
            return ask(parts, heard, session, now, "" if now.step == "confirm" else words("booking_time_now", time=say_time(still[0])))
        return offer_times(parts, heard, session, draft.at("time", slot=""), free, shown=still) if free else None


def _own_surgery(session: Session, draft: Draft) -> int | None:
    return session.get_one(SurgeryBooking, draft.booking).surgery_id if draft.booking else None


def ask_another_date(parts: Parts, heard: Heard, draft: Draft) -> Turn:
    """Other dates than the one of the draft."""
    with parts.db.reading() as session:
        return _offer_other_dates(parts, heard, session, draft, Instead(other_date=True))


def offer_none(parts: Parts, heard: Heard, session: Session, draft: Draft, refused: list[date]) -> Turn:
    """No other date is free: the waiting list of one that is full, else whether to be told of new ones. A place that was to be changed stays."""
    words, person = BookingWords(parts, heard.channel), who_books(heard.conversation)
    if draft.booking is not None:
        turn = leave_booking(parts, heard, draft)
        turn.replies.insert(0, words.reply("booking_no_other_date"))
        return turn
    for surgery, slots in list_bookable(session, heard):
        if slots or surgery.id == draft.surgery or surgery.status not in TAKES_NAMES or surgery.date in refused:
            continue
        wait = find_wait(session, surgery.id, person.key, trial=person.trial)
        if wait is None or wait.state == "left":
            return ask(parts, heard, session, draft.at("wait", surgery=surgery.id, slot=""), words("booking_no_other_date"))
    turn = booking_turn([words.reply("booking_tell_ask")], {**QUIET, "options": ["surgery_info", "deny"], "awaiting": TELL})
    turn.effects.append(lambda session: leave_draft(parts, session, heard, draft))
    return turn


def _offer_other_times(parts: Parts, heard: Heard, session: Session, draft: Draft, wish: Instead) -> Turn | None:
    """Times of the same day beyond those that were shown; None where there are none left."""
    free = free_slots(session, session.get_one(Surgery, draft.surgery), heard.now, who_books(heard.conversation))
    shown = [time.fromisoformat(slot) for slot in draft.offered or (draft.slot,)]
    held = session.get_one(SurgeryBooking, draft.booking) if draft.booking else None
    own = held.slot if held is not None and held.surgery_id == draft.surgery else None
    if wish.side == EARLIER:
        beyond = [slot for slot in free if slot < shown[0]][-SHOWN:] or [slot for slot in free if own and slot < own][-SHOWN:]
    else:
        beyond = [slot for slot in free if slot > shown[-1]] or [slot for slot in free if wish.side and own and slot > own]
        beyond = beyond or (free if wish == Instead() and draft.more else [])  # OTHER goes round
    return offer_times(parts, heard, session, draft, free, shown=beyond) if beyond else None


def _say_none_beyond(parts: Parts, heard: Heard, session: Session, draft: Draft, wish: Instead) -> Turn:
    """That the day has no later or earlier time, and the times it has: nobody is moved to another day by it."""
    free = free_slots(session, session.get_one(Surgery, draft.surgery), heard.now, who_books(heard.conversation))
    intro = BookingWords(parts, heard.channel)(f"booking_none_{wish.side}")
    shown = [slot for slot in free if f"{slot:%H:%M}" in draft.offered] or free
    return offer_times(parts, heard, session, draft.at("time"), free, intro, shown=shown) if shown else _offer_other_dates(parts, heard, session, draft, wish)


def _none_beyond(session: Session, draft: Draft, heard: Heard, wish: Instead) -> bool:
    """Whether no free date is later, or earlier, than those that were offered."""
    free = [surgery.date for surgery, slots in list_bookable(session, heard) if slots]
    shown = [session.get_one(Surgery, int(key)).date for key in draft.offered]
    return not any(day > max(shown) if wish.side == LATER else day < min(shown) for day in free)


def _say_ends(parts: Parts, heard: Heard, session: Session, draft: Draft, wish: Instead) -> Turn:
    """The last, or first, free time of each date that was offered, and the dates again: "anything later that day" is said of none of them yet."""
    words, at = BookingWords(parts, heard.channel), -1 if wish.side == LATER else 0
    ends = [(surgery, slots[at]) for surgery, slots in list_bookable(session, heard) if slots and str(surgery.id) in draft.offered]
    times = "; ".join(words("booking_end_at", date=words.day(surgery.date), time=say_time(slot)) for surgery, slot in ends)
    none = [words(f"booking_no_date_{wish.side}")] if _none_beyond(session, draft, heard, wish) else []
    return ask(parts, heard, session, draft, " ".join([*none, words(f"booking_ends_{wish.side}", times=times)]))


def _offer_other_dates(parts: Parts, heard: Heard, session: Session, draft: Draft, wish: Instead) -> Turn:
    coming = [(surgery, slots) for surgery, slots in list_bookable(session, heard) if slots]
    refused = read_refused_days(heard.text, [surgery.date for surgery, _ in list_bookable(session, heard)])
    shown = [surgery.date for surgery, _ in coming if str(surgery.id) in draft.offered or surgery.id == draft.surgery] if draft.step != "wait" else []
    fit = [(surgery, slots) for surgery, slots in coming if surgery.date not in refused and surgery.id != draft.surgery]
    if wish.side and not wish.not_days and draft.step == "date" and shown:
        fit = [(surgery, slots) for surgery, slots in fit if (surgery.date > max(shown) if wish.side == LATER else surgery.date < min(shown))]
    elif draft.step == "date" and not wish.not_days and shown:
        beyond = [(surgery, slots) for surgery, slots in fit if surgery.date > max(shown)]
        fit = beyond or (fit if not wish.refused and len(fit) > len(draft.offered) else [])  # OTHER goes round
    if not fit:
        return offer_none(parts, heard, session, draft, refused)
    intro = BookingWords(parts, heard.channel)("booking_no_fit") if wish.side and draft.step in TIMED else ""
    moved = draft.at("time", slot="", offered=(), more=False)
    if len(fit) == 1:
        return offer_times(parts, heard, session, moved.at("time", surgery=fit[0][0].id), fit[0][1], intro, shown=fit[0][1])
    every = [surgery for surgery, _ in (coming if draft.step == "date" and not refused else fit)]
    return offer_dates(parts, heard, session, moved, [surgery for surgery, _ in fit], intro, every=every)
