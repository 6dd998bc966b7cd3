"""A booking that something else came between: that nothing is booked yet is said in one line, and the words it says take it up where it was.

Not after danger, where somebody may be watching, or to those who are mourning or want no texts.
"""

from __future__ import annotations

from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.services.booking.ask import ask_on, offer_instead, offer_times
from webhook.services.booking.bookings import free_slots, who_books
from webhook.services.booking.draft import AWAITING, Draft, leave_draft, read_draft, read_left
from webhook.services.booking.read import BOOK, CHANGE
from webhook.services.render.booking import BookingWords
from webhook.services.steps.booking_reminder import ASK, SURE
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Heard, Turn
from webhook.store.duty_queries import list_our_words
from webhook.store.surgeries import Surgery

SAYS_NOTHING_MORE = ("crisis", "concern", "silent", "opt_out", "opt_in", "holding", "language")
ASK_SOMETHING = ("clarify", "lookup")  # lanes of turns that end with a question of their own, a list of services excepted
TOLD = {"give_up": "booking_unfinished_give_up", "wait": "booking_unfinished_wait", SURE: "booking_unfinished_reminder"}
NOTHING_BEGUN = (ASK, "have", "which", "waits")
WITH_A_TIME = ("name", "needs", "about", "confirm", "alter")
SEGMENTS = 2
LOOKED_BACK = 4  # texts of ours


def note_unfinished(parts: Parts, heard: Heard, turn: Turn) -> None:
    """Where a turn leaves a booking half done: say so, and keep it for those who go on."""
    draft = read_draft(parts, heard)
    if draft is None or draft.step in NOTHING_BEGUN or draft.taken or not _leaves(heard, turn):
        return
    words = BookingWords(parts, heard.channel)
    note = words.reply(_note_key(draft))
    last, asks = turn.replies[-1], turn.lane in ASK_SOMETHING and not (turn.changes.get("awaiting") or "").startswith("search")
    joined = f"{last.text} {note.text}"
    if heard.channel == "sms" and not asks and last.kind == "reply" and count_segments(joined) <= SEGMENTS:
        last.text = joined
    else:
        turn.replies.insert(len(turn.replies) - asks, note)
    if (turn.changes.get("awaiting") or AWAITING).startswith(AWAITING):
        turn.changes["awaiting"] = None  # a "1" must not mean two things
    turn.effects.append(lambda session: leave_draft(parts, session, heard, draft))


def go_on(parts: Parts, heard: Heard, word: str) -> Turn | None:
    """The booking, or the change of a place, that was left, where it was; None where there is none, or it is as well begun anew."""
    draft = read_left(parts, heard)
    if draft is None or draft.surgery is None or word != (CHANGE if draft.booking else BOOK) or "another" in heard.text.lower():
        return None
    draft = replace(draft, left_in=None)
    with parts.db.reading() as session:
        free = free_slots(session, session.get_one(Surgery, draft.surgery), heard.now, who_books(heard.conversation))
        if draft.step == "time" and free:
            return offer_times(parts, heard, session, draft, free)
    if draft.step not in (*WITH_A_TIME, "time"):
        return None
    if draft.step == "time" or draft.time not in free:
        return offer_instead(parts, heard, draft)
    return ask_on(parts, heard, draft.at("confirm") if draft.step == "alter" else draft)


def was_told(parts: Parts, heard: Heard, draft: Draft) -> bool:
    """Whether one of our last texts said that this is not done yet, so that an answer may still mean it."""
    note = BookingWords(parts, heard.channel)(_note_key(draft))
    with parts.db.reading() as session:
        return any(note in text for text in list_our_words(session, heard.conversation.id, limit=LOOKED_BACK))


def _note_key(draft: Draft) -> str:
    return TOLD.get(draft.step) or ("booking_unfinished_change" if draft.booking else "booking_unfinished")


def _leaves(heard: Heard, turn: Turn) -> bool:
    """Whether after this turn the booking is asked about no more, and that may be said."""
    if turn.lane in SAYS_NOTHING_MORE or heard.lane in SAYS_NOTHING_MORE or turn.topics[:1] == ["surgery_book"] or not turn.replies:
        return False
    if heard.unsafe or heard.conversation.bereaved_at is not None or "bereaved_at" in turn.changes:
        return False
    asked_on = (turn.changes.get("awaiting", AWAITING) or "").startswith(AWAITING)
    return bool(turn.changes.get("options")) or not asked_on
