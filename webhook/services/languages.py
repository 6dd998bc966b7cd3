"""What is said in other languages, from content/languages/<code>.yml, and the rules such a file must keep.

Every text has its English beside it and says whether a native reader has reviewed it. Words for danger are not here: those go out in plain English
until a native reader has agreed to a translation (conduct 8).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from webhook.clients.clock import LONDON
from webhook.services.answers.content_layers import names_layered, read_council, read_layered
from webhook.services.answers.content_rules import OPT_WORDS, ContentError
from webhook.services.texts.opt_out_said import BadWording, OptOutPatterns, compile_patterns
from webhook.services.texts.text import count_segments, gsm7_length

SHORT_TEXTS = ("start", "ask_number", "saved", "noted", "opt_out_confirm", "unreviewed")
JOURNEY_TEXTS = ("start", "ask_number", "ask_time", "ask_about", "confirm", "confirm_closed", "after", "noted", "opt_out_confirm", "unreviewed")
SLOTS = {"confirm": {"time", "about"}, "confirm_closed": {"time", "about", "opens"}}
SAID_CHARS = 25  # of a person's own words inside a text, so that it stays within two segments
_OPT_WORD = re.compile(rf"\b(?:{'|'.join(OPT_WORDS)})\b")
_SLOT = re.compile(r"\{(\w+)\}")
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "œ": "oe", "’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})


@dataclass(frozen=True)
class Wording:
    """One text in a language."""

    text: str
    english: str
    reviewed: bool


@dataclass(frozen=True)
class Choice:
    """One numbered answer: how it is shown, what staff read, and the words that choose it."""

    label: str
    english: str
    words: frozenset[str]


@dataclass(frozen=True)
class Language:
    """One file. `journey`: the whole short journey; otherwise a short reply and the way to a person with an interpreter."""

    code: str
    name: str
    names: tuple[str, ...]  # English names it is asked for by
    own_name: str
    direction: str
    journey: bool
    checked_on: date
    accept: frozenset[str]
    opt_out: frozenset[str]
    opt_out_said: OptOutPatterns
    weekdays: tuple[str, ...]
    times: tuple[Choice, ...]
    abouts: tuple[Choice, ...]
    texts: dict[str, Wording]

    def means_stop(self, text: str) -> bool:
        """Whether a message asks, in this language, for no more texts."""
        return self.beside_stop(text) is not None

    def beside_stop(self, text: str) -> str | None:
        """What a message says beside asking for no more texts, in a word of its own or in a sentence; None where it does not ask for that."""
        return "" if plain_phrase(text) in self.opt_out else self.opt_out_said.without_it(text)

    def say(self, key: str, channel: str, **slots: str) -> str:
        """A text for "web" or "sms" with its slots filled."""
        filled = self.texts[key].text.format(**slots)
        return plain_letters(filled) if channel == "sms" else filled

    def say_opening(self, opening: datetime) -> str:
        """When the team opens: "Isniin 23/11, 09:00"."""
        local = opening.astimezone(LONDON)
        return f"{self.weekdays[local.weekday()]} {local:%-d/%-m, %H:%M}"


def load_languages(folder: Path, problems: list[str]) -> dict[str, Language]:
    """The languages a content folder offers, by code: those council.yml lists, or all. What breaks a rule is left out and named in `problems`."""
    languages = {}
    offered = read_council(folder).get("languages")
    for path in map(Path, names_layered(folder, "languages")):
        if offered is not None and path.stem not in offered:
            continue
        try:
            raw = read_layered(folder, str(path))
        except ContentError as error:
            problems += error.problems
            continue
        found = check_language(raw, path.stem)
        problems += [f"languages/{path.name}: {problem}" for problem in found]
        if not found:
            languages[path.stem] = _language(raw)
    if not languages:
        problems.append("languages: no language could be read")
    return languages


def check_language(raw: Any, name: str) -> list[str]:
    """What is wrong with a language's file; empty when nothing is."""
    if not isinstance(raw, dict):
        return ["is not a mapping"]
    problems = [f"has no {key}" for key in ("code", "name", "own_name", "direction", "source", "checked_on", "accept", "opt_out", "opt_out_said", "texts") if not raw.get(key)]
    if raw.get("code") and raw["code"] != name:
        problems.append(f"says code {raw['code']}, the file is named {name}")
    if raw.get("checked_on") and not isinstance(raw["checked_on"], date):
        problems.append("checked_on is not a date")
    if raw.get("direction") not in (None, "ltr", "rtl"):
        problems.append("direction is neither ltr nor rtl")
    journey, texts = bool(raw.get("journey")), raw.get("texts")
    if journey:
        problems += _check_choices(raw)
    if not isinstance(texts, dict) or problems:
        return problems
    both = plain_words(raw["accept"]) & plain_words(raw["opt_out"])
    try:
        patterns = _opt_out_patterns(raw)
    except BadWording as error:
        return [*problems, f"opt_out_said or opt_out_not: not in the notation: {error}"]
    both |= {word for word in plain_words(raw["accept"]) if patterns.means_stop(word)}
    problems += [f"“{word}” both accepts a call and turns texts off" for word in sorted(both)]
    wanted = JOURNEY_TEXTS if journey else SHORT_TEXTS
    problems += [f"has no text {key}" for key in wanted if key not in texts]
    problems += [f"unknown text {key}" for key in texts if key not in wanted]
    longest = _longest_slots(raw) if journey else {}
    return problems + [f"{key}: {problem}" for key in wanted if key in texts for problem in _check_wording(key, texts[key], longest)]


