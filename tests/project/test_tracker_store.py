"""Rasa's trackers on the store that bot/endpoints.yml names: really that one, the same events as with Rasa's own, and nothing that waits for the disk."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from understanding import training
from webhook.settings import ROOT

CODE = """
import asyncio, json, logging
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

domain, endpoints = Domain.load("domain.yml"), AvailableEndpoints.read_endpoints("bot/endpoints.yml")
store = TrackerStore.create(endpoints.tracker_store, domain)
own = getattr(store, "_tracker_store", store)
said = [ActionExecuted("action_listen"), UserUttered("hello", {"name": "faq"}), SlotSet("requested_slot", "code"), BotUttered("", {"custom": {"say": "answer"}})]


async def main():
    tracker = DialogueStateTracker.from_events("c.1", said, domain.slots)
    await store.save(tracker)
    tracker.update(ActionExecuted("action_listen"))
    await store.save(tracker)
    ours = await store.retrieve("c.1")
    rasas = await SQLTrackerStore(domain, db=str(own.engine.url.database)).retrieve("c.1")
    with own.engine.connect() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    same = [event.as_dict() for event in ours.events] == [event.as_dict() for event in rasas.events] == [event.as_dict() for event in tracker.events]
    print(json.dumps({"store": type(own).__name__, "pragmas": pragmas, "same": same, "events": len(ours.events), "unknown": await store.retrieve("nobody") is None}))


asyncio.run(main())
"""


@pytest.mark.rasa
@pytest.mark.slow
def test_trackers_are_kept_as_rasa_keeps_them_without_waiting_for_the_disk(tmp_path: Path) -> None:
    if not training.RASA_PYTHON.exists():
        pytest.skip("Rasa's environment is not there: make setup")
    environment = {**os.environ, **training.QUIET, "PYTHONPATH": str(ROOT), "ACTIONS_URL": "http://127.0.0.1:1/", "RASA_TRACKER_DB": str(tmp_path / "trackers.db")}
    done = subprocess.run([str(training.RASA_PYTHON), "-c", CODE], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    assert found == {"store": "LightTrackerStore", "pragmas": ["wal", 1], "same": True, "events": 5, "unknown": True}
