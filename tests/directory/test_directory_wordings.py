"""Plain wordings of people who look for something to do, and of people who ask: the first are searched, the second answered."""

from __future__ import annotations

from datetime import date

import pytest

from webhook.services.directory.asking import BOTH, SEARCH, asks_for
from webhook.services.directory.vocabulary import load_vocabulary
from webhook.settings import ROOT

VOCABULARY = load_vocabulary(ROOT / "content")
MONDAY = date(2026, 11, 23)
SEARCHES = """
    swimming clubs near kentish town for my autistic 8 year old
    football for wheelchair users nw5 on saturday
    my son is 11 and has adhd, need a club for him on weekends near NW1
    cooking for teenagers near nw3
    somewhere my daughter can dance, she uses a wheelchair
    want my 5 year old to do gymnastics
    i want a drama group for my daughter shes 9 and non verbal
    can you find horse riding for autistic children
    places my 14 year old can go in the evening
    half term activities for autistic kids
    support group for parents of autistic girls
    scouts that take autistic kids
    kids yoga nw5
    autism friendly swimming lessons nw1 weekdays
"""
ANSWERED_FIRST = """
    coffee morning for mums in camden
    short breaks in camden
"""
ANSWERS = """
    shes 8 and worries about everything all night
    Worries all night, stomach aches, 8 yrs
    what is respite
    how do i get short breaks
    his football club wont let him join because of his autism
    can the school stop him going to after school club
    who pays for the club in his plan
    my son was excluded from the swimming lessons at school
    is he entitled to a place at a special school near NW5
    do short breaks cost money
    she has swimming on her ehcp but its not happening
    transport to holiday club on saturdays refused
    when is half term
    how long is the wait for speech therapy in camden
    who do i complain to in camden
    sendiass in camden
    speech therapy in camden
    he wants to do his gcses at college
    my daughter was hit at brownies
    what has cooking on the school timetable got to do with her plan
"""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("text", _lines(SEARCHES))
def test_what_is_looked_for_is_searched(text: str) -> None:
    assert asks_for(text, VOCABULARY, MONDAY) == SEARCH


@pytest.mark.parametrize("text", _lines(ANSWERED_FIRST))
def test_what_may_need_explaining_is_answered_first(text: str) -> None:
    assert asks_for(text, VOCABULARY, MONDAY) == BOTH


@pytest.mark.parametrize("text", _lines(ANSWERS))
def test_a_question_is_not_stolen_from_its_answer(text: str) -> None:
    assert asks_for(text, VOCABULARY, MONDAY) not in (SEARCH, BOTH)
