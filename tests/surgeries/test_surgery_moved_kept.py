"""A surgery moves: who had a place finds one kept on the new day, before who waited and whoever else asks, until they answer or their time is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, MUM, ONE_PLACE, Talk, at, booked, put, swept, wait_for
from tests.duty_steps import said
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments

GRAN = "+447700900333"
MOVED = ONE_PLACE | {"date": "2026-12-22"}


@pytest.fixture
def moved(any_parts: Parts, tmp_path: Path) -> tuple[Talk, Talk]:
    """Mum had the only place and Dad waits for it; the surgery has moved, and nobody was told yet."""
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(any_parts, MUM, DAD)
    put(any_parts, tmp_path, MOVED)
    return mum, dad


def test_the_place_is_kept_from_the_move_on_and_who_waited_stays_on_the_list(any_parts: Parts, moved: tuple[Talk, Talk]) -> None:
    mum, dad = moved
    assert "Which time" not in Talk(any_parts, GRAN).say(BOOK, "1"), "not told yet, and kept all the same"
    told = swept(any_parts, mum)
    assert "We keep a place on the new date for you until" in told[0] and "book a time on Tue 22 Dec" in told[1]
    assert all(count_segments(text) <= 2 for text in told)
    heard = said(any_parts, dad.id)[-1]
    assert "has moved to Tue 22 Dec" in heard and "still on its waiting list" in heard and count_segments(heard) <= 2
    assert swept(any_parts, dad) == [] and swept(any_parts, mum) == [], "told once, and the place is offered to nobody else"
    mum.say("1", "1", "SKIP", "SKIP", "SKIP", "1")
    assert booked(any_parts) == ["22 Dec 09:30"] and swept(any_parts, dad) == []


def test_a_no_gives_it_to_who_waits(any_parts: Parts, moved: tuple[Talk, Talk]) -> None:
    mum, dad = moved
    swept(any_parts, mum)
    assert "Nothing is booked" in mum.say("2")
    offer = swept(any_parts, dad)
    assert "A place is free" in offer[-1] and "Tue 22 Dec" in offer[-1]
    dad.say("1")
    assert booked(any_parts) == ["22 Dec 09:30"] and dad.say("do i still have my place").count("22 Dec")


def test_without_an_answer_in_time_it_goes_to_who_waits(any_parts: Parts, moved: tuple[Talk, Talk]) -> None:
    mum, dad = moved
    swept(any_parts, mum)
    at(any_parts, 1, 12)
    assert "A place is free" in swept(any_parts, dad)[-1]
    assert "Which time" not in mum.say("1"), "the place is kept for another now"
    assert booked(any_parts) == []


def test_moved_again_it_is_kept_there(any_parts: Parts, tmp_path: Path, moved: tuple[Talk, Talk]) -> None:
    mum, dad = moved
    swept(any_parts, mum)
    put(any_parts, tmp_path, ONE_PLACE | {"date": "2026-12-23"})
    told = swept(any_parts, mum)
    assert "has moved to Wed 23 Dec" in told[0] and "We keep a place" in told[0] and "book a time on Wed 23 Dec" in told[1]
    assert "Wed 23 Dec. You are still on its waiting list" in said(any_parts, dad.id)[-1]
    mum.say("1", "1", "SKIP", "SKIP", "SKIP", "1")
    assert booked(any_parts) == ["23 Dec 09:30"]


def test_moved_back_and_forth_each_move_is_told_to_who_waits(any_parts: Parts, tmp_path: Path, moved: tuple[Talk, Talk]) -> None:
    mum, dad = moved
    swept(any_parts, mum)
    for hour, (row, day) in enumerate([(ONE_PLACE, "Fri 4 Dec"), (MOVED, "Tue 22 Dec")], 13):
        any_parts.clock.at = any_parts.clock.now().replace(hour=hour)  # type: ignore[attr-defined]
        put(any_parts, tmp_path, row)
        told = swept(any_parts, dad)
        assert len(told) == 1 and f"has moved to {day}. You are still on its waiting list" in told[0], told
    assert swept(any_parts, dad) == []


def test_who_was_offered_a_place_comes_first_on_the_new_day_too(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad, gran = wait_for(any_parts, MUM, DAD, GRAN)
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(any_parts, dad)[-1]
    put(any_parts, tmp_path, MOVED)
    told = swept(any_parts, dad)
    assert "You are still on its waiting list" in told[0] and "A place is free" in told[-1] and "Tue 22 Dec" in told[-1]
    assert "You are still on its waiting list" in said(any_parts, gran.id)[-1], "behind him as before"
    dad.say("1")
    assert booked(any_parts) == ["22 Dec 09:30"]


def test_an_offer_whose_hour_is_no_more_on_the_same_day_is_told(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(any_parts, MUM, DAD)
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(any_parts, dad)[-1]
    put(any_parts, tmp_path, {"start": "13:00", "end": "13:20"})
    told = swept(any_parts, dad)
    assert "will not happen as planned" in told[0] and "book a time" in told[-1], "what was kept is not taken back in silence"


def test_more_places_on_the_new_day_are_offered_in_turn(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad, gran = wait_for(any_parts, MUM, DAD, GRAN)
    put(any_parts, tmp_path, MOVED | {"end": "10:30"})
    told = swept(any_parts, mum)
    assert "We keep a place" in told[0] and all("A place is free" in said(any_parts, one.id)[-1] for one in (dad, gran))
    for one in (dad, gran):
        one.say("1")
    mum.say("1", "1", "SKIP", "SKIP", "SKIP", "1")
    assert sorted(booked(any_parts)) == ["22 Dec 09:30", "22 Dec 09:50", "22 Dec 10:10"]


def test_two_had_a_place_and_neither_can_take_the_others(any_parts: Parts, tmp_path: Path) -> None:
    two = ONE_PLACE | {"end": "10:10"}
    put(any_parts, tmp_path, two)
    mum, dad = Talk(any_parts, MUM), Talk(any_parts, DAD)
    for one in (mum, dad):
        one.say(BOOK, "1", "1", "SKIP", "SKIP", "SKIP", "1") if one is mum else one.say(BOOK, "1", "SKIP", "SKIP", "SKIP", "1")
    before = booked(any_parts)
    assert len(before) == 2
    put(any_parts, tmp_path, two | {"date": "2026-12-22"})
    swept(any_parts, mum)
    offered = mum.say("1")
    assert "9:30am" in offered and "9:50am" not in offered, "her own time, not his"
