"""A case's status in words: where it is, what was done last, what comes next and by when, who does it, and what to do now.

By SMS it is one text of at most two segments, and an outcome is never named: there is an update, and how to see it (conduct 13). The age of the
record is always said. In chat, what is late leads to the first step of escalation.yml for it, and "what if they don't" to the one after.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from webhook.services.answers.content import Content
from webhook.services.answers.escalation import Problem, Step, find_problem, route
from webhook.services.cases.cases import NEWS_DAYS, NOW_DAYS, OUTCOME_WAITS, WITH_APPEAL, Due, Status
from webhook.services.clock.limits import LIMITS
from webhook.services.render.escalation import fill_step
from webhook.services.render.say import say_day, say_day_from
from webhook.services.texts.text import count_segments, gsm7_length
from webhook.services.turn.heard import Reply

LATE_TOPIC = "ehcp_late"
CASE_TOPIC = "case_status"  # the last topic after a status that told of nothing late
SHOWN_WITH_TIMELINE = "case_status"  # the kind of a message that tells a status on the web
STAGE_OF_LIMIT = {"decision": "request", "review": "review", "review_decision": "review", "amended_final": "review_decided", "phase": "review", "phase_post16": "review"}
LONGEST_ROLE = 40  # of the record's own words for whom to ask, in a text
NOTHING_TO_DO = ("request", "advice", "advice_in", "decision_yes", "review")
STEPS_NAMED = 4  # rungs of the ladder, with the one to take now
PHASES = ("phase", "phase_post16")
DATES_OF_A_PLAN = ("review", *PHASES)  # they tell of no decision
WITH_NOTICE = (*WITH_APPEAL, "appeal")


def status_replies(content: Content, status: Status, channel: str, *, printed: bool = False) -> list[Reply]:
    """A status in words, as one reply. `printed`: for paper, which nobody can ask: the whole way on stands there."""
    said = Said(content, status, channel)
    if channel == "sms" and status.outcome and status.long_known:
        return [Reply(_no_news_by_sms(said))]
    if status.stage == OUTCOME_WAITS or (status.outcome and channel == "sms"):
        return [Reply(update_text(said))]
    keys = [status.next, *(due.key for due in status.also)]
    sources = {LIMITS[key].law: LIMITS[key].source for key in keys if key in LIMITS}
    if channel == "sms":
        return [Reply(_by_sms(said), sources=list(sources.values()))]
    return [Reply("\n\n".join(_on_web(said, printed)), kind=SHOWN_WITH_TIMELINE, sources=list(sources.values()))]


def update_text(said: Said) -> str:
    """That there is an update, and who else to ask about a child whom a council looks after, where it fits."""
    text, who = said("update"), looked_after(said)
    whole = " ".join(filter(None, [text, who]))
    return whole if said.channel == "web" or count_segments(whole) <= 2 else text


def looked_after(said: Said) -> str:
    """Which council looks after the child, in the record's words; "" for none, and by SMS where they cannot be written in a text."""
    council = said.status.looked_after_by
    return said("looked_after", council=council) if council and (said.channel == "web" or gsm7_length(council) is not None) else ""


def late_place(content: Content, status: Status, channel: str) -> dict[str, Any]:
    """Changes of the conversation when something late was told: the place on the ladder, so that "what if they don't" finds the next step."""
    told = status.late and (channel == "web" or tells_dates(status))
    problem = late_problem(content, status.overdue[0]) if told else None
    return {"last_topic": LATE_TOPIC, "ladder": {"problem": problem.key, "tried": [], "facts": []}} if problem and late_steps(problem) else {}


def tells_dates(status: Status) -> bool:
    """Whether a text on this status names dates: of an outcome it does when that is no news, and only those of a plan."""
    return status.stage != OUTCOME_WAITS and (not status.outcome or (status.long_known and bool(_dates_of_a_plan(status))))


def _dates_of_a_plan(status: Status) -> list[Due]:
    """The dates of a plan that a text may name, the soonest first."""
    known = [Due(status.next, status.by, status.past, status.exemption)] if status.by else []
    return sorted((due for due in [*known, *status.also] if due.key in DATES_OF_A_PLAN), key=lambda due: due.by)


def late_problem(content: Content, limit: str) -> Problem | None:
    """The problem of the ladder that an overdue limit is."""
    return find_problem(content.ladder, LATE_TOPIC, "", STAGE_OF_LIMIT.get(limit, "advice"))


def late_steps(problem: Problem) -> list[Step]:
    """What can be done about it when nothing was tried yet."""
    return route(problem, (), ())


