"""Loads everything people read from the content folder, refusing what breaks a rule (content_rules).

Nothing is said to a parent that does not come from here, with a source and a date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from webhook.services.answers.content_layers import LOST, names_layered, read_council, read_layered
from webhook.services.answers.content_rules import ContentError, check_answer, check_switched_off, check_text
from webhook.services.answers.escalation import Ladder
from webhook.services.answers.escalation_content import build_ladder, check_ladder, leave_out
from webhook.services.languages import Language, load_languages
from webhook.services.letters.letters import Letter, load_letters
from webhook.services.updates.rules import UpdateRules, read_update_rules


@dataclass(frozen=True)
class Text:
    """One piece of wording for both channels. `variants` holds the named alternatives of a text that has them."""

    key: str
    web: str
    sms: str
    variants: dict[str, tuple[str, ...]] = field(default_factory=dict)
    out_of_hours: dict[str, str] = field(default_factory=dict)  # a crisis card's extra line by channel

    def on(self, channel: str) -> str:
        """The wording for "web" or "sms"."""
        return self.sms if channel == "sms" else self.web


@dataclass(frozen=True)
class Answer:
    """What is said about a topic: a short answer, the next step, and parts that answer follow-up questions."""

    topic: str
    title: str
    plain: str
    checked_on: date
    law: str
    sources: tuple[dict[str, str], ...]
    short: Text
    next_step: str
    parts: dict[str, Text]
    urgent: Text | None
    related: tuple[str, ...]
    off: bool = False
    review_by: date | None = None
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)  # a part of this topic's own ▸ the words that ask for it


@dataclass(frozen=True)
class Content:
    """All content of one council."""

    council: dict[str, Any]
    contacts: dict[str, dict[str, Any]]
    hours: dict[str, Any]
    topics: dict[str, str]  # topic id ▸ group
    answers: dict[str, Answer]
    messages: dict[str, Text]
    crisis: dict[str, Text]
    languages: dict[str, Language]  # code ▸ what is said in it
    ladder: Ladder
    updates: UpdateRules  # which changes and dates of a case are texted, and when none leave
    letters: dict[str, Letter] = field(default_factory=dict)
    status: dict[str, Text] = field(default_factory=dict)  # what is said of a case's status, and of dates somebody asks for
    directory: dict[str, Text] = field(default_factory=dict)  # what is said about the directory of services
    topic_names: dict[str, tuple[str, ...]] = field(default_factory=dict)  # topic ▸ what it is called in a word or three
    names_in_passing: frozenset[str] = frozenset()  # those that tell no question inside a longer message
    told: dict[str, tuple[str, ...]] = field(default_factory=dict)  # topic ▸ phrases by which a message tells of it
    troubles: frozenset[str] = frozenset()  # topics that need no question to be answered: it is enough to be told of them
    alike: tuple[frozenset[str], ...] = ()  # topics of which one answer is enough
    follow_ups: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)  # appeal | appeal_by | complain | next | send ▸ topic just answered ▸ topic and part that answer it
    leads: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)  # topic, or topic/matter ▸ kind of a short question (answers/matters) ▸ the parts that answer it
    no_refusal: frozenset[str] = frozenset()  # topics that nobody can be refused
    says_how: frozenset[str] = frozenset()  # topics whose short text says how it is done
    ring: dict[str, str] = field(default_factory=dict)  # topic ▸ the text that says whom to ring about it, or `who`
    other_councils: tuple[str, ...] = ()  # names of councils near this one

    def plain_name(self, topic: str) -> str:
        """How a topic is named inside a question."""
        return self.answers[topic].plain if topic in self.answers else self.messages[f"plain_{topic}"].web


def load_content(folder: Path) -> Content:
    """Read and check the folder. Raises ContentError naming every file and rule at once."""
    problems: list[str] = []
    council = read_council(folder)
    topics = {topic: group for group, ids in read_layered(folder, "topics.yml").items() for topic in ids}
    texts: dict[str, dict[str, Text]] = {}
    for name in ("messages", "crisis", "status", "directory_words"):
        texts[name] = {}
        for key, raw in read_layered(folder, f"{name}.yml").items():
            problems += [f"{name}.yml: {key}: {problem}" for problem in check_text(raw)]
            if isinstance(raw, dict):
                texts[name][key] = _named_text(key, raw)
    answers = _load_answers(folder, topics, texts["messages"], problems)
    languages = load_languages(folder, problems)
    try:
        re.compile(str(council.get("case_ref_pattern") or ""))
    except re.error as error:  # it runs on every message
        problems.append(f"council.yml: case_ref_pattern is no pattern: {error}")
    contacts = {contact["key"]: contact for contact in _as_list(read_layered(folder, "contacts.yml"))}
    letters, found = load_letters(folder, topics, council, contacts)
    problems += found
    updates = read_update_rules(read_layered(folder, "case_updates.yml"), set(texts["messages"]), problems)
    try:
        escalation, standards = leave_out(read_layered(folder, "escalation.yml")), read_layered(folder, "service_standards.yml")
    except ContentError as error:
        raise ContentError([*problems, *error.problems]) from error
    problems += check_ladder(escalation, standards, topics, contacts)
    if problems or updates is None:
        raise ContentError(problems)
    named = read_layered(folder, "topic_names.yml")
    names = {topic: tuple(map(str, said)) for topic, said in named["names"].items()}
    if unknown := set(names) - set(topics):
        raise ContentError([f"topic_names.yml: unknown topics {sorted(unknown)}"])
    told = {topic: tuple(map(str, phrases)) for topic, phrases in named["told"].items()}
    alike = tuple(frozenset(map(str, group)) for group in named["alike"])
    if unknown := (set(told) | {*named["troubles"]} | {topic for group in alike for topic in group}) - set(topics):
        raise ContentError([f"topic_names.yml: unknown topics {sorted(unknown)}"])
    led = read_layered(folder, "follow_ups.yml")
    off = {topic for topic, answer in answers.items() if answer.off}
    return Content(
        council=council,
        contacts=contacts,
        hours=read_layered(folder, "hours.yml"),
        topics=topics,
        answers=answers,
        messages=texts["messages"],
        crisis=texts["crisis"],
        status=texts["status"],
        directory=texts["directory_words"],
        topic_names=names,
        names_in_passing=frozenset(map(str, named["in_passing"])),
        told=told,
        troubles=frozenset(map(str, named["troubles"])),
        alike=alike,
        follow_ups=_follow_ups(led, answers),
        leads=_leads(led.get("leads") or {}, answers),
        no_refusal=frozenset(map(str, led["no_refusal"])),
        says_how=frozenset(map(str, led["says_how"])),
        ring=_ring(led["ring"], answers, texts["messages"]),
        other_councils=tuple(map(str, read_layered(folder, "other_councils.yml")["names"])),
        languages=languages,
        ladder=build_ladder(escalation, standards),
        updates=updates,
        letters={key: replace(letter, topics=tuple(topic for topic in letter.topics if topic not in off)) for key, letter in letters.items()},
    )


def _load_answers(folder: Path, topics: dict[str, str], messages: dict[str, Text], problems: list[str]) -> dict[str, Answer]:
    answers = {}
    for name in names_layered(folder, "answers"):
        topic = Path(name).stem
        try:
            raw = read_layered(folder, name)
        except ContentError as error:
            problems += error.problems
            continue
        off = isinstance(raw, dict) and bool(raw.get("off"))
        if isinstance(raw, dict) and raw.get("next_step") == LOST:
            raw["next_step"] = messages["way_on"].web
        found = check_switched_off(raw, topic, topics) if off else check_answer(raw, topic, topics)
        problems += [f"{name}: {problem}" for problem in found]
        if not found:
            answers[topic] = _switched_off(raw, messages) if off else _answer(raw)
    return answers


def _follow_ups(raw: dict[str, Any], answers: dict[str, Answer]) -> dict[str, dict[str, tuple[str, str]]]:
    """Where an appeal and a complaint lead from each topic. What a council has switched off, or a part it does not have, leads nowhere. Raises ContentError for an unknown topic."""
    led: dict[str, dict[str, tuple[str, str]]] = {}
    for kind in ("appeal", "appeal_by", "complain", "next", "send"):
        if unknown := set(raw.get(kind) or ()) - set(answers):
            raise ContentError([f"follow_ups.yml: {kind}: unknown topics {sorted(unknown)}"])
        for topic, where in (raw.get(kind) or {}).items():
            first, _, part = str(where).partition("/")
            to, part = (first, part or "short") if first in answers else (topic, first)
            if not answers[to].off and (part == "short" or part in answers[to].parts):
                led.setdefault(kind, {})[topic] = (to, part)
    return led


def _leads(raw: dict[str, Any], answers: dict[str, Answer]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Which parts a short question about a topic, or a matter within it, leads to. A part that a council does not have leads nowhere. Raises ContentError for an unknown topic."""
    if unknown := sorted({key.partition("/")[0] for key in raw} - set(answers)):
        raise ContentError([f"follow_ups.yml: leads: unknown topics {unknown}"])
    led: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, kinds in raw.items():
        known = answers[key.partition("/")[0]].parts
        led[key] = {kind: tuple(part for part in str(parts).split() if part in known) for kind, parts in kinds.items()}
    return led


