"""What Twilio calls: a text came in, a text went its way. Checked, stored, acknowledged; no other work."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from webhook.routes.callers import caller, the_parts
from webhook.services.texts.inbox import accept_sms
from webhook.services.texts.local_outbox import list_outbox
from webhook.services.texts.outbox import note_status

blueprint = Blueprint("sms", __name__, url_prefix="/sms")
_SID, _ADDRESS = re.compile(r"[A-Za-z0-9]{2,64}"), re.compile(r"[+\w:.@ -]{1,64}")
_NO_REPLY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'  # replies leave through the outbox, by the REST API


@blueprint.post("/inbound")
@caller("twilio")
def take_text() -> ResponseReturnValue:
    """A text message. Stored once by MessageSid; a replay is acknowledged and changes nothing."""
    form = request.form
    number, message_sid = form.get("From", ""), form.get("MessageSid", "")
    if not _ADDRESS.fullmatch(number) or not _SID.fullmatch(message_sid):
        abort(400)
    accept_sms(
        the_parts(),
        number=number,
        message_sid=message_sid,
        text=form.get("Body", ""),
        media_count=_number(form.get("NumMedia")),
        answered_by_twilio=form.get("OptOutType", ""),
    )
    return Response(_NO_REPLY, mimetype="text/xml")


@blueprint.post("/status")
@caller("twilio")
def take_status() -> ResponseReturnValue:
    """How far a text got. Unknown or late reports are acknowledged and change nothing."""
    form = request.form
    note_status(
        the_parts(),
        outbox_id=_number(request.args.get("outbox")) or None,
        message_sid=form.get("MessageSid", "")[:64],
        status=form.get("MessageStatus", ""),
        error_code=form.get("ErrorCode", ""),
    )
    return "", 204


@blueprint.get("/outbox.json")
@caller("loopback")
def show_outbox() -> ResponseReturnValue:
    """The local outbox, only on this machine and only while no Twilio account is set."""
    if the_parts().settings.twilio_account_sid:
        abort(404)
    return jsonify(list_outbox(the_parts()))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