class Said:
    """The words of one status on one channel, with its slots filled."""

    def __init__(self, content: Content, status: Status, channel: str) -> None:
        self.content, self.status, self.channel = content, status, channel
        who = status.who
        if channel == "sms" and (len(who) > LONGEST_ROLE or gsm7_length(who) is None):
            who = str(content.council.get("case_officer") or content.council.get("case_team") or "")
        self.slots = {"who": who, "as_of": self.day(status.as_of), "show_from": self.day(status.show_from), "by": self.day(status.by)}
        self.slots["ref"] = self("ref", end=status.ref_end)

    def __call__(self, key: str, **slots: str) -> str:
        return self.content.status[key].on(self.channel).format(**{**self.slots, **slots}) if key in self.content.status else ""

    def day(self, iso: str | None) -> str:
        """A day with its weekday, or that it is not known."""
        if not iso:
            return self.content.status["date_unknown"].on(self.channel)
        day = date.fromisoformat(iso)
        return say_day_from(day, self.channel, date.fromisoformat(self.status.told_on)) if self.status.told_on else say_day(day, self.channel)

    def last(self) -> str:
        """What was done last, and when."""
        what = self(f"last_{self.status.last}")
        return self("last", last=self("last_on", last=what, on=self.day(self.status.last_on)) if self.status.last_on else self("last_unknown", last=what))

    def next(self) -> str:
        """What comes next, by when, and who does it."""
        frame = "next_noted" if self.status.exemption and self.status.by else "next" if self.status.by else "next_no_date"
        unsure = self.status.next == "appeal" and self.status.stage == "review_decided"  # not every such letter brings the right
        line = self(frame, next=self("next_appeal_if" if unsure else f"next_{self.status.next}"), role=self(f"role_{self.status.does}"))
        more = [self("past") if self.status.past else "", self("gone") if self.status.gone else "", self("appeal_rule") if self.status.next == "appeal" else ""]
        return " ".join(filter(None, [line.replace(" .", "."), *more]))


def _on_web(said: Said, printed: bool) -> list[str]:
    status = said.status
    blocks = [urgent_of(said), said("intro"), said("where", stage=said(f"stage_{status.stage}")), said.last(), said.next()]
    if status.outstanding:
        blocks.append(said("outstanding", advice=", ".join(status.outstanding)))
    blocks += [other_date(said, due) for due in status.also]
    if status.check_appeal:
        blocks.append(said("check_appeal"))
    blocks.append(looked_after(said))
    if status.noted:
        blocks.append(said("exemption", exemption=said(f"exemption_{status.noted}")))
    problem = late_problem(said.content, status.overdue[0]) if status.late else None
    if problem is not None and late_steps(problem):
        blocks += late_steps_printed(said, late_steps(problem)) if printed else late_steps_on_web(said, late_steps(problem))
    else:
        quiet = bool(status.noted) and status.stage in NOTHING_TO_DO  # they are told to ask in writing: that is no "nothing"
        blocks += [said("what_now", do=to_do(said, printed=printed))] * (not quiet) + [said("notice")] * (status.stage in WITH_NOTICE)
    return [block for block in [*blocks, said("ask"), said("old") if status.old else ""] if block]


def urgent_of(said: Said) -> str:
    """In chat what to do first where the last day to appeal is within a week; "" for none."""
    status = said.status
    if not status.urgent or not (status.appeal_by and status.told_on):
        return ""
    return urgent_words(said.content, "web", date.fromisoformat(status.appeal_by), date.fromisoformat(status.told_on), certified=status.disagree == "certificate")


def urgent_words(content: Content, channel: str, by: date, today: date, *, certified: bool) -> str:
    """What to do about a last day to appeal within a week: "in the next hour" for today and tomorrow only. Who has a mediation certificate is not sent for one."""
    now = (by - today).days <= NOW_DAYS
    key = ("urgent_certificate" if now else "urgent_certificate_week") if certified else "urgent_appeal" if now else "urgent_week"
    return content.status[key].on(channel).format(by=say_day_from(by, channel, today))


def other_date(said: Said, due: Due) -> str:
    """One more date of a status, for the chat."""
    if due.exemption:
        return noted_date(said, due)
    by = date.fromisoformat(due.by)
    line = said.content.status[f"also_{due.key}"].web.format(by=say_day(by, "web"), before=say_day(by + timedelta(days=1), "web"))
    return " ".join([line, *([said("past")] if due.past else [])])


def noted_date(said: Said, due: Due) -> str:
    """A date for which the record notes an exemption: what it is without one, never whether one applies."""
    return " ".join([said("noted_date", what=said(f"point_{due.key}"), due=said.day(due.by)), *([said("past")] if due.past else [])])


def noted_elsewhere(said: Said) -> str:
    """By SMS that an exemption is noted for another step than the next one, with its date; "" for none. Of several the plan's date, which is the last."""
    dates = [due for due in said.status.also if due.exemption]
    if said.status.exemption or not said.status.noted:
        return ""
    return noted_date(said, dates[-1]) if dates else said("noted_sms")


def late_steps_on_web(said: Said, steps: list[Step]) -> list[str]:
    """Whom to ask now and how, the next rungs by name, and who advises privately (conduct 15: a complaint is among them)."""
    then = ", then ".join(step.role for step in steps[1:STEPS_NAMED])
    return [said("late_now", role=steps[0].role, text=fill_step(said.content, steps[0], "web")), said("late_then", roles=then) if then else "", said("notice")]


