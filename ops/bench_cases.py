"""The case extract at scale: 20,000 cases with their contacts on SQLite and PostgreSQL, and how long a proven parent waits for a status.

`python -m ops.bench_cases` measures and prints; `make bench` takes `measure_cases` into docs/benchmarks. The cases are made up: references begin
with SAMPLE, phones come from Ofcom's range for drama. The database of TEST_POSTGRES_URL is emptied first: it is one to throw away. Seconds
belong to the machine; ratios (twice the cases, twice the time) do not.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import select

from ops.setup import ROOT
from webhook.bootstrap import Parts
from webhook.clients.clock import SystemClock
from webhook.clients.queue import ListQueue
from webhook.clients.rasa import FakeRasa
from webhook.clients.sms import FakeSms
from webhook.services.answers.content import load_content
from webhook.services.cases.cases import case_status
from webhook.services.chat import read_messages
from webhook.services.imports.cases import import_cases
from webhook.services.personal.vault import Vault
from webhook.services.render.status import status_replies
from webhook.services.texts.inbox import open_web_conversation
from webhook.services.turn.record import queue_reply
from webhook.settings import Settings
from webhook.store.cases import Contact, IdentityCheck
from webhook.store.conversations import Conversation
from webhook.store.db import Base, Database
from webhook.store.migrate import ensure_schema

CASES, LOOKUPS = 20_000, 200
IMPORT_AIM_S, LOOKUP_AIM_MS = 60, 300


def measure_cases(folder: Path) -> dict[str, Any]:
    """Both stores (PostgreSQL only where TEST_POSTGRES_URL is set): seconds of each import, peak memory, and p95 of a look-up in milliseconds."""
    addresses = {"sqlite": f"sqlite:///{folder / 'cases.db'}", "postgresql": os.environ.get("TEST_POSTGRES_URL", "")}
    result = {name: _measure_apart(folder, address) for name, address in addresses.items() if address}
    aims = {f"{name}: {CASES} cases in at most {IMPORT_AIM_S} s": found["import_s"]["whole"] <= IMPORT_AIM_S for name, found in result.items()}
    aims |= {f"{name}: p95 of a proven status at most {LOOKUP_AIM_MS} ms": found["lookup_ms"]["p95"] <= LOOKUP_AIM_MS for name, found in result.items()}
    return {**result, "aims": aims}


def write_sample(folder: Path, count: int, *, later: bool = False) -> tuple[Path, Path]:
    """Made-up cases.csv and contacts.csv; `later`: the next day's, in which one case in ten has gone on."""
    chance, today = random.Random(2026), date.today()
    cases, contacts = folder / f"cases-{count}.csv", folder / f"contacts-{count}.csv"
    _write(cases, (_case(number, chance, today, later) for number in range(count)))
    _write(contacts, (_contact(number) for number in range(count)))
    return cases, contacts


def _case(number: int, chance: random.Random, today: date, later: bool) -> dict[str, str]:
    received = today - timedelta(days=chance.randrange(20, 130))
    begun = received + timedelta(days=15)
    decided = later and number % 10 == 0
    return {
        "case_ref": f"SAMPLE-{number:06d}",
        "case_status": "open",
        "child_first_name": "Sample",
        "child_last_name": f"Child {number}",
        "child_dob": (date(2010, 1, 1) + timedelta(days=chance.randrange(4000))).isoformat(),
        "postcode": "ZZ1 1ZZ",
        "request_received": received.isoformat(),
        "decision": "assess" if decided else "pending",
        "decision_date": begun.isoformat() if decided else "",
        "officer_role": "Case Officer",
        "source_updated_at": today.isoformat(),
    }


def _contact(number: int) -> dict[str, str]:
    return {
        "case_ref": f"SAMPLE-{number:06d}",
        "contact_name": f"Parent {number}",
        "phone": f"+447700900{number % 1000:03d}",
        "disclosure": "yes",
        "rights_holder": "yes",
        "safe_to_text": "yes",
    }


def _write(path: Path, rows: Iterator[dict[str, str]]) -> None:
    first = next(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(first))
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(rows)


