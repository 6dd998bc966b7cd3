"""Whether the service lives, whether it is ready, and its figures."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml
from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from webhook.routes.callers import caller, the_parts
from webhook.services.readiness import check_ready, count_states
from webhook.settings import ROOT

blueprint = Blueprint("health", __name__)


@blueprint.get("/live")
@caller("anyone")
def live() -> ResponseReturnValue:
    """The web process answers."""
    return jsonify(status="live")


@blueprint.get("/ready")
@caller("anyone")
def ready() -> ResponseReturnValue:
    """200 when a question would be answered now, else 503 with what is missing; each part by name either way."""
    parts = check_ready(the_parts())
    return jsonify(status="starting" if parts["missing"] else "ready", **parts), 503 if parts["missing"] else 200


@blueprint.get("/metrics")
@caller("loopback")
def metrics() -> ResponseReturnValue:
    """Counts of messages, texts and alerts by state, in Prometheus' format. No personal data."""
    return Response(generate_latest(count_states(the_parts())), mimetype=CONTENT_TYPE_LATEST)


@blueprint.get("/openapi.json")
@caller("anyone")
def openapi() -> ResponseReturnValue:
    """The machine interfaces, as written in webhook/openapi.yml."""
    return jsonify(_read_openapi())


@cache
def _read_openapi() -> Any:
    return yaml.safe_load((ROOT / "webhook" / "openapi.yml").read_text("utf-8"))
