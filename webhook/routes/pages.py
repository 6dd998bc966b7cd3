"""The pages a parent sees: the chat as a page of its own, the small pages beside it, and a sample Local Offer page around it.

Everything works as a form. chat.js takes the form over where it can, and hands it back on any surprise.
"""

from __future__ import annotations

import secrets
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webhook.bootstrap import Parts
from webhook.routes.assets import asset_url, serve_static_well
from webhook.routes.callers import caller, the_parts
from webhook.routes.visit import Visit, end_visit, form_token, is_own_form, keep_visit, read_visit
from webhook.services.answers.interface import Interface, kept_for, load_interface
from webhook.services.answers.linking import link_text, safe_url
from webhook.services.chat import TooMany, check_token, clear_chat, find_open_question, is_waiting, long_date, read_messages, wait_for_answer, within_limit
from webhook.services.texts.inbox import accept_chat, open_web_conversation

blueprint = Blueprint("pages", __name__)
ANSWER_WAIT_S = 4.0  # a page without JavaScript waits this long for its answer
SAMPLE_TOPICS = ("ehcna_request", "sen_support_school", "short_breaks", "sendiass")
blueprint.after_app_request(serve_static_well)


@blueprint.get("/")
@caller("anyone")
def show_sample() -> ResponseReturnValue:
    """A sample Local Offer page with the chat's button on it. Its words are the assistant's own answers."""
    answers = [the_parts().content.answers[topic] for topic in SAMPLE_TOPICS if topic in the_parts().content.answers]
    topics = [{"answer": answer, "lead": answer.short.web.split("\n\n")[0], "checked": long_date(answer.checked_on)} for answer in answers if not answer.off]
    return _page("pages/sample.html", topics=topics)


@blueprint.get("/chat")
@caller("anyone")
def show_chat() -> ResponseReturnValue:
    """The chat. With a conversation in its cookie, the transcript is drawn by the server."""
    return _chat_page(read_visit(the_parts().settings, request))


@blueprint.post("/chat")
@caller("anyone")
def send_form() -> ResponseReturnValue:
    """The chat's form without JavaScript: take the message in, wait a moment for the answer, show the page again."""
    parts, labels = the_parts(), the_interface().labels["chat"]
    visit = read_visit(parts.settings, request)
    typed = request.form.get("text", "")
    text = request.form.get("pick") or typed
    if not is_own_form(parts.settings, visit, request):
        return _chat_page(visit, typed=text, problem=labels["expired"])
    if not text.strip():
        return _chat_page(visit, problem=labels["empty"])
    if len(text) > parts.settings.max_text_chars:
        return _chat_page(visit, typed=text, problem=labels["too_long"].format(max=parts.settings.max_text_chars))
    if not _has_conversation(parts, visit):
        visit.token = secrets.token_urlsafe(32)
        visit.id = open_web_conversation(parts, visit.token)
    try:
        within_limit(parts, visit.id)
    except TooMany:
        return _chat_page(visit, typed=text, problem=labels["too_fast_form"])
    accept_chat(parts, conversation_id=visit.id, client_id=request.form.get("client_id", "")[:64] or secrets.token_hex(8), text=text)
    wait_for_answer(parts, visit.id, ANSWER_WAIT_S)
    if request.form.get("pick") and typed.strip():
        return _chat_page(visit, typed=typed)  # a chip was pressed with words in the box: they stay there
    return _back_to_chat(visit, anchor="latest")


@blueprint.post("/chat/clear")
@caller("anyone")
def clear_form() -> ResponseReturnValue:
    """ "Clear chat" without JavaScript."""
    parts = the_parts()
    visit = read_visit(parts.settings, request)
    if is_own_form(parts.settings, visit, request) and _has_conversation(parts, visit):
        clear_chat(parts, visit.id)
    return _back_to_chat(visit, cleared="1")


