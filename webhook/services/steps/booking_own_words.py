"""What somebody says of their own place in words of their own: they can't come, need it no more, ask for news, or want another name, need or subject on it."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.ask import open_text
from webhook.services.booking.bookings import is_theirs, who_books
from webhook.services.booking.draft import closing
from webhook.services.booking.own_words import CANT, NEWS, QUEUE, UNWANTED
from webhook.services.booking.read import GIVE_UP, STATUS, find_days
from webhook.services.booking.said import Said, read_said
from webhook.services.people.passed_on import shorten
from webhook.services.render.booking import BookingWords
from webhook.services.steps.booking_details import seal
from webhook.services.steps.booking_list import leave_lists, say_waits
from webhook.services.steps.booking_own import start_booking
from webhook.services.surgeries.needs import split_needs
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.booking_find import list_booked
from webhook.store.bookings import SurgeryBooking
from webhook.store.surgeries import Surgery

OWN = (CANT, UNWANTED, NEWS, QUEUE)
LONGEST = 16  # words of a change
ABOUT_CHARS = 200
_CHANGES = re.compile(
    r"\b(?:chang\w*|add|put|also|as well|too|plus|make|update|correct|wrong|should be|spelt|spelled|instead|take|remove|tell (?:them|the officers?)|mention|note|forgot|my name is)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"^\W*(?:(?:and|but|so|hi|ok)\W+)*(?:how|what|when|where|which|who|why|is|are|do|does|did)\b", re.IGNORECASE)  # changes nothing
_NEEDS_IT = re.compile(r"\b(?:add|put|note|mention|tell (?:them|the officers?)|(?:i|we)(?:'ll| will| also)? need)\b", re.IGNORECASE)
_ASKING = re.compile(r"^(?:(?:can|could|please|pls|you|u|also|just|add|put|note|mention|tell (?:them|the officers?)|down|that|on|it|i|we|i'll|will|need|to)\b\s*)+", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:plans?|ehcp?|letters?|records?|case|reports?|account|school's|teacher|gp|officer's)\b", re.IGNORECASE)


def hear_own(parts: Parts, heard: Heard, own: str, *, spoken: bool) -> Turn | None:
    """The turn for what they say of it. A place is asked about before it is given up; a list that was just spoken of is left at once."""
    if own == QUEUE:
        turn = say_waits(parts, heard)
        if turn is not None:
            turn.replies[-1].text = f"{BookingWords(parts, heard.channel)('booking_waits_how_many')} {turn.replies[-1].text}"
        return turn
    if own == NEWS:
        return say_waits(parts, heard) or start_booking(parts, heard, STATUS)
    place = _own_places(parts, heard)
    if not place and spoken and own == UNWANTED and (turn := leave_lists(parts, heard)) is not None:
        return turn
    return start_booking(parts, heard, GIVE_UP)


def changes_details(text: str) -> bool:
    """Whether a message may change what is stored with a place: a cheap look before any row is read."""
    return len(text.split()) <= LONGEST and bool(_CHANGES.search(text)) and not _ASKS.search(text)


def change_details(parts: Parts, heard: Heard) -> Turn | None:
    """Another name, subject or need on the place they have, taken and read back. None where nothing of the kind is said, or something more."""
    said, masked = read_said(heard.text), read_said(heard.masked)
    if not changes_details(heard.text) or (_OTHER.search(heard.text) and not masked.about):
        return None
    needs = split_needs(masked.rest)[0] if _NEEDS_IT.search(masked.rest) and "?" not in heard.text and not said.details else ""
    places = _own_places(parts, heard) if (said.details and not said.rest) or needs else []
    if not places:
        return None
    named = find_days(heard.text, [place.day for place in places])
    place = next((place for place in places if place.day in named), max(places, key=lambda one: one.id))
    name, needed, about = _changed(parts, place, said, masked.about, needs)

    def keep(session: Session) -> None:
        row = session.get_one(SurgeryBooking, place.id)
        if is_theirs(row, who_books(heard.conversation)) and row.state == "booked":
            row.first_name_sealed, row.needs_sealed, row.about = seal(parts, name), seal(parts, needed), about

    with parts.db.reading() as session:
        surgery = session.get_one(Surgery, place.surgery_id)
    words = BookingWords(parts, heard.channel)
    turn = closing(heard, Reply(words.with_details("booking_details_now", surgery, place.slot, name, needed, about)))
    turn.effects.append(keep)
    return turn


def _changed(parts: Parts, place: SurgeryBooking, said: Said, about: str, needs: str) -> tuple[str, str, str]:
    name = open_text(parts, place.first_name_sealed) if said.name is None else said.name
    before = open_text(parts, place.needs_sealed)
    needs = _ASKING.sub("", needs)
    needed = before if not needs or needs in before else "; ".join(part for part in (before, needs) if part)
    if about:
        about = shorten("; ".join(part for part in (place.about if said.adds and about not in place.about else "", about) if part), ABOUT_CHARS)
    return name, needed, about or place.about


def _own_places(parts: Parts, heard: Heard) -> list[SurgeryBooking]:
    person = who_books(heard.conversation)
    with parts.db.reading() as session:
        return list_booked(session, person.key, local_date(heard.now), trial=person.trial)
