"""What was asked for stays what is shown: of the kind, at the time, in the language, for the holidays and the children that were named; and what no record says is said."""

from __future__ import annotations

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import directory, own
from webhook.bootstrap import Parts
from webhook.services.directory.reports import view_unmet
from webhook.services.directory.search import read_for
from webhook.services.directory.season import is_other_season, take_season

__all__ = ["directory", "own"]
SWIM = "r1,Seal club,Org,Swimming for all.,active,,,NW6 2AB,5,11,,swimming,Saturday,{opens},{closes},free,,no,2026-11-01,no"
TEA = "r2,Dinosaur tea,Org,Dinosaurs and tea for families.,active,,,NW5 2AB,5,11,,parent_group,Saturday,18:00,20:00,free,,no,2026-11-01,no"


def test_other_words_bring_in_nothing_of_another_kind(own: object) -> None:
    mum = Talk(own(SWIM.format(opens="16:00", closes="17:30"), TEA), MUM)  # type: ignore[operator]
    for text in ("swimming near NW5 with dinosaurs and tea", "closer", "cheaper"):
        assert "Seal club" in (said := mum.say(text)) and "Dinosaur" not in said
    assert mum.say("any in the evening").startswith("Nothing for swimming, free, evening, near NW5. Without evening: 1 Seal club")


def test_a_thing_named_beside_a_kind_is_looked_for_too(own: object) -> None:
    parts = own(SWIM.format(opens="16:00", closes="17:30"), TEA, "r3,Pawns,Org,Chess for beginners.,active,,,NW5 2AB,5,11,,,Saturday,10:00,12:00,free,,no,2026-11-01,no")  # type: ignore[operator]
    said = Talk(parts, MUM).say("swimming or chess near NW5")
    assert "Seal club" in said and "Pawns" in said


@pytest.mark.parametrize(
    ("opens", "closes", "is_evening"), [("16:00", "17:30", False), ("15:30", "18:00", False), ("16:00", "18:00", True), ("15:00", "20:00", True), ("18:00", "19:00", True), ("", "", True)]
)
def test_an_evening_is_more_than_the_end_of_an_afternoon(own: object, opens: str, closes: str, is_evening: bool) -> None:
    said = Talk(own(SWIM.format(opens=opens, closes=closes)), MUM).say("swimming near NW5 in the evening")  # type: ignore[operator]
    assert said.startswith("For swimming, evening") is is_evening


def test_a_group_in_another_language_is_not_shown(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    assert "Bengali mothers" in (said := mum.say("anyone speak bengali do groups for mums")) and "Arabic" not in said
    assert "Somali parents" in (said := mum.say("somali?")) and "Bengali" not in said


@pytest.mark.parametrize(
    ("text", "age", "children"),
    [
        ("trampolining for a boy of 10", (10, 10), ()),
        ("something for my dauhgter 9 near nw3", (9, 9), ()),
        ("respite for my other one whos 5", (5, 5), ()),
        ("somewhere to take the kids sunday 4 and 9 both asd", (4, 9), (4, 9)),
        ("my two are 4 and 9, both autistic. somewhere on a sunday nw5", (4, 9), (4, 9)),
        ("they're 6, 8 and 11, anything on saturdays", (6, 11), (6, 8, 11)),
        ("clubs within 2 and 3 miles of nw5", None, ()),
        ("are 2 and 3 free", None, ()),
    ],
)
def test_ages_as_parents_write_them(directory: Parts, text: str, age: tuple[float, float] | None, children: tuple[float, ...]) -> None:
    filters = read_for(directory, text).filters
    assert (filters.age, filters.children) == (age, children)


@pytest.mark.parametrize("text", ["swimming for my son with downs", "swimming for a down's syndrome girl", "swimming, trisomy 21"])
def test_downs_is_a_need(directory: Parts, text: str) -> None:
    assert read_for(directory, text).filters.needs == ("learning_disability",)


@pytest.mark.parametrize(
    ("text", "plain", "season"),
    [
        ("anything in the xmas hols for adhd", "anything in the christmas holidays for adhd", "christmas"),
        ("easter", "easter holidays", "easter"),
        ("whats on over the summer holidays", "whats on over the summer holidays", "summer"),
        ("clubs in half-term", "clubs in half term", "half_term"),
        ("school hols clubs", "school holidays clubs", None),
        ("a spring term club", "a spring term club", None),
        ("what about summer", "what about summer holidays", "summer"),
        ("he likes it in summer and nw5", "he likes it in summer and nw5", None),
        ("spring term", "spring term", None),
        ("easter or summer holidays", "easter or summer holidays", None),
    ],
)
def test_holidays_are_read(text: str, plain: str, season: str | None) -> None:
    assert take_season(text) == (plain, season, False)


def test_holidays_that_nobody_offers_are_counted_by_name(own: object) -> None:
    parts = own("r1,Summer camp,Org,Camp.,active,,,NW5 2AB,5,11,,holiday_club,,,,free,,no,2026-11-01,no")  # type: ignore[operator]
    assert Talk(parts, MUM).say("holiday clubs at easter, age 8").startswith("Nothing for")
    assert "Easter" in view_unmet(parts)[0].filters


def test_a_scheme_of_other_holidays_is_not_shown(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    said = mum.say("anything in the xmas holidays for 7yo autistic")
    assert said.startswith("For Christmas, holiday clubs, age 7, autism:") and "summer" not in said and "half-term" not in said
    assert mum.say("easter").startswith("For age 7, autism, Easter, holiday clubs:")
    assert "summer holiday playscheme" in mum.say("and in the summer holidays")
    assert mum.say("remove summer").startswith("For age 7, autism, holiday clubs:")
    mum.say("in the summer holidays")
    assert mum.say("not summer").startswith("For age 7, autism:")
    assert is_other_season("christmas", "Playscheme summer holidays") and not is_other_season("christmas", "Summer House: a club on Mondays")


@pytest.mark.parametrize("text", ["is there anything just for girls", "any girls only", "girls only stuff? shes 13", "girls football nw1", "clubs for girls with adhd"])
def test_what_is_for_girls_only_is_on_no_record_and_that_is_said(directory: Parts, text: str) -> None:
    assert "The list does not say what is for girls only: ask them." in Talk(directory, MUM).say(text)


@pytest.mark.parametrize("text", ["swimming for my girls near nw5", "clubs for my two girls 8 and 9 near nw5", "youth club near nw5 for boys and for girls"])
def test_a_family_with_girls_asks_for_no_girls_only(directory: Parts, text: str) -> None:
    assert "only" not in Talk(directory, MUM).say(text)


def test_girls_only_refines_a_list(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    mum.say("computing for my adhd child near wc1h")
    said = mum.say("girls only")
    assert "1 Sample: coding for girls" in said and "for girls only: ask them" in said


@pytest.mark.parametrize("text", ["thanks", "ok thank you bye", "cheers"])
def test_thanks_is_not_what_is_wrong(directory: Parts, text: str) -> None:
    mum = Talk(directory, MUM)
    mum.say("swimming near nw5", "1", "this is wrong")
    assert "I have added that" not in mum.say(text)
    mum.say("swimming near nw5", "1", "this is wrong")
    assert "I have added that" in mum.say("thanks but its on mondays now")
