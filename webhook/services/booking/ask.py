"""The questions of booking: which date, which time, whether to wait; what is asked instead when a time is gone; and leaving off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.bookings import TAKES_NAMES, Person, can_offer, free_slots, list_open, who_books
from webhook.services.booking.draft import MOVED, Draft, asking, closing
from webhook.services.booking.instead import LATER, LONGEST, read_instead, read_refused_days
from webhook.services.booking.names import find_name
from webhook.services.booking.read import find_days, find_venues, names_day
from webhook.services.booking.read_list import wants_waiting
from webhook.services.booking.read_next import spell_days
from webhook.services.booking.read_times import is_about, nearest_times, read_end, read_times
from webhook.services.booking.shown import is_overtaken, list_gone, note_shown
from webhook.services.personal.names import load_words
from webhook.services.render.booking import SEGMENTS, BookingWords, ask_question
from webhook.services.render.say import say_time
from webhook.services.surgeries.off import note_told, off_text
from webhook.services.surgeries.surgeries import TELL
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.booking_find import find_live, find_wait, note_told_day
from webhook.store.bookings import SurgeryBooking
from webhook.store.surgeries import Surgery

SHOWN = 3  # choices in one text
MOST_GONE = 2  # surgeries of which it is said in one text that they are off
WAIT = "wait"  # a draft's wish: the dates offered are full, and a list is chosen
Bookable = list[tuple[Surgery, list[time]]]  # surgeries to come, each with its free slots


def begin_booking(parts: Parts, heard: Heard, about: str, intro: str = "", *, instead_of: SurgeryBooking | None = None, same_day: bool | None = None) -> Turn | None:
    """The first question: which date, which time, or whether to wait. None where nothing can be booked here.

    `same_day`, for a place that is changed: only times on its day, or only other days.
    """
    heard = in_dates(heard)
    with parts.db.reading() as session:
        coming = list_bookable(session, heard, instead_of.surgery_id if instead_of else None)
        if instead_of is not None and same_day is not None:
            coming = [(surgery, slots) for surgery, slots in coming if (surgery.id == instead_of.surgery_id) == same_day]
        if instead_of is not None and same_day:
            coming = [(surgery, _list_beyond(slots, instead_of.slot, heard.text)) for surgery, slots in coming]
        named_as = find_name(heard.text, load_words(parts.settings.content_dir).common) if instead_of is None else None
        draft = Draft("date", about=about, booking=instead_of.id if instead_of else None, name=named_as.name if named_as else "")
        if instead_of is not None:
            draft = draft.at("date", name=open_text(parts, instead_of.first_name_sealed), needs=open_text(parts, instead_of.needs_sealed))
        named = list_named(heard.text, coming)
        waits = wants_waiting(heard.text) and not (named == coming and names_other_day(heard.text, coming))  # of a day with no surgery that is said, with those there are
        if instead_of is None and (waits or not any(slots for _, slots in named)):
            return ask_for_list(parts, heard, session, coming, draft)
        free = [(surgery, slots) for surgery, slots in named if slots] or [(surgery, slots) for surgery, slots in coming if slots]
        if not free:
            return None
        if not intro and named == coming and names_other_day(heard.text, coming):
            intro = BookingWords(parts, heard.channel)("booking_no_such_day")
        before = [surgery for surgery, slots in named if not slots and surgery.date < free[0][0].date] if names_day(heard.text) else []
        if before and not intro and instead_of is None:
            intro, draft = say_full(parts, heard, draft, before[0], "booking_full_before")  # "on a Thursday": the next one first
        if len(free) > 1:
            slots = sorted({slot for _, open_slots in free for slot in open_slots})
            if (named_times := read_times(heard.text, slots)) is not None and len(heard.text.split()) <= LONGEST:
                draft, intro = draft.at("date", when=heard.text), intro or say_noted(BookingWords(parts, heard.channel), named_times)
            return offer_dates(parts, heard, session, draft, [surgery for surgery, _ in free], intro)
        return choose_time(parts, heard, session, draft.at("time", surgery=free[0][0].id), free[0][1], intro)


def in_dates(heard: Heard) -> Heard:
    """The message with "today" and "tomorrow" as dates."""
    return replace(heard, text=spell_days(heard.text, local_date(heard.now)))


def _list_beyond(slots: list[time], own: time, text: str) -> list[time]:
    """Those slots that are later, or earlier, than the one they have, where that is asked for."""
    wish = read_instead(text)
    if wish is None or not wish.side:
        return slots
    return [slot for slot in slots if (slot > own if wish.side == LATER else slot < own)]


def ask_for_list(parts: Parts, heard: Heard, session: Session, coming: Bookable, draft: Draft) -> Turn | None:
    """The waiting list of the full date that is meant; of the first where none is named. Where a date has places no list is needed."""
    named = list_named(heard.text, coming)
    full = [surgery for surgery, slots in named if not slots] or ([] if named != coming else [surgery for surgery, slots in coming if not slots])
    free = [surgery for surgery, slots in coming if slots]
    if named == coming and free and len(full) > 1:
        return offer_dates(parts, heard, session, draft.at("date", wish=WAIT), full, BookingWords(parts, heard.channel)("booking_wait_which"))
    if full or not free:
        return ask_to_wait(parts, heard, session, full, draft.at("wait", more=len(coming) > 1))
    intro, open_now = BookingWords(parts, heard.channel)("booking_wait_not_needed"), [(surgery, slots) for surgery, slots in named if slots]
    if len(open_now) == 1:
        return choose_time(parts, heard, session, draft.at("time", surgery=open_now[0][0].id), open_now[0][1], intro)
    return offer_dates(parts, heard, session, draft, [surgery for surgery, _ in open_now] or free, intro)


def list_named(text: str, coming: Bookable) -> Bookable:
    """Those that a message means by day or venue, without those it refuses; all where it names none."""
    days = [surgery.date for surgery, _ in coming]
    refused = read_refused_days(text, days)
    meant = [day for day in find_days(text, days) if day not in refused]
    by_day = [one for one in coming if (one[0].date in meant if meant else one[0].date not in refused)] or coming
    venues = find_venues(text, {surgery.venue for surgery, _ in by_day})
    return [one for one in by_day if one[0].venue in venues] or by_day


def names_other_day(text: str, coming: Bookable) -> bool:
    """Whether a short message names a day, and there is nothing on it."""
    return names_day(text) and len(text.split()) <= LONGEST and not find_days(text, [surgery.date for surgery, _ in coming])


def ask_to_wait(parts: Parts, heard: Heard, session: Session, full: list[Surgery], draft: Draft) -> Turn | None:
    """No place is free: the list of the first surgery they are not on yet; what they wait for already is said."""
    person = who_books(heard.conversation)
    full = [surgery for surgery in full if surgery.status in TAKES_NAMES and can_offer(surgery, heard.now)]
    for surgery in full:
        wait = find_wait(session, surgery.id, person.key, trial=person.trial)
        if wait is None or wait.state == "left":
            return ask(parts, heard, session, draft.at("wait", surgery=surgery.id))
        if wait.state == "waiting":
            return ask(parts, heard, session, draft.at("waits", surgery=surgery.id, offered=()))
    return closing(heard, BookingWords(parts, heard.channel).reply("booking_wait_again")) if full else None


def say_noted(words: BookingWords, named: list[time]) -> str:
    """That a time is kept which was said before the date."""
    return words("booking_time_noted", time=say_time(named[0])) if len(named) == 1 else words("booking_noted")


def offer_dates(parts: Parts, heard: Heard, session: Session, draft: Draft, surgeries: list[Surgery], intro: str = "", every: list[Surgery] | None = None) -> Turn:
    """Three dates, and whether there are more; the first of `every` when none is left."""
    shown = (surgeries or every or [])[:SHOWN]
    more = len(every or surgeries) > len(shown)
    return ask(parts, heard, session, draft.at("date", surgery=None, slot="", offered=tuple(str(surgery.id) for surgery in shown), more=more), intro)


def offer_times(parts: Parts, heard: Heard, session: Session, draft: Draft, free: list[time], intro: str = "", shown: list[time] | None = None) -> Turn:
    """Three times: those given as `shown`, else those the message asked for, if there are such, else those nearest to what it asked for."""
    words = BookingWords(parts, heard.channel)
    wanted = read_times(heard.text, free) if shown is None else shown
    if wanted == [] and not (is_about(heard.text) and nearest_times(heard.text, free, SHOWN)):
        intro = " ".join(part for part in (intro, words("booking_no_fit")) if part)
    shown = (wanted or nearest_times(heard.text, free, SHOWN) or free)[:SHOWN] if wanted is not None else free[:SHOWN]
    return ask(parts, heard, session, draft.at("time", offered=tuple(f"{slot:%H:%M}" for slot in shown), more=len(free) > len(shown)), intro)


def choose_time(parts: Parts, heard: Heard, session: Session, draft: Draft, free: list[time], intro: str = "") -> Turn:
    """The one free time that a message names, or that was named before the date, is taken; else times are offered."""
    if draft.when and read_times(heard.text, free) is None and read_end(heard.text) is None:
        heard = replace(heard, text=draft.when)
    chosen, draft = pick_time(heard.text, free), draft.at("time", slot="", when="")
    if chosen is None:
        return offer_times(parts, heard, session, draft, free, intro)
    return ask(parts, heard, session, next_detail(draft.at("time", slot=f"{chosen:%H:%M}")), intro)


def pick_time(text: str, free: list[time]) -> time | None:
    """The time that a message picks: by its hour and minute, or as the first or last of those that fit."""
    named, end = read_times(text, free), read_end(text)
    among = free if named is None else named
    if end is not None and among:
        return among[end]
    return named[0] if named is not None and len(named) == 1 else None


def next_detail(draft: Draft) -> Draft:
    """After the time: the name, unless it was asked before or is known; then what else was not asked yet."""
    if draft.booking is not None or draft.asked:
        return draft.at("confirm", offered=(), more=False)
    if draft.resume:
        return draft.at(draft.resume, offered=(), more=False, resume="")
    if draft.name and draft.needs and draft.about:
        return draft.at("confirm", offered=(), more=False, asked=True)
    return draft.at("name" if not draft.name else "about" if draft.needs else "needs", offered=(), more=False)


def say_full(parts: Parts, heard: Heard, draft: Draft, surgery: Surgery, key: str) -> tuple[str, Draft]:
    """That a date is full, and how to wait for a place there where that is possible: `key`, or the same without the list. And the draft that remembers it."""
    words, waits = BookingWords(parts, heard.channel), surgery.status in TAKES_NAMES and can_offer(surgery, heard.now)
    return words(key if waits else f"{key}_no_list", date=words.day(surgery.date)), replace(draft, filled=surgery.id if waits else None)


def offer_instead(parts: Parts, heard: Heard, draft: Draft) -> Turn:
    """The time went: what is free is offered, else the list; whoever changes a place keeps it."""
    words = BookingWords(parts, heard.channel)
    with parts.db.reading() as session:
        if (turn := ask_overtaken(parts, heard, session, draft)) is not None:
            return turn
        surgery = session.get_one(Surgery, draft.surgery)
        free = free_slots(session, surgery, heard.now, who_books(heard.conversation))
        if free:
            later = [slot for slot in free if draft.slot and slot > draft.time]
            return offer_times(parts, heard, session, draft.at("time", slot=""), free, words("booking_gone"), shown=(later or free) if draft.slot else None)
        if draft.booking is not None:
            turn = leave_booking(parts, heard, draft)
            turn.replies.insert(0, words.reply("booking_no_times"))
            return turn
        others = [surgery for surgery, slots in list_bookable(session, heard) if slots and surgery.id != draft.surgery]
        if others:
            filled, draft = say_full(parts, heard, draft, surgery, "booking_filled")
            return offer_dates(parts, heard, session, draft, others, filled)
        return ask_to_wait(parts, heard, session, [surgery], draft) or closing(heard, words.reply("booking_gone"))


def ask_on(parts: Parts, heard: Heard, draft: Draft, intro: str = "") -> Turn:
    """The question of a draft's step, after a sentence."""
    with parts.db.reading() as session:
        return ask(parts, heard, session, draft, intro)


