"""A no from the council, asked of in few words: "and what if they say no" after a time limit, and "they said no in september" with no day to count from.

Decided from the words and from what was just answered; the rule on appeals is content, and the day they give next is counted by steps/dates.
"""

from __future__ import annotations

import re
from typing import Any

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.answers.brief import says_only, topic_words
from webhook.services.answers.part_asked import leans_on_refusal
from webhook.services.cases.told import shown_status
from webhook.services.dates.days_read import names_day
from webhook.services.dates.events import TOPICS
from webhook.services.dates.read import AWAITING, find_refusal, read_question
from webhook.services.render.case_asked import GRANT
from webhook.services.render.render import answer_turn
from webhook.services.render.situation import soften
from webhook.services.render.status import CASE_TOPIC, LATE_TOPIC
from webhook.services.steps.brief import is_recent
from webhook.services.steps.plain import OF_AN_APPEAL, part_turn
from webhook.services.turn.follow_ups import REFUSED, bare_question
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.services.turn.told_beside import answer_told

TRIBUNAL = "tribunal"  # the part of an answer that says which one
LONGEST = 140  # characters: a longer message tells more than when it was
_IT = r"(?:they|the council|the panel|the la|it|it'?s|that'?s|the answer(?: is)?|the decision(?: is)?|we(?:'?re| are| get)?|i get)"
_WHAT = r"(?:it|that|this|us|me|him|her|them|assess(?:ing)?(?: \w+)?|(?:an?|the|our|my|his|her) (?:assessment|plan|ehcp?|request|application))"
_NO = (
    r"(?:(?:says?|said|comes? back(?: with)?|is|decides?|tells?(?: (?:me|us))?|gets?)\s+)?(?:an?\s+)?(?:no\b|refus\w+|reject\w*"
    r"|turn(?:s|ed)? (?:us|me|him|her|them|it) down|turned down|declin\w+"
    r"|disagrees?|(?:do not|don'?t|won'?t|will not) (?:agree|assess|accept)|against)"
)
_THEN = r"(?:again|then|though|what (?:then|now|can (?:i|we) do|happens(?: then)?|do (?:i|we) do))"
_IF_NO = re.compile(
    r"^(?:(?:so )?(?:what|then what|what happens|what do (?:i|we) do|what can (?:i|we) do|what next|what now)\s+(?:if|when)|(?:and )?if)"
    rf"\s+{_IT}\s+{_NO}(?:\s+(?:to\s+)?{_WHAT})?(?:\W+{_THEN})*\W*$",
    re.IGNORECASE,
)
REFUSED_FROM = {"ehcp_what": "ehcna_refused", "ehcna_timeline": "ehcna_refused", "ehcna_request": "ehcna_refused", "ehcna_advice": "ehcp_not_issued", "ehcp_draft": "ehcp_not_issued"}
REFUSED_AT = {"request": "ehcna_refused", **dict.fromkeys(("decision_yes", "advice", "advice_in", "draft"), "ehcp_not_issued")}  # stages of a case
REFUSED_LATE = {"decision_late": "ehcna_refused", "draft_late": "ehcp_not_issued"}  # problems of the ladder
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
GRANT_TOPIC = "exceptional_needs_grant"
_DISPUTES = re.compile(
    r"\b(?:appeal\w*|challeng\w+|tribunal|mediat\w+|disput\w+|overturn\w*|contest|fight|refus\w+|reject\w*|decline\w*|says? no|said no|a no|it'?s no"
    r"|turn\w* (?:it |us |him |her )?down)\b",
    re.IGNORECASE,
)
_WORDS_OF_A_GRANT = """
    appeal appealing challenge challenging tribunal mediation mediator dispute disputing overturn contest fight refuse refused refusal reject rejected rejection decline
    declined say said no turn turned down grant money funding eng school panel forum council decide decision answer come back against case application request child son
    daughter able possible right rights there still
"""
_OF_A_GRANT = frozenset(_WORDS_OF_A_GRANT.split())
_WHICH_TRIBUNAL = re.compile(
    r"\b(?:which|what|whose|same|different|another|other|that|this|the) tribunal\b|\btribunal\b.*\b(?:send|special needs)\b|\b(?:send|special needs) (?:one|tribunal)\b",
    re.IGNORECASE,
)
_WORDS_OF_WHICH = "tribunal send special needs one same different other another which what whose benefits benefit court then no kind sort type"
_OF_WHICH_TRIBUNAL = frozenset(_WORDS_OF_WHICH.split())
_SOME_TIME = re.compile(
    rf"\b(?:(?:back )?in|since|during|around|about|early|late|mid|(?:the )?(?:end|start|beginning|middle) of|last)(?: (?:early|late|mid|last|this))*[ -]{_MONTH}\b(?! ?\d)"
    r"|\b(?:last|this) (?:week|month|term|spring|summer|autumn|winter|half term)\b|\bin the (?:spring|summer|autumn|winter|(?:summer|easter) holidays?)\b"
    r"|\b(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|few|couple(?: of)?|some|several) (?:days?|weeks?|wks?|months?) (?:ago|back)\b"
    r"|\b(?:recently|the other (?:day|week))\b",
    re.IGNORECASE,
)
_NOT_THE_COUNCIL = re.compile(
    r"\b(?:if|school|gp|doctors?|camhs|head ?teacher|head|senco|sendco|nursery|college|dad|father|ex|mum|mother|dentist|employer|landlord|insurance|judge|tribunal)\b", re.IGNORECASE
)


