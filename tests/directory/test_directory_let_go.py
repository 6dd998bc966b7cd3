"""A filter that is let go in other words: whatever it costs, without the place; and another thing asked for in a roundabout way."""

from __future__ import annotations

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import directory
from webhook.bootstrap import Parts

__all__ = ["directory"]


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize("text", ["doesnt matter what it costs", "i dont mind paying", "cost isn't a problem", "money is no object", "don't care how much it costs", "whatever it costs"])
@pytest.mark.parametrize("first", ["clubs for 8 yr old under £10", "free clubs for 8 yr old"])
def test_whatever_it_costs_takes_the_price_off(directory: Parts, first: str, text: str, number: str) -> None:
    parent = Talk(directory, number)
    assert "£10" in parent.say(first) or first.startswith("free")
    said = parent.say(text).partition("1")[0]
    assert "age 8:" in said or "age 8." in said


@pytest.mark.parametrize("text", ["who pays for the plan", "what does an assessment cost", "it costs too much to live"])
def test_other_costs_leave_the_list_alone(directory: Parts, text: str) -> None:
    mum = Talk(directory, MUM)
    mum.say("clubs for 8 yr old under £10")
    assert not mum.say(text).startswith("For age 8:")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("something where they do cooking", "youth club for disabled young people"),
        ("one where they do cooking", "youth club for disabled young people"),
        ("somewhere with music", "dance and movement"),
        ("anything with trampolines", "trampolining"),
    ],
)
def test_another_thing_in_a_roundabout_way(directory: Parts, text: str, said: str) -> None:
    for number in (MUM, ""):
        parent = Talk(directory, number)
        parent.say("clubs for 11 year old")
        assert said in parent.say(text)


@pytest.mark.parametrize("text", ["something with my case", "something like a plan", "anything with his teacher"])
def test_what_is_no_thing_people_go_to_is_no_search(directory: Parts, text: str) -> None:
    mum = Talk(directory, MUM)
    mum.say("clubs for 11 year old")
    assert not mum.say(text).startswith(("For", "The list", "New search", "Nothing"))


def test_no_nearest_without_a_place(directory: Parts) -> None:
    web, mum = Talk(directory), Talk(directory, MUM)
    assert "nearest comes first" in web.say("clubs for 8 yr old near nw5", "closer")
    assert "nearest" not in web.say("Without: near NW5") and "nearest comes first" in web.say("closer", "nw5")
    assert mum.say("clubs for 8 yr old near nw5", "closer", "any area").startswith("For age 8:")
