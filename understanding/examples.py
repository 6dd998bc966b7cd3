"""Reads the training examples out of data/nlu, as plain pairs of text and label, for whoever trains or measures outside Rasa."""

from __future__ import annotations

from pathlib import Path

from understanding.training import DATA, fill_slots, read_council


def read_examples(folder: Path = DATA / "nlu") -> tuple[list[str], list[str]]:
    """Texts and labels (`faq/<topic>` or an intent), this council's names filled in."""
    import yaml

    council = read_council()
    texts: list[str] = []
    labels: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in item["examples"].splitlines():
                texts.append(fill_slots(line.removeprefix("-").strip(), council))
                labels.append(item["intent"])
    return texts, labels
