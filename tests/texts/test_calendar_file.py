"""Calendar files as RFC 5545 wants them, and the address that gives one for a slot of a surgery."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.booking_steps import put
from webhook.bootstrap import Parts
from webhook.clients.clock import LONDON
from webhook.services.cases.calendar_file import CalendarEvent, as_calendar

AT = datetime(2026, 6, 12, 9, 30, tzinfo=LONDON)


def event(**changes: object) -> CalendarEvent:
    values = {"uid": "1@x", "begins": AT, "ends": AT.replace(hour=10), "summary": "SEND surgery", "made_at": datetime(2026, 6, 1, tzinfo=UTC)}
    return CalendarEvent(**(values | changes))  # type: ignore[arg-type]


def unfold(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_summer_time_becomes_utc_and_lines_end_as_they_must() -> None:
    text = as_calendar([event()]).decode()
    assert "DTSTART:20260612T083000Z" in unfold(text) and "DTEND:20260612T093000Z" in unfold(text)
    assert text.endswith("END:VCALENDAR\r\n") and "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("a, b; c\\d", "SUMMARY:a\\, b\\; c\\\\d"),
        ("two\nlines", "SUMMARY:two\\nlines"),
        ("two\r\nlines", "SUMMARY:two\\nlines"),
        ("bell\x07 BEGIN:VEVENT", "SUMMARY:bell BEGIN:VEVENT"),
    ],
)
def test_text_is_escaped_so_that_no_value_makes_a_line_of_its_own(said: str, written: str) -> None:
    assert written in unfold(as_calendar([event(summary=said)]).decode())


@pytest.mark.parametrize("text", ["x" * 400, "Ł" * 200, "😀" * 90, "ab😀" * 60])
def test_long_lines_are_folded_at_75_octets_and_never_inside_a_character(text: str) -> None:
    made = as_calendar([event(summary=text)]).decode()
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    assert f"SUMMARY:{text}" in unfold(made)


def test_no_event_and_several() -> None:
    assert b"VEVENT" not in as_calendar([])
    assert as_calendar([event(), event(uid="2@x")]).count(b"BEGIN:VEVENT") == 2


def test_a_slot_of_a_surgery_has_a_file(client: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"address": "1 Sample Street; back door"})
    found = client.get("/surgeries/1/0950.ics")
    assert found.status_code == 200 and found.mimetype == "text/calendar" and "attachment" in found.headers["Content-Disposition"]
    lines = unfold(found.text)
    assert "DTSTART:20261204T095000Z" in lines and "DTEND:20261204T101000Z" in lines
    assert "LOCATION:Sample School\\, 1 Sample Street\\; back door\\, NW1 0AA" in lines


@pytest.mark.parametrize("path", ["/surgeries/1/0951.ics", "/surgeries/9/0950.ics", "/surgeries/1/9999.ics", "/surgeries/1/abcd.ics", "/surgeries/99999999999999999999/0950.ics"])
def test_what_is_no_slot_has_none(client: FlaskClient, parts: Parts, tmp_path: Path, path: str) -> None:
    put(parts, tmp_path)
    assert client.get(path).status_code == 404


def test_a_cancelled_surgery_has_none(client: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"status": "cancelled"})
    assert client.get("/surgeries/1/0950.ics").status_code == 404
