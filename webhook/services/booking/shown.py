"""Which day and venue the last question of a booking showed, so that a surgery that is called off or moves before the answer is noticed. Read `is_overtaken` first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from webhook.services.booking.bookings import TAKES_NAMES
from webhook.services.booking.draft import Draft
from webhook.services.booking.slots import list_slots
from webhook.store.surgeries import Surgery

WITH_A_SURGERY = ("date", "time", "name", "needs", "about", "confirm", "alter", "wait", "next")  # steps that go on to a place at a surgery that was shown


@dataclass(frozen=True)
class Gone:
    """A surgery as it was shown, and its row now."""

    day: date
    venue: str
    surgery: Surgery


def note_shown(session: Session, draft: Draft) -> Draft:
    """The draft with the days and venues that its question names."""
    surgeries = [session.get_one(Surgery, key) for key in _surgeries(draft)]
    return replace(draft, shown=tuple(f"{surgery.id} {surgery.date} {surgery.venue}" for surgery in surgeries))


def is_overtaken(session: Session, draft: Draft) -> bool:
    """Whether a surgery of the question no more is as it was shown. Asked again in the transaction that books: a yes is to what was read back."""
    return bool(list_gone(session, draft)) or has_changed(session, draft)


def list_gone(session: Session, draft: Draft) -> list[Gone]:
    """Those of the question that no longer are on the day they were shown with: called off, or on another day."""
    shown = _read_shown(draft)
    known = [(shown[key], session.get_one(Surgery, key)) for key in _surgeries(draft) if key in shown]
    return [Gone(day, venue, surgery) for (day, venue), surgery in known if surgery.date != day or surgery.status not in TAKES_NAMES]


def has_changed(session: Session, draft: Draft) -> bool:
    """Whether a time that was chosen or offered is none of the surgery's any more, or it is elsewhere than where it was read back."""
    if draft.surgery is None or draft.step not in ("time", "name", "needs", "about", "confirm", "alter") or draft.taken:
        return False
    surgery, (_, venue) = session.get_one(Surgery, draft.surgery), _read_shown(draft).get(draft.surgery, (None, ""))
    slots = {f"{slot:%H:%M}" for slot in list_slots(surgery)}
    return not slots.issuperset([draft.slot] if draft.slot else draft.offered) or (draft.step == "confirm" and bool(venue) and venue != surgery.venue)


def _read_shown(draft: Draft) -> dict[int, tuple[date, str]]:
    return {int(key): (date.fromisoformat(day), venue) for key, day, venue in (one.split(" ", 2) for one in draft.shown)}


def _surgeries(draft: Draft) -> list[int]:
    if draft.step not in WITH_A_SURGERY or draft.taken:
        return []
    return [int(key) for key in draft.offered] if draft.step == "date" else [draft.surgery] if draft.surgery is not None else []
