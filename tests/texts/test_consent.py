"""STOP, START and HELP, the ledger behind them, the one first notice, and that nobody is texted after STOP."""

from __future__ import annotations

import pytest

from tests.conftest import Verdict
from tests.sms_tools import ANSWER, PARENT, bodies, hold, later, one, rows, take_in, text_in, work_and_send
from webhook.bootstrap import Parts
from webhook.services.texts.inbox import accept_chat, open_web_conversation, sms_conversation_id
from webhook.services.texts.outbox import send_due
from webhook.services.turn.heard import Reply
from webhook.services.turn.record import queue_reply
from webhook.services.turn.work import sweep, work_conversation
from webhook.store.cases import IdentityCheck
from webhook.store.conversations import ConsentEvent, Conversation, PhoneNumber
from webhook.store.duty import Alert
from webhook.store.messages import Inbound, Message, Outbound

OTHER = "+447700900555"


@pytest.fixture
def talking(parts: Parts) -> Parts:
    """A number that has asked once and got its answer and notice."""
    parts.rasa.default = ANSWER
    text_in(parts, "how long does a plan take")
    return parts


def opted_out(parts: Parts, number: str = PARENT) -> bool:
    return any(row.opted_out_at for row in rows(parts, PhoneNumber) if parts.vault.open(row.number_sealed) == number)


def ledger(parts: Parts) -> list[tuple[str, str]]:
    return [(row.event, row.source) for row in rows(parts, ConsentEvent)]


@pytest.mark.parametrize("word", ["STOP", "stop", " Stop. ", "STOPALL", "UNSUBSCRIBE", "cancel", "END", "quit", "REVOKE", "OPTOUT", "\u200bSTOP\u00a0"])
def test_a_stop_word_alone_is_confirmed_once_and_then_silence(talking: Parts, word: str) -> None:
    assert text_in(talking, word) == [talking.content.messages["opt_out_confirm"].sms]
    assert opted_out(talking)
    turns = len(talking.rasa.turns)
    for text in ("how long does a plan take", "hello?", "STOP", "stop", "2", ""):
        assert text_in(talking, text) == []
    assert len(talking.rasa.turns) == turns
    assert ledger(talking) == [("stop", "keyword")] * 3
    assert rows(talking, Inbound)[-1].state == "done"


@pytest.mark.parametrize("text", ["please stop the taxi", "when does term end", "can i cancel the meeting", "stop texting", "how do i quit", "non stop", "yes", "start of term"])
def test_the_word_inside_a_sentence_is_not_the_keyword(talking: Parts, text: str) -> None:
    text_in(talking, text)
    assert not opted_out(talking)
    assert ledger(talking) == []


def test_a_sentence_that_means_it_opts_out_too(talking: Parts) -> None:
    talking.rasa.answers["please dont text me any more"] = [{"say": "act", "act": "opt_out", "confidence": 0.9}]
    assert text_in(talking, "please dont text me any more") == [talking.content.messages["opt_out_confirm"].sms]
    assert (opted_out(talking), ledger(talking)) == (True, [("stop", "sentence")])
    assert text_in(talking, "hello") == []


@pytest.mark.parametrize("text", ["do these texts cost me money", "does every family get these texts", "which number are these texts from", "are you texting from the council"])
def test_a_question_about_our_texts_opts_nobody_out(talking: Parts, text: str) -> None:
    talking.rasa.answers[text] = [{"say": "act", "act": "opt_out", "confidence": 0.9}]
    text_in(talking, text)
    assert (opted_out(talking), ledger(talking)) == (False, [])


@pytest.mark.parametrize("text", ["do not text me", "will you stop texting me", "has nobody told you i dont want your texts", "when will these texts end", "i didnt ask for any texts"])
def test_a_question_that_wants_them_to_end_does(talking: Parts, text: str) -> None:
    talking.rasa.answers[text] = [{"say": "act", "act": "opt_out", "confidence": 0.9}]
    text_in(talking, text)
    assert opted_out(talking)


def test_a_filter_taken_off_where_no_list_stands_opts_nobody_out(talking: Parts) -> None:
    talking.rasa.answers["remove nw5"] = [{"say": "act", "act": "opt_out", "confidence": 0.9}]
    text_in(talking, "remove nw5")
    assert (opted_out(talking), ledger(talking)) == (False, [])