def answer_of_grant(parts: Parts, heard: Heard) -> Turn | None:
    """ "Can I appeal if they say no to it" after the status of a grant: there is no tribunal for it, and what can be done instead."""
    answer = parts.content.answers.get(GRANT_TOPIC)
    if heard.form_open or heard.lane is not None or answer is None or REFUSED not in answer.parts or not (_DISPUTES.search(heard.text) and says_only(heard.text, _OF_A_GRANT)):
        return None
    status = shown_status(parts, heard)
    return part_turn(parts, heard, answer, REFUSED) if status is not None and status.stage in GRANT else None


def answer_refusal_of_topic(parts: Parts, heard: Heard) -> Turn | None:
    """ "They said no", "can I appeal it", "is that the SEND tribunal" after an answer: that topic's own way, never another's. Where content has none, that is said, with who can help."""
    answer = parts.content.answers.get(heard.conversation.last_topic or "")
    if answer is None or answer.off or answer.topic in REFUSED_FROM or answer.topic in parts.content.no_refusal or heard.form_open or heard.lane not in (None, "gentle"):
        return None
    if is_recent(heard) and REFUSED in answer.parts and _WHICH_TRIBUNAL.search(heard.text) and says_only(heard.text, _OF_WHICH_TRIBUNAL | topic_words(parts.content, answer.topic)):
        return part_turn(parts, heard, answer, TRIBUNAL if TRIBUNAL in answer.parts else REFUSED)
    if not is_recent(heard) or not leans_on_refusal(parts.content, heard.masked, answer.topic):
        return None
    if answer.topic in OF_AN_APPEAL and read_question(heard.text, local_date(heard.now)) is not None:
        return None  # its letter's day is given: counted by steps_dates
    topic, part = (answer.topic, REFUSED) if REFUSED in answer.parts else parts.content.follow_ups.get("appeal", {}).get(answer.topic, (answer.topic, None))
    if part == "short":
        return answer_turn(parts, heard, [topic], 0.9)
    if part is not None:
        return part_turn(parts, heard, parts.content.answers[topic], part)
    words = parts.content.messages["no_way_known"].on(heard.channel).format(plain=answer.plain)
    return Turn(lane="answer", topics=[answer.topic], replies=[Reply(words)], confidence=0.9, flags=heard.flags, changes={"options": [], "unsure_count": 0})


def answer_if_refused(parts: Parts, heard: Heard) -> Turn | None:
    """ "And if they say no?" after a time limit or a case: how to appeal, never how to chase an answer."""
    if heard.form_open or heard.lane is not None or not is_recent(heard) or not _IF_NO.match(bare_question(heard.text)):
        return None
    topic = _refusal_of(parts, heard)
    return answer_turn(parts, heard, [topic], 0.9) if topic in parts.content.answers and not parts.content.answers[str(topic)].off else None


def _refusal_of(parts: Parts, heard: Heard) -> str | None:
    last, ladder = heard.conversation.last_topic or "", heard.conversation.ladder or {}
    if last in (CASE_TOPIC, LATE_TOPIC) and (status := shown_status(parts, heard)) is not None:
        return REFUSED_AT.get(status.stage)
    return REFUSED_LATE.get(str(ladder.get("problem"))) if last == LATE_TOPIC else REFUSED_FROM.get(last)


def ask_day_of_refusal(parts: Parts, heard: Heard) -> Turn | None:
    """ "They said no in september": the rule on appeals, and which day is on the letter, as the time runs from that day."""
    today, text = local_date(heard.now), heard.text.replace("\u2019", "'")
    if heard.form_open or heard.lane not in (None, "gentle") or len(text) > LONGEST or not _SOME_TIME.search(text) or _NOT_THE_COUNCIL.search(text):
        return None
    event = find_refusal(text)
    if event is None or names_day(text, today) or read_question(text, today) is not None or parts.content.answers[TOPICS[event][0]].off:
        return None
    changes: dict[str, Any] = {"options": [], "unsure_count": 0, "awaiting": f"{AWAITING}{event}", "last_topic": TOPICS[event][0], "ladder": None}
    words = parts.content.status["dates_ask_letter"].on(heard.channel).format(year=str(today.year))
    turn = Turn(lane="answer", topics=list(TOPICS[event]), confidence=0.9, flags=heard.flags, changes=changes, replies=[Reply(words)])
    soften(parts.content, heard, turn)
    return answer_told(parts, heard, turn)
