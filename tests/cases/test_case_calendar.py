"""The dates of a status as a calendar file: for who has proven a case at this moment in this very conversation, and with nobody's name in it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from werkzeug.test import TestResponse

from tests.family import CASE, DAD, MUM, put_on_record, web
from tests.sms_tools import later
from tests.update_steps import ask_status, change, prove, write
from webhook.bootstrap import Parts
from webhook.services.answers.content import Text
from webhook.services.cases.calendar import _write, calendar_days
from webhook.services.cases.cases import NOT_PROVEN, Due, Status
from webhook.services.clock.limits import LIMITS
from webhook.services.texts.inbox import open_web_conversation
from webhook.store.conversations import Conversation

DRAFT = {"request_received": "2026-08-03", "decision": "assess", "decision_date": "2026-09-07", "draft_issued": "2026-11-20", "draft_comments_due": "2026-12-07", "school": "Sample School"}


@pytest.fixture
def proven(parts: Parts, tmp_path: Path) -> str:
    """A conversation in which a case with a draft plan is proven. Its token is "token"."""
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(parts, tmp_path, {}, {"phone": DAD}, **DRAFT)
    conversation = open_web_conversation(parts, "token")
    prove(parts, conversation)
    return conversation


def fetch(client: FlaskClient, conversation: str, token: str = "token") -> TestResponse:
    return client.get(f"/chat/conversations/{conversation}/calendar.ics", headers={"Authorization": f"Bearer {token}"})


def entries(answer: TestResponse) -> dict[str, tuple[date, date]]:
    return {str(event["summary"]): (event.decoded("dtstart"), event.decoded("dtend")) for event in Calendar.from_ical(answer.data).walk("VEVENT")}


def test_the_dates_come_as_whole_days(client: FlaskClient, proven: str) -> None:
    answer = fetch(client, proven)
    assert answer.status_code == 200 and answer.mimetype == "text/calendar" and answer.headers["Cache-Control"] == "no-store"
    assert 'attachment; filename="calendar.ics"' in answer.headers["Content-Disposition"]
    assert entries(answer) == {
        "EHC: last day for your reply to the draft": (date(2026, 12, 7), date(2026, 12, 8)),
        "EHC: the final plan is due, if there is to be one": (date(2026, 12, 21), date(2026, 12, 22)),
    }
    assert b"DTSTART;VALUE=DATE:20261207" in answer.data


@pytest.mark.parametrize("certificate", [{}, {"mediation_certificate": "2026-11-20"}])
def test_with_a_certificate_on_the_record_nobody_is_sent_to_the_adviser(client: FlaskClient, parts: Parts, tmp_path: Path, certificate: dict[str, str]) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(parts, tmp_path, **{"request_received": "2026-08-31", "decision": "not_assess", "decision_date": "2026-10-05", **certificate})
    conversation = open_web_conversation(parts, "token")
    prove(parts, conversation)
    page = client.post(f"/chat/conversations/{conversation}/status", data={"token": "token"}).get_data(as_text=True)
    dates = entries(fetch(client, conversation))
    assert ("EHC: last day to ring the mediation adviser" in dates) is not bool(certificate)
    assert dates["EHC: last day for the tribunal to have an appeal"][0] == (date(2026, 12, 20) if certificate else date(2026, 12, 5)), dates
    assert ("ing the mediation adviser" in page) is not bool(certificate), page


def test_nobody_is_named_in_it(client: FlaskClient, parts: Parts, proven: str) -> None:
    told = re.sub(rb"\r\n ", b"", fetch(client, proven).data).decode()
    for word in ("Sam", "Sample School", CASE["case_ref"], "0417", MUM, proven, CASE["child_dob"]):
        assert word not in told
    assert "As of" not in told and "as of Sunday 22 November 2026" in told


def test_the_same_date_keeps_its_uid_for_both_parents_and_when_it_moves(client: FlaskClient, parts: Parts, proven: str, tmp_path: Path) -> None:
    def uids(answer: TestResponse) -> dict[str, str]:
        return {str(event["summary"]): str(event["uid"]) for event in Calendar.from_ical(answer.data).walk("VEVENT")}

    first = uids(fetch(client, proven))
    other = open_web_conversation(parts, "other")
    prove(parts, other, DAD)
    assert uids(fetch(client, other, "other")) == first
    change(parts, tmp_path, **DRAFT | {"draft_comments_due": "2026-12-14"})
    moved = fetch(client, proven)
    assert uids(moved) == first and entries(moved)["EHC: last day for your reply to the draft"][0] == date(2026, 12, 14)
    assert len(set(first.values())) == len(first) and all(uid.endswith("@send.example") for uid in first.values())


def test_lines_are_folded_at_75_octets_and_end_as_they_must(parts: Parts) -> None:
    words = "Réponse, due; with \\ and a new\nline, যত্ন " * 6
    parts.content = replace(parts.content, status={**parts.content.status, "calendar_comments": Text("calendar_comments", words, "")})
    file = _write(parts, 1, Status("draft", as_of="2026-11-22"), {"comments": date(2026, 12, 7)})
    lines = file.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75 and b"\n" not in file.replace(b"\r\n", b"") and file.endswith(b"END:VCALENDAR\r\n")
    for line in lines:
        line.decode("utf-8")  # no letter is cut in two
    raw = file.replace(b"\r\n ", b"").decode()
    assert "Réponse\\, due\\; with \\\\ and a new\\nline\\," in raw
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert str(event["summary"]).strip() == words.strip()


# ---- Who gets it ----


@pytest.mark.parametrize("token", ["", "wrong", "token ", "tokeñ"])
def test_another_token_opens_nothing(client: FlaskClient, parts: Parts, proven: str, token: str) -> None:
    open_web_conversation(parts, "wrong")  # somebody else's, and valid there
    assert fetch(client, proven, token).status_code == 401
    assert client.get(f"/chat/conversations/{proven}/calendar.ics").status_code == 401
    assert fetch(client, "0" * 32).status_code == 401 and fetch(client, "x").status_code == 401


def test_a_conversation_of_ones_own_opens_no_other_ones_case(client: FlaskClient, parts: Parts, proven: str) -> None:
    other = open_web_conversation(parts, "mine")
    answer = fetch(client, other, "mine")
    assert answer.status_code == 403 and "proven" in answer.json["error"]
    assert fetch(client, proven, "mine").status_code == 401


def test_the_proof_must_stand_at_this_moment(client: FlaskClient, parts: Parts, proven: str) -> None:
    later(parts, 29 * 60)
    assert fetch(client, proven).status_code == 200
    later(parts, 2 * 60)
    assert fetch(client, proven).status_code == 403


@pytest.mark.parametrize("news", [{"case_status": "closed"}, {"case_status": "deceased"}, {"draft_comments_due": "", "draft_issued": "", "final_issued": "2026-11-23"}])
def test_what_may_not_be_told_is_in_no_file(client: FlaskClient, parts: Parts, proven: str, tmp_path: Path, news: dict[str, str]) -> None:
    change(parts, tmp_path, **DRAFT | news)
    assert fetch(client, proven).status_code == 403


def test_not_on_a_device_that_may_be_watched_and_not_after_not_me(client: FlaskClient, parts: Parts, proven: str) -> None:
    with parts.db.writing() as session:
        session.get_one(Conversation, proven).unsafe_at = parts.clock.now()
    assert fetch(client, proven).status_code == 403
    with parts.db.writing() as session:
        session.get_one(Conversation, proven).unsafe_at = None
    write(parts, MUM, "NOT ME")
    assert fetch(client, proven).status_code == 403


def test_without_javascript_the_page_s_own_cookie_opens_it(client: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path, **DRAFT)
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    page = client.get("/chat").text
    token = re.findall(r'name="form_token" value="([^"]+)"', page)[0]
    client.post("/chat", data={"form_token": token, "text": "hello"})
    (conversation,) = [row.id for row in _web_conversations(parts)]
    path = f"/chat/conversations/{conversation}/calendar.ics"
    answer = client.get(path)
    assert answer.status_code == 303 and "proof_over" in answer.location
    assert "check again who you are" in client.get(answer.location).text
    prove(parts, conversation)
    assert len(entries(client.get(path))) == 2
    assert client.get(f"/chat/conversations/{open_web_conversation(parts, 'other')}/calendar.ics").status_code == 401


def _web_conversations(parts: Parts) -> list[Conversation]:
    with parts.db.reading() as session:
        return session.query(Conversation).filter_by(channel="web").all()


# ---- Where it is offered ----


def test_the_chat_offers_it_and_a_text_never_does(parts: Parts, tmp_path: Path) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(parts, tmp_path, **DRAFT)
    who = web(parts)
    prove(parts, who)
    assert f"https://send.example/chat/conversations/{who}/calendar.ics" in ask_status(parts, who)[0]
    prove(parts, MUM)
    assert not any("calendar" in text for text in ask_status(parts, MUM))


def test_a_status_without_a_date_to_come_offers_none(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path, request_received="2026-01-05")
    who = web(parts)
    prove(parts, who)
    assert "calendar" not in ask_status(parts, who)[0]


def test_every_limit_that_a_status_can_name_has_words(parts: Parts) -> None:
    today = date(2026, 11, 23)
    never_told = {"review_report", "amended_from_meeting", "college_move", "move_transfer", "move_review", "mediation_meeting", "certificate", "appeal_certificate", "ombudsman"}
    for key in set(LIMITS) - never_told:
        status = Status("draft", next=key, by=today.isoformat(), also=[Due("final", (today - timedelta(days=1)).isoformat())])
        assert calendar_days(parts.content, status, today) == {key: today}
    assert calendar_days(parts.content, Status(NOT_PROVEN, next="final", by="2027-01-01"), today) == {}
