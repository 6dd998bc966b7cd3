"""One conversation: read it, claim it, answer it, hand it back."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webhook.routes.callers import caller, the_parts
from webhook.routes.duty_base import blueprint, fragment, page, the_staff
from webhook.services.staff.console import (
    MAX_CHARS,
    NoSuchConversation,
    StepRefused,
    claim_conversation,
    hand_back,
    mark_watched,
    reveal_phones,
    reveal_words,
    send_reply,
    stop_case_updates,
)  # fmt: skip
from webhook.services.staff.content import console_words
from webhook.services.staff.view import view_bar, view_conversation

_NONCE = re.compile(r"^[\w-]{8,40}$")


def _known(route: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """404 for a conversation that is not there."""

    @wraps(route)
    def checked(conversation_id: str) -> ResponseReturnValue:
        try:
            return route(conversation_id)
        except NoSuchConversation:
            abort(404)

    return checked


@blueprint.get("/conversations/<conversation_id>")
@caller("staff")
@_known
def show_conversation(conversation_id: str) -> ResponseReturnValue:
    """The transcript and what can be done."""
    return _draw(conversation_id)


@blueprint.get("/conversations/<conversation_id>/fragment")
@caller("staff")
@_known
def conversation_fragment(conversation_id: str) -> ResponseReturnValue:
    """The transcript alone, for the page that keeps itself up to date."""
    return fragment("_live.html", view=view_conversation(the_parts(), the_staff(), conversation_id))


@blueprint.post("/conversations/<conversation_id>/claim")
@caller("staff")
@_known
def claim(conversation_id: str) -> ResponseReturnValue:
    """Hold it: the bot falls silent. A manager may take it from a colleague."""
    try:
        claim_conversation(the_parts(), the_staff(), conversation_id, take_over=request.form.get("take_over") == "1")
    except StepRefused as refusal:
        flash(f"{refusal.holder} holds this conversation. You can read it here.", "problem")
    else:
        flash("You hold this conversation. The assistant is silent until you hand it back.", "done")
    return _back_to(conversation_id)


@blueprint.post("/conversations/<conversation_id>/reply")
@caller("staff")
@_known
def reply(conversation_id: str) -> ResponseReturnValue:
    """Answer as a person. A form sent twice is one reply."""
    text, nonce = request.form.get("text", ""), request.form.get("nonce", "")
    if not _NONCE.match(nonce):
        abort(400)
    try:
        send_reply(the_parts(), the_staff(), conversation_id, text, nonce=nonce, checked_safe=request.form.get("checked_safe") == "1")
    except StepRefused as refusal:
        return _draw(conversation_id, 409, problem=_say(refusal), typed=text)
    flash("Sent." if request.form.get("channel") == "web" else "On its way. The list shows when it has arrived.", "done")
    return _back_to(conversation_id)


@blueprint.post("/conversations/<conversation_id>/hand-back")
@caller("staff")
@_known
def give_back(conversation_id: str) -> ResponseReturnValue:
    """The assistant answers again. If the family wrote after the last reply, that is shown and asked about first."""
    outcome = request.form.get("outcome", "")
    try:
        hand_back(the_parts(), the_staff(), conversation_id, outcome, seen=request.form.get("seen", 0, type=int))
    except StepRefused as refusal:
        if refusal.reason == "wrote_again":
            return _draw(conversation_id, 409, wrote_again=_say(refusal), outcome=outcome)
        flash(_say(refusal), "problem")
        return _back_to(conversation_id)
    flash("Handed back. The assistant answers this family again.", "done")
    return redirect(url_for("duty.show_queue"))


@blueprint.post("/conversations/<conversation_id>/phone")
@caller("staff")
@_known
def show_phone(conversation_id: str) -> ResponseReturnValue:
    """The numbers in clear, on this page only; written down each time."""
    return _draw(conversation_id, phones=reveal_phones(the_parts(), the_staff(), conversation_id))


@blueprint.post("/conversations/<conversation_id>/words")
@caller("staff")
@_known
def show_words(conversation_id: str) -> ResponseReturnValue:
    """What was hidden in their messages, to the officer who holds the conversation, on this page only; written down each time."""
    try:
        return _draw(conversation_id, hidden=reveal_words(the_parts(), the_staff(), conversation_id))
    except StepRefused as refusal:
        flash(_say(refusal), "problem")
        return _back_to(conversation_id)


@blueprint.post("/conversations/<conversation_id>/watched")
@caller("staff")
@_known
def watched(conversation_id: str) -> ResponseReturnValue:
    """The phone may be watched: nothing leaves for it by itself from now on."""
    mark_watched(the_parts(), the_staff(), conversation_id)
    flash("Marked. Texts that had not left were taken back.", "done")
    return _back_to(conversation_id)


@blueprint.post("/conversations/<conversation_id>/updates-off")
@caller("staff")
@_known
def updates_off(conversation_id: str) -> ResponseReturnValue:
    """No more texts about the case to who writes here."""
    stop_case_updates(the_parts(), the_staff(), conversation_id)
    flash("Texts about the case are off for this contact.", "done")
    return _back_to(conversation_id)


def _draw(conversation_id: str, status: int = 200, **values: Any) -> ResponseReturnValue:
    parts, staff = the_parts(), the_staff()
    view = view_conversation(parts, staff, conversation_id)
    shared = {"bar": view_bar(parts, staff, conversation_id), "nonce": secrets.token_urlsafe(12), "max_chars": MAX_CHARS[view.conversation.channel]}
    return page("conversation.html", status, view=view, **shared, **values)


def _back_to(conversation_id: str) -> ResponseReturnValue:
    return redirect(url_for("duty.show_conversation", conversation_id=conversation_id, _anchor="latest"))


def _say(refusal: StepRefused) -> str:
    return str(console_words(the_parts())["refusals"][refusal.reason])
