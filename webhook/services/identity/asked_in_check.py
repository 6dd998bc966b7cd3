""" "Is it late and where is my daughter's case", "when will they decide" in the middle of the check: answered from the case as soon as it is shown."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.cases.asked import APPEAL, DO, WHEN, asked_of_case
from webhook.services.cases.cases import OUTCOME_WAITS, Status
from webhook.services.identity.read import read_code
from webhook.services.render.case_asked import appeals_nothing, asked_reply, knows
from webhook.services.render.status import CASE_TOPIC
from webhook.services.turn.heard import Heard, Reply
from webhook.store.inbox import list_bodies_with_topics

LOOKED_BACK = 8  # messages
MOST = {"web": 2, "sms": 1}  # answers beside the status
TOLD_ANYWAY = (WHEN, DO)  # the status itself says what comes next and what to do
_PIECES = re.compile(r"[,;.?!\n]+|\b(?:and|also|but|plus|n)\b", re.IGNORECASE)


def asked_before(parts: Parts, heard: Heard) -> list[str]:
    """What was asked of the case since it was last shown, this message included, in the order it was asked: kinds of cases/asked."""
    with parts.db.reading() as session:
        rows = list_bodies_with_topics(session, heard.inbound, LOOKED_BACK)
    texts = [heard.text]
    for body, topics in rows:
        text = parts.vault.open(body)
        if topics[:1] == [CASE_TOPIC] and read_code(text):
            break  # the code of an earlier check: what was asked before it was answered then
        texts.append(text)
    pieces = [piece for text in reversed(texts) for piece in _PIECES.split(text.replace("\u2019", "'")) if len(piece.split()) > 1]
    return list(dict.fromkeys(kind for piece in pieces if (kind := asked_of_case(piece)) is not None))


def answers_to_asked(parts: Parts, heard: Heard, status: Status, told: list[Reply]) -> list[Reply]:
    """The answers that the status does not give already; of a decision none by text (conduct 13)."""
    if status.stage == OUTCOME_WAITS:
        return []
    found: list[Reply] = []
    for kind in asked_before(parts, heard):
        by_text = heard.channel == "sms" and kind == APPEAL and not appeals_nothing(status)
        if kind in TOLD_ANYWAY or by_text or not knows(status, kind):
            continue
        reply = asked_reply(parts.content, status, kind, heard.channel, local_date(heard.now))
        if reply.text not in {one.text for one in [*told, *found]}:
            found.append(reply)
    return found[: MOST[heard.channel]]
