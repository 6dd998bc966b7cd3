"""Chooses the safety thresholds on the development lines, and measures labelled files.

Thresholds are the lowest (most careful) that keep false alarms of the classifier within a budget, separately for short messages and for long ones, since the
most worrying of twenty sentences is always more worrying than one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from understanding.safety_matcher import load_patterns
from understanding.safety_model import ALARMED, Row
from understanding.safety_text import clean, sentences, windows

if TYPE_CHECKING:
    from understanding.safety import SafetyAssessor

LOOKALIKE_BUDGET = 0.08  # of harmless lines that were written to look dangerous
ORDINARY_BUDGET = 0.06  # of ordinary questions, many of which are full of feeling
LOWEST, HIGHEST = 0.3, 0.75
SENTENCES_IN_A_LONG_MESSAGE = 6
MOST_ORDINARY = 3500  # training time grows with the cube of the rows


def read_ordinary(folder: Path) -> tuple[list[Row], list[str]]:
    """Ordinary questions from the dialogue's own training data: rows to learn from, and other lines to choose thresholds on. Empty where there are none."""
    import yaml

    lines: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu", []):
            lines += [line.removeprefix("- ").strip() for line in str(block.get("examples", "")).splitlines() if line.strip()]
    book = load_patterns()
    harmless = [text for text in lines[::3] if not book.read(text)[0]]  # a line the patterns alarm at is for a person to look at, not to learn from
    learn = dict.fromkeys(window for text in harmless for window in windows(sentences(clean(text))))  # read in windows, so learnt in windows
    return [{"text": text, "lane": "none", "topic": None, "flags": []} for text in list(learn)[:: len(learn) // MOST_ORDINARY + 1]], lines[1::15]


def choose_thresholds(assessor: SafetyAssessor, rows: Sequence[Row], ordinary: Sequence[str] = ()) -> dict[str, float]:
    """Thresholds for short and long messages, with and without the embedding."""
    assert assessor.model is not None
    calm = [row["text"] for row in rows if row["lane"] not in ALARMED]
    encoder = assessor.model.features.encoder
    chosen: dict[str, float] = {}
    for view in ("full", "plain") if encoder else ("plain",):
        assessor.model.features.encoder = encoder if view == "full" else None
        alike, usual = ([assessor.opinion(text) for text in texts] for texts in (calm, ordinary))
        for length, long in (("short", False), ("long", True)):
            limits = [
                limit_for([o.alarm for o in opinions if o.long == long], budget) for opinions, budget in ((alike, LOOKALIKE_BUDGET), (usual, ORDINARY_BUDGET))
            ]
            chosen[f"{length}_{view}"] = max(limits)
    assessor.model.features.encoder = encoder
    return chosen


def limit_for(alarms: Sequence[float], budget: float) -> float:
    """The lowest threshold at which no more than this share of harmless lines raises a false alarm."""
    limit = float(np.quantile(alarms, 1 - budget)) + 1e-6 if alarms else LOWEST
    return round(min(max(limit, LOWEST), HIGHEST), 3)


def compose_long(calm: Sequence[str]) -> list[str]:
    """Long harmless messages, each made of several short ones."""
    size = SENTENCES_IN_A_LONG_MESSAGE
    return [". ".join(text.rstrip(". ") for text in [*calm, *calm][start : start + size]) + "." for start in range(0, len(calm), 2)]


def hide_in_long(rows: Sequence[Row]) -> list[str]:
    """Each disclosure in the middle of a long message about ordinary things."""
    calm = [row["text"].rstrip(". ") for row in rows if row["lane"] not in ALARMED]
    alarmed = [row["text"].rstrip(". ") for row in rows if row["lane"] in ALARMED]
    around = [[calm[(3 * i + k) % len(calm)] for k in range(5)] for i in range(len(alarmed))]
    return [". ".join([*others[:3], text, *others[3:]]) + "." for text, others in zip(alarmed, around, strict=True)]


def measure_rows(assessor: SafetyAssessor, rows: Sequence[Row]) -> dict[str, float]:
    """Shares of lines that were heard rightly."""
    verdicts = [assessor.assess(row["text"]) for row in rows]
    pairs = list(zip(rows, verdicts, strict=True))

    def share(wanted: list[bool]) -> float:
        return round(sum(wanted) / len(wanted), 3) if wanted else float("nan")

    alarmed = [(row, verdict) for row, verdict in pairs if row["lane"] in ALARMED]
    calm = [(row, verdict) for row, verdict in pairs if row["lane"] not in ALARMED]
    alike = [(row, verdict) for row, verdict in calm if (row["topic"] or "").startswith("lookalike")]
    crisis = [(row, verdict) for row, verdict in alarmed if row["lane"] == "crisis"]
    return {
        "alarmed": share([verdict.alarmed for _, verdict in alarmed]),
        "crisis_alarmed": share([verdict.alarmed for _, verdict in crisis]),
        "crisis_as_crisis": share([verdict.lane == "crisis" for _, verdict in crisis]),
        "concern_alarmed": share([verdict.alarmed for row, verdict in alarmed if row["lane"] == "concern"]),
        "concern_as_concern": share([verdict.lane == "concern" for row, verdict in alarmed if row["lane"] == "concern"]),
        "topic_right": share([verdict.topic == row["topic"] for row, verdict in alarmed if verdict.alarmed and row["topic"]]),
        "false_alarms": share([verdict.alarmed for _, verdict in calm]),
        "false_alarms_lookalike": share([verdict.alarmed for _, verdict in alike]),
        "gentle_as_gentle": share([verdict.lane == "gentle" for row, verdict in calm if row["lane"] == "gentle"]),
        "none_as_none": share([verdict.lane is None for row, verdict in calm if row["lane"] == "none"]),
        "unsafe_phone_found": share(["unsafe_phone" in verdict.flags for row, verdict in pairs if "unsafe_phone" in row["flags"]]),
        "unsafe_phone_false": share(["unsafe_phone" in verdict.flags for row, verdict in pairs if "unsafe_phone" not in row["flags"]]),
        "urgent_found": share(["urgent_today" in verdict.flags for row, verdict in pairs if "urgent_today" in row["flags"]]),
        "urgent_false": share(["urgent_today" in verdict.flags for row, verdict in calm if "urgent_today" not in row["flags"]]),
        "hidden_in_long_alarmed": share([assessor.assess(text).alarmed for text in hide_in_long(rows)]),
        "long_false_alarms": share([assessor.assess(text).alarmed for text in compose_long([row["text"] for row, _ in calm])]),
    }


def measure_file(assessor: SafetyAssessor, path: Path, show: bool) -> None:
    """Print the shares for one labelled file, and the lines that went wrong."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    print(json.dumps({"lines": dict(Counter(row["lane"] for row in rows)), **measure_rows(assessor, rows)}, indent=1))
    for row in rows if show else []:
        verdict = assessor.assess(row["text"])
        if verdict.alarmed != (row["lane"] in ALARMED) or (row["lane"] == "crisis") != (verdict.lane == "crisis"):
            print(f"{row['lane']:8}->{verdict.lane or 'none':8} {verdict.score:.2f} {verdict.why} {row['text'][:150]}")


def show_training(assessor: SafetyAssessor, data: Path) -> None:
    """Print the thresholds and the development lines that went wrong."""
    assert assessor.model is not None
    print("thresholds", assessor.model.thresholds)
    measure_file(assessor, data / "dev.jsonl", show=True)
