"""What is said of a surgery that is off, and what is asked after it: where it moved to, else the next date that has places. For the sweep and for the turn."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from webhook.clients.clock import local_date
from webhook.services.booking.bookings import TAKES_NAMES, Person, list_open
from webhook.services.booking.draft import MOVED, Draft
from webhook.services.booking.shown import note_shown
from webhook.services.render.booking import SEGMENTS, BookingWords
from webhook.services.texts.text import count_segments
from webhook.store.booking_find import note_told_day
from webhook.store.surgeries import Surgery


def off_text(words: BookingWords, about: str, day: date, venue: str, surgery: Surgery, now: datetime, until: datetime | None = None) -> str:
    """That the surgery of a day is off, and its new date where it has one; `until` when a place is kept for them there, where there is room to say it.

    `about`: what they lose, booked | waiting, "still" for a list they stay on, "lost" for what they had, "since" for what they were offered.
    """
    if has_moved(surgery, day, now):
        moved = words(f"surgery_moved_{about}", date=words.day(day), venue=venue, new=words.day(surgery.date))
        kept = f"{moved} {words('surgery_moved_kept', until=words.until(until))}" if until is not None else moved
        return kept if words.channel == "web" or count_segments(kept) <= SEGMENTS else moved
    return words(f"surgery_off_{about}", date=words.day(day), venue=venue)


def has_moved(surgery: Surgery, day: date, now: datetime) -> bool:
    """Whether a surgery that was to be on a day is on another day to come."""
    return surgery.status in TAKES_NAMES and surgery.date != day and surgery.date >= local_date(now)


def note_told(session: Session, surgery: Surgery, person: Person, now: datetime) -> None:
    """Somebody who lost a place there was told in an answer how it stands now, so that no text of ours says it again."""
    told = surgery.date if surgery.status in TAKES_NAMES and surgery.date >= local_date(now) else None
    note_told_day(session, surgery.id, person.key, told, trial=person.trial)


def next_draft(session: Session, off: Surgery, now: datetime, person: Person) -> Draft | None:
    """The question for who lost a place: a time on the new date, else on the next that has one. None where no date has."""
    free = [surgery for surgery, slots in list_open(session, now, person) if slots]
    if any(surgery.id == off.id for surgery in free):
        return note_shown(session, Draft("next", surgery=off.id, wish=MOVED))
    return note_shown(session, Draft("next", surgery=free[0].id)) if free else None
