"""What holds for every page of the staff console: who is signed in, for how long, which role, and that a form is our own.

A session is a signed cookie that names a login and its epoch. Signing out raises the epoch, so a copied cookie dies with it.
Pages that poll do not count as a click: a desk that was left signs itself out, and says so.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Any

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from webhook.clients.clock import LONDON
from webhook.routes.assets import asset_url
from webhook.routes.callers import the_parts
from webhook.services.imports.extracts import MAY_IMPORT
from webhook.services.staff.content import console_words
from webhook.services.staff.staff import find_signed_in, note_presence
from webhook.services.staff.view import say_time
from webhook.store.duty import Staff

blueprint = Blueprint("duty", __name__, url_prefix="/duty")
STALE_FORM = "This page was open for a long time, or came from somewhere else. Nothing was changed."
POLLED = ("duty.queue_fragment", "duty.alert_bar", "duty.conversation_fragment")
MAY_SEE_CONVERSATIONS = ("officer", "manager")
OPEN_TO_EVERY_ROLE = ("duty.leave", "duty.show_directory", "duty.close_directory_report")  # no conversation is shown there
UPLOADS = ("duty.check_extract_form",)  # whose form may be larger than any other
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


def the_staff() -> Staff:
    """Who is signed in; the guard below has made sure that somebody is."""
    staff: Staff = g.staff
    return staff


def begin_session(staff: Staff) -> None:
    """A new session after signing in: nothing of the one before is kept, so one planted beforehand is worth nothing."""
    session.clear()
    session.update(staff=staff.id, epoch=staff.session_epoch, seen=_now_s(), csrf=secrets.token_urlsafe(24))


def csrf_token() -> str:
    """The token every form carries back."""
    return str(session.setdefault("csrf", secrets.token_urlsafe(24)))


def own_form() -> bool:
    """Whether the posted form was drawn by us for this session."""
    expected = str(session.get("csrf", ""))
    return bool(expected) and hmac.compare_digest(expected.encode(), request.form.get("csrf", "").encode())


def seconds_left() -> int:
    """Until the session ends by itself."""
    return max(0, int(session.get("seen", 0)) + the_parts().settings.staff_session_minutes * 60 - _now_s())


def page(template: str, status: int = 200, **values: Any) -> ResponseReturnValue:
    """A page of the console."""
    return _draw(template, **values), status


def _draw(template: str, **values: Any) -> str:
    parts = the_parts()
    shared = {
        "staff": g.get("staff"),
        "csrf": csrf_token,
        "asset": asset_url,
        "council": parts.content.council,
        "words": console_words(parts),
        "london": LONDON,
        "at": lambda moment: say_time(moment, parts.clock.now()),
        "session_left": seconds_left(),
        "may_import": MAY_IMPORT,
    }
    return render_template(f"duty/{template}", **shared, **values)


def fragment(template: str, **values: Any) -> ResponseReturnValue:
    """A part of a page that asks again every two seconds: 304 while nothing changed."""
    response = Response(_draw(template, **values), mimetype="text/html")
    response.headers["X-Session-Left"] = str(seconds_left())
    response.add_etag(weak=True)
    return response.make_conditional(request)


@blueprint.before_request
def check_caller() -> ResponseReturnValue | None:
    """Everything that is not open to anyone needs a session; every POST needs a token of ours; an editor sees no conversation."""
    view = current_app.view_functions[request.endpoint or ""]
    g.staff = _find_staff() if getattr(view, "caller", "staff") != "anyone" else None
    if getattr(view, "caller", "staff") == "anyone":
        return None
    if g.staff is None:
        return _ask_to_sign_in()
    if request.endpoint in UPLOADS:
        request.max_content_length = the_parts().settings.extract_max_mb * 1024 * 1024
    try:
        if request.method == "POST" and not own_form():
            return page("problem.html", 400, title="Please try that again", words_shown=STALE_FORM)
    except RequestEntityTooLarge:
        return page("problem.html", 413, title="That is too large", words_shown=console_words(the_parts())["extract_refusals"]["too_big"].format(max=the_parts().settings.extract_max_mb))
    if g.staff.role not in MAY_SEE_CONVERSATIONS and request.endpoint not in OPEN_TO_EVERY_ROLE:
        return page("no_access.html", 403)
    if request.endpoint not in POLLED:
        session["seen"] = _now_s()
    note_presence(the_parts(), g.staff)
    return None


@blueprint.after_request
def keep_to_itself(response: Response) -> Response:
    """No page of the console is drawn inside another site's."""
    response.headers["Content-Security-Policy"] = CSP
    response.headers["X-Frame-Options"] = "DENY"
    return response


def _find_staff() -> Staff | None:
    if "staff" not in session or not seconds_left():
        return None
    return find_signed_in(the_parts(), int(session["staff"]), int(session.get("epoch", 0)))


def _ask_to_sign_in() -> ResponseReturnValue:
    was_signed_in = "staff" in session
    if request.endpoint in POLLED:
        return Response(status=401)
    session.clear()
    if was_signed_in:
        flash("You were signed out. Sign in again to go on: alerts do not reach you until you do.", "problem")
    return redirect(url_for("duty.ask_to_sign_in", next=request.path if request.method == "GET" else None))


def _now_s() -> int:
    return int(the_parts().clock.now().timestamp())
