"""Decides, before anything else does, whether somebody may be in danger.

It runs on every message, with Rasa down and while staff hold the conversation. Written patterns and a learned classifier each have a voice, and clear
evidence from either is enough: a missed disclosure can cost a life. When the classifier breaks, the patterns decide; when both break, the message is
treated as a crisis.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from understanding.encoder import Encoder
from understanding.safety_cards import HUNGER, choose_card
from understanding.safety_everyday import EVERYDAY
from understanding.safety_flags import is_urgent_today
from understanding.safety_languages import english_of, is_abroad, read_danger_abroad
from understanding.safety_matcher import Hit, PatternBook, load_patterns
from understanding.safety_model import ALARMED, Row, SafetyModel, join
from understanding.safety_text import Span, clean, cut, windows

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data" / "safety"
MODEL = ROOT / "var" / "models" / "safety.npz"
LONGEST = 4000  # characters assessed; more than Twilio or the widget let through
WHOLE_CHARACTERS = 800  # of a message are read as a whole
EMBED_CHARACTERS = 360  # of windows beyond these are read, the most worrying first: the rest costs time and adds little
GENTLE = 0.52  # likelihood from which a harmless message is met with a kind sentence first
MAYBE_ABUSE = 0.3  # the phone is treated as watched well before it is certain (conduct 3)
SURE = 0.8  # alarm of the classifier that outweighs everyday words about a family, in a short message
HARD_DAYS = frozenset(day.name for day in EVERYDAY if not day.only)
PLAIN_DAYS = frozenset(day.name for day in EVERYDAY if day.only)
SURE_ONLY = frozenset({"family", "leaning", "homeless", "joking", "worn"}) | HARD_DAYS
ALMOST_NEVER = frozenset({"tired"}) | PLAIN_DAYS
ALL_BUT_CERTAIN = 0.92  # alarm of the classifier that outweighs a tired parent's everyday words
LENGTHS = ("short", "long", "letter")
LETTER = 25  # words from which a text of several sentences is a letter: its most worrying sentence is one of many
MEANING_OF_SHORT = 2.0  # times the words: a short message has few, and each weighs too much (docs/adr/0026)
ABROAD = 0.68  # alarm of the classifier that is believed of a text in another language, most of what it learnt being English (docs/adr/0024)
SWALLOWED = "medical_now"  # a rule: somebody who needs an ambulance is no sign of a watched phone
UNSURE = 0.75  # crisis as soon as its probability is this share of concern's
MISSING = Hit("missing_child", "crisis", "harm_to_child")


@dataclass(frozen=True)
class SafetyVerdict:
    """What safety detection says of one message. `why` names rules and heads, never the text."""

    lane: str | None  # "crisis", "concern", "gentle" or None
    topic: str | None = None
    flags: frozenset[str] = frozenset()
    score: float = 0.0
    why: tuple[str, ...] = ()
    card: str | None = None  # key in content/crisis.yml

    @property
    def alarmed(self) -> bool:
        return self.lane in ALARMED


# A whole message that is a word our own texts ask for, and no more, answers them. HELP is not among them: it is a cry as often as a word (conduct 6).
ASKED_FOR = re.compile(r"^\W*(?:not me|person|call|pass|more|text only|stop|start|yes|no|[1-9])\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Opinion:
    """What the classifier says: probabilities of the most worrying window."""

    crisis: float = 0.0
    concern: float = 0.0
    gentle: float = 0.0
    topic: str | None = None
    abuse: float = 0.0  # how likely it is that an alarm is about domestic abuse
    length: str = "short"  # "long" from two sentences on, "letter" from LETTER words: each has a threshold of its own
    abroad: bool = False  # said of a text in another language

    @property
    def alarm(self) -> float:
        return self.crisis + self.concern


class SafetyAssessor:
    """Patterns and classifier together. Safe to share between threads."""

    def __init__(self, model: SafetyModel | None, patterns: PatternBook | None = None) -> None:
        self.model = model
        self.patterns = patterns or load_patterns()

    @classmethod
    def load(cls, path: Path = MODEL, encoder: Encoder | None = None) -> SafetyAssessor:
        """Never raises for a missing or damaged model: the patterns alone still work, and `has_classifier` says so."""
        try:
            return cls(SafetyModel.load(Path(path), encoder))
        except Exception:
            log.exception("safety classifier not loaded; patterns alone")
            return cls(None)

    @classmethod
    def train(cls, data_dir: Path = DATA, out_path: Path = MODEL, encoder: Encoder | None = None) -> SafetyAssessor:
        from understanding.safety_training import choose_thresholds, read_ordinary

        ordinary = read_ordinary(Path(data_dir).parent / "nlu")
        model = SafetyModel.fit([*read_rows(Path(data_dir) / "train.jsonl"), *ordinary], encoder)
        model.thresholds = choose_thresholds(cls(model), read_rows(Path(data_dir) / "dev.jsonl"))
        model.save(Path(out_path))
        return cls(SafetyModel.load(Path(out_path), encoder))

    @property
    def has_classifier(self) -> bool:
        return self.model is not None

    def assess(self, text: str, today: date | None = None) -> SafetyVerdict:
        """The verdict on one message. `today` lets a written date count as urgent."""
        text = text[:LONGEST]
        if ASKED_FOR.match(text):
            return SafetyVerdict(None, None, frozenset(), 0.0, ("asked for",))
        hits, vetoes, errors = self._read_patterns(text)
        opinion, classifier_failed = self._ask_classifier(text)
        if errors and classifier_failed:
            return SafetyVerdict("crisis", None, frozenset(), 1.0, ("error",), "generic")
        verdict = self.combine(hits, vetoes, opinion)
        why = verdict.why + (("error:patterns",) if errors else ()) + (("error:classifier",) if classifier_failed else ())
        flags = self._flags(text, verdict, hits, opinion, today)
        rules = {reason.removeprefix("pattern:") for reason in verdict.why if reason.startswith("pattern:")}
        card = choose_card(text, verdict.lane, verdict.topic, rules) if verdict.lane in ALARMED else None
        return SafetyVerdict(verdict.lane, verdict.topic, flags, verdict.score, why, card)

    def combine(self, hits: Sequence[Hit], noted: Sequence[str], opinion: Opinion) -> SafetyVerdict:
        vetoes = [kind for kind in noted if kind != "missing"]
        thresholds = self.model.thresholds if self.model else {}
        usual = max(thresholds.get(self._threshold_name(opinion), 0.5), ABROAD if opinion.abroad else 0.0)
        cautious = usual + 0.15 if vetoes and not hits else usual
        limit = cautious if hits else ALL_BUT_CERTAIN if ALMOST_NEVER & set(vetoes) else SURE if SURE_ONLY & set(vetoes) else cautious
        raised = opinion.alarm >= limit
        if raised and not hits and opinion.topic == MISSING.topic and "missing" in noted:
            hits = [MISSING]
        why = tuple(f"pattern:{hit.rule}" for hit in hits) + tuple(f"veto:{kind}" for kind in vetoes)
        if raised:
            why += ("classifier",)
        if hits or raised:
            hunger_alone = {hit.rule for hit in hits} == HUNGER and (opinion.topic == "carer_breakdown" or opinion.crisis < opinion.concern)
            crisis = any(hit.lane == "crisis" for hit in hits) or (raised and not hunger_alone and opinion.crisis >= UNSURE * opinion.concern)
            topic = pick_topic(hits, opinion)
            return SafetyVerdict("crisis" if crisis else "concern", topic, frozenset(), max(opinion.alarm, 0.9 if hits else 0.0), why)
        if ({"leaning"} | PLAIN_DAYS) & set(vetoes):
            return SafetyVerdict(None, None, frozenset(), opinion.alarm, why)
        if opinion.gentle >= GENTLE or opinion.alarm >= 0.75 * cautious or HARD_DAYS & set(vetoes):
            return SafetyVerdict("gentle", None, frozenset(), opinion.alarm, (*why, "classifier:gentle"))
        return SafetyVerdict(None, None, frozenset(), opinion.alarm, why)

    def opinion(self, text: str) -> Opinion:
        """The classifier's view of a text as a whole; of a longer one the mean of that and of its most worrying window.

        Windows alone make every long and sad letter alarming, the whole alone loses a disclosure between six ordinary sentences.
        """
        if self.model is None or not text.strip():
            return Opinion()
        words, spans = cut(clean(text))
        seen = list(dict.fromkeys(windows(spans))) if len(spans) > 1 else []
        plain, embeddings = self.model.plain([text[:WHOLE_CHARACTERS], *(" ".join(words[start:end]) for start, end in seen)]), None
        alarms = self.model.alarms(plain, None)
        if self.model.can_embed:
            chosen, embeddings = self._embed(text, words, seen, alarms[1:])
            plain = plain[[0, *(1 + i for i in chosen)]]
            alarms = self.model.alarms(plain, embeddings, MEANING_OF_SHORT if not seen else 1.0)
        rows = [0] if len(alarms) == 1 else [0, 1 + int(np.argmax(alarms[1:]))]
        views = (plain[rows], None if embeddings is None else join(plain[rows], embeddings[rows]))
        alarm, crisis = float(alarms[rows].mean()), self._likely("lane", *views)["crisis"]
        topics = self._likely("topic", *views)
        feeling = self._likely("feeling", *views)["gentle"]
        return Opinion(alarm * crisis, alarm * (1 - crisis), feeling, max(topics, key=topics.__getitem__), topics["domestic_abuse"], length_of(words, spans))

    def _opinion_abroad(self, text: str) -> Opinion:
        """Of a text in another language: what its English sentences say, where they alarm, else the whole."""
        thresholds = self.model.thresholds if self.model else {}
        english = self.opinion(english_of(text))
        if english.alarm >= thresholds.get(self._threshold_name(english), 0.5):
            return english
        return replace(self.opinion(text), abroad=True)

    def _embed(self, text: str, words: Sequence[str], seen: Sequence[Span], alarms: np.ndarray) -> tuple[list[int], np.ndarray]:
        """Which windows were embedded, and the embeddings of the whole and of these.

        The whole is run once and its windows are pooled from it, as topics are (docs/adr/0009): on messages not learnt from that raises fewer false alarms
        at the same recall than reading each window alone, in half the time. What lies beyond the whole is read alone, the most worrying first.
        """
        assert self.model is not None
        features = self.model.features
        if not seen:
            return [], features.embed([text[:WHOLE_CHARACTERS]])
        within = int(np.searchsorted(np.cumsum([len(word) + 1 for word in words]), WHOLE_CHARACTERS + 1, side="right"))
        near = [i for i, (_start, end) in enumerate(seen) if end <= within]
        far = [i for i in range(len(seen)) if i not in near]
        embeddings = features.embed_runs(words[:within], [seen[i] for i in near])
        if far:
            texts = [" ".join(words[slice(*seen[i])]) for i in far]
            picked = most_worrying(texts, alarms[far], EMBED_CHARACTERS)
            far = [far[i] for i in picked]
            embeddings = np.vstack([embeddings, features.embed([texts[i] for i in picked])])
        return near + far, embeddings

    def _likely(self, kind: str, plain: Any, full: Any) -> dict[str, float]:
        """Each label of a head with its mean likelihood over the rows."""
        assert self.model is not None
        labels, chances = self.model.vote(kind, plain, full)
        return dict(zip(labels, chances.mean(axis=0).tolist(), strict=True))

    def _threshold_name(self, opinion: Opinion) -> str:
        return opinion.length + ("_full" if self.model and self.model.can_embed else "_plain")

    def _read_patterns(self, text: str) -> tuple[list[Hit], list[str], bool]:
        try:
            hits, vetoes = self.patterns.read(text)
            hits = [*(Hit(rule, "crisis", topic) for rule, topic in read_danger_abroad(text)), *hits]
        except Exception:
            log.exception("safety patterns failed")
            return [], [], True
        return hits, vetoes, False

    def _ask_classifier(self, text: str) -> tuple[Opinion, bool]:
        if self.model is None:
            return Opinion(), True
        try:
            return self._opinion_abroad(text) if is_abroad(text) else self.opinion(text), False
        except Exception:
            log.exception("safety classifier failed")
            return Opinion(), True

    def _flags(self, text: str, verdict: SafetyVerdict, hits: Sequence[Hit], opinion: Opinion, today: date | None) -> frozenset[str]:
        flags = set()
        told = {hit.rule for hit in hits}
        abuse = verdict.topic == "domestic_abuse" or any(hit.topic == "domestic_abuse" for hit in hits) or (opinion.abuse >= MAYBE_ABUSE and SWALLOWED not in told)
        if verdict.alarmed and abuse:
            flags.add("unsafe_phone")
        try:
            if is_urgent_today(text, today):
                flags.add("urgent_today")
        except Exception:
            log.exception("urgency not assessed")
        return frozenset(flags)


def pick_topic(hits: Sequence[Hit], opinion: Opinion) -> str | None:
    """The topic of the most serious patterns; where they disagree, the classifier chooses among them.

    Who tells of the other parent's violence to themselves gets the card that asks about the phone.
    """
    if any(hit.rule == "their_parent_violent" for hit in hits):
        return "domestic_abuse"
    worst = [hit for hit in hits if hit.lane == hits[0].lane]
    topics = list(dict.fromkeys(hit.topic for hit in worst))
    if not topics:
        return opinion.topic
    return opinion.topic if opinion.topic in topics else topics[0]


def length_of(words: Sequence[str], spans: Sequence[Span]) -> str:
    """Which threshold is for a text of so many words and sentences."""
    if len(spans) <= 1:
        return "short"
    return "letter" if len(words) >= LETTER else "long"


def most_worrying(parts: Sequence[str], alarm: np.ndarray, characters: int) -> list[int]:
    """Indexes of the windows with the highest alarm whose lengths fit the budget; always at least one."""
    chosen: list[int] = []
    for i in np.argsort(-alarm):
        if chosen and sum(len(parts[j]) for j in chosen) + len(parts[i]) > characters:
            continue
        chosen.append(int(i))
    return chosen


def read_rows(path: Path) -> list[Row]:
    """The labelled lines of one file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


if __name__ == "__main__":
    from understanding.safety_command import main

    main()
