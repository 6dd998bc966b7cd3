"""Short messages that lean on the last answer: one of several topics, the next rung, a letter, the cost, an age, another topic named."""

from __future__ import annotations

import pytest

from tests.family import web
from tests.sms_tools import text_in
from tests.turn.test_long_messages import said_by_rasa
from tests.turn.test_told_topics import chat, topics
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments

UNSURE = [{"say": "clarify", "options": ["tribunal", "personal_budget"], "confidence": 0.3}]
THREE = ("ehcp_draft", "naming_school", "school_transport")
TRIED = "my case officer never replies, i rang the duty line and asked for the senior officer"


def talk(parts: Parts, *first: str, text: str = "the draft came, can he change school and have a taxi") -> str:
    """A conversation on the web whose first answer was on these topics; what follows would be misread by the dialogue model."""
    conversation = web(parts)
    parts.rasa.default = said_by_rasa(*first)  # type: ignore[attr-defined]
    chat(parts, conversation, text)
    parts.rasa.default = UNSURE  # type: ignore[attr-defined]
    return conversation


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("and the second one?", "naming_school"),
        ("the first one please", "ehcp_draft"),
        ("what about the third", "school_transport"),
        ("and the last thing", "school_transport"),
        ("ok tell me more about the 2nd one", "naming_school"),
        ("the other one", "naming_school"),
        ("the second one, how long", "naming_school"),
        ("the first thing i asked", "ehcp_draft"),
    ],
)
def test_one_of_several_topics_is_picked(parts: Parts, text: str, topic: str) -> None:
    conversation = talk(parts, *THREE)
    assert chat(parts, conversation, text)[0] and topics(parts) == [topic]


def test_after_one_was_picked_the_others_can_still_be(parts: Parts) -> None:
    conversation = talk(parts, *THREE)
    seen = [(chat(parts, conversation, text)[0], topics(parts)) for text in ("and the second one?", "and the first one?")]
    assert [found for _, found in seen] == [["naming_school"], ["ehcp_draft"]] and seen[0][0] != seen[1][0]


