""" "When should they tell me", after the dates of a review meeting were counted: the council's decision; "when does school send its report", "and the changed plan": those. Pure."""

from __future__ import annotations

import re

from webhook.services.turn.follow_ups import LONGEST, bare_question

REPORT, DECISION, CHANGED_PLAN = "review_report", "review_decision", "amended_from_meeting"  # keys of limits
_WHEN = re.compile(r"\b(?:when|by when|how (?:long|soon|many (?:weeks|days))|(?:what|which) (?:date|day)|(?:is|was) (?:it|that|this) (?:too |now |already )?late)\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:tell|told|send|sent|let (?:me|us) know|hear|know|find out|decid\w+|decision|writ\w+|letter|inform\w*|say|said|answer|reply|respond|get back|contact"
    r"|outcome|result)\b|\b(?:should|must|do|have to) they\W*$",
    re.IGNORECASE,
)
_NEW_PLAN = re.compile(r"\b(?:chang\w+|amended|updated|revised|final(?: amended)?) (?:ehc )?(?:plan|ehcp|version)\b", re.IGNORECASE)
_NO_NEW_PLAN = re.compile(
    r"\b(?:appeal\w*|tribunal|complain\w*|assess\w*|transport|taxi|surgery|ombudsman|agree|start\w*)\b|\b(?:do|should|must|can) (?:i|we) (?!have|get|see|hear|expect)",
    re.IGNORECASE,
)
_REPORT = re.compile(r"\b(?:report|notes|minutes|paperwork)\b", re.IGNORECASE)
_ELSE = re.compile(
    r"\b(?:plan|ehcp?|changes?|draft|appeal\w*|tribunal|complain\w*|before|next review|another|again|do (?:i|we) (?:tell|write|answer|reply)|(?:should|must"
    r"|can) (?:i|we) (?:tell|write|answer|reply|complain)"
    r"|transport|taxi|assess\w*|ombudsman|surgery)\b",
    re.IGNORECASE,
)


def asks_of_review(text: str) -> str:
    """The limit that a short message asks for; "" where it asks something else."""
    plain = bare_question(text)
    if len(plain.split()) > LONGEST or not _WHEN.search(plain):
        return ""
    if _NEW_PLAN.search(plain):
        return "" if _NO_NEW_PLAN.search(plain) else CHANGED_PLAN
    if _ELSE.search(plain):
        return ""
    return REPORT if _REPORT.search(plain) else DECISION if _TOLD.search(plain) else ""
