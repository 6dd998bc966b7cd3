"""Measures the topic model on messages it has not seen and sets its thresholds: `python -m understanding.calibrate`.

Five-fold cross-validation, and long messages of one to three topics written for this (data/long/dev.jsonl). What is optimised is said beside each
figure; the result is `thresholds.json` (in the repository, so every machine decides alike).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from understanding.classifier import Classifier, softmax
from understanding.encoder import Encoder
from understanding.examples import read_examples
from understanding.features import Features
from understanding.topics import THRESHOLDS_FILE, Run, Thresholds, Understanding, decide, parts_of, rank_labels, runs_of, score_runs, topic_of
from understanding.training import DATA, fill_slots, read_council

FOLDS = 5
SEED = 11
LONG = DATA / "long" / "dev.jsonl"
# What a decision is worth to the person. A question back costs a text and a wait; a wrong answer names its topic and the way on, so it is seen to be wrong.
# A second answer is short and says what it is for: right, it saves the message; in vain, it is something more to read.
WORTH = {"right": 1.0, "wrong": -0.4, "asked well": 0.3, "asked in vain": -0.2, "right in second place": 0.5, "second in vain": -0.15}


@dataclass(frozen=True)
class Unseen:
    """One message scored by a model that never saw it; `truth` has one label, or more for a longer message."""

    truth: tuple[str, ...]
    runs: list[Run]
    scores: np.ndarray  # of `score_runs`


def assign_folds(labels: Sequence[str], folds: int = FOLDS) -> np.ndarray:
    """The same share of every label in each fold."""
    shuffle, by_label = random.Random(SEED), defaultdict(list)
    for index, label in enumerate(labels):
        by_label[label].append(index)
    fold = np.zeros(len(labels), dtype=int)
    for _, indexes in sorted(by_label.items()):
        shuffle.shuffle(indexes)
        for position, index in enumerate(indexes):
            fold[index] = position % folds
    return fold


def read_long(labels: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Long messages of one to three topics, written to choose by; no example of training, and none of a test."""
    known, council = {topic_of(label): label for label in labels}, read_council()
    rows = [json.loads(line) for line in LONG.read_text(encoding="utf-8").splitlines()]
    return [(fill_slots(row["text"], council), tuple(known[topic] for topic in row["topics"])) for row in rows]


def score_unseen(texts: Sequence[str], labels: Sequence[str], encoder: Encoder | None) -> tuple[list[str], list[Unseen]]:
    """Every example, scored by a model trained on the other folds, and the long messages, shared out among those models."""
    fold, longer = assign_folds(labels), read_long(sorted(set(labels)))
    embeddings = Features(encoder).embed(texts)
    unseen: list[Unseen] = []
    names: list[str] = []
    for number in range(FOLDS):
        kept, held = np.where(fold != number)[0], np.where(fold == number)[0]
        model = Classifier.fit([texts[i] for i in kept], [labels[i] for i in kept], encoder, embeddings=embeddings[kept])
        names = model.labels
        messages = [*((texts[i], (labels[i],)) for i in held), *longer[number::FOLDS]]
        unseen.extend(Unseen(truth, runs_of(parts_of(text)), score_runs(model, parts_of(text))) for text, truth in messages)
        print(f"fold {number + 1} of {FOLDS}", file=sys.stderr, flush=True)
    return names, unseen


def understand(names: Sequence[str], message: Unseen, thresholds: Thresholds) -> Understanding:
    """The decision the thresholds would lead to."""
    return decide(names, message.runs, softmax(message.scores / thresholds.temperature), thresholds)


def calibrate(names: list[str], unseen: list[Unseen]) -> Thresholds:
    """One figure after the other, each measured with those before it."""
    single = [message for message in unseen if len(message.truth) == 1]
    column = {name: position for position, name in enumerate(names)}
    whole, truth = np.stack([message.scores[0] for message in single]), np.array([column[message.truth[0]] for message in single])

    def surprise(temperature: float) -> float:
        return -float(np.mean(np.log(softmax(whole / temperature)[np.arange(len(truth)), truth] + 1e-9)))

    found = Thresholds(temperature=min(np.arange(0.1, 2.01, 0.02).round(2).tolist(), key=surprise), second=2.0)
    sures = np.arange(0.1, 0.61, 0.02).round(2).tolist()
    found = replace(found, sure=max(sures, key=lambda sure: sum(worth(names, message, replace(found, sure=sure)) for message in single)))
    seconds = np.arange(0.5, 0.96, 0.05).round(2).tolist()
    found = replace(found, second=max(seconds, key=lambda second: topics_f1(names, unseen, replace(found, second=second))))
    alsos = np.arange(0.05, 0.51, 0.01).round(2).tolist()
    return replace(found, also=max(alsos, key=lambda also: sum(worth(names, message, replace(found, also=also)) for message in single)))


