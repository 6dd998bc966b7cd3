"""Checks everything parents read against the rules we promise, and says what is wrong, where: `flask answers check` and `make test`.

One text's own rules are in answers/rules.py. Here are the rules about a whole answer: sources and dates, terms explained, the law named,
parts there, and every topic reachable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from webhook.services.answers.content_layers import council_words, names_layered, read_council, read_layered, word_pattern
from webhook.services.answers.reading import read_text
from webhook.services.answers.rules import Book, listed, term_pattern, text_faults, unexplained
from webhook.services.answers.texts import read_pieces, said_parts

ANSWERED = ("local_offer", "ehc_process", "escalation")  # groups of topics.yml whose topics have an answer
COUNCIL_IS_A_SIDE = ("mediation", "tribunal", "complaint_council", "ombudsman")  # conduct 15
_CLAIMS_LAW = re.compile(r"\bthe law (?:sets|says|gives|asks|lets|has|favours|allows)\b|\bin law\b|\b(?:legal (?:test|right|duty)|[Ss]ection \d+|regulation \d+)\b")
_TRAINED = re.compile(r"^\s*- intent: faq/(\w+)", re.MULTILINE)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, and where. A warning does not fail the check."""

    file: str
    key: str
    channel: str
    rule: str
    says: str
    warning: bool = False


@dataclass(frozen=True)
class Report:
    """What was looked at and found; `ages` is the reading age of every text that has one, by (file, key, channel)."""

    problems: tuple[Problem, ...]
    texts: int
    answers: int
    ages: dict[tuple[str, str, str], float]

    @property
    def failed(self) -> bool:
        return any(not problem.warning for problem in self.problems)


def check_content(folder: Path, training: Path, today: date) -> Report:
    """Check a content folder; `training` holds the examples by topic (data/nlu). Raises ContentError for a folder that can't be read."""
    topics = {topic: group for group, ids in read_layered(folder, "topics.yml").items() for topic in ids}
    trained = {topic for path in sorted(training.glob("*.yml")) for topic in _TRAINED.findall(path.read_text("utf-8"))}
    answers = {Path(name).stem: read_layered(folder, name) for name in names_layered(folder, "answers")}
    shown = {topic: raw for topic, raw in answers.items() if not raw.get("off")}
    book, council = read_book(folder), word_pattern(set(council_words(read_council(folder))))
    pieces = read_pieces(folder)
    problems = [Problem(piece.file, piece.key, piece.channel, rule, says) for piece in pieces for rule, says in text_faults(piece, book)]
    for topic, raw in shown.items():
        name = f"answers/{topic}.yml"
        problems += [Problem(name, key, "", rule, says, warning) for key, rule, says, warning in _sourced(raw, book, today)]
        problems += [Problem(name, key, channel, rule, says) for key, channel, rule, says in _whole(topic, raw, book, council)]
        problems += [Problem(name, "related", "", "related", f"{other} is no topic with an answer of its own") for other in _strangers(topic, raw, topics, answers)]
    problems += [Problem("topics.yml", topic, "", rule, says) for topic, rule, says in _unreachable(topics, answers, trained)]
    ages = {(piece.file, piece.key, piece.channel): read_text(piece.read or piece.text, book.names).age for piece in pieces}
    return Report(tuple(sorted(set(problems))), len(pieces), len(shown), ages)


def read_book(folder: Path) -> Book:
    """What the rules look things up in: plain_words.yml, links.yml, and the contacts and addresses of the council that are confirmed."""
    words, links = read_layered(folder, "plain_words.yml"), read_layered(folder, "links.yml")
    contacts = [contact for contact in read_layered(folder, "contacts.yml")["contacts"] if contact.get("confirmed")]
    urls = [contact.get("url") or "" for contact in contacts] + [str(value) for value in read_council(folder).values() if str(value).startswith("http")]
    mail = [str(contact.get("email") or "").rpartition("@")[2] for contact in contacts]
    return Book(
        names=tuple(dict.fromkeys([*map(str, words["names"]), *_own_names(read_council(folder))])),
        terms={term: (term_pattern(entry["as"]), tuple(entry["with"])) for term, entry in words["terms"].items()},
        phrases=tuple((kind, phrase) for kind, phrases in words["phrases"].items() for phrase in phrases),
        hosts=frozenset(filter(None, [*links["hosts"], *mail, *(_host(url) for url in urls)])),
        phones=frozenset(re.sub(r"\D", "", str(contact.get("number") or "")) for contact in contacts),
    )


