""" "This is wrong" about a record: kept for the editors with the record, asked about once, and closed by them with an audit row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.directory.asking import asks_for, is_process
from webhook.services.directory.lists import speaker_for
from webhook.services.directory.next import CONTACT, next_step
from webhook.services.directory.search import find_by_id
from webhook.services.directory.vocabulary import Vocabulary, load_vocabulary, words_of
from webhook.services.render.directory import NAME_SMS, one_line, shorten
from webhook.services.staff.audit import note_once, record_audit
from webhook.services.staff.content import console_words
from webhook.services.texts.text import to_gsm7
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.services.turn.small_talk import says_thanks_only
from webhook.store.directory import DirectoryService
from webhook.store.directory_use import DirectoryReport, add_words, close_report, count_unmet, keep_report, list_reports
from webhook.store.duty import Staff
from webhook.store.messages import Inbound

AWAIT_WRONG, AWAIT_REPORT = "search:wrong", "search:report:"
AWAIT_TOLD = "search:told:"  # and the report, and the service: what they write of it next goes with it
REPORT_DAYS = 90  # how far back the list of unmet needs looks
LONGEST = 600  # characters of a report
MOST_TOLD = 3  # messages that are kept until they say which one is wrong: as many as `awaiting` has room for
_TELLS = re.compile(
    r"^\W*(?:(?:no|well|um|oh|ok|the one|because|cos|coz|and|but|i think|apparently)\W+)*(?:it|its|it's|it\u2019s|they|theyre|they're|they\u2019re|theyve|they've"
    r"|theres|there's|that|thats|that's|this|dont|don't"
    r"|no (?:sessions?|groups?|clubs?|classes|one there)\b"
    r"|(?:(?:the|their|its) )?(?:\w+ )?(?:phone|number|address|price|cost|times?|days?|age\w*|postcode|website|link|e-?mail|name|place|venue|building|description|details))\b"
    r"|\b(?:moved|closed|shut|gone|changed|no longer|any ?more|out of date|old (?:number|address|price)|wrong|doesn'?t (?:work|run|exist|open)|(?:its|it's|is|are) now|dead"
    r"|\S*\d\S* not \S*\d\S*|(?:mon|tues?|wednes|thurs|fri|satur|sun)days? not \w+days?)\b",
    re.IGNORECASE,
)
_TELLS_ON = re.compile(  # after a report: more of the same, and no wish
    r"^\W*(?:(?:and|also|now|sorry|oh|ok|because|cos|coz|but)\W+)*(?:(?:to|now) (?:a|the|an|\w+)\b"
    r"|(?:in|at|on) \b.+\b(?:now|instead|not \w+)\W*$"
    r"|(?:(?:the|their|its) )?(?:\w+ )?(?:phone|number|address|price|cost|times?|days?|ages?|postcode|website|link|e-?mail|name|place|venue)"
    r" (?:number )?(?:is|isn'?t|was|are|has|doesn'?t|does not|should|just|goes|rings|on|given|listed)\b"
    r"|(?:it|they|its|it's|theyre|they're|they are|it is)(?: \w+)? (?:at|in|on|near) .*\bnow\b|no (?:sessions?|groups?|clubs?|classes|one there)\b)"
    r"|\b(?:moved|closed|shut|gone|changed|no longer|any ?more|out of date|old (?:number|address|price)|doesn'?t (?:work|run|exist|open)|(?:its|it's|is|are) now|dead"
    r"|\S*\d\S* not \S*\d\S*|(?:mon|tues?|wednes|thurs|fri|satur|sun)days? not \w+days?)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"^\W*(?:(?:and|so|but|ok|also)\W+)*(?:is|are|do|does|did|can|could|what\w*|whens?|wheres?|how|whos?|which|why|any\w*|some\w*)\b", re.IGNORECASE)
_OF_THE_COUNCIL = re.compile(
    r"\b(?:ehcp?s?|ehcna|plans?|assess\w*|tribunal|appeal\w*|refus\w*|officer|social worker|council|exclu\w*|transport|taxi|mediation|complain\w*|diagnos\w*|dla|pip)\b", re.IGNORECASE
)
_ABOUT_IT = """
    this that the one its it is isnt not are here there theres a an something wrong right mistake mistakes out of date correct incorrect old info information details record listing list
    entry number second first third last 1 2 3 two three no i think hi sorry please has have some all looks seems to be club group service place on about for with in
