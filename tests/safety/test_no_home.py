"""A family that loses its home tonight: what to do in the next hour, a person above ordinary requests, and never only a card or an answer on something else."""

from __future__ import annotations

import pytest

from tests.conftest import FakeSafety, Verdict
from tests.duty_steps import handovers_of
from tests.family import MUM
from tests.family import web as new_chat
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.steps.home import tells_no_home
from webhook.services.texts.inbox import sms_conversation_id
from webhook.services.texts.text import count_segments

NO_HOME = [
    "we're being evicted tonight and my sons wheelchair wont fit the hostel",
    "bailiffs are putting us out today and hes in a wheelchair, where do we go",
    "we are being made homeless tonight, me and my disabled son. wheelchair user",
    "we have nowhere to sleep tonight, me and my autistic son",
    "council house eviction tomorrow morning, three kids one disabled, nowhere to sleep",
    "our landlord has changed the locks, me and 2 kids are outside",
    "made homeless today hes autistic wat do i do",
    "we are sleeping in the car with my disabled son",
    "kicked out of our temporary accommodation tomorrow",
    "hostel says we have to leave by 10am tomorrow",
    "my mum is throwing us out tonight",
    "we lost our home today in a fire",
    "the b&b wont take us tonight with his hoist",
    "bailiffs at the door now",
    "we've been evicted and the kids have nowhere to go tonight",
]
OTHERS = [
    "my son was kicked out of school today",
    "school threw him out today",
    "he was put out of class today",
    "he was locked out of his classroom today",
    "nowhere to go at half term with him",
    "we were homeless last year, can we get help with the plan",
    "he can't sleep tonight",
    "he has nowhere to sit at lunch",
    "we got an eviction notice for march, does his plan move if we leave camden",
    "they want us to leave the meeting now",
    "no bed at respite tonight",
    "i have to leave my house at 7 for his taxi, is that right",
    "my ex was evicted last month",
    "my friend is homeless, where can she go",
    "what if we get evicted next year",
    "can the council adapt our house",
    "he is doing a project on homeless people",
    "put him out of his misery lol when is the surgery",
]


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize("text", NO_HOME)
def test_it_begins_with_the_next_hour_and_a_person_comes_first_in_the_queue(parts: Parts, channel: str, text: str) -> None:
    who = MUM if channel == "sms" else new_chat(parts)
    said = write(parts, who, text)
    assert said[0] == parts.content.messages["no_home_now"].on(channel)
    handovers = handovers_of(parts, sms_conversation_id(parts, who) if channel == "sms" else who)
    assert [(handover.urgent, handover.state) for handover in handovers] == [(True, "waiting")] and text[:30] in handovers[0].summary
    assert channel == "web" or all(count_segments(one) <= 2 for one in said)


@pytest.mark.parametrize("text", OTHERS)
def test_what_sounds_like_it_is_not_taken_for_it(text: str) -> None:
    assert not tells_no_home(text, ("urgent_today",)) and not tells_no_home(text)


@pytest.mark.parametrize("topic", ["carer_breakdown", "domestic_abuse", "suicidal_adult"])
def test_a_card_is_not_all_that_is_said(parts: Parts, topic: str) -> None:
    text = "we have nowhere to sleep tonight, me and my autistic son"
    parts.safety = FakeSafety({text: Verdict(lane="crisis", topic=topic, flags=frozenset({"urgent_today"}))})  # type: ignore[assignment]
    chat = new_chat(parts)
    said = write(parts, chat, text)
    assert "999" in said[0] and said[-1] == parts.content.messages["no_home_now"].web
    assert [handover.urgent for handover in handovers_of(parts, chat)] == [True]


def test_danger_without_it_gets_its_card_alone(parts: Parts) -> None:
    text = "i am scared of what he will do tonight"
    parts.safety = FakeSafety({text: Verdict(lane="crisis", topic="domestic_abuse")})  # type: ignore[assignment]
    chat = new_chat(parts)
    assert parts.content.messages["no_home_now"].web not in write(parts, chat, text) and handovers_of(parts, chat) == []


def test_nobody_is_texted_after_stop(parts: Parts) -> None:
    write(parts, MUM, "STOP")
    assert write(parts, MUM, "we have nowhere to sleep tonight") == []
