"""Extracts that staff bring: shown first, confirmed once, and nothing lost when the file is not what it should be."""

from __future__ import annotations

import io
import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.duty_steps import audits, new_staff, press, signed_in
from tests.family import CASE, MUM, PERSON, REF, put_on_record, write_csv
from tests.imports.test_sen2 import REQUEST, UPN, person, write_xml
from webhook.bootstrap import Parts
from webhook.services.imports.extracts import NoSuchExtract, Upload, check_extract, confirm_extract, data_age
from webhook.services.imports.imports import Imported
from webhook.services.turn.work import forget_old
from webhook.store.cases import Case, Contact
from webhook.store.duty import Audit
from webhook.store.extracts import CaseImport

PAGE = "/duty/extracts"


@pytest.fixture
def manager(client: FlaskClient, parts: Parts) -> FlaskClient:
    return signed_in(client, parts, "musa", "manager")


def csv_of(folder: Path, *rows: dict[str, Any]) -> bytes:
    return write_csv(folder / "made.csv", list(rows)).read_bytes()


def upload(client: FlaskClient, cases: bytes | None = None, contacts: bytes | None = None, name: str = "cases.csv", **form: str) -> TestResponse:
    """Choose files, press the button, and look at the page that follows."""
    files = {"cases": (cases, name), "contacts": (contacts, "contacts.csv")}
    sent: dict[str, Any] = {field: (io.BytesIO(content), called) for field, (content, called) in files.items() if content is not None}
    return client.get(press(client, PAGE, **sent, **form).location)


def waiting(parts: Parts) -> CaseImport:
    with parts.db.reading() as session:
        return session.scalars(select(CaseImport).order_by(CaseImport.id.desc())).first()  # type: ignore[return-value]


def count(parts: Parts, table: type = Case) -> int:
    with parts.db.reading() as session:
        return session.query(table).count()


