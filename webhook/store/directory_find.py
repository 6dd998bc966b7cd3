"""Queries of the directory: which services a search may show, and what ranking looks at of them."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Integer, Select, and_, any_, case, cast, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webhook.store.directory import DirectoryLocation, DirectoryService, DirectorySession, DirectoryTag, DirectoryWord

FARTHEST = 1e9  # degrees squared: farther than any place


@dataclass(frozen=True)
class Wanted:
    """Filters as the store needs them. What is not known of a service never counts against it."""

    needs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    age: tuple[float, float] | None = None
    children: tuple[float, ...] = ()
    every_child: bool = True  # all of them must be taken, not one
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


def find_allowed(session: Session, wanted: Wanted, ids: Sequence[int], limit: int) -> tuple[list[int], set[int]]:
    """Those of `ids`, in their order, that are visible and that nothing wanted speaks against; and those of them that are for a need that is wanted."""
    visible = select(DirectoryService.id).where(_among(session, DirectoryService.id, ids), DirectoryService.visible, *_not_against(wanted))
    allowed, suited = set(session.scalars(visible)), set[int]()
    for statement in _others_against(session, wanted, sorted(allowed)):
        fits = {service_id: bool(fit) for service_id, fit in session.execute(statement)}
        allowed -= {service_id for service_id, fit in fits.items() if not fit}
        suited = suited or {service_id for service_id, fit in fits.items() if fit and wanted.needs}  # needs are asked of first
    return [one for one in ids if one in allowed][:limit], suited


def find_fullest(session: Session, wanted: Wanted, limit: int) -> list[int]:
    """Visible services that no column speaks against, fullest records first, before them those with a need that is wanted: where nobody says what."""
    fullness: ColumnElement[Any] = literal(0)
    for known in (DirectoryService.age_from, DirectoryService.cost, DirectoryService.referral):
        fullness = fullness + case((known.is_not(None), 1), else_=0)
    needed = find_tagged(session, "need", wanted.needs, limit)
    if len(needed) == limit:
        return needed
    statement = select(DirectoryService.id).where(DirectoryService.visible, *_not_against(wanted)).order_by(fullness.desc(), DirectoryService.id)
    return list(dict.fromkeys([*needed, *session.scalars(statement.limit(limit))]))[:limit]


def find_tagged(session: Session, kind: str, values: Collection[str], limit: int, near: tuple[float, float] | None = None) -> list[int]:
    """Services that have one of some words of the vocabulary, of one kind; the nearest to a point first (degrees), those without a place last."""
    if not values:
        return []
    statement = select(DirectoryTag.service_id).where(DirectoryTag.kind == kind, DirectoryTag.value.in_(values))
    if near is None:
        return list(session.scalars(statement.distinct().order_by(DirectoryTag.service_id).limit(limit)))
    latitude, longitude = near
    north, east = DirectoryLocation.latitude - latitude, (DirectoryLocation.longitude - longitude) * math.cos(math.radians(latitude))
    far = func.min(func.coalesce(north * north + east * east, FARTHEST))
    statement = statement.outerjoin(DirectoryLocation, DirectoryLocation.service_id == DirectoryTag.service_id)
    return list(session.scalars(statement.group_by(DirectoryTag.service_id).order_by(far, DirectoryTag.service_id).limit(limit)))


def find_points(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[float, float]]]:
    """Where services are, in degrees; those whose place is not known are missing."""
    found: dict[int, list[tuple[float, float]]] = {}
    columns = (DirectoryLocation.service_id, DirectoryLocation.latitude, DirectoryLocation.longitude)
    for service_id, latitude, longitude in session.execute(select(*columns).where(_among(session, DirectoryLocation.service_id, ids))):
        if latitude is not None and longitude is not None:
            found.setdefault(service_id, []).append((latitude, longitude))
    return found


def find_services(session: Session, ids: Sequence[int]) -> list[Found]:
    """What ranking looks at of services, in the order of `ids`. Rows, not objects: making objects of some hundred took most of a search."""
    found = {row.id: Found(row) for row in session.execute(select(*RANKED_BY).where(_among(session, DirectoryService.id, ids)))}
    tags = select(DirectoryTag.service_id, DirectoryTag.kind, DirectoryTag.value).where(_among(session, DirectoryTag.service_id, ids))
    for service_id, kind, value in session.execute(tags):
        found[service_id].tags.setdefault(kind, set()).add(value)
    columns = (DirectorySession.service_id, DirectorySession.weekday, DirectorySession.opens, DirectorySession.closes)
    for service_id, weekday, opens, closes in session.execute(select(*columns).where(_among(session, DirectorySession.service_id, ids))):
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
    newest = [select(func.max(column)).scalar_subquery() for column in (DirectoryService.changed_at, DirectoryService.id)]  # each from its index; of both at once SQLite reads the table
    return tuple(session.execute(select(*newest)).one())


def has_real_services(session: Session) -> bool:
    """Whether anything but samples is shown: where all that was real is withdrawn, samples may come back."""
    return session.scalars(select(DirectoryService.id).where(DirectoryService.sample.is_(False), DirectoryService.visible).limit(1)).first() is not None


def _among(session: Session, column: InstrumentedAttribute[int], ids: Sequence[int]) -> ColumnElement[bool]:
    """Whether a column is one of some hundred ids, given as one value: as many bound values of their own took longer to prepare than to look up."""
    if session.get_bind().dialect.name == "sqlite":
        return column.in_(select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value))
    return column == any_(cast(literal(f"{{{','.join(map(str, ids))}}}"), ARRAY(Integer)))  # as text: the driver took longer to write down the numbers one by one


def _not_against(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Conditions on a service's own columns."""
    conditions: list[ColumnElement[bool]] = []

    def unknown_or(column: InstrumentedAttribute[Any], condition: ColumnElement[bool]) -> None:
        conditions.append(or_(column.is_(None), condition))

    if wanted.age:
        conditions.append(_takes_ages(wanted.age, wanted.children, wanted.every_child))
    if wanted.free:
        unknown_or(DirectoryService.cost, DirectoryService.cost != "paid")
    if wanted.no_referral:
        unknown_or(DirectoryService.referral, DirectoryService.referral.is_(False))
    if wanted.no_learning_disability:
        unknown_or(DirectoryService.learning_disability, DirectoryService.learning_disability.is_(False))
    return conditions


