""" "When do I hear about the plan", alone or at the end of a story: how long it takes, never what a plan is."""

from __future__ import annotations

import pytest

from tests.steps.test_steps_matter import talk
from tests.steps.test_steps_named import CHANNELS, part
from webhook.bootstrap import Parts

TIMELINE = "ehcna_timeline"
ASKED = [
    "when do i hear about the plan",
    "when will i hear about his plan",
    "when will we find out about the ehcp",
    "how long till i hear about the ehcp",
    "how long before we know about the plan",
    "when am i... when are we going to hear about her plan",
    "i'm so tired of all this waiting, my daughter had her assessment, when will i hear about the plan",
    "the senco sent the forms off ages ago and i am worn out. when will i know about the plan",
]
SOMETHING_ELSE = [
    "when do i hear about the plan review",
    "when will i hear about transport",
    "when will i hear if they change the plan",
    "when will i hear about the appeal on his plan",
    "when do i hear about the draft plan",
    "what is a plan",
    "how do i find out about plans",
]


@CHANNELS
@pytest.mark.parametrize("text", ASKED)
def test_it_is_answered_with_how_long(parts: Parts, channel: str, text: str) -> None:
    assert part(parts, channel, TIMELINE, "how_long") in talk(parts, channel, "ehcp_what", text)[0]


@pytest.mark.parametrize("text", SOMETHING_ELSE)
def test_another_thing_to_hear_of_is_another(parts: Parts, text: str) -> None:
    assert part(parts, "web", TIMELINE, "how_long") not in talk(parts, "web", "news_events", text)[0]
