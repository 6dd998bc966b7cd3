"""A child in hospital, told to give a place up: the place is asked about and no card sends them to 999. What may be danger keeps its card."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import MUM, Talk, alerts, booked, put
from tests.conftest import Verdict
from webhook.bootstrap import Parts
from webhook.services.people.hospital import tells_of_hospital_alone

GUESSED = Verdict(lane="crisis", topic="carer_breakdown", score=0.4, why=("classifier",))
HEARD = Verdict(lane="crisis", topic=None, score=0.9, why=("pattern:medical_now", "classifier"))
ALONE = [
    "need to give up my slot, hes in hospital",
    "cant come friday hes in hospital",
    "in a&e with him cant make it",
    "sorry we wont make it tomorrow shes been taken into hospital",
    "hes been admitted so we cant come",
    "stuck in a&e with my daughter, wont be there today",
    "got to give my place up, daughters in hospital",
    "can i cancel my place? hes just gone into hospital",
    "ambulance took him to hospital so i cant come",
    "he's had to go into hospital, can't attend wednesday",
    "my mums in hospital cant come anymore",
    "in hospital with him, can someone else have my slot",
]
MORE = [
    "hes not breathing cant make it",
    "she wont wake up, in a&e, cant come",
    "hes swallowed a battery were going to a&e cant make it",
    "shes taken them all were in hospital cant come",
    "his dad put him in hospital cant come",
    "im in hospital he hit me cant come",
    "hes in hospital i give up cant make it",
    "hes in hospital and i cant cope anymore",
    "she fell down the stairs and isnt moving, hospital, cant come",
    "hes having a seizure now in hospital cant come",
    "im in hospital and i cant make it",
]


@pytest.mark.parametrize("verdict", [None, Verdict(lane="gentle"), GUESSED], ids=["none", "gentle", "guessed"])
@pytest.mark.parametrize("said", ALONE)
def test_the_place_is_asked_about_and_nobody_is_sent_to_999(parts: Parts, tmp_path: Path, said: str, verdict: Verdict | None) -> None:
    put(parts, tmp_path)
    mum = Talk(parts, MUM)
    mum.book()
    assert "Shall I give it up?" in mum.say(said, verdict=verdict) and alerts(parts) == []
    assert "no longer have a place" in mum.say("1") and booked(parts) == []


@pytest.mark.parametrize("said", MORE)
@pytest.mark.parametrize("verdict", [GUESSED, HEARD], ids=["guessed", "heard"])
def test_what_may_be_danger_keeps_its_card(parts: Parts, tmp_path: Path, said: str, verdict: Verdict) -> None:
    put(parts, tmp_path)
    mum = Talk(parts, MUM)
    mum.book()
    assert not tells_of_hospital_alone(said)
    assert "999" in mum.say(said, verdict=verdict) and alerts(parts) == ["crisis"] and len(booked(parts)) == 1


def test_a_pattern_is_never_overruled(parts: Parts) -> None:
    assert "999" in Talk(parts, MUM).say(ALONE[0], verdict=HEARD) and alerts(parts) == ["crisis"]


@pytest.mark.parametrize(
    "text",
    [
        "hes in hospital",
        "cant come friday",
        "hes in hospital can you cancel his taxi",
        "shes in hospital so cancel the school meeting",
        "he cant come out of hospital",
        "how do i cancel his respite hes ill",
    ],
)
def test_what_gives_no_place_up_is_not_read_so(text: str) -> None:
    assert not tells_of_hospital_alone(text)


def test_in_the_middle_of_a_booking_nothing_is_booked(parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    mum = Talk(parts, MUM)
    mum.say("BOOK SURGERY", "1", "Jo", "SKIP")
    assert "Nothing is booked" in mum.say("in a&e with him cant make it", verdict=GUESSED) and booked(parts) == []
