"""Dates and times as people read them: "19 October 2026" in chat, "19 Oct" in a text."""

from __future__ import annotations

from datetime import date, time

FAR_OFF = 183  # days from today after which a text names the year


def say_date(day: date, channel: str) -> str:
    """A date for a channel."""
    return day.strftime("%-d %b" if channel == "sms" else "%-d %B %Y")


def say_day(day: date, channel: str) -> str:
    """A date somebody will go somewhere, with its weekday (conduct 19)."""
    return f"{day.strftime('%a' if channel == 'sms' else '%A')} {say_date(day, channel)}"


def say_day_from(day: date, channel: str, today: date) -> str:
    """`say_day`, in a text with the year too where it is not this year or half a year off."""
    far = day.year != today.year or abs((day - today).days) >= FAR_OFF
    return say_day(day, channel) + (day.strftime(" %Y") if channel == "sms" and far else "")


def say_time(at: time | None) -> str:
    """ "9am", "2:30pm"; nothing for an unknown time."""
    return "" if at is None else at.strftime("%-I:%M%p" if at.minute else "%-I%p").lower()
