"""Words of the staff console that a council or a topic decides: kinds, outcomes, and the route suggested beside an alert (content/console.yml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from webhook.bootstrap import Parts
from webhook.services.answers.content_layers import read_layered


@dataclass(frozen=True)
class Route:
    """What to do about an alert, and whom to ring. A contact without a confirmed number has `number` ""."""

    say: str
    contacts: tuple[dict[str, str], ...]


@lru_cache(maxsize=8)
def _load(folder: Path) -> dict[str, Any]:
    return dict(read_layered(folder, "console.yml"))


def console_words(parts: Parts) -> dict[str, Any]:
    """The whole file."""
    return _load(parts.settings.content_dir)


def label(parts: Parts, group: str, key: str) -> str:
    """The name of a kind; that of `other` for one the file does not know."""
    names = console_words(parts)[group]
    return str(names.get(key) or names.get("other") or key)


def suggest_route(parts: Parts, kind: str, topic: str | None) -> Route:
    """The route for an alert: by topic where somebody may be in danger, by kind otherwise. Unconfirmed numbers are not shown."""
    words = console_words(parts)
    note = str(words["alert_notes"].get(kind, ""))
    if kind not in ("crisis", "concern", "opted_out_danger"):
        return Route(note, ())
    route = words["routes"].get(topic or "other") or words["routes"]["other"]
    say = str(route["say"]).format_map({key: value or "" for key, value in parts.content.council.items()})
    known = (parts.content.contacts[key] for key in route["contacts"] if key in parts.content.contacts)
    contacts = tuple({"name": c["name"], "number": str(c["number"] or "") if c["confirmed"] else "", "hours": str(c["hours"] or "")} for c in known)
    return Route(f"{note} {say}".strip(), contacts)
