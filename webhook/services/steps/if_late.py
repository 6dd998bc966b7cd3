""" "And if it's not there by then", "and if I'm late", "then what": after the law's dates were counted, or a case was shown, they mean those dates.

The council's own date leads to what can be done when it is late, the family's to what they can still do; both from the checked answers.
"""

from __future__ import annotations

import re
from typing import Any

from webhook.bootstrap import Parts
from webhook.services.cases.asked import AFTER, DO, asked_of_case
from webhook.services.cases.cases import OUTCOME_WAITS, Status
from webhook.services.cases.told import has_changed, shown_status
from webhook.services.dates.events import APPEALS, TOPICS
from webhook.services.dates.read import AWAITING
from webhook.services.render.escalation import step_after, step_now
from webhook.services.render.render import letter_line
from webhook.services.render.status import CASE_TOPIC, LATE_TOPIC, PHASES, Said, status_replies
from webhook.services.steps.brief import is_recent
from webhook.services.steps.plain import part_turn
from webhook.services.turn.follow_ups import LONGEST, bare_question
from webhook.services.turn.heard import Heard, Reply, Turn

IF_LATE = "if_late"  # the part of an answer
_WHAT = r"^(?:what(?: happens?| then| do (?:i|we) do| can (?:i|we) do| should (?:i|we) do| would happen)? )?(?:if|when) "
_COME = (
    r"(?:there|here|come|came|arrived?|arrives|ready|done|finished|back|sent|in|out|with (?:me|us)|turn(?:ed)? up|show(?:ed|n)? up|happen(?:ed)?|decided?|answer(?:ed)?|reply|replied"
    r"|by (?:then|that|it)|received|issued|do it|keep (?:to )?(?:it|that|the date)|meet (?:it|that|the date)|stick to (?:it|that)|make (?:it|that))"
)
_HAVE = r"(?:hear\w*|get (?:it|one|anything|that)(?! (?:back to|in|off|done|sent|to them)\b)|got (?:it|one|anything)|had (?:it|one|anything|an answer))"
_IT = r"(?:it|that|this|they|the (?:plan|decision|letter|answer|report|council|certificate|new (?:one|plan)|final (?:one|plan)|la))"
_NOT = r"(?:not|never|do(?:es)?n'?t|do(?:es)? not|hasn'?t|haven'?t|isn'?t|aren'?t|ain'?t|won'?t|can'?t|didn'?t)"
_THEIRS = re.compile(
    rf"{_WHAT}(?:{_IT}(?:'?s| is| are|'?re| has| have|'?ve|s)? ?(?:still |just )?{_NOT} (?:\w+ ){{0,2}}?{_COME}\b|(?:i|we)(?:'?ve| have)? ?(?:still )?{_NOT} (?:\w+ ){{0,2}}?{_HAVE}\b"
    r"|(?:it|that|this|they|the council|the la)(?:'?s| is| are|'?re|s)? (?:still |running |too |also |even )?(?:late|overdue|delayed|behind)\b"
    r"|they (?:miss|go past|go over|break|ignore)\b"
    r"|(?:there'?s|there is) (?:still )?(?:nothing|no (?:plan|letter|answer|decision|news))\b|(?:i|we) (?:still )?(?:hear|get|have) nothing\b"
    r"|nothing(?:'?s| has| is)? (?:come|comes|came|there|here|arrives?|arrived|happens?|turns up)\b"
    r"|(?:that|the|this) (?:day|date|deadline) (?:passes|goes|is missed|has gone|gets missed|comes and goes))"
    r".{0,30}$",
    re.IGNORECASE,
)
_THEY_DONT = re.compile(rf"{_WHAT}they (?:do not|don'?t|haven'?t|won'?t|didn'?t)(?: (?:do|answer|reply|decide)(?: it| that| in time| by then)?)?\W*$", re.IGNORECASE)
_NOTHING_YET = re.compile(  # said of dates that were counted
    rf"^(?:{_IT}(?:'?s| has| have|'?ve| is)? ?(?:still )?{_NOT} (?:\w+ ){{0,2}}?{_COME}\b|(?:i|we)(?:'?ve| have)? ?(?:still )?{_NOT} (?:\w+ ){{0,2}}?(?:{_HAVE}|heard|had)\b"
    r"|(?:i|we)(?:'?ve| have)? (?:heard|had|got) nothing\b|(?:still )?nothing|(?:still )?no (?:answer|reply|letter|news|decision|plan))"
    r"(?:\W+(?:yet|so|far|still|from|them|the|council|back|at|all|since|then|either|now|arrived|has|come|came|anything|us|me|to|a|any|thing|reply|letter|plan|decision|answer|word))*\W*$",
    re.IGNORECASE,
)
_OURS = re.compile(
    rf"{_WHAT}(?:i|we)(?:'?m| am|'?re| are| was| were|'?ve| have|'?ll be| will be)?"
    r" ?(?:a (?:bit|day|few days|week|day or two) |just |too |already |running |going to be |only |might |be |accidentally )*"
    r"(?:late(?! (?:for|to|picking|collecting|home|from|back)\b)|miss(?:ed)?|past (?:it|that)|over (?:it|that)|out of time|run out(?: of time)?|forget|forgot|not in time"
    r"|(?:can'?t|cannot|don'?t|do not|didn'?t|won'?t)(?: \w+){0,2}? (?:make it|do it|get it (?:in|off|done|there)|send it|manage(?: it)?|have time))\b.{0,30}$",
    re.IGNORECASE,
)
TOPIC_OF_LIMIT = {"amended_final": "annual_review", "review": "annual_review", "review_decision": "annual_review", "advice": "ehcna_advice"}
TOPIC_OF_LIMIT |= {**dict.fromkeys(PHASES, "phase_transfer"), "move_notice": "moving_area"}
THEIRS, OURS = "theirs", "ours"
FOLLOWS = {  # what was counted ▸ the text on what comes after it
    "request": "after_decision",
    "advice": "after_advice",
    "draft": "after_comments",
    "review_meeting": "after_review_decision",
    "changes": "after_amended_comments",
    "amending": "after_amended_final",
    "plan": "after_review",
    "moved": "after_move_notice",
    **dict.fromkeys((*APPEALS, "mediation_no", "mediation_asked"), "after_appeal"),
}


