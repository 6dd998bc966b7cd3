"""The whole real path in one process and two children, on a scratch database: what `make ask`, `make chat` and end-to-end tests stand on.

Only Twilio is the fake. The web application serves /api to the real action server; messages are worked here, one after another.
"""

from __future__ import annotations

import logging
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from werkzeug.serving import make_server

from directory.samples import load_samples
from ops.processes import RasaProcesses, free_port
from webhook.app import create_app
from webhook.bootstrap import Parts, build_parts
from webhook.clients.queue import ListQueue
from webhook.clients.rasa import HttpRasa
from webhook.clients.sms import FakeSms
from webhook.demo_data import load_demo
from webhook.services.safety.safety_model import load_safety
from webhook.services.turn.reply_model import load_replies
from webhook.settings import Settings


class LineClock:
    """The machine's clock, or the moment a line was set to."""

    def __init__(self) -> None:
        self.at: datetime | None = None

    def now(self) -> datetime:
        """The moment set, else now."""
        return self.at or datetime.now(UTC)


@dataclass
class Stack:
    """What a command works with."""

    parts: Parts
    clock: LineClock
    rasa: RasaProcesses
    web_url: str


@contextmanager
def running_stack(*, trial: bool = True, wait: bool = True, **changes: object) -> Iterator[Stack]:
    """Start everything, hand it over, stop it. DATABASE_URL is used when given, else a scratch file with the demo data and the sample services."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # as in `make run` (ops/run); numpy is not loaded before the models are
    with tempfile.TemporaryDirectory(prefix="send-") as name:
        folder, port = Path(name), free_port()
        given = os.environ.get("DATABASE_URL")
        settings = Settings(trial=trial, queue_path=folder / "queue.db", twilio_account_sid="", port=port, **changes)  # type: ignore[arg-type]
        if not given:
            settings.database_url = f"sqlite:///{folder / 'scratch.db'}"
        clock, built = LineClock(), build_parts(settings)
        parts = replace(built, clock=clock, queue=ListQueue(), sms=FakeSms())
        if not given:
            load_demo(parts)
            load_samples(parts)
        server = make_server("127.0.0.1", port, create_app(parts), threaded=True)
        logging.getLogger().setLevel(logging.WARNING)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        web_url = f"http://127.0.0.1:{port}"
        try:
            with RasaProcesses(folder, web_url, settings.api_token) as rasa:
                parts.rasa = HttpRasa(rasa.url, settings.rasa_timeout_s)
                parts.safety = load_safety()
                parts.replies = load_replies(parts.safety)
                if wait:
                    rasa.wait_ready()
                yield Stack(parts, clock, rasa, web_url)
        finally:
            server.shutdown()
            parts.db.close()
