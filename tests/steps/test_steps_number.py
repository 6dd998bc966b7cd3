"""A phone number asked for: the number comes first, and a person is brought in as for any wish to speak to one."""

from __future__ import annotations

import pytest

from tests.sms_tools import rows
from tests.steps.test_steps_named import CHANNELS, asked, said
from webhook.bootstrap import Parts
from webhook.store.duty import Handover
from webhook.store.messages import Inbound

ASKED = [
    "whats the phone no for the send team",
    "is there a number to ring and speak to someone about my plan",
    "is there a number i can ring to talk to someone",
    "have you got a phone number for the sen team",
    "what's the duty line number",
    "phone number please for send",
    "what number do i call to speak to the sen department",
    "do you have a contact number for the send team",
    "need a number for someone about his ehcp",
    "what is the case officers phone number",
]


@CHANNELS
@pytest.mark.parametrize("text", ASKED)
def test_the_number_comes_first_and_a_person_is_brought_in(parts: Parts, channel: str, text: str) -> None:
    heard = asked(parts, channel, text)
    assert heard[0] == parts.content.messages["duty_line_number"].on(channel) and parts.content.council["duty_line"] in heard[0] and len(heard) > 1
    assert rows(parts, Inbound)[-1].topics == ["handover_request"] and len(rows(parts, Handover)) == 1


def test_it_comes_first_whichever_way_the_person_was_brought_in(parts: Parts) -> None:
    parts.rasa.answers["the number for the send people, or you ring me"] = [{"say": "handover", "kind": "person"}]  # type: ignore[attr-defined]
    assert asked(parts, "sms", "the number for the send people, or you ring me")[0].startswith(said(parts, "sms", "duty_line_number"))


@pytest.mark.parametrize(
    "text",
    ["whats the number for camhs", "my number has changed", "remove this telephone number from your list", "do you sell our phone number", "new mobile number for you",
     "what number is the bus",
     "got a number to ring before appealing", "the phone line is better than you", "give me the phone numbers of the parents", "what is my case number",
     "can i change the phone number you have for me", "what number have you got on the phone you hold for us", "tribunal phone number"],
)  # fmt: skip
def test_other_numbers_are_not_ours(parts: Parts, text: str) -> None:
    assert not asked(parts, "web", text)[0].startswith(said(parts, "web", "duty_line_number"))
