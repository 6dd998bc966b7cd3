"""Where a SEND surgery is: the address and, where the council allows one, a map; of the one they name, else of their own place, else of the next."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.ask import Bookable, in_dates, list_named
from webhook.services.booking.bookings import who_books
from webhook.services.render.booking import BookingWords, map_link
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.booking_find import list_booked
from webhook.store.surgeries import Surgery
from webhook.store.surgery_list import list_upcoming

_COMPANION = re.compile(r"\b(?:bring|come with|comes with|take) (?:my|a|an|our|some\w+|any\w+|his|her)\b|\bwith me\b", re.IGNORECASE)


def say_place(parts: Parts, heard: Heard) -> Turn | None:
    """The address as it stands in the list; None where no surgery is to come."""
    words = BookingWords(parts, heard.channel)
    with parts.db.reading() as session:
        surgery = _find_meant(session, heard, local_date(heard.now))
    if surgery is None:
        return None
    address = ", ".join(part for part in (surgery.address, surgery.postcode) if part)
    lines = [words("surgery_where" if address else "surgery_where_unknown", date=words.day(surgery.date), venue=surgery.venue, address=address)]
    if link := map_link(parts.settings.content_dir, surgery.postcode):
        lines.append(words("booking_map", url=link))
    if _COMPANION.search(heard.text):
        lines.append(words("surgery_companion"))
    return Turn(lane="lookup", topics=["surgery_info"], replies=[Reply(" ".join(lines))], changes={"unsure_count": 0})


def _find_meant(session: Session, heard: Heard, today: date) -> Surgery | None:
    person = who_books(heard.conversation)
    coming = [surgery for surgery in list_upcoming(session, today) if surgery.status in ("open", "full")]
    every: Bookable = [(surgery, []) for surgery in coming]
    named = list_named(in_dates(heard).text, every)
    booked = [place.surgery_id for place in list_booked(session, person.key, today, trial=person.trial)] if named == every else []
    return next((surgery for surgery in coming if surgery.id in booked), None) or next((surgery for surgery, _ in named), None)
