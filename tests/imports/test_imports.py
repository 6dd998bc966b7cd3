"""The council's files: what comes in, what is refused and why, and that nothing is half-written."""

from __future__ import annotations

import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.family import BORN, CASE, MUM, PERSON, REF, hear, put_on_record, write_csv
from webhook.bootstrap import Parts
from webhook.services.imports.case_source import CsvExtract
from webhook.services.imports.cases import import_cases
from webhook.services.imports.imports import Report, Unreadable
from webhook.services.imports.surgeries import import_surgeries
from webhook.services.imports.table import BATCH
from webhook.services.surgeries.surgeries import wish_to_be_told
from webhook.store.cases import Case, CaseChange, Contact
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.messages import ClockJob, Outbound
from webhook.store.surgeries import Surgery

SURGERY = {
    "surgery_id": "S1",
    "date": "2026-12-04",
    "start": "09:30",
    "end": "11:30",
    "venue": "Sample School",
    "access": "step-free; hearing loop",
    "status": "open",
}


def count(parts: Parts, table: type) -> int:
    with parts.db.reading() as session:
        return session.query(table).count()


def test_cases_and_contacts_come_in_and_a_second_time_changes_nothing(any_parts: Parts, tmp_path: Path) -> None:
    cases = write_csv(tmp_path / "cases.csv", [CASE, CASE | {"case_ref": "SEN-20418", "advice_outstanding": "EP; SALT"}])
    contacts = write_csv(tmp_path / "contacts.csv", [PERSON | {"phone": "07700 900001"}])
    first, second = (import_cases(any_parts, cases, contacts) for _ in range(2))
    assert [(r.added, r.changed, r.unchanged) for r in first.reports] == [(2, 0, 0), (1, 0, 0)]
    assert [(r.added, r.changed, r.unchanged) for r in second.reports] == [(0, 0, 2), (0, 0, 1)]
    assert (first.exit_code, second.exit_code, count(any_parts, CaseChange)) == (0, 0, 0)
    with any_parts.db.reading() as session:
        case = session.query(Case).filter_by(case_ref="SEN-20418").one()
        assert case.advice_outstanding == ["EP", "SALT"] and case.child_dob is not None and case.child_dob.isoformat() == BORN
        assert any_parts.vault.open(session.query(PhoneNumber).one().number_sealed) == MUM


def test_what_changed_is_kept_but_not_personal_values(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    changed = CASE | {"decision": "assess", "decision_date": "2026-11-20", "child_first_name": "Samuel"}
    assert import_cases(parts, write_csv(tmp_path / "c.csv", [changed])).reports[0].changed == 1
    with parts.db.reading() as session:
        kept = {(row.field, row.old, row.new) for row in session.query(CaseChange)}
    assert kept == {("decision", None, "assess"), ("decision_date", None, "2026-11-20"), ("child_first_name", None, None)}


def test_an_empty_cell_means_unknown_and_a_missing_column_leaves_things_alone(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path, school="Sample School", decision="pending")
    import_cases(parts, write_csv(tmp_path / "c.csv", [{"case_ref": "sen 20417", "school": ""}]))
    with parts.db.reading() as session:
        case = session.query(Case).one()
    assert (case.school, case.decision, case.case_ref) == (None, "pending", "sen 20417")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"case_ref": ""}, "case_ref is empty"),
        ({"child_dob": "14/03/2017"}, "child_dob is not a date like"),
        ({"child_dob": "2026-02-30"}, "child_dob is not a date like"),
        ({"child_dob": "2027-01-01"}, "child_dob is in the future"),
        ({"request_received": "2026-12-24"}, "request_received is in the future"),
        ({"final_issued": "2062-01-01"}, "final_issued is in the future"),
        ({"final_issued": "2026-10-01"}, "final_issued is before request_received"),
        ({"child_dob": "2026-11-10"}, "request_received is before child_dob"),
        ({"draft_issued": "2026-11-20", "draft_comments_due": "2026-11-10"}, "draft_comments_due is before draft_issued"),
        ({"decision": "maybe"}, "decision must be one of assess, not_assess, pending"),
        ({"case_kind": "sen"}, "case_kind must be one of"),
        ({"phase_year": "next"}, "phase_year is not a whole number"),
        ({"school": "x" * 500}, "school is longer than 120"),
        ({"case_ref": "sen20417"}, "the same case_ref as row 2"),
    ],
)
def test_a_broken_row_is_named_and_nothing_is_written(parts: Parts, tmp_path: Path, row: dict[str, str], reason: str) -> None:
    path = write_csv(tmp_path / "cases.csv", [CASE, CASE | {"case_ref": "SEN-2"} | row])
    imported = import_cases(parts, path)
    assert [number for number, _ in imported.reports[0].rejected] == [3]
    assert reason in imported.reports[0].rejected[0][1]
    assert (imported.exit_code, imported.written, count(parts, Case)) == (1, False, 0)
    skipped = import_cases(parts, path, skip_bad=True)
    assert (skipped.exit_code, skipped.written, count(parts, Case)) == (1, True, 1)


