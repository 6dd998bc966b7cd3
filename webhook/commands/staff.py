"""`flask staff add NAME` and `flask staff reset NAME`: logins of the staff console. There is no e-mail; the secret is shown once, here."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from webhook.bootstrap import Parts
from webhook.services.staff.staff import ROLES, add_staff, code_address, reset_staff

group = AppGroup("staff", help="Logins of the staff console.")
_password = click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, help="At least 12 characters. Asked for when left out.")


@group.command("add")
@click.argument("username")
@click.option("--name", help="As colleagues see it. Left out: the user name.")
@click.option("--role", type=click.Choice(ROLES), default="officer", show_default=True, help="Officers and managers see conversations, editors do not.")
@_password
def add_command(username: str, name: str | None, role: str, password: str) -> None:
    """Create a login and print the address for its authenticator app, once."""
    parts: Parts = current_app.extensions["parts"]
    try:
        secret = add_staff(parts, username, name or username, role, password)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    _print_secret(parts, secret, username)


@group.command("reset")
@click.argument("username")
@_password
def reset_command(username: str, password: str) -> None:
    """Give a login a new password and a new authenticator secret, lift its lock and sign it out everywhere."""
    parts: Parts = current_app.extensions["parts"]
    try:
        secret = reset_staff(parts, username, password)
    except (ValueError, LookupError) as error:
        raise click.ClickException(str(error)) from error
    _print_secret(parts, secret, username)


def _print_secret(parts: Parts, secret: str, username: str) -> None:
    click.echo("Enter this in an authenticator app now; it is not shown again:")
    click.echo(code_address(secret, username, str(parts.content.council["name"])))
