"""Whoever does not want the identity check gets out of it: "skip", "I didn't ask about my case". A booking that it came between is gone on with."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.booking.draft import Draft, read_left
from webhook.services.booking.read import BOOK, CHANGE, wants_to_leave
from webhook.services.booking.unfinished import go_on, was_told
from webhook.services.steps.booking_again import leave_guessed_check
from webhook.services.steps.booking_own import start_booking
from webhook.services.turn.heard import Heard, Reply, Turn

LONGEST = 14  # words
_SKIP = re.compile(r"^\W*(?:(?:ok|no|sorry|pls|please|just)\W+)*skip(?:\W+(?:it|this|that|please|pls|thanks|the (?:question|case|check)))*\W*$", re.IGNORECASE)
_NOT_OF_CASE = re.compile(
    r"\b(?:don'?t|do not|didn'?t|did not|never|not|isn'?t|wasn'?t)\b(?: \w+){0,4}? (?:about|look\w* (?:at|up|for|into)|check|see|ask\w*(?: you)?(?: about| for)?|mean(?:t)?)"
    r"(?: \w+){0,2}? case\b"
    r"|\b(?:not|isn'?t|nothing to do with|wasn'?t) (?:\w+ ){0,2}?(?:case|his plan|her plan)\W*$",
    re.IGNORECASE,
)
_THE_BOOKING = re.compile(r"\b(?:back|on|about|with|was|want\w*|asking|meant?) .{0,20}\b(?:book\w*|surgery|place|slot|appointment)\b", re.IGNORECASE)
_HAS_NONE = re.compile(r"\b(?:ref\w*|number|code|letter)\b", re.IGNORECASE)  # what stands in the way of an answer: the check has words for that


def leave_check(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn in the middle of the check, before anything answers it. None where nobody wants out."""
    if not heard.form_open or heard.lane not in (None, "gentle") or heard.flags or heard.personal_kinds:
        return None
    text = heard.text.replace("\u2019", "'")
    if len(text.split()) > LONGEST or _HAS_NONE.search(text):
        return None
    left = read_left(parts, heard)
    left = left if left is not None and was_told(parts, heard, left) else None
    out = bool(_SKIP.match(text) or _NOT_OF_CASE.search(text))
    if not out and not (left is not None and (wants_to_leave(text) or _THE_BOOKING.search(text))):
        return None
    turn = _take_up(parts, heard, left) or Turn(lane="lookup", topics=["case_identity"], changes={"unsure_count": 0})
    left_out = _SKIP.match(text) and left is None  # a question they would rather not answer: how else to hear of their case
    turn.replies.insert(0, Reply(parts.content.messages["identity_refused" if left_out else "check_not_wanted"].on(heard.channel)))
    leave_guessed_check(heard, turn)
    return turn


def _take_up(parts: Parts, heard: Heard, left: Draft | None) -> Turn | None:
    """The question of the booking that was left; of one that had got no further than the dates, the dates."""
    word = CHANGE if left is not None and left.booking else BOOK
    return (go_on(parts, heard, word) or (start_booking(parts, heard, BOOK) if word == BOOK else None)) if left is not None else None