def leave_booking(parts: Parts, heard: Heard, draft: Draft) -> Turn:
    """They changed their mind: nothing is booked, or the place they have stays."""
    words = BookingWords(parts, heard.channel)
    if draft.booking is None:
        turn, person = closing(heard, words.reply("booking_left")), who_books(heard.conversation)
        if draft.step == "next" and (key := draft.surgery) is not None:
            turn.effects.append(lambda session: note_told_day(session, key, person.key, None, trial=person.trial))  # answered: they hear no more of it
        return turn
    with parts.db.reading() as session:
        booking = session.get_one(SurgeryBooking, draft.booking)
        return closing(heard, words.reply("booking_kept", place=words.booked(booking)))


def list_bookable(session: Session, heard: Heard, but: int | None = None) -> Bookable:
    """Surgeries where this person has no place yet, and one where they have: that they change."""
    person = who_books(heard.conversation)
    coming = list_open(session, heard.now, person)
    return [(surgery, slots) for surgery, slots in coming if surgery.id == but or find_live(session, surgery.id, person.key, trial=person.trial) is None]


def ask(parts: Parts, heard: Heard, session: Session, draft: Draft, intro: str = "") -> Turn:
    """The same inside somebody else's transaction: of a surgery that was called off or moved since it was shown that is said, and what there is now is asked."""
    return ask_overtaken(parts, heard, session, draft, intro) or _ask(parts, heard, session, draft, intro)


