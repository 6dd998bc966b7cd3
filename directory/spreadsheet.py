"""A flat spreadsheet of services: one row a service, the columns in docs/imports.md. For a council that has no feed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from directory.record import Place, Record, Session, choice, plain, tags_of, values_of, web_address
from webhook.services.directory.vocabulary import Vocabulary
from webhook.services.imports.imports import Bad, Reader, Report, read_choice, read_day, read_flag, read_list, read_number, read_text, read_time
from webhook.services.imports.table import read_table

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _degrees(least: float, most: float) -> Reader:
    def read(cell: str) -> float:
        try:
            value = float(cell)
        except ValueError:
            raise Bad(f"is not a number from {least:g} to {most:g}") from None
        if not least <= value <= most:
            raise Bad(f"is not a number from {least:g} to {most:g}")
        return value

    return read


def _days(cell: str) -> list[int]:
    named = [day.strip().lower() for day in cell.split(";") if day.strip()]
    if any(day not in DAYS for day in named):
        raise Bad("must be days such as Monday;Thursday")
    return sorted({DAYS.index(day) for day in named})


def _url(cell: str) -> str:
    if web_address(cell) is None:
        raise Bad("is not an address that begins with http:// or https://")
    return cell


COLUMNS: dict[str, Reader] = {
    "service_id": read_text(80),
    "name": read_text(300),
    "organisation": read_text(300),
    "description": read_text(20_000),
    "status": read_choice("active", "inactive", "defunct", "temporarily closed"),
    "url": _url,
    "email": read_text(200),
    "phone": read_text(60),
    "venue": read_text(200),
    "address": read_text(300),
    "postcode": read_text(10),
    "latitude": _degrees(49, 61),
    "longitude": _degrees(-9, 2.5),
    "min_age": read_number(0, 130),
    "max_age": read_number(0, 130),
    "needs": read_list,
    "categories": read_list,
    "days": _days,
    "opens": read_time,
    "closes": read_time,
    "schedule_note": read_text(300),
    "cost": read_choice("free", "paid"),
    "fees": read_text(300),
    "referral": read_flag,
    "learning_disability_needed": read_flag,
    "languages": read_list,
    "access": read_list,
    "alert": read_text(500),
    "checked_on": read_day,
    "sample": read_flag,
    "source": read_text(300),  # where the row comes from; for the people who keep the file
}


def read_spreadsheet(path: Path, report: Report, vocabulary: Vocabulary) -> Iterator[tuple[int, Record]]:
    """Rows with their numbers; broken ones go into the report. Raises Unreadable."""
    seen: dict[str, int] = {}
    for number, row in read_table(path, COLUMNS, ("service_id", "name"), report):
        try:
            record = _record(row, vocabulary)
            if seen.setdefault(record.public_id, number) != number:
                raise Bad(f"the same id as row {seen[record.public_id]}")
            yield number, record
        except Bad as reason:
            report.rejected.append((number, str(reason)))


def name_rejected(path: Path, report: Report) -> dict[int, str]:
    """Put the id, or else the name, of its record before every reason. Returns the ids of all rows by number, rejected ones too."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [[cell.strip() for cell in row] for row in csv.reader(file)]
    header = [name.lower() for name in next(row for row in rows if any(row))]
    cells = {number: dict(zip(header, row, strict=False)) for number, row in enumerate(rows, 1)}
    report.rejected = [(number, f"{cells[number].get('service_id') or cells[number].get('name') or 'a row without id and name'}: {reason}") for number, reason in report.rejected]
    return {number: row["service_id"] for number, row in cells.items() if row.get("service_id")}


def _record(row: dict[str, Any], vocabulary: Vocabulary) -> Record:
    tags = {column: _tags(row, column, kind, vocabulary) for column, kind in (("needs", "need"), ("categories", "kind"), ("languages", "language"), ("access", "access"))}
    low, high, opens, closes = row.get("min_age"), row.get("max_age"), row.get("opens"), row.get("closes")
    if low is not None and high is not None and high < low:
        raise Bad("max_age is less than min_age")
    if opens and closes and closes <= opens:
        raise Bad("closes is not after opens")
    place = Place(row.get("venue"), row.get("address"), row.get("postcode"), row.get("latitude"), row.get("longitude"))
    session = Session(tuple(row.get("days") or ()), opens.strftime("%H:%M") if opens else None, closes.strftime("%H:%M") if closes else None, row.get("schedule_note"))
    described = tags_of([row.get("description") or ""], vocabulary)
    return Record(
        record_id=row["service_id"],
        name=row["name"],
        status=row.get("status") or "active",
        **{name: row.get(name) for name in ("organisation", "url", "email", "phone", "alert", "fees", "cost")},
        description=plain(row.get("description")),
        age_from=low,
        age_to=high,
        referral=row["referral"] if row.get("referral") is not None else choice(described, "referral"),
        learning_disability=row["learning_disability_needed"] if row.get("learning_disability_needed") is not None else choice(described, "learning_disability"),
        checked_on=row["checked_on"].isoformat() if row.get("checked_on") else None,
        sample=bool(row.get("sample")),
        needs=tags["needs"] or values_of(tags_of([row["name"]], vocabulary), "need"),
        kinds=tags["categories"] or values_of(tags_of([row["name"]], vocabulary), "kind"),
        languages=tags["languages"],
        access=tags["access"],
        places=(place,) if place != Place() else (),
        sessions=(session,) if session != Session() else (),
    )


def _tags(row: dict[str, Any], column: str, kind: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Values by their key in vocabulary.yml, or in any words that mean one."""
    found: set[str] = set()
    for written in row.get(column) or []:
        key = written.strip().lower().replace(" ", "_").replace("-", "_")
        meant = {key} if vocabulary.has(kind, key) else set(values_of(vocabulary.tags_in(written, frozenset({kind})), kind))
        if not meant:
            raise Bad(f"{column} has a word that content/directory/vocabulary.yml does not know: {written[:40]}")
        found |= meant
    return tuple(sorted(found))
