"""What is too far, too dear or for another age is said of the list, and is no thing to be looked for; nor are the small words of texting."""

from __future__ import annotations

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import own
from webhook.bootstrap import Parts

__all__ = ["own"]
ROWS = (
    "r1,Swim club,Org,Swimming.,active,,020 7946 0000,NW3 2AB,5,11,,swimming,Saturday,10:00,12:00,paid,£9 a session,no,2026-11-01,no",
    "r2,Teen swim,Org,Swimming.,active,,020 7946 0001,NW5 3AB,12,18,,swimming,Sunday,10:00,12:00,paid,£4 a session,no,2026-11-01,no",
)


def shown(own: object, number: str = MUM) -> Talk:
    parts: Parts = own(*ROWS)  # type: ignore[operator]
    talk = Talk(parts, number)
    assert "Swim club" in talk.say("any swimming near nw5")
    return talk


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize("text", ["thats pricey", "bit pricey that", "too expensive", "thats a bit steep", "too pricey for us", "its quite expensive", "a bit much", "thats too dear"])
def test_too_dear_is_cheaper(own: object, text: str, number: str) -> None:
    said = shown(own, number).say(text)
    assert "under £9" in said and "Teen swim" in said and "Swim club" not in said


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize("text", ["thats too far", "too far", "bit far that", "thats miles away", "too far for us", "thats a bit of a trek", "its too far to go"])
def test_too_far_is_closer(own: object, text: str, number: str) -> None:
    said = shown(own, number).say(text)
    assert "earest" in said and said.index("Teen swim") < said.index("Swim club")


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize("text", ["too young for her", "thats too young", "shes too old for that one", "theyre too young", "anything for older kids", "older ones please", "bit old for him"])
def test_another_age_is_asked_for_and_looked_for(own: object, text: str, number: str) -> None:
    parent = shown(own, number)
    assert parent.say(text).startswith("Which age shall I look for?")
    said = parent.say("14")
    assert "age 14" in said and "Teen swim" in said and "Swim club" not in said
    assert "Swim club" in parent.say(text, "she is 7")


@pytest.mark.parametrize("text", ["is it too far", "is he too old", "how much is too much", "my son is too old for nursery now what happens"])
def test_a_question_is_no_wish(own: object, text: str) -> None:
    mum = shown(own)
    mum.say("1")
    said = mum.say(text)
    assert "Which age" not in said and "under £9" not in said


@pytest.mark.parametrize(
    "text",
    [
        "actually hang on um any swimming pls near nw5 ta",
        "um swimming like near nw5 pls",
        "wots on for swimming near nw5 hun",
        "soz thats swimming near nw5 innit",
        "ok ta any swimming cos hes bored near nw5",
    ],
)
def test_small_words_of_texting_are_nothing_that_the_list_lacks(own: object, text: str) -> None:
    parts: Parts = own(*ROWS)  # type: ignore[operator]
    said = Talk(parts, MUM).say(text)
    assert "Teen swim" in said and "has nothing on" not in said and "New search" not in said