def ask_overtaken(parts: Parts, heard: Heard, session: Session, draft: Draft, intro: str = "") -> Turn | None:
    """What is said and asked where the surgery of a draft is no more as its last question showed it; None where it still is."""
    if not is_overtaken(session, draft):
        return None
    words, gone = BookingWords(parts, heard.channel), list_gone(session, draft)
    said = [off_text(words, "since", one.day, one.venue, one.surgery, heard.now) for one in gone] or [words("booking_gone" if draft.booking else "booking_moved_since")]
    turn = _ask_instead(parts, heard, session, draft, " ".join(part for part in (intro, *said[:MOST_GONE]) if part))
    told, person = [one.surgery.id for one in gone], who_books(heard.conversation)
    turn.effects.append(lambda session: _note_told(session, told, person, heard.now))
    return turn


def _note_told(session: Session, told: list[int], person: Person, now: datetime) -> None:
    for key in told:
        note_told(session, session.get_one(Surgery, key), person, now)


def _ask_instead(parts: Parts, heard: Heard, session: Session, draft: Draft, intro: str) -> Turn:
    """What can be asked in place of a question that is overtaken: of the same surgery, else of others, else whether to be told of a new date."""
    words = BookingWords(parts, heard.channel)
    coming = [(surgery, slots) for surgery, slots in list_bookable(session, heard, draft.surgery if draft.booking else None) if slots]
    ahead = draft.at("time", slot="", offered=(), more=False, wish="", shown=(), resume=draft.step if draft.step in ("name", "needs", "about") else draft.resume)
    if draft.step == "date" and (left := [surgery for surgery, _ in coming if str(surgery.id) in draft.offered]):
        return offer_dates(parts, heard, session, ahead, left, intro, every=[surgery for surgery, _ in coming])
    free = next((slots for surgery, slots in coming if surgery.id == draft.surgery), [])
    if free and draft.step == "next":
        return _ask(parts, heard, session, replace(draft, wish=MOVED), intro)
    if free and draft.step in ("confirm", "alter") and draft.time in free:
        return _ask(parts, heard, session, draft.at("confirm"), intro)
    if free:
        return offer_times(parts, replace(heard, text=""), session, ahead, free, intro)
    if draft.booking is not None:
        turn = leave_booking(parts, heard, draft)
        turn.replies.insert(0, Reply(intro))
        return turn
    if coming:
        return _ask(parts, heard, session, ahead.at("next", surgery=coming[0][0].id), intro)
    turn = closing(heard, Reply(intro), words.reply("surgery_off_no_date"))
    if heard.channel == "sms":
        turn.changes |= {"awaiting": TELL, "options": ["surgery_info", "deny"]}
    return turn


def _ask(parts: Parts, heard: Heard, session: Session, draft: Draft, intro: str = "") -> Turn:
    """By SMS a sentence for which there is no room goes before the question as a text of its own."""
    draft = note_shown(session, draft)
    question = ask_question(parts, session, heard.channel, draft, intro)
    if not intro or heard.channel == "web" or count_segments(question.text) <= SEGMENTS:
        return asking(parts, heard, draft, question)
    return asking(parts, heard, draft, Reply(intro), ask_question(parts, session, heard.channel, draft))


def open_text(parts: Parts, sealed: bytes | None) -> str:
    """A sealed name or need; nothing where none was given."""
    return parts.vault.open(sealed) if sealed else ""
