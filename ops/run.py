"""`make run`: starts web, worker, action server and Rasa under supervisord, says where everything is, stops it all on Ctrl-C."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

from ops.setup import APP, RASA, ROOT, VAR, hash_inputs, trained_model

RUN = Path(os.environ.get("RUN_DIR", VAR))  # logs, pid and tracker of this run

PORTS = {"PORT": "8000", "RASA_PORT": "5005", "ACTIONS_PORT": "5055"}
REFUSED = "for Settings"  # how pydantic begins what it says of settings
ENDED = re.compile(r" exited: (\w+) \(")  # how supervisord notes a part that ended by itself
TOLD_AT = frozenset(2**power for power in range(1, 20))  # its ends that are told: the waits between them grow too
LOG_LINES = 8

CONFIG = """
[supervisord]
nodaemon=true
logfile={run}/log/supervisord.log
pidfile={run}/run/supervisord.pid
childlogdir={run}/log
loglevel=info
silent=true

[unix_http_server]
file={run}/run/supervisor.sock
chmod=0700

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://{run}/run/supervisor.sock

[program:web]
command={app}/bin/gunicorn --worker-class gthread --threads 48 --workers 1 --bind {host}:{port} --access-logfile /dev/null --log-level warning "webhook:create_app()"
{common}
[program:worker]
command=nice -n 4 {app}/bin/python -m webhook.worker
autostart=false
{common}
[program:actions]
command=nice -n 10 {app}/bin/python -m actions
autostart=false
{common}
[program:rasa]
command=nice -n 10 {rasa}/bin/rasa run --model {model} --enable-api --interface 127.0.0.1 --port {rasa_port} --endpoints bot/endpoints.yml --credentials bot/credentials.yml
autostart=false
stopwaitsecs=8
{common}
"""
# The web pages, which say that the assistant is starting, come up alone; then the rest is told to start. `nice`: it leaves the cores to the pages,
# and Rasa, which takes longest to start, to the worker: danger is heard without it.
# Restarted when it ends, with a growing wait while it keeps ending at once (supervisord's back-off). TERM, then KILL, to the whole group.
COMMON = """directory={root}
autorestart=true
startsecs=3
startretries=1000000
stopasgroup=true
killasgroup=true
redirect_stderr=true
stdout_logfile_maxbytes=5MB
stdout_logfile_backups=1
"""


def main() -> int:
    """Run until Ctrl-C. 1: something else is in the way; 2: a setting is wrong."""
    host = os.environ.get("HOST", "127.0.0.1")
    try:
        ports = read_ports(os.environ)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if answers(RUN / "run" / "supervisor.sock"):
        print(f"It runs already from this folder, with its files in {RUN}. Stop that one first (Ctrl-C where it was started).", file=sys.stderr)
        return 1
    for name, port in ports.items():
        if is_taken(host if name == "PORT" else "127.0.0.1", port):
            print(f"Port {port} is taken by another program. Stop that one, or choose another: make run {name}={port + 1}", file=sys.stderr)
            return 1
    started, web = time.monotonic(), f"http://localhost:{ports['PORT']}"
    config = str(write_config(host, ports))
    read_from = log_size(RUN / "log")
    supervisor = subprocess.Popen([str(APP / "bin" / "supervisord"), "-c", config], cwd=ROOT, env=environment(ports), start_new_session=True)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: supervisor.send_signal(signal.SIGTERM))
    try:
        live = wait_for(f"{web}/live", supervisor, 5)
        for _ in range(0 if live else 11):
            if refused := find_refusal(RUN / "log"):
                print(f"The web pages refuse to start. Put this right and run it again:\n{refused}", file=sys.stderr)
                return 2
            if live := wait_for(f"{web}/live", supervisor, 5):
                break
        if live:
            print(welcome(web, time.monotonic() - started), flush=True)
        if supervisor.poll() is None:  # without pages too: texts that came before are answered
            subprocess.run([str(APP / "bin" / "supervisorctl"), "-c", config, "start", "all"], cwd=ROOT, stdout=subprocess.DEVNULL)
        watch(web, supervisor, started, Ends(RUN / "log", read_from))
        return supervisor.wait()
    finally:
        if supervisor.poll() is None:
            supervisor.terminate()
            supervisor.wait(30)
        print("Stopped.", flush=True)


def watch(web: str, supervisor: subprocess.Popen[bytes], started: float, ends: Ends) -> None:
    """Until supervisord ends: says when questions are answered, and which part keeps ending, whenever that happens."""
    ready = False
    while supervisor.poll() is None:
        for told in ends.look():
            print(told, file=sys.stderr, flush=True)
        if ready:
            time.sleep(1)
        elif ready := wait_for(f"{web}/ready", supervisor, 1):
            print(f"Ready: questions are answered since {time.monotonic() - started:.0f} s after the start.", flush=True)


class Ends:
    """Reads in supervisord's log which part ended by itself, from where this run began."""

    def __init__(self, folder: Path, read_from: int = 0) -> None:
        self._folder, self._read = folder, read_from
        self._ended: Counter[str] = Counter()

    def look(self) -> list[str]:
        """What to say of each part that has ended again since the last look: with the second end, and then each time the count has doubled."""
        path, told = self._folder / "supervisord.log", []
        if log_size(self._folder) < self._read:  # supervisord has begun a new file
            self._read = 0
        with path.open("rb") if path.exists() else nullcontext(io.BytesIO()) as file:
            file.seek(self._read)
            fresh = file.read()
        whole = fresh[: fresh.rfind(b"\n") + 1]  # a line that is still written is read next time
        self._read += len(whole)
        for name in ENDED.findall(whole.decode(errors="replace")):
            self._ended[name] += 1
            if self._ended[name] in TOLD_AT:
                told.append(self._tell(name))
        return told

    def _tell(self, name: str) -> str:
        log = newest_log(self._folder, name)
        lines = [line for line in (log.read_text(errors="replace") if log else "").splitlines() if line.strip()][-LOG_LINES:]
        said = "\n".join(f"  {line[:300]}" for line in lines)
        return f"\n{name} keeps ending: {self._ended[name]} times by now. It is started again and again. The last lines of {log or self._folder}:\n{said}\n"


