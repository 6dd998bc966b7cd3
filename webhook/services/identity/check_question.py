"""The question of the identity check that is open, to be put again after another answer."""

from __future__ import annotations

from webhook.bootstrap import Parts
from webhook.services.turn.heard import Heard, Reply
from webhook.store.cases import IdentityCheck

ASK_AGAIN = {"case_ref": "identity_ask_ref", "child_dob": "identity_ask_dob", "code": "identity_ask_code"}


def check_question(parts: Parts, heard: Heard) -> Reply | None:
    """The question of the identity check that is open, None where none is."""
    if not heard.form_open:
        return None
    with parts.db.reading() as session:
        check = session.get(IdentityCheck, heard.conversation.id)
    return Reply(parts.content.messages[ASK_AGAIN[check.requested]].on(heard.channel)) if check and check.requested else None
