"""The limits that run from an event a parent tells of, counted from its day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from webhook.services.clock.days import add_working_days, received_on
from webhook.services.clock.limits import LIMITS, Limit, appeal_due
from webhook.services.dates.events import FROM_SENDING, LIMITS_OF
from webhook.services.dates.read import Asked


@dataclass(frozen=True)
class Line:
    """One limit with its last day. `key` names the wording; "appeal_both" counts from the decision and the certificate."""

    key: str
    limit: Limit
    by: date


def count_lines(asked: Asked, start: date) -> list[Line]:
    """The limits that run from an event, counted from its day (and from the certificate, where that is given too). Pure."""
    lines = []
    for key in LIMITS_OF[asked.event]:
        if key == "mediation_contact" and is_certified(asked):
            continue  # whoever has the certificate has been to the adviser
        if key == "appeal" and asked.certificate is not None and asked.certificate.day is not None:
            lines.append(Line("appeal_both", LIMITS[key], appeal_due(start, asked.certificate.day)))
        else:
            lines.append(Line(key, LIMITS[key], LIMITS[key].last_day(start)))
    return lines


def start_of(asked: Asked) -> date:
    """The day that counts: a request that was posted or emailed counts from when it was received (corrections C1)."""
    day = asked.day.day
    assert day is not None  # one that is wrong was asked for again
    if asked.event != "request" or not asked.sent_by:
        return day
    return add_working_days(day, 1) if asked.after_five and asked.sent_by == "email" else received_on(day, asked.sent_by)


def is_past(asked: Asked, line: Line, today: date) -> bool:
    """Whether a last day is over; where they said only so many weeks or months ago, by more than that may be out."""
    return line.by + timedelta(days=asked.day.margin) < today


def is_certified(asked: Asked) -> bool:
    """Whether they told of a mediation certificate: then they are not sent for one."""
    return asked.certificate is not None or asked.event == "certificate"


def is_only_arrival(asked: Asked) -> bool:
    """Whether the day that the last day hangs on is only the day it came: the count is then too late, by however long it was on its way."""
    first, second = asked.day, asked.certificate
    if asked.event not in FROM_SENDING or first.day is None:
        return False
    return second.came if second is not None and runs_from_certificate(asked) else first.came


def runs_from_certificate(asked: Asked) -> bool:
    """Whether the last day to appeal hangs on the certificate, and not on the letter."""
    first, second = asked.day.day, asked.certificate.day if asked.certificate is not None else None
    if first is None or second is None:
        return asked.event == "certificate"
    return LIMITS["appeal_certificate"].last_day(second) >= LIMITS["appeal"].last_day(first)
