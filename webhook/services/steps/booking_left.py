"""A booking, or a reminder, that something else came between, gone on with in words: "yes", "10.10", "book me the new one". Read `take_left` first."""

from __future__ import annotations

from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.services.booking.ask import ask_on
from webhook.services.booking.bookings import free_slots, who_books
from webhook.services.booking.draft import Draft, read_left
from webhook.services.booking.read import BOOK, CHANGE, read_number, read_yes_no
from webhook.services.booking.read_next import books_offered, may_book_offered
from webhook.services.booking.read_times import read_times
from webhook.services.booking.unfinished import WITH_A_TIME, go_on, was_told
from webhook.services.steps.booking import take_step
from webhook.services.steps.booking_reminder import SURE, asks_reminder, take_reminder
from webhook.services.turn.heard import Heard, Turn
from webhook.store.surgeries import Surgery

LEFT_WORDS = 6  # of a time to a booking that was left


def take_left(parts: Parts, heard: Heard) -> Turn | None:
    """A yes, a time, or words that book what was offered, soon after we said that it is not done yet: it goes on where it was, also from under a list of services."""
    timed = len(heard.text.split()) <= LEFT_WORDS and read_times(heard.text, ()) is not None
    agrees, under_list = not heard.conversation.options and read_yes_no(heard.text) is True, heard.conversation.awaiting == "search"
    says = timed or agrees or may_book_offered(heard.text) or asks_reminder(heard.text)  # an ordinary question costs no look
    left = read_left(parts, heard) if says and (heard.conversation.awaiting is None or under_list) else None
    books = left is not None and _books_offered(parts, heard, left)
    if left is None or not (timed or agrees or books or left.step == SURE) or not was_told(parts, heard, left):
        return None
    left = replace(left, left_in=None)
    if left.step == SURE:
        agrees = agrees and not (under_list and read_number(heard.text, 1) is not None)  # a figure is one of the list
        return take_reminder(parts, replace(heard, text="yes"), left) if agrees or asks_reminder(heard.text) else None
    if left.step == "next" and (books or (agrees and not under_list)):
        return take_step(parts, heard, left) or take_step(parts, replace(heard, text="1", masked="1"), left)
    if under_list and not books and not (timed and _is_free_time(parts, heard, left)):
        return None
    if timed and left.step in ("time", *WITH_A_TIME):
        return take_step(parts, heard, left.at("time"))
    if left.step == "wait":
        return ask_on(parts, heard, left)
    return go_on(parts, heard, CHANGE if left.booking else BOOK)


def _books_offered(parts: Parts, heard: Heard, left: Draft) -> bool:
    """Whether a message books, in words that name it, the date that was offered or chosen before."""
    if left.surgery is None or left.step == "wait":
        return False
    with parts.db.reading() as session:
        return books_offered(heard.text, session.get_one(Surgery, left.surgery).date)


def _is_free_time(parts: Parts, heard: Heard, left: Draft) -> bool:
    """Whether a message is one free time of the surgery that was being booked: "10.10" under a list of services means no filter."""
    if left.surgery is None:
        return False
    with parts.db.reading() as session:
        free = free_slots(session, session.get_one(Surgery, left.surgery), heard.now, who_books(heard.conversation))
    return len([slot for slot in read_times(heard.text, free) or () if slot in free]) == 1
