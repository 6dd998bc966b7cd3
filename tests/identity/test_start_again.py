""" "Start again" begins the identity check anew, costs no try and is no wish for texts; START by itself stays the word it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.family import BORN, MUM, REF, ask_for_code, codes_to, hear, put_on_record, say, verify
from tests.family import web as new_chat
from tests.sms_tools import PARENT, one, rows, text_in
from webhook.bootstrap import Parts
from webhook.services.identity.identity import is_verified
from webhook.services.identity.read import wants_restart
from webhook.services.safety.assess import assess_inbound
from webhook.services.steps.brief import answer_name, answer_vague
from webhook.services.steps.case import ask_other_case
from webhook.services.steps.plain import object_to_check
from webhook.store.cases import IdentityCheck
from webhook.store.conversations import ConsentEvent, Conversation
from webhook.store.messages import Inbound


@pytest.mark.parametrize("who", ["sms", "web"])
def test_it_forgets_what_was_given_and_counts_no_try(parts: Parts, who: str) -> None:
    person = PARENT if who == "sms" else new_chat(parts)
    say(parts, person, "where is my case", intent="case_status")
    say(parts, person, REF)
    say(parts, person, "erm the spring one")
    failures = one(parts, IdentityCheck).failures
    for _ in range(4):
        heard = assess_inbound(parts, hear(parts, person, "can we start again please")[1])
        assert heard is not None and heard.form_open
        object_to_check(parts, heard)
        assert heard.intent == "case_identity"  # not the dialogue model's guess
        result = say(parts, person, "start again")
        assert (result["requested"], result["say"], result["leave"]) == ("case_ref", "identity_restart", False)
        check = one(parts, IdentityCheck)
        assert check.failures == failures and check.ref_sealed is None and check.dob_sealed is None
    assert say(parts, person, REF)["requested"] == "child_dob" and rows(parts, ConsentEvent) == []


@pytest.mark.parametrize("text", ["whats the dob for??", "why do u need his bday?", "and my other one", "14th aug 2019", "SAMPLE\u20131006", "its 14/3/17 thanks"])
def test_what_belongs_to_the_check_is_not_left_to_the_dialogue_model(parts: Parts, text: str) -> None:
    say(parts, PARENT, "where is my case", intent="case_status")
    say(parts, PARENT, REF)
    heard = assess_inbound(parts, hear(parts, PARENT, text)[1])
    assert heard is not None and heard.form_open
    object_to_check(parts, heard)
    assert heard.intent == "case_identity"


@pytest.mark.parametrize(
    "text", ["what is mediation for?", "can i ask about my other sons transport", "why do you need an EP report?", "why is half term so long", "do they need a date for the blue badge"]
)
def test_a_question_of_its_own_is_still_answered_in_the_check(parts: Parts, text: str) -> None:
    say(parts, PARENT, "where is my case", intent="case_status")
    heard = assess_inbound(parts, hear(parts, PARENT, text)[1])
    assert heard is not None and heard.form_open
    object_to_check(parts, heard)
    assert heard.intent is None


def test_a_code_that_was_sent_works_no_more(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = new_chat(parts)
    ask_for_code(parts, who)
    code = codes_to(parts, MUM)[-1]
    assert say(parts, who, "restart")["requested"] == "case_ref"
    say(parts, who, REF)
    say(parts, who, BORN)
    assert not say(parts, who, code)["done"]


def test_outside_the_check_it_turns_no_texts_on(parts: Parts) -> None:
    parts.rasa.default = [{"say": "act", "act": "opt_in", "confidence": 0.9}]  # type: ignore[attr-defined]
    assert text_in(parts, "restart please")[0] == parts.content.messages["small_talk_greeting"].sms and rows(parts, ConsentEvent) == []
    for words in ("send me texts again", "resubscribe", "I typed stop by accident, turn the texts back on please"):
        assert parts.content.messages["texts_are_on"].sms in text_in(parts, words) and rows(parts, ConsentEvent) == []
        assert rows(parts, Inbound)[-1].topics == ["opt_in"]
    assert parts.content.messages["texts_are_on"].sms not in text_in(parts, "can I have it back")


@pytest.mark.parametrize("who", ["sms", "web"])
@pytest.mark.parametrize("text", ["BEGIN AGAIN", "can we begin again please", "ok begin again"])
def test_begin_again_begins_the_check_where_nothing_is_open(parts: Parts, who: str, text: str) -> None:
    heard = assess_inbound(parts, hear(parts, PARENT if who == "sms" else new_chat(parts), text)[1])
    assert heard is not None
    ask_other_case(parts, heard)
    assert heard.intent == "case_status" and answer_name(parts, heard) is None and answer_vague(parts, heard) is None  # "begin" is a name of what the Local Offer is


@pytest.mark.parametrize(("text", "begins"), [("BEGIN AGAIN", True), ("start again", True), ("from the beginning please", True), ("when does he start again", False)])
def test_after_a_status_it_is_another_case_that_is_looked_up(parts: Parts, tmp_path: Path, text: str, begins: bool) -> None:
    put_on_record(parts, tmp_path)
    who = new_chat(parts)
    verify(parts, who)
    heard = assess_inbound(parts, hear(parts, who, text)[1])
    assert heard is not None
    ask_other_case(parts, heard)
    assert (heard.intent == "case_status") is begins
    if begins:
        result = say(parts, who, text, intent="case_status")
        assert result["requested"] == "case_ref" and not is_verified(one(parts, IdentityCheck), parts.clock.now())


@pytest.mark.parametrize(
    ("awaiting", "text"), [("search:{}", "begin again"), ("surgery:1", "BEGIN AGAIN"), (None, "start again"), (None, "when does it begin again"), (None, "begin again with EP")]
)
def test_a_list_that_stands_and_other_words_begin_no_check(parts: Parts, awaiting: str | None, text: str) -> None:
    who = new_chat(parts)
    with parts.db.writing() as session:
        session.get_one(Conversation, who).awaiting = awaiting
    heard = assess_inbound(parts, hear(parts, who, text)[1])
    assert heard is not None
    ask_other_case(parts, heard)
    assert heard.intent is None


@pytest.mark.parametrize(
    ("text", "restarts"),
    [
        ("Start again", True), ("sorry can I start from the beginning", True), ("restart pls", True), ("go back to the start", True), ("let's begin over", True),
        ("START", False), ("try again", False), ("start my texts again", False), ("when does term start again", False), ("he starts again on monday", False),
    ],
)  # fmt: skip
def test_only_a_whole_wish_to_begin_again_is_one(text: str, restarts: bool) -> None:
    assert wants_restart(text) is restarts
