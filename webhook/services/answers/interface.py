"""The labels of the web chat and its pages, from content/interface.yml and the opening in content/messages.yml.

Kept apart from Content: these are never sent to anyone, they only name buttons and boxes. Loaded with the same strictness,
so a council that leaves one out learns it at start-up and not from a parent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webhook.bootstrap import Parts
from webhook.services.answers.content_layers import read_layered
from webhook.services.answers.content_rules import ContentError

SECTIONS = ("chat", "launcher", "language", "easy_read", "sample", "letters", "status")
LINKS = ("language", "easy_read", "leave", "clear")
FOR_THE_BROWSER = (
    "parent", "bot", "staff", "sources", "sources_undated", "options", "unsent", "waiting", "slow", "more_below",
    "offline", "trouble", "too_fast", "too_long", "empty", "cleared", "ended", "proof_over", "print_status",
)  # fmt: skip


@dataclass(frozen=True)
class Interface:
    """Labels by section and key; the box, chips and links of the opening (conduct 18)."""

    labels: Mapping[str, Mapping[str, str]]
    box: str
    chips: tuple[str, ...]
    links: Mapping[str, str]

    def for_browser(self, max_chars: int) -> dict[str, str]:
        """The labels that chat.js needs, handed over in one attribute."""
        chosen = {key: self.labels["chat"][key] for key in FOR_THE_BROWSER}
        return {**chosen, "too_long": chosen["too_long"].format(max=max_chars)}


def load_interface(folder: Path, council: Mapping[str, Any]) -> Interface:
    """Read the labels and fill in the council's names. Raises ContentError naming what is missing."""
    raw, opening = read_layered(folder, "interface.yml"), read_layered(folder, "messages.yml").get("chat_opening") or {}
    problems = [f"interface.yml: no section {section}" for section in SECTIONS if not isinstance(raw.get(section), dict)]
    problems += [f"interface.yml: chat has no {key}" for key in FOR_THE_BROWSER if not (raw.get("chat") or {}).get(key)]
    problems += [f"messages.yml: chat_opening has no {key}" for key in ("box", "chips", "links") if not opening.get(key)]
    problems += [f"messages.yml: chat_opening.links has no {key}" for key in LINKS if not (opening.get("links") or {}).get(key)]
    if problems:
        raise ContentError(problems)
    names = {"council": council.get("name", ""), "service": council.get("service", ""), "local_offer": council.get("local_offer_name", "")}
    labels = {section: {key: _fill(str(text), names) for key, text in raw[section].items()} for section in SECTIONS}
    return Interface(labels=labels, box=opening["box"], chips=tuple(opening["chips"]), links=dict(opening["links"]))


def kept_for(parts: Parts, interface: Interface) -> str:
    """How long a chat is kept, in words: what {kept_for} stands for."""
    days = parts.settings.transcript_days
    return interface.labels["chat"]["kept_year" if days == 365 else "kept_days"].format(days=days)


def _fill(text: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        text = text.replace("{" + name + "}", str(value))
    return text
