"""What was chosen is put right at the next question: another date by its place or its rank, another time; and a need with its reason stays a need."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import MUM, SECOND, Talk, bookings, put
from tests.sms_tools import ANSWER
from webhook.bootstrap import Parts

HALL = {"surgery_id": "S3", "date": "2026-12-21", "venue": "Sample Hall", "start": "13:00", "end": "15:00"}
SCHOOL, AT_HALL = "SEND surgery Fri 4 Dec, Sample School. Which time?", "SEND surgery Mon 21 Dec, Sample Hall. Which time?"
NAME, NEEDS = "What first name", "What do you need"


def chose(parts: Parts, folder: Path, *more: str) -> Talk:
    """Mum, who chose 18 December at the nursery."""
    put(parts, folder, {}, SECOND, HALL)
    mum = Talk(parts, MUM)
    assert "Fri 18 Dec, Sample Nursery. Which time" in mum.say("book the send surgery on 18 december")
    parts.rasa.default = ANSWER  # type: ignore[union-attr]
    mum.say(*more)
    return mum


FIRST = ["actually the first date", "the first date please", "no the earliest date", "sorry i want the soonest date", "can you make it the next date", "the first surgery"]


@pytest.mark.parametrize("said", FIRST)
def test_the_first_date_is_no_first_time(any_parts: Parts, tmp_path: Path, said: str) -> None:
    assert SCHOOL in chose(any_parts, tmp_path).say(said)


@pytest.mark.parametrize("said", ["first", "the first one", "first time please", "the earliest"])
def test_the_first_alone_is_the_first_time(parts: Parts, tmp_path: Path, said: str) -> None:
    mum = chose(parts, tmp_path)
    assert NAME in mum.say(said)
    assert "I will book: Fri 18 Dec 9:30am" in mum.say("SKIP", "SKIP", "SKIP")


@pytest.mark.parametrize("said", ["no sorry the hall one", "actually the hall one", "sorry i meant the hall", "oh no the sample hall one", "wait the hall one please", "i mean the hall"])
@pytest.mark.parametrize("before", [(), ("1",), ("1", "SKIP")], ids=["time", "name", "needs"])
def test_another_place_is_taken_at_once(parts: Parts, tmp_path: Path, before: tuple[str, ...], said: str) -> None:
    mum = chose(parts, tmp_path, *before) if before else chose(parts, tmp_path, "hello")
    assert AT_HALL in mum.say(said)
    mum.say("1", *["SKIP"] * 3, "1")
    assert [f"{row.day:%-d %b} {row.slot:%H:%M}" for row in bookings(parts, state="booked")] == ["21 Dec 13:00"]


@pytest.mark.parametrize(("said", "then"), [("no", NEEDS), ("no thanks", NEEDS), ("Holly", NEEDS), ("sorry its Mo", NEEDS), ("actually call me Bea", NEEDS)])
def test_a_name_is_still_a_name(parts: Parts, tmp_path: Path, said: str, then: str) -> None:
    assert then in chose(parts, tmp_path, "1").say(said)


@pytest.mark.parametrize("said", ["10.10", "at 10.10", "10:10am", "10.10 please"])
def test_a_time_where_needs_are_asked_for_is_the_time(parts: Parts, tmp_path: Path, said: str) -> None:
    assert f"The time is now 10:10am. {NEEDS}" in chose(parts, tmp_path, "1", "SKIP").say(said)


def test_a_time_is_nothing_to_talk_about(parts: Parts, tmp_path: Path) -> None:
    mum = chose(parts, tmp_path, "1", "SKIP", "SKIP")
    assert "I did not get that" in mum.say("1.20") and "To talk about: transport" in mum.say("transport")


NEED_AND_WHY = [
    "quiet room please, i get anxious", "we need a quiet room because he gets overwhelmed", "quiet space pls, i have anxiety", "a quiet room as she panics in crowds", "quiet room, crowds",
]


@pytest.mark.parametrize("said", NEED_AND_WHY)
def test_a_need_with_its_reason_is_kept_before_it_is_asked_for(parts: Parts, tmp_path: Path, said: str) -> None:
    heard = chose(parts, tmp_path).say(said)
    assert "I have noted that" in heard and "Sample Nursery. Which time" in heard


@pytest.mark.parametrize("said", ["he is so anxious about school", "i get anxious", "where can i get help with his anxiety"])
def test_anxiety_alone_is_no_need(parts: Parts, tmp_path: Path, said: str) -> None:
    assert "I have noted" not in chose(parts, tmp_path).say(said)


@pytest.mark.parametrize("asked", ["do i need my mum there", "will i need my daughter with me", "do we need him there too", "should i need someone with me", "do i need to bring my son"])
def test_whether_somebody_must_come_is_not_made_up(parts: Parts, tmp_path: Path, asked: str) -> None:
    assert "I can't say who may come with you" in chose(parts, tmp_path).say(asked)
