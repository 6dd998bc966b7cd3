"""Signs of danger in other languages: phrases that raise an alarm wherever a message holds one (data/languages/danger.json).

The classifier and the written patterns know English. These are few and plain, by somebody who does not read all of these languages as a native: they find what is said
outright and miss what is hinted. All are crisis: staff are told, and what is sent is the plain English card.
"""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache

from understanding.languages import DATA


def read_danger_abroad(text: str) -> list[tuple[str, str]]:
    """Name of the rule and topic of every phrase that a text holds. A phrase begins where a word begins; its last word may go on."""
    plain = f" {_plain(text)}"
    return [(f"{language}_{topic}", topic) for phrase, language, topic in _load_phrases() if phrase in plain]


@lru_cache(maxsize=1)
def _load_phrases() -> tuple[tuple[str, str, str], ...]:
    """Raises OSError or ValueError for a missing or broken file: the assessor then fails closed."""
    raw: dict[str, dict[str, list[str]]] = json.loads((DATA / "danger.json").read_text("utf-8"))
    return tuple(
        (_plain(phrase) if language == "zh" else f" {_plain(phrase)}", language, topic)
        for topic, by_language in raw.items()
        for language, phrases in by_language.items()
        for phrase in phrases
    )


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("ي", "ی").replace("ك", "ک")
    kept = ("" if c in "\u200c\u200d" else c if unicodedata.category(c)[0] in "LM" or c in "'-" else " " for c in text)
    return " ".join("".join(kept).split())