def test_an_extract_is_shown_first_and_written_when_confirmed(manager: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    cases = csv_of(tmp_path, CASE | {"decision": "pending"}, CASE | {"case_ref": "SEN-2"})
    page = upload(manager, cases, csv_of(tmp_path, PERSON, PERSON | {"case_ref": "SEN-2"}))
    assert "<b>1</b> added" in page.text and "<b>1</b> changed" in page.text and "<b>1</b> unchanged" in page.text and "Take it in" in page.text
    assert count(parts) == 1 and waiting(parts).cases_sealed != cases and f"{REF}: decision" in page.text and MUM not in page.text
    done = manager.get(press(manager, f"{PAGE}/{waiting(parts).id}/confirm").location)
    assert "Taken in: 2 added, 1 changed, 1 unchanged." in done.text and "By Musa" in done.text
    assert (count(parts), count(parts, Contact), waiting(parts).cases_sealed, waiting(parts).state) == (2, 2, None, "written")
    assert [action for action, _ in audits(parts)][-2:] == ["extract_checked", "extract_written"]
    with parts.db.reading() as session:
        assert all(MUM not in row.detail and REF not in row.detail for row in session.scalars(select(Audit)))


def test_contacts_alone_and_a_return_with_its_day(manager: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    xml = write_xml(tmp_path, person(REQUEST)).read_bytes()
    assert "Give that day" in upload(manager, xml, name="return.xml").text
    assert "no day of the calendar" in upload(manager, xml, name="return.xml", as_of="18 November").text
    assert "still to come" in upload(manager, xml, name="return.xml", as_of="2027-01-21").text
    page = upload(manager, xml, name="return.xml", as_of="2026-11-18")
    assert "Made on Wednesday 18 November 2026" in page.text and "draft_issued" in page.text
    press(manager, f"{PAGE}/{waiting(parts).id}/confirm")
    assert data_age(parts).day == date(2026, 11, 18)
    assert "<b>1</b> added" in upload(manager, contacts=csv_of(tmp_path, PERSON | {"case_ref": UPN})).text


@pytest.mark.parametrize(
    ("cases", "name", "says"),
    [
        (None, "", "Choose a file first"),
        (b"", "cases.csv", "is empty"),
        (b"case_ref\nSEN-1", "cases.xlsx", "Cases come as .csv"),
        ("case_ref\nSEN-é".encode("latin-1"), "cases.csv", "is not UTF-8 text"),
        (b"school\nx", "cases.csv", "has no column case_ref"),
        (b'case_ref,school\nSEN-1,"half a fi', "cases.csv", "is not a CSV file"),
        (b"PK\x03\x04\0\0", "cases.csv", "is not a text file"),
        (b"<SEN2><Person><UPN>A1", "return.xml", "is not whole"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><SEN2/>", "return.xml", "are refused"),
    ],
)
def test_what_is_no_extract_gets_a_clear_word_and_loses_nothing(manager: FlaskClient, parts: Parts, tmp_path: Path, cases: bytes | None, name: str, says: str) -> None:
    put_on_record(parts, tmp_path)
    page = upload(manager, cases, name=name, as_of="2026-11-18")
    assert says in page.text and "Nothing was taken in." in page.text and page.status_code == 200
    assert (count(parts), audits(parts)[-1][0]) == (1, "extract_refused") and waiting(parts) is None


def test_rejected_rows_are_named_without_their_values(manager: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    page = upload(manager, csv_of(tmp_path, CASE, CASE | {"case_ref": "SEN-2", "child_dob": "14th of March"}))
    assert "Row 3: child_dob is not a date like 2026-03-14" in page.text and "14th of March" not in page.text and "Leave out the rejected rows" in page.text
    number = waiting(parts).id
    plain = manager.get(press(manager, f"{PAGE}/{number}/confirm").location)
    assert "Some rows are broken now" in plain.text and count(parts) == 0 and waiting(parts).state == "checked"
    press(manager, f"{PAGE}/{number}/confirm", skip_bad="1")
    assert (count(parts), waiting(parts).state) == (1, "written")


def test_a_file_cut_off_between_two_rows_shows_how_many_cases_are_missing(manager: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    upload(manager, csv_of(tmp_path, *(CASE | {"case_ref": f"SEN-{number}"} for number in range(5))))
    press(manager, f"{PAGE}/{waiting(parts).id}/confirm")
    page = upload(manager, csv_of(tmp_path, CASE | {"case_ref": "SEN-0"}))
    assert "<b>4</b> open cases on record are not in this file" in page.text


def test_too_large_is_said_and_other_forms_stay_small(manager: FlaskClient, parts: Parts) -> None:
    parts.settings.extract_max_mb = 1
    big = press(manager, PAGE, cases=(io.BytesIO(b"x" * 1_200_000), "cases.csv"))
    assert big.status_code == 413 and "larger than 1 MB together" in big.text and "Nothing was taken in" in big.text
    assert press(manager, f"{PAGE}/1/drop", padding="x" * 70_000).status_code == 413


def test_an_upload_without_our_token_or_without_a_session_is_not_read(manager: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    files = {"cases": (io.BytesIO(csv_of(tmp_path, CASE)), "cases.csv")}
    assert manager.post(PAGE, data={"csrf": "x", **files}).status_code == 400
    press(manager, "/duty/sign-out")
    assert manager.post(PAGE, data={"cases": (io.BytesIO(b"x" * 500_000), "cases.csv")}).status_code == 302
    assert waiting(parts) is None


@pytest.mark.parametrize("role", ["officer", "editor"])
def test_only_managers_see_and_do_it(client: FlaskClient, parts: Parts, tmp_path: Path, role: str) -> None:
    other = signed_in(client, parts, "amina", role)
    for answer in (other.get(PAGE), press(other, PAGE, cases=(io.BytesIO(csv_of(tmp_path, CASE)), "c.csv")), press(other, f"{PAGE}/1/confirm")):
        assert answer.status_code == 403
    assert waiting(parts) is None and "Case extracts" not in other.get("/duty/").text


def test_its_time_runs_out_and_it_can_be_dropped(manager: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    upload(manager, csv_of(tmp_path, CASE))
    number = waiting(parts).id
    parts.clock.at += timedelta(minutes=parts.settings.sealed_minutes + 1)  # type: ignore[attr-defined]
    forget_old(parts)
    assert waiting(parts).cases_sealed is None
    assert "its time is over" in manager.get(press(manager, f"{PAGE}/{number}/confirm").location).text and count(parts) == 0
    upload(manager, csv_of(tmp_path, CASE))
    press(manager, f"{PAGE}/{number + 1}/drop")
    assert (waiting(parts).state, waiting(parts).cases_sealed) == ("dropped", None)
    assert "its time is over" in manager.get(manager.get(f"{PAGE}/{number + 1}").location).text


def test_two_who_confirm_at_once_take_it_in_once(any_parts: Parts, tmp_path: Path) -> None:
    staff = new_staff(any_parts, "musa", "manager")
    number = check_extract(any_parts, staff, Upload("cases.csv", csv_of(tmp_path, CASE)), Upload(), None)
    results: list[object] = []

    def confirm() -> None:
        try:
            results.append(confirm_extract(any_parts, staff, number, skip_bad=False))
        except Exception as error:
            results.append(error)

    threads = [threading.Thread(target=confirm) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(result, Imported) for result in results) == 1, results
    with any_parts.db.reading() as session:
        assert [row.action for row in session.scalars(select(Audit).where(Audit.action == "extract_written"))] == ["extract_written"]
    assert sum(isinstance(result, NoSuchExtract) for result in results) == 3, results


def test_old_data_are_told_to_staff(manager: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    assert "There are no cases yet" in manager.get(PAGE).text
    put_on_record(parts, tmp_path, source_updated_at="2026-11-16")
    assert "as of <b>Monday 16 November 2026" in manager.get(PAGE).text and "longer ago" not in manager.get("/duty/").text
    parts.settings.extract_stale_days -= 1
    assert "longer ago than it should be" in manager.get(PAGE).text
    assert "The case data are as of Monday 16 November" in manager.get("/duty/").text
