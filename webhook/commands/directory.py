"""`flask directory …`: services come in from a feed or a file, samples, and as many made-up records as a test of size needs."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from directory.generate import write_generated
from directory.run import Options, TooManyDropped, import_directory
from webhook.services.imports.imports import Imported
from webhook.services.imports.report import print_and_leave

group = AppGroup("directory", help="The directory of services.")


@group.command("import")
@click.argument("source", metavar="FILE|URL")
@click.option("--dry-run", is_flag=True, help="Only report; write nothing.")
@click.option("--skip-bad", is_flag=True, help="Leave broken records out and write the others.")
@click.option("--allow-drop", is_flag=True, help="Go on even if more than a fifth of the services would no longer be shown.")
@click.option("--source", "name", default="directory", show_default=True, help="Name of the source, to keep several apart: only its own records can be withdrawn.")
def import_command(source: str, dry_run: bool, skip_bad: bool, allow_drop: bool, name: str) -> None:
    """Take in a feed's address, a saved page, ndjson, or a spreadsheet (.csv). All or nothing, unless --skip-bad."""
    if not source.startswith(("http://", "https://")) and not Path(source).is_file():
        raise click.BadParameter("is neither a file nor an address that begins with http:// or https://", param_hint="FILE|URL")
    if not 0 < len(name) <= 40:
        raise click.BadParameter("has 1 to 40 characters", param_hint="--source")

    def run() -> Imported:
        options = Options(name=name, dry_run=dry_run, skip_bad=skip_bad, allow_drop=allow_drop)
        try:
            return import_directory(current_app.extensions["parts"], source, options)
        except TooManyDropped as reason:
            click.echo(f"{reason}. Nothing was written.", err=True)
            if not sys.stdin.isatty() or not click.confirm("Is that right? Import it", err=True):
                click.echo("If that is right, run it again with --allow-drop.", err=True)
                sys.exit(2)
            return import_directory(current_app.extensions["parts"], source, Options(name=name, dry_run=dry_run, skip_bad=skip_bad, allow_drop=True))

    print_and_leave(run, dry_run=dry_run)


@group.command("generate")
@click.argument("count", type=click.IntRange(1, 1_000_000))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same records.")
def generate_command(count: int, file: Path, seed: int) -> None:
    """Write COUNT made-up records, marked as samples, as ndjson into FILE."""
    write_generated(current_app.extensions["parts"].settings.content_dir, count, file, seed)
    click.echo(f"{count} records in {file}")
