"""What processes cost: memory, shared pages counted once, and processor time."""

from __future__ import annotations

import resource
import subprocess
from pathlib import Path


def memory_of(pids: list[int]) -> float:
    """Proportional set size of processes and all their children, MB."""
    total, todo = 0, list(pids)
    while todo:
        pid = todo.pop()
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            children = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]
        except (OSError, ValueError):
            continue
        total += next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
        todo += children
    return round(total / 1024, 1)


def cpu_seconds(command: list[str], cwd: Path, environment: dict[str, str]) -> float:
    """Run a command to its end; processor seconds of it and its children. Other work on the machine changes elapsed time, hardly this."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=cwd, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1)
