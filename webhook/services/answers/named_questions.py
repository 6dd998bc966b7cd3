"""Questions that one part of one answer is for, said in words that name no topic: "when is it due back, the draft thing", "which form is it, they said no".

A row says what is asked, what it must be about, and what would make it another question. Pure: reads words, decides nothing; what is said is content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from understanding.splitter import split_message
from webhook.services.answers.brief import says_only
from webhook.services.answers.question_row import Question
from webhook.services.answers.questions_of_disputes import OF_DISPUTES
from webhook.services.answers.questions_of_exclusion import OF_EXCLUSION
from webhook.services.answers.questions_of_follow_ups import OF_FOLLOW_UPS
from webhook.services.answers.questions_of_life import OF_LIFE
from webhook.services.answers.questions_of_moving import OF_MOVING
from webhook.services.answers.questions_of_places import OF_PLACES
from webhook.services.answers.questions_of_plans import OF_PLANS
from webhook.services.answers.questions_of_reviews import OF_REVIEWS
from webhook.services.answers.questions_of_rights import OF_RIGHTS
from webhook.services.answers.questions_of_stages import OF_STAGES
from webhook.services.turn.follow_ups import AROUND

QUESTIONS = (*OF_RIGHTS, *OF_PLACES, *OF_EXCLUSION, *OF_REVIEWS, *OF_MOVING, *OF_FOLLOW_UPS, *OF_DISPUTES, *OF_PLANS, *OF_LIFE, *OF_STAGES)
LONGEST, LEAST, SHORT = 45, 4, 6  # words of a message that is read; of a part of it that asks something of its own; of one that only names what the whole is about
_POINTS_BACK = AROUND | {"speak", "contact", "allow", "allowed", "happen", "happens", "next", "true", "right"}  # "do I have to", "who do I speak to"


def find_questions(text: str, last_topic: str | None = None, before: Callable[[], Sequence[str]] = tuple) -> list[Question]:
    """The rows that a message asks, in the order they stand in it, one for each topic. `last_topic`: what was just answered; `before` gives what they wrote just before."""
    plain = " ".join(text.replace("\u2019", "'").split())
    if len(plain.split()) > LONGEST:
        return []
    found = {row: match.start() for row in QUESTIONS if (match := row.asks.search(plain)) and _is_meant(row, plain, last_topic, before)}
    rows = sorted(found, key=lambda row: found[row])
    topics = {row.topic for row in rows}
    return [row for place, row in enumerate(rows) if row.topic not in {other.topic for other in rows[:place]} and not topics & set(row.within)]


def asks_nothing_else(text: str, rows: Sequence[Question]) -> bool:
    """Whether each part of a message that asks something asks one of the rows."""
    asking = [part.text for part in split_message(text.replace("\u2019", "'")) if part.asks and len(part.text.split()) >= LEAST]
    return all(says_only(part, _POINTS_BACK) or any(row.asks.search(part) or _only_names(row, part) for row in rows) for part in asking)


def _only_names(row: Question, part: str) -> bool:
    return len(part.split()) <= SHORT and row.about is not None and bool(row.about.search(part))


def _is_meant(row: Question, text: str, last_topic: str | None, before: Callable[[], Sequence[str]]) -> bool:
    if row.unless and row.unless.search(text):
        return False
    if row.about is None and not row.after:
        return True
    if row.about and row.about.search(text):
        return True
    return last_topic in row.after and (row.said is None or _was_said(row.said, row.since, before()))


def _was_said(said: re.Pattern[str], since: re.Pattern[str] | None, before: Sequence[str]) -> bool:
    """Whether one of their last messages, newest first, says it, and none after that one ends it."""
    for text in before:
        if since is not None and since.search(text):
            return False
        if said.search(text):
            return True
    return False
