"""A young person who asks whether they or a parent decide, or for a review of their own, by the whole path: said to them as "you", by their age; a parent's question stays a parent's."""

from __future__ import annotations

import pytest

from tests.sms_tools import rows
from tests.steps.test_steps_named import CHANNELS, asked, said
from webhook.bootstrap import Parts
from webhook.services.cases.who_asks import has_own_plan, is_young_person
from webhook.services.steps.young_asked import asked_of_self
from webhook.services.texts.text import count_segments
from webhook.store.messages import Inbound

COLLEGE = "im 17 with a plan, can i go college"
DECIDES = [
    ("im 17 and have an ehcp. my mum wants me to stay at school but i want to go college who decides", "own_decides_grown"),
    ("i'm 17 and got a plan can my dad make me stay at school", "own_decides_grown"),
    ("im 18 can my mum stop me going to college", "own_decides_grown"),
    ("im 17 is it my choice or my mums", "own_decides_grown"),
    ("im 17 n my foster carer wants me to stay put but i wanna go somewhere else whos choice is it", "own_decides_grown"),
    ("do i have to do what my mum says im 17 with an ehcp", "own_decides_grown"),
    ("im 16 my parents want me to do a levels n i want an apprenticeship who gets the final say", "own_decides_sixteen"),
    ("my dad wants me at sixth form i want college who decides", "own_decides_sixteen"),
    ("my mum disagrees with me about college, who decides me or her", "own_decides_sixteen"),
    ("i want to go college but my mum says no. who decides", "own_decides_sixteen"),
    ("im 14 my mum wants me in special school i dont want to, who decides", "own_parent_no"),
]
REVIEW = ["im 17 and ive got an ehcp can i ask for my own review", "im 18 can i get an early review", "can i ask for my own review", "i am 19 how do i ask for a review of my plan",
          "im 16 and my plan is rubbish can i have a review", "im 17 n got ehcp, i need an early review"]  # fmt: skip


@CHANNELS
@pytest.mark.parametrize(("text", "key"), DECIDES)
def test_who_decides_is_said_to_them_by_their_age(parts: Parts, channel: str, text: str, key: str) -> None:
    heard = asked(parts, channel, text)
    assert heard[0].startswith(said(parts, channel, key)) and "our child" not in heard[0]
    assert channel == "web" or count_segments(heard[0]) <= 2


@CHANNELS
@pytest.mark.parametrize("text", ["my mum doesnt want me to. who decides", "who decides", "so who decides then", "can she stop me", "is it up to me", "whose choice is it"])
def test_it_leans_on_the_age_they_told(parts: Parts, channel: str, text: str) -> None:
    heard = asked(parts, channel, COLLEGE, text)
    assert heard[0].startswith(said(parts, channel, "own_decides_grown")) and rows(parts, Inbound)[-1].topics == ["post16_options"]


@CHANNELS
@pytest.mark.parametrize("text", REVIEW)
def test_a_review_of_their_own_is_theirs_to_ask_for(parts: Parts, channel: str, text: str) -> None:
    heard = asked(parts, channel, text)
    assert heard[0].startswith(said(parts, channel, "own_review")) and "our child" not in heard[0] and rows(parts, Inbound)[-1].topics == ["annual_review"]
    assert channel == "web" or count_segments(heard[0]) <= 2


@CHANNELS
def test_a_child_of_fifteen_hears_of_their_say(parts: Parts, channel: str) -> None:
    assert asked(parts, channel, "im 15 can i ask for a review")[0].startswith(said(parts, channel, "own_views"))


@pytest.mark.parametrize("before", ["", "my son is 17 and wants to go to college"])
@pytest.mark.parametrize(
    "text",
    ["my son is 17 who decides me or him", "who decides if he gets a plan", "my mum wants me to send him to private school who decides", "can i ask for a review",
     "who decides",
     "my ex wants mainstream i want special who decides", "his dad wants him at a special school and i want mainstream who decides",
     "my mum wants to know who decides about my brothers plan",
     "im 17 weeks pregnant who decides", "i want a special school but my husband says no, who decides", "im 17 and my sister has a plan can she have a review", "can they stop my dla"],
)  # fmt: skip
def test_a_parents_question_is_not_one_of_them(text: str, before: str) -> None:
    assert asked_of_self(text, [before]) not in ("decides", "review")


@CHANNELS
def test_your_child_is_explained_in_a_later_answer_too(parts: Parts, channel: str) -> None:
    line = parts.content.messages["young_reader"].on(channel)
    assert line not in "\n".join(asked(parts, channel, COLLEGE))
    assert line in "\n".join(asked(parts, channel, COLLEGE, "how do i get respite", guess="short_breaks"))
    assert line not in "\n".join(asked(parts, channel, COLLEGE, "how does my son get respite", guess="short_breaks"))


@pytest.mark.parametrize(
    "text",
    ["17yo here n i have a plan", "i just turned 17 and i have a plan", "am 18 and got an ehcp", "im 17 n got ehcp", "im 17 on an ehcp", "im 16 with ehcp", "17 here, got an ehcp"],
)
def test_how_they_write_their_age_and_their_plan(text: str) -> None:
    assert is_young_person(text) and has_own_plan(text)


@pytest.mark.parametrize("text", ["he turned 17 and has a plan", "17 and has autism, no school", "my son just turned 17", "am i 17 weeks late", "im 40 with a plan"])
def test_how_parents_write_of_an_age(text: str) -> None:
    assert not is_young_person(text)
