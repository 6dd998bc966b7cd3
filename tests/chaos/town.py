"""The whole service as real processes that a test may kill: web, worker, a stand-in Rasa, and the strict Twilio that counts what was really sent."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import requests
from cryptography.fernet import Fernet

from tests.conftest import missing
from tests.sms_tools import form, sign
from tests.twilio.strict import StrictTwilio
from webhook.services.personal.vault import Vault
from webhook.settings import ROOT
from webhook.store.db import Database

PUBLIC = "https://send.example"
MODEL = ROOT / "var" / "models" / "safety.npz"


class Town:
    """Start, kill, post, wait, count."""

    def __init__(self, folder: Path, database_url: str, twilio: StrictTwilio) -> None:
        if not MODEL.exists():
            missing("safety", "the safety model is not trained (make train)")
        self.folder, self.twilio, self.port, self.rasa_port = folder, twilio, free_port(), free_port()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.seal_key = Fernet.generate_key().decode()
        self.environment = {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "MINILM_DIR", "PYTHONPYCACHEPREFIX")},
            **{"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "CHAOS_FOLDER": str(folder)},
            **{"DATABASE_URL": database_url, "QUEUE_PATH": str(folder / "queue.db"), "PORT": str(self.port), "PUBLIC_URL": PUBLIC},
            **{"SECRET_KEY": "chaos", "HASH_KEY": "chaos", "SEAL_KEY": self.seal_key, "API_TOKEN": "chaos", "API_BASE": f"http://127.0.0.1:{self.port}"},
            **{"TWILIO_ACCOUNT_SID": twilio.account_sid, "TWILIO_AUTH_TOKEN": twilio.auth_token, "TWILIO_API_BASE": twilio.address, "TWILIO_TIMEOUT_S": "1"},
            **{"RASA_URL": f"http://127.0.0.1:{self.rasa_port}", "RASA_TIMEOUT_S": "5", "RASA_RETRY_S": "0.5", "OUTBOX_RETRY_S": "0.2"},
            **{"LEASE_S": "6", "SWEEP_S": "0.3"},
        }
        self.db, self.vault = Database(database_url), Vault(self.seal_key, "chaos")

    def start(self, *names: str) -> None:
        """Start processes; web is waited for."""
        gunicorn = str(Path(sys.executable).parent / "gunicorn")
        commands = {
            "web": [gunicorn, "--worker-class=gthread", "--threads=8", f"--bind=127.0.0.1:{self.port}", "--log-level=warning", "webhook:create_app()"],
            "worker": [sys.executable, "-m", "webhook.worker"],
            "rasa": [sys.executable, str(ROOT / "tests" / "chaos" / "rasa.py"), str(self.rasa_port)],
        }  # fmt: skip
        for name in names:
            with (self.folder / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(commands[name], cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True)
        if "web" in names:
            self.wait("web", lambda: _answers(f"http://127.0.0.1:{self.port}/live"))
        if "rasa" in names:
            self.wait("rasa", lambda: not _is_free(self.rasa_port))

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        """Kill a process and all it started: these pids are our own."""
        process = self.processes.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        process.wait(20)

    def stop(self) -> None:
        """End everything."""
        for name in list(self.processes):
            self.kill(name)
        self.db.close()

    def post(self, values: dict[str, str]) -> None:
        """As Twilio does: post until it is acknowledged."""
        headers, until = sign(self.twilio.auth_token, f"{PUBLIC}/sms/inbound", values), time.monotonic() + 60
        while time.monotonic() < until:
            with contextlib.suppress(requests.RequestException):
                if requests.post(f"http://127.0.0.1:{self.port}/sms/inbound", data=values, headers=headers, timeout=15).status_code == 200:
                    return
            time.sleep(0.2)
        raise AssertionError("never acknowledged")

    def text(self, words: str, number: str) -> None:
        """One message."""
        self.post(form(words, From=number))

    def turns(self) -> list[dict[str, object]]:
        """What Rasa was asked so far."""
        path = self.folder / "turns.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def wait(self, what: str, done: Callable[[], bool], seconds: float = 60) -> None:
        """Until it is so."""
        until = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < until, f"{what} took too long\n{self.logs()}"
            time.sleep(0.05)

    def logs(self) -> str:
        """The end of every log."""
        return "\n".join(f"--- {path.name}\n{path.read_text()[-1500:]}" for path in sorted(self.folder.glob("*.log")))


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _answers(url: str) -> bool:
    with contextlib.suppress(requests.RequestException):
        return requests.get(url, timeout=2).ok
    return False
