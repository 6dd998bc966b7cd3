"""Opens whatever a directory comes in and gives one record after another, each with the number of its row.

A row is the line of a spreadsheet or ndjson file, or the place in a feed counted from 1 through all its pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from directory.fetch import Feed
from directory.older import bring_up, is_older
from directory.record import Record, map_service, name_left_out, public_id_of
from directory.spool import Spool
from directory.spreadsheet import name_rejected, read_spreadsheet
from directory.standard import read_service
from webhook.services.directory.vocabulary import Vocabulary
from webhook.services.imports.imports import Report, Unreadable

MOST_BLANK = 100  # lines looked at for the first two records


@dataclass
class Reading:
    """What was read. `whole` is False when the source itself says that there is more: then nothing counts as withdrawn."""

    records: Spool[tuple[int, Record]] = field(default_factory=Spool)
    named: set[str] = field(default_factory=set)  # the public id of all that was there, of rejected records too: those are not withdrawn
    whole: bool = True


def read_source(source: str, report: Report, vocabulary: Vocabulary, folder: Path, *, may_be_empty: bool = False) -> Reading:
    """Everything from a file or a feed's address; what cannot be taken goes into the report. Raises Unreadable, for a file without services too unless it may be."""
    reading = Reading()
    if source.startswith(("http://", "https://")):
        _take_pages(Feed(source, folder).pages(), reading, report, vocabulary)
        return reading
    path = Path(source)
    if path.suffix.lower() == ".csv":
        for row in read_spreadsheet(path, report, vocabulary):
            reading.records.add(row)
        reading.named = {public_id_of(record_id) for record_id in name_rejected(path, report).values()}
        return reading
    page = None if _is_lines(path) else _as_page(_read_text(path))
    if page is not None:
        _take_pages(iter([page]), reading, report, vocabulary)
    else:
        _take_lines(path, reading, report, vocabulary)
    if not reading.records and not report.rejected and not may_be_empty:
        raise Unreadable(f"{path.name} holds no services. If that is right and all are to be hidden, use --allow-drop")
    return reading


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path.name} is not UTF-8 text") from error
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be opened") from error


def _is_lines(path: Path) -> bool:
    """Whether a file plainly is one JSON record a line, so that it need not be read whole to be told from a page."""
    with _opened(path) as file:
        lines = [line for line in islice((line.strip() for line in file), MOST_BLANK) if line][:2]
    try:
        first = [json.loads(line.decode("utf-8-sig")) for line in lines]
    except ValueError:
        return False
    return len(first) == 2 and all(isinstance(value, dict) and not isinstance(_contents(value), list) for value in first)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be opened") from error


def _as_page(text: str) -> dict[str, Any] | None:
    """A saved page, a bare list, or one bare record; None if the text is not one JSON value."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    if isinstance(value, list):
        return {"contents": value}
    if isinstance(value, dict):
        return value if isinstance(_contents(value), list) else {"contents": [value], "total_items": None}
    return {"contents": [value]}


def _contents(page: dict[str, Any]) -> Any:
    return page["contents"] if "contents" in page else page.get("content")


def _take_pages(pages: Iterator[dict[str, Any]], reading: Reading, report: Report, vocabulary: Vocabulary) -> None:
    number, expected, seen = 0, None, dict[str, int]()
    for page in pages:
        contents = _contents(page)
        if not isinstance(contents, list):
            raise Unreadable("a page of the feed has no list called contents")
        expected = page.get("total_items", page.get("totalElements"))
        for raw in contents:
            number += 1
            _take(raw, number, reading, report, vocabulary, seen)
    reading.whole = not isinstance(expected, int) or number >= expected


def _take_lines(path: Path, reading: Reading, report: Report, vocabulary: Vocabulary) -> None:
    seen: dict[str, int] = {}
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
        except ValueError:
            if number == 1:
                raise Unreadable(f"{path.name} is neither JSON nor one JSON record a line") from None
            report.rejected.append((number, "is not JSON"))
            continue
        _take(raw, number, reading, report, vocabulary, seen)


def _lines(path: Path) -> Iterator[str]:
    with _opened(path) as file:
        try:
            yield from (line.decode("utf-8-sig") for line in file)
        except UnicodeDecodeError as error:
            raise Unreadable(f"{path.name} is not UTF-8 text") from error


def _take(raw: Any, number: int, reading: Reading, report: Report, vocabulary: Vocabulary, seen: dict[str, int]) -> None:
    """Validate and map one record, or say why not under the name it has."""
    raw = _without_nul(raw) if "\\u0000" in json.dumps(raw) else raw
    record_id = _printable(str(raw["id"]).strip()) if isinstance(raw, dict) and raw.get("id") else ""
    called = record_id or (_printable(str(raw.get("name") or "")[:60]) if isinstance(raw, dict) else "") or "a record without id and name"
    if record_id:
        reading.named.add(public_id_of(record_id))
    try:
        if record_id and public_id_of(record_id) in seen:
            raise ValueError(f"the same id as row {seen[public_id_of(record_id)]}")
        _check_text(raw)
        service = read_service(bring_up(raw) if is_older(raw) else raw)
        reading.records.add((number, map_service(service, vocabulary)))
        report.noted += [(number, f"{called}: {said}") for said in name_left_out(service)]
    except ValueError as reason:
        report.rejected.append((number, f"{called}: {reason}"))
    if record_id:
        seen.setdefault(public_id_of(record_id), number)


def _check_text(raw: Any) -> None:
    """Raises ValueError naming the fields whose text no store can keep: half of a pair of characters."""
    if isinstance(raw, dict) and (broken := [str(name) for name, value in raw.items() if not _is_text(value)]):
        raise ValueError(_printable(f"{', '.join(broken)} has a character that is none (half of a pair)"))


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _is_text(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _without_nul(value: Any) -> Any:
    """A record without the character that PostgreSQL cannot keep."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_without_nul(item) for item in value]
    return {_without_nul(name): _without_nul(item) for name, item in value.items()} if isinstance(value, dict) else value