@blueprint.post("/chat/leave")
@caller("anyone")
def leave_page() -> ResponseReturnValue:
    """ "Leave this page": clear what this browser shows, forget the conversation, and go. Goes even when the form is stale."""
    parts = the_parts()
    visit = read_visit(parts.settings, request)
    response = make_response(redirect(parts.settings.leave_url, 303))
    if is_own_form(parts.settings, visit, request):
        if _has_conversation(parts, visit):
            clear_chat(parts, visit.id)
        end_visit(parts.settings, response)
    return _framed(response)


@blueprint.get("/chat/language")
@caller("anyone")
def show_language() -> ResponseReturnValue:
    """What the assistant can do for somebody who reads another language, in the words of content."""
    content = the_parts().content
    return _small_page("pages/language.html", text=content.messages["other_language"].web, languages=content.languages.values())


@blueprint.get("/chat/easy-read")
@caller("anyone")
def show_easy_read() -> ResponseReturnValue:
    """What this is, in short sentences."""
    text = the_parts().content.messages["easy_read_page"].web.replace("{kept_for}", kept_for(the_parts(), the_interface()))
    return _small_page("pages/easy_read.html", lines=[link_text(line)[0] for line in text.splitlines() if line.strip()])


def _small_page(template: str, **values: Any) -> Response:
    visit = read_visit(the_parts().settings, request)
    page = _page(template, form_token=form_token(the_parts().settings, visit), **values)
    keep_visit(the_parts().settings, page, visit)
    return _framed(page)


def _chat_page(visit: Visit, *, typed: str = "", problem: str = "") -> Response:
    parts, interface = the_parts(), the_interface()
    known = _has_conversation(parts, visit)
    status = next((interface.labels["chat"][key] for key in ("cleared", "proof_over") if request.args.get(key)), "")
    messages = read_messages(parts, visit.id) if known else []
    asked, offered = find_open_question(messages)
    page = _page(
        "pages/chat.html",
        messages=messages,
        asked=asked,
        offered=offered,
        waiting=known and is_waiting(parts, visit.id),
        visit=visit if known else Visit(),
        privacy=parts.content.messages["chat_opening"].web.format(kept_for=kept_for(parts, interface)),
        starting=link_text(parts.content.messages["starting_up"].web)[0],
        browser_labels=interface.for_browser(parts.settings.max_text_chars),
        form_token=form_token(parts.settings, visit),
        client_id=secrets.token_hex(8),
        typed=typed,
        problem=problem,
        status=status,
    )
    keep_visit(parts.settings, page, visit)
    return _framed(page)


def _back_to_chat(visit: Visit, anchor: str | None = None, **query: str) -> Response:
    values: dict[str, Any] = {**query, **({"embed": "1"} if request.args.get("embed") else {})}
    response = make_response(redirect(url_for("pages.show_chat", _anchor=anchor, **values), 303))
    keep_visit(the_parts().settings, response, visit)
    return _framed(response)


def _has_conversation(parts: Parts, visit: Visit) -> bool:
    return bool(visit.id) and check_token(parts, visit.id, visit.token)


def _page(template: str, **values: Any) -> Response:
    parts, interface = the_parts(), the_interface()
    page = render_template(
        template,
        labels=interface.labels,
        opening=interface,
        council=parts.content.council,
        settings=parts.settings,
        embed=bool(request.args.get("embed")),
        asset=asset_url,
        safe_url=safe_url,
        **values,
    )
    return make_response(page)


def _framed(response: Response) -> Response:
    """Say who may frame the chat, and where its forms may lead (browsers check the redirect of a form as well)."""
    settings = the_parts().settings
    leave = urlsplit(settings.leave_url)
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
        f"form-action 'self' {leave.scheme}://{leave.netloc}; frame-ancestors 'self' {settings.widget_origins}".strip()
    )
    return response


def the_interface() -> Interface:
    """The labels of this app's council, read once."""
    loaded = current_app.extensions.get("interface")
    if loaded is None:
        parts = the_parts()
        loaded = current_app.extensions["interface"] = load_interface(parts.settings.content_dir, parts.content.council)
    return cast(Interface, loaded)
