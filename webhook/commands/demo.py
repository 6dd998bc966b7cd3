"""`flask demo …`: sample data, what it is, and a signed test text as Twilio would post it."""

from __future__ import annotations

import json
import sys
import time
import uuid

import click
import requests
from flask import current_app
from flask.cli import AppGroup
from twilio.request_validator import RequestValidator

from directory.samples import load_samples
from webhook.bootstrap import Parts
from webhook.demo_data import NotADemo, has_real_cases, is_loaded, load_demo, show_demo
from webhook.services.imports.imports import Bad, read_phone

group = AppGroup("demo", help="Sample data for trying the service out.")
WAIT_S, QUIET_S = 20.0, 1.5


@group.command("load")
def load_command() -> None:
    """Take in sample cases, contacts, surgeries and services, and make three staff logins. Twice is the same as once."""
    for line in _load(current_app.extensions["parts"]):
        click.echo(line)


@group.command("services")
def services_command() -> None:
    """Take in the sample services again, where a demo is loaded and no real case or service stands beside them."""
    parts = current_app.extensions["parts"]
    for line in load_samples(parts) if is_loaded(parts) and not has_real_cases(parts) else []:
        click.echo(line)


@group.command("show")
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
def show_command(as_json: bool) -> None:
    """Logins, sample cases, and what signs a test text. Loads the samples first if that was never done."""
    parts = current_app.extensions["parts"]
    if not is_loaded(parts):
        _load(parts)
    shown = show_demo(parts)
    if as_json:
        click.echo(json.dumps(shown, indent=2))
        return
    for login in shown["logins"]:
        click.echo(f"{login['role']:8} {login['user']}  password {login['password']}  code secret {login['totp_secret']}")
    for case in shown["cases"]:
        click.echo(f"case {case['case_ref']}  child born {case['child_dob']}  phone {case['phone']}")


@group.command("text")
@click.argument("words")
@click.option("--from", "sender", required=True, help="The number that texts, such as +447700900123.")
@click.option("--wait", default=WAIT_S, show_default=True, help="Seconds to wait for replies.")
def text_command(words: str, sender: str, wait: float) -> None:
    """Post WORDS to the running server, signed as Twilio signs, and print what comes back."""
    parts = current_app.extensions["parts"]
    try:
        number = read_phone(sender)
    except Bad as reason:
        raise click.BadParameter(str(reason), param_hint="--from") from reason
    base = f"http://{parts.settings.host}:{parts.settings.port}"
    try:
        before = len(_texts_to(base, number))
        _post(parts, base, number, words)
        replies = _wait_for_replies(base, number, before, wait)
    except requests.RequestException as error:
        click.echo(f"No answer from {base}: {type(error).__name__}. Is `make run` running, and without a Twilio account?", err=True)
        sys.exit(1)
    for reply in replies:
        click.echo(reply)
    if not replies:
        click.echo("No reply came.", err=True)
        sys.exit(1)


def _load(parts: Parts) -> list[str]:
    try:
        return [*load_demo(parts), *load_samples(parts)]
    except NotADemo:
        click.echo("This database holds cases that are not samples. Demo data and demo logins are not put beside them.", err=True)
        sys.exit(2)


def _post(parts: Parts, base: str, number: str, words: str) -> None:
    form = {"From": number, "To": parts.settings.twilio_from, "Body": words, "MessageSid": f"SM{uuid.uuid4().hex}", "NumMedia": "0"}
    signature = RequestValidator(parts.settings.twilio_auth_token).compute_signature(f"{parts.settings.public_base}/sms/inbound", form)
    requests.post(f"{base}/sms/inbound", data=form, headers={"X-Twilio-Signature": signature}, timeout=10).raise_for_status()


def _texts_to(base: str, number: str) -> list[str]:
    answer = requests.get(f"{base}/sms/outbox.json", timeout=10)
    answer.raise_for_status()
    return [text["body"] for text in answer.json() if text["to"] == number]


def _wait_for_replies(base: str, number: str, before: int, wait: float) -> list[str]:
    """New texts to the number, until none has come for a moment."""
    until, found, since = time.monotonic() + wait, before, time.monotonic()
    while time.monotonic() < until:
        texts = _texts_to(base, number)
        if len(texts) > found:
            found, since = len(texts), time.monotonic()
        elif found > before and time.monotonic() - since > QUIET_S:
            break
        time.sleep(0.2)
    return _texts_to(base, number)[before:]
