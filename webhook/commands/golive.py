"""`flask golive check`: what a council must still confirm before families are served (docs/another-council.md)."""

from __future__ import annotations

import json
import sys

import click
from flask import current_app
from flask.cli import AppGroup

from webhook.services.answers.content_rules import ContentError
from webhook.services.answers.golive import check_golive, report

group = AppGroup("golive", help="Before families are served.")


@group.command("check")
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
def check_command(as_json: bool) -> None:
    """List what is open. Leaves with 0 when no safety or required item is, 1 otherwise, 2 when the content cannot be read."""
    try:
        items = check_golive(current_app.extensions["parts"])
    except ContentError as error:
        click.echo(f"The content cannot be read:\n{error}", err=True)
        sys.exit(2)
    told = report(items)
    if as_json:
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        for item in items:
            click.echo(f"{item.level:9} {item.area}  {item.key}: {item.what}")
        counts = ", ".join(f"{count} {level}" for level, count in told["open"].items())  # type: ignore[attr-defined]
        click.echo(f"Open: {counts}. {'Ready to go live.' if told['ready'] else 'Not ready to go live.'}")
    sys.exit(0 if told["ready"] else 1)
