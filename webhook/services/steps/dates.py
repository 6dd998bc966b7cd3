"""Without a case: "we asked on 3 June, when should we hear?" gets the clock from the day they give, marked as their day and not the council's record.

The day is read back. One that cannot be, or has not come, is asked for again, and so is the day of the request where they give another
(the 20 weeks do not run from the yes). Whether the law was kept, or an exemption applies, is never said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.answers.content import Content
from webhook.services.answers.escalation import route
from webhook.services.cases.asked import APPEAL, LATE, WEEKS, WHEN, asked_of_case
from webhook.services.cases.cases import NOW_DAYS, URGENT_DAYS
from webhook.services.clock.days import add_working_days, is_tribunal_holiday, received_on
from webhook.services.clock.limits import COUNCIL, FAMILY, LIMITS, Limit, appeal_due
from webhook.services.dates.appeal_told import LOOKED_BACK, ask_for_month, asks_last_day, asks_which_day, find_appeal_told
from webhook.services.dates.days_read import Day, read_day
from webhook.services.dates.events import APPEALS, BY_SMS, DECISIONS, EVENT_OF, LIMITS_OF, TOO_ROUGH, TOPICS
from webhook.services.dates.letter_read import read_letter
from webhook.services.dates.read import AWAITING, Asked, fit_day, read_among, read_day_of, read_question, read_review_held
from webhook.services.render.say import FAR_OFF, say_day
from webhook.services.render.situation import soften
from webhook.services.render.status import CASE_TOPIC, LATE_TOPIC, late_problem, urgent_words
from webhook.services.steps.brief import is_recent
from webhook.services.texts.text import count_segments
from webhook.services.turn.follow_ups import find_dispute
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.services.turn.told_beside import OF_A_PLAN, answer_told
from webhook.services.turn.told_topics import find_told_topics
from webhook.store.inbox import list_bodies_told

_THE_REST = re.compile(r"^\W*(?:(?:and|so|ok|what about|how about|when is|whens)\W+)*(?:the |my |our )?(?:final |draft )?(?:plan|ehcp|decision|yes or no|answer)\W*$", re.IGNORECASE)
ROOM_FOR_FEELING = 60  # characters of a text for the sentence that shows it was heard


@dataclass(frozen=True)
class Line:
    """One limit with its last day. `key` names the wording; "appeal_both" counts from the decision and the certificate."""

    key: str
    limit: Limit
    by: date


def answer_dates(parts: Parts, heard: Heard) -> Turn | None:
    """The dates for a question that gives an event and a day, or for the day we had asked for."""
    if heard.form_open:
        return None
    today = local_date(heard.now)
    asked, told = read_question(heard.text, today) or read_letter(heard.text, today), None
    event = _event_meant(heard)
    if asked is None and (among := read_among(heard.text, today)) is not None:
        asked, told = among[0], find_told_topics(parts, heard, _topics(among[0].event))
        if not told and among[1]:
            return None  # the rest asks something too, and we can't tell what
    if asked is None and event in LIMITS_OF and (day := _day_alone(heard, event, today)) is not None:
        asked = Asked(event, fit_day(event, day), appeal=heard.conversation.last_topic == "tribunal")
    if asked is None and event == "changes" and (day := read_day_of("review_meeting", heard.text, today)) is not None:
        asked = Asked("review_meeting", day)  # the meeting's day is as good
    if (asked is None or asked.event == "certificate") and (event in DECISIONS or _speaks_of_mediation(heard)):
        asked = _with_certificate(parts, heard, event, today) or asked
    asked = asked or read_review_held(heard.text, today)
    last = heard.conversation.last_topic if is_recent(heard) else None
    if asked is None and event in APPEALS and (asks_last_day(heard.text) or asks_which_day(heard.text)):
        asked = find_appeal_told(parts, heard, event, today)
    elif asked is None and event in LIMITS_OF and asks_which_day(heard.text):
        asked = _find_asked(parts, heard, event, today)
    if asked is None and asked_of_case(heard.text) == APPEAL and find_dispute(parts.content, heard.masked, last) is None:  # after an exclusion it is another appeal
        return _appeal_rule(parts, heard, today)
    if asked is None and _asks_of_clock(heard):
        asked = _find_asked(parts, heard, event, today)
        if asked is None:
            return Turn(lane="lookup", topics=[CASE_TOPIC], replies=[Reply(_Words(parts.content, heard.channel, today)("dates_ask_day"))])
    if asked is None or parts.content.answers[_topics(asked.event)[0]].off:
        return None
    return answer_told(parts, heard, count_asked(parts, heard, asked, today), told, OF_A_PLAN if asked.event == "request" else ())


def _day_alone(heard: Heard, event: str, today: date) -> Day | None:
    """The day of the event we know of; "the 3rd" is one where we had asked for a day, else it is one of several things."""
    awaited = (heard.conversation.awaiting or "").startswith(AWAITING)
    return read_day(heard.text, today) or read_day_of(event, heard.text, today) or (read_day(f"it was {heard.text}", today) if awaited else None)


def _with_certificate(parts: Parts, heard: Heard, event: str, today: date) -> Asked | None:
    """ "My certificate is dated 31 October", after the day of the decision: the later of the two counts."""
    day = read_day_of("certificate", heard.text, today)
    if day is None:
        return None
    before = _find_asked(parts, heard, event, today)
    return replace(before, certificate=day, appeal=True) if before is not None else Asked("certificate", day, appeal=True)


def _speaks_of_mediation(heard: Heard) -> bool:
    return "mediation" in heard.text.lower() or (heard.conversation.last_topic == "mediation" and is_recent(heard))


def _appeal_rule(parts: Parts, heard: Heard, today: date) -> Turn:
    """ "What's the last day to appeal", with no day given: the rule, and which day it is counted from. Asking is no sign that today is the day."""
    say = _Words(parts.content, heard.channel, today)
    lines = [say("dates_rough_appeal"), *([say("add_appeal")] if heard.channel == "web" else []), say("notice")]
    text = ("\n\n" if heard.channel == "web" else " ").join(lines)
    text = text if heard.channel == "web" or count_segments(text) <= 2 else lines[0]
    changes: dict[str, Any] = {"options": [], "unsure_count": 0, "awaiting": f"{AWAITING}refused", "last_topic": "tribunal", "ladder": None}
    flags = tuple(flag for flag in heard.flags if flag != "urgent_today")
    return Turn(lane="answer", topics=["tribunal"], confidence=0.95, flags=flags, changes=changes, replies=[Reply(text, sources=[LIMITS["appeal"].source])])


def _event_meant(heard: Heard) -> str:
    """The event of a day that comes alone: the one we asked for, else what the last answer was about; "" for none."""
    awaiting = heard.conversation.awaiting or ""
    if awaiting or not is_recent(heard):
        return awaiting.removeprefix(AWAITING) if awaiting.startswith(AWAITING) else ""
    return EVENT_OF.get(heard.conversation.last_topic or "", "")


def _asks_of_clock(heard: Heard) -> bool:
    """Whether a day was asked for or counted from, and they ask of those dates: "so is it late", "and the final plan?"."""
    begun = heard.conversation.awaiting == f"{AWAITING}request" and is_recent(heard)
    return begun and (asked_of_case(heard.text) in (LATE, WEEKS, WHEN) or bool(_THE_REST.match(heard.text)))


def _find_asked(parts: Parts, heard: Heard, event: str, today: date) -> Asked | None:
    """The question, or the day for it, in their last messages, while what they wrote is kept."""
    with parts.db.reading() as session:
        bodies = list_bodies_told(session, heard.inbound, LOOKED_BACK)
    for text in (parts.vault.open(body) for body in bodies):
        asked, day = read_question(text, today, told=event in DECISIONS) or read_letter(text, today), read_day(text, today) or read_day_of(event, text, today)
        if asked is None and day is not None:
            asked = Asked(event, fit_day(event, day))
        if asked is not None and asked.event == event:
            return asked
    return None


def count_asked(parts: Parts, heard: Heard, asked: Asked, today: date) -> Turn:
    """The dates that run from an event, or what is asked about its day first."""
    say = _Words(parts.content, heard.channel, today)
    topics = sorted(_topics(asked.event), key=lambda topic: topic != "tribunal") if asked.appeal else list(_topics(asked.event))
    changes: dict[str, Any] = {"options": [], "unsure_count": 0, "awaiting": f"{AWAITING}{asked.event}", "last_topic": topics[0], "ladder": None}
    turn = Turn(lane="answer", topics=topics, confidence=0.95, flags=heard.flags, changes=changes)
    if asked.event == "agreed":
        changes["awaiting"] = f"{AWAITING}request"
        turn.replies = [Reply(say("dates_ask_request"))]
        return turn
    asked = ask_for_month(asked)
    wrong = next((day for day in (asked.day, asked.certificate) if day is not None and (day.wrong or day.day is None)), None)
    if wrong is not None:
        key = TOO_ROUGH.get(asked.event, "dates_rough") if wrong.wrong == "rough" else f"dates_{wrong.wrong}"
        turn.replies = [Reply(say(key, said=wrong.said, day=say.day(wrong.day) if wrong.day else ""))]
        return turn
    start = _start(asked)
    lines = count_lines(asked, start)
    late = next((line for line in lines if _is_past(asked, line, today) and line.limit.who == COUNCIL and line.key not in ("no_plan", "amended_from_meeting")), None)
    if late is not None and asked.event in ("request", "review_meeting", "changes", "amending"):
        problem = late_problem(parts.content, late.limit.key)
        if problem is not None and route(problem, (), ()):
            changes |= {"last_topic": LATE_TOPIC, "ladder": {"problem": problem.key, "tried": [], "facts": []}}
            turn.topics = [*turn.topics, LATE_TOPIC]
    sources = {line.limit.law: line.limit.source for line in lines}
    room = ROOM_FOR_FEELING if heard.lane == "gentle" else 0
    text = _on_web(say, asked, start, lines, late) if heard.channel == "web" else _by_sms(say, asked, start, lines, late, room)
    turn.replies = [Reply(text, sources=list(sources.values()))]
    soften(parts.content, heard, turn)
    _put_urgent_first(parts.content, heard, turn, asked, lines, today)
    return turn


def count_lines(asked: Asked, start: date) -> list[Line]:
    """The limits that run from an event, counted from its day (and from the certificate, where that is given too). Pure."""
    lines = []
    for key in LIMITS_OF[asked.event]:
        if key == "mediation_contact" and _certified(asked):
            continue  # whoever has the certificate has been to the adviser
        if key == "appeal" and asked.certificate is not None and asked.certificate.day is not None:
            lines.append(Line("appeal_both", LIMITS[key], appeal_due(start, asked.certificate.day)))
        else:
            lines.append(Line(key, LIMITS[key], LIMITS[key].last_day(start)))
    return lines


def _start(asked: Asked) -> date:
    """The day that counts: a request that was posted or emailed counts from when it was received (corrections C1)."""
    day = asked.day.day
    assert day is not None  # one that is wrong was asked for again
    if asked.event != "request" or not asked.sent_by:
        return day
    return add_working_days(day, 1) if asked.after_five and asked.sent_by == "email" else received_on(day, asked.sent_by)


def _topics(event: str) -> tuple[str, ...]:
    return TOPICS["request" if event == "agreed" else event]


class _Words:
    """Texts of content/status.yml on one channel."""

    def __init__(self, content: Content, channel: str, today: date) -> None:
        self.content, self.channel, self.today = content, channel, today

    def __call__(self, key: str, **slots: str) -> str:
        return self.content.status[key].on(self.channel).format(**{"year": str(self.today.year), **slots})

    def day(self, day: date) -> str:
        """With weekday; in a text the year too, as it was perhaps guessed."""
        return say_day(day, self.channel) + (day.strftime(" %Y") if self.channel == "sms" else "")


def _on_web(say: _Words, asked: Asked, start: date, lines: list[Line], late: Line | None) -> str:
    event = say.content.status[f"event_{asked.event}"].web
    day = asked.day.day
    assert day is not None
    opening = [] if asked.day.sure else [say("dates_read_rough" if asked.day.margin else "dates_read", said=asked.day.said, day=say.day(day))]
    if start != day:
        opening.append(say("dates_received", sent=say.day(day), day=say.day(start)))
    counted = say("dates_that_day") if opening else say.day(start)
    read = _read_certificate(say, asked)
    blocks = [" ".join([*opening, say("dates_intro", day=counted, event=event), *read])]
    blocks.append("\n".join(f"- {say(f'line_{line.key}', by=say.day(line.by))}{_mark(say, asked, line)}" for line in lines))
    blocks += _advice(say, asked, lines, late)
    return "\n\n".join([*blocks, " ".join([say(_again(asked)), say("dates_status")])])


def _read_certificate(say: _Words, asked: Asked) -> list[str]:
    """The day of a certificate whose month was not said, as it was read."""
    day = asked.certificate
    return [say("dates_certificate", said=day.said, day=say.day(day.day))] if day is not None and day.day is not None and not day.month else []


def _again(asked: Asked) -> str:
    return "dates_exact" if asked.day.margin else "dates_again"


def _is_past(asked: Asked, line: Line, today: date) -> bool:
    """Whether a last day is over; where they said only so many weeks or months ago, by more than that may be out."""
    return line.by + timedelta(days=asked.day.margin) < today


def _mark(say: _Words, asked: Asked, line: Line) -> str:
    if not _is_past(asked, line, say.today):
        return ""
    return f" {say('dates_past' if line.limit.who == COUNCIL and line.key != 'no_plan' else 'dates_gone')}"


def _advice(say: _Words, asked: Asked, lines: list[Line], late: Line | None) -> list[str]:
    """What to add: how to disagree and who advises, what to do when late, and how a request's day is counted."""
    gone = any(line.limit.who == FAMILY and line.by < say.today for line in lines if line.limit.key != "mediation_contact")
    blocks = []
    if asked.event in APPEALS:
        blocks.append(say("add_appeal_late" if gone else "add_appeal_certified" if _certified(asked) else "add_appeal"))
        if not gone and any(is_tribunal_holiday(line.by) for line in lines if line.limit.key.startswith("appeal")):
            blocks.append(say("check_appeal"))
        blocks.append(say("notice"))
    elif gone:
        blocks.append(say("add_comments_late"))
    if late is not None:
        blocks.append(say("add_late"))
    if asked.event == "request" and not asked.sent_by:
        blocks.append(say("add_request"))
    if asked.event == "moved":
        blocks.append(say("add_moved"))
    return [block for block in blocks if block]


