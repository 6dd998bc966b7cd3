"""Without a case: "we asked on 3 June, when should we hear?" gets the clock from the day they give, marked as their day and not the council's record.

The day is read back. One that cannot be, or has not come, is asked for again, and so is the day of the request where they give another
(the 20 weeks do not run from the yes).
Where only the day a letter came is known, no last day is told from it: the date on the letter is asked for. Whether the law was kept, or an exemption applies, is never said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.answers.escalation import route
from webhook.services.answers.questions_of_follow_ups import SAID_YES
from webhook.services.cases.asked import APPEAL, LATE, WEEKS, WHEN, asked_of_case
from webhook.services.clock.limits import COUNCIL, LIMITS
from webhook.services.dates.after_review import asks_of_review
from webhook.services.dates.appeal_told import LOOKED_BACK, ask_for_month, asks_last_day, asks_own_day, asks_reply_day, asks_which_day, find_appeal_told
from webhook.services.dates.count import count_lines, is_only_arrival, is_past, start_of
from webhook.services.dates.days_read import Day, read_day
from webhook.services.dates.done_that import read_done
from webhook.services.dates.events import APPEALS, DECISIONS, EVENT_OF, LIMITS_OF, TOO_ROUGH, TOPICS
from webhook.services.dates.letter_read import read_letter
from webhook.services.dates.read import AWAITING, Asked, fit_day, read_among, read_day_of, read_question, read_review_held
from webhook.services.render.dates import DateWords, dates_by_sms, dates_of_arrival, dates_on_web, put_urgent_first
from webhook.services.render.situation import soften
from webhook.services.render.status import CASE_TOPIC, LATE_TOPIC, late_problem
from webhook.services.steps.brief import is_recent
from webhook.services.steps.certificate_to_come import OF_ITS_WAY
from webhook.services.texts.text import count_segments
from webhook.services.turn.follow_ups import find_dispute, find_part
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.services.turn.told_beside import OF_A_PLAN, answer_told
from webhook.services.turn.told_topics import find_told_topics
from webhook.store.inbox import list_bodies_told

_THE_REST = re.compile(
    r"^\W*(?:(?:and|so|ok|what about|how about|when is|whens)\W+)*(?:the |my |our )?(?:final |draft )?(?:plan|ehcp|decision|yes or no|answer)\W*$"
    r"|^\W*(?:(?:and|so|ok|but|then)\W+)*(?:when|by when|what date) (?:is|are|would|will|should|does|do|must|could)(?: (?:i|we))? (?:(?:get|have|see) )?"
    r"(?:the |my |our |his |her |their )?(?:final |actual |whole )?(?:plan|ehcp)(?: (?:be|come|get))?(?: (?:due|ready|done|finished|out|here|in|by|then))*\W*$",
    re.IGNORECASE,
)
_OTHER_APPEAL = re.compile(r"\b(?:fines?|penalty|exclu\w+|suspen\w+|dla|pip|badge|transport|taxi)\b", re.IGNORECASE)  # each has its own rule, or none
_THE_PLAN = re.compile(r"\b(?:plan|ehcp)\b", re.IGNORECASE)
_YES_TO_PLAN = re.compile(rf"^(?!.*\b(?:not|n't|refus\w+|if)\b).*{SAID_YES}", re.IGNORECASE | re.DOTALL)
_YES_TO_ASSESS = re.compile(
    r"\b(?:said yes|agreed|accepted|approved)\b(?! (?:with|that (?:he|she))).{0,15}\b(?:to (?:do |carry out )?(?:an? |the )?assess\w*|the assessment|it|the request)\b", re.IGNORECASE
)
JUST_ASKED = ("ehcna_request", "ehcna_timeline")  # topics after which "I did that" is the request for an assessment
ROOM_FOR_FEELING = 60  # characters of a text for the sentence that shows it was heard


def answer_dates(parts: Parts, heard: Heard) -> Turn | None:
    """The dates for a question that gives an event and a day, or for the day we had asked for."""
    if heard.form_open:
        return None
    today, only = local_date(heard.now), ""
    asked, told = read_question(heard.text, today) or read_letter(heard.text, today), None
    event = _event_meant(heard)
    done = read_done(heard.text) if asked is None and heard.conversation.last_topic in JUST_ASKED and is_recent(heard) else None
    if done is not None and (asked := read_question(done, today, told=True)) is None:
        return _ask_day(parts, heard, today)
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
    elif asked is None and event in LIMITS_OF and (asks_which_day(heard.text) or (event in ("draft", "changes") and asks_reply_day(heard.text))):
        asked = find_asked(parts, heard, event, today)
    if asked is None and event == "review_meeting" and (limit := asks_of_review(heard.text)):
        asked, only = find_asked(parts, heard, event, today), limit
    if asked is None and _asks_of_appeal(heard.text) and find_dispute(parts.content, heard.masked, last) is None:  # after an exclusion it is another appeal
        return _appeal_rule(parts, heard, today)
    late_asked = asked is None and _asks_of_clock(heard) and asked_of_case(heard.text) == LATE
    if asked is None and _asks_of_clock(heard):
        asked = find_asked(parts, heard, event, today)
        only = "final" if _THE_PLAN.search(heard.text) and _THE_REST.match(heard.text) else ""
        if asked is None and not _begun(heard):
            return None
        if asked is None:
            return Turn(lane="lookup", topics=[CASE_TOPIC], replies=[Reply(DateWords(parts.content, heard.channel, today)("dates_ask_day"))])
    if asked is None or parts.content.answers[_topics(asked.event)[0]].off:
        return None
    if asked.event == "request" and (_YES_TO_PLAN.search(heard.text) or _YES_TO_ASSESS.search(heard.text)):
        only = "final"  # the yes or no has come: it is not past
    turn = count_asked(parts, heard, asked, today, only)
    if late_asked and asked.day.day is not None and not asked.day.wrong:
        _say_if_late(parts, heard, turn)
    return answer_told(parts, heard, turn, told, OF_A_PLAN if asked.event == "request" else ())


def answer_own_day(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn, after the rows: "by when" after an answer on the tribunal asks for the family's own day, and not for the day of a hearing."""
    if heard.form_open or heard.lane not in (None, "gentle") or not is_recent(heard) or not asks_own_day(heard.text):
        return None
    last = heard.conversation.last_topic
    return _appeal_rule(parts, heard, local_date(heard.now)) if last == "tribunal" or (last in OF_ITS_WAY and find_part(heard.text) is None) else None


