"""Twilio, the local outbox that stands in without an account, and a fake that misbehaves on demand.

Whether a text left matters more than whether the call returned: `SendRefused` means Twilio surely did not take it,
`SendUnknown` means nobody can tell, so it is never sent again by itself (nothing is sent twice).
"""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass, field
from typing import Any, Protocol

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client
from urllib3.exceptions import NewConnectionError

OPTED_OUT = 21610
_TRY_AGAIN = (401, 403, 429)  # too many at once, or credentials being changed: the text itself is fine


class SendRefused(Exception):
    """Twilio did not take the text. `retryable` says whether trying later can help; `code` is Twilio's."""

    def __init__(self, code: int | str, *, retryable: bool) -> None:
        super().__init__(str(code))
        self.code, self.retryable = code, retryable


class SendUnknown(Exception):
    """The answer was lost or was a server error: the text may or may not have left."""


class SmsClient(Protocol):
    """Sends one text."""

    def send(self, *, to: str, body: str, status_callback: str) -> str:
        """Send, returning the provider's id. Raises SendRefused or SendUnknown."""
        ...


class _BoundedHttp(HttpClient):  # type: ignore[misc]
    """Twilio's own client keeps no usable time-out per call and hides whether a connection was ever made."""

    def __init__(self, base: str, timeout_s: float) -> None:
        super().__init__(logging.getLogger("twilio"), False)  # it logs nothing: our request() is its own
        self._base, self._timeout_s, self._session = base.rstrip("/"), timeout_s, requests.Session()

    def request(
        self,
        method: str,
        url: str,
        params: Any = None,
        data: Any = None,
        headers: Any = None,
        auth: Any = None,
        timeout: Any = None,
        allow_redirects: bool = False,
    ) -> Response:
        """One HTTP call; to `base` instead of Twilio's address when one is set."""
        if self._base:
            url = self._base + url.removeprefix("https://api.twilio.com")
        try:
            answer = self._session.request(method, url, params=params, data=data, headers=headers, auth=auth, timeout=self._timeout_s, allow_redirects=allow_redirects)
        except requests.Timeout as error:
            if isinstance(error, requests.ConnectTimeout):
                raise SendRefused("unreachable", retryable=True) from error
            raise SendUnknown("timed out") from error
        except requests.RequestException as error:
            if _never_connected(error):
                raise SendRefused("unreachable", retryable=True) from error
            raise SendUnknown("connection lost") from error
        return Response(answer.status_code, answer.text, answer.headers)


def _never_connected(error: requests.RequestException) -> bool:
    """Whether no connection was made (refused, or the name did not resolve), so that nothing can have left."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, NewConnectionError)


class TwilioSms:
    """Twilio's REST API. `sender` is a number or a Messaging Service (MG…)."""

    def __init__(self, account_sid: str, auth_token: str, sender: str, *, base: str = "", timeout_s: float = 10.0) -> None:
        self._client = Client(account_sid, auth_token, http_client=_BoundedHttp(base, timeout_s))
        self._sender = {"messaging_service_sid": sender} if sender.startswith("MG") else {"from_": sender}

    def send(self, *, to: str, body: str, status_callback: str) -> str:
        """Send one text; returns the MessageSid."""
        try:
            message = self._client.messages.create(to=to, body=body, status_callback=status_callback, **self._sender)
        except TwilioRestException as error:
            if error.status in _TRY_AGAIN:
                raise SendRefused(error.code or error.status, retryable=True) from error
            if error.status >= 500:
                raise SendUnknown(f"HTTP {error.status}") from error
            raise SendRefused(error.code or error.status, retryable=False) from error
        except (TwilioException, ValueError) as error:  # an answer that nobody can read
            raise SendUnknown(type(error).__name__) from error
        return str(message.sid)


class LocalSms:
    """No account: a text counts as sent once it stands in the outbox, where `/sms/outbox.json` shows it."""

    def send(self, *, to: str, body: str, status_callback: str) -> str:
        """Pretend, with an id of our own."""
        return f"LOCAL{uuid.uuid4().hex}"  # unique over restarts too: the outbox refuses a second text with the same id


@dataclass
class FakeSms:
    """Stricter than Twilio's own description: Body and To must be there. `failures` are raised first, in order."""

    sent: list[dict[str, str]] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def send(self, *, to: str, body: str, status_callback: str) -> str:
        """Record the text, or raise the next failure."""
        if not to or not body:
            raise SendRefused(21602, retryable=False)
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append({"to": to, "body": body, "status_callback": status_callback})
        return f"SM{uuid.uuid4().hex}"
