""" "Oh no, why?" to the text that a surgery is off or has moved, also while the check of who is asking is open: no reason is on record, and the offer stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import MUM, SECOND, Talk, booked, put, swept
from webhook.bootstrap import Parts
from webhook.services.surgeries.off_asked import asks_why
from webhook.services.texts.text import count_segments
from webhook.store.cases import IdentityCheck

OFF, MOVED = {"status": "cancelled"}, {"date": "2026-12-22"}
NO_REASON, SORRY = "My list does not say why", "I am sorry"
GUESSED = [{"say": "answer", "topics": ["local_offer_what"], "confidence": 0.9}]
WHYS = [
    "oh no why", "why is that", "why??", "how come", "omg why", "oh no how come its been moved", "why has it been cancelled", "y is it off", "whats the reason", "what happened?",
    "do you know why", "but why at such short notice", "why did they move it", "sorry why isn't it happening", "Why is the surgery not going ahead?",
]  # fmt: skip


def told(parts: Parts, folder: Path, change: dict[str, str], *others: dict[str, str], checked: bool) -> Talk:
    """Mum had a place; a case was asked for, or not; then her surgery went."""
    put(parts, folder, {}, *others)
    mum = Talk(parts, MUM)
    mum.say("book the send surgery on 4 december", "1", "SKIP", "SKIP", "SKIP", "1")
    assert booked(parts) == ["4 Dec 09:30"]
    if checked:
        parts.rasa.default = [{"say": "ask_case_ref", "requested": "case_ref"}]  # type: ignore[attr-defined]
        assert "reference" in mum.say("where is my sons case up to")
        with parts.db.writing() as session:
            session.add(IdentityCheck(conversation_id=mum.id, requested="case_ref", updated_at=parts.clock.now()))
    put(parts, folder, change, *others)
    assert swept(parts, mum)
    return mum


@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize("why", WHYS)
def test_no_reason_is_on_record_and_the_offer_stays_open(parts: Parts, tmp_path: Path, why: str, checked: bool) -> None:
    mum = told(parts, tmp_path, MOVED, SECOND, checked=checked)
    reply = mum.say(why)
    assert NO_REASON in reply and "time on Tue 22 Dec" in reply and "reference" not in reply and count_segments(reply) <= 2
    assert "Tue 22 Dec, Sample School. Which time?" in mum.say("1")


@pytest.mark.parametrize("upset", ["thats a shame", "gutted", "oh no i took the day off", "for gods sake", "typical"])
@pytest.mark.parametrize("change", [OFF, MOVED])
def test_who_is_upset_in_the_check_is_heard_and_can_still_book(any_parts: Parts, tmp_path: Path, upset: str, change: dict[str, str]) -> None:
    mum = told(any_parts, tmp_path, change, SECOND, checked=True)
    reply = mum.say(upset)
    assert SORRY in reply and "Would you like to book a time" in reply and "reference" not in reply
    assert "Which time?" in mum.say("yeah go on the first one")
    done = mum.say("1", "SKIP", "SKIP", "SKIP", "1")
    assert "Booked: " in done and "reference" in done.splitlines()[-1] and len(booked(any_parts)) == 1


def test_why_not_is_a_yes(parts: Parts, tmp_path: Path) -> None:
    assert "Which time?" in told(parts, tmp_path, MOVED, SECOND, checked=False).say("why not")


@pytest.mark.parametrize("checked", [False, True])
def test_where_no_date_is_left_the_offer_to_tell_stands(parts: Parts, tmp_path: Path, checked: bool) -> None:
    mum = told(parts, tmp_path, OFF, checked=checked)
    parts.rasa.default = [{"say": "act", "act": "nonsense", "confidence": 0.9}]  # type: ignore[attr-defined]
    for said, heard in (("oh no why", NO_REASON), ("thats a shame", SORRY), ("but whats the reason", NO_REASON)):
        reply = mum.say(said)
        assert heard in reply and "Shall I text you when there is one?" in reply
    assert "Saved" in mum.say("yes")


def test_why_after_it_was_left_is_still_answered_by_who_lost_a_place_alone(parts: Parts, tmp_path: Path) -> None:
    mum = told(parts, tmp_path, OFF, SECOND, checked=False)
    parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    mum.say("2", "what is the local offer", "and for teenagers", "thanks")
    assert NO_REASON in mum.say("why was it cancelled") and NO_REASON not in Talk(parts, "+447700900002").say("why was it cancelled")
    mum.say("what is the local offer", "and for teenagers", "ok")
    assert NO_REASON not in mum.say("why")


def test_a_changed_place_has_no_reason_on_record_either(parts: Parts, tmp_path: Path) -> None:
    mum = told(parts, tmp_path, {"venue": "Sample Church Hall"}, checked=True)
    reply = mum.say("why has it moved").splitlines()
    assert NO_REASON in reply[0] and "reference" in reply[1]


@pytest.mark.parametrize(
    "said",
    [
        "why do you need the reference",
        "why has his transport been cancelled",
        "why is my case taking so long",
        "why not",
        "yeah why not then",
        "how come his plan was refused",
        "is it off",
        "what time",
        "why wont his school help",
        "y",
    ],
)
def test_another_why_is_not_read_as_that(said: str) -> None:
    assert not asks_why(said)


@pytest.mark.parametrize("said", ["i dont have a reference number", "why do you need my reference", "im not giving you that"])
def test_an_answer_to_the_check_is_the_checks(parts: Parts, tmp_path: Path, said: str) -> None:
    mum = told(parts, tmp_path, MOVED, SECOND, checked=True)
    reply = mum.say(said)
    assert NO_REASON not in reply and SORRY not in reply