@pytest.mark.parametrize("word", ["START", "start", "YES", "Yes!", "UNSTOP"])
def test_the_number_itself_opts_in_again(talking: Parts, word: str) -> None:
    text_in(talking, "STOP")
    assert text_in(talking, word) == [talking.content.messages["opt_in_confirm"].sms]
    assert not opted_out(talking)
    assert ledger(talking) == [("stop", "keyword"), ("start", "keyword")]
    assert len(text_in(talking, "how long does a plan take")) >= 1


def test_yes_from_a_number_that_did_not_opt_out_is_an_ordinary_yes(talking: Parts) -> None:
    text_in(talking, "YES")
    assert talking.rasa.turns[-1][1] == "YES"
    assert ledger(talking) == []


def test_stop_is_by_number_and_touches_no_other(talking: Parts) -> None:
    text_in(talking, "STOP")
    assert text_in(talking, "how long does a plan take", OTHER) != []
    assert (opted_out(talking), opted_out(talking, OTHER)) == (True, False)


def test_on_the_web_all_are_ordinary_words(parts: Parts) -> None:
    parts.rasa.default = ANSWER
    conversation_id = open_web_conversation(parts, "token")
    for n, word in enumerate(("STOP", "START", "HELP", "YES", "CANCEL")):
        accept_chat(parts, conversation_id=conversation_id, client_id=str(n), text=word)
    work_conversation(parts, conversation_id)
    assert [turn[1] for turn in parts.rasa.turns] == ["STOP", "YES", "CANCEL"]
    assert [message.lane for message in rows(parts, Inbound)] == ["answer"] * 5, "START and HELP by themselves ask where to begin"
    assert rows(parts, ConsentEvent) == rows(parts, Alert) == []


@pytest.mark.parametrize("word", ["HELP", "help", "Info", "HELP!"])
def test_help_is_answered_and_staff_are_told(talking: Parts, word: str) -> None:
    reply = talking.content.messages["help_reply"].sms
    assert text_in(talking, word) == [reply]
    for needed in ("999", "111", "SHOUT", "85258", "PERSON", "STOP"):
        assert needed in reply
    assert one(talking, Alert).kind == "help_word"
    assert ledger(talking) == [("help", "keyword")]


@pytest.mark.parametrize(("word", "kind"), [("STOP", "STOP"), ("START", "START"), ("HELP", "HELP")])
def test_what_twilio_answered_itself_is_recorded_and_not_answered_twice(talking: Parts, word: str, kind: str) -> None:
    if word == "START":
        text_in(talking, "STOP")
    assert text_in(talking, word, answered_by_twilio=kind) == []
    assert ledger(talking)[-1] == (word.lower(), "keyword")
    assert opted_out(talking) == (word == "STOP")


def test_help_after_stop_is_not_texted_but_staff_know(talking: Parts) -> None:
    text_in(talking, "STOP")
    assert text_in(talking, "HELP") == []
    assert [row.kind for row in rows(talking, Alert)] == ["help_word"]
    assert ledger(talking)[-1] == ("help", "keyword")


def test_stop_takes_back_what_was_queued_whatever_conversation_it_came_from(talking: Parts) -> None:
    take_in(talking, "how long does a plan take")
    work_conversation(talking, sms_conversation_id(talking, PARENT))
    web = open_web_conversation(talking, "token")
    with talking.db.writing() as session:
        conversation = session.get_one(Conversation, web)
        queue_reply(talking, session, conversation, Reply("123456 is your code", kind="code"), dedupe_key="code1", now=talking.clock.now())
        to_the_phone = {"channel": "sms", "state": "created", "number_hash": rows(talking, PhoneNumber)[0].number_hash}
        session.query(Outbound).filter_by(dedupe_key="code1").update(to_the_phone)
    before = len(talking.sms.sent)
    text_in(talking, "STOP")
    send_due(talking, web)
    sweep(talking)
    assert [sent["body"] for sent in talking.sms.sent[before:]] == [talking.content.messages["opt_out_confirm"].sms]
    assert {row.state for row in rows(talking, Outbound) if row.kind in ("code",)} == {"cancelled"}


