"""Queries of places, of the waiting list, and of what keeps somebody from being texted about them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session

from webhook.store.bookings import LIVE_STATES, BookingDraft, SurgeryBooking, SurgeryWait
from webhook.store.cases import Case, Contact
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.db import insert_once
from webhook.store.duty import Alert
from webhook.store.surgeries import Surgery


def count_taken(session: Session, surgery: Surgery, *, trial: bool) -> dict[time, int]:
    """How many families each slot of a surgery has."""
    live = _live_on(surgery, trial)
    return {slot: count for slot, count in session.execute(select(SurgeryBooking.slot, func.count()).where(*live).group_by(SurgeryBooking.slot))}


def take_seat(session: Session, surgery: Surgery, slot: time, values: dict[str, object]) -> bool:
    """Insert a live row in the first free seat of a slot. False if there is none, or this person has a place already: the indexes decide."""
    row = {"surgery_id": surgery.id, "day": surgery.date, "slot": slot, "venue": surgery.venue, **values}
    return any(insert_once(session, SurgeryBooking, {**row, "seat": seat}) for seat in range(surgery.capacity or 0))


def find_live(session: Session, surgery_id: int, person_key: str, *, trial: bool) -> SurgeryBooking | None:
    """The person's own place at a surgery, taken or kept for them."""
    own = (SurgeryBooking.surgery_id == surgery_id, _is_theirs(person_key), SurgeryBooking.trial == trial)
    statement = select(SurgeryBooking).where(*own, SurgeryBooking.state.in_(LIVE_STATES))
    return session.scalars(statement.order_by((SurgeryBooking.person_key == person_key).desc())).first()


def list_booked(session: Session, person_key: str, today: date, *, trial: bool) -> list[SurgeryBooking]:
    """The places a person has from today on, soonest first."""
    own = (_is_theirs(person_key), SurgeryBooking.trial == trial, SurgeryBooking.state == "booked", SurgeryBooking.day >= today)
    return list(session.scalars(select(SurgeryBooking).where(*own).order_by(SurgeryBooking.day, SurgeryBooking.slot)))


def has_live_booking(session: Session, conversation: Conversation, today: date) -> bool:
    """Whether a conversation has a place (its number may stand for one), is kept one, or waits for one."""
    theirs = SurgeryBooking.conversation_id == conversation.id
    if conversation.number_hash is not None:
        theirs = or_(theirs, SurgeryBooking.contact_hash == conversation.number_hash)
    place = exists().where(theirs, SurgeryBooking.state.in_(LIVE_STATES), SurgeryBooking.day >= today)
    wait = exists().where(SurgeryWait.conversation_id == conversation.id, SurgeryWait.state.in_(("waiting", "offered")), SurgeryWait.day >= today)
    return bool(session.scalar(select(or_(place, wait))))


def count_contact(session: Session, number_hash: str, today: date) -> int:
    """How many places to come a number is the contact of."""
    statement = select(func.count()).where(SurgeryBooking.contact_hash == number_hash, SurgeryBooking.state.in_(LIVE_STATES), SurgeryBooking.day >= today)
    return session.scalar(statement) or 0


def list_day(session: Session, surgery_id: int) -> list[SurgeryBooking]:
    """Everybody who has a place at a surgery or had one on its day, by time; none from trials."""
    shown = SurgeryBooking.state.in_(("booked", "attended", "missed"))
    statement = select(SurgeryBooking).where(SurgeryBooking.surgery_id == surgery_id, shown, SurgeryBooking.trial.is_(False))
    return list(session.scalars(statement.order_by(SurgeryBooking.day, SurgeryBooking.slot, SurgeryBooking.seat)))


def count_by_surgery(session: Session) -> dict[int, tuple[int, int, int]]:
    """For each surgery how many have a place, for how many one is kept, and how many wait, trials left out."""
    booked = _counted(session, SurgeryBooking, ("booked", "attended", "missed"))
    kept, waiting = _counted(session, SurgeryBooking, ("offered",)), _counted(session, SurgeryWait, ("waiting",))
    return {key: (booked.get(key, 0), kept.get(key, 0), waiting.get(key, 0)) for key in booked.keys() | kept.keys() | waiting.keys()}


