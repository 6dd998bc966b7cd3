"""The shape of one row of named_questions. The rows are in questions_of_* (plans, life, stages, disputes,
exclusion, reviews …)."""

from __future__ import annotations

import re
from dataclasses import dataclass

PLAN = r"(?:plan|ehcp?|echp|ehc plan)"


@dataclass(frozen=True)
class Question:
    """One question and the part of a topic that answers it."""

    topic: str
    part: str
    asks: re.Pattern[str]
    about: re.Pattern[str] | None = None  # stands anywhere in the message; without it, one of `after` was just answered
    unless: re.Pattern[str] | None = None
    after: tuple[str, ...] = ()
    said: re.Pattern[str] | None = None  # what they wrote before must hold, where `after` is leant on
    within: tuple[str, ...] = ()  # topics whose rows say it too
    yields: bool = False  # to the next step of a route that was just shown
    now: bool = False  # its part says what to do in the next hour
    awaits: str = ""  # the event whose day the answer asks for
    since: re.Pattern[str] | None = None  # what ends `said` where they wrote it later


def words(pattern: str) -> re.Pattern[str]:
    """A pattern of a row: capitals and line breaks do not matter."""
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)
