"""A professional asked for advice hears of six weeks from being asked, and of no date of a parent's request."""

from __future__ import annotations

import pytest

from tests.sms_tools import rows
from tests.steps.test_steps_named import CHANNELS, asked, part
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments
from webhook.store.messages import Inbound


@CHANNELS
@pytest.mark.parametrize(
    "text",
    [
        "im a senco, whats the deadline for our advice to the la, request came 2 nov",
        "im a senco, when is our advice due, the council asked us on 2 nov",
        "i am an ep. request for advice reached me 2 november 2026, by when must i send it",
        "Hi, SENCO here at a primary. We were asked for advice on 2 November, how long have we got?",
        "I'm a speech and language therapist. My report was requested on 2 nov, when is it due",
        "we are a nursery, the council asked for our advice on 2 november. by when?",
        "I'm a paediatrician, letter asking for medical advice dated 2/11/2026, what is the time limit",
    ],
)
def test_their_day_is_counted_for_the_advice_alone(parts: Parts, channel: str, text: str) -> None:
    said = "\n".join(asked(parts, channel, text, guess="ehcna_timeline"))
    assert ("14 December 2026" if channel == "web" else "Mon 14 Dec") in said and rows(parts, Inbound)[-1].topics == ["ehcna_advice"]
    assert not any(day in said for day in ("22 Feb", "22 Mar", "2027", "yes or no on assessing", "council got your request", "where is my case")), said
    assert channel == "web" or count_segments(said) <= 2


@CHANNELS
@pytest.mark.parametrize(
    "text",
    ["im a senco, how long have we got to send our advice", "i'm an OT, what is the deadline for my report for an ehc assessment", "I am a GP. How many weeks for the medical advice?"],
)
def test_without_a_day_the_rule_is_said(parts: Parts, channel: str, text: str) -> None:
    heard = asked(parts, channel, text, guess="ehcna_timeline")
    assert heard[0].startswith(part(parts, channel, "ehcna_advice", "professional")) and "6 weeks" in heard[0]


@pytest.mark.parametrize(
    "text",
    ["we asked for an assessment on 2 nov, when will we hear", "im a mum, the ep was asked for advice on 2 nov when is it due",
     "im a senco, we requested an ehc assessment on 2 nov when will we hear", "im a teacher and my son's ep report was asked for on 2 nov, when is it due",
     "i need advice, when is the deadline to appeal",
     "my advice to the school was ignored, how long have they got"],
)  # fmt: skip
def test_another_question_is_not_theirs(parts: Parts, text: str) -> None:
    assert part(parts, "web", "ehcna_advice", "professional") not in "\n".join(asked(parts, "web", text, guess="ehcna_timeline"))
