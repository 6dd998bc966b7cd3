"""The duty queue and a conversation on it: seen at once, claimed by one, answered once, handed back, and each step written down."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from tests.duty_steps import (
    CRISIS,
    PHONE,
    WATCHED,
    act,
    audits,
    chat_in,
    conversation_of,
    handovers_of,
    lanes_of,
    new_staff,
    pass_time,
    press,
    said,
    signed_in,
    text_in,
    texts_to,
)  # fmt: skip
from webhook.bootstrap import Parts
from webhook.services.safety.alerts import forget_originals
from webhook.services.staff.console import StepRefused, claim_conversation
from webhook.services.texts.outbox import send_due
from webhook.store.conversations import PhoneNumber
from webhook.store.duty import Alert

STAFF_PREFIX = "From a person, the SEND team:"


@pytest.fixture
def officer(client: FlaskClient, parts: Parts) -> FlaskClient:
    """Amina, an officer, signed in; the assistant has no answer to anything."""
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    return signed_in(client, parts)


# ---- What the queue shows ----


def test_asking_for_a_person_shows_at_once_with_what_was_said(officer: FlaskClient, parts: Parts) -> None:
    text_in(parts, "My son Ali has had no taxi since Monday, ref EHC-1234, ring 07700 900456")
    before = officer.get("/duty/queue-fragment")
    text_in(parts, "PERSON")
    after = officer.get("/duty/queue-fragment")
    assert "Nobody is waiting" in before.text and "Wants a person" in after.text
    assert "no taxi since Monday" in after.text and "[phone]" in after.text and "900456" not in after.text


def test_an_unchanged_queue_costs_nothing(officer: FlaskClient) -> None:
    first = officer.get("/duty/queue-fragment")
    again = officer.get("/duty/queue-fragment", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and again.data == b"" and int(again.headers["X-Session-Left"]) > 0


def test_a_crisis_stands_above_a_concern_above_the_rest(officer: FlaskClient, parts: Parts) -> None:
    text_in(parts, "HELP", "+447700900001")
    text_in(parts, "they lock him in a room", "+447700900002", verdict=type(CRISIS)(lane="concern", topic="harm_to_child"))
    pass_time(parts, minutes=1)
    text_in(parts, "he has a knife", "+447700900003", verdict=CRISIS)
    page = officer.get("/duty/").text
    assert page.index("he has a knife") < page.index("they lock him in a room") < page.index("Texted HELP")
    assert "Suggested route" in page and "Since <time" in page and "By text message" in page


def test_the_original_words_of_a_crisis_are_open_at_once_and_that_is_written_down_once(officer: FlaskClient, parts: Parts) -> None:
    text_in(parts, "he hit her, ring me on 07700 900456", verdict=CRISIS)
    for _ in range(3):
        assert "07700 900456" in officer.get("/duty/queue-fragment").text
    assert audits(parts).count(("saw_original", "alert:1")) == 1
    pass_time(parts, days=parts.settings.alert_original_days, minutes=1)
    assert forget_originals(parts) == 1
    with parts.db.reading() as session:
        assert session.get_one(Alert, 1).original_sealed is None


def test_no_unconfirmed_number_is_suggested(officer: FlaskClient, parts: Parts) -> None:
    text_in(parts, "he hit her", verdict=CRISIS)
    page = officer.get("/duty/").text
    for key in ("contact_service", "contact_service_out_of_hours"):
        assert str(parts.content.contacts[key]["number"]) not in page
    assert "number not confirmed by the council yet" in page


def test_acknowledging_says_who_and_when_and_takes_it_off_every_queue(app: Flask, officer: FlaskClient, parts: Parts) -> None:
    conversation_id = text_in(parts, "he hit her", verdict=CRISIS)
    other = signed_in(app.test_client(), parts, "bola")
    pass_time(parts, seconds=40)
    assert press(officer, "/duty/alerts/1/acknowledge").location.endswith(f"{conversation_id}#latest")
    assert "No open alerts" in other.get("/duty/queue-fragment").text
    assert "Acknowledged by Amina" in other.get(f"/duty/conversations/{conversation_id}").text
    press(other, "/duty/alerts/1/acknowledge")
    with parts.db.reading() as session:
        assert session.get_one(Alert, 1).acknowledged_by == 1 and session.get_one(Alert, 1).acknowledged_at == parts.clock.now()
    assert ("acknowledge_alert", "alert:1") in audits(parts)


def test_alerts_reach_officers_on_every_page(officer: FlaskClient, parts: Parts) -> None:
    conversation_id = text_in(parts, "PERSON")
    assert "open alert" not in officer.get("/duty/alert-bar").text
    text_in(parts, "he hit her", "+447700900009", verdict=CRISIS)
    assert "1 open alert: Crisis" in officer.get("/duty/alert-bar").text
    assert "1 open alert: Crisis" in officer.get(f"/duty/conversations/{conversation_id}").text


def test_urgent_comes_first_and_needs_stand_beside_the_person(officer: FlaskClient, parts: Parts) -> None:
    text_in(parts, "PERSON", "+447700900001")
    text_in(parts, "text only please, and BSL if we meet", "+447700900002", verdict=type(CRISIS)(flags=frozenset({"urgent_today"})))
    text_in(parts, "PERSON", "+447700900002")
    page = officer.get("/duty/").text
    assert page.index("handover-2") < page.index("handover-1")
    assert "Urgent today" in page and "Text only: don&#39;t ring" in page and ">BSL<" in page


def test_trial_conversations_are_in_no_queue(officer: FlaskClient, parts: Parts) -> None:
    parts.settings.trial = True
    text_in(parts, "he hit her", verdict=CRISIS)
    conversation_id = text_in(parts, "PERSON")
    page = officer.get("/duty/").text
    assert "No open alerts" in page and "Nobody is waiting" in page
    assert officer.get(f"/duty/conversations/{conversation_id}").status_code == 404
    assert act(officer, conversation_id, "claim").status_code == 404


def test_messages_that_wait_for_the_assistant_are_on_the_list(officer: FlaskClient, parts: Parts) -> None:
    parts.rasa.down = True  # type: ignore[attr-defined]
    text_in(parts, "how long does a plan take")
    page = officer.get("/duty/").text
    assert "The assistant is not answering" in page and "Nobody is waiting" in page and "Not answered yet" in page and "how long does a plan take" in page


# ---- Claim, reply, hand back ----


def test_of_two_officers_at_once_one_holds_it_and_the_other_is_told(any_parts: Parts) -> None:
    people = [new_staff(any_parts, name) for name in ("amina", "bola", "carol", "dawit")]
    conversation_id = chat_in(any_parts, "PERSON")
    won, lost, start = [], [], threading.Barrier(len(people))

    def try_it(staff: Any) -> None:
        start.wait()
        try:
            claim_conversation(any_parts, staff, conversation_id)
            won.append(staff.name)
        except StepRefused as refusal:
            lost.append(refusal.holder)

    threads = [threading.Thread(target=try_it, args=(staff,)) for staff in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1 and lost == won * 3
    assert len(handovers_of(any_parts, conversation_id)) == 1


def test_while_staff_hold_it_the_bot_is_silent_and_afterwards_it_speaks_again(officer: FlaskClient, parts: Parts) -> None:
    parts.rasa.default = [{"say": "act", "act": "small_talk"}]  # type: ignore[attr-defined]
    conversation_id = chat_in(parts, "PERSON")
    act(officer, conversation_id, "claim")
    chat_in(parts, "hello?", conversation_id)
    assert lanes_of(parts, conversation_id)[-1] == ("done", "silent")
    act(officer, conversation_id, "reply", text="Hello, this is about the taxi.")
    assert said(parts, conversation_id, "staff") == ["Hello, this is about the taxi."]
    act(officer, conversation_id, "reply", text="It is booked again.")
    assert sum("You are now talking to a person" in words for words in said(parts, conversation_id)) == 1
    act(officer, conversation_id, "hand-back", outcome="answered")
    assert said(parts, conversation_id)[-1] == parts.content.messages["handed_back"].web
    row = handovers_of(parts, conversation_id)[0]
    assert (row.state, row.outcome, row.claimed_by) == ("closed", "answered", 1) and conversation_of(parts, conversation_id).held_by is None
    chat_in(parts, "hello", conversation_id)
    assert lanes_of(parts, conversation_id)[-1] == ("done", "small_talk")


def test_a_reply_by_text_goes_through_the_outbox_and_says_a_person_writes(officer: FlaskClient, parts: Parts) -> None:
    conversation_id = text_in(parts, "PERSON")
    act(officer, conversation_id, "claim")
    act(officer, conversation_id, "reply", text="It\u2019s booked \u2014 for Monday")
    send_due(parts, conversation_id)
    assert texts_to(parts)[-2:] == ["You are now texting with a person: the SEND team.", f"{STAFF_PREFIX} It's booked - for Monday"]


def test_a_form_sent_twice_is_one_reply(officer: FlaskClient, parts: Parts) -> None:
    conversation_id = chat_in(parts, "PERSON")
    act(officer, conversation_id, "claim")
    for _ in range(2):
        assert act(officer, conversation_id, "reply", text="Once", nonce="nonce-same-one").status_code == 302
    assert said(parts, conversation_id, "staff") == ["Once"]


@pytest.mark.parametrize("words", ["STOP", "stop.", "Cancel", "YES", "help", "Reply YES to confirm", "text CANCEL if you can't come", "", "x" * 1600])
def test_a_text_that_would_turn_texts_off_or_is_no_text_is_refused_and_kept_in_the_box(officer: FlaskClient, parts: Parts, words: str) -> None:
    conversation_id = text_in(parts, "PERSON")
    act(officer, conversation_id, "claim")
    answer = act(officer, conversation_id, "reply", text=words)
    assert answer.status_code == 409 and said(parts, conversation_id, "staff") == []
    assert escape(words) in answer.text


@pytest.mark.parametrize("words", ["Yes, that is right", "I can help you with that", "The plan must end in May", "Reply 1 for Monday"])
def test_ordinary_words_are_not_refused(officer: FlaskClient, parts: Parts, words: str) -> None:
    conversation_id = text_in(parts, "PERSON")
    act(officer, conversation_id, "claim")
    assert act(officer, conversation_id, "reply", text=words).status_code == 302


def test_a_number_that_opted_out_is_rung_not_texted(officer: FlaskClient, parts: Parts) -> None:
    conversation_id = text_in(parts, "PERSON")
    act(officer, conversation_id, "claim")
    with parts.db.writing() as session:
        session.query(PhoneNumber).update({"opted_out_at": parts.clock.now()})
    count = len(texts_to(parts))
    answer = act(officer, conversation_id, "reply", text="Hello")
    assert answer.status_code == 409 and "Ring them instead" in answer.text and "ring instead" in answer.text
    act(officer, conversation_id, "hand-back", outcome="rang")
    send_due(parts, conversation_id)
    assert len(texts_to(parts)) == count


def test_a_watched_phone_needs_the_tick_and_gets_no_text_that_was_not_ticked(officer: FlaskClient, parts: Parts) -> None:
    conversation_id = text_in(parts, "he reads my phone and hits me", verdict=WATCHED)
    act(officer, conversation_id, "claim")
    count = len(texts_to(parts))
    refused = act(officer, conversation_id, "reply", text="Hello")
    assert refused.status_code == 409 and "may be watched" in refused.text and "I have checked that it is safe to text" in refused.text
    assert act(officer, conversation_id, "reply", text="Can we ring you?", checked_safe="1").status_code == 302
    act(officer, conversation_id, "hand-back", outcome="answered")
    send_due(parts, conversation_id)
    assert texts_to(parts)[count:] == [f"{STAFF_PREFIX} Can we ring you?"]  # no greeting, no "you are back"


def test_marking_a_phone_takes_back_what_had_not_left(officer: FlaskClient, parts: Parts) -> None:
    conversation_id = text_in(parts, "PERSON")
    act(officer, conversation_id, "claim")
    act(officer, conversation_id, "reply", text="Hello")
    count = len(texts_to(parts))
    act(officer, conversation_id, "watched")
    send_due(parts, conversation_id)
    assert len(texts_to(parts)) == count
    page = officer.get(f"/duty/conversations/{conversation_id}").text
    assert "Phone may be watched" in page and "Not sent" in page


def test_somebody_elses_conversation_can_be_read_and_not_written_in(app: Flask, officer: FlaskClient, parts: Parts) -> None:
    conversation_id = chat_in(parts, "PERSON")
    act(officer, conversation_id, "claim")
    other = signed_in(app.test_client(), parts, "bola")
    page = act(other, conversation_id, "claim", take_over="1")  # not a manager
    assert "Amina holds this conversation" in other.get(page.location).text and "<textarea" not in other.get(page.location).text
    assert act(other, conversation_id, "reply", text="Hello").status_code == 409
    act(other, conversation_id, "hand-back", outcome="answered")
    assert conversation_of(parts, conversation_id).held_by == 1 and said(parts, conversation_id, "staff") == []


def test_a_manager_can_take_over_a_hold_that_was_left(app: Flask, officer: FlaskClient, parts: Parts) -> None:
    conversation_id = chat_in(parts, "PERSON")
    act(officer, conversation_id, "claim")
    pass_time(parts, minutes=20)
    chat_in(parts, "is anybody there", conversation_id)
    pass_time(parts, minutes=20)
    manager = signed_in(app.test_client(), parts, "mo", "manager")
    assert "have no answer yet" in manager.get("/duty/").text
    act(manager, conversation_id, "claim", take_over="1")
    assert conversation_of(parts, conversation_id).held_by == 2 and ("take_over", f"conversation:{conversation_id}") in audits(parts)


def test_a_conversation_nobody_asked_about_can_be_taken_over(officer: FlaskClient, parts: Parts) -> None:
    conversation_id = chat_in(parts, "how long does a plan take")
    act(officer, conversation_id, "claim")
    assert [(row.kind, row.state) for row in handovers_of(parts, conversation_id)] == [("taken_over", "claimed")]


def test_a_reply_settles_what_waited_for_the_assistant(officer: FlaskClient, parts: Parts) -> None:
    parts.rasa.down = True  # type: ignore[attr-defined]
    conversation_id = chat_in(parts, "how long does a plan take")
    assert lanes_of(parts, conversation_id) == [("waiting", "holding")]
    act(officer, conversation_id, "claim")
    act(officer, conversation_id, "reply", text="20 weeks.")
    assert lanes_of(parts, conversation_id) == [("done", "silent")]


def test_a_call_shows_its_number_once_asked_and_is_closed_with_how_it_went(officer: FlaskClient, parts: Parts) -> None:
    conversation_id = chat_in(parts, "CALL")
    chat_in(parts, "07700 900456 after 3pm", conversation_id)
    page = officer.get("/duty/").text
    assert "900456" not in page and "after 3pm" in page and "Show the number to ring" in page
    assert "07700 900456" in act(officer, conversation_id, "phone").text
    assert ("saw_phone", f"conversation:{conversation_id}") in audits(parts)
    assert "900456" not in officer.get(f"/duty/conversations/{conversation_id}").text
    press(officer, "/duty/handovers/1/close", outcome="nonsense")
    assert handovers_of(parts, conversation_id)[0].state == "waiting"
    press(officer, "/duty/handovers/1/close", outcome="rang")
    assert handovers_of(parts, conversation_id)[0].outcome == "rang"


def test_a_number_that_texts_is_shown_in_clear_only_when_asked(officer: FlaskClient, parts: Parts) -> None:
    conversation_id = text_in(parts, "CALL")
    assert PHONE not in officer.get(f"/duty/conversations/{conversation_id}").text
    assert PHONE in act(officer, conversation_id, "phone").text
