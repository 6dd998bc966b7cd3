"""A record that a parent calls wrong reaches the editors; what is kept of searches and reports is forgotten in time."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.booking_steps import MUM, Talk
from tests.directory_steps import BOY, Chat, directory, own
from tests.duty_steps import enter, new_staff
from tests.sms_tools import rows
from webhook.bootstrap import Parts
from webhook.clients.rasa import FakeRasa
from webhook.services.directory.reports import settle_report, view_reports
from webhook.store.directory_use import DirectoryReport, DirectorySearch, UnmetNeed, list_reports
from webhook.store.duty import Audit
from webhook.store.retention import purge_old

__all__ = ["directory", "own"]


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


ONE = "r1,Swim club,Org,Swimming.,active,,020 7946 0000,NW5 2AB,5,11,,swimming,Saturday,10:00,12:00,free,,no,2026-11-01,no"
TWO = "r2,Golden fins,Org,Swimming.,active,,,NW5 1AB,5,11,,swimming,Sunday,10:00,12:00,paid,£3,yes,2026-11-01,no"


def words_kept(parts: Parts) -> list[tuple[str, str]]:
    """The reports the editors have: the record, and the words."""
    with parts.db.reading() as session:
        return [(service.name, report.words) for report, service in list_reports(session)]


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("this is wrong", "they moved to kentish town sports centre"),
        ("something here is wrong", "it costs £6"),
        ("wrong", "no sessions on saturday any more"),
        ("this is out of date", "phone number is dead"),
        ("there is a mistake", "they say you need a referral form now"),
        ("the swim club is wrong", "its at the leisure centre now"),
    ],
)
@pytest.mark.parametrize("opened", [True, False])
def test_what_is_wrong_with_the_only_one_is_kept(own: object, number: str, first: str, told: str, opened: bool) -> None:
    talk = Talk(own(ONE), number)  # type: ignore[operator]
    talk.say("any swimming near nw5", *(["1"] if opened else []))
    assert "What is wrong" in talk.say(first)
    assert "I have added that." in talk.say(told)
    assert words_kept(talk.parts) == [("Swim club", f"{first}\n{told}")]


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize(
    "more",
    [
        "to the leisure centre on prince of wales road",
        "they are at kentish town sports centre now",
        "they moved last month",
        "the phone number is old too",
        "its now on sundays",
        "and the price is wrong its £5 not £3",
        "in holloway now",
        "sundays not saturdays",
    ],
)
@pytest.mark.parametrize("rows_of", [(ONE,), (ONE, TWO)])
def test_what_is_added_to_a_report_goes_with_it(own: object, number: str, more: str, rows_of: tuple[str, ...]) -> None:
    talk = Talk(own(*rows_of), number)  # type: ignore[operator]
    talk.say("any swimming near nw5")
    first = "this is wrong, they moved" if len(rows_of) == 1 else "the golden fins one has moved"
    assert "passed this to the people" in talk.say(first)
    assert "I have added that." in talk.say(more)
    assert "I have added that." in talk.say("the website doesnt work")
    assert words_kept(talk.parts) == [("Swim club" if len(rows_of) == 1 else "Golden fins", f"{first}\n{more}\nthe website doesnt work")]


def test_who_is_at_the_number_is_masked_and_another_one_is_a_report_of_its_own(own: object) -> None:
    talk = Talk(own(ONE, TWO), MUM)  # type: ignore[operator]
    talk.say("any swimming near nw5")
    names = {number: talk.say(number).split(".")[0] for number in ("1", "2")}
    talk.say("back")
    assert "What is wrong" in talk.say("the second one is wrong")
    talk.say("the number is 07700 900111 now")
    talk.say("number 1 has closed down")
    assert words_kept(talk.parts) == [(names["2"], "the second one is wrong\nthe number is [phone] now"), (names["1"], "number 1 has closed down")]


@pytest.mark.parametrize(
    "after", ["thanks", "any on sundays", "closer", "1", "how long does an EHCP take", "they refused to assess him", "whats the phone number", "near nw1", "its too far"]
)
def test_what_comes_after_a_report_and_is_none_is_answered(own: object, after: str) -> None:
    talk = Talk(own(ONE, TWO), MUM)  # type: ignore[operator]
    talk.parts.rasa = FakeRasa(default=[{"say": "answer", "topics": ["short_breaks"], "confidence": 0.9}])
    talk.say("any swimming near nw5", "number 2 has moved")
    assert "added that" not in talk.say(after) and [words for _, words in words_kept(talk.parts)] == ["number 2 has moved"]


def test_words_for_a_report_that_was_closed_meanwhile_are_a_new_one(own: object) -> None:
    talk = Talk(own(ONE), MUM)  # type: ignore[operator]
    talk.say("any swimming near nw5", "this is wrong")
    settle_report(talk.parts, new_staff(talk.parts, role="editor"), view_reports(talk.parts, new_staff(talk.parts, "bea", "editor"))[0].report.id, "corrected")
    talk.say("they moved to holloway")
    assert words_kept(talk.parts) == [("Swim club", "they moved to holloway")]
