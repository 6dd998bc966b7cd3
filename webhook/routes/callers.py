"""Who may call a route: declared on it, checked before it runs. A route that forgot is found by tests/project/test_guards.py."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import abort, current_app, request
from twilio.request_validator import RequestValidator

from webhook.bootstrap import Parts

Route = TypeVar("Route", bound=Callable[..., Any])


def the_parts() -> Parts:
    """The parts of the app that serves this request."""
    return cast(Parts, current_app.extensions["parts"])


def caller(kind: str) -> Callable[[Route], Route]:
    """Declare and check the caller: anyone, twilio, actions, loopback; parent and staff check their own token or session inside."""

    def declare(route: Route) -> Route:
        @wraps(route)
        def checked(*args: Any, **kwargs: Any) -> Any:
            _CHECKS[kind]()
            return route(*args, **kwargs)

        checked.__dict__["caller"] = kind
        return cast(Route, checked)

    return declare


def _check_twilio() -> None:
    """Twilio's signature over the pinned public address and the form (X-Twilio-Signature). 403 without a word about why."""
    settings = the_parts().settings
    url = settings.public_base + request.full_path.rstrip("?")
    signature = request.headers.get("X-Twilio-Signature", "")
    if not RequestValidator(settings.twilio_auth_token).validate(url, request.form, signature):
        abort(403)


def _check_actions() -> None:
    """The action server's bearer token."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(given.encode(), the_parts().settings.api_token.encode()):
        abort(401)


def _check_loopback() -> None:
    """Only this machine, and not through a proxy on it."""
    if request.remote_addr not in ("127.0.0.1", "::1") or request.headers.get("X-Forwarded-For"):
        abort(404)


def _nothing() -> None:
    """Open, or checked inside the route."""


_CHECKS: dict[str, Callable[[], None]] = {
    "anyone": _nothing,
    "parent": _nothing,
    "staff": _nothing,
    "twilio": _check_twilio,
    "actions": _check_actions,
    "loopback": _check_loopback,
}
