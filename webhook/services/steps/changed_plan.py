""" "When is the amended plan due?": from the case that was shown, else the law's 8 and 12 weeks after a review, never the weeks of a first plan.

By SMS its date is said only of a letter that is no news any more, and only to somebody who names the changed plan (conduct 13).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.answers.content import Content
from webhook.services.cases.asked import LATE, WHEN
from webhook.services.cases.cases import Due, Status
from webhook.services.cases.told import shown_status
from webhook.services.clock.limits import LIMITS
from webhook.services.dates.after_review import CHANGED_PLAN
from webhook.services.dates.days_read import names_day
from webhook.services.dates.read import AWAITING
from webhook.services.identity.check_question import check_question
from webhook.services.render.case_asked import asked_reply
from webhook.services.render.escalation import fill_step
from webhook.services.render.say import say_day
from webhook.services.render.situation import soften
from webhook.services.render.status import CASE_TOPIC, Said, late_place, late_problem, late_steps
from webhook.services.steps.dates import count_asked, find_asked
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Heard, Reply, Turn

TOPIC = "annual_review"
KEY = "amended_final"  # of the limit
LONGEST = 22  # words
BEFORE_A_PLAN = ("request", "advice", "advice_in", "decision_yes", "draft")  # stages: what they call amended is the plan to come
_NOUN = r"(?:(?:ehc|final|legal) )?(?:plan|ehcp|version|copy)"
_OF_THE_PLAN = r"(?:his|her|their|our|my|the|a|an|my \w+?'?s)"
_CHANGED = re.compile(
    rf"\b(?:amended|changed|revised|updated|altered|re-?written|corrected) {_NOUN}(?:'?s)?\b|\bfinal(?:ised|ized)? amended\b"
    rf"|\b{_NOUN} (?:to |will |going to |get |gets |been |being |with )*(?:be )?(?:amended|changed|revised|updated|altered)\b(?! (?:to|into|for|by)\b)"
    rf"|\b{_NOUN} with (?:the |our |all the |my )?(?:changes|amendments)\b|\b(?:changes|amendments) (?:to|in|on) {_OF_THE_PLAN} {_NOUN} (?:be|done|made|finali[sz]ed|in place)\b",
    re.IGNORECASE,
)
_NEW = re.compile(rf"\b(?:new|next|finished|final) (?:version of {_OF_THE_PLAN} )?{_NOUN}\b", re.IGNORECASE)
_REVIEWED = re.compile(r"\b(?:annual|yearly|early|the|his|her|their|our|a) review\b|\breview meeting\b|\bamend\w+\b", re.IGNORECASE)
_WHEN = re.compile(
    r"\bwhen(?:'?s)?\b|\bhow (?:long|soon|much longer|many (?:more )?(?:weeks|days|months))\b(?! (?:do|have) (?:i|we)\b(?! (?:have )?(?:to )?wait))|\bby when\b"
    r"|\b(?:what|which) (?:date|day)\b"
    r"|\b(?:is|are|be|was|its|their) due\b|\bdue (?:date|by|in|on)\b|\bdeadline\b|\btime ?(?:limit|scale|frame)\b|\b(?:still|been) waiting\b"
    r"|\b(?:not|never|haven'?t|havent|hasn'?t|hasnt|didn'?t|no sign of|where(?:'?s| is)) .{0,24}\b(?:had|got|get|received|seen|come|came|arrived|turned up|been sent|sent|plan|version)\b",
    re.IGNORECASE,
)
_LATE = re.compile(r"\b(?:late|overdue|delayed|too long|past (?:its|the) \w+|on time|in time|within the law|missed (?:the|its) \w+)\b", re.IGNORECASE)
_ELSE = re.compile(
    r"\b(?:draft|transport|taxi|travel|budget|re-?assess\w*|mov(?:e|ed|ing) (?:house|home|area|to|from)|care plan|support plan|benefit|dla|pip|address|appeal\w*|tribunal|mediat\w+"
    r"|complain\w*|comment\w*|if|why|who|can i|how do i|how can i|should i)\b",
    re.IGNORECASE,
)


def asked_of_changed_plan(text: str) -> tuple[str, bool] | None:
    """when or late, and whether the changed plan is named outright (a "new plan" is one only after a review). None where neither is asked. Pure."""
    plain = " ".join(text.replace("\u2019", "'").split())
    named, new = bool(_CHANGED.search(plain)), bool(_NEW.search(plain))
    if not (named or new) or len(plain.split()) > LONGEST or _ELSE.search(plain):
        return None
    kind = LATE if _LATE.search(plain) else WHEN if _WHEN.search(plain) else None
    return (kind, named or bool(_REVIEWED.search(plain))) if kind else None


def answer_changed_plan(parts: Parts, heard: Heard) -> Turn | None:
    """The case's own date where it may be said, else the rule, and the day that it can be counted from. A day in the message is counted by answer_dates."""
    asked = asked_of_changed_plan(heard.text)
    if asked is None or heard.conversation.bereaved_at is not None or names_day(heard.text, local_date(heard.now)):
        return None
    kind, named = asked
    status = None if heard.form_open else shown_status(parts, heard)
    due = _due(status) if status is not None else None
    if not (named or due) or parts.content.answers[TOPIC].off:
        return None
    if status is not None and (reply := _of_case(parts.content, status, due, kind, heard)) is not None:
        place: dict[str, Any] = {"last_topic": CASE_TOPIC, "ladder": None, **late_place(parts.content, status, heard.channel)} if heard.channel == "web" else {}
        return Turn(lane="lookup", topics=[CASE_TOPIC], replies=[reply], changes={"options": [], "unsure_count": 0, **place})
    if heard.conversation.awaiting == f"{AWAITING}review_meeting" and (told := find_asked(parts, heard, "review_meeting", local_date(heard.now))) is not None:
        return count_asked(parts, heard, told, local_date(heard.now), CHANGED_PLAN)  # the meeting's day was counted from just before
    return _rule(parts, heard)


