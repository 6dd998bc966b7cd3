"""Reads the council's CSV files: every broken row by number and reason, nothing half-written (docs/imports.md).

One import is one transaction. It is rolled back when a row was rejected (unless bad rows are to be skipped) and after a dry run.
Reasons name the field and what is expected, never the value: the report may end in a log, and the values are about children.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TextIO, TypeVar

import phonenumbers
from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import LONDON

OLDEST = date(1990, 1, 1)
Raw = TypeVar("Raw")


class Unreadable(Exception):
    """The file as a whole cannot be read as what it should be."""


class Bad(Exception):
    """A row or a value that cannot be taken, and why."""


class _Undo(Exception):
    """Leaves the transaction without writing."""


@dataclass
class Report:
    """What an import did, or would do."""

    name: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    closed: int = 0  # cases that the file no longer holds
    rejected: list[tuple[int, str]] = field(default_factory=list)  # row number as a spreadsheet counts, reason
    unknown_columns: list[str] = field(default_factory=list)  # of the file, left out
    not_given: list[str] = field(default_factory=list)  # columns of ours that a file of this kind never has
    noted: list[tuple[int, str]] = field(default_factory=list)  # row number, what was taken in otherwise than it stands there
    absent: int = 0  # open cases on record that the file does not have

    def note(self, outcome: str) -> None:
        """Count one row: added, changed or unchanged."""
        setattr(self, outcome, getattr(self, outcome) + 1)


@dataclass
class Imported:
    """The reports of one run, whether it was written, and which outboxes to look at."""

    reports: list[Report]
    written: bool
    send: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 applied or a clean dry run, 1 when rows were rejected."""
        return 1 if any(report.rejected for report in self.reports) else 0


Reader = Callable[[str], Any]
Step = Callable[[Session], tuple[list[Report], list[str]]]


def run_import(parts: Parts, step: Step, *, dry_run: bool = False, skip_bad: bool = False) -> Imported:
    """Do `step` in one transaction and keep it, or not: all or nothing."""
    done: list[Imported] = []
    try:
        with parts.db.writing() as session:
            reports, send = step(session)
            session.flush()
            rejected = any(report.rejected for report in reports)
            done.append(Imported(reports, written=not dry_run and (skip_bad or not rejected), send=send))
            if not done[0].written:
                raise _Undo
    except _Undo:
        done[0].send = []
    for conversation_id in done[0].send:
        parts.queue.send(conversation_id)
    return done[0]


def read_table(path: Path, columns: dict[str, Reader], key: tuple[str, ...], report: Report) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows of a CSV file with their numbers, each value read; broken ones go into the report. A row at a time, so size costs no memory. Raises Unreadable."""
    rows = _open_table(path)
    header = [name.lower() for name in next(rows)[1]]
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        raise Unreadable(f"{path.name} has the column {', '.join(doubled)} more than once")
    missing = [name for name in key if name not in header]
    if missing:
        raise Unreadable(f"{path.name} has no column {', '.join(missing)}")
    report.unknown_columns = [name for name in header if name and name not in columns]
    yield from keep_readable(rows, lambda cells: _read_row(header, cells, columns), key, report)


def keep_readable(raw: Iterable[tuple[int, Raw]], read: Callable[[Raw], dict[str, Any]], key: tuple[str, ...], report: Report) -> Iterator[tuple[int, dict[str, Any]]]:
    """Read each raw row; those that cannot be read, have no key or come twice go into the report instead."""
    seen: dict[tuple[Any, ...], int] = {}
    for number, cells in raw:
        try:
            row = read(cells)
            if empty := [name for name in key if row.get(name) is None]:
                raise Bad("; ".join(f"{name} is empty" for name in empty))
            identity = tuple(_compared(row[name]) for name in key)
            if identity in seen:
                raise Bad(f"the same {' and '.join(key)} as row {seen[identity]}")
            seen[identity] = number
        except Bad as reason:
            report.rejected.append((number, str(reason)))
        else:
            yield number, row


def read_values(cells: Iterable[tuple[str, str, str]], columns: dict[str, Reader]) -> dict[str, Any]:
    """Values by column from (column, its name in the file, text); an empty text is None. Raises Bad with every problem at once."""
    row: dict[str, Any] = {}
    problems = []
    for column, name, text in cells:
        try:
            row[column] = columns[column](text) if text else None
        except Bad as reason:
            problems.append(f"{name} {reason}")
    if problems:
        raise Bad("; ".join(problems))
    return row


def _read_row(header: list[str], cells: list[str], columns: dict[str, Reader]) -> dict[str, Any]:
    if len(cells) != len(header):
        raise Bad(f"has {len(cells)} cells, the first row has {len(header)}")
    return read_values(((name, name, cell) for name, cell in zip(header, cells, strict=True) if name in columns), columns)


def _open_table(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, the header among them, with their numbers."""
    found = False
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.reader(_text_lines(path, file), strict=True)
            for number, cells in enumerate(table, 1):
                row = [cell.strip() for cell in cells]
                if any(row):
                    found = True
                    yield number, row
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path.name} is not UTF-8 text. In a spreadsheet, save it as “CSV UTF-8”") from error
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be opened") from error
    except csv.Error as error:
        raise Unreadable(f"{path.name} is not a CSV file: {error}, near line {table.line_num}") from error
    if not found:
        raise Unreadable(f"{path.name} is empty")


