"""The letters a parent can fill in: read from content/letters/ and checked, so that a letter with a gap never reaches anyone.

A letter is the parent's own. Nothing here keeps what they type: services/letters/fill.py puts it into the words and forgets it.
In the words, {slots} stand for a field, for a date worked out from a field, for {today}, or for a value of council.yml
({council_name_full} is its name_full). A line drops out when an optional field in it was left blank,
and a paragraph when no line with a slot is left of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from webhook.services.answers.content_layers import names_layered, read_layered
from webhook.services.answers.content_rules import ContentError, check_text
from webhook.services.clock.days import compulsory_school_ends
from webhook.services.clock.limits import changed_plan_due, counted

KINDS = ("line", "long", "date", "choice")
SLOT = re.compile(r"\{(\w+)\}")
_COUNCIL_SLOT = re.compile(r"\{council_(\w+)\}")
_REQUIRED = ("key", "title", "plain", "use_when", "topics", "law", "checked_on", "sources", "to", "subject", "fields", "body", "next")
RULES: Mapping[str, Callable[[date], date]] = {
    "decision_due": counted("decision"),
    "final_due": counted("final"),
    "comments_due": counted("comments"),
    "review_decision_due": counted("review_decision"),
    "changed_plan_due": changed_plan_due,
    "next_review_due": counted("review"),
    "compulsory_school_ends": compulsory_school_ends,
}


@dataclass(frozen=True)
class Field:
    """One question of the form. `blank` is what the letter shows instead, to be filled in by hand; an optional field has none."""

    key: str
    label: str
    hint: str
    kind: str
    optional: bool
    blank: str
    options: Mapping[str, str]
    autocomplete: str


@dataclass(frozen=True)
class Paragraph:
    """Words that stand only under a condition: a field's option, a date that is "past" or "coming", a field left blank."""

    text: str
    when: Mapping[str, tuple[str, ...]]
    without: str


@dataclass(frozen=True)
class DueDate:
    """A date the law sets, worked out by one of RULES from the day in a field, or from "today"."""

    key: str
    rule: str
    start: str
    says: str


@dataclass(frozen=True)
class Letter:
    """One letter: its form, its words, and where they come from."""

    key: str
    order: int
    title: str
    plain: str
    use_when: str
    topics: tuple[str, ...]
    law: str
    checked_on: date
    sources: tuple[dict[str, str], ...]
    to: str
    addresses: tuple[str, ...]  # confirmed ones only
    ask: Mapping[str, str]  # whom to ask for an address: {name, number}
    subject: str
    fields: tuple[Field, ...]
    dates: tuple[DueDate, ...]
    body: tuple[Paragraph, ...]
    notes: tuple[Paragraph, ...]
    next: tuple[str, ...]


def load_letters(folder: Path, topics: Mapping[str, str], council: Mapping[str, Any], contacts: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Letter], list[str]]:
    """The letters of a content folder by key, and what is wrong with them. A council may have none; `off: true` leaves one out."""
    letters: dict[str, Letter] = {}
    problems: list[str] = []
    taken: dict[str, str] = {}
    for path in map(Path, names_layered(folder, "letters")):
        try:
            raw = read_layered(folder, str(path))
        except ContentError as error:
            problems += error.problems
            continue
        if isinstance(raw, dict) and raw.get("off"):
            continue
        found = check_letter(raw, path.stem, topics, council, contacts)
        if not found:
            found = [f"topic {topic} has the letter {taken[topic]} already" for topic in raw["topics"] if topic in taken]
            taken |= {topic: path.stem for topic in raw["topics"]}
            letters[path.stem] = _letter(_fill_council(raw, council), contacts)
        problems += [f"letters/{path.name}: {problem}" for problem in found]
    return dict(sorted(letters.items(), key=lambda item: item[1].order)), problems


def find_letter(letters: Mapping[str, Letter], topic: str) -> Letter | None:
    """The letter for a topic, if there is one."""
    return next((letter for letter in letters.values() if topic in letter.topics), None)


