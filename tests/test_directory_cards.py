"""What a card says of a record: its price as the record has it, what is not stated, no code, and a day it was checked only where there is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sms_tools import text_in

from directory.run import Options, import_directory
from tests.directory_steps import Chat, own
from tests.test_directory_import import service, stored, write_lines
from webhook.bootstrap import Parts
from webhook.services.chat import read_messages

__all__ = ["own"]


@pytest.mark.parametrize(
    ("fees", "described", "cost", "kept"),
    [
        ("£3", "Free for carers", "paid", "£3; Free for carers"),
        (None, "Free for carers", None, "Free for carers"),
        (None, "Free if you get Universal Credit", None, "Free if you get Universal Credit"),
        (None, "Free for all", "free", "Free for all"),
        ("Free", None, "free", "Free"),
    ],
)
def test_what_is_free_for_some_is_not_called_free(parts: Parts, tmp_path: Path, fees: str | None, described: str | None, cost: str | None, kept: str) -> None:
    record = service(1, name="Trampoline club", fees=fees, fees_description=described)
    assert import_directory(parts, write_lines(tmp_path / "f.ndjson", [record]), Options()).written
    row = stored(parts)[record["id"]]
    assert (row.cost, row.record["fees"]) == (cost, kept)
    by_text = text_in(parts, "any trampoline clubs near NW5")[0]
    assert ("free" if kept in ("Free", "Free for all") else kept) in by_text
    assert cost == "free" or " free." not in by_text


@pytest.mark.parametrize(("fees", "said"), [("£4 a session", "£4"), ('"£8 a day, £5 for siblings"', "£8 a day, £5 for siblings"), ('"£3, free for carers"', "£3, free for carers")])
def test_a_price_that_is_not_everybodys_is_said_in_the_records_words(own: Any, fees: str, said: str) -> None:
    parts = own(f"r1,Swim club,Org,Swimming.,active,,,NW5 2AB,5,11,,swimming,Saturday,10:00,12:00,paid,{fees},no,2026-11-01,no")
    assert f", {said}." in text_in(parts, "swimming near NW5")[0]


def test_what_was_asked_for_and_is_not_stated_is_named_on_the_web_too(own: Any) -> None:
    parts = own("r1,Swim days,Org,Swimming.,active,,,NW5 2AB,5,11,,swimming,,,,free,,no,2026-11-01,no")
    chat = Chat(parts)
    assert "Not stated, so ask: days and times, needs" in chat.text("swimming for my autistic son on saturdays near NW5")
    assert "ask: needs & days" in text_in(parts, "swimming for my autistic son on saturdays near NW5")[0]


def test_a_line_that_does_not_answer_what_was_asked_is_no_answer(parts: Parts, tmp_path: Path) -> None:
    record = service(1, name="Swim camp", schedules=[{"description": "half-term holidays"}])
    assert import_directory(parts, write_lines(tmp_path / "f.ndjson", [record]), Options()).written
    said = Chat(parts).text("swimming on saturdays")
    assert "When: half-term holidays" in said and "days" in said.split("Not stated, so ask: ")[1].split("\n")[0].split(", ")


@pytest.mark.parametrize(
    ("description", "kept"),
    [
        ("<script>alert('x')</script> Bounce for autistic children", "Bounce for autistic children"),
        ("Real trampoline <SCRIPT src=x>alert(1)</script >fun<style>p{}</style>", "Real trampoline fun"),
        ("Bounce <script>never closed", "Bounce"),
        ("<p>Bounce</p> if a < b", "Bounce if a < b"),
        ("<script>" * 50_000, None),
    ],
)
def test_code_in_a_description_is_no_text(parts: Parts, tmp_path: Path, description: str, kept: str | None) -> None:
    record = service(1, name="Trampoline club", description=description)
    assert import_directory(parts, write_lines(tmp_path / "f.ndjson", [record]), Options()).written
    assert stored(parts)[record["id"]].record["description"] == kept


def test_no_day_is_named_where_nobody_checked(parts: Parts, own: Any) -> None:
    own("r1,Swim club,Org,Swimming.,active,,,NW5 2AB,5,11,,swimming,Saturday,10:00,12:00,free,,no,,no")
    chat = Chat(parts)
    chat.say("swimming near NW5")
    assert read_messages(parts, chat.id)[-1]["checked"] == ""
