"""A school that asks if it can appeal is told that the family can, by the whole path."""

from __future__ import annotations

import pytest

from tests.steps.test_steps_matter import talk
from tests.steps.test_steps_named import CHANNELS, part
from webhook.bootstrap import Parts
from webhook.services.answers.named_questions import find_questions

SENCO = "im a senco, how do we ask for an assessment"


@CHANNELS
@pytest.mark.parametrize("text", ["can the school appeal", "can we appeal if you say no"])
def test_a_school_cannot(parts: Parts, channel: str, text: str) -> None:
    assert talk(parts, channel, "ehcna_request", SENCO, text)[1].startswith(part(parts, channel, "tribunal", "school_appeals"))


@pytest.mark.parametrize(
    "text", ["can a school appeal", "is the school allowed to appeal", "can our head appeal", "can schools appeal if you refuse", "can the senco appeal", "could the nursery appeal"]
)
def test_however_it_is_asked(text: str) -> None:
    assert [row.part for row in find_questions(text)] == ["school_appeals"]


@pytest.mark.parametrize(
    "text", ["can we appeal", "can i appeal the school", "how do i appeal", "can the school appeal an exclusion", "school said i can appeal", "can i appeal if the senco says no"]
)
def test_a_parent_is_not_told_so(text: str) -> None:
    assert not [row for row in find_questions(text, "ehcna_request", lambda: ["how do i ask for an assessment"]) if row.part == "school_appeals"]