def late_steps_printed(said: Said, steps: list[Step]) -> list[str]:
    """The same for paper: each of the next rungs with what to do there."""
    after = [said("late_after", role=step.role, text=fill_step(said.content, step, "web")) for step in steps[1:STEPS_NAMED]]
    return [said("late_now", role=steps[0].role, text=fill_step(said.content, steps[0], "web")), *after, said("late_complain"), said("notice")]


def to_do(said: Said, *, printed: bool = False) -> str:
    """What the family can do where nothing is late."""
    status = said.status
    if printed and status.stage == "review_decided" and not status.disagree and not status.gone:
        return said("do_review_decided_printed")
    if status.stage == "draft" and status.next != "comments":
        return said("do_late_draft")
    if status.gone:
        return said("do_late_appeal")
    if status.next in PHASES:
        return said("do_phase")
    if status.disagree and status.stage in WITH_APPEAL:
        return said("do_certificate" if status.disagree == "certificate" else f"do_{status.stage}_over")
    return said("do_wait") if status.stage in NOTHING_TO_DO else said("do_eng" if status.stage == "eng_decided" else f"do_{status.stage}")


def next_place(status: Status) -> Due | None:
    """The day by which the plan must name the next school or college; None where the record has no move to come."""
    dates = [*([Due(status.next, status.by, status.past, status.exemption)] if status.by else []), *status.also]
    return next((due for due in dates if due.key in PHASES), None)


def _place_beside(said: Said) -> str:
    """By SMS the day by which the next school must be named, where another step comes first; "" for none."""
    place = next_place(said.status)
    return "" if place is None or place.past or place.exemption or place.key == said.status.next else date_by_sms(said, place)


def _by_sms(said: Said) -> str:
    """One text: what must be said, that the record is old, then what to do, the next school, what was done last, and whom to ask, as far as two segments hold them in that order."""
    status = said.status
    problem = late_problem(said.content, status.overdue[0]) if status.late else None
    steps = late_steps(problem) if problem else []
    past, noted = _past_elsewhere(said), noted_elsewhere(said)
    later = next((noted_date(said, due) for due in status.also if due.exemption and due.key == "final"), "") if not noted else ""
    do = fill_step(said.content, steps[0], "sms") if steps else said("exemption") if status.noted else to_do(said)
    parts = {"intro": said("intro"), "where": said(f"stage_{status.stage}"), "next": " ".join(filter(None, [said.next(), past, noted]))}
    order = ("intro", "where", "last", "next", "place", "later", "old", "looked_after", "do", "ask")
    wished = {"old": said("old") if status.old else "", "do": do, "place": _place_beside(said), "later": later, "looked_after": looked_after(said), "last": said.last(), "ask": said("ask")}
    for name, text in wished.items():
        tried = {**parts, name: text}
        if count_segments(" ".join(tried[key] for key in order if tried.get(key))) <= 2:
            parts = tried
    return " ".join(parts[key] for key in order if parts.get(key))


def _past_elsewhere(said: Said) -> str:
    """By SMS that another step than the next is past its day: by its name, so that the next one is not called late, unless the name would tell an outcome."""
    status = said.status
    due = next((due for due in status.also if due.past), None)
    if status.past or due is None:
        return ""
    return said("past_other", what=said(f"point_{due.key}"), due=said.day(due.by)) if status.exemption or due.key in ("final", *DATES_OF_A_PLAN) else said("past")


def _no_news_by_sms(said: Said) -> str:
    """An outcome whose letter came long ago: the dates of a plan, what to do where one is late, and where the outcome itself is seen."""
    dates = _dates_of_a_plan(said.status)
    late = next((due for due in dates if due.past), None)
    problem = late_problem(said.content, late.key) if late else None
    steps = late_steps(problem) if problem else []
    must = [said("intro"), said("no_news", on=said.day(said.status.last_on)), *(date_by_sms(said, due) for due in dates)]
    do = [fill_step(said.content, steps[0], "sms")] if steps else []
    see = said("no_news_date_now" if _matters_now(said.status, NOW_DAYS) else "no_news_date" if _matters_now(said.status) else "no_news_see")
    for optional in ([said("old")] if said.status.old else [], do, [see], [looked_after(said)], [said("ask")]):
        if any(optional) and count_segments(" ".join([*must, *optional])) <= 2:
            must += optional
    return " ".join(must)


def _matters_now(status: Status, within: int = NEWS_DAYS) -> bool:
    """Whether a day that a text may not name (it would tell the outcome) is near; within NEWS_DAYS, or past on the council's side."""
    days = [(by, past) for key, by, past in [(status.next, status.by, status.past), *((due.key, due.by, due.past) for due in status.also)] if by and key not in DATES_OF_A_PLAN]
    today = date.fromisoformat(str(status.told_on))
    return any((past and within == NEWS_DAYS) or 0 <= (date.fromisoformat(by) - today).days <= within for by, past in days)


def date_by_sms(said: Said, due: Due) -> str:
    """One date of a plan, for a text."""
    by = date.fromisoformat(due.by)
    before = (by + timedelta(days=1)).isoformat()
    return " ".join(filter(None, [said(f"plan_{due.key}", by_day=said.day(due.by), before=said.day(before)), said("past") if due.past else "", said("noted_sms") if due.exemption else ""]))
