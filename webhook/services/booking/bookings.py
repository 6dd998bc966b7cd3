"""What happens to a place at a surgery: taken, changed, given up, waited for, kept for the next. No words; the unique indexes decide races.

Every function works inside the caller's transaction. Where two rows of different people are touched, the conversation is locked before the place, as
record_turn does, so that nobody waits in a circle.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.slots import after_quiet, begins, is_quiet, list_slots
from webhook.services.texts.inbox import number_hash, open_thread
from webhook.store.booking_find import count_contact, count_taken, end_offer, find_live, find_wait, forget_told_days, list_held, list_waits, take_seat
from webhook.store.bookings import SurgeryBooking, SurgeryWait
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.db import insert_once
from webhook.store.inbox import keep_number
from webhook.store.messages import ClockJob
from webhook.store.surgeries import Surgery
from webhook.store.surgery_list import drop_wish, list_upcoming

BOOKED, GONE, ALREADY = "booked", "gone", "already"
REMINDER = "surgery_reminder"
TWO_DAYS, MORNING = "two_days", "morning"
FIRST_REMINDER_AT = time(10)  # two days before
OFFER_ENDS_BEFORE = timedelta(hours=1)  # whoever takes a place must still get there
LEAST_TO_ANSWER = timedelta(hours=1)
LOOK_AHEAD = 50  # surgeries
PLACES_A_NUMBER = 3  # that it is reminded of at a time
TAKES_NAMES = ("open", "full")  # what a surgery's status may be for its places or its waiting list to be asked for


@dataclass(frozen=True)
class Person:
    """Who books: a number, or on the web a conversation. Trials are people of their own."""

    conversation_id: str
    key: str
    trial: bool


def who_books(conversation: Conversation) -> Person:
    """The person behind a conversation."""
    return Person(conversation.id, conversation.number_hash or conversation.id, conversation.trial)


ANYBODY = Person("", "", False)


def free_slots(session: Session, surgery: Surgery, now: datetime, person: Person, *, for_waiting: bool = False) -> list[time]:
    """Slots that a person can book now. Who had a place before the surgery moved comes first, then who waits (`for_waiting`), unless a slot begins too soon to be kept for anybody."""
    if surgery.status != "open" or not surgery.capacity:
        return []
    slots, taken = list_slots(surgery), count_taken(session, surgery, trial=person.trial)
    held = list_held(session, surgery, now, local_date(now), trial=person.trial)
    for row in held:
        slot = _slot_held(row, slots, taken, surgery.capacity)
        if slot is not None and not is_theirs(row, person):
            taken[slot] = taken.get(slot, 0) + 1
    free = [slot for slot in slots if begins(surgery.date, slot) > now and taken.get(slot, 0) < surgery.capacity]
    if any(is_theirs(row, person) for row in held) or (not for_waiting and not list_waits(session, surgery.id, trial=person.trial)):
        return free
    return [slot for slot in free if _can_be_kept(surgery, slot, now) == for_waiting]


def _slot_held(row: SurgeryBooking, slots: list[time], taken: dict[time, int], capacity: int) -> time | None:
    """The slot of the new day that is kept for a place of the old: the same, else the first that is not full."""
    room = [slot for slot in slots if taken.get(slot, 0) < capacity]
    return row.slot if row.slot in room else next(iter(room), None)


def keep_after_move(parts: Parts, session: Session, booking: SurgeryBooking, surgery: Surgery, now: datetime) -> datetime | None:
    """Somebody who had a place is told of the new day: until when one is kept for them there. None where none can be."""
    booking.told_day, booking.offer_until = surgery.date, now + LEAST_TO_ANSWER  # theirs before it is asked what is free
    free = free_slots(session, surgery, now, Person(booking.conversation_id, booking.person_key, booking.trial))
    until = _kept_until(parts, surgery, booking.slot if booking.slot in free else free[0], now) if free else now
    booking.offer_until = until if until > now else None
    return booking.offer_until


def _kept_until(parts: Parts, surgery: Surgery, slot: time, now: datetime) -> datetime:
    return min(after_quiet(parts.settings, now + timedelta(hours=parts.settings.surgery_offer_hours)), begins(surgery.date, slot) - OFFER_ENDS_BEFORE)


def can_offer(surgery: Surgery, now: datetime) -> bool:
    """Whether a place that came free now could still be offered to somebody who waits."""
    return any(_can_be_kept(surgery, slot, now) for slot in list_slots(surgery))


def _can_be_kept(surgery: Surgery, slot: time, now: datetime) -> bool:
    return begins(surgery.date, slot) - now >= OFFER_ENDS_BEFORE + LEAST_TO_ANSWER


def list_open(session: Session, now: datetime, person: Person) -> list[tuple[Surgery, list[time]]]:
    """The coming surgeries whose places are given here, each with its free slots: none where all are taken, or the council says that it is full."""
    coming = list_upcoming(session, local_date(now), LOOK_AHEAD)
    ours = [surgery for surgery in coming if surgery.status in TAKES_NAMES and any(begins(surgery.date, slot) > now for slot in list_slots(surgery))]
    return [(surgery, free_slots(session, surgery, now, person)) for surgery in ours]


def take_place(parts: Parts, session: Session, person: Person, surgery: Surgery, slot: time, *, details: dict[str, object], instead_of: SurgeryBooking | None, now: datetime) -> str:
    """Book a slot, or move a booking there: the old place is given up only if the new one is theirs. `booked`, `gone` or `already`."""
    if instead_of is None and find_live(session, surgery.id, person.key, trial=person.trial) is not None:
        return ALREADY
    if slot not in free_slots(session, surgery, now, person):
        return GONE
    if instead_of is not None:
        instead_of.state = "given_up"
        session.flush()
    values = {"conversation_id": person.conversation_id, "person_key": person.key, "trial": person.trial, "made_at": now, "state": "booked", **details}
    if instead_of is not None:  # theirs who booked it, also when the number they gave for reminders moves it
        values |= {"conversation_id": instead_of.conversation_id, "person_key": instead_of.person_key, "contact_hash": instead_of.contact_hash}
    if not take_seat(session, surgery, slot, values):
        if instead_of is not None:
            instead_of.state = "booked"
            session.flush()
        return ALREADY if instead_of is None and find_live(session, surgery.id, person.key, trial=person.trial) else GONE
    drop_wish(session, person.conversation_id, surgery.surgery_id)
    forget_told_days(session, person.key, trial=person.trial)
    booking = find_live(session, surgery.id, person.key, trial=person.trial)
    assert booking is not None
    plan_reminders(parts, session, booking, now)
    return BOOKED


def is_theirs(booking: SurgeryBooking, person: Person) -> bool:
    """Whether a person may change or give up a place: who booked it, or the number they gave for reminders."""
    return person.key in (booking.person_key, booking.contact_hash)


def give_up(session: Session, booking_id: int, person: Person) -> bool:
    """The person's own place is free again. False if it was not theirs, or not any more."""
    booking = session.get(SurgeryBooking, booking_id, with_for_update=True)
    if booking is None or not is_theirs(booking, person) or booking.state != "booked":
        return False
    booking.state = "given_up"
    return True


