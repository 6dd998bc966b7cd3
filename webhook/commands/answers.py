"""`flask answers check`: is everything that parents read sourced, in date, plain, and within the rules?"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from webhook.clients.clock import local_date
from webhook.services.answers.check import Report, check_content
from webhook.services.answers.content_rules import ContentError
from webhook.settings import ROOT

group = AppGroup("answers", help="What parents read.")


@group.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--content", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another content folder than this council's.")
def check_command(as_json: bool, folder: Path | None) -> None:
    """List what is wrong by file, key, channel and rule. Exit 0: nothing (warnings apart), 1: something, 2: the folder can't be read."""
    parts = current_app.extensions["parts"]
    try:
        report = check_content(folder or parts.settings.content_dir, ROOT / "data" / "nlu", local_date(parts.clock.now()))
    except (ContentError, AttributeError, KeyError, TypeError) as error:
        click.echo(f"The content can't be read: {error}", err=True)
        sys.exit(2)
    for line in [_as_json(report)] if as_json else _as_lines(report):
        click.echo(line)
    sys.exit(1 if report.failed else 0)


def _as_lines(report: Report) -> list[str]:
    lines = []
    for problem in report.problems:
        where = " ".join(filter(None, [f"{problem.file}: {problem.key}", problem.channel]))
        lines.append(f"{where}: {'warning, ' if problem.warning else ''}{problem.rule}: {problem.says}")
    faults = sum(not problem.warning for problem in report.problems)
    return [*lines, f"{report.answers} answers, {report.texts} texts: {faults} problems, {len(report.problems) - faults} warnings."]


def _as_json(report: Report) -> str:
    ages = [{"file": file, "key": key, "channel": channel, "reading_age": age} for (file, key, channel), age in sorted(report.ages.items())]
    return json.dumps({"problems": [asdict(problem) for problem in report.problems], "answers": report.answers, "texts": report.texts, "reading_ages": ages}, indent=1)
