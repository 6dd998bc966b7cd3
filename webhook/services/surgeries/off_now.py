"""That a place is no more, said in an answer to who asks for it before the text that says so is out: that text then is not sent to them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.booking.bookings import who_books
from webhook.services.booking.draft import asking, closing
from webhook.services.render.booking import BookingWords, ask_question
from webhook.services.surgeries.changes import settle_told
from webhook.services.surgeries.off import next_draft, off_text
from webhook.services.surgeries.surgeries import TELL
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.bookings import SurgeryBooking
from webhook.store.surgeries import Surgery


def say_off_now(parts: Parts, heard: Heard, place: SurgeryBooking) -> Turn:
    """What became of the surgery of a place, and the next date as a question."""
    words = BookingWords(parts, heard.channel)
    with parts.db.reading() as session:
        off = session.get_one(Surgery, place.surgery_id)
        told = Reply(off_text(words, "booked", place.day, place.venue, off, heard.now))
        draft = next_draft(session, off, heard.now, who_books(heard.conversation))
        turn = closing(heard, told, words.reply("surgery_off_no_date")) if draft is None else asking(parts, heard, draft, told, ask_question(parts, session, heard.channel, draft))
    if draft is None and heard.channel == "sms":
        turn.changes |= {"awaiting": TELL, "options": ["surgery_info", "deny"]}

    def settle(session: Session) -> None:
        turn.wake += settle_told(parts, session, place.id, heard.conversation.id, heard.now)

    turn.effects.append(settle)
    return turn
