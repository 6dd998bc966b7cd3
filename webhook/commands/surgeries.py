"""`flask surgeries import F`: the dates of SEND surgeries come in (docs/imports.md)."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from webhook.services.imports.report import print_and_leave
from webhook.services.imports.surgeries import import_surgeries

group = AppGroup("surgeries", help="SEND surgeries.")


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only report; write nothing.")
@click.option("--skip-bad", is_flag=True, help="Leave broken rows out and write the others.")
def import_command(file: Path, dry_run: bool, skip_bad: bool) -> None:
    """Take in FILE (surgeries.csv). All or nothing, unless --skip-bad."""
    print_and_leave(lambda: import_surgeries(current_app.extensions["parts"], file, dry_run=dry_run, skip_bad=skip_bad), dry_run=dry_run)
