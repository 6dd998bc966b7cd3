"""A surgery that moves while somebody is in the middle of something: no yes is taken for another day, and no place is told that is no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import MUM, Talk, booked, put
from webhook.bootstrap import Parts
from webhook.store.bookings import SurgeryBooking

MOVED = [{"date": "2026-12-08"}, {"venue": "Sample Hall"}]


@pytest.mark.parametrize("change", MOVED)
@pytest.mark.parametrize("number", [MUM, ""])
def test_a_yes_is_to_the_day_and_venue_that_were_read_back(parts: Parts, tmp_path: Path, change: dict[str, str], number: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, number)
    assert "right?" in who.say("BOOK SURGERY", "1", "SKIP", "SKIP", "SKIP")
    put(parts, tmp_path, change)
    asked = who.say("1")
    assert ("has moved to Tue" if "date" in change else "Nothing is booked yet") in asked and ("8 Dec" in asked or "Sample Hall" in asked) and "right?" in asked
    assert booked(parts) == []
    who.say("1")
    assert booked(parts) == ["8 Dec 09:30" if "date" in change else "4 Dec 09:30"]


def test_a_list_that_came_again_unchanged_asks_nothing_anew(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.say("BOOK SURGERY", "1", "SKIP", "SKIP", "SKIP")
    put(parts, tmp_path, {"access": "step-free, quiet room"})
    who.say("1")
    assert len(booked(parts)) == 1


@pytest.mark.parametrize("text", ["is my surgery still on the 4th", "same time still?", "is it still on"])
@pytest.mark.parametrize("marked", [True, False])
def test_with_the_menu_of_a_place_open_a_moved_surgery_is_told(parts: Parts, tmp_path: Path, text: str, marked: bool) -> None:
    """`marked`: the change was worked, but no text went out, as to a phone that may be watched."""
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    assert "You have a place" in who.say("BOOK SURGERY")
    put(parts, tmp_path, {"date": "2026-12-08"})
    if marked:
        with parts.db.writing() as session:
            session.query(SurgeryBooking).update({"state": "moved"})
    told = who.say(text)
    assert ("You have no place now" in told and "8 Dec" in told) if marked else "no longer have a place" in told
    assert "You have a place" not in told
