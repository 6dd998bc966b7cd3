"""Reads short replies to an open scene that no pattern read: which act each is, or nothing where that is not sure. Comes after the patterns, never instead of them.

One small `Classifier` for each scene: place (a surgery is being booked, offered or kept), case (after a status), check (of who is asking), list (services stand).
How sure it must be is chosen on lines of writers it has not learnt from. It takes nothing away: what is not read goes on as it would without it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from understanding.classifier import Classifier
from understanding.encoder import ROOT, Encoder
from understanding.features import Features, normalise
from understanding.fingerprint import fingerprint_understanding, hash_files

DATA = ROOT / "data" / "replies"
MODEL = ROOT / "var" / "models" / "replies.zip"
ORDINARY = ROOT / "data" / "nlu" / "local_offer.yml"  # questions of no scene at all
SCENES = ("place", "case", "check", "list")
ELSE, NO_ACT = "else", frozenset({"else", "question", "person"})  # what is none of a scene's acts, or answered better elsewhere
SURE, CERTAIN = 0.95, 0.98  # share that must be right of what is read on the development lines; CERTAIN: before anything is taken or given up
LONGEST, CHARACTERS = 40, 300  # words; longer ones say more than one thing
LEARN_ONE_OF, SHORT = 12, 16  # ordinary questions: one of so many, up to so many words
SCORES, GAPS = (-1.5, -0.8, -0.6, -0.4, -0.2, 0.0, 0.2, 0.4), tuple(step / 20 for step in range(50))  # the bars that are tried
LEAN = 0.6  # taken off the score of "else", of which more is learnt than of any act
BEYOND = (1, 2)  # writers who knew nothing of the code: each is left out once, to see how sure is sure enough
NEVER = 99.0  # a score that nothing reaches
Row = Mapping[str, Any]  # {"scene", "act", "text"} as in data/replies; "writer" in train.jsonl
Ranked = tuple[str, float, float, str]  # the likeliest act, its score, the second's, and the true act


@dataclass(frozen=True)
class Bar:
    """How high the best act's score must be, and how far above the second."""

    score: float = NEVER
    gap: float = NEVER

    def passed(self, best: float, second: float) -> bool:
        return best >= self.score and best - second >= self.gap


class ReplyReader:
    """A classifier for each scene with its bars. Safe to share between threads."""

    def __init__(self, classifiers: Mapping[str, Classifier], bars: Mapping[str, Bar] | None = None) -> None:
        self.classifiers = dict(classifiers)
        self.bars = dict(bars or {})  # by scene, and by "<scene> <act>" for what must be certain

    @classmethod
    def train(cls, out: Path = MODEL, encoder: Encoder | None = None) -> ReplyReader:
        """Learns from train.jsonl, chooses the bars on dev.jsonl and on each writer left out in turn, and writes one file."""
        learnt, ordinary = read_rows(DATA / "train.jsonl"), read_ordinary(ORDINARY)
        texts = [*(str(row["text"]) for row in learnt), *ordinary]
        known = dict(zip(texts, Features(encoder).embed(texts), strict=True))
        reader = cls.fit(learnt, ordinary, encoder, known)
        ranked = reader.rank_rows(read_rows(DATA / "dev.jsonl"))
        for writer in BEYOND:
            without = cls.fit([row for row in learnt if row["writer"] != writer], ordinary, encoder, known)
            for scene, more in without.rank_rows([row for row in learnt if row["writer"] == writer]).items():
                ranked[scene] += more
        for scene, found in ranked.items():
            acts = [one for one in found if one[0] not in NO_ACT]
            reader.bars[scene] = lowest_bar(acts, SURE)
            for act in {one[0] for one in acts}:
                reader.bars[f"{scene} {act}"] = lowest_bar([one for one in acts if one[0] == act], CERTAIN)
        reader.save(out)
        return cls.load(out, encoder)

    @classmethod
    def fit(cls, rows: Sequence[Row], ordinary: Sequence[str], encoder: Encoder | None, known: Mapping[str, np.ndarray]) -> ReplyReader:
        """The classifiers alone, without bars: nothing is read by them yet. `known`: the embeddings of all these texts."""
        classifiers = {}
        for scene in SCENES:
            texts, acts = examples_of(scene, rows, ordinary)
            classifiers[scene] = Classifier.fit(texts, acts, encoder, embeddings=np.array([known[text] for text in texts]))
        return cls(classifiers)

    def read(self, scene: str, text: str) -> tuple[str, bool]:
        """The act that a reply to a scene is, and whether it is near certain; "" where it is none of the scene's, or not sure enough."""
        if len(text.split()) > LONGEST or len(text) > CHARACTERS or not self.classifiers[scene].features.word_table.transform([normalise(text)]).nnz:
            return "", False  # too much, or not a word of it known
        act, best, second = next(self.rank(scene, [text]))
        if act in NO_ACT or not self.bars.get(scene, Bar()).passed(best, second):
            return "", False
        return act, self.bars.get(f"{scene} {act}", Bar()).passed(best, second)

    def rank(self, scene: str, texts: Sequence[str]) -> Iterator[tuple[str, float, float]]:
        """For each text the likeliest act, its score, and the second's."""
        classifier = self.classifiers[scene]
        lean = np.array([LEAN if label == ELSE else 0.0 for label in classifier.labels])
        for scores in classifier.scores(texts) - lean:
            order = np.argsort(scores)
            yield classifier.labels[order[-1]], float(scores[order[-1]]), float(scores[order[-2]])

    def rank_rows(self, rows: Sequence[Row]) -> dict[str, list[Ranked]]:
        """The same for labelled lines, by scene, each with its true act."""
        own = {scene: [row for row in rows if row["scene"] == scene] for scene in SCENES}
        return {scene: [(*found, row["act"]) for found, row in zip(self.rank(scene, [row["text"] for row in of]), of, strict=True)] for scene, of in own.items()}

    def save(self, path: Path) -> None:
        """One file in one step: the classifiers, the bars, and what they were made from."""
        with tempfile.TemporaryDirectory() as name:
            with zipfile.ZipFile(whole := Path(name) / path.name, "w", zipfile.ZIP_DEFLATED) as file:
                for scene, classifier in self.classifiers.items():
                    classifier.save(part := Path(name) / f"{scene}.npz")
                    file.write(part, part.name)
                about = {"inputs": hash_inputs(), "bars": {key: [bar.score, bar.gap] for key, bar in self.bars.items()}}
                file.writestr("about.json", json.dumps(about))
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f"{path.name}.tmp")
            beside.write_bytes(whole.read_bytes())
            beside.replace(path)

    @classmethod
    def load(cls, path: Path = MODEL, encoder: Encoder | None = None) -> ReplyReader:
        """Raises OSError where there is no file, ValueError for one that was made from other lines or code than these."""
        with tempfile.TemporaryDirectory() as name, zipfile.ZipFile(path) as file:
            about = json.loads(file.read("about.json"))
            if about["inputs"] != hash_inputs():
                raise ValueError("made from other inputs")
            file.extractall(name)
            classifiers = {scene: Classifier.load(Path(name) / f"{scene}.npz", encoder) for scene in SCENES}
        return cls(classifiers, {key: Bar(*values) for key, values in about["bars"].items()})