def plain_words(phrases: Iterable[Any]) -> frozenset[str]:
    """Whole messages as `plain_phrase` compares them, with and without their marks."""
    kept = {plain_phrase(str(phrase)) for phrase in phrases}
    return frozenset(kept | {plain_letters(phrase) for phrase in kept})


def plain_phrase(text: str) -> str:
    """A message for comparing as a whole: lower case, digits of any script as 0 to 9, no punctuation, single spaces."""
    text = unicodedata.normalize("NFC", text).lower().replace("’", "'")
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() else " " if unicodedata.category(c)[0] in "PSZC" and c not in "'\u200c\u200d" else c for c in text)
    return " ".join(text.split())


def plain_letters(text: str) -> str:
    """The text as GSM-7 can carry it: a letter it lacks loses its marks. Other scripts stay as they are."""
    changed = "".join(c if gsm7_length(c) is not None else unicodedata.normalize("NFD", c)[0] for c in text.translate(_PLAIN))
    return changed if gsm7_length(changed) is not None else text


def shorten_said(text: str) -> str:
    """A person's own words, short enough to stand in a text."""
    text = " ".join(text.split())
    return text if len(text) <= SAID_CHARS else text[: SAID_CHARS - 3].rstrip() + "..."


def _check_choices(raw: dict[str, Any]) -> list[str]:
    problems = [] if len(raw.get("weekdays") or ()) == 7 else ["weekdays are not seven"]
    for key in ("times", "abouts"):
        choices = raw.get(key) or []
        if not 2 <= len(choices) <= 9:
            problems.append(f"{key} are not 2 to 9 choices")
        wrong = [c for c in choices if not isinstance(c, dict) or not all(c.get(part) for part in ("label", "english", "words"))]
        problems += [f"{key}: a choice has no label, english or words"] * bool(wrong)
    return problems


def _check_wording(key: str, raw: Any, longest: dict[str, str]) -> list[str]:
    if not isinstance(raw, dict):
        return ["is not a mapping"]
    problems = [f"has no {part}" for part in ("text", "english") if not raw.get(part)]
    if not isinstance(raw.get("reviewed"), bool):
        problems.append("does not say whether it is reviewed")
    if problems:
        return problems
    slots = SLOTS.get(key, set())
    problems += [f"{part} has slots {sorted(_SLOT.findall(raw[part]))}, not {sorted(slots)}" for part in ("text", "english") if set(_SLOT.findall(raw[part])) != slots]
    if not problems and count_segments(plain_letters(raw["text"].format(**{slot: longest[slot] for slot in slots}))) > 2:
        problems.append("is more than two segments")
    if not raw.get("allow_keywords") and (word := _OPT_WORD.search(raw["text"])):
        problems.append(f"has the opt-out word {word.group()}")
    return problems


def _longest_slots(raw: dict[str, Any]) -> dict[str, str]:
    """Each slot as long as it can be: own words are cut to SAID_CHARS."""
    longest = {slot: max((str(choice["label"]) for choice in raw[key]), key=len).ljust(SAID_CHARS, "x") for slot, key in (("time", "times"), ("about", "abouts"))}
    return {**longest, "opens": f"{max(raw['weekdays'], key=len)} 30/12, 09:30"}


def _language(raw: dict[str, Any]) -> Language:
    return Language(
        code=raw["code"],
        name=raw["name"],
        names=(raw["name"], *(raw.get("also") or ())),
        own_name=raw["own_name"],
        direction=raw["direction"],
        journey=bool(raw.get("journey")),
        checked_on=raw["checked_on"],
        accept=plain_words(raw["accept"]),
        opt_out=plain_words(raw["opt_out"]),
        opt_out_said=_opt_out_patterns(raw),
        weekdays=tuple(raw.get("weekdays") or ()),
        times=_choices(raw.get("times") or ()),
        abouts=_choices(raw.get("abouts") or ()),
        texts={key: Wording(" ".join(text["text"].split()), text["english"], text["reviewed"]) for key, text in raw["texts"].items()},
    )


def _opt_out_patterns(raw: dict[str, Any]) -> OptOutPatterns:
    return compile_patterns(map(str, raw["opt_out_said"]), map(str, raw.get("opt_out_not") or ()))


def _choices(raw: Iterable[dict[str, Any]]) -> tuple[Choice, ...]:
    return tuple(Choice(choice["label"], choice["english"], plain_words([*choice["words"], choice["label"], choice["english"]])) for choice in raw)
