"""An offered place as the last word in the identity check; a place just taken that is given up; "who is this" to one of our texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, GRAN, MUM, ONE_PLACE, SECOND, Talk, booked, put, swept, wait_for, waits
from webhook.bootstrap import Parts
from webhook.services.directory.next import asks_of_number
from webhook.services.directory.vocabulary import load_vocabulary
from webhook.store.cases import IdentityCheck

CHECK = [{"say": "ask_case_ref", "requested": "case_ref"}]
GUESSED = [{"say": "answer", "topics": ["local_offer_what"], "confidence": 0.9}]


@pytest.fixture
def dad(any_parts: Parts, tmp_path: Path) -> Talk:
    """Waits first for the one place there is, gran behind him; he asked for his case, and was asked for its reference."""
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad, _ = wait_for(any_parts, MUM, DAD, GRAN)
    any_parts.rasa.default = CHECK  # type: ignore[attr-defined]
    assert "reference" in dad.say("where is my sons case up to")
    with any_parts.db.writing() as session:
        session.add(IdentityCheck(conversation_id=dad.id, requested="case_ref", updated_at=any_parts.clock.now()))
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(any_parts, dad)[0]
    return dad


@pytest.mark.parametrize("no", ["no sorry dont need it any more", "2", "no thanks"])
def test_a_no_to_an_offer_in_the_check_frees_the_place_for_the_next_and_the_check_asks_on(any_parts: Parts, dad: Talk, no: str) -> None:
    reply = dad.say(no)
    assert "keep the place" in reply and reply.rstrip().endswith("?") and "reference" in reply
    assert "A place is free" in swept(any_parts, Talk(any_parts, GRAN))[0] and booked(any_parts) == []


@pytest.mark.parametrize("yes", ["1", "yes please i want it"])
def test_a_yes_to_an_offer_in_the_check_takes_it(any_parts: Parts, dad: Talk, yes: str) -> None:
    assert "Booked: " in (told := dad.say(yes)) and "first name" in told and "reference" not in told
    assert "What do you need" in dad.say("Sam") and booked(any_parts) == ["4 Dec 09:30"]


def test_a_no_after_something_else_was_asked_is_the_checks(any_parts: Parts, dad: Talk) -> None:
    dad.say("KQ-26-9999")
    dad.say("no")
    assert swept(any_parts, Talk(any_parts, GRAN)) == [] and waits(any_parts)[-1] == "waiting", "the place is still kept"


@pytest.mark.parametrize("said", ["i cant come any more", "sorry we wont be able to make it now"])
@pytest.mark.parametrize("steps", [0, 1, 2])
def test_a_place_just_taken_can_be_given_up_while_its_details_are_asked(any_parts: Parts, tmp_path: Path, said: str, steps: int) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad, gran = wait_for(any_parts, MUM, DAD, GRAN)
    mum.say("CAN'T COME", "1")
    swept(any_parts, dad)
    dad.say("1", *["SKIP", "SKIP"][:steps])
    assert booked(any_parts) == ["4 Dec 09:30"]
    asked = dad.say(said)
    assert "stays as it is" not in asked and "Reply 1" in asked, "asked about before it is given up"
    assert booked(any_parts) == ["4 Dec 09:30"]
    dad.say("1")
    assert booked(any_parts) == [] and "A place is free" in swept(any_parts, gran)[0]


def test_what_a_child_cannot_do_gives_nothing_up(any_parts: Parts, tmp_path: Path) -> None:
    put(any_parts, tmp_path, ONE_PLACE)
    mum, dad, _ = wait_for(any_parts, MUM, DAD, GRAN)
    mum.say("CAN'T COME", "1")
    swept(any_parts, dad)
    dad.say("1", "SKIP", "SKIP")
    assert "Shall I give" not in dad.say("he can't go to school on the bus") and booked(any_parts) == ["4 Dec 09:30"]


@pytest.mark.parametrize("asked", ["who is this??", "whos this", "hi who is this please", "sorry who are you", "who's texting me"])
def test_who_is_this_is_told_and_what_was_asked_is_asked_again(any_parts: Parts, tmp_path: Path, asked: str) -> None:
    put(any_parts, tmp_path, ONE_PLACE, SECOND)
    any_parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    mum = Talk(any_parts, MUM)
    question = mum.say(BOOK).splitlines()[0]
    reply = mum.say(asked).splitlines()
    assert "Council's SEND team" in reply[0] and question in reply
    assert "Which time?" in mum.say("1")


@pytest.mark.parametrize("asked", ["who is this for", "who is this officer they keep on about", "who are you to say no", "who is dealing with it"])
def test_another_who_is_not(any_parts: Parts, asked: str) -> None:
    assert "This number was given to us" not in Talk(any_parts, MUM).say(asked)


def test_no_one_is_no_number() -> None:
    vocabulary = load_vocabulary(Path("content"))
    assert asks_of_number("no one then?", 1, vocabulary) is None and asks_of_number("is no 1 free", 1, vocabulary) == 0
