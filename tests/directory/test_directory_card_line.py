"""What is asked of the service that was opened is said in one line of its record, by text and on the web; what the record does not say is said to be missing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import own
from webhook.clients.rasa import FakeRasa
from webhook.services.texts.text import count_segments

__all__ = ["own"]
FULL = (
    "r1,Swim club,Org,Swimming.,active,https://swim.example/,020 7946 0000,NW5 2AB,5,11,,swimming,Saturday,10:00,12:00,paid,"
    '"£4 a session, £2 for brothers and sisters who come too",no,2026-11-01,no'
)
OLD = "r2,Old swim,Org,Swimming.,active,,020 7946 0001,NW5 3AB,5,,,swimming,Sunday,10:00,,free,,no,2024-11-01,no"
BARE = "r3,Plain swim,Org,Swimming.,active,,,,,,,swimming,,,,,,no,2026-11-01,no"
ASKED = {
    "Sat 10am-12pm.": ("what time", "what time is it?", "when is it", "and what day is it on", "opening times", "ok thanks what time does it start"),
    "£4 a session, £2 for brothers and sisters who come too.": ("is it free", "how much", "hw much", "how much is it please", "do we have to pay", "whats the price"),
    "NW5 2AB.": ("where is it", "wheres it held", "address", "where do we go"),
    "ring 020 7946 0000.": ("whats the number", "phone number", "who do i ring", "whats there number"),
    "ages 5-11.": ("how old do they have to be", "what ages", "what age is it for", "is there an age limit"),
}


@pytest.fixture
def opened(own: Any) -> Talk:
    """Mum, who has read the card of the first of three; the dialogue model answers what is no question to it."""
    mum = Talk(own(FULL, OLD, BARE), MUM)
    mum.parts.rasa = FakeRasa(default=[{"say": "answer", "topics": ["blue_badge"], "confidence": 0.9}])
    mum.say("any swimming clubs", "1")
    return mum


@pytest.mark.parametrize(("said", "asked"), [(said, text) for said, texts in ASKED.items() for text in texts])
def test_only_the_line_that_is_asked_for(opened: Talk, said: str, asked: str) -> None:
    assert opened.say(asked) == f"Swim club: {said}"
    assert opened.say("and on saturdays").startswith("For swimming, Saturday: 1 Swim club")


def test_the_same_on_the_web(own: Any) -> None:
    parent = Talk(own(FULL))
    parent.say("any swimming clubs", "1")
    assert [parent.say(text) for text in ("what time", "how much", "how old do they have to be", "where is it")] == [
        "Swim club: Saturday, 10am to 12pm.",
        "Swim club: £4 a session, £2 for brothers and sisters who come too.",
        "Swim club: ages 5 to 11.",
        "Swim club: NW5 2AB.",
    ]


@pytest.mark.parametrize(("asked", "what"), [("what time", "the days and times"), ("is it free", "the price"), ("how old do they have to be", "the ages"), ("where is it", "the place")])
def test_what_the_record_has_not_is_said_with_a_way_to_ask(opened: Talk, asked: str, what: str) -> None:
    opened.say("3")
    said = opened.say(asked)
    assert said == f"Plain swim: I don't have {what} for it. No phone or link listed. Text PERSON and a person will help." and count_segments(said) <= 2


def test_an_old_record_is_said_to_be_old(opened: Talk) -> None:
    opened.say("2")
    assert opened.say("how much") == "Old swim: free. Old: checked 1 Nov 2024, ask first."


def test_another_number_named_is_that_one(opened: Talk) -> None:
    assert opened.say("how much is number 2").startswith("Old swim")


@pytest.mark.parametrize("text", ["how much is dla", "what time does school finish", "how old is my case", "whats the number for camhs", "where is my case up to", "when is his review"])
def test_what_is_asked_of_something_else_is_none_of_it(opened: Talk, text: str) -> None:
    assert not opened.say(text).startswith("Swim club")


def test_of_a_list_of_which_none_was_opened_we_ask_which(own: Any) -> None:
    mum = Talk(own(FULL, OLD, BARE), MUM)
    mum.say("any swimming clubs")
    assert mum.say("how much does it cost").startswith("Which one?")


YES_NO = {
    "yes, Sat 10am-12pm.": ("is it open on saturdays", "do they do saturdays", "can we go on saturdays", "open saturdays?", "ok and can he come on sats"),
    "no, only Sat 10am-12pm.": (
        "do they do sundays",
        "is it open on sunday",
        "are they open on a sunday",
        "does it open on monday",
        "is it still open on sunday",
        "is it open on thursday then",
        "ok but is it open on sunday",
        "will it be open on sunday",
        "is it open on sundays?",
        "can she come on a sunday",
        "are they open on weekdays",
        "do they do anything on sunday",
        "is it open today",
        "is it on tomorrow",
    ),
    "yes, ages 5-11.": ("is it for 5 year olds", "can a 7 year old go", "would it be ok for a 9 year old", "hes 6 can he go", "can my 5 and 9 year old go", "do they take 8yo"),
    "no, only ages 5-11.": ("can a 3 year old go", "do they take 4 year olds", "hes 13 can he go", "can under 5s go", "is it ok for a 15 yr old"),
}
LINE_ONLY = {
    "Sat 10am-12pm.": (
        "are they open at weekends",
        "is it just saturdays",
        "is it every saturday",
        "are they open now",
        "when does it shut",
        "what time do they close",
        "whats on there on saturday",
        "is it open at 6pm",
        "do they do mornings",
    ),
    "ages 5-11.": ("is 12 too old", "is my 3 year old too young", "is it suitable for teenagers", "can my 4 and 9 year old go"),
}


@pytest.mark.parametrize(("said", "asked"), [(said, text) for said, texts in {**YES_NO, **LINE_ONLY}.items() for text in texts])
def test_a_day_or_an_age_asked_of_it_is_one_line_with_a_yes_or_no_where_the_record_has_one(opened: Talk, said: str, asked: str) -> None:
    assert opened.say(asked) == f"Swim club: {said}"


def test_no_yes_is_said_of_this_very_day(opened: Talk) -> None:
    opened.parts.clock.at = datetime(2026, 12, 5, 9, tzinfo=UTC)  # type: ignore[attr-defined]  # a Saturday
    opened.say("any swimming clubs", "1")
    assert opened.say("is it open today") == "Swim club: Sat 10am-12pm." and opened.say("is it on tomorrow") == "Swim club: no, only Sat 10am-12pm."


@pytest.mark.parametrize(
    ("asked", "said"), [("do they do anything on sunday", "no, only Sat 10am-12pm."), ("is it open on saturdays", "yes, Sat 10am-12pm."), ("what days is it on", "Sat 10am-12pm.")]
)
def test_the_only_one_that_is_shown_is_asked_about_unopened(own: Any, asked: str, said: str) -> None:
    mum = Talk(own(FULL), MUM)
    mum.say("any swimming clubs")
    assert mum.say(asked) == f"Swim club: {said}"


@pytest.mark.parametrize("text", ["is the office open today", "do the council do anything on sundays", "is school open today", "will the school do anything about it"])
def test_what_is_asked_of_an_office_or_a_school_is_none_of_it(opened: Talk, text: str) -> None:
    assert not opened.say(text).startswith("Swim club")


def test_a_yes_on_the_web(own: Any) -> None:
    parent = Talk(own(FULL))
    parent.say("any swimming clubs", "1")
    assert parent.say("is it open on saturdays") == "Swim club: yes, Saturday, 10am to 12pm." and parent.say("can a 3 year old go") == "Swim club: no, only ages 5 to 11."


@pytest.mark.parametrize(("asked", "said"), [("is it for 7 year olds", "ages 5+."), ("can a 3 year old go", "no, only ages 5+."), ("do they do sundays", "yes, Sun from 10am.")])
def test_no_yes_beyond_what_a_record_says_and_an_old_one_is_said_to_be_old(opened: Talk, asked: str, said: str) -> None:
    opened.say("2")
    assert opened.say(asked) == f"Old swim: {said} Old: checked 1 Nov 2024, ask first."


@pytest.mark.parametrize(("asked", "what"), [("is it open on saturdays", "the days and times"), ("can a 3 year old go", "the ages")])
def test_of_a_record_without_it_nothing_is_guessed(opened: Talk, asked: str, what: str) -> None:
    opened.say("3")
    assert opened.say(asked).startswith(f"Plain swim: I don't have {what} for it.")


def test_a_closed_one_gets_no_yes(own: Any) -> None:
    mum = Talk(own(FULL.replace(",active,", ",temporarily closed,")), MUM)
    mum.say("any swimming clubs", "1")
    said = mum.say("is it open on saturdays")
    assert said.startswith("Swim club: Sat 10am-12pm.") and "closed" in said.lower()


def test_of_a_list_a_day_or_an_age_is_a_filter_still(own: Any) -> None:
    mum = Talk(own(FULL, OLD, BARE), MUM)
    mum.say("any swimming clubs")
    assert mum.say("on saturdays").startswith("For swimming, Saturday:") and "yes" not in mum.say("can a 7 year old go")


@pytest.mark.parametrize("text", ["is there one on sundays", "what about a 3 year old", "anything on sundays"])
def test_another_is_looked_for_still(opened: Talk, text: str) -> None:
    assert opened.say(text).startswith("For swimming")


@pytest.mark.parametrize("text", ["can a 3 year old get a plan", "can my 5 year old go to school part time", "is 16 too old for an ehcp", "can we come to the surgery on friday"])
def test_a_day_or_an_age_of_something_else_is_none_of_it(opened: Talk, text: str) -> None:
    assert not opened.say(text).startswith("Swim club:")
