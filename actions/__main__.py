"""Runs the action server on loopback: `python -m actions` (ACTIONS_PORT, default 5055).

rasa_sdk's own command listens on every address and answers an exception with the whole tracker (design 12). This one does neither, allows no other origin,
and runs in one process, so that one signal stops it.
"""

from __future__ import annotations

import logging
import os
from typing import Any

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from sanic import HTTPResponse, Request, Sanic
from sanic.response import json

log = logging.getLogger("actions")


def create_app() -> Sanic[Any, Any]:
    """The server: one route for actions, one for health, and no exception that tells anything."""
    executor = ActionExecutor()
    executor.register_package("actions")
    app: Sanic[Any, Any] = Sanic("actions", configure_logging=False)

    @app.get("/health")
    async def health(_: Request) -> HTTPResponse:
        return json({"status": "ok"})

    @app.post("/webhook")
    async def run_action(request: Request) -> HTTPResponse:
        try:
            # Rasa leaves its whole domain out (bot/endpoints.yml): no action of ours reads it, and rasa_sdk refuses a call in which none is named
            result = await executor.run({"domain": {}, **(request.json or {})})
        except ActionExecutionRejection as refused:
            return json({"error": refused.message, "action_name": refused.action_name}, status=400)
        except ActionNotFoundException as missing:
            return json({"error": missing.message, "action_name": missing.action_name}, status=404)
        return json(result.model_dump() if result else {})

    @app.exception(Exception)
    async def keep_inside(_: Request, error: Exception) -> HTTPResponse:
        log.error("request failed: %s", type(error).__name__)
        return json({"error": "failed"}, status=getattr(error, "status_code", 500))

    return app


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    create_app().run(host="127.0.0.1", port=int(os.environ.get("ACTIONS_PORT", "5055")), single_process=True, access_log=False, motd=False)
