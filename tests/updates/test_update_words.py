"""Turning texts about a case on and off in plain words, at any time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.family import DAD, MUM, STRANGER, hear, put_on_record, say, web
from tests.sms_tools import later, rows
from tests.update_steps import ask_status, change, choices, family, jobs, opt_in, prove, text, texts_about, tick, write
from webhook.bootstrap import Parts
from webhook.services.safety.assess import assess_inbound
from webhook.services.steps.plain import pick_option
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.messages import Inbound

__all__ = ["family"]

OFF = [
    "no updates",
    "NO UPDATES",
    "stop the updates",
    "Stop the updates please.",
    "no more updates",
    "turn the updates off",
    "I don’t want updates any more",
    "stop texting me about my case",
]


@pytest.mark.parametrize("words", OFF)
def test_plain_words_turn_them_off_from_the_phone_without_any_check(family: Parts, tmp_path: Path, words: str) -> None:
    opt_in(family, web(family))
    assert write(family, MUM, words) == text(family, "updates_off", "sms")
    assert choices(family) == [(1, "off", "contact")] and "due" not in jobs(family).values()
    assert rows(family, PhoneNumber)[0].opted_out_at is None, "other texts still come"
    change(family, tmp_path, advice_requested="2026-11-12")
    tick(family)
    assert texts_about(family) == []


def test_in_the_chat_they_turn_off_what_was_proven_there_and_elsewhere_they_are_told_how(family: Parts) -> None:
    who, other = web(family), web(family)
    opt_in(family, who)
    assert write(family, other, "stop the updates") == text(family, "updates_off_elsewhere")
    assert choices(family) == [(1, "on", "contact")]
    assert write(family, who, "stop the updates") == text(family, "updates_off")
    assert choices(family) == [(1, "off", "contact")]


@pytest.mark.parametrize("words", ["no updates", "stop the updates", "please dont text me any more", "no updates for 3 weeks, nobody replies", "are there no updates?", "end"])
def test_where_none_are_on_the_words_go_their_ordinary_way(family: Parts, words: str) -> None:
    said = write(family, STRANGER, words)
    assert said and said[0] not in [*text(family, "updates_off", "sms"), *text(family, "updates_off_elsewhere")]
    assert choices(family) == []


def test_a_parents_off_is_theirs_alone(parts: Parts, tmp_path: Path) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(parts, tmp_path, {}, {"phone": DAD})
    opt_in(parts, web(parts), MUM)
    opt_in(parts, DAD, DAD)
    write(parts, DAD, "no more updates")
    assert choices(parts) == [(1, "on", "contact"), (2, "off", "contact")]
    change(parts, tmp_path, advice_requested="2026-11-12")
    tick(parts)
    assert (len(texts_about(parts, MUM)), texts_about(parts, DAD)) == (1, [])


def test_keep_me_posted_works_after_a_no_and_not_for_a_stranger(family: Parts) -> None:
    who = web(family)
    assert write(family, who, "keep me posted please") == text(family, "updates_how")
    assert write(family, MUM, "keep me posted") == text(family, "updates_how", "sms"), "a number on the record is no proof"
    prove(family, who)
    ask_status(family, who)
    write(family, who, "2")
    assert write(family, who, "keep me posted") == text(family, "updates_on")
    write(family, MUM, "no updates")
    assert write(family, MUM, "turn the updates back on") == text(family, "updates_on", "sms"), "this very phone was asked before"
    assert choices(family) == [(1, "on", "contact")]
    assert write(family, STRANGER, "turn the updates back on") == text(family, "updates_how", "sms")


def test_keep_me_posted_may_be_the_answer_to_another_question(family: Parts) -> None:
    who = web(family)
    prove(family, who)
    family.rasa.answers["next surgery"] = [{"say": "surgeries", "wants": "info", "surgeries": []}]  # type: ignore[attr-defined]
    assert "face to face" in write(family, who, "next surgery")[0]
    write(family, who, "keep me posted")
    assert choices(family) == []


def test_in_the_middle_of_the_check_the_words_belong_to_it(family: Parts) -> None:
    who = web(family)
    say(family, who, "where is my case", intent="case_status")
    assert write(family, who, "keep me posted")[0] not in text(family, "updates_how")


def test_keep_me_posted_after_other_questions_is_still_the_answer_to_our_offer(family: Parts) -> None:
    prove(family, MUM)
    ask_status(family, MUM)
    write(family, MUM, "is it late?")
    with family.db.writing() as session:  # as an answer on any other topic leaves it
        session.query(Conversation).update({"awaiting": None, "last_topic": "mediation"})
    assert write(family, MUM, "keep me posted") == text(family, "updates_on", "sms") and choices(family) == [(1, "on", "contact")]


def test_the_offer_is_over_when_what_was_told_is(family: Parts) -> None:
    prove(family, MUM)
    ask_status(family, MUM)
    with family.db.writing() as session:
        session.query(Conversation).update({"awaiting": None})
    later(family, 60 * (family.settings.sealed_minutes + 1))
    assert write(family, MUM, "keep me posted") == text(family, "updates_how", "sms") and choices(family) == []


@pytest.mark.parametrize("words", ["no updates", "no texts thanks", "no thank you"])
def test_no_updates_after_our_offer_is_a_no_to_it_and_opts_nobody_out(family: Parts, words: str) -> None:
    prove(family, MUM)
    ask_status(family, MUM)
    family.rasa.default = [{"say": "act", "act": "opt_out", "confidence": 0.9}]  # type: ignore[attr-defined]
    assert write(family, MUM, words) == text(family, "updates_no", "sms") and choices(family) == [(1, "off", "contact")]


@pytest.mark.parametrize("words", ["can you text me when anything changes", "pls let me know when it moves on", "text me if there's any news on my case"])
def test_a_wish_to_be_told_is_taken_whatever_else_was_asked(family: Parts, words: str) -> None:
    family.rasa.default = [{"say": "act", "act": "opt_in", "confidence": 0.9}]  # type: ignore[attr-defined]
    prove(family, MUM)
    ask_status(family, MUM)
    with family.db.writing() as session:
        session.query(Conversation).update({"awaiting": "date:refused"})
    assert write(family, MUM, words) == text(family, "updates_on", "sms") and choices(family) == [(1, "on", "contact")]


@pytest.mark.parametrize("who", ["web", MUM])
def test_in_the_check_it_is_promised_for_afterwards_and_the_question_comes_again(family: Parts, who: str) -> None:
    who = web(family) if who == "web" else who
    channel = "sms" if who == MUM else "web"
    say(family, who, "where is my case")
    with family.db.writing() as session:
        session.query(Inbound).filter(Inbound.state == "received").update({"state": "done"})
    said = write(family, who, "can you text me when something changes")
    assert said == text(family, "updates_after_check", channel) + text(family, "identity_ask_ref", channel) and choices(family) == []


def test_to_keep_me_posted_may_be_about_what_else_was_asked(family: Parts) -> None:
    family.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    prove(family, MUM)
    ask_status(family, MUM)
    with family.db.writing() as session:
        session.query(Conversation).update({"awaiting": "surgery_tell"})
    write(family, MUM, "keep me posted")
    assert choices(family) == []


WISHES = [
    "keep me posted pls",
    "keep me in the loop",
    "can you text me when it moves?",
    "give me a shout if it changes",
    "id like to be kept updated",
    "ok let me know when you hear anything",
    "notify me if theres any change",
]


@pytest.mark.parametrize("words", WISHES)
@pytest.mark.parametrize("between", ["can i appeal", "we were refused on 2 october, whats my last day"])
def test_a_wish_in_other_words_is_taken_after_other_questions_too(family: Parts, words: str, between: str) -> None:
    prove(family, MUM)
    ask_status(family, MUM)
    for asked in ("is it late", between):
        write(family, MUM, asked)
    with family.db.writing() as session:  # as a question for a day leaves it
        session.query(Conversation).update({"awaiting": "date:refused"})
    assert write(family, MUM, words) == text(family, "updates_on", "sms") and choices(family) == [(1, "on", "contact")]


@pytest.mark.parametrize(
    "words", ["will you text me when it changes?", "do i get updates?", "let me know when the next surgery is", "sign me up", "can you text me the number", "let me know if there are places"]
)
def test_a_question_or_another_wish_turns_nothing_on(family: Parts, words: str) -> None:
    prove(family, MUM)
    ask_status(family, MUM)
    write(family, MUM, words)
    assert choices(family) == []


def test_while_our_offer_stands_its_words_are_taken_as_long_as_its_number(family: Parts) -> None:
    prove(family, MUM)
    ask_status(family, MUM)
    later(family, 60 * (family.settings.sealed_minutes + 1))
    assert write(family, MUM, "keep me posted") == text(family, "updates_on", "sms") and choices(family) == [(1, "on", "contact")]


def test_a_day_after_the_offer_the_check_is_asked_for_and_ok_begins_it(family: Parts) -> None:
    prove(family, MUM)
    ask_status(family, MUM)
    later(family, 25 * 60 * 60)
    assert write(family, MUM, "keep me posted") == text(family, "updates_how", "sms") and choices(family) == []
    heard = assess_inbound(family, hear(family, MUM, "ok")[1])
    assert heard is not None and pick_option(family, heard) is None and heard.intent == "case_status"
