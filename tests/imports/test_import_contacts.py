"""Who is no longer in contacts.csv has no way in any more; whose case is not in it keeps theirs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.family import CASE, DAD, MUM, PERSON, REF, ask_for_code, codes_to, put_on_record, verify, web, write_csv
from webhook.bootstrap import Parts
from webhook.services.identity.identity import is_verified
from webhook.services.imports.cases import import_cases
from webhook.services.imports.imports import Imported
from webhook.services.imports.report import report_lines
from webhook.services.turn.work import forget_old
from webhook.store.cases import Case, Contact, IdentityCheck, UpdateChoice
from webhook.store.messages import ClockJob

NEW = "+447700900777"


def bring(parts: Parts, tmp_path: Path, *people: dict[str, str], **how: bool) -> Imported:
    return import_cases(parts, None, write_csv(tmp_path / "contacts.csv", [PERSON | person for person in people]), **how)


def ended(parts: Parts) -> set[str]:
    with parts.db.reading() as session:
        rows = session.query(Contact).filter(Contact.ended_at.is_not(None))
        return {number for number in (MUM, DAD, NEW) if parts.vault.hash("number", number) in {row.number_hash for row in rows}}


def test_a_number_that_is_gone_gets_no_code_and_proves_nothing_more(any_parts: Parts, tmp_path: Path) -> None:
    put_on_record(any_parts, tmp_path)
    proven = web(any_parts)
    assert verify(any_parts, proven)["done"]
    ask_for_code(any_parts, MUM)
    dry = bring(any_parts, tmp_path, {"phone": NEW}, dry_run=True)
    assert (dry.reports[0].ended.count, dry.reports[0].ended.refs, ended(any_parts)) == (1, [REF], set())
    assert f"  contacts ended, because their case's rows no longer name them: 1 ({REF})" in report_lines(dry, dry_run=True)
    assert [bring(any_parts, tmp_path, {"phone": NEW}).reports[0].ended.count for _ in range(2)] == [1, 0]
    assert ended(any_parts) == {MUM}
    with any_parts.db.reading() as session:
        assert not is_verified(session.get(IdentityCheck, proven), any_parts.clock.now())
    before = len(codes_to(any_parts, MUM))
    for who in (MUM, web(any_parts)):
        assert ask_for_code(any_parts, who)["say"] == "identity_code_sent"
    assert len(codes_to(any_parts, MUM)) == before and codes_to(any_parts, NEW), "the codes go to the phone that is on the record now"


def test_their_texts_about_the_case_end_and_others_go_on(any_parts: Parts, tmp_path: Path) -> None:
    put_on_record(any_parts, tmp_path, {}, {"phone": DAD})
    with any_parts.db.writing() as session:
        for contact in session.query(Contact).all():
            session.add(UpdateChoice(contact_id=contact.id, state="on", by="contact", at=any_parts.clock.now()))
            session.add(ClockJob(kind="case_update", dedupe_key=f"k{contact.id}", contact_id=contact.id, due_at=any_parts.clock.now()))
    bring(any_parts, tmp_path, {"phone": DAD})
    with any_parts.db.reading() as session:
        gone = session.query(Contact).filter(Contact.ended_at.is_not(None)).one()
        assert {(row.contact_id == gone.id, row.state) for row in session.query(UpdateChoice)} == {(True, "off"), (False, "on")}
        assert {(row.contact_id == gone.id, row.state) for row in session.query(ClockJob)} == {(True, "dropped"), (False, "due")}


def test_a_case_that_the_file_does_not_name_keeps_its_people_and_is_told(any_parts: Parts, tmp_path: Path) -> None:
    put_on_record(any_parts, tmp_path)
    import_cases(any_parts, write_csv(tmp_path / "more.csv", [CASE | {"case_ref": "SEN-2"}]))
    report = bring(any_parts, tmp_path, {"case_ref": "SEN-2", "phone": DAD}).reports[0]
    assert (report.added, report.ended.count, report.absent, ended(any_parts)) == (1, 0, 1, set())


def test_a_row_that_cannot_be_read_ends_nobody_of_its_case(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path, {}, {"phone": DAD})
    report = bring(parts, tmp_path, {"phone": DAD}, {"phone": "12345"}, skip_bad=True).reports[0]
    assert (len(report.rejected), report.ended.count, ended(parts)) == (1, 0, set()) and REF in report.rejected[0][1]


def test_who_comes_back_is_on_the_record_again_and_history_ends_in_time(any_parts: Parts, tmp_path: Path) -> None:
    put_on_record(any_parts, tmp_path)
    bring(any_parts, tmp_path, {"phone": NEW})
    report = bring(any_parts, tmp_path, {}).reports[0]
    assert (report.changed, report.ended.count, ended(any_parts)) == (1, 1, {NEW})
    assert verify(any_parts, MUM)["done"]
    any_parts.clock.at += timedelta(days=any_parts.settings.transcript_days + 1)  # type: ignore[attr-defined]
    forget_old(any_parts)
    with any_parts.db.reading() as session:
        assert session.query(Contact).count() == 1


@pytest.mark.parametrize("cell", ["12345", "+1 202 555 0100", "0800 1111", "07700 9000"])
def test_only_a_phone_of_this_country_is_a_contacts_phone(parts: Parts, tmp_path: Path, cell: str) -> None:
    put_on_record(parts, tmp_path)
    assert bring(parts, tmp_path, {}, {"phone": cell}).reports[0].rejected == [(3, f"phone is not a UK mobile or landline like 07700 900123 or +447700900123 ({REF})")]


@pytest.mark.parametrize(("cell", "known"), [("07700 900001", MUM), ("020 7946 0123", "+442079460123"), ("+44 7700 900001", MUM)])
def test_mobiles_and_landlines_are_taken_however_they_are_written(parts: Parts, tmp_path: Path, cell: str, known: str) -> None:
    put_on_record(parts, tmp_path)
    bring(parts, tmp_path, {"phone": cell})
    with parts.db.reading() as session:
        assert [row.number_hash for row in session.query(Contact).filter(Contact.ended_at.is_(None))] == [parts.vault.hash("number", known)]


def test_an_older_pair_of_files_brings_no_number_back(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path, {"phone": NEW})
    imported = import_cases(parts, write_csv(tmp_path / "c.csv", [CASE | {"source_updated_at": "2026-11-01"}]), write_csv(tmp_path / "p.csv", [PERSON]))
    assert [(report.added, report.older.count) for report in imported.reports] == [(0, 1), (0, 1)] and imported.written
    with parts.db.reading() as session:
        assert (session.query(Contact).count(), session.query(Case).count(), ended(parts)) == (1, 1, set())
