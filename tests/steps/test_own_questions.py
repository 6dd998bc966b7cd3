"""A text that we send by ourselves asks something while another question is open: what was asked last is answered, then the older question is asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.samples import load_samples
from tests.booking_steps import DAD, GRAN, MUM, ONE_PLACE, SECOND, Talk, at, booked, put, swept, waits
from tests.conftest import Verdict
from tests.duty_steps import conversation_of, pass_time
from tests.family import put_on_record
from tests.update_steps import ask_status, choices, prove
from webhook.bootstrap import Parts
from webhook.services.surgeries.reminders import plan_feedback
from webhook.services.texts.text import count_segments
from webhook.store.bookings import SurgeryBooking
from webhook.store.cases import IdentityCheck

ASK_REF = [{"say": "ask_case_ref", "requested": "case_ref"}]
CHOICES = [{"say": "clarify", "options": ["blue_badge", "benefits_money"], "confidence": 0.4}]
BOTH = pytest.mark.parametrize("number", ["", DAD], ids=["web", "sms"])
NO = ["no sorry dont need it any more", "2", "no", "no thanks", "no thank you we are fine now", "nah its ok", "not any more thanks", "I dont want it now", "we cant make that day sorry"]
YES = ["1", "yes please", "yes", "yes i want it", "ok i'll take it", "yeah go on then", "oh brilliant yes ill have it"]


def check_open(parts: Parts, who: Talk, asked: str = "case_ref") -> None:
    """The identity check has asked who writes."""
    parts.rasa.default = ASK_REF  # type: ignore[attr-defined]
    assert "reference" in who.say("wheres my sons case up to")
    with parts.db.writing() as session:
        session.add(IdentityCheck(conversation_id=who.id, requested=asked, updated_at=parts.clock.now()))


def requested(parts: Parts, who: Talk) -> str | None:
    with parts.db.reading() as session:
        return session.get_one(IdentityCheck, who.id).requested


def wait_behind(parts: Parts, folder: Path, number: str) -> tuple[Talk, Talk, Talk]:
    """Mum has the one place; somebody waits for it, on either channel, and gran behind them."""
    put(parts, folder, ONE_PLACE)
    mum, who, gran = Talk(parts, MUM), Talk(parts, number), Talk(parts, GRAN)
    mum.book()
    for waiting in (who, gran):
        waiting.say("BOOK SURGERY", "1")
    assert waits(parts) == ["waiting", "waiting"]
    return mum, who, gran


def offered_in_check(parts: Parts, folder: Path, number: str) -> tuple[Talk, Talk]:
    mum, who, gran = wait_behind(parts, folder, number)
    check_open(parts, who)
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(parts, who)[0]
    return who, gran


@BOTH
@pytest.mark.parametrize("no", NO)
def test_a_no_to_an_offer_in_the_check_goes_to_the_offer_and_the_next_is_told(parts: Parts, tmp_path: Path, number: str, no: str) -> None:
    who, gran = offered_in_check(parts, tmp_path, number)
    heard = who.say(no)
    if "We still keep this place for you" in heard:  # not read, and asked again: never taken for an answer to the check
        heard = who.say("2")
    assert "We do not keep the place" in heard.splitlines()[0] and "reference" in heard.splitlines()[-1]
    assert waits(parts)[0] == "declined" and requested(parts, who) == "case_ref"
    assert "A place is free" in swept(parts, gran)[0]
    assert "reference" in who.say("2"), "and now the check is asked last"


@BOTH
@pytest.mark.parametrize("yes", YES)
def test_a_yes_takes_it_then_the_details_then_the_check_again(any_parts: Parts, tmp_path: Path, number: str, yes: str) -> None:
    who, _ = offered_in_check(any_parts, tmp_path, number)
    heard = who.say(yes)
    assert "ooked: " in heard and "first name" in heard and "reference" not in heard
    heard = who.say("Ama", "step-free", "the bus") if number else who.say("Ama", "step-free", "the bus", "SKIP")
    assert "reference" in heard.splitlines()[-1] and booked(any_parts) == ["4 Dec 09:30"]


def ends_check(parts: Parts, who: Talk, monkeypatch: pytest.MonkeyPatch, said: list[dict[str, object]]) -> None:
    """The dialogue model's next turn closes the check."""

    def turn(*_args: object, **_more: object) -> list[dict[str, object]]:
        with parts.db.writing() as session:
            session.get_one(IdentityCheck, who.id).requested = None
        return said

    monkeypatch.setattr(parts.rasa, "turn", turn)


