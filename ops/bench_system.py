"""The system under measurement: what `make run` starts, on free ports and a scratch database, asked by real signed texts."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import requests
from twilio.request_validator import RequestValidator

from ops.memory import cpu_seconds, memory_of
from ops.processes import free_port
from ops.setup import APP, RASA, ROOT

TOKEN = "bench-auth-token"


class Replies:
    """Watches the outbox for replies: one look every two milliseconds for all clients, so that looking takes no processor time from what is measured."""

    def __init__(self, database: Path) -> None:
        self.database, self.awaited = database, dict[str, threading.Event]()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    @contextmanager
    def expect(self, sid: str) -> Iterator[threading.Event]:
        """An event that is set as soon as the outbox holds a reply to the message."""
        self.awaited[sid] = threading.Event()
        yield self.awaited[sid]
        del self.awaited[sid]

    def is_done(self, sid: str) -> bool:
        """Whether the message was worked to its end."""
        with closing(sqlite3.connect(self.database, timeout=30)) as connection:
            return bool(connection.execute("SELECT 1 FROM inbound WHERE provider_id = ? AND state = 'done'", (sid,)).fetchone())

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        query = "SELECT outbox.id, inbound.provider_id FROM outbox JOIN inbound ON inbound.id = outbox.inbound_id WHERE outbox.id > ? ORDER BY outbox.id"
        with closing(sqlite3.connect(self.database, timeout=30)) as connection:
            last = 0
            while not self._stop.wait(0.002):
                for row, sid in connection.execute(query, (last,)).fetchall():
                    last = row
                    if sid in self.awaited:
                        self.awaited[sid].set()


def new_sid() -> str:
    """An invented MessageSid."""
    return f"SM{uuid.uuid4().hex}"


class WholeSystem:
    """Context manager around `python -m ops.run`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.database = folder / "bench.db"
        self.public_url = f"http://localhost:{self.port}"
        self._local = threading.local()
        self.start_s = 0.0

    def __enter__(self) -> WholeSystem:
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "QUEUE_PATH": str(self.folder / "queue.db"),
            "PORT": str(self.port),
            "RASA_PORT": str(free_port()),
            "ACTIONS_PORT": str(free_port()),
            "TWILIO_AUTH_TOKEN": TOKEN,
            "PUBLIC_URL": self.public_url,
            "RUN_DIR": str(self.folder),
        }
        started = time.perf_counter()
        self.log = (self.folder / "run.log").open("wb")
        self.child = subprocess.Popen([sys.executable, "-m", "ops.run"], cwd=ROOT, env=environment, stdout=self.log, stderr=self.log)
        while not self._ready():
            if self.child.poll() is not None or time.perf_counter() - started > 300:
                raise RuntimeError((self.folder / "run.log").read_text())
            time.sleep(0.2)
        self.replies = Replies(self.database)
        self.ask("how long does an ehcp take", 1)
        self.start_s = round(time.perf_counter() - started, 1)
        return self

    def __exit__(self, *_: object) -> None:
        self.replies.stop()
        self.child.send_signal(signal.SIGINT)
        self.child.wait(60)
        self.log.close()

    def _ready(self) -> bool:
        try:
            return requests.get(f"{self.public_url}/ready", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    def post_only(self, text: str, client: int) -> float:
        """Post one signed text; seconds until it was acknowledged."""
        return self._post(text, client, new_sid())

    def ask(self, text: str, client: int) -> float:
        """Post one signed text; seconds until its first reply stands in the outbox. Raises RuntimeError where none comes: silence would measure nothing."""
        started, sid = time.perf_counter(), new_sid()
        with self.replies.expect(sid) as arrived:
            self._post(text, client, sid)
            while not arrived.wait(0.5):
                if self.replies.is_done(sid) and not arrived.wait(0.5):
                    raise RuntimeError(f"message {sid} was worked and not answered: {text}")
                if time.perf_counter() - started > 60:
                    raise RuntimeError(f"no reply in a minute to message {sid}")
        return time.perf_counter() - started

    def _post(self, text: str, client: int, sid: str) -> float:
        url = f"{self.public_url}/sms/inbound"
        form = {"MessageSid": sid, "From": f"+4477009{client:05d}", "To": "+447700900000", "Body": text, "NumMedia": "0"}
        signature = RequestValidator(TOKEN).compute_signature(url, form)
        session = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
        started = time.perf_counter()
        session.post(f"http://127.0.0.1:{self.port}/sms/inbound", data=form, headers={"X-Twilio-Signature": signature}, timeout=30).raise_for_status()
        return time.perf_counter() - started

    def memory_mb(self) -> float:
        """All processes of the service, without the launcher that only waits."""
        return memory_of([int((self.folder / "run" / "supervisord.pid").read_text())])

    def stop_rasa(self) -> None:
        """Stop Rasa and keep it stopped."""
        subprocess.run([str(APP / "bin" / "supervisorctl"), "-c", str(self.folder / "run" / "supervisord.conf"), "stop", "rasa"], check=True, stdout=subprocess.DEVNULL)

    def training_cpu_s(self) -> float:
        """Processor seconds to train Rasa's model from nothing."""
        command = [str(RASA / "bin" / "python"), "-m", "understanding.training", "--again", str(self.folder / "again.tar.gz")]
        return cpu_seconds(command, ROOT, dict(os.environ))
