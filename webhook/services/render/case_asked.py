"""Answers to what is asked of the case that was just shown (cases/asked): from that case, never in general.

In chat with all of its dates and the steps to take; by SMS one text of at most two segments, and of an outcome no more than its first text told (conduct 13).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from webhook.services.answers.content import Content
from webhook.services.answers.escalation import Step
from webhook.services.cases.asked import AFTER, APPEAL, DECIDED, DO, LATE, MEANING, OFFICER, PLACE, REQUESTED, RING, WEEKS, WHEN, WHO, WHY
from webhook.services.cases.cases import OUTCOME_WAITS, Due, Status
from webhook.services.clock.limits import FAMILY, LIMITS
from webhook.services.render.escalation import fill_step
from webhook.services.render.status import (
    DATES_OF_A_PLAN,
    PHASES,
    Said,
    date_by_sms,
    late_problem,
    late_steps,
    late_steps_on_web,
    next_place,
    noted_date,
    noted_elsewhere,
    other_date,
    status_replies,
    tells_dates,
    to_do,
    update_text,
    urgent_of,
)
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Reply

# Steps with a text on what follows
FOLLOWED = ("decision", "advice", "no_plan", "comments", "final", "review", "review_decision", "amended_comments", "amended_final", *PHASES, "move_notice", "appeal")
GRANT = ("eng", "eng_decided")  # no clock of a plan runs on them
FAMILYS = ("comments", "amended_comments")  # their own last day: it is what "when" asks for
NOT_YET = {"request": "request", **dict.fromkeys(("decision_yes", "advice", "advice_in"), "advice"), "draft": "draft", "review": "review"}  # stages with nothing to appeal ▸ the text on it


def knows(status: Status, asked: str) -> bool:
    """Whether the case has an answer to it: the last day to appeal stands only where there is something to appeal. By SMS an outcome is never told."""
    if asked == PLACE:
        return next_place(status) is not None
    return asked != APPEAL or appeals_nothing(status) or status.disagree == "over" or "appeal" in (status.next, *(due.key for due in status.also))


def appeals_nothing(status: Status) -> bool:
    """Whether the record holds no decision that could be appealed now."""
    return status.stage in NOT_YET and status.appeal_by is None


def asked_reply(content: Content, status: Status, asked: str, channel: str, today: date, *, of_final: bool = False) -> Reply:
    """The answer of one case to one question: whether it is late and since when, whether 20 weeks have passed, when it should be done, or what can be done.

    `of_final`: they ask of the final plan, so its day comes before that of the next step.
    """
    said = Said(content, status, channel)
    if asked == OFFICER:
        return Reply(said("officer_name"))  # no record holds a name
    if asked == RING and (status.stage == OUTCOME_WAITS or (status.outcome and channel == "sms")):
        return Reply(said("ring"))
    if status.stage == OUTCOME_WAITS:
        return Reply(update_text(said))
    if asked == REQUESTED and channel == "sms" and status.outcome:
        return Reply(" ".join([_requested(said), said("ask")]))
    if asked == PLACE and (place := next_place(status)) is not None and not place.past and (channel == "web" or tells_dates(status)):
        return _place_reply(said, place, today)
    if channel == "sms" and status.outcome:
        why = " ".join([said("why_unknown"), said("ask")])
        return Reply(_late_of_outcome(said)) if asked == LATE else Reply(why) if asked == WHY else status_replies(content, status, "sms")[0]
    overdue = list(_overdue(status))
    problem = late_problem(content, overdue[0].key) if overdue else None
    steps = late_steps(problem) if problem else []
    opening = _opening(said, asked, overdue, today)
    text = _by_sms(said, asked, opening, steps, of_final=of_final) if channel == "sms" else "\n\n".join(_on_web(said, asked, opening, overdue, steps, of_final=of_final))
    sources = {LIMITS[key].law: LIMITS[key].source for key in [due.key for due in overdue] or [status.next] if key in LIMITS}
    return Reply(text, sources=list(sources.values()))


def _place_reply(said: Said, place: Due, today: date) -> Reply:
    """The day by which the school must be named, what is late now, and what to do for the place. In a text on an outcome only a plan's dates are named."""
    sms = said.channel == "sms"
    overdue = [due for due in _overdue(said.status) if not (sms and said.status.outcome) or due.key in DATES_OF_A_PLAN]
    do = said("do_phase") if sms else said("what_now", do=said("do_phase"))
    first = date_by_sms(said, place) if sms else other_date(said, place)
    more = [*_late_lines(said, overdue, "late_also", today), do, said("ask"), said("old") if said.status.old else ""]
    text = _joined([first], more) if sms else "\n\n".join(filter(None, [first, *more]))
    return Reply(text, sources=[LIMITS[place.key].source])


