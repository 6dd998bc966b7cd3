""" "Who do I ring": the number comes first, for every topic, by the whole path. And "how do I ask" then "and then what"."""

from __future__ import annotations

import re

import pytest

from tests.family import MUM
from tests.family import web as new_chat
from tests.sms_tools import rows
from tests.steps.test_steps_named import CHANNELS, asked, part
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content, _ring
from webhook.services.answers.content_rules import ContentError
from webhook.services.people.who_to_ring import holds_certificate, ring_reply
from webhook.services.texts.text import count_segments
from webhook.services.turn.follow_ups import find_part
from webhook.store.messages import Inbound

NUMBER = re.compile(r"\b0\d{2,4} \d{3,4} \d{3,4}\b|\b111\b")
DUTY = "020 7974 6500"


@CHANNELS
def test_every_topic_says_whom_to_ring(parts: Parts, channel: str) -> None:
    for answer in parts.content.answers.values():
        text = ring_reply(parts, answer, channel).text
        assert NUMBER.search(text) and "{" not in text, (answer.topic, text)
        assert not text.startswith(("A parent can", "The parent can", "Some things")), text
        assert channel == "web" or count_segments(text) <= 2, (answer.topic, text)


def test_on_the_web_the_first_sentence_has_the_number_or_whom_to_ask_for_it(parts: Parts) -> None:
    for answer in parts.content.answers.values():
        text = ring_reply(parts, answer, "web").text
        first = re.split(r"(?<=[.!?])\s", text)[0]
        assert NUMBER.search(first) or first.startswith(("I don't have a checked number", "Ring your GP", "Ring the school", "Ring the mediation adviser")), (answer.topic, text)


@pytest.mark.parametrize("topic", ["ehcp_late", "ehcna_timeline", "ehcp_draft", "provision_not_delivered", "phase_transfer", "officer_not_replying"])
def test_on_the_web_who_is_who_stands_below_the_number(parts: Parts, topic: str) -> None:
    heard = asked(parts, "web", "how does this work for us", "who do i ring", guess=topic)
    assert heard[0].startswith(f"Ring the SEND duty line on {DUTY}.") and part(parts, "web", topic, "who") in heard[0]


@CHANNELS
@pytest.mark.parametrize(
    ("topic", "first"),
    [("ehcna_request", f"Ring the SEND duty line {DUTY}"), ("ehcna_refused", "Ring the mediation adviser first"), ("short_breaks", "Ring the disabled children's team 020 7974 3597"),
     ("school_transport", f"Ring the SEND duty line {DUTY}"), ("ombudsman", "Ring the Ombudsman 0300 061 0614"), ("blue_badge", "I don't have a checked number")],
)  # fmt: skip
def test_the_number_comes_first(parts: Parts, channel: str, topic: str, first: str) -> None:
    heard = asked(parts, channel, "how does this work for us", "who do i ring", guess=topic)
    assert re.sub(r" on (?=0)|: (?=0)", " ", heard[0]).startswith(first) and NUMBER.search(heard[0]) and rows(parts, Inbound)[-1].topics == [topic]


@pytest.mark.parametrize(
    "text",
    ["who do i ring", "right, so who should i phone", "who do i speak to about it", "whats the number", "is there a number i can ring", "what number do i call",
     "have you got a phone number for them", "who shall i call", "who's best to ring", "ok who to ring please"],
)  # fmt: skip
def test_other_words_for_it(text: str) -> None:
    assert find_part(text) == "who"


@pytest.mark.parametrize(
    "text",
    ["who can ask", "who decides", "who do i ring about transport for my other son", "what number child is he", "number 2", "can someone ring me", "who rang me", "my number has changed"],
)
def test_what_is_no_wish_for_a_number(text: str) -> None:
    assert find_part(text) is None


def test_a_topic_or_text_that_is_unknown_is_refused(content: Content) -> None:
    with pytest.raises(ContentError, match="ring_nobody"):
        _ring({"ehcna_request": "ring_nobody"}, content.answers, content.messages)
    with pytest.raises(ContentError, match="no_topic"):
        _ring({"no_topic": "ring_duty"}, content.answers, content.messages)


