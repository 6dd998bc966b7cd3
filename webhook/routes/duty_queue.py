"""The queue: what must be seen at once, who waits for a person, and the steps that need no conversation page."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webhook.routes.callers import caller, the_parts
from webhook.routes.duty_base import blueprint, fragment, page, the_staff
from webhook.services.imports.extracts import data_age
from webhook.services.safety.alerts import NoSuchAlert, acknowledge
from webhook.services.staff.console import NoSuchConversation, StepRefused, close_handover
from webhook.services.staff.content import console_words
from webhook.services.staff.view import view_bar, view_queue


@blueprint.get("/")
@caller("staff")
def show_queue() -> ResponseReturnValue:
    """Everything that waits."""
    return page("queue.html", queue=view_queue(the_parts(), the_staff()), age=data_age(the_parts()))


@blueprint.get("/queue-fragment")
@caller("staff")
def queue_fragment() -> ResponseReturnValue:
    """The list alone, for the page that keeps itself up to date."""
    return fragment("_queue.html", queue=view_queue(the_parts(), the_staff()))


@blueprint.get("/alert-bar")
@caller("staff")
def alert_bar() -> ResponseReturnValue:
    """Open alerts in one line, and who wrote again in another, for every page but the queue."""
    return fragment("_bar.html", bar=view_bar(the_parts(), the_staff(), request.args.get("here")))


@blueprint.get("/stay")
@caller("staff")
def stay() -> ResponseReturnValue:
    """A click that only keeps the session, so that a half-written reply is not lost."""
    return "", 204


@blueprint.post("/alerts/<int:alert_id>/acknowledge")
@caller("staff")
def acknowledge_alert(alert_id: int) -> ResponseReturnValue:
    """Somebody has seen it; they go on to the conversation it is about."""
    try:
        alert = acknowledge(the_parts(), the_staff(), alert_id)
    except NoSuchAlert:
        abort(404)
    flash("Acknowledged. Others can see that you have it.", "done")
    if alert.conversation_id and alert.kind != "rasa_down":
        return redirect(url_for("duty.show_conversation", conversation_id=alert.conversation_id, _anchor="latest"))
    return redirect(url_for("duty.show_queue"))


@blueprint.post("/handovers/<int:handover_id>/close")
@caller("staff")
def close(handover_id: int) -> ResponseReturnValue:
    """Close a call that was made or a question that was answered elsewhere."""
    parts = the_parts()
    try:
        close_handover(parts, the_staff(), handover_id, request.form.get("outcome", ""))
    except NoSuchConversation:
        abort(404)
    except StepRefused as refusal:
        flash(console_words(parts)["refusals"][refusal.reason] + (f" It is with {refusal.holder}." if refusal.holder else ""), "problem")
    else:
        flash("Closed.", "done")
    return redirect(url_for("duty.show_queue"))