def _takes_ages(age: tuple[float, float], children: tuple[float, ...], every: bool) -> ColumnElement[bool]:
    """Whether a service takes somebody of a span of ages; with several children, all of them, or one."""

    def takes(youngest: float, oldest: float) -> ColumnElement[bool]:
        begins, ends = DirectoryService.age_from, DirectoryService.age_to
        return and_(or_(begins.is_(None), begins <= youngest), or_(ends.is_(None), ends + 1 > oldest))  # "to 5" is until the sixth birthday

    if children:
        return and_(takes(min(children), max(children))) if every else or_(*(takes(one, one) for one in children))
    return takes(age[1], age[0])


def _others_against(session: Session, wanted: Wanted, ids: Sequence[int]) -> Iterator[Select[Any]]:
    """Of some services those that name needs, then times, and whether one that is wanted. Asked of these only: joined to the rest, PostgreSQL reads whole tables."""
    if wanted.needs:
        yield _fits(DirectoryTag.service_id, DirectoryTag.value.in_(wanted.needs)).where(_among(session, DirectoryTag.service_id, ids), DirectoryTag.kind == "need")
    if wanted.days or wanted.hours:
        fits: list[ColumnElement[bool]] = [DirectorySession.weekday.in_(wanted.days)] if wanted.days else []
        if wanted.hours:
            fits.append(or_(DirectorySession.opens.is_(None), DirectorySession.opens < wanted.hours[1]))
            fits.append(or_(DirectorySession.closes.is_(None), DirectorySession.closes > wanted.hours[0]))
        yield _fits(DirectorySession.service_id, and_(*fits)).where(_among(session, DirectorySession.service_id, ids))


def _fits(service_id: InstrumentedAttribute[int], fits: ColumnElement[bool]) -> Select[Any]:
    best: ColumnElement[Any] = func.max(case((fits, 1), else_=0))
    return select(service_id, best).group_by(service_id)
