"""A no before anything was spoken of is asked back once, with plain choices; and money back for taxis is travel help's, not a benefit's."""

from __future__ import annotations

import pytest

from tests.booking_steps import MUM, Talk
from tests.family import web
from tests.sms_tools import text_in
from tests.turn.test_long_messages import said_by_rasa
from tests.turn.test_told_topics import chat, topics
from webhook.bootstrap import Parts
from webhook.services.answers.part_asked import names_no_refused
from webhook.services.texts.text import count_segments
from webhook.services.turn.follow_ups import asks_where_to_send

GUESSED = [{"say": "answer", "topics": ["ehcna_refused"], "confidence": 0.9}]
DLA = [{"say": "answer", "topics": ["benefits_money"], "confidence": 0.9}]
QUESTION = "What did they say no to?"
NOES = [
    "they knocked us back", "got turned down", "they said no", "we got refused, what can i do", "its a no from the council", "knocked back again!!", "been told no", "they've rejected us",
    "council turned us down", "so they declined it", "they said no, now what",
]  # fmt: skip


def part(parts: Parts, topic: str, name: str) -> str:
    return parts.content.answers[topic].parts[name].sms[:60]


@pytest.mark.parametrize("said", NOES)
def test_a_first_no_is_asked_back_and_nothing_is_guessed(parts: Parts, said: str) -> None:
    parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    reply = Talk(parts, MUM).say(said)
    assert reply.startswith(QUESTION) and "1 an assessment for a plan, 2 the plan itself, 3 travel to school" in reply
    assert parts.rasa.turns == [] and count_segments(reply.splitlines()[0]) <= 2  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("answer", "topic", "name"),
    [
        ("3", "school_transport", "refused"),
        ("the third one", "school_transport", "refused"),
        ("the dla", "benefits_money", "refused"),
        ("short breaks", "short_breaks", "refused"),
        ("1", "ehcna_refused", ""),
        ("to assess him", "ehcna_refused", ""),
        ("his ehcp", "ehcp_not_issued", ""),
    ],
)
def test_its_answer_brings_that_topics_own_way(any_parts: Parts, answer: str, topic: str, name: str) -> None:
    mum = Talk(any_parts, MUM)
    mum.say("they knocked us back")
    any_parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    heard = mum.say(answer)
    content = any_parts.content.answers[topic]
    assert heard.startswith((part(any_parts, topic, name) if name else content.short.sms[:60]).split("{")[0])


def test_a_question_instead_goes_its_ordinary_way(parts: Parts) -> None:
    mum = Talk(parts, MUM)
    mum.say("got turned down")
    parts.rasa.default = DLA  # type: ignore[attr-defined]
    assert "You can claim DLA" in mum.say("how long does a plan take")


def test_after_an_answer_the_no_is_to_that(parts: Parts) -> None:
    parts.rasa.default = [{"say": "answer", "topics": ["school_transport"], "confidence": 0.9}]  # type: ignore[attr-defined]
    mum = Talk(parts, MUM)
    mum.say("can we get a taxi to school")
    assert QUESTION not in (reply := mum.say("they said no")) and reply.startswith(part(parts, "school_transport", "refused").split("{")[0])


@pytest.mark.parametrize(
    "said",
    [
        "they said no to an assessment", "they turned down his blue badge", "he said no", "what if they say no", "the school said no", "no", "no thanks", "dla got turned down",
        "got refused 2 oct what do i do", "hes been refused a taxi",
        "i said no to it", "they said no one is there", "the gp refused to refer him",
    ],
)  # fmt: skip
def test_a_no_that_says_to_what_is_not_asked_back(said: str) -> None:
    assert not names_no_refused(said)


# ---- The reason tells what was refused ----

REASONS = [
    ("They turned us down because she can walk 100 metres with a stick", "blue_badge"),
    ("they refused us since we live under two miles from his school", "school_transport"),
    ("knocked back, they say our income is too high for that", "benefits_money"),
    ("They say no because he can get in the car by himself", "school_transport"),
]


@pytest.mark.parametrize(("said", "topic"), REASONS)
def test_a_reason_that_surely_tells_what_was_refused_is_answered_at_once(any_parts: Parts, said: str, topic: str) -> None:
    any_parts.rasa.ranks[said] = [(topic, 0.95), ("ehcna_refused", 0.02)]  # type: ignore[attr-defined]
    assert Talk(any_parts, MUM).say(said).startswith(part(any_parts, topic, "refused").split("{")[0])


