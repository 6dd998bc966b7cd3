"""A writing call happens once: its result is stored with its effect, under its Idempotency-Key, and given again to whoever asks again (design 6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.store.conversations import FirstResult
from webhook.store.db import insert_once

MAX_KEY = 80


class KeyUsedForAnother(Exception):
    """The key was used before for another conversation: a mistake of the caller, never answered with somebody else's result."""


@dataclass(frozen=True)
class Outcome:
    """What an effect gives back, and the conversation whose outbox is to be looked at once it is committed."""

    result: dict[str, Any]
    send: str | None = None


def do_once(parts: Parts, *, call: str, key: str, conversation_id: str, effect: Callable[[Session], Outcome]) -> dict[str, Any]:
    """Run `effect` in one transaction with its stored result, unless the key is known: then only the first result is read.

    Of two calls at once, the second waits at the unique key until the first has committed (or does the work if that one failed).
    """
    stored_key = f"{call} {key}"
    with parts.db.writing() as session:
        if not insert_once(session, FirstResult, {"key": stored_key, "result": {}, "at": parts.clock.now()}):
            kept = session.get_one(FirstResult, stored_key).result
            if kept["conversation"] != conversation_id:
                raise KeyUsedForAnother
            return dict(kept["result"])
        outcome = effect(session)
        kept = {"conversation": conversation_id, "result": outcome.result}
        session.execute(update(FirstResult).where(FirstResult.key == stored_key).values(result=kept))
    if outcome.send:
        parts.queue.send(outcome.send)
    return outcome.result
