"""Nobody waits behind a family that keeps writing: the real queue file, drained in its own order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.sms_tools import ANSWER, rows, take_in
from webhook.bootstrap import Parts
from webhook.clients.queue import HueyQueue
from webhook.clients.rasa import FakeRasa
from webhook.services.texts.inbox import sms_conversation_id
from webhook.services.turn.work import work_conversation
from webhook.store.messages import Inbound

BUSY, PATIENT = "+447700900101", "+447700900102"


def real_queue(parts: Parts, path: Path) -> HueyQueue:
    """The queue of `make run` in place of the list that only remembers."""
    queue = HueyQueue(path)
    queue.on_work = lambda conversation_id: work_conversation(parts, conversation_id)
    queue.on_send = lambda conversation_id: None
    parts.queue = queue  # type: ignore[assignment]
    return queue


def work_one(queue: HueyQueue) -> bool:
    """What a worker thread does once; False when nothing waits."""
    task = queue.huey.dequeue()
    if task is not None:
        queue.huey.execute(task)
    return task is not None


class QuickRasa(FakeRasa):
    """Whenever the busy family gets an answer, it has written again already, until it has nothing more to say."""

    def __init__(self, parts: Parts, texts: list[str]) -> None:
        super().__init__(default=ANSWER)
        self.parts, self.texts = parts, texts

    def turn(self, sender: str, text: str, metadata: dict[str, Any], intent: str | None = None) -> list[dict[str, Any]]:
        """As the fake's, and one more text on its way."""
        if metadata["conversation"] == sms_conversation_id(self.parts, BUSY) and self.texts:
            take_in(self.parts, self.texts.pop(0), BUSY)
        return super().turn(sender, text, metadata, intent)


def test_who_came_first_is_answered_before_the_next_message_of_a_busy_family(any_parts: Parts, tmp_path: Path) -> None:
    any_parts.rasa = QuickRasa(any_parts, ["what does a keyworker do", "where is the sensory room", "can I get a bus pass for him"])
    queue = real_queue(any_parts, tmp_path / "queue.db")
    take_in(any_parts, "how long does a plan take", BUSY)
    take_in(any_parts, "who decides which school is named", PATIENT)
    while work_one(queue):
        pass
    names = {sms_conversation_id(any_parts, BUSY): "busy", sms_conversation_id(any_parts, PATIENT): "patient"}
    assert [names[turn[2]["conversation"]] for turn in any_parts.rasa.turns] == ["busy", "patient", "busy", "busy", "busy"]
    assert [row.state for row in rows(any_parts, Inbound)] == ["done"] * 5


def test_one_job_is_enough_for_all_that_a_family_wrote(any_parts: Parts, tmp_path: Path) -> None:
    any_parts.rasa.default = ANSWER
    queue = real_queue(any_parts, tmp_path / "queue.db")
    for text in ("how long does a plan take", "and who do I ring"):
        take_in(any_parts, text, BUSY)
    while queue.length() > 1:
        queue.huey.dequeue()  # one job is left for both messages
    while work_one(queue):
        pass
    assert [row.state for row in rows(any_parts, Inbound)] == ["done"] * 2
