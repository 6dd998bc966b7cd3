"""Takes in contacts.csv: who may ask about a case, and at which phone.

The file is the whole list of people of every case it names. Whoever is on the record and no longer among them is ended: no code, nothing proven, no text;
the row stays as history. A case of which the file names nobody keeps its people: the file may be of some cases only.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.cases.who_asks import is_professional
from webhook.services.identity.code import ref_key
from webhook.services.imports.case_columns import CONTACT_COLUMNS
from webhook.services.imports.imports import Report
from webhook.services.imports.table import BATCH, Batch, in_batches, read_table
from webhook.services.texts.inbox import number_hash
from webhook.store.case_import import add_rows, end_contacts, find_cases, find_contacts, find_live_contacts, keep_phones, list_open_ids
from webhook.store.cases import Case, Contact


def take_contacts(parts: Parts, session: Session, path: Path, left: set[int]) -> Report:
    """Take in a file of contacts. `left`: cases that are newer than the files that came together; their people stay as they are. Raises Unreadable."""
    report, live, named = Report(path.name), find_live_contacts(session), set[int]()
    on_record = set(live.values())
    for batch in in_batches(read_table(path, CONTACT_COLUMNS, ("case_ref", "phone"), report)):
        _take_batch(parts, session, batch, report, live, named, left)
        session.flush()
    spoiled = {case.id for start in range(0, len(report.rejected_refs), BATCH) for case in _cases_of(parts, session, report.rejected_refs[start : start + BATCH]).values()}
    gone = sorted(contact_id for contact_id, case_id in live.items() if case_id in named - spoiled)
    for start in range(0, len(gone), BATCH):
        for ref in end_contacts(session, gone[start : start + BATCH], parts.clock.now()):
            report.ended.add(ref)
    report.absent = len((on_record - named - spoiled - left) & list_open_ids(session))
    return report


def _take_batch(parts: Parts, session: Session, batch: Batch, report: Report, live: dict[int, int], named: set[int], left: set[int]) -> None:
    """Write some rows; who was met leaves `live`, and the case of each row goes into `named`."""
    cases = _cases_of(parts, session, [row["case_ref"] for _, row in batch])
    known, fresh, phones = find_contacts(session, [case.id for case in cases.values()]), list[dict[str, Any]](), dict[str, bytes]()
    for number, row in batch:
        case = cases.get(ref_key(parts, row["case_ref"]))
        if case is None:
            report.reject(number, "there is no case with that case_ref", row["case_ref"])
            continue
        if case.id in left:
            report.older.add(case.case_ref)
            continue
        if is_professional(row.get("relationship")):
            report.noted.append((number, f"{row['relationship']} is there by their work: nothing of the case is told to them"))
        named.add(case.id)
        hashed = number_hash(parts, row["phone"])
        values = {name: value for name, value in row.items() if name not in ("case_ref", "phone")} | {"ended_at": None}
        before = known.get((case.id, hashed))
        if before is None:
            phones.setdefault(hashed, parts.vault.seal(row["phone"]))
            fresh.append({**values, "case_id": case.id, "number_hash": hashed})
            report.note("added")
        else:
            live.pop(before.id, None)
            report.note_fields(case.case_ref, _change(before, values))
    keep_phones(session, phones, parts.clock.now())
    add_rows(session, Contact, fresh)


def _change(contact: Contact, values: dict[str, Any]) -> list[str]:
    changed = [name for name, value in values.items() if getattr(contact, name) != value]
    for name in changed:
        setattr(contact, name, values[name])
    return changed


def _cases_of(parts: Parts, session: Session, refs: list[str]) -> dict[str, Case]:
    return find_cases(session, [ref_key(parts, ref) for ref in refs])
