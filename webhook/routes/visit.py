"""The visit of a browser without JavaScript: which conversation is its own, and proof that a form came from our page.

One signed, HttpOnly cookie that ends with the browser's session, sent to /chat only, apart from the staff session. It holds the
conversation's id and token and a random number; the form carries that number signed, so another site cannot post into the chat.
With JavaScript the conversation lives in sessionStorage instead, and this cookie carries no conversation.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import asdict, dataclass, field

from flask import Request, Response
from itsdangerous import BadSignature, URLSafeSerializer

from webhook.settings import Settings

COOKIE, PATH = "send_chat", "/chat"


@dataclass
class Visit:
    """What the cookie holds. `nonce` ties forms to it; `id` and `token` are empty until something was sent."""

    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    id: str = ""
    token: str = ""


def read_visit(settings: Settings, request: Request) -> Visit:
    """The visit of this request; a fresh one when the cookie is missing or was changed."""
    try:
        return Visit(**_signer(settings, "visit").loads(request.cookies.get(COOKIE, "")))
    except (BadSignature, TypeError):
        return Visit()


def keep_visit(settings: Settings, response: Response, visit: Visit) -> None:
    """Write the cookie, without a date: it ends with the browser's session. A foreign frame gets a jar of its own (Partitioned)."""
    secure = settings.public_base.startswith("https")
    framed = bool(settings.widget_origins) and secure
    value = _signer(settings, "visit").dumps(asdict(visit))
    response.set_cookie(COOKIE, str(value), path=PATH, httponly=True, secure=secure, samesite="None" if framed else "Lax", partitioned=framed)


def end_visit(settings: Settings, response: Response) -> None:
    """Forget the conversation in this browser."""
    keep_visit(settings, response, Visit())


def form_token(settings: Settings, visit: Visit) -> str:
    """What a form must bring back."""
    return str(_signer(settings, "form").dumps(visit.nonce))


def is_own_form(settings: Settings, visit: Visit, request: Request) -> bool:
    """Whether the posted form was ours, drawn for this visit."""
    return hmac.compare_digest(request.form.get("form_token", ""), form_token(settings, visit))


def _signer(settings: Settings, purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret_key, salt=f"chat-{purpose}")
