"""`make run` itself: what it prints, a child that dies, and Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ops.processes import free_port
from ops.run import Ends, is_taken, read_ports
from webhook.settings import ROOT

pytestmark = [pytest.mark.rasa, pytest.mark.slow]
PROCESSES = {"web": "webhook:create_app()", "worker": "webhook.worker", "actions": "-m actions", "rasa": "rasa run"}


class Running:
    """`python -m ops.run` on ports and files of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.ports = {name: free_port() for name in ("PORT", "RASA_PORT", "ACTIONS_PORT")}
        self.marker, self.log = f"PROCESSES_OF={folder.name}", folder / "run.out"
        environment = {
            **os.environ,
            **{name: str(port) for name, port in self.ports.items()},
            "PROCESSES_OF": folder.name,
            "DATABASE_URL": f"sqlite:///{folder / 'run.db'}",
            "QUEUE_PATH": str(folder / "queue.db"),
            "RUN_DIR": str(folder),
            "PUBLIC_URL": f"http://localhost:{self.ports['PORT']}",
            **settings,
        }
        with self.log.open("wb") as out:
            self.child = subprocess.Popen([sys.executable, "-m", "ops.run"], cwd=ROOT, env=environment, stdout=out, stderr=out)

    def get(self, path: str) -> int:
        """The status the web pages answer with; 0 while nobody does."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.ports['PORT']}{path}", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def pids(self, name: str = "") -> set[int]:
        """The processes of this run, by what stands in their command line."""
        found = set()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                environment, command = (folder / "environ").read_text("utf-8", "replace").split("\0"), (folder / "cmdline").read_text().replace("\0", " ")
            except OSError:  # ended meanwhile
                continue
            if self.marker in environment and PROCESSES.get(name, "") in command:
                found.add(int(folder.name))
        return found

    def wait(self, what: str, true: Callable[[], object], seconds: float = 90) -> None:
        """Until it is true; fails with the log."""
        until = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < until, f"waited for {what}: {self.log.read_text()}"
            time.sleep(0.2)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    system = Running(tmp_path)
    yield system
    if system.child.poll() is None:
        system.child.terminate()
        system.child.wait(60)
    for pid in system.pids():
        os.kill(pid, signal.SIGKILL)


def test_it_says_where_all_is_restarts_what_dies_and_ends_whole(running: Running) -> None:
    running.wait("the pages", lambda: running.get("/live") == 200)
    assert running.get("/chat") == 200, "the chat page is there while the assistant starts"
    running.wait("the rest", lambda: all(running.pids(name) for name in PROCESSES))
    printed = running.log.read_text()
    for wanted in (f"http://localhost:{running.ports['PORT']}/chat", "/duty/", "Demo login", "Demo case", "demo text", "says so until it is ready"):
        assert wanted in printed, printed

    for name in ("web", "actions"):
        before = running.pids(name)
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        running.wait(f"a new {name}", lambda name=name, before=before: running.pids(name) - before)
    running.wait("the pages again", lambda: running.get("/live") == 200)

    second = Running(running.log.parent)
    assert second.child.wait(60) == 1
    assert "runs already" in second.log.read_text()
    assert running.get("/live") == 200, "the first one goes on"

    running.child.send_signal(signal.SIGINT)
    assert running.child.wait(60) in (0, 130)
    assert "Stopped." in running.log.read_text()
    running.wait("all to end", lambda: not running.pids(), 15)
    assert not any(is_taken("127.0.0.1", port) for port in running.ports.values())


@pytest.mark.parametrize(
    ("setting", "said"),
    [({"PORT": "abc"}, "PORT=abc is no port"), ({"PORT": "99999"}, "PORT=99999 is no port"), ({"RASA_PORT": "0"}, "RASA_PORT=0 is no port"), ({"PORT": "5005"}, "a port of its own")],
)
def test_what_is_no_port_is_said(setting: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_ports(setting)
    assert read_ports({"PORT": "8123"}) == {"PORT": 8123, "RASA_PORT": 5005, "ACTIONS_PORT": 5055}


BREAKS = """
import sys
from pathlib import Path

class Broken:
    def find_spec(self, name, path=None, target=None):
        if name == "webhook.worker" and Path({broken!r}).exists():
            raise ImportError("planted: no worker today")

sys.meta_path.insert(0, Broken())
"""


def test_a_worker_that_keeps_ending_is_told_and_is_waited_for(tmp_path: Path) -> None:
    broken, planted = tmp_path / "broken", tmp_path / "planted"
    planted.mkdir()
    broken.touch()
    (planted / "sitecustomize.py").write_text(BREAKS.format(broken=str(broken)))
    system = Running(tmp_path, PYTHONPATH=os.pathsep.join([str(planted), os.environ.get("PYTHONPATH", "")]))
    try:
        system.wait("what keeps ending", lambda: "worker keeps ending" in system.log.read_text(), 120)
        told = system.log.read_text()
        assert "planted: no worker today" in told and str(tmp_path / "log" / "worker-stdout") in told
        assert system.get("/live") == 200 and system.get("/ready") == 503 and "Ready:" not in told
        broken.unlink()
        system.wait("a worker that comes back", lambda: system.get("/ready") == 200, 240)
        system.wait("that to be told", lambda: "Ready: questions are answered" in system.log.read_text(), 10)
    finally:
        system.child.terminate()
        system.child.wait(60)
        for pid in system.pids():
            os.kill(pid, signal.SIGKILL)


def test_a_part_that_ends_once_or_stops_as_told_is_not_told_of(tmp_path: Path) -> None:
    (tmp_path / "worker-stdout---supervisor-x.log").write_text("".join(f"line {number}\n\n" for number in range(20)))
    log = tmp_path / "supervisord.log"
    log.write_text("2026 WARN exited: rasa (exit status 1; not expected)\n" * 5)
    ends = Ends(tmp_path, log.stat().st_size)
    assert ends.look() == [], "what an earlier run left is not this one's"
    with log.open("a") as file:
        print("2026 WARN exited: worker (exit status 1; not expected)\n2026 INFO stopped: rasa (terminated by SIGTERM)", file=file)
        file.flush()
        assert ends.look() == []
        print("2026 WARN exited: worker (terminated by SIGKILL; not expected)", file=file, end="")
        file.flush()
        assert ends.look() == [], "the line is not whole yet"
        print(file=file, flush=True)
        told = ends.look()
        assert len(told) == 1 and "worker keeps ending: 2 times" in told[0] and "line 19" in told[0] and "line 11\n" not in told[0] and "worker-stdout" in told[0]
        print("2026 WARN exited: worker (exit status 1; not expected)", file=file, flush=True)
        assert ends.look() == [], "not again with each of them"
    log.write_text("2026 WARN exited: worker (exit status 1; not expected)\n")
    assert "4 times" in ends.look()[0], "a new file is read from its beginning"


def test_a_wrong_setting_is_named_and_nothing_goes_on(tmp_path: Path) -> None:
    system = Running(tmp_path, QUIET_FROM="4")
    try:
        assert system.child.wait(60) == 2
        assert "quiet_from" in system.log.read_text() and "Stopped." in system.log.read_text()
        system.wait("all to end", lambda: not system.pids(), 15)
    finally:
        if system.child.poll() is None:
            system.child.kill()
        for pid in system.pids():
            os.kill(pid, signal.SIGKILL)
