"""The directory at size: how long a search takes among 10,000 and 100,000 made-up services, and what their import costs in time and memory.

On SQLite, and on PostgreSQL when TEST_POSTGRES_URL names a throw-away server. Aims: 95 searches in 100 within 50 ms among 10,000 services and within
120 ms among 100,000; 100,000 taken in within 5 minutes, in memory that does not grow with them. Processor time stands beside elapsed time, since on a busy
machine only it says something: that of our process, and on PostgreSQL that of the server process behind it (from /proc, so of a server on this machine).
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import text

from directory.generate import write_generated
from directory.run import Options, import_directory
from ops.setup import ROOT
from webhook.bootstrap import Parts, build_parts
from webhook.services.directory.search import search_directory
from webhook.settings import Settings
from webhook.store.db import Base
from webhook.store.migrate import ensure_schema

SIZES = (10_000, 100_000)
SEARCH_AIMS_MS = (50.0, 120.0)  # p95, by size
IMPORT_AIM_S, GROWTH_AIM_MB = 300.0, 100.0
ROUNDS, WARMING = 3, 10
SEED = 7


def main() -> int:
    """Measure and print. `import FOLDER SIZE URL` is the child that takes services in, so that its memory is its own."""
    if sys.argv[1:2] == ["import"]:
        print(json.dumps(_import_here(Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])))
        return 0
    with tempfile.TemporaryDirectory(prefix="send-directory-") as name:
        print(json.dumps(measure_directory(Path(name)), indent=2))
    return 0


def measure_directory(folder: Path) -> dict[str, Any]:
    """Per store and size: search in ms (p50, p95), import in s, peak memory in MB; growth from the smaller to the larger; and which aims are met."""
    result: dict[str, Any] = {}
    for size in SIZES:
        write_generated(ROOT / "content", size, folder / f"{size}.ndjson", SEED)
    urls = {"sqlite": f"sqlite:///{folder}/{{size}}.db", "postgresql": os.environ.get("TEST_POSTGRES_URL", "")}
    for store, url in urls.items():
        if url:
            result[store] = {str(size): _measure(folder, size, url.format(size=size)) for size in SIZES}
            small, large = (result[store][str(size)] for size in SIZES)
            result[store]["growth_mb"] = round(large["import_peak_mb"] - small["import_peak_mb"], 1)
    return {**result, "aims": _aims(result)}


def _measure(folder: Path, size: int, url: str) -> dict[str, float]:
    command = [sys.executable, "-m", "ops.bench_directory", "import", str(folder), str(size), url]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True, text=True)
    parts = _parts(folder, url)
    took, ours, servers = zip(*_search_ms(parts), strict=True)
    parts.db.close()
    figures = _quantiles("search", took) | _quantiles("search_cpu", [a + b for a, b in zip(ours, servers, strict=True)])
    figures |= {} if parts.db.is_sqlite else _quantiles("search_server_cpu", servers)
    imported = json.loads(done.stdout.splitlines()[-1])
    return {"services": size, "searches": len(took), **{name: round(value, 1) for name, value in figures.items()}, **imported}


def _import_here(folder: Path, size: int, url: str) -> dict[str, float]:
    """Empty the directory of a database and take generated services in."""
    parts = _parts(folder, url)
    if not parts.db.is_sqlite:
        with parts.db.engine.begin() as connection:
            connection.exec_driver_sql(f"TRUNCATE {', '.join(table for table in Base.metadata.tables if table.startswith('directory_'))} RESTART IDENTITY CASCADE")
    started, used = time.perf_counter(), time.process_time()
    imported = import_directory(parts, str(folder / f"{size}.ndjson"), Options(name="bench", allow_drop=True))
    took, cpu = time.perf_counter() - started, time.process_time() - used
    assert imported.written, imported.reports[0].rejected[:3]
    parts.db.close()
    return {"import_s": round(took, 1), "import_cpu_s": round(cpu, 1), "import_peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)}


def _quantiles(name: str, took: Sequence[float]) -> dict[str, float]:
    parts = statistics.quantiles(took, n=100)
    return {f"{name}_p50_ms": parts[49], f"{name}_p95_ms": parts[94]}


def _search_ms(parts: Parts) -> list[tuple[float, float, float]]:
    """Elapsed time, our processor time and the database server's, of every judged question, some rounds, after one that warms what is read once."""
    questions = [json.loads(line)["question"] for line in (ROOT / "tests" / "fixtures" / "directory_questions.jsonl").read_text("utf-8").splitlines()]
    for question in questions[:WARMING]:
        search_directory(parts, question, limit=3)
    took, server = [], _server(parts)
    for _ in range(ROUNDS):
        for question in questions:
            started, used, theirs = time.perf_counter(), time.process_time(), _cpu_ms(server)
            search_directory(parts, question, limit=3)
            took.append(((time.perf_counter() - started) * 1000, (time.process_time() - used) * 1000, _cpu_ms(server) - theirs))
    return took


def _server(parts: Parts) -> Path | None:
    """Where Linux counts the processor time of the one server process that our one connection has; None for SQLite, which runs in ours."""
    if parts.db.is_sqlite:
        return None
    with parts.db.reading() as session:
        return Path(f"/proc/{session.scalar(text('SELECT pg_backend_pid()'))}/schedstat")


def _cpu_ms(server: Path | None) -> float:
    return int(server.read_text().split()[0]) / 1e6 if server is not None and server.exists() else 0.0


def _parts(folder: Path, url: str) -> Parts:
    parts = build_parts(Settings(database_url=url, queue_path=folder / "queue.db", twilio_account_sid=""))  # type: ignore[call-arg]
    ensure_schema(parts.db)
    return parts


def _aims(result: dict[str, Any]) -> dict[str, bool]:
    """Each aim on each store: met or not."""
    aims = {}
    for store, figures in result.items():
        for size, limit in zip(SIZES, SEARCH_AIMS_MS, strict=True):
            aims[f"{store}: p95 of {size} within {limit:.0f} ms"] = figures[str(size)]["search_p95_ms"] <= limit
        aims[f"{store}: {SIZES[1]} taken in within {IMPORT_AIM_S:.0f} s"] = figures[str(SIZES[1])]["import_s"] <= IMPORT_AIM_S
        aims[f"{store}: memory grows by at most {GROWTH_AIM_MB:.0f} MB"] = figures["growth_mb"] <= GROWTH_AIM_MB
    return aims


if __name__ == "__main__":
    sys.exit(main())
