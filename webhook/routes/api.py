"""What the custom actions call: the identity check, a case's status, surgeries, a person. A bearer token is the only way in.

Every writing call carries an Idempotency-Key of message and action, happens once, and gives its first result to whoever asks again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.routes.callers import caller, the_parts
from webhook.services.effects import (
    HANDOVER_KINDS,
    WISHES,
    NotThatConversation,
    check_message,
    handover_effect,
    leave_effect,
    read_surgeries,
    status_effect,
    step_effect,
    wish_effect,
)  # fmt: skip
from webhook.services.once import MAX_KEY, KeyUsedForAnother, Outcome, do_once

blueprint = Blueprint("api", __name__, url_prefix="/api")
Effect = Callable[[Parts, Session, str, int, dict[str, Any]], Outcome]


class BadCall(Exception):
    """A call that names what is wrong with it."""


@blueprint.post("/identity/step")
@caller("actions")
def identity_step() -> ResponseReturnValue:
    """Take one message of the identity check: `{conversation, message_id, intent?, leave?}` → `{requested, say, done, leave}`."""
    return _once(step_effect)


@blueprint.post("/identity/leave")
@caller("actions")
def identity_leave() -> ResponseReturnValue:
    """Leave the check: what was given is forgotten."""
    return _once(leave_effect)


@blueprint.post("/case/status")
@caller("actions")
def show_status() -> ResponseReturnValue:
    """The status of the proven case, sealed for the renderer: `{verified, available, status}`."""
    return _once(status_effect)


@blueprint.get("/surgeries")
@caller("actions")
def list_surgeries() -> ResponseReturnValue:
    """The coming surgeries, and the next that is open."""
    return jsonify(read_surgeries(the_parts()))


@blueprint.post("/surgeries/requests")
@caller("actions")
def request_surgery() -> ResponseReturnValue:
    """`{conversation, message_id, wants: tell|book}`: to be told of the next date, or to come."""
    return _once(wish_effect, wants=WISHES)


@blueprint.post("/handovers")
@caller("actions")
def ask_for_person() -> ResponseReturnValue:
    """`{conversation, message_id, kind}`: a person is wanted or needed."""
    return _once(handover_effect, kind=HANDOVER_KINDS)


@blueprint.errorhandler(BadCall)
def _answer_bad_call(error: BadCall) -> ResponseReturnValue:
    return jsonify(error=str(error), request_id=g.get("request_id")), 400


@blueprint.errorhandler(NotThatConversation)
def _answer_unknown(_: NotThatConversation) -> ResponseReturnValue:
    return jsonify(error="There is no such message in such a conversation.", request_id=g.get("request_id")), 404


@blueprint.errorhandler(KeyUsedForAnother)
def _answer_used_key(_: KeyUsedForAnother) -> ResponseReturnValue:
    return jsonify(error="This Idempotency-Key was used for another conversation.", request_id=g.get("request_id")), 409


def _once(effect: Effect, **choices: tuple[str, ...]) -> ResponseReturnValue:
    """Check the call, then do it once. `choices` names the fields that must hold one of some words."""
    parts, key = the_parts(), request.headers.get("Idempotency-Key", "").strip()
    if not key or len(key) > MAX_KEY or not key.isprintable():
        raise BadCall(f"Send an Idempotency-Key header of 1 to {MAX_KEY} characters: the message's id and the action's name.")
    body, conversation_id, message_id = _read_body()
    for field, allowed in choices.items():
        if body.get(field) not in allowed:
            raise BadCall(f"{field} must be one of: {', '.join(allowed)}.")

    def checked(session: Session) -> Outcome:
        check_message(session, conversation_id, message_id)
        return effect(parts, session, conversation_id, message_id, body)

    return jsonify(do_once(parts, call=str(request.endpoint), key=key, conversation_id=conversation_id, effect=checked))


def _read_body() -> tuple[dict[str, Any], str, int]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise BadCall("Send a JSON object.")
    conversation_id, message_id = body.get("conversation"), body.get("message_id")
    if not isinstance(conversation_id, str) or not 0 < len(conversation_id) <= 32 or not conversation_id.isalnum():
        raise BadCall("conversation must be the id of a conversation.")
    if isinstance(message_id, str) and message_id.isascii() and message_id.isdigit() and len(message_id) < 10:
        message_id = int(message_id)
    if not isinstance(message_id, int) or isinstance(message_id, bool) or message_id < 1:
        raise BadCall("message_id must be the id of a message.")
    for field, kind, words in (("intent", str, "a text"), ("leave", bool, "true or false")):
        if body.get(field) is not None and not isinstance(body[field], kind):
            raise BadCall(f"{field} must be {words}.")
    return body, conversation_id, message_id
