"""Takes in cases from their source, and contacts.csv. What changed on a case is kept; a case that closes ends every reminder in the same transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.case_columns import CONTACT_COLUMNS, DAYS
from webhook.services.case_source import CaseSource, open_source
from webhook.services.identity_code import ref_key
from webhook.services.identity_read import normalise_ref
from webhook.services.imports import Bad, Imported, Report, Unreadable, read_table, run_import
from webhook.services.inbox import number_hash
from webhook.services.update_plan import plan_change
from webhook.store.case_import import add_rows, drop_reminders, find_cases, find_contacts, find_open_keys, keep_phones, note_changes, note_seen, wait_for_turn
from webhook.store.cases import Case, Contact
from webhook.store.updates import find_followed

EMPTY_MEANS = {"case_kind": "ehc", "case_status": "open"}
NOT_BEFORE = (  # the second cannot come before the first
    ("child_dob", "request_received"), ("request_received", "decision_date"), ("request_received", "advice_requested"),
    ("request_received", "draft_issued"), ("request_received", "no_plan_notice"), ("request_received", "final_issued"),
    ("advice_requested", "advice_received"), ("draft_issued", "draft_comments_due"), ("draft_issued", "final_issued"),
)  # fmt: skip
NOT_YET = ("child_dob", "request_received")
MAY_BE_DATED_AHEAD = timedelta(days=31)  # a letter may carry the date it will be posted; a year typed wrongly may not pass
MOST_GONE = 5  # of the open cases at most one in so many may be missing from a file that closes what it no longer holds
LATER = ("draft_comments_due", "moved_in_on", "last_review_meeting")
Batch = list[tuple[int, dict[str, Any]]]


BATCH = 500  # rows looked up and written together: a file of any size costs the memory of one batch


@dataclass(frozen=True)
class Origin:
    """One import: how its file is known, and the cases that somebody wants texts about."""

    source: str
    followed: set[int]


def import_cases(
    parts: Parts,
    cases: Path | None,
    contacts: Path | None = None,
    *,
    as_of: date | None = None,
    dry_run: bool = False,
    skip_bad: bool = False,
    allow_drop: bool = False,
    also: Callable[[Session, list[Report]], None] | None = None,
) -> Imported:
    """Take in a file of cases, one of contacts, or both together. `as_of`: the day a SEN2 return was made; `also`: written in the same transaction.

    Raises Unreadable, also for a file that lacks too many open cases where such are closed (unless `allow_drop`).
    """

    def step(session: Session) -> tuple[list[Report], list[str]]:
        wait_for_turn(session)
        reports = [_take_cases(parts, session, open_source(cases, local_date(parts.clock.now()), as_of), allow_drop)] if cases is not None else []
        if contacts is not None:
            reports.append(_take_contacts(parts, session, contacts))
        if also is not None:
            also(session, reports)
        return reports, []

    return run_import(parts, step, dry_run=dry_run, skip_bad=skip_bad)


def _take_cases(parts: Parts, session: Session, source: CaseSource, allow_drop: bool) -> Report:
    report, gone = Report(source.path.name), find_open_keys(session)
    origin, open_before = Origin(name_source(source.path), find_followed(session)), len(gone)
    for batch in _batches(source.rows(report)):
        known = find_cases(session, [ref_key(parts, row["case_ref"]) for _, row in batch])
        gone -= known.keys()
        _take_batch(parts, session, batch, known, report, origin)
        session.flush()
    if parts.settings.cases_gone == "keep" or report.rejected:  # a row that could not be read may be one of them
        report.absent = len(gone)
    elif gone:
        _close_gone(parts, session, sorted(gone), open_before, report, origin, allow_drop)
    return report


def _take_batch(parts: Parts, session: Session, batch: Batch, known: dict[str, Case], report: Report, origin: Origin) -> None:
    now, seen, fresh = parts.clock.now(), list[int](), list[dict[str, Any]]()
    for number, row in batch:
        values = {name: EMPTY_MEANS[name] if value is None and name in EMPTY_MEANS else value for name, value in row.items()}
        key = ref_key(parts, values["case_ref"])
        before = known.get(key)
        try:
            _check_case(values, before, local_date(now))
        except Bad as reason:
            report.rejected.append((number, str(reason)))
            continue
        if before is None:
            fresh.append({**values, "ref_key": key, "imported_at": now})
            report.note("added")
        else:
            report.note(_change_case(parts, session, before, values, origin))
            seen.append(before.id)
    add_rows(session, Case, fresh)
    note_seen(session, seen, now)


def _batches(rows: Iterator[tuple[int, dict[str, Any]]]) -> Iterator[Batch]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _close_gone(parts: Parts, session: Session, gone: list[str], known: int, report: Report, origin: Origin, allow_drop: bool) -> None:
    """The file is the whole extract, and these cases are not in it: they are over here. A file that was cut short would end everybody's texts, so it is stopped."""
    if len(gone) * MOST_GONE > known and not allow_drop:
        raise Unreadable(f"{report.name} lacks {len(gone)} of {known} open cases. If that is right, use --allow-drop")
    for start in range(0, len(gone), BATCH):
        for case in find_cases(session, gone[start : start + BATCH]).values():
            _change_case(parts, session, case, {"case_status": "closed"}, origin)
    report.closed = len(gone)


