"""What a parent's words are read as while they book: each row beside one that must not be."""

from __future__ import annotations

from datetime import date, time

import pytest

from webhook.services.booking.names import read_name
from webhook.services.booking.read import BOOK, CHANGE, GIVE_UP, STATUS, find_days, is_about_texts, is_skip, read_number, read_wish, read_word, read_yes_no, wants_to_leave
from webhook.services.booking.read_times import read_times

SLOTS = [time(9, 30), time(9, 50), time(10, 10), time(13, 0), time(14, 20)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1", True), ("yes", True), ("YES PLEASE", True), ("yeah thats fine", True), ("yeah, that's fine", True), ("ok book it", True), ("we'd love to come", True),
        ("I’ll take it thanks", True), ("yes thats right", True), ("yep all good", True), ("looks good thanks", True), ("yes it is", True), ("confirm", True), ("yh", True),
        ("2", False), ("no", False), ("No thank you, we can't now", False), ("sorry, can't make it", False), ("not this time", False), ("nope", False),
        ("not sure", None), ("no problem", None), ("can't wait!", None), ("i don't know", None), ("please can i have another time", None), ("ok what should i bring", None),
        ("yes but later", None), ("is it step free?", None), ("no?", None), ("1pm", None), ("book another", None), ("12", None), ("", None),
    ],
)  # fmt: skip
def test_yes_and_no(text: str, said: bool | None) -> None:
    assert read_yes_no(text) is said


@pytest.mark.parametrize(
    ("text", "index"), [("2", 1), (" 3. ", 2), ("the second one", 1), ("number 1 please", 0), ("last", 2), ("9", -1), ("0", -1), ("2pm", None), ("2 kids", None), ("two", 1)]
)
def test_numbers(text: str, index: int | None) -> None:
    assert read_number(text, 3) == index


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("9.50", [time(9, 50)]), ("9:50am", [time(9, 50)]), ("2.20", [time(14, 20)]), ("1pm", [time(13)]), ("ten", None), ("after 10", [time(10, 10), time(13), time(14, 20)]),
        ("any time after ten", [time(10, 10), time(13), time(14, 20)]), ("after ten pls", [time(10, 10), time(13), time(14, 20)]), ("before ten", SLOTS[:2]), ("after two years", None),
        ("after one that is step free", None), ("after two o'clock", [time(14, 20)]), ("after 2pm", [time(14, 20)]), ("before 10am", [time(9, 30), time(9, 50)]),
        ("in the morning", SLOTS[:3]),
        ("afternoon please", SLOTS[3:]), ("5pm", []),
        ("i have 2 kids", None), ("the 4th", None), ("", None),
    ],
)  # fmt: skip
def test_times(text: str, slots: list[time] | None) -> None:
    assert read_times(text, SLOTS) == slots


@pytest.mark.parametrize(
    ("text", "found"), [("the 9th", [9]), ("friday", [4, 18]), ("9 december pls", [9]), ("wed", [9]), ("next one", [4, 9, 18]), ("the 30th", [4, 9, 18]), ("me and 2 kids", [4, 9, 18])]
)
def test_days(text: str, found: list[int]) -> None:
    days = [date(2026, 12, day) for day in (4, 9, 18)]  # a Friday, a Wednesday, a Friday
    assert [day.day for day in find_days(text, days) or days] == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ama", "Ama"), ("My name is Ama", "Ama"), ("it's O'Neil", "O'Neil"), ("Anne-Marie Sample", "Anne-Marie"), ("ЗОЯ", "Зоя"), ("noor", "Noor"),
        ("how long does it take", None), ("what time is it", None), ("2", None), ("is there parking?", None), ("07700 900123", None), ("why do you need that", None),
        ("x" * 31, None),
    ],
)  # fmt: skip
def test_names(text: str, name: str | None) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize("text", ["skip", "SKIP", "none thanks", "nothing", "no thanks", "I don't need anything", "rather not say", "i don't want to give my name", "n/a"])
def test_what_is_left_out(text: str) -> None:
    assert is_skip(text)


@pytest.mark.parametrize("text", ["step-free", "no stairs please", "none of the rooms with strip lights", "nothing by mouth for my son so a quiet room"])
def test_what_is_not_left_out(text: str) -> None:
    assert not is_skip(text)


@pytest.mark.parametrize("text", ["never mind", "actually forget it", "I've changed my mind", "don't bother", "i don't want to book any more", "leave it", "cancel"])
def test_leaving(text: str) -> None:
    assert wants_to_leave(text)


@pytest.mark.parametrize("text", ["stop texting me", "no more texts please", "I don't want any more messages", "please don't contact me again", "leave me alone"])
def test_not_wanting_texts_is_no_answer_to_a_question(text: str) -> None:
    assert is_about_texts(text) and not wants_to_leave(text) and read_name(text) is None


def test_a_wish_for_a_text_is_no_refusal_of_texts() -> None:
    assert not is_about_texts("yes please text me") and not is_about_texts("no, not that one")


@pytest.mark.parametrize("text", ["he never minds the noise", "1", "another time", "later", "i need a lift", "can you leave it open?"])
def test_not_leaving(text: str) -> None:
    assert not wants_to_leave(text)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("cancel my surgery booking", GIVE_UP), ("so sorry but i wont make it", GIVE_UP), ("so sorry but I won't make it", GIVE_UP), ("cant make my slot", GIVE_UP),
        ("can't make my 10.20 appointment", GIVE_UP),
        ("not coming to the surgery anymore", GIVE_UP), ("can we swap to a later slot", CHANGE), ("cant make it tmrw can it be moved", CHANGE),
        ("Could my surgery time be moved", CHANGE),
        ("is my surgery appointment confirmed or not", STATUS), ("Did my booking for the session go through?", STATUS), ("what time is my surgery", STATUS),
        ("book me a surgery slot", BOOK), ("put my name down for the next surgery", BOOK), ("can i get a slot", BOOK),
    ],
)  # fmt: skip
def test_wishes(text: str, wish: str) -> None:
    assert read_wish(text) == wish


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("CAN'T COME", GIVE_UP), ("cant come", GIVE_UP), ("Sorry, we can’t make it on Friday", GIVE_UP), ("i won't be able to come tomorrow", GIVE_UP), ("CHANGE", CHANGE),
        ("change my time please", CHANGE),
        ("BOOK SURGERY", BOOK), ("please book the next surgery", BOOK), ("book", ""), ("he can't come out of his room", ""), ("change of school", ""),
        ("the taxi can't come", ""), ("we can't make him go to school", ""),
        ("can't come to school", ""), ("book a blue badge", ""),
    ],
)  # fmt: skip
def test_words_that_our_texts_offer(text: str, word: str) -> None:
    assert read_word(text) == word