def test_a_date_is_checked_against_what_is_known_already(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    imported = import_cases(parts, write_csv(tmp_path / "c.csv", [{"case_ref": REF, "final_issued": "2026-10-01"}]))
    assert imported.reports[0].rejected == [(2, f"final_issued is before request_received ({REF})")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"case_ref": "SEN-9"}, "no case with that case_ref"),
        ({"phone": "12"}, "phone is not a UK mobile or landline"),
        ({"phone": ""}, "phone is empty"),
        ({"disclosure": "maybe"}, "disclosure must be one of yes, no"),
        ({"safe_to_text": "sometimes"}, "safe_to_text must be one of"),
        ({"phone": "07700900001"}, "the same case_ref and phone as row 2"),
    ],
)
def test_a_broken_contact_undoes_the_cases_with_it(parts: Parts, tmp_path: Path, row: dict[str, str], reason: str) -> None:
    contacts = write_csv(tmp_path / "contacts.csv", [PERSON, PERSON | {"phone": "07700 900055"} | row])
    imported = import_cases(parts, write_csv(tmp_path / "cases.csv", [CASE]), contacts)
    assert reason in imported.reports[1].rejected[0][1]
    assert not imported.written
    assert (count(parts, Case), count(parts, Contact)) == (0, 0)


def test_unknown_columns_are_told_and_left_out(parts: Parts, tmp_path: Path) -> None:
    imported = import_cases(parts, write_csv(tmp_path / "cases.csv", [CASE | {"hair": "red"}]))
    assert imported.reports[0].unknown_columns == ["hair"]
    assert imported.written


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        "case_ref\nSEN-1é".encode("utf-16"),
        "case_ref,school\nSEN-1,École".encode("latin-1"),
        b"school\nx",
        b'case_ref\n"SEN-1',
        b"case_ref,case_ref\n1,2",
        b"a\0b",
    ],
)
def test_a_file_that_is_no_such_file_is_unreadable(parts: Parts, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cases.csv"
    path.write_bytes(content)
    with pytest.raises(Unreadable):
        import_cases(parts, path)
    assert count(parts, Case) == 0


def test_a_row_with_too_few_or_many_cells_is_refused(parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("\ufeffCase_Ref,school\nSEN-100\nSEN-200,a,b\nSEN-300,a\n", "utf-8")
    report = import_cases(parts, path, skip_bad=True).reports[0]
    assert report.rejected == [(2, "has 1 cells, the first row has 2 (SEN-100)"), (3, "has 3 cells, the first row has 2 (SEN-200)")]
    assert report.added == 1


def test_a_closed_case_ends_reminders_but_not_what_protects(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    conversation, _ = hear(parts, MUM, "hello")
    with parts.db.writing() as session:
        for kind in ("reminder", "safety_card"):
            session.add(ClockJob(kind=kind, dedupe_key=kind, conversation_id=conversation, due_at=parts.clock.now()))
    import_cases(parts, write_csv(tmp_path / "c.csv", [CASE | {"case_status": "deceased"}]))
    with parts.db.reading() as session:
        assert {job.kind: job.state for job in session.query(ClockJob)} == {"reminder": "dropped", "safety_card": "due"}


# ---- A case that the extract no longer holds ----


def six_cases(parts: Parts, tmp_path: Path, policy: str, *refs: int) -> Path:
    parts.settings.cases_gone = policy  # type: ignore[assignment]
    import_cases(parts, write_csv(tmp_path / "all.csv", [CASE | {"case_ref": f"SEN-{number}"} for number in range(100, 106)]))
    return write_csv(tmp_path / "later.csv", [CASE | {"case_ref": f"SEN-{number}"} for number in refs])


def open_cases(parts: Parts) -> list[str]:
    with parts.db.reading() as session:
        return sorted(case.case_ref for case in session.query(Case).filter_by(case_status="open"))


def test_a_case_that_is_gone_stays_as_it_was_unless_the_council_says_otherwise(parts: Parts, tmp_path: Path) -> None:
    assert import_cases(parts, six_cases(parts, tmp_path, "keep", 100)).reports[0].unchanged == 1
    assert len(open_cases(parts)) == 6 and count(parts, CaseChange) == 0


def test_with_close_it_is_closed_once_and_noted_and_comes_back_when_the_file_says_so(any_parts: Parts, tmp_path: Path) -> None:
    later = six_cases(any_parts, tmp_path, "close", 100, 101, 102, 103, 104)
    assert [import_cases(any_parts, later).reports[0].closed for _ in range(2)] == [1, 0]
    assert open_cases(any_parts) == [f"SEN-{number}" for number in range(100, 105)]
    with any_parts.db.reading() as session:
        (row,) = session.query(CaseChange)
        assert (row.field, row.old, row.new, row.kind) == ("case_status", "open", "closed", "changed") and str(row.source).startswith("later.csv ")
    import_cases(any_parts, tmp_path / "all.csv")
    assert len(open_cases(any_parts)) == 6


def test_a_file_that_was_cut_short_closes_nobody(parts: Parts, tmp_path: Path) -> None:
    later = six_cases(parts, tmp_path, "close", 100, 101)
    with pytest.raises(Unreadable, match="lacks 4 of 6 open cases"):
        import_cases(parts, later)
    assert len(open_cases(parts)) == 6
    assert import_cases(parts, later, dry_run=True, allow_drop=True).reports[0].closed == 4 and len(open_cases(parts)) == 6
    assert import_cases(parts, later, allow_drop=True).reports[0].closed == 4 and len(open_cases(parts)) == 2


def test_a_row_that_cannot_be_read_closes_nobody(parts: Parts, tmp_path: Path) -> None:
    six_cases(parts, tmp_path, "close")
    broken = write_csv(tmp_path / "b.csv", [CASE | {"case_ref": f"SEN-{number}"} for number in range(100, 105)] + [CASE | {"case_ref": "", "decision": "maybe"}])
    assert import_cases(parts, broken, skip_bad=True).reports[0].closed == 0
    assert len(open_cases(parts)) == 6


def test_surgeries_come_in_and_are_idempotent(any_parts: Parts, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "surgeries.csv", [SURGERY])
    assert import_surgeries(any_parts, path).reports[0].added == 1
    assert import_surgeries(any_parts, path).reports[0].unchanged == 1
    assert import_surgeries(any_parts, write_csv(path, [SURGERY | {"status": "full"}])).reports[0].changed == 1
    with any_parts.db.reading() as session:
        surgery = session.query(Surgery).one()
    assert (surgery.status, surgery.access, str(surgery.start)) == ("full", ["step-free", "hearing loop"], "09:30:00")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"date": ""}, "date is empty"),
        ({"date": "4 December"}, "date is not a date"),
        ({"date": "2036-12-04"}, "more than three years ahead"),
        ({"venue": ""}, "venue is empty"),
        ({"start": "9.30"}, "start is not a time like 09:30"),
        ({"end": "09:00"}, "end is not after start"),
        ({"capacity": "0"}, "capacity is not a whole number"),
        ({"status": "maybe"}, "status must be one of"),
    ],
)
def test_a_broken_surgery_is_named(parts: Parts, tmp_path: Path, row: dict[str, str], reason: str) -> None:
    imported = import_surgeries(parts, write_csv(tmp_path / "s.csv", [SURGERY | row]))
    assert reason in imported.reports[0].rejected[0][1]
    assert count(parts, Surgery) == 0