@pytest.mark.parametrize("text", ["how do i ask for an assessment", "how do we ask for an ehc assessment", "how can i request a needs assessment", "how to apply for an ehcp assessment"])
def test_how_to_ask_is_one_text_and_then_comes_what_follows(parts: Parts, text: str) -> None:
    first = asked(parts, "sms", text, guess="ehcna_request")
    told = [reply for reply in first if "assess" in reply or "Ask the council" in reply]
    assert len(told) == 1 and told[0].startswith(parts.content.answers["ehcna_request"].short.sms[:60])
    then = asked(parts, "sms", "and then what", guess="annual_review")
    assert then[0].startswith(part(parts, "sms", "ehcna_request", "how_long")) and "20 weeks" in then[0]


def test_on_the_web_what_to_write_comes_before_the_answer(parts: Parts) -> None:
    heard = asked(parts, "web", "how do i ask for an assessment", guess="ehcna_request")
    assert heard[0].startswith(part(parts, "web", "ehcna_request", "how")) and parts.content.answers["ehcna_request"].short.web[:60] in heard[0]


@CHANNELS
@pytest.mark.parametrize("text", ["who do i ring", "who should i call", "what number do i ring", "right, so who should i phone"])
def test_as_the_first_message_it_gets_the_number_first_too(parts: Parts, channel: str, text: str) -> None:
    parts.rasa.default = [{"say": "handover", "kind": "person"}]  # type: ignore[attr-defined]
    assert write(parts, MUM if channel == "sms" else new_chat(parts), text)[0].startswith(f"The SEND duty line is {DUTY}.")


@CHANNELS
@pytest.mark.parametrize(
    "told", ["ive got my mediation certificate now", "my certificate is dated 20 november", "the adviser sent us the certificate", "we did mediation and have the certificate"]
)
@pytest.mark.parametrize("text", ["who do i ring", "right, so who should i phone", "what number do i call"])
def test_with_a_certificate_in_hand_nobody_is_sent_to_the_mediation_adviser(parts: Parts, channel: str, told: str, text: str) -> None:
    heard = asked(parts, channel, "they said no to assessing, can i appeal", told, text, guess="tribunal")
    assert heard[0].startswith("You have your certificate") and DUTY in heard[0] and "mediation adviser" not in heard[0], heard
    assert "SENDIASS" in heard[0] and (channel == "web" or count_segments(heard[0]) <= 2)


@CHANNELS
@pytest.mark.parametrize(
    "told", ["do i need a certificate", "i havent got a certificate yet", "im waiting for the certificate", "have you got his birth certificate", "when will i have the certificate"]
)
def test_without_one_the_adviser_comes_first(parts: Parts, channel: str, told: str) -> None:
    heard = asked(parts, channel, "they said no to assessing, can i appeal", told, "who do i ring", guess="tribunal")
    assert heard[0].startswith("Ring the mediation adviser first"), heard


@CHANNELS
def test_a_certificate_changes_no_other_number(parts: Parts, channel: str) -> None:
    heard = asked(parts, channel, "ive got my mediation certificate now", "how do i get short breaks", "who do i ring", guess="short_breaks")
    assert heard[0].startswith("Ring the disabled children's team"), heard


@pytest.mark.parametrize(
    "text",
    ["I have my mediation certificate", "got the certificate today", "we've got a certificate from the mediation people", "they gave me the certificate last week",
     "mediation done, certificate came yesterday", "the certificate has come", "i have my certificate who do i ring", "certificate in hand", "certificate 20 nov",
     "they said no to us but i have the certificate", "council said no, got my certificate",
     "ive had the certificate since monday"],
)  # fmt: skip
def test_a_certificate_that_is_held(text: str) -> None:
    assert holds_certificate(text)


@pytest.mark.parametrize(
    "text",
    ["do i need to have a certificate", "i don't have a certificate", "we havent had the certificate", "how do i get the certificate", "what is a mediation certificate",
     "i lost my certificate", "the certificate has not arrived",
     "can i appeal without a certificate", "have you got a certificate for me", "he has a swimming certificate", "i'll ring once i have the certificate"],
)  # fmt: skip
def test_a_certificate_that_is_not(text: str) -> None:
    assert not holds_certificate(text)