def join_wait(session: Session, person: Person, surgery: Surgery, now: datetime) -> bool:
    """Put somebody on the list of a surgery. False for those who were offered a place there before: nobody is offered twice."""
    values = {"surgery_id": surgery.id, "conversation_id": person.conversation_id, "person_key": person.key, "trial": person.trial, "day": surgery.date, "at": now}
    if insert_once(session, SurgeryWait, values):
        return True
    wait = find_wait(session, surgery.id, person.key, trial=person.trial)
    if wait is None or wait.state not in ("waiting", "left", "moved"):
        return False
    if wait.state != "waiting":
        wait.state, wait.at, wait.day = "waiting", now, surgery.date
    return True


def leave_wait(session: Session, person: Person, surgery_id: int) -> None:
    """Somebody does not want to wait any more."""
    wait = find_wait(session, surgery_id, person.key, trial=person.trial)
    if wait is not None and wait.state == "waiting":
        wait.state = "left"


def offer_place(parts: Parts, session: Session, wait: SurgeryWait, surgery: Surgery, slot: time, now: datetime) -> SurgeryBooking | None:
    """Keep a free seat for somebody who waits. None if the seat went meanwhile."""
    person = Person(wait.conversation_id, wait.person_key, wait.trial)
    until = _kept_until(parts, surgery, slot, now)
    values = {"conversation_id": person.conversation_id, "person_key": person.key, "trial": person.trial, "made_at": now, "state": "offered", "about": ""}
    if not take_seat(session, surgery, slot, {**values, "offer_until": until}):
        return None
    wait.state = "offered"
    return find_live(session, surgery.id, person.key, trial=person.trial)


