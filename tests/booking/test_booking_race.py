"""A place is taken once, and by one of many, whatever runs at the same moment."""

from __future__ import annotations

import threading
from datetime import time
from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, GRAN, MUM, ONE_PLACE, Talk, booked, bookings, outbox, put, waits
from tests.duty_steps import pass_time, said
from webhook.bootstrap import Parts
from webhook.services.booking.bookings import BOOKED, Person, take_place
from webhook.services.texts.inbox import accept_sms
from webhook.services.turn.work import work_conversation
from webhook.store.surgeries import Surgery


def test_a_message_worked_twice_books_once(any_parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process dies after the place was taken and before its words were written down: the same message takes nothing more."""
    put(any_parts, tmp_path)
    who = Talk(any_parts, MUM)
    who.say(BOOK, "1", "SKIP", "SKIP", "SKIP")
    accept_sms(any_parts, number=MUM, message_sid="SMonce", text="1")
    with monkeypatch.context() as broken:
        broken.setattr("webhook.services.turn.turn.record_turn", lambda *_: (_ for _ in ()).throw(RuntimeError("died")))
        broken.setattr("webhook.services.turn.work.hold_broken", lambda *_: None)
        broken.setattr("webhook.services.turn.work.next_inbound", _once(broken))
        work_conversation(any_parts, who.id)
    assert booked(any_parts) == ["4 Dec 09:30"]
    pass_time(any_parts, minutes=5)
    work_conversation(any_parts, who.id)
    assert booked(any_parts) == ["4 Dec 09:30"] and len(bookings(any_parts)) == 1
    assert sum("Booked: " in any_parts.vault.open(row.body_sealed) for row in outbox(any_parts)) == 1


def _once(patch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The next message the first time, none after: a worker that dies does not come back at once."""
    from webhook.store.inbox import next_inbound

    seen: list[int] = []

    def given(*arguments):  # type: ignore[no-untyped-def]
        return None if seen else (seen.append(1), next_inbound(*arguments))[1]

    return given


@pytest.mark.parametrize(("capacity", "places"), [("1", 1), ("3", 3)])
def test_of_twenty_at_once_as_many_get_the_slot_as_it_holds(any_parts: Parts, tmp_path: Path, capacity: str, places: int) -> None:
    put(any_parts, tmp_path, ONE_PLACE | {"capacity": capacity})
    people = [Talk(any_parts, f"+4477009001{n:02}") for n in range(20)]
    for who in people:
        who.say("hello")
    start, how = threading.Barrier(20), list[str]()

    def race(who: Talk) -> None:
        start.wait()
        with any_parts.db.writing() as session:
            surgery = session.query(Surgery).one()
            how.append(take_place(any_parts, session, Person(who.id, who.id, False), surgery, time(9, 30), details={"about": ""}, instead_of=None, now=any_parts.clock.now()))

    threads = [threading.Thread(target=race, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(how) == 20 and how.count(BOOKED) == places and len(booked(any_parts)) == places
    assert len({(row.slot, row.seat) for row in bookings(any_parts)}) == places


def test_twenty_parents_who_say_yes_at_once_through_the_whole_path(any_parts: Parts, tmp_path: Path) -> None:
    """Each has read back the same last place. One gets it; the others are told, and asked whether to wait."""
    put(any_parts, tmp_path, ONE_PLACE)
    people = [Talk(any_parts, f"+4477009001{n:02}") for n in range(20)]
    for who in people:
        who.say(BOOK, "1", "SKIP", "SKIP", "SKIP")
    start = threading.Barrier(20)

    def race(who: Talk) -> None:
        accept_sms(any_parts, number=who.number, message_sid=f"SM{who.number}", text="1")
        start.wait()
        work_conversation(any_parts, who.id)

    threads = [threading.Thread(target=race, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    last = [said(any_parts, who.id)[-1] for who in people]
    assert sum(text.startswith("Booked: ") for text in last) == 1 and sum("waiting list?" in text for text in last) == 19
    assert booked(any_parts) == ["4 Dec 09:30"]


def test_one_person_trying_twenty_times_at_once_has_one_place(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, {"capacity": "2"})
    who = Talk(any_parts, MUM)
    who.say("hello")
    start, how = threading.Barrier(20), list[str]()

    def race(number: int) -> None:
        start.wait()
        with any_parts.db.writing() as session:
            surgery = session.query(Surgery).one()
            slot = time(9, 30) if number % 2 else time(9, 50)
            how.append(take_place(any_parts, session, Person(who.id, "same", False), surgery, slot, details={"about": ""}, instead_of=None, now=any_parts.clock.now()))

    threads = [threading.Thread(target=race, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert how.count(BOOKED) == 1 and len(booked(any_parts)) == 1


def test_who_comes_second_for_the_last_place_is_offered_the_next(any_parts: Parts, tmp_path: Path) -> None:
    """Both were shown the same time; the second is not told who has it."""
    put(any_parts, tmp_path, {"end": "10:10"})
    mum, dad = Talk(any_parts, MUM), Talk(any_parts, DAD)
    for who in (mum, dad):
        who.say(BOOK, "1", "SKIP", "SKIP", "SKIP")
    assert "Booked" in mum.say("1")
    assert dad.say("1").startswith("That time is no longer free. SEND surgery Fri 4 Dec, Sample School. Which time? 1 9:50am.")
    assert "Booked" in dad.say("1", "1")
    third = Talk(any_parts, GRAN)
    assert "There is no free place" in third.say(BOOK) and "You are on the waiting list" in third.say("yes please")
    assert waits(any_parts) == ["waiting"]
