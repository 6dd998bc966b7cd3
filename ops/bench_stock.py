"""Stock Rasa for comparison: default pipeline with DIET, default policies with TED, one rule an intent, the same examples, REST channel."""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
from pathlib import Path
from typing import Any

import requests
import yaml

from ops.memory import cpu_seconds, memory_of
from ops.processes import free_port
from ops.setup import RASA, ROOT, VAR

# DIET's default is 100. One epoch over our messages, up to 200 words long, takes some six minutes of processor time, and neither speed nor memory of the
# trained model depends on how many there were. Accuracy is compared elsewhere (bench_nlu).
DIET_EPOCHS = 1
CONFIG: dict[str, Any] = {
    "recipe": "default.v1",
    "language": "en",
    "pipeline": [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True},
        {"name": "EntitySynonymMapper"},
        {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
    ],
    "policies": [
        {"name": "MemoizationPolicy"},
        {"name": "RulePolicy"},
        {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": 100},
        {"name": "TEDPolicy", "max_history": 5, "epochs": 100, "constrain_similarities": True},
    ],
    "assistant_id": "stock",
}


class StockRasa:
    """Context manager: trained once for the same data (kept by hash in var/bench), then served."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.training_cpu_s = self.start_s = 0.0

    def __enter__(self) -> StockRasa:
        model = self._train()
        started = time.perf_counter()
        command = [str(RASA / "bin" / "rasa"), "run", "--model", str(model), "--enable-api", "--interface", "127.0.0.1", "--port", str(self.port)]
        self.log = (self.folder / "stock.log").open("wb")
        self.child = subprocess.Popen([*command, "--credentials", "bot/credentials.yml"], cwd=ROOT, env=quiet_environment(), stdout=self.log, stderr=self.log)
        while not self._ready():
            if self.child.poll() is not None or time.perf_counter() - started > 300:
                raise RuntimeError((self.folder / "stock.log").read_text()[-2000:])
            time.sleep(0.2)
        self.ask("how long does an ehcp take", 1)
        self.start_s = round(time.perf_counter() - started, 1)
        return self

    def __exit__(self, *_: object) -> None:
        self.child.terminate()
        self.child.wait(30)
        self.log.close()

    def ask(self, text: str, client: int) -> float:
        """One message over REST; seconds until the answer."""
        started = time.perf_counter()
        body = {"sender": f"client {client}", "message": text}
        requests.post(f"http://127.0.0.1:{self.port}/webhooks/rest/webhook", json=body, timeout=60).raise_for_status()
        return time.perf_counter() - started

    def memory_mb(self) -> float:
        """Its one process."""
        return memory_of([self.child.pid])

    def _ready(self) -> bool:
        try:
            return bool(requests.get(f"http://127.0.0.1:{self.port}/status", timeout=2).json().get("model_file"))
        except (requests.RequestException, ValueError):
            return False

    def _train(self) -> Path:
        project = self.folder / "stock"
        (project / "data").mkdir(parents=True)
        examples = read_examples()
        write_project(project, examples)
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(project.rglob("*.yml")))).hexdigest()[:16]
        model, seconds = VAR / "bench" / f"stock-{digest}.tar.gz", VAR / "bench" / f"stock-{digest}.seconds"
        if not model.exists() or not seconds.exists():
            model.parent.mkdir(parents=True, exist_ok=True)
            command = [str(RASA / "bin" / "rasa"), "train", "--augmentation", "0", "--fixed-model-name", model.stem.removesuffix(".tar"), "--out", str(model.parent)]
            seconds.write_text(str(cpu_seconds(command, project, quiet_environment())))
        self.training_cpu_s = float(seconds.read_text())
        return model


def read_examples() -> dict[str, list[str]]:
    """Intent ▸ examples, from the same files; `faq/topic` becomes an intent of its own, as stock Rasa would have it."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for item in yaml.safe_load(path.read_text("utf-8")).get("nlu", []):
            if "intent" in item:
                lines = [line[2:] for line in item["examples"].splitlines() if line.startswith("- ")]
                found.setdefault(item["intent"].replace("/", "_"), []).extend(lines)
    return found


def write_project(project: Path, examples: dict[str, list[str]]) -> None:
    """A project of stock Rasa: one intent, one rule, one response each."""
    nlu = [{"intent": intent, "examples": "".join(f"- {line}\n" for line in lines)} for intent, lines in examples.items()]
    rules = [{"rule": f"answer {intent}", "steps": [{"intent": intent}, {"action": f"utter_{intent}"}]} for intent in examples]
    pairs = zip(examples, list(examples)[1:], strict=False)
    stories = [{"story": f"{a} then {b}", "steps": [{"intent": a}, {"action": f"utter_{a}"}, {"intent": b}, {"action": f"utter_{b}"}]} for a, b in pairs]
    domain = {"version": "3.1", "intents": list(examples), "responses": {f"utter_{intent}": [{"text": intent}] for intent in examples}}
    for name, content in (("data/nlu", {"version": "3.1", "nlu": nlu}), ("data/rules", {"version": "3.1", "rules": rules}), ("data/stories", {"version": "3.1", "stories": stories})):
        (project / f"{name}.yml").write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    (project / "domain.yml").write_text(yaml.safe_dump(domain, sort_keys=False))
    (project / "config.yml").write_text(yaml.safe_dump(with_epochs(CONFIG, DIET_EPOCHS), sort_keys=False))


def with_epochs(config: dict[str, Any], epochs: int) -> dict[str, Any]:
    """The same configuration with DIET trained for so many epochs."""
    return {**config, "pipeline": [{**part, "epochs": epochs} if part["name"] == "DIETClassifier" else part for part in config["pipeline"]]}


def quiet_environment() -> dict[str, str]:
    """This process's environment, with Rasa's telemetry and chatter off."""
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    return {**os.environ, **quiet}
