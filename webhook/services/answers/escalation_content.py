"""Checks and builds the ladder from content/escalation.yml and content/service_standards.yml.

A step, clock or promise without a source, a topic or contact that does not exist, and a text that does not fit are refused by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from webhook.services.answers.content_rules import CHECKED_LENGTH, check_text
from webhook.services.answers.escalation import Clock, Fact, Ladder, Problem, Promise, Step, Words, phrase_pattern
from webhook.services.texts.text import count_segments

SECTIONS = ("words", "not_done", "sources", "facts", "clocks", "steps", "problems")
FRAME = ("tried", "after", "now", "later", "independent", "time", "no_time", "any_time", "clocks", "notice", "top")
NOT_DONE = ("before", "inside", "after", "ours", "joins", "subjects")
STANDARDS = ("table", "line", "blank")
STEP_KEYS = {"role", "does", "web", "sms", "done", "contact", "wait", "promise", "clocks", "sources", "tried", "needs", "not_when", "not_to", "independent", "any_time"}
PROBLEM_KEYS = {"topics", "route", "words", "stages", "tried", "clocks", "advice"}
Raw = dict[str, Any]


def check_ladder(raw: Any, standards: Any, topics: dict[str, str], contacts: dict[str, Raw]) -> list[str]:
    """What is wrong with the two files; empty when nothing is."""
    problems = [f"escalation.yml: has no {name}" for name in SECTIONS if not _is_mapping(raw, name)]
    problems += [f"service_standards.yml: has no {name}" for name in ("words", "promises") if not _is_mapping(standards, name)]
    if problems:
        return problems
    problems += _prefixed("escalation.yml: words", _check_words(raw["words"], FRAME))
    problems += [f"escalation.yml: not_done has no {name}" for name in NOT_DONE if not raw["not_done"].get(name)]
    problems += _prefixed("escalation.yml: sources", (f"{key}: {found}" for key, source in raw["sources"].items() for found in _check_source(source)))
    for section, check in (("facts", _check_fact), ("clocks", _check_clock)):
        for key, entry in raw[section].items():
            problems += _prefixed(f"escalation.yml: {section}.{key}", check(entry, raw))
    for key, step in raw["steps"].items():
        problems += _prefixed(f"escalation.yml: steps.{key}", _check_step(step, raw, standards["promises"], contacts))
    for key, problem in raw["problems"].items():
        problems += _prefixed(f"escalation.yml: problems.{key}", _check_problem(problem, raw, topics, contacts))
    problems += _check_defaults(raw["problems"])
    problems += _prefixed("service_standards.yml: words", _check_words(standards["words"], STANDARDS))
    for key, promise in standards["promises"].items():
        problems += _prefixed(f"service_standards.yml: {key}", _check_promise(promise))
    return problems or _check_lengths(raw, contacts)


def leave_out(raw: Any) -> Any:
    """The file without the steps and problems that a council has switched off, on every route."""
    if not isinstance(raw, dict) or not all(_is_mapping(raw, name) for name in ("steps", "problems")):
        return raw
    off = {key for key, step in raw["steps"].items() if isinstance(step, dict) and step.get("off")}
    problems = {key: problem for key, problem in raw["problems"].items() if not (isinstance(problem, dict) and problem.get("off"))}
    for key, problem in problems.items() if off else ():
        tried = {step: phrases for step, phrases in (problem.get("tried") or {}).items() if step not in off}
        problems[key] = {**problem, "route": [step for step in problem["route"] if step not in off], "tried": tried}
    return {**raw, "steps": {key: step for key, step in raw["steps"].items() if key not in off}, "problems": problems}


def build_ladder(raw: Raw, standards: Raw) -> Ladder:
    """The ladder from files that `check_ladder` found nothing wrong with."""
    sources = {key: _source(source) for key, source in raw["sources"].items()}
    clocks = {key: Clock(key, _words(entry), tuple(sources[name] for name in entry["sources"])) for key, entry in raw["clocks"].items()}
    steps = {key: _step(key, entry, clocks, sources) for key, entry in raw["steps"].items()}
    return Ladder(
        words={key: _words(text) for key, text in raw["words"].items()},
        problems={key: _problem(key, entry, clocks, steps) for key, entry in raw["problems"].items()},
        facts=tuple(Fact(key, tuple(entry.get("words") or ()), frozenset(entry.get("stages") or ()), tuple(entry.get("unless") or ())) for key, entry in raw["facts"].items()),
        not_done={name: frozenset(map(str, raw["not_done"][name])) for name in NOT_DONE},
        promises={key: Promise(key, entry["name"], entry["who"], entry["value"], _source(entry["source"])) for key, entry in standards["promises"].items()},
        standards={key: _words(text) for key, text in standards["words"].items()},
    )


def contact_slot(contact: Raw | None) -> str:
    """What {contact} stands for: the number or the bare address of a confirmed contact; empty when neither may be shown."""
    if not contact or not contact.get("confirmed"):
        return ""
    return str(contact.get("number") or "") or str(contact.get("url") or "").removeprefix("https://")


# ---- Checks ----


def _check_step(step: Any, raw: Raw, promises: Raw, contacts: dict[str, Raw]) -> list[str]:
    if not isinstance(step, dict):
        return ["is not a mapping"]
    problems = [f"has no {key}" for key in ("role", "does", "web", "sms", "done", "tried") if not step.get(key)]
    problems += [f"unknown field {key}" for key in sorted(set(step) - STEP_KEYS)]
    problems += _check_said(step) + _check_sources(step, raw) + _check_phrases(step.get("tried") or ())
    if "contact" not in step:
        problems.append("has no contact: name one of contacts.yml, or null")
    elif step["contact"] is not None and step["contact"] not in contacts:
        problems.append(f"unknown contact {step['contact']}")
    elif any("{contact}" in str(step.get(channel)) for channel in ("web", "sms")) and not contact_slot(contacts.get(step["contact"])):
        problems.append(f"shows contact {step['contact']}, which is not confirmed or has no number or address")
    if step.get("promise") is not None and step["promise"] not in promises:
        problems.append(f"unknown promise {step['promise']}")
    problems += _unknown("clock", step.get("clocks"), raw["clocks"])
    return problems + _unknown("fact", [*(step.get("needs") or ()), *(step.get("not_when") or ())], raw["facts"])


def _check_problem(problem: Any, raw: Raw, topics: dict[str, str], contacts: dict[str, Raw]) -> list[str]:
    if not isinstance(problem, dict):
        return ["is not a mapping"]
    problems = [f"has no {key}" for key in ("topics", "route", "advice") if not problem.get(key)]
    problems += [f"unknown field {key}" for key in sorted(set(problem) - PROBLEM_KEYS)]
    problems += _unknown("topic", problem.get("topics"), topics) + _unknown("step", problem.get("route"), raw["steps"])
    problems += _unknown("clock", problem.get("clocks"), raw["clocks"]) + _unknown("contact", problem.get("advice"), contacts)
    problems += [f"advice {key} is not confirmed" for key in problem.get("advice") or () if key in contacts and not contacts[key].get("confirmed")]
    problems += [f"tried names {key}, which is not on the route" for key in problem.get("tried") or {} if key not in (problem.get("route") or ())]
    phrases = [*(problem.get("words") or ()), *(phrase for listed in (problem.get("tried") or {}).values() for phrase in listed)]
    return problems + _check_phrases(phrases)


def _check_defaults(problems: Raw) -> list[str]:
    """A topic has at most one problem that asks for neither words nor stages: two would hide each other."""
    seen: dict[str, str] = {}
    found = []
    for key, problem in problems.items():
        if isinstance(problem, dict) and not problem.get("words") and not problem.get("stages"):
            for topic in problem.get("topics") or ():
                if topic in seen:
                    found.append(f"escalation.yml: problems.{key}: topic {topic} has {seen[topic]} already; give one of them words or stages")
                seen[topic] = key
    return found


def _check_lengths(raw: Raw, contacts: dict[str, Raw]) -> list[str]:
    """Every step by SMS, with the notice of every problem it stands in, fits two segments."""
    notice, found = str(raw["words"]["notice"]["sms"]), []
    for name, problem in raw["problems"].items():
        advice = ", ".join(contacts[key]["name"] for key in problem["advice"])
        for key in problem["route"]:
            step = raw["steps"][key]
            text = step["sms"].replace("{contact}", contact_slot(contacts.get(step["contact"] or ""))) + " " + notice.format(advice=advice)
            if count_segments(text + "x" * CHECKED_LENGTH) > 2:
                found.append(f"escalation.yml: steps.{key}: sms with the notice of {name} is {len(text)} characters: more than two segments")
    return found


def _check_fact(fact: Any, raw: Raw) -> list[str]:
    if not isinstance(fact, dict) or not (fact.get("words") or fact.get("stages")):
        return ["has neither words nor stages"]
    return _check_phrases([*(fact.get("words") or ()), *(fact.get("unless") or ())])


def _check_clock(clock: Any, raw: Raw) -> list[str]:
    if not isinstance(clock, dict):
        return ["is not a mapping"]
    return [f"has no {key}" for key in ("web", "sms") if not clock.get(key)] + _check_said(clock) + _check_sources(clock, raw)


def _check_promise(promise: Any) -> list[str]:
    if not isinstance(promise, dict):
        return ["is not a mapping"]
    problems = [f"has no {key}" for key in ("name", "who") if not promise.get(key)]
    if "value" not in promise:
        problems.append("has no value: write null for one that the council has not told us")
    elif promise["value"] is not None and not str(promise["value"]).strip():
        problems.append("value is empty: write null")
    return problems + _check_source(promise.get("source"))


def _check_source(source: Any) -> list[str]:
    if not isinstance(source, dict) or not source.get("title"):
        return ["has no source with a title"]
    return [] if isinstance(source.get("checked_on"), date) else ["source has no checked_on date"]


def _check_sources(entry: Raw, raw: Raw) -> list[str]:
    return _unknown("source", entry["sources"], raw["sources"]) if entry.get("sources") else ["has no sources"]


def _check_said(entry: Raw) -> list[str]:
    """The rules of every text (length, plain words, opt-out words); its sources are checked apart."""
    return check_text({"web": entry.get("web"), "sms": entry.get("sms"), "source": "its own", "checked_on": "its own"})


def _check_words(words: Raw, needed: tuple[str, ...]) -> list[str]:
    problems = [f"has no {key}" for key in needed if key not in words]
    return problems + [f"{key}: {found}" for key, text in words.items() for found in check_text(text)]


def _check_phrases(phrases: Iterable[Any]) -> list[str]:
    problems = []
    for phrase in phrases:
        try:
            phrase_pattern(str(phrase))
        except ValueError:
            problems.append(f"“{phrase}” is no phrase: small letters, | and ... between words")
    return problems


def _unknown(kind: str, named: Iterable[str] | None, known: Raw | dict[str, str]) -> list[str]:
    return [f"unknown {kind} {key}" for key in named or () if key not in known]


def _prefixed(where: str, problems: Iterable[str]) -> list[str]:
    return [f"{where}: {problem}" for problem in problems]


def _is_mapping(raw: Any, name: str) -> bool:
    return isinstance(raw, dict) and isinstance(raw.get(name), dict) and bool(raw[name])


# ---- Building ----


def _step(key: str, raw: Raw, clocks: dict[str, Clock], sources: dict[str, Words]) -> Step:
    return Step(
        key=key,
        role=raw["role"],
        does=raw["does"],
        text=_words(raw),
        done=raw["done"],
        contact=raw["contact"],
        wait=raw.get("wait"),
        promise=raw.get("promise"),
        clocks=tuple(clocks[name] for name in raw.get("clocks") or ()),
        sources=tuple(sources[name] for name in raw["sources"]),
        tried=tuple(raw["tried"]),
        needs=frozenset(raw.get("needs") or ()),
        not_when=frozenset(raw.get("not_when") or ()),
        not_to=frozenset(raw.get("not_to") or ()),
        independent=bool(raw.get("independent")),
        any_time=bool(raw.get("any_time")),
    )


def _problem(key: str, raw: Raw, clocks: dict[str, Clock], steps: dict[str, Step]) -> Problem:
    return Problem(
        key=key,
        topics=tuple(raw["topics"]),
        route=tuple(steps[name] for name in raw["route"]),
        words=tuple(raw.get("words") or ()),
        stages=frozenset(raw.get("stages") or ()),
        tried={name: tuple(phrases) for name, phrases in (raw.get("tried") or {}).items()},
        clocks=tuple(clocks[name] for name in raw.get("clocks") or ()),
        advice=tuple(raw["advice"]),
    )


def _words(raw: Raw) -> Words:
    return {channel: str(raw.get(channel) or "") for channel in ("web", "sms")}


def _source(raw: Raw) -> Words:
    return {"title": raw["title"], "url": raw.get("url") or "", "checked_on": str(raw["checked_on"])}