def test_who_asked_for_the_next_date_is_texted_once(parts: Parts, tmp_path: Path) -> None:
    conversation, _ = hear(parts, MUM, "when is the next surgery")
    with parts.db.writing() as session:
        wish_to_be_told(session, session.get_one(Conversation, conversation), parts.clock.now())
    path = write_csv(tmp_path / "s.csv", [SURGERY, SURGERY | {"surgery_id": "S2", "date": "2026-12-18"}])
    assert import_surgeries(parts, path, dry_run=True).send == []
    assert count(parts, Outbound) == 0
    assert import_surgeries(parts, path).send == [conversation]
    import_surgeries(parts, path)
    with parts.db.reading() as session:
        texts = [parts.vault.open(row.body_sealed) for row in session.query(Outbound)]
    assert len(texts) == 1 and "Fri 4 Dec 9:30am at Sample School" in texts[0]


def test_commands_leave_with_the_contracts_codes(app: Flask, tmp_path: Path) -> None:
    run = app.test_cli_runner().invoke
    good, bad, odd = write_csv(tmp_path / "a.csv", [CASE]), write_csv(tmp_path / "b.csv", [CASE | {"child_dob": "x"}]), tmp_path / "odd.csv"
    odd.write_bytes(b"\xff\xfe\x00")
    dry = run(args=["cases", "import", str(good), "--dry-run"])
    assert dry.exit_code == 0 and "1 added" in dry.output and "nothing was written" in dry.output
    assert run(args=["cases", "import", str(good)]).exit_code == 0
    refused = run(args=["cases", "import", str(bad)])
    assert refused.exit_code == 1 and "row 2: child_dob is not a date" in refused.output
    assert run(args=["cases", "import", str(odd)]).exit_code == 2
    assert run(args=["cases", "import", str(tmp_path / "none.csv")]).exit_code == 2
    assert run(args=["cases", "import", str(good), "--contacts", str(odd)]).exit_code == 2
    assert run(args=["surgeries", "import", str(write_csv(tmp_path / "s.csv", [SURGERY]))]).exit_code == 0
    assert run(args=["surgeries", "import"]).exit_code == 2


