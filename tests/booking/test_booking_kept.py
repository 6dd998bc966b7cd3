"""Nothing said in the middle of a booking throws it away: what was not read is asked again, needs are kept wherever they are said, and only they are printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.booking_steps import BOOK, MUM, SECOND, Talk, booked, bookings, put
from tests.duty_steps import signed_in
from webhook.bootstrap import Parts
from webhook.services.surgeries.needs import split_needs


@pytest.fixture
def officer(client: FlaskClient, parts: Parts) -> FlaskClient:
    """An officer, signed in."""
    return signed_in(client, parts)


BOTH = pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])
GUESSED = [{"say": "clarify", "options": ["blue_badge", "benefits_money"], "confidence": 0.4}]
STEPS = (BOOK, "1", "1", "ama", "step-free", "SKIP")
NEEDS, WORRIES = "wheelchair space", "i have lots of worries about school and his dad"


@pytest.mark.parametrize("replies", [GUESSED, [{"say": "unsure"}], [{"say": "act", "act": "nonsense", "confidence": 0.9}]], ids=["clarify", "unsure", "nonsense"])
@pytest.mark.parametrize("steps", [1, 2, 6])
def test_what_was_not_read_is_asked_again(parts: Parts, tmp_path: Path, replies: list[dict[str, object]], steps: int) -> None:
    put(parts, tmp_path, {}, SECOND)
    parts.rasa.default = replies  # type: ignore[attr-defined]
    who = Talk(parts, MUM)
    asked = who.say(*STEPS[:steps]).splitlines()[0]
    for _ in range(2):
        again = who.say("ama")
        assert asked in again and "To go on" not in again


@BOTH
@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5, 6])
def test_what_to_bring_is_answered_and_the_question_asked_again(parts: Parts, tmp_path: Path, number: str, steps: int) -> None:
    put(parts, tmp_path, {}, SECOND)
    who = Talk(parts, number)
    asked = who.say(*STEPS[:steps]).splitlines()[0]
    reply = who.say("what do i bring")
    assert "I don't have a list of what to bring" in reply and reply.rstrip().endswith(asked)


@pytest.mark.parametrize("steps", [1, 2, 6])
def test_skip_where_nothing_may_be_left_out_asks_again(parts: Parts, tmp_path: Path, steps: int) -> None:
    put(parts, tmp_path, {}, SECOND)
    who = Talk(parts, MUM)
    asked = who.say(*STEPS[:steps]).splitlines()[0]
    assert f"Please choose one. {asked}" == who.say("SKIP") and booked(parts) == []


@BOTH
def test_needs_said_at_the_name_are_kept(parts: Parts, tmp_path: Path, number: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, number)
    noted = who.say(BOOK, "1", "i need a quiet room and a somali interpreter")
    assert "I have noted that. My list does not say if the place has it." in noted and "first name" in noted  # a quiet room is on no record here
    assert "talk about" in who.say("ama")
    assert "Needs: a quiet room; a somali interpreter." in who.say("SKIP")


@BOTH
def test_name_and_needs_can_be_changed_at_the_end(parts: Parts, tmp_path: Path, number: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, number)
    who.say(*STEPS[:1], *STEPS[2:])
    assert "3 the name, 4 what you need" in who.say("2") and "first name" in who.say("3")
    assert "ame: Bea." in (reply := who.say("bea")) and "Needs: step-free." in reply and "9:30am" in reply
    assert "What do you need" in who.say("2", "4") and "Needs: BSL interpreter." in who.say("BSL interpreter")
    assert "first name" in who.say("can i change the name") and "ame: Ama." in who.say("ama")
    assert "ooked: " in who.say("1") and booked(parts) == ["4 Dec 09:30"]


@pytest.mark.parametrize("text", ["can't do stairs", "i cant do the stairs so a lift"])
def test_a_need_that_begins_with_cant_is_no_change_of_mind(parts: Parts, tmp_path: Path, text: str) -> None:
    put(parts, tmp_path)
    assert f"Needs: {text}." in Talk(parts, MUM).say(BOOK, "1", "ama", text, "they want to cancel his transport")


def test_what_is_no_need_is_what_they_want_to_talk_about(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    assert "What do you need" in who.say(BOOK, "1", "ama", "they want to cancel his transport")
    assert "Is that right?" in (reply := who.say("SKIP")) and "Needs" not in reply
    assert "ooked" in who.say("1") and bookings(parts)[0].about == "they want to cancel his transport"


@pytest.mark.parametrize(
    ("text", "needs", "other"),
    [
        (f"{NEEDS}, {WORRIES}", NEEDS, "i have lots of worries about school, his dad"),
        ("step-free and a BSL interpreter", "step-free and a BSL interpreter", ""),
        ("interpreter for my mum who is scared of his dad", "interpreter for my mum", "is scared of his dad"),
        ("wheelchair access because my husband hurt me", "wheelchair access", "my husband hurt me"),
        ("I'm autistic and need a quiet room", "need a quiet room", "I'm autistic"),
        ("ramp. my son bites", "ramp", "my son bites"),
        ("I need help with the form", "", "I need help with the form"),
        ("", "", ""),
    ],
)
def test_needs_and_what_is_none(text: str, needs: str, other: str) -> None:
    assert split_needs(text) == (needs, other)


def test_only_needs_are_printed_and_the_rest_stands_on_the_screen(officer: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    assert f"Needs: {NEEDS}." in who.say(BOOK, "1", "ama", f"{NEEDS}, {WORRIES}") and "ooked" in who.say("1")
    row = bookings(parts)[0]
    assert parts.vault.open(row.needs_sealed or b"") == NEEDS and "worries about school" in row.about
    with parts.db.writing() as session:  # as it was kept before needs were told apart
        session.merge(row).needs_sealed = parts.vault.seal(f"{NEEDS}, {WORRIES}")
    page = officer.get(f"/duty/surgeries/{row.surgery_id}").text
    assert f">{NEEDS}</td>" in page and page.count("worries about school") >= 1
    cell = page[page.index("worries about school") - 60 : page.index("worries about school")]
    assert 'class="screen"' in page and "<td>wheelchair space, i" not in page, cell


@pytest.mark.parametrize("answer", ["SKIP", "no thanks", "nothing"])
def test_what_to_talk_about_is_asked_once_and_may_be_left_out(parts: Parts, tmp_path: Path, answer: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    assert "What would you like to talk about" in who.say(BOOK, "1", "ama", "SKIP")
    assert "Is that right?" in who.say(answer) and "Is that right?" in who.say("2", "3", "bea")
    who.say("1")
    assert bookings(parts)[0].about == ""


@pytest.mark.parametrize(("said", "times"), [("can i have a later time", "1 10:10am; 2 10:30am; 3 10:50am"), ("can i have an earlier time please", "1 9:30am"), ("CHANGE", "1 9:30am")])
def test_later_is_later_than_the_place_they_have(parts: Parts, tmp_path: Path, said: str, times: str) -> None:
    put(parts, tmp_path)
    who = Talk(parts, MUM)
    who.book(which="2")
    assert times in who.say(said)


def test_none_later_that_day_says_so_and_moves_nobody_to_another_day(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, {"end": "10:10"}, SECOND)
    who = Talk(parts, MUM)
    who.say(BOOK, "1", "2", "SKIP", "SKIP", "SKIP", "1")
    reply = who.say("can i have a later time")
    assert "I have no later time that day. For another day text OTHER DATE." in reply and "SEND surgery Fri 4 Dec" in reply and "18 Dec" not in reply
    assert "Fri 18 Dec" in who.say("OTHER DATE") and booked(parts) == ["4 Dec 09:50"]
