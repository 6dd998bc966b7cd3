"""A day that fills while somebody books it: that is said, its list is offered beside the other dates, and "put me on it" means that day."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.booking_steps import BOOK, DAD, GRAN, MUM, ONE_PLACE, SECOND, Talk, booked, put
from webhook.bootstrap import Parts
from webhook.store.bookings import SurgeryWait
from webhook.store.surgeries import Surgery

FULL = {"surgery_id": "S3", "date": "2026-12-15", "venue": "Tiny School", "status": "full"}


def _filled(parts: Parts, folder: Path, number: str, *rows: dict[str, str]) -> tuple[Talk, str]:
    """Mum takes the only place of 4 December while somebody else has it read back; that one, and the reply to their yes."""
    put(parts, folder, ONE_PLACE, *(rows or (SECOND,)))
    mum, other = Talk(parts, MUM), Talk(parts, number)
    for who in (mum, other):
        assert "9:30am" in who.say(BOOK, "1", "1", "SKIP", "SKIP", "SKIP")
    assert "Booked" in mum.say("1") and booked(parts) == ["4 Dec 09:30"]
    return other, other.say("1")


def _waited_for(parts: Parts) -> list[str]:
    with parts.db.reading() as session:
        return [f"{day:%-d %b}" for day in session.scalars(select(Surgery.date).join(SurgeryWait, SurgeryWait.surgery_id == Surgery.id).order_by(SurgeryWait.id))]


@pytest.mark.parametrize("number", ["", DAD], ids=["web", "sms"])
@pytest.mark.parametrize("said", ["waiting list", "yes put me on it", "put me on the list please", "ok ill wait", "can you add me to that", "i'll wait for it then", "WAITING LIST"])
def test_its_list_is_meant_right_after(any_parts: Parts, tmp_path: Path, number: str, said: str) -> None:
    who, told = _filled(any_parts, tmp_path, number, FULL, SECOND)
    assert "4 Dec is full now" in told.replace("Friday 4 December 2026", "4 Dec") and "WAITING LIST" in told and "Which SEND surgery" in told and "18 Dec" in told
    asked = who.say(said)
    assert "There is no free place on" in asked and "Sample School" in asked and "OTHER" in asked
    assert "You are on the waiting list" in who.say("1") and _waited_for(any_parts) == ["4 Dec"]


def test_the_next_date_can_be_taken_as_before(parts: Parts, tmp_path: Path) -> None:
    who, _ = _filled(parts, tmp_path, DAD)
    assert "SEND surgery Fri 18 Dec" in who.say("1")
    assert "Booked" in who.say("1", "1") and booked(parts) == ["4 Dec 09:30", "18 Dec 09:30"] and _waited_for(parts) == []


def test_another_day_that_is_named_with_its_list_is_that_day(parts: Parts, tmp_path: Path) -> None:
    who, _ = _filled(parts, tmp_path, DAD, FULL, SECOND)
    assert "Tiny School" in who.say("waiting list for the 15th")
    assert "You are on the waiting list" in who.say("1") and _waited_for(parts) == ["15 Dec"]


def test_without_a_day_that_filled_nobody_is_put_on_a_list(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, SECOND)
    who = Talk(parts, GRAN)
    who.say(BOOK)
    assert "waiting list" not in who.say("put me on it") and _waited_for(parts) == []
