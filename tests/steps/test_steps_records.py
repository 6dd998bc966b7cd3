"""A copy of the records that somebody holds on a child, by the whole path on both channels: the school's, what leans on it, and what is no such wish."""

from __future__ import annotations

import pytest

from tests.family import MUM
from tests.family import web as new_chat
from tests.sms_tools import rows
from tests.steps.test_steps_named import CHANNELS, asked, said
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.store.messages import Inbound

COUNCIL_HOLDS = "i want all the records the council has on my son"
PRIVACY = [{"say": "act", "act": "privacy_data", "confidence": 0.9}]


def after_records(parts: Parts, channel: str, first: str, *texts: str) -> list[str]:
    """What is said to what follows a wish for records, which the dialogue model knows and would take every other message for naming a school."""
    who = MUM if channel == "sms" else new_chat(parts)
    parts.rasa.default = PRIVACY  # type: ignore[attr-defined]
    write(parts, who, first)
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": "naming_school", "confidence": 0.95}], "confidence": 0.95}]  # type: ignore[attr-defined]
    return [write(parts, who, text)[0] for text in texts]


@CHANNELS
@pytest.mark.parametrize("text", ["can i get his school file, its an academy", "copy of her records from an independent school please", "academy wont give me a copy of his records"])
def test_an_academys_records_have_their_own_rule(parts: Parts, channel: str, text: str) -> None:
    assert asked(parts, channel, text)[0].startswith(said(parts, channel, "records_academy")) and rows(parts, Inbound)[-1].topics == ["privacy_data"]


@CHANNELS
@pytest.mark.parametrize(
    "text",
    ["can i get his school records", "i want my sons school file please", "I want my childs school file", "how do i see my daughter's school records", "am i entitled to his school notes",
     "can i have a copy of everything the school has on him", "i want to read the file the school keeps on my son", "can i see the records from his nursery"],
)  # fmt: skip
def test_a_schools_records_are_asked_of_the_school(parts: Parts, channel: str, text: str) -> None:
    heard = asked(parts, channel, text, guess="naming_school")[0]
    assert heard.startswith(said(parts, channel, "records_school")) and "15 school days" in heard and rows(parts, Inbound)[-1].topics == ["privacy_data"]


@CHANNELS
@pytest.mark.parametrize(
    "text",
    ["should i send his school records with the request", "his school records are wrong who changes them", "which school can i get", "can i get a copy of the school's send policy",
     "his school lost his file",
     "i want a new school for my son", "do i file a complaint about school", "can i see the school before i choose", "his attendance record at school is bad can i get help"],
)  # fmt: skip
def test_what_is_no_wish_for_a_copy_is_read_as_ever(parts: Parts, channel: str, text: str) -> None:
    assert not asked(parts, channel, text)[0].startswith((said(parts, channel, "records_school"), said(parts, channel, "records_academy")))


@CHANNELS
@pytest.mark.parametrize("first", [COUNCIL_HOLDS, "can i get his school records"])
@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("how long", "records_time"), ("how long do they have", "records_time"), ("does it cost anything", "records_time"), ("what if they dont send it", "records_no"),
        ("what if they say no", "records_no"), ("can they do that", "records_no"), ("how do i do that", "records_how"), ("who do i ask", "records_how"),
    ],
)  # fmt: skip
def test_what_leans_on_records_is_about_records(parts: Parts, channel: str, first: str, text: str, key: str) -> None:
    assert after_records(parts, channel, first, text)[0].startswith(said(parts, channel, key))


@CHANNELS
def test_one_after_the_other(parts: Parts, channel: str) -> None:
    heard = after_records(parts, channel, COUNCIL_HOLDS, "how long", "and school ones", "what if they dont send it")
    assert [text.startswith(said(parts, channel, key)) for text, key in zip(heard, ("records_time", "records_school", "records_no"), strict=True)] == [True] * 3


@CHANNELS
@pytest.mark.parametrize("text", ["how long", "and school ones", "what if they say no"])
def test_after_another_matter_of_privacy_it_is_not_about_records(parts: Parts, channel: str, text: str) -> None:
    of_records = tuple(said(parts, channel, key) for key in ("records_time", "records_school", "records_no"))
    assert not after_records(parts, channel, "who can read what i write here", text)[0].startswith(of_records)
