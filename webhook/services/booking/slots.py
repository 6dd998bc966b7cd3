"""When the places of a surgery begin, and which hours nobody is texted in. Pure: local times (Europe/London) in, aware moments out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from webhook.clients.clock import LONDON
from webhook.settings import Settings
from webhook.store.surgeries import Surgery


def slot_times(start: time | None, end: time | None, minutes: int | None) -> list[time]:
    """Starts of all whole slots between start and end; none while a figure is unknown."""
    if start is None or end is None or not minutes:
        return []
    first, last = start.hour * 60 + start.minute, end.hour * 60 + end.minute
    return [time(at // 60, at % 60) for at in range(first, last - minutes + 1, minutes)]


def list_slots(surgery: Surgery) -> list[time]:
    """Starts of a surgery's slots; none where the council has not said how many families a slot takes."""
    return slot_times(surgery.start, surgery.end, surgery.slot_minutes) if surgery.capacity else []


def begins(day: date, slot: time) -> datetime:
    """The moment a slot begins."""
    return datetime.combine(day, slot, LONDON)


def is_quiet(settings: Settings, now: datetime) -> bool:
    """Whether it is night for texts that nobody asked for at this moment (QUIET_FROM to QUIET_UNTIL, which may not span noon)."""
    hour = now.astimezone(LONDON).hour
    return hour >= settings.quiet_from or hour < settings.quiet_until


def after_quiet(settings: Settings, at: datetime) -> datetime:
    """That moment, or the end of the night it falls in."""
    if not is_quiet(settings, at):
        return at
    local = at.astimezone(LONDON)
    day = local.date() + timedelta(days=local.hour >= settings.quiet_from)
    return datetime.combine(day, time(settings.quiet_until), LONDON)
