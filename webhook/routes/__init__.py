"""Routes: who may call, what comes in, what goes out. Each says its caller with `@caller`, or a guard test fails."""

from __future__ import annotations

from flask import Flask


def register_routes(app: Flask) -> None:
    """Attach every blueprint."""
    from webhook.routes import api, calendar, chat, directory_feed, duty, health, letters, pages, sms, status_page

    for module in (sms, chat, status_page, pages, letters, calendar, duty, api, health, directory_feed):
        app.register_blueprint(module.blueprint)
