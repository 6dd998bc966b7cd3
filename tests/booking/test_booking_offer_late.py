"""A late answer to a place that was kept: a yes in words is read as its "1" is, and who asks if it is too late is told. "The new one" is that place, also under a list of services."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.samples import load_samples
from tests.booking.test_booking_offer import CLARIFY, TOPICS, offered
from tests.booking_steps import MUM, ONE_PLACE, SECOND, Talk, booked, put, swept, waits
from tests.conftest import NOON
from tests.duty_steps import pass_time
from tests.sms_tools import ANSWER
from webhook.bootstrap import Parts
from webhook.store.conversations import Conversation

GONE = "We could not keep that place any longer. To see what is free text BOOK SURGERY."
STILL = "We still keep this place for you"
LATE_YES = [
    "oh sorry just seen this, yes please", "oh sorry just seen this yes please", "yes i want it", "sorry for the late reply, i'd love it", "my phone was dead yes please",
    "yes please, sorry only just seen this", "Sorry, been asleep. I'd like the place please", "1",
]  # fmt: skip
ASKS = ["is it too late", "am i too late?", "have i missed it", "oh no have i missed it", "is it still available", "has it gone", "is the place still free", "too late?"]
MAY_STILL = ["can i still have it", "sorry just saw this, can we still take the place please", "could I still get that slot"]
OTHERS = ["is it too late to appeal", "have i missed the deadline", "can he still get transport", "is my plan late", "just got a letter saying no", "how late can they be with the plan"]


def lapsed(parts: Parts, folder: Path) -> Talk:
    """Dad, after the time to answer is over."""
    dad = offered(parts, folder)
    pass_time(parts, hours=25)
    swept(parts, dad)
    parts.rasa.default = TOPICS  # type: ignore[union-attr]
    return dad


@pytest.mark.parametrize("said", [*LATE_YES, *ASKS, *MAY_STILL])
def test_after_its_time_they_hear_that_it_has_gone(any_parts: Parts, tmp_path: Path, said: str) -> None:
    dad = lapsed(any_parts, tmp_path)
    assert dad.say(said) == GONE and booked(any_parts) == []


@pytest.mark.parametrize("said", [*LATE_YES, *MAY_STILL])
def test_while_it_stands_the_same_words_take_it(parts: Parts, tmp_path: Path, said: str) -> None:
    dad = offered(parts, tmp_path)
    pass_time(parts, hours=5)
    assert "Booked: " in dad.say(said) and booked(parts) == ["4 Dec 09:30"]


@pytest.mark.parametrize("asked", ASKS)
def test_while_it_stands_who_asks_hears_until_when(parts: Parts, tmp_path: Path, asked: str) -> None:
    dad = offered(parts, tmp_path)
    parts.rasa.default = TOPICS  # type: ignore[union-attr]
    heard = dad.say(asked)
    assert STILL in heard and "until" in heard and waits(parts)[0] == "offered"
    assert "Booked: " in dad.say("1")


@pytest.mark.parametrize("said", ["sorry only just seen this, no thanks", "soz just got ur text, we can't come", "sorry for the late reply but no"])
def test_a_late_no_is_a_no(parts: Parts, tmp_path: Path, said: str) -> None:
    assert "We do not keep the place" in offered(parts, tmp_path).say(said) and waits(parts)[0] == "declined"


@pytest.mark.parametrize("asked", OTHERS)
def test_other_questions_are_not_about_the_place(parts: Parts, tmp_path: Path, asked: str) -> None:
    dad = lapsed(parts, tmp_path)
    parts.rasa.default = ANSWER  # type: ignore[union-attr]
    assert GONE not in dad.say(asked)


@pytest.mark.parametrize("asked", ["is it too late", "can i still have it"])
def test_it_is_not_said_of_what_was_spoken_of_since(parts: Parts, tmp_path: Path, asked: str) -> None:
    dad = lapsed(parts, tmp_path)
    parts.rasa.default = ANSWER  # type: ignore[union-attr]
    dad.say("how long does a plan take")
    parts.rasa.default = CLARIFY  # type: ignore[union-attr]
    assert GONE not in dad.say(asked)


def test_nobody_without_a_place_hears_of_one(parts: Parts) -> None:
    parts.clock.at = NOON  # type: ignore[attr-defined]
    parts.rasa.default = CLARIFY  # type: ignore[union-attr]
    assert GONE not in Talk(parts, MUM).say("is it too late")


NEW_ONE = [
    "book me the new one", "put me down for the place you offered", "id like the one you kept please", "can i have the new one", "get me the slot please", "ok book the new one for us",
]  # fmt: skip


@pytest.mark.parametrize("said", NEW_ONE)
def test_under_a_list_of_services_the_new_one_is_the_place(parts: Parts, tmp_path: Path, said: str) -> None:
    dad = offered(parts, tmp_path)
    load_samples(parts)
    listed = dad.say("any swimming clubs near nw5 for a 6 yr old")
    with parts.db.reading() as session:
        assert (session.get_one(Conversation, dad.id).awaiting or "").startswith("search"), listed
    assert "Booked: Fri 4 Dec 9:30am" in dad.say(said) and booked(parts) == ["4 Dec 09:30"]


@pytest.mark.parametrize("said", ["the second one", "tell me more about the first one", "what does the new one cost", "put me down for swimming", "1"])
def test_a_service_of_the_list_is_no_place(parts: Parts, tmp_path: Path, said: str) -> None:
    dad = offered(parts, tmp_path)
    load_samples(parts)
    dad.say("any swimming clubs near nw5 for a 6 yr old", said)
    assert booked(parts) == [] and waits(parts)[0] == "offered"


@pytest.mark.parametrize("said", ["i'd like a place at the surgery on the 18th", "yes please the place on 18 dec", "can i have a place on Fri 18 December please"])
def test_a_place_on_another_day_is_not_this_one(parts: Parts, tmp_path: Path, said: str) -> None:
    dad = offered(parts, tmp_path)
    put(parts, tmp_path, ONE_PLACE, SECOND)
    heard = dad.say(said)
    assert "Fri 18 Dec, Sample Nursery. Which time" in heard and booked(parts) == [] and waits(parts)[0] == "offered"
    assert "Booked: Fri 4 Dec" in dad.say("LEAVE IT", "yes i want the place you kept for 4 dec")


@pytest.mark.parametrize("said", ["BOOK SURGERY", "book a surgery please", "any places left at the surgery"])
def test_a_wish_to_book_reads_it_out(parts: Parts, tmp_path: Path, said: str) -> None:
    dad = offered(parts, tmp_path)
    assert STILL in dad.say(said) and booked(parts) == []
