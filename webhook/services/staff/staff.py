"""Who may sign in to the console, and how: a password, a one-time code, and a limit on guessing.

A code works once (RFC 6238, section 5.2). The same words answer an unknown name, a wrong password and a wrong code, and a name
that nobody has is locked like any other, so that trying says nothing about who works here.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error

from webhook.bootstrap import Parts
from webhook.services.staff.audit import record_audit
from webhook.store.duty import Staff
from webhook.store.duty_queries import count_audit_since, find_staff, reserve_try, use_code_step

ROLES = ("officer", "editor", "manager")
TRIES, LOCK = 5, timedelta(minutes=15)
STEP_SECONDS, MIN_PASSWORD = 30, 12
_hasher = PasswordHasher()


class WrongLogin(Exception):
    """Name, password and code do not belong together; which of them is not said."""


class LoginLocked(Exception):
    """Too many wrong tries. `until` is when the next one counts."""

    def __init__(self, until: datetime) -> None:
        super().__init__("locked")
        self.until = until


def sign_in(parts: Parts, username: str, password: str, code: str) -> Staff:
    """The person whose name, password and unused code these are. Raises WrongLogin or LoginLocked."""
    now = parts.clock.now()
    with parts.db.writing() as session:
        staff = find_staff(session, username[:80])
        if staff is not None and staff.locked_until is not None and staff.locked_until > now:
            raise LoginLocked(staff.locked_until)
        if staff is not None and staff.locked_until is not None:
            staff.failed_logins, staff.locked_until = 0, None
            session.flush()
        tries = reserve_try(session, staff.id) if staff else 1 + count_audit_since(session, "sign_in_failed", _unknown(parts, username), now - LOCK)
    if staff is None and tries > TRIES:
        raise LoginLocked(now + LOCK)
    step = _matching_step(parts.vault.open(staff.totp_sealed), code, now) if staff else None
    right = _password_fits(staff, password[:200]) and step is not None
    with parts.db.writing() as session:
        row = session.get(Staff, staff.id, with_for_update=True) if staff else None
        if right and row and row.active and tries <= TRIES and step is not None and use_code_step(session, row.id, step):
            row.failed_logins, row.locked_until, row.last_seen_at, row.totp_last_used = 0, None, now, step
            record_audit(session, row.id, "sign_in", f"staff:{row.id}", now)
            return row
        if row and tries >= TRIES:
            row.locked_until = now + LOCK
        record_audit(session, row.id if row else None, "sign_in_failed", f"staff:{row.id}" if row else _unknown(parts, username), now, detail=f"try {tries}")
    if tries >= TRIES:
        raise LoginLocked(now + LOCK)
    raise WrongLogin


def find_signed_in(parts: Parts, staff_id: int, epoch: int) -> Staff | None:
    """The person a session names, unless they left, or signed out, since it began."""
    with parts.db.reading() as session:
        staff = session.get(Staff, staff_id)
    return staff if staff is not None and staff.active and staff.session_epoch == epoch else None


def note_presence(parts: Parts, staff: Staff) -> None:
    """Remember that somebody has the console open, at most once a minute."""
    now = parts.clock.now()
    if staff.last_seen_at is None or now - staff.last_seen_at > timedelta(minutes=1):
        with parts.db.writing() as session:
            session.get_one(Staff, staff.id).last_seen_at = now


def sign_out(parts: Parts, staff: Staff) -> None:
    """End every session of this person: a copied cookie is worth nothing afterwards."""
    with parts.db.writing() as session:
        session.get_one(Staff, staff.id).session_epoch += 1
        record_audit(session, staff.id, "sign_out", f"staff:{staff.id}", parts.clock.now())


def add_staff(parts: Parts, username: str, name: str, role: str, password: str, secret: str | None = None) -> str:
    """Create a login. Returns its one-time code secret, which is shown once. Raises ValueError for a role or name that cannot be."""
    username, secret = username.strip().lower(), secret or pyotp.random_base32()
    if role not in ROLES:
        raise ValueError(f"role is one of {', '.join(ROLES)}")
    _check_password(password)
    with parts.db.writing() as session:
        if find_staff(session, username) is not None:
            raise ValueError(f"{username} has a login already")
        staff = Staff(username=username, name=name, role=role, password_hash=_hasher.hash(password), totp_sealed=parts.vault.seal(secret))
        session.add(staff)
        session.flush()
        record_audit(session, None, "staff_added", f"staff:{staff.id}", parts.clock.now(), detail=role)
    return secret


def reset_staff(parts: Parts, username: str, password: str) -> str:
    """A new password and a new secret, every session ended, the lock lifted. Returns the secret. Raises LookupError for an unknown name."""
    _check_password(password)
    secret = pyotp.random_base32()
    with parts.db.writing() as session:
        staff = find_staff(session, username)
        if staff is None:
            raise LookupError(f"{username} has no login")
        staff.password_hash, staff.totp_sealed, staff.totp_last_used = _hasher.hash(password), parts.vault.seal(secret), 0
        staff.failed_logins, staff.locked_until, staff.session_epoch, staff.active = 0, None, staff.session_epoch + 1, True
        record_audit(session, None, "staff_reset", f"staff:{staff.id}", parts.clock.now())
    return secret


def code_address(secret: str, username: str, council: str) -> str:
    """What an authenticator app reads: otpauth://…"""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=f"{council} SEND duty line")


def _check_password(password: str) -> None:
    if len(password) < MIN_PASSWORD:
        raise ValueError(f"a password has at least {MIN_PASSWORD} characters")


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")


def _password_fits(staff: Staff | None, password: str) -> bool:
    nobody = _nobodys_hash()  # an unknown name takes as long as a known one
    try:
        return _hasher.verify(staff.password_hash if staff else nobody, password) and staff is not None
    except Argon2Error:
        return False


def _matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The 30-second step whose code this is: now, or one to either side for clocks that differ."""
    given, totp, current = "".join(code.split()), pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    fitting = [step for step in (current - 1, current, current + 1) if hmac.compare_digest(totp.at(step * STEP_SECONDS).encode(), given.encode())]
    return fitting[-1] if fitting else None


def _unknown(parts: Parts, username: str) -> str:
    return f"login:{parts.vault.hash('login', username.strip().lower())[:24]}"