def answer_offer(parts: Parts, session: Session, booking_id: int, person: Person, yes: bool, now: datetime, *, about: str) -> str:
    """Take or refuse a place that was kept: `booked`, `declined`, or `gone` when its time was over."""
    booking = session.get(SurgeryBooking, booking_id)
    if booking is None or booking.person_key != person.key or booking.state != "offered":
        return GONE
    if booking.offer_until is None or booking.offer_until <= now or begins(booking.day, booking.slot) <= now:
        end_offer(session, booking, "lapsed", wait="lapsed")
        return GONE
    if not end_offer(session, booking, "booked" if yes else "declined", wait="taken" if yes else "declined"):
        return GONE
    if not yes:
        return "declined"
    booking.made_at, booking.about = now, about
    plan_reminders(parts, session, booking, now)
    return BOOKED


def plan_reminders(parts: Parts, session: Session, booking: SurgeryBooking, now: datetime) -> None:
    """Two days before, and on the morning: by text only, as nothing reaches somebody who left the web page. Past times are not planned."""
    thread = find_thread(parts, session, booking, now)
    if thread is None or booking.trial:
        return
    for which, due in reminder_times(parts, booking, now):
        job = {"kind": REMINDER, "dedupe_key": f"remind{booking.id}:{which}", "conversation_id": thread, "due_at": due}
        insert_once(session, ClockJob, {**job, "payload": {"booking": booking.id, "which": which}})


def find_thread(parts: Parts, session: Session, booking: SurgeryBooking, now: datetime) -> str | None:
    """The conversation in which texts about a place go out: the one it was booked in, or that of the number given for it on the web. None without a number."""
    number = session.get(PhoneNumber, booking.contact_hash) if booking.contact_hash else None
    if number is not None:
        return open_thread(parts, session, number, now)
    return booking.conversation_id if session.get_one(Conversation, booking.conversation_id).channel == "sms" else None


def keep_contact(parts: Parts, session: Session, booking: SurgeryBooking, number: str, now: datetime) -> None:
    """Text reminders of a place to a number (E.164). One number stands for a few places only: who typed it need not be who owns it."""
    known_as = number_hash(parts, number)
    keep_number(session, known_as, parts.vault.seal(number), now)
    if booking.state == "booked" and count_contact(session, known_as, local_date(now)) < PLACES_A_NUMBER:
        booking.contact_hash = known_as
        plan_reminders(parts, session, booking, now)


def reminder_times(parts: Parts, booking: SurgeryBooking, now: datetime) -> list[tuple[str, datetime]]:
    """Which reminders are still to come, and when."""
    times = ((TWO_DAYS, begins(booking.day - timedelta(days=2), FIRST_REMINDER_AT)), (MORNING, begins(booking.day, time(parts.settings.quiet_until))))
    return [(which, due) for which, due in times if now < due < begins(booking.day, booking.slot)]


def is_over(day: date, slot: time, now: datetime) -> bool:
    """Whether a slot has begun."""
    return begins(day, slot) <= now


def is_off(booking: SurgeryBooking, surgery: Surgery) -> bool:
    """Whether the place somebody was told of is no more: cancelled, moved, another day, or no slot begins then."""
    slots = list_slots(surgery)
    return surgery.status in ("cancelled", "moved") or surgery.date != booking.day or bool(slots and booking.slot not in slots)


def may_text_now(parts: Parts, now: datetime) -> bool:
    """Whether unasked texts about surgeries go out at this hour."""
    return not is_quiet(parts.settings, now)
