"""Chooses the safety thresholds on the development lines, and measures labelled files.

Thresholds are the highest at which patterns and classifier together still hear the share of disclosures asked for, separately for short messages, for those of
several sentences and for letters, since the most worrying of twenty sentences is always more worrying than one. False alarms are then what they are, and are reported.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from understanding.languages import ENGLISH
from understanding.languages import read_examples as read_abroad
from understanding.safety_languages import read_danger_abroad
from understanding.safety_matcher import load_patterns
from understanding.safety_model import ALARMED, Row

if TYPE_CHECKING:
    from understanding.safety import SafetyAssessor

HEARD = {"short": 0.94, "long": 0.9, "letter": 0.9}  # of the disclosures in data/safety/dev.jsonl, by length; a miss costs far more than a false alarm
LOWEST, HIGHEST = 0.3, 0.75
SENTENCES_IN_A_LONG_MESSAGE = 6


def read_ordinary(folder: Path) -> list[Row]:
    """Ordinary questions, in English and in other languages, from what else is learnt here. Empty where there are none."""
    import yaml

    lines: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu", []):
            lines += [line.removeprefix("- ").strip() for line in str(block.get("examples", "")).splitlines() if line.strip()]
    book = load_patterns()
    harmless = [text for text in lines if not book.read(text)[0]]  # a line the patterns alarm at is for a person to look at, not to learn from
    harmless += [text for text, language in read_abroad(folder.parent / "languages") if language != ENGLISH and not read_danger_abroad(text)]
    return [{"text": text, "lane": "none", "topic": None, "flags": []} for text in harmless]


def choose_thresholds(assessor: SafetyAssessor, rows: Sequence[Row]) -> dict[str, float]:
    """Thresholds for short and long messages, with and without the embedding."""
    from understanding.safety import LENGTHS

    assert assessor.model is not None
    disclosed = [row["text"] for row in rows if row["lane"] in ALARMED]
    found = [bool(assessor.patterns.read(text)[0]) for text in disclosed]
    encoder = assessor.model.features.encoder
    chosen: dict[str, float] = {}
    for view in ("full", "plain") if encoder else ("plain",):
        assessor.model.features.encoder = encoder if view == "full" else None
        opinions = [assessor.opinion(text) for text in disclosed]
        for length in LENGTHS:
            alarms = [1.0 if hit else opinion.alarm for opinion, hit in zip(opinions, found, strict=True) if opinion.length == length]
            chosen[f"{length}_{view}"] = limit_for(alarms, HEARD[length])
    assessor.model.features.encoder = encoder
    return chosen


def limit_for(alarms: Sequence[float], heard: float) -> float:
    """The highest threshold at which at least this share of disclosures raises the alarm."""
    limit = sorted(alarms, reverse=True)[math.ceil(heard * len(alarms)) - 1] if alarms else LOWEST
    return round(min(max(limit - 1e-3, LOWEST), HIGHEST), 3)


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
