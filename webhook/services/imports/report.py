"""How an import tells what it did, and the exit code it leaves with: 0 applied or a clean dry run, 1 rows rejected, 2 unreadable."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from webhook.services.imports.imports import Imported, Listed, Report, Unreadable


def print_and_leave(run: Callable[[], Imported], *, dry_run: bool) -> None:
    """Run an import, print its report, leave with its code."""
    try:
        imported = run()
    except Unreadable as error:
        click.echo(f"{error}. Nothing was written.", err=True)
        sys.exit(2)
    for line in report_lines(imported, dry_run=dry_run):
        click.echo(line)
    sys.exit(imported.exit_code)


def report_lines(imported: Imported, *, dry_run: bool, by_command: bool = True) -> list[str]:
    """The report, one line each."""
    lines = []
    for report in imported.reports:
        lines.append(f"{report.name}: {report.added} added, {report.changed} changed, {report.unchanged} unchanged, {len(report.rejected)} rejected")
        if report.closed:
            lines.append(f"  closed, because the file no longer holds them: {report.closed}")
        lines += _listed(report)
        if report.unknown_columns:
            lines.append(f"  not mapped, left out: {', '.join(report.unknown_columns)}")
        if report.not_given:
            lines.append(f"  not in a file of this kind, left as on record: {', '.join(report.not_given)}")
        if report.absent:
            lines.append(f"  open cases on record of which nothing is in this file, left as they were: {report.absent}")
        lines += [f"  row {number}: {reason}" for number, reason in sorted(report.rejected)]
        lines += [f"  note, row {number}: {said}" for number, said in sorted(report.noted)]
    if imported.written:
        return [*lines, "Written."]
    return [*lines, "Dry run: nothing was written." if dry_run else f"Nothing was written. Mend the rows above{', or leave them out with --skip-bad' if by_command else ' at their source'}."]


def _listed(report: Report) -> list[str]:
    """What was left out or ended, and what changed, by reference."""
    lists = (
        ("contacts ended, because their case's rows no longer name them", report.ended),
        ("older than our record, left as it is", report.older),
        ("we hold that the child died, left as it is until somebody has checked (--allow-reopen)", report.deceased),
    )
    lines = [f"  {what}: {listed.count} ({_some(listed, ', ')})" for what, listed in lists if listed.count]
    return [*lines, f"  changed fields: {_some(report.changes, '; ')}"] if report.changes.count else lines


def _some(listed: Listed, between: str) -> str:
    more = listed.count - len(listed.refs)
    return between.join(listed.refs) + (f"{between}and {more} more" if more else "")