def _ring(raw: dict[str, Any], answers: dict[str, Answer], messages: dict[str, Text]) -> dict[str, str]:
    """Which text says whom to ring about a topic. Raises ContentError for an unknown topic or text."""
    if unknown := sorted((set(raw) - set(answers)) | {str(key) for key in raw.values() if key != "who" and key not in messages}):
        raise ContentError([f"follow_ups.yml: ring: unknown {unknown}"])
    return {topic: str(key) for topic, key in raw.items()}


def _as_list(raw: Any) -> list[dict[str, Any]]:
    if isinstance(raw, dict):
        raw = raw.get("contacts", [{"key": key, **value} for key, value in raw.items() if isinstance(value, dict)])
    return list(raw)


def _answer(raw: dict[str, Any]) -> Answer:
    return Answer(
        topic=raw["topic"],
        title=raw["title"],
        plain=raw["plain"],
        checked_on=raw["checked_on"],
        law=raw.get("law", ""),
        sources=tuple({"title": s["title"], "url": s.get("url") or "", "checked_on": str(s.get("checked_on") or raw["checked_on"])} for s in raw["sources"]),
        short=_text("short", raw),
        next_step=_tidy(raw.get("next_step", "")),
        parts={name: _text(name, part) for name, part in (raw.get("parts") or {}).items()},
        urgent=_text("urgent", raw["urgent"]) if raw.get("urgent") else None,
        related=tuple(raw.get("related") or ()),
        off=bool(raw.get("off")),
        review_by=raw.get("review_by"),
        asked={name: tuple(part["asked"]) for name, part in (raw.get("parts") or {}).items() if "asked" in part},
    )


def _switched_off(raw: dict[str, Any], messages: dict[str, Text]) -> Answer:
    """A topic of which the council says that it does not have it: those words, and a way on (conduct 26)."""
    said = messages["switched_off"]
    words = {channel: raw.get(channel) or said.on(channel).format(plain=raw["plain"]) for channel in ("web", "sms")}
    next_step = raw.get("next_step") or messages["way_on"].web
    return _answer({"title": raw["plain"], "sources": [], **raw, **words, "next_step": next_step, "parts": {}, "urgent": None, "off": True})


def _named_text(key: str, raw: dict[str, Any]) -> Text:
    """A text; one whose `web` is a mapping has named variants, the same on both channels."""
    if isinstance(raw.get("web"), dict):
        return Text(key, "", "", {name: tuple(map(_tidy, lines)) for name, lines in raw["web"].items()})
    extra = raw.get("out_of_hours") or {}
    return Text(key, _tidy(raw.get("web")), _tidy(raw.get("sms")), out_of_hours={channel: _tidy(line) for channel, line in extra.items()})


def _text(key: str, raw: dict[str, Any]) -> Text:
    return Text(key, _tidy(raw["web"]), _tidy(raw["sms"]))


def _tidy(text: Any) -> str:
    return str(text or "").strip()
