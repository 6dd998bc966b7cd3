"""A hand back loses nothing: what a family wrote after the last reply is asked about first, answered by somebody, and seen in the queue until then."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.duty_steps import PHONE, WATCHED, act, audits, chat_in, conversation_of, handovers_of, lanes_of, new_staff, pass_time, said, signed_in, text_in, texts_to
from webhook.bootstrap import Parts
from webhook.services.safety import assess
from webhook.services.staff.console import StepRefused, claim_conversation, hand_back
from webhook.services.texts.inbox import accept_chat, accept_sms
from webhook.services.texts.outbox import send_due
from webhook.services.turn.work import sweep, work_conversation
from webhook.store.duty import Audit
from webhook.store.duty_queries import list_unanswered
from webhook.store.inbox import read_earlier

WRONG = "no wait thats wrong the taxi left him at the wrong school today"


def _in_chat(parts: Parts, words: str, conversation_id: str = "") -> str:
    return chat_in(parts, words, conversation_id)


def _by_text(parts: Parts, words: str, _: str = "") -> str:
    return text_in(parts, words)


Write = Callable[..., str]
BOTH = pytest.mark.parametrize("write", [_in_chat, _by_text], ids=["web", "sms"])


@pytest.fixture
def officer(client: FlaskClient, parts: Parts) -> FlaskClient:
    """Amina, an officer, signed in; the assistant has no answer to anything."""
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    return signed_in(client, parts)


def _held(officer: FlaskClient, parts: Parts, write: Write) -> str:
    """A family asked for a person, was claimed and got one reply."""
    conversation_id = write(parts, "PERSON")
    pass_time(parts, minutes=1)
    act(officer, conversation_id, "claim")
    act(officer, conversation_id, "reply", text="Transport will email you today.")
    pass_time(parts, minutes=1)
    send_due(parts, conversation_id)
    return conversation_id


def _seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found
    return found.group(1)


@BOTH
def test_what_they_wrote_after_the_last_reply_is_asked_about_before_it_is_handed_back(officer: FlaskClient, parts: Parts, write: Write) -> None:
    conversation_id = _held(officer, parts, write)
    assert 'name="seen"' not in officer.get(f"/duty/conversations/{conversation_id}").text
    write(parts, WRONG, conversation_id)  # after the page was loaded, before the press
    before = said(parts, conversation_id)
    asked = act(officer, conversation_id, "hand-back", outcome="answered")
    note = asked.text.split('id="hand-back"')[1]
    assert asked.status_code == 409 and "They wrote after the last reply" in note and f"“{WRONG}”" in note and '<option value="answered" selected>' in note
    assert conversation_of(parts, conversation_id).held_by == 1 and said(parts, conversation_id) == before and ("hand_back_refused", f"conversation:{conversation_id}") in audits(parts)
    done = act(officer, conversation_id, "hand-back", outcome="answered", seen=_seen(asked.text))
    assert done.status_code == 302 and conversation_of(parts, conversation_id).held_by is None and handovers_of(parts, conversation_id)[-1].outcome == "answered"
    with parts.db.reading() as session:
        assert session.scalars(select(Audit.detail).where(Audit.action == "hand_back")).all() == ["answered; left without an answer: 1"]
    work_conversation(parts, conversation_id)
    told = parts.content.messages["handed_back"].on(conversation_of(parts, conversation_id).channel)
    assert lanes_of(parts, conversation_id)[-1] == ("done", "silent") and said(parts, conversation_id)[len(before) :] == [told]


@BOTH
def test_another_message_between_the_question_and_the_second_press_is_asked_about_too(officer: FlaskClient, parts: Parts, write: Write) -> None:
    conversation_id = _held(officer, parts, write)
    write(parts, WRONG, conversation_id)
    first = act(officer, conversation_id, "hand-back", outcome="answered")
    write(parts, "the deadline is tomorow what do i do", conversation_id)
    second = act(officer, conversation_id, "hand-back", outcome="answered", seen=_seen(first.text))
    assert second.status_code == 409 and "the deadline is tomorow" in second.text.split('id="hand-back"')[1] and WRONG in second.text.split('id="hand-back"')[1]
    assert act(officer, conversation_id, "hand-back", outcome="answered", seen=_seen(second.text)).status_code == 302


@BOTH
def test_once_they_are_answered_nothing_is_asked(officer: FlaskClient, parts: Parts, write: Write) -> None:
    conversation_id = _held(officer, parts, write)
    write(parts, WRONG, conversation_id)
    assert act(officer, conversation_id, "hand-back", outcome="answered").status_code == 409
    act(officer, conversation_id, "reply", text="I am ringing the school now.")
    assert act(officer, conversation_id, "hand-back", outcome="answered").status_code == 302


@pytest.mark.parametrize("seen", ["", "x", "-1", "0", "1e9"])
def test_a_bad_or_old_number_in_the_form_confirms_nothing(officer: FlaskClient, parts: Parts, seen: str) -> None:
    conversation_id = _held(officer, parts, _in_chat)
    chat_in(parts, WRONG, conversation_id)
    assert act(officer, conversation_id, "hand-back", outcome="answered", seen=seen).status_code == 409


def test_claimed_rung_and_handed_back_asks_only_about_what_came_after_the_claim(officer: FlaskClient, parts: Parts) -> None:
    quiet = chat_in(parts, "PERSON")
    pass_time(parts, minutes=1)
    act(officer, quiet, "claim")
    assert act(officer, quiet, "hand-back", outcome="rang").status_code == 302  # "PERSON" was answered
    again = chat_in(parts, "PERSON")
    pass_time(parts, minutes=1)
    act(officer, again, "claim")
    pass_time(parts, minutes=1)
    chat_in(parts, "is anybody there", again)
    assert act(officer, again, "hand-back", outcome="rang").status_code == 409


def test_what_came_before_a_manager_took_over_is_not_forgotten(app: Flask, officer: FlaskClient, parts: Parts) -> None:
    conversation_id = _held(officer, parts, _in_chat)
    chat_in(parts, WRONG, conversation_id)
    pass_time(parts, minutes=1)
    manager = signed_in(app.test_client(), parts, "mo", "manager")
    act(manager, conversation_id, "claim", take_over="1")
    asked = act(manager, conversation_id, "hand-back", outcome="answered")
    assert asked.status_code == 409 and WRONG in asked.text.split('id="hand-back"')[1]


def test_a_message_that_waited_for_the_assistant_and_fell_into_the_hold_is_asked_about(officer: FlaskClient, parts: Parts) -> None:
    parts.rasa.down = True  # type: ignore[attr-defined]
    conversation_id = chat_in(parts, "how long does a plan take")
    assert lanes_of(parts, conversation_id) == [("waiting", "holding")]
    pass_time(parts, minutes=1)
    act(officer, conversation_id, "claim")
    pass_time(parts, minutes=5)
    sweep(parts)
    work_conversation(parts, conversation_id)
    assert lanes_of(parts, conversation_id) == [("done", "silent")]
    asked = act(officer, conversation_id, "hand-back", outcome="answered")
    assert asked.status_code == 409 and "how long does a plan take" in asked.text.split('id="hand-back"')[1]


@BOTH
def test_a_message_that_no_worker_has_begun_is_answered_by_the_assistant_once(officer: FlaskClient, parts: Parts, write: Write) -> None:
    conversation_id = _held(officer, parts, write)
    if write is _in_chat:
        accept_chat(parts, conversation_id=conversation_id, client_id="late", text="how long does a plan take")
    else:
        accept_sms(parts, number=PHONE, message_sid="SM" + "9" * 32, text="how long does a plan take")
    assert act(officer, conversation_id, "hand-back", outcome="answered").status_code == 302
    before = len(said(parts, conversation_id))
    for _ in range(2):
        work_conversation(parts, conversation_id)
    replies = said(parts, conversation_id)[before - 1 :]
    assert replies[0] == parts.content.messages["handed_back"].on(conversation_of(parts, conversation_id).channel)
    assert len(replies) >= 2 and len(set(replies)) == len(replies) and lanes_of(parts, conversation_id)[-1][1] != "silent"


def test_a_message_that_is_heard_as_held_while_the_button_is_pressed_is_not_lost(any_parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    parts, refused = any_parts, list[str]()
    amina, conversation_id = new_staff(parts), chat_in(parts, "PERSON")
    claim_conversation(parts, amina, conversation_id)
    pass_time(parts, minutes=1)
    inbound_id = accept_chat(parts, conversation_id=conversation_id, client_id="late", text=WRONG).inbound_id

    def press() -> None:
        try:
            hand_back(parts, amina, conversation_id, "answered")
        except StepRefused as refusal:
            refused.append(refusal.reason)

    pressing = threading.Thread(target=press)

    def press_meanwhile(*row: Any) -> tuple[datetime | None, bool]:
        pressing.start()
        pressing.join(0.3)  # it must not get past what is not committed yet
        return read_earlier(*row)

    monkeypatch.setattr(assess, "read_earlier", press_meanwhile)
    heard = assess.assess_inbound(parts, inbound_id)
    pressing.join()
    monkeypatch.undo()
    work_conversation(parts, conversation_id)
    assert heard is not None and heard.conversation.held_by == amina.id
    assert refused == ["wrote_again"] and conversation_of(parts, conversation_id).held_by == amina.id
    assert lanes_of(parts, conversation_id)[-1] == ("done", "silent")


def test_stop_is_no_question_to_the_officer_and_nothing_is_texted_after_it(officer: FlaskClient, parts: Parts) -> None:
    conversation_id = _held(officer, parts, _by_text)
    text_in(parts, "STOP")
    count = len(texts_to(parts))
    assert act(officer, conversation_id, "hand-back", outcome="rang").status_code == 302
    send_due(parts, conversation_id)
    assert len(texts_to(parts)) == count


def test_what_they_wrote_after_stop_is_asked_about_and_never_answered_by_text(officer: FlaskClient, parts: Parts) -> None:
    conversation_id = _held(officer, parts, _by_text)
    text_in(parts, "STOP")
    text_in(parts, "please ring me tomorrow instead")
    count = len(texts_to(parts))
    asked = act(officer, conversation_id, "hand-back", outcome="rang")
    assert asked.status_code == 409
    act(officer, conversation_id, "hand-back", outcome="rang", seen=_seen(asked.text))
    work_conversation(parts, conversation_id)
    send_due(parts, conversation_id)
    assert len(texts_to(parts)) == count and conversation_of(parts, conversation_id).held_by is None


def test_a_watched_phone_is_asked_about_and_gets_nothing_by_itself(officer: FlaskClient, parts: Parts) -> None:
    conversation_id = text_in(parts, "he reads my phone and hits me", verdict=WATCHED)
    pass_time(parts, minutes=1)
    act(officer, conversation_id, "claim")
    pass_time(parts, minutes=1)
    text_in(parts, WRONG)
    count = len(texts_to(parts))
    asked = act(officer, conversation_id, "hand-back", outcome="answered")
    assert asked.status_code == 409
    act(officer, conversation_id, "hand-back", outcome="answered", seen=_seen(asked.text))
    work_conversation(parts, conversation_id)
    send_due(parts, conversation_id)
    assert len(texts_to(parts)) == count


def test_the_queue_shows_at_once_that_a_held_family_wrote_again_and_until_they_are_answered(app: Flask, officer: FlaskClient, parts: Parts) -> None:
    conversation_id = _held(officer, parts, _by_text)
    quiet = officer.get("/duty/queue-fragment")
    assert "wrote again" not in quiet.text
    text_in(parts, "actually can u make it 3 instead im at work")
    pass_time(parts, minutes=1)
    text_in(parts, "or 4")
    for client in (officer, signed_in(app.test_client(), parts, "bola")):
        row = client.get("/duty/queue-fragment", headers={"If-None-Match": quiet.headers["ETag"]}).text
        with parts.db.reading() as session:
            first, last = list_unanswered(session, [conversation_id])[conversation_id]
        assert (last.at - first.at).total_seconds() == 60
        found = re.search(r"They wrote again at (\d\d:\d\d) and have no answer yet \(2 messages since (\d\d:\d\d)\)", row)
        assert found and found.group(1) != found.group(2) and row.count("1 wrote again") == 2
    act(officer, conversation_id, "reply", text="Yes, 4pm.")
    assert "wrote again" not in officer.get("/duty/queue-fragment").text


def test_every_other_page_says_that_a_held_family_wrote_again(app: Flask, officer: FlaskClient, parts: Parts) -> None:
    conversation_id = _held(officer, parts, _by_text)
    quiet = officer.get("/duty/alert-bar")
    assert "wrote again" not in quiet.text
    text_in(parts, "actually can u make it 3 instead im at work")
    pass_time(parts, minutes=1)
    text_in(parts, "or 4")
    other = text_in(parts, "PERSON", "+447700900009")
    for client, holder in ((officer, "you"), (signed_in(app.test_client(), parts, "bola"), "Amina")):
        for page in ("/duty/alert-bar", "/duty/surgeries", f"/duty/conversations/{other}"):
            shown = client.get(page, headers={"If-None-Match": quiet.headers["ETag"]}).text
            assert "1 wrote again and has no answer yet, since" in shown and shown.count("data-news") == 1, page
            assert f"with {holder}, " in shown and "make it 3" not in shown, page
        assert "1 wrote again" not in client.get(f"/duty/conversations/{conversation_id}").text  # it stands on the page
        assert "1 wrote again" not in client.get("/duty/alert-bar", query_string={"here": conversation_id}).text
    act(officer, conversation_id, "reply", text="Yes, 4pm.")
    assert "wrote again" not in officer.get("/duty/alert-bar").text
    assert "wrote again" not in officer.get("/duty/alert-bar", query_string={"here": "no-such"}).text


def test_the_boxes_for_writing_follow_the_direction_of_what_is_typed(officer: FlaskClient, parts: Parts) -> None:
    conversation_id = _held(officer, parts, _in_chat)
    for page, box in (("/chat", "question"), (f"/duty/conversations/{conversation_id}", "text")):
        assert re.search(rf'<textarea id="{box}"[^>]* dir="auto"', officer.get(page).text), page
