"""The waiting list of a surgery: who is offered a place that came free, in which order, and who is never texted."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.booking_steps import AUNT, BOOK, DAD, GRAN, MUM, ONE_PLACE, SECOND, Talk, alerts, booked, bookings, put, swept, wait_for, waits
from tests.conftest import NOON, Verdict
from tests.duty_steps import WATCHED, conversation_of, pass_time, said, signed_in
from tests.family import put_on_record
from webhook.bootstrap import Parts
from webhook.services.surgeries.offers import offer_freed_places
from webhook.services.texts.text import count_segments
from webhook.store.conversations import PhoneNumber

CRISIS = Verdict(lane="crisis", topic="harm_to_child")


def test_a_freed_place_is_offered_in_order_until_somebody_takes_it(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad, gran, aunt = wait_for(any_parts, MUM, DAD, GRAN, AUNT)
    assert swept(any_parts, dad) == []
    mum.say("CAN'T COME", "1")
    offer = swept(any_parts, dad)
    assert len(offer) == 1 and "A place is free" in offer[0] and "until 12pm on Tue 24 Nov" in offer[0] and count_segments(offer[0]) <= 2
    assert swept(any_parts, gran) == [] and booked(any_parts) == []
    assert "We do not keep the place" in dad.say("no thanks, we can't now")
    assert "A place is free" in swept(any_parts, gran)[0]
    pass_time(any_parts, hours=25)
    assert "A place is free" in swept(any_parts, aunt)[0] and swept(any_parts, gran) == []
    assert "could not keep that place" in gran.say("yes please")
    assert "Booked: " in aunt.say("yes that works")
    assert booked(any_parts) == ["4 Dec 09:30"] and waits(any_parts) == ["declined", "lapsed", "taken"]
    assert "What do you need" in aunt.say("Rosa") and "Saved." in aunt.say("large print", "SKIP")
    row = bookings(any_parts, state="booked")[0]
    assert any_parts.vault.open(row.first_name_sealed or b"") == "Rosa" and row.conversation_id == aunt.id


def test_several_sweeps_at_once_make_one_offer(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad, gran = wait_for(any_parts, MUM, DAD, GRAN)
    mum.say("CAN'T COME", "1")
    start = threading.Barrier(8)

    def race() -> None:
        start.wait()
        offer_freed_places(any_parts)

    threads = [threading.Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert waits(any_parts) == ["offered", "waiting"] and len(bookings(any_parts, state="offered")) == 1
    assert sum("A place is free" in text for who in (dad, gran) for text in said(any_parts, who.id)) == 1


def test_a_watched_phone_is_promised_no_text_and_handed_no_calendar_entry(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    for who in (Talk(parts, MUM), Talk(parts)):
        who.say("he reads my phone and hits me", verdict=WATCHED)
        done = who.book(which="3" if who.number else "1")
        assert "ooked" in done and "reminder" not in done and ".ics" not in done


@pytest.mark.parametrize("answer", ["no", "2", "no thanks, we can't now"])
def test_who_says_no_to_an_offer_is_never_told_that_they_still_wait(any_parts: Parts, tmp_path: Path, answer: str) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(any_parts, MUM, DAD)
    assert "Reply 1 to stay on the list" in dad.say(BOOK)
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(any_parts, dad)[0]
    told = dad.say(answer)
    assert "We do not keep the place" in told and "You are on the waiting list" not in told
    assert "You are on the waiting list" not in dad.say("1", "am i on the waiting list") and waits(any_parts) == ["declined"]


def test_an_offer_that_lapsed_ends_the_question_of_the_list(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    mum.say("CAN'T COME", "1")
    swept(parts, dad)
    assert "Reply 1" in dad.say(BOOK)
    pass_time(parts, hours=25)
    swept(parts, dad)
    assert "You are on the waiting list" not in dad.say("1")


def test_nobody_is_offered_twice(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    mum.say("CAN'T COME", "1")
    swept(parts, dad)
    dad.say("no")
    gran = Talk(parts, GRAN)
    gran.book()
    assert "I can't put you on that list again" in dad.say(BOOK)
    gran.say("CAN'T COME", "1")
    assert swept(parts, dad) == []
    assert "1 9:30am" in dad.say(BOOK)  # what is free can be booked by anybody again


def test_what_comes_free_is_theirs_first_who_wait(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    mum.say("CAN'T COME", "1")
    assert "There is no free place" in Talk(parts, GRAN).say(BOOK)
    swept(parts, dad)
    assert "There is no free place" in Talk(parts, AUNT).say(BOOK)
    assert "Booked" in dad.say("1")


def test_in_the_web_chat_too(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, here = Talk(any_parts, MUM), Talk(any_parts)
    mum.book()
    assert "I will write it here" in here.say(BOOK, "yes")
    mum.say("CAN'T COME", "1")
    assert "Type 1 to take it" in swept(any_parts, here)[0]
    assert "Your place is booked" in here.say("yes please") and booked(any_parts) == ["4 Dec 09:30"]


def test_no_offer_by_night_and_none_that_ends_by_night(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    parts.clock.at = NOON.replace(hour=22)  # type: ignore[attr-defined]
    mum.say("CAN'T COME", "1")
    assert swept(parts, dad) == []
    parts.settings.surgery_offer_hours = 14
    parts.clock.at = NOON.replace(day=24, hour=8, minute=5)  # type: ignore[attr-defined]
    assert "until 8am on Wed 25 Nov" in swept(parts, dad)[0]


@pytest.mark.parametrize("why", ["unsafe", "opted_out", "crisis", "contact"])
def test_a_phone_that_may_not_be_texted_is_skipped_and_staff_are_told(parts: Parts, tmp_path: Path, why: str) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad, gran = wait_for(parts, MUM, DAD, GRAN)
    if why == "opted_out":
        with parts.db.writing() as session:
            session.query(PhoneNumber).filter_by(number_hash=conversation_of(parts, dad.id).number_hash).update({"opted_out_at": parts.clock.now()})
    elif why == "contact":
        put_on_record(parts, tmp_path, {"phone": DAD, "safe_to_text": "no"})
    else:
        dad.say("he hit me", verdict=WATCHED if why == "unsafe" else CRISIS)
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(parts, gran)[0]
    assert waits(parts) == ["skipped", "offered"] and alerts(parts)[-1] == "surgery_offer_skipped"


def test_a_mourning_family_is_passed_over_without_a_word_to_anybody(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    dad.say("my son died on friday")
    mum.say("CAN'T COME", "1")
    assert swept(parts, dad) == [] and waits(parts) == ["skipped"] and "surgery_offer_skipped" not in alerts(parts)


def test_a_disclosure_after_an_offer_takes_and_refuses_nothing(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    mum.say("CAN'T COME", "1")
    swept(parts, dad)
    assert "999" in dad.say("he has a knife", verdict=CRISIS)
    dad.say("1")
    assert booked(parts) == [] and waits(parts) == ["offered"]


def test_staff_see_that_nothing_was_texted(parts: Parts, client: FlaskClient, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    dad.say("STOP")
    mum.say("CAN'T COME", "1")
    swept(parts, dad)
    page = signed_in(client, parts).get("/duty/").text
    assert "A place at a surgery came free: not texted" in page and "Texts are off" in page


def test_the_list_can_be_left(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    assert "Reply 1 to stay on the list" in dad.say(BOOK) and "not on the waiting list for Fri 4 Dec any more" in dad.say("2")
    mum.say("CAN'T COME", "1")
    assert swept(parts, dad) == [] and waits(parts) == ["left"]


@pytest.mark.parametrize("said", ["yes put me on the waiting list", "wait list", "put me on the waiting list for 4 december please", "waiting list pls", "put me on it"])
def test_a_list_is_joined_in_words(any_parts: Parts, tmp_path: Path, said: str) -> None:
    put(any_parts, tmp_path, ONE_PLACE, SECOND | ONE_PLACE)
    Talk(any_parts, MUM).say(BOOK, "1", "1", "SKIP", "SKIP", "SKIP", "1")
    Talk(any_parts, DAD).book()
    gran = Talk(any_parts, GRAN)
    assert "no free place on Fri 4 Dec" in gran.say("book the surgery on 4 december")
    assert "You are on the waiting list for Fri 4 Dec" in gran.say(said) and waits(any_parts) == ["waiting"]


def test_a_list_is_not_joined_by_a_no(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    Talk(parts, MUM).book()
    dad = Talk(parts, DAD)
    dad.say(BOOK)
    assert "Nothing is booked" in dad.say("no, I don't want to be on the waiting list") and waits(parts) == []


@pytest.mark.parametrize("asked", ["am i still on the waiting list", "what have i got booked", "when is my surgery", "where am i on the list"])
@pytest.mark.parametrize("leaves", ["take me off it", "remove me from the waiting list please", "i dont want to wait any more", "2", "leave the list"])
def test_who_waits_is_told_for_what_and_can_leave(parts: Parts, tmp_path: Path, asked: str, leaves: str) -> None:
    put(parts, tmp_path, ONE_PLACE)
    _, dad = wait_for(parts, MUM, DAD)
    assert "You are on the waiting list for Fri 4 Dec at Sample School" in dad.say(asked)
    assert "not on the waiting list for Fri 4 Dec any more" in dad.say(leaves) and waits(parts) == ["left"]


@pytest.mark.parametrize("leaves", ["remove me from the waiting list please", "take me off the waiting list", "I want to come off the waiting list"])
def test_the_list_is_left_without_being_asked_about_it_first(any_parts: Parts, tmp_path: Path, leaves: str) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    _, dad = wait_for(any_parts, MUM, DAD)
    pass_time(any_parts, hours=30)
    assert "not on the waiting list for Fri 4 Dec any more" in dad.say(leaves) and waits(any_parts) == ["left"]


def test_another_list_is_not_ours(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    _, dad = wait_for(parts, MUM, DAD)
    dad.say("take me off the camhs waiting list")
    assert waits(parts) == ["waiting"]


def test_two_lists_are_read_out_and_one_is_left_by_its_day(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE, SECOND | ONE_PLACE)
    Talk(parts, MUM).say(BOOK, "1", "1", "SKIP", "SKIP", "SKIP", "1")
    Talk(parts, DAD).book()
    gran = Talk(parts, GRAN)
    gran.say("waiting list for the surgery on 4 december", "1", "waiting list for the surgery on 18 december", "1")
    told = gran.say("am i on the waiting list")
    assert "Fri 4 Dec at Sample School; Fri 18 Dec at Sample Nursery" in told
    assert "list for Fri 18 Dec any more" in gran.say("take me off the list for the 18th") and waits(parts) == ["waiting", "left"]


def test_a_list_that_was_left_for_a_person_is_asked_about_again(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    Talk(parts, MUM).book()
    dad = Talk(parts, DAD)
    parts.rasa.default = [{"say": "act", "act": "small_talk", "confidence": 0.9}]  # type: ignore[union-attr]
    assert "not on the surgery waiting list yet" in dad.say(BOOK, "PERSON") and "You're welcome" in dad.say("thanks")
    assert "waiting list?" in dad.say("yes") and "You are on the waiting list" in dad.say("yes")


def test_a_date_that_fills_before_the_answer_is_said_to_be_full(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE, SECOND)
    gran = Talk(parts, GRAN)
    gran.say(BOOK)
    Talk(parts, MUM).say(BOOK, "1", "1", "SKIP", "SKIP", "SKIP", "1")
    full = gran.say("1")
    assert "no free place on Fri 4 Dec" in full and "waiting list" in full and "no longer free" not in full
    assert "You are on the waiting list for Fri 4 Dec" in gran.say("1") and waits(parts) == ["waiting"]


@pytest.mark.parametrize("word", ["STOP", "unsubscribe"])
def test_texts_turned_off_while_a_place_is_kept_give_it_to_the_next(any_parts: Parts, tmp_path: Path, word: str) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad, gran = wait_for(any_parts, MUM, DAD, GRAN)
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(any_parts, dad)[0]
    kept = bookings(any_parts, state="offered")
    dad.say(word)
    assert [one.id for one in bookings(any_parts, state="lapsed")] == [one.id for one in kept] and len(kept) == 1
    assert swept(any_parts, gran), "the next is asked at once"
    assert not swept(any_parts, dad), "and who wrote STOP hears nothing"
    assert waits(any_parts) == ["skipped", "offered"] and "may_mean_booking" in alerts(any_parts)
    assert "Booked" in gran.say("1")
