"""A proven case's status as a page to print. It comes by POST with the conversation's token in the body, so no address, history or cookie holds it."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from webhook.clients.clock import local_date
from webhook.routes.assets import asset_url
from webhook.routes.callers import caller, the_parts
from webhook.routes.pages import the_interface
from webhook.services.answers.linking import known_sites, link_text, safe_url
from webhook.services.cases.cases import case_timeline
from webhook.services.chat import check_token
from webhook.services.render.say import say_day
from webhook.services.render.status import status_replies
from webhook.services.render.timeline import timeline_alt, timeline_picture, timeline_points

blueprint = Blueprint("status_page", __name__, url_prefix="/chat")


@blueprint.post("/conversations/<conversation_id>/status")
@caller("parent")
def show_status(conversation_id: str) -> ResponseReturnValue:
    """The status, its timeline, the dates with their law, what to do and how old the data are; only while proven in this conversation."""
    parts = the_parts()
    if not check_token(parts, conversation_id, request.form.get("token", "")):
        return _page("status/over.html"), 401
    with parts.db.reading() as session:
        found = case_timeline(parts, session, conversation_id)
    if found is None:
        return _page("status/over.html"), 403
    status, milestones = found
    points = timeline_points(parts.content, milestones)
    (reply,) = status_replies(parts.content, status, "web", printed=True)
    return _page(
        "status/page.html",
        paragraphs=link_text(reply.text, known_sites(parts.content), parts.settings.public_base),
        points=points,
        picture=timeline_picture(parts.content, points),
        alt=timeline_alt(parts.content, points),
        made=say_day(local_date(parts.clock.now()), "web"),
    )


def _page(template: str, **values: object) -> Response:
    parts, interface = the_parts(), the_interface()
    shared = {"labels": interface.labels["status"], "names": interface.labels["chat"], "leave": interface.links["leave"], "settings": parts.settings}
    return make_response(render_template(template, **shared, asset=asset_url, safe_url=safe_url, **values))
