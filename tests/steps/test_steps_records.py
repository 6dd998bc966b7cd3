"""A copy of what a school holds, and what is asked after a question for records: each has its own words, and other questions never meet them."""

from __future__ import annotations

import pytest

from tests.family import MUM
from tests.family import web as new_chat
from tests.sms_tools import rows
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments
from webhook.store.messages import Inbound

SCHOOL = ["can i get his school records", "i want my sons school file please", "I want my childs school file", "how do i get a copy of her records from the school", 
          "can i see what school records they have on him",
          "i need the file school has on my daughter", "please can i have her school record"]  # fmt: skip
FOLLOW = [
    ("records_school", ["and school ones", "what about the school", "and the school file"]),
    ("records_time", ["how long", "how long do they have", "when must they send it", "by when"]),
    ("records_late", ["what if they dont send it", "and if they refuse", "what if the council says no", "what happens if they ignore me"]),
]
OTHERS = [
    "how do i get a new school",
    "school has no record of my email",
    "his attendance record is bad what can i do",
    "where is my file",
    "the records are wrong",
    "which school can i get for him",
]


@pytest.fixture(autouse=True)
def _privacy(parts: Parts) -> None:
    parts.rasa.default = [{"say": "privacy_data"}]  # type: ignore[attr-defined]


@pytest.mark.parametrize("channel", ["sms", "web"])
@pytest.mark.parametrize("text", SCHOOL)
def test_a_schools_record_has_its_15_school_days(parts: Parts, channel: str, text: str) -> None:
    said = write(parts, MUM if channel == "sms" else new_chat(parts), text)
    assert said[0] == parts.content.messages["records_school"].on(channel) and "15 school days" in said[0]
    assert rows(parts, Inbound)[-1].topics == ["privacy_data"] and (channel == "web" or count_segments(said[0]) <= 2)


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in FOLLOW for text in texts])
def test_what_follows_keeps_to_the_records(parts: Parts, key: str, text: str) -> None:
    write(parts, MUM, "i want all the records the council has on my son")
    assert write(parts, MUM, text)[0] == parts.content.messages[key].sms


def test_one_after_the_other(parts: Parts) -> None:
    write(parts, MUM, "i want all the records the council has on my son")
    for key, texts in FOLLOW:
        assert write(parts, MUM, texts[0])[0] == parts.content.messages[key].sms


@pytest.mark.parametrize("text", OTHERS)
def test_other_questions_are_none_of_records(parts: Parts, text: str) -> None:
    assert not {one for one in write(parts, MUM, text)} & {parts.content.messages[key].sms for key, _ in FOLLOW}


@pytest.mark.parametrize("text", ["how long", "what if they dont", "and school"])
def test_without_records_before_it_nothing_is_read(parts: Parts, text: str) -> None:
    write(parts, MUM, "how do i get a blue badge")
    assert not {one for one in write(parts, MUM, text)} & {parts.content.messages[key].sms for key, _ in FOLLOW}


@pytest.mark.parametrize("text", ["the school transport didnt come again n i paid a taxi, can i get the money back", "taxi never turned up so i paid for a cab can i claim it back"])
def test_a_taxi_paid_because_travel_failed_is_no_new_request_for_travel(parts: Parts, text: str) -> None:
    assert write(parts, MUM, text)[0].startswith("I have no checked way to get that money back")


def test_petrol_is_asked_for_as_ever(parts: Parts) -> None:
    assert write(parts, MUM, "can i claim petrol money back for driving him to school")[0].startswith("Apply to the council")
