"""What tests of learnt replies share: the reader of these very lines, trained if this machine has none yet."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from understanding.encoder import Encoder
from understanding.replies import MODEL, ReplyReader


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> ReplyReader:
    """As the worker loads it."""
    encoder = Encoder.load()
    try:
        return ReplyReader.load(MODEL, encoder)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return ReplyReader.train(Path(tmp_path_factory.mktemp("replies")) / "replies.zip", encoder)
