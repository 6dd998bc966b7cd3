"""What a council must still confirm before families are served, each marked safety, required or advised (conduct 26, `flask golive check`).

Safety: without it somebody in danger may be told a wrong number, or nobody is told of them. Live mode (GO_LIVE) does not start while one is open.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.demo_data import LOGINS, PREFIX
from webhook.services.answers.content_layers import open_slots
from webhook.services.staff.content import console_words
from webhook.store.cases import Case
from webhook.store.duty import Staff

SAFETY, REQUIRED, ADVISED = "safety", "required", "advised"
REQUIRED_NAMES = (
    "name", "name_full", "service", "case_team", "case_officer", "sendiass", "sendiass_url", "local_offer_name", "local_offer_url", "duty_line",
    "complaints_team", "website_url", "safeguarding_partnership", "disabled_children_team", "interpreting_phone", "case_ref_pattern",
)  # fmt: skip
MUST_HAVE = ("contact_service", "contact_service_out_of_hours", "emergency", "mental_health_crisis", "domestic_abuse_helpline")
REQUIRED_CONTACTS = ("send_duty_line", "sen_team_email")
SAFETY_NAMES = ("contact_service",)
SAFETY_FILES = ("crisis.yml",)
SECRETS = ("secret_key", "hash_key", "api_token", "twilio_auth_token")
SECRET_CHARS = 32  # a secret that was made by a machine is at least this long
DRAMA_NUMBERS = ("+447700900", "+441632960", "+442079460")  # Ofcom keeps these for films: nobody answers


@dataclass(frozen=True)
class Item:
    """One thing that is open: the area it belongs to, its key, how grave it is, and what to do."""

    area: str
    key: str
    level: str
    what: str


class NotReady(RuntimeError):
    """Live mode was asked for while a safety item is open; the message names each."""


def check_golive(parts: Parts) -> list[Item]:
    """Everything that is open, the gravest first."""
    checks = (_names, _contacts, _hours, _languages, _answers, _standards, _updates, _texting, _secrets, _retention, _staff, _samples)
    found = [item for check in checks for item in check(parts)]
    return sorted(found, key=lambda item: (SAFETY, REQUIRED, ADVISED).index(item.level))


def refuse_unless_safe(parts: Parts) -> None:
    """Raises NotReady in live mode while a safety item is open."""
    if not parts.settings.go_live:
        return
    open_items = [item for item in check_golive(parts) if item.level == SAFETY]
    if open_items:
        listed = "\n".join(f"- {item.area} {item.key}: {item.what}" for item in open_items)
        raise NotReady(f"GO_LIVE is set, and these safety items are open (`flask --app webhook golive check` lists all):\n{listed}")


def report(items: list[Item]) -> dict[str, object]:
    """The list as one JSON object."""
    counts = {level: sum(item.level == level for item in items) for level in (SAFETY, REQUIRED, ADVISED)}
    return {"ready": not counts[SAFETY] and not counts[REQUIRED], "open": counts, "items": [asdict(item) for item in items]}


# ---- What the council says of itself ----


def _names(parts: Parts) -> Iterator[Item]:
    asked_for = open_slots(parts.settings.content_dir)
    for key, value in parts.content.council.items():
        if value not in (None, "") or key in ("retention_confirmed_on", "base", "languages", "local_words", "sources", "case_ref_note"):
            continue
        level = SAFETY if key in SAFETY_NAMES else REQUIRED if key in REQUIRED_NAMES else ADVISED
        yield Item("council.yml", key, level, "is blank; write what it is, or false if the council does not have it")
    for slot, files in asked_for.items():
        in_danger = [name for name in files if name in SAFETY_FILES]
        if in_danger or parts.content.council.get(slot) is None:
            level = SAFETY if in_danger else ADVISED
            yield Item("texts", slot, level, f"is blank or not there, so a sentence drops out of {', '.join(in_danger or files)}")


def _contacts(parts: Parts) -> Iterator[Item]:
    """Those shown beside an alert, those that every letter leads to, and the rest. The loader refuses a text that shows an unconfirmed one."""
    known, words = parts.content.contacts, console_words(parts)
    in_danger = {key for route in words["routes"].values() for key in route["contacts"]}
    for key in sorted(in_danger | set(REQUIRED_CONTACTS)):
        contact = known.get(key)
        level = SAFETY if key in in_danger else REQUIRED
        if contact is None:
            yield Item("contacts.yml", key, SAFETY if key in MUST_HAVE else ADVISED, "is named beside an alert or on a route, and is not there")
        elif not contact.get("confirmed"):
            yield Item("contacts.yml", key, level, f"{contact['name']} is not confirmed: ring or write to it, then set confirmed: true")
    for key, contact in sorted(known.items()):
        if not contact.get("confirmed") and key not in in_danger | set(REQUIRED_CONTACTS):
            yield Item("contacts.yml", key, ADVISED, f"{contact['name']} is not confirmed, so nobody is shown it")
    line, number = parts.content.council.get("duty_line"), (known.get("send_duty_line") or {}).get("number")
    if line and number and line != number:
        yield Item("contacts.yml", "send_duty_line", SAFETY, "is not the duty_line of council.yml")


def _hours(parts: Parts) -> Iterator[Item]:
    if not parts.content.hours.get("days"):
        yield Item("hours.yml", "days", REQUIRED, "the duty line's hours are blank, so no time is named to anyone")
    if not parts.content.hours.get("out_of_hours_owner"):
        yield Item("hours.yml", "out_of_hours_owner", SAFETY, "is blank: who is told of a crisis when nobody is signed in?")


def _languages(parts: Parts) -> Iterator[Item]:
    for code, language in parts.content.languages.items():
        open_texts = sorted(key for key, text in language.texts.items() if not text.reviewed)
        if open_texts:
            yield Item("languages", code, REQUIRED if language.journey else ADVISED, f"{language.name}: a native reader has not reviewed {', '.join(open_texts)}")


def _answers(parts: Parts) -> Iterator[Item]:
    today = local_date(parts.clock.now())
    for topic, answer in parts.content.answers.items():
        if answer.review_by is not None and answer.review_by < today:
            yield Item("answers", topic, REQUIRED, f"was due for review on {answer.review_by}")


def _standards(parts: Parts) -> Iterator[Item]:
    for key, promise in parts.content.ladder.promises.items():
        if promise.value is None:
            yield Item("service_standards.yml", key, ADVISED, "is blank, so parents are told that we don't have it")


def _updates(parts: Parts) -> Iterator[Item]:
    if not parts.content.updates.confirmed:
        yield Item("case_updates.yml", "confirmed_on", REQUIRED, "the council has not confirmed which changes and dates families are texted, how far ahead, and the quiet hours")


# ---- How this machine is set up ----


def _texting(parts: Parts) -> Iterator[Item]:
    settings = parts.settings
    if not settings.public_url.startswith("https://"):
        yield Item("settings", "PUBLIC_URL", REQUIRED, "is not an https address: signatures are checked against it")
    if not settings.twilio_account_sid:
        yield Item("settings", "TWILIO_ACCOUNT_SID", REQUIRED, "is empty: texts stay in the local outbox")
    if settings.twilio_from.startswith(DRAMA_NUMBERS):
        yield Item("settings", "TWILIO_FROM", REQUIRED, "is a number that only films use")
    if not settings.advanced_opt_out:
        yield Item("settings", "ADVANCED_OPT_OUT", SAFETY, "set Twilio's Advanced Opt-Out as docs/twilio.md says, then set this: HELP may be a cry for help")
    if not settings.safety_model.exists():
        yield Item("settings", "SAFETY_MODEL", SAFETY, "the safety classifier is not trained on this machine (make setup)")


def _secrets(parts: Parts) -> Iterator[Item]:
    values = {name: str(getattr(parts.settings, name)) for name in SECRETS}
    for name, value in values.items():
        if len(value) < SECRET_CHARS:
            yield Item("settings", name.upper(), REQUIRED, f"is shorter than {SECRET_CHARS} characters: make a random one")
        elif list(values.values()).count(value) > 1:
            yield Item("settings", name.upper(), REQUIRED, "is the same as another secret")
    if not _is_random_key(parts.settings.seal_key):
        yield Item("settings", "SEAL_KEY", REQUIRED, "is no random key")


def _is_random_key(key: str) -> bool:
    return len(set(base64.urlsafe_b64decode(key))) > 8


def _retention(parts: Parts) -> Iterator[Item]:
    if not isinstance(parts.content.council.get("retention_confirmed_on"), date):
        days = ", ".join(f"{name.upper()} is {getattr(parts.settings, name)}" for name in ("transcript_days", "alert_original_days", "handover_original_days"))
        yield Item("council.yml", "retention_confirmed_on", REQUIRED, f"the council has not confirmed how long things are kept ({days}); write the day it did")


def _staff(parts: Parts) -> Iterator[Item]:
    with parts.db.reading() as session:
        active = session.query(Staff).filter(Staff.active).all()
    if not any(staff.role in ("officer", "manager") for staff in active):
        yield Item("staff", "officers", SAFETY, "nobody can sign in to read an alert (flask staff add)")
    for staff in active:
        if not staff.totp_sealed:
            yield Item("staff", staff.username, REQUIRED, "has no authenticator secret (flask staff reset)")


def _samples(parts: Parts) -> Iterator[Item]:
    with parts.db.reading() as session:
        cases = session.query(Case.case_ref).filter(Case.case_ref.startswith(PREFIX)).count()
        logins = session.query(Staff.username).filter(Staff.active, Staff.name.in_([name for _, name in LOGINS])).all()
    if cases:
        yield Item("samples", "cases", REQUIRED, f"{cases} sample cases are in this database: begin with an empty one")
    for (username,) in logins:
        yield Item("samples", username, SAFETY, "is a sample login, and its password is written in a file")
    if parts.settings.demo:
        yield Item("settings", "DEMO", SAFETY, "shows the sample logins to everyone")
    if parts.settings.trial:
        yield Item("settings", "TRIAL", SAFETY, "keeps conversations away from staff")
