"""What people say of surgeries outside a booking: their own place, the dates, a day that was just shown, what to bring; and what is none of that."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import DAD, MUM, SECOND, Talk, booked, put
from webhook.bootstrap import Parts
from webhook.services.booking.read import BOOK, CHANGE, GIVE_UP, STATUS
from webhook.services.surgeries.asked import BRING, INFO, WAIT, read_asked
from webhook.store.surgeries import SurgeryRequest

BOTH = pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("surgery on tuesday pls", BOOK), ("i want to come to a send surgery to talk about the transport refusal", BOOK), ("can i come to a send surgery", BOOK),
        ("book me on the surgery", BOOK), ("can I put my name down for the next surgery", BOOK), ("I\u2019d like a place at the next SEND surgery please", BOOK),
        ("any send surgeries in january", INFO), ("when is the next surgery", INFO), ("are there any surgeries soon?", INFO),
        ("move my surgery", CHANGE), ("can you change my surgery to another day", CHANGE), ("please cancel my surgery", GIVE_UP), ("cancel my surgery booking", GIVE_UP),
        ("i cant come to the send surgery any more", GIVE_UP),
        ("when is my surgery", STATUS), ("what time is my surgery again", STATUS), ("where is my surgery?", STATUS), ("do i have a surgery place", STATUS),
        ("what do i need to bring to the surgery", BRING), ("can i go on the surgery waiting list", WAIT),
    ],
)  # fmt: skip
def test_what_names_a_surgery(text: str, asked: str) -> None:
    assert read_asked(text, spoken=False, booked=False) == asked


@pytest.mark.parametrize(
    "text",
    [
        "my gp surgery won't refer him", "he had heart surgery in may", "my son needs surgery", "he is off school after surgery", "the doctors surgery said no",
        "what do i need to bring to his review",
        "when is my appointment with camhs", "when is my sons review", "how long is the camhs waiting list", "i need to cancel his transport", "what is a send surgery",
        "when is the next surgery and how long does an assessment take", "what should he bring to school",
    ],
)  # fmt: skip
@pytest.mark.parametrize("known", [False, True])
def test_what_is_something_else(text: str, known: bool) -> None:
    assert read_asked(text, spoken=False, booked=known) == ""


@pytest.mark.parametrize(
    ("text", "asked"),
    [("when is my appointment again", STATUS), ("what time is my slot", STATUS), ("what do i need to bring", BRING), ("do i need to bring anything", BRING), ("change my slot", CHANGE)],
)
def test_what_is_clear_to_who_has_a_place(text: str, asked: str) -> None:
    assert read_asked(text, spoken=False, booked=True) == asked and read_asked(text, spoken=False, booked=False) == ""


@BOTH
@pytest.mark.parametrize("text", ["when is my surgery", "when is my appointment again", "where is my surgery?", "am i booked"])
def test_their_own_place_and_nobody_elses(any_parts: Parts, tmp_path: Path, number: str, text: str) -> None:
    put(any_parts, tmp_path, {"capacity": "2"})
    any_parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    who, other = Talk(any_parts, number), Talk(any_parts, DAD)
    who.book()
    who.say("SKIP", "thanks")
    reply = who.say(text)
    assert "You have a place: " in reply and "9:30am, Sample School, 1 Sample Street" in reply and "1 to change it, 2 to give it up" in reply
    assert "9:30am" not in other.say(text), "conduct 10"


@pytest.mark.parametrize("text", ["when is my surgery", "please cancel my surgery", "move my surgery", "can i change my surgery to friday"])
def test_who_has_none_is_told_so(parts: Parts, tmp_path: Path, text: str) -> None:
    put(parts, tmp_path)
    reply = Talk(parts, MUM).say(text)
    assert "no place at a SEND surgery booked with this phone" in reply and "PERSON" in reply and "BOOK SURGERY" in reply


@BOTH
@pytest.mark.parametrize("answer", ["the nursery one", "yes the 18th of december", "18 dec", "can i come on the 18th", "the nursery one on friday 18 december please"])
def test_a_day_said_to_dates_that_were_shown_books_it(parts: Parts, tmp_path: Path, number: str, answer: str) -> None:
    put(parts, tmp_path, {}, SECOND)
    parts.rasa.default = [{"say": "ask_case_ref", "requested": "case_ref"}]  # type: ignore[attr-defined]
    who = Talk(parts, number)
    assert "Next dates" in who.say("when is the next send surgery") or not number
    reply = who.say(answer)
    assert "18 Dec" in reply and "Which time" in reply and "9:30am" in reply and "reference" not in reply


def test_a_day_without_a_surgery_said_to_dates_that_were_shown(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, SECOND, {"surgery_id": "S3", "date": "2026-12-08", "status": "cancelled"})
    parts.rasa.default = [{"say": "ask_case_ref", "requested": "case_ref"}]  # type: ignore[attr-defined]
    for day in ("8 dec", "the 9th please"):
        assert "I have no SEND surgery then. Which SEND surgery? 1 Fri 4 Dec" in Talk(parts, MUM).say(
            "when is the next send surgery", day, "never mind", "when is the next send surgery", day
        )


def test_the_own_place_can_be_asked_for_twice(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    assert who.say("when is my surgery") == who.say("when is my appointment again")


def test_yes_to_dates_that_were_shown_begins_a_booking_and_other_days_do_not(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, SECOND)
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    assert "Which SEND surgery?" in Talk(parts, MUM).say("when is the next send surgery", "yes please")
    dad = Talk(parts, DAD)
    assert "Which" not in dad.say("when is the next send surgery", "my son was born on 18 december 2015")


@BOTH
@pytest.mark.parametrize("before", [("when is the next send surgery",), ("BOOK SURGERY", "1", "SKIP", "SKIP", "SKIP", "1")])
def test_what_to_bring_is_not_made_up(parts: Parts, tmp_path: Path, number: str, before: tuple[str, ...]) -> None:
    put(parts, tmp_path)
    reply = (who := Talk(parts, number)).say(*before, "what do i need to bring")
    assert "I don't have a list of what to bring" in reply and "PERSON" in reply
    assert len(booked(parts)) == len(before) // 6, who.id


def test_dates_that_are_all_cancelled_are_none(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"status": "cancelled"}, SECOND | {"status": "cancelled"})
    who = Talk(parts, MUM)
    reply = who.say("when is the next send surgery")
    assert "No SEND surgery is planned now" in reply and "Shall I text you" in reply and "4 Dec" not in reply
    assert "Saved" in who.say("yes pls text me")


def test_a_cancelled_date_does_not_head_the_list(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"status": "cancelled"}, SECOND)
    reply = Talk(parts).say("when is the next send surgery")
    assert reply.index("18 December") < reply.index("4 December") and "will not happen" in reply


def test_a_month_is_heard(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, {"surgery_id": "S9", "date": "2027-01-08"})
    reply = Talk(parts, MUM).say("any send surgeries in january")
    assert "8 Jan" in reply and "4 Dec" not in reply
    assert "I have no SEND surgery then." in (march := Talk(parts, DAD).say("any send surgeries in march")) and "4 Dec" in march


@pytest.mark.parametrize(("answer", "kept"), [("yes pls text me", 1), ("yes", 1), ("please let me know", 1), ("no thanks", 0), ("don't text me", 0)])
def test_to_be_told_of_the_next_date(parts: Parts, answer: str, kept: int) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    reply = Talk(parts, MUM).say("when is the next send surgery", answer)
    with parts.db.reading() as session:
        assert session.query(SurgeryRequest).count() == kept
    assert ("Saved" in reply) == bool(kept)


def test_skip_where_nothing_is_asked(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    assert "no open question" in Talk(parts, MUM).say("when is the next send surgery", "SKIP")