def _own_names(council: dict[str, Any]) -> Iterator[str]:
    """What a council calls itself, its teams and its schemes: a name, not an address or a number."""
    yield from (value for value in council.values() if isinstance(value, str) and value[:1].isupper() and "://" not in value and not value.endswith("."))


def _sourced(raw: dict[str, Any], book: Book, today: date) -> Iterator[tuple[str, str, str, bool]]:
    """Key, rule, words and whether it only warns, for what an answer rests on."""
    checked, review = raw.get("checked_on"), raw.get("review_by")
    if not raw.get("sources"):
        yield "sources", "source", "has no source", False
    for source in raw.get("sources") or []:
        title, day, url = source.get("title"), source.get("checked_on") or checked, source.get("url")
        if not title:
            yield "sources", "source", "a source has no title", False
        if not isinstance(day, date) or day > today:
            yield "sources", "source", f"{title}: checked_on is no day in the past", False
        if url and (not url.startswith("https://") or not listed(_host(url), book.hosts)):
            yield "sources", "link", f"{url} is not on the list of sites (links.yml)", False
    if not isinstance(checked, date) or checked > today:
        yield "checked_on", "dates", "is no day in the past", False
    if not isinstance(review, date):
        yield "review_by", "dates", "is no day", False
    elif isinstance(checked, date) and review <= checked:
        yield "review_by", "dates", f"{review} does not come after checked_on", False
    elif review < today:
        yield "review_by", "dates", f"was due on {review}: check the answer against its sources", True


def _whole(topic: str, raw: dict[str, Any], book: Book, council: re.Pattern[str]) -> Iterator[tuple[str, str, str, str]]:
    """Key, channel, rule and words for what an answer as a whole must do."""
    parts, known = said_parts(raw), set[str]()
    for key, text in parts.items():
        web = " ".join([str(text.get("web") or ""), str(raw.get("next_step") or "") if key == "short" else ""])
        for term in unexplained(web, book, known if key == "short" else set(known)):
            yield key, "web", "term", f"{term} is not explained"
        for channel in ("web", "sms"):
            said = str(text.get(channel) or "")
            if not raw.get("law") and (claim := _CLAIMS_LAW.search(said)):
                yield key, channel, "law", f"“{claim.group()}”, and the answer names no law"
            if topic in COUNCIL_IS_A_SIDE and not ("kept" in said and re.search("SENDIASS|IPSEA", said)):
                yield key, channel, "council is a side", "does not say that it is a council service, that words are kept, and who advises privately"
    if "how" not in parts:
        yield "parts", "", "parts", "has no how"
    if not raw.get("next_step"):
        yield "next_step", "", "parts", "is missing"
    if not raw.get("related"):
        yield "related", "", "related", "is missing"
    if not any(council.search(str(said)) for said in (raw.get("next_step"), *(text.get(channel) for text in parts.values() for channel in ("web", "sms")))):
        yield "web", "web", "local way", "names nothing of this council: say how it is done here, or that it is not known"


def _strangers(topic: str, raw: dict[str, Any], topics: dict[str, str], answers: dict[str, Any]) -> list[str]:
    return [other for other in raw.get("related") or () if other == topic or other not in topics or (topics[other] in ANSWERED and other not in answers)]


def _unreachable(topics: dict[str, str], answers: dict[str, Any], trained: set[str]) -> Iterator[tuple[str, str, str]]:
    for topic, group in topics.items():
        if group in ANSWERED and topic not in answers:
            yield topic, "no answer", "has no file in answers/"
        if topic in answers and topic not in trained and not answers[topic].get("off"):
            yield topic, "unreachable", "has an answer and no training examples"
    yield from ((topic, "unreachable", "has an answer and is no topic") for topic in answers if topic not in topics)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def oldest(report: Report, count: int) -> list[tuple[float, str, str, str]]:
    """The texts with the highest reading ages."""
    return sorted(((age, *where) for where, age in report.ages.items()), reverse=True)[:count]
