"""A place that came free and is kept for somebody: taken, refused, or read out again while it stands. Read `take_offer` first.

What stands in the database is asked, not only what was asked last: whoever wrote something else in between has not lost the place. Figures and a bare yes are
an answer to it while nothing else is asked; words that name it always are. After danger, and where somebody may be watching, nothing is read out again.
"""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.ask import begin_booking
from webhook.services.booking.bookings import BOOKED, answer_offer, who_books
from webhook.services.booking.draft import AWAITING, QUIET, Draft, asking, booking_turn, closing, open_draft
from webhook.services.booking.instead import concerns_other
from webhook.services.booking.read import find_days, is_question, names_day
from webhook.services.booking.read_next import FIGURES
from webhook.services.booking.read_offer import asks_too_late, may_still_have, names_offer, read_offer_answer, takes_it
from webhook.services.booking.subject import subject_of
from webhook.services.once import Outcome, do_once
from webhook.services.render.booking import BookingWords, ask_question, booked_replies
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.booking_find import find_kept, list_booked, why_silent
from webhook.store.bookings import BookingDraft, SurgeryBooking
from webhook.store.inbox import list_last_topics
from webhook.store.surgeries import Surgery

OFFER = "offer:"  # and the booking's id, in `awaiting`
UNCLEAR, UNCLEAR_WORDS = ("clarify", "out_of_scope"), 8  # lanes in which a short message was guessed at: it was about the offer
CAN_BE_YES = 2  # choices, the first of which a yes may mean
ANSWERED = ("answer", "small_talk")
_OF_IT = re.compile(r"\b(?:it|that|this|there|then)\b", re.IGNORECASE)
_FIGURE = re.compile(r"^\W*\d\W*$")


def take_offer(parts: Parts, heard: Heard) -> Turn | None:
    """The answer to a place that is kept for them; None if the message is about something else, or none is."""
    awaiting, answer = heard.conversation.awaiting or "", read_offer_answer(heard.text)
    if answer is None and not awaiting.startswith(AWAITING) and asks_too_late(heard.text):
        return _say_if_late(parts, heard)
    if answer is None or awaiting.startswith(AWAITING):
        return None
    if answer and _names_other_day(parts, heard):
        return begin_booking(parts, heard, subject_of(parts, heard))
    if awaiting.startswith(OFFER):
        return _settle(parts, heard, int(awaiting.removeprefix(OFFER)), answer)
    if (turn := take_named(parts, heard)) is not None:
        return turn
    takes = answer and (names_offer(heard.text) or (not awaiting and takes_it(heard.text)))
    if not takes and len(heard.conversation.options) > CAN_BE_YES and not awaiting and not _FIGURE.match(heard.text):
        return has_offer(parts, heard)  # no yes chooses among three: it may be said to the place
    if not takes and (awaiting or heard.conversation.options):
        return None  # something else was asked meanwhile, and that is answered
    kept = _find_kept(parts, heard, only_live=not takes)
    return _settle(parts, heard, kept.id, answer) if kept is not None else None


def take_named(parts: Parts, heard: Heard) -> Turn | None:
    """The answer to a place that is kept for them, in words that name it, while something else is asked; None where they don't, or none is."""
    answer = read_offer_answer(heard.text) if names_offer(heard.text) and not concerns_other(heard.text) else None
    kept = _find_kept(parts, heard, only_live=True) if answer is not None else None
    return _settle(parts, heard, kept.id, bool(answer)) if kept is not None else None


def _names_other_day(parts: Parts, heard: Heard) -> bool:
    """Whether a message asks for another day than that of the place: "a place on the 18th"."""
    kept = _find_kept(parts, heard, only_live=True) if names_day(FIGURES.sub(" ", heard.text)) else None
    return kept is not None and not find_days(FIGURES.sub(" ", heard.text), [kept.day])


def _say_if_late(parts: Parts, heard: Heard) -> Turn | None:
    """ "Is it too late": the place while it stands, else that it could not be kept. None where something else was spoken of since."""
    kept = _find_kept(parts, heard, only_live=False)
    if kept is None or (not names_offer(heard.text) and _spoke_since(parts, heard, kept)):
        return None
    if may_still_have(heard.text) and _stands(kept, heard):
        return _settle(parts, heard, kept.id, yes=True)
    return has_offer(parts, heard) or booking_turn([BookingWords(parts, heard.channel).reply("booking_offer_gone")], dict(QUIET))


def _spoke_since(parts: Parts, heard: Heard, kept: SurgeryBooking) -> bool:
    """Whether the last they wrote since a place was kept for them was about something else."""
    if heard.conversation.options or heard.previous_at is None or heard.previous_at < kept.made_at:
        return bool(heard.conversation.options)
    with parts.db.reading() as session:
        return not any("surgery_book" in topics for topics in list_last_topics(session, heard.inbound, 1))


