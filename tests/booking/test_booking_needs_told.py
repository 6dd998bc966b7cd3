"""What families need to come, and whom they bring, said without our asking: it reaches the staff's list of the day, at the read-back, after, and days later."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, MUM, SECOND, Talk, bookings, put
from tests.conftest import Verdict
from tests.duty_steps import pass_time
from webhook.bootstrap import Parts
from webhook.services.surgeries.needs import split_needs
from webhook.services.surgeries.needs_told import is_of_coming, read_told
from webhook.services.texts.text import count_segments

GUESSED = [{"say": "clarify", "options": ["blue_badge", "benefits_money"], "confidence": 0.4}]
ANSWER = [{"say": "answer", "topics": ["blue_badge"], "confidence": 0.9}]


@pytest.fixture(autouse=True)
def _guesses(parts: Parts, tmp_path: Path) -> None:
    """Two surgeries, and a dialogue model that understands nothing."""
    put(parts, tmp_path, {"end": "10:50"}, SECOND)
    parts.rasa.default = GUESSED  # type: ignore[attr-defined]


@pytest.fixture
def asked(parts: Parts) -> Talk:
    """Mum, to whom a booking is read back."""
    mum = Talk(parts, MUM)
    assert "Is that right" in mum.say(BOOK, "1", "1", "Dee", "SKIP", "transport")
    return mum


BEFORE = {"date": (), "time": ("1",), "name": ("1", "1"), "about": ("1", "1", "Dee", "SKIP"), "about after a stray 1": ("1", "1", "Dee", "SKIP", "1")}
QUESTIONS = {"date": "Which SEND surgery?", "time": "Which time?", "name": "first name", "about": "What would you like to talk about"}
GENTLE = Verdict(lane="gentle", why=("classifier:gentle",))
LEFT_TO_SAY = {"date": ("1", "1", "Dee", "SKIP"), "time": ("1", "Dee", "SKIP"), "name": ("Dee", "SKIP"), "about": ("SKIP",)}


@pytest.mark.parametrize("verdict", [None, GENTLE], ids=["plain", "with a feeling"])
@pytest.mark.parametrize("step", BEFORE)
@pytest.mark.parametrize(
    ("said", "needs"),
    [
        ("we need a somali interpreter", "a somali interpreter"),
        ("my mum is coming she uses a stick", "bringing my mum; she uses a stick"),
        ("my mum is coming with me, she uses a stick", "bringing my mum; she uses a stick"),
        ("i use a wheelchair", "i use a wheelchair"),
    ],
)
def test_before_the_read_back_it_is_kept_as_a_need_and_the_question_asked_again(parts: Parts, step: str, said: str, needs: str, verdict: Verdict | None) -> None:
    mum, asks = Talk(parts, MUM), step.split()[0]
    mum.say(BOOK, *BEFORE[step])
    reply = mum.say(said, verdict=verdict)
    assert QUESTIONS[asks] in reply and "not booked yet" not in reply and all(count_segments(text) <= 2 for text in reply.splitlines())
    back = mum.say(*LEFT_TO_SAY[asks])
    assert f"Needs: {needs}." in back and "To talk about" not in back


@pytest.mark.parametrize("step", [*BEFORE, "needs", "read-back"])
@pytest.mark.parametrize("asked_so", ["what if im late", "what happens if we r late", "will they still see me if im late"])
def test_whoever_may_come_late_is_answered_and_the_question_asked_again(parts: Parts, step: str, asked_so: str) -> None:
    mum = Talk(parts, MUM)
    mum.say(BOOK, *{**BEFORE, "needs": ("1", "1", "Dee"), "read-back": ("1", "1", "Dee", "SKIP", "SKIP")}[step])
    reply = mum.say(asked_so, verdict=GENTLE)
    question = {**QUESTIONS, "needs": "What do you need", "read-back": "Is that right?"}[step.split()[0]]
    assert "what happens if you come late" in reply and question in reply and "not booked yet" not in reply


@pytest.mark.parametrize(
    "subject",
    [
        "school wont let him use his stick",
        "he uses a wheelchair and school has no ramp",
        "he only speaks somali at home",
        "speech therapy in bengali",
        "a new wheelchair for him",
        "we need a wheelchair",
        "he is joining cubs",
        "my son is coming up to 16",
        "we have a deaf child",
        "my sister is coming to live with us",
    ],
)
def test_a_subject_that_names_a_stick_or_a_language_stays_one(parts: Parts, subject: str) -> None:
    told = read_told(subject, asked=True)
    assert not told or told.rest or not is_of_coming(subject, told)
    mum = Talk(parts, MUM)
    back = mum.say(BOOK, "1", "1", "Dee", "SKIP", subject)
    assert f"To talk about: {subject}." in back and "Needs" not in back


@pytest.mark.parametrize("needed", ["somebody who speaks bengali", "someone to interpret", "a bsl interpreter"])
def test_a_need_told_where_the_subject_is_asked_is_no_subject(parts: Parts, needed: str) -> None:
    mum = Talk(parts, MUM)
    assert QUESTIONS["about"] in mum.say(BOOK, "1", "1", "Dee", "SKIP", f"we need {needed}")
    assert f"Needs: {needed}." in mum.say("SKIP")


def test_distress_ends_no_booking_but_nothing_is_asked_on_after_it(parts: Parts) -> None:
    mum = Talk(parts, MUM)
    mum.say(BOOK, "1", "1")
    assert "first name" not in mum.say("i am so tired of all of this and nobody ever listens to me about anything", verdict=GENTLE)


@pytest.fixture
def mum(asked: Talk) -> Talk:
    """The same once it is booked."""
    assert "Booked" in asked.say("1")
    return asked


def listed(parts: Parts) -> list[str]:
    """The needs on the staff's list of the day."""
    return [split_needs(parts.vault.open(place.needs_sealed))[0] for place in bookings(parts) if place.needs_sealed]


