"""What every import shares: its report, its one transaction, and how single values are read (docs/imports.md). Tables are read by import_table.

One import is one transaction. It is rolled back when a row was rejected (unless bad rows are to be skipped) and after a dry run.
A report names rows by their reference, and fields; never another value: it may end in a log, and the values are about children.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import phonenumbers
from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import LONDON

OLDEST = date(1990, 1, 1)
LONGEST_REF = 40  # characters of a reference
_HOME_PHONE = re.compile(r"\+44(?:7\d{9}|[12]\d{8,9})")  # as Ofcom numbers them; numbers for sample people are among them
# Areas that Royal Mail gives postcodes in, the Crown dependencies and the forces' among them; the last letters are never C, I, K, M, O or V
_AREAS = """
    AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY
    L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV
    YO ZE
"""
_POSTCODE = re.compile(rf"(?:{'|'.join(_AREAS.split())})\d[A-Z\d]?(?:\s*\d(?:[ABD-HJLNP-UW-Z]{{2}})?)?", re.IGNORECASE)
LISTED = 50  # references that one list of a report names; the others are only counted


class Unreadable(Exception):
    """The file as a whole cannot be read as what it should be."""


class Bad(Exception):
    """A row or a value that cannot be taken, and why."""


class _Undo(Exception):
    """Leaves the transaction without writing."""


@dataclass
class Listed:
    """How many there are, and the first of them by reference."""

    count: int = 0
    refs: list[str] = field(default_factory=list)

    def add(self, ref: str) -> None:
        """One more."""
        self.count += 1
        if self.count <= LISTED:
            self.refs.append(ref)


@dataclass
class Report:
    """What an import did, or would do."""

    name: str
    unread: str = ""  # why the file as a whole could not be read
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    closed: int = 0  # cases that the file no longer holds
    rejected: list[tuple[int, str]] = field(default_factory=list)  # row number as a spreadsheet counts, reason
    unknown_columns: list[str] = field(default_factory=list)  # of the file, left out
    rejected_refs: list[str] = field(default_factory=list)  # of rejected rows, where they can be read
    not_given: list[str] = field(default_factory=list)  # columns of ours that a file of this kind never has
    noted: list[tuple[int, str]] = field(default_factory=list)  # row number, what was taken in otherwise than it stands there
    absent: int = 0  # open cases on record that the file does not have: of contacts, those that have some on record and none in the file
    changes: Listed = field(default_factory=Listed)  # each changed row: its reference and the names of the fields
    older: Listed = field(default_factory=Listed)  # rows left out because the record is newer
    deceased: Listed = field(default_factory=Listed)  # rows left out because they would open a case of a child who died
    ended: Listed = field(default_factory=Listed)  # contacts that their case's rows no longer name

    def note(self, outcome: str) -> None:
        """Count one row: added, changed or unchanged."""
        setattr(self, outcome, getattr(self, outcome) + 1)

    def note_fields(self, ref: str, fields: Iterable[str]) -> None:
        """Count one row that was known: changed in these fields, or unchanged."""
        names = sorted(fields)
        self.note("changed" if names else "unchanged")
        if names:
            self.changes.add(f"{ref}: {', '.join(names)}")

    def reject(self, number: int, reason: Exception | str, ref: str = "") -> None:
        """Leave one row out, and say why and, where it has one that can be read, with which reference."""
        named = ref.strip()
        readable = bool(named) and named.isprintable() and len(named) <= LONGEST_REF
        self.rejected.append((number, f"{reason} ({named})" if readable else str(reason)))
        if readable:
            self.rejected_refs.append(named)


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


def may_be_postcode(text: str) -> bool:
    """Whether a text can be a postcode of the United Kingdom: a district, a sector or all of it."""
    return _POSTCODE.fullmatch(text.strip()) is not None


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


def read_home_phone(cell: str) -> str:
    """A mobile or landline of the United Kingdom as E.164, with all its digits: ten after the code, some old landlines nine."""
    try:
        known = read_phone(cell)
    except Bad:
        known = ""
    if not _HOME_PHONE.fullmatch(known):
        raise Bad("is not a UK mobile or landline like 07700 900123 or +447700900123")
    return known