def log_size(folder: Path) -> int:
    """Bytes of supervisord's log; 0 before its first run."""
    path = folder / "supervisord.log"
    return path.stat().st_size if path.exists() else 0


def newest_log(folder: Path, name: str) -> Path | None:
    """The log of a part's present run."""
    return max(folder.glob(f"{name}-stdout*.log"), key=lambda path: path.stat().st_mtime, default=None)


def find_refusal(folder: Path) -> str:
    """What stands in the web process's log about settings that it cannot read; "" for nothing. It would be started for ever with the same end."""
    log = newest_log(folder, "web")
    _, found, said = (log.read_text(errors="replace") if log else "").rpartition(REFUSED)
    return "\n".join(f"  {line.strip()}" for line in said.splitlines()[1:] if found and line.strip() and "errors.pydantic" not in line)[:600]


def read_ports(environment: Mapping[str, str]) -> dict[str, int]:
    """The ports to listen on, by the names of their settings. Raises ValueError, in words for whoever set them, for what is no port or stands twice."""
    said = {name: environment.get(name) or default for name, default in PORTS.items()}
    for name, port in said.items():
        if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
            raise ValueError(f"{name}={port} is no port. Choose a number from 1 to 65535: make run {name}={PORTS[name]}")
    if len(set(map(int, said.values()))) < len(said):
        raise ValueError(f"Each of {', '.join(f'{name}={port}' for name, port in said.items())} needs a port of its own.")
    return {name: int(port) for name, port in said.items()}


def answers(path: Path) -> bool:
    """Whether a supervisord listens at this socket: the file alone may be left from one that was killed."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def is_taken(host: str, port: int) -> bool:
    """Whether something listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def write_config(host: str, ports: dict[str, int]) -> Path:
    """supervisord's configuration, with this machine's paths, outside version control."""
    for folder in ("log", "run"):
        (RUN / folder).mkdir(parents=True, exist_ok=True)
    model = trained_model(hash_inputs())
    if model is None:
        sys.exit("The models are not trained for the present data: run make setup.")
    common = COMMON.format(root=ROOT)
    values = {"run": RUN, "app": APP, "rasa": RASA, "model": model, "host": host, "common": common, "port": ports["PORT"]}
    path = RUN / "run" / "supervisord.conf"
    path.write_text(CONFIG.format(**values, rasa_port=ports["RASA_PORT"]))
    return path


def environment(ports: dict[str, int]) -> dict[str, str]:
    """What the processes need to find each other; the API token reaches the action server from this machine's secrets."""
    found = dict(line.split("=", 1) for line in (VAR / "secrets.env").read_text().splitlines() if "=" in line and not line.startswith("#"))
    return {
        "DEMO": "true",
        "API_TOKEN": found["API_TOKEN"],
        **os.environ,
        "PORT": str(ports["PORT"]),
        "RASA_URL": f"http://127.0.0.1:{ports['RASA_PORT']}",
        "API_BASE": f"http://127.0.0.1:{ports['PORT']}",
        "ACTIONS_PORT": str(ports["ACTIONS_PORT"]),
        "ACTIONS_URL": f"http://127.0.0.1:{ports['ACTIONS_PORT']}/webhook",
        "RASA_TRACKER_DB": str(RUN / "rasa-tracker.db"),
        "RASA_TELEMETRY_ENABLED": "false",
        "PYTHONUNBUFFERED": "1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "OMP_NUM_THREADS": "1",
    }


def wait_for(url: str, supervisor: subprocess.Popen[bytes], seconds: float) -> bool:
    """True once the address answers 200; False if supervisord ends or time runs out."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and supervisor.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.05)
    return False


def welcome(web: str, seconds: float) -> str:
    """Where everything is, and with what to try it."""
    lines = [f"\nThe web pages are up ({seconds:.1f} s). The assistant itself is starting; the chat page says so until it is ready.\n"]
    lines += [f"  Sample Local Offer page with the chat   {web}/", f"  Chat on a page of its own               {web}/chat", f"  Staff console                           {web}/duty/"]
    demo, number = VAR / "demo.json", web.rsplit(":", 1)[1]
    port = "" if number == "8000" else f"PORT={number} "
    if demo.exists():
        shown = json.loads(demo.read_text())
        lines += [f"  Demo login   {login['user']}  {login['password']}  (TOTP secret {login['totp_secret']})" for login in shown.get("logins", [])]
        lines += [f"  Demo case    {case['case_ref']}, child born {case['child_dob']}, phone {case['phone']}" for case in shown.get("cases", [])[:1]]
    lines += ["  Send a signed test text:", f'    {port}.venv/bin/flask --app webhook demo text "how long does an ehcp take" --from +447700900123']
    lines += ["", f"  Logs are in {RUN / 'log'}/. Ctrl-C stops everything."]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