@pytest.mark.parametrize(
    ("said", "needs"),
    [
        ("can i bring my mum she uses a stick", "bringing my mum; she uses a stick"),
        ("can i bring the baby", "bringing the baby"),
        ("can my husband come too", "bringing my husband"),
        ("my mum is coming with me she cant do stairs", "bringing my mum; she cant do stairs"),
        ("my son will be with me hes in a wheelchair", "bringing my son; hes in a wheelchair"),
        ("yes and i need a somali interpreter", "a somali interpreter"),
        ("we need an interpreter for somali", "an interpreter for somali"),
        ("can i bring a friend to interpret", "bring a friend to interpret"),
        ("im deaf can i have bsl", "im deaf; bsl"),
        ("ok but my mum uses a wheelchair", "my mum uses a wheelchair"),
        ("yes. can i bring my mum", "bringing my mum"),
        ("i'll have my baby with me", "bringing my baby"),
    ],
)
def test_at_the_read_back_it_goes_into_the_booking_and_is_read_back(asked: Talk, parts: Parts, said: str, needs: str) -> None:
    reply = asked.say(said)
    assert needs in reply and "Reply 1 to book it, 2 to change it" in reply and bookings(parts) == []
    assert ("may come with you" in reply) == ("bring" in needs)
    assert all(count_segments(text) <= 2 for text in reply.splitlines())
    assert "Booked" in asked.say("1") and listed(parts) == [needs]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("is it step free", "Access on Fri 4 Dec: step-free."),
        ("yes but is it step free", "Access on Fri 4 Dec: step-free."),
        ("is there a lift", "tell me here and I write it down"),
        ("wait is it step free", "Access on Fri 4 Dec: step-free."),
        ("hang on, is it step free?", "Access on Fri 4 Dec: step-free."),
        ("one sec is there a quiet room", "tell me here and I write it down"),
        ("oh wait has it got parking", "My list does not say if you can park there."),
        ("do i need to bring anything", "list of what to bring"),
        ("will i need his paperwork", "list of what to bring"),
        ("should i bring his reports", "list of what to bring"),
        ("do i have to bring my child", "who may come with you"),
    ],
)
def test_a_question_at_the_read_back_is_answered_and_is_no_need(asked: Talk, parts: Parts, said: str, answer: str) -> None:
    reply = asked.say(said)
    assert answer in reply and "Reply 1 to book it, 2 to change it" in reply and "Needs:" not in reply and bookings(parts) == []
    assert "Booked" in asked.say("1") and listed(parts) == []


def test_a_wish_at_the_read_back_is_answered_and_leaves_it_open(asked: Talk, parts: Parts) -> None:
    reply = asked.say("can you make sure theres a quiet room")
    assert "My list does not say if the place has it" in reply and "Reply 1 to book it, 2 to change it" in reply and bookings(parts) == []
    assert "Booked" in asked.say("1")


@pytest.mark.parametrize(("said", "needs"), [("wait he needs a lift", "he needs a lift"), ("hold on my mum uses a wheelchair", "my mum uses a wheelchair")])
def test_a_need_after_asking_to_wait_is_one(asked: Talk, parts: Parts, said: str, needs: str) -> None:
    assert needs in asked.say(said) and "Booked" in asked.say("1")
    assert needs in listed(parts)[0] and "hold on" not in listed(parts)[0] and "wait" not in listed(parts)[0]


