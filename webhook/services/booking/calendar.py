"""The calendar event of a slot of a surgery."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from webhook.bootstrap import Parts
from webhook.services.booking.slots import begins, list_slots
from webhook.services.cases.calendar_file import CalendarEvent, as_calendar
from webhook.store.surgeries import Surgery

MAX_ID = 2**31


class NoSuchSlot(Exception):
    """There is no such surgery, or no slot of it begins then, or it will not happen."""


def slot_calendar(parts: Parts, surgery_id: int, slot: str) -> bytes:
    """The calendar file of a slot; `slot` is its start, "0930". Raises NoSuchSlot."""
    with parts.db.reading() as session:
        surgery = session.get(Surgery, surgery_id) if surgery_id < MAX_ID else None
    if surgery is None or surgery.status not in ("open", "full"):
        raise NoSuchSlot
    at = next((begin for begin in list_slots(surgery) if f"{begin:%H%M}" == slot), None)
    if at is None:
        raise NoSuchSlot
    start: datetime = begins(surgery.date, at)
    event = CalendarEvent(
        uid=f"surgery-{surgery.id}-{slot}@{urlsplit(parts.settings.public_base).hostname}",
        begins=start,
        ends=start + timedelta(minutes=surgery.slot_minutes or 0),
        summary=parts.content.messages["booking_calendar_title"].web,
        made_at=surgery.imported_at,
        location=", ".join(part for part in (surgery.venue, surgery.address, surgery.postcode) if part),
    )
    return as_calendar([event])
