"""Whether a surgery, or the place they have there, still stands: said from the record, also in the middle of a booking or of the identity check, whose question is asked again."""

from __future__ import annotations

from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.ask import ask_on, ask_overtaken, in_dates
from webhook.services.booking.bookings import TAKES_NAMES, is_off, who_books
from webhook.services.booking.draft import MOVED, NEW, QUIET, Draft, booking_turn, read_draft
from webhook.services.booking.read import STATUS, find_days, names_day
from webhook.services.booking.read_next import FIGURES
from webhook.services.booking.read_times import read_times
from webhook.services.identity.check_question import check_question
from webhook.services.render.booking import BookingWords
from webhook.services.render.render import SURGERIES
from webhook.services.render.surgeries import surgeries_turn, surgery_line
from webhook.services.steps.booking_offer import has_offer
from webhook.services.steps.surgery_facts import answer_in_draft
from webhook.services.steps.surgery_off import say_lost
from webhook.services.surgeries.asked import names_surgery, read_asked
from webhook.services.surgeries.off_now import say_off_now
from webhook.services.surgeries.still_asked import FREE, ON, WHEN, read_still
from webhook.services.surgeries.surgeries import describe_surgery, upcoming_surgeries
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.booking_find import list_booked
from webhook.store.bookings import SurgeryBooking
from webhook.store.duty_queries import list_our_words
from webhook.store.inbox import list_last_topics
from webhook.store.surgeries import Surgery
from webhook.store.surgery_list import list_upcoming

RECENT, LOOKED_BACK = 3, 3  # turns, and texts of ours, back to which "it" may refer
MOST = 2  # surgeries, or places of theirs, in one answer
OWN, ASKED_WHEN = "own", "when is it"
OF_THEIRS = ("have", "which", "give_up", "waits", "next")  # steps of a draft in which nothing is being chosen: hear_surgery hears "my place" there


