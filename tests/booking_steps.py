"""What tests of booking share: surgeries with slots, a parent who writes, and what is booked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tests.duty_steps import chat_in, said, text_in
from tests.family import write_csv
from webhook.bootstrap import Parts
from webhook.services.booking.bookings import REMINDER
from webhook.services.imports.surgeries import import_surgeries
from webhook.services.texts.inbox import open_web_conversation, sms_conversation_id
from webhook.services.texts.outbox import send_due
from webhook.services.turn.work import sweep
from webhook.store.bookings import SurgeryBooking, SurgeryWait
from webhook.store.duty import Alert
from webhook.store.messages import ClockJob, Outbound

MUM, DAD, GRAN, AUNT = "+447700900001", "+447700900002", "+447700900003", "+447700900004"
ROW = {
    "surgery_id": "S1", "date": "2026-12-04", "start": "09:30", "end": "11:30", "venue": "Sample School", "address": "1 Sample Street", "postcode": "NW1 0AA",
    "access": "step-free", "capacity": "1", "slot_minutes": "20", "status": "open",
}  # fmt: skip
SECOND = {"surgery_id": "S2", "date": "2026-12-18", "venue": "Sample Nursery"}
ONE_PLACE = {"end": "09:50"}
BOOK = "BOOK SURGERY"


def put(parts: Parts, folder: Path, *rows: dict[str, str]) -> None:
    """Import surgeries; each row is ROW with changes."""
    assert import_surgeries(parts, write_csv(folder / "surgeries.csv", [ROW | row for row in rows or ({},)])).written


class Talk:
    """One parent on one channel: `say` gives what was said back."""

    def __init__(self, parts: Parts, number: str = "") -> None:
        self.parts, self.number = parts, number
        self.id = sms_conversation_id(parts, number) if number else open_web_conversation(parts, "token")

    def say(self, *texts: str, verdict: Any = None) -> str:
        """Each text in turn; the replies to the last, one under the other."""
        replies = ""
        for text in texts:
            before = len(said(self.parts, self.id))
            if self.number:
                text_in(self.parts, text, self.number, verdict)
            else:
                chat_in(self.parts, text, self.id, verdict)
            replies = "\n".join(said(self.parts, self.id)[before:])
        return replies

    def book(self, *, which: str = "1", name: str = "SKIP", needs: str = "SKIP", about: str = "SKIP") -> str:
        """The whole way to a place, where one date is open."""
        return self.say(BOOK, which, name, needs, about, "1")


def bookings(parts: Parts, **where: Any) -> list[SurgeryBooking]:
    """Rows of places."""
    with parts.db.reading() as session:
        return list(session.scalars(select(SurgeryBooking).filter_by(**where).order_by(SurgeryBooking.id)))


def booked(parts: Parts) -> list[str]:
    """The places that are taken, as "S: HH:MM"."""
    return [f"{row.day:%-d %b} {row.slot:%H:%M}" for row in bookings(parts, state="booked")]


def waits(parts: Parts) -> list[str]:
    """States of the waiting list, in order."""
    with parts.db.reading() as session:
        return list(session.scalars(select(SurgeryWait.state).order_by(SurgeryWait.id)))


def reminders(parts: Parts) -> int:
    """Reminders that are still to come."""
    with parts.db.reading() as session:
        return session.query(ClockJob).filter_by(kind=REMINDER, state="due").count()


def at(parts: Parts, day: int, hour: int, minute: int = 0) -> None:
    """The clock stands at that time in December (London is on UTC then)."""
    parts.clock.at = datetime(2026, 12, day, hour, minute, tzinfo=UTC)  # type: ignore[attr-defined]


def swept(parts: Parts, who: Talk) -> list[str]:
    """What the sweep made the assistant say to somebody."""
    before = len(said(parts, who.id))
    sweep(parts)
    sweep(parts)
    send_due(parts, who.id)
    return said(parts, who.id)[before:]


def alerts(parts: Parts) -> list[str]:
    with parts.db.reading() as session:
        return [alert.kind for alert in session.query(Alert).order_by(Alert.id)]


def wait_for(parts: Parts, *numbers: str) -> list[Talk]:
    """The one place goes to the first number, the others wait in their order."""
    first, *others = [Talk(parts, number) for number in numbers]
    first.book()
    for who in others:
        assert "waiting list?" in who.say(BOOK) and "You are on the waiting list" in who.say("1")
    return [first, *others]


def outbox(parts: Parts) -> list[Outbound]:
    """Everything that was queued to be said, in order."""
    with parts.db.reading() as session:
        return list(session.query(Outbound).order_by(Outbound.id))