def name_source(path: Path) -> str:
    """Which import a change came with: the file's name, and enough of its sha256 to tell it from another of that name."""
    return f"{path.name[-80:]} {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}"


def _change_case(parts: Parts, session: Session, case: Case, values: dict[str, Any], origin: Origin) -> str:
    changed = {name: (getattr(case, name), value) for name, value in values.items() if getattr(case, name) != value}
    for name, (_, value) in changed.items():
        setattr(case, name, value)
    last = note_changes(session, case.id, changed, origin.source, parts.clock.now())
    if "case_status" in changed and case.case_status != "open":
        drop_reminders(session, case, parts.clock.now())
    elif last is not None and case.id in origin.followed:
        session.flush()
        plan_change(parts, session, case, set(changed), last.id)
    return "changed" if changed.keys() - {"source_updated_at"} else "unchanged"  # the same facts, told on a later day


def _check_case(values: dict[str, Any], before: Case | None, today: date) -> None:
    """Refuse what cannot be true, also in the light of what is known already."""
    if not normalise_ref(values["case_ref"]):
        raise Bad("case_ref has no letter or digit")

    def day(name: str) -> date | None:
        value: date | None = values.get(name) if name in values else getattr(before, name, None)
        return value

    problems = [f"{second} is before {first}" for first, second in NOT_BEFORE if (a := day(first)) and (b := day(second)) and b < a]
    for name in DAYS:
        latest = today if name in NOT_YET else today + MAY_BE_DATED_AHEAD
        if name not in LATER and (value := values.get(name)) and value > latest:
            problems.append(f"{name} is in the future")
    if problems:
        raise Bad("; ".join(problems))


def _take_contacts(parts: Parts, session: Session, path: Path) -> Report:
    report = Report(path.name)
    for batch in _batches(read_table(path, CONTACT_COLUMNS, ("case_ref", "phone"), report)):
        _take_contact_batch(parts, session, batch, report)
        session.flush()
    return report


def _take_contact_batch(parts: Parts, session: Session, batch: Batch, report: Report) -> None:
    cases = find_cases(session, [ref_key(parts, row["case_ref"]) for _, row in batch])
    known, fresh, phones = find_contacts(session, [case.id for case in cases.values()]), list[dict[str, Any]](), dict[str, bytes]()
    for number, row in batch:
        case = cases.get(ref_key(parts, row["case_ref"]))
        if case is None:
            report.rejected.append((number, "there is no case with that case_ref"))
            continue
        hashed = number_hash(parts, row["phone"])
        values = {name: value for name, value in row.items() if name not in ("case_ref", "phone")}
        before = known.get((case.id, hashed))
        if before is None:
            phones.setdefault(hashed, parts.vault.seal(row["phone"]))
            fresh.append({**values, "case_id": case.id, "number_hash": hashed})
            report.note("added")
        else:
            report.note("changed" if any(getattr(before, name) != value for name, value in values.items()) else "unchanged")
            for name, value in values.items():
                setattr(before, name, value)
    keep_phones(session, phones, parts.clock.now())
    add_rows(session, Contact, fresh)
