"""What a message is about: its topics, how sure that is, and what to ask when it is not sure.

One model ranks the whole message, its linear half also each part of a longer one in its context. Where two parts are clearly about different things, both are
answered; else the whole decides. The figures that turn ranks into
decisions are measured by `python -m understanding.calibrate` on examples the model had not seen, and kept in `thresholds.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from understanding.classifier import Classifier, softmax
from understanding.encoder import Encoder
from understanding.splitter import split_message

FAQ = "faq/"
THRESHOLDS_FILE = Path(__file__).with_name("thresholds.json")
MAX_TOPICS = 3
MAX_PARTS = 8  # the end of a long message holds its questions; what comes before them counts as one part
LEAST_WORDS = 5  # of a part that may be a question of its own
DETAIL = re.compile(r"\[(?:case ref|date|code)\]")
FILLER = re.compile(r"\b(?:its|it's|it is|is|the|my|a|and|ref|reference|number|code|dob|date of birth|birthday|born|on|here|hi|hello|ok|sorry|that|this)\b|\W+", re.I)

# Single words we ask for in our own texts mean what we said they mean.
ASKED_WORD = re.compile(r"^\W*(?:pass|person|call)(?:\s+(?:it on|me|please|pls))*\W*$", re.I)

# What cannot wait comes first: no place or lessons now, then what has a legal deadline, then the rest; what merely informs comes last.
URGENCY = {
    **dict.fromkeys(("camhs_mental_health", "exclusion_reduced_timetable", "out_of_school_provision", "school_transport", "attendance_ebsa"), 0),
    **dict.fromkeys(("tribunal", "mediation", "ehcna_refused", "ehcp_not_issued", "ehcp_draft", "ehcp_late", "phase_transfer", "provision_not_delivered"), 1),
    **dict.fromkeys(("local_offer_what", "news_events", "parent_groups", "service_standards", "holiday_clubs", "ehcp_what"), 3),
}
ORDINARY = 2
# Besides answers, what may be offered as one of "did you mean" choices.
OFFERED_INTENTS = ("case_status", "case_update_details", "surgery_info", "surgery_book", "handover_request", "privacy_data", "feedback")


Run = tuple[int, int]  # neighbouring parts of a message: the first, and the one after the last
Topic = dict[str, str | float | bool]  # topic, confidence, and whether it has an answer or is a task


@dataclass(frozen=True)
class Thresholds:
    """Measured figures; see `calibrate.py` for what each trades."""

    temperature: float = 0.16  # divides scores, so that "0.7" is right about seven times in ten
    sure: float = 0.4  # below this the person is asked instead
    second: float = 0.9  # a part must be this sure of its topic to be a question of its own
    also: float = 1.0  # the second label of a single question must be this likely to be answered too
    option: float = 0.02  # an option offered must be this likely

    @classmethod
    def read(cls, path: Path = THRESHOLDS_FILE) -> Thresholds:
        """The measured figures, or cautious defaults where none were written."""
        return cls(**json.loads(path.read_text())) if path.is_file() else cls()


@dataclass(frozen=True)
class Understanding:
    """The decision about one message. `intent` is a label of the training data, `topics` are ids of answers and tasks, most urgent first."""

    intent: str
    topics: list[Topic]
    unsure: bool
    options: list[str]
    confidence: float
    ranking: list[tuple[str, float]] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


class TopicModel:
    """Trained on labelled messages (`faq/<topic>` or a plain intent), kept in one file."""

    def __init__(self, classifier: Classifier, thresholds: Thresholds | None = None) -> None:
        self.classifier = classifier
        self.thresholds = thresholds or Thresholds.read()

    @classmethod
    def train(cls, texts: Sequence[str], labels: Sequence[str], encoder: Encoder | None) -> TopicModel:
        """Fits a model; two or more labels."""
        return cls(Classifier.fit(texts, labels, encoder))

    def save(self, path: Path) -> None:
        """One file, written in one step."""
        self.classifier.save(path)

    @classmethod
    def load(cls, path: Path, encoder: Encoder | None) -> TopicModel:
        """Reads what `save` wrote, in either environment."""
        return cls(Classifier.load(path, encoder))

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every label with its likelihood for the whole message, best first."""
        return rank_labels(self.classifier.labels, softmax(self.classifier.scores([text]) / self.thresholds.temperature)[0])

    def understand(self, text: str) -> Understanding:
        """The whole decision about one message."""
        if only_details(text):
            return certain("case_status" if "[case ref]" in text else "case_identity")
        if ASKED_WORD.match(text):
            return certain("handover_request")
        if not text.strip():
            return certain("nonsense")
        parts = parts_of(text)
        return decide(self.classifier.labels, runs_of(parts), softmax(score_runs(self.classifier, parts) / self.thresholds.temperature), self.thresholds)


