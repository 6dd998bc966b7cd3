"""A no to what was asked about: that topic's own way, by the whole path; and a part that only one topic has. Never the SEND Tribunal for what has another way."""

from __future__ import annotations

import pytest

from tests.sms_tools import later
from tests.turn.test_follow_ups import part_of, say
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.answers.content_rules import PARTS, check_answer
from webhook.services.answers.part_asked import find_own_part, leans_on_refusal, read_refused, tells_refusal
from webhook.services.chat import read_messages
from webhook.services.texts.inbox import accept_chat, open_web_conversation
from webhook.services.turn.also_asked import find_also
from webhook.services.turn.work import work_conversation

TRIBUNAL = "mediation adviser"
OWN_WAY = ("school_transport", "personal_budget", "blue_badge", "benefits_money", "short_breaks", "exceptional_needs_grant", "carer_support", "camhs_mental_health", "early_years")


@pytest.mark.parametrize("topic", OWN_WAY)
@pytest.mark.parametrize("told", ["they said no", "what if they still say no", "they turned it down", "so they refused, can i appeal", "n if they say no", "got turned down cos we earn"])
def test_a_no_after_an_answer_is_met_with_that_topics_own_way(parts: Parts, topic: str, told: str) -> None:
    say(parts, "can you tell me about this please", topic)
    said = say(parts, told, "ehcna_refused")
    assert said[0].startswith(part_of(parts, topic, "refused")) and TRIBUNAL not in "".join(said)


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("school_transport", "my sons travel help got turned down"),
        ("school_transport", "taxi for school refused cos we live 1.5 miles. hes 7 no ehcp but cant walk it safe"),
        ("blue_badge", "they turned down his blue badge can i appeal"),
        ("benefits_money", "how do i appeal the dla decision"),
        ("short_breaks", "we were told no to respite"),
        ("personal_budget", "council wont agree direct payments for his plan"),
    ],
)
def test_a_first_message_that_tells_of_a_no_hears_the_way_to_challenge_it(parts: Parts, topic: str, text: str) -> None:
    assert say(parts, text, topic)[0].startswith(part_of(parts, topic, "refused"))


@pytest.mark.parametrize(
    "text", ["taxi to school how do i get it", "he refuses to get in the taxi", "i turned down the bus they offered", "taxi for a school refuser", "we haven't been refused yet"]
)
def test_what_is_no_refusal_gets_the_short_answer(parts: Parts, text: str) -> None:
    assert say(parts, text, "school_transport")[0].startswith(part_of(parts, "school_transport", "short"))


@pytest.mark.parametrize(
    "text", ["they said no to assessing him", "they said no to an ehcp", "he said no", "they said no one is there", "they came back with no answer", "i said no to it", "no"]
)
def test_a_no_to_something_else_does_not_lean_on_the_last_answer(content: Content, text: str) -> None:
    assert not leans_on_refusal(content, text, "school_transport")


def test_where_no_way_is_known_that_is_said_and_a_plans_no_stays_the_tribunals(parts: Parts) -> None:
    say(parts, "how do we move to another council", "moving_area")
    assert say(parts, "they said no", "ehcna_refused")[0].startswith(parts.content.messages["no_way_known"].sms[:60])
    say(parts, "how long does it take to get a plan", "ehcna_timeline")
    assert TRIBUNAL in say(parts, "and if they say no", "small_talk")[0]


def test_after_a_day_a_no_is_asked_back(parts: Parts) -> None:
    say(parts, "how does he get a taxi", "school_transport")
    later(parts, 25 * 3600)
    assert "What did they say no to?" in say(parts, "they said no", "ehcna_refused")[0]


def test_a_second_no_is_not_met_with_the_same_words(parts: Parts) -> None:
    say(parts, "my sons taxi got turned down", "school_transport")
    assert say(parts, "what if they still say no", "school_transport")[0].startswith(parts.content.messages["still_no"].sms[:60])


@pytest.mark.parametrize("first", ["school fining us for him being off", "they want to fine me as she cant go in"])
@pytest.mark.parametrize(
    ("text", "part"), [("how much is the fine", "cost"), ("and then if i dont pay", "unpaid"), ("what happens if i don't pay it", "unpaid"), ("will it go to court", "unpaid")]
)
def test_what_follows_a_fine_is_answered(parts: Parts, first: str, text: str, part: str) -> None:
    say(parts, first, "attendance_ebsa")
    assert say(parts, text, "ceasing_plan")[0].startswith(part_of(parts, "attendance_ebsa", part))


@pytest.mark.parametrize(
    ("topic", "text", "part"),
    [
        ("benefits_money", "does my son get pip automaticly when he turns 16", "pip"),
        ("benefits_money", "and the other one, Carer's Allowance?", "carers_allowance"),
        ("benefits_money", "how much is dla", "cost"),
        ("naming_school", "what about a private school thats not on the list", "private"),
        ("naming_school", "its not section 41", "private"),
        ("amend_reassess", "what if he can't", "capacity"),
        ("benefits_money", "how do i get dla for a 5 year old", "short"),
        ("naming_school", "can she go to a special school", "short"),
    ],
)
def test_a_question_gets_the_part_it_is_about(parts: Parts, topic: str, text: str, part: str) -> None:
    assert say(parts, text, topic)[0].startswith(part_of(parts, topic, part))


def test_a_question_with_two_halves_hears_the_cost_too(parts: Parts) -> None:
    said = say(parts, "dla how much is it now and do i need diagnosis", "benefits_money")
    assert said[0].startswith(part_of(parts, "benefits_money", "short")) and said[1].startswith(part_of(parts, "benefits_money", "cost"))


