"""A reminder of a place booked on the web: offered, read back, texted once, and never to a phone that must not have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import DAD, MUM, Talk, at, booked, bookings, put, reminders, swept
from tests.conftest import Verdict
from tests.duty_steps import WATCHED, said
from webhook.bootstrap import Parts
from webhook.services.texts.inbox import number_hash
from webhook.services.texts.text import count_segments
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.messages import Message
from webhook.store.retention import purge_old

TYPED = "07700 900001"  # MUM's


def test_a_number_is_offered_read_back_and_reminded(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path)
    web, phone = Talk(any_parts), Talk(any_parts, MUM)
    offered = web.book()
    assert "Your place is booked" in offered and "no reminder yet" in offered and ".ics" in offered and "SKIP" in offered
    assert "ends in 001" in web.say(TYPED) and reminders(any_parts) == 0
    assert "will text it a reminder" in web.say("yes") and reminders(any_parts) == 2
    assert bookings(any_parts)[0].contact_hash == number_hash(any_parts, MUM)
    at(any_parts, 2, 10)
    first, notice = swept(any_parts, phone)
    assert "9:30am, Sample School" in first and "CAN'T COME" in first and count_segments(first) <= 2
    assert notice == " ".join(any_parts.content.messages["first_notice"].sms.split())
    at(any_parts, 4, 8)
    assert len(swept(any_parts, phone)) == 1 and swept(any_parts, phone) == []
    assert "900001" not in "".join(said(any_parts, web.id)) + "".join(transcript(any_parts, web.id))


def transcript(parts: Parts, conversation_id: str) -> list[str]:
    """Everything the transcript keeps."""
    with parts.db.reading() as session:
        return [message.text for message in session.query(Message).filter_by(conversation_id=conversation_id)]


def test_the_phone_reminded_may_give_the_place_up_or_move_it(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    web, phone = Talk(parts), Talk(parts, MUM)
    web.book()
    web.say(TYPED, "1")
    assert "1 9:50am" in phone.say("CHANGE") and "now: " in phone.say("1", "1")
    row = bookings(parts, state="booked")[0]
    assert booked(parts) == ["4 Dec 09:50"] and row.conversation_id == web.id and row.contact_hash is not None
    assert "Fri 4 Dec 9:50am" in phone.say("CAN'T COME") and "no longer have a place" in phone.say("1")
    assert booked(parts) == [] and "first name" in Talk(parts, DAD).say("BOOK SURGERY", "1")
    at(parts, 2, 10)
    assert swept(parts, phone) == []


@pytest.mark.parametrize("answer", ["SKIP", "no thanks", "don't text me", "no"])
def test_without_a_number_it_says_that_none_comes_and_hands_the_calendar_file(parts: Parts, tmp_path: Path, answer: str) -> None:
    put(parts, tmp_path)
    web = Talk(parts)
    web.book()
    left = web.say(answer)
    assert "There will be no reminder." in left and "/surgeries/1/0930.ics" in left
    assert booked(parts) == ["4 Dec 09:30"] and reminders(parts) == 0


@pytest.mark.parametrize("typed", ["020 7946 0123", "0770 900", "+33 6 12 34 56 78"])
def test_a_number_that_cannot_be_texted_is_not_kept(parts: Parts, tmp_path: Path, typed: str) -> None:
    put(parts, tmp_path)
    web = Talk(parts)
    web.book()
    assert "only text a UK mobile number" in web.say(typed)
    assert "ends in 001" in web.say(TYPED) and "type a UK mobile number" in web.say("2") and "ends in 002" in web.say("sorry 07700900002")
    assert reminders(parts) == 0


def test_another_question_is_answered_and_the_offer_not_repeated(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    parts.rasa.default = [{"say": "answer", "topics": ["sendiass"], "confidence": 0.9}]  # type: ignore[attr-defined]
    web = Talk(parts)
    web.book()
    assert "UK mobile" not in web.say("who can help me with the forms")
    assert booked(parts) == ["4 Dec 09:30"]


@pytest.mark.parametrize("why", ["phone_watched", "stopped", "chat_watched", "chat_bereaved", "given_up"])
def test_nothing_goes_to_a_phone_that_must_not_have_it_and_the_words_are_the_same(parts: Parts, tmp_path: Path, why: str) -> None:
    put(parts, tmp_path)
    web, phone = Talk(parts), Talk(parts, MUM)
    phone.say("hello")
    with parts.db.writing() as session:
        number = session.get_one(PhoneNumber, number_hash(parts, MUM))
        number.unsafe_at = parts.clock.now() if why == "phone_watched" else None
        number.opted_out_at = parts.clock.now() if why == "stopped" else None
    web.book()
    assert web.say(TYPED, "1").startswith("Thank you. If the phone that ends in 001 can get our texts")
    if why == "chat_watched":
        web.say("he reads everything", verdict=WATCHED)
    if why == "given_up":
        web.say("CAN'T COME", "1")
    if why == "chat_bereaved":
        with parts.db.writing() as session:
            session.get_one(Conversation, web.id).bereaved_at = parts.clock.now()
    at(parts, 2, 10)
    assert swept(parts, phone) == []


def test_where_somebody_may_be_watching_no_number_is_asked_for(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    web = Talk(parts)
    web.say("he reads everything", verdict=WATCHED)
    done = web.book()
    assert "Your place is booked" in done and "reminder" not in done and "mobile" not in done


def test_a_number_stands_for_few_places_only(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"capacity": "9"})
    for _ in range(5):
        web = Talk(parts)
        web.book()
        assert "will text it a reminder" in web.say(TYPED, "1")
    assert len([row for row in bookings(parts) if row.contact_hash]) == 3


def test_a_surgery_called_off_is_told_to_the_phone_too(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    web, phone = Talk(parts), Talk(parts, MUM)
    web.book()
    web.say(TYPED, "1")
    put(parts, tmp_path, {"status": "cancelled"})
    told = swept(parts, phone)
    assert "will not happen as planned" in told[0] and swept(parts, phone) == []
    assert "will not happen as planned" in "".join(said(parts, web.id))


def test_stop_from_a_phone_with_a_place_tells_staff(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    web, phone = Talk(parts), Talk(parts, MUM)
    web.book()
    web.say(TYPED, "1")
    phone.say("STOP")
    at(parts, 2, 10)
    assert swept(parts, phone) == [] and reminders(parts) == 0


def test_the_tie_to_the_number_goes_with_the_place(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    web = Talk(parts)
    web.book()
    web.say(TYPED, "1")
    at(parts, 4, 12)
    swept(parts, web)
    parts.clock.at = parts.clock.at.replace(year=2028)  # type: ignore[attr-defined]
    with parts.db.writing() as session:
        for _ in range(3):
            purge_old(session, parts.clock.now(), 30)
        assert session.query(PhoneNumber).count() == 0
    assert bookings(parts) == []


def test_a_crisis_in_the_chat_ends_the_reminder(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    web, phone = Talk(parts), Talk(parts, MUM)
    web.book()
    web.say(TYPED, "1")
    web.say("I can't go on", verdict=Verdict(lane="crisis", topic="suicidal_adult"))
    at(parts, 2, 10)
    assert swept(parts, phone) == []


@pytest.mark.parametrize("later", [TYPED, f"ok {TYPED}", "actually can you text me a reminder", "remind me please", "i would like a reminder after all"])
def test_who_said_no_can_have_a_reminder_after_all(parts: Parts, tmp_path: Path, later: str) -> None:
    put(parts, tmp_path)
    web = Talk(parts)
    web.book()
    assert "There will be no reminder." in web.say("no thanks")
    said_then = web.say(later)
    assert "ends in 001" in (said_then if "07700" in later else web.say(TYPED))
    assert "will text it a reminder" in web.say("yes") and reminders(parts) == 2


@pytest.mark.parametrize("words", ["no wait", "hang on", "oops", "wrong number", "actually can you text me a reminder"])
def test_who_stops_to_think_is_still_asked_for_the_number(parts: Parts, tmp_path: Path, words: str) -> None:
    put(parts, tmp_path)
    web = Talk(parts)
    web.book()
    assert "only text a UK mobile number" in web.say("0770 900")
    assert "type a UK mobile number" in web.say(words) and "ends in 001" in web.say(TYPED)


def test_a_number_or_a_wish_without_a_place_brings_no_reminder(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    for words in (TYPED, "can you text me a reminder"):
        assert "ends in" not in (answer := Talk(parts).say(words)) and "UK mobile" not in answer


def test_what_only_names_a_reminder_asks_for_none(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    web = Talk(parts)
    web.book()
    web.say("SKIP")
    for words in ("the school sent a reminder about the fine", "don't send me reminders"):
        assert "type a UK mobile number" not in web.say(words)
