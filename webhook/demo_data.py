"""Sample cases, surgeries and staff for trying the service out: invented, marked as samples, and kept current by dates relative to today.

The files go through the ordinary imports. Passwords and code secrets are made on this machine and written beside the queue (var/demo.json).
"""

from __future__ import annotations

import csv
import json
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from cryptography.fernet import InvalidToken

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.imports.cases import import_cases
from webhook.services.imports.imports import read_phone
from webhook.services.imports.surgeries import import_surgeries
from webhook.services.staff.staff import add_staff
from webhook.settings import ROOT
from webhook.store.cases import Case
from webhook.store.duty import Staff

FOLDER = ROOT / "webhook" / "demo"
PREFIX = "SAMPLE-"
LOGINS = (("officer", "Sample Officer"), ("editor", "Sample Editor"), ("manager", "Sample Manager"))


class NotADemo(Exception):
    """The database holds cases that are no samples: demo data and demo logins have no business there."""


def load_demo(parts: Parts) -> list[str]:
    """Take in the samples and make the logins. Loading twice changes nothing but dates that moved with the day. Raises NotADemo."""
    if has_real_cases(parts):
        raise NotADemo
    with _dated_files(parts) as folder:
        runs = [import_cases(parts, folder / "cases.csv", folder / "contacts.csv"), import_surgeries(parts, folder / "surgeries.csv")]
    reports = [report for run in runs for report in run.reports]
    broken = [f"{report.name} row {number}: {reason}" for report in reports for number, reason in report.rejected]
    if broken:
        raise ValueError("; ".join(broken))
    secrets_kept = _read_secrets(parts)
    for login in secrets_kept["logins"]:
        _keep_login(parts, login)
    return [f"{report.name}: {report.added} added, {report.changed} changed, {report.unchanged} unchanged" for report in reports]


def has_real_cases(parts: Parts) -> bool:
    """Whether a case is stored that is no sample."""
    with parts.db.reading() as session:
        return session.query(Case).filter(~Case.case_ref.startswith(PREFIX)).first() is not None


def show_demo(parts: Parts) -> dict[str, Any]:
    """Logins, cases that a code can be sent for, and what signs a test text, as design's contract has it."""
    twilio = {"auth_token": parts.settings.twilio_auth_token, "from": parts.settings.twilio_from}
    return {**_read_secrets(parts), "twilio": twilio}


def demo_file(parts: Parts) -> Path:
    """Where the logins of this machine are kept; never in the repository."""
    return parts.settings.queue_path.parent / "demo.json"


def _read_secrets(parts: Parts) -> dict[str, Any]:
    path = demo_file(parts)
    if path.exists():
        kept: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return {"logins": kept["logins"], "cases": _list_cases()}
    logins = [{"user": user, "password": secrets.token_urlsafe(12), "role": user, "totp_secret": pyotp.random_base32()} for user, _ in LOGINS]
    made = {"logins": logins, "cases": _list_cases()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(made, indent=2) + "\n", "utf-8")
    return made


def is_loaded(parts: Parts) -> bool:
    """Whether this database holds the samples."""
    with parts.db.reading() as session:
        return session.query(Case).filter(Case.case_ref.startswith(PREFIX)).first() is not None and demo_file(parts).exists()


def _keep_login(parts: Parts, login: dict[str, str]) -> None:
    """Make a login, or put right one that came from another machine's samples; a real person of that name is left alone."""
    name = dict(LOGINS)[login["user"]]
    with parts.db.reading() as session:
        known = session.query(Staff).filter_by(username=login["user"]).first()
    if known is None:
        add_staff(parts, login["user"], name, login["role"], login["password"], login["totp_secret"])
    elif known.name == name and not _fits(parts, known, login):
        with parts.db.writing() as session:
            row = session.get_one(Staff, known.id)
            row.password_hash, row.totp_sealed = PasswordHasher().hash(login["password"]), parts.vault.seal(login["totp_secret"])


def _fits(parts: Parts, staff: Staff, login: dict[str, str]) -> bool:
    try:
        return PasswordHasher().verify(staff.password_hash, login["password"]) and parts.vault.open(staff.totp_sealed) == login["totp_secret"]
    except (Argon2Error, InvalidToken):
        return False


def _list_cases() -> list[dict[str, str]]:
    """Open cases with each phone that may be told, those with one person first: there the web chat knows which phone to use."""
    cases = {row["case_ref"]: row for row in _read("cases.csv") if row["case_status"] == "open"}
    people = [row for row in _read("contacts.csv") if row["case_ref"] in cases]
    alone = {ref for ref in cases if sum(row["case_ref"] == ref and row["disclosure"] != "no" for row in people) == 1}
    told = sorted((row for row in people if row["disclosure"] != "no"), key=lambda row: row["case_ref"] not in alone)
    return [{"case_ref": row["case_ref"], "child_dob": cases[row["case_ref"]]["child_dob"], "phone": read_phone(row["phone"])} for row in told]


def _read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@contextmanager
def _dated_files(parts: Parts) -> Iterator[Path]:
    """The sample files with `@-20` and the like turned into days."""
    today = local_date(parts.clock.now())
    with tempfile.TemporaryDirectory() as name:
        for path in FOLDER.glob("*.csv"):
            dated = re.sub(r"@([+-]\d+)", lambda found: (today + timedelta(days=int(found.group(1)))).isoformat(), path.read_text("utf-8"))
            (Path(name) / path.name).write_text(dated, "utf-8")
        yield Path(name)
