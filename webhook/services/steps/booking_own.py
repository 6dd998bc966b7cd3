"""What somebody has already: a place to change or give up, a place that is kept for them, a question how it was. Read `take_booking` first.

They are found by the number or the conversation that writes, so nobody hears of another's place (conduct 10).
"""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.ask import ask_on, begin_booking, in_dates, leave_booking
from webhook.services.booking.bookings import give_up, is_off, list_open, who_books
from webhook.services.booking.draft import Draft, closing, read_draft
from webhook.services.booking.instead import concerns_other, names_booking, read_instead, wants_to_move
from webhook.services.booking.own_words import CANT, asks_out, drops, drops_booking, read_own
from webhook.services.booking.read import BOOK, CHANGE, GIVE_UP, STATUS, find_days, is_about_texts, names_day, read_agreed, read_number, read_wish, read_word, read_yes_no, wants_to_leave
from webhook.services.booking.read_list import wants_waiting
from webhook.services.booking.read_times import read_times
from webhook.services.booking.subject import subject_of
from webhook.services.booking.unfinished import go_on
from webhook.services.directory.asking import looks_for_service
from webhook.services.directory.vocabulary import load_vocabulary
from webhook.services.render.booking import BookingWords
from webhook.services.steps.booking import take_step
from webhook.services.steps.booking_change import change_place
from webhook.services.steps.booking_left import take_left
from webhook.services.steps.booking_list import say_waits
from webhook.services.steps.booking_next import say_others_of_kept
from webhook.services.steps.booking_offer import OFFER, has_offer, take_offer
from webhook.services.steps.booking_rating import RATING, take_rating
from webhook.services.steps.booking_reminder import REMINDER_STEPS, offer_reminder, take_reminder
from webhook.services.steps.safety import leave_forms
from webhook.services.steps.surgery_off import say_lost
from webhook.services.surgeries.asked import names_surgery
from webhook.services.surgeries.needs import split_needs
from webhook.services.surgeries.off_now import say_off_now
from webhook.services.turn.heard import Heard, Turn
from webhook.store.booking_find import has_live_booking, list_booked
from webhook.store.bookings import SurgeryBooking
from webhook.store.inbox import list_last_topics
from webhook.store.surgeries import Surgery

SHOWN = 3  # places in one question
LEFT_WORDS = 6  # of an answer to a booking that was left
LISTS = ("wait", "waits")  # steps about a waiting list, where "take me off" means the list
RECENT = 3  # turns back to which "change it" may refer
_TO_COME = re.compile(r"\b(?:com(?:e|ing)|attend\w*|make (?:it|that|the)|be there|surgery|place|slot|booking)\b", re.IGNORECASE)
_LOOKS = re.compile(r"\?|\b(?:is|are) there\b|\b(?:any|anything|anywhere|where|which|what|looking for|find|clubs?|groups?|activities)\b", re.IGNORECASE)
_AS_WELL = re.compile(r"\b(?:as well|in addition|extra|one more|(?:a second|2nd|second) (?:slot|place|time|appointment))\b", re.IGNORECASE)


