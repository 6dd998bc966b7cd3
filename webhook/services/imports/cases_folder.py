"""Watches a folder for extracts (CASES_FOLDER): a file that has stopped growing is taken in once and moved to done/ or failed/ with its report.

Whole means: the same size and time at two looks. Moving a file to working/ is what claims it, so that two workers take it in once; what a crash
left there comes back, and does no harm, since the same extract twice changes nothing. `…cases….csv` and `…contacts….csv` belong together.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from webhook.bootstrap import Parts
from webhook.clients.clock import LONDON, local_date
from webhook.services.imports.extracts import KINDS, note_failure, take_in
from webhook.services.imports.imports import Report, Unreadable
from webhook.services.imports.report import report_lines
from webhook.store.duty import Alert

log = logging.getLogger(__name__)
ALERT_REASONS = 5  # rejected rows that an alert names; the report has all of them
UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload", ".partial")
DONE, FAILED, WORKING = "done", "failed", "working"
Pair = tuple[Path | None, Path | None]  # cases, contacts


class FolderWatch:
    """Remembers how large each file was at the last look."""

    def __init__(self) -> None:
        self.seen: dict[Path, tuple[int, int]] | None = None

    def look(self, parts: Parts) -> int:
        """Take in every extract that is whole. How many were dealt with."""
        folder = parts.settings.cases_folder
        if folder is None or not folder.is_dir():
            return 0
        for name in (DONE, FAILED, WORKING):
            (folder / name).mkdir(exist_ok=True)
        if self.seen is None:
            _bring_back(folder)
        now = {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(folder.iterdir()) if path.is_file() and not _is_on_its_way(path)}
        whole = {path for path, state in now.items() if (self.seen or {}).get(path) == state}
        self.seen = now
        others = [path for path in now if path.suffix.lower() not in KINDS]
        refused = sum(_refuse_kind(parts, folder, path) for path in others if path in whole)
        return refused + sum(_deal_with(parts, folder, pair) for pair in _pairs([path for path in now if path not in others]) if all(path is None or path in whole for path in pair))


def _pairs(paths: list[Path]) -> Iterator[Pair]:
    """Cases with the contacts of the same name; contacts without cases alone, after them."""
    contacts = {path for path in paths if "contacts" in path.name.lower() and path.suffix.lower() == ".csv"}
    for path in paths:
        if path not in contacts:
            partner = path.with_name(path.stem.replace("cases", "contacts") + ".csv")
            yield path, partner if partner in contacts else None
            contacts.discard(partner)
    yield from ((None, path) for path in sorted(contacts))


def _deal_with(parts: Parts, folder: Path, pair: Pair) -> bool:
    """Claim one pair, take it in, and put it where it belongs."""
    try:
        made_on = _made_on(parts, pair[0]) if pair[0] and pair[0].suffix.lower() == ".xml" else None
        claimed = [path.rename(folder / WORKING / path.name) if path else None for path in pair]
    except FileNotFoundError:  # another worker has it
        return False
    try:
        imported = take_in(parts, *claimed, via="folder", as_of=made_on)
    except Unreadable as error:
        _fail(parts, folder, claimed, _unread(claimed, f"{error}."), [f"{error}. Nothing was written."], f"{error}.")
    except Exception:
        for path in filter(None, claimed):  # not the file's fault: it is tried again
            path.rename(folder / path.name)
        raise
    else:
        lines = report_lines(imported, dry_run=False, by_command=False)
        if imported.written:
            _put_away(parts, folder / DONE, claimed, lines)
        else:
            broken = [f"{report.name} row {number}: {reason}" for report in imported.reports for number, reason in sorted(report.rejected)]
            _fail(parts, folder, claimed, imported.reports, lines, "; ".join(broken[:ALERT_REASONS]) + (f"; and {len(broken) - ALERT_REASONS} more" if len(broken) > ALERT_REASONS else ""))
    return True


def _is_on_its_way(path: Path) -> bool:
    """What a copying program or an open spreadsheet keeps beside the file it writes."""
    return path.name.startswith((".", "~")) or path.suffix.lower() in UNFINISHED


def _refuse_kind(parts: Parts, folder: Path, path: Path) -> bool:
    """A file of a kind that is not read is put away with its reason, and staff are told."""
    try:
        claimed: list[Path | None] = [path.rename(folder / WORKING / path.name)]
    except FileNotFoundError:
        return False
    kind = path.suffix.lower() or "no ending"
    why = f"{path.name} is not a file this folder takes ({kind}). Save the list as “CSV UTF-8” (.csv), or bring a SEN2 return (.xml)."
    _fail(parts, folder, claimed, _unread(claimed, why), [why, "Nothing was written."], why)
    return True


def _unread(claimed: list[Path | None], why: str) -> list[Report]:
    """The reason as a report of the run, by the file it is about."""
    names = [path.name for path in claimed if path is not None]
    return [Report(next((name for name in names if name in why), names[0]), unread=why)]


def _made_on(parts: Parts, path: Path) -> date:
    """The day a return was made: a return does not say, so the day the file was last written."""
    return local_date(min(parts.clock.now(), datetime.fromtimestamp(path.stat().st_mtime, LONDON)))


def _fail(parts: Parts, folder: Path, claimed: list[Path | None], reports: list[Report], lines: list[str], why: str) -> None:
    now, names = parts.clock.now(), [path.name if path else "" for path in claimed]
    with parts.db.writing() as session:
        note_failure(session, names, reports, now)
        session.add(Alert(kind="import_failed", detail=why, at=now))
    _put_away(parts, folder / FAILED, claimed, lines)
    log.warning("an extract from the folder was not taken in")


def _put_away(parts: Parts, folder: Path, claimed: list[Path | None], lines: list[str]) -> None:
    """Into done/ or failed/, under the moment, so that nothing there is written over."""
    stamp = parts.clock.now().astimezone(LONDON).strftime("%Y%m%dT%H%M%S")
    for path in filter(None, claimed):
        path.rename(folder / f"{stamp}-{path.name}")
    first = next(filter(None, claimed))
    (folder / f"{stamp}-{first.name}.report.txt").write_text("\n".join([f"{local_date(parts.clock.now()).isoformat()}", *lines, ""]), "utf-8")


def _bring_back(folder: Path) -> None:
    for path in (folder / WORKING).iterdir():
        path.rename(folder / path.name)
