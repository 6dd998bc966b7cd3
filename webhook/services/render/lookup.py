"""Words for what was looked up: the identity check, a case's status, surgery dates, and the changes only a person may make."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.cases.calendar import calendar_days
from webhook.services.cases.cases import NOT_AVAILABLE, NOT_PROVEN, Status, open_status
from webhook.services.cases.told import keep_told
from webhook.services.dates.read import AWAITING as DATE_AWAITED
from webhook.services.identity.asked_in_check import answers_to_asked
from webhook.services.identity.check_question import ASK_AGAIN
from webhook.services.identity.identity import count_tries_left, end_verification
from webhook.services.people.handovers import handover_turn
from webhook.services.render.status import CASE_TOPIC, late_place, status_replies, tells_dates
from webhook.services.render.surgeries import surgeries_turn
from webhook.services.steps.updates import offer_updates
from webhook.services.turn.heard import Heard, Reply, Turn

ASKS = {"ask_case_ref": "identity_ask_ref", "ask_child_dob": "identity_ask_dob", "ask_code": "identity_ask_code"}
LEADS_TO_A_PERSON = ("identity_no_ref", "identity_no_code", "identity_locked", "identity_offer_person", "identity_wrong_again", "identity_wrong_last", "identity_refused")
COUNTED_MEANWHILE = ("identity_no_ref", "identity_no_code", "identity_refused")  # they ask for the day of the request, so that the law's dates can be counted
BEFORE_THE_QUESTION = ("identity_why", "identity_other")
QUIET = {"options": [], "unsure_count": 0, "awaiting": None}


def render_lookup(parts: Parts, heard: Heard, item: dict[str, Any]) -> Turn | None:
    """The turn for one item Rasa said; None for one that needs no words."""
    say = str(item.get("say", ""))
    if say == "case_status":
        return _status_turn(parts, heard, str(item.get("status", "")))
    if say == "surgeries":
        return surgeries_turn(parts, heard, item)
    if say == "update_details":
        return update_turn(parts, heard)
    if say.startswith(("identity_", "ask_")):
        return _identity_turn(parts, heard, item, say)
    return None


def _identity_turn(parts: Parts, heard: Heard, item: dict[str, Any], say: str) -> Turn:
    messages = parts.content.messages
    key = ASKS.get(say, say)
    if key not in messages:
        key = "identity_offer_person"
    text = messages[key].on(heard.channel)
    if "{left}" in text:
        text = text.format(left=count_tries_left(parts, heard.conversation.id))
    if key in BEFORE_THE_QUESTION and item.get("requested") in ASK_AGAIN:
        text = f"{text} {messages[ASK_AGAIN[item['requested']]].on(heard.channel)}"
    changes: dict[str, Any] = dict(QUIET)
    if key in LEADS_TO_A_PERSON and not item.get("requested"):
        changes["options"] = ["handover_request"]
    if key in COUNTED_MEANWHILE:
        changes["awaiting"] = f"{DATE_AWAITED}request"
    topic = item.get("intent") if item.get("intent") in ("case_status", "case_identity") else "case_identity" if heard.form_open else "case_status"
    return Turn(lane="lookup", topics=[str(topic)], replies=[Reply(text)], changes=changes)


def update_turn(parts: Parts, heard: Heard) -> Turn:
    """A number or another detail that only a person may change: that is said, and it is passed on."""
    turn = handover_turn(parts, heard, "update_details")
    turn.topics = ["case_update_details"]
    turn.replies.insert(0, Reply(parts.content.messages["update_details_passed"].on(heard.channel)))
    return turn


def _status_turn(parts: Parts, heard: Heard, sealed: str) -> Turn:
    status = open_status(parts, sealed, heard.conversation.id) if sealed else Status(NOT_PROVEN)
    turn = Turn(lane="lookup", topics=["case_status"], changes=dict(QUIET))
    if status.stage in (NOT_PROVEN, NOT_AVAILABLE):
        turn.replies = [Reply(parts.content.status["not_available"].on(heard.channel))]
        turn.changes["options"] = ["handover_request"]
    else:
        turn.replies = status_replies(parts.content, status, heard.channel)
        turn.flags = ("urgent_today",) if status.urgent else ()
        told = heard.channel == "web" or tells_dates(status)
        turn.changes |= {"last_topic": CASE_TOPIC if told else None, "ladder": None, **late_place(parts.content, status, heard.channel)}
        _add_calendar(parts, heard, status, turn)
        turn.replies += answers_to_asked(parts, heard, status, turn.replies)
        offer_updates(parts, heard, turn)
        if heard.channel == "sms":
            turn.effects.append(lambda session: keep_told(parts, session, heard, status))
    if heard.channel == "sms":
        turn.effects.append(lambda session: _end(session, heard))
    return turn


def _add_calendar(parts: Parts, heard: Heard, status: Status, turn: Turn) -> None:
    """In the chat: the way to the dates as a file. Not where somebody may be watching the device."""
    if heard.channel == "web" and not heard.unsafe and calendar_days(parts.content, status, local_date(heard.now)):
        url = f"{parts.settings.public_base}/chat/conversations/{heard.conversation.id}/calendar.ics"
        turn.replies[-1].text += "\n\n" + parts.content.messages["calendar_line"].web.format(url=url)


def _end(session: Session, heard: Heard) -> None:
    end_verification(session, heard.conversation.id)
