"""What is wanted instead of what was offered: later, none of those, another day, not that weekday; and a yes where a yes picks nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, MUM, ONE_PLACE, SECOND, Talk, booked, put, waits
from webhook.bootstrap import Parts
from webhook.services.booking.instead import Instead, read_instead, read_refused_days, wants_to_move

LOST = [{"say": "act", "act": "small_talk", "confidence": 0.9}]
WEEK = [{"surgery_id": f"S{day}", "date": f"2026-12-{day:02}"} for day in (7, 8, 11, 14)]  # Mon, Tue, Fri, Mon
DAYS = [date(2026, 12, day) for day in (7, 8, 11, 14)]
TELL = "I have no other free date. Shall I text you when there is a new one? Reply 1 to be told"


@pytest.fixture
def lost(parts: Parts) -> Parts:
    """A dialogue model that takes everything for thanks."""
    parts.rasa.default = LOST  # type: ignore[attr-defined]
    return parts


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("anything later?", Instead(side="later")), ("have you got something earlier", Instead(side="earlier")), ("too early for us", Instead(side="later", refused=False)),
        ("none of those", Instead(refused=True)), ("none of them work for me sorry", Instead(refused=True)), ("no", Instead(refused=True)), ("neither", Instead(refused=True)),
        ("i can't do any of those", Instead(refused=True)), ("those times don't work", Instead(refused=True)), ("a different day", Instead(other_date=True)),
        ("not mondays", Instead(not_days=True)), ("we can't do tuesdays", Instead(not_days=True)), ("any day but friday", Instead(not_days=True)),
        ("OTHER", Instead()), ("what else have you got", Instead()), ("any other times please", Instead()),
        ("1", None), ("the 8th please", None), ("friday", None), ("10.10", None), ("yes", None), ("i'll decide later", None), ("is there anything else i should bring", None),
        ("no idea what to wear", None), ("how long does a plan take?", None), ("what is it for", None), ("", None), ("later " * 20, None),
    ],
)  # fmt: skip
def test_what_is_wanted_instead(text: str, wish: Instead | None) -> None:
    assert read_instead(text) == wish


@pytest.mark.parametrize(
    ("text", "refused"),
    [("not mondays", [7, 14]), ("mondays and fridays are no good", [7, 11, 14]), ("not the 8th", [8]), ("can't do mondays but friday is fine", [7, 14]),
     ("not monday, friday please", [7, 14]), ("any day but friday", [11]), ("i work tuesdays", [8]), ("friday", []), ("not sundays", []), ("", [])],
)  # fmt: skip
def test_days_that_will_not_do(text: str, refused: list[int]) -> None:
    assert [day.day for day in DAYS if day in read_refused_days(text, DAYS)] == refused


@pytest.mark.parametrize("text", ["yes", "ok", "yeah sure", "yes please"])
@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_a_yes_where_something_is_chosen_asks_again_and_thanks_nobody(lost: Parts, tmp_path: Path, steps: int, text: str) -> None:
    put(lost, tmp_path, {}, SECOND)
    who = Talk(lost, MUM)
    asked = who.say(*[BOOK, "1", "1", "ama"][:steps]).splitlines()[0]
    again = who.say(text)
    assert again.removeprefix("Please choose one. ") == asked and lost.rasa.turns == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["yes", "yes thats right", "yep all good", "looks good", "yes please book it"])
def test_a_yes_at_the_read_back_books(lost: Parts, tmp_path: Path, text: str) -> None:
    put(lost, tmp_path)
    assert "Booked" in Talk(lost, MUM).say(BOOK, "1", "SKIP", "SKIP", "SKIP", text) and booked(lost) == ["4 Dec 09:30"]


def test_a_yes_takes_the_only_thing_offered_and_chooses_nothing_of_a_place_they_have(lost: Parts, tmp_path: Path) -> None:
    put(lost, tmp_path, ONE_PLACE)
    who = Talk(lost, MUM)
    assert "first name" in who.say(BOOK, "yes")
    who.say("SKIP", "SKIP", "SKIP", "yes")
    assert "Please choose one. You have a place" in who.say(BOOK, "yes") and booked(lost) == ["4 Dec 09:30"]


def test_later_and_earlier_times_then_other_dates(lost: Parts, tmp_path: Path) -> None:
    put(lost, tmp_path, {}, SECOND)
    who = Talk(lost, MUM)
    who.say(BOOK, "1")
    assert "1 10:30am; 2 10:50am; 3 11:10am" in who.say("anything later?")
    assert "1 9:30am; 2 9:50am; 3 10:10am" in who.say("something earlier?")
    assert "10:30am" in who.say("none of those")
    assert "Fri 18 Dec, Sample Nursery. Which time?" in who.say("no none of them work")
    assert "I have no later time that day. For another day text OTHER DATE. SEND surgery Fri 18 Dec" in who.say("later", "later")
    assert "SEND surgery Fri 4 Dec" in who.say("OTHER DATE") and "1 9:50am; 2 10:10am; 3 10:30am" in who.say("9.30 is no good")


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("not mondays", "1 Tue 8 Dec, Sample School; 2 Fri 11 Dec, Sample School."),
        ("we can't do mondays or fridays", "SEND surgery Tue 8 Dec, Sample School. Which time?"),
        ("none of those", "SEND surgery Mon 14 Dec, Sample School. Which time?"),
        ("a different day", "Mon 14 Dec"),
        ("anything later", "Mon 14 Dec"),
        ("OTHER", "Mon 14 Dec"),
        ("can't do mondays but friday is fine", "SEND surgery Fri 11 Dec, Sample School. Which time?"),
        ("anything sooner?", "I have no earlier date. First free times: 9:30am on Mon 7 Dec"),
        ("i can't do any of those days", "Mon 14 Dec"),
    ],
)  # fmt: skip
def test_other_dates(lost: Parts, tmp_path: Path, text: str, offered: str) -> None:
    put(lost, tmp_path, *WEEK)
    assert offered in Talk(lost, MUM).say(BOOK, text)


@pytest.mark.parametrize("text", ["is there a different day", "can't do fridays", "another date please", "i can't do that day"])
@pytest.mark.parametrize("steps", [1, 4, 5])
def test_without_another_date_it_says_so_and_offers_to_tell(lost: Parts, tmp_path: Path, text: str, steps: int) -> None:
    put(lost, tmp_path)
    who = Talk(lost, MUM)
    asked = who.say(*[BOOK, "2", "ama", "step-free", "SKIP"][:steps]).splitlines()[0]
    assert TELL in who.say(text) and booked(lost) == []
    assert who.say(BOOK) == asked, "what was offered can still be booked"
    who.say(text)
    lost.rasa.default = [{"say": "surgeries", "wants": "info", "surgeries": [{"surgery_id": "S1"}]}]  # type: ignore[attr-defined]
    assert "We will text you when there is a date." in who.say("1")


def test_without_another_date_but_a_full_one_its_list_is_offered(lost: Parts, tmp_path: Path) -> None:
    put(lost, tmp_path, {}, SECOND | ONE_PLACE)
    dad = Talk(lost, DAD)
    dad.say(BOOK, "2", "1", "SKIP", "SKIP", "SKIP", "1")
    who = Talk(lost, MUM)
    asked = who.say(BOOK, "a different day")
    assert "I have no other free date. There is no free place on Fri 18 Dec at Sample Nursery. Shall I put you on the waiting list?" in asked
    assert "on the waiting list for Fri 18 Dec" in who.say("yes") and waits(lost) == ["waiting"]
    assert "no other free date" in who.say(BOOK, "another day") and waits(lost) == ["waiting"]


@pytest.mark.parametrize("said", ["never mind", "i can't come", "we can't make it"])
def test_leaving_is_still_leaving(lost: Parts, tmp_path: Path, said: str) -> None:
    put(lost, tmp_path, {}, SECOND)
    assert "Nothing is booked" in Talk(lost, MUM).say(BOOK, said)


# ---- A place they have is to be another ----

MOVES = ["change it to the other day", "can i come on the other date instead", "Could I do the 18th instead?", "can we swap to a different date please", "move my booking to the other date"]


@pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])
@pytest.mark.parametrize("text", MOVES)
def test_another_date_for_a_place_is_read_back_before_it_moves(lost: Parts, tmp_path: Path, number: str, text: str) -> None:
    put(lost, tmp_path, {}, SECOND)
    who = Talk(lost, number)
    who.say(BOOK, "1", "2", "ama", "step-free", "SKIP", "yes")
    offered = who.say(text)
    assert "You keep your place until the new one is booked." in offered and "Sample Nursery. Which time" in offered and booked(lost) == ["4 Dec 09:50"]
    read_back = who.say("1")
    assert "Sample Nursery" in read_back and "Is that right?" in read_back and "Ama" in read_back and booked(lost) == ["4 Dec 09:50"]
    assert "now: " in who.say("yes") and booked(lost) == ["18 Dec 09:30"]


def test_the_place_stays_where_there_is_no_other_date_or_they_leave_off(lost: Parts, tmp_path: Path) -> None:
    put(lost, tmp_path)
    who = Talk(lost, MUM)
    who.book()
    kept = who.say("change it to the other day")
    assert "no other free date" in kept and "Your place stays as it is: Fri 4 Dec 9:30am" in kept
    assert "Your place stays" in who.say("CHANGE", "is there another day") and booked(lost) == ["4 Dec 09:30"]


def test_the_chat_hears_its_own_words_beside_the_offer_of_a_reminder(lost: Parts, tmp_path: Path) -> None:
    put(lost, tmp_path)
    web = Talk(lost)
    web.book()
    assert "Shall I give it up?" in web.say("CAN'T COME") and "Your place stays" in web.say("2") and "Which time" in web.say("CHANGE")


@pytest.mark.parametrize(
    "text",
    ["can i change my mind about mediation", "how do i change school", "i asked about it the other day", "can my son move to a different class", "who is the other officer", "thanks", ""],
)  # fmt: skip
def test_other_things_that_change(text: str) -> None:
    assert not wants_to_move(text)


def test_without_a_place_or_a_word_of_booking_nothing_moves(lost: Parts, tmp_path: Path) -> None:
    put(lost, tmp_path, {}, SECOND)
    who = Talk(lost, MUM)
    who.say("change it to the other day")
    assert len(lost.rasa.turns) == 1  # type: ignore[attr-defined]
    who.say(BOOK, "1", "1", "SKIP", "SKIP", "SKIP", "1", "thanks", "ok", "bye")
    before = len(lost.rasa.turns)  # type: ignore[attr-defined]
    who.say("change it to the other day")
    assert len(lost.rasa.turns) == before + 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("said", ["can u change my surgery", "change my booking please", "can i change the appointment", "sorry can you change the slot"])
def test_a_change_while_details_are_asked_keeps_the_booking(parts: Parts, tmp_path: Path, said: str) -> None:
    put(parts, tmp_path, {}, SECOND)
    mum = Talk(parts, MUM)
    mum.say(BOOK, "1", "1")
    assert "What would you like to change?" in mum.say(said)
    assert "Fri 18 Dec" in mum.say("2")


def test_another_date_asked_at_the_times(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, SECOND)
    mum = Talk(parts, MUM)
    mum.say(BOOK, "1")
    assert "Fri 18 Dec" in mum.say("can i change the date")
    assert "Fri 4 Dec" in mum.say("change the date to the 4th")
