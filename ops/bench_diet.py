"""Stock Rasa's intent classifier (DIET, default configuration) on the same data, for `make bench-nlu`. Results are kept by hash in var/bench."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import yaml

from ops.bench_stock import CONFIG, quiet_environment
from ops.setup import RASA, VAR

LONGEST_S = 1800
PREDICT = """
import asyncio, json, sys
from rasa.core.agent import Agent
agent = Agent.load(sys.argv[1])
async def run():
    return [(await agent.parse_message(text))["intent_ranking"][0]["name"] for text in json.load(open(sys.argv[2]))]
json.dump(asyncio.run(run()), open(sys.argv[3], "w"))
"""


def diet_accuracy(train: Sequence[str], labels: Sequence[str], test: Sequence[str], truth: Sequence[str]) -> float | None:
    """Share of test messages whose first intent is right, without a threshold; None where it was not trained within half an hour."""
    digest = hashlib.sha256(json.dumps([CONFIG, list(train), list(labels), list(test)], sort_keys=True).encode()).hexdigest()[:16]
    kept = VAR / "bench" / f"diet-{digest}.json"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            with tempfile.TemporaryDirectory(prefix="send-diet-") as name:
                kept.write_text(json.dumps(predict_with_diet(Path(name), train, labels, test)))
        except subprocess.TimeoutExpired:
            print(f"stock Rasa was not trained on {len(train)} examples within {LONGEST_S // 60} minutes: left out", file=sys.stderr)
            return None
    guesses = json.loads(kept.read_text())
    names = {plain(label): label for label in labels}
    return sum(names[guess] == right for guess, right in zip(guesses, truth, strict=True)) / len(truth)


def predict_with_diet(folder: Path, train: Sequence[str], labels: Sequence[str], test: Sequence[str]) -> list[str]:
    """Train in a folder of its own, and the best intent for each test message."""
    examples: dict[str, list[str]] = defaultdict(list)
    for text, label in zip(train, labels, strict=True):
        examples[plain(label)].append(" ".join(text.replace("[", "(").replace("]", ")").split()))
    nlu = [{"intent": intent, "examples": "".join(f"- {line}\n" for line in lines)} for intent, lines in examples.items()]
    pipeline = [part for part in CONFIG["pipeline"] if part["name"] != "FallbackClassifier"]
    (folder / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True, sort_keys=False, width=100000), encoding="utf-8")
    (folder / "config.yml").write_text(yaml.safe_dump({**CONFIG, "pipeline": pipeline, "policies": []}, sort_keys=False))
    (folder / "test.json").write_text(json.dumps(list(test)))
    train_command = [str(RASA / "bin" / "rasa"), "train", "nlu", "--nlu", "nlu.yml", "--config", "config.yml", "--fixed-model-name", "diet", "--out", "."]
    run(train_command, folder)
    run([str(RASA / "bin" / "python"), "-c", PREDICT, "diet.tar.gz", "test.json", "out.json"], folder)
    found: list[str] = json.loads((folder / "out.json").read_text())
    return found


def plain(label: str) -> str:
    """A label as stock Rasa takes it: `faq/topic` would be a response selector's."""
    return label.replace("/", "_").replace("+", "_")


def run(command: list[str], folder: Path) -> None:
    """Quietly, and never for longer than half an hour; what it said is shown only when it fails."""
    done = subprocess.run(command, cwd=folder, env=quiet_environment(), timeout=LONGEST_S, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