MONEY = ("ehcp_what", "ehcna_timeline", "benefits_money")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("and the money one", "benefits_money"), ("what about the benefits bit", "benefits_money"), ("the dla question", "benefits_money"),
        ("more about the carer's allowance one", "benefits_money"),
        ("and the timescale one", "ehcna_timeline"), ("the money one, how long", "benefits_money"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_one_of_several_is_picked_by_its_name(parts: Parts, text: str, topic: str, channel: str) -> None:
    parts.rasa.default = said_by_rasa(*MONEY)  # type: ignore[attr-defined]
    first = "i bring up my grandson, whats a plan and how long does it take, is there money as i gave up my job"
    conversation = web(parts) if channel == "web" else ""
    chat(parts, conversation, first) if conversation else text_in(parts, first)
    parts.rasa.default = UNSURE  # type: ignore[attr-defined]
    said = chat(parts, conversation, text) if conversation else text_in(parts, text)
    assert said[0] and topics(parts) == [topic]
    if topic == "benefits_money":
        then = "\n".join(chat(parts, conversation, "what if they say no") if conversation else text_in(parts, "what if they say no"))
        assert "DWP" in then and "ediation" not in then


@pytest.mark.parametrize("text", ["the school one", "and the swimming one", "the money came today", "the plan one"])
def test_a_name_of_none_or_of_two_picks_none(parts: Parts, text: str) -> None:
    conversation = talk(parts, "ehcp_what", "ehcp_draft", "blue_badge")
    chat(parts, conversation, text)
    assert topics(parts) in ([], ["ehcp_what"]) and (text != "the plan one" or topics(parts) == [])


@pytest.mark.parametrize("text", ["the second time i rang they were rude", "the first one refused him", "the other school said no", "my second child is three", "the last time it was fine"])
def test_an_ordinary_sentence_picks_none(parts: Parts, text: str) -> None:
    conversation = talk(parts, *THREE)
    chat(parts, conversation, text)
    assert topics(parts) not in (["naming_school"], ["ehcp_draft"], ["school_transport"])


def test_with_one_topic_there_is_nothing_to_pick(parts: Parts) -> None:
    conversation = talk(parts, "blue_badge", text="how do i get a badge")
    chat(parts, conversation, "and the second one?")
    assert topics(parts) == []


@pytest.mark.parametrize(
    "text",
    ["and then what", "and after that", "what next", "she didn't reply either", "they didnt reply to that either", "still nothing", "no reply from them either", "i did that, nothing",
     "tried that already", "i rang them and nobody answered", "rang them, nobody picked up", "i rang twice, no answer", "they still havent replied", "he never got back to me",
     "they ignored me again", "that didn't work", "what if that does not work", "where do i go next"],
)  # fmt: skip
def test_the_next_rung_follows_the_one_that_was_named(parts: Parts, text: str) -> None:
    conversation = talk(parts, "officer_not_replying", text=TRIED)
    said = chat(parts, conversation, text)[0]
    assert "1. Next: SEND surgery" in said and topics(parts) == ["officer_not_replying"]


def test_the_ladder_is_climbed_one_rung_at_a_time_to_its_end(parts: Parts) -> None:
    conversation = talk(parts, "officer_not_replying", text=TRIED)
    seen = [chat(parts, conversation, text)[0] for text in ("she didn't reply either", "and then what", "and after that", "what next", "and then")]
    assert [("SEND surgery" in seen[0]), ("Complaints Team" in seen[1]), ("second stage" in seen[2]), ("Ombudsman" in seen[3])] == [True] * 4


@pytest.mark.parametrize("text", ["they said no to a taxi", "nobody told me about respite", "what is the next review for", "she didn't get a place at the club", "i tried a blue badge"])
def test_what_says_something_of_its_own_is_no_rung(parts: Parts, text: str) -> None:
    conversation = talk(parts, "officer_not_replying", text=TRIED)
    assert not any("1. Next: SEND surgery" in each for each in chat(parts, conversation, text))


def test_what_was_tried_a_message_ago_is_not_forgotten(parts: Parts) -> None:
    conversation = talk(parts, "officer_not_replying", text="i rang the duty line and asked for a manager about this officer")
    parts.rasa.default = said_by_rasa("officer_not_replying")  # type: ignore[attr-defined]
    said = chat(parts, conversation, "i have emailed my case officer three times this week and get no answer")[0]
    assert "1. Next: Head of SEND" in said


@pytest.mark.parametrize("text", ["is there a letter I could send", "do you have a template letter", "can you write a letter for me", "have you got a letter i can use"])
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_a_letter_is_the_last_answers(parts: Parts, text: str, channel: str) -> None:
    first = "our annual review meeting was 9 weeks ago and we've heard nothing since"
    if channel == "sms":
        text_in(parts, first)
        said = text_in(parts, text)[0]
    else:
        conversation = web(parts)
        chat(parts, conversation, first)
        said = chat(parts, conversation, text)[0]
    assert "/letters/late" in said and (channel == "web" or count_segments(said) <= 2)


def test_a_topic_without_a_letter_says_so_and_where_the_letters_are(parts: Parts) -> None:
    conversation = talk(parts, "blue_badge", text="how do i get a badge")
    said = chat(parts, conversation, "is there a letter I could send")[0]
    assert "I don't have a letter on" in said and "/letters/" in said


@pytest.mark.parametrize("text", ["is there a letter from the council about this", "i got a letter today", "the letter said no"])
def test_a_letter_that_came_is_not_one_to_send(parts: Parts, text: str) -> None:
    conversation = talk(parts, "ehcp_late", text="the plan is so late")
    assert not any("/letters/late You fill" in each for each in chat(parts, conversation, text))


@pytest.mark.parametrize(
    "text", ["and if they still don't send it", "what if they ignore it", "if they never reply", "and if they still say nothing", "what if the council still hasn't decided"]
)
def test_after_a_counted_date_what_if_they_dont(parts: Parts, text: str) -> None:
    conversation = web(parts)
    chat(parts, conversation, "our annual review meeting was 9 weeks ago and we've heard nothing since")
    assert "If that does not work, this is the next step." in chat(parts, conversation, text)[0]


@pytest.mark.parametrize("text", ["what's the cost", "and what does it cost", "whats the price", "how much does it cost", "any cost", "do i have to pay", "is there a charge"])
def test_the_cost_is_of_the_last_topic(parts: Parts, text: str) -> None:
    conversation = talk(parts, "blue_badge", text="how do i get a badge")
    assert chat(parts, conversation, text)[0] == parts.content.answers["blue_badge"].parts["cost"].web
    conversation, clubs = talk(parts, "parent_groups", text="is there a group where i meet others"), parts.content.answers["parent_groups"]
    assert "cost" not in clubs.parts
    assert chat(parts, conversation, text)[0] == parts.content.messages["no_price"].web.format(plain=clubs.plain)


@pytest.mark.parametrize("text", ["how much does a tutor cost", "what's the cost of living payment", "do i have to pay for his taxi to school"])
def test_the_cost_of_something_else_is_not_of_the_last_topic(parts: Parts, text: str) -> None:
    conversation = talk(parts, "parent_groups", text="is there a group where i meet others")
    assert not any("checked price" in each for each in chat(parts, conversation, text))


@pytest.mark.parametrize(("text", "early"), [("she's 4 tho", True), ("he's 3", True), ("shes only two", True), ("he is 9", False), ("my son is 12 now", False)])
def test_an_age_leans_on_the_last_topic(parts: Parts, text: str, early: bool) -> None:
    conversation = talk(parts, "autism_assessment", text="how long is the autism waiting list")
    said = chat(parts, conversation, text)
    assert topics(parts) == ["autism_assessment", *(["early_years"] if early else [])] and (parts.content.answers["early_years"].short.web[:50] in " ".join(said)) is early


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("and for under 5s what help is there", "early_years"),
        ("what help is there for under 5s", "early_years"),
        ("any support for siblings", "carer_support"),
        ("what about respite", "short_breaks"),
        ("for siblings is there any help", "carer_support"),
        ("is there any help with transport", "school_transport"),
    ],
)
def test_a_follow_up_that_names_another_topic_is_that_topic(parts: Parts, text: str, topic: str) -> None:
    conversation = talk(parts, "ehcna_request", text="can i ask for an ehc assessment myself")
    first = parts.content.answers["ehcna_request"].short.web[:50]
    said = chat(parts, conversation, text)
    assert topics(parts) == [topic] and first not in said[0]


@pytest.mark.parametrize("text", ["and for under 5s?", "what about under 5s"])
def test_under_fives_alone_is_asked_of_the_last_topic(parts: Parts, text: str) -> None:
    conversation = talk(parts, "speech_therapy", text="how do i get speech therapy for him")
    chat(parts, conversation, text)
    assert topics(parts) != ["early_years"]


@pytest.mark.parametrize("text", ["she's 4 tho", "and then what", "and the second one?"])
def test_at_the_start_nothing_is_leaned_on(parts: Parts, text: str) -> None:
    parts.rasa.default = UNSURE  # type: ignore[attr-defined]
    conversation = web(parts)
    chat(parts, conversation, text)
    assert topics(parts) == []
