"""A place that came free and is kept for somebody: taken, refused, or read out again while it stands. Read `take_offer` first.

What stands in the database is asked, not only what was asked last: whoever wrote something else in between has not lost the place. Figures and a bare yes are
an answer to it while nothing else is asked; words that name it always are. After danger, and where somebody may be watching, nothing is read out again.
"""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.bookings import BOOKED, answer_offer, who_books
from webhook.services.booking.draft import AWAITING, QUIET, Draft, asking, booking_turn, closing, open_draft
from webhook.services.booking.instead import concerns_other
from webhook.services.booking.read import is_question, read_agreed, read_yes_no, wants_to_leave
from webhook.services.booking.read_list import leaves_list
from webhook.services.booking.subject import subject_of
from webhook.services.once import Outcome, do_once
from webhook.services.render.booking import BookingWords, ask_question, booked_replies
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.booking_find import find_kept, why_silent
from webhook.store.bookings import BookingDraft, SurgeryBooking
from webhook.store.surgeries import Surgery

OFFER = "offer:"  # and the booking's id, in `awaiting`
LONGEST = 12  # words of an answer to an offer; longer ones say more
UNCLEAR, UNCLEAR_WORDS = ("clarify", "out_of_scope"), 8  # lanes in which a short message was guessed at: it was about the offer
CAN_BE_YES = 2  # choices, the first of which a yes may mean
ANSWERED = ("answer", "small_talk")
_TAKES = re.compile(r"\b(?:take|have|keep|want|accept|like|love|book)\b.{0,20}\b(?:it|that|this|the|place|slot|one|space)\b", re.IGNORECASE)
_NAMES_IT = re.compile(r"\b(?:place|slot|space|spot|offer|surgery)\b", re.IGNORECASE)
_OF_IT = re.compile(r"\b(?:it|that|this|there|then)\b", re.IGNORECASE)
_FIGURE = re.compile(r"^\W*\d\W*$")
_YES = re.compile(
    r"^\W*(?:(?:oh|ok|hi|sorry|thanks|thank you)[,.! ]+)*(?:yes+|yeah|yea|yep|yup|yh|ye|sure|definitely)\b.*\b(?:it|that|this|please|pls|plz|thanks|thank|ta|come|there|have|take|place"
    r"|slot|will|love|like)\b|^\W*i(?:'ll| will|'d) (?:take|have|love|like|accept|keep)\b",
    re.IGNORECASE,
)
_TURNED = re.compile(r"\b(?:no|not|but|can'?t|cannot|don'?t|won'?t|instead|if|another|other|different|earlier|later|how|what|when|where|who|why)\b", re.IGNORECASE)


def take_offer(parts: Parts, heard: Heard) -> Turn | None:
    """The answer to a place that is kept for them; None if the message is about something else, or none is."""
    awaiting, answer = heard.conversation.awaiting or "", _read_answer(heard.text)
    if answer is None or awaiting.startswith(AWAITING):
        return None
    if awaiting.startswith(OFFER):
        return _settle(parts, heard, int(awaiting.removeprefix(OFFER)), answer)
    if (turn := take_named(parts, heard)) is not None:
        return turn
    takes = answer and (bool(_NAMES_IT.search(heard.text)) or (not awaiting and bool(_TAKES.search(heard.text))))
    if not takes and len(heard.conversation.options) > CAN_BE_YES and not awaiting and not _FIGURE.match(heard.text):
        return has_offer(parts, heard)  # no yes chooses among three: it may be said to the place
    if not takes and (awaiting or heard.conversation.options):
        return None  # something else was asked meanwhile, and that is answered
    kept = _find_kept(parts, heard, only_live=not takes)
    return _settle(parts, heard, kept.id, answer) if kept is not None else None


def take_named(parts: Parts, heard: Heard) -> Turn | None:
    """The answer to a place that is kept for them, in words that name it, while something else is asked; None where they don't, or none is."""
    answer = _read_answer(heard.text) if _NAMES_IT.search(heard.text) and not concerns_other(heard.text) else None
    kept = _find_kept(parts, heard, only_live=True) if answer is not None else None
    return _settle(parts, heard, kept.id, bool(answer)) if kept is not None else None


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


def _read_answer(text: str) -> bool | None:
    """Whether a place that is offered is taken; None for a message that does not say."""
    text = text.replace("\u2019", "'").strip()
    if wants_to_leave(text) or leaves_list(text):
        return False
    said = read_yes_no(text)
    if said is None and not concerns_other(text):
        said = read_agreed(text)
    if said is not None or len(text.split()) > LONGEST or "?" in text or is_question(text) or _TURNED.search(text) or concerns_other(text):
        return said
    return True if _YES.match(text) or (_TAKES.search(text) and _NAMES_IT.search(text)) else None


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
        return asking(parts, heard, draft, *told, ask_question(parts, session, heard.channel, draft))