def parts_of(text: str) -> list[str]:
    """The parts of a message, the oldest of too many joined."""
    parts = [part.text for part in split_message(text)] or [text]
    return parts if len(parts) <= MAX_PARTS else [" ".join(parts[: 1 - MAX_PARTS]), *parts[1 - MAX_PARTS :]]


def runs_of(parts: Sequence[str]) -> list[Run]:
    """Where a question of its own may stand: each part, and each two neighbours, that have enough words."""
    words = [len(part.split()) for part in parts]
    runs = [(start, end) for start in range(len(parts)) for end in (start + 1, start + 2) if end <= len(parts) and end - start < len(parts)]
    return [(start, end) for start, end in runs if sum(words[start:end]) >= LEAST_WORDS]


def score_runs(classifier: Classifier, parts: Sequence[str]) -> np.ndarray:
    """Scores of the whole message, then the margins of the whole and of `runs_of` its parts, shape (2 + runs, labels)."""
    runs = runs_of(parts)
    texts = [" ".join(parts), *(" ".join(parts[start:end]) for start, end in runs)]
    embeddings = classifier.features.embed_runs(parts, runs)
    margins = classifier.margins(texts, embeddings)
    return np.vstack([margins[:1] + classifier.closeness(embeddings[:1]), margins])


def find_questions(labels: Sequence[str], runs: Sequence[Run], rows: np.ndarray, sure: float) -> dict[str, float]:
    """Labels that a run, or the whole (the first row), is this sure of; the surest first, and nothing is read twice."""
    found: dict[str, float] = {}
    taken: set[int] = set()
    everything = set(range(max((end for _, end in runs), default=1)))
    spans = [everything, *(set(range(start, end)) for start, end in runs)]
    for row in np.argsort(-rows.max(axis=1)):
        label, likely = labels[int(np.argmax(rows[row]))], float(rows[row].max())
        if likely < sure or len(found) == MAX_TOPICS:
            break
        if is_offered(label) and not spans[row] & taken:
            found.setdefault(label, likely)
            taken |= spans[row]
    return found


def rank_labels(labels: Sequence[str], row: np.ndarray) -> list[tuple[str, float]]:
    """Every label with its likelihood, best first."""
    return [(labels[int(i)], float(row[i])) for i in np.argsort(-row)]


def certain(intent: str) -> Understanding:
    """A decision that needs no model."""
    return Understanding(intent, [as_topic(intent, 1.0)], False, [], 1.0, [(intent, 1.0)])


def decide(labels: Sequence[str], runs: Sequence[Run], rows: np.ndarray, thresholds: Thresholds) -> Understanding:
    """What the likelihoods of `score_runs` (the whole; the whole and its runs by margins alone) mean for the person: topics to answer, or options to ask about."""
    ranking = rank_labels(labels, rows[0])
    found, (first, likely) = find_questions(labels, runs, rows[1:], thresholds.second), ranking[0]
    if len(found) < 2:
        ordered = [(first, likely), *close_second(ranking, thresholds.also)]
    else:
        if first in found:
            found = {first: found.pop(first), **found}  # what the message as a whole is about stands first among equals
        ordered = by_urgency(found)
    intent, confidence = ordered[0]
    unsure = confidence < thresholds.sure
    options = [topic_of(label) for label, likely in ranking[:3] if likely >= thresholds.option and is_offered(label)] if unsure else []
    topics = [as_topic(label, likely) for label, likely in ordered]
    return Understanding(intent, topics, unsure, options if len(options) > 1 else [], round(confidence, 4), ranking[:10])


def close_second(ranking: Sequence[tuple[str, float]], least: float) -> list[tuple[str, float]]:
    """The other answer a single question may have wanted, if it is this likely; never more likely than not, and never beside a task."""
    (first, _), *others = ranking[:2]
    return [(label, likely) for label, likely in others if likely >= least and first.startswith(FAQ) and label.startswith(FAQ)]


def by_urgency(found: dict[str, float]) -> list[tuple[str, float]]:
    """Tasks (a case, a person, a surgery) first, then the most urgent answer; among equals the order given."""
    return sorted(found.items(), key=lambda item: (item[0].startswith(FAQ), URGENCY.get(topic_of(item[0]), ORDINARY)))


def topic_of(label: str) -> str:
    """The id of a topic from its label."""
    return label[len(FAQ) :] if label.startswith(FAQ) else label


def as_topic(label: str, likely: float) -> Topic:
    """One entry of `topics`."""
    return {"topic": topic_of(label), "confidence": round(likely, 4), "answer": label.startswith(FAQ)}


def is_offered(label: str) -> bool:
    """Whether it can be a second topic or a choice: greetings and nonsense cannot."""
    return label.startswith(FAQ) or label in OFFERED_INTENTS


def only_details(text: str) -> bool:
    """Nothing but a masked reference, date or code, with words like "it's" around it."""
    return bool(DETAIL.search(text)) and not FILLER.sub("", DETAIL.sub("", text))
