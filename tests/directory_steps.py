"""What tests of the directory in a conversation share: services to find, and a chat message by message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from directory.run import Options, import_directory
from directory.samples import load_samples
from tests.conftest import Verdict
from tests.duty_steps import chat_in
from tests.sms_tools import rows
from webhook.bootstrap import Parts
from webhook.clients.rasa import FakeRasa
from webhook.store.messages import Inbound, Message

MIXED = "what is respite and who does it near NW5"
BOY = "anything for a 6 year old autistic boy near Kentish Town on Saturdays that isn't £40?"
NUMBER, PHONE = "+447700900555", "07700 900555"
COLUMNS = "service_id,name,organisation,description,status,url,phone,postcode,min_age,max_age,needs,categories,days,opens,closes,cost,fees,referral,checked_on,sample"


@pytest.fixture
def directory(any_parts: Parts) -> Iterator[Parts]:
    """The sample services on each store; Rasa answers everything with short breaks."""
    load_samples(any_parts)
    any_parts.rasa = FakeRasa(default=[{"say": "answer", "topics": ["short_breaks"], "confidence": 0.9}])
    yield any_parts


@pytest.fixture
def own(parts: Parts, tmp_path: Path) -> Any:
    """A directory of one's own rows, real ones, on SQLite."""

    def load(*lines: str) -> Parts:
        path = tmp_path / "own.csv"
        path.write_text("\n".join([COLUMNS, *lines]) + "\n", "utf-8")
        assert import_directory(parts, str(path), Options(allow_drop=True)).written
        return parts

    return load


class Chat:
    """One web conversation, message by message."""

    def __init__(self, parts: Parts) -> None:
        self.parts, self.id, self.seen = parts, "", 0

    def say(self, text: str, verdict: Verdict | None = None) -> list[Message]:
        self.id = chat_in(self.parts, text, self.id, verdict)
        new = [message for message in rows(self.parts, Message, conversation_id=self.id) if message.id > self.seen]
        self.seen = max((message.id for message in new), default=self.seen)
        return [message for message in new if message.sender == "bot"]

    def text(self, text: str) -> str:
        return "\n".join(message.text for message in self.say(text))

    def lane(self) -> str:
        return str(rows(self.parts, Inbound, conversation_id=self.id)[-1].lane)


def titles(message: Message) -> list[str]:
    return [button["title"] for button in message.buttons]


def names(text: str) -> list[str]:
    return re.findall(r"^\d\. (.+)$", text, re.MULTILINE)