def _by_sms(say: _Words, asked: Asked, start: date, lines: list[Line], late: Line | None, room: int) -> str:
    """One text of two segments: the dates, then as much of what to do as there is room for. `room`: characters kept free."""
    chosen = [line for line in lines if line.limit.key in BY_SMS.get(asked.event, LIMITS_OF[asked.event])]
    listed = "; ".join(f"{say(f'line_{line.key}', by=say_day(line.by, 'sms') + _year(line.by, start, say.today))}{_gone(say, asked, line, late)}" for line in chosen)
    said = [say("dates_intro_rough" if asked.day.margin else "dates_intro", day=say.day(start), lines=listed), *_read_certificate(say, asked)]
    if late is not None:
        said.append(say("dates_past"))
    elif chosen and chosen[-1].limit.who == FAMILY and chosen[-1].by < say.today:
        said.append(say("dates_gone"))
    for more in [*_advice(say, asked, lines, late), say(_again(asked)), say("dates_status")]:
        if more and count_segments(" ".join([*said, more]) + "x" * room) <= 2:
            said.append(more)
    return " ".join(said)


def _gone(say: _Words, asked: Asked, line: Line, late: Line | None) -> str:
    return f" {say('dates_mark')}" if late is not None and _is_past(asked, line, say.today) else ""


