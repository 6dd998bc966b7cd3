"""Prism as Twilio: it answers from Twilio's own OpenAPI description, so path, method and parameters are proven against that and not against us.

It asks for little (`To` alone) and answers 201 alone; strict.py beside it asks for what the live service asks for, and fails on demand.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import missing

HERE = Path(__file__).parent
PRISM = HERE / "node_modules" / ".bin" / "prism"


def find_description() -> Path:
    """Twilio's description: in CONTRACTS_DIR, or beside the project. Without it the test is left out."""
    given = os.environ.get("CONTRACTS_DIR")
    folders = [Path(given)] if given else [HERE.parents[2] / "shared" / "contracts", HERE.parents[1] / "contracts"]
    for folder in folders:
        for path in (folder / "twilio" / "twilio_api_v2010.json", folder / "twilio_api_v2010.json"):
            if path.is_file():
                return path
    missing("twilio", "Twilio's OpenAPI description (twilio_api_v2010.json) is not in CONTRACTS_DIR")
    raise AssertionError


@contextmanager
def running_prism() -> Iterator[str]:
    """Start Prism, give its address, stop it."""
    description = find_description()
    if not PRISM.exists() or shutil.which("node") is None:
        missing("twilio", "Prism is not installed (npm ci in tests/twilio; Node 18 to 20)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(PRISM), "mock", "--host", "127.0.0.1", "--port", str(port), "--errors", "--multiprocess", "false", str(description)]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(process, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise RuntimeError("Prism did not start")