def _rule(parts: Parts, heard: Heard) -> Turn:
    """The law's weeks, and the day they can be counted from; in the middle of the check its own question instead."""
    again, words = check_question(parts, heard), parts.content.status
    lines = [words["changed_plan_rule"].on(heard.channel)]
    if again is None:
        lines.append(words["changed_plan_ask"].on(heard.channel).format(year=local_date(heard.now).year))
    reply = Reply(("\n\n" if heard.channel == "web" else " ").join(lines), sources=[LIMITS[KEY].source])
    changes: dict[str, Any] = {"options": [], "unsure_count": 0}
    changes |= {"awaiting": f"{AWAITING}changes", "last_topic": TOPIC, "ladder": None} if again is None else {}
    turn = Turn(lane="answer", topics=[TOPIC], confidence=0.95, flags=heard.flags, changes=changes, replies=[reply])
    soften(parts.content, heard, turn)
    turn.replies += [again] if again else []
    return turn


def _due(status: Status) -> Due | None:
    """The changed plan's own date on a case."""
    if status.next == KEY and status.by:
        return Due(KEY, status.by, status.past)
    return next((due for due in status.also if due.key == KEY), None)


def _of_case(content: Content, status: Status, due: Due | None, kind: str, heard: Heard) -> Reply | None:
    """What the case says; None where the rule is all that can be said."""
    today = local_date(heard.now)
    if status.stage == "review" and status.last_on:
        return _after_meeting(content, status, kind, heard, today)
    if due is None:
        return asked_reply(content, status, kind, heard.channel, today) if status.stage in BEFORE_A_PLAN else None
    if heard.channel == "web":
        return asked_reply(content, status, kind, "web", today)
    if status.outcome and not status.long_known:
        return None
    said = Said(content, status, "sms")
    ago = (today - date.fromisoformat(due.by)).days
    past = said("late_day" if ago == 1 else "late_days", count=str(ago))
    if due.past:
        problem = late_problem(content, KEY)
        steps = late_steps(problem) if problem else []
        lines = [said("late_by" if kind == LATE else "late_also", what=said(f"point_{KEY}"), due=said.day(due.by), past=past), *(fill_step(content, step, "sms") for step in steps[:1])]
    else:
        lines = [said("changed_plan_not_late")] * (kind == LATE) + [said("changed_plan_due", day=said.day(due.by))]
    return Reply(_fit(lines, [said("old") if status.old else "", said("ask")]), sources=[LIMITS[KEY].source])


def _after_meeting(content: Content, status: Status, kind: str, heard: Heard, today: date) -> Reply:
    """A review meeting was held and nothing decided: the decision's date, and the changed plan's, which is 12 weeks from the meeting, if there is to be one."""
    by = LIMITS["amended_from_meeting"].last_day(date.fromisoformat(str(status.last_on)))
    line = content.status["changed_plan_if"].on(heard.channel).format(day=say_day(by, heard.channel))
    reply = asked_reply(content, status, kind, heard.channel, today)
    text = f"{line}\n\n{reply.text}" if heard.channel == "web" else _fit([line], [reply.text, Said(content, status, "sms").next(), Said(content, status, "sms")("ask")])
    return Reply(text, sources=[*reply.sources, LIMITS["amended_from_meeting"].source])


def _fit(lines: list[str], more: list[str]) -> str:
    """One text of two segments: all lines, then what there is room for."""
    kept = [line for line in lines if line]
    for text in more:
        if text and count_segments(" ".join([*kept, text])) <= 2:
            kept.append(text)
    return " ".join(kept)
