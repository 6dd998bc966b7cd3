"""A card: its price as the record has it, what is not stated, no code, the day it was checked; what is asked and said of the one that was opened; and what comes where nothing fits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from directory.run import Options, import_directory
from tests.directory.test_directory_import import service, stored, write_lines
from tests.directory_steps import NUMBER, Chat, directory, own
from tests.sms_tools import rows, text_in
from webhook.bootstrap import Parts
from webhook.clients.rasa import FakeRasa
from webhook.services.chat import read_messages
from webhook.store.directory_use import DirectoryReport
from webhook.store.duty import Handover

__all__ = ["directory", "own"]


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


OTHER = "+447700900556"
SWIM = 'r1,Swim club,Org,"Swimming, with a pool hoist.",active,,020 7946 0000,NW5 2AB,5,11,,swimming,Saturday,10:00,12:00,free,,no,2026-11-01,no'


@pytest.mark.parametrize("text", ["is it open", "is there lunch", "is it noisy", "is it step free?"])
def test_a_question_about_the_one_that_was_opened_gets_its_card_and_who_knows_the_rest(own: Any, text: str) -> None:
    parts = own(SWIM)
    chat = Chat(parts)
    chat.say("swimming near NW5")
    chat.say("1")
    said = chat.text(text)
    assert "Swim club" in said and "Ask them about the rest." in said
    assert rows(parts, DirectoryReport) == []


@pytest.mark.parametrize(
    "text", ["is it right that they must give us a plan", "are they allowed to refuse an assessment", "is it true that my officer has left", "its been hard on my son and he is not sleeping"]
)
def test_what_is_not_about_the_one_that_was_opened_goes_its_way(own: Any, text: str) -> None:
    parts = own(SWIM)
    parts.rasa = FakeRasa(default=[{"say": "answer", "topics": ["tribunal"], "confidence": 0.9}])
    chat = Chat(parts)
    chat.say("swimming near NW5")
    chat.say("1")
    chat.say(text)
    assert chat.lane() == "answer" and rows(parts, DirectoryReport) == []


@pytest.mark.parametrize("text", ["its not free its £3", "they only do tuesdays", "it starts at 11am now", "no it's not on saturdays", "that club isnt step free"])
def test_that_something_else_is_so_is_a_report_of_the_record(own: Any, text: str) -> None:
    parts = own(SWIM)
    chat = Chat(parts)
    chat.say("swimming near NW5")
    chat.say("1")
    assert "I have passed this to the people who keep the list: Swim club." in chat.text(text)
    assert [report.words for report in rows(parts, DirectoryReport)] == [text]


@pytest.mark.parametrize("text", ["it needs to be free", "it should be on sundays", "is it free?", "it has to be for a 6 year old"])
def test_a_wish_is_no_report(own: Any, text: str) -> None:
    parts = own(SWIM)
    chat = Chat(parts)
    chat.say("swimming near NW5")
    chat.say("1")
    chat.say(text)
    assert rows(parts, DirectoryReport) == []


def test_where_a_thing_is_on_no_record_what_is_like_it_comes_first(directory: Parts) -> None:
    said = text_in(directory, "horse riding near NW3 for 8yo")[0]
    assert said.startswith("The list has nothing on horse, riding.") and "1 Sample: dance and movement" in said
    assert "1 Sample: wheelchair basketball" in text_in(directory, "karate club for 15 yr old near NW1", number=OTHER)[0]
    assert "days out" not in text_in(directory, "activities for a 6 year old near NW3", number=NUMBER)[0]


@pytest.mark.parametrize("text", ["yes ask someone please", "can you get me somebody", "get a real person", "pass it on to staff", "ask someone to help"])
def test_somebody_is_fetched_in_other_words_than_ours(directory: Parts, text: str) -> None:
    text_in(directory, "scuba diving for my deaf daughter 15 in NW2 on mondays under a fiver")
    text_in(directory, text)
    assert [handover.kind for handover in rows(directory, Handover)] == ["person"]


@pytest.mark.parametrize("text", ["ask someone about dla", "the school should ask someone", "get someone sacked", "how do i find a person who signs"])
def test_other_sentences_with_somebody_in_them_fetch_nobody(directory: Parts, text: str) -> None:
    text_in(directory, text)
    assert rows(directory, Handover) == []


def test_yes_where_nothing_was_found_and_a_person_was_offered_brings_one(own: Any) -> None:
    parts = own(SWIM)
    assert "PERSON" in text_in(parts, "trampolining on sundays for my 19 year old near NW5")[0]
    text_in(parts, "yes please")
    assert [handover.kind for handover in rows(parts, Handover)] == ["person"]


@pytest.mark.parametrize("text", ["what time", "what time?", "and what times is it on", "opening times please", "what days is it on"])
def test_the_times_of_the_one_that_was_opened_are_said_and_not_its_card_again(directory: Parts, text: str) -> None:
    text_in(directory, "swimming near NW5 for my 8 year old")
    card = text_in(directory, "1")[0]
    said = text_in(directory, text)[0]
    name, times = said.split(": ")[1], said.split(": ")[2].split(". ")[0]
    assert card.startswith(f"Sample: {name}.") and times in card and "am" in times and len(said) < len(card) / 2


@pytest.mark.parametrize("text", ["what time does school finish", "what time is the surgery"])
def test_other_times_are_not_its_own(directory: Parts, text: str) -> None:
    text_in(directory, "swimming near NW5 for my 8 year old")
    card = text_in(directory, "1")
    assert text_in(directory, text) != card