def _year(day: date, start: date, today: date) -> str:
    far = day.year != start.year or day.year != today.year or abs((day - today).days) >= FAR_OFF
    return day.strftime(" %Y") if far else ""


def _certified(asked: Asked) -> bool:
    """Whether they told of a mediation certificate: then they are not sent for one."""
    return asked.certificate is not None or asked.event == "certificate"


def _put_urgent_first(content: Content, heard: Heard, turn: Turn, asked: Asked, lines: list[Line], today: date) -> None:
    """A last day of their own within a week: what to do about it comes first, "in the next hour" where it is today or tomorrow (conduct 14)."""
    days = [line.by for line in lines if line.limit.who == FAMILY and line.limit.key != "mediation_contact" and 0 <= (line.by - today).days <= URGENT_DAYS]
    answer = content.answers.get(turn.topics[0])
    if not days or answer is None or answer.urgent is None:
        return
    turn.flags = tuple(sorted({*turn.flags, "urgent_today"}))
    if asked.event in APPEALS:
        urgent = urgent_words(content, heard.channel, min(days), today, certified=_certified(asked))
    elif (min(days) - today).days <= NOW_DAYS:
        urgent = answer.urgent.on(heard.channel)
    else:
        return
    if heard.channel == "web":
        turn.replies[0].text = f"{urgent}\n\n{turn.replies[0].text}"
    else:
        turn.replies.insert(0, Reply(urgent))
