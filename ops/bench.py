"""`make bench`: the whole path (signed webhook to outbox row) beside stock Rasa (DIET + TED over REST) trained on the same data, in one run;
then the case import and the directory at size.

Absolute milliseconds belong to the machine; the ratios are the point. Writes docs/benchmarks/path, cases and directory, each as .md and .json.
`python -m ops.bench cases` measures one of them alone.
"""

from __future__ import annotations

import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ops.bench_cases import measure_cases
from ops.bench_directory import measure_directory
from ops.bench_stock import DIET_EPOCHS, StockRasa
from ops.bench_system import WholeSystem
from ops.setup import ROOT

OUT = ROOT / "docs" / "benchmarks"
CLIENTS, TURNS = (1, 4, 16), {1: 60, 4: 120, 16: 240}
LONGEST = 300  # characters of a question that is asked


def main() -> int:
    """Measure what is named (all, if nothing is), one after the other, and write the figures down."""
    for name in sys.argv[1:] or MEASURES:
        measure, show = MEASURES[name]
        with tempfile.TemporaryDirectory(prefix="send-bench-") as folder:
            figures = {"date": date.today().isoformat(), "commit": commit(), "machine": machine(), **measure(Path(folder))}
        OUT.mkdir(parents=True, exist_ok=True)
        (OUT / f"{name}.json").write_text(json.dumps(figures, indent=2) + "\n")
        (OUT / f"{name}.md").write_text(show(figures))
        print(show(figures), flush=True)
    return 0


def measure_path(folder: Path) -> dict[str, Any]:
    """Ours, then stock Rasa."""
    asked = [json.loads(line) for line in (ROOT / "tests" / "fixtures" / "questions.jsonl").read_text().splitlines() if line.strip()]
    questions = [question["text"] for question in asked if len(question["text"]) < LONGEST and question["expected"] != "opt_out"]  # who opts out hears no more
    ours, stock = measure_ours(folder, questions), measure_stock(folder, questions)
    figures: dict[str, Any] = {"ours": ours, "stock": stock, "ratios": ratios(ours, stock)}
    return figures | {"aims": aims(figures)}


def measure_ours(folder: Path, questions: list[str]) -> dict[str, Any]:
    """The whole system as `make run` starts it, on its own ports and a scratch database."""
    with WholeSystem(folder) as system:
        result: dict[str, Any] = {"training_cpu_s": system.training_cpu_s(), "start_s": system.start_s}
        run_clients(4, 20, questions, system.ask)  # warm
        for clients in CLIENTS:
            result[f"clients_{clients}"] = run_clients(clients, TURNS[clients], questions, system.ask)
        result["long_talk"] = measure_long_talk(questions, system.ask)
        result["memory_mb"] = system.memory_mb()
        system.stop_rasa()
        result["acknowledged_rasa_stopped"] = run_clients(16, 320, questions, system.post_only, pause_s=1.0)
        result["acknowledged_at_full_speed"] = run_clients(16, 320, questions, system.post_only)
    return result


def measure_long_talk(questions: list[str], ask: Callable[[str, int], float]) -> dict[str, float]:
    """Turns 120 to 139 of one conversation, each beside a turn of a conversation that just began: milliseconds at the median, and the ratio."""
    long, late, early = 9000, [], []
    for turn in range(119):
        ask(questions[turn % len(questions)], long)
    for turn in range(20):
        question = questions[turn]
        early.append(ask(question, long + 1 + turn))
        late.append(ask(question, long))
    first, last = statistics.median(early) * 1000, statistics.median(late) * 1000
    return {"turn_1_ms": round(first, 1), "turn_120_ms": round(last, 1), "ratio": round(last / first, 3)}


def measure_stock(folder: Path, questions: list[str]) -> dict[str, Any]:
    """Stock Rasa with its default pipeline and policies on the same examples."""
    with StockRasa(folder) as stock:
        result: dict[str, Any] = {"training_cpu_s": stock.training_cpu_s, "start_s": stock.start_s}
        run_clients(4, 20, questions, stock.ask)
        for clients in CLIENTS:
            result[f"clients_{clients}"] = run_clients(clients, TURNS[clients], questions, stock.ask)
        result["memory_mb"] = stock.memory_mb()
    return result


def run_clients(clients: int, turns: int, questions: list[str], ask: Callable[[str, int], float], pause_s: float = 0.0) -> dict[str, float]:
    """`turns` questions by `clients` at once, each with a conversation of its own: milliseconds each, and turns a second.

    Each client rests `pause_s` between two of its questions; clients that never rest only measure how many turns a second there are.
    """
    numbers, took, lock = itertools.count(), [], threading.Lock()

    def client(index: int) -> None:
        time.sleep(pause_s * index / clients)  # they don't all begin at the same moment
        while (turn := next(numbers)) < turns:
            seconds = ask(questions[turn % len(questions)], clients * 100 + index)
            with lock:
                took.append(seconds)
            time.sleep(pause_s)

    threads = [threading.Thread(target=client, args=(index,)) for index in range(clients)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - started
    ordered = sorted(took)
    return {
        "p50_ms": round(statistics.median(ordered) * 1000, 1),
        "p95_ms": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] * 1000, 1),
        "turns_per_s": round(len(ordered) / elapsed, 2),
    }


