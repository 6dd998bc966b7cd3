"""The bench of the directory runs: small, so that the figures mean nothing and only that there are some is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from ops import bench_directory
from webhook.settings import ROOT


def test_the_bench_measures_what_it_promises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_directory, "SIZES", (20, 40))
    monkeypatch.setattr(bench_directory, "ROUNDS", 1)
    for name in ("SECRET_KEY", "HASH_KEY", "API_TOKEN", "TWILIO_AUTH_TOKEN"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("SEAL_KEY", "A" * 43 + "=")
    monkeypatch.delenv("TEST_POSTGRES_URL", raising=False)
    result = bench_directory.measure_directory(tmp_path)
    assert set(result["sqlite"]) == {"20", "40", "growth_mb"} and len(result["aims"]) == 4
    assert set(result["sqlite"]["40"]) >= {"search_p50_ms", "search_p95_ms", "search_cpu_p95_ms", "import_s", "import_cpu_s", "import_peak_mb"}
    assert result["sqlite"]["40"]["searches"] == len((ROOT / "tests" / "fixtures" / "directory_questions.jsonl").read_text("utf-8").splitlines())
