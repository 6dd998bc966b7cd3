"""Questions about a SEND surgery outside a booking: which day "tomorrow" is, a second place, reminders, where it is, and who else comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, MUM, ROW, SECOND, Talk, booked, put
from tests.conftest import Parts
from webhook.services.texts.text import count_segments

UNSURE = [{"say": "clarify", "options": ["blue_badge", "benefits_money"], "confidence": 0.4}]
TODAY, TOMORROW = {"surgery_id": "S0", "date": "2026-11-23", "venue": "Sample Hall", "start": "15:00", "end": "16:00"}, {"date": "2026-11-24"}


@pytest.fixture(autouse=True)
def _unsure(parts: Parts) -> None:
    parts.rasa.default = UNSURE  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("book a place tomorrow at the surgery", "Tue 24 Nov, Sample School"),
        ("book surgery today 15:20", "first name|Mon 23 Nov"),
        ("can i come to the surgery this afternoon", "Mon 23 Nov, Sample Hall"),
        ("i want to come to the send surgery tmrw", "Tue 24 Nov, Sample School"),
    ],
)
def test_today_and_tomorrow_are_days(parts: Parts, tmp_path: Path, said: str, there: str) -> None:
    put(parts, tmp_path, TODAY, TOMORROW, SECOND)
    heard = Talk(parts, MUM).say(said)
    assert any(part in heard for part in there.split("|")) and "Which SEND surgery" not in heard


def test_tomorrow_named_after_the_dates_were_shown(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, TODAY, TOMORROW, SECOND)
    assert "Tue 24 Nov, Sample School" in Talk(parts, MUM).say(BOOK, "tomorrow please")


def test_where_nothing_is_on_tomorrow_that_is_said(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, SECOND)
    assert "I have no SEND surgery then" in Talk(parts, MUM).say("book a place tomorrow at the surgery")


@pytest.mark.parametrize("said", ["book me another slot on 4 december as well", "can i have a second place at the surgery on 4 december", "book another slot at the surgery on 4 december"])
def test_a_second_place_at_the_same_surgery_is_refused_and_moves_nothing(parts: Parts, tmp_path: Path, said: str) -> None:
    put(parts, tmp_path, {}, SECOND)
    mum = Talk(parts, MUM)
    mum.say(BOOK, "1", "1", "SKIP", "SKIP", "SKIP", "1")
    parts.rasa.default = [{"say": "surgeries", "wants": "book", "surgeries": [{"surgery_id": "S1"}]}]  # type: ignore[union-attr]
    heard = mum.say(said)
    assert "one place at a surgery" in heard and "You have a place: Fri 4 Dec 9:30am" in heard and "You keep your place until" not in heard
    assert count_segments(heard) <= 2 and booked(parts) == ["4 Dec 09:30"]


def test_another_date_as_well_leaves_the_first_place(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, {}, SECOND)
    mum = Talk(any_parts, MUM)
    mum.say(BOOK, "1", "1", "SKIP", "SKIP", "SKIP", "1")
    assert "Fri 18 Dec" in mum.say("book me a slot at the surgery on 18 december as well")
    mum.say("1", "SKIP", "SKIP", "SKIP", "1")
    assert booked(any_parts) == ["4 Dec 09:30", "18 Dec 09:30"]


@pytest.mark.parametrize("said", ["the day before can you remind me", "when will you remind me", "will i get a reminder", "when do the reminders come"])
def test_when_reminders_come_is_said(parts: Parts, tmp_path: Path, said: str) -> None:
    put(parts, tmp_path)
    mum = Talk(parts, MUM)
    assert "We will text you a reminder: Wed 2 Dec at 10am, Fri 4 Dec at 8am." in mum.book()
    assert "Wed 2 Dec at 10am, Fri 4 Dec at 8am" in mum.say(said)


def test_on_the_web_a_number_is_asked_for_first(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    web = Talk(parts)
    web.book()
    web.say("no")
    assert "mobile number" in web.say("can you remind me the day before")


@pytest.mark.parametrize("said", ["remind me what the plan is about", "can you remind me of the deadline for his review", "can you remind me of my officer's name"])
def test_other_reminders_are_not_ours(parts: Parts, tmp_path: Path, said: str) -> None:
    put(parts, tmp_path)
    mum = Talk(parts, MUM)
    mum.book()
    assert "We will text you a reminder" not in mum.say(said)


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("whats the address of the nursery one n can i bring my sister to translate", "Fri 18 Dec is at Sample Nursery, 1 Sample Street, NW1 0AA. I can't say who may come"),
        ("where is the surgery", "Fri 4 Dec is at Sample School, 1 Sample Street, NW1 0AA"),
        ("where is it on 18 december", "Sample Nursery"),
        ("do you have a map of it", "Sample School"),
        ("how do i get there", "Sample School"),
    ],
)
def test_where_it_is(parts: Parts, tmp_path: Path, said: str, there: str) -> None:
    put(parts, tmp_path, {}, SECOND)
    mum = Talk(parts, MUM)
    mum.say("when is the next send surgery")
    heard = mum.say(said)
    assert there in heard, heard


def test_where_it_is_for_who_has_a_place(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ROW | SECOND)
    mum = Talk(parts, MUM)
    mum.book()
    put(parts, tmp_path, {}, SECOND)
    heard = mum.say("where is it again")
    assert "Fri 18 Dec" in heard and "Sample Nursery, 1 Sample Street, NW1 0AA" in heard


@pytest.mark.parametrize("said", ["whats my address on your record", "can i change our address", "where is the school"])
def test_another_address_is_not_that_of_the_surgery(parts: Parts, tmp_path: Path, said: str) -> None:
    put(parts, tmp_path)
    mum = Talk(parts, MUM)
    mum.say("when is the next send surgery")
    assert "The SEND surgery on" not in mum.say(said)


@pytest.mark.parametrize(
    "said",
    [
        "someone told me my ex is coming to the surgery on 4 december is that true",
        "has anyone else booked about my child",
        "has his dad booked a place",
        "who else is coming to the surgery",
        "is my husband going to the surgery",
    ],
)
def test_who_else_comes_is_never_said_and_the_same_whoever_has_booked(parts: Parts, tmp_path: Path, said: str) -> None:
    put(parts, tmp_path)
    mum = Talk(parts, MUM)
    mum.say("when is the next send surgery")
    before = mum.say(said)
    Talk(parts, DAD).book()
    assert "I can't say who has booked" in before and "PERSON" in before and mum.say(said) == before


@pytest.mark.parametrize("said", ["can my husband come with me to the surgery", "can anyone come to a surgery", "who will i meet at the surgery"])
def test_other_people_in_a_question_are_no_question_who_comes(parts: Parts, tmp_path: Path, said: str) -> None:
    put(parts, tmp_path)
    assert "I can't say who has booked" not in Talk(parts, MUM).say(said)