def ratios(ours: dict[str, Any], stock: dict[str, Any]) -> dict[str, float]:
    """Ours against stock: above 1 is better for throughput, below 1 for the rest."""
    found = {f"throughput_{n}": ours[f"clients_{n}"]["turns_per_s"] / stock[f"clients_{n}"]["turns_per_s"] for n in CLIENTS}
    found |= {f"p95_{n}": ours[f"clients_{n}"]["p95_ms"] / stock[f"clients_{n}"]["p95_ms"] for n in CLIENTS}
    found |= {name: ours[name] / stock[name] for name in ("training_cpu_s", "start_s", "memory_mb")}
    return {name: round(value, 3) for name, value in found.items()}


def aims(figures: dict[str, Any]) -> dict[str, bool]:
    """Each aim, met or not in this run."""
    ours = figures["ours"]
    return {
        "throughput at 16 clients at least 1.5 times stock Rasa's": figures["ratios"]["throughput_16"] >= 1.5,
        "p95 at one client at most 150 ms": ours["clients_1"]["p95_ms"] <= 150,
        "acknowledged in at most 50 ms (p95, 16 clients with a text a second each, Rasa stopped)": ours["acknowledged_rasa_stopped"]["p95_ms"] <= 50,
        "turn 120 of a conversation at most 1.5 times turn 1": ours["long_talk"]["ratio"] <= 1.5,
        "whole system at most 1.5 GB": ours["memory_mb"] <= 1536,
    }


def path_page(figures: dict[str, Any]) -> str:
    """The figures as a page."""
    ours, stock, ratio = figures["ours"], figures["stock"], figures["ratios"]
    lines = ["# The whole path beside stock Rasa", "", f"{figures['date']}, commit {figures['commit']}, {figures['machine']}. `make bench` writes this page.", ""]
    lines += ["Ours: signed webhook to outbox row, all processes of `make run`. Stock: Rasa's default pipeline (DIET) and policies (TED), REST channel, same examples.", ""]
    lines += ["| | ours | stock Rasa | ours / stock |", "|---|---|---|---|"]
    for n in CLIENTS:
        for key, label in (("p50_ms", "p50, ms"), ("p95_ms", "p95, ms"), ("turns_per_s", "turns a second")):
            mine, theirs = ours[f"clients_{n}"][key], stock[f"clients_{n}"][key]
            lines.append(f"| {n} client{'s' if n > 1 else ''}: {label} | {mine} | {theirs} | {mine / theirs:.2f} |")
    for key, label in (
        ("training_cpu_s", f"training, processor seconds (stock: DIET for {DIET_EPOCHS} of its 100 epochs)"),
        ("start_s", "start-up to first answer, s"),
        ("memory_mb", "memory, MB (proportional set size)"),
    ):
        lines.append(f"| {label} | {ours[key]} | {stock[key]} | {ratio[key]:.2f} |")
    long = ours["long_talk"]
    lines += ["", f"Turn 120 of one conversation: {long['turn_120_ms']} ms at the median; turn 1 of others asked between: {long['turn_1_ms']} ms; ratio {long['ratio']}."]
    rested, full = ours["acknowledged_rasa_stopped"], ours["acknowledged_at_full_speed"]
    lines += ["", f"Acknowledging a text with Rasa stopped: p95 {rested['p95_ms']} ms with 16 clients that send a text a second each;"]
    lines += [f"{full['turns_per_s']} texts a second (p95 {full['p95_ms']} ms) from 16 clients that never rest.", "", "| aim | met |", "|---|---|"]
    lines += [f"| {aim} | {'yes' if met else 'no'} |" for aim, met in figures["aims"].items()]
    return "\n".join(lines) + "\n"


def store_page(title: str, what: str) -> Callable[[dict[str, Any]], str]:
    """A page for figures by store (and size): every figure a row."""

    def page(figures: dict[str, Any]) -> str:
        lines = [f"# {title}", "", f"{figures['date']}, commit {figures['commit']}, {figures['machine']}. `make bench` writes this page.", "", what, ""]
        lines += ["| | figure |", "|---|---|"]
        lines += [f"| {name} | {value} |" for store in ("sqlite", "postgresql") for name, value in flatten(store, figures.get(store, {}))]
        aims_met = figures.get("aims", {})
        lines += ["", "| aim | |", "|---|---|", *(f"| {aim} | {met if not isinstance(met, bool) else 'met' if met else 'not met'} |" for aim, met in aims_met.items())]
        return "\n".join(lines) + "\n"

    return page


def flatten(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Nested figures as one row each."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flatten(f"{name} {str(key).replace('_', ' ')}", inner)
    else:
        yield name, value


def commit() -> str:
    """The commit that was measured."""
    return subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip() or "unknown"


def machine() -> str:
    """What it ran on, in a few words."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


MEASURES: dict[str, tuple[Callable[[Path], dict[str, Any]], Callable[[dict[str, Any]], str]]] = {
    "path": (measure_path, path_page),
    "cases": (measure_cases, store_page("Cases at size", "20,000 made-up cases with contacts: taken in, taken in again unchanged, and looked up by a proven parent.")),
    "directory": (measure_directory, store_page("The directory at size", "Made-up services: taken in and searched with the judged questions.")),
}


if __name__ == "__main__":
    sys.exit(main())
