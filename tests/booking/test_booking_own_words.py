"""What is said of a place that is theirs, or of a list they wait on, in words of their own; and the same words where nobody has a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, MUM, ONE_PLACE, SECOND, Talk, booked, bookings, put, wait_for, waits
from webhook.bootstrap import Parts
from webhook.services.booking.own_words import CANT, NEWS, QUEUE, UNWANTED, read_own

UNSURE = [{"say": "clarify", "options": ["blue_badge", "benefits_money"], "confidence": 0.4}]
CANNOT = [
    "sorry something came up so we wont make wednesday",
    "i cant come anymore sorry, shes poorly",
    "sorry changed my mind not coming",
    "ive changed my mind i wont be able to come",
    "we won't be able to make it",
    "not going to be able to come on friday",
    "cant make it now",
    "sorry shes poorly",
    "hi we cant attend after all",
    "won't be there sorry, i can't get there",
    "my sons ill cant make it anymore",
    "hes poorly we wont be there",
    "hes in hospital cant come wednesday",
    "he cant come he is ill",
    "she's got a bug so we won't be able to make it",
]


@pytest.fixture(autouse=True)
def _unsure(parts: Parts) -> None:
    parts.rasa.default = UNSURE  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", CANNOT)
def test_who_cannot_come_is_asked_whether_to_give_it_up(parts: Parts, tmp_path: Path, text: str) -> None:
    put(parts, tmp_path)
    who, other = Talk(parts, MUM), Talk(parts, DAD)
    who.book()
    assert "Shall I give it up?" in who.say(text) and "give it up" not in other.say(text)
    assert "no longer have a place" in who.say("yeah give it to someone else") and booked(parts) == []


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("dont need it anymore thanks", UNWANTED),
        ("we no longer need the place", UNWANTED),
        ("somebody else can have my slot", UNWANTED),
        ("any news on the waiting list", NEWS),
        ("any news?", NEWS),
        ("how many are in front of me", QUEUE),
        ("how many people before me", QUEUE),
        ("where am i in the queue", QUEUE),
        ("cant make it", CANT),
        ("he cant go to school on friday", ""),
        ("hes ill and cant come to school", ""),
        ("shes in hospital and cant come home", ""),
        ("my son is ill can he get a home tutor", ""),
        ("my son won't go to school", ""),
        ("i cant make him go in", ""),
        ("we can't make the review", ""),
        ("i don't need the transport any more", ""),
        ("he can't come home", ""),
        ("i can't make ends meet", ""),
        ("any news on his plan", ""),
        ("i can't go on like this", ""),
        ("she wont attend", ""),
        ("how many words should he know", ""),
        ("he does not need it", ""),
        ("can't come to terms with it", ""),
        ("how many weeks before the draft", ""),
        ("", ""),
    ],
)
def test_what_is_said_of_a_place_and_what_is_not(text: str, own: str) -> None:
    assert read_own(text) == own


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("who will i be meeting", "SEND officers"),
        ("can my mum come", "who may come with you"),
        ("can my husband come as well", "who may come with you"),
        ("what time is it again", "9:30am"),
        ("how long do i get with them", "20 minutes"),
    ],
)
def test_simple_questions_about_a_place(parts: Parts, tmp_path: Path, text: str, told: str) -> None:
    put(parts, tmp_path)
    who, other = Talk(parts, MUM), Talk(parts, DAD)
    who.book()
    who.say("ok", "what is a blue badge", "thanks", "bye", "ok")
    assert told in who.say(text) and told not in other.say(text)


def test_the_details_of_a_place_are_changed_in_words_and_read_back(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path)
    who = Talk(any_parts, MUM)
    who.book(name="Sam", about="his plan")
    assert "Name: Nora." in who.say("change the name to Nora")
    told = who.say("add that i also want to talk about section F")
    assert "Name: Nora." in told and "To talk about: his plan; section F." in told and "9:30am" in told
    assert "Needs: step free access." in who.say("can you add that i need step free access")
    row = bookings(any_parts)[0]
    assert any_parts.vault.open(row.first_name_sealed or b"") == "Nora" and row.about == "his plan; section F" and booked(any_parts) == ["4 Dec 09:30"]


@pytest.mark.parametrize("text", ["change the name on his plan to Nora", "can i add that to his ehcp", "i want to change school", "add my new address please"])
def test_other_changes_leave_a_place_as_it_is(parts: Parts, tmp_path: Path, text: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book(name="Sam")
    who.say(text)
    assert parts.vault.open(bookings(parts)[0].first_name_sealed or b"") == "Sam" and bookings(parts)[0].about == ""


def test_whoever_waits_asks_and_leaves_in_words(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    _, dad = wait_for(parts, MUM, DAD)
    assert "You are on the waiting list for Fri 4 Dec" in dad.say("any news on the waiting list")
    many = dad.say("how many are in front of me")
    assert "can't say who else waits" in many and "You are on the waiting list" in many and not any(figure in many.split("waiting list")[0] for figure in ("0", "1 "))
    assert "not on the waiting list" in dad.say("dont need it anymore thanks") and waits(parts) == ["left"]


@pytest.mark.parametrize("said", ["oh brilliant yes ill have it", "brilliant ill take it thank you", "amazing yes we'll have that", "omg yes please"])
def test_a_place_that_is_offered_is_taken_in_any_words(parts: Parts, tmp_path: Path, said: str) -> None:
    from webhook.services.surgeries.offers import offer_freed_places

    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    mum.say("CAN'T COME", "1")
    offer_freed_places(parts)
    assert "Booked" in dad.say(said) and booked(parts) == ["4 Dec 09:30"]


# ---- "Earlier" and "later" for a place they have ----


def test_earlier_is_earlier_than_what_they_have_and_moves_nobody_to_another_day(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, SECOND)
    who = Talk(parts, MUM)
    who.say(BOOK, "1", "11.10", "SKIP", "SKIP", "SKIP", "1")
    later = who.say("can i change it to later in the morning")
    assert "no later time that day" in later and "Fri 4 Dec" in later and "18 Dec" not in later
    earlier = who.say("actually earlier")
    assert "Fri 4 Dec" in earlier and "10:" in earlier and "18 Dec" not in earlier
    assert "18 Dec" in who.say("OTHER DATE") and booked(parts) == ["4 Dec 11:10"]


# ---- How to get out of a place: asked, and so asked back ----

OUT = (
    "how do i get out of it", "how do i cancel", "can i still cancel", "is there any way i can back out", "how can i pull out of it", "can i give it up",
    "how do i give my place back", "how do we cancel our slot", "how do i call it off", "can i get out of it if i need to", "is it too late to cancel", "how do i get out of this one please",
)  # fmt: skip
OUT_OF_OTHER = (
    "how do i get out of the fine", "how do i cancel the taxi", "can i cancel his transport", "how do i get out of debt", "how do i withdraw from the school roll",
    "how do i give up work to care for him", "can i call off the tribunal", "how do i get him out of bed", "how do i back out of the school place",
)  # fmt: skip


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize("text", OUT)
def test_who_asks_how_to_get_out_of_a_place_is_asked_whether_to_give_it_up(parts: Parts, tmp_path: Path, text: str, number: str) -> None:
    put(parts, tmp_path)
    mum = Talk(parts, number)
    mum.book()
    assert "Shall I give it up?" in mum.say(text) and booked(parts) == ["4 Dec 09:30"]
    assert "Shall I give it up?" in mum.say(text) and booked(parts) == ["4 Dec 09:30"]  # asked twice is no yes
    mum.say("1")
    assert booked(parts) == []


@pytest.mark.parametrize("text", OUT_OF_OTHER)
def test_how_to_get_out_of_another_thing_is_not_about_the_place(parts: Parts, tmp_path: Path, text: str) -> None:
    put(parts, tmp_path)
    parts.rasa.default = [{"say": "clarify", "options": ["blue_badge", "benefits_money"], "confidence": 0.4}]  # type: ignore[attr-defined]
    mum = Talk(parts, MUM)
    mum.book()
    assert "give it up" not in mum.say(text)


def test_where_it_is_and_how_to_get_out_of_it_are_both_answered(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    mum = Talk(parts, MUM)
    mum.book()
    said = mum.say("where is it and how do i get out of it")
    assert "1 Sample Street" in said and said.endswith("2 to keep it.")


def test_of_it_after_another_answer_nobody_s_place_is_meant(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    parts.rasa.default = [{"say": "answer", "topics": ["attendance_ebsa"]}]  # type: ignore[attr-defined]
    mum = Talk(parts, MUM)
    mum.book()
    mum.say("can they fine me for his attendance")
    assert "give it up" not in mum.say("how do i get out of it") and "Shall I give it up?" in mum.say("how do i cancel my surgery place")


def test_who_has_no_place_hears_so_and_a_booking_under_way_is_left(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    assert "no place" in Talk(parts, MUM).say("when is the send surgery", "how do i get out of it")
    assert Talk(parts, MUM).say(BOOK, "1", "how do i get out of it") == parts.content.messages["booking_left"].sms