def _text_lines(path: Path, file: TextIO) -> Iterator[str]:
    for line in file:
        if "\0" in line:
            raise Unreadable(f"{path.name} is not a text file")
        yield line


def _compared(value: Any) -> Any:
    return "".join(c for c in value if c.isalnum() or c == "+").upper() if isinstance(value, str) else value


def read_text(longest: int) -> Reader:
    """A text of at most so many characters."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise Bad(f"is longer than {longest} characters")
        return cell

    return read


def read_choice(*choices: str) -> Reader:
    """One of some words, in any case."""

    def read(cell: str) -> str:
        if cell.lower() not in choices:
            raise Bad(f"must be one of {', '.join(choices)}")
        return cell.lower()

    return read


def read_flag(cell: str) -> bool:
    """yes or no."""
    return bool(read_choice("yes", "no")(cell) == "yes")


def read_day(cell: str) -> date:
    """An ISO date that can be true."""
    try:
        day = date.fromisoformat(cell) if len(cell) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise Bad("is not a date like 2026-03-14")
    if day < OLDEST:
        raise Bad(f"is before {OLDEST.year}")
    return day


def read_moment(cell: str) -> datetime:
    """An ISO date, or date and time; local unless it has an offset."""
    try:
        moment = datetime.fromisoformat(cell)
    except ValueError as error:
        raise Bad("is not a date and time like 2026-03-14T09:30") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def read_time(cell: str) -> time:
    """HH:MM, local."""
    try:
        return datetime.strptime(cell, "%H:%M").time()
    except ValueError as error:
        raise Bad("is not a time like 09:30") from error


def read_number(least: int, most: int) -> Reader:
    """A whole number between two others."""

    def read(cell: str) -> int:
        if not (cell.isascii() and cell.isdigit() and least <= int(cell) <= most):
            raise Bad(f"is not a whole number from {least} to {most}")
        return int(cell)

    return read


def read_list(cell: str) -> list[str] | None:
    """Several texts with `;` between them."""
    return [item for part in cell.split(";") if (item := part.strip())] or None


def read_phone(cell: str) -> str:
    """A phone as E.164. Possible numbers are enough: whether one is in use only a text can tell."""
    try:
        number = phonenumbers.parse(cell, "GB")
    except phonenumbers.NumberParseException as error:
        raise Bad("is not a phone number like 07700 900123 or +447700900123") from error
    if not phonenumbers.is_possible_number(number):
        raise Bad("is not a phone number like 07700 900123 or +447700900123")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
