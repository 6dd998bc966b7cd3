"""An older row changes nothing, and no file by itself opens the case of a child who died."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.duty_steps import press, signed_in
from tests.family import CASE, REF, put_on_record, write_csv
from tests.imports.test_extracts import PAGE, csv_of, upload, waiting
from webhook.bootstrap import Parts
from webhook.services.imports.cases import DIED, import_cases
from webhook.services.imports.cases_folder import FolderWatch
from webhook.services.imports.imports import LISTED
from webhook.services.imports.report import report_lines
from webhook.store.cases import Case, CaseChange
from webhook.store.duty import Alert

OLDER = CASE | {"source_updated_at": "2026-11-01", "school": "Sample School"}
NEWER = CASE | {"source_updated_at": "2026-11-23"}


def status(parts: Parts) -> tuple[str, str | None]:
    with parts.db.reading() as session:
        case = session.query(Case).one()
        return case.case_status, case.school


def alerts(parts: Parts) -> list[str]:
    with parts.db.reading() as session:
        return [row.detail for row in session.query(Alert).filter_by(kind=DIED)]


@pytest.mark.parametrize("state", ["open", "closed", "moved", "deceased"])
def test_an_older_row_leaves_the_record_as_it_is(any_parts: Parts, tmp_path: Path, state: str) -> None:
    put_on_record(any_parts, tmp_path, case_status=state)
    imported = import_cases(any_parts, write_csv(tmp_path / "old.csv", [OLDER]))
    report = imported.reports[0]
    assert (report.older.count, report.changed, report.unchanged, imported.exit_code, imported.written) == (1, 0, 0, 0, True)
    assert status(any_parts) == (state, None) and alerts(any_parts) == []
    assert f"  older than our record, left as it is: 1 ({REF})" in report_lines(imported, dry_run=False)
    with any_parts.db.reading() as session:
        assert session.query(CaseChange).count() == 0


def test_the_same_moment_and_a_file_without_moments_are_taken(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    import_cases(parts, write_csv(tmp_path / "same.csv", [CASE | {"school": "One"}]))
    import_cases(parts, write_csv(tmp_path / "none.csv", [{"case_ref": REF, "school": "Two"}]))
    assert status(parts) == ("open", "Two")


def test_a_moment_to_come_is_refused_as_it_would_lock_the_case(parts: Parts, tmp_path: Path) -> None:
    imported = import_cases(parts, write_csv(tmp_path / "c.csv", [CASE | {"source_updated_at": "2062-01-01"}]))
    assert imported.reports[0].rejected == [(2, f"source_updated_at is in the future ({REF})")]


def test_an_older_file_closes_nobody(parts: Parts, tmp_path: Path) -> None:
    parts.settings.cases_gone = "close"
    rows = [CASE | {"case_ref": f"SEN-{number}"} for number in range(10)]
    import_cases(parts, write_csv(tmp_path / "all.csv", rows))
    report = import_cases(parts, write_csv(tmp_path / "old.csv", [row | {"source_updated_at": "2026-11-01"} for row in rows[:9]])).reports[0]
    assert (report.closed, report.absent, report.older.count) == (0, 1, 9)


@pytest.mark.parametrize("told", ["open", "closed", ""])
def test_a_child_who_died_stays_so_and_staff_are_asked_once(any_parts: Parts, tmp_path: Path, told: str) -> None:
    put_on_record(any_parts, tmp_path, case_status="deceased")
    path = write_csv(tmp_path / "new.csv", [NEWER | {"case_status": told, "school": "Sample School"}])
    assert import_cases(any_parts, path, dry_run=True).reports[0].deceased.refs == [REF] and alerts(any_parts) == []
    for _ in range(2):
        assert import_cases(any_parts, path).reports[0].deceased.count == 1
    assert status(any_parts) == ("deceased", None) and alerts(any_parts) == ["…0417"]
    import_cases(any_parts, path, allow_reopen=True)
    assert status(any_parts)[0] == (told or "open")


def test_closed_and_moved_open_again_with_a_newer_row(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path, case_status="moved")
    import_cases(parts, write_csv(tmp_path / "new.csv", [NEWER]))
    assert status(parts)[0] == "open"


def test_the_folder_leaves_older_rows_too(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path, case_status="closed")
    parts.settings.cases_folder = tmp_path / "extracts"
    parts.settings.cases_folder.mkdir()
    write_csv(tmp_path / "extracts" / "cases.csv", [OLDER])
    watch = FolderWatch()
    assert [watch.look(parts), watch.look(parts), status(parts)[0]] == [0, 1, "closed"]
    assert "older than our record" in next((tmp_path / "extracts" / "done").glob("*.report.txt")).read_text("utf-8")


def test_the_page_shows_what_changes_and_what_is_left_and_asks_before_it_opens(client: FlaskClient, parts: Parts, tmp_path: Path) -> None:
    manager = signed_in(client, parts, "musa", "manager")
    put_on_record(parts, tmp_path, case_status="deceased")
    import_cases(parts, write_csv(tmp_path / "two.csv", [CASE | {"case_ref": ref} for ref in ("SEN-2", "SEN-3")]))
    rows = (NEWER, OLDER | {"case_ref": "SEN-2"}, NEWER | {"case_ref": "SEN-3", "child_first_name": "Robin", "decision": "pending"})
    page = upload(manager, csv_of(tmp_path, *rows)).text
    assert "<b>1</b> older than our record. They are left out. (SEN-2)" in page and "SEN-3: child_first_name, decision" in page and "Robin" not in page
    assert f"these children did not die ({REF})" in page
    press(manager, f"{PAGE}/{waiting(parts).id}/confirm")
    assert "1 older than our record" in manager.get(PAGE).text and "opens a case of a child who died" in manager.get("/duty/").text
    upload(manager, csv_of(tmp_path, *rows))
    press(manager, f"{PAGE}/{waiting(parts).id}/confirm", allow_reopen="1")
    with parts.db.reading() as session:
        assert {case.case_status for case in session.query(Case)} == {"open"}


def test_the_list_of_changes_has_an_end(parts: Parts, tmp_path: Path) -> None:
    rows = [CASE | {"case_ref": f"SEN-{number}"} for number in range(LISTED + 5)]
    import_cases(parts, write_csv(tmp_path / "a.csv", rows))
    imported = import_cases(parts, write_csv(tmp_path / "b.csv", [row | {"decision": "pending"} for row in rows]), dry_run=True)
    assert (imported.reports[0].changes.count, len(imported.reports[0].changes.refs)) == (LISTED + 5, LISTED)
    assert any(line.endswith("; and 5 more") for line in report_lines(imported, dry_run=True))
