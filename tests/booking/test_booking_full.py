"""Dates that are full: the waiting list of the one that is named, also while others are open; and offers that end before their slot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.booking_steps import BOOK, DAD, GRAN, MUM, ONE_PLACE, SECOND, Talk, at, booked, bookings, put, swept, wait_for, waits
from webhook.bootstrap import Parts
from webhook.services.booking.bookings import OFFER_ENDS_BEFORE
from webhook.services.booking.read import find_venues
from webhook.services.booking.slots import begins
from webhook.store.bookings import SurgeryWait
from webhook.store.surgeries import Surgery

BOTH = pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])
FULL = {"surgery_id": "S3", "date": "2026-12-15", "venue": "Tiny School", "status": "full"}
NO_PLACE = "There is no free place on"


def waited_for(parts: Parts) -> list[str]:
    with parts.db.reading() as session:
        return [f"{day:%-d %b}" for day in session.scalars(select(Surgery.date).join(SurgeryWait, SurgeryWait.surgery_id == Surgery.id).order_by(SurgeryWait.id))]


@BOTH
@pytest.mark.parametrize("asked", ["book surgery 15 december", "BOOK SURGERY on the 15th please", "book a surgery place at the tiny school"])
def test_a_full_date_that_is_named_offers_its_list_while_others_are_open(any_parts: Parts, tmp_path: Path, number: str, asked: str) -> None:
    put(any_parts, tmp_path, {}, FULL, SECOND)
    any_parts.rasa.default = [{"say": "surgeries", "wants": "book", "surgeries": [{"surgery_id": "S1"}]}]  # type: ignore[attr-defined]
    who = Talk(any_parts, number)
    reply = who.say(asked)
    assert NO_PLACE in reply and "15 Dec" in reply and "waiting list?" in reply and "OTHER" in reply
    assert "You are on the waiting list" in who.say("1") and waited_for(any_parts) == ["15 Dec"]


@pytest.mark.parametrize("said", ["the 15th", "15 december please", "waiting list for the 15th", "tiny school", "waiting list", "can i go on the waiting list"])
@pytest.mark.parametrize("steps", [(BOOK,), (BOOK, "1")])
def test_a_full_date_can_be_asked_for_in_the_middle(parts: Parts, tmp_path: Path, said: str, steps: tuple[str, ...]) -> None:
    put(parts, tmp_path, {}, FULL, SECOND)
    who = Talk(parts, MUM)
    who.say(*steps)
    reply = who.say(said)
    assert NO_PLACE in reply and "15 Dec" in reply
    assert "Which SEND surgery?" in who.say("OTHER")
    assert booked(parts) == [] and waited_for(parts) == []


@pytest.mark.parametrize("asked", ["I want to book the 8 december surgery", "book the send surgery on the 8th"])
def test_with_all_full_the_one_that_is_named_is_meant(parts: Parts, tmp_path: Path, asked: str) -> None:
    put(parts, tmp_path, {"date": "2026-11-30", "status": "full"}, SECOND | {"date": "2026-12-08", "status": "full"})
    parts.rasa.default = [{"say": "surgeries", "wants": "book", "surgeries": [{"surgery_id": "S1"}]}]  # type: ignore[attr-defined]
    who = Talk(parts, MUM)
    assert "8 Dec" in who.say(asked)
    assert "8 Dec" in who.say("1") and waited_for(parts) == ["8 Dec"]


def test_of_several_full_dates_one_is_chosen(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, FULL, SECOND | {"status": "full"})
    who = Talk(parts, MUM)
    assert "can wait for one" in (reply := who.say(BOOK, "waiting list please")) and "1 Tue 15 Dec, Tiny School; 2 Fri 18 Dec" in reply
    assert NO_PLACE in who.say("2") and "18 Dec" in who.say("1") and waited_for(parts) == ["18 Dec"]


@pytest.mark.parametrize("said", ["none of those i can only do the 18th", "i can only do the 18th", "18 dec", "the 18/12 please"])
def test_a_free_date_that_is_named_in_the_middle_is_taken(parts: Parts, tmp_path: Path, said: str) -> None:
    put(parts, tmp_path, {}, FULL, SECOND)
    for who in (Talk(parts, MUM), Talk(parts, DAD)):
        who.say(BOOK, *(["1"] if who.number == DAD else []))
        assert "SEND surgery Fri 18 Dec, Sample Nursery. Which time?" in who.say(said)


def test_a_day_without_a_surgery_is_said_to_have_none(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, SECOND)
    who = Talk(parts, MUM)
    assert "I have no SEND surgery then. Which SEND surgery?" in who.say("book surgery on the 9th of december")
    assert "I have no SEND surgery then. Which SEND surgery?" in who.say("the 11th")
    assert "Which SEND surgery? 1 Fri 4 Dec" in who.say("book surgery 8 january"), "the eighth of another month is no day of ours"


def test_an_offer_ends_before_its_slot_and_is_not_made_too_late(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, {"start": "18:30", "end": "18:50"})
    mum, dad, gran = wait_for(any_parts, MUM, DAD, GRAN)
    at(any_parts, 4, 16)
    mum.say("CAN'T COME", "1")
    assert "until 5:30pm on Fri 4 Dec" in swept(any_parts, dad)[0]
    offer = bookings(any_parts, state="offered")[0]
    assert offer.offer_until == begins(offer.day, offer.slot) - OFFER_ENDS_BEFORE
    at(any_parts, 4, 17, 31)
    assert not swept(any_parts, gran), "nobody is asked half an hour before"
    assert waits(any_parts) == ["lapsed", "waiting"]
    assert "1 6:30pm" in mum.say(BOOK), "what nobody on the list can be offered any more is free for whoever asks"


def test_at_night_an_offer_is_kept_until_the_morning_but_never_into_the_slot(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    parts.clock.at = datetime(2026, 12, 3, 16, tzinfo=UTC)  # type: ignore[attr-defined]
    mum.say("CAN'T COME", "1")
    assert "until 8:30am on Fri 4 Dec" in swept(parts, dad)[0]
    assert bookings(parts, state="offered")[0].offer_until - parts.clock.now() < timedelta(hours=24)


@BOTH
@pytest.mark.parametrize("asked", ["can i come to the send surgery on a tuesday", "book a surgery on tuesday please", "put me down for the surgery, any tuesday"])
def test_of_the_days_that_are_meant_the_first_is_said_to_be_full(any_parts: Parts, tmp_path: Path, number: str, asked: str) -> None:
    """The 15th is full, the 22nd has places: nobody should think that there is none on the 15th."""
    put(any_parts, tmp_path, FULL, SECOND | {"date": "2026-12-22"})
    who = Talk(any_parts, number)
    reply = who.say(asked)
    assert "Tue 15 Dec is full." in reply.replace("Tuesday 15 December 2026", "Tue 15 Dec").replace("15 December", "15 Dec") and "22 Dec" in reply, reply
    assert NO_PLACE in who.say("WAITING LIST") and "on the waiting list" in who.say("1") and waited_for(any_parts) == ["15 Dec"]


@pytest.mark.parametrize("asked", ["can i come to the send surgery this friday", "book surgery this fri"])
def test_this_friday_is_one_day(parts: Parts, tmp_path: Path, asked: str) -> None:
    put(parts, tmp_path, {}, SECOND)  # the 4th and the 18th; this Friday is the 27th of November
    assert "I have no SEND surgery then." in Talk(parts, MUM).say(asked)


def test_this_friday_with_a_surgery_on_it(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"date": "2026-11-27"}, SECOND)
    said = Talk(parts, MUM).say("can i come to the send surgery this coming friday")
    assert "Fri 27 Nov" in said and "18 Dec" not in said and "Which time?" in said


@BOTH
@pytest.mark.parametrize("asked", ["is there a place fri 18th sample nursery", "any slots on 18 dec at the sample nursery pls", "have you room at sample nursery on the 18th"])
def test_a_day_and_a_place_together_are_a_surgery(any_parts: Parts, tmp_path: Path, number: str, asked: str) -> None:
    put(any_parts, tmp_path, {"venue": "Owl Library"}, SECOND)
    any_parts.rasa.default = [{"say": "answer", "topics": ["nursery_funding"], "confidence": 0.9}]  # type: ignore[attr-defined]
    said = Talk(any_parts, number).say(asked)
    assert "18 Dec" in said and "Which time" in said, said


@pytest.mark.parametrize("asked", ["is there a place on 18 dec sample primary school", "have u got any slots left sample primary school fri 18th dec please"])
def test_venues_that_differ_in_the_kind_of_school_are_told_apart_by_the_whole_name(parts: Parts, tmp_path: Path, asked: str) -> None:
    put(parts, tmp_path, {"venue": "Sample Secondary School"}, SECOND | {"venue": "Sample Primary School"}, {"surgery_id": "S9", "date": "2027-01-08", "venue": "Sample Nursery School"})
    parts.rasa.default = [{"say": "answer", "topics": ["school_named"], "confidence": 0.9}]  # type: ignore[attr-defined]
    said = Talk(parts, MUM).say(asked)
    assert "Fri 18 Dec, Sample Primary School. Which time?" in said, said


def test_a_venue_whose_name_is_the_beginning_of_anothers_is_not_meant_with_it() -> None:
    both = ["Owl Library", "Owl Library Annexe"]
    assert find_venues("a place at owl  library annexe pls", both) == {"Owl Library Annexe"} and find_venues("owl library", both) == {"Owl Library"}
    assert find_venues("the bowl library", both) != {"Owl Library"}


@pytest.mark.parametrize("asked", ["is there a place at nursery on the 18th", "any places left at nursery on friday", "is there a place at a nursery from 4 january"])
def test_a_place_at_a_nursery_is_no_surgery(parts: Parts, tmp_path: Path, asked: str) -> None:
    put(parts, tmp_path, {"venue": "Owl Library"}, SECOND | {"venue": "Robin Nursery School", "date": "2026-12-17"})
    parts.rasa.default = [{"say": "answer", "topics": ["early_years"], "confidence": 0.9}]  # type: ignore[attr-defined]
    assert "Which time" not in Talk(parts, MUM).say(asked)
