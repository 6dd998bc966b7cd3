"""Whether a message looks for a service: sets written by hand, and the training examples of topics that are no searches."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
import yaml

from webhook.services.directory.asking import BOTH, SEARCH, asks_for, topic_of
from webhook.services.directory.filters import Chip
from webhook.services.directory.next import chip_taken_off, next_step, number_named, refines, says_wrong, words_to_send, words_to_take_off
from webhook.services.directory.price import least_price, take_price
from webhook.services.directory.question import read_question
from webhook.services.directory.vocabulary import load_vocabulary
from webhook.services.steps.plain import number_picked
from webhook.settings import ROOT

ASKED = [json.loads(line) for line in (ROOT / "tests" / "fixtures" / "directory_asked.jsonl").read_text("utf-8").splitlines()]
MONDAY = date(2026, 11, 23)
VOCABULARY = load_vocabulary(ROOT / "content")
PROCESS_ONLY = ("ehc_process", "escalation", "my_case", "surgeries")  # files of data/nlu in which nobody looks for a service


def decide(text: str) -> str | None:
    return asks_for(text, VOCABULARY, MONDAY)


def test_the_sets_are_large_enough_and_differ() -> None:
    assert sum(one["search"] is True for one in ASKED) >= 60 and sum(one["search"] is False for one in ASKED) >= 60
    assert len({one["text"].lower() for one in ASKED}) == len(ASKED)


@pytest.mark.parametrize("text", [one["text"] for one in ASKED if one["search"] is True])
def test_who_looks_for_a_service_gets_a_search(text: str) -> None:
    assert decide(text) == SEARCH


@pytest.mark.parametrize("text", [one["text"] for one in ASKED if one["search"] == "both"])
def test_who_also_asks_something_is_answered_first(text: str) -> None:
    assert decide(text) == BOTH


@pytest.mark.parametrize("text", [one["text"] for one in ASKED if one["search"] is False])
def test_an_ordinary_question_is_never_a_search(text: str) -> None:
    assert decide(text) is None


def test_examples_about_the_process_are_no_searches() -> None:
    """Some thousand messages that were written to train topics, none for this."""
    texts = []
    for name in PROCESS_ONLY:
        for entry in yaml.safe_load((ROOT / "data" / "nlu" / f"{name}.yml").read_text("utf-8"))["nlu"]:
            texts += [line.strip()[2:] for line in str(entry.get("examples") or "").splitlines() if line.strip().startswith("- ")]
    searched = [text for text in texts if decide(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)) == SEARCH]
    assert len(texts) > 1500
    assert len(searched) <= len(texts) / 500, searched


@pytest.mark.parametrize("text", ["", "?", "£", "near", "and", "a" * 1600, "clubs " * 300, "is there " * 200, "<script>alert(1)</script>", "\n.\n.\n", "near near near NW5 NW5"])
def test_strange_input_is_decided_too(text: str) -> None:
    assert decide(text) in (None, SEARCH, BOTH, "maybe")


@pytest.mark.parametrize(
    ("text", "topic"), [("short breaks near nw5", "short_breaks"), ("swimming", "holiday_clubs"), ("coffee morning", "parent_groups"), ("anything on saturday", "holiday_clubs")]
)
def test_a_search_counts_under_a_topic(text: str, topic: str) -> None:
    assert topic_of(read_question(text, VOCABULARY, today=MONDAY), VOCABULARY) == topic


def test_every_topic_of_the_vocabulary_is_one_and_every_kind_is_there() -> None:
    topics = {topic for ids in yaml.safe_load((ROOT / "content" / "topics.yml").read_text("utf-8")).values() for topic in ids}
    asking = VOCABULARY.raw["asking"]
    assert {*asking["topics"].values(), *asking["listed"]} <= topics
    assert {*asking["leisure"], *asking["whatever"], *asking["topics"]} - {"other"} <= set(VOCABULARY.raw["kinds"])
    assert all(isinstance(phrase, str) for name in ("seek", "beside", "after", "open", "things", "process", "explain") for phrase in asking[name]), "yes, no, on and off need quotes"
    assert all(isinstance(phrase, str) for phrases in asking["next"].values() for phrase in phrases)


# ---- What follows a list ----


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("MORE", "more"),
        ("more please", "more"),
        ("any others?", "more"),
        ("closer", "closer"),
        ("anything a bit closer", "closer"),
        ("too far", "closer"),
        ("any cheaper?", "cheaper"),
        ("is there anything cheaper", "cheaper"),
        ("too expensive", "cheaper"),
        ("text me these", "text"),
        ("can you text these to me please", "text"),
        ("Something here is wrong", "wrong"),
        ("more about the plan", None),
        ("how much closer is the tribunal", None),
        ("text me the date of the surgery", None),
        ("he needs more help at school", None),
        ("and if they miss that?", None),
    ],
)
def test_steps_are_whole_messages(text: str, step: str | None) -> None:
    assert next_step(text, VOCABULARY) == step


def test_every_button_sends_words_that_are_understood() -> None:
    assert all(next_step(words_to_send(step, VOCABULARY), VOCABULARY) == step for step in ("more", "closer", "cheaper", "text", "wrong"))
    chips = read_question("free swimming for an autistic 6 year old near NW5 on saturday morning, somali", VOCABULARY, today=MONDAY).chips
    assert len(chips) == 8
    assert [chip_taken_off(words_to_take_off(chip, VOCABULARY), chips, VOCABULARY) for chip in chips] == list(chips)
    assert chip_taken_off("remove age 6", chips, VOCABULARY) == Chip("age", "age 6")
    assert chip_taken_off("without a school", chips, VOCABULARY) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and on sundays?", True),
        ("in hampstead", True),
        ("what about a 9 year old", True),
        ("only free ones", True),
        ("near NW3 5AB please", True),
        ("how long does the plan take for a 9 year old", False),
        ("the school said no on sunday", False),
        ("thanks", False),
        ("is there a deadline on friday", False),
    ],
)
def test_only_filters_refine(text: str, expected: bool) -> None:
    assert refines(text, read_question(text, VOCABULARY, today=MONDAY), VOCABULARY) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("number 2 has closed down", True), ("that phone number is wrong", True), ("its out of date", True), ("the draft plan is wrong", False), ("that is fine", False)]
)
def test_wrong_is_about_a_record(text: str, expected: bool) -> None:
    assert says_wrong(text, VOCABULARY) is expected


def test_numbers_are_those_of_what_was_shown() -> None:
    assert [number_picked(text, 3) for text in ("2", "the second one", "last", "3 please", "4", "two clubs")] == [1, 1, 2, 2, None, None]
    assert number_picked("3", 2) is None
    assert [number_named("number 2 is wrong", 3), number_named("it is wrong", 3), number_named("it is wrong", 1), number_named("the third has moved", 2)] == [1, None, 0, None]


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("that isn't £40", 40.0),
        ("not £12.50", 12.5),
        ("under £5", 5.0),
        ("less than £ 10", 10.0),
        ("up to £5", 5.01),
        ("£5 or less", 5.01),
        ("no more than £8 a go", 8.01),
        ("costs £5", None),
        ("not over 10 pounds", 10.0),
        ("under 5s", None),
        ("", None),
    ],
)
def test_prices_are_read(text: str, below: float | None) -> None:
    assert take_price(text)[1] == below


@pytest.mark.parametrize(
    ("cost", "fees", "least"), [("free", "£2 for snacks", 0.0), ("paid", "£8 a day, £5 for siblings", 5.0), ("paid", None, None), (None, None, None), (None, "£4.50", 4.5)]
)
def test_what_a_service_costs_at_least(cost: str | None, fees: str | None, least: float | None) -> None:
    assert least_price(cost, fees) == least
