"""Reads a CSV file row by row: what cannot be read goes into the report by number and reason, and size costs no memory (docs/imports.md)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO, TypeVar

from webhook.services.imports.imports import Bad, Reader, Report, Unreadable

BATCH = 500  # rows looked up and written together: a file of any size costs the memory of one batch
Raw = TypeVar("Raw")
Batch = list[tuple[int, dict[str, Any]]]


def read_table(path: Path, columns: dict[str, Reader], key: tuple[str, ...], report: Report) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows of a CSV file with their numbers, each value read; broken ones go into the report. A row at a time, so size costs no memory. Raises Unreadable."""
    rows = _open_table(path)
    header = [name.lower() for name in next(rows)[1]]
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        raise Unreadable(f"{path.name} has the column {', '.join(doubled)} more than once")
    missing = [name for name in key if name not in header]
    if missing and len(header) == 1 and ";" in header[0]:
        raise Unreadable(f"{path.name} has semicolons between its columns. Save it with commas, as “CSV UTF-8”")
    if missing:
        raise Unreadable(f"{path.name} has no column {', '.join(missing)}")
    report.unknown_columns = [name for name in header if name and name not in columns]
    place = header.index(key[0])
    first = next(rows, None)
    if first is None:  # an export that broke off; taken in, it would end what every family has
        raise Unreadable(f"{path.name} has a first row of names and no other rows. Nothing was changed. Ask for the whole list again")
    yield from keep_readable(chain([first], rows), lambda cells: _read_row(header, cells, columns), key, report, lambda cells: cells[place] if place < len(cells) else "")


def in_batches(rows: Iterator[tuple[int, dict[str, Any]]]) -> Iterator[Batch]:
    """Rows, so many at a time."""
    while batch := list(islice(rows, BATCH)):
        yield batch


def keep_readable(
    raw: Iterable[tuple[int, Raw]],
    read: Callable[[Raw], dict[str, Any]],
    key: tuple[str, ...],
    report: Report,
    ref_of: Callable[[Raw], str],
    called: tuple[str, ...] | None = None,
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Read each raw row; those that cannot be read, have no key or come twice go into the report instead, by their reference. `called`: the file's names for the key."""
    called = called or key
    seen: dict[tuple[Any, ...], int] = {}
    for number, cells in raw:
        try:
            row = read(cells)
            if empty := [name for name, column in zip(called, key, strict=True) if row.get(column) is None]:
                raise Bad("; ".join(f"{name} is empty" for name in empty))
            identity = tuple(_compared(row[name]) for name in key)
            if identity in seen:
                raise Bad(f"the same {' and '.join(called)} as row {seen[identity]}")
            seen[identity] = number
        except Bad as reason:
            report.reject(number, reason, ref_of(cells))
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
