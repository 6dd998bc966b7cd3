"""How much memory a tree of processes holds, shared pages counted once."""

from __future__ import annotations

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
