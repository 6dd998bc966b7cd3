""" "Is that late?" after a case was shown: answered from that case while the proof stands, never by the general answer on lateness.

By SMS a proof is good for one status (conduct 11), so there the text that was sent is pointed to, and what to do now where it told of something late.
"""

from __future__ import annotations

import re
from typing import Any

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.cases import NOT_AVAILABLE, NOT_PROVEN, case_status
from webhook.services.follow_ups import asks_if_late
from webhook.services.heard import Heard, Reply, Turn
from webhook.services.render import letter_line
from webhook.services.render_escalation import step_now
from webhook.services.render_status import CASE_TOPIC, LATE_TOPIC, late_place, late_reply
from webhook.services.steps_brief import is_recent
from webhook.store.inbox import last_heard

_OWN = re.compile(r"\b(?:my|our|his|her) (?:case|plan|ehcp?|application|assessment|request)\b", re.IGNORECASE)


def answer_if_late(parts: Parts, heard: Heard) -> Turn | None:
    """The dates of the case that is proven; after a status by SMS, where to see it. None where no case was shown."""
    last = heard.conversation.last_topic if is_recent(heard) else None
    if heard.form_open or not asks_if_late(heard.text) or not (last in (CASE_TOPIC, LATE_TOPIC) or _OWN.search(heard.text)):
        return None
    if heard.channel == "web":
        with parts.db.reading() as session:
            status = case_status(parts, session, heard.conversation.id)
        if status.stage not in (NOT_PROVEN, NOT_AVAILABLE):
            place: dict[str, Any] = {"last_topic": CASE_TOPIC, "ladder": None, **late_place(parts.content, status, heard.channel)}
            return _turn(late_reply(parts.content, status, local_date(heard.now)), changes=place)
    if not _was_status(parts, heard):
        return None
    turn = _turn(Reply(parts.content.status["late_look_again"].on(heard.channel)))
    if last == LATE_TOPIC and (step := step_now(parts, heard, letter_line)) is not None:
        turn.replies.append(step)
    return turn


def _was_status(parts: Parts, heard: Heard) -> bool:
    """Whether our last word was where a case is, so that "that" is the case."""
    if heard.conversation.last_topic == CASE_TOPIC:
        return True
    with parts.db.reading() as session:
        before = last_heard(session, heard.inbound)
    told = heard.conversation.last_topic == LATE_TOPIC and heard.conversation.ladder is not None
    return told and before is not None and before.lane == "lookup" and (before.topics or [])[:1] == [CASE_TOPIC]


def _turn(reply: Reply, changes: dict[str, Any] | None = None) -> Turn:
    return Turn(lane="lookup", topics=[CASE_TOPIC], replies=[reply], changes={"options": [], "unsure_count": 0, **(changes or {})})
