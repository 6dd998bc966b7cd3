"""Writers of one file take turns, between threads and between processes, and a killed one lets go."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from webhook.one_writer import OneWriter
from webhook.settings import ROOT

COUNT = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tests.project.test_one_writer import add_one
from webhook.one_writer import OneWriter
writer, tally = OneWriter(Path(sys.argv[1])), Path(sys.argv[2])
with ThreadPoolExecutor(4) as pool:
    list(pool.map(lambda _n: add_one(writer, tally), range(100)))
"""
HOLD = """
import sys, time
from pathlib import Path
from webhook.one_writer import OneWriter
with OneWriter(Path(sys.argv[1])).turn():
    print("held", flush=True)
    time.sleep(600)
"""


def add_one(writer: OneWriter, tally: Path) -> None:
    """Read, then write: two at once would lose one."""
    with writer.turn():
        tally.write_text(str(int(tally.read_text()) + 1))


def start(code: str, *arguments: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE)


def test_threads_of_several_processes_never_write_together(tmp_path: Path) -> None:
    database, tally = tmp_path / "some.db", tmp_path / "tally"
    tally.write_text("0")
    children = [start(COUNT, database, tally) for _ in range(3)]
    assert [child.wait(60) for child in children] == [0, 0, 0]
    assert tally.read_text() == "300"


def test_who_is_killed_lets_go(tmp_path: Path) -> None:
    database = tmp_path / "some.db"
    holder = start(HOLD, database)
    assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
    with ThreadPoolExecutor(1) as pool:
        tally = tmp_path / "tally"
        tally.write_text("0")
        waiting = pool.submit(add_one, OneWriter(database), tally)
        assert not waiting.done()
        holder.send_signal(signal.SIGKILL)
        holder.wait(10)
        waiting.result(timeout=30)
    assert tally.read_text() == "1"
