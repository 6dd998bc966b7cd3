"""After a list: filters come off and do not end all texts, what is asked of one is answered, and what nobody offers is said to be so."""

from __future__ import annotations

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import NUMBER, PHONE, Chat, directory, own
from tests.sms_tools import bodies, rows
from webhook.bootstrap import Parts
from webhook.clients.rasa import FakeRasa
from webhook.services.directory.reports import view_unmet
from webhook.services.texts.inbox import number_hash
from webhook.store.conversations import PhoneNumber
from webhook.store.directory_use import UnmetNeed

__all__ = ["directory", "own"]
SWIM = "r1,Old swim,Org,Swimming.,active,,{phone},NW5 2AB,5,11,,swimming,{days},10:00,12:00,{cost},,{referral},2026-11-01,no"


@pytest.mark.parametrize(
    ("first", "then", "now"),
    [
        ("swimming near NW5, age 8", "remove nw5", "For swimming, age 8:"),
        ("swimming near NW5", "not just nw5, anywhere in camden", "For swimming:"),
        ("swimming near NW5, age 8", "forget the age", "For swimming, near NW5:"),
        ("drama near NW5", "stop showing me paid ones", 'For "art, music and drama", free, near NW5:'),
        ("sports for my 8 year old", "not trampolining", "For sport and movement, age 8, not trampolining:"),
        ("weekend clubs near NW5", "not sunday", "For Saturday, near NW5:"),
        ("swimming near NW5", "no i mean kentish town", "For swimming, near NW5 2 (Kentish Town):"),
    ],
)
def test_a_filter_comes_off_by_text(directory: Parts, first: str, then: str, now: str) -> None:
    directory.rasa = FakeRasa(default=[{"say": "act", "act": "opt_out", "confidence": 0.9}])
    mum = Talk(directory, MUM)
    mum.say(first)
    assert mum.say(then).startswith(now.replace('"', ""))


def test_texts_stop_when_texts_are_meant(directory: Parts) -> None:
    directory.rasa = FakeRasa(default=[{"say": "act", "act": "opt_out", "confidence": 0.9}])
    mum = Talk(directory, MUM)
    mum.say("swimming near NW5")
    mum.say("stop showing us that swimming one with the awful pool and the long queue of people please")
    assert rows(directory, PhoneNumber, number_hash=number_hash(directory, MUM))[0].opted_out_at is None
    assert mum.say("stop texting me about swimming clubs please")
    assert rows(directory, PhoneNumber, number_hash=number_hash(directory, MUM))[0].opted_out_at is not None


