"""What ordinary parents ask, and ask next: a wish that says "I need", a fact of a list that nobody has opened, another child, other days; and what only looks like it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import Chat, directory, names
from webhook.bootstrap import Parts
from webhook.services.directory.asking import SEARCH, asks_for
from webhook.services.directory.question import read_question
from webhook.services.directory.vocabulary import load_vocabulary
from webhook.settings import ROOT

__all__ = ["directory"]
VOCABULARY, TODAY = load_vocabulary(ROOT / "content"), date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "i need respite for my 14 yr old severe autism near nw1",
        "we really need a club for our adhd 9 yo nw5",
        "he needs a quiet club near nw5 on saturdays",
        "where do i get a haircut for my son he screams nw6",
        "where do we find a swimming club for a 6 year old",
        "anywhere quiet i can take my 3 year old who cant cope with noise",
        "is there anywhere to go with a 4 year old in nw3",
        "my son is 24 and has learning disability where can he meet people",
        "speech drop in for 2 and half year old somers town",
        "dad groups saturday",
        "sibling support group, her brother has autism",
    ],
)
def test_an_ordinary_wish_looks_for_services(text: str) -> None:
    assert asks_for(text, VOCABULARY, TODAY) == SEARCH


@pytest.mark.parametrize(
    "text",
    [
        "i need respite",
        "i need a school place near nw5 for my autistic 5 year old",
        "we need a diagnosis for our 5 yo adhd nw5",
        "where do i get the form",
        "where do i find the draft plan",
        "he struggles to make friends at school",
        "is the plan anywhere near done",
        "he needs speech therapy and school says no",
    ],
)
def test_what_needs_an_answer_is_no_search(text: str) -> None:
    assert asks_for(text, VOCABULARY, TODAY) != SEARCH


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("coding for autistic teen 13", (13, 13)),
        ("swimming for my twins 4 and 4", (4, 4)),
        ("toddler 2 music", (2, 2)),
        ("2 and a half year old stay and play", (2, 2)),
        ("3.5 year old sensory room", (3, 3)),
        ("teens who like music", (13, 19)),
    ],
)
def test_ages_beside_teen_and_twins_and_half_years_are_read(text: str, age: tuple[float, float]) -> None:
    assert read_question(text, VOCABULARY, today=TODAY).filters.age == age


def test_an_eve_is_an_evening_and_a_word_of_the_childs_needs_is_no_missing_thing() -> None:
    question = read_question("youth club tues eve for severe additional needs", VOCABULARY, today=TODAY)
    assert question.filters.hours is not None and not set(question.words) & {"eve", "severe", "additional"}


def test_a_bare_fact_of_a_list_that_nobody_opened_asks_which_one_and_then_says_it(directory: Parts) -> None:
    for asked, said in (("when", "Which one?"), ("how much", "Which one?"), ("what ages", "Which one?")):
        mum = Talk(directory, MUM)
        mum.say("football near nw1 for a 9 year old")
        assert said in mum.say(asked)
    assert "football for everyone" in mum.say("1")


def test_whether_they_are_step_free_is_said_of_those_shown(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    mum.say("baby group for baby with downs 8 months")
    said = mum.say("is it step free")
    assert "wheelchair access" in said and "inclusive stay-and-play" in said and "surger" not in said.lower()
    chat = Chat(directory)
    chat.text("relaxed swimming on sunday for a 5 year old near nw3")
    assert "relaxed swimming" in chat.text("is it step free")


def test_not_that_shows_others(directory: Parts) -> None:
    for talk in (Chat(directory).text, Talk(directory, MUM).say):
        first = names(talk("something on saturday for a 6 year old")) or ["1"]
        after = talk("not that")
        assert "Hello" not in after and names(after) != first and ("Here are more" in after or "More for" in after)


def test_who_asks_for_online_is_shown_no_place_to_go_to(directory: Parts) -> None:
    chat = Chat(directory)
    assert "epilepsy families" in chat.text("dad groups saturday")
    said = chat.text("any online")
    assert "Not Fine in School" in said and "epilepsy families" not in said and "Arabic-speaking" not in said


def test_other_days_take_the_day_off_and_transport_is_said_to_be_on_no_record(directory: Parts) -> None:
    chat = Chat(directory)
    assert len(names(chat.text("football for 9 year old tuesdays"))) == 1
    assert len(names(chat.text("any other days"))) > 1
    assert "anything about transport" in (said := chat.text("is there transport")) and "PERSON" in said


def test_a_child_who_comes_too_is_looked_for_with_the_first(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    mum.say("football for 9 year old")
    assert "ages 9 and 11" in mum.say("and for my 11 year old too")
    assert "age 7" in (said := mum.say("and for my 7 year old")) and "ages" not in said.split(":")[0]


def test_what_a_brother_has_is_no_need_of_who_goes_to_the_siblings_club(directory: Parts) -> None:
    assert names(Chat(directory).text("sibling support group my daughter is 10 her brother has autism"))[0] == "Sample: siblings' club"


def test_a_scheme_of_spring_summer_and_winter_is_none_for_half_term(directory: Parts) -> None:
    said = Chat(directory).text("half term stuff for 8 year old autism no referral")
    assert "I left out one thing: half term" in said
    assert "Holiday Activities and Food" in Chat(directory).text("easter holiday club for 8 year old")
