"""How a surgery was, asked once after it: 1, 2 or 3."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.booking.draft import booking_turn
from webhook.services.booking.read import read_number
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.bookings import SurgeryBooking

RATING = "rate:"  # and the booking's id, in `awaiting`
RATINGS = 3


def take_rating(parts: Parts, heard: Heard, booking_id: int) -> Turn | None:
    """How it was: 1, 2 or 3. Anything else is an ordinary message."""
    number = read_number(heard.text, RATINGS)
    if number is None or number < 0:
        return None

    def keep(session: Session) -> None:
        session.get_one(SurgeryBooking, booking_id).rating = number + 1

    turn = booking_turn([Reply(parts.content.messages["surgery_feedback_thanks"].on(heard.channel))], {"awaiting": None, "options": [], "unsure_count": 0})
    turn.lane, turn.topics = "feedback", ["feedback"]
    turn.effects.append(keep)
    return turn
