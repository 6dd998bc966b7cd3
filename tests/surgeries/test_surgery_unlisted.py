"""What no record of a surgery says is said not to be known, at any step; a time or a name said before the date is kept; a full date that is named offers its list."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, MUM, SECOND, Talk, booked, put, waits
from tests.directory_steps import Chat, titles
from webhook.bootstrap import Parts
from webhook.services.surgeries.fact_asked import ACCESS, read_fact
from webhook.services.surgeries.unlisted import COST, EXPERT, EXTRAS, REFERRAL, ROOM
from webhook.services.texts.text import count_segments

GUESSED = [{"say": "clarify", "options": ["autism_assessment", "adhd_assessment"], "confidence": 0.4}]
BOTH = pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])


@pytest.fixture(autouse=True)
def _guesses(any_parts: Parts, tmp_path: Path) -> None:
    """Two surgeries, the second full, a third; and a dialogue model that understands nothing."""
    full = {"surgery_id": "S3", "date": "2026-12-15", "venue": "Tiny School", "status": "full"}
    put(any_parts, tmp_path, {}, SECOND, full)
    any_parts.rasa.default = GUESSED  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("do i need a referral", REFERRAL), ("does he need to be refered to come", REFERRAL), ("do i need a gp letter first?", REFERRAL), ("need a diagnosis to come?", REFERRAL),
        ("is it free", COST), ("how much is it", COST), ("do we have to pay anything", COST), ("where can i park", ACCESS), ("is parking free", ACCESS),
        ("what room is it in", ROOM), ("which door do i go in", ROOM), ("where do i go when i get there", ROOM), ("where exactly do i go", ROOM),
        ("will there be someone who knows autism", EXPERT), ("is anyone there that understands adhd", EXPERT), ("do the staff know about pda", EXPERT),
        ("do i get to see the same person", EXPERT), ("is there a speech therapist there", EXPERT), ("is there a creche", EXTRAS), ("can i do it by phone", EXTRAS),
    ],
)  # fmt: skip
def test_what_no_list_of_surgeries_has(text: str, kind: str) -> None:
    assert read_fact(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "do i need a referral for camhs",
        "do i need a diagnosis to get an ehcp",
        "how much is dla",
        "how much does a private assessment cost",
        "is the 16th free",
        "is the 2nd one free",
        "what room will his exam be in",
        "is his school online",
        "will they know him",
        "do they know who i am",
        "can someone who knows about tribunals call me",
        "will there be someone at school who helps him",
        "i need a referral",
        "no charge on my phone sorry",
    ],
)
def test_what_is_asked_of_something_else(text: str) -> None:
    assert read_fact(text) == ""


@BOTH
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("do i need a referral", "does not say if you need a referral"),
        ("is parking free", "does not say if you can park there"),
        ("which room is it in", "Sample School, 1 Sample Street. "),
        ("will there be someone who knows autism", "You meet SEND officers there."),
        ("is there a creche", "does not say anything about that"),
    ],
)
def test_after_the_dates_it_is_said_not_to_be_on_the_list(any_parts: Parts, number: str, asked: str, told: str) -> None:
    who = Talk(any_parts, number)
    who.say("when is the next send surgery")
    reply = who.say(asked)
    assert told in reply and "duty line" in reply and "Is it about" not in reply
    assert any_parts.rasa.turns == [], "no model is asked, so none can look a case up"  # type: ignore[attr-defined]


def test_a_referral_is_asked_of_what_was_spoken_of_last(any_parts: Parts) -> None:
    mum = Talk(any_parts, MUM)
    any_parts.rasa.default = [{"say": "answer", "topics": ["autism_assessment"], "confidence": 0.9}]  # type: ignore[attr-defined]
    mum.say("when is the next send surgery", "how do i get an autism assessment")
    assert "My list" not in mum.say("do i need a referral")
    assert "My list" not in Talk(any_parts, DAD).say("do i need a referral"), "nothing was spoken of"


def test_any_other_question_about_it_is_no_menu_and_no_case_look_up(any_parts: Parts) -> None:
    mum = Talk(any_parts, MUM)
    mum.say("when is the next send surgery")
    assert mum.say("do they like dogs").startswith("My list does not say that.")
    any_parts.rasa.default = [{"say": "ask_case_ref", "requested": "case_ref"}]  # type: ignore[attr-defined]
    assert mum.say("do they like cats").startswith("My list does not say that.")
    assert "reference" in mum.say("where is my sons case up to"), "a case that is named is looked up"
    any_parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    dad = Talk(any_parts, DAD)
    dad.say("when is the next send surgery")
    assert "My list" not in dad.say("does his school have to do what they say"), "of a school, not of it"
    assert "My list" not in dad.say("do they like dogs"), "the dates are not what was spoken of last"


@BOTH
@pytest.mark.parametrize("asked", ["will there be someone who knows autism", "do i need a referral", "where exactly do i go", "do they like dogs"])
@pytest.mark.parametrize("steps", [0, 1, 2])
def test_a_question_in_a_booking_is_answered_or_said_not_to_be_known_and_asks_on(any_parts: Parts, number: str, asked: str, steps: int) -> None:
    who = Talk(any_parts, number)
    question = who.say(*[BOOK, "1", "1"][: steps + 1]).splitlines()[0]
    reply = who.say(asked)
    assert "duty line" in reply or "I don't have an answer to that." in reply
    assert reply.endswith(question)
    assert "did not get that" not in reply
    assert "did not get that" in who.say("the badge thing from before"), "what is no question is still said not to be read"


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("around 10", "1 9:50am; 2 10:10am"),
        ("about quarter past 10", "1 10:10am; 2 10:30am"),
        ("after 10 if poss", "1 10:10am; 2 10:30am; 3 10:50am"),
        ("mornings are best", "1 9:30am; 2 9:50am; 3 10:10am"),
    ],
)
def test_a_time_before_the_date_is_kept(any_parts: Parts, said: str, offered: str) -> None:
    mum = Talk(any_parts, MUM)
    assert "Which SEND surgery?" in mum.say(BOOK, said)
    mum.say("do i need a referral")
    times = mum.say("the second one")
    assert "Fri 18 Dec" in times and offered in times and count_segments(times) <= 2
    assert "no free time like that" not in times


@pytest.mark.parametrize("said", ["the second one around 10.10", "2, at 10.10", "the second at 10:10"])
def test_a_date_by_its_number_with_a_time_takes_both(any_parts: Parts, said: str) -> None:
    assert "10:10am" in Talk(any_parts, MUM).say(BOOK, said, "SKIP", "SKIP", "SKIP") and "18 Dec" in Talk(any_parts, DAD).say(BOOK, "the second one")


def test_a_time_that_is_kept_goes_with_a_date_that_is_named_and_another_time_replaces_it(any_parts: Parts) -> None:
    mum = Talk(any_parts, MUM)
    assert "1 10:30am; 2 10:50am; 3 11:10am" in mum.say(BOOK, "after 10.30", "the 18th please")
    assert "1 9:30am" in Talk(any_parts, DAD).say(BOOK, "after 10.30", "the 18th, before 10")


@pytest.mark.parametrize(("said", "name"), [("Leila", "Leila"), ("amina", "Amina"), ("Mrs Begum", "Mrs Begum")])
@pytest.mark.parametrize("steps", [("1", "1"), ("1",)])
def test_a_name_before_its_question_is_kept_and_not_asked_for_again(any_parts: Parts, said: str, name: str, steps: tuple[str, ...]) -> None:
    mum = Talk(any_parts, MUM)
    before = (BOOK,) if len(steps) == 2 else (BOOK, "1")
    assert mum.say(*before, said).startswith(f"I have noted the name {name}. ")
    assert "What do you need" in mum.say(*steps)
    assert f"Name: {name}." in mum.say("SKIP", "SKIP")


@pytest.mark.parametrize("said", ["brill", "whichever", "Kilburn", "cheers", "fab", "ugh", "typical", "dunno", "Okie", "mornings", "transport"])
def test_what_is_no_name_is_noted_as_none(any_parts: Parts, said: str) -> None:
    assert "the name" not in Talk(any_parts, MUM).say(BOOK, said)


@BOTH
@pytest.mark.parametrize("asked", ["is there any space on the 15th of dec surgery", "any places left for the send surgery on 15 december", "is the surgery on the 15th full"])
def test_space_on_a_full_date_is_answered_with_its_list(any_parts: Parts, number: str, asked: str) -> None:
    who = Talk(any_parts, number)
    reply = who.say(asked)
    assert "no free place on" in reply and "15 Dec" in reply and "waiting list?" in reply
    assert "waiting list for" in (done := who.say("yes pls")) and "15 Dec" in done and waits(any_parts) == ["waiting"] and booked(any_parts) == []


def test_a_full_date_whose_record_is_asked_for_asks_for_its_list_too(any_parts: Parts) -> None:
    mum = Talk(any_parts, MUM)
    reply = mum.say("when is the send surgery on 15 december")
    assert "Tiny School" in reply and "This one is full." in reply and "waiting list?" in reply and "text BOOK SURGERY" not in reply
    assert "waiting list for Tue 15 Dec" in mum.say("yes please")


def test_space_on_a_free_date_or_on_none_offers_no_list(any_parts: Parts) -> None:
    assert "Which time?" in Talk(any_parts, MUM).say("is there any space on the 4th at the send surgery")
    assert "put you on the waiting list" not in Talk(any_parts, DAD).say("when are the send surgeries")
    assert waits(any_parts) == []


def test_who_has_no_place_and_cannot_come_is_told_that_nothing_is_booked(any_parts: Parts) -> None:
    mum = Talk(any_parts, MUM)
    any_parts.rasa.default = [{"say": "act", "act": "opt_in", "confidence": 0.9}]  # type: ignore[attr-defined]
    mum.say("when are the send surgeries")
    assert "no place at a SEND surgery" in mum.say("ive changed my mind i wont be able to come")
    assert "get our texts again" not in Talk(any_parts, DAD).say("ive changed my mind about it"), "texts that were never off are not on again"
    assert "get our texts again" not in (heard := Talk(any_parts, DAD).say("you can text me again now")) and "texts to you are on" in heard


@pytest.mark.parametrize("said", ["no nothing", "nope, nothing thanks", "no none"])
def test_nothing_is_needed_in_more_words_and_the_subject_is_still_asked_for(any_parts: Parts, said: str) -> None:
    mum = Talk(any_parts, MUM)
    assert "What would you like to talk about" in mum.say(BOOK, "1", "1", "Dea", said)
    assert "To talk about: the bus." in (read_back := mum.say("the bus")) and "Needs" not in read_back


@pytest.mark.parametrize(("said", "name"), [("my names spelt Dea not Dee", "Dea"), ("its spelt Dea", "Dea"), ("actually my names spelt Dia", "Dia")])
def test_a_name_that_is_spelt_out_is_that_name_before_and_after(any_parts: Parts, said: str, name: str) -> None:
    before, after = Talk(any_parts, MUM), Talk(any_parts, DAD)
    assert f"Name: {name}." in before.say(BOOK, "1", "1", said, "SKIP", "SKIP")
    after.say(BOOK, "1", "2", "Dee", "SKIP", "SKIP", "1")
    assert f"Name: {name}." in after.say(said)


def test_a_place_can_be_made_earlier_and_asked_for_again(any_parts: Parts) -> None:
    mum = Talk(any_parts, MUM)
    mum.say(BOOK, "1", "3", "SKIP", "SKIP", "SKIP", "1")
    assert "You keep your place" in (offered := mum.say("can i make it a bit earlier")) and "1 9:30am; 2 9:50am." in offered
    mum.say("leave it")
    assert "You have a place: Fri 4 Dec 10:10am" in mum.say("whens my appointment again")
    assert "You keep your place" not in Talk(any_parts, DAD).say("can i make it a bit earlier"), "who has none moves none"


@pytest.mark.parametrize("asked", ["whats happening with my waiting list", "any movement on the waiting list", "am i still on the waiting list"])
def test_who_waits_is_told_so_whatever_was_spoken_of_since(any_parts: Parts, asked: str) -> None:
    mum = Talk(any_parts, MUM)
    mum.say(BOOK, "the 15th", "1")
    any_parts.rasa.default = [{"say": "answer", "topics": ["mediation"], "confidence": 0.9}]  # type: ignore[attr-defined]
    mum.say("what is mediation", "who pays for it", "how long does it take")
    assert "waiting list for Tue 15 Dec" in mum.say(asked)
    dad = Talk(any_parts, DAD)
    assert "waiting list for" not in dad.say(asked)
    dad.say("when are the send surgeries")
    assert "waiting list?" not in dad.say("any news on the camhs waiting list"), "another list"


def test_the_word_for_other_times_is_read_after_one_was_chosen(any_parts: Parts) -> None:
    mum = Talk(any_parts, MUM)
    assert "1 9:50am; 2 10:10am; 3 10:30am" in mum.say(BOOK, "1", "1", "OTHER")
    assert "What first name" in mum.say("2")


@BOTH
@pytest.mark.parametrize(("need", "told"), [("a quiet room please", True), ("a hearing loop", True), ("step free please", False), ("BSL interpreter", False)])
def test_what_the_place_is_not_said_to_have_is_told(any_parts: Parts, tmp_path: Path, number: str, need: str, told: bool) -> None:
    put(any_parts, tmp_path, {"surgery_id": "S9", "date": "2026-12-09", "access": "step-free; lift", "venue": "Hill School"})
    who = Talk(any_parts, number)
    asked = who.say(BOOK, "the 9th", "1", "SKIP", need)
    assert ("does not say if the place has it" in asked) is told and "talk about" in asked
    assert all(count_segments(text["body"]) <= 2 for text in any_parts.sms.sent)  # type: ignore[attr-defined]
    assert f"Needs: {need.removesuffix(' please')}." in who.say("SKIP")


def test_the_dates_and_the_times_have_buttons_on_the_web(any_parts: Parts) -> None:
    chat = Chat(any_parts)
    assert titles(chat.say("when are the send surgeries")[0]) == ["Book a place"]
    assert titles(chat.say(BOOK)[0]) == ["Friday 4 December 2026, Sample School", "Friday 18 December 2026, Sample Nursery"]
    assert titles(chat.say("1")[0]) == ["9:30am", "9:50am", "10:10am", "Other times"]
    assert titles(chat.say("OTHER")[0])[0] == "10:30am"
    assert titles(chat.say("the 15th")[0]) == ["Wait", "No", "Other dates"]
    assert [titles(reply) for reply in Chat(any_parts).say("when is the surgery on 15 december")][:2] == [[], ["Wait", "No", "Other dates"]]


def test_who_asks_for_somebody_to_talk_to_is_not_thanked(any_parts: Parts) -> None:
    any_parts.rasa.default = [{"say": "act", "act": "small_talk", "confidence": 0.9}]  # type: ignore[attr-defined]
    mum = Talk(any_parts, MUM)
    assert "Saved for the SEND team" in mum.say("hi", "ok and someone to talk to me, im exhausted")
    dad = Talk(any_parts, DAD)
    assert "Saved" not in dad.say("ok thanks, nice to talk to you") and "Saved" not in dad.say("someone told him to talk to school, ok thanks")
