"""Personal details beside a question: the question is what is asked, and that details were hidden is said once; and the rules on holding a child."""

from __future__ import annotations

import pytest

from tests.duty_steps import chat_in, conversation_of, lanes_of, said, text_in, texts_to
from tests.sms_tools import rows
from webhook.bootstrap import Parts
from webhook.services.personal.aside import cut_details
from webhook.store.conversations import SealedValue
from webhook.store.messages import Message

ANSWER = [{"say": "answer", "topics": ["short_breaks"]}]


def asked_of_rasa(parts: Parts, words: str) -> str:
    parts.rasa.default = ANSWER  # type: ignore[attr-defined]
    chat_in(parts, words)
    return parts.rasa.turns[-1][1]  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("my son Yusuf Ali born 3/5/2015 nw1 9ab, can i get short breaks", "my son can i get short breaks"),
        ("My daughter Amina Begum, born 3/5/2015, postcode NW1 9AB. how do i apply for short breaks", "My daughter how do i apply for short breaks"),
        ("my son Tomasz Kowalski dob 3/4/2016 he needs a blue badge", "my son he needs a blue badge"),
        ("NHS number 943 476 5919 - he has epilepsy, who helps at school?", "he has epilepsy, who helps at school?"),
        ("Lily (born 3.5.2019, NW5 2AB) cant read and we want an ehc plan", "cant read and we want an ehc plan"),
        ("Tom (born 12.1.2018, NW1 9AB) is struggling and we want to get a plan for him", "is struggling and we want to get a plan for him"),
        ("my son, dob 3/5/2019, cant read and we want an ehc plan", "my son, cant read and we want an ehc plan"),
        ("how do i ask for an ehc plan for Ella, born 4.6.2017?", "how do i ask for an ehc plan for ?"),
        ("email leila.k@example.com, mobile 07700-900-444. school refuses help", "school refuses help"),
    ],
)
def test_the_question_is_asked_without_the_details_beside_it(parts: Parts, words: str, asked: str) -> None:
    assert asked_of_rasa(parts, words) == asked


def test_a_date_that_is_no_birthday_stays() -> None:
    assert cut_details("we asked on [date] my email is [email] who answers") == "we asked on [date] who answers"
    assert cut_details("my son [name], dob: [date], [upn] needs help") == "my son needs help"


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("my new email is leila.k@example.com please use it", "[email]"),
        ("the phone number on the record is wrong, it is 07700 900444 now", "[phone]"),
        ("my son Yusuf Ali born 3/5/2015", "[name]"),
        ("any news on my son, born 3/5/2015", "[date]"),
        ("where is the plan for my son born 3/5/2015", "[date]"),
        ("what happens after week 6, we asked on 3/9/2026", "[date]"),
        ("is there a club near NW1 9AB for autistic boys", "[postcode]"),
    ],
)
def test_details_that_a_message_is_about_are_kept(parts: Parts, words: str, kept: str) -> None:
    assert kept in asked_of_rasa(parts, words)


def test_what_was_left_out_is_sealed_all_the_same(parts: Parts) -> None:
    asked_of_rasa(parts, "NHS number 943 476 5919 - he has epilepsy, who helps at school?")
    with parts.db.reading() as session:
        assert [row.kind for row in session.query(SealedValue)] == ["nhs_number"]


@pytest.mark.parametrize("said_by_rasa", [ANSWER, [{"say": "clarify", "options": ["short_breaks", "holiday_clubs"]}], [{"say": "unsure"}], [{"say": "act", "act": "feedback"}]])
def test_that_details_were_hidden_is_said_once_whatever_the_answer(parts: Parts, said_by_rasa: list[dict[str, object]]) -> None:
    parts.rasa.default = said_by_rasa  # type: ignore[attr-defined]
    notice = parts.content.messages["masked_once"].sms
    text_in(parts, "nhs no 9434765919 can i get short breaks for him")
    assert texts_to(parts).count(notice) == 1
    text_in(parts, "email is a.b@example.com and what about clubs for him")
    assert texts_to(parts).count(notice) == 1


def test_nothing_hidden_nothing_said(parts: Parts) -> None:
    parts.rasa.default = ANSWER  # type: ignore[attr-defined]
    text_in(parts, "we asked on 3 june, can i get short breaks in nw1 9ab")
    assert parts.content.messages["masked_once"].sms not in texts_to(parts)


# ---- Rules on holding a child ----


@pytest.mark.parametrize(
    "words",
    [
        "what is the policy on restraint in special schools", "What is the policy on restraint please", "what are the rules on restraint in a special school?",
        "is there a policy on physical restraint in schools, can they hold him down", "whats the law on positive handling", "is there a policy on safe handling",
        "are schools allowed seclusion rooms, is there guidance on seclusion",
    ],
)  # fmt: skip
def test_who_asks_for_the_rules_on_restraint_is_told_what_to_ask_for_and_of_a_person(parts: Parts, words: str) -> None:
    conversation_id = chat_in(parts, words)
    assert "I don't have the rules on restraint checked" in said(parts, conversation_id)[0] and "type PERSON" in said(parts, conversation_id)[0]
    assert lanes_of(parts, conversation_id) == [("done", "answer")] and parts.rasa.turns == []  # type: ignore[attr-defined]
    assert conversation_of(parts, conversation_id).last_topic == "school_complaint"


@pytest.mark.parametrize("words", ["what is the school's policy on uniform", "can i hold a place for him", "who trains teaching assistants", "is he allowed to sit down in assembly"])
def test_other_rules_are_left_to_the_model(parts: Parts, words: str) -> None:
    assert asked_of_rasa(parts, words) == words


@pytest.mark.parametrize("words", ["Lily (born 3.5.2019, NW5 2AB) cant read and we want an ehc plan", "Tom (born 12.1.2018) is struggling and we want to get a plan for him"])
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_a_child_named_beside_its_birthday_is_hidden_and_that_is_said(parts: Parts, words: str, channel: str) -> None:
    parts.rasa.default = [{"say": "answer", "topics": ["ehcna_request"]}]  # type: ignore[attr-defined]
    if channel == "web":
        chat_in(parts, words)
    else:
        text_in(parts, words)
    ours = "\n".join(row.text for row in rows(parts, Message) if row.sender == "bot")
    assert parts.content.messages["masked_once"].on(channel) in ours and "case reference" not in ours
    assert not any(name in row.text for row in rows(parts, Message) for name in ("Lily", "Tom ("))
