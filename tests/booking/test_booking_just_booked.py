"""What is said right after a booking on the web, while a number for the reminder is asked for: that they can't come is never a number left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, MUM, Talk, booked, put
from webhook.bootstrap import Parts


def just_booked(parts: Parts, folder: Path, number: str = "") -> Talk:
    put(parts, folder)
    parts.rasa.default = [{"say": "act", "act": "small_talk", "confidence": 0.9}]  # type: ignore[attr-defined]
    who = Talk(parts, number)
    who.say(BOOK, "1", "SKIP", "SKIP", "SKIP", "1")
    assert booked(parts) == ["4 Dec 09:30"]
    return who


@pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])
@pytest.mark.parametrize(
    "said",
    [
        "actually cant make it anymore, sorry",
        "sorry cant make it anymore",
        "oh no i cant come",
        "hang on we wont be able to make it",
        "actually i can't do that day",
        "something has come up sorry",
        "sorry, not coming",
        "i wont be able to come after all",
        "cancel my place please",
        "he cant come hes ill",
        "CAN'T COME",
    ],
)
def test_who_cannot_come_after_all_is_asked_whether_to_give_the_place_up(any_parts: Parts, tmp_path: Path, number: str, said: str) -> None:
    who = just_booked(any_parts, tmp_path, number)
    heard = who.say(said)
    assert "Shall I give it up" in heard and "4 Dec" in heard and booked(any_parts) == ["4 Dec 09:30"], heard
    who.say("1")
    assert booked(any_parts) == []


@pytest.mark.parametrize("said", ["no thanks", "SKIP", "i dont need it", "i dont want texts", "no i dont need a reminder", "not needed", "why do you need it", "07700 900", "thanks"])
def test_what_is_said_of_the_reminder_gives_no_place_up(any_parts: Parts, tmp_path: Path, said: str) -> None:
    who = just_booked(any_parts, tmp_path)
    assert "give it up" not in who.say(said) and booked(any_parts) == ["4 Dec 09:30"]


def test_who_keeps_it_after_all_keeps_it(any_parts: Parts, tmp_path: Path) -> None:
    who = just_booked(any_parts, tmp_path)
    assert "You keep" in who.say("actually cant make it anymore, sorry", "no keep it") or booked(any_parts) == ["4 Dec 09:30"]
    assert booked(any_parts) == ["4 Dec 09:30"]
