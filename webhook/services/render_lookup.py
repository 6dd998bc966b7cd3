"""Words for what was looked up: the identity check, a case's status, surgery dates, and the changes only a person may make."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.cases import NOT_AVAILABLE, NOT_PROVEN, OUTCOME_WAITS, Status, open_status
from webhook.services.content import Content
from webhook.services.handovers import handover_turn
from webhook.services.heard import Heard, Reply, Turn
from webhook.services.identity import end_verification
from webhook.services.render_surgeries import surgeries_turn
from webhook.services.say import say_date

ASKS = {"ask_case_ref": "identity_ask_ref", "ask_child_dob": "identity_ask_dob", "ask_code": "identity_ask_code"}
ASK_AGAIN = {"case_ref": "identity_ask_ref", "child_dob": "identity_ask_dob", "code": "identity_ask_code"}
LEADS_TO_A_PERSON = ("identity_no_ref", "identity_no_code", "identity_locked", "identity_offer_person", "identity_wrong_again")
QUIET = {"options": [], "unsure_count": 0, "awaiting": None}


def render_lookup(parts: Parts, heard: Heard, item: dict[str, Any]) -> Turn | None:
    """The turn for one item Rasa said; None for one that needs no words."""
    say = str(item.get("say", ""))
    if say == "case_status":
        return _status_turn(parts, heard, str(item.get("status", "")))
    if say == "surgeries":
        return surgeries_turn(parts, heard, item)
    if say == "update_details":
        return _update_turn(parts, heard)
    if say.startswith(("identity_", "ask_")):
        return _identity_turn(parts, heard, item, say)
    return None


def _identity_turn(parts: Parts, heard: Heard, item: dict[str, Any], say: str) -> Turn:
    messages = parts.content.messages
    key = ASKS.get(say, say)
    if key not in messages:
        key = "identity_offer_person"
    text = messages[key].on(heard.channel)
    if key == "identity_why" and item.get("requested") in ASK_AGAIN:
        text = f"{text} {messages[ASK_AGAIN[item['requested']]].on(heard.channel)}"
    changes: dict[str, Any] = dict(QUIET)
    if key in LEADS_TO_A_PERSON and not item.get("requested"):
        changes["options"] = ["handover_request"]
    topic = item.get("intent") if item.get("intent") in ("case_status", "case_identity") else "case_identity" if heard.form_open else "case_status"
    return Turn(lane="lookup", topics=[str(topic)], replies=[Reply(text)], changes=changes)


def _update_turn(parts: Parts, heard: Heard) -> Turn:
    turn = handover_turn(parts, heard, "update_details")
    turn.topics = ["case_update_details"]
    turn.replies.insert(0, Reply(parts.content.messages["update_details_passed"].on(heard.channel)))
    return turn


def _status_turn(parts: Parts, heard: Heard, sealed: str) -> Turn:
    status = open_status(parts, sealed, heard.conversation.id) if sealed else Status(NOT_PROVEN)
    turn = Turn(lane="lookup", topics=["case_status"], changes=dict(QUIET))
    if status.stage in (NOT_PROVEN, NOT_AVAILABLE):
        turn.replies = [Reply(parts.content.messages["status_not_available"].on(heard.channel))]
        turn.changes["options"] = ["handover_request"]
    else:
        turn.replies = status_replies(parts.content, status, heard.channel)
    if heard.channel == "sms":
        turn.effects.append(lambda session: _end(session, heard))
    return turn


def _end(session: Session, heard: Heard) -> None:
    end_verification(session, heard.conversation.id)


def status_replies(content: Content, status: Status, channel: str) -> list[Reply]:
    """A status in words. By SMS an outcome is never named; it says that there is an update and how to see it (conduct 13)."""
    messages = content.messages

    def words(key: str, **slots: str) -> str:
        return messages[key].on(channel).format(**slots)

    def day(iso: str | None) -> str:
        return say_date(date.fromisoformat(iso), channel) if iso else words("status_date_unknown")

    late = words("status_late", who=status.who) if status.late else ""
    slots = {"ref": words("status_ref", end=status.ref_end), "who": status.who, "as_of": day(status.as_of), "by": day(status.by)}
    slots |= {"next": words(f"status_next_{status.next}") if status.next else "", "late": late if channel == "web" else "", "show_from": day(status.show_from)}
    if status.stage == OUTCOME_WAITS or (status.outcome and channel == "sms"):
        return [Reply(words("status_no_outcome_by_text", **slots))]
    lines = [words("status_intro", **slots), words(f"status_stage_{status.stage}", **slots).strip()]
    if status.final_by and channel == "web":
        lines.append(words("status_final_due", by=day(status.final_by)))
    if status.old and channel == "web":
        lines.append(words("status_old_record", as_of=slots["as_of"]))
    replies = [Reply(("\n\n" if channel == "web" else " ").join(lines))]
    if late and channel == "sms":
        replies.append(Reply(late))
    return replies
