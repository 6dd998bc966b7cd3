"""What tests of the ladder share: the ladder, a chat in which a topic is answered, and a copy of the content to spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.sms_tools import rows
from webhook.app import create_app
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.answers.escalation import Ladder
from webhook.services.turn.work import work_conversation
from webhook.settings import ROOT
from webhook.store.messages import Message

TRIED_TWO = "ive emailed 5 times and rung the duty line"
CHANNELS = ("web", "sms")


@pytest.fixture
def ladder(content: Content) -> Ladder:
    return content.ladder


def answer_with(parts: Parts, *topics: str) -> None:
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": topic, "confidence": 0.9} for topic in topics], "confidence": 0.9}]


@pytest.fixture
def chat(parts: Parts) -> Callable[[str], list[str]]:
    """Say something in one web chat; what the assistant said to it."""
    client = create_app(parts).test_client()
    opened = client.post("/chat/conversations").get_json()
    said = iter(range(100))

    def say(text: str) -> list[str]:
        before = len(rows(parts, Message, sender="bot"))
        body = {"client_id": str(next(said)), "text": text}
        assert client.post(f"/chat/conversations/{opened['id']}/messages", json=body, headers={"Authorization": f"Bearer {opened['token']}"}).status_code == 202
        work_conversation(parts, opened["id"])
        return [row.text for row in rows(parts, Message, sender="bot")[before:]]

    return say


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path / "content"


def spoil(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    raw = yaml.safe_load(path.read_text("utf-8"))
    change(raw)
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")
