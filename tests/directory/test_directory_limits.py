"""Hours and prices as people put them: "before 12", "after half 5", "can pay 5 quid", "only got a fiver"; and figures that are neither."""

from __future__ import annotations

from datetime import time

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import directory
from webhook.bootstrap import Parts
from webhook.services.directory.hours import DAY, take_hours
from webhook.services.directory.price import take_price

__all__ = ["directory"]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("before 12 on a sunday", (DAY[0], time(12))),
        ("anything after 5 on weekdays", (time(17), DAY[1])),
        ("after half 5", (time(17, 30), DAY[1])),
        ("before 10 in nw5", (DAY[0], time(10))),
        ("till 3", (DAY[0], time(15))),
        ("before noon", (DAY[0], time(12))),
        ("after 17:00 please", (time(17), DAY[1])),
        ("past 6 nw5", (time(18), DAY[1])),
        ("after 4 o'clock", (time(16), DAY[1])),
        ("not before 10am", (time(10), DAY[1])),
        ("after 3.30 near nw5", (time(15, 30), DAY[1])),
    ],
)
def test_an_hour_without_its_half_of_the_day(text: str, hours: tuple[time, time]) -> None:
    assert take_hours(text)[1] == hours


@pytest.mark.parametrize("text", ["after 5 years of waiting", "before 12 months", "before 5 december", "before his 12th birthday", "after 10 sessions", "clubs for under 12", "after 25"])
def test_other_figures_are_no_hours(text: str) -> None:
    assert take_hours(text) == (text, None)


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("can pay 5 quid", 5.01),
        ("only got a fiver", 5.01),
        ("can only afford £3 a week", 3.01),
        ("we've only got £10", 10.01),
        ("my budget is a tenner", 10.01),
        ("i can spend up to £5", 5.01),
        ("£5 tops", 5.01),
        ("i can't afford more than £5", 5.01),
        ("i can't afford £40", 40),
        ("max 2 pound", 2.01),
        ("under £10", 10),
    ],
)
def test_what_somebody_can_pay(text: str, below: float) -> None:
    assert take_price(text)[1] == below


@pytest.mark.parametrize("text", ["we have paid £5", "it cost £4", "its only £3", "i have 2 kids", "we were charged £40"])
def test_what_was_paid_is_no_limit(text: str) -> None:
    assert take_price(text)[1] is None


def test_a_new_time_takes_the_place_of_the_one_before(directory: Parts) -> None:
    mum, web = Talk(directory, MUM), Talk(directory)
    for who in (mum, web):
        who.say("activities for autistic 10 yr old after 5pm")
        said = who.say("before 12 on a sunday")
        assert "before 12pm" in said and "after 5pm" not in said and "relaxed swimming" in said


@pytest.mark.parametrize("text", ["clubs nw1 for 8 yr old who uses wheelchair, can pay 5 quid", "clubs nw1 for 8 yr old who uses wheelchair only got a fiver"])
@pytest.mark.parametrize("number", [MUM, ""])
def test_what_costs_more_than_can_be_paid_is_left_out_and_said(directory: Parts, text: str, number: str) -> None:
    said = Talk(directory, number).say(text)
    assert "up to £5" in said and "£8" not in said and "summer holiday playscheme" not in said


def test_a_fiver_on_a_list_and_no_grants_for_who_can_afford_three_pounds(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    mum.say("after school clubs near nw5")
    said = mum.say("only got a fiver")
    assert "up to £5" in said and "£9" not in said
    said = mum.say("football for 10 yr old, can only afford £3 a week nw1")
    assert "up to £3" in said and "grants" not in said