def _joined(must: list[str], more: list[str]) -> str:
    """What must be said, and of the rest, in its order, what two segments hold."""
    parts = [*must]
    for text in more:
        if text and count_segments(" ".join([*parts, text])) <= 2:
            parts.append(text)
    return " ".join(parts)


def _opening(said: Said, asked: str, overdue: list[Due], today: date) -> list[str]:
    """What was asked, first."""
    status = said.status
    where = said("where", stage=said(f"stage_{status.stage}"))
    if asked == REQUESTED:
        return [_requested(said)]
    if asked == RING:
        return [said("ring"), *_late_lines(said, overdue, "late_also", today)]
    if status.stage in GRANT:
        return [where, said("after_unknown")] if asked == AFTER else [where]
    if asked == APPEAL and appeals_nothing(status):
        return [said(f"appeal_not_yet_{NOT_YET[status.stage]}"), *_late_lines(said, overdue, "late_also", today)]
    if asked == APPEAL:
        urgent = [urgent_of(said)] * status.urgent
        over = [said("what_now", do=said(f"do_{status.stage}_over"))] * (status.disagree == "over" and status.next in PHASES)  # what to do now is of the next school
        return [*urgent, said.next()] if status.next == APPEAL else [*urgent, *(other_date(said, due) for due in status.also if due.key == APPEAL)] or over
    if asked == LATE:
        return list(_late_lines(said, overdue, "late_by", today)) or [_not_late(said)]
    also = list(_late_lines(said, overdue, "late_also", today))
    if asked == AFTER:
        return [said.next(), said(f"after_{status.next}" if status.next in FOLLOWED else "after_unknown")]
    if asked == MEANING:
        return [where, said.last(), *also]
    if asked == WHO:
        return [said.next(), said("outstanding", advice=", ".join(status.outstanding)) if status.outstanding else ""]
    if asked == WHY:
        return [said("why_unknown"), said("outstanding", advice=", ".join(status.outstanding)) if status.outstanding else "", *also]
    if asked == WEEKS and _final(status) is not None:
        return [_weeks(said, today), *_late_lines(said, [due for due in overdue if due.key != "final"], "late_also", today)]
    if asked == DECIDED or (status.outcome and asked != DO):
        return [where, said.last(), *also]
    if asked == WEEKS:  # its 20 weeks are not counted here: what is known of it
        return [where, *also]
    return also


def _no_day(said: Said, asked: str) -> list[str]:
    """After the dates of the law: that no day is known on which it will be done."""
    status = said.status
    return [said("when_unknown")] * (asked == WHEN and not status.outcome and status.stage not in GRANT and status.next not in FAMILYS and (status.by is not None or bool(status.also)))


def _on_web(said: Said, asked: str, opening: list[str], overdue: list[Due], steps: list[Step], *, of_final: bool) -> Iterator[str]:
    status = said.status
    told = {*(due.key for due in overdue), "final" if asked == WEEKS else asked, *([status.next] if asked in (WHO, AFTER) else [])}
    final = [other_date(said, due) for due in status.also if of_final and due.key == "final" and due.key not in told]
    dates = [*final, *[said.next()] * (status.next not in told), *(other_date(said, due) for due in status.also if due.key not in told and not (final and due.key == "final"))]
    dates += _no_day(said, asked)
    do = late_steps_on_web(said, steps) if steps else [said("what_now", do=to_do(said))] * (asked in (DO, APPEAL) and not status.noted)
    blocks = [*dates, *do] if asked in (WHEN, AFTER, MEANING) else [*do, *dates]
    notice = said("notice") if (asked == APPEAL or (asked == DO and status.outcome)) and not steps else ""
    exemption = said("exemption", exemption=said(f"exemption_{status.noted}")) if status.noted else ""
    yield from filter(None, [*opening, *blocks, notice, exemption, "" if asked == RING else said("ask"), said("old") if status.old else ""])