@pytest.mark.parametrize(
    ("said", "needs"),
    [
        ("step free for my mum", "step free for my mum"),
        ("we need an interpreter for somali", "an interpreter for somali"),
        ("hes in a wheelchair", "hes in a wheelchair"),
        ("forgot to say im deaf", "im deaf"),
        ("can you put down that i need a quiet room", "a quiet room"),
        ("my dad is coming he uses a wheelchair", "bringing my dad; he uses a wheelchair"),
        ("is it step free my mum has a frame", "my mum has a frame"),
        ("thanks. my mum is in a wheelchair btw", "my mum is in a wheelchair"),
        ("can i have large print", "large print"),
        ("i cant do stairs", "i cant do stairs"),
        ("somali interpreter please", "somali interpreter"),
    ],
)
@pytest.mark.parametrize("days", [0, 3])
def test_after_a_booking_it_is_written_to_the_place_at_once_and_days_later(mum: Talk, parts: Parts, said: str, needs: str, days: int) -> None:
    pass_time(parts, hours=24 * days)
    reply = mum.say(said)
    assert "I have written that down" in reply and f"Needs: {needs}." in reply and "Fri 4 Dec" in reply
    assert all(count_segments(text) <= 2 for text in reply.splitlines()) and listed(parts) == [needs]


def test_a_second_need_stands_beside_the_first(mum: Talk, parts: Parts) -> None:
    mum.say("step free for my mum", "hes in a wheelchair")
    assert listed(parts) == ["step free for my mum; hes in a wheelchair"]


@pytest.mark.parametrize(
    ("said", "needs"), [("my mum Fatima uses a stick", "my mum uses a stick"), ("Fatima is in a wheelchair", "in a wheelchair"), ("can i bring Fatima", "bringing someone")]
)
def test_nobodys_name_is_written_down(mum: Talk, parts: Parts, said: str, needs: str) -> None:
    mum.say(said)
    assert listed(parts) == [needs]


def test_on_the_web_the_open_question_is_asked_on(parts: Parts) -> None:
    parent = Talk(parts)
    assert "UK mobile number" in parent.say(BOOK, "1", "1", "SKIP", "SKIP", "SKIP", "1")
    reply = parent.say("my mum uses a stick")
    assert "I have written that down" in reply and "UK mobile number" in reply and listed(parts) == ["my mum uses a stick"]


@pytest.mark.parametrize(
    "said",
    [
        "i need help with a blue badge",
        "he needs a wheelchair assessment",
        "she needs a sensory room at school",
        "can i get a wheelchair for my son",
        "my son is deaf and needs a teacher of the deaf",
        "how do i get an interpreter for the meeting at school",
        "i have a hearing next week",
        "is there a quiet room",
        "can he come home early",
        "can i bring his reports",
        "my son cant walk to school",
        "is my ex coming",
        "thanks",
    ],
)
def test_what_is_no_need_at_the_surgery_is_not_written_to_the_place(mum: Talk, parts: Parts, said: str) -> None:
    assert "written that down" not in mum.say(said) and listed(parts) == []


def test_in_talk_of_something_else_it_is_not_about_the_place(mum: Talk, parts: Parts) -> None:
    parts.rasa.default = ANSWER  # type: ignore[attr-defined]
    mum.say("who can get a blue badge")
    mum.say("hes in a wheelchair")
    assert listed(parts) == []


def test_who_has_no_place_has_none_to_write_it_to(mum: Talk, parts: Parts) -> None:
    assert "written that down" not in Talk(parts, DAD).say("step free for my mum") and listed(parts) == []


@pytest.mark.parametrize(("said", "subject"), [("transport", "transport"), ("about his school transport", "his school transport"), ("his school place", "his school place")])
def test_a_subject_said_when_needs_are_asked_is_kept_and_needs_are_asked_once_more(parts: Parts, said: str, subject: str) -> None:
    mum = Talk(parts, MUM)
    again = mum.say(BOOK, "1", "1", "Dee", said)
    assert "noted that to talk about" in again and "What do you need" in again
    read_back = mum.say("step free please")
    assert f"Needs: step free. To talk about: {subject}." in read_back
    mum.say("1")
    assert (listed(parts), bookings(parts)[0].about) == (["step free"], subject)


def test_needs_are_not_asked_a_third_time(parts: Parts) -> None:
    read_back = Talk(parts, MUM).say(BOOK, "1", "1", "Dee", "transport", "and his school place")
    assert "transport; his school place" in read_back and "Is that right" in read_back
    assert "Is that right" in Talk(parts, DAD).say(BOOK, "1", "1", "Joe", "transport", "no")


@pytest.mark.parametrize("said", ["we cant come", "he wont come", "can i bring my dog", "how far is it to walk", "what floor is it on", "my ex is coming", ""])
def test_what_tells_of_nothing_is_not_read(said: str) -> None:
    assert not read_told(said)
