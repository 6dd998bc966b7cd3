"""A fake of Twilio's Messages resource that asks for what the live service asks for, and misbehaves on demand.

It differs from Twilio's description where the live service does: a text needs To, Body and a sender, and errors have Twilio's own codes.
"""

from __future__ import annotations

import base64
import itertools
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

_PATH = re.compile(r"/2010-04-01/Accounts/(AC[0-9a-f]{32})/Messages\.json")
_NEEDS = ({"To"}, {"Body", "MediaUrl", "ContentSid"}, {"From", "MessagingServiceSid"})
_MISSING = (21604, 21602, 21603)


@dataclass
class StrictTwilio:
    """What it took, and what it will do next: a number is an error (status or Twilio's code), "hang", "reset", "garbage" or "drop" a lost answer."""

    account_sid: str
    auth_token: str
    accepted: list[dict[str, str]] = field(default_factory=list)
    asked: int = 0
    plan: list[int | str] = field(default_factory=list)
    hang_s: float = 3.0
    address: str = ""
    serial: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    lock: threading.Lock = field(default_factory=threading.Lock)


ERRORS = {
    21211: (400, "Invalid 'To' Phone Number"),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    429: (429, "Too Many Requests"),
    500: (500, "Internal Server Error"),
    503: (503, "Service Unavailable"),
    401: (401, "Authenticate"),
}


@contextmanager
def running_strict(account_sid: str, auth_token: str) -> Iterator[StrictTwilio]:
    """Start it, give it, stop it."""
    fake = StrictTwilio(account_sid, auth_token)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            with fake.lock:
                fake.asked += 1
                next_thing = fake.plan.pop(0) if fake.plan else None
            _answer(self, fake, dict(parse_qsl(body, keep_blank_values=True)), next_thing)

        def do_GET(self) -> None:
            _send(self, 405, {"code": 20004, "message": "Method not allowed", "status": 405})

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()


def _answer(request: BaseHTTPRequestHandler, fake: StrictTwilio, form: dict[str, str], next_thing: int | str | None) -> None:
    path = _PATH.fullmatch(request.path)
    expected = "Basic " + base64.b64encode(f"{fake.account_sid}:{fake.auth_token}".encode()).decode()
    if path is None:
        return _refuse(request, 404, 20404, "The requested resource was not found")
    if path[1] != fake.account_sid or request.headers.get("Authorization") != expected:
        return _refuse(request, 401, 20003, "Authenticate")
    if isinstance(next_thing, int):
        status, message = ERRORS[next_thing]
        return _refuse(request, status, 20429 if next_thing == 429 else next_thing, message)
    for choices, code in zip(_NEEDS, _MISSING, strict=True):
        if not any(form.get(name) for name in choices):
            return _refuse(request, 400, code, f"{' or '.join(sorted(choices))} is required")
    if len(form.get("Body", "")) > 1600:
        return _refuse(request, 400, 21617, "The concatenated message body exceeds the 1600 character limit")
    if next_thing == "drop":  # closed before anything was taken
        return _reset(request)
    with fake.lock:
        fake.accepted.append(form)
        sid = f"SM{next(fake.serial):032x}"
    if next_thing == "hang":
        time.sleep(fake.hang_s)
    if next_thing == "reset":
        return _reset(request)
    if next_thing == "garbage":
        return _send(request, 201, "<html>proxy error</html>")
    _send(request, 201, {"sid": sid, "status": "queued", "to": form["To"], "body": form.get("Body"), "account_sid": fake.account_sid, "error_code": None})
    return None


def _refuse(request: BaseHTTPRequestHandler, status: int, code: int, message: str) -> None:
    _send(request, status, {"code": code, "message": message, "more_info": f"https://www.twilio.com/docs/errors/{code}", "status": status})


def _send(request: BaseHTTPRequestHandler, status: int, answer: object) -> None:
    body = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
    try:
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
    except OSError:  # the caller has gone
        request.close_connection = True


def _reset(request: BaseHTTPRequestHandler) -> None:
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.connection.close()
    request.close_connection = True
