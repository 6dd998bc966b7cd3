"""Questions about a surgery that its own record answers, or that nothing does: languages, access, where and when, what to bring. In the middle of a booking too."""

from __future__ import annotations

from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.ask import Bookable, list_named
from webhook.services.booking.bookings import TAKES_NAMES, who_books
from webhook.services.booking.draft import AWAITING, Draft, read_draft
from webhook.services.booking.said import read_said
from webhook.services.render.booking import BookingWords
from webhook.services.render.render import SURGERIES
from webhook.services.steps.booking_reminder import asks_whether_reminded
from webhook.services.surgeries.asked import asks_what_to_bring
from webhook.services.surgeries.fact_asked import COMPANION, ENDS, LIST, WALK_IN, WHAT_FOR, WHO_MEETS, is_asked_of_it, read_fact
from webhook.services.surgeries.facts import say_fact
from webhook.services.surgeries.unlisted import UNLISTED
from webhook.services.texts.own_questions import OFFER
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.booking_find import list_booked, list_my_waits, list_offered
from webhook.store.bookings import SurgeryBooking
from webhook.store.inbox import list_last_topics
from webhook.store.surgeries import Surgery
from webhook.store.surgery_list import list_upcoming

SEVERAL = 2  # questions in one message


def hear_fact(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn before the answers to a booking: what its surgery's record says, or what to bring, asked in the middle of one. The open question is asked on."""
    if not (heard.conversation.awaiting or "").startswith(AWAITING) or heard.form_open or heard.lane not in (None, "gentle"):
        return None
    draft = read_draft(parts, heard)
    text = (_answer_each(parts, heard, draft) or answer_in_draft(parts, heard, draft)) if draft is not None or asks_what_to_bring(heard.text) else ""
    return Turn(lane="answer", topics=["surgery_info"], replies=[Reply(text)], changes={"unsure_count": 0}) if text else None


def _answer_each(parts: Parts, heard: Heard, draft: Draft | None) -> str:
    """ "Where is it and do you do parking": each question of a message that asks several, and nothing else, the same answer once."""
    said = read_said(heard.text)
    if said.details or said.rest or len(said.asks) < SEVERAL:
        return ""
    told = dict.fromkeys(filter(None, (answer_in_draft(parts, replace(heard, text=asked), draft) for asked in said.asks)))
    return " ".join(one for one in told if not any(one in other for other in told if other != one))  # "where is it and what's the postcode" is one line


def answer_in_draft(parts: Parts, heard: Heard, draft: Draft | None) -> str:
    """What a question about the surgery of a draft is answered with; "" for one that its record does not answer."""
    if asks_what_to_bring(heard.text):
        return bring_turn(parts, heard).replies[0].text
    if draft is not None and draft.booking is None and asks_whether_reminded(heard.text):
        return BookingWords(parts, heard.channel)("booking_reminder_ahead")
    kind = read_fact(heard.text)
    surgeries = _of_draft(parts, draft) if kind and draft is not None else []
    slot = draft.time if draft is not None and draft.slot and draft.surgery is not None else None
    return (
        say_fact(BookingWords(parts, heard.channel), kind, heard.text, surgeries, slot, here=draft is not None and (draft.asked or kind == WALK_IN))
        if surgeries or kind in (COMPANION, WHO_MEETS, LIST, WHAT_FOR, *UNLISTED)
        else ""
    )


def _of_draft(parts: Parts, draft: Draft) -> list[Surgery]:
    """The surgery that is being booked; while none is chosen, those that were offered."""
    with parts.db.reading() as session:
        if draft.surgery is not None:
            return [session.get_one(Surgery, draft.surgery)]
        if draft.booking is not None:
            return [session.get_one(Surgery, session.get_one(SurgeryBooking, draft.booking).surgery_id)]
        return [session.get_one(Surgery, int(key)) for key in draft.offered] if draft.step == "date" else []


def answer_fact(parts: Parts, heard: Heard, kind: str) -> Turn | None:
    """The same after dates were shown: of the day or place that is named, else of the one they have, are kept or wait for, else of the next ones."""
    person, today = who_books(heard.conversation), local_date(heard.now)
    with parts.db.reading() as session:
        coming: Bookable = [(surgery, []) for surgery in list_upcoming(session, today) if surgery.status in TAKES_NAMES]
        booked = {place.surgery_id: place.slot for place in list_booked(session, person.key, today, trial=person.trial)}
        kept = {place.surgery_id: place.slot for place in list_offered(session, person.key, trial=person.trial)}
        waited = {wait.surgery_id: None for wait in list_my_waits(session, person.key, today, trial=person.trial)}
    asked_of_kept = (heard.conversation.awaiting or "").startswith(OFFER)
    own = (kept if asked_of_kept else {}) or booked or kept or waited  # what "it" is, where none is named
    named = list_named(heard.text, coming)
    surgeries = [surgery for surgery, _ in named if named != coming or not own or surgery.id in own]
    if not surgeries:
        return None
    slot = own.get(surgeries[0].id) if kind == ENDS else None
    text = say_fact(BookingWords(parts, heard.channel), kind, heard.text, surgeries, slot, here=any(surgery.id in booked for surgery in surgeries))
    return Turn(lane="lookup", topics=["surgery_info"], replies=[Reply(text)], changes={"unsure_count": 0})


def unlisted_of_surgery(parts: Parts, heard: Heard) -> Turn | None:
    """A short question asked right after surgeries were spoken of, about them by its words ("do they like dogs"), that nothing of ours answers: the list does not say."""
    if not is_asked_of_it(heard.text):
        return None
    with parts.db.reading() as session:
        last = list_last_topics(session, heard.inbound, 1)
    if not last or not SURGERIES & last[0]:
        return None
    words = BookingWords(parts, heard.channel)
    text = words("surgery_unlisted", what=words("surgery_what_asked"))
    return Turn(lane="lookup", topics=["surgery_info"], replies=[Reply(text)], changes={"unsure_count": 0, "options": []})


def bring_turn(parts: Parts, heard: Heard) -> Turn:
    """That we hold no list of what to bring, and who knows."""
    text = parts.content.messages["surgery_bring"].on(heard.channel)
    return Turn(lane="lookup", topics=["surgery_info"], replies=[Reply(text)], changes={"unsure_count": 0})