def test_a_text_queued_after_stop_never_leaves(talking: Parts) -> None:
    text_in(talking, "STOP")
    before = len(talking.sms.sent)
    with talking.db.writing() as session:
        conversation = session.get_one(Conversation, sms_conversation_id(talking, PARENT))
        for kind in ("reply", "staff", "notice", "safety", "holding", "code"):
            queue_reply(talking, session, conversation, Reply("x", kind=kind), dedupe_key=kind, now=talking.clock.now())
    send_due(talking, conversation.id)
    assert len(talking.sms.sent) == before
    assert {row.state for row in rows(talking, Outbound) if row.dedupe_key in ("reply", "staff", "notice", "safety", "holding", "code")} == {"cancelled"}


def test_stop_works_while_staff_hold_and_while_rasa_is_down(talking: Parts) -> None:
    hold(talking)
    talking.rasa.down = True
    assert text_in(talking, "STOP") == [talking.content.messages["opt_out_confirm"].sms]
    assert opted_out(talking)


def test_stop_while_a_message_waits_ends_the_wait_in_silence(talking: Parts) -> None:
    talking.rasa.down = True
    text_in(talking, "how do i appeal")
    text_in(talking, "STOP")
    talking.rasa.down = False
    before = len(talking.sms.sent)
    for _ in range(3):
        later(talking, 60)
        work_and_send(talking)
    assert len(talking.sms.sent) == before
    assert {row.state for row in rows(talking, Inbound)} == {"done"}


def test_stop_with_a_check_open_may_have_meant_that(talking: Parts) -> None:
    with talking.db.writing() as session:
        session.add(IdentityCheck(conversation_id=sms_conversation_id(talking, PARENT), requested="code", updated_at=talking.clock.now()))
    text_in(talking, "CANCEL")
    assert one(talking, Alert).kind == "may_mean_booking"
    assert opted_out(talking)


def test_an_opted_out_person_in_danger_gets_nothing_and_staff_ring(talking: Parts) -> None:
    text_in(talking, "STOP")
    talking.safety.verdicts["he is going to kill me"] = Verdict("crisis", "domestic_abuse", frozenset({"unsafe_phone"}), 1.0)
    assert text_in(talking, "he is going to kill me") == []
    assert {row.kind for row in rows(talking, Alert)} == {"crisis", "opted_out_danger"}


@pytest.mark.parametrize("word", ["STOP", "START"])
def test_stop_and_start_count_even_while_the_assessor_is_broken(talking: Parts, word: str) -> None:
    if word == "START":
        text_in(talking, "STOP")
    talking.safety = None
    said = text_in(talking, word)
    assert said == [talking.content.messages["opt_out_confirm" if word == "STOP" else "opt_in_confirm"].sms]
    assert opted_out(talking) == (word == "STOP")
    assert rows(talking, Alert)[-1].kind == "crisis"


# ---- The notice of conduct 18 ----


def test_the_first_notice_follows_the_first_answer_once_a_number(talking: Parts) -> None:
    notice = talking.content.messages["first_notice"].sms
    text_in(talking, "how do i appeal")
    text_in(talking, "STOP")
    text_in(talking, "START")
    text_in(talking, "how do i appeal")
    assert [sent["body"] for sent in talking.sms.sent].count(notice) == 1
    assert talking.sms.sent[1]["body"] == notice
    for needed in ("computer", "PERSON", "STOP", "999"):
        assert needed in notice
    assert bodies(talking, kind="notice")[0] == notice


@pytest.mark.parametrize("lane", ["crisis", "concern"])
def test_no_notice_beside_a_safety_card_but_with_the_next_answer(parts: Parts, lane: str) -> None:
    parts.rasa.default = ANSWER
    parts.safety.verdicts["i cant go on"] = Verdict(lane, "suicidal_adult", frozenset(), 1.0)
    assert len(text_in(parts, "i cant go on")) == 1
    assert parts.content.messages["first_notice"].sms in text_in(parts, "how long does a plan take")


def test_a_watched_phone_never_gets_the_notice(parts: Parts) -> None:
    parts.rasa.default = ANSWER
    parts.safety.verdicts["he reads my phone and hits me"] = Verdict("concern", "domestic_abuse", frozenset({"unsafe_phone"}), 1.0)
    text_in(parts, "he reads my phone and hits me")
    for text in ("how long does a plan take", "how do i appeal", "thanks"):
        assert parts.content.messages["first_notice"].sms not in text_in(parts, text)


def test_stop_as_the_first_text_ever_has_its_confirmation_alone(parts: Parts) -> None:
    assert text_in(parts, "STOP") == [parts.content.messages["opt_out_confirm"].sms]
    assert [row.sender for row in rows(parts, Message)] == ["parent", "bot"]