def worth(names: Sequence[str], message: Unseen, thresholds: Thresholds) -> float:
    """What the decision about one message is worth to the person."""
    found = understand(names, message, thresholds)
    if not found.unsure:
        if found.intent not in message.truth:
            return WORTH["right in second place" if topic_of(message.truth[0]) in named(found) else "wrong"]
        return WORTH["right"] + WORTH["second in vain"] * (len(found.topics) - 1)
    return WORTH["asked well" if topic_of(message.truth[0]) in found.options else "asked in vain"]


def named(found: Understanding) -> set[str]:
    """The topics that a decision answers."""
    return {str(topic["topic"]) for topic in found.topics}


def topics_f1(names: Sequence[str], messages: Sequence[Unseen], thresholds: Thresholds) -> float:
    """Over all topics named. Messages of several topics weigh ten times: people write one long message for three short ones, here it is one for 80."""
    hits = answered = wanted = 0.0
    for message in messages:
        weight = 1.0 if len(message.truth) == 1 else 10.0
        found = named(understand(names, message, thresholds))
        truth = {topic_of(label) for label in message.truth}
        hits, answered, wanted = hits + weight * len(found & truth), answered + weight * len(found), wanted + weight * len(truth)
    return 2 * hits / (answered + wanted)


def report(names: Sequence[str], unseen: Sequence[Unseen], thresholds: Thresholds) -> dict[str, object]:
    """Everything worth knowing about the model, for docs/benchmarks."""
    single = [message for message in unseen if len(message.truth) == 1]
    longer = [message for message in unseen if len(message.truth) > 1]
    ranked = [[label for label, _ in rank_labels(names, message.scores[0])[:3]] for message in single]
    pairs = list(zip(single, ranked, strict=True))
    by_topic: dict[str, list[bool]] = defaultdict(list)
    for message, ranking in pairs:
        by_topic[topic_of(message.truth[0])].append(ranking[0] == message.truth[0])
    confused = Counter((topic_of(message.truth[0]), topic_of(ranking[0])) for message, ranking in pairs if ranking[0] != message.truth[0])
    decisions = [understand(names, message, thresholds) for message in single]
    sure = [(found, message) for found, message in zip(decisions, single, strict=True) if not found.unsure]
    unsure = [(found, message) for found, message in zip(decisions, single, strict=True) if found.unsure]
    return {
        "examples": len(single),
        "labels": len(names),
        "top1": np.mean([ranking[0] == message.truth[0] for message, ranking in pairs]),
        "top3": np.mean([message.truth[0] in ranking[:3] for message, ranking in pairs]),
        "answered": len(sure) / len(single),
        "right_when_answered": np.mean([found.intent == message.truth[0] for found, message in sure]),
        "option_right_when_asked": np.mean([topic_of(message.truth[0]) in found.options for found, message in unsure]),
        "right_first_or_offered": np.mean([topic_of(message.truth[0]) in named(found) | set(found.options) for found, message in zip(decisions, single, strict=True)]),
        "second_topic_added_to_single": np.mean([len(found.topics) > 1 for found in decisions]),
        "topics_f1_of_messages_with_several": topics_f1(names, longer, thresholds),
        "confused": [f"{truth} as {found}: {count}" for (truth, found), count in confused.most_common(30)],
        "by_topic": {topic: round(float(np.mean(right)), 2) for topic, right in sorted(by_topic.items(), key=lambda item: np.mean(item[1]))},
    }


def main() -> None:
    """Measure, and write the thresholds unless told not to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report-only", action="store_true", help="measure with the thresholds there are")
    only = parser.parse_args().report_only
    names, unseen = score_unseen(*read_examples(), Encoder.load())
    thresholds = Thresholds.read() if only else calibrate(names, unseen)
    if not only:
        THRESHOLDS_FILE.write_text(json.dumps(asdict(thresholds), indent=2) + "\n")
    print(json.dumps({"thresholds": asdict(thresholds), **report(names, unseen, thresholds)}, indent=1, default=lambda number: round(float(number), 4)))


if __name__ == "__main__":
    main()
