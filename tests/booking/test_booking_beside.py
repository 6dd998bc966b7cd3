"""Messages in the middle of a booking as parents write them: several things at once, names in many forms, changes at the read-back, and what nobody understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, MUM, SECOND, Talk, booked, bookings, put, waits
from webhook.bootstrap import Parts
from webhook.services.booking.names import read_name
from webhook.services.booking.said import read_said
from webhook.services.texts.text import count_segments

GUESSED = [{"say": "clarify", "options": ["blue_badge", "benefits_money"], "confidence": 0.4}]
CHECK = [{"say": "ask_case_ref", "requested": "case_ref"}]
COMMON = frozenset("will mark may tired late urgent".split())  # noqa: SIM905


@pytest.fixture(autouse=True)
def _guesses(parts: Parts, tmp_path: Path) -> None:
    """Two surgeries, and a dialogue model that understands nothing."""
    put(parts, tmp_path, {"end": "10:50"}, SECOND)
    parts.rasa.default = GUESSED  # type: ignore[attr-defined]


@pytest.fixture
def mum(parts: Parts) -> Talk:
    return Talk(parts, MUM)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("im Kofi", "Kofi"),
        ("im kofi", "Kofi"),
        ("I\u2019m Jo", "Jo"),
        ("im Jo", "Jo"),
        ("its Yusuf", "Yusuf"),
        ("my name is Priya", "Priya"),
        ("name is Sammy", "Sammy"),
        ("Kofi M", "Kofi M"),
        ("and put his name as Oliver", "Oliver"),
        ("change the name, its Pria", "Pria"),
        ("everyone calls me Jo", "Jo"),
        ("amina please", "Amina"),
        ("Mrs Begum", "Mrs Begum"),
        ("will", "Will"),
        ("leave my name out", ""),
        ("no name", ""),
        ("yeah", None),
        ("im tired", None),
        ("im confused", None),
        ("its fine", None),
        ("whenever", None),
        ("who will i be meeting", None),
        ("dunno", None),
        ("what is the name of the school", None),
        ("", None),
    ],
)
def test_a_name_in_many_forms_and_never_a_little_word(text: str, name: str | None) -> None:
    assert read_name(text, COMMON) == name


@pytest.mark.parametrize(
    ("text", "name", "about", "rest"),
    [
        ("make it 10.30 and the name is Kofi M", "Kofi M", "", "make it 10.30"),
        ("and i also want to talk about transport", None, "transport", ""),
        ("change what i want to talk about to transport", None, "transport", ""),
        ("i need step free and i also want to talk about his taxi", None, "his taxi", "i need step free"),
        ("2 dec at 10.10, im Sam and i want to talk about his plan", "Sam", "his plan", "2 dec at 10.10"),
        ("who will i talk to about it", None, "", "who will i talk to about it"),
        ("10.10", None, "", "10.10"),
    ],
)
def test_everything_in_a_message(text: str, name: str | None, about: str, rest: str) -> None:
    said = read_said(text)
    assert (said.name, said.about, said.rest) == (name, about, rest)


def test_a_name_with_a_question_is_kept_and_the_question_answered(mum: Talk) -> None:
    reply = mum.say(BOOK, "1", "2", "Amina, can my mum come with me?").splitlines()
    assert "who may come with you" in reply[0] and "What do you need" in reply[-1]
    assert "Name: Amina." in mum.say("step free please im in a wheelchair", "SKIP")


@pytest.mark.parametrize("said", ["Sara. can you have a quiet room im autistic", "Joanne. and can u have a quiet room please"])
def test_a_need_that_is_asked_for_is_noted_and_answered(mum: Talk, parts: Parts, said: str) -> None:
    reply = mum.say(BOOK, "1", "2", said)
    assert "talk about" in reply, "what they need was said: it is not asked again"
    assert "quiet room" in mum.say("SKIP")
    mum.say("1")
    assert "quiet room" in parts.vault.open(bookings(parts)[0].needs_sealed)


@pytest.mark.parametrize("said", ["my son cant go upstairs any more", "my daughter wont come out of her room", "his brother can't come to terms with it", "the taxi wont come"])
def test_what_a_child_cannot_do_is_what_they_want_to_talk_about(mum: Talk, parts: Parts, said: str) -> None:
    mum.say(BOOK, "1", "2", "Sara", "SKIP")
    assert said.split()[-1] in mum.say(said)
    mum.say("1")
    assert len(booked(parts)) == 1


@pytest.mark.parametrize("steps", [2, 3, 4, 5])
@pytest.mark.parametrize("said", ["we cant do that day now. its my daughters op", "sorry we cant make it", "changed my mind not coming"])
def test_who_cannot_come_is_not_booked_with_that_as_a_subject(mum: Talk, parts: Parts, steps: int, said: str) -> None:
    if steps == 2:
        mum.say(BOOK, "1", "2")
    else:
        mum.say(BOOK, "1", "2", *["Sara", "SKIP", "SKIP"][: steps - 2])
    assert "Nothing is booked" in mum.say(said)
    mum.say("yes")
    assert booked(parts) == []


def test_a_name_before_its_question_is_kept_until_then(mum: Talk) -> None:
    assert "Which SEND surgery?" in mum.say(BOOK, "its Yusuf")
    assert "Which time" in mum.say("my name is Samira. can my mum come with me", "the 4th")
    assert "What do you need" in mum.say("10.10") and "Name: Samira." in mum.say("SKIP", "SKIP")


@pytest.mark.parametrize(
    ("said", "slot"),
    [
        ("earliest", "9:30am"),
        ("as early as poss", "9:30am"),
        ("first thing", "9:30am"),
        ("the latest you have", "10:30am"),
        ("the last one of the day", "10:30am"),
        ("first available after 10", "10:10am"),
    ],
)
def test_the_first_or_last_time(mum: Talk, said: str, slot: str) -> None:
    assert "first name" in mum.say(BOOK, "1", said) and slot in mum.say("SKIP", "SKIP", "SKIP")


def test_the_first_date_and_its_first_time_and_a_time_before_the_date(mum: Talk, parts: Parts) -> None:
    assert "first name" in mum.say(BOOK, "first date, as early as poss") and "Fri 4 Dec 9:30am" in mum.say("SKIP", "SKIP", "SKIP")
    other = Talk(parts, "")
    assert "I will look for 10:10am." in other.say(BOOK, "10.10") and "first name" in other.say("2") and "10:10am, Sample Nursery" in other.say("SKIP", "SKIP", "SKIP")


def test_several_changes_in_one_message_are_read_back(mum: Talk, parts: Parts) -> None:
    mum.say(BOOK, "1", "1", "Sam", "step free", "his plan")
    first = mum.say("no").splitlines()[0]
    assert "5 what to talk about" in first
    now = mum.say("make it 10.30 and the name is Kofi M")
    assert "10:30am" in now and "Name: Kofi M." in now and "Needs: step free." in now and "To talk about: his plan." in now and "Is that right?" in now
    assert "To talk about: his plan; transport." in mum.say("and i also want to talk about transport")
    assert "To talk about: his taxi." in mum.say("change what i want to talk about to his taxi")
    assert "9:50am" in mum.say("sorry can we make it the 9.50 one") and booked(parts) == []
    assert "Name: Oliver." in mum.say("yes and put his name as Oliver") and booked(parts) == []
    assert "Booked" in mum.say("yep thats all good") and booked(parts) == ["4 Dec 09:50"] and bookings(parts)[0].about == "his taxi"


def test_what_else_is_said_while_the_name_is_changed_changes_that(mum: Talk) -> None:
    mum.say(BOOK, "1", "1", "Sam", "SKIP", "his plan", "2", "3")
    now = mum.say("change what i want to talk about to transport")
    assert "Name: Sam." in now and "To talk about: transport." in now


@pytest.mark.parametrize("steps", [0, 1, 2, 5])
def test_what_nobody_understood_asks_again_then_offers_a_person_and_ends_nothing(mum: Talk, parts: Parts, steps: int) -> None:
    asked = mum.say(*[BOOK, "1", "1", "Sam", "SKIP", "the plan"][: steps + 1]).splitlines()[0]
    odd = "the badge thing from before that you sent"
    assert mum.say(odd) == f"I did not get that. {asked}"
    again = mum.say(odd)
    assert "text PERSON" in again and "LEAVE IT" in again and again.endswith(asked)
    parts.rasa.default = CHECK  # type: ignore[attr-defined]
    assert "reference" not in mum.say("yeah whatever you think love") and all(count_segments(text["body"]) <= 2 for text in parts.sms.sent)  # type: ignore[attr-defined]
    parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    assert "Nothing is booked" in mum.say("leave it")


def test_a_case_that_is_asked_for_still_ends_it(mum: Talk, parts: Parts) -> None:
    parts.rasa.default = CHECK  # type: ignore[attr-defined]
    assert "reference" in mum.say(BOOK, "1", "where is my sons case up to")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("who will i be meeting", "SEND officers"),
        ("how long do i get with them", "20 minutes"),
        ("what does waiting list mean", "a date that is full"),
    ],
)
@pytest.mark.parametrize("steps", [1, 2, 3, 5])
def test_a_question_about_the_surgery_at_any_step(mum: Talk, asked: str, told: str, steps: int) -> None:
    question = mum.say(*[BOOK, "1", "1", "Sam", "SKIP", "the plan"][: steps + 1]).splitlines()[0]
    reply = mum.say(asked).splitlines()
    assert told in reply[0] and question in reply


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_whom_they_may_bring_at_any_step(mum: Talk, steps: int) -> None:
    question = mum.say(*[BOOK, "1", "1", "Sam"][: steps + 1]).splitlines()[0]
    reply = mum.say("can i bring my sister").splitlines()
    assert "who may come" in reply[0] and question in reply


@pytest.mark.parametrize("said", ["yeah add me", "stick me on the list", "ok put me on", "yes please put me on it", "ok stick me on the list for that one", "go on then"])
def test_a_yes_to_the_waiting_list_in_any_words(parts: Parts, tmp_path: Path, said: str) -> None:
    put(parts, tmp_path, {"status": "full"}, SECOND | {"status": "full"})
    assert "on the waiting list for Fri 4 Dec" in Talk(parts, MUM).say(BOOK, "the 4th", said) and waits(parts) == ["waiting"]


def test_a_first_message_is_read_whole(mum: Talk) -> None:
    assert "What do you need" in mum.say("hi can i come to the surgery on 4 december at 10.10, my name is Ali")
    assert "10:10am" in (read_back := mum.say("SKIP", "SKIP")) and "Name: Ali." in read_back


def test_later_in_the_morning_is_later_than_what_was_offered(mum: Talk) -> None:
    assert "1 10:30am." in mum.say(BOOK, "1", "something later in the morning")


def test_a_yes_to_the_one_time_that_is_left_takes_it(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"end": "09:50"}, SECOND | {"status": "full"})
    who = Talk(parts, MUM)
    assert "1 9:30am." in who.say(BOOK) and "first name" in who.say("yes please put me on it")


@pytest.mark.parametrize("dated", [False, True])
@pytest.mark.parametrize(
    ("said", "needs"),
    [
        ("wheelchair and somali interpreter", "wheelchair; somali interpreter"),
        ("i use a wheelchair", "i use a wheelchair"),
        ("need bsl", "bsl"),
        ("step free pls", "step free"),
        ("im deaf so need an interpreter", "im deaf; an interpreter"),
        ("need an arabic interpreter please", "an arabic interpreter"),
        ("blue badge parking", "blue badge parking"),
    ],
)
def test_needs_before_they_are_asked_for_are_kept(mum: Talk, parts: Parts, said: str, needs: str, *, dated: bool) -> None:
    question = mum.say(BOOK, *["1"] * dated)
    reply = mum.say(said)
    assert "I have noted" in reply and question.splitlines()[0] in reply and count_segments(reply) <= 2
    assert "first name" in mum.say(*["1"] * (1 if dated else 2)) and "like to talk about" in mum.say("Dee")
    read_back = mum.say("SKIP")
    assert f"Needs: {needs}." in read_back
    assert "Booked" in mum.say("1") and bookings(parts)[0].needs_sealed


@pytest.mark.parametrize(
    ("said", "needs", "kept"),
    [
        ("autism, i get anxious waiting", "i get anxious waiting", "autism"),
        ("he hates noisy waiting rooms, autistic", "he hates noisy waiting rooms", "autistic"),
        ("bright lights are hard for me", "bright lights are hard for me", ""),
        ("i cant do crowds", "i cant do crowds", ""),
        ("autism", "", "autism"),
        ("dyslexia", "", "dyslexia"),
    ],
)
def test_a_need_in_their_own_words_is_a_need_and_the_subject_is_still_asked(mum: Talk, parts: Parts, said: str, needs: str, kept: str) -> None:
    """A diagnosis goes to the officers and never on the printed list."""
    assert "like to talk about" in mum.say(BOOK, "1", "1", "Sam", said)
    read_back = mum.say("the draft plan")
    assert "the draft plan" in read_back and "Booked" in mum.say("1")
    place = bookings(parts)[0]
    assert (parts.vault.open(place.needs_sealed) if place.needs_sealed else "") == needs
    assert place.about == "; ".join(filter(None, [kept, "the draft plan"]))


@pytest.mark.parametrize("said", [("his school place", "no"), ("we are worried about transport", "SKIP"), ("step-free. and he was refused transport",)])
def test_a_matter_told_with_the_needs_is_the_subject(mum: Talk, said: tuple[str, ...]) -> None:
    assert "Is that right" in mum.say(BOOK, "1", "1", "Sam", *said)


@pytest.mark.parametrize("said", ["wait", "hang on wait", "im waiting for the bus"])
def test_who_waits_has_said_no_need(mum: Talk, said: str) -> None:
    assert "what you need" not in mum.say(BOOK, "1", said)


def test_a_name_and_needs_before_the_time_are_not_asked_again(mum: Talk) -> None:
    assert "noted the name Leila" in mum.say(BOOK, "1", "leila") and "I have noted what you need" in mum.say("i use a wheelchair")
    assert "like to talk about" in mum.say("1")
    read_back = mum.say("SKIP")
    assert "Leila" in read_back and "wheelchair" in read_back


@pytest.mark.parametrize(
    "said", ["hearing test", "wheelchair clubs near nw5", "i want a blue badge for my son", "sensory toys", "any space in the morning", "is there parking", "how do i get bsl lessons"]
)
def test_what_is_no_need_is_not_kept_as_one(mum: Talk, said: str) -> None:
    assert "what you need" not in mum.say(BOOK, "1", said)
