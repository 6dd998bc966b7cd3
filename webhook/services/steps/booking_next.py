"""The answer to a date that is offered: taken, another instead, or a question what other dates there are, which leaves the offer open. Read `take_next` first."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.booking.ask import ask, ask_on, leave_booking, list_bookable, next_detail, offer_instead, offer_times
from webhook.services.booking.bookings import TAKES_NAMES, free_slots, who_books
from webhook.services.booking.draft import NEW, Draft
from webhook.services.booking.instead import EARLIER, LATER, Instead, concerns_other, read_instead
from webhook.services.booking.others import offer_others, take_named
from webhook.services.booking.read import is_question, read_agreed, wants_to_leave
from webhook.services.booking.read_next import FIRST_DATE, asks_others, asks_times, read_nth_time, strip_oh_no
from webhook.services.booking.read_times import read_times
from webhook.services.render.booking import BookingWords
from webhook.services.surgeries.off_asked import says_why_not
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.bookings import SurgeryBooking
from webhook.store.surgeries import Surgery

SHOWN = 3  # other dates in one text
_NONE = {EARLIER: "booking_no_sooner_date", LATER: "booking_no_later_date", "": "booking_no_other_date"}
_OTHER_ONE = re.compile(r"\b(?:an)?(?:other|different) one\b", re.IGNORECASE)


def take_next(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """The answer to the next date, offered when a surgery was called off or there is a new one."""
    words, asked = BookingWords(parts, heard.channel), replace(heard, text=strip_oh_no(heard.text))
    if not asked.text:
        return ask_on(parts, heard, draft, "" if draft.wish == NEW else words("surgery_off_sorry"))
    with parts.db.reading() as session:
        surgery = session.get_one(Surgery, draft.surgery)
        if (others := _say_others(words, session, asked, surgery)) is not None:
            return ask(parts, heard, session, draft, others)
    wish = read_instead(asked.text) or (Instead(other_date=True) if _OTHER_ONE.search(asked.text) and not concerns_other(asked.text) else None)
    the_one = bool(FIRST_DATE.search(asked.text)) and not is_question(asked.text)  # "go on the first one": one date was offered
    yes = the_one or says_why_not(asked.text) or read_agreed(asked.text)
    with parts.db.reading() as session:
        free = free_slots(session, surgery, heard.now, who_books(heard.conversation))
        wanted = read_times(asked.text, free)
        if not yes and not wanted and (turn := take_named(parts, asked, draft)) is not None:
            return turn
        if yes or wanted is not None or asks_times(asked.text, surgery.date):
            if not free:
                return offer_instead(parts, heard, draft)
            nth = (None if the_one else read_nth_time(asked.text, len(free))) if wanted is None else free.index(wanted[0]) if len(wanted) == 1 else None
            return offer_times(parts, asked, session, draft, free) if nth is None else ask(parts, heard, session, next_detail(draft.at("time", slot=f"{free[nth]:%H:%M}")))
    if wish is not None and not wish.refused and not wish.not_days and (none := _say_none(parts, asked, surgery, wish.side)) is not None:
        return ask_on(parts, heard, draft, none)  # "ok the other date then", "anything sooner": the offered one is theirs to book all the same
    if wish is not None and wish != Instead(refused=True):
        return offer_others(parts, asked, draft.at("date", offered=(str(draft.surgery),)) if wish.side else draft)
    return leave_booking(parts, heard, draft) if yes is False or wants_to_leave(asked.text) else None


def _say_none(parts: Parts, heard: Heard, offered: Surgery, side: str) -> str | None:
    """That no other date is free (`side`: none sooner, or later, than the one that is offered), and how to wait for one that is full; None where one is free."""
    words = BookingWords(parts, heard.channel)
    with parts.db.reading() as session:
        others = [(surgery, slots) for surgery, slots in list_bookable(session, heard) if surgery.id != offered.id and _is_beyond(surgery, offered, side)]
    return None if any(slots for _, slots in others) else _none_free(words, side, [surgery for surgery, _ in others])


def _none_free(words: BookingWords, side: str, full: list[Surgery]) -> str:
    """That none is free, and how to wait for the first that is full."""
    waits = [words("booking_other_full", date=words.day(surgery.date)) for surgery in full if surgery.status in TAKES_NAMES]
    return " ".join([words(_NONE[side]), *waits[:1]])


def _is_beyond(surgery: Surgery, offered: Surgery, side: str) -> bool:
    return not side or (surgery.date > offered.date if side == LATER else surgery.date < offered.date)


def say_others_of_kept(parts: Parts, heard: Heard, booking_id: int) -> Turn | None:
    """The same question of a place that is kept for them: the other dates there are. The place is read out again after it (steps/booking_offer)."""
    with parts.db.reading() as session:
        surgery = session.get_one(Surgery, session.get_one(SurgeryBooking, booking_id).surgery_id)
        others = _say_others(BookingWords(parts, heard.channel), session, heard, surgery)
    return Turn(lane="lookup", topics=["surgery_info"], replies=[Reply(others)], changes={"unsure_count": 0}) if others else None


def _say_others(words: BookingWords, session: Session, heard: Heard, offered: Surgery) -> str | None:
    """The free dates after, before or beside the one that is offered, where that is asked; None where it is not."""
    side = asks_others(heard.text)
    if side is None:
        return None
    others = [(surgery, slots) for surgery, slots in list_bookable(session, heard) if surgery.id != offered.id and _is_beyond(surgery, offered, side)]
    coming = [surgery for surgery, slots in others if slots]
    if not coming:
        return _none_free(words, side, [surgery for surgery, _ in others])
    return words("booking_other_dates", dates="; ".join(f"{words.day(surgery.date)}, {surgery.venue}" for surgery in coming[:SHOWN]))
