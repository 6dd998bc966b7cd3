"""The reader of short replies: how well it reads writers it has not learnt from, what it leaves, and what happens without its file."""

from __future__ import annotations

import json
import logging
import zipfile
from pathlib import Path

import pytest

from understanding import replies
from understanding.encoder import Encoder
from understanding.fingerprint import model_sources
from understanding.replies import DATA, NO_ACT, SCENES, Bar, ReplyReader, lowest_bar, measure, read_rows
from webhook.services.turn.reply_model import load_replies
from webhook.settings import ROOT

FROZEN = ROOT / "tests" / "fixtures" / "replies_test.jsonl"
LARGEST = 5_000_000  # bytes of the file


@pytest.mark.parametrize("name", [DATA / "dev.jsonl", FROZEN])
def test_most_acts_of_writers_it_has_not_learnt_from_are_read_and_little_else_is(reader: ReplyReader, name: Path) -> None:
    for scene, shares in measure(reader, read_rows(name)).items():
        assert shares["read"] >= 0.5 and shares["right"] >= 0.85 and shares["rest_read"] <= 0.15, (scene, shares)


def test_every_line_is_of_a_scene_and_every_act_has_lines() -> None:
    acts: dict[str, set[str]] = {scene: set() for scene in SCENES}
    for name in (DATA / "train.jsonl", DATA / "dev.jsonl", FROZEN):
        found: dict[str, set[str]] = {scene: set() for scene in SCENES}
        for row in read_rows(name):
            found[row["scene"]].add(row["act"])
        acts = acts if any(acts.values()) else found
        assert found == acts, name


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("text", ["", " ", "?!", "\u0000", "na " * 500, "x" * 1600, "[date] [name]"])
def test_nothing_and_too_much_are_not_read(reader: ReplyReader, scene: str, text: str) -> None:
    act, certain = reader.read(scene, text)
    assert (act, certain) == ("", False) or text == "[date] [name]"


def test_what_is_near_certain_is_sure_as_well(reader: ReplyReader) -> None:
    for row in read_rows(DATA / "dev.jsonl"):
        act, certain = reader.read(row["scene"], row["text"])
        assert act not in NO_ACT and (act or not certain)


def test_the_bar_is_the_lowest_that_is_right_often_enough() -> None:
    ranked = [("yes", 1.0, 0.0, "yes")] * 9 + [("yes", 0.5, 0.45, "no")] + [("yes", 0.5, 0.3, "yes")] * 10
    assert lowest_bar(ranked, 0.95).passed(0.5, 0.3) and not lowest_bar(ranked, 0.99).passed(0.5, 0.45)
    assert not lowest_bar([("yes", 1.0, 0.0, "no")], 0.95).passed(9.0, 0.0) and not Bar().passed(9.0, 0.0)


def test_a_missing_damaged_or_older_file_leaves_the_patterns_alone_and_is_said_once(reader: ReplyReader, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    older, damaged = tmp_path / "older.zip", tmp_path / "damaged.zip"
    reader.save(older)
    assert load_replies(None, older) is not None
    with zipfile.ZipFile(older) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["about.json"] = json.dumps({**json.loads(parts["about.json"]), "inputs": "of another day"}).encode()
    with zipfile.ZipFile(older, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    damaged.write_bytes(b"PK")
    for path in (tmp_path / "none.zip", older, damaged):
        caplog.clear()
        with caplog.at_level(logging.ERROR):
            assert load_replies(None, path) is None
        assert len(caplog.records) == 1 and "patterns alone" in caplog.text


def test_it_reads_without_the_weights_too(reader: ReplyReader, tmp_path: Path) -> None:
    reader.save(tmp_path / "replies.zip")
    assert (tmp_path / "replies.zip").stat().st_size < LARGEST
    plain = ReplyReader.load(tmp_path / "replies.zip", None)
    assert plain.read("place", "not a chance of it ever") in ((act, sure) for act in ("", "no", "leave", "cannot_come") for sure in (True, False))


def test_rasa_is_not_trained_anew_for_it() -> None:
    assert Path(replies.__file__) not in model_sources()


def test_other_lines_make_another_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = replies.hash_inputs()
    monkeypatch.setattr(replies, "ORDINARY", ROOT / "data" / "nlu" / "everyday.yml")
    assert replies.hash_inputs() != before


def test_the_encoder_is_shared_with_the_safety_check() -> None:
    class Model:
        class features:
            encoder = Encoder.load()

    class Safety:
        model = Model

    found = load_replies(Safety())  # type: ignore[arg-type]
    if found is not None:
        assert all(classifier.features.encoder is Model.features.encoder for classifier in found.classifiers.values())