def read_offer_again(parts: Parts, heard: Heard, turn: Turn) -> Turn:
    """After another message the offer is read out again, and stays open: alone where what was written was not understood."""
    if not (heard.conversation.awaiting or "").startswith(OFFER) or heard.lane is not None or heard.flags or turn.changes.get("awaiting"):
        return turn
    unclear = turn.lane in UNCLEAR and len(heard.text.split()) <= UNCLEAR_WORDS  # what was only guessed at takes no offer's place
    if not unclear and turn.lane not in ANSWERED and turn.topics != ["surgery_info"]:
        if turn.changes.get("options"):
            turn.changes["awaiting"] = None  # a "1" must not mean two things
        return turn
    kept = _find_kept(parts, heard, only_live=True)
    if kept is None:
        return turn
    reply = _read_out(parts, heard, kept)
    if unclear:
        other = concerns_other(heard.text) and not _OF_IT.search(heard.text)  # "is that after school" is asked of the place
        said = [BookingWords(parts, heard.channel).reply("booking_no_answer" if is_question(heard.text) else "booking_not_read")] if other else []
        return Turn(lane="lookup", topics=["surgery_book"], replies=[*said, reply], changes={"awaiting": f"{OFFER}{kept.id}", "options": [], "unsure_count": 0})
    turn.replies.append(reply)
    turn.changes["awaiting"] = f"{OFFER}{kept.id}"
    return turn


def has_offer(parts: Parts, heard: Heard) -> Turn | None:
    """The turn for somebody who asks what they have, while a place is kept for them; None where none is."""
    kept = _find_kept(parts, heard, only_live=True)
    if kept is None:
        return None
    changes = {"awaiting": f"{OFFER}{kept.id}", "options": [], "unsure_count": 0}
    return Turn(lane="lookup", topics=["surgery_book"], replies=[_read_out(parts, heard, kept)], changes=changes)


def _find_kept(parts: Parts, heard: Heard, *, only_live: bool) -> SurgeryBooking | None:
    """The place that is kept for them; the last that was, where `only_live` is not set. None after danger, and where somebody may be watching."""
    person = who_books(heard.conversation)
    with parts.db.reading() as session:
        kept = find_kept(session, person.key, local_date(heard.now), trial=person.trial)
        if kept is None or why_silent(session, heard.conversation, kept.made_at):
            return None
    return kept if not only_live or _stands(kept, heard) else None


def _stands(kept: SurgeryBooking, heard: Heard) -> bool:
    return kept.state == "offered" and kept.offer_until is not None and kept.offer_until > heard.now


def _read_out(parts: Parts, heard: Heard, kept: SurgeryBooking) -> Reply:
    with parts.db.reading() as session:
        return _reading(parts, session, heard, kept)


def _reading(parts: Parts, session: Session, heard: Heard, kept: SurgeryBooking) -> Reply:
    words, surgery = BookingWords(parts, heard.channel), session.get_one(Surgery, kept.surgery_id)
    text = words.with_place("booking_offer_again", surgery, kept.slot, until=words.until(kept.offer_until or heard.now))
    return Reply(text, buttons=words.buttons("offer"))


def read_out_kept(parts: Parts, session: Session, heard: Heard) -> tuple[Reply, str] | None:
    """The place that is kept for them read out again, and what is asked by it; None where none is."""
    person = who_books(heard.conversation)
    kept = find_kept(session, person.key, local_date(heard.now), trial=person.trial)
    if kept is None or not _stands(kept, heard) or why_silent(session, heard.conversation, kept.made_at):
        return None
    return _reading(parts, session, heard, kept), f"{OFFER}{kept.id}"


def _asked_of_list(parts: Parts, heard: Heard, booking_id: int) -> bool:
    """Whether the question that the offer came between was to stay on the list of its surgery: its answer ends that too."""
    with parts.db.reading() as session:
        row = session.get(BookingDraft, heard.conversation.id)
        draft = open_draft(parts, row) if row is not None else None
        return draft is not None and draft.step == "waits" and draft.surgery == session.get_one(SurgeryBooking, booking_id).surgery_id


def _settle(parts: Parts, heard: Heard, booking_id: int, yes: bool) -> Turn:
    """Once a message, and only while it is kept for them."""
    person, words, about = who_books(heard.conversation), BookingWords(parts, heard.channel), subject_of(parts, heard)

    def effect(session: Session) -> Outcome:
        return Outcome({"how": answer_offer(parts, session, booking_id, person, yes, heard.now, about=about)})

    how = do_once(parts, call="surgery_offer", key=str(heard.inbound.id), conversation_id=heard.conversation.id, effect=effect)["how"]
    if how != BOOKED:
        if _asked_of_list(parts, heard, booking_id):
            return closing(heard, words.reply("booking_offer_declined" if how == "declined" else "booking_offer_gone"))
        return booking_turn([words.reply("booking_offer_declined" if how == "declined" else "booking_offer_gone")], dict(QUIET))  # a draft that it came between stands
    with parts.db.reading() as session:
        booking = session.get_one(SurgeryBooking, booking_id)
        surgery = session.get_one(Surgery, booking.surgery_id)
        draft = Draft("name", surgery=surgery.id, slot=f"{booking.slot:%H:%M}", booking=booking.id, taken=True)
        told = booked_replies(parts, heard, booking, surgery, "booking_done")
        others = [place for place in list_booked(session, person.key, local_date(heard.now), trial=person.trial) if place.id != booking.id]
        told += [words.reply("booking_other_too", place=words.booked(place)) for place in others[:1]]
        return asking(parts, heard, draft, *told, ask_question(parts, session, heard.channel, draft))
