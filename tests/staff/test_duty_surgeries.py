"""SEND surgeries on the staff console: the day's list, what is printed of it, who came, and dates from a file, each written down."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.booking_steps import DAD, GRAN, MUM, ONE_PLACE, ROW, SECOND, Talk, booked, bookings, put, swept, wait_for
from tests.duty_steps import audits, press, signed_in
from tests.family import put_on_record, write_csv
from webhook.bootstrap import Parts
from webhook.store.messages import ClockJob
from webhook.store.surgeries import Surgery


@pytest.fixture
def officer(client: FlaskClient, parts: Parts) -> FlaskClient:
    """An officer, signed in."""
    return signed_in(client, parts)


@pytest.fixture
def manager(client: FlaskClient, parts: Parts) -> FlaskClient:
    """A manager, signed in."""
    return signed_in(client, parts, "mina", "manager")


def on_the_day(parts: Parts, hour: int) -> None:
    parts.clock.at = datetime(2026, 12, 4, hour, tzinfo=UTC)  # type: ignore[attr-defined]
    parts.settings.staff_session_minutes = 10**6


def send_file(client: FlaskClient, text: str | bytes) -> TestResponse:
    with client.session_transaction() as session:
        token = session["csrf"]
    raw = text.encode() if isinstance(text, str) else text
    return client.post("/duty/surgeries/import", data={"csrf": token, "file": (io.BytesIO(raw), "surgeries.csv")}, content_type="multipart/form-data")


def csv_text(folder: Path, *rows: dict[str, str]) -> str:
    return write_csv(folder / "new.csv", [ROW | row for row in rows]).read_text("utf-8")


def printed(page: str) -> str:
    """The list as paper shows it: cells of class screen left out."""
    table = re.search(r"<table[^>]*>.*</table>", page, re.DOTALL)
    assert table
    return re.sub(r"<[^>]+>", " ", re.sub(r'<(t[dh])[^>]*class="screen".*?</\1>', "", table.group(), flags=re.DOTALL))


def test_the_list_has_time_name_and_needs_and_the_rest_on_screen_only(officer: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    mum = Talk(parts, MUM)
    parts.rasa.default = [{"say": "answer", "topics": ["ehcna_timeline"], "confidence": 0.9}]  # type: ignore[union-attr]
    mum.say("the council is late with the plan and he has no taxi")
    mum.book(which="2", name="ama", needs="BSL interpreter")
    Talk(parts).book(name="Bo")
    page = officer.get("/duty/surgeries/1").text
    assert page.index("9:30am") < page.index("9:50am") and "How long an assessment takes" in page and "not said" in page
    paper = printed(page)
    assert "Ama" in paper and "BSL interpreter" in paper and "Bo" in paper and "none given" in paper
    assert "assessment" not in paper and "onversation" not in paper and MUM not in page
    assert ("opened", "surgery:1:2026-11-23") in audits(parts)
    listed = officer.get("/duty/surgeries").text
    assert "Sample School" in listed and ">2</td>" in listed


def test_two_places_of_one_case_are_pointed_out_on_screen_only(officer: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    put_on_record(parts, tmp_path, {"phone": MUM}, {"phone": DAD})
    Talk(parts, MUM).book(name="Ama")
    Talk(parts, DAD).book(name="Kofi")
    page = officer.get("/duty/surgeries/1").text
    assert page.count("keep them apart") == 2 and "keep them apart" not in printed(page)


def test_who_came_is_marked_once_it_has_begun_and_can_be_put_right(officer: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    Talk(parts, MUM).book()
    assert "Not begun" in officer.get("/duty/surgeries/1").text
    press(officer, "/duty/surgeries/1/attendance", booking="1", came="yes")
    assert bookings(parts)[0].state == "booked" and ("attendance_refused", "booking:1") in audits(parts)
    on_the_day(parts, 10)
    press(officer, "/duty/surgeries/1/attendance", booking="1", came="no")
    assert bookings(parts)[0].state == "missed"
    press(officer, "/duty/surgeries/1/attendance", booking="1", came="yes")
    press(officer, "/duty/surgeries/1/attendance", booking="1", came="yes")
    assert bookings(parts)[0].state == "attended" and audits(parts).count(("attendance", "booking:1")) == 3
    with parts.db.reading() as session:
        assert session.query(ClockJob).filter_by(kind="surgery_feedback").count() == 1
    assert "<b>Came</b>" in officer.get("/duty/surgeries/1").text


@pytest.mark.parametrize("form", [{"booking": "9", "came": "yes"}, {"booking": "x", "came": "yes"}, {"came": "yes"}, {"booking": "99999999999999999999", "came": "yes"}])
def test_an_unknown_place_is_404_and_written_down(officer: FlaskClient, parts: Parts, tmp_path: Path, form: dict[str, str]) -> None:
    put(parts, tmp_path)
    assert press(officer, "/duty/surgeries/1/attendance", **form).status_code == 404
    assert audits(parts)[-1] == ("attendance_refused", "surgery:1")
    assert officer.get("/duty/surgeries/99").status_code == 404


def test_nonsense_about_attendance_changes_nothing(officer: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path)
    Talk(parts, MUM).book()
    on_the_day(parts, 10)
    press(officer, "/duty/surgeries/1/attendance", booking="1", came="perhaps")
    assert bookings(parts)[0].state == "booked"


def test_dates_are_checked_then_confirmed(manager: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    checked = send_file(manager, csv_text(tmp_path, {}, SECOND))
    assert checked.status_code == 200 and "2 added, 0 changed, 0 unchanged, 0 rejected" in checked.text and "Take the dates in" in checked.text
    with parts.db.reading() as session:
        assert session.query(Surgery).count() == 0
    text = re.search(r'name="text" value="([^"]*)"', checked.text)
    assert text
    assert press(manager, "/duty/surgeries/import", text=text.group(1), confirm="1").status_code == 302
    with parts.db.reading() as session:
        assert session.query(Surgery).count() == 2
    assert [action for action, _ in audits(parts)][-2:] == ["import_surgeries_checked", "import_surgeries"]


def test_a_file_that_breaks_a_rule_is_named_row_by_row(manager: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    page = send_file(manager, csv_text(tmp_path, {}, SECOND | {"slot_minutes": "180"}, {"surgery_id": "S3", "end": "09:00"}))
    assert page.status_code == 400 and "row 3: slot_minutes is longer than the surgery" in page.text and "row 4: end is not after start" in page.text
    assert "Take the dates in" not in page.text
    with parts.db.reading() as session:
        assert session.query(Surgery).count() == 0


@pytest.mark.parametrize(("raw", "says"), [(b"\xff\xfe\x00", "not UTF-8"), (b"", "Choose a file first"), (b"a,b\n1,2", "has no column surgery_id")])
def test_a_file_that_cannot_be_read_says_why(manager: FlaskClient, parts: Parts, raw: bytes, says: str) -> None:
    page = send_file(manager, raw)
    assert page.status_code == 400 and says in page.text


def test_only_a_manager_takes_dates_in(officer: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    assert officer.get("/duty/surgeries/import").status_code == 403
    assert send_file(officer, csv_text(tmp_path, {})).status_code == 403
    assert press(officer, "/duty/surgeries/import", text=csv_text(tmp_path, {}), confirm="1").status_code == 403
    assert audits(parts)[-1] == ("import_surgeries_refused", "surgeries")
    with parts.db.reading() as session:
        assert session.query(Surgery).count() == 0


@pytest.mark.parametrize("path", ["/duty/surgeries", "/duty/surgeries/1", "/duty/surgeries/import"])
def test_an_editor_and_a_stranger_see_nothing(client: FlaskClient, parts: Parts, tmp_path: Path, path: str) -> None:
    put(parts, tmp_path)
    Talk(parts, MUM).book(name="Ama")
    assert client.get(path).status_code == 302
    editor = signed_in(client, parts, "eve", "editor")
    page = editor.get(path)
    assert page.status_code == 403 and "Ama" not in page.text


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"slot_minutes": "0"}, "slot_minutes is not a whole number from 5 to 480"),
        ({"slot_minutes": "121"}, "slot_minutes is longer than the surgery"),
        ({"start": "", "end": ""}, "capacity and slot_minutes need start and end"),
        ({"capacity": "-1"}, "capacity is not a whole number"),
    ],
)
def test_slots_that_cannot_be_are_refused_with_a_reason(manager: FlaskClient, parts: Parts, tmp_path: Path, row: dict[str, str], reason: str) -> None:
    assert reason in send_file(manager, csv_text(tmp_path, row)).text and booked(parts) == []


def test_a_place_kept_for_the_list_and_who_waits_are_seen_and_counted_the_same(officer: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    put(parts, tmp_path, ONE_PLACE)
    mum, dad, _ = wait_for(parts, MUM, DAD, GRAN)
    mum.say("CAN'T COME", "1")
    assert "A place is free" in swept(parts, dad)[0]
    page, listed = officer.get("/duty/surgeries/1").text, officer.get("/duty/surgeries").text
    assert "0 booked, 1 kept for the waiting list, 1 waiting." in page and "9:30am: kept until" in page and "Waiting since" in page
    assert "<td>0</td><td>1</td><td>1</td>" in listed
    assert page.index("kept until") < page.index("Waiting since") and dad.id in page and mum.id not in page
