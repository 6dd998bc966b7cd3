"""Whose place it is: one a person, given up, changed and kept, and nothing told of another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, MUM, SECOND, Talk, booked, bookings, put
from tests.duty_steps import handovers_of
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments
from webhook.store.duty import Alert


def test_one_place_a_person_and_surgery(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, SECOND)
    who = Talk(parts, MUM)
    who.say(BOOK, "1", "1", "SKIP", "SKIP", "SKIP", "1")
    assert "You have a place: Fri 4 Dec 9:30am, Sample School" in who.say(BOOK)
    assert "Sample Nursery" in who.say("3")
    who.say("1", "SKIP", "SKIP", "SKIP", "1")
    assert booked(parts) == ["4 Dec 09:30", "18 Dec 09:30"]
    assert "Which place do you mean?" in who.say("CAN'T COME")
    assert "18 Dec" in who.say("2") and "no longer have a place" in who.say("1") and booked(parts) == ["4 Dec 09:30"]


def test_nothing_said_to_one_tells_of_another(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    Talk(parts, MUM).book(name="Zadie")
    other = Talk(parts, DAD)
    said = other.say(BOOK) + other.say("CAN'T COME") + other.say("is my surgery booking confirmed")
    assert "Zadie" not in said and "9:30am" not in other.say(BOOK) and "You have a place" not in said
    assert booked(parts) == ["4 Dec 09:30"]


def test_change_keeps_the_old_place_until_the_new_one_is_booked(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path)
    who = Talk(any_parts, MUM)
    who.book(name="Ama", needs="step-free")
    assert "You keep your place until" in who.say("CHANGE") and booked(any_parts) == ["4 Dec 09:30"]
    assert "Name: Ama. Needs: step-free" in who.say("2") and booked(any_parts) == ["4 Dec 09:30"]
    assert "Changed. Your place is now" in who.say("1")
    assert booked(any_parts) == ["4 Dec 10:10"] and [row.state for row in bookings(any_parts)] == ["given_up", "booked"]
    assert "stays as it is" in who.say("CHANGE", "forget it") and booked(any_parts) == ["4 Dec 10:10"]


@pytest.mark.parametrize(("answer", "left"), [("1", []), ("yes", []), ("give it up", []), ("2", ["4 Dec 09:30"]), ("no keep it", ["4 Dec 09:30"]), ("9", ["4 Dec 09:30"])])
def test_giving_up_asks_once_and_does_as_told(parts: Parts, tmp_path: Path, answer: str, left: list[str]) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    assert "Shall I give it up?" in who.say("sorry we can't make it on friday")
    who.say(answer)
    assert booked(parts) == left


@pytest.mark.parametrize("words", ["cancel my surgery booking", "Please cancel our surgery appointment, it's been sorted", "cant make my slot tmrw, baby has a temp"])
def test_plain_words_through_the_dialogue_model_reach_the_own_place(parts: Parts, tmp_path: Path, words: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    parts.rasa.default = [{"say": "surgeries", "wants": "book", "surgeries": []}]  # type: ignore[attr-defined]
    assert "Shall I give it up?" in who.say(words)


def test_a_place_that_was_not_booked_here_goes_to_a_person(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    parts.rasa.default = [{"say": "surgeries", "wants": "book", "surgeries": [{"surgery_id": "S1"}]}]  # type: ignore[attr-defined]
    who = Talk(parts, MUM)
    assert "Nothing is booked or changed" in who.say("cancel my surgery slot on weds please, mock exam")
    assert handovers_of(parts, who.id)[0].kind == "surgery_book"


@pytest.mark.parametrize("word", ["CANCEL", "STOP"])
def test_an_opt_out_word_with_a_booking_tells_staff_to_ring_and_leaves_the_place(parts: Parts, tmp_path: Path, word: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book()
    assert "no more texts" in who.say(word) and booked(parts) == ["4 Dec 09:30"]
    with parts.db.reading() as session:
        assert [alert.kind for alert in session.query(Alert)] == ["may_mean_booking"]


def test_an_opt_out_word_says_once_that_the_place_is_kept_and_how_to_give_it_up(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who, other = Talk(parts, MUM), Talk(parts, DAD)
    who.book()
    reply = who.say("Cancel")
    assert "You still have your place" in reply and "START first, then CAN'T COME" in reply and "999" in reply
    assert all(count_segments(sent["body"]) <= 2 for sent in parts.sms.sent)  # type: ignore[attr-defined]
    assert who.say("CAN'T COME") == "", "nobody is texted after an opt-out"
    who.say("START")
    assert "Shall I give it up?" in who.say("CAN'T COME") and "no longer have a place" in who.say("1")
    assert "place" not in other.say("Cancel")
