"""`python -m understanding.safety`: a labelled file is measured, by the patterns alone where there is no model."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.safety.test_safety import FILES, ROOT


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "understanding.safety", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_labelled_file_is_measured(tmp_path: Path) -> None:
    lines = FILES["dev"].read_text(encoding="utf-8").splitlines()
    by_lane = {lane: [line for line in lines if json.loads(line)["lane"] == lane][:8] for lane in ("crisis", "none")}
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join([*by_lane["crisis"], *by_lane["none"]]), encoding="utf-8")
    shares = run("measure", str(few), "--model", str(tmp_path / "no.npz"))
    assert shares.returncode == 0, shares.stderr
    told = json.loads(shares.stdout)
    assert told["lines"] == {"crisis": 8, "none": 8} and 0 <= told["crisis_alarmed"] <= 1


def test_anything_else_is_refused() -> None:
    refused = run("guess")
    assert refused.returncode == 2 and "python -m understanding.safety" in refused.stderr
