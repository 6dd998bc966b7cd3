"""Splitting, ranking and deciding, on a tiny model without embeddings, so that it runs in a second anywhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from understanding.classifier import Classifier, softmax
from understanding.features import normalise
from understanding.splitter import split_message
from understanding.topics import Thresholds, TopicModel, decide, only_details, runs_of

EXAMPLES = {
    "faq/blue_badge": ["how do i get a blue badge", "blue badge renewal for my child", "parking badge for a child", "can my daughter have a badge for the car"],
    "faq/school_transport": ["the school taxi did not come", "transport to school refused", "who pays for the bus to school", "the minibus is late every day"],
    "faq/tribunal": ["how do i appeal to the tribunal", "tribunal deadline", "what happens at a tribunal hearing", "lodging an appeal against the plan"],
    "case_status": ["any update on my case", "where are you up to with our case", "whats happening with my sons case", "status of my case please"],
    "small_talk": ["hello", "thanks a lot", "good morning", "hi there"],
}


@pytest.fixture(scope="module")
def model() -> TopicModel:
    texts = [text for examples in EXAMPLES.values() for text in examples]
    labels = [label for label, examples in EXAMPLES.items() for _ in examples]
    return TopicModel(Classifier.fit(texts, labels, None), Thresholds(temperature=1.0, sure=0.3, second=0.4))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("ehcp timescales?", 1),
        ("Hi. My son is 8. He has no school place. What can I do?", 3),
        ("he is eight and autistic and they send him home at lunch every day and can they do that also how long do i have to appeal", 3),
        ("one\ntwo three four\nfive six seven", 2),
    ],
)
def test_a_message_is_split_into_what_it_says_and_asks(text: str, count: int) -> None:
    assert len(split_message(text)) == count


def test_questions_are_told_from_statements() -> None:
    parts = split_message("My daughter is in year six. how do i choose a secondary school. thank you so much")
    assert [part.asks for part in parts] == [False, True, False]


def test_splitting_loses_no_word() -> None:
    text = "DS is 9, asd. School say no! Can they do that? also what about transport, and who do i ring"
    assert "".join("".join(part.text for part in split_message(text)).split()).replace(",", "") == "".join(text.split()).replace(",", "")


def test_shorthand_is_written_out() -> None:
    assert normalise("SALT wait for DS\u2019s AR") == "speech and language therapy wait for son's annual review"
    assert normalise("salty eps dsl") == "salty eps dsl"


def test_the_clear_case_is_answered(model: TopicModel) -> None:
    found = model.understand("blue badge for my son how do i get a badge")
    assert (found.intent, found.unsure, found.options) == ("faq/blue_badge", False, [])
    assert [(topic["topic"], topic["answer"]) for topic in found.topics] == [("blue_badge", True)]


def test_two_questions_give_two_topics_the_most_urgent_first(model: TopicModel) -> None:
    found = model.understand("how do i get a blue badge for my child? the school taxi did not come, who pays for the bus to school?")
    assert [topic["topic"] for topic in found.topics] == ["school_transport", "blue_badge"]


def test_a_task_stays_first(model: TopicModel) -> None:
    found = model.understand("any update on my case, whats happening with my case please. Also how do i get a blue badge?")
    assert [topic["topic"] for topic in found.topics] == ["case_status", "blue_badge"]


def test_when_unsure_it_offers_two_or_three_or_none() -> None:
    labels, thresholds = ["faq/a", "faq/b", "faq/c", "nonsense"], Thresholds(sure=0.5, option=0.1)
    close = decide(labels, [], np.array([[0.26, 0.25, 0.2, 0.29]] * 2), thresholds)
    assert close.unsure and close.options == ["a", "b"]
    lone = decide(labels, [], np.array([[0.3, 0.02, 0.02, 0.28]] * 2), thresholds)
    assert lone.unsure and lone.options == []


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ([0.6, 0.3, 0.05, 0.05], ["a", "b"]),
        ([0.7, 0.15, 0.1, 0.05], ["a"]),  # too unlikely
        ([0.6, 0.05, 0.3, 0.05], ["a"]),  # a task is begun when asked for, never by the way
        ([0.3, 0.05, 0.6, 0.05], ["case_status"]),
    ],
)
def test_a_close_second_answer_is_given_too(row: list[float], found: list[str]) -> None:
    decided = decide(["faq/a", "faq/b", "case_status", "nonsense"], [], np.array([row, row]), Thresholds(sure=0.2, also=0.2))
    assert [topic["topic"] for topic in decided.topics] == found


def test_where_a_question_of_its_own_may_stand() -> None:
    five, two = "one two three four five", "six seven"
    assert runs_of([five]) == [] and runs_of([two, two]) == []
    assert runs_of([five, two, five]) == [(0, 1), (0, 2), (1, 3), (2, 3)]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([[0.1, 0.1, 0.8], [0.9, 0.1, 0.0], [0.1, 0.95, 0.0]], ["b", "a"]),  # two sure parts
        ([[0.8, 0.2, 0.0], [0.92, 0.1, 0.0], [0.1, 0.95, 0.0]], ["a", "b"]),  # what the whole is about stands first
        ([[0.8, 0.2, 0.0], [0.7, 0.1, 0.0], [0.1, 0.95, 0.0]], ["a"]),  # only one is sure: the whole decides
        ([[0.8, 0.2, 0.0], [0.91, 0.1, 0.0], [0.93, 0.1, 0.0]], ["a"]),  # both say the same
        ([[0.8, 0.2, 0.0], [0.91, 0.1, 0.0], [0.1, 0.0, 0.99]], ["a"]),  # a greeting is no second topic
        ([[0.97, 0.2, 0.0], [0.91, 0.1, 0.0], [0.1, 0.95, 0.0]], ["a"]),  # the whole is surest, so nothing is read twice
    ],
)
def test_parts_that_are_sure_of_different_topics_are_two_questions(rows: list[list[float]], found: list[str]) -> None:
    labels = ["faq/a", "faq/b", "small_talk"]
    decided = decide(labels, [(0, 1), (1, 2)], np.array([rows[0], *rows]), Thresholds(sure=0.3, second=0.9))
    assert [topic["topic"] for topic in decided.topics] == found


@pytest.mark.parametrize(
    ("text", "intent"),
    [("its [case ref]", "case_status"), ("[date]", "case_identity"), ("My code is [code]", "case_identity"), ("PASS", "handover_request"), ("  ", "nonsense")],
)
def test_some_messages_need_no_model(model: TopicModel, text: str, intent: str) -> None:
    assert model.understand(text).intent == intent


def test_a_question_about_a_date_is_not_a_detail() -> None:
    assert not only_details("is [date] too late to appeal")
    assert only_details("date of birth [date]")


def test_a_saved_model_decides_the_same(model: TopicModel, tmp_path: Path) -> None:
    model.save(tmp_path / "topics.npz")
    loaded = TopicModel.load(tmp_path / "topics.npz", None)
    for text in ("any update on my case", "hello", "who pays for the taxi"):
        assert loaded.rank(text)[0][0] == model.rank(text)[0][0]
    assert [path.name for path in tmp_path.iterdir()] == ["topics.npz"]


def test_probabilities_add_up_for_two_labels_too() -> None:
    pair = Classifier.fit(["yes please", "ok yes", "no thanks", "no never"], ["affirm", "affirm", "deny", "deny"], None)
    chances = softmax(pair.scores(["yes ok", "no"]))
    assert np.allclose(chances.sum(axis=1), 1) and chances[0, 0] > 0.5 > chances[1, 0]
