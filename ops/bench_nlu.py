"""`make bench-nlu`: how well the topic model understands, on public data and on our own, beside published figures and stock Rasa's DIET.

One pipeline for every set, the one that serves parents. Nothing is tuned on a test split: the threshold for "out of scope" comes from training data alone, by
holding out whole intents. Writes docs/benchmarks/nlu.md and nlu.json. The public sets are read from BENCHMARKS (default ../shared/benchmarks) and never
committed; without them only our own sets are measured.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import matthews_corrcoef

from ops.bench import commit, machine
from ops.bench_diet import diet_accuracy
from ops.bench_nlu_page import as_markdown, draw_curve
from ops.setup import ROOT
from understanding.calibrate import assign_folds
from understanding.classifier import Classifier, softmax
from understanding.encoder import Encoder
from understanding.examples import read_examples
from understanding.features import Features
from understanding.topics import TopicModel

OUT = ROOT / "docs" / "benchmarks"
PUBLIC = Path(os.environ.get("BENCHMARKS", ROOT.parent / "shared" / "benchmarks"))
HINT3 = ("sofmattress", "curekart", "powerplay11")
OUTSIDE = "NO_NODES_DETECTED"
NEARNESS = 2.0  # weight of the nearest training example beside the margin; chosen by held-out intents of the three HINT3 training sets
POINTS = 100  # of a threshold curve
SHOTS, SEED = 10, 5
SHARED = 10  # of our own examples a label that stock Rasa and ours both learn from, as of BANKING77: of 30 it did not finish in half an hour


@dataclass(frozen=True)
class Set:
    """Training and test messages with their labels; what is out of scope is labelled OUTSIDE."""

    train: list[str]
    train_labels: list[str]
    test: list[str]
    test_labels: list[str]


def main() -> int:
    """Measure everything there is data for, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without-diet", action="store_true", help="leave out stock Rasa, which trains for many minutes the first time")
    parser.add_argument("--without-diet-on-own", action="store_true", help="leave stock Rasa out on our own examples only, where it trains for ten minutes")
    parser.add_argument("--without-clinc", action="store_true", help="leave out CLINC150, whose 15,000 lines take a quarter of an hour")
    options = parser.parse_args()
    with_diet = not options.without_diet
    OUT.mkdir(parents=True, exist_ok=True)
    encoder, started = Encoder.load(), time.perf_counter()
    figures: dict[str, Any] = {"date": date.today().isoformat(), "commit": commit(), "machine": machine(), "weights": encoder is not None}
    if PUBLIC.is_dir():
        figures["hint3"] = {name: measure_scope(read_hint3(name), encoder, with_diet) for name in HINT3}
        figures["hint3_means"] = {key: mean([figures["hint3"][name].get(key) for name in HINT3]) for key in ("in_scope", "oos_recall", "mcc", "mcc_best", "diet_in_scope")}
        figures["banking77_10shot"] = measure_plain(read_banking(), encoder, with_diet)
        if not options.without_clinc:
            figures["clinc150"] = measure_scope(read_clinc(), encoder, with_diet=False)
    else:
        print(f"public sets are not at {PUBLIC}: left out", file=sys.stderr)
    figures["own"] = measure_own(encoder, with_diet and not options.without_diet_on_own)
    figures["encoder_median_ms"] = median_ms(encoder)
    figures["seconds"] = round(time.perf_counter() - started)
    (OUT / "nlu.json").write_text(json.dumps(figures, indent=2) + "\n")
    (OUT / "nlu.md").write_text(as_markdown(figures))
    print(as_markdown(figures))
    return 0


