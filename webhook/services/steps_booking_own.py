"""What somebody has already: a place to change or give up, a place that is kept for them, a question how it was. Read `take_booking` first.

They are found by the number or the conversation that writes, so nobody hears of another's place (conduct 10).
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking_ask import ask_on, begin_booking, leave_booking
from webhook.services.booking_draft import Draft, asking, booking_turn, closing, read_draft
from webhook.services.booking_read import BOOK, CHANGE, GIVE_UP, is_about_texts, read_number, read_wish, read_word, read_yes_no, wants_to_leave
from webhook.services.booking_subject import subject_of
from webhook.services.bookings import BOOKED, answer_offer, give_up, who_books
from webhook.services.heard import Heard, Reply, Turn
from webhook.services.once import Outcome, do_once
from webhook.services.render_booking import BookingWords, ask_question, booked_replies
from webhook.services.steps_booking import take_step
from webhook.services.steps_booking_reminder import REMINDER_STEPS, take_reminder
from webhook.store.booking_find import list_booked, list_my_waits
from webhook.store.bookings import SurgeryBooking
from webhook.store.surgeries import Surgery

OFFER, RATING = "offer:", "rate:"  # and the booking's id, in `awaiting`
RATINGS = 3


def take_booking(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn: an answer to what booking last asked, or a whole message in the words our texts offer."""
    awaiting = heard.conversation.awaiting or ""
    switched_off = "surgery_book" in parts.content.answers  # only then is it there
    draft = read_draft(parts, heard)
    reminder = draft is not None and draft.step in REMINDER_STEPS
    if heard.form_open or switched_off or (is_about_texts(heard.text) and not reminder):
        return None
    if draft is not None and reminder and (turn := take_reminder(parts, heard, draft)) is not None:
        return turn
    if awaiting.startswith(OFFER):
        return _take_offer(parts, heard, int(awaiting.removeprefix(OFFER)))
    if awaiting.startswith(RATING):
        return _take_rating(parts, heard, int(awaiting.removeprefix(RATING)))
    word = read_word(heard.text)
    if draft is not None and not reminder and word != BOOK:
        own = draft.step in ("have", "which", "give_up")
        if not own and read_wish(heard.text) == GIVE_UP:
            return leave_booking(parts, heard, draft)  # nothing is booked yet
        turn = _take_own(parts, heard, draft) if own else take_step(parts, heard, draft)
        if turn is not None:
            return turn
    if word == BOOK or (word and _booked(parts, heard)):
        return start_booking(parts, heard, word)
    return None


def start_booking(parts: Parts, heard: Heard, wish: str = "") -> Turn | None:
    """The turn for a message about booking. None where nothing can be done here, and a person must see to it."""
    wish = wish or read_wish(heard.text)
    booked = _booked(parts, heard)
    if booked and wish == BOOK and "another" in heard.text.lower():
        return begin_booking(parts, heard, subject_of(parts, heard))
    if len(booked) > 1:
        return ask_on(parts, heard, Draft("which", wish=wish, offered=tuple(str(booking.id) for booking in booked[:RATINGS])))
    if booked:
        return _own_place(parts, heard, booked[0], wish)
    if wish != BOOK:
        return _say_wait(parts, heard)
    return begin_booking(parts, heard, subject_of(parts, heard))


def _booked(parts: Parts, heard: Heard) -> list[SurgeryBooking]:
    person = who_books(heard.conversation)
    with parts.db.reading() as session:
        return list_booked(session, person.key, local_date(heard.now), trial=person.trial)


def _say_wait(parts: Parts, heard: Heard) -> Turn | None:
    """They ask about a place and have none: perhaps they wait for one."""
    person = who_books(heard.conversation)
    with parts.db.reading() as session:
        waits = list_my_waits(session, person.key, local_date(heard.now), trial=person.trial)
    return ask_on(parts, heard, Draft("waits", surgery=waits[0].surgery_id)) if waits else None


def _own_place(parts: Parts, heard: Heard, booking: SurgeryBooking, wish: str) -> Turn:
    if wish == GIVE_UP:
        return ask_on(parts, heard, Draft("give_up", booking=booking.id))
    if wish == CHANGE:
        return _change(parts, heard, booking)
    return ask_on(parts, heard, Draft("have", booking=booking.id))