def _day_alone(heard: Heard, event: str, today: date) -> Day | None:
    """The day of the event we know of; "the 3rd" is one where we had asked for a day, else it is one of several things."""
    awaited = (heard.conversation.awaiting or "").startswith(AWAITING)
    return read_day(heard.text, today) or read_day_of(event, heard.text, today) or (read_day(f"it was {heard.text}", today) if awaited else None)


def _with_certificate(parts: Parts, heard: Heard, event: str, today: date) -> Asked | None:
    """ "My certificate is dated 31 October", after the day of the decision: the later of the two counts."""
    day = read_day_of("certificate", heard.text, today)
    if day is None:
        return None
    before = find_asked(parts, heard, event, today)
    return replace(before, certificate=day, appeal=True) if before is not None else Asked("certificate", day, appeal=True)


def _speaks_of_mediation(heard: Heard) -> bool:
    return "mediation" in heard.text.lower() or (heard.conversation.last_topic == "mediation" and is_recent(heard))


def _say_if_late(parts: Parts, heard: Heard, turn: Turn) -> None:
    """ "Is that late": yes or no stands before the dates."""
    key = "dates_late_yes" if LATE_TOPIC in turn.topics else "dates_late_no"
    said = parts.content.status[key].on(heard.channel)
    text = ("\n\n" if heard.channel == "web" else " ").join([said, turn.replies[0].text])
    for last in ("dates_status", "dates_exact", "dates_again"):
        if heard.channel == "sms" and count_segments(text) > 2:
            text = text.removesuffix(parts.content.status[last].sms).strip()
    turn.replies[0].text = text


