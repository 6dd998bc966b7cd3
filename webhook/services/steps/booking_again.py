"""After a message in the middle of a booking that was none of its answers: what it asked is answered, then the open question is asked once more.

Nothing that was only guessed at ends a booking: it says that it was not read, and the second time in a row how to get a person or to leave off. A case look-up
that is asked for in so many words, a search, danger and a person do.
"""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.booking.ask import ask_on
from webhook.services.booking.draft import AWAITING, Draft, read_draft
from webhook.services.booking.read import is_question
from webhook.services.identity.read import asks_why
from webhook.services.render.booking import BookingWords
from webhook.services.steps.booking_reminder import REMINDER_STEPS
from webhook.services.steps.safety import leave_forms
from webhook.services.steps.surgery_off import UPSET_LANES
from webhook.services.surgeries.fact_asked import asks
from webhook.services.turn.heard import Heard, Reply, Turn

ASKED_AGAIN_AFTER = ("answer", "small_talk", "out_of_scope")
CHECK = ({"case_status"}, {"case_identity"})
NO_QUESTION = 2  # words that are an answer gone wrong, whatever else they sound like
MISSED_TWICE = 1  # messages before this one that were not read
_OF_CASE = re.compile(
    r"\b(?:case|plan|ehcp?|echp|assess?ment|application|request|status|reference|ref|update|up to|progress|letter|decision|officer|record|details"
    r"|where (?:are|r) (?:we|things|they)|where (?:has|have|is|'?s) (?:he|she|they))\b",
    re.IGNORECASE,
)


def ask_again(parts: Parts, heard: Heard, turn: Turn) -> Turn:
    """The turn with the open question after it: never after distress, danger, a person, or when the answer asks something itself."""
    draft = read_draft(parts, heard)
    distressed = heard.lane is not None and not (heard.lane == "gentle" and turn.topics == ["surgery_info"])  # "what if I'm late" is answered, and gone on from
    if draft is None or draft.step in REMINDER_STEPS or distressed or heard.flags or turn.topics[:1] == ["surgery_book"]:
        return turn
    if heard.form_open and turn.lane == "lookup":
        return turn  # an answer to the identity check: ours is asked again after it (steps/own_questions)
    if draft.step == "next" and turn.lane in UPSET_LANES and len(heard.text.split()) > NO_QUESTION and not is_question(heard.text):
        return turn  # whoever is upset that theirs is off is heard (steps/surgery_off)
    if asks_why(heard.text) and not heard.form_open and turn.lane == "lookup" and set(turn.topics) in CHECK:
        turn = _say_why(parts, heard)  # "why do you need my reference" looks nothing up
    guessed = begins_check(heard, turn)
    if guessed or turn.lane == "clarify" or (turn.lane == "out_of_scope" and not set(turn.topics) - {"nonsense"}):
        return _not_read(parts, heard, draft, leave_check=guessed)
    if turn.changes.get("awaiting") or turn.changes.get("options") or not (turn.lane in ASKED_AGAIN_AFTER or turn.topics == ["surgery_info"]):
        return turn
    asked = ask_on(parts, heard, draft)
    turn.replies += asked.replies
    turn.changes |= {"awaiting": asked.changes["awaiting"]}
    turn.effects += asked.effects
    return turn


def _say_why(parts: Parts, heard: Heard) -> Turn:
    """Why a check asks for what it asks for, where none was under way."""
    turn = Turn(lane="answer", topics=["case_identity"], replies=[Reply(parts.content.messages["identity_why"].on(heard.channel))])
    leave_guessed_check(heard, turn)
    return turn


def begins_check(heard: Heard, turn: Turn) -> bool:
    """Whether who is asking would be checked, for words that speak of no case."""
    return turn.lane == "lookup" and set(turn.topics) in CHECK and "case_ref" not in heard.personal_kinds and not _OF_CASE.search(heard.text)


def _not_read(parts: Parts, heard: Heard, draft: Draft, *, leave_check: bool) -> Turn:
    words, question = BookingWords(parts, heard.channel), asks(heard.text) and len(heard.text.split()) > NO_QUESTION
    intro = words("booking_no_answer" if question else "booking_not_read_again" if draft.missed >= MISSED_TWICE else "booking_not_read")
    turn = ask_on(parts, heard, draft.at(draft.step, missed=draft.missed + 1), intro)
    if leave_check:
        leave_guessed_check(heard, turn)
    assert turn.changes["awaiting"].startswith(AWAITING)
    return turn


def leave_guessed_check(heard: Heard, turn: Turn) -> None:
    """The form that the dialogue model opened is closed, and it forgets it. Adds to the turn."""
    turn.changes |= {"segment": heard.conversation.segment + 1, "segment_turns": 0}
    turn.effects.append(lambda session: leave_forms(session, heard))