def whose_lateness(text: str) -> str | None:
    """theirs ("if it's not there by then"), ours ("and if I'm late") or None. Pure."""
    plain = bare_question(text)
    if len(plain.split()) > LONGEST:
        return None
    return OURS if _OURS.match(plain) else THEIRS if _THEIRS.match(plain) or _THEY_DONT.match(plain) else None


def answer_if_late(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn: what being late means for the dates that were just told; None where none were."""
    if heard.form_open or heard.lane not in (None, "gentle") or not is_recent(heard) or heard.conversation.bereaved_at is not None:
        return None
    awaiting = heard.conversation.awaiting or ""
    event = awaiting.removeprefix(AWAITING) if awaiting.startswith(AWAITING) else ""
    whose = whose_lateness(heard.text)
    if event in FOLLOWS and whose is None and _NOTHING_YET.match(bare_question(heard.text)):
        whose = THEIRS
    if event in FOLLOWS and whose is None and asked_of_case(heard.text) == DO and (step := step_now(parts, heard, letter_line)) is not None:
        return Turn(lane="answer", topics=[LATE_TOPIC], confidence=0.9, flags=heard.flags, changes={"options": [], "unsure_count": 0}, replies=[step])
    if event in FOLLOWS and whose is not None:
        return _of_dates(parts, heard, event, whose)
    if event in FOLLOWS and asked_of_case(heard.text) == AFTER:
        return step_after(parts, heard, letter_line) or _turn(parts, heard, FOLLOWS[event], event)  # what is late already goes on with its route
    if whose is None or heard.conversation.last_topic not in (CASE_TOPIC, LATE_TOPIC, None):
        return None
    status = shown_status(parts, heard)
    if status is not None and has_changed(parts, heard):
        return _case_turn(Reply(parts.content.status["changed_since"].on(heard.channel)))
    return _of_case(parts, heard, status, whose) if status is not None else None


def _of_dates(parts: Parts, heard: Heard, event: str, whose: str) -> Turn | None:
    if event in APPEALS and _THEY_DONT.match(bare_question(heard.text)):  # a council that stays with its no makes nobody late
        return _part(parts, heard, "tribunal", "mediation_over" if event == "certificate" else "still_no")
    if event in APPEALS:
        return _part(parts, heard, "tribunal")
    if whose == THEIRS:
        return step_after(parts, heard, letter_line) or _part(parts, heard, "ehcna_timeline" if event == "draft" else TOPICS[event][0])
    if event == "changes":
        return _turn(parts, heard, "add_comments_late", event)
    return _part(parts, heard, TOPICS[event][0]) if event in ("draft", "mediation_no", "mediation_asked") else _turn(parts, heard, "dates_not_yours", event)


def _of_case(parts: Parts, heard: Heard, status: Status, whose: str) -> Turn | None:
    if status.stage == OUTCOME_WAITS or (status.outcome and heard.channel == "sms"):  # a text tells of no decision
        return _case_turn(status_replies(parts.content, status, heard.channel)[0])
    if whose == THEIRS:
        return step_after(parts, heard, letter_line) or _part(parts, heard, TOPIC_OF_LIMIT.get(status.next, "ehcna_timeline"))
    if status.next == "amended_comments":
        return _case_turn(Reply(parts.content.status["add_comments_late"].on(heard.channel)))
    if status.next == "comments" or status.appeal_by is not None or status.disagree == "over":
        return _part(parts, heard, "ehcp_draft" if status.next == "comments" else "tribunal")
    said = Said(parts.content, status, heard.channel)
    return _case_turn(Reply(("\n\n" if heard.channel == "web" else " ").join([said("none_of_yours"), said.next()])))


def _part(parts: Parts, heard: Heard, topic: str, part: str = IF_LATE) -> Turn | None:
    """What the topic's answer has on being late, or another part of it. What was counted, or shown, stays what is spoken of."""
    answer = parts.content.answers.get(topic)
    if answer is None or answer.off or part not in answer.parts:
        return None
    turn = part_turn(parts, heard, answer, part)
    if heard.conversation.last_topic in (CASE_TOPIC, LATE_TOPIC):
        turn.changes["last_topic"] = heard.conversation.last_topic
    return turn


def _turn(parts: Parts, heard: Heard, key: str, event: str) -> Turn:
    changes: dict[str, Any] = {"options": [], "unsure_count": 0}
    return Turn(lane="answer", topics=[TOPICS[event][0]], confidence=0.9, flags=heard.flags, changes=changes, replies=[Reply(parts.content.status[key].on(heard.channel))])


def _case_turn(reply: Reply) -> Turn:
    return Turn(lane="lookup", topics=[CASE_TOPIC], replies=[reply], changes={"options": [], "unsure_count": 0})
