"""The rules a text must keep before it can reach a person: source, date, length, plain words, no opt-out words (design 15, conduct 15 to 22)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from webhook.services.texts.text import count_segments, gsm7_length

PARTS = ("short", "how", "how_long", "if_late", "refused", "who", "cost", "bring", "professional")
OPT_WORDS = ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "START", "YES", "UNSTOP", "HELP", "INFO")
_AS_KEYWORD = re.compile(rf"\b({'|'.join(OPT_WORDS)})\b")
_ASKS_FOR = re.compile(  # "text stop", "text stop to end it", but not "send help to school" or "say yes to the plan"
    rf"\b(?:reply|text|type|send|say|answer)\s+(?:with\s+)?[\"']?({'|'.join(OPT_WORDS)})\b(?!\s+\w)"
    rf"|\b(?:reply|text|type)\s+(?:with\s+)?[\"']?({'|'.join(OPT_WORDS)})\b(?=\s+(?:to|if|and|or|for|when)\b)",
    re.IGNORECASE,
)
BANNED = (
    "unfortunately", "you should have", "you must be", "you failed", "failed", "as previously stated", "hard to reach", "challenging",
    "non-compliant", "don't worry", "do not worry", "i understand", "i know how you feel", "suffers from", "confined to", "handicapped",
)  # fmt: skip
_BANNED = re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in BANNED), re.IGNORECASE)
_SLOT = re.compile(r"\{(\w+)\}")
CHECKED_LENGTH = len(" (Checked 30 Sep 2026)")  # the renderer's own words at the end of an answer by SMS


class ContentError(Exception):
    """The content folder breaks rules; `problems` names each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def check_answer(raw: Any, name: str, topics: dict[str, str]) -> list[str]:
    """What is wrong with an answer file; empty when nothing is."""
    if not isinstance(raw, dict):
        return ["is not a mapping"]
    problems = _check_head(raw, name, topics, ("topic", "title", "plain", "checked_on", "web", "sms", "next_step", "sources"))
    problems += ["a source has no title" for source in raw.get("sources") or [] if not isinstance(source, dict) or not source.get("title")]
    for part, text in {"": raw, **{f"parts.{k}: ": v for k, v in (raw.get("parts") or {}).items()}, "urgent: ": raw.get("urgent") or None}.items():
        if text is not None:
            problems += [f"{part}{problem}" for problem in check_words(text, room=CHECKED_LENGTH)]
    own = {part: text["asked"] for part, text in (raw.get("parts") or {}).items() if isinstance(text, dict) and "asked" in text}
    problems += [f"unknown part {part}" for part in raw.get("parts") or {} if part not in PARTS and part not in own]
    problems += [f"parts.{part}: asked is no list of words" for part, asked in own.items() if not isinstance(asked, list) or not asked or not all(map(_is_said, asked))]
    return problems


def _is_said(phrase: Any) -> bool:
    """Whether a phrase can be found in a message as people write it: small letters, no marks."""
    return isinstance(phrase, str) and bool(re.fullmatch(r"[a-z0-9]+(?: [a-z0-9]+)*", phrase))


def check_switched_off(raw: Any, name: str, topics: dict[str, str]) -> list[str]:
    """What is wrong with the file of a topic that is switched off; empty when nothing is."""
    problems = _check_head(raw, name, topics, ("topic", "plain", "checked_on"))
    return problems + check_words({"web": raw.get("web"), "sms": raw.get("sms")}, room=CHECKED_LENGTH)


def _check_head(raw: dict[str, Any], name: str, topics: dict[str, str], needed: tuple[str, ...]) -> list[str]:
    problems = [f"has no {key}" for key in needed if not raw.get(key)]
    if raw.get("topic") and raw["topic"] != name:
        problems.append(f"says topic {raw['topic']}, the file is named {name}")
    if name not in topics:
        problems.append("unknown topic")
    if raw.get("checked_on") and not isinstance(raw["checked_on"], date):
        problems.append("checked_on is not a date")
    return problems


def check_text(raw: Any) -> list[str]:
    """What is wrong with a message or crisis card; empty when nothing is."""
    if not isinstance(raw, dict):
        return ["is not a mapping"]
    problems = [f"has no {key}" for key in ("source", "checked_on") if not raw.get(key)]
    if not raw.get("web") and not raw.get("sms"):
        problems.append("has no words")
    if isinstance(raw.get("web"), dict):
        lines = [line for variants in raw["web"].values() for line in variants]
        return problems + [problem for line in lines for problem in check_words({"web": line, "sms": line}, room=0)]
    return problems + check_words(raw, room=0, keywords=bool(raw.get("allow_keywords")))


def check_words(raw: Any, *, room: int, keywords: bool = False) -> list[str]:
    """What is wrong with one text on both channels. `room`: characters the renderer adds to it by SMS; `keywords`: it may name opt-out words."""
    if not isinstance(raw, dict):
        return ["is not a mapping of web and sms"]
    problems = []
    for channel in ("web", "sms"):
        text = str(raw.get(channel) or "")
        problems += [f"{channel} says “{found.group()}”" for found in [_BANNED.search(text)] if found]
        if not keywords:
            problems += [f"{channel} asks for the opt-out word {found.group(1) or found.group(2)}" for found in [_ASKS_FOR.search(text)] if found]
    sms = str(raw.get("sms") or "")
    if gsm7_length(sms) is None:
        problems.append(f"sms needs Unicode: {sorted({c for c in sms if gsm7_length(c) is None})}")
    elif count_segments(_SLOT.sub("", sms) + "x" * room) > 2:
        problems.append(f"sms is {gsm7_length(sms)} characters: more than two segments")
    if not keywords and (found := _AS_KEYWORD.search(sms)):
        problems.append(f"sms has the opt-out word {found.group(1)}")
    return problems