def _measure_apart(folder: Path, address: str) -> dict[str, Any]:
    """In a process of its own, so that its peak of memory is its own."""
    done = subprocess.run([sys.executable, "-m", "ops.bench_cases", str(folder), address], cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _measure(folder: Path, address: str) -> dict[str, Any]:
    parts = _parts(folder, address)
    if not parts.db.is_sqlite:
        with parts.db.engine.begin() as connection:
            connection.exec_driver_sql(f"TRUNCATE {', '.join(Base.metadata.tables)} RESTART IDENTITY CASCADE")
    begun_mb, seconds = _peak_mb(), {}
    quarter = write_sample(folder, CASES // 4)
    seconds["quarter"] = _timed(parts, *quarter)
    quarter_mb = _peak_mb()
    seconds["whole"] = _timed(parts, *write_sample(folder, CASES))
    seconds["same_again"] = _timed(parts, *write_sample(folder, CASES))
    seconds["next_day"] = _timed(parts, *write_sample(folder, CASES, later=True))
    result = {
        "import_s": seconds,
        "seconds_a_case_ratio": round(seconds["whole"] / (CASES * 3 / 4) / (seconds["quarter"] / (CASES / 4)), 2),
        "memory_mb": {"before": begun_mb, "quarter": quarter_mb, "whole": _peak_mb()},
        "lookup_ms": _look_up(parts),
    }
    parts.db.close()
    return result


def _timed(parts: Parts, cases: Path, contacts: Path) -> float:
    begun = time.perf_counter()
    imported = import_cases(parts, cases, contacts)
    if not imported.written:
        raise RuntimeError([report.rejected[:3] for report in imported.reports])
    return round(time.perf_counter() - begun, 2)


def _look_up(parts: Parts) -> dict[str, float]:
    """A proven status on the web: looked up, put into words, kept, and read by the browser with its timeline."""
    now, taken = parts.clock.now(), []
    with parts.db.reading() as session:
        people = session.execute(select(Contact.id, Contact.case_id).limit(LOOKUPS)).all()
    for contact_id, case_id in people:
        conversation_id = open_web_conversation(parts, "sample")
        with parts.db.writing() as session:
            session.add(IdentityCheck(conversation_id=conversation_id, verified_case_id=case_id, contact_id=contact_id, verified_until=now + timedelta(hours=1), updated_at=now))
        begun = time.perf_counter()
        with parts.db.writing() as session:
            (reply,) = status_replies(parts.content, case_status(parts, session, conversation_id), "web")
            queue_reply(parts, session, session.get_one(Conversation, conversation_id), reply, dedupe_key=conversation_id, now=now)
        shown = read_messages(parts, conversation_id)
        taken.append(1000 * (time.perf_counter() - begun))
        if "timeline" not in shown[-1]:
            raise RuntimeError("a status without its timeline")
    return {"median": round(statistics.median(taken), 1), "p95": round(statistics.quantiles(taken, n=20)[-1], 1)}


def _parts(folder: Path, address: str) -> Parts:
    secrets = dict.fromkeys(("secret_key", "hash_key", "api_token", "twilio_auth_token"), "sample")
    settings = Settings(_env_file=None, database_url=address, queue_path=folder / "queue.db", seal_key=Fernet.generate_key().decode(), **secrets)  # type: ignore[call-arg, arg-type]
    db = Database(address)
    ensure_schema(db)
    vault, content = Vault(settings.seal_key, settings.hash_key), load_content(settings.content_dir)
    return Parts(settings=settings, db=db, clock=SystemClock(), vault=vault, content=content, queue=ListQueue(), sms=FakeSms(), rasa=FakeRasa())


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    """With a folder and an address: measure that store. Without: both, in a scratch folder."""
    if len(sys.argv) == 3:
        print(json.dumps(_measure(Path(sys.argv[1]), sys.argv[2])))
        return 0
    with tempfile.TemporaryDirectory(prefix="send-bench-cases-") as name:
        print(json.dumps(measure_cases(Path(name)), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
