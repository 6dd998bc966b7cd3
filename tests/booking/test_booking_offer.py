"""A place that is kept for somebody stays theirs to take, whatever they write in between; and a yes or no is never thanked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import AUNT, DAD, GRAN, MUM, ONE_PLACE, SECOND, Talk, booked, put, swept, wait_for, waits
from tests.conftest import Verdict
from tests.duty_steps import pass_time
from tests.sms_tools import ANSWER
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments
from webhook.store.conversations import Conversation

CLARIFY = [{"say": "clarify", "options": ["blue_badge", "benefits_money"], "confidence": 0.4}]
TOPICS = [{"say": "clarify", "options": ["post16_transition", "short_breaks", "blue_badge"], "confidence": 0.4}]
SMALL_TALK = [{"say": "act", "act": "small_talk", "confidence": 0.9}]


def offered(parts: Parts, folder: Path) -> Talk:
    """Dad, to whom the one place was just offered; gran waits behind him."""
    put(parts, folder, ONE_PLACE)
    mum, dad, _ = wait_for(parts, MUM, DAD, GRAN)
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(parts, dad)[0]
    return dad


@pytest.mark.parametrize("yes", ["yes i'll have that thanks", "1", "yes please we would love the place", "ok I'll take it", "yeah that would be great thanks", "I'd like the slot please"])
def test_an_unclear_message_reads_the_offer_out_again_and_a_yes_in_words_takes_it(any_parts: Parts, tmp_path: Path, yes: str) -> None:
    dad = offered(any_parts, tmp_path)
    any_parts.rasa.default = CLARIFY  # type: ignore[union-attr]
    again = dad.say("what do u mean by keep it")
    assert "We still keep this place for you" in again and "Reply 1" in again and "until" in again and count_segments(again) <= 2
    assert "Booked: " in dad.say(yes) and booked(any_parts) == ["4 Dec 09:30"]


@pytest.mark.parametrize("asked", ["how long does a plan take", "thanks", "when is the next send surgery"])
def test_an_answered_question_in_between_leaves_it_open(parts: Parts, tmp_path: Path, asked: str) -> None:
    dad = offered(parts, tmp_path)
    parts.rasa.default = SMALL_TALK if asked == "thanks" else ANSWER  # type: ignore[union-attr]
    assert "We still keep this place for you" in dad.say(asked)
    assert "We do not keep the place" in dad.say("2") and waits(parts)[0] == "declined"


@pytest.mark.parametrize(("asked", "others"), [("whens the next one then", "Other free dates: Fri 18 Dec, Sample Nursery."), ("anything sooner", "I have no free date before that one.")])
def test_other_dates_are_told_and_the_place_stays_kept(parts: Parts, tmp_path: Path, asked: str, others: str) -> None:
    dad = offered(parts, tmp_path)
    put(parts, tmp_path, ONE_PLACE, SECOND)
    heard = dad.say(asked)
    assert others in heard and "We still keep this place for you" in heard
    assert "Booked: " in dad.say("1") and booked(parts) == ["4 Dec 09:30"]


def test_a_person_asked_for_in_between_does_not_lose_it(parts: Parts, tmp_path: Path) -> None:
    dad = offered(parts, tmp_path)
    dad.say("PERSON")
    assert "Booked: " in dad.say("yes I want the place please") and booked(parts) == ["4 Dec 09:30"]


def test_another_question_of_ours_keeps_its_own_numbers(parts: Parts, tmp_path: Path) -> None:
    dad = offered(parts, tmp_path)
    parts.rasa.default = CLARIFY  # type: ignore[union-attr]
    assert "Is it about" in dad.say("and what about his school then, nobody there has done anything for him at all this year")
    dad.say("1")
    assert booked(parts) == [] and waits(parts)[0] == "offered"
    assert "Booked: " in dad.say("yes i'll take that place")


@pytest.mark.parametrize("asked", ["is that after school", "is it in school hours", "can he miss school for it", "what about his plan", "will his teacher be there"])
@pytest.mark.parametrize("yes", ["yes please", "1"])
def test_what_was_only_guessed_at_takes_no_offers_place(any_parts: Parts, tmp_path: Path, asked: str, yes: str) -> None:
    dad = offered(any_parts, tmp_path)
    any_parts.rasa.default = TOPICS  # type: ignore[union-attr]
    heard = dad.say(asked)
    assert "We still keep this place for you" in heard and "Is it about" not in heard
    assert "Booked: " in dad.say(yes) and booked(any_parts) == ["4 Dec 09:30"]


@pytest.mark.parametrize("between", ["is that after school", "my name is Kay", "and what about his school then, nobody there has done anything for him at all this year"])
def test_whoever_was_asked_whether_they_still_wait_is_asked_about_the_place_that_came(parts: Parts, tmp_path: Path, between: str) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    assert "Reply 1 to stay" in dad.say("am i on the waiting list")
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(parts, dad)[0]
    parts.rasa.default = TOPICS  # type: ignore[attr-defined]
    heard = dad.say(between)
    if "Is it about" in heard:
        heard = dad.say("yes please")
    assert "We still keep this place for you" in heard and "stay on the list" not in heard
    assert "Booked: " in dad.say("1") and waits(parts) == ["taken"]


def test_a_yes_to_an_older_question_of_the_list_never_says_that_they_left_it(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad = wait_for(parts, MUM, DAD)
    dad.say("am i on the waiting list")
    mum.say("CAN'T COME", "1")
    swept(parts, dad)
    with parts.db.writing() as session:
        session.get_one(Conversation, dad.id).awaiting = "book:waits"
    heard = dad.say("1")
    assert "We still keep this place for you" in heard and "any more" not in heard and waits(parts) == ["offered"]


def test_they_are_told_when_it_has_gone_to_nobody_or_to_the_next(parts: Parts, tmp_path: Path) -> None:
    dad = offered(parts, tmp_path)
    parts.rasa.default = CLARIFY  # type: ignore[union-attr]
    dad.say("eh?")
    pass_time(parts, hours=25)
    swept(parts, dad)
    assert "could not keep that place" in dad.say("yes i'll have that place") and booked(parts) == []


def test_after_danger_no_figure_and_no_bare_yes_takes_it(parts: Parts, tmp_path: Path) -> None:
    dad = offered(parts, tmp_path)
    parts.rasa.default = SMALL_TALK  # type: ignore[union-attr]
    dad.say("he has a knife", verdict=Verdict(lane="crisis", topic="harm_to_child"))
    for said in ("1", "yes", "thanks"):
        assert "We still keep" not in dad.say(said)
    assert booked(parts) == [] and waits(parts)[0] == "offered"


def test_nobody_else_is_asked_about_it(parts: Parts, tmp_path: Path) -> None:
    offered(parts, tmp_path)
    parts.rasa.default = SMALL_TALK  # type: ignore[union-attr]
    aunt = Talk(parts, AUNT)
    assert "place" not in aunt.say("yes i'll have that thanks") and booked(parts) == []


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("thanks that is great", "You're welcome"),
        ("ok", "You're welcome"),
        ("no thanks", "That's fine."),
        ("no", "That's fine."),
        ("no half 10", "I am not sure what that answers"),
        ("yes", "I am not sure what that answers"),
        ("are you a robot", "I am a computer"),
        ("hello", "Hello."),
    ],
)
def test_who_is_thanked(parts: Parts, said: str, answer: str) -> None:
    parts.rasa.default = SMALL_TALK  # type: ignore[union-attr]
    assert answer in Talk(parts, MUM).say(said)


def test_yes_thanks_answers_what_was_asked_lately(parts: Parts) -> None:
    parts.rasa.default = SMALL_TALK  # type: ignore[union-attr]
    mum = Talk(parts, MUM)
    assert "You're welcome" in mum.say("yes thanks")
    parts.rasa.default = CLARIFY  # type: ignore[union-attr]
    assert "?" in mum.say("hm")
    parts.rasa.default = SMALL_TALK  # type: ignore[union-attr]
    mum.say("PASS")
    assert "I am not sure what that answers" in mum.say("yes thanks")
