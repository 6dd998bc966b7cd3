"""A child or young person who asks for themselves: a say in their plan, an appeal or request of their own, a parent who says no. Nobody offers to ring their parent."""

from __future__ import annotations

import pytest

from tests.sms_tools import rows
from tests.steps.test_steps_named import CHANNELS, asked, part, said
from webhook.bootstrap import Parts
from webhook.services.steps.young_asked import asked_of_self
from webhook.services.texts.text import count_segments
from webhook.store.messages import Inbound

OWN = [
    ("im 17 can i appeal myself", "own_appeal_grown", "tribunal"),
    ("hi im 17, can i appeal myself or does my mum have to", "own_appeal_grown", "tribunal"),
    ("I'm 19 and in college. Am I allowed to go to tribunal on my own?", "own_appeal_grown", "tribunal"),
    ("i am 16 do i appeal or is it my dad", "own_appeal_sixteen", "tribunal"),
    ("can i appeal myself or does my mum have to do it", "own_appeal_sixteen", "tribunal"),
    ("im 14 can i appeal myself", "own_appeal_child", "tribunal"),
    ("im in year 11, could i go to the tribunal without my mum", "own_appeal_child", "tribunal"),
    ("im 18 can i ask for an ehcp myself", "own_ask_grown", "ehcna_request"),
    ("im 15 can i ask for an assessment without my mum", "own_ask_child", "ehcna_request"),
    ("im 15 and i have adhd, my mum dont know im writing. can i say what i want in my plan", "own_views", "ehcp_what"),
    ("im 14 and autistic. my mum doesnt know im asking. can i say which school i want", "own_views", "naming_school"),
    ("im 15, my mum doesnt know im writing this, can i go to my review meeting", "own_views", "annual_review"),
    ("im in year 9 do i get a say in my ehcp", "own_views", "ehcp_what"),
    ("I'm 13. Do they have to listen to me about my support?", "own_views", "ehcp_what"),
    ("im 12 and my parents dont know i wrote. can i choose my support", "own_views", "ehcp_what"),
    ("im 16 with a plan, am i allowed to say no to what they put", "own_views", "ehcp_what"),
]  # fmt: skip


@CHANNELS
@pytest.mark.parametrize(("text", "key", "topic"), OWN)
def test_what_they_ask_for_themselves_is_answered(parts: Parts, channel: str, text: str, key: str, topic: str) -> None:
    heard = asked(parts, channel, text)
    assert heard[0].startswith(said(parts, channel, key)) and "our child" not in heard[0] and "CALL" not in heard[0]
    assert rows(parts, Inbound)[-1].topics == [topic] and (channel == "web" or count_segments(heard[0]) <= 2)


@CHANNELS
@pytest.mark.parametrize("then", ["what if my mum says no", "and if she doesnt agree", "what if my dad wont let me"])
def test_a_parent_who_says_no_does_not_end_it(parts: Parts, channel: str, then: str) -> None:
    first = "im 15 and my mum doesnt know im writing, can i say what i want in my plan"
    assert asked(parts, channel, first, then)[0].startswith(said(parts, channel, "own_parent_no"))


@CHANNELS
def test_a_council_that_says_no_is_no_such_question(parts: Parts, channel: str) -> None:
    assert said(parts, channel, "own_parent_no") not in "\n".join(asked(parts, channel, "i asked for an assessment for my son", "what if the council says no"))


@CHANNELS
def test_another_question_of_a_child_who_writes_unseen_is_answered_and_no_parent_is_rung(parts: Parts, channel: str) -> None:
    heard = "\n".join(asked(parts, channel, "im 14 and my mum doesnt know im asking, how do i get help for my dyslexia", guess="sen_support_school"))
    assert parts.content.answers["sen_support_school"].short.on(channel)[:60] in heard and said(parts, channel, "child_reader") in heard and "0800 1111" in heard
    assert said(parts, channel, "child_for_parent") not in heard


@CHANNELS
@pytest.mark.parametrize(
    "text",
    ["im 11 my mum doesnt speak english she wants to know about my brothers school help", "im 13 and i write for my dad, what is an ehc plan",
     "i'm 12, my mum asked me to text you about a plan", "im 12 my mum is ill can i get help for her", "im 13 my dad is struggling, can i ask about my brother",
     "im in year 7, my dad wants me to write this because he cant read english"],
)  # fmt: skip
def test_a_child_who_writes_for_a_parent_is_offered_the_call(parts: Parts, channel: str, text: str) -> None:
    assert asked(parts, channel, text)[0].startswith(said(parts, channel, "child_for_parent"))


@pytest.mark.parametrize(
    "text",
    ["can i say what i want in my sons plan", "im 35 and my mum says no to respite can i appeal", "im 17 weeks pregnant can i appeal myself", "im 18 can i appeal a gcse grade myself",
     "my daughter is 17 can i ask for an assessment", "can i go to the review meeting", "im 40, do i get a say in his plan", "my mum says no one will listen, can i appeal for my son"],
)  # fmt: skip
def test_a_parents_question_stays_a_parents(parts: Parts, text: str) -> None:
    heard = "\n".join(asked(parts, "web", text))
    assert not any(parts.content.messages[key].web[:60] in heard for key in parts.content.messages if key.startswith("own_"))