def list_kept(session: Session, surgery_id: int) -> list[SurgeryBooking]:
    """The places of a surgery that are kept for somebody who waited, by time; none from trials."""
    kept = (SurgeryBooking.surgery_id == surgery_id, SurgeryBooking.state == "offered", SurgeryBooking.trial.is_(False))
    return list(session.scalars(select(SurgeryBooking).where(*kept).order_by(SurgeryBooking.slot, SurgeryBooking.seat)))


def list_held(session: Session, surgery: Surgery, now: datetime, today: date, *, trial: bool) -> list[SurgeryBooking]:
    """Places of the day a surgery moved from, for each of which one is kept on the new day: not told yet, or told, not answered and in time. In the order they were made."""
    untold = and_(SurgeryBooking.state == "booked", SurgeryBooking.day != surgery.date, SurgeryBooking.day >= today)
    told = and_(SurgeryBooking.state == "moved", SurgeryBooking.told_day.is_not(None), SurgeryBooking.offer_until > now)
    held = select(SurgeryBooking).where(SurgeryBooking.surgery_id == surgery.id, SurgeryBooking.trial == trial, or_(untold, told))
    return list(session.scalars(held.order_by(SurgeryBooking.id)))


def list_queue(session: Session, surgery_id: int) -> list[SurgeryWait]:
    """Everybody who waits for a surgery, in order, also those whose conversation staff hold; none from trials. For staff."""
    waiting = (SurgeryWait.surgery_id == surgery_id, SurgeryWait.state == "waiting", SurgeryWait.trial.is_(False))
    return list(session.scalars(select(SurgeryWait).where(*waiting).order_by(SurgeryWait.at, SurgeryWait.id)))


def cases_of(session: Session, person_keys: Iterable[str]) -> dict[str, set[int]]:
    """The cases on whose record a number stands: staff alone see that two people belong to one (conduct 10)."""
    found: dict[str, set[int]] = {}
    for number_hash, case_id in session.execute(select(Contact.number_hash, Contact.case_id).where(Contact.number_hash.in_(list(person_keys)))):
        found.setdefault(number_hash, set()).add(case_id)
    return found


def find_kept(session: Session, person_key: str, today: date, *, trial: bool) -> SurgeryBooking | None:
    """The place that is kept for a person, else the last that was and went back, at a surgery to come."""
    own = (SurgeryBooking.person_key == person_key, SurgeryBooking.trial == trial, SurgeryBooking.state.in_(("offered", "lapsed")), SurgeryBooking.day >= today)
    return session.scalars(select(SurgeryBooking).where(*own).order_by(SurgeryBooking.state.desc(), SurgeryBooking.id.desc())).first()


def find_given_up(session: Session, person_key: str, today: date, *, trial: bool) -> SurgeryBooking | None:
    """The last place from today on that a person let go: given up, refused, or not answered in time."""
    own = (_is_theirs(person_key), SurgeryBooking.trial == trial, SurgeryBooking.state.in_(("given_up", "declined", "lapsed")), SurgeryBooking.day >= today)
    return session.scalars(select(SurgeryBooking).where(*own).order_by(SurgeryBooking.id.desc())).first()


def find_moved(session: Session, person_key: str, today: date, *, trial: bool) -> SurgeryBooking | None:
    """The last place from today on that a person lost as its surgery was called off or moved."""
    own = (_is_theirs(person_key), SurgeryBooking.trial == trial, SurgeryBooking.state == "moved", SurgeryBooking.day >= today)
    return session.scalars(select(SurgeryBooking).where(*own).order_by(SurgeryBooking.id.desc())).first()


# ---- The waiting list ----


def find_wait(session: Session, surgery_id: int, person_key: str, *, trial: bool) -> SurgeryWait | None:
    """The person's row on a surgery's list, whatever became of it."""
    own = (SurgeryWait.surgery_id == surgery_id, SurgeryWait.person_key == person_key, SurgeryWait.trial == trial)
    return session.scalars(select(SurgeryWait).where(*own)).first()


