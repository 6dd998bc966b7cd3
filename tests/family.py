"""A family on the record and the messages it sends: what the tests of imports, identity, cases and the API share."""

from __future__ import annotations

import csv
import itertools
import re
import uuid
from pathlib import Path
from typing import Any

from sqlalchemy import select

from webhook.bootstrap import Parts
from webhook.services.identity.identity import identity_step
from webhook.services.imports.cases import import_cases
from webhook.services.safety.assess import assess_inbound
from webhook.services.texts.inbox import accept_chat, accept_sms, open_web_conversation
from webhook.store.cases import IdentityCode
from webhook.store.messages import Outbound

REF, BORN, MUM, DAD, STRANGER = "SEN-20417", "2017-03-14", "+447700900001", "+447700900002", "+447700900999"
CASE = {
    "case_ref": REF,
    "child_dob": BORN,
    "child_first_name": "Sam",
    "case_status": "open",
    "request_received": "2026-11-02",
    "source_updated_at": "2026-11-22",
}
PERSON = {"case_ref": REF, "contact_name": "A", "phone": MUM, "relationship": "mother", "disclosure": "yes", "rights_holder": "yes", "safe_to_text": "yes"}
_numbers = itertools.count(1)


def write_csv(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Rows as a file, with every column any of them has."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def put_on_record(parts: Parts, folder: Path, *people: dict[str, Any], **case: Any) -> None:
    """One case with its people, through the import."""
    cases = write_csv(folder / "cases.csv", [CASE | case])
    contacts = write_csv(folder / "contacts.csv", [PERSON | {"case_ref": (CASE | case)["case_ref"]} | person for person in people or ({},)])
    assert import_cases(parts, cases, contacts).written


def web(parts: Parts) -> str:
    """A new web conversation."""
    return open_web_conversation(parts, token=uuid.uuid4().hex)


def hear(parts: Parts, who: str, text: str) -> tuple[str, int]:
    """One message, taken in and assessed: from a number (SMS) or in a web conversation. Its conversation and id."""
    if who.startswith("+"):
        accepted = accept_sms(parts, number=who, message_sid=f"SM{next(_numbers)}{uuid.uuid4().hex}", text=text)
    else:
        accepted = accept_chat(parts, conversation_id=who, client_id=uuid.uuid4().hex, text=text)
    assess_inbound(parts, accepted.inbound_id)
    return accepted.conversation_id, accepted.inbound_id


def say(parts: Parts, who: str, text: str, **more: Any) -> dict[str, Any]:
    """One message of the identity check, and what the check answers."""
    conversation, message = hear(parts, who, text)
    return dict(identity_step(parts, conversation, message, **more))


def ask_for_code(parts: Parts, who: str, ref: str = REF, born: str = "14/3/17") -> dict[str, Any]:
    """The check up to the point where a code would have been sent."""
    say(parts, who, "where is my case", intent="case_status")
    say(parts, who, ref)
    return say(parts, who, born)


def codes_to(parts: Parts, number: str) -> list[str]:
    """The codes texted to a number, oldest first, whoever asked."""
    known = parts.vault.hash("number", number)
    with parts.db.reading() as session:
        sealed = session.scalars(select(Outbound.body_sealed).where(Outbound.kind == "code", Outbound.number_hash == known).order_by(Outbound.id)).all()
    return [re.findall(r"\b\d{6}\b", parts.vault.open(body))[0] for body in sealed]


def count_codes_made(parts: Parts) -> int:
    """Codes in the table, used or not."""
    with parts.db.reading() as session:
        return session.query(IdentityCode).count()


def verify(parts: Parts, who: str, number: str = MUM) -> dict[str, Any]:
    """The whole check, with the right answers."""
    ask_for_code(parts, who)
    return say(parts, who, codes_to(parts, number)[-1])
