"""Answers to a text that we sent by ourselves while another question was open, and that question again after it. Read `answer_unasked` and `ask_older` first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.booking.instead import concerns_other
from webhook.services.booking.read import is_question, read_yes_no
from webhook.services.booking.read_offer import LONGEST
from webhook.services.identity.check_question import ASK_AGAIN
from webhook.services.identity.read import read_objection
from webhook.services.steps.booking_beside import hear_beside
from webhook.services.steps.booking_offer import has_offer, read_out_kept, take_named
from webhook.services.steps.booking_own import take_booking
from webhook.services.steps.plain import is_only_details
from webhook.services.steps.surgery import hear_surgery
from webhook.services.steps.surgery_facts import hear_fact
from webhook.services.steps.surgery_off import say_sorry
from webhook.services.surgeries.off_asked import sounds_upset
from webhook.services.texts.own_questions import DRAFT, OFFER, OWN, TELL_ONE, is_fresh, keep_question
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.bookings import BookingDraft
from webhook.store.cases import IdentityCheck
from webhook.store.conversations import Conversation
from webhook.store.messages import Message

DETAILS = {"case_ref", "code"}  # what only the identity check asks for
OF_CHECK = {"case_status", "case_identity"}
ASKS_NO_MORE = ("crisis", "concern", "silent", "opt_out", "holding", "handover", "language")  # after which nothing older is asked
WAITS = f"{DRAFT}waits"
STEPS = (hear_beside, hear_fact, take_booking, hear_surgery)


def answer_unasked(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn: in the middle of the identity check, the answer to a text of ours that came after its question; or words that name a kept place."""
    if not heard.form_open or heard.lane is not None or DETAILS & set(heard.personal_kinds) or is_only_details(heard.masked):
        return None
    awaiting, beside = heard.conversation.awaiting or "", replace(heard, form_open=False)
    if not awaiting.startswith(OWN):
        return take_named(parts, beside)
    turn = next((turn for step in STEPS if (turn := step(parts, beside)) is not None), None)
    if turn is None and awaiting == TELL_ONE and (heard.text.strip(" .!") == "2" or read_yes_no(heard.text) is False):
        turn = Turn(lane="small_talk", topics=["small_talk"], replies=[Reply(parts.content.messages["small_talk_no"].on(heard.channel))], changes={"awaiting": None, "options": []})
    short = len(heard.text.split()) <= LONGEST and "?" not in heard.text and not heard.personal_kinds
    if turn is None and awaiting.startswith(OFFER) and short and not is_question(heard.text) and not concerns_other(heard.text):
        return has_offer(parts, beside)  # it was said to the offer, whatever it says
    if turn is None and (sounds_upset(heard.text) or (short and not read_objection(heard.text, None))):
        return say_sorry(parts, beside)  # and to the text that a surgery is off
    return turn


def ask_older(parts: Parts, heard: Heard, turn: Turn) -> None:
    """Once the last question is settled, the one before it is asked again. Adds to the turn; what is open is read with the conversation locked, when it is written down."""
    before = heard.conversation
    own = (before.awaiting or "").startswith(OWN)
    if not turn.replies or turn.lane in ASKS_NO_MORE or heard.lane is not None or heard.unsafe or not (own or heard.form_open or before.asked_before):
        return
    turn.effects.append(lambda session: _ask_older(parts, session, heard, turn, own=own))


def keep_own(heard: Heard, turn: Turn) -> None:
    """In the check, its next question after one of ours: ours is asked again when the check is over. Who begins a check in a booking is told how to go on (booking/unfinished)."""
    awaiting = heard.conversation.awaiting or ""
    of_check = turn.lane == "lookup" and set(turn.topics[:1]) & OF_CHECK
    if heard.form_open and awaiting.startswith(OWN) and of_check and turn.changes.get("awaiting", "") is None:
        turn.effects.insert(0, lambda session: _keep(session, heard, turn))


def _keep(session: Session, heard: Heard, turn: Turn) -> None:
    conversation = session.get_one(Conversation, heard.conversation.id)
    conversation.awaiting, conversation.options = heard.conversation.awaiting, heard.conversation.options  # as it was before this turn
    keep_question(session, conversation, heard.now)
    conversation.awaiting, conversation.options = turn.changes["awaiting"], turn.changes.get("options", [])


def _ask_older(parts: Parts, session: Session, heard: Heard, turn: Turn, *, own: bool) -> None:
    conversation, check = session.get_one(Conversation, heard.conversation.id), session.get(IdentityCheck, heard.conversation.id)
    if conversation.awaiting or conversation.options:
        return
    requested = check.requested if check and heard.now - check.updated_at <= timedelta(minutes=parts.settings.sealed_minutes) else None
    if requested:
        if own and not set(turn.topics[:1]) & OF_CHECK:
            turn.replies.append(Reply(parts.content.messages[ASK_AGAIN[requested]].on(heard.channel)))
        return
    waits = any((question["awaiting"] or "") == WAITS for question in conversation.asked_before or [])  # whoever is offered the place is not asked whether they still wait for it
    if (heard.form_open or waits) and (offer := read_out_kept(parts, session, heard)) is not None:
        reply, conversation.awaiting = offer
        turn.replies.append(reply)
        return
    kept = list(conversation.asked_before or [])
    while kept:
        question = kept.pop()
        said = session.get(Message, question["message"])
        awaiting = question["awaiting"] or ""
        if said is None or not is_fresh(awaiting, said.at, heard.now) or (awaiting.startswith(DRAFT) and session.get(BookingDraft, conversation.id) is None):
            continue
        conversation.awaiting, conversation.options = question["awaiting"], question["options"]
        turn.replies.append(Reply(said.text, buttons=list(said.buttons or []), sources=list(said.sources or [])))
        break
    if kept != (conversation.asked_before or []):
        conversation.asked_before = kept or None