@CHANNELS
@pytest.mark.parametrize("text", ["my son is 17 can i appeal for him", "hes 18, do i appeal or does he have to", "our daughter is 19. who appeals, me or her?"])
def test_a_parent_of_a_grown_child_hears_whose_appeal_it_is(parts: Parts, channel: str, text: str) -> None:
    assert part(parts, channel, "tribunal", "who") in asked(parts, channel, text, guess="tribunal")[0]


@pytest.mark.parametrize("text", ["my son is 17, how long do i have to appeal", "my daughter is 9 can i appeal for her", "he was excluded at 17 can i appeal"])
def test_an_appeal_of_a_child_is_no_such_question(parts: Parts, text: str) -> None:
    assert part(parts, "web", "tribunal", "who") not in "\n".join(asked(parts, "web", text, guess="tribunal"))


SIGNS = ["do i need my mum to sign", "does my mum have to sign", "does mum need to sign it too", "will they need my mums signature", "do i have to get my dad to sign the form",
         "can i do it without my mum signing", "do i need permission from my mum", "can i sign it myself", "do my parents have to agree", "am i allowed to sign it"]  # fmt: skip


@CHANNELS
@pytest.mark.parametrize("text", SIGNS)
def test_whether_a_parent_must_sign_goes_by_whose_right_it_is(parts: Parts, channel: str, text: str) -> None:
    heard = asked(parts, channel, "im 17 can i ask for an ehcp myself", text)
    assert heard[0].startswith(said(parts, channel, "own_sign")) and "don't need a parent to sign" in heard[0] and rows(parts, Inbound)[-1].topics == ["ehcna_request"]
    assert asked(parts, channel, f"im 14. {text}")[0].startswith(said(parts, channel, "own_ask_child"))
    assert asked(parts, channel, f"im 18 and going to tribunal. {text}")[0].startswith(said(parts, channel, "own_appeal_sixteen"))


@CHANNELS
@pytest.mark.parametrize("text", SIGNS[:7])
def test_without_an_age_it_goes_by_the_age(parts: Parts, channel: str, text: str) -> None:
    assert asked(parts, channel, text)[0].startswith(said(parts, channel, "own_ask_sixteen"))


@pytest.mark.parametrize("text", ["does my daughter have to sign", "does his dad have to sign", "can my mum sign up for the newsletter",
     "my mum uses sign language can she come", "do i need to sign the plan",
     "can my dad agree to the plan if we are divorced", "can i sign it myself", "my mum has agreed to come with me", "can i sign for him"])  # fmt: skip
def test_a_parent_who_asks_of_signing_is_no_young_person(text: str) -> None:
    assert asked_of_self(text) is None


ALONE = ["can i sign it myself", "am i allowed to sign it", "so can i just sign the form on my own", "can i sign this", "is it ok if i sign it alone"]


@CHANNELS
@pytest.mark.parametrize("text", ALONE)
def test_who_signs_without_an_age_is_answered_and_asked_nothing(parts: Parts, channel: str, text: str) -> None:
    assert asked(parts, channel, text)[0].startswith(said(parts, channel, "parent_sign"))
    assert asked(parts, channel, "how do i ask for an ehc assessment", text, guess="ehcna_request")[0].startswith(said(parts, channel, "parent_sign"))
    assert asked(parts, channel, "how do i appeal", text, guess="tribunal")[0].startswith(said(parts, channel, "parent_appeal_sign"))


@CHANNELS
@pytest.mark.parametrize("text", ALONE)
def test_who_wrote_of_a_plan_of_their_own_hears_of_their_own_right(parts: Parts, channel: str, text: str) -> None:
    assert asked(parts, channel, "how do i get help in my own plan at college", text, guess="ehcna_request")[0].startswith(said(parts, channel, "own_ask_sixteen"))
    assert asked(parts, channel, "im 17 can i ask for an ehcp myself", text)[0].startswith(said(parts, channel, "own_sign"))


@CHANNELS
@pytest.mark.parametrize("text", ALONE)
def test_who_wrote_of_a_child_hears_of_a_parents_right(parts: Parts, channel: str, text: str) -> None:
    assert asked(parts, channel, "my son needs a plan, how do i ask", text, guess="ehcna_request")[0].startswith(said(parts, channel, "parent_sign"))


@CHANNELS
@pytest.mark.parametrize("text", ["can i sign it for my son", "can i sign for him", "could i sign it as his dad", "can i sign it without his dad"])
def test_a_parent_who_signs_for_a_child_is_told_so(parts: Parts, channel: str, text: str) -> None:
    assert asked(parts, channel, text)[0].startswith(said(parts, channel, "parent_sign"))


@pytest.mark.parametrize("text", ["can i sign up for the newsletter", "do i need to sign the plan", "can i sign him off school", "can i use sign language", "can i sign the tenancy"])
def test_other_signing_is_none_of_it(parts: Parts, text: str) -> None:
    assert "can ask for the assessment and sign" not in asked(parts, "web", text)[0]


def test_after_another_topic_it_is_that_topics_form(parts: Parts) -> None:
    assert "can ask for the assessment and sign" not in "\n".join(asked(parts, "web", "how do i get a blue badge", "can i sign it myself", guess="blue_badge"))
