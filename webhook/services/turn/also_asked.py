"""What else a long message asked about: topics that stand in its questions by name and were not among those that were read from it.

At most three topics are read from a message, each only where that is near certain; so a text with five questions has some left over. Those that can be told
by a name (topic_names.yml) are named to the parent, and MORE gives them; where questions are still left over, we say that one may have been missed. Pure.
"""

from __future__ import annotations

import re

from understanding.splitter import split_message
from webhook.services.answers.brief import known_meaning, meaning_of
from webhook.services.answers.content import Content
from webhook.services.render.situation import LONG_WITH_TWO

MOST_NAMED = 3
LATE, WEEKS, MONTHS = "ehcp_late", 20, 5  # a final plan is due 20 weeks from the request (SEND Regulations 2014, regulation 13)
_SO_LONG = re.compile(r"\b(\d{1,2})\s*(weeks?|wks?|w|months?|mths?)\b", re.IGNORECASE)
_A_PLAN = re.compile(r"\b(?:ehc\w*|ech\w*|plan)\b", re.IGNORECASE)
_NOTHING_YET = re.compile(r"\b(?:no|never|without)\b[^.!?]{0,20}\b(?:plan|draft|ehcp?|final)\b|\b(?:nothing|still waiting|still no|waiting (?:for|on))\b", re.IGNORECASE)
MANY = 2  # questions that are often one thing asked twice ("is that allowed? can they do that?")
LEAST_WORDS = 3  # of a question of its own
_WANTS = re.compile(r"\b(?:also|plus|need|wants?|wondering|what about|as well)\b|\?", re.IGNORECASE)
_NO_QUESTION = re.compile(r"\b(?:ring|call|phone|text|email) (?:me|us)\b|\b(?:can|could) (?:you|u|someone|somebody|anyone) (?:help|please help)\b", re.IGNORECASE)


def find_also(content: Content, text: str, said: list[str]) -> list[str]:
    """Topics named in the questions of a long message besides those in `said`, in the order they stand; none in a short one but a plan that is late."""
    late = [LATE] if tells_late_plan(text) and LATE in content.answers and not {LATE, "ehcna_timeline"} & set(said) else []
    if len(text.split()) < LONG_WITH_TWO:
        return late
    found: dict[str, None] = dict.fromkeys(late)
    for part in split_message(text):
        if part.asks or _WANTS.search(part.text):
            found |= dict.fromkeys(named_in(content, meaning_of(part.text)))
    return [topic for topic in found if topic not in said and not content.answers[topic].off][:MOST_NAMED]


def tells_late_plan(text: str) -> bool:
    """Whether a message says in passing that a plan was asked for more weeks ago than the law gives: nobody who says so should hear only of something else."""
    long = any(int(count) >= (WEEKS if unit.lower().startswith("w") else MONTHS) for count, unit in _SO_LONG.findall(text))
    return long and bool(_A_PLAN.search(text) and _NOTHING_YET.search(text))


def may_miss_one(content: Content, text: str, topics: int) -> bool:
    """Whether more parts of a long message ask something, or name a topic, than there are topics said or named."""
    if len(text.split()) < LONG_WITH_TWO:
        return False
    asked = [part for part in split_message(text) if len(part.text.split()) >= LEAST_WORDS and not _NO_QUESTION.search(part.text)]
    return len([part for part in asked if part.asks or named_in(content, meaning_of(part.text))]) > max(topics, MANY)


def named_in(content: Content, words: list[str]) -> list[str]:
    """Topics of which a name stands in the words, in their order. A name inside a longer one ("complaint" in "school complaint") is not counted by itself."""
    spans: list[tuple[int, int, str]] = []
    standing = tuple(words)
    for topic, names in content.topic_names.items():
        for name in names if topic in content.answers else ():
            said = known_meaning(name)
            if said and said[0] in standing and name not in content.names_in_passing:
                spans += [(start, start + len(said), topic) for start in range(len(words) - len(said) + 1) if standing[start : start + len(said)] == said]
    whole = [one for one in spans if not any(other[0] <= one[0] and one[1] <= other[1] and other[:2] != one[:2] for other in spans)]
    return [topic for _, _, topic in sorted(whole)]
