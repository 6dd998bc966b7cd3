"""A surgery that moves while somebody is in the middle of something: no yes is taken for another day, and no place is told that is no more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.booking_steps import MUM, Talk, booked, put
from webhook.bootstrap import Parts
from webhook.services.once import do_once
from webhook.services.steps import booking
from webhook.store.bookings import BookingDraft, SurgeryBooking

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


@pytest.mark.parametrize("change", [*MOVED, {"status": "cancelled"}, {"start": "13:00", "end": "15:00"}])
def test_a_list_that_comes_between_the_look_and_the_booking_books_nothing(any_parts: Parts, tmp_path: Path, change: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """In the transaction that books, what was read back is compared with what there is, whatever was seen a moment before."""
    put(any_parts, tmp_path)
    who = Talk(any_parts, MUM)
    assert "right?" in who.say("BOOK SURGERY", "1", "SKIP", "SKIP", "SKIP")

    def import_first(*args: Any, **kwargs: Any) -> Any:
        put(any_parts, tmp_path, change)
        return do_once(*args, **kwargs)

    with monkeypatch.context() as between:
        between.setattr(booking, "do_once", import_first)
        asked = who.say("1")
    assert booked(any_parts) == [] and "ooked: " not in asked
    if change in MOVED:
        assert "right?" in asked and ("8 Dec" in asked or "Sample Hall" in asked)
        who.say("1")
        assert booked(any_parts) == ["8 Dec 09:30" if "date" in change else "4 Dec 09:30"]


def test_a_draft_of_an_older_version_is_gone_on_with(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.say("BOOK SURGERY", "1", "SKIP", "SKIP", "SKIP")
    with parts.db.writing() as session:
        row = session.get_one(BookingDraft, who.id)
        row.state_sealed = parts.vault.seal(json.dumps({**json.loads(parts.vault.open(row.state_sealed)), "read_back": "2026-12-04 Sample School"}))
    who.say("1")
    assert booked(parts) == ["4 Dec 09:30"]
