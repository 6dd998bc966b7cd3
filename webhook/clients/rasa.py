"""Rasa over REST on loopback: text and metadata go in, structured replies come out. Only this module may speak to it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Any, Protocol

import requests

FAILURES_BEFORE_REST = 3
RANKED, RANK_TIMEOUT_S = 3, 2.0


class RasaUnavailable(Exception):
    """Rasa is down, slow, or answered with something that is not a list of replies."""


class RasaClient(Protocol):
    """Decides what to say."""

    def turn(self, sender: str, text: str, metadata: dict[str, Any], intent: str | None = None) -> list[dict[str, Any]]:
        """The structured replies to one message, or to an intent that is already certain. Raises RasaUnavailable."""
        ...

    def rank(self, text: str) -> list[tuple[str, float]]:
        """What a text would be about by itself, likeliest first; no conversation hears of it. Raises RasaUnavailable."""
        ...

    def ready(self) -> bool:
        """Whether a model is loaded and answering."""
        ...


class HttpRasa:
    """A Rasa server. A text that begins with `/` would inject an intent (design 5), so it is escaped here, after Unicode space is gone.

    After three failures in a row it is left alone for `rest_s`: a Rasa that hangs would hold every worker thread for `timeout_s`,
    and a disclosure would wait in the queue behind messages that cannot be answered anyway.
    """

    def __init__(self, url: str, timeout_s: float, rest_s: float = 5.0) -> None:
        self._url, self._timeout_s, self._rest_s, self._session = url.rstrip("/"), timeout_s, rest_s, requests.Session()
        self._session.trust_env = False  # no proxy and no netrc of this machine stands between us and Rasa; looking for them took longer than asking
        self._failures, self._rests_until, self._lock = 0, 0.0, threading.Lock()

    def turn(self, sender: str, text: str, metadata: dict[str, Any], intent: str | None = None) -> list[dict[str, Any]]:
        """One message, one answer, at most `timeout_s` seconds."""
        with self._lock:
            if time.monotonic() < self._rests_until:
                raise RasaUnavailable("resting")
            if self._failures >= FAILURES_BEFORE_REST:
                self._rests_until = time.monotonic() + self._timeout_s  # this call tries for all; the others wait for what it finds
        try:
            replies = self._post(sender, text, metadata, intent)
        except RasaUnavailable:
            with self._lock:
                self._failures += 1
                if self._failures >= FAILURES_BEFORE_REST:
                    self._rests_until = time.monotonic() + self._rest_s
            raise
        with self._lock:
            self._failures, self._rests_until = 0, 0.0
        return replies

    def _post(self, sender: str, text: str, metadata: dict[str, Any], intent: str | None) -> list[dict[str, Any]]:
        try:
            answer = self._session.post(
                f"{self._url}/webhooks/rest/webhook",
                json={"sender": sender, "message": f"/{intent}" if intent else escape_payload(text), "metadata": metadata},
                timeout=(1.0, self._timeout_s),
            )
            answer.raise_for_status()
            replies = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise RasaUnavailable(type(error).__name__) from error
        if not isinstance(replies, list):
            raise RasaUnavailable("not a list")
        return [reply["custom"] for reply in replies if isinstance(reply, dict) and isinstance(reply.get("custom"), dict)]

    def rank(self, text: str) -> list[tuple[str, float]]:
        """The topics of a text by likelihood. What it adds to an answer is never worth waiting long for."""
        try:
            answer = self._session.post(f"{self._url}/model/parse", json={"text": escape_payload(text)}, timeout=(0.5, RANK_TIMEOUT_S))
            answer.raise_for_status()
            return [(str(row["name"]).removeprefix("faq/"), float(row["confidence"])) for row in answer.json()["intent_ranking"][:RANKED]]
        except (requests.RequestException, ValueError, KeyError, TypeError) as error:
            raise RasaUnavailable(type(error).__name__) from error

    def ready(self) -> bool:
        """True once a model is loaded."""
        try:
            return bool(self._session.get(f"{self._url}/status", timeout=2).json().get("model_file"))
        except (requests.RequestException, ValueError, AttributeError):
            return False


@dataclass
class FakeRasa:
    """Answers from a table by text, else with `default`; raises RasaUnavailable while `down`."""

    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    default: list[dict[str, Any]] = field(default_factory=list)
    ranks: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    down: bool = False
    turns: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def turn(self, sender: str, text: str, metadata: dict[str, Any], intent: str | None = None) -> list[dict[str, Any]]:
        """Record the turn and give the prepared answer."""
        if self.down:
            raise RasaUnavailable("down")
        self.turns.append((sender, text, metadata))
        return self.answers.get(text, self.default)

    def rank(self, text: str) -> list[tuple[str, float]]:
        """The prepared topics of a text; none for any other."""
        if self.down:
            raise RasaUnavailable("down")
        return self.ranks.get(text, [])

    def ready(self) -> bool:
        """Ready unless down."""
        return not self.down


def escape_payload(text: str) -> str:
    """A leading slash becomes text again. Rasa strips before it looks, so whatever it would strip is stripped here first."""
    text = text.strip()
    return "\N{FULLWIDTH SOLIDUS}" + text[1:] if text.startswith("/") else text
