"""An import from end to end: read, validate, map, then upsert and report in one transaction.

Reading comes first and holds no lock: a feed takes minutes, and texts from parents are written all that time. Only what changed is written.
Records that are gone from a whole source are hidden, not deleted. A run that would hide more than a fifth of what is shown stops and asks.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from directory.read import Reading, read_source
from directory.record import Place, Record
from directory.record import Session as Hours
from directory.spool import Spool
from directory.standard import SHOWN
from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.directory.vocabulary import Vocabulary, load_vocabulary, words_of
from webhook.services.directory.words import forget_words
from webhook.services.imports.imports import Bad, Imported, Report, may_be_postcode, run_import
from webhook.store.directory_write import BATCH, Known, Prepared, find_known, hide_services, keep_words, read_texts, tell_planner, write_services

MOST_DROPPED = 0.2  # of the shown records of the same source


class TooManyDropped(Exception):
    """So much would be hidden that a person must say that it is right."""

    def __init__(self, dropped: int, shown: int) -> None:
        super().__init__(f"{dropped} of {shown} services would no longer be shown ({dropped / shown:.0%})")
        self.dropped, self.shown = dropped, shown


@dataclass
class DirectoryReport(Report):
    """A report that also counts what is hidden."""

    withdrawn: int = 0


@dataclass(frozen=True)
class Options:
    """How to import. `name` keeps several sources apart: only records of the same one count as withdrawn."""

    name: str = "directory"
    dry_run: bool = False
    skip_bad: bool = False
    allow_drop: bool = False


def import_directory(parts: Parts, source: str, options: Options) -> Imported:
    """Take in a file or a feed. Raises Unreadable, and TooManyDropped unless that is allowed; nothing is written then."""
    vocabulary = load_vocabulary(parts.settings.content_dir)
    report = DirectoryReport(Path(source).name if not source.startswith("http") else source.split("?")[0])
    reading = read_source(source, report, vocabulary, kept_pages(parts), may_be_empty=options.allow_drop)
    prepared = _prepare_all(reading, report, options, vocabulary, parts.clock.now())

    def step(session: Session) -> tuple[list[Report], list[str]]:
        _write(session, reading, prepared, report, options, parts.clock.now())
        return [report], []

    imported = run_import(parts, step, dry_run=options.dry_run, skip_bad=options.skip_bad)
    forget_words(parts)
    return imported


def kept_pages(parts: Parts) -> Path:
    """Where fetched pages are kept."""
    return parts.settings.queue_path.parent / "directory"


def _prepare_all(reading: Reading, report: Report, options: Options, vocabulary: Vocabulary, now: datetime) -> Spool[Prepared]:
    """The records that can be written, ready, each once. Before the transaction: it holds a lock."""
    prepared, seen, same = Spool[Prepared](), set[str](), dict[bytes, tuple[int, str]]()
    for number, read in reading.records:
        record = _fit(number, read, report, local_date(now))
        if record is not None and record.public_id not in seen:
            seen.add(record.public_id)
            if record.status in SHOWN and (twin := same.setdefault(_likeness(record), (number, record.record_id)))[0] != number:
                report.noted.append((number, f"{record.record_id}: says all that {twin[1]} in row {twin[0]} says, so it is shown twice; withdraw one of them"))
            prepared.add(prepare(record, options.name, vocabulary, now))
    return prepared


def _fit(number: int, record: Record, report: Report, today: date) -> Record | None:
    """The record without what cannot be, which is noted; None for one that is rejected."""
    try:
        _check(record, today)
    except Bad as reason:
        report.rejected.append((number, f"{record.record_id}: {reason}"))
        return None
    odd = [place.postcode for place in record.places if place.postcode and not may_be_postcode(place.postcode)]
    if odd:
        report.noted.append((number, f"{record.record_id}: a postcode is none and was left out: {odd[0][:12]}"))
        record = replace(record, places=tuple(replace(place, postcode=None) if place.postcode in odd else place for place in record.places))
    if any(_is_no_time(session) for session in record.sessions):
        report.noted.append((number, f"{record.record_id}: a session closes when it opens, and its times were left out"))
        record = replace(record, sessions=tuple(replace(session, opens=None, closes=None) if _is_no_time(session) else session for session in record.sessions))
    return record


def _likeness(record: Record) -> bytes:
    """Equal for two records that a reader could not tell apart: the same name, by the same people, at the same places and times, for the same ages and price."""
    said = record.stored()
    parts = {name: said[name] for name in ("name", "organisation", "description", "places", "sessions", "age_from", "age_to", "fees", "cost")}
    return hashlib.blake2b(" ".join(json.dumps(parts, sort_keys=True).lower().split()).encode(), digest_size=16).digest()


def _check(record: Record, today: date) -> None:
    """Raises Bad."""
    try:
        checked = date.fromisoformat(record.checked_on) if record.checked_on else None
    except ValueError:
        raise Bad("the date it was last checked is not a date like 2026-03-14") from None
    if checked is not None and checked > today + timedelta(days=1):  # a day's grace for clocks elsewhere
        raise Bad(f"the date it was last checked is still to come: {checked.isoformat()}")
    if record.age_from is not None and record.age_to is not None and record.age_to < record.age_from:
        raise Bad("maximum_age is less than minimum_age")


def _is_no_time(session: Hours) -> bool:
    """Whether it opens and closes at once. Midnight to midnight is all day."""
    return session.opens is not None and session.opens == session.closes and session.opens != "00:00"


def _write(session: Session, reading: Reading, prepared: Spool[Prepared], report: DirectoryReport, options: Options, now: datetime) -> None:
    known = find_known(session)
    came, hidden, real, wrote = set[str](), set[str](), False, 0
    changed: list[Prepared] = []
    for one in prepared:
        key, before = one.service["public_id"], known.get(one.service["public_id"])
        came.add(key)
        real = real or not one.service["sample"]
        if before is not None and before.visible and not one.service["visible"]:
            hidden.add(key)
        if before is not None and before.fingerprint == one.service["fingerprint"] and before.source == options.name:
            report.note("unchanged")
            continue
        report.note("added" if before is None else "changed")
        changed.append(one)
        if len(changed) == BATCH:
            wrote += _write_batch(session, changed, known)
    wrote += _write_batch(session, changed, known)
    gone = {key for key, before in known.items() if before.visible and key not in reading.named and before.source == options.name} if reading.whole else set()
    _ask_if_many(gone, hidden, known, options)
    samples = {key for key, before in known.items() if before.sample and before.visible and key not in came} if real else set()  # the first real service hides them
    report.withdrawn = len(gone | hidden | samples)
    hide_services(session, {known[key].id for key in gone | samples}, now)
    if wrote or gone or samples:
        keep_words(session, ((service_id, {word for word in words_of(text) if len(word) > 2 and len(word) <= 60}) for service_id, text in read_texts(session)))
        tell_planner(session)


def _write_batch(session: Session, changed: list[Prepared], known: dict[str, Known]) -> int:
    """Write what has gathered and begin anew; how many. A run that is stopped later is undone whole."""
    write_services(session, changed, known)
    count = len(changed)
    changed.clear()
    return count


def _ask_if_many(gone: set[str], hidden: set[str], known: dict[str, Known], options: Options) -> None:
    shown = sum(before.visible and before.source == options.name for before in known.values())
    dropped = len(gone) + sum(known[key].source == options.name for key in hidden)
    if shown and dropped > MOST_DROPPED * shown and not options.allow_drop:
        raise TooManyDropped(dropped, shown)


def prepare(record: Record, source: str, vocabulary: Vocabulary, now: datetime) -> Prepared:
    """A record as rows: columns to filter by, tags, measured places, days, and the text that is searched."""
    tags = {(kind, value) for kind, values in (("need", record.needs), ("kind", record.kinds), ("language", record.languages), ("access", record.access)) for value in values}
    locations = [_locate(place, vocabulary) for place in record.places if not place.online]
    keywords = [word for kind, value in sorted(tags) for word in vocabulary.words_for(kind, value)]
    body = [record.organisation, record.description, record.fees, record.alert, *(place.name for place in record.places), *(session.note for session in record.sessions)]
    return Prepared(
        service={
            "record_id": record.record_id,
            "public_id": record.public_id,
            "source": source,
            "sample": record.sample,
            "visible": record.status in SHOWN,
            "fingerprint": record.fingerprint,
            "changed_at": now,
            "name": record.name,
            "organisation": record.organisation[:300] if record.organisation else None,
            "age_from": record.age_from,
            "age_to": record.age_to,
            "cost": record.cost,
            "referral": record.referral,
            "learning_disability": record.learning_disability,
            "checked_on": date.fromisoformat(record.checked_on) if record.checked_on else None,
            "record": record.stored(),
        },
        tags=tags,
        locations=locations,
        sessions=[{"weekday": day, "opens": _time(session.opens), "closes": _time(session.closes)} for session in record.sessions for day in session.days],
        text={"name": record.name, "keywords": " ".join(keywords), "body": " ".join(filter(None, body))},
    )


def _locate(place: Place, vocabulary: Vocabulary) -> dict[str, Any]:
    point = vocabulary.point_for(place.postcode or "")
    known = place.latitude is not None
    return {
        "sector": point.code if point else None,
        "latitude": place.latitude if known else point.latitude if point else None,
        "longitude": place.longitude if known else point.longitude if point else None,
    }


def _time(written: str | None) -> time | None:
    return time.fromisoformat(written) if written else None