def test_memory_stays_flat_however_long_the_file(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = write_csv(tmp_path / "cases.csv", [CASE | {"case_ref": f"SEN-{number:06d}"} for number in range(count)])
        tracemalloc.start()
        assert sum(1 for _ in CsvExtract(path).rows(Report("x"))) == count
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(10)
    assert peak(4_000) - peak(1_000) < 3_000 * 300  # only the keys that were seen: no text, no rows


def test_a_file_longer_than_a_batch_is_taken_in_whole_or_not_at_all(any_parts: Parts, tmp_path: Path) -> None:
    rows = [CASE | {"case_ref": f"SEN-{number:06d}"} for number in range(BATCH + 20)]
    people = [PERSON | {"case_ref": row["case_ref"], "phone": f"+447700900{number % 1000:03d}"} for number, row in enumerate(rows)]
    cases, contacts = write_csv(tmp_path / "cases.csv", rows), write_csv(tmp_path / "contacts.csv", [*people, PERSON | {"case_ref": "SEN-NONE"}])
    assert (import_cases(any_parts, cases, contacts).written, count(any_parts, Case)) == (False, 0)
    contacts = write_csv(tmp_path / "contacts.csv", people)
    first, second = (import_cases(any_parts, cases, contacts) for _ in range(2))
    assert [(r.added, r.unchanged) for r in (*first.reports, *second.reports)] == [(BATCH + 20, 0), (BATCH + 20, 0), (0, BATCH + 20), (0, BATCH + 20)]
    assert (count(any_parts, Case), count(any_parts, Contact), count(any_parts, PhoneNumber)) == (BATCH + 20, BATCH + 20, BATCH + 20)
    changed = import_cases(any_parts, write_csv(cases, [rows[0] | {"decision": "pending"}])).reports[0]
    assert (changed.changed, changed.absent) == (1, BATCH + 19)


def test_a_case_that_came_again_unchanged_is_as_new_as_the_extract(parts: Parts, tmp_path: Path) -> None:
    row = {name: value for name, value in CASE.items() if name != "source_updated_at"}
    for _ in range(2):
        import_cases(parts, write_csv(tmp_path / "c.csv", [row]))
        parts.clock.at += timedelta(days=9)  # type: ignore[attr-defined]
    with parts.db.reading() as session:
        case = session.query(Case).one()
    assert case.imported_at == parts.clock.now() - timedelta(days=9)


def test_an_exemption_step_that_is_none_is_taken_in_with_a_note(parts: Parts, tmp_path: Path) -> None:
    rows = [CASE | {"exemption": "absence", "exemption_step": step, "case_ref": f"SEN-5000{number}"} for number, step in enumerate(("banana", "final", "final_plan", ""))]
    (report,) = import_cases(parts, write_csv(tmp_path / "steps.csv", rows)).reports
    assert report.added == 4 and [number for number, _ in report.noted] == [2] and "decision, advice, no_plan, final" in report.noted[0][1]


def test_a_list_without_rows_changes_nothing(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    for name in ("cases", "contacts"):
        (tmp_path / f"{name}.csv").write_text("case_ref,phone,case_status\n", "utf-8")
    for files in ((tmp_path / "cases.csv", None), (None, tmp_path / "contacts.csv")):
        with pytest.raises(Unreadable, match="no other rows"):
            import_cases(parts, *files, allow_drop=True)
