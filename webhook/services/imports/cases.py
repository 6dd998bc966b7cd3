"""Takes in cases from their source, with contacts.csv beside it (imports/contacts). What changed on a case is kept; a case that closes ends every reminder.

Two things no file does by itself: an older row does not change a newer record, and nothing opens the case of a child who died (conduct 13).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.clock.clock import STEPS_WITH_EXEMPTION, exemption_step
from webhook.services.identity.code import ending, ref_key
from webhook.services.identity.read import normalise_ref
from webhook.services.imports.case_columns import DAYS
from webhook.services.imports.case_source import CaseSource, open_source
from webhook.services.imports.contacts import take_contacts
from webhook.services.imports.imports import Bad, Imported, Report, Unreadable, run_import
from webhook.services.imports.table import BATCH, Batch, in_batches
from webhook.services.updates.plan import plan_change
from webhook.store.case_import import add_rows, alert_once, drop_reminders, find_cases, find_open_keys, note_changes, note_seen, wait_for_turn
from webhook.store.cases import Case
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
DIED = "case_died_not_opened"  # kind of the alert


@dataclass(frozen=True)
class Origin:
    """One import: how its file is known, and the cases that somebody wants texts about."""

    source: str
    followed: set[int]
    allow_reopen: bool
    left: set[int] = field(default_factory=set)  # cases whose record is newer than this file


def import_cases(
    parts: Parts,
    cases: Path | None,
    contacts: Path | None = None,
    *,
    as_of: date | None = None,
    dry_run: bool = False,
    skip_bad: bool = False,
    allow_drop: bool = False,
    allow_reopen: bool = False,
    also: Callable[[Session, list[Report]], None] | None = None,
) -> Imported:
    """Take in a file of cases, one of contacts, or both together. `as_of`: the day a SEN2 return was made; `also`: written in the same transaction.
    `allow_reopen`: somebody has checked that the children of whom the record says that they died did not.

    Raises Unreadable, also for a file that lacks too many open cases where such are closed (unless `allow_drop`).
    """

    def step(session: Session) -> tuple[list[Report], list[str]]:
        wait_for_turn(session)
        reports, left = list[Report](), set[int]()
        if cases is not None:
            origin = Origin(name_source(cases), find_followed(session), allow_reopen, left)
            reports.append(_take_cases(parts, session, open_source(cases, local_date(parts.clock.now()), as_of), origin, allow_drop))
        if contacts is not None:
            reports.append(take_contacts(parts, session, contacts, left))
        if also is not None:
            also(session, reports)
        return reports, []

    return run_import(parts, step, dry_run=dry_run, skip_bad=skip_bad)


def _take_cases(parts: Parts, session: Session, source: CaseSource, origin: Origin, allow_drop: bool) -> Report:
    report, gone = Report(source.path.name), find_open_keys(session)
    open_before = len(gone)
    for batch in in_batches(source.rows(report)):
        known = find_cases(session, [ref_key(parts, row["case_ref"]) for _, row in batch])
        gone -= known.keys()
        _take_batch(parts, session, batch, known, report, origin)
        session.flush()
    if report.deceased.count:
        alert_once(session, DIED, ", ".join(map(ending, report.deceased.refs)), parts.clock.now())
    if parts.settings.cases_gone == "keep" or report.rejected or report.older.count:  # a broken row may be one of them; an older file lacks what came since
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
        if before is not None and _is_left(values, before, report, origin):
            continue
        try:
            _check_case(values, before, local_date(now))
        except Bad as reason:
            report.reject(number, reason, values["case_ref"])
            continue
        if (step := values.get("exemption_step")) and exemption_step(step) not in STEPS_WITH_EXEMPTION:
            report.noted.append((number, f"exemption_step is none of {', '.join(STEPS_WITH_EXEMPTION)}: the exemption is shown beside every step that it may touch"))
        if before is None:
            fresh.append({**values, "ref_key": key, "imported_at": now})
            report.note("added")
        else:
            report.note_fields(before.case_ref, _change_case(parts, session, before, values, origin))
            seen.append(before.id)
    add_rows(session, Case, fresh)
    note_seen(session, seen, now)


def _is_left(values: dict[str, Any], before: Case, report: Report, origin: Origin) -> bool:
    """Whether a row must not touch its case, and counts it: it is older than the record, or would open the case of a child who died."""
    told, known = values.get("source_updated_at"), before.source_updated_at
    if told is not None and known is not None and told < known:
        origin.left.add(before.id)
        report.older.add(before.case_ref)
        return True
    if before.case_status == "deceased" and values.get("case_status", "deceased") != "deceased" and not origin.allow_reopen:
        report.deceased.add(before.case_ref)
        return True
    return False


def _close_gone(parts: Parts, session: Session, gone: list[str], known: int, report: Report, origin: Origin, allow_drop: bool) -> None:
    """The file is the whole extract, and these cases are not in it: they are over here. A file that was cut short would end everybody's texts, so it is stopped."""
    if len(gone) * MOST_GONE > known and not allow_drop:
        raise Unreadable(f"{report.name} lacks {len(gone)} of {known} open cases. If that is right, use --allow-drop")
    for start in range(0, len(gone), BATCH):
        for case in find_cases(session, gone[start : start + BATCH]).values():
            report.changes.add(f"{case.case_ref}: {', '.join(_change_case(parts, session, case, {'case_status': 'closed'}, origin))}")
    report.closed = len(gone)


def name_source(path: Path) -> str:
    """Which import a change came with: the file's name, and enough of its sha256 to tell it from another of that name."""
    return f"{path.name[-80:]} {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}"


def _change_case(parts: Parts, session: Session, case: Case, values: dict[str, Any], origin: Origin) -> set[str]:
    """Write what is different; the names of the fields, but not that the same facts were told on a later day."""
    changed = {name: (getattr(case, name), value) for name, value in values.items() if getattr(case, name) != value}
    for name, (_, value) in changed.items():
        setattr(case, name, value)
    last = note_changes(session, case.id, changed, origin.source, parts.clock.now())
    if "case_status" in changed and case.case_status != "open":
        drop_reminders(session, case, parts.clock.now())
    elif last is not None and case.id in origin.followed:
        session.flush()
        plan_change(parts, session, case, set(changed), last.id)
    return changed.keys() - {"source_updated_at"}


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
    if (told := values.get("source_updated_at")) and local_date(told) > today:  # every later row would be taken for an older one
        problems.append("source_updated_at is in the future")
    if problems:
        raise Bad("; ".join(problems))
