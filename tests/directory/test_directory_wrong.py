"""A record that a parent calls wrong reaches the editors; what is kept of searches and reports is forgotten in time."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.directory_steps import BOY, Chat, directory
from tests.duty_steps import enter, new_staff
from tests.sms_tools import rows
from webhook.bootstrap import Parts
from webhook.store.directory_use import DirectoryReport, DirectorySearch, UnmetNeed
from webhook.store.duty import Audit
from webhook.store.retention import purge_old

__all__ = ["directory"]


def test_a_wrong_record_reaches_the_editors_with_what_they_said(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say(BOY)
    assert chat.text("Something here is wrong") == "Which one is wrong? Type its number."
    assert "What is wrong with it?" in chat.text("2")
    assert chat.text("the phone number is 07700 900111 now") == "Thank you. I have added that."
    report = rows(directory, DirectoryReport)[0]
    assert report.words == "2\nthe phone number is [phone] now"
    assert "Sample: Saturday sensory club" in chat.text("number 1 has closed down")
    assert len(rows(directory, DirectoryReport)) == 2


@pytest.mark.parametrize("first", ["this is wrong, it moved", "this is wrong"])
@pytest.mark.parametrize("told", ["its in holloway now", "the number is different", "they dont open on saturdays any more", "apparently it shut", "it's £5 now"])
def test_what_is_told_before_they_say_which_is_kept_with_the_report(directory: Parts, first: str, told: str) -> None:
    chat = Chat(directory)
    chat.say(BOY)
    assert chat.text(first).startswith("Which one is wrong?")
    assert "kept what you said" in chat.text(told) and not rows(directory, DirectoryReport)
    assert "passed this to the people" in chat.text("2")
    assert rows(directory, DirectoryReport)[0].words == "\n".join(([first] if "moved" in first else []) + [told])


def test_more_than_there_is_room_for_is_still_a_report(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say(BOY)
    for told in ("this is wrong, it moved", "its in holloway now", "they changed the number", "the price is wrong", "it's only for teens now"):
        chat.say(told)
    assert "passed this to the people" in chat.text("2") and "its in holloway now" in rows(directory, DirectoryReport)[0].words


@pytest.mark.parametrize("other", ["near nw1", "any on sundays", "how long does an EHCP take", "thanks", "cheaper"])
def test_another_wish_instead_of_which_one_is_no_report(directory: Parts, other: str) -> None:
    chat = Chat(directory)
    chat.say(BOY)
    chat.say("this is wrong")
    assert "kept what you said" not in chat.text(other) and not rows(directory, DirectoryReport)


def test_after_wrong_a_question_is_a_question(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say(BOY)
    chat.say("1")
    assert "What is wrong with it?" in chat.text("this is wrong")
    chat.say("how long does an EHCP take")
    assert rows(directory, DirectoryReport)[0].words == "this is wrong" and chat.lane() == "answer"


@pytest.mark.parametrize("role", ["editor", "officer", "manager"])
def test_the_editors_page_shows_and_closes_with_an_audit(directory: Parts, role: str) -> None:
    from webhook.app import create_app

    chat = Chat(directory)
    chat.say(BOY)
    chat.say("number 1 is wrong <b>now</b>")
    app: Flask = create_app(directory)
    client = app.test_client()
    assert client.get("/duty/directory").status_code == 302, "not without signing in"
    staff = new_staff(directory, role=role)
    enter(client, directory)
    page = client.get("/duty/directory").get_data(as_text=True)
    assert "Sample: Saturday sensory club" in page and "&lt;b&gt;now&lt;/b&gt;" in page and "sample-" in page
    token = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
    report = rows(directory, DirectoryReport)[0]
    path = f"/duty/directory/reports/{report.id}/close"
    assert client.post(path, data={"csrf": token, "outcome": "nonsense"}).status_code == 302 and rows(directory, DirectoryReport)[0].closed_at is None
    assert client.post(path, data={"outcome": "corrected"}).status_code == 400
    assert client.post(path, data={"csrf": token, "outcome": "corrected"}).status_code == 302
    assert client.post(path, data={"csrf": token, "outcome": "corrected"}).status_code == 404
    closed = rows(directory, DirectoryReport)[0]
    assert (closed.outcome, closed.closed_by) == ("corrected", staff.id)
    actions = [row.action for row in rows(directory, Audit, subject=f"directory_report:{report.id}")]
    assert actions == ["directory_report_seen", "directory_report_closed", "directory_report_refused"]
    assert "No open reports" in client.get("/duty/directory").get_data(as_text=True)


# ---- What is kept ----


def test_what_is_kept_is_forgotten(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say(BOY)
    chat.say("number 1 is wrong")
    with directory.db.writing() as session:
        session.add(UnmetNeed(filters=["day:5"], channel="web", widened=False, day=directory.clock.now().date()))
    now = directory.clock.now()
    with directory.db.writing() as session:
        purge_old(session, now + timedelta(days=2), 28)
        session.query(DirectoryReport).update({"closed_at": now})
    assert rows(directory, DirectorySearch) == [] and len(rows(directory, DirectoryReport)) == 1 and len(rows(directory, UnmetNeed)) == 1
    with directory.db.writing() as session:
        purge_old(session, now + timedelta(days=60), 28)
    assert rows(directory, DirectoryReport) == [] and len(rows(directory, UnmetNeed)) == 1
    with directory.db.writing() as session:
        purge_old(session, now + timedelta(days=800), 28)
    assert rows(directory, UnmetNeed) == []
