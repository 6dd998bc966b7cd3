"""After a run nothing of a case stands in the clear: no code, date of birth, reference, name or phone in any table but the case's own, in what Rasa was sent, in logs or metrics."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client import generate_latest
from sqlalchemy import select

from tests.family import MUM, REF, ask_for_code, codes_to, hear, put_on_record, say, verify
from tests.family import web as new_chat
from tests.update_steps import ask_status, write
from webhook.bootstrap import Parts
from webhook.services.readiness import count_states
from webhook.store.db import Base
from webhook.store.messages import Inbound

NAMES = ("Zebedee", "Quillonsample")
WRITTEN = (REF, "20417", "2017-03-14", "14/3/17", "14 march 2017", MUM, "7700900001")
CASE_TABLES = {"cases", "contacts", "case_changes"}


def run_everything(parts: Parts, folder: Path) -> list[str]:
    """The check in chat and by text, right and wrong, a status, what is asked after it, texts turned on, a code refused; the codes that were sent."""
    put_on_record(parts, folder, {"contact_name": NAMES[1]}, child_first_name=NAMES[0])
    for who in (new_chat(parts), MUM):
        ask_for_code(parts, who, born="14 march 2017")
        say(parts, who, "000000")
        verify(parts, who)
        with parts.db.writing() as session:
            session.query(Inbound).filter(Inbound.state == "received").update({"state": "done"})
        ask_status(parts, who)
        for words in ("is it late?", "1", f"my number is {MUM} and the case is {REF}", "born 14/3/17", f"{NAMES[0]} {NAMES[1]} ehcp where is it up to".lower()):
            write(parts, who, words)
    hear(parts, MUM, "NOT ME")
    write(parts, MUM, "NOT ME")
    return codes_to(parts, MUM)


def everything_kept(parts: Parts) -> Iterator[tuple[str, str]]:
    """Every value of every table but the case's own, with where it stands; bytes as they are on disk."""
    with parts.db.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name in CASE_TABLES:
                continue
            for row in session.execute(select(table)).mappings():
                for column, value in row.items():
                    text = value.decode("latin-1") if isinstance(value, bytes) else json.dumps(value, default=str, ensure_ascii=False)
                    yield f"{table.name}.{column}", text


def find_planted(kept: Iterator[tuple[str, str]], planted: list[str]) -> list[str]:
    """Where something planted stands."""
    return sorted({f"{place}: {secret}" for place, text in kept for secret in planted if secret.lower() in text.lower()})


def test_nothing_of_a_case_stands_in_the_clear(any_parts: Parts, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    codes = run_everything(any_parts, tmp_path)
    planted = [*codes, *NAMES, *WRITTEN]
    assert len(codes) >= 2 and find_planted(everything_kept(any_parts), planted) == []
    sent_to_rasa = json.dumps(any_parts.rasa.turns, default=str)  # type: ignore[attr-defined]
    assert find_planted(iter([("rasa", sent_to_rasa), ("log", caplog.text), ("metrics", generate_latest(count_states(any_parts)).decode())]), planted) == []
    assert any_parts.rasa.turns  # type: ignore[attr-defined]


def test_the_search_finds_what_is_planted(parts: Parts, tmp_path: Path) -> None:
    codes = run_everything(parts, tmp_path)
    with parts.db.writing() as session:
        session.query(Inbound).filter(Inbound.id == 1).update({"masked_text": f"it is {codes[0]} for {NAMES[0]}"})
    assert find_planted(everything_kept(parts), [*codes, *NAMES]) == [f"inbound.masked_text: {codes[0]}", f"inbound.masked_text: {NAMES[0]}"]
