"""SEND surgeries: said as they are; the wish to be told and the wish to come are kept once and reach a person."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.family import MUM, hear, web, write_csv
from webhook.bootstrap import Parts
from webhook.services.imports.surgeries import import_surgeries
from webhook.services.render.lookup import render_lookup
from webhook.services.render.surgeries import take_surgery_number
from webhook.services.safety.assess import assess_inbound
from webhook.services.surgeries.surgeries import upcoming_surgeries
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Turn
from webhook.services.turn.record import record_turn
from webhook.store.duty import Handover
from webhook.store.surgeries import SurgeryRequest

ROW = {
    "surgery_id": "S1",
    "date": "2026-12-04",
    "start": "09:30",
    "end": "11:30",
    "venue": "Sample School",
    "address": "1 Sample Street",
    "access": "step-free; quiet room",
}


def put_surgeries(parts: Parts, folder: Path, *rows: dict[str, str]) -> None:
    assert import_surgeries(parts, write_csv(folder / "s.csv", [ROW | row for row in rows])).written


def read(parts: Parts) -> dict[str, Any]:
    with parts.db.reading() as session:
        return upcoming_surgeries(session, parts.clock.now())


def ask(parts: Parts, who: str, words: str, wants: str = "info", picked: bool = False) -> Turn:
    _, message = hear(parts, who, words)
    heard = assess_inbound(parts, message)
    assert heard is not None
    heard.intent = "surgery_info" if picked else None
    turn = take_surgery_number(parts, heard) or render_lookup(parts, heard, {"say": "surgeries", "wants": wants, **read(parts)})
    assert turn is not None and turn.lane == "lookup"
    record_turn(parts, heard, turn)
    return turn


def wishes(parts: Parts) -> list[tuple[str, str]]:
    with parts.db.reading() as session:
        return [(wish.surgery_key, wish.state) for wish in session.query(SurgeryRequest)]


def test_coming_dates_soonest_first_and_none_that_is_over(any_parts: Parts, tmp_path: Path) -> None:
    later, over, today = (
        {"surgery_id": "S2", "date": "2026-11-30", "status": "full"},
        {"surgery_id": "S3", "date": "2026-11-20"},
        {"surgery_id": "S4", "date": "2026-11-23"},
    )
    put_surgeries(any_parts, tmp_path, {}, later, over, today)
    found = read(any_parts)
    assert [(row["surgery_id"], row["status"]) for row in found["surgeries"]] == [("S2", "full"), ("S1", "open")]
    assert found["next_open"] == "S1"
    any_parts.clock.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # type: ignore[attr-defined]
    assert read(any_parts)["surgeries"][0]["surgery_id"] == "S4"


def test_the_words_in_chat(parts: Parts, tmp_path: Path) -> None:
    put_surgeries(
        parts,
        tmp_path,
        {"languages": "Somali"},
        {"surgery_id": "S2", "date": "2026-12-18", "status": "cancelled"},
        {"surgery_id": "S3", "date": "2027-01-08", "start": ""},
    )
    text = ask(parts, web(parts), "when is the next surgery").replies[0].text
    assert "Friday 4 December 2026, 9:30am to 11:30am. Sample School, 1 Sample Street. Access: step-free, quiet room. Languages: Somali." in text
    assert "Friday 18 December 2026" in text and "This one will not happen." in text
    assert "Friday 8 January 2027. Sample School" in text


def test_by_sms_what_fits_and_more(parts: Parts, tmp_path: Path) -> None:
    put_surgeries(parts, tmp_path, *({"surgery_id": f"S{n}", "date": f"2026-12-{n:02}", "address": "An address of some length, Sample Road"} for n in range(4, 9)))
    seen, words, picked = [], "when is the next one", False
    for _ in range(6):
        turn = ask(parts, MUM, words, picked=picked)
        seen += [day for day in range(4, 9) if f" {day} Dec" in turn.replies[0].text]
        assert count_segments(turn.replies[0].text) <= 2
        if not turn.changes["options"]:
            break
        words, picked = "more", True
    assert seen == [4, 5, 6, 7, 8]


def test_none_yet_and_told_by_text(parts: Parts) -> None:
    turn = ask(parts, MUM, "when is the next surgery")
    assert "Shall I text you" in turn.replies[0].text and turn.changes["options"] == ["surgery_info", "deny"]
    for _ in range(2):
        saved = ask(parts, MUM, "1", picked=True)
    assert "Saved" not in turn.replies[0].text and wishes(parts) == [("next", "asked")]
    assert saved.lane == "lookup"


def test_in_chat_the_number_is_asked_for_and_reaches_a_person(parts: Parts) -> None:
    who = web(parts)
    ask(parts, who, "are there any surgery dates please")
    assert "number" in ask(parts, who, "1", picked=True).replies[0].text
    assert "Saved" in ask(parts, who, "07700 900001").replies[0].text
    with parts.db.reading() as session:
        handover = session.query(Handover).one()
    assert handover.kind == "surgery_book" and handover.callback_sealed and parts.vault.open(handover.callback_sealed) == "07700 900001"


@pytest.mark.parametrize("times", [1, 2])
def test_a_wish_to_come_reaches_a_person_once(parts: Parts, tmp_path: Path, times: int) -> None:
    put_surgeries(parts, tmp_path, {})
    for _ in range(times):
        turn = ask(parts, MUM, "book me a slot at the surgery in december", wants="book")
    assert turn.topics == ["surgery_book"] and "book me a slot" in turn.replies[0].text and "Nothing is booked" in turn.replies[0].text
    assert wishes(parts) == [("S1", "asked")]
    with parts.db.reading() as session:
        assert session.query(Handover).one().summary.count("book me a slot") == 1
