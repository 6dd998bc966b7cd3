"""A booking that something else came between: it is said that nothing is booked yet, once, and BOOK SURGERY goes on where it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from directory.samples import load_samples
from tests.booking_steps import BOOK, DAD, MUM, ONE_PLACE, SECOND, Talk, booked, put
from tests.conftest import Verdict
from tests.duty_steps import conversation_of, pass_time
from webhook.bootstrap import Parts
from webhook.services.booking.draft import KEPT
from webhook.services.texts.text import count_segments
from webhook.store.cases import IdentityCheck

BOTH = pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])
NOTE = "place is not booked yet. To go on text BOOK SURGERY."
SWIM = "swimming clubs near kentish town for my autistic 8 year old"
CHECK = [{"say": "ask_case_ref", "requested": "case_ref"}]


@BOTH
def test_a_search_in_the_middle_says_so_once_and_the_booking_goes_on_where_it_was(any_parts: Parts, tmp_path: Path, number: str) -> None:
    put(any_parts, tmp_path, {}, SECOND)
    load_samples(any_parts)
    who = Talk(any_parts, number)
    assert "What do you need" in who.say(BOOK, "1", "2", "ama")
    found = who.say(SWIM)
    assert "Sample:" in found and "not booked yet" in found.splitlines()[-1] and "BOOK SURGERY" in found.splitlines()[-1]
    assert "not booked" not in who.say("closer")
    assert "What do you need" in who.say(BOOK)
    assert "9:50am, Sample School" in (read_back := who.say("step-free", "SKIP")) and "ame: Ama" in read_back
    assert "ooked: " in who.say("yes") and booked(any_parts) == ["4 Dec 09:50"]


@pytest.mark.parametrize("steps", [0, 1, 2, 3, 5])
def test_an_identity_check_in_the_middle_says_so_and_the_words_for_going_on_end_the_check(parts: Parts, tmp_path: Path, steps: int) -> None:
    put(parts, tmp_path, {}, SECOND)
    who = Talk(parts, MUM)
    asked = who.say(*[BOOK, "2", "1", "ama", "step-free", "SKIP"][: steps + 1]).splitlines()[0]
    parts.rasa.default = CHECK  # type: ignore[attr-defined]
    lines = who.say("where is my sons case up to").splitlines()
    assert NOTE in lines[0] and "reference" in lines[-1], "what we ask comes last"
    with parts.db.writing() as session:
        session.add(IdentityCheck(conversation_id=who.id, requested="case_ref", updated_at=parts.clock.now()))
    segment = conversation_of(parts, who.id).segment
    assert who.say(BOOK) == asked
    assert conversation_of(parts, who.id).segment == segment + 1, "the dialogue model's form is left too"
    with parts.db.reading() as session:
        assert session.get_one(IdentityCheck, who.id).requested is None


def test_an_answer_to_the_identity_check_is_none_of_booking(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    parts.rasa.default = CHECK  # type: ignore[attr-defined]
    who = Talk(parts, MUM)
    who.say("where is my case")
    with parts.db.writing() as session:
        session.add(IdentityCheck(conversation_id=who.id, requested="case_ref", updated_at=parts.clock.now()))
    for text in ("1", "change it to the other day", "CAN'T COME", "yes"):
        assert "reference" in who.say(text)


def test_a_question_of_ours_with_numbers_does_not_pick_a_time(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.say(BOOK)
    parts.rasa.default = [{"say": "clarify", "options": ["blue_badge", "benefits_money"], "confidence": 0.4}]  # type: ignore[attr-defined]
    assert "I did not get that. SEND surgery Fri 4 Dec" in who.say("the badge thing"), "a guess asks nothing of its own in the middle of a booking"
    assert "9:30am" in who.say("1", "SKIP", "SKIP", "SKIP")


@pytest.mark.parametrize("lane", ["handover", "dates", "gentle"])
def test_whatever_comes_between_it_is_said(parts: Parts, tmp_path: Path, lane: str) -> None:
    put(parts, tmp_path)
    parts.rasa.default = [{"say": "answer", "topics": ["ehcna_timeline"]}]  # type: ignore[attr-defined]
    who = Talk(parts, MUM)
    who.say(BOOK, "1")
    text = {"handover": "PERSON", "dates": "i asked for an assessment on 1 october 2026, when is it due", "gentle": "i am so tired of waiting, how long"}[lane]
    reply = who.say(text, verdict=Verdict(lane="gentle") if lane == "gentle" else None)
    assert reply.count("not booked yet") == 1 and "first name" not in reply
    sent = [text["body"] for text in parts.sms.sent]  # type: ignore[attr-defined]
    assert all(count_segments(body) <= 2 for body in sent)


@pytest.mark.parametrize("verdict", [Verdict(lane="crisis", topic="harm_to_child"), Verdict(lane="crisis", topic="domestic_abuse", flags=frozenset({"unsafe_phone"}))])
def test_after_danger_nothing_is_said_of_it_and_nothing_taken_up(parts: Parts, tmp_path: Path, verdict: Verdict) -> None:
    put(parts, tmp_path)
    load_samples(parts)
    who = Talk(parts, MUM)
    who.say(BOOK, "2", "ama", SWIM)
    assert "booked" not in who.say("he hit me", verdict=verdict)
    fresh = who.say(BOOK)
    assert "Which time" in fresh and "ama" not in fresh.lower()


def test_nothing_is_said_where_nothing_was_begun(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    load_samples(parts)
    who = Talk(parts, MUM)
    who.book()
    who.say(BOOK)
    assert "You have a place" in who.say(BOOK) and "not booked" not in who.say(SWIM)
    web = Talk(parts)
    assert "reminder" in web.book() and "booked" not in web.say(SWIM)


def test_a_change_and_a_place_to_give_up_are_said_as_what_they_are(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, SECOND)
    load_samples(parts)
    who = Talk(parts, MUM)
    who.say(BOOK, "1", "1", "SKIP", "SKIP", "SKIP", "1")
    who.say("CHANGE", "2")
    assert "is not changed. You still have it. To change it text CHANGE." in who.say(SWIM)
    assert "9:50am" not in who.say("thanks") and "10:10am" in who.say("CHANGE")
    who.say("CAN'T COME", "no")
    who.say("CAN'T COME")
    assert "To give it up text CAN'T COME." in who.say(SWIM) and booked(parts) == ["4 Dec 09:30"]


def test_what_went_meanwhile_is_not_taken_up(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE | {"end": "10:10"})
    load_samples(parts)
    who = Talk(parts, MUM)
    who.say(BOOK, "1", "ama", SWIM)
    Talk(parts, DAD).book()
    assert "no longer free" in (reply := who.say("carry on with my booking please")) and "1 9:50am." in reply
    who.say(SWIM)
    pass_time(parts, hours=KEPT.total_seconds() / 3600 + 1)
    assert "no longer" not in who.say(BOOK), "a day later it begins anew"


def test_another_surgery_begins_anew(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {}, SECOND)
    load_samples(parts)
    who = Talk(parts, MUM)
    who.say(BOOK, "1", "1", SWIM)
    assert "Which SEND surgery?" in who.say("book another surgery")


@pytest.mark.parametrize("text", ["where is my sons case up to", "how long does a plan take", SWIM])
def test_what_is_asked_is_no_need(parts: Parts, tmp_path: Path, text: str) -> None:
    put(parts, tmp_path)
    load_samples(parts)
    parts.rasa.default = [{"say": "answer", "topics": ["ehcna_timeline"]}]  # type: ignore[attr-defined]
    assert "Is that right?" not in Talk(parts, MUM).say(BOOK, "1", "ama", text)


def test_a_need_that_sounds_like_a_place_is_a_need(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    load_samples(parts)
    assert "Needs: somewhere quiet, a sensory room." in Talk(parts, MUM).say(BOOK, "1", "ama", "somewhere quiet, a sensory room", "SKIP")