def test_another_question_never_gets_the_same_words_again(parts: Parts) -> None:
    first = say(parts, "tell me about short breaks for my lad", "short_breaks")[0]
    assert say(parts, "and can grandma apply for us when the twins sleep", "short_breaks")[0].startswith(part_of(parts, "short_breaks", "how"))
    third = say(parts, "is the swimming one on a sunday", "short_breaks")[0]
    assert third != first and third.startswith(parts.content.messages["said_already"].sms[:60])
    assert say(parts, "tell me about short breaks for my lad", "short_breaks")[0] == first  # asked again in the same words it is wanted
    assert say(parts, "short breaks", "short_breaks")[0] == first


def test_a_no_said_three_times_never_gets_the_same_words_twice(parts: Parts) -> None:
    said = [say(parts, text, "exceptional_needs_grant")[0] for text in ("can school get the grant for her", "they wont give it", "what if they say no again")]
    assert len(set(said)) == len(said)


def test_on_the_web_the_short_answer_follows(parts: Parts) -> None:
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": "blue_badge", "confidence": 0.9}], "confidence": 0.9}]  # type: ignore[attr-defined]
    answer, chat = parts.content.answers["blue_badge"], open_web_conversation(parts, token="t" * 40)
    accept_chat(parts, conversation_id=chat, client_id="1", text="they turned down his blue badge can i appeal")
    work_conversation(parts, chat)
    said = "\n".join(message["text"] for message in read_messages(parts, chat, 0))
    assert said.index(answer.parts["refused"].web[:40]) < said.index(answer.short.web[:40])


def test_a_late_plan_beside_a_silent_officer_is_named(content: Content) -> None:
    assert find_also(content, "request for ehcp was 22 weeks ago no plan. case officer left and nobody answers my emails", ["officer_not_replying"]) == ["ehcp_late"]
    for text in ("we asked for an ehcp 12 weeks ago, no plan. nobody answers", "autism wait is 82 weeks and nothing", "he has had his plan 30 weeks and nobody answers my emails"):
        assert find_also(content, text, ["officer_not_replying"]) == []
    assert find_also(content, "ehcp asked for 22 weeks ago no plan", ["ehcp_late"]) == []


def test_a_request_that_was_refused_is_no_question_how_to_ask() -> None:
    assert read_refused(["ehcna_request"], "ehcp needs assesment refused") == ["ehcna_refused"]
    assert read_refused(["ehcna_request"], "our request got turned down") == ["ehcna_refused"]
    for text in (
        "council turned down our request for an ehcp assessment",
        "the council has turned us down for our ehc needs assessment request",
        "they knocked back our application for the ehcp assessment",
    ):
        assert read_refused(["ehcna_request"], text) == ["ehcna_refused"], text
    for text in ("school refuses to apply for ehcp", "can they refuse an assessment", "how do i ask for an ehcp", "what if the request is refused"):
        assert read_refused(["ehcna_request"], text) == ["ehcna_request"]


def test_every_refusal_names_who_else_can_help(content: Content) -> None:
    refused = {topic: answer.parts["refused"] for topic, answer in content.answers.items() if "refused" in answer.parts}
    assert len(refused) >= 20 and "refused" in PARTS
    for topic, text in refused.items():
        assert "SEND Tribunal must" not in text.web or topic in ("annual_review", "amend_reassess"), topic
        if content.topics[topic] == "local_offer":
            assert TRIBUNAL not in text.web + text.sms, topic


def test_a_part_of_a_topics_own_says_how_it_is_asked_for(content: Content) -> None:
    raw = {"topic": "blue_badge", "parts": {"mine": {"web": "x", "sms": "x"}}}
    assert "unknown part mine" in check_answer(raw, "blue_badge", {"blue_badge": "local_offer"})
    raw["parts"] = {"mine": {"asked": ["Don't"], "web": "x", "sms": "x"}}
    assert "parts.mine: asked is no list of words" in check_answer(raw, "blue_badge", {"blue_badge": "local_offer"})
    assert find_own_part(content.answers["benefits_money"], "is there a pipe") is None
    assert tells_refusal("dwp said no") and not tells_refusal("there is no reply")


@pytest.mark.parametrize("told", ["dla refused", "they turned us down for dla", "we got turned down for dla"])
@pytest.mark.parametrize(
    "asked", ["is that the send tribunal then", "so which tribunal is it, the send one?", "and the tribunal is that the send one", "is it the same tribunal", "what tribunal is that"]
)
def test_after_a_no_to_dla_the_tribunal_is_the_benefits_one(parts: Parts, told: str, asked: str) -> None:
    assert say(parts, told, "benefits_money")[0].startswith(part_of(parts, "benefits_money", "refused"))
    said = " ".join(say(parts, asked, "tribunal"))
    assert "not the SEND Tribunal" in said and "benefits tribunal" in said and "1 month" in said and TRIBUNAL not in said and "2 months" not in said


@pytest.mark.parametrize("asked", ["can we go to the send tribunal about his plan", "which tribunal do i go to about the school named in his ehcp"])
def test_a_tribunal_about_the_plan_is_still_the_plans(parts: Parts, asked: str) -> None:
    say(parts, "dla refused", "benefits_money")
    assert "benefits tribunal" not in " ".join(say(parts, asked, "tribunal"))


def test_after_a_no_to_a_plan_the_send_tribunal_is_still_the_one(parts: Parts) -> None:
    say(parts, "they refused to assess him", "ehcna_refused")
    assert "benefits tribunal" not in " ".join(say(parts, "is that the send tribunal then", "tribunal"))
