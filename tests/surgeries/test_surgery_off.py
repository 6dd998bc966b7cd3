"""What families hear, and can answer, when a surgery is called off or moved, when there is a new date, and when they ask later."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import DAD, MUM, ONE_PLACE, SECOND, Talk, at, booked, put, swept, wait_for
from tests.duty_steps import said
from tests.sms_tools import ANSWER
from webhook.bootstrap import Parts
from webhook.services.booking.read_next import asks_others
from webhook.services.texts.inbox import sms_conversation_id
from webhook.services.texts.text import count_segments

THIRD = {"surgery_id": "S3", "date": "2026-12-21", "venue": "Sample Hall"}
OFF = {"status": "cancelled"}
UNSURE = [{"say": "clarify", "options": ["blue_badge", "benefits_money"], "confidence": 0.4}]
LOST_IN = [{"say": "act", "act": "out_of_scope", "confidence": 0.4}]


def told_off(parts: Parts, folder: Path, *others: dict[str, str], change: dict[str, str] = OFF) -> Talk:
    """Mum, whose place at the first surgery is no more, and who was told so."""
    put(parts, folder, {}, *others)
    mum = Talk(parts, MUM)
    mum.say("book the send surgery on 4 december", "1", "SKIP", "SKIP", "SKIP", "1")
    assert booked(parts) == ["4 Dec 09:30"]
    put(parts, folder, change, *others)
    told = swept(parts, mum)
    assert told and all(count_segments(text) <= 2 for text in told)
    parts.rasa.default = UNSURE  # type: ignore[union-attr]
    return mum


@pytest.mark.parametrize(
    ("answer", "there"),
    [
        ("oh no. what else is there", "Mon 21 Dec"),
        ("oh no! any other dates?", "Sample Hall"),
        ("the hall one", "Sample Hall"),
        ("can you do the 21st instead", "Mon 21 Dec"),
        ("no the 21st please", "Mon 21 Dec"),
        ("is there anything later", "Mon 21 Dec"),
        ("later please", "Mon 21 Dec"),
        ("not that day, something else", "Mon 21 Dec"),
        ("can you make it the earlier time", "Fri 18 Dec, Sample Nursery. Which time"),
        ("1", "Fri 18 Dec, Sample Nursery. Which time"),
        ("ok the 18th", "Fri 18 Dec, Sample Nursery. Which time"),
        ("whats the earliest", "1 9:30am"),
        ("2nd time slot pls", "first name"),
        ("10.10 pls", "first name"),
        ("oh no", "Would you like to book a time"),
        ("2", "Nothing is booked"),
        ("no", "Nothing is booked"),
        ("oh no thanks", "Nothing is booked"),
        ("no thank you", "Nothing is booked"),
    ],
)
def test_the_next_date_is_answered_in_words(parts: Parts, tmp_path: Path, answer: str, there: str) -> None:
    mum = told_off(parts, tmp_path, SECOND, THIRD)
    heard = mum.say(answer)
    assert there in heard and count_segments(heard) <= 2, heard


NOT_THIS = "I have no free date {} that one."


@pytest.mark.parametrize(
    ("asked", "others"),
    [
        ("whens the next one then", "Other free dates: Mon 21 Dec, Sample Hall."),
        ("when is the one after that", "Mon 21 Dec, Sample Hall."),
        ("is there another one", "Mon 21 Dec, Sample Hall."),
        ("are there any others", "Mon 21 Dec, Sample Hall."),
        ("have u got any other dates", "Mon 21 Dec, Sample Hall."),
        ("when would the one after that be", "Mon 21 Dec, Sample Hall."),
        ("is that the only one", "Mon 21 Dec, Sample Hall."),
        ("anything sooner", NOT_THIS.format("before")),
        ("is there one sooner than that", NOT_THIS.format("before")),
        ("is that the soonest you have", NOT_THIS.format("before")),
        ("is there not one earlier", NOT_THIS.format("before")),
    ],
)
def test_other_dates_are_told_and_the_offer_stays(parts: Parts, tmp_path: Path, asked: str, others: str) -> None:
    mum = told_off(parts, tmp_path, SECOND, THIRD)
    heard = mum.say(asked)
    assert others in heard and "Fri 18 Dec at Sample Nursery. Would you like to book a time?" in heard and count_segments(heard) <= 2
    assert "Fri 18 Dec, Sample Nursery. Which time" in mum.say("1")


@pytest.mark.parametrize("asked", ["whens the next one then", "any later dates", "is there another one", "anything sooner"])
def test_where_there_is_no_other_date_that_is_said_and_the_offer_stays(parts: Parts, tmp_path: Path, asked: str) -> None:
    mum = told_off(parts, tmp_path, SECOND)
    heard = mum.say(asked)
    assert "I have no " in heard and "Other free" not in heard and "Would you like to book a time?" in heard
    assert "Booked: Fri 18 Dec 9:50am" in mum.say("1", "2", "SKIP", "SKIP", "SKIP", "1")


def test_another_date_that_was_told_is_chosen_by_its_day(parts: Parts, tmp_path: Path) -> None:
    mum = told_off(parts, tmp_path, SECOND, THIRD)
    assert "Mon 21 Dec, Sample Hall. Which time" in mum.say("is there another one", "the 21st")


@pytest.mark.parametrize(
    "text",
    ["is there another school", "any other clubs", "whats next", "when will he get another assessment", "is there parking", "when is the next surgery", "can i have the next one"],
)
def test_what_asks_for_no_other_date_is_not_read_so(text: str) -> None:
    assert asks_others(text) is None


def test_oh_no_is_no_refusal_and_the_next_date_can_still_be_booked(any_parts: Parts, tmp_path: Path) -> None:
    mum = told_off(any_parts, tmp_path, SECOND)
    assert "I am sorry" in mum.say("oh no!!")
    assert "Booked: Fri 18 Dec 9:50am" in mum.say("1", "2", "SKIP", "SKIP", "SKIP", "1")


@pytest.mark.parametrize("upset", ["thats annoying i took the day off", "for gods sake", "oh no i took the day off"])
@pytest.mark.parametrize("others", [(), (SECOND,)])
def test_who_is_upset_is_heard_and_asked_again(parts: Parts, tmp_path: Path, upset: str, others: tuple[dict[str, str], ...]) -> None:
    mum = told_off(parts, tmp_path, *others)
    heard = mum.say(upset)
    assert "I am sorry" in heard and "blue badge" not in heard.lower()
    assert ("Shall I text you" in heard) == (not others)
    assert ("Which time?" if others else "Saved") in mum.say("1")


def test_a_question_after_it_is_answered_as_any_other(parts: Parts, tmp_path: Path) -> None:
    mum = told_off(parts, tmp_path)
    assert "Is it about" in mum.say("what about his school then")


@pytest.mark.parametrize("said", ["why do you need my reference", "why do u need that", "what is a send surgery", "thanks", "who are you", "can i bring my mum"])
@pytest.mark.parametrize("guess", [UNSURE, LOST_IN, ANSWER, [{"say": "ask_case_ref", "requested": "case_ref"}]], ids=["unsure", "lost", "answer", "check"])
def test_what_is_said_in_between_leaves_the_date_it_moved_to_open(parts: Parts, tmp_path: Path, said: str, guess: list[dict[str, object]]) -> None:
    mum = told_off(parts, tmp_path, change={"date": "2026-12-22"})
    parts.rasa.default = guess  # type: ignore[union-attr]
    assert "book a time on Tue 22 Dec" in mum.say(said)
    assert "SEND surgery Tue 22 Dec, Sample School. Which time?" in mum.say("1")


def test_a_time_that_the_law_sets_is_no_time_of_the_surgery(parts: Parts, tmp_path: Path) -> None:
    mum = told_off(parts, tmp_path, change={"date": "2026-12-22"})
    parts.rasa.default = ANSWER  # type: ignore[union-attr]
    reply = mum.say("whats the time limit for a plan")
    assert "20 weeks" in reply and "book a time on Tue 22 Dec" in reply and "Which time?" not in reply


@pytest.mark.parametrize("web", [False, True])
def test_a_surgery_that_moved_is_told_with_its_new_date_on_every_phone(any_parts: Parts, tmp_path: Path, web: bool) -> None:
    put(any_parts, tmp_path, {}, SECOND)
    who = Talk(any_parts, "" if web else MUM)
    who.say("BOOK SURGERY", "1", "1", "SKIP", "SKIP", "SKIP", "1")
    phone = who
    if web:
        who.say(MUM, "1")
        phone = Talk(any_parts, MUM)
        phone.id = sms_conversation_id(any_parts, MUM)
    put(any_parts, tmp_path, {"date": "2026-12-22"}, SECOND)
    told = swept(any_parts, phone)
    assert "has moved to Tue 22 Dec" in told[0] and "will not happen" not in "".join(told)
    assert any("book a time on Tue 22 Dec at Sample School?" in text for text in told) and "Fri 18 Dec" not in "".join(told)
    if web:
        assert "has moved to Tuesday 22 December" in "".join(said(any_parts, who.id))
    assert "1 9:30am" in phone.say("can you make it the earlier time")


def test_who_waited_hears_where_it_moved_to(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    _, dad = wait_for(parts, MUM, DAD)
    put(parts, tmp_path, ONE_PLACE | {"date": "2026-12-22"})
    told = swept(parts, dad)
    assert "has moved to Tue 22 Dec" in told[0] and "still on its waiting list" in told[0] and len(told) == 1, "the only place is kept for who had it"


@pytest.mark.parametrize("asked", ["do i still have my place", "what time is my surgery", "is my surgery still on", "CAN'T COME to my surgery"])
def test_who_asks_later_hears_that_the_place_is_no_more(parts: Parts, tmp_path: Path, asked: str) -> None:
    mum = told_off(parts, tmp_path)
    mum.say("no thanks")
    heard = mum.say(asked)
    if "COME" not in asked:
        assert "You have no place now. The SEND surgery on Fri 4 Dec at Sample School will not happen" in heard and "Shall I text you" in heard
        assert "Saved" in mum.say("yes")


def test_it_is_said_with_the_next_date_where_there_is_one(any_parts: Parts, tmp_path: Path) -> None:
    mum = told_off(any_parts, tmp_path, SECOND)
    mum.say("2")
    assert "You have no place now" in mum.say("do i still have my place")
    assert "Which time?" in mum.say("1")


def test_nobody_hears_of_anothers_lost_place(parts: Parts, tmp_path: Path) -> None:
    told_off(parts, tmp_path)
    assert "Sample School" not in Talk(parts, DAD).say("do i still have my place at the surgery")


# ---- A new date, for those who asked to be told ----


@pytest.mark.parametrize(
    ("answer", "there"),
    [
        ("yeah whats the earliest", "1 9:30am"),
        ("1", "1 9:30am"),
        ("yes please", "1 9:30am"),
        ("ooh yes 2nd time slot pls", "first name"),
        ("BOOK SURGERY", "1 9:30am"),
        ("no thanks", "Nothing is booked"),
    ],
)
def test_a_new_date_can_be_answered(any_parts: Parts, tmp_path: Path, answer: str, there: str) -> None:
    any_parts.rasa.default = [{"say": "surgeries", "wants": "info", "surgeries": []}]  # type: ignore[union-attr]
    mum = Talk(any_parts, MUM)
    assert "Saved" in mum.say("when is the next send surgery", "1")
    put(any_parts, tmp_path)
    any_parts.rasa.default = UNSURE  # type: ignore[union-attr]
    heard = mum.say(answer)
    assert there in heard and "no SEND surgery then" not in heard


# ---- What is left to come to ----


def test_a_surgery_whose_last_place_has_begun_is_not_to_come(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"date": "2026-12-04", "end": "09:50"}, SECOND | OFF)
    at(parts, 4, 9, 31)
    mum = Talk(parts, MUM)
    heard = mum.say("when is the next surgery")
    assert "No SEND surgery is planned now" in heard and "Shall I text you when there is one?" in heard
    assert "Saved" in mum.say("yes pls text me when theres one")


def test_one_that_still_has_places_to_come_is(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    at(parts, 4, 9, 31)
    assert "Sample School" in Talk(parts, MUM).say("when is the next surgery")


@pytest.mark.parametrize("rows", [({"status": "cancelled"},), ()])
def test_who_wants_to_come_where_nothing_is_to_come_is_asked_whether_to_be_told(parts: Parts, tmp_path: Path, rows: tuple[dict[str, str], ...]) -> None:
    if rows:
        put(parts, tmp_path, *rows)
    parts.rasa.default = UNSURE  # type: ignore[union-attr]
    mum = Talk(parts, MUM)
    assert "Shall I text you when there is one?" in mum.say("i want to come to a surgery")
    assert "Saved" in mum.say("ok")


@pytest.mark.parametrize(("said", "picked"), [("ok", False), ("yes", False), ("1", True), ("that one", True)])
def test_a_bare_yes_picks_none_of_three(parts: Parts, said: str, picked: bool) -> None:
    parts.rasa.default = [{"say": "clarify", "options": ["blue_badge", "benefits_money", "short_breaks"], "confidence": 0.4}]  # type: ignore[union-attr]
    mum = Talk(parts, MUM)
    assert "3 " in mum.say("hm the thing with the badge")
    asked = len(parts.rasa.turns)  # type: ignore[union-attr]
    mum.say(said)
    assert (len(parts.rasa.turns) == asked) == picked  # type: ignore[union-attr]


@pytest.mark.parametrize("status", ["moved", "open"])
def test_moved_with_its_new_day_names_it_and_offers_a_time_whatever_the_file_calls_it(any_parts: Parts, tmp_path: Path, status: str) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(any_parts, MUM, DAD)
    row = ONE_PLACE | {"status": status, "date": "2026-12-11"}
    put(any_parts, tmp_path, row)
    told = swept(any_parts, mum)
    assert "has moved to Fri 11 Dec" in told[0] and "book a time on Fri 11 Dec" in told[1] and "has moved to Fri 11 Dec" in said(any_parts, dad.id)[-1]
    put(any_parts, tmp_path, row)
    assert swept(any_parts, mum) == []
    assert "Booked: Fri 11 Dec 9:30am" in mum.say("1", "1", "SKIP", "SKIP", "SKIP", "1") and booked(any_parts) == ["11 Dec 09:30"]
    put(any_parts, tmp_path, row)
    assert swept(any_parts, mum) == [], "the same file again takes nobody's new place"


def test_moved_without_another_day_is_off(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    mum = Talk(parts, MUM)
    mum.book()
    put(parts, tmp_path, {"status": "moved"})
    assert "will not happen as planned" in swept(parts, mum)[0]


@pytest.mark.parametrize("why", ["why do you need my reference", "why do u need his dob", "what is the case reference for"])
def test_why_a_reference_is_asked_for_is_answered_and_the_next_date_stays_open(parts: Parts, tmp_path: Path, why: str) -> None:
    mum = told_off(parts, tmp_path, SECOND)
    parts.rasa.default = [{"say": "identity_why", "requested": "case_ref", "intent": "case_identity"}]  # type: ignore[union-attr]
    heard = mum.say(why)
    words = parts.content.messages
    assert heard.startswith(words["identity_why"].sms) and words["identity_ask_ref"].sms not in heard and "Would you like to book a time" in heard
    assert "Which time" in mum.say("1")


def test_a_case_that_is_asked_for_is_looked_up_all_the_same(parts: Parts, tmp_path: Path) -> None:
    mum = told_off(parts, tmp_path, SECOND)
    parts.rasa.default = [{"say": "ask_case_ref", "requested": "case_ref", "intent": "case_status"}]  # type: ignore[union-attr]
    assert mum.say("where is my sons case up to").endswith(parts.content.messages["identity_ask_ref"].sms)
