"""What may be asked while a list of services or a surgery stands: no case look-up by a guess, and an answer beside a search."""

from __future__ import annotations

import pytest

from tests.booking_steps import MUM, Talk, put
from tests.directory_steps import own  # noqa: F401 - a fixture
from tests.sms_tools import rows
from webhook.bootstrap import Parts
from webhook.store.cases import IdentityCheck

CHECK = [{"say": "ask_case_ref", "requested": "case_ref"}]
ROW = "r1,Splash swimming,Org,Swimming.,active,,,NW5 2AB,4,11,,swimming,Saturday,10:00,12:00,free,,no,2026-11-01,no"


def talk(parts: Parts) -> Talk:
    return Talk(parts, MUM)


@pytest.mark.parametrize("asked", ["do i need a referal", "what do they do there", "is it inside"])
def test_after_a_list_nobody_is_asked_for_a_reference_by_a_guess(own, asked: str) -> None:  # noqa: F811
    parts = own(ROW)
    mum = talk(parts)
    assert "Splash" in mum.say("swimming for a 6 year old near NW5")
    parts.rasa.default = CHECK
    said = mum.say(asked)
    assert "case reference" not in said
    assert not [check for check in rows(parts, IdentityCheck) if check.requested]


def test_after_a_surgery_too(parts: Parts, tmp_path) -> None:
    put(parts, tmp_path)
    mum = talk(parts)
    mum.say("when is the next send surgery", "BOOK SURGERY", "leave it")
    parts.rasa.default = CHECK  # type: ignore[attr-defined]
    assert "case reference" not in mum.say("which room would we sit in")


@pytest.mark.parametrize("asked", ["where is my sons case", "whats the status of my application", "any update on his plan"])
def test_who_asks_for_the_case_is_asked_for_its_reference(own, asked: str) -> None:  # noqa: F811
    parts = own(ROW)
    mum = talk(parts)
    mum.say("swimming for a 6 year old near NW5")
    parts.rasa.default = CHECK
    assert "case reference" in mum.say(asked)


def test_without_a_list_the_guess_stands(parts: Parts) -> None:
    parts.rasa.default = CHECK  # type: ignore[attr-defined]
    assert "case reference" in talk(parts).say("can you look him up for me")


@pytest.mark.parametrize("asked", ["whats respite and who does it near nw5", "what is a short break and is there any near nw5", "how does respite work and who offers it in nw5"])
def test_an_answer_and_a_search_while_a_list_stands_are_both_given(own, asked: str) -> None:  # noqa: F811
    parts = own(ROW, "r2,Saturday break,Org,Short breaks for families.,active,,,NW5 2AB,4,11,,short_breaks,Saturday,10:00,12:00,free,,no,2026-11-01,no")
    mum = talk(parts)
    parts.rasa.default = [{"say": "answer", "topics": ["short_breaks"], "confidence": 0.9}]
    mum.say("swimming for a 6 year old near NW5")
    said = mum.say(asked)
    assert parts.content.answers["short_breaks"].short.sms[:40] in said and "Saturday break" in said
