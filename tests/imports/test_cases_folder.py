"""The watched folder: a file that has stopped growing is taken in once, put away with its report, and a bad one alerts staff."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.duty_steps import signed_in
from tests.family import CASE, PERSON, write_csv
from tests.imports.test_sen2 import REQUEST, person, write_xml
from webhook.bootstrap import Parts
from webhook.services.imports import cases_folder
from webhook.services.imports.cases_folder import FolderWatch
from webhook.store.cases import Case, Contact
from webhook.store.duty import Alert
from webhook.store.extracts import CaseImport


@pytest.fixture
def folder(parts: Parts, tmp_path: Path) -> Path:
    parts.settings.cases_folder = tmp_path / "extracts"
    parts.settings.cases_folder.mkdir()
    return parts.settings.cases_folder


def names(folder: Path) -> list[str]:
    """What stands in the folder, without the moment in front."""
    return sorted(str(path.relative_to(folder)).replace("20261123T120000-", "") for path in folder.rglob("*") if path.is_file())


def count(parts: Parts, table: type) -> int:
    with parts.db.reading() as session:
        return session.query(table).count()


def test_nothing_is_watched_unless_a_folder_is_set(parts: Parts, tmp_path: Path) -> None:
    assert FolderWatch().look(parts) == 0
    parts.settings.cases_folder = tmp_path / "not there"
    assert FolderWatch().look(parts) == 0


def test_a_file_is_taken_in_once_it_has_stopped_growing(parts: Parts, folder: Path) -> None:
    watch, path = FolderWatch(), write_csv(folder / "cases.csv", [CASE])
    whole = path.read_text("utf-8")
    path.write_text(whole[:40], "utf-8")
    assert watch.look(parts) == 0
    path.write_text(whole, "utf-8")
    assert watch.look(parts) == 0 and count(parts, Case) == 0  # it grew
    assert watch.look(parts) == 1 and count(parts, Case) == 1
    assert names(folder) == ["done/cases.csv", "done/cases.csv.report.txt"] and watch.look(parts) == 0
    report = next((folder / "done").glob("*.report.txt")).read_text("utf-8")
    assert "1 added, 0 changed, 0 unchanged, 0 rejected" in report and CASE["case_ref"] not in report


def test_cases_wait_for_the_contacts_that_belong_to_them(parts: Parts, folder: Path) -> None:
    watch = FolderWatch()
    write_csv(folder / "2026-cases.csv", [CASE])
    watch.look(parts)
    write_csv(folder / "2026-contacts.csv", [PERSON])
    assert watch.look(parts) == 0
    assert watch.look(parts) == 1 and (count(parts, Case), count(parts, Contact)) == (1, 1)
    write_csv(folder / "contacts.csv", [PERSON | {"phone": "+447700900002"}])
    assert [watch.look(parts), watch.look(parts), count(parts, Contact)] == [0, 1, 2]


def test_a_return_is_as_of_the_day_it_was_written(parts: Parts, folder: Path) -> None:
    watch = FolderWatch()
    write_xml(folder, person(REQUEST))
    assert [watch.look(parts), watch.look(parts)] == [0, 1]
    with parts.db.reading() as session:
        case, run = session.query(Case).one(), session.query(CaseImport).one()
    assert case.source_updated_at is not None and run.as_of == case.source_updated_at.date() <= parts.clock.now().date()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("case_ref,child_dob\nSEN-1,soon", "row 2: child_dob is not a date"),
        ("school\nx", "has no column case_ref"),
        ("", "is empty"),
        ("case_ref,child_dob,case_status\n", "no other rows"),
        ("case_ref\n\n,,\n", "no other rows"),
    ],
)
def test_a_bad_file_fails_whole_and_staff_are_alerted(parts: Parts, folder: Path, client: FlaskClient, body: str, says: str) -> None:
    watch = FolderWatch()
    (folder / "cases.csv").write_text(body, "utf-8")
    watch.look(parts)
    assert watch.look(parts) == 1 and count(parts, Case) == 0
    assert names(folder) == ["failed/cases.csv", "failed/cases.csv.report.txt"]
    assert says in next((folder / "failed").glob("*.report.txt")).read_text("utf-8")
    with parts.db.reading() as session:
        (alert,) = session.scalars(select(Alert))
    assert (alert.kind, alert.conversation_id) == ("import_failed", None) and says in alert.detail and alert.detail.count("cases.csv") == 1
    assert "--skip-bad" not in next((folder / "failed").glob("*.report.txt")).read_text("utf-8")
    page = signed_in(client, parts).get("/duty/").text
    assert "A case extract was not taken in" in page and "cases.csv" in page


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("cases.xlsx", b"PK\x03\x04", "cases.xlsx is not a file this folder takes (.xlsx)"),
        ("cases", b"x", "cases is not a file this folder takes (no ending)"),
        ("cases.csv", b"case_ref\xff", "cases.csv is not UTF-8 text"),
        ("cases.csv", b"case_ref;child_dob\nSEN-1;2017-03-14\n", "has semicolons between its columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_reason(parts: Parts, folder: Path, client: FlaskClient, name: str, body: bytes, says: str) -> None:
    watch = FolderWatch()
    (folder / name).write_bytes(body)
    assert [watch.look(parts), watch.look(parts), watch.look(parts)] == [0, 1, 0]
    assert names(folder) == [f"failed/{name}", f"failed/{name}.report.txt"] and says in next((folder / "failed").glob("*.report.txt")).read_text("utf-8")
    with parts.db.reading() as session:
        assert says in session.scalars(select(Alert)).one().detail
    page = signed_in(client, parts, "lead", "manager").get("/duty/extracts").text
    assert f"{name}: could not be read." in page and says in page


@pytest.mark.parametrize("name", [".cases.csv.swp", "~$cases.xlsx", "cases.csv.part", "cases.xlsx.tmp"])
def test_what_is_still_on_its_way_is_left_alone(parts: Parts, folder: Path, name: str) -> None:
    watch = FolderWatch()
    (folder / name).write_bytes(b"x")
    assert [watch.look(parts), watch.look(parts)] == [0, 0] and names(folder) == [name]


def test_what_a_crash_left_comes_back_and_a_broken_database_loses_nothing(parts: Parts, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "working").mkdir()
    write_csv(folder / "working" / "cases.csv", [CASE])
    watch = FolderWatch()
    watch.look(parts)

    def broken(*_: object, **__: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as broke:
        broke.setattr(cases_folder, "take_in", broken)
        with pytest.raises(ConnectionError):
            watch.look(parts)
    assert names(folder) == ["cases.csv"]
    assert watch.look(parts) == 1 and names(folder)[0] == "done/cases.csv" and count(parts, Case) == 1
