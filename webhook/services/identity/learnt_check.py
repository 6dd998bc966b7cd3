"""What a short reply says in the middle of the check of who is asking, where it was learnt and not read. The check's own rules decide; nothing of a record is looked at."""

from __future__ import annotations

from webhook.bootstrap import Parts
from webhook.services.cases.learnt_case import keep_learnt
from webhook.services.steps.family import family_turn
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.cases import IdentityCheck

TOPIC = "case_identity"
OBJECTIONS = {"no_reference": "no_ref", "no_code": "no_code", "refuse": "refused", "wrong": "restart", "again": "restart"}  # act ▸ as identity/read names it
ONLY_AT = {"no_reference": "case_ref", "no_code": "code", "other_phone": "code"}  # what is asked for when the act can be meant


def hear_in_check(parts: Parts, heard: Heard, act: str, certain: bool) -> Turn | None:
    """Answered here where the check stays as it is; else left with the message, so that the form takes it to the check."""
    with parts.db.reading() as session:
        check = session.get(IdentityCheck, heard.conversation.id)
    if check is None or check.requested is None or ONLY_AT.get(act, check.requested) != check.requested:
        return None
    if act in ("why", "other_phone"):
        return family_turn(parts, heard, f"identity_{act}", "lookup", TOPIC)
    if act == "later":
        return Turn(lane="lookup", topics=[TOPIC], replies=[Reply(parts.content.messages["identity_later"].on(heard.channel))], confidence=0.9)
    keep_learnt(parts, heard, OBJECTIONS[act])
    heard.intent = TOPIC
    return None
