"""A young person's own questions, who at home sees what they write, and one line where an answer for parents is read by somebody else."""

from __future__ import annotations

import pytest

from tests.sms_tools import rows
from tests.steps.test_steps_named import CHANNELS, asked, part, said
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments
from webhook.store.messages import Inbound

SEEN = [
    "hello, i'm 17 and have an ehcp. who reads these messages, can mum or dad see them?", "can my mum see what i write here", "im 18 with an ehcp. will you tell my dad what i asked",
    "do my parents get told what i say", "can my parents read this chat", "i'm 16 with a plan, who can see these texts", "will my mum find out what i asked",
    "is this private from my mum",
    "can my carers see my messages", "can mum see what i wrote",
]  # fmt: skip
COLLEGE = [
    "i'm 16 and i have a plan. i hate sixth form, can i go to college instead", "im 17 can i leave school for college with my plan", "i am 18 and want to move to college with my ehcp",
    "im 16 can i quit school and do an apprenticeship with my plan", "i'm 17, how do i change to a college with my plan", "im 19, can i start a college course and keep my ehcp",
    "i'm 16. can i leave school", "im 17 and going to college in september does my plan go too", "i am 16 i want to switch from school to college",
    "i'm 18 can i apply to college with an ehcp",
]  # fmt: skip

ENDS = [
    "im 17 i have an ehcp, can they stop my plan if i leave college", "i'm 18, will my ehcp end if i drop out of college", "im 19 can the council take my plan away",
    "i am 17. do i lose my ehcp if i quit college",
    "im 17 what happens to my plan if i leave college", "i'm 16 and i have a plan, does my plan stop when i leave school", "im 18 they want to cancel my ehcp",
]  # fmt: skip


@CHANNELS
@pytest.mark.parametrize("text", ENDS)
def test_whether_their_own_plan_can_be_ended_is_said_to_them(parts: Parts, channel: str, text: str) -> None:
    heard = asked(parts, channel, text)
    assert heard[0].startswith(said(parts, channel, "own_plan_ends")) and "our child" not in heard[0] and rows(parts, Inbound)[-1].topics == ["ceasing_plan"]
    assert channel == "web" or count_segments(heard[0]) <= 2


@CHANNELS
def test_after_their_age_was_told_it_is_theirs_and_what_if_they_do_leads_to_the_notice(parts: Parts, channel: str) -> None:
    first = "im 17 i have an ehcp and college is rubbish, can i ask for stuff myself or does my mum"
    assert asked(parts, channel, first, "can they stop my plan if i leave college")[0].startswith(said(parts, channel, "own_plan_ends"))
    heard = asked(parts, channel, "im 17 with an ehcp, can they stop my plan if i leave college", "what if they do")
    assert heard[0].startswith(part(parts, channel, "ceasing_plan", "ended")) and "our child" not in heard[0] and "Year 9" not in heard[0]


@CHANNELS
def test_a_parent_who_asks_is_not_spoken_to_as_the_young_person(parts: Parts, channel: str) -> None:
    heard = asked(parts, channel, "my son is 17, can they stop his plan if he leaves college", guess="ceasing_plan")
    assert not heard[0].startswith(said(parts, channel, "own_plan_ends")) and rows(parts, Inbound)[-1].topics == ["ceasing_plan"]


@CHANNELS
@pytest.mark.parametrize("text", SEEN)
def test_who_at_home_can_see_it_is_answered(parts: Parts, channel: str, text: str) -> None:
    heard = asked(parts, channel, text)
    assert heard[0].startswith(said(parts, channel, "own_seen")) and "{" not in heard[0] and "our child" not in heard[0]
    assert rows(parts, Inbound)[-1].topics == ["privacy_data"] and (channel == "web" or count_segments(heard[0]) <= 2)


@CHANNELS
@pytest.mark.parametrize("text", COLLEGE)
def test_college_with_their_own_plan_is_said_to_them(parts: Parts, channel: str, text: str) -> None:
    heard = asked(parts, channel, text)
    assert heard[0].startswith(said(parts, channel, "own_college")) and "our child" not in heard[0] and rows(parts, Inbound)[-1].topics == ["post16_options"]


def test_both_questions_of_one_message_are_answered(parts: Parts) -> None:
    text = "hi im 17 i want to know if my parents can see what i say and can i ask to leave school for college with my plan"
    heard = asked(parts, "web", text)
    assert said(parts, "web", "own_seen") in heard[0] and heard[1].startswith(said(parts, "web", "own_college"))


@pytest.mark.parametrize(
    "text",
    ["can i see what they wrote about my son", "im 24 and my son wants to go to college with a plan", "my daughter is 17 and wants to leave school for college",
     "can my mum see the plan",
     "his dad can see these messages", "my parents help with transport, can i get a taxi", "i'm 17 weeks pregnant, can my son go to college", "can my mum come to the surgery with me"],
)  # fmt: skip
def test_a_parents_question_is_not_taken_for_one(parts: Parts, text: str) -> None:
    heard = "\n".join(asked(parts, "web", text))
    assert said(parts, "web", "own_seen") not in heard and said(parts, "web", "own_college") not in heard


@CHANNELS
def test_your_child_is_explained_to_the_young_person_once(parts: Parts, channel: str) -> None:
    line = parts.content.messages["young_reader"].on(channel)
    assert line in "\n".join(asked(parts, channel, "i'm 17 and i have a plan. how do i get respite", guess="short_breaks"))
    assert line not in "\n".join(asked(parts, channel, "i'm 40 and my son has a plan. how do i get respite", guess="short_breaks"))
    twice = asked(parts, "web", "i'm 17. my plan says i get 1:1 but i dont get it", "i'm 17, how do i get my plan changed", guess="provision_not_delivered")
    assert line not in "\n".join(twice)


@CHANNELS
@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("im a SENCO. what is the deadline for ENG applications", "exceptional_needs_grant"),
        ("I'm a health visitor. How do I refer to EYIT and is there portage?", "early_years"),
        ("im a GP. how do i ask for an ehc assessment for a patient", "ehcna_request"),
        ("we're a nursery, how do we get EYIT support for a child", "early_years"),
        ("Hi, SENCO here at a primary. can we refer a family to sendiass", "sendiass"),
    ],
)
def test_a_professional_gets_the_professional_route(parts: Parts, channel: str, text: str, topic: str) -> None:
    heard = asked(parts, channel, text, guess=topic)
    assert heard[0].startswith(part(parts, channel, topic, "professional")) and parts.content.answers[topic].short.on(channel)[:60] not in "\n".join(heard)
    assert "our child" not in heard[0]


def test_where_there_is_no_such_route_the_duty_line_is_named(parts: Parts) -> None:
    line = parts.content.messages["professional_reader"].web
    assert line in asked(parts, "web", "I'm a social worker, how do I ask for short breaks for a family", guess="short_breaks")[0]
    assert line not in "\n".join(asked(parts, "web", "my friend asked for short breaks, how do i", guess="short_breaks"))


@pytest.mark.parametrize(
    "text",
    [
        "im a teacher and my son needs an ehcp, how do i ask",
        "my friend is a senco, how do i ask for a plan for my son",
        "the senco said to ask you for an assessment",
        "we are the school's problem family it seems, how do i ask for an assessment for my son",
    ],
)
def test_a_parent_who_names_a_job_is_a_parent(parts: Parts, text: str) -> None:
    assert part(parts, "web", "ehcna_request", "professional") not in "\n".join(asked(parts, "web", text, guess="ehcna_request"))
