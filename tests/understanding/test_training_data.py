"""The examples the assistant learns from: many voices, no templates, and nothing that also stands in a test set."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import yaml
from scipy import sparse

from understanding.encoder import Encoder
from understanding.examples import read_examples
from understanding.features import Features, NgramTable, normalise, word_ngrams
from understanding.replies import SCENES

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
REPLIES = {"train": ROOT / "data" / "replies" / "train.jsonl", "dev": ROOT / "data" / "replies" / "dev.jsonl", "test": FIXTURES / "replies_test.jsonl"}
LEAST_EXAMPLES = 40  # of every topic that has an answer
WORDS_ALIKE, MEANING_ALIKE = 0.7, 0.93  # cosines; two examples above both are one example written twice


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def plain(text: object) -> str:
    """Without case and marks; a message of a few words ("thank you", "ehcp timescales?") may stand anywhere, so it counts as empty."""
    words = re.sub(r"\W+", " ", str(text).lower()).split()
    return " ".join(words) if len(words) > 4 else ""


@pytest.fixture(scope="module")
def examples() -> tuple[list[str], list[str]]:
    return read_examples()


def test_every_answer_has_enough_examples(examples: tuple[list[str], list[str]]) -> None:
    count = Counter(label.removeprefix("faq/") for label in examples[1])
    groups = yaml.safe_load((ROOT / "content" / "topics.yml").read_text(encoding="utf-8"))
    topics = [topic for group in ("local_offer", "ehc_process", "escalation") for topic in groups[group]]
    assert {topic: count[topic] for topic in topics if count[topic] < LEAST_EXAMPLES} == {}


def test_no_example_stands_in_a_test_set(examples: tuple[list[str], list[str]]) -> None:
    learnt = {plain(text) for text in examples[0]} | {plain(row["text"]) for path in (ROOT / "data").glob("*/*.jsonl") for row in rows(path)}
    names = ("topics_test.jsonl", "long_test.jsonl", "safety_test.jsonl", "languages.jsonl", "replies_test.jsonl")
    tested = {name: {plain(row["text"]) for row in rows(FIXTURES / name)} - {""} for name in names}
    assert {name: sorted(texts & learnt) for name, texts in tested.items()} == {name: [] for name in tested}


def alike_in_words(texts: list[str]) -> list[tuple[int, int]]:
    """Pairs whose words and pairs of words overlap enough to be worth a closer look."""
    clean = [normalise(text) for text in texts]
    table = NgramTable(word_ngrams).fit(clean, least_texts=1)
    matrix = table.transform(clean)
    alike = sparse.triu(matrix @ matrix.T, k=1, format="coo")  # tens of millions of pairs share a word: they are sifted as an array
    near = alike.data >= WORDS_ALIKE
    return list(zip(alike.row[near].tolist(), alike.col[near].tolist(), strict=True))


def near_duplicates(texts: list[str], encoder: Encoder | None) -> list[tuple[str, str]]:
    """Pairs alike in words and, where the weights are installed, in meaning."""
    pairs = alike_in_words(texts)
    near = sorted({i for pair in pairs for i in pair})
    vectors = dict(zip(near, Features(encoder).embed([texts[i] for i in near]), strict=True))
    meaning = np.array([vectors[i] @ vectors[j] for i, j in pairs])
    return [(texts[i], texts[j]) for (i, j), value in zip(pairs, meaning, strict=True) if encoder is None or value >= MEANING_ALIKE]


def test_the_guard_finds_a_near_duplicate() -> None:
    texts = ["how long does the council have to decide", "How long does the council have to decide?!", "who pays for the taxi to school"]
    assert near_duplicates(texts, Encoder.load()) == [(texts[0], texts[1])]


def test_no_example_is_written_twice(examples: tuple[list[str], list[str]]) -> None:
    texts = [text for text in examples[0] if len(text.split()) > 4]
    assert near_duplicates(texts, Encoder.load()) == []


def test_no_short_reply_stands_in_two_files_or_twice_in_one() -> None:
    """Short ones count too: they are all there is to learn from. A wording may mean something else in another scene."""
    read = {name: [(row["scene"], " ".join(str(row["text"]).lower().split())) for row in rows(path)] for name, path in REPLIES.items()}
    for name, lines in read.items():
        others = {line for other, of in read.items() if other != name for line in of}
        assert sorted(set(lines) & others) == [] and sorted(line for line, count in Counter(lines).items() if count > 1) == [], name


@pytest.mark.parametrize("scene", SCENES)
def test_no_short_reply_is_written_twice(scene: str) -> None:
    texts = [str(row["text"]) for path in REPLIES.values() for row in rows(path) if row["scene"] == scene and len(str(row["text"]).split()) > 4]
    assert near_duplicates(texts, Encoder.load()) == []


def test_disclosures_have_look_alikes_beside_them() -> None:
    """Enough of both, and pairs one detail apart."""
    learnt = [row for name in ("train", "dev") for row in rows(ROOT / "data" / "safety" / f"{name}.jsonl")]
    alarming = [row for row in learnt if row["lane"] in ("crisis", "concern")]
    pairs = Counter(row["pair"] for row in learnt if "pair" in row)
    assert len(alarming) >= 400 and len(learnt) - len(alarming) >= 800
    assert sum(count == 2 for count in pairs.values()) >= 80