def take_booking(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn: an answer to what booking last asked, or a whole message in the words our texts offer."""
    awaiting, draft = heard.conversation.awaiting or "", read_draft(parts, heard)
    switched_off = "surgery_book" in parts.content.answers  # only then is it there
    reminder = draft is not None and draft.step in REMINDER_STEPS
    if switched_off or (is_about_texts(heard.text) and not reminder):
        return None
    word = _read_word(parts, heard, draft if not reminder else None)
    if heard.form_open:
        return _leave_check(parts, heard, word)
    if draft is not None and reminder:
        return (start_booking(parts, heard, word) if word else None) or _drop_just_booked(parts, heard, draft) or take_reminder(parts, heard, draft)
    if (turn := take_offer(parts, heard)) is not None:
        return turn
    if awaiting.startswith(OFFER) and (turn := say_others_of_kept(parts, heard, int(awaiting.removeprefix(OFFER)))) is not None:
        return turn
    if awaiting.startswith(RATING):
        return take_rating(parts, heard, int(awaiting.removeprefix(RATING)))
    if draft is not None and not word and _is_search(parts, heard, draft):
        return None
    if draft is not None and word != BOOK and (turn := _take_draft(parts, heard, draft)) is not None:
        return turn
    return _start_or_go_on(parts, heard, word) if word else take_left(parts, heard)


def _drop_just_booked(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """ "Actually we can't make it" where a number for the reminder is asked for: whether to give the place up. "I don't need it" is said of the reminder."""
    if read_own(heard.text, waits=False) == CANT or (read_wish(heard.text) == GIVE_UP and _TO_COME.search(heard.text)):
        return ask_on(parts, heard, Draft("give_up", booking=draft.booking))
    return None


def _is_search(parts: Parts, heard: Heard, draft: Draft) -> bool:
    """Whether a message in the middle of a booking looks for a service of the directory: "is there any swimming on sundays". What they want to talk about is theirs as a whole."""
    if draft.step == "about" or names_surgery(heard.text) or names_booking(heard.text) or not _LOOKS.search(heard.text):
        return False
    return looks_for_service(heard.text, load_vocabulary(parts.settings.content_dir), local_date(heard.now))


def _take_draft(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    if draft.step in ("have", "which", "give_up"):
        return _take_own(parts, heard, draft)
    if asks_out(heard.text) and not _is_detail(heard, draft):
        return ask_on(parts, heard, Draft("give_up", booking=draft.booking)) if draft.booking is not None else leave_booking(parts, heard, draft)
    if draft.booking is not None and drops_booking(heard.text) and not names_day(heard.text) and read_times(heard.text, ()) is None and not _is_detail(heard, draft):
        return ask_on(parts, heard, Draft("give_up", booking=draft.booking))  # a place that is theirs already: asked about before it is given up
    if draft.step not in LISTS and read_wish(heard.text) == GIVE_UP and not _is_detail(heard, draft) and (draft.step == "name" or read_instead(heard.text) is None):
        return leave_booking(parts, heard, draft)  # nothing is booked yet
    said_off = draft.step in ("name", "needs", "about", "confirm") and drops_booking(heard.text)
    said_off = said_off and (read_instead(heard.text) is None or len(heard.text.split()) > LEFT_WORDS)  # "I can't do that day" asks for another
    if said_off and not names_day(heard.text) and read_times(heard.text, ()) is None:
        return leave_booking(parts, heard, draft)  # "we can't make it, it's her op": never what they want to talk about
    return take_step(parts, heard, draft)


def _is_detail(heard: Heard, draft: Draft) -> bool:
    """ "I can't do stairs", "they want to cancel his transport": said to what we asked, no change of mind."""
    return draft.step in ("needs", "about") and not read_word(heard.text) and (draft.step == "about" or concerns_other(heard.text) or bool(split_needs(heard.text)[0]))


def _read_word(parts: Parts, heard: Heard, draft: Draft | None) -> str:
    """The word of our texts that a message is; "" for one that needs a place, where there is none."""
    word = read_word(heard.text)
    if not word and draft is None and wants_to_move(heard.text) and (names_booking(heard.text) or _spoke_of_booking(parts, heard)):
        word = CHANGE
    return word if word == BOOK or (word and _booked(parts, heard)) else ""


def _spoke_of_booking(parts: Parts, heard: Heard) -> bool:
    with parts.db.reading() as session:
        return any("surgery_book" in topics for topics in list_last_topics(session, heard.inbound, RECENT))


def _leave_check(parts: Parts, heard: Heard, word: str) -> Turn | None:
    """In the middle of the identity check only the words of our own texts are about booking, and that they can't come to a place they have; they end the check."""
    turn = _start_or_go_on(parts, heard, word) if word and read_word(heard.text) else None
    if turn is None and heard.lane in (None, "gentle") and _TO_COME.search(heard.text) and drops_booking(heard.text) and _booked(parts, heard):
        turn = start_booking(parts, heard, GIVE_UP)  # asked about before it is given up
    if turn is not None:
        turn.changes |= {"segment": heard.conversation.segment + 1, "segment_turns": 0}  # the dialogue model forgets its form
        turn.effects.append(lambda session: leave_forms(session, heard))
    return turn


def _start_or_go_on(parts: Parts, heard: Heard, word: str) -> Turn | None:
    return (go_on(parts, heard, word) or start_booking(parts, heard, word)) if word else None


def start_booking(parts: Parts, heard: Heard, wish: str = "") -> Turn | None:
    """The turn for a message about booking. None where nothing can be done here, and a person must see to it."""
    wish = wish or read_wish(heard.text)
    booked = _booked(parts, heard)
    beside = wish == BOOK and ("another" in heard.text.lower() or wants_waiting(heard.text))
    if booked and (beside or (wish in (BOOK, CHANGE) and _AS_WELL.search(heard.text))):
        return _book_beside(parts, heard, booked)
    if len(booked) > 1 and names_day(heard.text):
        booked = [booking for booking in booked if booking.day in find_days(heard.text, [booking.day])] or booked
    if len(booked) > 1:
        return ask_on(parts, heard, Draft("which", wish=wish, offered=tuple(str(booking.id) for booking in booked[:SHOWN])))
    if booked:
        return _own_place(parts, heard, booked[0], wish)
    if wish == GIVE_UP and names_day(heard.text):
        return None  # they know of a place that we don't: somebody else gave it
    if wish != BOOK:
        return has_offer(parts, heard) or say_waits(parts, heard) or say_lost(parts, heard) or _say_none(parts, heard)
    return begin_booking(parts, heard, subject_of(parts, heard)) or has_offer(parts, heard)


def _book_beside(parts: Parts, heard: Heard, booked: list[SurgeryBooking]) -> Turn:
    """Another date beside those they have; of a date they have that one place is all there is, and nothing is moved by it."""
    same = find_days(in_dates(heard).text, [booking.day for booking in booked])
    turn = None if same else begin_booking(parts, heard, subject_of(parts, heard))
    if turn is not None:
        return turn
    own = next((booking for booking in booked if booking.day in same), booked[0])
    words = BookingWords(parts, heard.channel)
    return ask_on(parts, heard, Draft("have", booking=own.id), words("booking_one_each" if same else "booking_no_other_date"))


def say_reminders(parts: Parts, heard: Heard) -> Turn | None:
    """When the reminders of their place are sent; on the web, where there is no number, whether to give one."""
    booked, words = _booked(parts, heard), BookingWords(parts, heard.channel)
    if not booked:
        return start_booking(parts, heard, STATUS)
    if heard.channel == "web" and booked[0].contact_hash is None:
        return offer_reminder(parts, heard, booked[0])
    when = "" if heard.unsafe else words.reminders(booked[0], heard.now)
    return closing(heard, words.reply("booking_reminder_when", when=when) if when else words.reply("booking_reminder_none"))


def _booked(parts: Parts, heard: Heard) -> list[SurgeryBooking]:
    person = who_books(heard.conversation)
    with parts.db.reading() as session:
        return list_booked(session, person.key, local_date(heard.now), trial=person.trial)


def has_any(parts: Parts, heard: Heard) -> bool:
    """Whether they have a place to come to, are kept one, or wait for one."""
    with parts.db.reading() as session:
        return has_live_booking(session, heard.conversation, local_date(heard.now))


def _say_none(parts: Parts, heard: Heard) -> Turn | None:
    """They ask about a place and have none. None where places are not given here at all."""
    with parts.db.reading() as session:
        given_here = bool(list_open(session, heard.now, who_books(heard.conversation)))
    return closing(heard, BookingWords(parts, heard.channel).reply("booking_none")) if given_here else None


def _own_place(parts: Parts, heard: Heard, booking: SurgeryBooking, wish: str) -> Turn:
    if wish == GIVE_UP:
        return ask_on(parts, heard, Draft("give_up", booking=booking.id))
    if wish == CHANGE:
        return change_place(parts, heard, booking)
    with parts.db.reading() as session:
        off = is_off(booking, session.get_one(Surgery, booking.surgery_id))
    if off:  # an import has overtaken it, and no text has said so yet
        return say_off_now(parts, heard, booking)
    return ask_on(parts, heard, Draft("have", booking=booking.id))


def _take_own(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    with parts.db.reading() as session:
        booking = session.get(SurgeryBooking, int(draft.booking)) if draft.booking else None
    if draft.step == "which":
        return _take_which(parts, heard, draft)
    assert booking is not None
    if draft.step == "give_up":
        return _take_give_up(parts, heard, draft, booking)
    number, wish = read_number(heard.text, SHOWN), read_wish(heard.text)
    if number == 2:
        return begin_booking(parts, heard, booking.about) or closing(heard, BookingWords(parts, heard.channel).reply("booking_no_times"))
    if number == -1:
        return ask_on(parts, heard, draft, BookingWords(parts, heard.channel)("booking_not_offered"))
    if number is None and wish not in (CHANGE, GIVE_UP):
        yes = read_yes_no(heard.text)
        if yes:
            return ask_on(parts, heard, draft, BookingWords(parts, heard.channel)("booking_choose"))
        return leave_booking(parts, heard, draft) if wants_to_leave(heard.text) or yes is False else None
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
    if asks_out(heard.text):
        return ask_on(parts, heard, draft)  # a question is no yes
    number, said = read_number(heard.text, 2), heard.text.lower()
    gives_up = number == 0 or (number is None and "keep" not in said and (read_agreed(heard.text) is True or read_wish(heard.text) == GIVE_UP or drops(heard.text)))
    keeps = number == 1 or "keep" in said or (number is None and not gives_up and (read_yes_no(heard.text) is False or wants_to_leave(heard.text)))
    if number is None and read_wish(heard.text) == CHANGE:
        return change_place(parts, heard, booking)
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
