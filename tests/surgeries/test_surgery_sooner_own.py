"""A sooner date asked for by somebody who has a place: what is free is offered, what is full has its list, and the place is never lost by asking."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import DAD, MUM, ONE_PLACE, SECOND, Talk, booked, put, swept, waits
from tests.surgeries.test_surgery_list_first import KEPT, LIBRARY, SMALL_TALK
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments

WITH_PLACE = f"You keep your place: {KEPT}."
SOONER = [
    "is there anything sooner", "got an earlier one?", "any earlier dates", "can i be seen sooner", "have you got one before that", "could you bring it forward", "any cancellations",
    "i need something sooner really", "is there any chance of an earlier appointment",
]  # fmt: skip
OTHERS = ["can the plan come sooner", "is there a sooner review", "as i said earlier", "can he start school sooner", "the sooner the better", "i texted earlier about his taxi"]


def with_place(parts: Parts, folder: Path, *rows: dict[str, str], full: bool) -> Talk:
    """Mum, who has a place on 18 December; Dad has taken the library's one place where it is `full`."""
    put(parts, folder, *rows, SECOND)
    parts.rasa.default = SMALL_TALK  # type: ignore[union-attr]
    if full:
        Talk(parts, DAD).say("book the send surgery on 25 november", "1", "SKIP", "SKIP", "SKIP", "1")
    mum = Talk(parts, MUM)
    assert "Booked" in mum.say("book the send surgery on 18 december", "1", "SKIP", "SKIP", "SKIP", "1")
    return mum


@pytest.mark.parametrize("asked", SOONER)
def test_sooner_dates_are_offered_and_one_is_taken_instead(any_parts: Parts, tmp_path: Path, asked: str) -> None:
    mum = with_place(any_parts, tmp_path, LIBRARY, {}, full=False)
    heard = mum.say(asked)
    assert "You keep your place until the new one is booked. Which SEND surgery? 1 Wed 25 Nov, Sample Library; 2 Fri 4 Dec, Sample School." in heard
    assert booked(any_parts) == ["18 Dec 09:30"] and count_segments(heard) <= 2
    assert "Which time" in mum.say("2") and "I will book: Fri 4 Dec" in mum.say("1") and booked(any_parts) == ["18 Dec 09:30"]
    assert "Changed. Your place is now: Fri 4 Dec" in mum.say("1") and booked(any_parts) == ["4 Dec 09:30"]


@pytest.mark.parametrize("no", ["no leave it", "no thanks", "forget it"])
def test_a_no_keeps_the_place(parts: Parts, tmp_path: Path, no: str) -> None:
    mum = with_place(parts, tmp_path, LIBRARY, {}, full=False)
    mum.say("is there anything sooner")
    mum.say(no)
    assert booked(parts) == ["18 Dec 09:30"]


@pytest.mark.parametrize("asked", SOONER)
def test_a_full_one_has_its_list_beside_the_place(parts: Parts, tmp_path: Path, asked: str) -> None:
    mum = with_place(parts, tmp_path, LIBRARY | ONE_PLACE, full=True)
    heard = mum.say(asked)
    assert f"No sooner date has a free place. {WITH_PLACE} There is no free place on Wed 25 Nov at Sample Library. Shall I put you on the waiting list?" in heard
    assert all(count_segments(text) <= 2 for text in heard.splitlines())
    assert heard == mum.say(asked), "asked again, the answer is the same"
    assert WITH_PLACE in mum.say("1") and waits(parts) == ["waiting"] and "18 Dec 09:30" in booked(parts)
    assert mum.say(asked) == f"I have no sooner date with a free place. You are on the waiting list for Wed 25 Nov. {WITH_PLACE}"


def test_the_place_that_comes_free_is_theirs_beside_the_one_they_have(any_parts: Parts, tmp_path: Path) -> None:
    mum = with_place(any_parts, tmp_path, LIBRARY | ONE_PLACE, full=True)
    mum.say("is there anything sooner", "1")
    Talk(any_parts, DAD).say("CAN'T COME", "1")
    assert "A place is free" in swept(any_parts, mum)[0]
    taken = mum.say("yes please")
    assert "Booked: Wed 25 Nov" in taken and f"You still have your other place too: {KEPT}." in taken
    assert booked(any_parts) == ["18 Dec 09:30", "25 Nov 09:30"]


def test_a_no_to_the_list_keeps_the_place(parts: Parts, tmp_path: Path) -> None:
    mum = with_place(parts, tmp_path, LIBRARY | ONE_PLACE, full=True)
    mum.say("anything sooner?")
    assert mum.say("no") == f"That's fine. Your place stays as it is: {KEPT}." and waits(parts) == []


def test_one_that_is_free_and_one_before_it_that_is_full(parts: Parts, tmp_path: Path) -> None:
    mum = with_place(parts, tmp_path, LIBRARY | ONE_PLACE, {}, full=True)
    heard = mum.say("anything sooner?")
    assert "Wed 25 Nov is full, but you can wait for a place on that day: text WAITING LIST. SEND surgery Fri 4 Dec, Sample School. Which time? 1 9:30am" in heard
    assert count_segments(heard) <= 2
    assert "no free place on Wed 25 Nov" in mum.say("WAITING LIST") and WITH_PLACE in mum.say("1")
    assert waits(parts) == ["waiting"] and "You are on the waiting list for Wed 25 Nov. SEND surgery Fri 4 Dec" in mum.say("anything sooner?")


@pytest.mark.parametrize("asked", SOONER)
def test_where_there_is_none_that_is_said(parts: Parts, tmp_path: Path, asked: str) -> None:
    assert with_place(parts, tmp_path, full=False).say(asked) == f"I have no sooner date with a free place. {WITH_PLACE}"


def test_an_earlier_one_may_be_a_time_of_the_day(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, SECOND)
    mum = Talk(parts, MUM)
    mum.say("book the send surgery on 18 december at 10.30", "SKIP", "SKIP", "SKIP", "1")
    assert booked(parts) == ["18 Dec 10:30"]
    assert "Which time? 1 9:30am" in mum.say("got an earlier one?")


@pytest.mark.parametrize("asked", OTHERS)
def test_what_is_about_something_else_is_not_a_date(parts: Parts, tmp_path: Path, asked: str) -> None:
    heard = with_place(parts, tmp_path, LIBRARY, {}, full=False).say(asked)
    assert "Which SEND surgery" not in heard and "sooner date" not in heard and booked(parts) == ["18 Dec 09:30"]
