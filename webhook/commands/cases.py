"""`flask cases import F [--contacts F]`: the council's case extract comes in (docs/imports.md)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from webhook.services.imports.extracts import take_in
from webhook.services.imports.report import print_and_leave

group = AppGroup("cases", help="The case extract.")


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--contacts", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="contacts.csv, taken in with it.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day a SEN2 return was made; it has none of its own.")
@click.option("--dry-run", is_flag=True, help="Only report; write nothing.")
@click.option("--skip-bad", is_flag=True, help="Leave broken rows out and write the others.")
@click.option("--allow-drop", is_flag=True, help="With CASES_GONE=close: close the cases the file lacks, even if they are many.")
@click.option("--allow-reopen", is_flag=True, help="Open cases that stand as deceased where FILE says so: somebody has checked.")
def import_command(file: Path, contacts: Path | None, as_of: datetime | None, dry_run: bool, skip_bad: bool, allow_drop: bool, allow_reopen: bool) -> None:
    """Take in FILE: cases.csv, or a SEN2 return (.xml). All or nothing, unless --skip-bad."""
    parts, day = current_app.extensions["parts"], as_of.date() if as_of else None
    print_and_leave(
        lambda: take_in(parts, file, contacts, via="command", as_of=day, dry_run=dry_run, skip_bad=skip_bad, allow_drop=allow_drop, allow_reopen=allow_reopen),
        dry_run=dry_run,
    )
