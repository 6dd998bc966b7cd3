"""Setting up and starting: what `make run` checks before it starts anything."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ops import setup
from ops.run import is_taken
from webhook.settings import ROOT


def test_a_taken_port_is_named_with_the_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert is_taken("127.0.0.1", port)
        environment = {**os.environ, "PORT": str(port), "PYTHONPATH": str(ROOT)}
        started = subprocess.run([sys.executable, "-m", "ops.run"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert started.returncode == 1
    assert f"Port {port} is taken" in started.stderr and f"PORT={port + 1}" in started.stderr


def test_make_hands_down_no_empty_ports() -> None:
    makefile = (ROOT / "Makefile").read_text()
    assert "export PORT" not in makefile, "make exports an undefined variable as an empty one"


def test_secrets_are_made_once_and_only_for_the_owner(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    setup.write_secrets(path)
    first = path.read_text()
    setup.write_secrets(path)
    assert path.read_text() == first and path.stat().st_mode & 0o077 == 0
    assert {"SECRET_KEY", "HASH_KEY", "API_TOKEN", "SEAL_KEY", "TWILIO_AUTH_TOKEN"} <= {line.split("=")[0] for line in first.splitlines()}


def test_another_council_is_another_model_and_other_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONTENT_DIR", raising=False)
    here, ours = setup.content_folder(), setup.hash_inputs()
    monkeypatch.setenv("CONTENT_DIR", str(ROOT / "content-example"))
    assert here == ROOT / "content" and setup.content_folder() == ROOT / "content-example" and setup.hash_inputs() != ours
    run: list[str] = []
    monkeypatch.setattr(setup, "VAR", tmp_path)
    monkeypatch.setattr(setup, "run", lambda command, cwd: run.append(command[-1]))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    setup.load_demo()
    assert run == ["load"], "a folder without sample services is none the less loaded"
    (tmp_path / "demo.json").write_text("{}")
    setup.load_demo()
    assert run == ["load"], "and not again"
    monkeypatch.delenv("CONTENT_DIR")
    setup.load_demo()
    assert run == ["load", "services"]


def test_a_changed_input_means_training_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = tmp_path / "model.tar.gz"
    (tmp_path / "models").mkdir()
    model.write_text("")
    for beside in ("safety.npz", "replies.zip"):
        (tmp_path / "models" / beside).write_text("")
    monkeypatch.setattr(setup, "VAR", tmp_path)
    monkeypatch.setattr(setup, "TRAINED", tmp_path / "models" / "trained.json")
    assert setup.trained_model("a") is None
    setup.TRAINED.write_text(f'{{"inputs": "a", "rasa": "{model}"}}')
    assert setup.trained_model("a") == model and setup.trained_model("b") is None
    (tmp_path / "models" / "replies.zip").unlink()
    assert setup.trained_model("a") is None, "one of them is gone"
    (tmp_path / "models" / "replies.zip").write_text("")
    model.unlink()
    assert setup.trained_model("a") is None
