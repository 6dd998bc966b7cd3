"""Replies in nobody's own words while a surgery is booked, offered or kept: what no pattern reads is read by what was learnt, and near misses are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, GRAN, MUM, ONE_PLACE, SECOND, Talk, booked, put, swept, wait_for, waits
from tests.conftest import Verdict
from understanding.replies import ReplyReader
from webhook.bootstrap import Parts

THIRD = {"surgery_id": "S3", "date": "2026-12-11", "venue": "Third School"}
SMALL_TALK = [{"say": "act", "act": "small_talk", "confidence": 0.9}]
READ_BACK = (BOOK, "1", "1", "SKIP", "SKIP", "SKIP")


@pytest.fixture
def learnt(parts: Parts, tmp_path: Path, reader: ReplyReader) -> Parts:
    """Three dates, the reader in its place, and a dialogue model that hears small talk in everything."""
    put(parts, tmp_path, {}, SECOND, THIRD)
    parts.replies, parts.rasa.default = reader, SMALL_TALK  # type: ignore[attr-defined]
    return parts


def both(parts: Parts, before: tuple[str, ...], text: str) -> tuple[str, str]:
    """What is said to a text after others: by the patterns alone, and with the reader."""
    kept, parts.replies = parts.replies, None
    alone = Talk(parts, DAD).say(*before, text)
    parts.replies = kept
    return alone, Talk(parts, GRAN).say(*before, text)


@pytest.mark.parametrize("text", ["ooh soonest you got please love", "whichever comes first will do us", "can I book the first one", "the next one you got", "quickest one going"])
def test_the_first_of_the_dates(learnt: Parts, text: str) -> None:
    alone, read = both(learnt, (BOOK,), text)
    assert "Which time?" in read and "Fri 4 Dec" in read, (alone, read)


@pytest.mark.parametrize(
    "text", ["that'd be perfect for us mate", "thats us sorted then cheers", "we're there, book away", "that'd be a weight off, get it in", "mum and me will both be coming along"]
)
def test_a_booking_that_is_read_back_is_taken_where_it_is_near_certain(learnt: Parts, text: str) -> None:
    alone, read = both(learnt, READ_BACK, text)
    assert "Booked:" in read and "Booked:" not in alone


@pytest.mark.parametrize(
    "text",
    ["thanks so much for this", "hes nonverbal", "finally something nice happened today", "hmm", "his taxi never came again", "safe", "what a nice school", "do they have a ramp and all"],
)
def test_a_near_miss_books_nothing_and_the_question_stays_open(learnt: Parts, text: str) -> None:
    who = Talk(learnt, GRAN)
    assert "Booked:" not in who.say(*READ_BACK, text) and booked(learnt) == []
    assert "Booked:" in who.say("1")


@pytest.mark.parametrize(
    "text", ["hang fire till i speak to his dad", "lemme run this by the wife and get back to you", "actually scrap it for now my heads gone", "im gonna sleep on it tbh"]
)
def test_who_wants_to_think_about_it_has_booked_nothing(learnt: Parts, text: str) -> None:
    alone, read = both(learnt, READ_BACK, text)
    assert "Nothing is booked" in read and "Booked:" not in alone and booked(learnt) == []


@pytest.mark.parametrize("text", ["sorry didnt catch that what did i pick", "my ears were shut, what was i down for", "lost the thread what was i down for there"])
def test_what_was_read_back_is_said_again(learnt: Parts, text: str) -> None:
    assert "I will book: Fri 4 Dec" in both(learnt, READ_BACK, text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "something on that morning now so we wont make it there",
        "shes got a fever so thats us out",
        "his op is that day so count us out",
        "gutted but my shift got swapped so thats me out of it",
        "drop us from it hes got the pox",
    ],
)
def test_a_place_is_asked_about_before_it_is_given_up(learnt: Parts, text: str) -> None:
    who = Talk(learnt, GRAN)
    assert "Shall I give it up?" in who.say(*READ_BACK, "1", text) and booked(learnt) == ["4 Dec 09:30"]


@pytest.mark.parametrize(
    "text",
    [
        "cheers for that",
        "i cant cope with the school run",
        "he cant come out of his room most days",
        "cant get through on the phone to anyone",
        "his school is off that day too",
        "they took him out of class again",
    ],
)
def test_other_troubles_give_up_no_place(learnt: Parts, text: str) -> None:
    said = Talk(learnt, GRAN).say(*READ_BACK, "1", text)
    assert "give it up?" not in said and "Which time" not in said and booked(learnt) == ["4 Dec 09:30"]


@pytest.mark.parametrize("text", ["when was i down for again love", "so when is it now", "remind us what ive got with you", "which day am i down for again im hopeless"])
def test_a_place_is_said_again(learnt: Parts, text: str) -> None:
    assert "You have a place: Fri 4 Dec 9:30am" in Talk(learnt, GRAN).say(*READ_BACK, "1", text)


def offered(parts: Parts, folder: Path) -> Talk:
    """Dad, to whom the one place was just offered."""
    put(parts, folder, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(parts, dad)[0]
    return dad


@pytest.mark.parametrize("text", ["oh brilliant we'd love that", "we will be there", "wouldnt miss it", "snap it up for us", "go on stick us in"])
def test_an_offer_is_taken(any_parts: Parts, tmp_path: Path, reader: ReplyReader, text: str) -> None:
    dad = offered(any_parts, tmp_path)
    any_parts.replies, any_parts.rasa.default = reader, SMALL_TALK  # type: ignore[attr-defined]
    assert "Booked: " in dad.say(text) and booked(any_parts) == ["4 Dec 09:30"]


@pytest.mark.parametrize("text", ["hmm let me ask him", "whats the catch", "thats so kind thank you", "who dropped out then", "bless you for telling me"])
def test_an_offer_stands_while_nothing_is_said_to_it(parts: Parts, tmp_path: Path, reader: ReplyReader, text: str) -> None:
    dad = offered(parts, tmp_path)
    parts.replies, parts.rasa.default = reader, SMALL_TALK  # type: ignore[attr-defined]
    assert "Booked: " not in dad.say(text) and waits(parts)[0] == "offered"
    assert "Booked: " in dad.say("1")


def test_danger_and_stop_come_before_it(learnt: Parts) -> None:
    who = Talk(learnt, GRAN)
    who.say(*READ_BACK)
    assert "Booked:" not in who.say("count us in my love", verdict=Verdict(lane="crisis", topic="harm_to_child")) and booked(learnt) == []
    other = Talk(learnt, DAD)
    other.say(*READ_BACK, "STOP")
    assert other.say("count us in my love") == "" and booked(learnt) == []