"""
_ONLY_WRONG = frozenset(_ABOUT_IT.split())


class NoSuchReport(Exception):
    """There is none with that id, or it is closed."""


@dataclass(frozen=True)
class Wrong:
    """A report as the editors see it."""

    report: DirectoryReport
    service: DirectoryService


@dataclass(frozen=True)
class Unmet:
    """Filters that found nothing, in words; how often; and how often one filter less found nothing either."""

    filters: str
    times: int
    never: int


def report_turn(parts: Parts, heard: Heard, service_id: int | None, *, bare: bool) -> Turn:
    """The report is saved at once. `bare`: nothing was said but that it is wrong, so we ask what, once."""
    say = speaker_for(parts, heard.channel).say
    service = find_by_id(parts, service_id) if service_id is not None else None
    if service is None:
        return _turn([Reply(say("which_wrong"))], AWAIT_WRONG if bare else f"{AWAIT_WRONG}:{heard.inbound.id}")
    words = _said_before(parts, heard)
    bare = (bare or _says_only_wrong(heard.text, service.name)) and not words

    def keep(session: Session) -> None:
        if not heard.conversation.trial:
            keep_report(session, heard.inbound.id, service.id, (words or heard.masked)[:LONGEST], heard.now)

    name = shorten(one_line(service.name), NAME_SMS * 2)
    text = say("wrong_how" if bare else "wrong_saved", name=to_gsm7(name) if heard.channel == "sms" else name)
    turn = _turn([Reply(text)], f"{AWAIT_REPORT}{heard.inbound.id}" if bare else f"{AWAIT_TOLD}{heard.inbound.id}:{service.id}")
    turn.effects.append(keep)
    return turn


def _says_only_wrong(text: str, name: str) -> bool:
    """Whether a message says which one is wrong and not what: "the second one is wrong"."""
    return not set(words_of(text)) - _ONLY_WRONG - set(words_of(name))


def _said_before(parts: Parts, heard: Heard) -> str:
    """What they said was wrong before we asked of which one; "" where they had not."""
    said = (heard.conversation.awaiting or "").removeprefix(f"{AWAIT_WRONG}:").split(",")
    with parts.db.reading() as session:
        before = [session.get(Inbound, int(one)) for one in said if one.isdecimal()]
    return "\n".join(one.masked_text or "" for one in before if one is not None)


def report_other(parts: Parts, heard: Heard, service_id: int) -> Turn:
    """ "No, the first one" after we asked what is wrong: one more report, and the words beside the first."""
    inbound_id = int((heard.conversation.awaiting or "").removeprefix(AWAIT_REPORT))
    turn = report_turn(parts, heard, service_id, bare=True)
    turn.effects.append(lambda session: add_words(session, inbound_id, heard.masked[:LONGEST], heard.inbound.id, heard.now))
    return turn


def hear_before_which(parts: Parts, heard: Heard, vocabulary: Vocabulary) -> Turn | None:
    """What they tell of it when we asked which one is wrong: kept for when they say which, and asked again. None for a message that is about something else."""
    if heard.form_open or not _TELLS.search(heard.text) or _is_other(heard, vocabulary):
        return None
    before = (heard.conversation.awaiting or "").removeprefix(AWAIT_WRONG).removeprefix(":")
    kept = [*before.split(",")[: MOST_TOLD - 1], str(heard.inbound.id)] if before else [str(heard.inbound.id)]
    return _turn([Reply(speaker_for(parts, heard.channel).say("which_wrong_kept"))], f"{AWAIT_WRONG}:{','.join(kept)}")


def _is_other(heard: Heard, vocabulary: Vocabulary) -> bool:
    asks = "?" in heard.text or is_process(heard.text, vocabulary, or_explained=True) or asks_for(heard.text, vocabulary, local_date(heard.now))
    step = next_step(heard.text, vocabulary)
    return bool(says_thanks_only(heard.text) or asks or (step and (step != CONTACT or not _TELLS.search(heard.text))) or len(heard.text) < 4)


def add_to_report(parts: Parts, heard: Heard, vocabulary: Vocabulary) -> Turn | None:
    """What they write after we asked what is wrong; None for a message that is about something else."""
    if _is_other(heard, vocabulary) and not _tells_of_it(heard.text):
        return None
    return _added(parts, heard, int((heard.conversation.awaiting or "").removeprefix(AWAIT_REPORT)), "search")


def add_to_told(parts: Parts, heard: Heard, shown: Sequence[int], named: int | None) -> Turn | None:
    """More of what they have just reported ("the phone number is dead too"), unless it is of another of those shown; None for anything else."""
    awaiting = heard.conversation.awaiting or ""
    inbound_id, _, service_id = awaiting.removeprefix(AWAIT_TOLD).partition(":")
    other = named is not None and str(shown[named]) != service_id
    if other or heard.form_open or not _TELLS_ON.search(heard.text) or not _tells_of_it(heard.text, fragment=True):
        return None
    return _added(parts, heard, int(inbound_id), awaiting)


def _tells_of_it(text: str, *, fragment: bool = False) -> bool:
    """Whether a message tells something of a service and asks nothing; nothing of the council's own doings is in it."""
    return bool((fragment or _TELLS.search(text)) and "?" not in text and not _ASKS.match(text) and not _OF_THE_COUNCIL.search(text))


