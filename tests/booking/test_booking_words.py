"""What is said in the middle of a booking in other words than its answers: times again, times as people say them, another time at the wrong moment."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from tests.booking_steps import BOOK, MUM, SECOND, Talk, booked, bookings, put
from webhook.bootstrap import Parts
from webhook.services.booking.read import asks_options
from webhook.services.booking.read_times import nearest_times, read_hour, read_times

SLOTS = [time(9, 30), time(9, 50), time(10, 10), time(10, 30), time(10, 50), time(11, 10)]
GUESSED = [{"say": "clarify", "options": ["blue_badge", "benefits_money"], "confidence": 0.4}]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("no half 10", ["10:30"]), ("half past ten please", ["10:30"]), ("ten past 11", ["11:10"]), ("ten to 11", ["10:50"]), ("quarter to ten", []), ("the later one at 11", []),
        ("at 10.10", ["10:10"]), ("about half past 9", ["09:30"]), ("half 2", []),
    ],
)  # fmt: skip
def test_times_as_people_say_them(text: str, times: list[str]) -> None:
    assert read_times(text, SLOTS) == [time.fromisoformat(at) for at in times]


@pytest.mark.parametrize("text", ["half term", "he is half an hour late", "the first half", "at 11 schools", "ten to do", "quarter of them", "ask the five to come"])
def test_what_is_no_time(text: str) -> None:
    assert read_times(text, SLOTS) is None


def test_the_nearest_are_offered() -> None:
    assert nearest_times("the later one at 11", SLOTS, 2) == [time(10, 50), time(11, 10)] and nearest_times("hm", SLOTS, 2) == []
    assert read_hour("11", SLOTS) == [time(11, 10)] and read_hour("7", SLOTS) == []


@pytest.mark.parametrize("text", ["what times", "which times are there", "what were the times again", "what are the options", "say that again", "repeat that please"])
def test_what_asks_for_the_options(text: str) -> None:
    assert asks_options(text)


@pytest.mark.parametrize("text", ["what other times", "what time does his school start", "what is a surgery", "which school"])
def test_what_does_not(text: str) -> None:
    assert not asks_options(text)


def test_a_time_in_words_after_the_times_were_asked_for_again(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path)
    any_parts.rasa.default = GUESSED  # type: ignore[union-attr]
    who = Talk(any_parts, MUM)
    asked = who.say(BOOK).splitlines()[0]
    assert who.say("what times") == asked
    near = who.say("the later one at 11")
    assert "no free time like that" in near and "10:50am" in near and "11:10am" in near
    assert "first name" in who.say("no half 10")
    assert "10:30am" in who.say("SKIP", "SKIP", "SKIP") and "Booked" in who.say("1") and booked(any_parts) == ["4 Dec 10:30"]


def test_a_bare_hour_offers_what_begins_in_it(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    assert "1 11:10am" in who.say(BOOK, "11")
    assert "I did not offer that number" in who.say("7")


@pytest.mark.parametrize("guessed", ["any of the early ones really", "the one before that maybe", "i dunno what day is best"])
def test_what_looks_like_an_answer_is_asked_for_again(parts: Parts, tmp_path: Path, guessed: str) -> None:
    put(parts, tmp_path)
    parts.rasa.default = GUESSED  # type: ignore[union-attr]
    who = Talk(parts, MUM)
    who.say(BOOK)
    again = who.say(guessed)
    assert "Which time" in again and "Is it about" not in again and "not booked" not in again


@pytest.mark.parametrize("steps", [("1",), ("1", "ama"), ("1", "ama", "step-free")])
@pytest.mark.parametrize("said", ["change it to 11.10", "actually make it 11:10am please", "can i change the time to ten past 11"])
def test_another_time_said_to_a_question_about_details_is_taken(parts: Parts, tmp_path: Path, steps: tuple[str, ...], said: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    asked = who.say(BOOK, *steps).splitlines()[0]
    assert who.say(said) == f"The time is now 11:10am. {asked}"
    who.say(*("ama", "step-free", "transport")[len(steps) - 1 :])
    assert "Booked" in who.say("1") and booked(parts) == ["4 Dec 11:10"]
    assert bookings(parts)[0].about == "transport"


def test_another_day_or_a_time_that_is_not_there(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, SECOND)
    who = Talk(parts, MUM)
    who.say(BOOK, "1", "1")
    assert "no free time like that" in (near := who.say("change it to 11")) and "10:50am" in near
    assert "first name" in who.say("1") and "Fri 18 Dec" in who.say("change it to the 18th")
    assert "What would you like to change" in who.say("1", "change")


@pytest.mark.parametrize("subject", ["the change of school", "his transport comes at 9.30", "they want to move him to another class", "he is sent home on fridays"])
def test_a_subject_is_no_change(parts: Parts, tmp_path: Path, subject: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    assert "I will book" in who.say(BOOK, "1", "SKIP", "SKIP", subject)


@pytest.mark.parametrize(("back", "asked"), [("yes", "Which time"), ("the 10.10 one please", "first name"), ("half 10 pls", "first name")])
def test_a_booking_that_was_left_is_taken_up_by_an_answer_to_it(parts: Parts, tmp_path: Path, back: str, asked: str) -> None:
    put(parts, tmp_path)
    parts.rasa.default = [{"say": "act", "act": "small_talk", "confidence": 0.9}]  # type: ignore[union-attr]
    who = Talk(parts, MUM)
    assert "not booked yet" in who.say(BOOK, "PERSON")
    who.say("thanks")
    assert asked in who.say(back)
    stranger = Talk(parts, "")
    assert asked not in stranger.say(back)


@pytest.mark.parametrize(
    "text",
    ["10ish", "can we do 10ish", "tenish", "10-ish pls", "10am ish", "10 or so", "10 or thereabouts", "somewhere around 10", "roughly 10", "near 10 if poss", "10ish would be best"],
)
def test_a_rough_time_is_answered_by_those_near_to_it(parts: Parts, tmp_path: Path, text: str) -> None:
    put(parts, tmp_path)
    parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    near = Talk(parts, MUM).say(BOOK, text)
    assert "1 9:50am; 2 10:10am." in near and "no free time" not in near and not bookings(parts)


def test_a_rough_time_that_is_a_slot_is_that_slot(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    assert "10:30am" in Talk(parts, MUM).say(BOOK, "half 10ish", "SKIP", "SKIP", "SKIP")


@pytest.mark.parametrize("text", ["he's 10ish", "my son is 10 ish", "i finish at school", "10ish years", "its about 10 or so miles away"])
def test_a_rough_age_or_distance_is_no_time(text: str) -> None:
    assert read_times(text, SLOTS) is None
