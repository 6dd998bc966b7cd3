"""What a short reply asks of the case that was shown, where it was learnt and not read: answered from that case, as steps/case answers."""

from __future__ import annotations

from webhook.bootstrap import Parts
from webhook.services.cases.told import shown_status
from webhook.services.identity.read import OTHER
from webhook.services.render.status import CASE_TOPIC
from webhook.services.steps.case import answer_of_case, is_of_status
from webhook.services.turn.heard import Heard, Turn
from webhook.store.messages import Inbound

OTHER_CASE = "other_case"


def hear_of_case(parts: Parts, heard: Heard, act: str, certain: bool) -> Turn | None:
    """The acts have the names of cases/asked. Another case begins the check for it."""
    if act != OTHER_CASE:
        return answer_of_case(parts, heard, act)
    if shown_status(parts, heard) is not None or is_of_status(parts, heard):
        keep_learnt(parts, heard, OTHER)
        heard.intent = CASE_TOPIC
    return None


def keep_learnt(parts: Parts, heard: Heard, objection: str) -> None:
    """Beside the message, for the check, which is worked in another process (identity)."""
    with parts.db.writing() as session:
        inbound = session.get_one(Inbound, heard.inbound.id)
        inbound.safety = {**(inbound.safety or {}), "learnt": objection}
