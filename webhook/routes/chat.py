"""The web chat's own interface: open a conversation, say something, read what was said. A bearer token is the only key."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator

from flask import Blueprint, Response, abort, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webhook.routes.callers import caller, the_parts
from webhook.routes.visit import read_visit
from webhook.services.cases.calendar import NoCalendar, make_calendar
from webhook.services.chat import TooMany, check_token, clear_chat, read_messages, within_limit
from webhook.services.texts.inbox import accept_chat, open_web_conversation

blueprint = Blueprint("chat", __name__, url_prefix="/chat")
STREAM_SECONDS, POLL_SECONDS = 25.0, 0.3


@blueprint.post("/conversations")
@caller("anyone")
def open_conversation() -> ResponseReturnValue:
    """A new conversation: its id, and the token that is shown once and kept only as a hash."""
    token = secrets.token_urlsafe(32)
    return jsonify(id=open_web_conversation(the_parts(), token), token=token), 201


@blueprint.post("/conversations/<conversation_id>/messages")
@caller("parent")
def say(conversation_id: str) -> ResponseReturnValue:
    """Take in `{client_id, text}`. The same client_id again is the same message."""
    _check(conversation_id)
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not _is_message(body):
        return jsonify(error="Send JSON with client_id (1 to 64 characters) and text."), 400
    try:
        within_limit(the_parts(), conversation_id)
    except TooMany:
        return jsonify(error="That is a lot of messages at once. Please wait a minute, then send it again."), 429
    accepted = accept_chat(the_parts(), conversation_id=conversation_id, client_id=body["client_id"], text=body["text"])
    return jsonify(accepted=accepted.new), 202 if accepted.new else 200


@blueprint.get("/conversations/<conversation_id>/messages")
@caller("parent")
def read(conversation_id: str) -> ResponseReturnValue:
    """What was said after a message id, oldest first."""
    _check(conversation_id)
    return jsonify(messages=read_messages(the_parts(), conversation_id, _message_id(request.args.get("after", ""))))


@blueprint.get("/conversations/<conversation_id>/events")
@caller("parent")
def stream(conversation_id: str) -> ResponseReturnValue:
    """The same as server-sent events; resumes after `Last-Event-ID`, closes itself, and the browser comes back."""
    _check(conversation_id)
    parts = the_parts()
    start = _message_id(request.headers.get("Last-Event-ID", request.args.get("after", "")))

    def events() -> Iterator[str]:
        last, until = start, time.monotonic() + STREAM_SECONDS
        yield "retry: 1000\n\n"
        while time.monotonic() < until:
            for message in read_messages(parts, conversation_id, last):
                last = message["id"]
                yield f"id: {last}\ndata: {json.dumps(message)}\n\n"
            time.sleep(POLL_SECONDS)

    return Response(events(), mimetype="text/event-stream", headers={"X-Accel-Buffering": "no"})


@blueprint.delete("/conversations/<conversation_id>/messages")
@caller("parent")
def clear(conversation_id: str) -> ResponseReturnValue:
    """ "Clear chat": nothing said so far is shown again here."""
    _check(conversation_id)
    clear_chat(the_parts(), conversation_id)
    return "", 204


@blueprint.get("/conversations/<conversation_id>/calendar.ics")
@caller("parent")
def give_calendar(conversation_id: str) -> ResponseReturnValue:
    """The dates of the case that is proven in this conversation at this moment, as a file. A browser without JavaScript shows its cookie instead of the token."""
    parts, visit = the_parts(), read_visit(the_parts().settings, request)
    by_cookie = "Authorization" not in request.headers
    if not by_cookie:
        _check(conversation_id)
    elif visit.id != conversation_id or not check_token(parts, visit.id, visit.token):
        abort(401)
    try:
        file = make_calendar(parts, conversation_id)
    except NoCalendar:
        return redirect(url_for("pages.show_chat", proof_over="1"), 303) if by_cookie else (jsonify(error="Nothing is proven here at this moment."), 403)
    return Response(file, mimetype="text/calendar", headers={"Content-Disposition": 'attachment; filename="calendar.ics"', "Cache-Control": "no-store"})


def _is_message(body: dict[str, object]) -> bool:
    client_id, text = body.get("client_id"), body.get("text")
    return isinstance(text, str) and isinstance(client_id, str) and 0 < len(client_id) <= 64 and client_id.isprintable()


def _message_id(text: str) -> int:
    """A message id as it came in a request; 0, the beginning, for anything that is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _check(conversation_id: str) -> None:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not check_token(the_parts(), conversation_id, token):
        abort(401)
