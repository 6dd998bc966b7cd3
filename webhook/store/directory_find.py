"""Queries of the directory: which services a search may show, and the pages of the published feed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webhook.store.directory import DirectoryLocation, DirectoryService, DirectorySession, DirectoryTag, DirectoryWord

IDS_AT_ONCE = 5000


@dataclass(frozen=True)
class Wanted:
    """Filters as the store needs them. What is not known of a service never counts against it."""

    needs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    age: tuple[float, float] | None = None
    days: tuple[int, ...] = ()
    hours: tuple[time, time] | None = None
    free: bool = False
    no_referral: bool = False
    no_learning_disability: bool = False


@dataclass
class Found:
    """One service that may be shown, with what ranking looks at: a row of RANKED_BY, in which a service itself is one too."""

    service: Any
    tags: dict[str, set[str]] = field(default_factory=dict)
    sessions: list[tuple[int, time | None, time | None]] = field(default_factory=list)


RANKED_BY: tuple[Any, ...] = (
    DirectoryService.id,
    DirectoryService.name,
    DirectoryService.visible,
    DirectoryService.age_from,
    DirectoryService.age_to,
    DirectoryService.cost,
    DirectoryService.record["fees"].as_string().label("fees"),
    DirectoryService.referral,
    DirectoryService.learning_disability,
)


def find_allowed(session: Session, wanted: Wanted, ids: Collection[int] | None, limit: int) -> list[int]:
    """Ids of visible services that nothing wanted speaks against; of `ids` if they are given, else of all, fullest records first."""
    statement = select(DirectoryService.id).where(DirectoryService.visible, *_not_against(wanted))
    if ids is None:
        known = [DirectoryService.age_from.is_not(None), DirectoryService.cost.is_not(None), DirectoryService.referral.is_not(None)]
        fullness: ColumnElement[Any] = case((_is_tagged(wanted), 4), else_=0)
        for condition in known:
            fullness = fullness + case((condition, 1), else_=0)
        return list(session.scalars(statement.order_by(fullness.desc(), DirectoryService.id).limit(limit)))
    wanted_ids, allowed = sorted(ids), set[int]()
    for start in range(0, len(wanted_ids), IDS_AT_ONCE):
        allowed.update(session.scalars(statement.where(DirectoryService.id.in_(wanted_ids[start : start + IDS_AT_ONCE]))))
    return [one for one in ids if one in allowed][:limit]


def find_tagged(session: Session, kinds: Collection[str], limit: int) -> list[int]:
    """Services of some kinds."""
    statement = select(DirectoryTag.service_id).where(DirectoryTag.kind == "kind", DirectoryTag.value.in_(kinds)).distinct().order_by(DirectoryTag.service_id)
    return list(session.scalars(statement.limit(limit))) if kinds else []


def find_points(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[float, float]]]:
    """Where services are, in degrees; those whose place is not known are missing."""
    found: dict[int, list[tuple[float, float]]] = {}
    columns = (DirectoryLocation.service_id, DirectoryLocation.latitude, DirectoryLocation.longitude)
    for start in range(0, len(ids), IDS_AT_ONCE):
        statement = select(*columns).where(DirectoryLocation.service_id.in_(ids[start : start + IDS_AT_ONCE]))
        for service_id, latitude, longitude in session.execute(statement):
            if latitude is not None and longitude is not None:
                found.setdefault(service_id, []).append((latitude, longitude))
    return found


def find_services(session: Session, ids: Sequence[int]) -> list[Found]:
    """What ranking looks at of services, in the order of `ids`. Rows, not objects: making objects of some hundred took most of a search."""
    found = {row.id: Found(row) for row in session.execute(select(*RANKED_BY).where(DirectoryService.id.in_(ids)))}
    for service_id, kind, value in session.execute(select(DirectoryTag.service_id, DirectoryTag.kind, DirectoryTag.value).where(DirectoryTag.service_id.in_(ids))):
        found[service_id].tags.setdefault(kind, set()).add(value)
    columns = (DirectorySession.service_id, DirectorySession.weekday, DirectorySession.opens, DirectorySession.closes)
    for service_id, weekday, opens, closes in session.execute(select(*columns).where(DirectorySession.service_id.in_(ids))):
        found[service_id].sessions.append((weekday, opens, closes))
    return [found[one] for one in ids if one in found]


def find_whole(session: Session, ids: Sequence[int]) -> dict[int, DirectoryService]:
    """Services themselves."""
    return {service.id: service for service in session.scalars(select(DirectoryService).where(DirectoryService.id.in_(ids)))}


def find_words(session: Session) -> dict[str, int]:
    """Every word of the visible services and how many have it."""
    return {row[0]: row[1] for row in session.execute(select(DirectoryWord.word, DirectoryWord.services))}


def find_state(session: Session) -> Any:
    """Something that differs after every import that changed anything: whatever is added, changed or hidden gets the time of its import.

    With the newest id, since another database of the same address (a test's, a restored one) may have been filled at the same time.
    """
    return tuple(session.execute(select(func.max(DirectoryService.changed_at), func.max(DirectoryService.id))).one())


def list_published(
    session: Session, *, samples: bool, page: int, per_page: int, age: tuple[float | None, float | None] = (None, None), ids: Collection[int] | None = None
) -> tuple[int, list[DirectoryService]]:
    """How many services the feed has, and one page of them (counted from 1), in a fixed order."""
    wanted: list[ColumnElement[bool] | InstrumentedAttribute[bool]] = [DirectoryService.visible]
    if not samples:
        wanted.append(DirectoryService.sample.is_(False))
    if age[0] is not None:
        wanted.append(DirectoryService.age_from >= age[0])
    if age[1] is not None:
        wanted.append(DirectoryService.age_to <= age[1])
    if ids is not None:
        wanted.append(DirectoryService.id.in_(ids))
    total = session.scalar(select(func.count(DirectoryService.id)).where(*wanted)) or 0
    statement = select(DirectoryService).where(*wanted).order_by(DirectoryService.public_id)
    return total, list(session.scalars(statement.offset((page - 1) * per_page).limit(per_page)))


def find_published(session: Session, public_id: str, *, samples: bool) -> DirectoryService | None:
    """One service of the feed."""
    statement = select(DirectoryService).where(DirectoryService.public_id == public_id, DirectoryService.visible)
    return session.scalars(statement if samples else statement.where(DirectoryService.sample.is_(False))).one_or_none()


def has_real_services(session: Session) -> bool:
    """Whether anything but samples is stored."""
    return session.scalars(select(DirectoryService.id).where(DirectoryService.sample.is_(False)).limit(1)).first() is not None


def _of(table: type[DirectoryTag] | type[DirectorySession]) -> ColumnElement[bool]:
    return table.service_id == DirectoryService.id


def _is_tagged(wanted: Wanted) -> ColumnElement[bool]:
    return exists().where(_of(DirectoryTag), DirectoryTag.kind == "need", DirectoryTag.value.in_(wanted.needs))


def _not_against(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []

    def unknown_or(column: InstrumentedAttribute[Any], condition: ColumnElement[bool]) -> None:
        conditions.append(or_(column.is_(None), condition))

    if wanted.needs:
        conditions.append(or_(~exists().where(_of(DirectoryTag), DirectoryTag.kind == "need"), _is_tagged(wanted)))
    if wanted.age:
        unknown_or(DirectoryService.age_from, DirectoryService.age_from <= wanted.age[1])
        unknown_or(DirectoryService.age_to, DirectoryService.age_to + 1 > wanted.age[0])  # "to 5" is until the sixth birthday
    if wanted.free:
        unknown_or(DirectoryService.cost, DirectoryService.cost != "paid")
    if wanted.no_referral:
        unknown_or(DirectoryService.referral, DirectoryService.referral.is_(False))
    if wanted.no_learning_disability:
        unknown_or(DirectoryService.learning_disability, DirectoryService.learning_disability.is_(False))
    if wanted.days or wanted.hours:
        fits = [_of(DirectorySession)]
        if wanted.days:
            fits.append(DirectorySession.weekday.in_(wanted.days))
        if wanted.hours:
            fits.append(or_(DirectorySession.opens.is_(None), DirectorySession.opens < wanted.hours[1]))
            fits.append(or_(DirectorySession.closes.is_(None), DirectorySession.closes > wanted.hours[0]))
        conditions.append(or_(~exists().where(_of(DirectorySession)), exists().where(*fits)))
    return conditions
