"""Trains Rasa when what feeds it has changed: `bot/.venv/bin/python -m understanding.training` (add `--path` to only print where the model is).

The training data hold slots such as `{council}` instead of any council's name or scheme (conduct 26); they are filled in from content/council.yml on the way
into `var/train`. The model's name is the hash of all that made it, so an unchanged project never trains twice.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from understanding.encoder import ROOT
from understanding.fingerprint import fingerprint_understanding, hash_files

DATA = ROOT / "data"
MODELS = ROOT / "var" / "models" / "rasa"
WORK = ROOT / "var" / "train"
RASA_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
KEPT_MODELS = 3
SLOT = re.compile(r"\{(\w+)\}")
SLOT_KEYS = {"council": "name", "grant": "grant", "grant_short": "grant_short", "toolkit": "toolkit", "forum": "forum"}
# What a slot says where the council has no such thing, so that the example still teaches its topic.
PLAIN_WORDS = {
    "council": "the council",
    "grant": "special needs grant",
    "grant_short": "SEN grant",
    "toolkit": "ordinarily available toolkit",
    "forum": "parent carer forum",
}
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "LOG_LEVEL": "WARNING",
    "RASA_CACHE_DIRECTORY": str(ROOT / "var" / "rasa-cache"),
}


class TrainingFailed(RuntimeError):
    """Rasa did not train; its own output says why."""


def read_council(path: Path | None = None) -> dict[str, str]:
    """What each slot says for this council."""
    import yaml

    path = path or Path(os.environ.get("CONTENT_DIR", ROOT / "content")) / "council.yml"
    council = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {slot: str(council.get(key) or PLAIN_WORDS[slot]) for slot, key in SLOT_KEYS.items()}


def fill_slots(text: str, council: Mapping[str, str]) -> str:
    """Fills in `{council}` and its like; an unknown slot is an error, so that none is ever learned as a word."""

    def fill(found: re.Match[str]) -> str:
        if found.group(1) not in council:
            raise TrainingFailed(f"unknown slot {found.group()} in the training data")
        return council[found.group(1)]

    return SLOT.sub(fill, text)


def training_files() -> list[Path]:
    """All that Rasa learns from."""
    return sorted(path for folder in ("nlu", "rules", "stories") for path in (DATA / folder).glob("**/*.yml"))


def model_hash() -> str:
    """Data, configuration, code, weights and locks in one name."""
    files = [*training_files(), ROOT / "config.yml", ROOT / "domain.yml", *(ROOT / "bot" / "components").glob("*.py")]
    made_of = [fingerprint_understanding(), hash_files(files), repr(sorted(read_council().items()))]
    return hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:16]


def model_path() -> Path:
    """Where the model of the project as it is now lies, trained or not."""
    return MODELS / f"{model_hash()}.tar.gz"


def expand_data(target: Path, council: Mapping[str, str]) -> None:
    """The training data with this council's names, ready for `rasa train`."""
    shutil.rmtree(target, ignore_errors=True)
    for source in training_files():
        copy = target / source.relative_to(DATA)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(fill_slots(source.read_text(encoding="utf-8"), council), encoding="utf-8")


def train_if_changed() -> Path:
    """The path of an up-to-date model; trains one if there is none. A reader never sees half a model."""
    path = model_path()
    if path.is_file():
        os.utime(path)  # in use: not the one to be cleared away
        return path
    train_to(path)
    for old in sorted(MODELS.glob("*.tar.gz"), key=lambda model: model.stat().st_mtime)[:-KEPT_MODELS]:
        old.unlink(missing_ok=True)
    return path


def train_to(path: Path, afresh: bool = False) -> Path:
    """Trains in a folder of its own and puts the finished model at `path` in one step."""
    work = WORK / f"{path.name.split('.')[0]}-{os.getpid()}"
    try:
        expand_data(work / "data", read_council())
        run_rasa_train(work, afresh)
        path.parent.mkdir(parents=True, exist_ok=True)
        finished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        shutil.move(work / "models" / "new.tar.gz", finished)
        os.replace(finished, path)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return path


def run_rasa_train(work: Path, afresh: bool) -> None:
    """Rasa in its own environment; its words are shown only when it fails."""
    out, name = str(work / "models"), "new"
    command = [str(RASA_PYTHON), "-m", "rasa", "train", "--config", "config.yml", "--domain", "domain.yml", "--data", str(work / "data")]
    command += ["--out", out, "--fixed-model-name", name, "--quiet", *(["--force"] if afresh else [])]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **QUIET}, capture_output=True, text=True, check=False)  # noqa: S603 (our own command)
    if done.returncode or not (work / "models" / f"{name}.tar.gz").is_file():
        raise TrainingFailed(f"rasa train ended with {done.returncode}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")


def main() -> int:
    """Train if needed, and say how long it took."""
    parser = argparse.ArgumentParser(description="Trains Rasa if its data, configuration or code has changed.")
    parser.add_argument("--path", action="store_true", help="only print the path of the current model; exit 1 if it is not trained yet")
    parser.add_argument("--again", type=Path, metavar="FILE", help="train from nothing, past every cache, into FILE (to measure)")
    arguments = parser.parse_args()
    if arguments.path:
        print(model_path())
        return 0 if model_path().is_file() else 1
    start = time.monotonic()
    fresh = bool(arguments.again) or not model_path().is_file()
    try:
        path = train_to(arguments.again, afresh=True) if arguments.again else train_if_changed()
    except TrainingFailed as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{path}: {'trained' if fresh else 'unchanged'} in {time.monotonic() - start:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
