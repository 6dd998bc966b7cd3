"""Another time or date for a place they have. The place is theirs until the new one is. Read `change_place` first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from webhook.bootstrap import Parts
from webhook.services.booking.ask import begin_booking
from webhook.services.booking.draft import closing
from webhook.services.booking.instead import read_instead, read_refused_days
from webhook.services.booking.read import find_days, names_day
from webhook.services.booking.read_times import read_times
from webhook.services.booking.slots import list_slots
from webhook.services.render.booking import BookingWords
from webhook.services.turn.heard import Heard, Turn
from webhook.store.bookings import SurgeryBooking
from webhook.store.surgeries import Surgery


def change_place(parts: Parts, heard: Heard, booking: SurgeryBooking) -> Turn:
    """Other times on the same day first, else other dates; the place is theirs until the new one is."""
    words = BookingWords(parts, heard.channel)
    intro = words("booking_keep_until")
    if _wants_another_day(heard.text, booking.day):
        return _change_date(parts, heard, booking, intro)
    if _none_like_it(parts, heard, booking):
        intro = f"{words('booking_no_fit')} {intro}"
    wish = read_instead(heard.text)
    turn = begin_booking(parts, heard, booking.about, intro, instead_of=booking, same_day=True)
    if turn is None and wish is not None and wish.side:  # nobody is moved to another day who asked for another time
        turn = begin_booking(parts, replace(heard, text=""), booking.about, f"{words(f'booking_none_{wish.side}')} {intro}", instead_of=booking, same_day=True)
    turn = turn or begin_booking(parts, heard, booking.about, intro, instead_of=booking, same_day=None)
    if turn is not None:
        return turn
    return closing(heard, words.reply("booking_no_times"), words.reply("booking_kept", place=words.booked(booking)))


def _none_like_it(parts: Parts, heard: Heard, booking: SurgeryBooking) -> bool:
    """Whether the surgery of a place has no time at all of the kind that is asked for: no afternoon."""
    with parts.db.reading() as session:
        return read_times(heard.text, list_slots(session.get_one(Surgery, booking.surgery_id))) == []


def _wants_another_day(text: str, own: date) -> bool:
    """Whether somebody names another day than that of their place, or says that it will not do."""
    wish = read_instead(text)
    return bool((wish and wish.other_date) or read_refused_days(text, [own]) or (names_day(text) and not find_days(text, [own])))


def _change_date(parts: Parts, heard: Heard, booking: SurgeryBooking, intro: str) -> Turn:
    """Another date than that of the place they have: the day they name, else all others."""
    words = BookingWords(parts, heard.channel)
    turn = begin_booking(parts, heard, booking.about, intro, instead_of=booking, same_day=False)
    return turn or closing(heard, words.reply("booking_no_other_date"), words.reply("booking_kept", place=words.booked(booking)))