def _change(parts: Parts, heard: Heard, booking: SurgeryBooking) -> Turn:
    """Other times on the same day first, else other dates; the place is theirs until the new one is."""
    words = BookingWords(parts, heard.channel)
    intro = words("booking_keep_until")
    turn = begin_booking(parts, heard, booking.about, intro, instead_of=booking, date_open=False) or begin_booking(parts, heard, booking.about, intro, instead_of=booking)
    if turn is not None:
        return turn
    return closing(heard, words.reply("booking_no_times"), words.reply("booking_kept", place=words.booked(booking)))


def _take_own(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    with parts.db.reading() as session:
        booking = session.get(SurgeryBooking, int(draft.booking)) if draft.booking else None
    if draft.step == "which":
        return _take_which(parts, heard, draft)
    assert booking is not None
    if draft.step == "give_up":
        return _take_give_up(parts, heard, draft, booking)
    number, wish = read_number(heard.text, RATINGS), read_wish(heard.text)
    if number == 2:
        return begin_booking(parts, heard, booking.about) or closing(heard, BookingWords(parts, heard.channel).reply("booking_no_times"))
    if number == -1:
        return ask_on(parts, heard, draft, BookingWords(parts, heard.channel)("booking_not_offered"))
    if number is None and wish not in (CHANGE, GIVE_UP):
        return leave_booking(parts, heard, draft) if wants_to_leave(heard.text) or read_yes_no(heard.text) is False else None
    return _own_place(parts, heard, booking, CHANGE if number == 0 or (number is None and wish == CHANGE) else GIVE_UP)


def _take_which(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    number = read_number(heard.text, len(draft.offered))
    if number is None:
        return leave_booking(parts, heard, draft) if wants_to_leave(heard.text) else None
    if number < 0:
        return ask_on(parts, heard, draft, BookingWords(parts, heard.channel)("booking_not_offered"))
    with parts.db.reading() as session:
        booking = session.get_one(SurgeryBooking, int(draft.offered[number]))
    return _own_place(parts, heard, booking, draft.wish)


def _take_give_up(parts: Parts, heard: Heard, draft: Draft, booking: SurgeryBooking) -> Turn | None:
    """1 and yes give it up; 2 and no keep it; "give it up" and "keep it" mean what they say."""
    number, said = read_number(heard.text, 2), heard.text.lower()
    gives_up = number == 0 or (number is None and "keep" not in said and (read_yes_no(heard.text) is True or read_wish(heard.text) == GIVE_UP))
    keeps = number == 1 or "keep" in said or (number is None and not gives_up and (read_yes_no(heard.text) is False or wants_to_leave(heard.text)))
    if number is None and read_wish(heard.text) == CHANGE:
        return _change(parts, heard, booking)
    if keeps:
        return leave_booking(parts, heard, draft)
    if not gives_up:
        return ask_on(parts, heard, draft, BookingWords(parts, heard.channel)("booking_not_offered")) if number == -1 else None
    words = BookingWords(parts, heard.channel)
    turn = closing(heard, words.reply("booking_given_up", date=words.day(booking.day)))
    turn.effects.append(lambda session: _free(session, booking.id, heard))
    return turn


def _free(session: Session, booking_id: int, heard: Heard) -> None:
    give_up(session, booking_id, who_books(heard.conversation))


def _take_offer(parts: Parts, heard: Heard, booking_id: int) -> Turn | None:
    """The answer to "a place is free": once a message, and only while it is kept for them."""
    yes = False if wants_to_leave(heard.text) else read_yes_no(heard.text)
    if yes is None:
        return None
    person, words, answer, about = who_books(heard.conversation), BookingWords(parts, heard.channel), yes, subject_of(parts, heard)

    def effect(session: Session) -> Outcome:
        return Outcome({"how": answer_offer(parts, session, booking_id, person, answer, heard.now, about=about)})

    how = do_once(parts, call="surgery_offer", key=str(heard.inbound.id), conversation_id=heard.conversation.id, effect=effect)["how"]
    if how != BOOKED:
        return closing(heard, words.reply("booking_offer_declined" if how == "declined" else "booking_offer_gone"))
    with parts.db.reading() as session:
        booking = session.get_one(SurgeryBooking, booking_id)
        surgery = session.get_one(Surgery, booking.surgery_id)
        draft = Draft("name", surgery=surgery.id, slot=f"{booking.slot:%H:%M}", booking=booking.id, taken=True)
        told = booked_replies(parts, heard, booking, surgery, "booking_done")
        return asking(parts, heard, draft, *told, ask_question(parts, session, heard.channel, draft))


def _take_rating(parts: Parts, heard: Heard, booking_id: int) -> Turn | None:
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