def measure_scope(data: Set, encoder: Encoder | None, with_diet: bool) -> dict[str, float | None]:
    """In-scope accuracy without a threshold; out-of-scope recall and Matthews correlation at the threshold found on training data; the best on the curve."""
    guesses, surety = guess(data.train, data.train_labels, data.test, encoder)
    truth = np.array(data.test_labels)
    inside = truth != OUTSIDE
    limit = choose_limit(data, encoder)
    decided = np.where(surety >= limit, guesses, OUTSIDE)
    result: dict[str, float | None] = {
        "in_scope": float((guesses == truth)[inside].mean()),
        "oos_recall": float((decided == OUTSIDE)[~inside].mean()),
        "mcc": float(matthews_corrcoef(truth, decided)),
        "mcc_best": best_limit(guesses, surety, truth)[0],
    }
    if with_diet:
        result["diet_in_scope"] = diet_accuracy(data.train, data.train_labels, [t for t, i in zip(data.test, inside, strict=True) if i], truth[inside].tolist())
    return {key: value if value is None else round(value, 4) for key, value in result.items()}


def measure_plain(data: Set, encoder: Encoder | None, with_diet: bool) -> dict[str, float | None]:
    """Accuracy where every message has an intent."""
    guesses, _ = guess(data.train, data.train_labels, data.test, encoder)
    result: dict[str, float | None] = {"accuracy": float((guesses == np.array(data.test_labels)).mean())}
    if with_diet:
        result["diet_accuracy"] = diet_accuracy(data.train, data.train_labels, data.test, data.test_labels)
    return {key: value if value is None else round(value, 4) for key, value in result.items()}


def measure_own(encoder: Encoder | None, with_diet: bool) -> dict[str, float | None]:
    """Our own examples: the first of five folds held out, for both models alike."""
    texts, labels = read_examples()
    held = assign_folds(labels) == 0
    train, test = ([i for i in range(len(texts)) if held[i] == side] for side in (False, True))
    data = Set([texts[i] for i in train], [labels[i] for i in train], [texts[i] for i in test], [labels[i] for i in test])
    model = TopicModel.train(data.train, data.train_labels, encoder)
    chances = softmax(model.classifier.scores(data.test) / model.thresholds.temperature)
    right = np.array(model.classifier.labels)[chances.argmax(axis=1)] == np.array(data.test_labels)
    (OUT / "nlu.svg").write_text(draw_curve([curve_point(limit, chances.max(axis=1), right) for limit in np.linspace(0, 0.98, 50)]))
    figures: dict[str, float | None] = {"examples": len(texts), "labels": len(set(labels)), **measure_plain(data, encoder, with_diet=False)}
    if with_diet:
        few = pick_few(data, SHARED)
        figures |= {"sample": len(few.train)} | {f"sample_{name}": value for name, value in measure_plain(few, encoder, with_diet=True).items()}
    return figures


def pick_few(data: Set, each: int) -> Set:
    """The same test messages, and at most `each` training examples of a label: all of ours are more than stock Rasa learns in half an hour."""
    kept: list[int] = []
    seen: dict[str, int] = defaultdict(int)
    order = list(range(len(data.train)))
    random.Random(SEED).shuffle(order)
    for i in order:
        seen[data.train_labels[i]] += 1
        if seen[data.train_labels[i]] <= each:
            kept.append(i)
    return Set([data.train[i] for i in kept], [data.train_labels[i] for i in kept], data.test, data.test_labels)


def curve_point(limit: float, surety: np.ndarray, right: np.ndarray) -> tuple[float, float, float]:
    """The share answered at a threshold, and the share right of those."""
    answered = surety >= limit
    return float(limit), float(answered.mean()), float(right[answered].mean()) if answered.any() else 1.0


def guess(train: Sequence[str], labels: Sequence[str], test: Sequence[str], encoder: Encoder | None) -> tuple[np.ndarray, np.ndarray]:
    """The best label for each test message, and how sure: its margin and how near the nearest training example of that label is."""
    views = Features(encoder).embed([*train, *test])
    known, asked = views[: len(train)], views[len(train) :]
    model = Classifier.fit(train, labels, encoder, embeddings=known)
    scores = model.scores(test, asked)
    guesses = np.array(model.labels)[scores.argmax(axis=1)]
    same = np.array(labels)[None, :] == guesses[:, None]
    nearest = np.where(same, asked @ known.T, -1.0).max(axis=1)
    return guesses, scores.max(axis=1) + NEARNESS * nearest


