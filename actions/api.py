"""The one HTTP client of the actions: the webhook's `/api/*`, with a bearer token and a key that makes every write happen once (design 6)."""

from __future__ import annotations

import os
from typing import Any

import requests

TIMEOUT = (1.0, 5.0)  # seconds to connect, to answer; below what the webhook waits for Rasa


class ApiUnavailable(Exception):
    """The webhook did not give a usable answer: down, slow, refused, or not JSON."""


_session = requests.Session()


def api_base() -> str:
    """Where the webhook listens (API_BASE); loopback by default."""
    return os.environ.get("API_BASE", "http://127.0.0.1:8000").rstrip("/")


def call_api(method: str, path: str, body: dict[str, Any] | None = None, key: str | None = None) -> dict[str, Any]:
    """One call, one answer. Writes carry `key`, so that asking again gets the first result again."""
    headers = {"Authorization": f"Bearer {os.environ.get('API_TOKEN', '')}"}
    if key:
        headers["Idempotency-Key"] = key
    query, payload = (body, None) if method == "GET" else (None, body)
    try:
        answer = _session.request(method, f"{api_base()}{path}", params=query, json=payload, headers=headers, timeout=TIMEOUT)
        answer.raise_for_status()
        result = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise ApiUnavailable(f"{method} {path}: {type(error).__name__}") from error
    if not isinstance(result, dict):
        raise ApiUnavailable(f"{method} {path}: not an object")
    return result
