"""What a message is about: its topics, how sure that is, and what to ask when it is not sure.

One linear model ranks the whole message and each part of a long one. The figures that turn ranks into decisions are measured by
`python -m understanding.calibrate` on examples the model had not seen, and kept in `thresholds.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from understanding.encoder import Encoder
from understanding.linear import LinearClassifier, softmax
from understanding.splitter import Part, split_message

FAQ = "faq/"
THRESHOLDS_FILE = Path(__file__).with_name("thresholds.json")
MAX_TOPICS = 3
MAX_PARTS = 12  # the end of a long message holds its questions
DETAIL = re.compile(r"\[(?:case ref|date|code)\]")
FILLER = re.compile(
    r"\b(?:its|it's|it is|is|the|my|a|and|ref|reference|number|code|dob|date of birth|birthday|born|on|here|hi|hello|ok|sorry|that|this)\b|\W+", re.I
)

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


Topic = dict[str, str | float | bool]  # topic, confidence, and whether it has an answer or is a task


@dataclass(frozen=True)
class Thresholds:
    """Measured figures; see `calibrate.py` for what each trades."""

    temperature: float = 1.0  # divides scores, so that "0.7" is right about seven times in ten
    whole_weight: float = 0.6  # of the whole message against its most telling part
    sure: float = 0.3  # below this the person is asked instead
    extra: float = 0.6  # a part must be this sure of another topic to add it
    extra_whole: float = 0.02  # and the whole message must allow that topic this much
    option: float = 0.05  # an option offered must be this likely

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

    def __init__(self, classifier: LinearClassifier, thresholds: Thresholds | None = None) -> None:
        self.classifier = classifier
        self.thresholds = thresholds or Thresholds.read()

    @classmethod
    def train(cls, texts: Sequence[str], labels: Sequence[str], encoder: Encoder | None) -> TopicModel:
        """Fits a model; two or more labels."""
        return cls(LinearClassifier.fit(texts, labels, encoder))

    def save(self, path: Path) -> None:
        """One file, written in one step."""
        self.classifier.save(path)

    @classmethod
    def load(cls, path: Path, encoder: Encoder | None) -> TopicModel:
        """Reads what `save` wrote, in either environment."""
        return cls(LinearClassifier.load(path, encoder))

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every label with its likelihood for the whole message and its parts together, best first."""
        _, combined, _ = self._read(text)
        return self._ranking(combined)

    def understand(self, text: str) -> Understanding:
        """The whole decision about one message."""
        if only_details(text):
            return certain("case_status" if "[case ref]" in text else "case_identity")
        if ASKED_WORD.match(text):
            return certain("handover_request")
        if not text.strip():
            return certain("nonsense")
        parts, combined, by_part = self._read(text)
        return decide(self.classifier.labels, parts, combined, by_part, self.thresholds)

    def _read(self, text: str) -> tuple[list[Part], np.ndarray, np.ndarray]:
        parts = split_message(text)[-MAX_PARTS:]
        texts = [text, *(part.text for part in parts)] if len(parts) > 1 else [text]
        scores = self.classifier.scores(texts)
        combined, by_part = combine(scores, parts, self.thresholds)
        return parts, combined, by_part

    def _ranking(self, probabilities: np.ndarray) -> list[tuple[str, float]]:
        return [(self.classifier.labels[i], float(probabilities[i])) for i in np.argsort(-probabilities)]


def certain(intent: str) -> Understanding:
    """A decision that needs no model."""
    return Understanding(intent, [as_topic(intent, 1.0)], False, [], 1.0, [(intent, 1.0)])


def combine(scores: np.ndarray, parts: list[Part], thresholds: Thresholds) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities of the message as a whole, and of each part. The first row of scores is the whole text."""
    probabilities = softmax(scores / thresholds.temperature)
    if len(scores) == 1:
        return probabilities[0], probabilities
    by_part = probabilities[1:]
    asking = [row for row, part in zip(by_part, parts, strict=True) if part.asks] or list(by_part)
    blend = thresholds.whole_weight * probabilities[0] + (1 - thresholds.whole_weight) * np.mean(asking, axis=0)
    return blend, by_part


def decide(labels: Sequence[str], parts: list[Part], combined: np.ndarray, by_part: np.ndarray, thresholds: Thresholds) -> Understanding:
    """What the probabilities mean for the person: topics to answer, or options to ask about."""
    order = np.argsort(-combined)
    ranking = [(labels[i], float(combined[i])) for i in order[:10]]
    intent, confidence = ranking[0]
    unsure = confidence < thresholds.sure
    options = [topic_of(label) for label, likely in ranking[:3] if likely >= thresholds.option and is_offered(label)] if unsure else []
    found = {intent: confidence}
    if len(parts) > 1:
        for part, row in zip(parts, by_part, strict=True):
            best = int(np.argmax(row))
            if part.asks and row[best] >= thresholds.extra and combined[best] >= thresholds.extra_whole and is_offered(labels[best]):
                found.setdefault(labels[best], float(row[best]))
    kept = dict(list(found.items())[:1] + sorted(list(found.items())[1:], key=lambda item: -item[1])[: MAX_TOPICS - 1])
    topics: list[Topic] = [as_topic(label, likely) for label, likely in by_urgency(kept, intent)]
    return Understanding(intent, topics, unsure, options if len(options) > 1 else [], round(confidence, 4), ranking)


def by_urgency(found: dict[str, float], intent: str) -> list[tuple[str, float]]:
    """Most urgent first, else the message's own order of likelihood; a task (looking up a case, a person) stays first."""
    return sorted(found.items(), key=lambda item: (not (item[0] == intent and not item[0].startswith(FAQ)), URGENCY.get(topic_of(item[0]), ORDINARY)))


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
