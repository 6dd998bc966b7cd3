"""Takes in cases.csv and contacts.csv. What changed on a case is kept; a case that closes ends every reminder in the same transaction."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.identity_code import ref_key
from webhook.services.identity_read import normalise_ref
from webhook.services.imports import (
    Bad,
    Imported,
    Reader,
    Report,
    Unreadable,
    read_choice,
    read_day,
    read_flag,
    read_list,
    read_moment,
    read_number,
    read_phone,
    read_table,
    read_text,
    run_import,
)  # fmt: skip
from webhook.services.inbox import number_hash
from webhook.services.update_plan import plan_change
from webhook.store.case_import import add_case, drop_reminders, find_cases, find_contacts, keep_phone, note_changes
from webhook.store.cases import Case, Contact
from webhook.store.updates import find_followed

DAYS = (
    "child_dob", "request_received", "decision_date", "advice_requested", "advice_received", "draft_issued", "draft_comments_due",
    "school_consulted", "no_plan_notice", "final_issued", "mediation_certificate", "appeal_lodged", "last_review_meeting", "review_decision_sent",
    "amendment_notice_sent", "amended_final_issued", "moved_in_on",
)  # fmt: skip
CASE_COLUMNS: dict[str, Reader] = {
    "case_ref": read_text(40),
    "case_kind": read_choice("ehc", "eng"),
    "case_status": read_choice("open", "closed", "moved", "deceased"),
    "child_first_name": read_text(80),
    "child_last_name": read_text(80),
    "postcode": read_text(10),
    "request_source": read_text(40),
    "decision": read_choice("assess", "not_assess", "pending"),
    "advice_outstanding": read_list,
    "exemption": read_choice("none", "school_closed", "early_years_closed", "personal", "absence", "missed_appointment"),
    "exemption_step": read_text(20),
    "phase": read_choice("none", "early_years", "infant_junior", "primary_secondary", "post16"),
    "phase_year": read_number(2014, 2100),
    "looked_after_by": read_text(80),
    "school": read_text(120),
    "officer_role": read_text(80),
    "source_updated_at": read_moment,
    **dict.fromkeys(DAYS, read_day),
}
CONTACT_COLUMNS: dict[str, Reader] = {
    "case_ref": read_text(40),
    "contact_name": read_text(120),
    "phone": read_phone,
    "email": read_text(200),
    "relationship": read_text(40),
    "disclosure": read_flag,
    "rights_holder": read_flag,
    "safe_to_text": read_choice("yes", "no", "ask"),
    "language": read_text(20),
    "needs": read_text(200),
}
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


@dataclass(frozen=True)
class Origin:
    """One import: how its file is known, and the cases that somebody wants texts about."""

    source: str
    followed: set[int]


def import_cases(parts: Parts, cases: Path, contacts: Path | None = None, *, dry_run: bool = False, skip_bad: bool = False, allow_drop: bool = False) -> Imported:
    """Take in a file of cases, and one of contacts with it. Raises Unreadable, also for a file that lacks too many open cases (unless `allow_drop`)."""

    def step(session: Session) -> tuple[list[Report], list[str]]:
        reports = [_take_cases(parts, session, cases, allow_drop)]
        if contacts is not None:
            reports.append(_take_contacts(parts, session, contacts))
        return reports, []

    return run_import(parts, step, dry_run=dry_run, skip_bad=skip_bad)


def _take_cases(parts: Parts, session: Session, path: Path, allow_drop: bool) -> Report:
    report, known, today = Report(path.name), find_cases(session), local_date(parts.clock.now())
    origin = Origin(name_source(path), find_followed(session))
    gone = {key: case for key, case in known.items() if case.case_status == "open"}
    for number, row in read_table(path, CASE_COLUMNS, ("case_ref",), report):
        values = {name: EMPTY_MEANS[name] if value is None and name in EMPTY_MEANS else value for name, value in row.items()}
        key = ref_key(parts, values["case_ref"])
        before = known.get(key)
        gone.pop(key, None)
        try:
            _check_case(values, before, today)
        except Bad as reason:
            report.rejected.append((number, str(reason)))
            continue
        if before is None:
            known[key] = add_case(session, {**values, "ref_key": key, "imported_at": parts.clock.now()})
            report.note("added")
        else:
            report.note(_change_case(parts, session, before, values, origin))
    if parts.settings.cases_gone == "close" and gone and not report.rejected:  # a row that could not be read may be one of them
        _close_gone(parts, session, list(gone.values()), sum(case.case_status == "open" for case in known.values()), report, origin, allow_drop)
    return report


def _close_gone(parts: Parts, session: Session, gone: list[Case], known: int, report: Report, origin: Origin, allow_drop: bool) -> None:
    """The file is the whole extract, and these cases are not in it: they are over here. A file that was cut short would end everybody's texts, so it is stopped."""
    if len(gone) * MOST_GONE > known and not allow_drop:
        raise Unreadable(f"{report.name} lacks {len(gone)} of {known} open cases. If that is right, use --allow-drop")
    for case in gone:
        _change_case(parts, session, case, {"case_status": "closed"}, origin)
    report.closed = len(gone)


def name_source(path: Path) -> str:
    """Which import a change came with: the file's name, and enough of its sha256 to tell it from another of that name."""
    return f"{path.name[-80:]} {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}"


def _change_case(parts: Parts, session: Session, case: Case, values: dict[str, Any], origin: Origin) -> str:
    changed = {name: (getattr(case, name), value) for name, value in values.items() if getattr(case, name) != value}
    for name, (_, value) in changed.items():
        setattr(case, name, value)
    if not changed:
        return "unchanged"
    case.imported_at = parts.clock.now()
    last = note_changes(session, case.id, changed, origin.source, parts.clock.now())
    if "case_status" in changed and case.case_status != "open":
        drop_reminders(session, case, parts.clock.now())
    elif last is not None and case.id in origin.followed:
        session.flush()
        plan_change(parts, session, case, set(changed), last.id)
    return "changed"


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
    report, cases = Report(path.name), find_cases(session)
    known = find_contacts(session)
    for number, row in read_table(path, CONTACT_COLUMNS, ("case_ref", "phone"), report):
        case = cases.get(ref_key(parts, row["case_ref"]))
        if case is None:
            report.rejected.append((number, "there is no case with that case_ref"))
            continue
        hashed = number_hash(parts, row["phone"])
        values = {name: value for name, value in row.items() if name not in ("case_ref", "phone")}
        before = known.get((case.id, hashed))
        if before is None:
            keep_phone(session, hashed, parts.vault.seal(row["phone"]), parts.clock.now())
            contact = Contact(case_id=case.id, number_hash=hashed, **values)
            session.add(contact)
            known[case.id, hashed] = contact
            report.note("added")
        else:
            report.note("changed" if any(getattr(before, name) != value for name, value in values.items()) else "unchanged")
            for name, value in values.items():
                setattr(before, name, value)
    session.flush()
    return report
