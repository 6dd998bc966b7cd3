""" "Is that late?", "when will it be done", "what can I do" after a status: answered from that case; by SMS, where the proof ends with the status, from what it told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from tests.cases.test_cases import D, describe, render
from tests.family import MUM, ask_for_code, codes_to, hear, put_on_record, say, verify
from tests.family import web as new_chat
from tests.sms_tools import one, rows
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.cases.asked import asked_of_case
from webhook.services.render.case_asked import asked_reply
from webhook.services.safety.assess import assess_inbound
from webhook.services.steps.case import answer_of_case
from webhook.services.steps.plain import take_part
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Turn
from webhook.services.turn.record import record_turn
from webhook.store.conversations import Conversation, PhoneNumber

ON_TIME, LATE = "2026-11-02", "2026-06-03"  # the day of the request; today is Monday 23 November 2026
TODAY = D("2026-11-23")


def ask(parts: Parts, who: str, text: str) -> Turn | None:
    heard = assess_inbound(parts, hear(parts, who, text)[1])
    assert heard is not None
    turn = answer_of_case(parts, heard)
    if turn is not None:
        record_turn(parts, heard, turn)
    return turn


def prove(parts: Parts, number: str, ref: str) -> None:
    """The check by text from the phone of a contact of that case."""
    ask_for_code(parts, number, ref=ref)
    assert say(parts, number, codes_to(parts, number)[-1])["done"]


def after_status(parts: Parts, folder: Path, who: str, **case: Any) -> str:
    put_on_record(parts, folder, **case)
    verify(parts, who)
    return render(parts, who, "so?").replies[0].text


@pytest.mark.parametrize("text", ["is that late?", "so is it on time then", "have they missed the deadline?", "is that within the law", "isn't that too long"])
def test_on_time_it_says_so_with_the_laws_date(parts: Parts, tmp_path: Path, text: str) -> None:
    who = new_chat(parts)
    after_status(parts, tmp_path, who, request_received=ON_TIME)
    turn = ask(parts, who, text)
    assert turn is not None and turn.lane == "lookup"
    said = turn.replies[0].text
    assert said.startswith("No. On our record") and "Monday 14 December 2026" in said and "complain" not in said


def test_late_it_says_by_how_much_and_leads_up_the_ladder(parts: Parts, tmp_path: Path) -> None:
    who = new_chat(parts)
    after_status(parts, tmp_path, who, request_received=LATE)
    turn = ask(parts, who, "is that late?")
    assert turn is not None
    said = turn.replies[0].text
    assert said.startswith("Yes.") and "Wednesday 15 July 2026" in said and "131 days" in said and "Who to ask now" in said and one(parts, Conversation, id=who).ladder
    heard = assess_inbound(parts, hear(parts, who, "what if they don't")[1])
    assert heard is not None and (after := take_part(parts, heard)) is not None and "SEND duty line" in after.replies[0].text


def test_asked_twice_it_is_answered_twice(parts: Parts, tmp_path: Path) -> None:
    who = new_chat(parts)
    after_status(parts, tmp_path, who, request_received=ON_TIME)
    first, second = ask(parts, who, "is that late?"), ask(parts, who, "so not overdue?")
    assert first is not None and second is not None and first.replies[0].text == second.replies[0].text


def test_once_the_proof_is_over_nothing_of_the_case_is_said(parts: Parts, tmp_path: Path) -> None:
    who = new_chat(parts)
    after_status(parts, tmp_path, who, request_received=LATE)
    parts.clock.at += parts.clock.now() - parts.clock.now().replace(hour=0)  # type: ignore[attr-defined]
    turn = ask(parts, who, "is that late?")
    assert turn is not None and turn.replies[0].text == parts.content.status["late_look_again"].web
    assert not any(word in reply.text for reply in turn.replies for word in ("July 2026", "131"))


@pytest.mark.parametrize(
    ("received", "text", "starts", "holds"),
    [
        (LATE, "is it late?", "Yes. Yes or no on assessing: the law's date was Wed 15 Jul, 131 days ago.", "Email your SEN Case Officer"),
        (LATE, "has it been 20 weeks yet", "Yes. The 20 weeks from the request were over on Wed 21 Oct, 33 days ago.", "15 Jul"),
        (LATE, "when will it be finished", "Yes or no on assessing: the law's date was Wed 15 Jul", "the law's date was Wed 21 Oct"),
        (LATE, "what can i do", "Yes or no on assessing: the law's date was Wed 15 Jul", "Email your SEN Case Officer"),
        (ON_TIME, "is it late?", "No. On our record no step of case ending 0417 is past", "by Mon 14 Dec"),
        (ON_TIME, "has it been 20 weeks", "No. The 20 weeks from the request are over on Mon 22 Mar 2027.", "Mon 14 Dec"),
        (ON_TIME, "when should it be done", "Next: yes or no on assessing by Mon 14 Dec", "Final plan, if there is to be one: by Mon 22 Mar 2027. The record does not say which day"),
        (ON_TIME, "when is the final plan due", "Final plan, if there is to be one: by Mon 22 Mar 2027.", "Next: yes or no on assessing by Mon 14 Dec"),
        (ON_TIME, "whats the deadline for the final plan", "Final plan, if there is to be one: by Mon 22 Mar 2027.", "The record does not say which day"),
        (LATE, "when was the final plan due", "Yes or no on assessing: the law's date was Wed 15 Jul", "Final plan: the law's date was Wed 21 Oct"),
        (ON_TIME, "whats his caseworker called", "I don't have the name of your SEN Case Officer", "020 7974 6500"),
        (ON_TIME, "what can i do now", "There is nothing you must do now.", "Mon 14 Dec"),
    ],
)
def test_by_sms_it_is_said_plainly_from_what_the_text_told(parts: Parts, tmp_path: Path, received: str, text: str, starts: str, holds: str) -> None:
    after_status(parts, tmp_path, MUM, request_received=received)
    turn = ask(parts, MUM, text)
    assert turn is not None and turn.lane == "lookup"
    assert turn.replies[0].text.startswith(starts) and holds in turn.replies[0].text and count_segments(turn.replies[0].text) <= 2


@pytest.mark.parametrize("text", ["when is it due", "is it late", "what happens now", "who decides"])
def test_by_sms_once_the_record_has_changed_neither_the_old_nor_the_new_is_said(parts: Parts, tmp_path: Path, text: str) -> None:
    after_status(parts, tmp_path, MUM, request_received=LATE)
    put_on_record(parts, tmp_path, request_received=LATE, decision="assess", decision_date="2026-11-10")
    turn = ask(parts, MUM, text)
    assert turn is not None and [reply.text for reply in turn.replies] == [parts.content.status["changed_since"].sms]


def test_by_sms_a_new_extract_that_changes_nothing_of_the_case_changes_no_answer(parts: Parts, tmp_path: Path) -> None:
    after_status(parts, tmp_path, MUM, request_received=ON_TIME)
    put_on_record(parts, tmp_path, request_received=ON_TIME, source_updated_at="2026-11-23")
    turn = ask(parts, MUM, "when is it due")
    assert turn is not None and "yes or no on assessing by Mon 14 Dec" in turn.replies[0].text


def test_in_chat_the_record_is_read_afresh_while_the_proof_stands(parts: Parts, tmp_path: Path) -> None:
    who = new_chat(parts)
    after_status(parts, tmp_path, who, request_received=LATE)
    put_on_record(parts, tmp_path, request_received=LATE, decision="assess", decision_date="2026-09-01")
    turn = ask(parts, who, "is it late")
    assert turn is not None and "yes or no" not in turn.replies[0].text and "has changed" not in turn.replies[0].text


@pytest.mark.parametrize(("received", "replies"), [(ON_TIME, 1), (LATE, 2)])
def test_by_sms_later_it_says_how_to_look_again(parts: Parts, tmp_path: Path, received: str, replies: int) -> None:
    after_status(parts, tmp_path, MUM, request_received=received)
    parts.clock.at += timedelta(minutes=parts.settings.sealed_minutes + 1)  # type: ignore[attr-defined]
    turn = ask(parts, MUM, "is that late?")
    assert turn is not None and turn.replies[0].text == parts.content.status["late_look_again"].sms and len(turn.replies) == replies


def test_a_phone_that_may_be_watched_is_told_nothing_again(parts: Parts, tmp_path: Path) -> None:
    after_status(parts, tmp_path, MUM, request_received=LATE)
    with parts.db.writing() as session:
        session.execute(update(PhoneNumber).values(unsafe_at=parts.clock.now()))
    turn = ask(parts, MUM, "is that late?")
    assert turn is not None and turn.replies[0].text == parts.content.status["late_look_again"].sms


def test_after_an_outcome_by_sms_its_text_is_said_again(parts: Parts, tmp_path: Path) -> None:
    told = after_status(parts, tmp_path, MUM, request_received=LATE, decision="not_assess", decision_date="2026-11-02")
    turn = ask(parts, MUM, "when will it be done")
    assert told.startswith("There is an update") and turn is not None and turn.replies[0].text == told


def test_after_an_outcome_by_sms_late_gets_a_no_or_the_way_to_see_it_and_never_the_outcome(parts: Parts, tmp_path: Path) -> None:
    said = {}
    for name, case in {
        "no": {"decision": "not_assess", "decision_date": "2026-09-14"},
        "yes, in time": {"decision": "assess", "decision_date": "2026-09-14"},
        "yes, late": {"decision": "assess", "decision_date": "2026-09-14", "request_received": LATE},
        "plan": {"final_issued": "2025-09-14", "request_received": "2025-05-01"},
    }.items():
        number = f"+4477009000{10 + len(said)}"
        put_on_record(parts, tmp_path, {"phone": number}, case_ref=f"SEN-3041{len(said)}", **{"request_received": "2026-08-03", **case})
        prove(parts, number, f"SEN-3041{len(said)}")
        render(parts, number, "so?")
        turn = ask(parts, number, "is that late?")
        assert turn is not None and count_segments(turn.replies[0].text) <= 2
        said[name] = turn.replies[0].text.replace(f"041{len(said)}", "")
    assert said["no"] == said["yes, in time"] and said["no"].startswith("No. On our record no step")  # not to be told apart
    assert said["yes, late"].startswith("I can't say that by text") and "chat" in said["yes, late"] and "20 weeks" not in said["yes, late"]
    assert said["plan"].startswith("Yes. The next review: the law's date was Mon 14 Sep")


@pytest.mark.parametrize("who", ["web", MUM])
def test_who_decides_why_so_long_and_what_now_are_answered_from_the_case(parts: Parts, tmp_path: Path, who: str) -> None:
    number = new_chat(parts) if who == "web" else who
    after_status(parts, tmp_path, number, request_received=ON_TIME)
    day = "14 December 2026" if who == "web" else "Mon 14 Dec"
    for text in ("who decides", "who is dealing with it?", "what happens now", "whats happening now", "what does that mean", "who are they waiting for"):
        turn = ask(parts, number, text)
        assert turn is not None and day in turn.replies[0].text and "council" in turn.replies[0].text, text
    for text in ("why is it taking so long", "why", "whats the hold up", "why so slow"):
        turn = ask(parts, number, text)
        assert turn is not None and turn.replies[0].text.startswith("Our record does not say why.") and "in writing" in turn.replies[0].text, text
    with parts.db.writing() as session:
        session.execute(update(Conversation).values(last_topic="speech_therapy"))
    assert ask(parts, number, "why") is None and ask(parts, number, "what happens now") is None
    late = ask(parts, number, "is it late")
    assert late is not None and late.replies[0].text.startswith("No. On our record")


def test_another_topic_in_between_is_what_that_means(parts: Parts, tmp_path: Path) -> None:
    after_status(parts, tmp_path, MUM, request_received=LATE)
    with parts.db.writing() as session:
        session.execute(update(Conversation).values(last_topic="mediation"))
    assert ask(parts, MUM, "what can i do") is None
    assert ask(parts, MUM, "when will my plan be finished") is not None


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("what can i do", ["131 days", "Who to ask now"]),
        ("what do we do now?", ["Who to ask now"]),
        ("when will it be finished", ["does not say on which day", "Wednesday 21 October 2026", "Who to ask now"]),
        ("has it been 20 weeks yet", ["Yes. The 20 weeks", "33 days"]),
        ("when should it be done", ["Wednesday 21 October 2026"]),
        ("who do i chase", ["Who to ask now: SEN Case Officer"]),
    ],
)
def test_in_chat_every_question_is_answered_from_the_case(parts: Parts, tmp_path: Path, text: str, holds: list[str]) -> None:
    who = new_chat(parts)
    after_status(parts, tmp_path, who, request_received=LATE)
    turn = ask(parts, who, text)
    assert turn is not None and turn.topics == ["case_status"] and all(words in turn.replies[0].text for words in holds)


def test_the_last_day_to_appeal_is_the_cases_in_chat_and_the_general_rule_by_text(parts: Parts, tmp_path: Path) -> None:
    refused = {"request_received": "2026-09-01", "decision": "not_assess", "decision_date": "2026-10-12"}
    who = new_chat(parts)
    after_status(parts, tmp_path, who, **refused)
    turn = ask(parts, who, "whats the last day i can appeal")
    assert turn is not None and turn.replies[0].text.startswith("Next: an appeal to the tribunal, if you want one, by Saturday 12 December 2026.")
    after_status(parts, tmp_path, MUM, **refused)
    turn = ask(parts, MUM, "whats the last day i can appeal")
    assert turn is not None and turn.replies[0].text.startswith("The tribunal must get an appeal within 2 months of the decision being sent.")
    assert "the chat at" in turn.replies[0].text and "12 Dec" not in turn.replies[0].text and turn.changes["awaiting"] == "date:refused" and count_segments(turn.replies[0].text) <= 2
    yes = {"request_received": "2026-09-01", "decision": "assess", "decision_date": "2026-10-12"}
    put_on_record(parts, tmp_path, {"phone": "+447700900004"}, case_ref="SEN-30418", **yes)
    prove(parts, "+447700900004", "SEN-30418")
    render(parts, "+447700900004", "so?")
    same = ask(parts, "+447700900004", "whats the last day i can appeal")
    assert same is not None and same.replies[0].text == turn.replies[0].text  # whatever was decided
    decided = ask(parts, MUM, "so is that a yes or no")
    assert decided is not None and "I don't send decisions by text" in decided.replies[0].text and "12 Dec" not in decided.replies[0].text


def test_there_is_no_day_to_appeal_where_nothing_was_decided(parts: Parts, tmp_path: Path) -> None:
    who = new_chat(parts)
    after_status(parts, tmp_path, who, request_received=ON_TIME)
    turn = ask(parts, who, "whats the last day i can appeal")
    assert turn is not None and turn.replies[0].text.startswith("Not yet.")


def test_a_final_plan_that_is_due_today_is_not_late(content: Content) -> None:
    status = describe(request_received=D("2026-07-06"), draft_issued=D("2026-10-16"))
    assert (status.next, status.by, status.past) == ("final", "2026-11-23", False)
    for channel in ("web", "sms"):
        assert asked_reply(content, status, "late", channel, TODAY).text.startswith("No.")
        assert asked_reply(content, status, "weeks", channel, TODAY).text.startswith("No. The 20 weeks from the request are over on Mon")
    tomorrow = describe(request_received=D("2026-07-05"), draft_issued=D("2026-10-16"))
    assert asked_reply(content, tomorrow, "late", "sms", TODAY).text.startswith("Yes. Final plan: the law's date was Sun 22 Nov, 1 day ago.")


def test_without_a_case_it_is_an_ordinary_question(parts: Parts) -> None:
    assert ask(parts, new_chat(parts), "is that late?") is None and rows(parts, Conversation)


@pytest.mark.parametrize(
    ("columns", "starts", "holds"),
    [
        ({"request_received": D("2026-10-01"), "exemption": "absence", "exemption_step": "decision"}, "I can't say if it is late.", "Without an exemption, the law's date is"),
        ({"case_kind": "eng", "request_received": D("2026-09-01")}, "Where it is:", "do not count here"),
        ({"decision": "assess", "decision_date": D("2026-10-12")}, "I can't say if it is late.", "I don't have a date"),
        ({"request_received": D("2026-05-04"), "draft_issued": D("2026-10-16")}, "Yes. Final plan", "Monday 21 September 2026"),
        ({"request_received": D("2026-10-11"), "decision": "pending"}, "Yes. Yes or no on assessing", "1 day ago"),
    ],
)
def test_what_is_not_known_or_noted_is_never_called_late(content: Content, columns: dict[str, Any], starts: str, holds: str) -> None:
    said = asked_reply(content, describe(**columns), "late", "web", TODAY).text
    assert said.startswith(starts) and holds in said and "{" not in said and "  " not in said


@pytest.mark.parametrize("text", ["when is the last day", "so whats my last day", "how long have i got", "whats the deadline"])
def test_by_text_the_last_day_after_a_decision_is_the_rule_and_how_to_find_it(parts: Parts, tmp_path: Path, text: str) -> None:
    after_status(parts, tmp_path, MUM, request_received="2026-08-10", decision="not_assess", decision_date="2026-09-23", final_issued="")
    turn = ask(parts, MUM, text)
    assert turn is not None and turn.replies[0].text == parts.content.status["appeal_by_sms"].sms and "23" not in turn.replies[0].text


def test_where_nothing_is_decided_the_last_day_is_not_the_tribunals(parts: Parts, tmp_path: Path) -> None:
    after_status(parts, tmp_path, MUM, request_received=ON_TIME)
    turn = ask(parts, MUM, "when is the last day")
    assert turn is None or "tribunal" not in turn.replies[0].text


@pytest.mark.parametrize("text", ["when is the final plan due", "so when should the final plan be here", "what date is the final plan due by"])
def test_on_the_web_the_day_of_the_final_plan_comes_first(parts: Parts, tmp_path: Path, text: str) -> None:
    who = new_chat(parts)
    after_status(parts, tmp_path, who, request_received=ON_TIME)
    turn = ask(parts, who, text)
    assert turn is not None
    first, *rest = turn.replies[0].text.split("\n\n")
    assert "Monday 22 March 2027" in first and "does not say on which day" in "".join(rest) and "Monday 14 December 2026" in "".join(rest)


OFFICER = ["whats his caseworker called", "who is our caseworker", "name of case officer", "who's our case officer?",
     "do you know who our caseworker is", "whats the name of his sen officer",
           "case officers name please", "who is my ehcp coordinator", "can you tell me our case officer's name", "ok and what is the case worker called"]  # fmt: skip


@pytest.mark.parametrize("text", OFFICER)
def test_the_name_of_who_has_the_case_is_said_to_be_missing_with_how_to_reach_them(parts: Parts, tmp_path: Path, text: str) -> None:
    who = new_chat(parts)
    after_status(parts, tmp_path, who, request_received=ON_TIME)
    turn = ask(parts, who, text)
    assert turn is not None and turn.replies[0].text.startswith("I don't have the name of your SEN Case Officer") and "020 7974 6500" in turn.replies[0].text


@pytest.mark.parametrize("text", ["what does a case officer do", "my case officer never replies", "what is my case officers number", "who decides the school", "what is a case officer"])
def test_another_question_about_an_officer_is_none_for_the_name(text: str) -> None:
    assert asked_of_case(text) != "officer"
