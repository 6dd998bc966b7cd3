"""What a text told of a case, kept sealed for SEALED_MINUTES, so that the phone it went to can ask about it though its proof is over (conduct 11).

Nothing newer is ever told: what can be asked is what already stands in that text, and once the record has changed only that it has.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.cases.cases import NOT_AVAILABLE, NOT_PROVEN, Status, case_status, describe_now, open_status, seal_status
from webhook.services.turn.heard import Heard
from webhook.store.cases import IdentityCheck
from webhook.store.identity import keep_sealed, list_sealed

KIND = "status"  # of a sealed value


def keep_told(parts: Parts, session: Session, heard: Heard, status: Status) -> None:
    """Keep what is being told; for a phone that may be watched nothing (conduct 3)."""
    if not heard.unsafe:
        check = session.get(IdentityCheck, heard.conversation.id)
        kept = f"{check.verified_case_id or 0 if check else 0}:{seal_status(parts, status, heard.conversation.id)}".encode("ascii")
        keep_sealed(session, heard.conversation.id, heard.inbound.id, KIND, kept, heard.now + timedelta(minutes=parts.settings.sealed_minutes))


def find_told(parts: Parts, session: Session, heard: Heard) -> Status | None:
    """What the last text on a case told, while it is kept."""
    kept = _kept(session, heard)
    return open_status(parts, kept[1], heard.conversation.id) if kept is not None else None


def has_changed(parts: Parts, heard: Heard) -> bool:
    """Whether the record is another than the last text on the case told: then nothing of that text is said again as if it still held."""
    with parts.db.reading() as session:
        kept = _kept(session, heard) if heard.channel == "sms" else None
        now = describe_now(parts, session, kept[0]) if kept is not None else None
        return kept is not None and (now is None or _gist(now) != _gist(open_status(parts, kept[1], heard.conversation.id)))


def _kept(session: Session, heard: Heard) -> tuple[int, str] | None:
    """The case that was told of, and the sealed status."""
    kept = [row.value_sealed for row in list_sealed(session, heard.conversation.id, (KIND,)) if row.expires_at > heard.now]
    case_id, _, sealed = kept[-1].decode("ascii").partition(":") if kept and not heard.unsafe else ("", "", "")
    return (int(case_id), sealed) if sealed else None


def _gist(status: Status) -> tuple[object, ...]:
    """What a change of the record changes, and a new day does not."""
    return status.stage, status.last, status.last_on, status.next, status.by, status.noted, [(due.key, due.by) for due in status.also], status.outstanding


def shown_status(parts: Parts, heard: Heard) -> Status | None:
    """The case as it may be said now: proven in the chat, or as the last text told it."""
    with parts.db.reading() as session:
        if heard.channel == "web":
            status = case_status(parts, session, heard.conversation.id)
            return status if status.stage not in (NOT_PROVEN, NOT_AVAILABLE) else None
        return find_told(parts, session, heard)
