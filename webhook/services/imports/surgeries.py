"""Takes in surgeries.csv. People who asked to be told of the next date are texted when the first open one arrives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.slots import slot_times
from webhook.services.imports.imports import Bad, Imported, Reader, Report, may_be_postcode, read_choice, read_day, read_list, read_number, read_text, read_time, run_import
from webhook.services.imports.table import read_table
from webhook.services.surgeries.surgeries import tell_waiting
from webhook.store.surgeries import Surgery
from webhook.store.surgery_list import find_surgeries

COLUMNS: dict[str, Reader] = {
    "surgery_id": read_text(40),
    "date": read_day,
    "start": read_time,
    "end": read_time,
    "venue": read_text(120),
    "address": read_text(200),
    "postcode": read_text(10),
    "access": read_list,
    "languages": read_list,
    "capacity": read_number(1, 500),
    "slot_minutes": read_number(5, 480),
    "status": read_choice("open", "full", "cancelled", "moved"),
}
Spot = tuple[str, date | None, time | None]
HELD = ("open", "full")
FARTHEST = timedelta(days=3 * 366)


def import_surgeries(parts: Parts, path: Path, *, dry_run: bool = False, skip_bad: bool = False, note: Callable[[Session, Report], None] | None = None) -> Imported:
    """Take in a file of surgeries; `note` writes down who did it, in the same transaction. Raises Unreadable."""

    def step(session: Session) -> tuple[list[Report], list[str]]:
        reports, send = _take(parts, session, path)
        if note is not None:
            note(session, reports[0])
        return reports, send

    return run_import(parts, step, dry_run=dry_run, skip_bad=skip_bad)


def _take(parts: Parts, session: Session, path: Path) -> tuple[list[Report], list[str]]:
    report, known, now = Report(path.name), find_surgeries(session), parts.clock.now()
    fresh: list[Surgery] = []
    rows = list(read_table(path, COLUMNS, ("surgery_id",), report))
    came = {row["surgery_id"] for _, row in rows}
    taken = {_spot(vars(one)): (one.surgery_id, "on record") for one in known.values() if one.surgery_id not in came and one.status in HELD}
    for number, row in rows:
        values = {**row, "status": row.get("status") or "open"} if "status" in row else row
        before = known.get(values["surgery_id"])
        values |= _read_move(values, before, local_date(now))
        try:
            _check(values, before, local_date(now))
            _note_twin(number, values, before, taken, report)
        except Bad as reason:
            report.reject(number, reason, row["surgery_id"])
            continue
        if values.get("postcode") and not may_be_postcode(values["postcode"]):
            report.noted.append((number, f"{row['surgery_id']}: the postcode is none and was left out: {values['postcode']}"))
            values["postcode"] = before.postcode if before is not None else None
        if before is None:
            surgery = Surgery(**values, imported_at=now)
            session.add(surgery)
            known[surgery.surgery_id] = surgery
            fresh.append(surgery)
            if surgery.date < local_date(now):
                report.noted.append((number, f"{surgery.surgery_id} is past: nobody can book it"))
            report.note("added")
        else:
            changed = any(getattr(before, name) != value for name, value in values.items())
            for name, value in values.items():
                setattr(before, name, value)
            before.imported_at = now if changed else before.imported_at
            report.note("changed" if changed else "unchanged")
    session.flush()
    first = min((surgery for surgery in fresh if surgery.status == "open" and surgery.date >= local_date(now)), key=lambda surgery: surgery.date, default=None)
    return [report], tell_waiting(parts, session, first, now) if first else []


def _note_twin(number: int, values: dict[str, Any], before: Surgery | None, taken: dict[Spot, tuple[str, str]], report: Report) -> None:
    """A surgery at the place and time of another is that one under two ids. Raises Bad for a new one; one that families know already stays, and is named."""
    whole = {name: values[name] if name in values else getattr(before, name, None) for name in ("venue", "date", "start", "status")}
    twin = taken.setdefault(_spot(whole), (values["surgery_id"], f"in row {number}")) if whole["status"] in (*HELD, None) else None
    if twin is None or twin[0] == values["surgery_id"]:
        return
    said = f"the same place, date and time as {twin[0]} {twin[1]}"
    if before is None:
        raise Bad(said)
    report.noted.append((number, f"{values['surgery_id']} has {said}: both are shown until one is cancelled"))


def _spot(values: Mapping[str, Any]) -> Spot:
    return " ".join(str(values.get("venue") or "").lower().split()), values.get("date"), values.get("start")


def _read_move(values: dict[str, Any], before: Surgery | None, today: date) -> dict[str, Any]:
    """A surgery that is "moved" with its new day in the same row is open on that day, also when the same file comes again; without one it is off."""
    day = values.get("date") or (before.date if before is not None else None)
    if before is None or values.get("status") != "moved" or day is None or day < today:
        return {}
    if day != before.date:
        return {"status": "open", "moved_from": before.date}
    return {"status": before.status} if before.moved_from not in (None, day) else {}


def _check(values: dict[str, Any], before: Surgery | None, today: date) -> None:
    def value(name: str) -> Any:
        return values[name] if name in values else getattr(before, name, None)

    problems = [f"{name} is empty" for name in ("date", "venue") if value(name) is None]
    if value("start") and value("end") and value("end") <= value("start"):
        problems.append("end is not after start")
    if value("slot_minutes") and value("start") and value("end") and not slot_times(value("start"), value("end"), value("slot_minutes")):
        problems.append("slot_minutes is longer than the surgery")
    if value("capacity") and value("slot_minutes") and not (value("start") and value("end")):
        problems.append("capacity and slot_minutes need start and end")
    if value("date") and value("date") > today + FARTHEST:
        problems.append("date is more than three years ahead")
    if problems:
        raise Bad("; ".join(problems))