def choose_limit(data: Set, encoder: Encoder | None) -> float:
    """The threshold with the best correlation on training data, where whole intents were held out to stand for what is out of scope."""
    chance, labels = random.Random(SEED), np.array(data.train_labels)
    intents = sorted(set(data.train_labels))
    chance.shuffle(intents)
    found: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    for number in range(5):
        strangers = np.isin(labels, intents[number::5])
        inside, outside = np.flatnonzero(~strangers).tolist(), np.flatnonzero(strangers).tolist()
        chance.shuffle(inside)
        asked, kept = inside[: len(inside) // 4], inside[len(inside) // 4 :]
        outside = chance.sample(outside, min(len(outside), len(asked)))
        texts = [data.train[i] for i in [*asked, *outside]]
        guesses, surety = guess([data.train[i] for i in kept], labels[kept].tolist(), texts, encoder)
        found.append((guesses, surety, np.array([*labels[asked], *[OUTSIDE] * len(outside)])))
    return best_limit(*(np.concatenate(part) for part in zip(*found, strict=True)))[1]


def best_limit(guesses: np.ndarray, surety: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """The best Matthews correlation over the curve of thresholds, and the threshold it is at."""
    limits = np.unique(np.quantile(surety, np.linspace(0, 0.99, POINTS)))
    return max((float(matthews_corrcoef(truth, np.where(surety >= limit, guesses, OUTSIDE))), float(limit)) for limit in limits)


def read_hint3(name: str) -> Set:
    """HINT3 (Arora et al. 2020), full training set, labels v1."""
    folder = PUBLIC / "hint3" / "dataset" / "v1"
    train, test = (list(csv.DictReader((folder / part / f"{name}_{part}.csv").open(encoding="utf-8"))) for part in ("train", "test"))
    return Set([r["sentence"] for r in train], [r["label"] for r in train], [r["sentence"] for r in test], [r["label"] for r in test])


def read_banking() -> Set:
    """BANKING77 (Casanueva et al. 2020) with ten examples an intent, drawn with a fixed seed."""
    train, test = (list(csv.DictReader((PUBLIC / "banking77" / f"{part}.csv").open(encoding="utf-8"))) for part in ("train", "test"))
    by_label: dict[str, list[str]] = defaultdict(list)
    for row in train:
        by_label[row["category"]].append(row["text"])
    chance = random.Random(SEED)
    drawn = [(text, label) for label, texts in sorted(by_label.items()) for text in chance.sample(texts, SHOTS)]
    return Set([text for text, _ in drawn], [label for _, label in drawn], [r["text"] for r in test], [r["category"] for r in test])


def read_clinc() -> Set:
    """CLINC150 (Larson et al. 2019), full, with its out-of-scope test messages; its out-of-scope training messages are not used."""
    data = json.loads((PUBLIC / "clinc150" / "data_full.json").read_text(encoding="utf-8"))
    test = [*data["test"], *((text, OUTSIDE) for text, _ in data["oos_test"])]
    return Set([t for t, _ in data["train"]], [label for _, label in data["train"]], [t for t, _ in test], [label for _, label in test])


def median_ms(encoder: Encoder | None) -> float | None:
    """Milliseconds to embed a short sentence, at the median of 200."""
    if encoder is None:
        return None
    took = []
    for number in range(200):
        started = time.perf_counter()
        encoder.encode([f"how long does a plan take {number}"])
        took.append(time.perf_counter() - started)
    return round(float(np.median(took)) * 1000, 2)


def mean(values: Sequence[float | None]) -> float | None:
    """The mean of what is there."""
    there = [value for value in values if value is not None]
    return round(sum(there) / len(there), 4) if there else None


if __name__ == "__main__":
    sys.exit(main())