@pytest.mark.parametrize(
    ("said", "rank"),
    [(REASONS[0][0], [("blue_badge", 0.6)]), ("they said no because his teacher says he is doing well", [("ehcna_refused", 0.99)]), (REASONS[1][0], [])],
)
def test_a_reason_that_could_be_of_a_plan_or_of_anything_is_asked_back(parts: Parts, said: str, rank: list[tuple[str, float]]) -> None:
    parts.rasa.ranks[said] = rank  # type: ignore[attr-defined]
    assert Talk(parts, MUM).say(said).startswith(QUESTION)


def test_while_the_dialogue_model_is_down_a_reason_is_asked_back(parts: Parts) -> None:
    parts.rasa.down = True  # type: ignore[attr-defined]
    assert Talk(parts, MUM).say(REASONS[0][0]).startswith(QUESTION)


# ---- Money back ----


@pytest.mark.parametrize(
    "said",
    [
        "do I get the taxi money back", "who pays me back for taxis to school", "taxi refund", "can i get reimbursed for cabs",
        "can we claim the petrol money for taking him to school", "mileage allowance for driving him to school", "will you pay us back for the bus fares",
        "how do i claim back what i spent on ubers", "are my travel expenses covered",
    ],
)  # fmt: skip
def test_money_back_for_the_way_to_school_is_travel_help(parts: Parts, said: str) -> None:
    parts.rasa.default = DLA  # type: ignore[attr-defined]
    mum = Talk(parts, MUM)
    mum.say("what is dla")
    reply = mum.say(said)
    assert reply.startswith(part(parts, "school_transport", "how")) and "DLA" not in reply


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize(
    "said",
    [
        "the school transport didnt come again n i paid a taxi, can i get the money back",
        "i paid for taxis myself can i get it back", "bus never turned up so i had to get an uber, can i claim it back",
        "taxi was late again and i had to pay for a cab do i get reimbursed", "ive got receipts for the taxis, do they pay me back",
    ],
)  # fmt: skip
def test_a_fare_paid_as_transport_failed_is_asked_back_with_its_receipts(parts: Parts, said: str, channel: str) -> None:
    parts.rasa.default = said_by_rasa("tribunal")  # type: ignore[attr-defined]
    conversation = web(parts) if channel == "web" else ""
    first, then = ("\n".join(chat(parts, conversation, text) if conversation else text_in(parts, text)) for text in (said, "who do i send it to"))
    assert "eceipt" in first and "ask" in first and "can't walk" not in first
    assert "020 7974 6500" in then and "tribunal" not in then.lower() and topics(parts) == ["school_transport"]


@pytest.mark.parametrize(
    ("topic", "text", "words"),
    [
        ("complaint_council", "who do i send it to", "Complaints Team"), ("complaint_council", "where do i post it", "Complaints Team"),
        ("ehcna_request", "where do we send the form", "020 7974 6500"),
        ("ehcna_refused", "who do i send the appeal to", "SEND35"), ("short_breaks", "where should i send it", "020 7974"), ("ehcp_draft", "who do i email it to", "020 7974 6500"),
    ],
)  # fmt: skip
def test_where_to_send_it_is_of_the_last_answer(parts: Parts, topic: str, text: str, words: str) -> None:
    parts.rasa.default = said_by_rasa(topic)  # type: ignore[attr-defined]
    text_in(parts, "our family friend told us something of the sort last week")
    parts.rasa.default = said_by_rasa("mediation")  # type: ignore[attr-defined]
    assert words in "\n".join(text_in(parts, text))


@pytest.mark.parametrize("text", ["who do i send my son to", "where do they send him", "who sends the letter", "where do i send him for swimming"])
def test_whom_a_child_is_sent_to_is_another_question(text: str) -> None:
    assert not asks_where_to_send(text)


@pytest.mark.parametrize(
    "said",
    [
        "can i get money for a taxi to hospital",
        "when do i get the dla back pay",
        "how do i get my blue badge back",
        "the taxi brought him back late",
        "get back to me about the taxi",
        "does dla pay for petrol",
        "how do i apply for a taxi",
    ],
)
def test_other_money_is_not(parts: Parts, said: str) -> None:
    parts.rasa.default = DLA  # type: ignore[attr-defined]
    assert not Talk(parts, MUM).say(said).startswith(part(parts, "school_transport", "how"))
