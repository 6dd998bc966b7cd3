"""Extracts that staff bring: shown what they would do first, taken in once somebody says so, and kept sealed in between.

Every run is a row with its counts. Reasons name the row and the field, never the value (services/imports).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.imports.cases import import_cases
from webhook.services.imports.imports import Imported, Report, Unreadable
from webhook.services.staff.audit import record_audit
from webhook.store.duty import Staff
from webhook.store.extracts import CaseImport, claim_import, list_imports, newest_record, wipe_waiting

MAY_IMPORT = ("manager",)
KEPT_REJECTIONS, SHOWN_RUNS = 200, 20
KINDS = (".csv", ".xml")


class ExtractRefused(Exception):
    """Not taken in; `reason` is a key of extract_refusals in content/console.yml, or a sentence of the reader."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoSuchExtract(Exception):
    """No extract of that number waits."""


@dataclass(frozen=True)
class Upload:
    """A file as it was sent; `name` "" for none."""

    name: str = ""
    content: bytes = b""


@dataclass(frozen=True)
class DataAge:
    """The day of the newest case on record, and whether that is longer ago than it should be."""

    day: date | None
    old: bool


def check_extract(parts: Parts, staff: Staff, cases: Upload, contacts: Upload, as_of: date | None) -> int:
    """Read the files, change nothing, keep them sealed for `sealed_minutes` with what they would do. The run's id. Raises ExtractRefused."""
    _refuse_unsuitable(parts, cases, contacts, as_of)
    try:
        with _as_files(cases, contacts) as paths:
            imported = import_cases(parts, *paths, as_of=as_of, dry_run=True)
    except Unreadable as error:
        raise ExtractRefused(f"{error}.") from error
    now = parts.clock.now()
    with parts.db.writing() as session:
        row = _row("page", [cases.name, contacts.name], as_of, imported.reports, now, "checked", staff.id)
        row.cases_sealed, row.contacts_sealed = (parts.vault.seal_bytes(one.content) if one.name else None for one in (cases, contacts))
        session.add(row)
        session.flush()
        record_audit(session, staff.id, "extract_checked", f"import:{row.id}", now, detail=summary(row.reports))
        return row.id


def confirm_extract(parts: Parts, staff: Staff, import_id: int, *, skip_bad: bool, allow_reopen: bool = False) -> Imported:
    """Take in what was shown. Twice pressed is once done. Raises NoSuchExtract, and ExtractRefused when its time is over or rows are broken."""
    row = find_waiting(parts, import_id)
    uploads = [Upload(name, parts.vault.open_bytes(sealed)) if sealed else Upload() for name, sealed in zip(row.names, (row.cases_sealed, row.contacts_sealed), strict=True)]

    def keep(session: Session, reports: list[Report]) -> None:
        now = parts.clock.now()
        if not claim_import(session, import_id, "written", now):
            raise NoSuchExtract
        session.get_one(CaseImport, import_id).reports = _kept(reports)
        record_audit(session, staff.id, "extract_written", f"import:{import_id}", now, detail=summary(_kept(reports)))

    try:
        with _as_files(*uploads) as paths:
            imported = import_cases(parts, *paths, as_of=row.as_of, skip_bad=skip_bad, allow_reopen=allow_reopen, also=keep)
    except Unreadable as error:  # what is on record has changed since it was checked
        raise ExtractRefused(f"{error}.") from error
    if not imported.written:
        refuse_step(parts, staff, f"import:{import_id}", "broken_rows")
        raise ExtractRefused("broken_rows")
    return imported


def drop_extract(parts: Parts, staff: Staff, import_id: int) -> None:
    """Forget an extract that waits. Raises NoSuchExtract."""
    now = parts.clock.now()
    with parts.db.writing() as session:
        if not claim_import(session, import_id, "dropped", now):
            raise NoSuchExtract
        record_audit(session, staff.id, "extract_dropped", f"import:{import_id}", now)


def refuse_step(parts: Parts, staff: Staff, subject: str, reason: str) -> None:
    """Write down that something was asked for and not done."""
    with parts.db.writing() as session:
        record_audit(session, staff.id, "extract_refused", subject, parts.clock.now(), detail=reason)


