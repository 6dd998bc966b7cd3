"""A calendar file for a slot of a SEND surgery: date, time and place, which anybody may know. It says nothing about who comes."""

from __future__ import annotations

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from webhook.routes.callers import caller, the_parts
from webhook.services.booking.calendar import NoSuchSlot, slot_calendar

blueprint = Blueprint("calendar", __name__)


@blueprint.get("/surgeries/<int:surgery_id>/<slot>.ics")
@caller("anyone")
def show_slot(surgery_id: int, slot: str) -> ResponseReturnValue:
    """The slot that begins at that time, such as 0930."""
    try:
        text = slot_calendar(the_parts(), surgery_id, slot)
    except NoSuchSlot:
        abort(404)
    return Response(text, mimetype="text/calendar", headers={"Content-Disposition": 'attachment; filename="send-surgery.ics"'})
