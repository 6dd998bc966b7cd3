"""Queries of the published feed: a page of services that a reader asked for by the standard's parameters, and one service."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webhook.store.directory import DirectoryService, DirectorySession, DirectoryTag

_COLUMNS: dict[str, InstrumentedAttribute[Any]] = {
    "cost": DirectoryService.cost,
    "referral": DirectoryService.referral,
    "learning_disability": DirectoryService.learning_disability,
    "sample": DirectoryService.sample,
}


@dataclass(frozen=True)
class Asked:
    """What a reader asked for. A term is a kind of our vocabulary and a value of it, or None for any; a time of the week must fit in one session."""

    ids: Collection[int] | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    terms: Sequence[tuple[str, str | None]] = ()
    weekday: int | None = None  # Monday is 0
    start: time | None = None
    end: time | None = None


def list_published(session: Session, *, samples: bool, page: int, per_page: int, asked: Asked) -> tuple[int, list[DirectoryService]]:
    """How many services the feed has, and one page of them (counted from 1), in a fixed order."""
    wanted = [DirectoryService.visible, *([] if samples else [DirectoryService.sample.is_(False)]), *_conditions(asked)]
    total = session.scalar(select(func.count(DirectoryService.id)).where(*wanted)) or 0
    statement = select(DirectoryService).where(*wanted).order_by(DirectoryService.public_id)
    return total, list(session.scalars(statement.offset((page - 1) * per_page).limit(per_page)))


def find_published(session: Session, public_id: str, *, samples: bool) -> DirectoryService | None:
    """One service of the feed."""
    statement = select(DirectoryService).where(DirectoryService.public_id == public_id, DirectoryService.visible)
    return session.scalars(statement if samples else statement.where(DirectoryService.sample.is_(False))).one_or_none()


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_has_term(kind, value) for kind, value in asked.terms]
    if asked.minimum_age is not None:
        conditions.append(DirectoryService.age_from >= asked.minimum_age)
    if asked.maximum_age is not None:
        conditions.append(DirectoryService.age_to <= asked.maximum_age)
    if asked.ids is not None:
        conditions.append(DirectoryService.id.in_(asked.ids))
    times: list[ColumnElement[bool]] = [DirectorySession.weekday == asked.weekday] if asked.weekday is not None else []
    times += [DirectorySession.opens >= asked.start] if asked.start is not None else []
    times += [DirectorySession.closes <= asked.end] if asked.end is not None else []
    return [*conditions, exists().where(DirectorySession.service_id == DirectoryService.id, *times)] if times else conditions


def _has_term(kind: str, value: str | None) -> ColumnElement[bool]:
    column = _COLUMNS.get(kind)
    if column is None:
        tags = [DirectoryTag.service_id == DirectoryService.id, DirectoryTag.kind == kind, *([] if value is None else [DirectoryTag.value == value])]
        return exists().where(*tags)
    if kind == "sample":
        return column.is_(True)
    if kind != "cost" and value is not None:
        return column.is_(value == "needed")
    return column.is_not(None) if value is None else column == value
