"""Counting days as the law counts them: months, working days, what counts as received, and when school age ends. Pure."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from webhook.clients.clock import LONDON

if TYPE_CHECKING:
    from holidays import HolidayBase

EMAIL_UNTIL = time(17)


def add_months(day: date, count: int) -> date:
    """The same day that many months on (back, if negative); where that month is too short, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@cache
def bank_holidays() -> HolidayBase:
    """England's; the first look costs a quarter of a second, which the start of the web pages need not wait for."""
    from holidays import country_holidays

    return country_holidays("GB", subdiv="ENG")


def is_working_day(day: date) -> bool:
    """No weekend and no bank holiday of England."""
    return day.weekday() < 5 and day not in bank_holidays()


def add_working_days(day: date, count: int) -> date:
    """That many working days on; 0 is the day itself."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def received_on(sent: date | datetime, how: str) -> date:
    """The day a request counts as received (corrections C1). `how` is email, post (first class) or hand; ValueError for anything else.

    An email after 5pm in London, or on a day that is not a working day, counts as the next working day; so does first-class post. A bare
    day is an email before 5pm. A datetime must be aware.
    """
    moment = sent.astimezone(LONDON) if isinstance(sent, datetime) else None
    day = moment.date() if moment else sent
    if how == "hand":
        return day
    if how == "post":
        return add_working_days(day, 1)
    if how != "email":
        raise ValueError(how)
    late = moment is not None and moment.time() > EMAIL_UNTIL
    return day if is_working_day(day) and not late else add_working_days(day, 1)


def shown_from(letter_date: date, working_days: int) -> date:
    """The first day an outcome may be shown in chat: after the letter's date plus the working days, so that the letter comes first."""
    return add_working_days(letter_date, working_days) + timedelta(days=1)


def compulsory_school_ends(born: date) -> date:
    """Last Friday in June of the school year in which somebody turns 16 (Education Act 1996, section 8): then rights pass to the young person."""
    sixteen = born.year + 16
    june = date(sixteen + 1 if born.month >= 9 else sixteen, 6, 30)
    return june - timedelta(days=(june.weekday() - 4) % 7)


def is_tribunal_holiday(day: date) -> bool:
    """Whether a last day to appeal falls in August, or from 25 December to 1 January. A reason to have it checked, never one to wait (C9)."""
    return day.month == 8 or (day.month, day.day) == (1, 1) or (day.month == 12 and day.day >= 25)
