"""Two refusals in one message, by the whole path: both are named and answered, and what is asked next picks the right one."""

from __future__ import annotations

import pytest

from tests.family import MUM
from tests.family import web as new_chat
from tests.steps.test_steps_matter import talk
from tests.steps.test_steps_named import CHANNELS, part
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.steps.two_refused import find_refused_and_asked, list_refused
from webhook.services.texts.text import count_segments
from webhook.services.turn.follow_ups import REFUSED

BREAKS, MONEY, TRAVEL, BADGE = "short_breaks", "benefits_money", "school_transport", "blue_badge"
BOTH = "short breaks refused and DLA refused as well"
TOLD = [
    (BOTH, [BREAKS, MONEY]),
    ("my daughter has short breaks refused and DLA refused as well", [BREAKS, MONEY]),
    ("they refused short breaks and dla", [BREAKS, MONEY]),
    ("transport refused and blue badge refused", [TRAVEL, BADGE]),
    ("they turned down his blue badge and also said no to transport", [BADGE, TRAVEL]),
    ("DLA got turned down, and they said no to respite", [MONEY, BREAKS]),
    ("my son was refused a taxi, and the blue badge got rejected last week", [TRAVEL, BADGE]),
]
ONE_ONLY = [
    "blue badge refused and i need help with dla",
    "dla refused, how do i get short breaks",
    "they refused transport. what about a blue badge",
    "they refused transport and i want a blue badge",
    "short breaks and dla please",
    "he refuses school and gets dla",
    "transport refused",
]


@CHANNELS
@pytest.mark.parametrize(("text", "topics"), TOLD)
def test_both_are_answered(parts: Parts, channel: str, text: str, topics: list[str]) -> None:
    replies = write(parts, MUM if channel == "sms" else new_chat(parts), text)
    assert len(replies) >= len(topics)
    assert all(part(parts, channel, topic, REFUSED) in reply for topic, reply in zip(topics, replies, strict=False))
    assert channel == "web" or all(count_segments(reply) <= 2 for reply in replies)


@pytest.mark.parametrize("text", ONE_ONLY)
def test_what_was_not_refused_is_not_said_to_be(content: Content, text: str) -> None:
    assert len(list_refused(content, text)) < 2


@CHANNELS
@pytest.mark.parametrize(
    ("texts", "topic", "name"),
    [
        ((BOTH, "how long have i got for the dla one"), MONEY, "refused_time"),
        ((BOTH, "and the other one"), MONEY, "refused_time"),
        ((BOTH, "what about the other"), MONEY, "refused_time"),
        ((BOTH, "how long have i got for the dla one", "and the other one"), BREAKS, REFUSED),
        (("they turned down his blue badge and also said no to transport", "how long have i got for the transport one"), TRAVEL, "how_long"),
        (("DLA got turned down, and they said no to respite", "the second one"), BREAKS, REFUSED),
    ],
)
def test_the_right_one_is_picked(parts: Parts, channel: str, texts: tuple[str, ...], topic: str, name: str) -> None:
    assert part(parts, channel, topic, name) in talk(parts, channel, "news_events", *texts)[-1]


ONE_REFUSED = [
    ("blue badge refused and i need help with dla", BADGE, MONEY),
    ("i need dla help and blue badge got refused", BADGE, MONEY),
    ("dla refused and how do i get a blue badge", MONEY, BADGE),
    ("they turned down our transport and can we get short breaks", TRAVEL, BREAKS),
    ("blue badge was rejected, also how do i claim dla", BADGE, MONEY),
    ("short breaks refused and need transport help", BREAKS, TRAVEL),
    ("they said no to a taxi. what about dla", TRAVEL, MONEY),
    ("dla turned down, can i get respite", MONEY, BREAKS),
]


@CHANNELS
@pytest.mark.parametrize(("text", "refused", "wanted"), ONE_REFUSED)
def test_one_was_refused_and_the_other_is_asked_for(parts: Parts, channel: str, text: str, refused: str, wanted: str) -> None:
    replies = "\n".join(write(parts, MUM if channel == "sms" else new_chat(parts), text))
    assert part(parts, channel, refused, REFUSED) in replies and parts.content.answers[wanted].short.on(channel)[:60] in replies
    assert part(parts, channel, wanted, REFUSED) not in replies


@pytest.mark.parametrize(
    "text",
    ["blue badge and dla refused", "dla refused how do i appeal and what form", "blue badge refused because he has no dla", "dla refused and can i appeal to the tribunal",
     "my son refuses school and i need help with dla", "they refused short breaks and if they do dla too what then", "transport refused and when is the surgery",
     "dla refused and im so tired"],
)  # fmt: skip
def test_another_message_on_a_refusal_is_not_one_of_these(content: Content, text: str) -> None:
    assert find_refused_and_asked(content, text) is None
