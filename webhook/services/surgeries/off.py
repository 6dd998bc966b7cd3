"""What is said of a surgery that is off, and what is asked after it: where it moved to, else the next date that has places. For the sweep and for the turn."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from webhook.clients.clock import local_date
from webhook.services.booking.bookings import TAKES_NAMES, list_open
from webhook.services.booking.draft import MOVED, Draft
from webhook.services.render.booking import BookingWords
from webhook.store.surgeries import Surgery


def off_text(words: BookingWords, about: str, day: date, venue: str, surgery: Surgery, now: datetime) -> str:
    """That the surgery of a day is off, and its new date where it has one. `about`: what they lose, booked | waiting, or "lost" for what they had."""
    if has_moved(surgery, day, now):
        return words(f"surgery_moved_{about}", date=words.day(day), venue=venue, new=words.day(surgery.date))
    return words(f"surgery_off_{about}", date=words.day(day), venue=venue)


def has_moved(surgery: Surgery, day: date, now: datetime) -> bool:
    """Whether a surgery that was to be on a day is on another day to come."""
    return surgery.status in TAKES_NAMES and surgery.date != day and surgery.date >= local_date(now)


def next_draft(session: Session, off: Surgery, now: datetime, *, trial: bool) -> Draft | None:
    """The question for who lost a place: a time on the new date, else on the next that has one. None where no date has."""
    free = [surgery for surgery, slots in list_open(session, now, trial=trial) if slots]
    if any(surgery.id == off.id for surgery in free):
        return Draft("next", surgery=off.id, wish=MOVED)
    return Draft("next", surgery=free[0].id) if free else None