def check_letter(raw: Any, name: str, topics: Mapping[str, str], council: Mapping[str, Any], contacts: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What is wrong with a letter's file; empty when nothing is."""
    if not isinstance(raw, dict):
        return ["is not a mapping"]
    problems = [f"has no {key}" for key in _REQUIRED if not raw.get(key)]
    if problems:
        return problems
    if raw["key"] != name:
        problems.append(f"says key {raw['key']}, the file is named {name}")
    if not isinstance(raw["checked_on"], date):
        problems.append("checked_on is not a date")
    problems += [f"unknown topic {topic}" for topic in raw["topics"] if topic not in topics]
    for source in raw["sources"]:
        problems += [f"a source has no {key}" for key in ("title", "url", "checked_on") if not isinstance(source, dict) or not source.get(key)]
        if isinstance(source, dict) and source.get("url") and not str(source["url"]).startswith("https://"):
            problems.append(f"a source's address is not https: {source['url']}")
    recipient = raw["to"] if isinstance(raw["to"], dict) else {}
    if not recipient.get("name"):
        problems.append("to has no name")
    problems += [f"unknown contact {key}" for key in [*(recipient.get("contacts") or ()), *filter(None, [recipient.get("ask")])] if key not in contacts]
    problems += _check_fields(raw)
    problems += _check_slots(raw, council) if recipient.get("name") else []
    for words in _all_words(raw):
        problems += check_text({"web": words, "source": raw["sources"], "checked_on": raw["checked_on"]})
    return problems


def _check_fields(raw: dict[str, Any]) -> list[str]:
    problems = []
    keys = [field.get("key") for field in raw["fields"]]
    problems += [f"two fields are called {key}" for key in sorted({str(key) for key in keys if keys.count(key) > 1})]
    for field in raw["fields"]:
        key, kind = field.get("key"), field.get("kind", "line")
        if not field.get("label"):
            problems.append(f"field {key} has no label")
        if kind not in KINDS:
            problems.append(f"field {key} is of unknown kind {kind}")
        elif kind == "choice" and not field.get("options"):
            problems.append(f"field {key} has no options")
        elif kind != "choice" and not field.get("optional") and not re.fullmatch(r"\[.+\]", str(field.get("blank", ""))):
            problems.append(f"field {key} is neither optional nor has a [blank] to fill in by hand")
    for key, due in (raw.get("dates") or {}).items():
        if due.get("rule") not in RULES:
            problems.append(f"date {key} has the unknown rule {due.get('rule')}")
        if due.get("from") != "today" and due.get("from") not in _of_kind(raw, "date"):
            problems.append(f"date {key} counts from {due.get('from')}, which is no date field")
    return problems


def _check_slots(raw: dict[str, Any], council: Mapping[str, Any]) -> list[str]:
    fields, dates = {str(field.get("key")) for field in raw["fields"]}, set(raw.get("dates") or {})
    used = {slot for words in _all_words(raw) for slot in SLOT.findall(words)}
    problems = [f"unknown slot {{{slot}}}" for slot in sorted(used - fields - dates - {"today"}) if not slot.startswith("council_")]
    needed = {slot for words in (raw["to"]["name"], raw["subject"], raw["use_when"], raw["title"]) for slot in SLOT.findall(str(words))}
    problems += [f"council.yml has no {slot[8:]}" for slot in sorted(used) if slot.startswith("council_") and not council.get(slot[8:]) and (slot in needed or slot[8:] not in council)]
    options = {str(field.get("key")): set(field.get("options") or ()) for field in raw["fields"] if field.get("kind") == "choice"}
    options |= {key: {"past", "coming"} for key in dates}
    for part in _conditional(raw):
        for key, wanted in (part.get("when") or {}).items():
            for value in _as_tuple(wanted):
                if value not in options.get(key, ()):
                    problems.append(f"a paragraph waits for {key} to be {value}, which cannot be")
            used.add(key)
        if part.get("without"):
            used.add(part["without"])
            if part["without"] not in fields:
                problems.append(f"a paragraph waits for no {part['without']}, which is no field")
    used |= {str(due.get("from")) for due in (raw.get("dates") or {}).values()}
    return problems + [f"field {key} is asked for and never used" for key in sorted(fields - used)]


def _all_words(raw: dict[str, Any]) -> Iterator[str]:
    yield from (str(raw[key]) for key in ("title", "plain", "use_when", "subject"))
    yield str(raw["to"].get("name", "") if isinstance(raw["to"], dict) else raw["to"])
    yield from (str(part.get("text", "")) for part in _conditional(raw))
    yield from (str(line) for line in raw["next"])
    yield from (str(due.get("says", "")) or "-" for due in (raw.get("dates") or {}).values())
    for field in raw["fields"]:
        yield from (str(field.get(key) or "-") for key in ("label", "hint"))
        yield from (str(label) for label in (field.get("options") or {}).values())


def _conditional(raw: dict[str, Any]) -> list[dict[str, Any]]:
    return [part if isinstance(part, dict) else {"text": part} for part in [*raw["body"], *(raw.get("notes") or ())]]


def _of_kind(raw: dict[str, Any], kind: str) -> set[str]:
    return {str(field.get("key")) for field in raw["fields"] if field.get("kind") == kind}


def _as_tuple(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _fill_council(raw: Any, council: Mapping[str, Any]) -> Any:
    """The same with the council's own names in place of their slots; one that it has not given stays, and its line drops out."""
    if isinstance(raw, dict):
        return {key: _fill_council(value, council) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_fill_council(value, council) for value in raw]
    return _COUNCIL_SLOT.sub(lambda slot: str(council.get(slot[1]) or slot[0]), raw).strip() if isinstance(raw, str) else raw


def _letter(raw: dict[str, Any], contacts: Mapping[str, Mapping[str, Any]]) -> Letter:
    confirmed = [contacts[key] for key in raw["to"].get("contacts") or () if contacts[key].get("confirmed")]
    ask = contacts.get(raw["to"].get("ask") or "", {})
    return Letter(
        key=raw["key"],
        order=int(raw.get("order", 99)),
        title=raw["title"],
        plain=raw["plain"],
        use_when=raw["use_when"],
        topics=tuple(raw["topics"]),
        law=raw["law"],
        checked_on=raw["checked_on"],
        sources=tuple({"title": source["title"], "url": source["url"], "checked_on": str(source["checked_on"])} for source in raw["sources"]),
        to=raw["to"]["name"],
        addresses=tuple(str(contact.get("email") or contact.get("address")) for contact in confirmed if contact.get("email") or contact.get("address")),
        ask={"name": ask["name"], "number": ask["number"]} if ask.get("confirmed") and ask.get("number") else {},
        subject=raw["subject"],
        fields=tuple(_field(field) for field in raw["fields"]),
        dates=tuple(DueDate(key, due["rule"], due["from"], due.get("says", "")) for key, due in (raw.get("dates") or {}).items()),
        body=tuple(map(_paragraph, raw["body"])),
        notes=tuple(map(_paragraph, raw.get("notes") or ())),
        next=tuple(line for line in raw["next"] if not SLOT.search(line)),
    )


def _field(raw: dict[str, Any]) -> Field:
    options = {str(key): str(label) for key, label in (raw.get("options") or {}).items()}
    kind = raw.get("kind", "line")
    optional = bool(raw.get("optional")) or kind == "choice"
    return Field(raw["key"], raw["label"], raw.get("hint", ""), kind, optional, raw.get("blank", ""), options, raw.get("autocomplete", "off"))


def _paragraph(raw: Any) -> Paragraph:
    if not isinstance(raw, dict):
        return Paragraph(str(raw), {}, "")
    return Paragraph(raw["text"], {key: _as_tuple(value) for key, value in (raw.get("when") or {}).items()}, raw.get("without", ""))
