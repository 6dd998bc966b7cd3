"""`/ready`: a question is answered only where a worker lives, on whatever machine; what is missing is named."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from webhook.app import create_app
from webhook.bootstrap import Parts
from webhook.services import readiness
from webhook.services.readiness import FRESH, signs_of_life
from webhook.settings import ROOT
from webhook.store.db import Database
from webhook.store.workers import Worker, end_worker, has_worker, renew_worker


@pytest.fixture
def whole(parts: Parts, tmp_path: Path) -> Parts:
    """All parts there but a worker."""
    model = tmp_path / "safety.npz"
    model.touch()
    parts.settings.safety_model = model
    return parts


def look(client: FlaskClient) -> tuple[int, list[str]]:
    answer = client.get("/ready")
    return answer.status_code, answer.get_json()["missing"]


def test_without_a_worker_it_is_not_ready_with_one_it_is_and_after_it_not(whole: Parts) -> None:
    client = create_app(whole).test_client()
    assert look(client) == (503, ["worker"])
    with signs_of_life(whole):
        assert look(client) == (200, []) and client.get("/ready").get_json()["status"] == "ready"
    assert look(client) == (503, ["worker"]), "one that was told to stop is gone at once"


def test_it_goes_on_saying_that_it_lives(whole: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    client = create_app(whole).test_client()
    monkeypatch.setattr(readiness, "RENEW_S", 0.05)
    with signs_of_life(whole):
        _seen_before(whole.db, timedelta(hours=1))
        until = time.monotonic() + 10
        while look(client)[0] != 200:
            assert time.monotonic() < until
            time.sleep(0.05)


def test_a_worker_beside_one_that_died_is_enough(whole: Parts) -> None:
    client = create_app(whole).test_client()
    with whole.db.writing() as session:
        renew_worker(session, "died")
    _seen_before(whole.db, timedelta(minutes=1))
    assert look(client) == (503, ["worker"])
    with signs_of_life(whole):
        assert look(client) == (200, [])


def test_a_database_that_does_not_answer_is_said_and_no_error(whole: Parts, tmp_path: Path) -> None:
    nothing = replace(whole, db=Database(f"sqlite:///{tmp_path / 'nothing.db'}"))
    assert look(create_app(nothing).test_client()) == (503, ["database", "worker"])


@pytest.mark.parametrize(("ago", "lives"), [(timedelta(seconds=1), True), (FRESH / 2, True), (FRESH * 2, False), (timedelta(days=-1), False)])
def test_only_a_fresh_sign_counts_on_both_stores(any_db: Database, ago: timedelta, lives: bool) -> None:
    with any_db.writing() as session:
        renew_worker(session, "one")
        renew_worker(session, "one")
    _seen_before(any_db, ago)
    with any_db.writing() as session:
        assert has_worker(session, FRESH) is lives
        end_worker(session, "one")
        assert not has_worker(session, FRESH)


def test_a_real_worker_that_breaks_at_its_start_that_comes_and_that_is_killed(whole: Parts, tmp_path: Path) -> None:
    client = create_app(whole).test_client()
    settings = {
        name: str(getattr(whole.settings, name.lower())) for name in ("DATABASE_URL", "QUEUE_PATH", "SECRET_KEY", "SEAL_KEY", "HASH_KEY", "API_TOKEN", "TWILIO_AUTH_TOKEN", "PUBLIC_URL")
    }
    environment = {**os.environ, **settings, "DATABASE_URL": whole.db.url.render_as_string(hide_password=False)}
    broken = subprocess.run([sys.executable, "-m", "webhook.worker"], cwd=ROOT, env={**environment, "WORKER_THREADS": "many"}, capture_output=True, timeout=120)
    assert broken.returncode != 0 and look(client) == (503, ["worker"])

    worker = subprocess.Popen([sys.executable, "-m", "webhook.worker"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 120
        while look(client)[0] != 200:
            assert worker.poll() is None and time.monotonic() < until
            time.sleep(0.2)
        worker.send_signal(signal.SIGKILL)
        worker.wait(30)
        until = time.monotonic() + 3 * FRESH.total_seconds()
        while look(client) != (503, ["worker"]):
            assert time.monotonic() < until
            time.sleep(0.2)
    finally:
        if worker.poll() is None:
            worker.kill()


def _seen_before(db: Database, ago: timedelta) -> None:
    with db.writing() as session:
        session.execute(update(Worker).values(seen_at=datetime.now(UTC) - ago))
