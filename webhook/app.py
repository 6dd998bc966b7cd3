"""Builds the web application: parts, routes, one shape for every error, and headers that keep a page to itself."""

from __future__ import annotations

import logging
import sys
import uuid

import click
from flask import Flask, Response, g, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from webhook.bootstrap import Parts, build_parts
from webhook.commands import register_commands
from webhook.logs import configure_logging
from webhook.routes import register_routes
from webhook.services.answers.content_rules import ContentError
from webhook.services.answers.golive import refuse_unless_safe
from webhook.settings import ROOT, Settings

log = logging.getLogger(__name__)
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-src 'self'; frame-ancestors 'none'"
)


def create_app(parts: Parts | None = None) -> Flask:
    """The app on real parts, or on those a test hands over. Raises pydantic's ValidationError for a missing secret, NotReady in live mode while a safety item is open."""
    configure_logging()
    parts = parts or _build_parts()
    if not _is_command():
        refuse_unless_safe(parts)
        if parts.settings.twilio_account_sid and not parts.settings.advanced_opt_out:
            log.warning("ADVANCED_OPT_OUT is not set: check the keywords of the Messaging Service (docs/twilio.md)")
    app = Flask("webhook", root_path=str(ROOT / "webhook"))
    app.config.update(
        SECRET_KEY=parts.settings.secret_key,
        MAX_CONTENT_LENGTH=64 * 1024,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=parts.settings.public_base.startswith("https"),
    )
    app.extensions["parts"] = parts
    app.before_request(_name_request)
    app.after_request(_add_headers)
    app.register_error_handler(Exception, _answer_error)
    register_routes(app)
    register_commands(app)
    return app


def _build_parts() -> Parts:
    """The real parts. A command that finds content it cannot read says so in words and leaves with 2."""
    try:
        return build_parts(Settings())
    except ContentError as error:
        if not _is_command():
            raise
        click.echo(f"The content cannot be read:\n{error}", err=True)
        sys.exit(2)


def _is_command() -> bool:
    """Whether this is a `flask …` command, which must work while live mode would refuse; `flask run` serves, so it is none."""
    context = click.get_current_context(silent=True)
    return context is not None and context.info_name != "run"


def _name_request() -> None:
    g.request_id = uuid.uuid4().hex[:12]


def _add_headers(response: Response) -> Response:
    response.headers.setdefault("X-Request-Id", g.get("request_id", ""))
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("Content-Security-Policy", CSP)
    return response


def _answer_error(error: Exception) -> ResponseReturnValue:
    """Known errors keep their status; anything else is a plain sentence and a request id. Never a body, never a trace."""
    if isinstance(error, HTTPException):
        status, words = error.code or 500, error.name
    else:
        log.error("request %s broke: %s at %s", g.get("request_id"), type(error).__name__, request.endpoint, exc_info=_without_values(error))
        status, words = 500, "Something went wrong on our side. Please try again in a minute."
    if request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html" and not request.path.startswith(("/api", "/sms")):
        return Response(f"<!doctype html><html lang=en-GB><title>{words}</title><main><h1>{words}</h1><p>Reference: {g.get('request_id')}</p></main>", status, mimetype="text/html")
    return jsonify(error=words, request_id=g.get("request_id")), status


def _without_values(error: Exception) -> Exception:
    """The same place in the code without the message, which may quote what a person wrote."""
    return type(error).__new__(type(error)).with_traceback(error.__traceback__) if isinstance(error, (ValueError, KeyError, TypeError)) else error
