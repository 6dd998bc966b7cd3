"""A professional who was asked for advice in an assessment: six weeks from the day the council asked them, never the dates of a parent's request."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.cases.who_asks import at_work
from webhook.services.dates.days_read import find_days
from webhook.services.dates.read import Asked, fit_day
from webhook.services.render.render import PROFESSIONAL, answer_reply
from webhook.services.steps.dates import count_asked
from webhook.services.steps.plain import part_turn
from webhook.services.turn.heard import Heard, Turn

ADVICE, TOPIC = "advice", "ehcna_advice"
LONGEST = 45  # words
_OUR_ADVICE = re.compile(
    r"\b(?:our|my|the school'?s|school|professional|ep|psychology|therapy|medical|health|social care|ehc|ehcna|statutory|written|section k) (?:\w+ )?(?:advice|report|contribution)\b"
    r"|\b(?:advice|report) (?:is |was |due|deadline|request\w*|for (?:an?|the) (?:ehc\w*|needs|assessment|plan))"
    r"|\b(?:request(?:ed|s)?|ask(?:ed|s|ing)?|call|letter)\b.{0,25}\b(?:for|to (?:give|send|write)) (?:(?:our|my|us|the|an?) )?(?:\w+ )?advice\b"
    r"|\b(?:send|return|submit|write|give|provide|get|do)\b.{0,12}\b(?:our|my|the) (?:\w+ )?(?:advice|report|contribution)\b|\badvice to (?:the )?(?:la|council|local authority|you)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:deadline|due|time ?(?:limit|scale|frame)s?|by when|when|how (?:long|many (?:weeks|days))|what (?:date|day)|last day|(?:6|six) weeks?|late|overdue"
    r"|extension|more time)\b",
    re.IGNORECASE,
)
_OF_A_REQUEST = re.compile(r"\b(?:we|i|school) (?:have |has |'ve )?(?:put in|made|sent|submitted|applied|requested an? (?:ehc|needs|assess))\w*", re.IGNORECASE)


def answer_advice_due(parts: Parts, heard: Heard) -> Turn | None:
    """When their own advice is due: counted from the day they give, else the rule. A step of the turn."""
    text = heard.text.replace("\u2019", "'")
    answer = parts.content.answers.get(TOPIC)
    asked = not heard.form_open and heard.lane in (None, "gentle") and heard.intent is None and len(text.split()) <= LONGEST and at_work(text)
    if answer is None or answer.off or PROFESSIONAL not in answer.parts or not asked or not (_OUR_ADVICE.search(text) and _WHEN.search(text)) or _OF_A_REQUEST.search(text):
        return None
    turn = part_turn(parts, heard, answer, PROFESSIONAL)
    days = find_days(text, local_date(heard.now))
    if len(days) != 1:
        return turn
    counted = count_asked(parts, heard, Asked(ADVICE, fit_day(ADVICE, days[0][2])), local_date(heard.now))
    counted.topics = [TOPIC]
    counted.changes["awaiting"] = None  # a day that comes alone is a parent's, elsewhere
    record = parts.content.status["dates_status"].on(heard.channel)
    for reply in counted.replies:
        reply.text = reply.text.replace(record, "").rstrip()  # one family's case is not theirs to see
    if heard.channel == "web":
        counted.replies.append(answer_reply(parts, answer, heard.channel, PROFESSIONAL, with_letter=False))
    return counted
