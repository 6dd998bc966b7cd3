"""Rasa over REST on loopback: text and metadata go in, structured replies come out. Only this module may speak to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import requests


class RasaUnavailable(Exception):
    """Rasa is down, slow, or answered with something that is not a list of replies."""


class RasaClient(Protocol):
    """Decides what to say."""

    def turn(self, sender: str, text: str, metadata: dict[str, Any], intent: str | None = None) -> list[dict[str, Any]]:
        """The structured replies to one message, or to an intent that is already certain. Raises RasaUnavailable."""
        ...

    def ready(self) -> bool:
        """Whether a model is loaded and answering."""
        ...


class HttpRasa:
    """A Rasa server. A text that begins with `/` would inject an intent (design 5), so it is escaped here, after Unicode space is gone."""

    def __init__(self, url: str, timeout_s: float) -> None:
        self._url, self._timeout_s, self._session = url.rstrip("/"), timeout_s, requests.Session()

    def turn(self, sender: str, text: str, metadata: dict[str, Any], intent: str | None = None) -> list[dict[str, Any]]:
        """One message, one answer, at most `timeout_s` seconds."""
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
    down: bool = False
    turns: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def turn(self, sender: str, text: str, metadata: dict[str, Any], intent: str | None = None) -> list[dict[str, Any]]:
        """Record the turn and give the prepared answer."""
        if self.down:
            raise RasaUnavailable("down")
        self.turns.append((sender, text, metadata))
        return self.answers.get(text, self.default)

    def ready(self) -> bool:
        """Ready unless down."""
        return not self.down


def escape_payload(text: str) -> str:
    """A leading slash becomes text again; the caller has already stripped Unicode space and zero-width characters."""
    return "\N{FULLWIDTH SOLIDUS}" + text[1:] if text.startswith("/") else text
