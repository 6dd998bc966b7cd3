"""A message in the middle of a booking that says more than the answer: a name, a subject, a question about the surgery, at whatever step. Read `hear_beside` first.

Each part is taken where it belongs: what is stored is kept, what is asked is answered, the rest is read as the answer, and then the open question is asked.
"""

from __future__ import annotations

import re
from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.services.booking.ask import ask_on
from webhook.services.booking.draft import Draft, keep_draft, read_draft
from webhook.services.booking.read import read_agreed
from webhook.services.booking.said import Said, read_said
from webhook.services.people.passed_on import shorten
from webhook.services.personal.names import load_words
from webhook.services.render.booking import BookingWords
from webhook.services.steps.booking import take_step
from webhook.services.steps.booking_details import NEEDS_CHARS, after_name
from webhook.services.steps.booking_needs import keep_told, take_told
from webhook.services.steps.surgery_facts import answer_in_draft
from webhook.services.surgeries.needs import split_needs
from webhook.services.turn.heard import Heard, Reply, Turn

_WISHES = re.compile(r"\b(?:can|could|may|would) (?:you|u|i|we|he|she|they) (?:please |pls |possibly )?(?:have|get|use|sit in|do|put|provide|book)\b|\bneed\b", re.IGNORECASE)
_HOLDS = re.compile(r"\b(?:but|if|first|before|as long as|only)\b", re.IGNORECASE)  # "yes but is it step free"
STEPS = ("date", "time", "name", "needs", "about", "confirm", "alter")
READ_BACK = ("confirm", "alter")
BEFORE = ("date", "time", "name", "about")  # what they need is a question of its own


def hear_beside(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn, before the answers to a booking. None where the message is only an answer, or only a question."""
    draft = read_draft(parts, heard)
    if draft is None or draft.step not in STEPS or heard.form_open or heard.lane not in (None, "gentle"):
        return None
    said, masked = _read(parts, heard.text, draft), _read(parts, heard.masked, draft)
    if draft.step in READ_BACK and (turn := take_told(parts, heard, draft, _keep(draft, said, masked.about), said.asks)) is not None:
        return turn
    if draft.step in BEFORE and not said.details and not said.asks and (turn := keep_told(parts, heard, draft)) is not None:
        return turn
    if draft.step == "needs" and not said.details and not said.rest and (wished := _keep_needs(Draft("needs"), masked).needs):
        return take_step(parts, replace(heard, text=wished, masked=wished), draft)  # "can we have a quiet room", where we asked what they need
    if not said.details and not (said.asks and said.rest):
        return None
    kept = _keep_needs(_keep(draft, said, masked.about), masked)
    holds = said.details or bool(_HOLDS.search(heard.text))
    agrees = draft.step in READ_BACK and holds and bool(read_agreed(said.rest))  # what is new, or asked first, is answered and read back before it is booked
    turn = take_step(parts, replace(heard, text=said.rest, masked=masked.rest), kept) if said.rest and not agrees else None
    if turn is None and said.rest and not agrees:
        if said.details:
            with parts.db.writing() as session:  # kept; the rest is for the dialogue model, and the question is asked after its answer
                keep_draft(parts, session, heard.conversation.id, kept, heard.now)
        return None
    turn = turn or _go_on(parts, heard, kept, said)
    answers = [answer for asked in said.asks if (answer := answer_in_draft(parts, replace(heard, text=asked), kept))]
    turn.replies = [Reply(" ".join(answers)), *turn.replies] if answers else turn.replies
    return turn


def _read(parts: Parts, text: str, draft: Draft) -> Said:
    """What is said beside the answer. The answer to what they want to talk about is theirs as a whole, but for a name that is said to be one."""
    said = read_said(text, load_words(parts.settings.content_dir).common)
    if draft.step != "about":
        return said
    return replace(said, about="", rest="") if said.name is not None and not said.rest and not said.about else Said()


def _keep(draft: Draft, said: Said, about: str) -> Draft:
    if said.name is not None:
        draft = replace(draft, name=said.name)
    if said.about:
        before = draft.about if said.adds and draft.step != "about" and about not in draft.about else ""
        draft = replace(draft, about=shorten("; ".join(part for part in (before, about or said.about) if part), 200))
    return draft


def _keep_needs(draft: Draft, masked: Said) -> Draft:
    """ "Can you have a quiet room" asks, and says what they need: it is answered from the record and noted."""
    needs = [split_needs(asked.rstrip(" ?"))[0] for asked in masked.asks if _WISHES.search(asked)]
    needs = [need for need in needs if need and need not in draft.needs]
    return replace(draft, needs=shorten(", ".join(filter(None, [draft.needs, *needs])), NEEDS_CHARS)) if needs else draft


def _go_on(parts: Parts, heard: Heard, draft: Draft, said: Said) -> Turn:
    """The next question once something was kept: the read-back where all was asked, else the one that is open."""
    if draft.step in READ_BACK or (draft.asked and not draft.taken):
        return ask_on(parts, heard, draft.at("confirm"))
    if draft.step == "name" and said.name is not None:
        return after_name(parts, heard, draft)
    return ask_on(parts, heard, draft.at(draft.step), BookingWords(parts, heard.channel)("booking_noted"))
