"""A service of the directory looked for in the middle of a booking, a time after it, and "later" or "ok 2" to dates that are offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.samples import load_samples
from tests.booking_steps import BOOK, DAD, MUM, SECOND, Talk, put
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments

BOTH = pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])
THIRD = {"surgery_id": "S3", "date": "2026-12-30", "venue": "Sample College", "status": "full"}
SEARCHES = [
    "is there any swimming for my daughter on sundays",
    "are there any football clubs for autistic girls on a saturday",
    "is there a sensory room near n7 open on saturday",
    "is there any respite near nw5 for a 12 yr old",
    "any clubs near nw3 for a 6 yr old?",
]


@pytest.fixture(autouse=True)
def _dates_and_services(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"end": "10:50"}, SECOND, THIRD)
    load_samples(parts)
    parts.rasa.default = [{"say": "clarify", "options": ["blue_badge", "benefits_money"], "confidence": 0.4}]  # type: ignore[attr-defined]


@BOTH
@pytest.mark.parametrize(("steps", "text"), list(zip([2, 2, 1, 4, 2], SEARCHES, strict=True)))
def test_a_service_looked_for_is_found_and_the_booking_said_to_be_open(parts: Parts, number: str, steps: int, text: str) -> None:
    who = Talk(parts, number)
    who.say(*(BOOK, "1", "1", "ama")[:steps])
    told = who.say(text)
    assert "Sample" in told and "not booked yet" in told and "no SEND surgery" not in told and "earest to" not in told and "nearest: the list" not in told


@BOTH
@pytest.mark.parametrize("text", ["10.10", "10:10 please", "can i have 10.10"])
def test_a_time_after_the_list_goes_on_with_the_booking(parts: Parts, number: str, text: str) -> None:
    who = Talk(parts, number)
    assert "not booked yet" in who.say(BOOK, "1", SEARCHES[-1])
    assert "first name" in who.say(text)
    assert "10:10am" in who.say("SKIP", "SKIP", "SKIP")


@BOTH
def test_what_is_no_free_time_stays_with_the_list(parts: Parts, number: str) -> None:
    who = Talk(parts, number)
    who.say(BOOK, "1", SEARCHES[-1])
    assert "first name" not in who.say("after 4pm") and "first name" not in who.say("1")


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        "anything on saturday",
        "do you have anything on a sunday",
        "is there one after 10",
        "which one is nearest to nw5",
        "my son is autistic, is it quiet",
        "i need step free for my 6 year old",
    ],
)
def test_what_is_asked_of_the_surgeries_is_no_search(parts: Parts, number: str, text: str) -> None:
    told = Talk(parts, number).say(BOOK, text)
    assert "not booked yet" not in told and "Which SEND surgery" in told


@BOTH
@pytest.mark.parametrize("text", ["have you got anything later that day", "actually have you got somthing later", "is there a later one", "anything later on the day"])
def test_later_at_the_dates_tells_the_last_times_and_keeps_the_dates(parts: Parts, number: str, text: str) -> None:
    who = Talk(parts, number)
    who.say(BOOK)
    told = who.say(text)
    assert "Last free times: 10:30am on " in told and "11:10am on " in told and "Which SEND surgery" in told
    assert "no other free date" not in told and "waiting list" not in told
    assert "18 Dec" in who.say("2"), "the numbers mean what they did"
    assert all(count_segments(sent["body"]) <= 2 for sent in parts.sms.sent)  # type: ignore[attr-defined]


@BOTH
def test_a_number_after_a_little_word_is_that_number(parts: Parts, number: str) -> None:
    assert "18 Dec" in Talk(parts, number).say(BOOK, "ok 2")
    who = Talk(parts, number and DAD)
    assert "first name" in who.say(BOOK, "yes 1", "ill go with 3")
    read_back = who.say("SKIP", "SKIP", "SKIP")
    assert "10:10am" in read_back and "time" in who.say("ok 2").lower() and "ooked: " not in who.say("ok 9")