def _by_sms(said: Said, asked: str, opening: list[str], steps: list[Step], *, of_final: bool) -> str:
    """The answer, then what comes next and what to do, as far as two segments hold them."""
    status = said.status
    noted = noted_elsewhere(said) or (said("noted_sms") if status.exemption and (steps or (asked == WEEKS and status.next == "final")) else "")
    do = fill_step(said.content, steps[0], "sms") if steps else said("exemption") if status.noted else to_do(said)
    dates = [] if status.past or asked in (WHO, AFTER) or (asked == WEEKS and status.next == "final") else [said.next()]
    dates += [said("also_final", by=said.day(due.by)) for due in status.also if due.key == "final" and not due.past and not due.exemption and asked != WEEKS]
    dates += [] if noted_elsewhere(said) else [noted_date(said, due) for due in status.also if due.key == "final" and due.exemption and asked != WEEKS]
    dates = [*dates[1:2], *dates[:1], *dates[2:]] if of_final and not status.past and status.next != "final" else dates
    no_day = _no_day(said, asked)
    do_first = bool(steps) or (asked == DO and not status.noted)
    do = "" if asked in (RING, REQUESTED) else do
    last = said("notice") if steps and asked != APPEAL else "" if asked == RING else said("ask")
    must = [opening[0], said("notice")] if asked == APPEAL else [*opening, noted]  # on appeals we say who we are and who else advises (conduct 15)
    rest = [" ".join(filter(None, [*opening[1:], noted]))] * (asked == APPEAL)
    return _joined([*filter(None, must)], [*rest, *([*no_day, do, *dates] if do_first else [*dates, *no_day, do]), said("old") if status.old else "", last])


def _requested(said: Said) -> str:
    """The day the council got the request, as the record has it."""
    return said("requested_on", on=said.day(said.status.requested_on)) if said.status.requested_on else said("requested_unknown")


def _late_of_outcome(said: Said) -> str:
    """By SMS, of an outcome: that nothing is late, or which date of a plan is; of any other, that it is not said by text, as it could tell the outcome (conduct 13)."""
    status = said.status
    if not status.late:
        return " ".join([_not_late(said), said("ask")])
    plan = [due for due in _overdue(status) if due.key in DATES_OF_A_PLAN]
    lines = list(_late_lines(said, plan, "late_by", date.fromisoformat(str(status.told_on)))) if status.long_known else []
    return " ".join([*lines, said("ask")] if lines else [said("late_not_here"), said("ask")])


def _overdue(status: Status) -> Iterator[Due]:
    """What is past the time the law sets, the next step first."""
    if status.past and status.by:
        yield Due(status.next, status.by, past=True)
    yield from (due for due in status.also if due.past)


def _final(status: Status) -> str | None:
    """The last of the 20 weeks, where it is shown for this case."""
    return status.by if status.next == "final" else next((due.by for due in status.also if due.key == "final"), None)


def _late_lines(said: Said, overdue: list[Due], first: str, today: date) -> Iterator[str]:
    for number, due in enumerate(overdue):
        yield said("late_also" if number else first, what=said(f"point_{due.key}"), due=said.day(due.by), past=_ago(said, due.by, today))


def _weeks(said: Said, today: date) -> str:
    by = str(_final(said.status))
    return said("weeks_over" if date.fromisoformat(by) < today else "weeks_run", due=said.day(by), past=_ago(said, by, today))


def _ago(said: Said, by: str, today: date) -> str:
    days = (today - date.fromisoformat(by)).days
    return said("late_day" if days == 1 else "late_days", count=str(days))


def _not_late(said: Said) -> str:
    """Nothing is called past. Where an exemption is noted, or the day is not known, we can't say (never that one applies)."""
    status = said.status
    unknown = status.by is None and status.does != FAMILY
    return said("late_unsure" if status.noted or unknown else "late_none")
