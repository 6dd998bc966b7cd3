"""Somebody older than the directory's oldest: no club that is too young for them, and that the list is for 0 to 25 is said; a parent's age and other figures are no child's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import Chat, directory, names, own
from tests.sms_tools import rows
from webhook.bootstrap import Parts
from webhook.services.directory.question import read_question
from webhook.services.directory.state import unmet_keys
from webhook.services.directory.vocabulary import load_vocabulary
from webhook.settings import ROOT
from webhook.store.directory_use import UnmetNeed

__all__ = ["directory", "own"]
VOCABULARY = load_vocabulary(ROOT / "content")
CLUB = "{id},{name},Org,{what}.,active,,,N19 3AA,{ages},,sport,Saturday,10:00,12:00,free,,no,2026-11-01,no"
FOR_WHOM = "This list is for ages 0 to 25"


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("trampoline club saturdays for a 30 yr old wheelchair user in n19", (30, 30)),
        ("my son is 32 and autistic any clubs", (32, 32)),
        ("daughter 28 downs syndrome, dance class", (28, 28)),
        ("he's 30, wants football", (30, 30)),
        ("something for my thirty-two year old autistic son", (32, 32)),
        ("age 35 drama group", (35, 35)),
        ("for my brother who is 45", (45, 45)),
        ("29 y/o wheelchair user basketball", (29, 29)),
        ("groups for over 30s with autism", (30, 30)),
        ("im 30 and autistic any clubs near nw5", (30, 30)),
        ("activities for my husband, 45, wheelchair", (45, 45)),
        ("30 year old who functions like a 5 year old, soft play", (30, 30)),
        ("clubs for ages 18 to 30", (18, 25)),
        ("my 30 year old and my 6 year old, swimming", (6, 6)),
        ("a group for autistic adults", (18, 25)),
    ],
)
def test_an_age_above_the_oldest_is_looked_for_and_not_dropped(text: str, ages: tuple[float, float]) -> None:
    question = read_question(text, VOCABULARY, today=date(2026, 11, 23))
    assert (question.filters.age, question.above) == (ages, True)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("im 30 and my son is 6", (6, 6)),
        ("his dad is 45, wheelchair user, son 8", (8, 8)),
        ("i'm a 42 yr old dad of a 9 year old, swimming near nw5", (9, 9)),
        ("45 year old single dad looking for stay and play with my 2 year old", (2, 2)),
        ("nan aged 62 looks after him, club for 8 year old", (8, 8)),
        ("I am 30 years old, clubs for my autistic boy", None),
        ("im 41 and a carer any support groups", None),
        ("his mum is 29. football", None),
        ("mum (34) looking for a group in nw5", None),
        ("30 mins from nw5 swimming", None),
        ("he is 30 mins away from swimming", None),
        ("swimming n19", None),
        ("swimming under £30", None),
        ("30 quid clubs", None),
        ("nothing over 30 pounds", None),
        ("club for up to 30 people", None),
        ("class of 30 too big, small group for my 7 yo", (7, 7)),
        ("weve lived here 30 years, football for our 10 yr old", (10, 10)),
        ("my son is 30kg wheelchair swimming age 10", (10, 10)),
        ("30 month old stay and play", (2.5, 2.5)),
        ("14 year old with a mental age of 5, club", (14, 14)),
        ("my nineteen yr old needs a social group", (19, 19)),
        ("clubs for young adults", (18, 25)),
    ],
)
def test_a_parents_age_and_other_figures_are_nobodys_who_is_looked_for(text: str, ages: tuple[float, float] | None) -> None:
    question = read_question(text, VOCABULARY, today=date(2026, 11, 23))
    assert (question.filters.age, question.above) == (ages, False)


def _clubs() -> list[str]:
    clubs = [("Juniors", "5,16"), ("To 25", "0,25"), ("Open from 18", "18,"), ("Ages unknown", ",")]
    return [CLUB.format(id=f"r{at}", name=f"{name} club", what="Football", ages=ages) for at, (name, ages) in enumerate(clubs)]


def test_who_is_30_is_never_offered_a_club_that_is_too_young_and_is_told_whom_the_list_is_for(own: Any) -> None:
    parts = own(*_clubs())
    chat, mum = Chat(parts), Talk(parts, MUM)
    said = chat.text("football for a 30 yr old wheelchair user in n19")
    assert FOR_WHOM in said and names(said) == ["Open from 18 club", "Ages unknown club"]
    text = mum.say("football for a 30 yr old in n19")
    assert FOR_WHOM in text and "Open from 18" in text and "Juniors" not in text and "To 25" not in text
    assert FOR_WHOM not in mum.say("football for a 9 yr old in n19"), "nothing of it for a child"


def test_a_list_for_a_child_is_looked_through_again_for_somebody_grown_up(own: Any) -> None:
    parts = own(*_clubs())
    for talk in (Chat(parts).text, Talk(parts, MUM).say):
        assert "Juniors" in talk("football for my 9 year old near n19")
        after = talk("and for my 30 year old")
        assert FOR_WHOM in after and "Open from 18" in after and "Juniors" not in after and "To 25" not in after


def test_nothing_found_for_somebody_grown_up_is_not_widened_to_childrens_clubs(own: Any) -> None:
    parts = own(*_clubs()[:2])
    said = Chat(parts).text("football on saturdays for my 30 year old son")
    assert FOR_WHOM in said and "Juniors" not in said and "To 25" not in said and "PERSON" in said
    assert {key for need in rows(parts, UnmetNeed) for key in need.filters} >= {"age:26 and over"}
    assert "age:16-25" in unmet_keys(read_question("football age 25", VOCABULARY, today=date(2026, 11, 23)), VOCABULARY)


def test_the_sample_list_has_no_childrens_trampoline_club_for_a_30_year_old(directory: Parts) -> None:
    said = Talk(directory, MUM).say("trampoline club saturdays for a 30 yr old wheelchair user in n19")
    assert FOR_WHOM in said and "5-16" not in said
