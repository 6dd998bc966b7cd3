"""Every text a parent may read, one by one, with the limits that hold for it: what `flask answers check` looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webhook.services.answers.content_layers import names_layered, read_layered
from webhook.services.answers.content_rules import CHECKED_LENGTH

WEB_AGE, PLAIN_AGE = 11, 9
_IDENTITY = re.compile(r"identity|code|update_details|help_reply|without_voice|plain_case")


@dataclass(frozen=True)
class Piece:
    """One text on one channel. `age`: the oldest reading age it may have, in years; `room`: characters the renderer adds to it by SMS.

    `read` is what the parent reads it in, where that is more than the text: a next step under its answer, a line under its card.
    """

    file: str
    key: str
    channel: str
    text: str
    age: int
    room: int = 0
    keywords: bool = False  # it may name STOP and START
    sent: bool = True  # False: a translation's English, which is never sent itself
    read: str = ""


def read_pieces(folder: Path) -> list[Piece]:
    """The texts of a content folder, in order of files. Raises ContentError where a file can't be read."""
    pieces: list[Piece] = []
    for name in names_layered(folder, "answers"):
        pieces += answer_pieces(name, read_layered(folder, name))
    for name in ("messages.yml", "crisis.yml", "status.yml", "directory_words.yml"):
        for key, raw in read_layered(folder, name).items():
            pieces += _text_pieces(name, key, raw, PLAIN_AGE if name == "crisis.yml" or _IDENTITY.match(key) else WEB_AGE)
    for name in ("escalation.yml", "service_standards.yml"):
        raw = read_layered(folder, name)
        for section in ("words", "clocks", "steps"):
            for key, text in (raw.get(section) or {}).items():
                pieces += _text_pieces(name, f"{section}.{key}", text, WEB_AGE)
    for name in names_layered(folder, "letters"):
        pieces += _letter_pieces(name, read_layered(folder, name))
    for name in names_layered(folder, "languages"):
        for key, raw in (read_layered(folder, name).get("texts") or {}).items():
            if isinstance(raw, dict) and raw.get("english"):
                pieces.append(Piece(name, f"texts.{key}", "sms", str(raw["english"]).strip(), PLAIN_AGE, keywords=bool(raw.get("allow_keywords")), sent=False))
    return [piece for piece in pieces if piece.text]


def answer_pieces(name: str, raw: dict[str, Any]) -> Iterator[Piece]:
    """An answer's texts; the short one and its next step are read together on the web, as they are shown."""
    step = _tidy(raw.get("next_step"))
    for key, text in said_parts(raw).items():
        web = _tidy(text.get("web"))
        yield Piece(name, key, "web", web, WEB_AGE, read=f"{web}\n\n{step}" if key == "short" else "")
        yield Piece(name, key, "sms", _tidy(text.get("sms")), PLAIN_AGE, room=CHECKED_LENGTH)
    yield Piece(name, "next_step", "web", step, WEB_AGE, read=f"{_tidy(raw.get('web'))}\n\n{step}")


def said_parts(raw: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """ "short", "urgent" and the parts of an answer's file, by name."""
    named = {"short": raw, "urgent": raw.get("urgent"), **(raw.get("parts") or {})}
    return {key: text for key, text in named.items() if isinstance(text, dict)}


def _text_pieces(name: str, key: str, raw: Any, age: int) -> Iterator[Piece]:
    """A message, a card or a step: its words, each of its named variants, and the lines a card gains out of hours or once staff have seen it."""
    if not isinstance(raw, dict):
        return
    if isinstance(raw.get("web"), dict):
        yield from (Piece(name, f"{key}.{variant}", "sms", _tidy(line), PLAIN_AGE) for variant, lines in raw["web"].items() for line in lines)
        return
    for channel, limit in (("web", age), ("sms", PLAIN_AGE)):
        text = _tidy(raw.get(channel))
        yield Piece(name, key, channel, text, limit, keywords=bool(raw.get("allow_keywords")))
        for line in ("out_of_hours", "staff_told"):
            if more := _tidy((raw.get(line) or {}).get(channel)):
                yield Piece(name, f"{key}.{line}", channel, more, limit, read=f"{text}\n\n{more}")


def _letter_pieces(name: str, raw: dict[str, Any]) -> Iterator[Piece]:
    """A letter's page, as the parent reads it, and the letter itself, each as one text."""
    page = [raw.get("title"), raw.get("use_when"), *(field.get(key) for field in raw.get("fields") or () for key in ("label", "hint")), *_lines(raw.get("notes")), *_lines(raw.get("next"))]
    yield Piece(name, "page", "web", "\n\n".join(_ended(line) for line in page if line), WEB_AGE)
    yield Piece(name, "body", "web", "\n\n".join(_lines(raw.get("body"))), WEB_AGE)


def _lines(raw: Any) -> list[str]:
    return [str(item.get("text") if isinstance(item, dict) else item) for item in raw or ()]


def _tidy(text: Any) -> str:
    return str(text or "").strip()


def _ended(line: str) -> str:
    return line if re.search(r"[.!?:]$", line.strip()) else f"{line.strip()}."