@BOTH
def test_a_reference_given_instead_goes_to_the_check_and_the_place_stands_for_afterwards(parts: Parts, tmp_path: Path, number: str) -> None:
    who, _ = offered_in_check(parts, tmp_path, number)
    parts.rasa.default = [{"say": "ask_child_dob", "requested": "child_dob"}]  # type: ignore[attr-defined]
    heard = who.say("SAMPLE-2001")
    assert "birth" in heard and "place" not in heard and booked(parts) == [] and waits(parts)[0] == "offered"
    assert "birth" in who.say("1") and booked(parts) == [], "the check asked last"
    assert "ooked: " in who.say("yes I want the place at the surgery")


@BOTH
def test_a_kept_place_is_read_out_again_when_the_check_is_over(parts: Parts, tmp_path: Path, number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    who, _ = offered_in_check(parts, tmp_path, number)
    parts.rasa.default = [{"say": "identity_why", "requested": "case_ref"}]  # type: ignore[attr-defined]
    assert "reference" in who.say("why do you need that?")
    ends_check(parts, who, monkeypatch, [{"say": "act", "act": "small_talk", "confidence": 0.9}])
    assert "We still keep this place for you" in who.say("ok then")
    assert "We do not keep the place" in who.say("2") and waits(parts)[0] == "declined"


@BOTH
def test_after_a_check_that_offers_a_person_the_place_is_still_refused_in_words(parts: Parts, tmp_path: Path, number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    who, _ = offered_in_check(parts, tmp_path, number)
    parts.rasa.default = [{"say": "identity_why", "requested": "case_ref"}]  # type: ignore[attr-defined]
    who.say("why do you need that?")
    ends_check(parts, who, monkeypatch, [{"say": "identity_refused", "intent": "case_identity"}])
    who.say("i dont want to give you those details")
    assert conversation_of(parts, who.id).options
    assert "We do not keep the place" in who.say("no thanks we dont need the place") and waits(parts)[0] == "declined"


@BOTH
@pytest.mark.parametrize(("said", "state"), [("no thanks we dont need the place now", "declined"), ("yes we would like the place", "taken")])
def test_words_that_name_the_place_answer_it_while_the_check_asks(parts: Parts, tmp_path: Path, number: str, said: str, state: str) -> None:
    mum, who, _ = wait_behind(parts, tmp_path, number)
    mum.say("CAN'T COME", "1")
    swept(parts, who)
    check_open(parts, who)
    assert "reference" in who.say("2") and waits(parts)[0] == "offered", "the check asked last"
    who.say(said)
    assert waits(parts)[0] == state


@BOTH
@pytest.mark.parametrize("said", ["2", "no thanks", "yes please"])
def test_choices_that_were_open_are_asked_again_after_the_offer(any_parts: Parts, tmp_path: Path, number: str, said: str) -> None:
    mum, who, _ = wait_behind(any_parts, tmp_path, number)
    any_parts.rasa.default = CHOICES  # type: ignore[attr-defined]
    asked = who.say("the badge or money")
    assert conversation_of(any_parts, who.id).options == ["blue_badge", "benefits_money"]
    mum.say("CAN'T COME", "1")
    swept(any_parts, who)
    heard = who.say(said)
    if said == "yes please":
        assert "first name" in heard and asked not in heard
        heard = who.say("SKIP", "SKIP", "SKIP") if number else who.say("SKIP", "SKIP", "SKIP", "SKIP")
    assert asked.splitlines()[0] in heard and conversation_of(any_parts, who.id).options == ["blue_badge", "benefits_money"]
    who.say("1")
    assert conversation_of(any_parts, who.id).last_topic == "blue_badge" and conversation_of(any_parts, who.id).asked_before is None


def test_old_choices_are_not_asked_again(parts: Parts, tmp_path: Path) -> None:
    mum, who, _ = wait_behind(parts, tmp_path, DAD)
    parts.rasa.default = CHOICES  # type: ignore[attr-defined]
    asked = who.say("the badge or money")
    pass_time(parts, hours=3)
    mum.say("CAN'T COME", "1")
    swept(parts, who)
    heard = who.say("2")
    assert "We do not keep" in heard and asked.splitlines()[0] not in heard


@BOTH
def test_a_list_of_services_stands_again_after_the_offer(parts: Parts, tmp_path: Path, number: str) -> None:
    mum, who, _ = wait_behind(parts, tmp_path, number)
    load_samples(parts)
    listed = who.say("swimming clubs near kentish town for my autistic 8 year old")
    assert "Sample:" in listed
    mum.say("CAN'T COME", "1")
    swept(parts, who)
    heard = who.say("no thanks")
    assert "We do not keep" in heard and "Sample:" in heard and waits(parts)[0] == "declined"
    assert "Sample:" in who.say("1"), "a number picks from the list again"


@BOTH
def test_another_booking_that_was_open_goes_on_after_a_no(parts: Parts, tmp_path: Path, number: str) -> None:
    mum, who, _ = wait_behind(parts, tmp_path, number)
    put(parts, tmp_path, ONE_PLACE, SECOND)
    assert "Which time" in who.say("book the send surgery on 18 december")
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(parts, who)[0]
    heard = who.say("2")
    assert "We do not keep" in heard and "Which time" in heard
    assert "first name" in who.say("1")


@BOTH
def test_a_danger_in_between_asks_nothing_older(parts: Parts, tmp_path: Path, number: str) -> None:
    who, _ = offered_in_check(parts, tmp_path, number)
    heard = who.say("he has a knife", verdict=Verdict(lane="crisis", topic="harm_to_child"))
    assert "reference" not in heard and "place" not in heard


# ---- A surgery that is off, a new date, how it was ----


def off_in_check(parts: Parts, folder: Path, *others: dict[str, str]) -> Talk:
    put(parts, folder, {}, *others)
    mum = Talk(parts, MUM)
    mum.say("book the send surgery on 4 december", "1", "SKIP", "SKIP", "SKIP", "1")
    check_open(parts, mum)
    put(parts, folder, {"status": "cancelled"}, *others)
    assert swept(parts, mum)
    return mum


@pytest.mark.parametrize(
    ("said", "there"), [("no thanks", "Nothing is booked"), ("2", "Nothing is booked"), ("1", "Which time"), ("yes please", "Which time"), ("ok the 18th", "Which time")]
)
def test_another_date_in_the_check(any_parts: Parts, tmp_path: Path, said: str, there: str) -> None:
    mum = off_in_check(any_parts, tmp_path, SECOND)
    heard = mum.say(said)
    assert there in heard and count_segments(heard) <= 4
    if there == "Which time":
        assert "reference" not in heard
        heard = mum.say("1", "SKIP", "SKIP", "SKIP", "1")
        assert booked(any_parts) == ["18 Dec 09:30"]
    assert "reference" in heard.splitlines()[-1]


@pytest.mark.parametrize(("said", "there"), [("1", "We will text you"), ("yes", "We will text you"), ("no", "That's fine"), ("2", "That's fine")])
def test_whether_to_be_told_of_the_next_date_in_the_check(parts: Parts, tmp_path: Path, said: str, there: str) -> None:
    heard = off_in_check(parts, tmp_path).say(said)
    assert there in heard and "reference" in heard.splitlines()[-1]


@pytest.mark.parametrize("rating", ["2", "none"])
def test_how_it_was_in_the_check(parts: Parts, tmp_path: Path, rating: str) -> None:
    put(parts, tmp_path)
    mum = Talk(parts, MUM)
    mum.book()
    with parts.db.writing() as session:
        booking = session.query(SurgeryBooking).one()
        booking.state = "attended"
        plan_feedback(session, booking)
    at(parts, 5, 11)
    check_open(parts, mum)
    assert any("How was" in text or "1" in text for text in swept(parts, mum))
    heard = mum.say(rating)
    assert "reference" in heard.splitlines()[-1]
    with parts.db.reading() as session:
        assert session.query(SurgeryBooking).one().rating == (2 if rating == "2" else None)


# ---- "Who is this?" ----


@pytest.mark.parametrize("asked", ["who is this??", "whos this", "sorry who are you"])
@pytest.mark.parametrize("in_check", [True, False])
def test_who_is_this_to_a_text_of_ours_leaves_the_question_open(any_parts: Parts, tmp_path: Path, asked: str, in_check: bool) -> None:
    put(any_parts, tmp_path, {}, SECOND)
    mum = Talk(any_parts, MUM)
    mum.say("book the send surgery on 4 december", "1", "SKIP", "SKIP", "SKIP", "1")
    if in_check:
        check_open(any_parts, mum)
    put(any_parts, tmp_path, {"status": "cancelled"}, SECOND)
    question = swept(any_parts, mum)[-1]
    told = mum.say(asked)
    assert "by computer" in told and "number was given" in told and question in told and "reference" not in told
    assert "Which time" in mum.say("ok yes")


@pytest.mark.parametrize("asked", ["who is this??", "whos texting me"])
def test_who_is_this_to_an_offer_in_the_check_reads_it_out_again(parts: Parts, tmp_path: Path, asked: str) -> None:
    who, _ = offered_in_check(parts, tmp_path, DAD)
    told = who.say(asked)
    assert "by computer" in told and "We still keep this place" in told
    assert "ooked: " in who.say("1")


# ---- "May we text you about the case" ----


@pytest.mark.parametrize("said", ["no thanks", "1"])
def test_texts_about_the_case_are_asked_about_again_after_the_offer(any_parts: Parts, tmp_path: Path, said: str) -> None:
    family = any_parts
    put_on_record(family, tmp_path)
    put(family, tmp_path, ONE_PLACE)
    gran, mum = Talk(family, GRAN), Talk(family, MUM)
    gran.book()
    mum.say("BOOK SURGERY", "1")
    prove(family, MUM)
    question = ask_status(family, MUM, "wheres my sons case up to")[-1]
    assert "1" in question and choices(family) == []
    gran.say("CAN'T COME", "1")
    assert "A place is free" in swept(family, mum)[0]
    heard = mum.say(said)
    if said == "1":
        assert choices(family) == [] and booked(family) == ["4 Dec 09:30"]
        heard = mum.say("SKIP", "SKIP", "SKIP")
    assert question in heard and choices(family) == []
    mum.say("1")
    assert [state for _, state, _ in choices(family)] == ["on"]


@pytest.mark.parametrize("asked", ["what time am i there", "when is my surgery appointment", "whens my appointment again", "what time is my slot"])
def test_their_own_place_is_told_in_the_check_and_the_check_asks_again(parts: Parts, tmp_path: Path, asked: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, DAD)
    who.book()
    check_open(parts, who)
    said = who.say(asked)
    assert "You have a place at a SEND surgery: Fri 4 Dec 9:30am" in said and "reference" in said
    assert requested(parts, who) == "case_ref" and booked(parts) == ["4 Dec 09:30"]


@pytest.mark.parametrize("said", ["when will i hear about his plan", "where is my case up to", "when is my appointment with the ep", "AB 12 3456"])
def test_in_the_check_what_is_of_the_case_is_not_answered_by_the_place(parts: Parts, tmp_path: Path, said: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, DAD)
    who.book()
    check_open(parts, who)
    assert "You have a place" not in who.say(said)


def test_in_the_check_nobody_without_a_place_is_told_of_one(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    Talk(parts, DAD).book()
    who = Talk(parts, MUM)
    check_open(parts, who)
    assert "You have a place" not in who.say("what time am i there")


@pytest.mark.parametrize("said", ["i cant come to it now", "we cant make it any more", "i wont be able to come", "cant make the surgery now"])
def test_who_cant_come_is_asked_in_the_check_and_gives_it_up_by_a_yes(parts: Parts, tmp_path: Path, said: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, DAD)
    who.book()
    check_open(parts, who)
    assert "Shall I give it up?" in who.say(said) and booked(parts) == ["4 Dec 09:30"]
    assert "reference" not in who.say("yes") and booked(parts) == []


@pytest.mark.parametrize("said", ["i cant do it now", "i dont have it with me", "i cant find the letter", "not now sorry"])
def test_who_cannot_answer_the_check_now_gives_up_no_place(parts: Parts, tmp_path: Path, said: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, DAD)
    who.book()
    check_open(parts, who)
    assert "give it up" not in who.say(said) and booked(parts) == ["4 Dec 09:30"]
