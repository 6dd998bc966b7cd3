"""A service that is called by its name comes first, also where the words of its name are filters or words that say little; words that are no name order nothing."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import directory, own
from webhook.bootstrap import Parts
from webhook.services.directory.called import is_called, is_nearly_called, words_called
from webhook.services.directory.search import find_for
from webhook.services.directory.vocabulary import load_vocabulary
from webhook.services.directory.wish import read_wish

__all__ = ["directory", "own"]
NAMES = [row["name"] for row in csv.DictReader(Path("content/directory/sample_services.csv").read_text("utf-8").splitlines())]
ROW = "{id},{name},Org,{what},active,,020 7946 0000,{at},5,16,{needs},{kinds},{day},09:00,10:30,free,,no,2026-11-01,no"


def best(parts: Parts, text: str) -> list[str]:
    question = read_wish(parts, text, load_vocabulary(parts.settings.content_dir))
    return [hit.service.name for hit in find_for(parts, question, limit=3).hits]


def test_every_sample_comes_first_by_its_name(directory: Parts) -> None:
    forms = ("{}", "the {}", "{} nw5", "is there a place at {} please")
    asked = {form.format(re.sub(r"^Sample: ", "", name).lower()): name for name in NAMES if len(words_called(name.lower().split())) > 1 for form in forms}
    assert len(asked) > 400
    assert {text: name for text, name in asked.items() if len(text.split()) <= 12 and best(directory, text)[:1] != [name]} == {}


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize(
    "text", ["relaxed swimming", "relaxed swimming near nw5", "is there relaxed swimming near nw5", "relaxed swimming for my 8 year old nw5", "any relaxed swimming nw5"]
)
def test_the_one_whose_name_it_is_comes_before_what_fits_better(own: object, text: str, number: str) -> None:
    near = ROW.format(id="r1", name="Otters", what="Quiet relaxed swimming sessions with low noise.", at="NW5 1AB", needs="autism", kinds="swimming", day="Sunday")
    called = ROW.format(id="r2", name="Relaxed Swimming", what="In the big pool.", at="N22 1AB", needs="", kinds="swimming", day="Sunday")
    talk = Talk(own(near, called), number)  # type: ignore[operator]
    said = talk.say(text)
    assert said.index("1. Relaxed Swimming" if number == "" else "1 Relaxed Swimming") < said.index("Otters")
    if "nw5" in text:
        nearest = talk.say("closer")
        assert nearest.index("Otters") < nearest.index("Relaxed Swimming"), "who wants the nearest first gets it"


@pytest.mark.parametrize(
    ("text", "first"), [("the sensory room", "The Sensory Room"), ("stay and play", "Stay and Play"), ("minecraft club", "Minecraft and Lego club"), ("saturday club nw3", "Saturday Club")]
)
def test_a_name_that_is_a_kind_too_comes_first(own: object, text: str, first: str) -> None:
    kinds = {"The Sensory Room": "sensory_room", "Stay and Play": "stay_and_play", "Minecraft and Lego club": "computing", "Saturday Club": "youth_club"}
    rows = [ROW.format(id="r1", name="Hub", what="A sensory room; stay and play; minecraft; a club.", at="NW3 1AB", needs="", kinds=";".join(kinds.values()), day="Saturday")]
    rows += [ROW.format(id=f"n{at}", name=name, what="For all.", at="NW1 1AB", needs="", kinds=kind, day="Saturday") for at, (name, kind) in enumerate(kinds.items())]
    assert best(own(*rows), text)[0] == first  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "found"),
    [("epilepsy group nw5", "Sample: epilepsy families' group"), ("stammering group", "Sample: stammering support group"), ("somali group", "Sample: Somali parents' SEND group")],
)
def test_a_group_is_found_by_two_words_of_its_name(directory: Parts, text: str, found: str) -> None:
    assert best(directory, text)[0] == found


@pytest.mark.parametrize("text", ["anything for autistic children near nw5", "swimming, something relaxed, nw5", "clubs for children with adhd", "young people near nw5"])
def test_words_that_are_no_name_order_nothing(directory: Parts, text: str) -> None:
    assert not any(is_called(words_called(text.replace(",", "").split()), name) for name in NAMES)
    assert "Sample: parents of autistic children" not in best(directory, text)


def test_a_name_is_its_words_side_by_side() -> None:
    assert is_called(words_called(["is", "the", "relaxed", "swimming", "on"]), "Sample: relaxed swimming")
    assert is_called(("quiet", "stay", "and", "play"), "Family Hubs: quiet stay-and-play") is False and is_called(
        words_called(["quiet", "stay", "and", "play"]), "Family Hubs: quiet stay-and-play"
    )
    assert not is_called(("swimming", "relaxed"), "Relaxed swimming") and not is_called(("swimming",), "Swimming")
    assert is_nearly_called(("epilepsy", "group"), "Epilepsy families' group", {"group"}) and not is_nearly_called(("autistic", "children"), "Parents of autistic children", {"group"})
