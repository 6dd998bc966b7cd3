""" "Ok and who decides" after an answer: the council, from the answer's own words, and never who decides for a grown-up."""

from __future__ import annotations

import pytest

from tests.sms_tools import rows
from tests.steps.test_steps_named import CHANNELS, asked, part
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments
from webhook.services.turn.follow_ups import asks_who_decides
from webhook.store.messages import Inbound

DECIDES = ["ok and who decides", "who decides", "who makes the decision", "is it the council who decides", "so who decides if he gets one", "whos decision is it", "who gets the final say",
           "and who decides about the plan", "who decides whether to assess", "who says yes or no then", "is it the panel that decides"]  # fmt: skip


@CHANNELS
@pytest.mark.parametrize("text", DECIDES)
def test_on_the_way_to_a_plan_it_is_the_council(parts: Parts, channel: str, text: str) -> None:
    heard = asked(parts, channel, "how long does it take to get a plan", text, guess="ehcna_timeline")
    assert heard[0].startswith("The council decides") and heard[0].startswith(part(parts, channel, "ehcna_timeline", "who")) and "capacity" not in heard[0]
    assert rows(parts, Inbound)[-1].topics == ["ehcna_timeline"] and (channel == "web" or count_segments(heard[0]) <= 2)


@CHANNELS
@pytest.mark.parametrize(
    ("topic", "told"),
    [("ehcna_request", "ehcna_timeline"), ("ehcp_late", "ehcna_timeline"), ("ehcp_what", "ehcna_timeline"), ("naming_school", "naming_school"), ("ceasing_plan", "ceasing_plan")],
)
def test_after_other_answers_it_is_what_they_say_of_it(parts: Parts, channel: str, topic: str, told: str) -> None:
    assert asked(parts, channel, "how does this work for us", "ok and who decides", guess=topic)[0].startswith(part(parts, channel, told, "who"))


@pytest.mark.parametrize("text", ["who decides if he goes to college when he is 18", "who decides about transport", "who do i ring",
     "is it the council", "who decides the school", "who decided to exclude him",
     "is it up to me", "who makes decisions for him at 18", "who can decide for him when hes an adult"])  # fmt: skip
def test_what_names_something_of_its_own_is_another_question(text: str) -> None:
    assert not asks_who_decides(text)
