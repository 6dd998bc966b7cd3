"""What somebody needs, or whom they bring, said without our asking: at the read-back of a booking, and of a place they have. Read `take_told` and `hear_needs` first.

At the read-back it goes into what is read back. Afterwards it is written to their own place, and the reply says so, whether said at once or days later.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.ask import ask_on, open_text
from webhook.services.booking.bookings import is_theirs, who_books
from webhook.services.booking.draft import Draft, booking_turn, read_draft
from webhook.services.booking.instead import names_booking
from webhook.services.booking.read import CHANGE, find_days, names_day, read_agreed
from webhook.services.booking.read_times import read_times
from webhook.services.booking.slots import list_slots
from webhook.services.people.passed_on import shorten
from webhook.services.personal.names import load_words
from webhook.services.render.booking import BookingWords
from webhook.services.steps.booking import take_step
from webhook.services.steps.booking_details import BRINGS, NEEDS_CHARS, seal
from webhook.services.steps.booking_own import start_booking
from webhook.services.steps.booking_reminder import REMINDER_STEPS
from webhook.services.steps.surgery_facts import answer_fact, answer_in_draft
from webhook.services.surgeries.asked import names_surgery
from webhook.services.surgeries.fact_asked import ACCESS, COMPANION, SPOKEN, read_fact
from webhook.services.surgeries.needs import not_listed
from webhook.services.surgeries.needs_told import Told, is_of_coming, is_plain, read_told
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.booking_find import list_booked
from webhook.store.bookings import SurgeryBooking
from webhook.store.inbox import list_last_topics
from webhook.store.surgeries import Surgery

OF_SURGERIES = {"surgery_info", "surgery_book"}
SMALL_TALK = {"small_talk"}
RECENT = 3  # turns back to which small talk is passed over
PAUSE = timedelta(hours=2)  # after which a need that is plain speaks of no talk before


def take_told(parts: Parts, heard: Heard, draft: Draft, kept: Draft, asks: tuple[str, ...]) -> Turn | None:
    """At the read-back: what is told beside the answer is put into the booking, which is read back anew before it is booked. None where nothing is."""
    told = _read(parts, heard, asked=True)
    if not told:
        return None
    kept = replace(kept, needs=_join(kept.needs, told))
    words = BookingWords(parts, heard.channel)
    noted = _noted(parts, draft, told)
    unlisted = noted == "booking_needs_unlisted"
    intro = words("booking_companion_noted" if told.brings else noted)
    turn = None
    if told.rest and not read_agreed(told.rest) and not asks:
        turn = take_step(parts, replace(heard, text=told.rest, masked=told.rest), kept)
    turn = turn or ask_on(parts, heard, kept.at("confirm"), intro)
    answers = [
        answer for asked in asks if read_fact(asked) != COMPANION and not (unlisted and read_fact(asked) == ACCESS) and (answer := answer_in_draft(parts, replace(heard, text=asked), kept))
    ]
    turn.replies = [Reply(" ".join(answers)), *turn.replies] if answers else turn.replies
    return turn


def keep_told(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """Before the read-back: a message that tells only what they need, or whom they bring, is kept, and the open question asked on. None where it may be the answer."""
    about = draft.step == "about"
    told = Told() if read_times(heard.text, ()) is not None or names_day(heard.text) else _read(parts, heard, asked=about)
    if not told or told.rest or (about and not is_of_coming(heard.masked, told)):
        return None
    intro = BookingWords(parts, heard.channel)("booking_companion_noted" if told.brings else _noted(parts, draft, told))
    return ask_on(parts, heard, draft.at(draft.step, needs=_join(draft.needs, told)), intro)


def _noted(parts: Parts, draft: Draft, told: Told) -> str:
    """Which text says that a need was kept: that the record of the place does not say it has it, or only that it is noted."""
    with parts.db.reading() as session:
        access = (session.get_one(Surgery, draft.surgery).access or []) if draft.surgery is not None else None
    return "booking_needs_unlisted" if access is not None and told.needs and not_listed(", ".join(told.needs), access) else "booking_needs_noted"


def hear_needs(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn: what they need at the place they have, whatever was said in between. None where it may be about anything else."""
    draft = read_draft(parts, heard)
    reminder = draft is not None and draft.step in REMINDER_STEPS
    if heard.form_open or heard.lane not in (None, "gentle") or heard.flags or ((heard.conversation.awaiting or heard.conversation.options) and not reminder):
        return None
    told = _read(parts, heard)
    place = _find_place(parts, heard) if told and (reminder or _is_of_place(parts, heard)) else None
    if place is None:
        return None
    with parts.db.reading() as session:
        surgery = session.get_one(Surgery, place.surgery_id)
        needs = _join(open_text(parts, place.needs_sealed), told)
    words = BookingWords(parts, heard.channel)
    text = words.with_details("booking_need_kept", surgery, place.slot, open_text(parts, place.first_name_sealed), needs, place.about)
    fact = read_fact(told.rest)
    answer = answer_fact(parts, replace(heard, text=told.rest), fact) if fact in (ACCESS, SPOKEN) else None
    said = [*(answer.replies if answer else ()), *([words.reply("booking_companion_noted")] if told.brings else ()), Reply(text)]

    def keep(session: Session) -> None:
        row = session.get_one(SurgeryBooking, place.id)
        if is_theirs(row, who_books(heard.conversation)) and row.state == "booked":
            row.needs_sealed = seal(parts, needs)

    if told.brings and (timed := read_times(heard.text, list_slots(surgery))) and place.slot not in timed:  # "can i come with my baby at 10.30": another time too
        with parts.db.writing() as session:
            keep(session)  # before the change is asked about, which goes on from what is stored
        if (turn := start_booking(parts, heard, CHANGE)) is not None:
            turn.replies = [*said, *turn.replies]
            return turn
    if draft is not None and reminder:
        turn = ask_on(parts, heard, draft)
        turn.replies = [*said, *turn.replies]
    else:
        turn = booking_turn(said, {"unsure_count": 0})
    turn.effects.append(keep)
    return turn


def _read(parts: Parts, heard: Heard, *, asked: bool = False) -> Told:
    return read_told(heard.masked, load_words(parts.settings.content_dir).known, asked=asked)


def _join(before: str, told: Told) -> str:
    """What they need and whom they bring beside what was written down before, nothing twice."""
    brings = told.brings if not any(told.brings in need for need in told.needs) else ""
    said = [*([BRINGS.format(who=brings)] if brings else []), *told.needs]
    return shorten("; ".join(filter(None, [before, *(one for one in said if one not in before)])), NEEDS_CHARS)


def _is_of_place(parts: Parts, heard: Heard) -> bool:
    """Whether it is said of the place: after talk of surgeries, in words that name it, or, where the talk is long past, if a need is plain."""
    if names_booking(heard.text) or names_surgery(heard.text):
        return True
    with parts.db.reading() as session:
        recent = [topics for topics in list_last_topics(session, heard.inbound, RECENT) if set(topics) - SMALL_TALK]
    if recent and OF_SURGERIES & set(recent[0]):
        return True
    return is_plain(heard.masked) and (not recent or heard.previous_at is None or heard.now - heard.previous_at > PAUSE)


def _find_place(parts: Parts, heard: Heard) -> SurgeryBooking | None:
    """The place to come that is meant: of the day that is named, else the one that was booked last."""
    person = who_books(heard.conversation)
    with parts.db.reading() as session:
        places = list_booked(session, person.key, local_date(heard.now), trial=person.trial)
    named = find_days(heard.text, [place.day for place in places])
    return next((place for place in places if place.day in named), max(places, key=lambda one: one.id, default=None))
