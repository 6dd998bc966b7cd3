"""A case look-up that was only guessed at, about a list of services or a surgery that was just spoken of: nobody is asked for a reference for words that name no case."""

from __future__ import annotations

from webhook.bootstrap import Parts
from webhook.services.cases.again import tell_again
from webhook.services.render.render import SURGERIES, unsure_turn
from webhook.services.steps.after_check import OF_THE_CHECK
from webhook.services.steps.booking_again import begins_check, leave_guessed_check
from webhook.services.steps.case import answer_again
from webhook.services.steps.search import answer_unlisted
from webhook.services.steps.surgery_facts import unlisted_of_surgery
from webhook.services.turn.heard import Heard, Turn
from webhook.store.inbox import list_last_topics

RECENT = 2  # turns before this one
UNSURE = ("clarify", "out_of_scope")


def doubt_check(parts: Parts, heard: Heard, turn: Turn) -> Turn:
    """ "Do I need a referral" of a card, "which room is it in" of a place: said to be not understood, and the dialogue model forgets its form."""
    if (again := tell_again(parts, heard, turn)) is not None:
        return again
    if turn.lane in UNSURE and not heard.form_open and heard.lane is None and not heard.flags and (told := unlisted_of_surgery(parts, heard)) is not None:
        return told
    if not heard.form_open and turn.lane == "lookup" and turn.topics and set(turn.topics) <= set(OF_THE_CHECK) and (told := answer_again(parts, heard)) is not None:
        leave_guessed_check(heard, told)
        return told  # "who's dealing with it" after another answer, while what was told of the case is kept
    if heard.form_open or heard.intent or heard.lane is not None or not begins_check(heard, turn) or not (_list_stands(heard) or _spoke_of_surgeries(parts, heard)):
        return turn
    doubted = answer_unlisted(parts, heard) or unlisted_of_surgery(parts, heard) or unsure_turn(parts, heard, 0.0)
    leave_guessed_check(heard, doubted)
    return doubted


def _list_stands(heard: Heard) -> bool:
    return (heard.conversation.awaiting or "").startswith("search")


def _spoke_of_surgeries(parts: Parts, heard: Heard) -> bool:
    with parts.db.reading() as session:
        return any(SURGERIES & topics for topics in list_last_topics(session, heard.inbound, RECENT))
