"""What the list of a surgery says a family comes about: what they said they want to talk about, else what they last had an answer on, else nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, MUM, Talk, bookings, put
from tests.conftest import Verdict
from webhook.bootstrap import Parts
from webhook.services.booking.subject import read_subject

QUESTION, THANKS = "how long should it take", "ok thanks, that's really helpful"
TIMELINE = "how long an assessment takes"


@pytest.fixture
def mum(parts: Parts, tmp_path: Path) -> Talk:
    """A mother who texts, one surgery to come, and a Rasa that knows one answer."""
    put(parts, tmp_path, {"capacity": "2"})
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    parts.rasa.answers[QUESTION] = [{"say": "answer", "topics": ["ehcna_timeline"], "confidence": 0.9}]  # type: ignore[attr-defined]
    return Talk(parts, MUM)


@pytest.mark.parametrize(
    ("messages", "about"),
    [
        ((QUESTION, THANKS), TIMELINE),
        ((THANKS,), ""),
        ((), ""),
        (("zzz some words nobody can place", THANKS), ""),
        (("I want to talk to someone about his taxi to school please", QUESTION, THANKS), "his taxi to school"),
        (("can I talk to someone about it", QUESTION), TIMELINE),
    ],
)
def test_what_a_place_is_about(mum: Talk, parts: Parts, messages: tuple[str, ...], about: str) -> None:
    mum.say(*messages)
    mum.book()
    assert bookings(parts)[0].about == about


@pytest.mark.parametrize("number", [MUM, ""], ids=["sms", "web"])
@pytest.mark.parametrize("pick", ["2", "2 please", "the second one", "number 2", "2nd one pls"])
def test_what_was_picked_from_a_list_of_ours_is_no_subject(any_parts: Parts, tmp_path: Path, pick: str, number: str) -> None:
    put(any_parts, tmp_path, {"capacity": "2"})
    who = Talk(any_parts, number)
    any_parts.rasa.default = [{"say": "clarify", "options": ["surgery_info", "holiday_clubs", "sendiass"], "confidence": 0.4}]  # type: ignore[attr-defined]
    assert "2 " in who.say("the thing with the friday one")
    assert "2 " not in who.say(pick)
    assert "What would you like to talk about" in who.say("BOOK SURGERY", "1", "SKIP", "SKIP")
    assert "To talk about" not in who.say("SKIP")
    who.say("1")
    assert bookings(any_parts)[0].about == ""


def test_a_disclosure_is_never_what_it_is_about(mum: Talk, parts: Parts) -> None:
    mum.say("I need to talk about my husband, he hits me", verdict=Verdict("crisis", "domestic_abuse"))
    mum.book()
    assert bookings(parts)[0].about == ""


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Can I book the surgery to talk about the draft plan?", "the draft plan"),
        ("i'd like to discuss his placement, thanks", "his placement"),
        ("I need an appointment because the school won\u2019t listen", "the school won't listen"),
        ("it's about transport", "transport"),
        ("Could we go through the panel's decision please", "the panel's decision"),
        ("regarding Ama's review", "Ama's review"),
        ("what is the surgery about?", ""),
        ("I want to talk about the next surgery date", ""),
        ("tell me about it", ""),
        ("how about friday", ""),
        ("that's about right thanks", ""),
        ("book me in for friday", ""),
        ("ok thanks", ""),
        ("", ""),
    ],
)
def test_what_a_message_says_it_is_about(text: str, subject: str) -> None:
    assert read_subject(text) == subject


def test_a_long_subject_is_cut_at_a_word() -> None:
    subject = read_subject("I want to talk about " + "everything that went wrong " * 12)
    assert len(subject) <= 90 and subject.endswith("...")


@pytest.mark.parametrize("number", ["2", "1.", "3"])
def test_a_number_to_a_question_for_words_is_no_need_and_no_subject(mum: Talk, parts: Parts, number: str) -> None:
    mum.say("BOOK SURGERY", "1", "SKIP")
    assert mum.say(number).startswith("I did not get that. What do you need") and "to talk about" in mum.say("step free, my mum uses a stick")
    assert mum.say(number).startswith("I did not get that. What would you like to talk about")
    assert "Needs: step free, my mum uses a stick. To talk about: transport." in mum.say("transport")
    mum.say("1")
    assert bookings(parts)[0].about == "transport"


def test_an_afternoon_that_there_is_not_is_said(mum: Talk) -> None:
    mum.book()
    assert mum.say("can i move it to the afternoon").startswith("I have no free time like that.")
    assert "no free time like that" not in mum.say("2", "can i change to a later time")


@pytest.mark.parametrize(
    "said", ["actually can i do it a bit earlier", "can we do it a bit later", "could i do it any earlier", "can i come a bit later"]
)
def test_another_time_said_where_the_subject_is_asked_is_not_the_subject(parts: Parts, tmp_path: Path, said: str) -> None:
    put(parts, tmp_path, {})
    who = Talk(parts, MUM)
    who.say(BOOK, "2", "SKIP", "SKIP")
    assert "To talk about" not in who.say(said)