def list_my_waits(session: Session, person_key: str, today: date, *, trial: bool) -> list[SurgeryWait]:
    """The surgeries to come that a person waits for, soonest first."""
    own = (SurgeryWait.person_key == person_key, SurgeryWait.trial == trial, SurgeryWait.state == "waiting", SurgeryWait.day >= today)
    return list(session.scalars(select(SurgeryWait).where(*own).order_by(SurgeryWait.day)))


def list_waits(session: Session, surgery_id: int, *, trial: bool) -> list[SurgeryWait]:
    """Who waits for a place, first come first; not those whose conversation staff hold, where the assistant is silent."""
    statement = select(SurgeryWait).join(Conversation, Conversation.id == SurgeryWait.conversation_id)
    waiting = (SurgeryWait.surgery_id == surgery_id, SurgeryWait.state == "waiting", SurgeryWait.trial == trial, Conversation.held_by.is_(None))
    return list(session.scalars(statement.where(*waiting).order_by(SurgeryWait.at, SurgeryWait.id)))


def list_surgeries_waited_for(session: Session, today: date) -> list[Surgery]:
    """Open surgeries to come that somebody waits for, trials left out."""
    waited_for = exists().where(SurgeryWait.surgery_id == Surgery.id, SurgeryWait.state == "waiting", SurgeryWait.trial.is_(False))
    return list(session.scalars(select(Surgery).where(waited_for, Surgery.status == "open", Surgery.date >= today).order_by(Surgery.date, Surgery.id)))


def list_lapsed(session: Session, now: datetime) -> list[SurgeryBooking]:
    """Places kept for somebody whose time to answer is over."""
    return list(session.scalars(select(SurgeryBooking).where(SurgeryBooking.state == "offered", SurgeryBooking.offer_until <= now)))


def list_offered(session: Session, person_key: str, *, trial: bool) -> list[SurgeryBooking]:
    """Places that are kept for a person's answer."""
    own = (SurgeryBooking.person_key == person_key, SurgeryBooking.trial == trial, SurgeryBooking.state == "offered")
    return list(session.scalars(select(SurgeryBooking).where(*own).order_by(SurgeryBooking.id)))


def end_offer(session: Session, booking: SurgeryBooking, state: str, *, wait: str) -> bool:
    """An offer is answered or over. Of two who settle it at once, one is told True."""
    statement = update(SurgeryBooking).where(SurgeryBooking.id == booking.id, SurgeryBooking.state == "offered").values(state=state)
    if not session.execute(statement).rowcount:  # type: ignore[attr-defined]
        return False
    own = and_(SurgeryWait.surgery_id == booking.surgery_id, SurgeryWait.person_key == booking.person_key, SurgeryWait.trial == booking.trial)
    session.execute(update(SurgeryWait).where(own, SurgeryWait.state == "offered").values(state=wait))
    session.refresh(booking)
    return True


# ---- What an import changed ----


def list_overtaken(session: Session, today: date) -> list[tuple[SurgeryBooking, Surgery]]:
    """Live places that may no longer be as they were told: the day or venue differs, or the surgery is cancelled or moved, or its times changed."""
    statement = select(SurgeryBooking, Surgery).join(Surgery, Surgery.id == SurgeryBooking.surgery_id)
    differs = or_(Surgery.status.in_(("cancelled", "moved")), Surgery.date != SurgeryBooking.day, Surgery.venue != SurgeryBooking.venue, Surgery.imported_at >= SurgeryBooking.made_at)
    statement = statement.where(SurgeryBooking.state.in_(LIVE_STATES), SurgeryBooking.day >= today, differs)
    return [(booking, surgery) for booking, surgery in session.execute(statement.order_by(SurgeryBooking.id))]


def list_overtaken_waits(session: Session, today: date) -> list[tuple[SurgeryWait, Surgery]]:
    """People who wait for a surgery that is cancelled, moved or on another day."""
    statement = select(SurgeryWait, Surgery).join(Surgery, Surgery.id == SurgeryWait.surgery_id)
    gone = or_(Surgery.status.in_(("cancelled", "moved")), Surgery.date != SurgeryWait.day)
    return [(wait, surgery) for wait, surgery in session.execute(statement.where(SurgeryWait.state == "waiting", SurgeryWait.day >= today, gone).order_by(SurgeryWait.id))]


