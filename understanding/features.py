"""What a classifier sees of a text: words, pieces of words, and meaning.

Word pairs catch "refused to assess", pieces of words survive typos and phone spelling, the sentence embedding catches what was said in other words.
The n-gram part is written here rather than pickled from scikit-learn, because two environments with different versions read the same file.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import numpy as np
from scipy import sparse

from understanding.encoder import DIMENSIONS, Encoder
from understanding.jargon import spell_out

EMBEDDING_WEIGHT = 2.0  # measured on messages of writers the model had not read (docs/adr/0009)
WORD = re.compile(r"\[[a-z ]+\]|[^\W_]+(?:'[^\W_]+)*")
QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})

Analyser = Callable[[str], Iterable[str]]


def normalise(text: str) -> str:
    """Lower case, plain quotes, single spaces, shorthand written out, and "sooooo" cut to "sooo"."""
    text = unicodedata.normalize("NFKC", text).translate(QUOTES).lower()
    return spell_out(re.sub(r"(.)\1{3,}", r"\1\1\1", " ".join(text.split())))


def word_ngrams(text: str) -> Iterable[str]:
    """Words and pairs of neighbouring words."""
    words = WORD.findall(text)
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))


def piece_ngrams(text: str) -> Iterable[str]:
    """Runs of 2 to 5 characters inside each word, the word's edges marked by a space."""
    for word in text.split():
        padded = f" {word} "
        for size in range(2, 6):
            if len(padded) < size:
                break
            yield from (padded[start : start + size] for start in range(len(padded) - size + 1))


class NgramTable:
    """Tf-idf with sublinear counts and unit rows, kept as a word list and one array."""

    def __init__(self, analyser: Analyser, words: Sequence[str] = (), idf: np.ndarray | None = None) -> None:
        self.analyser = analyser
        self.words = list(words)
        self.idf = np.asarray(idf if idf is not None else [], dtype=np.float32)
        self._index = {word: column for column, word in enumerate(self.words)}

    def fit(self, texts: Sequence[str], least_texts: int) -> NgramTable:
        """Learns the n-grams that occur in at least `least_texts` texts."""
        found: Counter[str] = Counter()
        for text in texts:
            found.update(set(self.analyser(text)))
        self.words = sorted(word for word, count in found.items() if count >= least_texts)
        counts = np.array([found[word] for word in self.words], dtype=np.float64)
        self.idf = (np.log((1 + len(texts)) / (1 + counts)) + 1).astype(np.float32)
        self._index = {word: column for column, word in enumerate(self.words)}
        return self

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        columns: list[int] = []
        values: list[np.ndarray] = []
        starts = [0]
        for text in texts:
            counts = Counter(column for word in self.analyser(text) if (column := self._index.get(word)) is not None)
            row = np.array([1 + np.log(count) for count in counts.values()], dtype=np.float32) * self.idf[np.array(list(counts), dtype=np.int64)]
            norm = float(np.linalg.norm(row)) or 1.0
            columns.extend(counts)
            values.append(row / np.float32(norm))
            starts.append(len(columns))
        shape = (len(texts), len(self.words))
        return sparse.csr_matrix((np.concatenate(values or [np.zeros(0, dtype=np.float32)]), np.array(columns, dtype=np.int32), starts), shape=shape)


class Features:
    """Word n-grams, piece n-grams and, where the weights are installed, the sentence embedding."""

    def __init__(self, encoder: Encoder | None) -> None:
        self.encoder = encoder
        self.word_table = NgramTable(word_ngrams)
        self.piece_table = NgramTable(piece_ngrams)

    def fit(self, texts: Sequence[str]) -> Features:
        clean = [normalise(text) for text in texts]
        self.word_table.fit(clean, least_texts=1)
        self.piece_table.fit(clean, least_texts=2)
        return self

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """The embeddings alone, to compute once and use for several classifiers. Zeros without an encoder."""
        clean = [normalise(text) for text in texts]
        return self.encoder.encode(clean) if self.encoder else np.zeros((len(texts), DIMENSIONS), dtype=np.float32)

    def embed_runs(self, pieces: Sequence[str], runs: Sequence[tuple[int, int]]) -> np.ndarray:
        """The embedding of a text cut into pieces, then those of runs of its pieces (`Encoder.encode_runs`). Zeros without an encoder."""
        clean = [normalise(piece) for piece in pieces]
        return self.encoder.encode_runs(clean, runs) if self.encoder else np.zeros((1 + len(runs), DIMENSIONS), dtype=np.float32)

    def transform(self, texts: Sequence[str], embeddings: np.ndarray | None = None) -> sparse.csr_matrix:
        clean = [normalise(text) for text in texts]
        vectors = embeddings if embeddings is not None else self.embed(texts)
        blocks = [self.word_table.transform(clean), self.piece_table.transform(clean), sparse.csr_matrix(EMBEDDING_WEIGHT * vectors)]
        return sparse.hstack(blocks, format="csr", dtype=np.float32)
