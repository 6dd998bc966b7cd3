"""Until when a surgery is, and their own time; who wants to meet somebody face to face; dates before the promise to tell of new ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.booking_steps import BOOK, DAD, MUM, SECOND, Talk, put
from webhook.bootstrap import Parts
from webhook.services.surgeries.asked import INFO, read_asked
from webhook.services.surgeries.fact_asked import ENDS, read_fact
from webhook.store.surgeries import SurgeryRequest

ENDED = [
    "what time does it finish",
    "when does it end",
    "wat time will it be over",
    "until when is it",
    "ok and when do we finish",
    "what time is the surgery done please",
    "whens it finish",
]
MEETS = [
    "is there anywhere i can talk to someone face to face about my sons ehcp",
    "i need to speak to somone in person about my daughters plan",
    "can i see somebody face to face",
    "want to sit down with someone in person",
    "how do i meet a SEND officer face to face",
    "is there a f2f meeting with the send team",
    "can i meet someone about my daughter",
    "could we sit down with somebody about my sons plan",
    "id like to meet somebody from the council to talk about school",
]


@pytest.mark.parametrize("asked", ENDED)
def test_the_end_of_ones_own_time(parts: Parts, tmp_path: Path, asked: str) -> None:
    put(parts, tmp_path, {}, SECOND)
    who = Talk(parts, MUM)
    who.say(BOOK, "1", "2", "SKIP", "SKIP")
    assert "Your time is 9:50am to 10:10am." in who.say(asked), "in the middle of a booking"
    who.say("SKIP", "1", "2")
    assert who.say(asked) == "Your time is 9:50am to 10:10am.", "and once it is booked"


@pytest.mark.parametrize("number", ["", DAD], ids=["web", "sms"])
def test_the_end_of_a_surgery_without_a_time_of_ones_own(any_parts: Parts, tmp_path: Path, number: str) -> None:
    put(any_parts, tmp_path, {}, SECOND)
    who = Talk(any_parts, number)
    who.say(BOOK)
    told = who.say("what time does it finish")
    assert "it ends at 11:30am, and each time is 20 minutes long." in told and "Which SEND surgery" in told


@pytest.mark.parametrize("asked", ENDED)
def test_the_date_is_said_once(parts: Parts, tmp_path: Path, asked: str) -> None:
    put(parts, tmp_path, {}, SECOND)
    who = Talk(parts, MUM)
    who.say("when is the next send surgery")
    assert who.say(asked) == "On Fri 4 Dec it ends at 11:30am, and each time is 20 minutes long."


def test_a_surgery_without_an_end_says_so(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"start": "", "end": "", "slot_minutes": "", "capacity": ""})
    who = Talk(parts, MUM)
    who.say("when is the next send surgery")
    assert "my list does not say" in who.say("what time does it finish") and "ends at" not in who.say("what time does it end")


@pytest.mark.parametrize("other", ["when does his plan end", "what time does school finish", "when will the assessment be over", "how long does it take", "when do they finish the ehcp"])
def test_the_end_of_something_else_is_no_fact_of_a_surgery(other: str) -> None:
    assert read_fact(other) != ENDS


@pytest.mark.parametrize("asked", MEETS)
def test_who_wants_to_meet_somebody_hears_of_surgeries(parts: Parts, tmp_path: Path, asked: str) -> None:
    put(parts, tmp_path, {}, SECOND)
    told = Talk(parts, MUM).say(asked)
    assert "face to face" in told and "Fri 4 Dec" in told and "BOOK SURGERY" in told


@pytest.mark.parametrize(
    "other", [
        "can i see the gp in person",
        "is the review meeting in person or online",
        "can i talk to someone",
        "does the teacher see him face to face",
        "where can i meet people like us",
        "can i meet other parents",
        "can we meet the senco about his plan",
        "they want to meet us about his plan",
    ],
)
def test_other_wishes_for_a_person_stay_what_they_are(other: str) -> None:
    assert read_asked(other, spoken=False, booked=False) != INFO


@pytest.mark.parametrize("asked", ["can u text me when theres a surgery near kentish town", "let me know when there is another send surgery pls", "text me when a new surgery date comes up"])
def test_dates_come_before_the_promise_to_tell(parts: Parts, tmp_path: Path, asked: str) -> None:
    put(parts, tmp_path, {}, SECOND)
    who = Talk(parts, MUM)
    told = who.say(asked)
    assert told.index("Fri 4 Dec") < told.index("We will text you too when there is a new date.") and "when there is a date." not in told
    with parts.db.reading() as session:
        assert len(session.scalars(select(SurgeryRequest)).all()) == 1


def test_without_dates_the_promise_stands_alone(parts: Parts) -> None:
    assert Talk(parts, MUM).say("text me when there is a send surgery").startswith("Saved. We will text you when there is a date.")