def test_the_word_alone_always_stops_texts(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    mum.say("swimming near NW5")
    mum.say("STOP")
    assert rows(directory, PhoneNumber, number_hash=number_hash(directory, MUM))[0].opted_out_at is not None


def test_who_never_turned_texts_off_is_not_told_they_are_on_again(directory: Parts) -> None:
    directory.rasa = FakeRasa(default=[{"say": "act", "act": "opt_in", "confidence": 0.9}])
    mum = Talk(directory, MUM)
    mum.say("swimming near NW5")
    assert mum.say("can you text me those").startswith("They are in the text above")
    assert "again" not in mum.say("could you maybe get that lot texted over")


def test_what_is_asked_of_one_is_answered_or_asked_back(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    mum.say("swimming near NW5")
    for text in ("yes", "7", "how do i start"):
        assert mum.say(text) == "Which one? Text its number, from 1 to 2."
    assert mum.say("whats the number for them").startswith("The list does not have a phone number for any of these.")
    card = mum.say("2")
    assert "Needs a referral: ask who can refer you. No phone or link listed: text PERSON." in card
    assert mum.say("how do i start") == card, "of the one that was read last"
    assert "relaxed swimming" in mum.say("how do i contact number 1")


def test_the_only_one_is_meant(own: object) -> None:
    parts = own(SWIM.format(phone="020 7946 0000", days="Saturday", cost="free", referral="no"))  # type: ignore[operator]
    mum = Talk(parts, MUM)
    mum.say("swimming near NW5")
    assert "ring 020 7946 0000" in mum.say("yes please")
    assert mum.say("4") == "There is one on the list. Text 1 to read about it."


def test_what_is_not_stated_is_said_by_text(own: object) -> None:
    parts = own(SWIM.format(phone="", days="", cost="", referral=""), "r2,Plain swim,Org,,active,,,,,,,swimming,,,,,,,,no")  # type: ignore[operator]
    said = Talk(parts, MUM).say("free swimming for a 6 year old on saturday near NW5").splitlines()[0]
    assert "Old swim" in said and "ask: days & cost" in said and "Plain swim: ask: ages & days & place & cost" in said


def test_what_nobody_offers_is_said_and_counted(directory: Parts) -> None:
    said = Chat(directory).text("is there horse riding near NW5")
    assert "No service on the list mentions: horse, riding." in said and "PERSON" in said and "house" not in said.lower()
    assert "The list has nothing on llama." in Talk(directory, MUM).say("is there a llama club near NW5")
    assert [need.filters for need in rows(directory, UnmetNeed)] == [["place:NW5", "unlisted"]] * 2
    assert view_unmet(directory)[0].filters == "near NW5, something that is not on the list"


@pytest.mark.parametrize("text", ["is there a cheap youth club pls near NW5 after 5pm", "youth club for my clever boy near NW5", "youth club near NW5 my son Yusuf loves it"])
def test_filler_and_the_child_are_no_words_that_services_miss(directory: Parts, text: str) -> None:
    assert "The list has nothing on" not in Talk(directory, MUM).say(text)


def test_an_unknown_place_is_a_place(directory: Parts) -> None:
    assert "I don't know Kent, so I left it out." in Talk(directory, MUM).say("swimming in kent")


def test_of_two_things_the_one_that_is_not_shown_is_named(directory: Parts) -> None:
    assert "For child mental health services, ask again." in Talk(directory, MUM).say("camhs near nw6 and is there a youth club")


def test_a_list_that_came_to_a_phone_is_picked_from_there(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say("swimming near NW5, age 8")
    chat.say("text me these")
    chat.say(PHONE)
    assert bodies(directory, number_hash=number_hash(directory, NUMBER))
    phone = Talk(directory, NUMBER)
    assert phone.say("2").startswith("Sample: hydrotherapy swim.")
    more = phone.say("MORE")
    assert more.startswith("That is all I have") and "age 8" not in more, "what was looked for stays in the chat"


def test_a_question_about_one_named_is_about_the_list(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    mum.say("swimming near NW5")
    assert "relaxed swimming" in mum.say("is number 1 free") and "hydrotherapy" in mum.say("what about the second one, is it far")


def test_a_service_is_known_by_its_own_name(directory: Parts) -> None:
    assert "MOSAIC" in Talk(directory, MUM).say("does MOSAIC need a referral")
    assert directory.rasa.turns == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["do I need a referral for CAMHS", "what is the phone number", "how do i contact my case officer", "website"])
def test_a_question_of_the_team_is_none_of_a_service(directory: Parts, text: str) -> None:
    Talk(directory, MUM).say(text)
    assert len(directory.rasa.turns) == 1  # type: ignore[attr-defined]


THANKED = [{"say": "act", "act": "small_talk", "confidence": 0.9}]


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("ok and in the holidays", "holiday clubs"), ("what about in the holidays", "holiday clubs"), ("great what about half term", "half term"),
        ("brilliant any in the hols", "holiday clubs"),
        ("ok cool and for a 5 year old", "age 5"), ("thanks and on saturdays", "Saturday"), ("oh ok and on a sunday then", "Sunday"), ("perfect and wheelchair ones?", "wheelchair access"),
        ("cool and after school", "after school"), ("lovely, is there any free ones", "free"), ("ok and during the holidays", "holiday clubs"), ("right and easter", "Easter"),
    ],
)  # fmt: skip
def test_what_is_asked_more_of_a_list_is_no_thanks(directory: Parts, then: str, now: str) -> None:
    directory.rasa = FakeRasa(default=THANKED)
    mum = Talk(directory, MUM)
    mum.say("swimming near NW5")
    assert now in mum.say(then).split(":")[0]


@pytest.mark.parametrize("text", ["ok thanks", "lovely ta", "great thank you, we had nice holidays", "ok and transport", "thanks and have a good one", "brilliant, in the end we found one"])
def test_thanks_at_a_list_stay_thanks(directory: Parts, text: str) -> None:
    directory.rasa = FakeRasa(default=THANKED)
    mum = Talk(directory, MUM)
    mum.say("swimming near NW5")
    assert mum.say(text).startswith("You're welcome")
