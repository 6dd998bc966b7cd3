"""Rasa and the action server as child processes on free loopback ports, for commands that need the whole path for a while."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from pathlib import Path

import requests

from ops.setup import APP, RASA, ROOT


class NotStarted(Exception):
    """A process ended or did not become ready in time; its log says why."""


def free_port() -> int:
    """A port nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def rasa_model() -> Path:
    """The trained model of the present data. Raises NotStarted when `make train` has not run since a change."""
    shown = subprocess.run([str(RASA / "bin" / "python"), "-m", "understanding.training", "--path"], cwd=ROOT, capture_output=True, text=True)
    if shown.returncode:
        raise NotStarted("the model is not trained: run make train")
    return Path(shown.stdout.strip())


class RasaProcesses:
    """Context manager: action server and Rasa, answering on `url` once `wait_ready` returns."""

    def __init__(self, folder: Path, api_base: str, api_token: str) -> None:
        self.folder, self.port, self.actions_port = folder, free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._api = {"API_BASE": api_base, "API_TOKEN": api_token}
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> RasaProcesses:
        self.start_actions()
        self.start_rasa()
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self.children):
            self.stop(name)

    def start_actions(self) -> None:
        """Start the action server."""
        self._start("actions", [str(APP / "bin" / "python"), "-m", "actions"])

    def start_rasa(self) -> None:
        """Start Rasa on the trained model, with its own tracker file."""
        command = [str(RASA / "bin" / "rasa"), "run", "--model", str(rasa_model()), "--enable-api", "--interface", "127.0.0.1", "--port", str(self.port)]
        self._start("rasa", [*command, "--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml"])

    def stop(self, name: str, *, kill: bool = False) -> None:
        """Stop one, politely or not."""
        child = self.children.pop(name, None)
        if child is None:
            return
        child.kill() if kill else child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait(10)

    def wait_ready(self, seconds: float = 180) -> float:
        """Wait for a loaded model; the seconds it took. Raises NotStarted."""
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            for name, child in self.children.items():
                if child.poll() is not None:
                    raise NotStarted(f"{name} ended: {self.tail(name)}")
            try:
                if requests.get(f"{self.url}/status", timeout=2).json().get("model_file"):
                    return time.monotonic() - started
            except (requests.RequestException, ValueError):
                pass
            time.sleep(0.3)
        raise NotStarted(f"Rasa was not ready in {seconds:.0f} s: {self.tail('rasa')}")

    def tail(self, name: str) -> str:
        """The last lines of a log."""
        return "\n".join((self.folder / f"{name}.log").read_text(errors="replace").splitlines()[-15:])

    def _start(self, name: str, command: list[str]) -> None:
        environment = {
            **os.environ,
            **self._api,
            "ACTIONS_PORT": str(self.actions_port),
            "ACTIONS_URL": f"http://127.0.0.1:{self.actions_port}/webhook",
            "RASA_TRACKER_DB": str(self.folder / "tracker.db"),
            "RASA_TELEMETRY_ENABLED": "false",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "PYTHONPATH": str(ROOT),
        }
        with (self.folder / f"{name}.log").open("ab") as log:
            self.children[name] = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