def _added(parts: Parts, heard: Heard, inbound_id: int, awaiting: str) -> Turn:
    turn = _turn([Reply(speaker_for(parts, heard.channel).say("wrong_added"))], awaiting)
    turn.effects.append(lambda session: add_words(session, inbound_id, heard.masked[:LONGEST], heard.inbound.id, heard.now))
    return turn


def view_reports(parts: Parts, staff: Staff) -> list[Wrong]:
    """What is open. That somebody saw it is written down."""
    with parts.db.reading() as session:
        found = [Wrong(*row) for row in list_reports(session)]
    note_once(parts, staff.id, "directory_report_seen", [f"directory_report:{wrong.report.id}" for wrong in found])
    return found


def settle_report(parts: Parts, staff: Staff, report_id: int, outcome: str) -> None:
    """Close a report. Raises NoSuchReport, and ValueError for an outcome that is not in content/console.yml."""
    if outcome not in console_words(parts)["directory_outcomes"]:
        raise ValueError(outcome)
    now = parts.clock.now()
    with parts.db.writing() as session:
        closed = close_report(session, report_id, staff.id, outcome, now)
        record_audit(session, staff.id, "directory_report_closed" if closed else "directory_report_refused", f"directory_report:{report_id}", now, detail=outcome)
    if not closed:
        raise NoSuchReport


def view_unmet(parts: Parts) -> list[Unmet]:
    """What families looked for and did not find, most often first."""
    vocabulary, since = load_vocabulary(parts.settings.content_dir), local_date(parts.clock.now()) - timedelta(days=REPORT_DAYS)
    with parts.db.reading() as session:
        rows = count_unmet(session, since)
    return [Unmet(", ".join(_in_words(key, vocabulary) for key in filters), times, never) for filters, times, never in rows]


def _in_words(key: str, vocabulary: Vocabulary) -> str:
    """A filter's key as staff read it."""
    kind, _, value = key.partition(":")
    raw: dict[str, Any] = vocabulary.raw
    if kind in ("place", "age", "not"):
        return str(raw["chips"][kind]).format(detail=value)
    if kind == "season":
        return str(raw["seasons"][value])
    if kind == "day":
        return ", ".join(str(raw["days"][int(day)]["label"]) for day in value.split(","))
    if kind == "unlisted":
        return str(raw["chips"][kind])
    return vocabulary.label(kind, value) if value and vocabulary.has(kind, value) else kind


def _turn(replies: list[Reply], awaiting: str) -> Turn:
    return Turn(lane="lookup", topics=["local_offer_what"], replies=replies, changes={"options": [], "unsure_count": 0, "awaiting": awaiting, "last_topic": None})
