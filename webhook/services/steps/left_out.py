""" "His mum gets the letters, I get told nothing", "am I on the record or not": a parent who believes that they are left out (conduct 9, 10).

Decided from their words alone; no record is read, so nothing can be given away. In the check, or after one, a person is the way on; before it, their own check.
"""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.cases.who_asks import PARENT, is_one_of_two
from webhook.services.render.status import CASE_TOPIC
from webhook.services.steps.after_check import OF_THE_CHECK
from webhook.services.steps.brief import is_recent
from webhook.services.steps.family import family_turn
from webhook.services.steps.updates import offer_stands
from webhook.services.turn.heard import Heard, Turn
from webhook.store.inbox import list_last_topics

LONGEST = 40  # words: a longer message tells a story, which is read whole
BEHIND = 2  # turns back to a check
_NOTHING = r"(?:nothing|nowt|zero|zilch|(?:sod|fuck|bugger|naff) all)"
_LEFT_OUT = re.compile(
    rf"\b(?:told|sent|given|shown) (?:\w+ )?{_NOTHING}\b"
    rf"|\b(?:i|but) (?:\w+ )?(?:get|hear|see|receive|got) (?:absolutely |literally )?(?:{_NOTHING}|no (?:letters?|emails?|updates?|info\w*|news|copies|copy))\b(?! yet)"
    r"|\b(?:i|me)(?:'?m| am|'?ve been| have been| was| get)? (?:\w+ )?(?:never|not|hardly ever) (?:ever )?(?:told|sent|copied|informed|included|invited)\b"
    r"|\b(?:nobody|no ?one|they|you|council) (?:ever |never |don'?t |won'?t )+(?:tells?|told|informs?|copy|copies|includes?) me\b"
    r"|\b(?:nobody|no ?one) (?:tells?|told|informs?|copies|includes?) me\b"
    r"|\b(?:kept|left|keep(?:s|ing)? me|leav(?:e|es|ing) me) (?:\w+ )?(?:in the dark|out(?: of (?:it|the loop|everything))?)\b"
    rf"|\b(?:only|just) (?:ever )?(?:tell|told|write|wrote|text|send|speak|spoke|talk|contact|email)s?(?: it| them)?(?: to)? (?:her|him|(?:his|her|their) {PARENT}|my ex)\b"
    r"|\b(?:i|me) (?:don'?t|never|do not|didn'?t) (?:ever )?(?:get|hear|receive|see) (?:a |any ?|the )?(?:thing|letters?|emails?|updates?|anything|copies)\b"
    r"|\b(?:tell|told|letters?|emails?|updates?|informed|asked|copied|written|wrote|send|sent)\b.{0,25}\bnot me\W*$|\bwhy not me\b",
    re.IGNORECASE,
)
_ON_RECORD = re.compile(
    r"\b(?:am|was) i (?:\w+ ){0,4}?(?:on|in|down on|down as|named on|listed on)\b.{0,20}\b(?:records?|file|files|case|system|paperwork|contacts?)\b"
    r"|\b(?:is|isn'?t) my (?:name|number|phone|mobile)\b.{0,14}\bon\b.{0,20}\b(?:records?|file|case|system)\b"
    r"|\b(?:have|do) (?:you|they) (?:even )?(?:got |have )?(?:me|my (?:name|number)) (?:on|down|listed)\b(?! (?:for|at)\b)"
    r"|\b(?:why (?:am i|aren'?t i|im|i'?m)|i'?m|i am) not (?:even )?on\b.{0,15}\b(?:records?|file|case|system)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:school|nursery|college|teacher|senco|sendco|camhs|hospital|gp|doctor|social (?:worker|services)|court|custody|contact order|maintenance"
    r"|money|benefits?|dla|pip|tax|waiting list|surgery|club|party)\b",
    re.IGNORECASE,
)


def is_left_out(text: str) -> bool:
    """Whether a parent says that they are told nothing of a case, or asks if they are on its record. Pure."""
    plain = text.replace("\u2019", "'")
    if len(plain.split()) > LONGEST or _ELSE.search(plain):
        return False
    return bool(_ON_RECORD.search(plain) or (_LEFT_OUT.search(plain) and is_one_of_two(plain)))


def answer_left_out(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn. What the check itself takes for a code that did not come is left to it."""
    if heard.lane not in (None, "gentle") or heard.intent is not None or not is_left_out(heard.text):
        return None
    if not (heard.form_open or _ON_RECORD.search(heard.text) or _was_in_check(parts, heard)):
        turn = family_turn(parts, heard, "parent_apart", "lookup", CASE_TOPIC)
        turn.changes["options"] = [CASE_TOPIC]  # "ok" begins the check
        return turn
    turn = family_turn(parts, heard, "left_out", "lookup", "case_identity")
    if not heard.form_open and not offer_stands(heard):
        turn.changes["options"] = ["handover_request"]
    return turn


def _was_in_check(parts: Parts, heard: Heard) -> bool:
    with parts.db.reading() as session:
        recent = list_last_topics(session, heard.inbound, BEHIND) if is_recent(heard) else []
    return any(topics & set(OF_THE_CHECK) for topics in recent)