def answer_still(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn, before the answers to a booking and to the check. None where nothing of a surgery is meant."""
    calm = heard.lane in (None, "gentle") and not heard.flags
    draft = read_draft(parts, heard) if calm else None
    kind = _read(heard, draft) if calm else ""
    named = names_surgery(heard.text)
    if not kind or SURGERIES & set(parts.content.answers) or ((heard.conversation.awaiting or "").startswith("search") and not named):
        return None
    if kind != FREE and draft is not None and draft.booking is not None and (lost := _say_gone(parts, heard, draft.booking)) is not None:
        return lost
    asked, places = in_dates(heard).text, _list_places(parts, heard)
    theirs = _find_named(asked, places)
    if kind != FREE and theirs and (named or kind == OWN or theirs != places or draft is not None or _lately(parts, heard, places)):
        if not heard.form_open and (draft is None or draft.step in OF_THEIRS) and (gone := _find_off(parts, theirs)) is not None:
            turn = say_off_now(parts, heard, gone)
            turn.replies = [*(_say_own(parts, heard, kind, asked, place) for place in theirs[:MOST] if place.id != gone.id), *turn.replies]
            return turn
        return then_ask(parts, heard, draft, [_say_own(parts, heard, kind, asked, place) for place in theirs[:MOST]])
    if kind in (FREE, OWN) or draft is not None:
        return has_offer(parts, heard) if draft is None else _of_draft(parts, heard, draft, kind)
    if not named and not _spoken(parts, heard):
        return None
    if places:
        return _say_listed(parts, heard, asked)
    return has_offer(parts, heard) or _of_lost(parts, heard, asked) or _say_listed(parts, heard, asked)


def _find_off(parts: Parts, places: list[SurgeryBooking]) -> SurgeryBooking | None:
    with parts.db.reading() as session:
        return next((place for place in places[:MOST] if is_off(place, session.get_one(Surgery, place.surgery_id))), None)


def _say_gone(parts: Parts, heard: Heard, booking: int) -> Turn | None:
    """That the place which was spoken of went with its surgery's day, whether or not a text could say so; None while it stands."""
    with parts.db.reading() as session:
        place = session.get_one(SurgeryBooking, booking)
        off = place.state == "booked" and is_off(place, session.get_one(Surgery, place.surgery_id))
    if off:
        return say_off_now(parts, heard, place)
    return say_lost(parts, heard) if place.state == "moved" else None


def _of_lost(parts: Parts, heard: Heard, asked: str) -> Turn | None:
    """That the place they had is no more, where no day is named and our last texts named none that is to come: "is it still on" is about theirs, whatever they said to the next date."""
    if names_day(asked):
        return None
    words = BookingWords(parts, heard.channel)
    with parts.db.reading() as session:
        days = [words.day(surgery.date) for surgery in list_upcoming(session, local_date(heard.now)) if surgery.status in TAKES_NAMES]
        ours = list_our_words(session, heard.conversation.id, limit=1)
    return None if any(day in text for day in days for text in ours) else say_lost(parts, heard)


def _read(heard: Heard, draft: Draft | None) -> str:
    """What is asked; also "what time am I there" in the middle of the check or of a booking, which nothing else hears there."""
    kind = read_still(heard.text)
    if kind or not (heard.form_open or (draft is not None and draft.step not in OF_THEIRS)):
        return kind
    return OWN if read_asked(heard.text, spoken=False, booked=True) == STATUS else ""


def _of_draft(parts: Parts, heard: Heard, draft: Draft, kind: str) -> Turn | None:
    with parts.db.reading() as session:
        if (overtaken := ask_overtaken(parts, heard, session, draft)) is not None:
            return overtaken
    text = answer_in_draft(parts, replace(heard, text=ASKED_WHEN), draft)
    lost_before = draft.wish == MOVED or (draft.step == "next" and draft.wish != NEW)
    if kind != FREE and lost_before and (lost := say_lost(parts, heard)) is not None:  # no yes to "is it still on" of who has no place on the new day
        told = [*lost.replies[:1], *([Reply(text)] if text and kind != ON and draft.wish == MOVED else [])]
        lost.replies = [*told, *lost.replies[1:]]
        return lost if draft.step == "next" else then_ask(parts, heard, draft, told)
    return then_ask(parts, heard, draft, [Reply(text)]) if text else None


def _list_places(parts: Parts, heard: Heard) -> list[SurgeryBooking]:
    person = who_books(heard.conversation)
    with parts.db.reading() as session:
        return list_booked(session, person.key, local_date(heard.now), trial=person.trial)


def _find_named(text: str, places: list[SurgeryBooking]) -> list[SurgeryBooking]:
    """Those of their places that are meant: of a day that is named, at a time that is named, else all; none where another day is named."""
    if days := find_days(text, [place.day for place in places]):
        return [place for place in places if place.day in days]
    if names_day(FIGURES.sub(" ", text)):
        return []
    timed = read_times(text, [place.slot for place in places]) or []
    return [place for place in places if place.slot in timed] or places


def _lately(parts: Parts, heard: Heard, places: list[SurgeryBooking]) -> bool:
    """Whether their place was just spoken of: by them, or in a text of ours that nobody asked for. A time of theirs that is named says so by itself."""
    if read_times(heard.text, [place.slot for place in places]) or _spoken(parts, heard):
        return True
    words = BookingWords(parts, heard.channel)
    with parts.db.reading() as session:
        ours = list_our_words(session, heard.conversation.id, limit=LOOKED_BACK)
    return any(words.day(place.day) in text for place in places for text in ours)


def _spoken(parts: Parts, heard: Heard) -> bool:
    with parts.db.reading() as session:
        return any(SURGERIES & topics for topics in list_last_topics(session, heard.inbound, RECENT))


def _say_own(parts: Parts, heard: Heard, kind: str, text: str, place: SurgeryBooking) -> Reply:
    words = BookingWords(parts, heard.channel)
    with parts.db.reading() as session:
        surgery = session.get_one(Surgery, place.surgery_id)
    if is_off(place, surgery):  # an import has overtaken it, and the text that says so is to come
        return words.reply("surgery_off_booked", date=words.day(place.day), venue=place.venue)
    key = "booking_still_yours" if kind == ON else "booking_still" if _stands(parts, heard, kind, text, place) else "booking_is"
    return Reply(words.with_place(key, surgery, place.slot))


def _stands(parts: Parts, heard: Heard, kind: str, text: str, place: SurgeryBooking) -> bool:
    """Whether what is asked can be said yes to: a time or day they name is that of their place, or our last text named a new place and the same time."""
    timed = read_times(text, [place.slot])
    if kind != WHEN or timed == []:
        return False
    if timed or names_day(text):
        return True
    begins = parts.content.messages["surgery_new_place"].on(heard.channel).split("{")[0]
    with parts.db.reading() as session:
        return any(ours.startswith(begins) for ours in list_our_words(session, heard.conversation.id, limit=LOOKED_BACK))


def _say_listed(parts: Parts, heard: Heard, text: str) -> Turn | None:
    """What the list says of the day that is named, else of the next surgery; where it has none, that theirs is no more, or the dates there are."""
    words, today = BookingWords(parts, heard.channel), local_date(heard.now)
    with parts.db.reading() as session:
        coming = list_upcoming(session, today)
    days = find_days(text, [surgery.date for surgery in coming])
    meant = [surgery for surgery in coming if surgery.date in days] if names_day(text) else [surgery for surgery in coming if surgery.status in TAKES_NAMES][:1]
    if meant:
        return then_ask(parts, heard, None, [Reply(" ".join(_state(words, surgery) for surgery in meant[:MOST]))])
    if (lost := say_lost(parts, heard)) is not None or heard.form_open:
        return lost
    with parts.db.reading() as session:
        return surgeries_turn(parts, heard, {"wants": "info", **upcoming_surgeries(session, heard.now)})


def _state(words: BookingWords, surgery: Surgery) -> str:
    if surgery.status not in TAKES_NAMES:
        return words("surgery_still_off", date=words.day(surgery.date), venue=surgery.venue)
    return words("surgery_still_on", line=surgery_line(words.parts.content, describe_surgery(surgery), words.channel))


def then_ask(parts: Parts, heard: Heard, draft: Draft | None, replies: list[Reply]) -> Turn:
    """The answer, then the question that was open: the booking's, else the check's."""
    if draft is not None:
        turn = ask_on(parts, heard, draft)
        turn.replies = [*replies, *turn.replies]
        return turn
    again = check_question(parts, heard)
    keeps = again is not None or heard.conversation.awaiting
    return booking_turn([*replies, *([again] if again else [])], {"unsure_count": 0} if keeps else dict(QUIET))
