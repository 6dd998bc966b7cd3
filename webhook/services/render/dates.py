"""The dates that run from a day a parent gave, in words: the limits with their last days, what to do where one is past, and how sure we are of the day."""

from __future__ import annotations

from datetime import date

from webhook.services.answers.content import Content
from webhook.services.cases.cases import NOW_DAYS, URGENT_DAYS
from webhook.services.clock.days import is_tribunal_holiday
from webhook.services.clock.limits import COUNCIL, FAMILY
from webhook.services.dates.count import Line, is_certified, is_only_arrival, is_past, runs_from_certificate
from webhook.services.dates.events import APPEALS, BY_SMS, LIMITS_OF, TOPICS
from webhook.services.dates.read import Asked
from webhook.services.render.say import FAR_OFF, say_day
from webhook.services.render.status import urgent_words
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Heard, Reply, Turn


class DateWords:
    """Texts of content/status.yml on one channel."""

    def __init__(self, content: Content, channel: str, today: date) -> None:
        self.content, self.channel, self.today = content, channel, today

    def __call__(self, key: str, **slots: str) -> str:
        return self.content.status[key].on(self.channel).format(**{"year": str(self.today.year), **slots})

    def day(self, day: date) -> str:
        """With weekday; in a text the year too, as it was perhaps guessed."""
        return say_day(day, self.channel) + (day.strftime(" %Y") if self.channel == "sms" else "")


def dates_on_web(say: DateWords, asked: Asked, start: date, lines: list[Line], late: Line | None) -> str:
    """The dates as a list, with what to do about them."""
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


def dates_of_arrival(say: DateWords, asked: Asked, lines: list[Line], room: int) -> str:
    """Only the day it came is known: the last day is before the count, and the date on the letter is asked for. By SMS one text of two segments."""
    key = asked.event if asked.event in ("draft", "changes") else "certificate" if runs_from_certificate(asked) else "appeal"
    by = max(line.by for line in lines if line.limit.who == FAMILY)
    shown = say.day(by) if say.channel == "web" else say_day(by, "sms") + _year(by, by, say.today)
    read = [say("dates_read", said=asked.day.said, day=say.day(asked.day.day))] if asked.day.day is not None and not asked.day.sure else []
    said = [" ".join([*(one for one in [*read, *_read_certificate(say, asked)] if one), say(f"dates_came_{key}", by=shown, plan=say.day(lines[-1].by))])]
    said += [say("dates_gone")] if by < say.today else []
    if say.channel == "web":
        return "\n\n".join([*said, *_advice(say, asked, lines, None)])
    for more in _advice(say, asked, lines, None):
        if count_segments(" ".join([*said, more]) + "x" * room) <= 2:
            said.append(more)
    return " ".join(said)


def _read_certificate(say: DateWords, asked: Asked) -> list[str]:
    """The day of a certificate whose month was not said, as it was read."""
    day = asked.certificate
    return [say("dates_certificate", said=day.said, day=say.day(day.day))] if day is not None and day.day is not None and not day.month else []


def _again(asked: Asked) -> str:
    return "dates_exact" if asked.day.margin else "dates_again"


def _mark(say: DateWords, asked: Asked, line: Line) -> str:
    if not is_past(asked, line, say.today):
        return ""
    return f" {say('dates_past' if line.limit.who == COUNCIL and line.key != 'no_plan' else 'dates_gone')}"


def _advice(say: DateWords, asked: Asked, lines: list[Line], late: Line | None) -> list[str]:
    """What to add: how to disagree and who advises, what to do when late, and how a request's day is counted."""
    gone = any(line.limit.who == FAMILY and line.by < say.today for line in lines if line.limit.key != "mediation_contact")
    blocks = []
    if asked.event in APPEALS:
        blocks.append(say("add_appeal_late" if gone else "add_appeal_certified" if is_certified(asked) else "add_appeal"))
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


def dates_by_sms(say: DateWords, asked: Asked, start: date, lines: list[Line], late: Line | None, room: int) -> str:
    """One text of two segments: the dates, then as much of what to do as there is room for. `room`: characters kept free."""
    chosen = [line for line in lines if line.limit.key in BY_SMS.get(asked.event, LIMITS_OF[asked.event])] or lines
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


def _gone(say: DateWords, asked: Asked, line: Line, late: Line | None) -> str:
    return f" {say('dates_mark')}" if late is not None and is_past(asked, line, say.today) else ""


def _year(day: date, start: date, today: date) -> str:
    far = day.year != start.year or day.year != today.year or abs((day - today).days) >= FAR_OFF
    return day.strftime(" %Y") if far else ""


def put_urgent_first(content: Content, heard: Heard, turn: Turn, asked: Asked, lines: list[Line], today: date) -> None:
    """A last day of their own within a week: what to do about it comes first, "in the next hour" where it is today or tomorrow (conduct 14)."""
    days = [line.by for line in lines if line.limit.who == FAMILY and line.limit.key != "mediation_contact" and 0 <= (line.by - today).days <= URGENT_DAYS]
    answer = content.answers.get(turn.topics[0])
    if not days or answer is None or answer.urgent is None:
        return
    turn.flags = tuple(sorted({*turn.flags, "urgent_today"}))
    if asked.event in APPEALS and is_only_arrival(asked):  # the last day itself is not known
        known = content.answers[TOPICS[asked.event][0]].urgent
        urgent = content.status["urgent_certificate"].on(heard.channel) if is_certified(asked) or known is None else known.on(heard.channel)
    elif asked.event in APPEALS:
        urgent = urgent_words(content, heard.channel, min(days), today, certified=is_certified(asked))
    elif (min(days) - today).days <= NOW_DAYS:
        urgent = answer.urgent.on(heard.channel)
    else:
        return
    if heard.channel == "web":
        turn.replies[0].text = f"{urgent}\n\n{turn.replies[0].text}"
    else:
        turn.replies.insert(0, Reply(urgent))
