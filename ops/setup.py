"""`make setup`: uv, both Python environments from hash-pinned locks, secrets of this machine, trained models, a database with demo data.

Every step leaves a stamp of what it was made from, so a second run only compares hashes.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR, TOOLS = ROOT / "var", ROOT / ".tools"
APP, RASA = ROOT / ".venv", ROOT / "bot" / ".venv"
LOCKS = ROOT / "requirements"
TRAINED = VAR / "models" / "trained.json"


def main() -> None:
    """Set up all, or only the environments."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--no-train", action="store_true", help="environments and secrets only")
    options = arguments.parse_args()
    make_environment(APP, LOCKS / "app.lock", ">=3.11,<3.14" if not (3, 11) <= sys.version_info[:2] <= (3, 13) else sys.executable, ROOT)
    make_environment(RASA, LOCKS / "rasa.lock", "3.10", ROOT / "bot")
    write_secrets(VAR / "secrets.env")
    if not options.no_train:
        train()
        load_demo()


def make_environment(folder: Path, lock: Path, python: str, cwd: Path) -> None:
    """One virtual environment, synced to its lock and the weights' lock in one command; nothing to do if its stamp fits."""
    locks = [lock, LOCKS / "weights.lock"]
    stamp, wanted = folder / ".synced", hashlib.sha256(b"".join(path.read_bytes() for path in locks)).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted and (folder / "bin" / "python").exists():
        return
    uv = find_uv()
    print(f"Setting up {folder.relative_to(ROOT)} …", flush=True)
    if not (folder / "bin" / "python").exists():
        run([uv, "venv", "--quiet", "--clear", "--python", python, str(folder)], cwd)  # inside bot/, whose .python-version unhides 3.10 under pyenv
    run([uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(folder / "bin" / "python"), *map(str, locks)], ROOT)
    stamp.write_text(wanted)


def find_uv() -> str:
    """uv from PATH, else from .tools, else installed there with pip from its own lock."""
    for candidate in (shutil.which("uv"), str(TOOLS / "bin" / "uv")):
        if candidate and Path(candidate).exists():
            return candidate
    print("Installing uv into .tools …", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(TOOLS)], capture_output=True, text=True)
    if made.returncode or not (TOOLS / "bin" / "pip").exists():
        shutil.rmtree(TOOLS, ignore_errors=True)
        sys.exit("This Python cannot make virtual environments. Install venv and pip (on Debian and Ubuntu: apt install python3-venv python3-pip), then try again.")
    run([str(TOOLS / "bin" / "pip"), "install", "--quiet", "--require-hashes", "-r", str(LOCKS / "tools.lock")], ROOT)
    return str(TOOLS / "bin" / "uv")


def write_secrets(path: Path) -> None:
    """Secrets for this machine, made once. A live service sets its own in the environment, which wins."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    values = {name: secrets.token_urlsafe(32) for name in ("SECRET_KEY", "HASH_KEY", "API_TOKEN")}
    values["SEAL_KEY"] = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    values["TWILIO_AUTH_TOKEN"] = secrets.token_hex(16)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("# Made by `make setup` for this machine only. Never commit, never share.\n" + "".join(f"{name}={value}\n" for name, value in values.items()))


def train() -> None:
    """All models, unless all that feeds them is what it was. What it was, and where Rasa's model is, stands in var/models/trained.json."""
    wanted = hash_inputs()
    if trained_model(wanted) is not None:
        return
    print("Training (some minutes the first time) …", flush=True)
    run([str(APP / "bin" / "python"), "-m", "understanding.replies", "train"], ROOT)  # first: it also makes the encoder's graph, which the others share
    with ThreadPoolExecutor(1) as beside:  # each has a core for most of its time
        safety = beside.submit(run, [str(APP / "bin" / "python"), "-m", "understanding.safety", "train"], ROOT)
        run([str(RASA / "bin" / "python"), "-m", "understanding.training"], ROOT)
    safety.result()
    shown = subprocess.run([str(RASA / "bin" / "python"), "-m", "understanding.training", "--path"], cwd=ROOT, capture_output=True, text=True, check=True)
    TRAINED.write_text(json.dumps({"inputs": wanted, "rasa": shown.stdout.strip()}))


def trained_model(wanted: str) -> Path | None:
    """Rasa's trained model if all models were made from exactly these inputs and are still there."""
    try:
        known = json.loads(TRAINED.read_text())
    except (OSError, ValueError):
        return None
    model = Path(known["rasa"])
    beside = (VAR / "models" / "safety.npz", VAR / "models" / "replies.zip")
    return model if known["inputs"] == wanted and model.exists() and all(path.exists() for path in beside) else None


def content_folder() -> Path:
    """The council's folder: CONTENT_DIR, or content/ (docs/another-council.md)."""
    return Path(os.environ.get("CONTENT_DIR") or ROOT / "content").resolve()


def hash_inputs() -> str:
    """One hash of everything that any model is made from: data, code, configuration, locks, the council's names."""
    folders = [*(ROOT / "understanding").glob("*.py"), *(ROOT / "data").rglob("*.*"), *(ROOT / "bot" / "components").glob("*.py"), *LOCKS.glob("*.lock")]
    files = [*folders, ROOT / "config.yml", ROOT / "domain.yml"]
    digest = hashlib.sha256(os.environ.get("MINILM_DIR", "").encode())
    names = {path.relative_to(ROOT).as_posix(): path for path in files if path.is_file()} | {"content/council.yml": content_folder() / "council.yml"}
    for name, path in sorted(names.items(), key=lambda item: Path(item[0])):
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def load_demo() -> None:
    """The sample cases, surgeries, staff and services, unless these very ones were loaded into this machine's own database before."""
    if os.environ.get("DATABASE_URL"):
        return
    samples = [content_folder() / "directory" / name for name in ("sample_services.csv", "vocabulary.yml", "postcodes.csv")]
    stamp, wanted = VAR / "samples.loaded", hashlib.sha256(b"".join(path.read_bytes() for path in samples if path.is_file())).hexdigest()
    if (VAR / "demo.json").exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    run([str(APP / "bin" / "flask"), "--app", "webhook", "demo", "services" if (VAR / "demo.json").exists() else "load"], ROOT)
    stamp.write_text(wanted)


def run(command: list[str], cwd: Path) -> None:
    """Run one step; its failure is ours, without a traceback."""
    # pyenv's shims pin the version they were called with for everything below; without these, bot/.python-version counts again
    environment = {name: value for name, value in os.environ.items() if name not in ("PYENV_VERSION", "PYENV_DIR")}
    done = subprocess.run(command, cwd=cwd, env={**environment, "UV_NO_PROGRESS": "1"})
    if done.returncode:
        sys.exit(f"This step failed: {' '.join(Path(command[0]).name if i == 0 else part for i, part in enumerate(command))}")


if __name__ == "__main__":
    main()
