"""A brother or sister that something is looked for is a child like any other; help for siblings stays that; and no widening offers a child what is for another age."""

from __future__ import annotations

import re

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import directory
from webhook.bootstrap import Parts
from webhook.services.directory.sibling import name_child

__all__ = ["directory"]
CLUBS = "clubs for autistic 13 yr old near n19 after school"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("for her brother whos 5 and in a wheelchair, not after school", "age 5, wheelchair access, near N19"),
        ("for her brother whos 5 and in a wheelchair, not saturday", "age 5, wheelchair access, not Saturday, near N19"),
        ("and for her brother whos 6", "age 6, near N19"),
        ("her brother is 6 and uses a wheelchair, anything for him", "age 6, wheelchair access, near N19"),
        ("what about her sister, 9", "age 9, near N19"),
        ("what about her little brother? hes 6", "age 6, near N19"),
    ],
)
@pytest.mark.parametrize("number", [MUM, ""])
def test_a_brother_on_a_list_gets_clubs_near_the_same_place(directory: Parts, text: str, said: str, number: str) -> None:
    mum = Talk(directory, number)
    mum.say(CLUBS)
    heard = mum.say(text).replace(" (Archway)", "")
    filters = re.sub(r"(?:after-school clubs, )?(?:after school, )?", "", heard)
    assert said.replace(", near N19", "") in filters and "near N19" in filters and "oung carer" not in heard and "autism" not in heard.partition("leaves out")[0]
    assert "ew search" in heard


def test_not_after_school_takes_after_school_off(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    mum.say(CLUBS)
    assert "after school" not in mum.say("for her brother whos 5 and in a wheelchair, not after school").partition(" 1 ")[0].replace("not after school", "")


@pytest.mark.parametrize("text", ["swimming for her brother whos 6 nw5", "any swimming for my son's brother aged 6 near nw5"])
def test_a_brother_in_a_first_message(directory: Parts, text: str) -> None:
    assert Talk(directory, MUM).say(text).startswith("For swimming, age 6, near NW5")


@pytest.mark.parametrize(
    "text",
    [
        "sibling support group, her brother has autism",
        "support for her sister who is 9",
        "anything for his sister 9 she feels left out",
        "my daughter 9 her brother is autistic",
        "her brother is 6",
    ],
)
def test_help_for_siblings_stays_that(text: str) -> None:
    assert name_child(text) == text


def test_siblings_are_found_as_before(directory: Parts) -> None:
    assert "sibling" in Talk(directory, MUM).say("sibling club near nw5, her brother has autism").lower()


@pytest.mark.parametrize(
    ("texts", "start"),
    [
        (("clubs for age 6 who uses a wheelchair", "any with cooking"), "Nothing for cooking, age 6, wheelchair access. Without cooking:"),
        (("wots on for adhd teens evenings kilburn? my lad 15 gets bored",), "For ADHD, evening, near NW6 (Kilburn), age 15: 1 Sample: teen gaming night"),
    ],
)
def test_nothing_for_another_age_is_offered(directory: Parts, texts: tuple[str, ...], start: str) -> None:
    said = Talk(directory, MUM).say(*texts)
    age = 15 if "15" in said else 6
    spans = [(int(low), int(high)) for low, high in re.findall(r"ages (\d+)-(\d+)", said)]
    assert said.startswith(start) and spans and all(low <= age <= high for low, high in spans)
