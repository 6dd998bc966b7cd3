"""Which step on the ladder comes next: pure rules over content/escalation.yml.

The answer depends on the problem, on what was tried and on where the case is. Nothing here names a step, a role or a phrase: those are content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

Words = dict[str, str]  # channel ("web", "sms") ▸ wording
GAP = "..."  # in a phrase: up to four words
LOOK_BACK = 3  # words before a phrase that may undo it
LOOK_ON = 8  # words after it that may say to whom it was done


@dataclass(frozen=True)
class Clock:
    """Time that keeps running, or a door that closes, whatever else is going on."""

    key: str
    text: Words
    sources: tuple[Words, ...]


@dataclass(frozen=True)
class Step:
    """One rung: who answers for it, what to do, and how one hears that it was tried."""

    key: str
    role: str
    does: str
    text: Words
    done: str
    contact: str | None
    wait: str | None
    promise: str | None
    clocks: tuple[Clock, ...]
    sources: tuple[Words, ...]
    tried: tuple[str, ...]
    needs: frozenset[str]
    not_when: frozenset[str]
    not_to: frozenset[str]
    independent: bool
    any_time: bool


@dataclass(frozen=True)
class Problem:
    """What went wrong, the rungs in order, the clocks of its own and who advises privately."""

    key: str
    topics: tuple[str, ...]
    route: tuple[Step, ...]
    words: tuple[str, ...]
    stages: frozenset[str]
    tried: dict[str, tuple[str, ...]]
    clocks: tuple[Clock, ...]
    advice: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """Something about the case: heard in a message, or read from the stage of a case record that was opened."""

    key: str
    words: tuple[str, ...]
    stages: frozenset[str]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Promise:
    """One promise of the council's service standards. `value` is None while the council has not told us."""

    key: str
    name: str
    who: str
    value: str | None
    source: Words


@dataclass(frozen=True)
class Ladder:
    """All of content/escalation.yml and content/service_standards.yml."""

    words: dict[str, Words]
    problems: dict[str, Problem]
    facts: tuple[Fact, ...]
    not_done: dict[str, frozenset[str]]
    promises: dict[str, Promise]
    standards: dict[str, Words]

    def problems_of(self, topic: str) -> list[Problem]:
        """The problems that belong to a topic, in the file's order."""
        return [problem for problem in self.problems.values() if topic in problem.topics]


def route(problem: Problem, tried: Iterable[str], case_facts: Iterable[str]) -> list[Step]:
    """The steps that are left, the one to take now first; empty when the last one was tried.

    `tried` holds keys of steps, `case_facts` keys of facts. Whoever tried a higher rung is not sent back to a lower one.
    """
    tried, facts = set(tried), set(case_facts)
    reached = max((place for place, step in enumerate(problem.route) if step.key in tried), default=-1)
    return [step for step in problem.route[reached + 1 :] if step.needs <= facts and not step.not_when & facts]


def running_clocks(problem: Problem, steps: Iterable[Step]) -> list[Clock]:
    """What keeps running on the way: the problem's own clocks and those of the steps that are left, each once."""
    clocks = {clock.key: clock for clock in problem.clocks} | {clock.key: clock for step in steps for clock in step.clocks}
    return list(clocks.values())


def find_problem(ladder: Ladder, topic: str, text: str, stage: str = "") -> Problem | None:
    """The problem of a topic that a message is about: by its words, then by the case's stage, then the one that asks for neither."""
    clauses, problems = _clauses(text), ladder.problems_of(topic)
    by_words = (problem for problem in problems if _says(clauses, problem.words))
    by_stage = (problem for problem in problems if stage in problem.stages)
    plain = (problem for problem in problems if not problem.words and not problem.stages)
    return next((problem for found in (by_words, by_stage, plain) for problem in found), None)


def what_was_tried(ladder: Ladder, problem: Problem, text: str) -> list[str]:
    """Keys of the steps that a message says were taken, in the order of the route."""
    clauses = _clauses(text)
    return [step.key for step in problem.route if _says(clauses, (*step.tried, *problem.tried.get(step.key, ())), ladder.not_done, step.not_to)]


def read_facts(ladder: Ladder, text: str, stage: str = "") -> list[str]:
    """Keys of the facts that a message tells, or that the stage of an opened case record tells."""
    clauses, not_so = _clauses(text), {**ladder.not_done, "before": ladder.not_done["inside"], "inside": frozenset(), "after": frozenset()}
    told = [fact for fact in ladder.facts if stage in fact.stages or _says(clauses, fact.words, not_so)]
    return [fact.key for fact in told if not _says(clauses, fact.unless, {**ladder.not_done, "before": ladder.not_done["inside"], "after": frozenset()})]


def says_phrase(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands in a text."""
    return _says(_clauses(text), phrases)


@cache
def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """A phrase of the content as a pattern over words with one space between. Raises ValueError for one that has no words."""
    tokens = phrase.split()
    if not tokens or tokens[0] == GAP or tokens[-1] == GAP or re.search(r"[^a-z0-9| ]", phrase.replace(GAP, "")):
        raise ValueError(phrase)
    parts = [r"(?: \S+){0,4}?" if token == GAP else rf" (?:{token})" for token in tokens]
    return re.compile("".join(parts) + r"(?= |$)")


def _clauses(text: str) -> list[str]:
    """Small letters and digits with a space before each word, cut where punctuation cuts."""
    plain = re.sub(r"['’`]", "", text.lower())
    return ["".join(f" {word}" for word in re.findall(r"[^\W_]+", clause)) for clause in re.split(r"[.,;:!?\n()]+", plain)]


def _says(clauses: list[str], phrases: Iterable[str], not_done: dict[str, frozenset[str]] | None = None, not_to: frozenset[str] = frozenset()) -> bool:
    for phrase in phrases:
        pattern = phrase_pattern(phrase)
        for clause in clauses:
            found = pattern.search(clause)
            while found is not None:
                if not_done is None or not (_is_undone(clause, found, not_done) or _is_elsewhere(clause, found, not_to, not_done)):
                    return True
                found = pattern.search(clause, found.start() + 1)
    return False


def _is_undone(clause: str, found: re.Match[str], not_done: dict[str, frozenset[str]]) -> bool:
    """Whether the words around a phrase say that it was not done, or that somebody else did it: "should I", "never", "she emailed us"."""
    before, inside, after = clause[: found.start()].split(), found.group().split(), clause[found.end() :].split()
    window = before[-LOOK_BACK:]
    for place in range(len(window) - 1, -1, -1):
        if window[place] in not_done["joins"]:
            window = window[place + 1 :]
            break
        if window[place] in not_done["subjects"]:
            window = window[max(place - 1, 0) :]  # the word before "I" may still undo it: "should I"
            break
    return bool(not_done["before"] & set(window) or not_done["inside"] & set(inside[1:]) or not_done["after"] & set(after[:1]))


def _is_elsewhere(clause: str, found: re.Match[str], not_to: frozenset[str], not_done: dict[str, frozenset[str]]) -> bool:
    """Whether it was done to somebody else: "complained to the governors" is no complaint to the council."""
    around = {*clause[: found.start()].split()[-1:], *found.group().split(), *clause[found.end() :].split()[:LOOK_ON]}
    return bool(around & not_to) and not around & not_done["ours"]