def take_in(
    parts: Parts,
    cases: Path | None,
    contacts: Path | None,
    *,
    via: str,
    as_of: date | None = None,
    dry_run: bool = False,
    skip_bad: bool = False,
    allow_drop: bool = False,
    allow_reopen: bool = False,
) -> Imported:
    """Take in files from a command or the folder, and note the run. Raises Unreadable."""
    names = [path.name if path else "" for path in (cases, contacts)]

    def keep(session: Session, reports: list[Report]) -> None:
        session.add(_row(via, names, as_of, reports, parts.clock.now(), "written"))

    return import_cases(parts, cases, contacts, as_of=as_of, dry_run=dry_run, skip_bad=skip_bad, allow_drop=allow_drop, allow_reopen=allow_reopen, also=keep)


def note_failure(session: Session, names: list[str], reports: list[Report], now: datetime) -> None:
    """A run from the folder that was not taken in."""
    session.add(_row("folder", names, None, reports, now, "failed"))


def find_waiting(parts: Parts, import_id: int) -> CaseImport:
    """An extract that waits to be confirmed. Raises NoSuchExtract."""
    forget_waiting(parts)
    with parts.db.reading() as session:
        row = session.get(CaseImport, import_id)
    if row is None or row.state != "checked":
        raise NoSuchExtract
    return row


def forget_waiting(parts: Parts) -> None:
    """Wipe the files that nobody confirmed in time."""
    with parts.db.writing() as session:
        wipe_waiting(session, parts.clock.now() - timedelta(minutes=parts.settings.sealed_minutes))


def last_imports(parts: Parts) -> list[tuple[CaseImport, str | None]]:
    """The last runs, newest first, each with who brought it."""
    with parts.db.reading() as session:
        return list_imports(session, SHOWN_RUNS)


def data_age(parts: Parts) -> DataAge:
    """How old the case data are."""
    with parts.db.reading() as session:
        newest = newest_record(session)
    day = local_date(newest) if newest else None
    return DataAge(day, day is not None and (local_date(parts.clock.now()) - day).days > parts.settings.extract_stale_days)


def summary(reports: list[dict[str, Any]]) -> str:
    """The counts of a run in one line, without the names of files."""
    counts = ("added", "changed", "unchanged", "rejected_count"), ("ended", "older", "deceased")
    return "; ".join(
        ", ".join([f"{one[name]} {name.removesuffix('_count')}" for name in counts[0]] + [f"{one[name]['count']} {name}" for name in counts[1] if one[name]["count"]]) for one in reports
    )


def _refuse_unsuitable(parts: Parts, cases: Upload, contacts: Upload, as_of: date | None) -> None:
    if not cases.name and not contacts.name:
        raise ExtractRefused("no_file")
    if (cases.name and Path(cases.name).suffix.lower() not in KINDS) or (contacts.name and Path(contacts.name).suffix.lower() != ".csv"):
        raise ExtractRefused("wrong_kind")
    if cases.name.lower().endswith(".xml") and as_of is None:
        raise ExtractRefused("no_day")
    if as_of is not None and as_of > local_date(parts.clock.now()):
        raise ExtractRefused("day_to_come")


def _row(via: str, names: list[str], as_of: date | None, reports: list[Report], now: datetime, state: str, staff_id: int | None = None) -> CaseImport:
    return CaseImport(via=via, staff_id=staff_id, names=names, as_of=as_of, state=state, reports=_kept(reports), at=now)


def _kept(reports: list[Report]) -> list[dict[str, Any]]:
    """Reports as they are kept: of very many rejected rows the first."""
    return [{**asdict(report), "rejected": sorted(report.rejected)[:KEPT_REJECTIONS], "rejected_refs": [], "rejected_count": len(report.rejected)} for report in reports]


@contextmanager
def _as_files(cases: Upload, contacts: Upload) -> Iterator[tuple[Path | None, Path | None]]:
    """The uploads as files for as long as they are read."""
    with TemporaryDirectory(prefix="extract-") as folder:
        paths = []
        for place, upload in enumerate((cases, contacts)):
            path = Path(folder) / str(place) / (re.sub(r"[^\w.-]", "_", upload.name)[-80:] or "file")
            path.parent.mkdir()
            path.write_bytes(upload.content)
            paths.append(path if upload.name else None)
        yield paths[0], paths[1]