def _ask_day(parts: Parts, heard: Heard, today: date) -> Turn:
    """They asked for an assessment, and the day was not told: it is asked for."""
    changes: dict[str, Any] = {"options": [], "unsure_count": 0, "awaiting": f"{AWAITING}request", "last_topic": TOPICS["request"][0], "ladder": None}
    reply = Reply(DateWords(parts.content, heard.channel, today)("dates_ask_done"), sources=[LIMITS["decision"].source])
    return Turn(lane="answer", topics=list(TOPICS["request"]), confidence=0.9, flags=heard.flags, changes=changes, replies=[reply])


def _asks_of_appeal(text: str) -> bool:
    return not _OTHER_APPEAL.search(text) and (asked_of_case(text) == APPEAL or ("appeal" in text.lower() and asks_own_day(text)))


def _appeal_rule(parts: Parts, heard: Heard, today: date) -> Turn:
    """ "What's the last day to appeal", with no day given: the rule, and which day it is counted from. Asking is no sign that today is the day."""
    say = DateWords(parts.content, heard.channel, today)
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
    if _begun(heard):
        return asked_of_case(heard.text) in (LATE, WEEKS, WHEN) or bool(_THE_REST.match(heard.text))
    of_it = not heard.conversation.awaiting and is_recent(heard) and EVENT_OF.get(heard.conversation.last_topic or "") == "request"
    return of_it and bool(_THE_REST.match(heard.text))  # their day was told some messages ago


def _begun(heard: Heard) -> bool:
    return heard.conversation.awaiting == f"{AWAITING}request" and is_recent(heard)


def find_asked(parts: Parts, heard: Heard, event: str, today: date) -> Asked | None:
    """The question, or the day for it, in their last messages, while what they wrote is kept."""
    with parts.db.reading() as session:
        bodies = list_bodies_told(session, heard.inbound, LOOKED_BACK)
    for text in (parts.vault.open(body) for body in bodies):
        asked = read_question(text, today, told=event in DECISIONS) or read_letter(text, today)
        if asked is None and event == "request" and (done := read_done(text)) is not None:
            asked = read_question(done, today, told=True)
        day = read_day(text, today) or read_day_of(event, text, today)
        if asked is None and day is not None:
            asked = Asked(event, fit_day(event, day))
        if asked is not None and asked.event == event:
            return asked
    return None


def count_asked(parts: Parts, heard: Heard, asked: Asked, today: date, only: str = "") -> Turn:
    """The dates that run from an event, or what is asked about its day first. `only`: the one limit that they ask of."""
    say = DateWords(parts.content, heard.channel, today)
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
    start = start_of(asked)
    lines = [line for line in count_lines(asked, start) if only in ("", line.key)]
    late = next((line for line in lines if is_past(asked, line, today) and line.limit.who == COUNCIL and line.key not in ("no_plan", "amended_from_meeting")), None)
    if late is not None and asked.event in ("request", "review_meeting", "changes", "amending"):
        problem = late_problem(parts.content, late.limit.key)
        if problem is not None and route(problem, (), ()):
            changes |= {"last_topic": LATE_TOPIC, "ladder": {"problem": problem.key, "tried": [], "facts": []}}
            turn.topics = [*turn.topics, LATE_TOPIC]
    sources = {line.limit.law: line.limit.source for line in lines}
    room = ROOM_FOR_FEELING if heard.lane == "gentle" else 0
    if is_only_arrival(asked):
        text = dates_of_arrival(say, asked, lines, room)
    else:
        text = dates_on_web(say, asked, start, lines, late) if heard.channel == "web" else dates_by_sms(say, asked, start, lines, late, room)
    turn.replies = [Reply(text, sources=list(sources.values()))]
    soften(parts.content, heard, turn)
    put_urgent_first(parts.content, heard, turn, asked, lines, today)
    return turn


def _topics(event: str) -> tuple[str, ...]:
    return TOPICS["request" if event == "agreed" else event]