def list_moved_again(session: Session, today: date) -> list[tuple[SurgeryBooking, Surgery]]:
    """Places lost to a move whose new day, told and not answered, is not the surgery's any more."""
    statement = select(SurgeryBooking, Surgery).join(Surgery, Surgery.id == SurgeryBooking.surgery_id)
    gone = or_(Surgery.status.in_(("cancelled", "moved")), Surgery.date != SurgeryBooking.told_day)
    return [(row, surgery) for row, surgery in session.execute(statement.where(SurgeryBooking.state == "moved", SurgeryBooking.told_day >= today, gone).order_by(SurgeryBooking.id))]


def note_told_day(session: Session, surgery_id: int, person_key: str, day: date | None, *, trial: bool) -> None:
    """Who lost a place to a move was told of a day, or needs no more telling (None): they answered, or it is off; then nothing is kept for them."""
    own = (SurgeryBooking.surgery_id == surgery_id, _is_theirs(person_key), SurgeryBooking.trial == trial, SurgeryBooking.state == "moved")
    values = {"told_day": day} if day is not None else {"told_day": None, "offer_until": None}
    session.execute(update(SurgeryBooking).where(*own, SurgeryBooking.told_day.is_not(None)).values(values))


def forget_told_days(session: Session, person_key: str, *, trial: bool) -> None:
    """Somebody has a place again: of those they lost before they hear no more, and nothing is kept for them."""
    own = (_is_theirs(person_key), SurgeryBooking.trial == trial, SurgeryBooking.state == "moved", SurgeryBooking.told_day.is_not(None))
    session.execute(update(SurgeryBooking).where(*own).values(told_day=None, offer_until=None))


def list_open_drafts(session: Session) -> list[BookingDraft]:
    """Bookings that are being made, last written before the last import; by whose."""
    newest = select(func.max(Surgery.imported_at)).scalar_subquery()
    return list(session.scalars(select(BookingDraft).where(BookingDraft.updated_at <= newest).order_by(BookingDraft.conversation_id)))


# ---- Who may not be texted ----


def why_silent(session: Session, conversation: Conversation, since: datetime, kinds: tuple[str, ...] = ("crisis",)) -> str:
    """Why nothing automatic goes to a conversation: bereaved | opted_out | unsafe | danger | "". Danger counts from `since` (conduct 1, 3, 13)."""
    number = session.get(PhoneNumber, conversation.number_hash) if conversation.number_hash else None
    if conversation.bereaved_at is not None or _on_record(session, number, Case.case_status == "deceased"):
        return "bereaved"
    if number is not None and number.opted_out_at is not None:
        return "opted_out"
    if conversation.unsafe_at is not None or (number is not None and number.unsafe_at is not None) or _on_record(session, number, Contact.safe_to_text == "no"):
        return "unsafe"
    danger = exists().where(Alert.conversation_id == conversation.id, Alert.kind.in_(kinds), Alert.at >= since)
    return "danger" if session.scalar(select(danger)) else ""


def _on_record(session: Session, number: PhoneNumber | None, what: ColumnElement[bool]) -> bool:
    if number is None:
        return False
    return session.scalar(select(Contact.id).join(Case, Case.id == Contact.case_id).where(Contact.number_hash == number.number_hash, what).limit(1)) is not None


def _is_theirs(person_key: str) -> ColumnElement[bool]:
    return or_(SurgeryBooking.person_key == person_key, SurgeryBooking.contact_hash == person_key)


def _live_on(surgery: Surgery, trial: bool) -> tuple[ColumnElement[bool], ...]:
    return (
        SurgeryBooking.surgery_id == surgery.id,
        SurgeryBooking.day == surgery.date,
        SurgeryBooking.trial == trial,
        SurgeryBooking.state.in_(LIVE_STATES),
    )


def _counted(session: Session, table: type[SurgeryBooking] | type[SurgeryWait], states: tuple[str, ...]) -> dict[int, int]:
    statement = select(table.surgery_id, func.count()).where(table.state.in_(states), table.trial.is_(False)).group_by(table.surgery_id)
    return {surgery_id: count for surgery_id, count in session.execute(statement)}
