"""What staff see and do about SEND surgeries: the list of a day, who came, and new dates from a file. Each step and its audit row are one transaction."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import LONDON, local_date
from webhook.services.booking.bookings import ANYBODY, free_slots, is_over
from webhook.services.imports.imports import Imported, Report
from webhook.services.imports.surgeries import import_surgeries
from webhook.services.render.say import say_time
from webhook.services.staff.audit import note_once, record_audit
from webhook.services.staff.console import StepRefused
from webhook.services.surgeries.needs import split_needs
from webhook.services.surgeries.reminders import plan_feedback
from webhook.store.booking_find import cases_of, count_by_surgery, list_day, list_kept, list_queue
from webhook.store.bookings import SurgeryBooking
from webhook.store.duty import Staff
from webhook.store.surgeries import Surgery
from webhook.store.surgery_list import list_upcoming

SHOWN_BACK = timedelta(days=30)  # as long as the names are kept
CAME = {"yes": "attended", "no": "missed"}
MAX_ID = 2**31


class NoSuchPlace(Exception):
    """There is no such surgery, or no such place at it."""


@dataclass(frozen=True)
class SurgeryRow:
    """One surgery in the list."""

    surgery: Surgery
    booked: int
    kept: int  # places on offer to somebody who waited
    waiting: int


@dataclass(frozen=True)
class PlaceLine:
    """One place on the day's list. Only time, first name and needs are ever printed."""

    booking: SurgeryBooking
    time: str
    name: str
    needs: str
    about: str  # on the screen only
    same_case: bool  # another place at this surgery belongs to the same case: the two are kept apart (conduct 10)
    begun: bool


@dataclass(frozen=True)
class QueueLine:
    """A place that is kept for somebody who waited, or somebody who waits. `at`: until when it is kept, or since when they wait."""

    conversation_id: str
    time: str
    at: datetime


@dataclass(frozen=True)
class SurgeryDay:
    """Everything about one surgery."""

    surgery: Surgery
    lines: list[PlaceLine]
    kept: list[QueueLine]
    waiting: list[QueueLine]
    free: list[str]


def list_surgery_days(parts: Parts) -> list[SurgeryRow]:
    """Surgeries to come and those of the last month, soonest first."""
    with parts.db.reading() as session:
        counts = count_by_surgery(session)
        rows = list_upcoming(session, local_date(parts.clock.now()) - SHOWN_BACK, limit=200)
    return [SurgeryRow(surgery, *counts.get(surgery.id, (0, 0, 0))) for surgery in rows]


def view_day(parts: Parts, staff: Staff, surgery_id: int) -> SurgeryDay:
    """The list of one surgery. That somebody opened it is written down. Raises NoSuchPlace."""
    now = parts.clock.now()
    with parts.db.reading() as session:
        surgery = _find(session, surgery_id)
        places = list_day(session, surgery.id)
        cases = cases_of(session, [place.contact_hash or place.person_key for place in places])
        kept = [QueueLine(place.conversation_id, say_time(place.slot), (place.offer_until or now).astimezone(LONDON)) for place in list_kept(session, surgery.id)]
        waiting = [QueueLine(wait.conversation_id, "", wait.at.astimezone(LONDON)) for wait in list_queue(session, surgery.id)]
        free = free_slots(session, surgery, now, ANYBODY)
    note_once(parts, staff.id, "opened", [f"surgery:{surgery.id}:{local_date(now).isoformat()}"])
    lines = [
        PlaceLine(
            booking=place,
            time=say_time(place.slot),
            name=_open(parts, place.first_name_sealed),
            needs=split_needs(_open(parts, place.needs_sealed))[0],
            about="; ".join(part for part in (place.about, split_needs(_open(parts, place.needs_sealed))[1]) if part),
            same_case=any(_cases(cases, place) & _cases(cases, other) for other in places if other is not place),
            begun=is_over(place.day, place.slot, now),
        )
        for place in places
    ]
    return SurgeryDay(surgery, lines, kept, waiting, [say_time(slot) for slot in free])


def _cases(found: dict[str, set[int]], place: SurgeryBooking) -> set[int]:
    return found.get(place.contact_hash or place.person_key, set())


def mark_attendance(parts: Parts, staff: Staff, surgery_id: int, booking_id: int, came: str) -> None:
    """Somebody came, or did not. How it was is asked the day after, of those who came. Raises NoSuchPlace, StepRefused."""
    now, reason = parts.clock.now(), "" if came in CAME else "no_choice"
    with parts.db.writing() as session:
        booking = session.get(SurgeryBooking, booking_id, with_for_update=True) if booking_id < MAX_ID else None
        known = booking is not None and booking.surgery_id == surgery_id and not booking.trial and booking.state in ("booked", "attended", "missed")
        if not known:
            record_audit(session, staff.id, "attendance_refused", f"surgery:{surgery_id}", now, detail="no such place")
        elif booking is not None:
            reason = reason or ("" if is_over(booking.day, booking.slot, now) else "not_begun")
            record_audit(session, staff.id, "attendance_refused" if reason else "attendance", f"booking:{booking.id}", now, detail=reason or CAME[came])
            if not reason:
                booking.state = CAME[came]
                if booking.state == "attended":
                    plan_feedback(session, booking)
    if not known:
        raise NoSuchPlace
    if reason:
        raise StepRefused(reason)


def take_dates(parts: Parts, staff: Staff, text: str, *, confirmed: bool) -> Imported:
    """Import a file of surgeries, or only report what it would change. Raises Unreadable, StepRefused for anybody but a manager."""
    if staff.role != "manager" or not text.strip():
        reason = "managers_only" if staff.role != "manager" else "no_file"
        _audit(parts, staff, "import_surgeries_refused", reason)
        raise StepRefused(reason)
    if not confirmed:
        _audit(parts, staff, "import_surgeries_checked", "")

    def note(session: Session, report: Report) -> None:
        counts = f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged"
        record_audit(session, staff.id, "import_surgeries", "surgeries", parts.clock.now(), detail=counts)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "surgeries.csv"
        path.write_bytes(text.encode("utf-8"))
        imported = import_surgeries(parts, path, dry_run=not confirmed, note=note)
    if confirmed and not imported.written:
        _audit(parts, staff, "import_surgeries_refused", f"{len(imported.reports[0].rejected)} rows rejected")
    return imported


def _find(session: Session, surgery_id: int) -> Surgery:
    surgery = session.get(Surgery, surgery_id) if surgery_id < MAX_ID else None
    if surgery is None:
        raise NoSuchPlace
    return surgery


def _audit(parts: Parts, staff: Staff, action: str, detail: str) -> None:
    with parts.db.writing() as session:
        record_audit(session, staff.id, action, "surgeries", parts.clock.now(), detail=detail)


def _open(parts: Parts, sealed: bytes | None) -> str:
    return parts.vault.open(sealed) if sealed else ""
