"""The dates of a proven status as a calendar file: whole days, no child, no school, no reference in it.

The same date of the same case has the same UID every time, for whoever takes the file, so taking it again moves an entry and never doubles it.
"""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlsplit

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.answers.content import Content
from webhook.services.cases.calendar_file import CalendarEvent, as_calendar
from webhook.services.cases.cases import NOT_AVAILABLE, NOT_PROVEN, Status, case_status
from webhook.services.render.say import say_day
from webhook.store.cases import IdentityCheck
from webhook.store.conversations import Conversation


class NoCalendar(Exception):
    """There is nothing to give: not proven at this moment, nothing that may be told, no date to come, or a conversation that may be watched."""


def make_calendar(parts: Parts, conversation_id: str) -> bytes:
    """The file for who has proven a case in this conversation. Raises NoCalendar."""
    with parts.db.reading() as session:
        status = case_status(parts, session, conversation_id)
        check, watched = session.get(IdentityCheck, conversation_id), session.get_one(Conversation, conversation_id).unsafe_at is not None
    days = calendar_days(parts.content, status, local_date(parts.clock.now()))
    if watched or check is None or check.verified_case_id is None or not days:
        raise NoCalendar
    return _write(parts, check.verified_case_id, status, days)


def calendar_days(content: Content, status: Status, today: date) -> dict[str, date]:
    """The days of a status that are to come and have words for a calendar, by the key of their limit."""
    if status.stage in (NOT_PROVEN, NOT_AVAILABLE):
        return {}
    known = [(status.next, status.by), *((due.key, due.by) for due in status.also)]
    return {key: date.fromisoformat(by) for key, by in known if by and by >= today.isoformat() and f"calendar_{key}" in content.status}


def _write(parts: Parts, case_id: int, status: Status, days: dict[str, date]) -> bytes:
    words, host = parts.content.status, urlsplit(parts.settings.public_base).hostname or "localhost"
    note = words["calendar_note"].web.format(as_of=say_day(date.fromisoformat(status.as_of), "web") if status.as_of else words["date_unknown"].web)
    events = [
        CalendarEvent(
            uid=f"{parts.vault.hash('calendar', f'{case_id}:{key}')[:32]}@{host}",
            begins=day,
            ends=day + timedelta(days=1),  # an all-day entry ends before it (RFC 5545, 3.6.1)
            summary=words[f"calendar_{key}"].web,
            made_at=parts.clock.now(),
            description=note,
        )
        for key, day in sorted(days.items(), key=lambda item: (item[1], item[0]))
    ]
    return as_calendar(events)
