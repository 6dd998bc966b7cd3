"""A service of the list that is asked for by its name before any list was shown; and names that belong to something else."""

from __future__ import annotations

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import directory
from webhook.bootstrap import Parts

__all__ = ["directory"]


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize(
    "text",
    [
        "do u know if minecraft club is still running",
        "is the minecraft club still on",
        "tell me about the minecraft and lego club",
        "whats the minecraft and lego club number",
        "hi can you tell me when the Minecraft club is",
        "how much is the minecraft club",
    ],
)
def test_a_club_is_found_by_its_name_and_asked_about(directory: Parts, text: str, number: str) -> None:
    parent = Talk(directory, number)
    assert "Sample: Minecraft and Lego club" in parent.say(text)
    assert parent.say("is it on wednesdays").startswith("Sample: Minecraft and Lego club: yes, Wed") and "NW6 2" in parent.say("whats the address")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("when is the art studio", "Sample: art studio: Thu 4:30pm-6pm."),
        ("can my 6 year old go to the teen gaming night", "Sample: teen gaming night: no, only ages 13-18."),
        ("is the sample trampolining step free", "Sample: trampolining."),
    ],
)
def test_one_fact_of_it_is_one_line(directory: Parts, text: str, said: str) -> None:
    assert Talk(directory, MUM).say(text).startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        "tell me about the blue badge",
        "what is a youth club",
        "what is music therapy",
        "what does sendiass do",
        "what is respite",
        "is the school closed on friday",
        "when is the send surgery",
        "does he need a plan for the youth club",
        "how do i get short breaks",
    ],
)
def test_what_is_called_like_nothing_on_the_list_is_answered_as_before(directory: Parts, text: str) -> None:
    said = Talk(directory, MUM).say(text)
    assert not said.startswith("Sample") and "Checked 21 Nov 2026. Sample list" not in said


def test_whatever_there_is_of_its_kind_is_still_a_list(directory: Parts) -> None:
    assert Talk(directory, MUM).say("is there a music group near nw6").startswith("For art, music and drama, near NW6")
