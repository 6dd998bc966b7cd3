"""School holidays that are asked for: what does not say that it runs in them comes after what does, and is said to be unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import own
from webhook.bootstrap import Parts
from webhook.services.directory.asking import asks_for
from webhook.services.directory.season import says_season
from webhook.services.directory.vocabulary import load_vocabulary

__all__ = ["own"]
SCHEME = "Play scheme for autistic children. It runs in the {when} holidays."
ROWS = (
    "r1,Minecraft club,Org,Holiday fun all week for autistic children.,active,,020 7946 0000,NW3 1AB,5,14,autism,holiday_club;computing,Wednesday,16:00,17:30,free,,no,2026-11-01,no",
    f"r2,Play scheme,Org,{SCHEME.format(when='spring and winter')},active,,020 7946 0001,N19 3AB,5,14,autism,holiday_club,,,,free,,no,2026-11-01,no",
    f"r3,Summer camp,Org,{SCHEME.format(when='summer')},active,,020 7946 0002,NW3 3AB,5,14,autism,holiday_club,,,,free,,no,2026-11-01,no",
)


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize(
    "text",
    [
        "christmas holiday club for my 9 yr old autistic nw3",
        "xmas hols club near nw3 for autistic boy 9",
        "any holiday clubs at christmas in nw3",
        "is there a holiday club over the christmas break nw3",
        "holiday scheme for the winter holidays near hampstead age 9",
        "anything on in the easter holidays near nw3 for a 9 year old",
        "easter holiday clubs hampstead",
    ],
)
def test_what_names_the_holidays_comes_first_and_the_rest_is_to_be_asked(own: object, text: str, number: str) -> None:
    parts: Parts = own(*ROWS)  # type: ignore[operator]
    said = Talk(parts, number).say(text)
    first, second = (said.index(name) for name in ("Play scheme", "Minecraft club"))
    assert first < second and "Summer camp" not in said
    assert "holidays" in said[second:].split("sk: ")[1].split("\n")[0].split(". ")[0] and "sk: " not in said[first:second].replace("so ask: days and times", "")


def test_nearest_first_keeps_what_is_unknown_behind_and_the_card_says_so(own: object) -> None:
    parts: Parts = own(*ROWS)  # type: ignore[operator]
    mum = Talk(parts, MUM)
    near = mum.say("christmas holiday clubs near nw3", "closer")
    assert near.startswith("Nearest") and near.index("1 Play scheme") < near.index("2 Minecraft club")
    assert "Ask: holidays." in mum.say("2") and "holidays." not in mum.say("1").replace("winter holidays.", "")


def test_half_term_of_a_club_that_does_not_say_so_is_unknown(own: object) -> None:
    parts: Parts = own(*ROWS)  # type: ignore[operator]
    said = Talk(parts, MUM).say("half term club autistic 7")
    assert "1 Minecraft club" in said and "ask: holidays" in said and "Play scheme" not in said


def test_without_a_holiday_nothing_is_asked_of_holidays(own: object) -> None:
    parts: Parts = own(*ROWS)  # type: ignore[operator]
    assert "ask: holidays" not in Talk(parts, MUM).say("minecraft club near nw3")


@pytest.mark.parametrize(
    ("season", "text", "of_holidays", "says"),
    [
        ("christmas", "Wednesday club", False, False),
        ("christmas", "Christmas party", False, True),
        ("christmas", "Play scheme in school holidays", True, False),
        ("half_term", "We run in all school holidays", False, True),
        ("easter", "Open every holiday", True, True),
        ("easter", "Spring House music", False, False),
        ("easter", "Spring camp", True, True),
        ("summer", "Summer holidays only", False, True),
    ],
)
def test_what_a_record_says_of_holidays(season: str, text: str, of_holidays: bool, says: bool) -> None:
    assert says_season(season, text, of_holidays=of_holidays) is says


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize(
    "text",
    [
        "summer holidays nw3 age 8",
        "summer hols nw3 9yo",
        "camden summer holidays age 10 asd",
        "something for the summer holidays nw3",
        "summer holidays autistic 12 year old",
        "summer holidays ideas nw3",
        "what about the summer holidays, nw3, age 8",
        "holidays nw3 age 7",
        "the holidays nw3",
    ],
)
def test_holidays_with_a_place_or_an_age_are_a_search(own: object, text: str, number: str) -> None:
    parts: Parts = own(*ROWS)  # type: ignore[operator]
    talk = Talk(parts, number)
    assert "Summer camp" in talk.say(text) and "Play scheme" in talk.say(text.replace("summer", "winter")), "a list, with or without a season of the year"


@pytest.mark.parametrize(
    "text",
    [
        "when is half term",
        "half term dates nw5",
        "half term camden",
        "he was 8 in the summer holidays",
        "will the taxi run at half term nw5",
        "ehcp deadline over the summer holidays age 10",
        "his plan is due after half term, age 10",
        "salt over the summer holidays age 4",
        "hes 8 autistic and hates the school holidays",
        "the school holidays are hard age 8 autism",
        "we are going on holidays to spain, he is 8",
    ],
)
def test_holidays_in_a_question_about_something_else_are_none(text: str) -> None:
    assert asks_for(text, load_vocabulary(Path("content")), date(2026, 11, 24)) is None
