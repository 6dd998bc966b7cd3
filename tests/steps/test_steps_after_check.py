"""After the check was left, after NOT ME, and where nothing was shown: a way on in the same words for everybody; and what is asked of a case in the middle of the check."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.test_cases import render
from tests.family import MUM, REF, ask_for_code, codes_to, hear, put_on_record, say, verify
from tests.family import web as new_chat
from tests.sms_tools import one, text_in
from webhook.bootstrap import Parts
from webhook.services.cases.who_asks import is_professional, who_asks
from webhook.services.identity.identity import identity_step
from webhook.services.identity.read import read_objection
from webhook.services.render.lookup import render_lookup
from webhook.services.safety.assess import assess_inbound
from webhook.services.steps.after_check import answer_after_check, answer_if_late_in_check, answer_of_case_in_check
from webhook.services.steps.family import answer_own_rights, answer_who_asks
from webhook.services.steps.updates import take_updates_answer
from webhook.services.turn.heard import Heard, Turn
from webhook.services.turn.record import record_turn
from webhook.store.duty import Handover


def refuse(parts: Parts, who: str) -> str:
    """The check begun and refused, as the whole path does it; what was said."""
    say(parts, who, "where is my case", intent="case_status")
    conversation, message = hear(parts, who, "id rather not say")
    item = dict(identity_step(parts, conversation, message))
    heard = _heard_again(parts, who, "x")
    turn = render_lookup(parts, heard, item)
    assert turn is not None
    record_turn(parts, heard, turn)
    return turn.replies[0].text


def _heard_again(parts: Parts, who: str, text: str) -> Heard:
    heard = assess_inbound(parts, hear(parts, who, text)[1])
    assert heard is not None
    return heard


def ask(parts: Parts, who: str, text: str) -> Turn | None:
    heard = _heard_again(parts, who, text)
    turn = answer_after_check(parts, heard)
    if turn is not None:
        record_turn(parts, heard, turn)
    return turn


@pytest.mark.parametrize("who", ["web", MUM])
@pytest.mark.parametrize("text", ["no", "no thanks", "nah leave it", "id rather not", "never mind", "nope sorry", "i don't want to"])
def test_a_no_after_a_refusal_keeps_a_person_and_the_clock_on_offer(parts: Parts, who: str, text: str) -> None:
    number = new_chat(parts) if who == "web" else who
    first = refuse(parts, number)
    turn = ask(parts, number, text)
    assert turn is not None
    for words in (first, turn.replies[0].text):
        assert "PERSON" in words and "the law's dates" in words and "020 7974 6500" in words
    heard = _heard_again(parts, number, "3 june")
    assert heard.conversation.awaiting == "date:request"  # the day counts


@pytest.mark.parametrize("text", ["no school will take him", "no one rang me back", "is there no other way to get help with the bus"])
def test_what_only_begins_with_no_is_no_refusal(parts: Parts, text: str) -> None:
    refuse(parts, MUM)
    assert ask(parts, MUM, text) is None


def test_after_not_me_they_hear_what_happens_and_never_who_asked(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    stranger = new_chat(parts)
    ask_for_code(parts, stranger)
    text_in(parts, "NOT ME", MUM)
    for text in ("what happens now", "who was it?", "is my sons case safe", "should i be worried", "what do i do"):
        said = text_in(parts, text, MUM)[0]
        assert said == parts.content.messages["not_me_next"].sms.format(council_duty_line="020 7974 6500"), text
    assert parts.rasa.turns == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["why cant i see it im her mum", "why won't you tell me, i'm his dad", "why am i not told anything, im his father"])
def test_who_is_shown_nothing_and_asks_why_gets_the_rule_and_a_person(parts: Parts, tmp_path: Path, text: str) -> None:
    put_on_record(parts, tmp_path)
    known, unknown = ask(parts, MUM, text), ask(parts, "+447700900777", text)
    assert known is not None and unknown is not None and known.replies[0].text == unknown.replies[0].text
    assert "I can't say why" in known.replies[0].text and "young person's" in known.replies[0].text and known.changes["options"] == ["handover_request"]
    assert read_objection(text, "code") == "no_code" or "am i not" in text


@pytest.mark.parametrize("text", ["why can't he go to that school", "why don't they tell parents about dla", "why is transport not in the plan"])
def test_another_why_not_is_left_alone(parts: Parts, text: str) -> None:
    assert ask(parts, MUM, text) is None


@pytest.mark.parametrize("text", ["why is it so slow", "is it late", "when will it be done", "what should i do", "who decides"])
def test_what_is_asked_of_the_case_in_the_check_waits_for_it(parts: Parts, text: str) -> None:
    say(parts, MUM, "where is my case", intent="case_status")
    say(parts, MUM, REF)
    turn = answer_of_case_in_check(parts, _heard_again(parts, MUM, text))
    assert turn is not None and [reply.text for reply in turn.replies] == [parts.content.messages[key].sms for key in ("identity_then", "identity_ask_dob")]
    assert say(parts, MUM, "14/3/17")["say"] == "identity_code_sent"  # nothing was lost, no try counted


@pytest.mark.parametrize("text", ["why", "what is mediation", "14/3/17", "can i get a taxi for him"])
def test_other_things_in_the_check_take_their_own_way(parts: Parts, text: str) -> None:
    say(parts, MUM, "where is my case", intent="case_status")
    assert answer_of_case_in_check(parts, _heard_again(parts, MUM, text)) is None


@pytest.mark.parametrize("text", ["its my own plan", "it's my own ehcp", "my plan, not my childs. im 18", "im the one with the ehcp", "i'm the young person", "the case is about me"])
@pytest.mark.parametrize("in_check", [False, True])
def test_a_young_persons_own_words_are_heard_with_and_without_the_check(parts: Parts, text: str, in_check: bool) -> None:
    if in_check:
        say(parts, MUM, "where is my case", intent="case_status")
    turn = answer_own_rights(parts, _heard_again(parts, MUM, text))
    assert turn is not None and turn.replies[0].text == parts.content.messages["own_case"].sms and len(turn.replies) == 1 + in_check


def test_an_age_and_about_me_is_enough_in_the_check_only(parts: Parts) -> None:
    assert answer_own_rights(parts, _heard_again(parts, MUM, "im 17 and its about me")) is None
    assert answer_own_rights(parts, _heard_again(parts, MUM, "im 17 and its about me where is my ehcp up to")) is not None
    say(parts, MUM, "where is my case", intent="case_status")
    assert answer_own_rights(parts, _heard_again(parts, MUM, "its about me im 17")) is not None


@pytest.mark.parametrize(
    "text", ["it's my own plan to home educate", "i have my own needs too", "my plan is to move in june", "is this about me getting a carers assessment", "not my child's school"]
)
def test_a_parents_words_are_not_taken_for_a_young_persons(parts: Parts, text: str) -> None:
    assert answer_own_rights(parts, _heard_again(parts, MUM, text)) is None


def test_a_professional_among_the_contacts_is_told_nothing(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path, {"relationship": "social worker"})
    ask_for_code(parts, MUM)
    assert codes_to(parts, MUM) == []
    put_on_record(parts, tmp_path, {"relationship": "foster carer", "phone": "+447700900005"}, case_ref="SEN-30500")
    ask_for_code(parts, "+447700900005", ref="SEN-30500")
    assert say(parts, "+447700900005", codes_to(parts, "+447700900005")[-1])["done"]
    assert [is_professional(word) for word in ("mother", "grandmother", "special guardian", None, "School SENCo", "Class teacher")] == [False, False, False, False, True, True]


def test_who_has_the_child_placed_with_them_counts_as_a_parent() -> None:
    assert who_asks("im his nan, social services placed him with me. can i see his case [case ref]") is None
    assert who_asks("im his nan can i see his case") == "relative"


def test_the_offer_of_texts_outlives_a_question_about_the_other_parent(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    verify(parts, MUM)
    record_turn(parts, heard := _heard_again(parts, MUM, "so?"), render(parts, MUM, "so?"))
    turn = answer_who_asks(parts, heard := _heard_again(parts, MUM, "has his dad been in touch about his case"))
    assert turn is not None and turn.changes["awaiting"].startswith("updates") and turn.changes["options"] == []
    record_turn(parts, heard, turn)
    answer = take_updates_answer(parts, _heard_again(parts, MUM, "1"))
    assert answer is not None and answer.replies[0].text == parts.content.messages["updates_on"].sms


def test_in_the_chat_it_is_the_same(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = new_chat(parts)
    verify(parts, who)
    render(parts, who, "so?")
    assert ask(parts, who, "no") is None  # nothing was refused


@pytest.mark.parametrize("text", ["what if i miss it", "what happens if im late", "and if i miss the date", "what if i run out of time"])
def test_missing_it_in_the_check_is_about_the_appeal_that_was_asked_of_or_waits_for_the_case(parts: Parts, tmp_path: Path, text: str) -> None:
    put_on_record(parts, tmp_path)
    say(parts, MUM, "where is my case", intent="case_status")
    say(parts, MUM, REF)
    words, heard = parts.content.messages, _heard_again(parts, MUM, text)
    turn = answer_if_late_in_check(parts, heard)
    assert turn is not None and [reply.text for reply in turn.replies] == [words["identity_then"].sms, words["identity_ask_dob"].sms]
    heard.conversation.last_topic = "tribunal"
    turn = answer_if_late_in_check(parts, heard)
    assert turn is not None and "Send the appeal now" in turn.replies[0].text and turn.replies[-1].text == words["identity_ask_dob"].sms


@pytest.mark.parametrize(
    "text",
    ["what if he misses school", "what if i miss work to look after him", "what if i'm late for the surgery because of work", "what if they are late to look after him", "14 march 2017"],
)
def test_missing_something_else_is_not_taken_in_the_check(parts: Parts, tmp_path: Path, text: str) -> None:
    put_on_record(parts, tmp_path)
    say(parts, MUM, "where is my case", intent="case_status")
    say(parts, MUM, REF)
    assert answer_if_late_in_check(parts, _heard_again(parts, MUM, text)) is None
    assert answer_if_late_in_check(parts, _heard_again(parts, "+447700900999", "what if i miss it")) is None


@pytest.mark.parametrize("text", ["its an old phone 07700 900599", "its my old number 07700900599", "ive got a new number now", "that went to a number i lost"])
def test_an_old_number_after_no_code_goes_to_a_person_and_begins_no_check(parts: Parts, text: str) -> None:
    assert ask(parts, MUM, text) is None  # where no check was left it is an ordinary message
    refuse(parts, MUM)
    turn = ask(parts, MUM, text)
    assert turn is not None and turn.lane == "handover" and turn.topics == ["case_update_details"]
    assert one(parts, Handover).summary.split("\n")[-1].startswith(text[:10]) and text[:10] in turn.replies[1].text
