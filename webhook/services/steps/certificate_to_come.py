""" "If the certificate comes on 20 December, what's my last day": counted from the day it is expected and from the letter's, whichever gives longer.

The day is read as one to come, and read back. Where the letter's day was not told it is asked for. Nothing is counted from a day of which only about how long is known.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.clock.days import is_tribunal_holiday
from webhook.services.clock.limits import LIMITS, appeal_due
from webhook.services.dates.appeal_told import LOOKED_BACK, asks_last_day, asks_which_day
from webhook.services.dates.certificate_to_come import read_to_come
from webhook.services.dates.count import is_only_arrival
from webhook.services.dates.days_read import Day, read_day
from webhook.services.dates.events import DECISIONS, EVENT_OF, TOPICS
from webhook.services.dates.read import AWAITING, Asked, fit_day, read_day_of, read_question
from webhook.services.render.dates import DateWords
from webhook.services.render.situation import soften
from webhook.services.steps.brief import is_recent
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.inbox import list_bodies_told

OF_AN_APPEAL = ("tribunal", "mediation", "ehcna_refused", "ehcp_not_issued", "ehcp_final")
OF_ITS_WAY = ("tribunal", "mediation")  # topics in which a certificate is spoken of without its name


def answer_certificate_to_come(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn. None where no certificate is expected, or it has come."""
    if heard.form_open or heard.lane not in (None, "gentle") or heard.intent or parts.content.answers["tribunal"].off:
        return None
    today, last = local_date(heard.now), heard.conversation.last_topic if is_recent(heard) else None
    found = read_to_come(heard.text, today, spoken_of=last in OF_ITS_WAY)
    if found is not None:
        day, rest = found
        return _counted(parts, heard, day, _decision(rest, today) or _decision_told(_bodies(parts, heard), today, last), today)
    if last not in OF_AN_APPEAL:
        return None
    decision = _decision(heard.text, today, last)
    if decision is None and not (asks_last_day(heard.text) or asks_which_day(heard.text)):
        return None
    told = _bodies(parts, heard)
    expected = next((of for text in told if (of := _told_of(text, today)) is not None), None)
    return _counted(parts, heard, expected, decision or _decision_told(told, today, last), today) if isinstance(expected, Day) else None


def _bodies(parts: Parts, heard: Heard) -> list[str]:
    with parts.db.reading() as session:
        bodies = list_bodies_told(session, heard.inbound, LOOKED_BACK)
    return [parts.vault.open(body) for body in bodies]


def _told_of(text: str, today: date) -> Day | bool | None:
    """The day a certificate is expected, as they told; True for one that has come since; None where neither is said."""
    found = read_to_come(text, today)
    if found is not None:
        return found[0]
    asked = read_question(text, today, told=True)
    came = read_day_of("certificate", text, today) is not None or (asked is not None and (asked.event == "certificate" or asked.certificate is not None))
    return True if came else None


def _decision_told(told: list[str], today: date, last: str | None) -> Asked | None:
    return next((one for text in told if (one := _decision(text, today, last)) is not None), None)


def _decision(text: str, today: date, last: str | None = None) -> Asked | None:
    """The decision and its day, of a message; of a day alone, the one that was spoken of."""
    asked = read_question(text, today, told=True)
    if asked is not None:
        return asked if asked.event in DECISIONS and asked.day.day is not None and not asked.day.wrong else None
    event = EVENT_OF.get(last or "", "refused" if last in OF_ITS_WAY else "")
    day = (read_day(text, today) or read_day_of(event, text, today)) if event in DECISIONS else None
    return Asked(event, fit_day(event, day)) if day is not None and day.day is not None and not day.wrong and not day.margin else None


def _counted(parts: Parts, heard: Heard, expected: Day, decision: Asked | None, today: date) -> Turn:
    say = DateWords(parts.content, heard.channel, today)
    event = decision.event if decision is not None else "refused"
    changes: dict[str, Any] = {"options": [], "unsure_count": 0, "awaiting": f"{AWAITING}{event}", "last_topic": "tribunal", "ladder": None}
    flags = tuple(flag for flag in heard.flags if flag != "urgent_today")
    turn = Turn(lane="answer", topics=["tribunal", "mediation"], confidence=0.95, flags=flags, changes=changes)
    sent = decision.day.day if decision is not None else None
    if expected.day is None:
        lines = [say("dates_unreal", said=expected.said)]
    elif decision is None or sent is None or is_only_arrival(decision):
        lines = [say("to_come_alone", day=say.day(expected.day), by=say.day(LIMITS["appeal_certificate"].last_day(expected.day)))]
    else:
        lines = _lines(say, sent, expected.day, today, event)
    kept = [lines[0]]
    for line in [*lines[1:], say("notice")]:
        if heard.channel == "web" or count_segments(" ".join([*kept, line])) <= 2:
            kept.append(line)
    turn.topics = list(dict.fromkeys(["tribunal", *TOPICS[event], "mediation"])) if decision is not None else turn.topics
    turn.replies = [Reply(("\n\n" if heard.channel == "web" else " ").join(kept), sources=[LIMITS["appeal"].source])]
    soften(parts.content, heard, turn)
    return turn


def _lines(say: DateWords, sent: date, certificate: date, today: date, event: str) -> list[str]:
    """The last day, by when the adviser must be asked for the certificate, and what to do near Christmas and in August."""
    by, contact = appeal_due(sent, certificate), LIMITS["mediation_contact"].last_day(sent)
    lines = [say("to_come", day=say.day(certificate), by=say.day(by), sent=say.day(sent))]
    lines += [say("to_come_adviser", by=say.day(contact))] if contact >= today else []
    lines += [say("check_appeal")] if is_tribunal_holiday(by) else []
    return [*lines, *([say("to_come_school")] if event == "final" and say.channel == "web" else [])]
