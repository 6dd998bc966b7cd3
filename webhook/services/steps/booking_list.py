"""The waiting list of a full surgery as those who wait see it: joined, asked about, left. That others wait is never said (conduct 10)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.ask import ask_on
from webhook.services.booking.bookings import Person, join_wait, leave_wait, who_books
from webhook.services.booking.draft import Draft, closing
from webhook.services.booking.instead import denies
from webhook.services.booking.others import offer_others, take_named
from webhook.services.booking.read import find_days, names_day, read_agreed, wants_to_leave
from webhook.services.booking.read_list import leaves_list, wants_waiting
from webhook.services.render.booking import BookingWords
from webhook.services.steps.booking_offer import has_offer
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.booking_find import list_booked, list_my_waits
from webhook.store.bookings import SurgeryWait
from webhook.store.surgeries import Surgery


def take_wait(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """The answer to whether they want to be put on a list, in figures or in words: "put me on the waiting list"."""
    words, person = BookingWords(parts, heard.channel), who_books(heard.conversation)
    with parts.db.reading() as session:
        surgery = session.get_one(Surgery, draft.surgery)
    yes = False if leaves_list(heard.text) or wants_to_leave(heard.text) else read_agreed(heard.text)
    if yes is None and wants_waiting(heard.text) and not denies(heard.text) and (find_days(heard.text, [surgery.date]) or not names_day(heard.text)):
        yes = True
    if yes is None:
        return take_named(parts, heard, draft) or offer_others(parts, heard, draft)
    with parts.db.reading() as session:
        places = list_booked(session, person.key, local_date(heard.now), trial=person.trial)
    if not yes:
        return closing(heard, words.reply("booking_kept", place=words.booked(places[0])) if places else words.reply("booking_left"))
    saved = words("booking_wait_saved", date=words.day(surgery.date))
    turn = closing(heard, Reply(" ".join([saved, *(words("booking_keeps", place=words.booked(place)) for place in places[:1])])))
    turn.effects.append(lambda session: _join(session, person, surgery.id, heard))
    return turn


def take_waits(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """The answer to what they wait for: stay on the list, or leave it."""
    yes, words = read_agreed(heard.text), BookingWords(parts, heard.channel)
    if leaves_list(heard.text) or yes is False or wants_to_leave(heard.text):
        return leave_lists(parts, heard)
    if not yes:
        return None
    with parts.db.reading() as session:
        surgery = session.get_one(Surgery, draft.surgery)
    if surgery.id not in {wait.surgery_id for wait in _list_waits(parts, heard)}:  # offered a place meanwhile, or off the list
        return has_offer(parts, heard) or closing(heard, words.reply("booking_wait_left", date=words.day(surgery.date)))
    return closing(heard, words.reply("booking_wait_saved", date=words.day(surgery.date)))


def say_waits(parts: Parts, heard: Heard) -> Turn | None:
    """What they wait for, and whether they still want to; None for those who wait for nothing."""
    waits = _list_waits(parts, heard)
    return ask_on(parts, heard, Draft("waits", surgery=waits[0].surgery_id, offered=tuple(str(wait.surgery_id) for wait in waits))) if waits else None


def leave_lists(parts: Parts, heard: Heard) -> Turn | None:
    """Off the list of the day that is named, else off all they are on; None for those who wait for nothing."""
    waits, words, person = _list_waits(parts, heard), BookingWords(parts, heard.channel), who_books(heard.conversation)
    named = find_days(heard.text, [wait.day for wait in waits])
    left = [wait for wait in waits if wait.day in named] or waits
    if not left:
        return None
    turn = closing(heard, words.reply("booking_wait_left", date=words.days([wait.day for wait in left])))
    turn.effects.append(lambda session: _leave(session, person, left))
    return turn


def _list_waits(parts: Parts, heard: Heard) -> list[SurgeryWait]:
    person = who_books(heard.conversation)
    with parts.db.reading() as session:
        return list_my_waits(session, person.key, local_date(heard.now), trial=person.trial)


def _leave(session: Session, person: Person, waits: list[SurgeryWait]) -> None:
    for wait in waits:
        leave_wait(session, person, wait.surgery_id)


def _join(session: Session, person: Person, surgery_id: int, heard: Heard) -> None:
    join_wait(session, person, session.get_one(Surgery, surgery_id), heard.now)
