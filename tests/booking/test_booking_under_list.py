"""A question of booking that a list of services came between: what is said after it is heard, and words that name what was offered book it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from directory.samples import load_samples
from tests.booking_steps import SECOND, Talk, booked, bookings, put, reminders
from tests.duty_steps import WATCHED
from tests.surgeries.test_surgery_off import told_off
from webhook.bootstrap import Parts
from webhook.services.booking.read_next import books_offered
from webhook.services.texts.text import count_segments

SEARCH = "any swimming clubs near nw5 for a 6 yr old"
NUMBER = "07700 900001"


@pytest.fixture
def mum(parts: Parts, tmp_path: Path) -> Talk:
    """Mum, whose surgery was called off, who was offered the next date, and looked for a club instead of answering."""
    load_samples(parts)
    who = told_off(parts, tmp_path, SECOND)
    listed = who.say(SEARCH)
    assert "Sample" in listed and "not booked yet" in listed
    return who


BOOKS = [
    "ok yes book me the new one",
    "book me on the new date please",
    "ok put me down for the 18th",
    "yes please the surgery on 18 dec",
    "can you book me that date",
    "i'll take the new one pls",
    "yeah the next date is fine, book it",
    "book the one you offered",
    "can i have the new surgery please?",
]


@pytest.mark.parametrize("text", BOOKS)
def test_words_that_name_it_book_what_was_offered(mum: Talk, text: str) -> None:
    heard = mum.say(text)
    assert "SEND surgery Fri 18 Dec, Sample Nursery. Which time?" in heard and count_segments(heard) <= 2, heard
    assert "Booked: Fri 18 Dec 9:30am" in mum.say("1", "SKIP", "SKIP", "SKIP", "1") and booked(mum.parts) == ["18 Dec 09:30"]


def test_with_a_time_it_is_read_as_both(mum: Talk) -> None:
    assert "first name" in mum.say("book me the new one at 10.10") and "Fri 18 Dec 10:10am" in mum.say("SKIP", "SKIP", "SKIP")


@pytest.mark.parametrize("text", ["1", "the first one", "book me the first one", "yes", "no i dont want the new one", "when is the next club", "the new club please", "more"])
def test_what_is_said_of_the_list_books_nothing(mum: Talk, text: str) -> None:
    heard = mum.say(text)
    assert "Which time" not in heard and "Is that right" not in heard, heard


@pytest.mark.parametrize("text", ["is the new one far", "do you have the new date for the meeting", "another date please", "can he go to the new school", "book me the swimming"])
def test_what_names_nothing_that_was_offered_is_not_read_so(text: str) -> None:
    assert not books_offered(text, date(2026, 12, 18))


@pytest.fixture
def web(parts: Parts, tmp_path: Path) -> Talk:
    """A parent on the web with a place, whose number was read back."""
    put(parts, tmp_path)
    load_samples(parts)
    who = Talk(parts)
    who.book()
    assert "ends in 001" in who.say(NUMBER)
    return who


@pytest.mark.parametrize("text", [SEARCH, "what is there for autistic teenagers on a saturday", "i need respite near nw3 for a 6 yr old", "is there a sensory room near n7 open on saturday"])
@pytest.mark.parametrize("yes", ["yes", "yes please", "ok", "REMIND ME", "can you text me a reminder"])
def test_a_list_instead_of_the_yes_says_that_no_reminder_is_set_and_a_yes_sets_it(web: Talk, text: str, yes: str) -> None:
    listed = web.say(text)
    assert "Sample" in listed and listed.count("No reminder of your surgery place is set yet") == 1 and "900001" not in listed, listed
    assert reminders(web.parts) == 0
    assert "will text it a reminder" in web.say(yes) and reminders(web.parts) == 2
    assert bookings(web.parts)[0].contact_hash is not None


@pytest.mark.parametrize("text", ["1", "2", "more", "any on sunday"])
def test_what_is_said_of_the_list_sets_no_reminder(web: Talk, text: str) -> None:
    assert "will text it" not in web.say(SEARCH, text) and reminders(web.parts) == 0


def test_where_somebody_may_be_watching_nothing_is_said_of_it(web: Talk) -> None:
    assert "reminder" not in web.say("he reads my phone", verdict=WATCHED)
    assert "will text it" not in web.say("yes") and reminders(web.parts) == 0


def test_the_number_alone_is_never_asked_for_again_by_a_list(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    load_samples(parts)
    who = Talk(parts)
    who.book()
    assert "No reminder of" not in who.say(SEARCH)