def hash_inputs() -> str:
    """One hash of the lines, the code and the weights that the file is made from."""
    files = [*DATA.glob("*.jsonl"), ORDINARY, Path(__file__)]
    return hashlib.sha256((hash_files(files) + fingerprint_understanding()).encode()).hexdigest()


def read_rows(path: Path) -> list[Row]:
    """The labelled lines of one file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def read_ordinary(path: Path) -> list[str]:
    """Short ordinary questions, chosen by the text, so that one line more or less moves no other."""
    import yaml

    blocks = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    lines = (line.removeprefix("- ").strip() for block in blocks for line in str(block["examples"]).splitlines())
    return [line for line in lines if line and len(line.split()) <= SHORT and crc32(line.encode()) % LEARN_ONE_OF == 0]


def examples_of(scene: str, rows: Sequence[Row], ordinary: Sequence[str]) -> tuple[list[str], list[str]]:
    """Texts and acts of one scene; ordinary questions, and what other scenes call none of theirs, are none of its acts."""
    own = [(row["text"], row["act"]) for row in rows if row["scene"] == scene]
    others = [(row["text"], ELSE) for row in rows if row["scene"] != scene and row["act"] == ELSE]
    texts, acts = zip(*own, *others, *((line, ELSE) for line in ordinary), strict=True)
    return list(texts), list(acts)


def lowest_bar(ranked: Sequence[Ranked], right: float) -> Bar:
    """The bar that most rightly read lines pass while at least this share of all that pass are right."""
    hit = np.array([act == true for act, _, _, true in ranked], dtype=bool)
    top, above = np.array([best for _, best, _, _ in ranked]), np.array([best - second for _, best, second, _ in ranked])
    most, chosen = 0, Bar()
    for score, gap in product(SCORES, GAPS):
        passing = hit[(top >= score) & (above >= gap)]
        if passing.sum() > most and passing.mean() >= right:
            most, chosen = int(passing.sum()), Bar(score, gap)
    return chosen


def measure(reader: ReplyReader, rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """For each scene: the share of acts that are read rightly, of what is read that is right, and of the rest that is wrongly read as an act."""
    shares: dict[str, dict[str, float]] = {}
    for scene in SCENES:
        own = [(row["act"], reader.read(scene, row["text"])[0]) for row in rows if row["scene"] == scene]
        acts, rest, said = [one for one in own if one[0] not in NO_ACT], [one for one in own if one[0] in NO_ACT], [one for one in own if one[1]]
        shares[scene] = {
            "lines": len(own),
            "read": round(sum(act == read for act, read in acts) / max(len(acts), 1), 3),
            "right": round(sum(act == read for act, read in said) / max(len(said), 1), 3),
            "rest_read": round(sum(bool(read) for _, read in rest) / max(len(rest), 1), 3),
        }
    return shares


def main() -> None:
    """Train, unless the file is of these very inputs, or measure a labelled file."""
    parser = argparse.ArgumentParser(prog="python -m understanding.replies")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("train", help="train the reader of short replies")
    measured = commands.add_parser("measure", help="measure a labelled file")
    measured.add_argument("file", type=Path)
    options = parser.parse_args()
    encoder = Encoder.load()
    try:
        reader = ReplyReader.load(MODEL, encoder)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        reader = ReplyReader.train(MODEL, encoder)
        print("bars", reader.bars)
    if options.command == "measure":
        print(json.dumps(measure(reader, read_rows(options.file)), indent=1))


if __name__ == "__main__":
    main()
