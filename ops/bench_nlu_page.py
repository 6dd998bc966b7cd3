"""The page and the drawing that `make bench-nlu` writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# Published figures: HINT3's own result tables (hellohaptik/HINT3), full training sets, in-scope accuracy at threshold 0.1, best MCC over thresholds.
PUBLISHED = {
    "Rasa (ConveRT, DIET)": {"sofmattress": (0.693, 0.526), "curekart": (0.841, 0.511), "powerplay11": (0.491, 0.340)},
    "BERT": {"sofmattress": (0.736, 0.617), "curekart": (0.836, 0.553), "powerplay11": (0.585, 0.347)},
}
# The README of jianguoz/Few-Shot-Intent-Detection, ten examples an intent.
PUBLISHED_10SHOT = {"RoBERTa classifier": 0.8427, "USE + ConveRT": 0.8519, "CPFT": 0.8720, "ICDA": 0.8979}
AIMS = {"in_scope": 0.77, "mcc_best": 0.57, "mcc": 0.52}
WIDE, HIGH, EDGE = 640, 320, 40


def as_markdown(figures: dict[str, Any]) -> str:
    """Every figure, beside what it is to be compared with."""
    lines = ["# Understanding, measured", "", f"{figures['date']}, commit {figures['commit']}, {figures['machine']}. `make bench-nlu` writes this page.", ""]
    lines += ["Figures are shares. `in_scope` has no threshold; `mcc` is at a threshold found on training data; `mcc_best` is the best on the curve.", ""]
    if "hint3" in figures:
        lines += ["## HINT3, full training sets, labels v1", "", "| set | in_scope | oos_recall | mcc | mcc_best | DIET in_scope |", "|---|---|---|---|---|---|"]
        lines += [hint3_row(name, row) for name, row in [*figures["hint3"].items(), ("mean", figures["hint3_means"])]]
        means = figures["hint3_means"]
        lines += ["", *(f"Aim {name} {aim}: {'met' if means[name] >= aim else 'missed'} ({means[name]:.4f})." for name, aim in AIMS.items()), ""]
        lines += ["Published:", "", "| | " + " | ".join(f"{name} (in scope, best MCC)" for name in figures["hint3"]) + " |", "|---|---|---|---|"]
        lines += [f"| {who} | " + " | ".join(f"{a:.3f}, {b:.3f}" for a, b in by.values()) + " |" for who, by in PUBLISHED.items()]
        ten = figures["banking77_10shot"]
        lines += ["", "## BANKING77, ten examples an intent", "", f"Ours {ten['accuracy']:.4f}; DIET in this run {show(ten.get('diet_accuracy'))}; published: "]
        lines[-1] += ", ".join(f"{who} {value}" for who, value in PUBLISHED_10SHOT.items()) + "."
        outside = figures.get("clinc150")
        said = ", ".join(f"{key} {value}" for key, value in outside.items()) if outside else "not measured"
        lines += ["", "## CLINC150 with its out-of-scope test messages", "", f"{said}."]
    own = figures["own"]
    lines += ["", "## Our own examples, one fold of five held out", ""]
    lines += [f"{own['examples']} examples, {own['labels']} labels: ours {own['accuracy']}.", ""]
    if own.get("sample"):
        shared = f"Both learning from the same {own['sample']} of them (stock Rasa does not learn all of them within half an hour)"
        lines += [f"{shared}: ours {own['sample_accuracy']:.3f}, DIET in this run {show(own.get('sample_diet_accuracy'))}.", ""]
    lines += ["![Share answered, and share right of those answered, by threshold](nlu.svg)", ""]
    lines += [f"Embedding a short sentence: {show(figures['encoder_median_ms'])} ms at the median. The whole measurement: {figures['seconds']} s.", ""]
    return "\n".join(lines)


def hint3_row(name: str, row: dict[str, Any]) -> str:
    """One line of the table."""
    return f"| {name} | " + " | ".join(show(row.get(key)) for key in ("in_scope", "oos_recall", "mcc", "mcc_best", "diet_in_scope")) + " |"


def show(value: float | None) -> str:
    """A figure, or that it was not measured."""
    return "not measured" if value is None else f"{value:.3f}"


def draw_curve(points: Sequence[tuple[float, float, float]]) -> str:
    """An SVG of (threshold, share answered, share right of those answered)."""

    def place(x: float, y: float) -> str:
        return f"{EDGE + x * (WIDE - 2 * EDGE):.1f},{HIGH - EDGE - y * (HIGH - 2 * EDGE):.1f}"

    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img" font-family="sans-serif" font-size="12">']
    lines += ["<title>Share answered and share right of those answered, by threshold</title>", f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>']
    for tick in (0, 0.25, 0.5, 0.75, 1):
        lines.append(f'<polyline points="{place(0, tick)} {place(1, tick)}" stroke="#ccc"/>')
        lines.append(f'<text x="8" y="{place(0, tick).split(",")[1]}">{tick}</text><text x="{place(tick, 0).split(",")[0]}" y="{HIGH - 15}">{tick}</text>')
    for column, colour in ((1, "#1d70b8"), (2, "#00703c")):
        lines.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{" ".join(place(p[0], p[column]) for p in points)}"/>')
    lines += [f'<text x="{WIDE - 230}" y="16" fill="#1d70b8">answered</text><text x="{WIDE - 160}" y="16" fill="#00703c">right of those answered</text>', "</svg>", ""]
    return "\n".join(lines)
