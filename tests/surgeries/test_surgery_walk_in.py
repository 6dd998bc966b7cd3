"""Right after a surgery's date was shown "can I come" offers to book, and "is it drop in" hears what the list says; neither is ever met with a greeting."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, MUM, SECOND, Talk, booked, bookings, put
from tests.sms_tools import ANSWER
from webhook.bootstrap import Parts
from webhook.services.surgeries.fact_asked import WALK_IN, may_come, read_fact, split_time, suits
from webhook.services.texts.text import count_segments

GREETS = [{"say": "act", "act": "small_talk", "confidence": 0.9}]
UNBOOKED = "It does not say if you can come without one."
WALKS_IN = [
    "can we just turn up", "do i have to book", "is it drop in", "do we need an appointment", "do u need to book or just turn up", "is it a drop in or do i need to book",
    "can i just come along",
    "what if i just turn up", "is booking needed", "is it by appointment only", "can i pop in", "do they take walk ins", "can i come without booking",
]  # fmt: skip
COMES = ["can i come", "ok can i come to that one", "can i go to that", "am i allowed to come", "how do i come", "can we go then", "can you book me in", "can i book it"]
BOTH_COME = [
    "could me and my husband come",
    "can me and my mum come",
    "can my wife and i come to that",
    "would my partner and me be able to come",
    "ok can i and my sister come along please",
]
BOOKS = ["book it", "book it for me please", "yes book me in", "ok put me down for that one", "sign me up", "i'd like to book that", "ill take it", "please book us in for it"]

SUITS = [
    "ok can u book me on that", "can you put me down for that one", "could you get me on that one please", "ok lets do that one", "can u sort that for me", "great ill go to that",
    "can i have that one", "add me to that pls", "id like to go", "thats good for me", "that date is fine for us", "sounds good, put me down",
    "yes i want that one", "go on then book it", "squeeze us in for that",
]  # fmt: skip


@pytest.fixture
def mum(parts: Parts, tmp_path: Path) -> Talk:
    """Mum, to whom the dates were just shown; the dialogue model takes everything else for a greeting."""
    put(parts, tmp_path, {}, SECOND)
    parts.rasa.default = GREETS  # type: ignore[attr-defined]
    mum = Talk(parts, MUM)
    assert "Fri 4 Dec" in mum.say("when is the next send surgery")
    return mum


@pytest.mark.parametrize("asked", WALKS_IN)
def test_what_the_list_says_and_a_place(mum: Talk, asked: str) -> None:
    reply = mum.say(asked)
    assert UNBOOKED in reply and "text BOOK SURGERY" in reply and count_segments(reply) <= 2
    assert "Which SEND surgery?" in mum.say("yes")


@pytest.mark.parametrize("asked", COMES + BOOKS + BOTH_COME + SUITS)
def test_a_place_is_offered(mum: Talk, asked: str) -> None:
    assert "Which SEND surgery? 1 Fri 4 Dec" in mum.say(asked)


MANY = [{}, SECOND, SECOND | {"surgery_id": "S3", "date": "2027-01-08"}, SECOND | {"surgery_id": "S4", "date": "2027-01-22"}]  # more than one text holds
ASKED_FIRST = ["", "whats it for", "is there parking", "what languages do they speak", "how long do you get", "what do i need to bring", "do i need a referral", "thanks"]


@pytest.mark.parametrize("first", ASKED_FIRST)
@pytest.mark.parametrize("asked", ["book it", "ok can u book me on that"])
def test_a_place_is_offered_where_more_dates_were_offered_too(parts: Parts, tmp_path: Path, first: str, asked: str) -> None:
    put(parts, tmp_path, *MANY)
    parts.rasa.default = GREETS  # type: ignore[attr-defined]
    mum = Talk(parts, MUM)
    assert "For more dates text MORE." in mum.say("when is the next send surgery")
    if first:
        mum.say(first)
    assert "Which SEND surgery? 1 Fri 4 Dec" in mum.say(asked)


@pytest.mark.parametrize("asked", ["thats good for me", "great ill go to that"])
def test_what_suits_is_read_of_dates_that_were_shown_last(mum: Talk, parts: Parts, asked: str) -> None:
    parts.rasa.default = ANSWER  # type: ignore[attr-defined]
    mum.say("how long does a plan take")
    assert "Which SEND surgery?" not in mum.say(asked)


@pytest.mark.parametrize("asked", ["ok", "yes", "ok thanks"])
def test_a_yes_after_thanks_is_no_wish_to_come(mum: Talk, asked: str) -> None:
    mum.say("thanks")
    assert "Which SEND surgery?" not in mum.say(asked)


@pytest.mark.parametrize("asked", ["can i come", "do i have to book"])
def test_who_has_a_place_hears_of_it(mum: Talk, parts: Parts, asked: str) -> None:
    mum.say(BOOK, "1", "1", "SKIP", "SKIP", "SKIP", "1", "when is the send surgery")
    assert "You have a place: Fri 4 Dec 9:30am" in mum.say(asked) and len(booked(parts)) == 1


@pytest.mark.parametrize("asked", ["do i have to book", "can i come"])
def test_in_the_middle_of_a_booking_the_open_question_is_asked_on(mum: Talk, asked: str) -> None:
    mum.say(BOOK)
    reply = mum.say(asked)
    assert "Which SEND surgery?" in reply and "did not get" not in reply and ("without booking" in reply) == ("book" in asked)


@pytest.mark.parametrize("asked", ["can we just turn up", "can i come", "is it drop in"])
def test_of_what_was_spoken_of_last_and_of_nothing_else(mum: Talk, parts: Parts, asked: str) -> None:
    assert UNBOOKED not in Talk(parts, MUM[:-1] + "2").say(asked)
    parts.rasa.default = ANSWER  # type: ignore[attr-defined]
    mum.say("how long does a plan take")
    reply = mum.say(asked)
    assert UNBOOKED not in reply and "Which SEND surgery?" not in reply


@pytest.mark.parametrize(
    "text",
    [
        "can he come home",
        "do i have to book a taxi",
        "do i have to go to mediation",
        "can we go to the park",
        "can i turn up late to school",
        "can you help me book respite",
        "put me on the list for camhs",
        "put me through to someone",
        "ill come back later",
        "book a taxi",
        "can he come home at 3",
        "can we go to the park at 10am",
        "is it 10am already",
        "can me and my husband appeal",
        "my husband and i are getting divorced",
        "is he free in the afternoon",
        "can i have 3 copies",
        "would 2 hours of support be ok",
        "can i have the number",
        "can i have that in writing",
        "that's great thanks",
        "i can do that myself",
        "can you do that for every child",
        "can you sort out his transport",
        "lets go to tribunal",
        "i want to go home",
        "it works for him",
        "add me to the mailing list",
        "ill be there for him",
    ],
)
def test_other_matters_are_not_read_so(text: str) -> None:
    assert read_fact(text) != WALK_IN and not may_come(text) and not suits(text)


WHAT_FOR = ["whats it for", "so what happens there", "what is this", "hang on what do they do", "what is a send surgery for", "whats it about"]


@pytest.mark.parametrize("asked", WHAT_FOR)
def test_what_it_is_for_is_said_wherever_it_is_asked(mum: Talk, asked: str) -> None:
    for before in ([], [BOOK], ["1"], ["1"], ["Jo"]):
        if before:
            mum.say(*before)
        assert "you meet SEND officers face to face, at a school" in mum.say(asked)


@pytest.mark.parametrize("text", ["what do i do about his transport", "what is the plan for", "what are they going to do for him", "what happens if they say no"])
def test_what_something_else_is_for_is_not(text: str) -> None:
    assert read_fact(text) == ""


def test_a_question_that_begins_in_haste_is_no_need_and_later_is_a_time(mum: Talk, parts: Parts) -> None:
    mum.say(BOOK, "1", "1")
    assert "if you can park there" in mum.say("hang on whats the parking like")
    assert "1 9:50am" in mum.say("can i come later")
    assert "Is that right?" in mum.say("1", "Jo", "SKIP", "SKIP")
    assert "ooked" in mum.say("1") and len(booked(parts)) == 1


LATE = ["what if im late", "im running a bit late", "what happens if we're late for it", "will we lose our place if we're late", "i might be 10 mins late is that ok"]


@pytest.mark.parametrize("asked", LATE)
def test_who_may_come_late_hears_that_no_list_says(mum: Talk, parts: Parts, asked: str) -> None:
    mum.say(BOOK, "1", "1")
    assert "what happens if you come late" in mum.say(asked) and "Is that right?" in mum.say("Jo", "SKIP", "SKIP")
    mum.say("1")
    assert "what happens if you come late" in mum.say(asked) and len(booked(parts)) == 1


@pytest.mark.parametrize("text", ["what if im late with the appeal", "the plan is late", "the taxi is late", "is it too late to appeal"])
def test_what_else_is_late_is_not_read_so(text: str) -> None:
    assert read_fact(text) == ""


@pytest.mark.parametrize("asked", ["can i have a later one instead", "actually is there one later", "have you got anything later", "can i come earlier"])
@pytest.mark.parametrize("details", [[], ["Jo"], ["Jo", "SKIP"]])
def test_another_time_asked_at_a_detail_is_no_subject(mum: Talk, details: list[str], asked: str) -> None:
    mum.say(BOOK, "1", "2", *details)
    reply = mum.say(asked)
    assert "Which time?" in reply and ("9:30am" in reply if "earlier" in asked else "10:10am" in reply)


@pytest.mark.parametrize("asked", ["how do i get there", "where is it again"])
def test_the_way_there_is_told_while_the_chat_asks_for_a_number(parts: Parts, tmp_path: Path, asked: str) -> None:
    put(parts, tmp_path, {}, SECOND)
    mum = Talk(parts, "")
    assert "no phone number for you" in mum.say(BOOK, "1", "1", "SKIP", "SKIP", "SKIP", "1")
    assert "1 Sample Street" in mum.say(asked)


AT_A_TIME = [
    "can i come at 9.50",
    "could we come at 9:50am",
    "is 9.50 free",
    "would 9.50am be ok",
    "can i do 9.50",
    "can me and my husband come at 9.50",
    "can we come on friday 9.50am",
    "i'd like 9.50 please",
]


@pytest.mark.parametrize("asked", AT_A_TIME)
def test_a_time_asked_for_is_taken_into_the_booking(mum: Talk, parts: Parts, asked: str) -> None:
    reply = mum.say(asked)
    assert reply.startswith("I will look for 9:50am. Which SEND surgery? 1 Fri 4 Dec") and count_segments(reply) <= 2
    assert "What first name" in mum.say("2")
    mum.say("SKIP", "SKIP", "SKIP", "1")
    assert booked(parts) == ["18 Dec 09:50"]


@pytest.mark.parametrize("asked", ["can i come at 9.50", "can we come on friday 9.50am", "is 9.50 free"])
def test_with_one_date_only_the_time_is_taken_at_once(parts: Parts, tmp_path: Path, asked: str) -> None:
    put(parts, tmp_path)
    mum = Talk(parts, MUM)
    mum.say("when is the next send surgery")
    assert "What first name" in mum.say(asked)
    mum.say("SKIP", "SKIP", "SKIP", "1")
    assert booked(parts) == ["4 Dec 09:50"]


@pytest.mark.parametrize(
    ("asked", "offered"),
    [("can i come at 10", "no free time like that"), ("can i come at 3pm", "no free time like that"), ("can we come after 10", "1 10:10am"), ("could i come in the morning", "1 9:30am")],
)
def test_a_time_that_no_date_has_or_that_leaves_several_is_asked_for_with_the_date(mum: Talk, parts: Parts, asked: str, offered: str) -> None:
    assert "Which SEND surgery?" in mum.say(asked)
    assert offered in mum.say("1") and booked(parts) == []


@pytest.mark.parametrize("asked", ["can i come at 9.50", "could me and my husband come", "is 10am free"])
def test_a_time_is_asked_of_what_was_spoken_of_last(mum: Talk, parts: Parts, asked: str) -> None:
    parts.rasa.default = ANSWER  # type: ignore[attr-defined]
    mum.say("how long does a plan take")
    assert "Which SEND surgery?" not in mum.say(asked)


BABY_AT_10 = ["can i come with my baby at 10.10am", "can i bring my baby at 10.10", "is it ok to bring my toddler at 10.10am"]


@pytest.mark.parametrize("asked", BABY_AT_10)
def test_who_comes_along_is_answered_and_the_time_kept(mum: Talk, asked: str) -> None:
    reply = mum.say(asked)
    assert "I can't say who may come with you." in reply and "I will look for 10:10am. Which SEND surgery?" in reply
    assert "first name" in mum.say("1") and "10:10am" in mum.say("Jo", "SKIP", "SKIP")


@pytest.mark.parametrize(("before", "asked"), [(("1",), "first name"), ((), "Which SEND surgery?"), (("1", "1"), "The time is now 10:10am")])
def test_so_it_is_in_the_middle_of_a_booking(mum: Talk, before: tuple[str, ...], asked: str) -> None:
    mum.say(BOOK, *before)
    reply = mum.say(BABY_AT_10[0])
    assert "I can't say who may come with you." in reply and asked in reply


def test_a_time_that_is_none_is_said_to_be_none(mum: Talk) -> None:
    mum.say(BOOK, "1")
    reply = mum.say("can i come with my baby at 4pm")
    assert "I can't say who may come with you." in reply and "I have no free time like that." in reply and "Which time?" in reply


def test_of_a_place_they_have_it_is_written_down_and_the_time_asked_about(mum: Talk, parts: Parts) -> None:
    mum.say(BOOK, "1", "1", "Jo", "SKIP", "SKIP", "1")
    reply = mum.say(BABY_AT_10[0])
    assert "I can't say who may come with you" in reply and "bringing my baby" in reply and "10:10am" in reply and booked(parts) == ["4 Dec 09:30"]
    mum.say("1")
    assert booked(parts) == ["4 Dec 10:10"] and parts.vault.open(bookings(parts, state="booked")[0].needs_sealed or b"") == "bringing my baby"


@pytest.mark.parametrize("text", ["can my son come home at 3", "can i come at 10am", "can i bring my baby", "my baby wakes at 5am"])
def test_no_time_is_split_off_what_asks_for_no_company(text: str) -> None:
    assert split_time(text) == (text, "")
