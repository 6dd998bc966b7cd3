"""Several children in one search, what is not known of access, and what is typed about a list: not that one, near which place, any day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import Chat, directory, names, own
from webhook.bootstrap import Parts
from webhook.clients.rasa import FakeRasa
from webhook.services.directory.question import read_question
from webhook.services.directory.vocabulary import load_vocabulary
from webhook.settings import ROOT

__all__ = ["directory", "own"]
VOCABULARY = load_vocabulary(ROOT / "content")
CLUB = "{id},{name},Org,Football.,active,,,NW5 2AB,{ages},,sport,Saturday,10:00,12:00,free,,no,2026-11-01,no"


@pytest.mark.parametrize(
    ("text", "children", "label"),
    [
        ("swimming for my 6 and 11 year old", (6, 11), "ages 6 and 11"),
        ("swimming for a 6 year old and an 11 year old", (6, 11), "ages 6 and 11"),
        ("my son is 6 and my daughter is 11, swimming", (6, 11), "ages 6 and 11"),
        ("3 kids aged 5 8 and 12 for swimming", (5, 8, 12), "ages 5, 8 and 12"),
        ("two kids 6 and 11", (6, 11), "ages 6 and 11"),
        ("6 & 11 year olds", (6, 11), "ages 6 and 11"),
        ("5 to 7 year olds", (), "age 5 to 7"),
        ("5-7 year olds", (), "age 5 to 7"),
        ("5 or 6 year old", (), "age 5 to 6"),
        ("aged between 6 and 11", (), "age 6 to 11"),
        ("my 7 yr old at primary school", (), "age 7"),
        ("he is 9 and waiting 2 years", (), "age 9"),
    ],
)
def test_ages_named_one_by_one_are_of_several_children(text: str, children: tuple[float, ...], label: str) -> None:
    question = read_question(text, VOCABULARY, today=date(2026, 11, 23))
    assert question.filters.children == children
    assert [chip.label for chip in question.chips if chip.key == "age"] == [label]


def test_what_takes_all_children_is_found_and_where_none_does_that_is_said(own: Any) -> None:
    clubs = [CLUB.format(id=f"r{at}", name=f"Club {ages}", ages=ages.replace("-", ",")) for at, ages in enumerate(["5-8", "10-16", "5-16", "12-12", "17-25"])]
    chat = Chat(own(*clubs))
    assert names(chat.text("football for my 6 and 11 year old")) == ["Club 5-16"]
    said = chat.text("football for my 7 and 17 year old")
    assert "No service on the list takes all of these ages: sport and movement, ages 7 and 17." in said
    assert set(names(said)) == {"Club 5-8", "Club 5-16", "Club 17-25"}, "and none for those between them"
    assert "No service" not in chat.text("what about my 6 and 11 year old") and "age 9" in (one := chat.text("and for a 9 year old")) and "Club 5-8" not in names(one)


def test_access_that_is_not_stated_rules_nothing_out_and_is_said(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    said = mum.say("trampolining for a wheelchair user near NW5")
    assert "wheelchair access" in said and "trampolining: ages 5-16, ask: access" in said and said.index("wheelchair basketball") < said.index("trampolining")
    card = Chat(directory).text("trampolining with wheelchair access near NW5").split("\n\n")
    assert any("Sample: trampolining" in one and "Not stated, so ask: access" in one for one in card)
    assert any("wheelchair basketball" in one and "ask: access" not in one for one in card)


def test_something_else_than_what_is_not_wanted_is_listed(directory: Parts) -> None:
    said = Talk(directory, MUM).say("i dont want swimming, what else is there for a 9 year old")
    assert said.startswith("For not swimming, age 9: 1 ") and "swimming:" not in said
    assert directory.rasa.turns == []  # type: ignore[attr-defined]


def test_near_which_place_is_asked_once_more_and_the_search_stays(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    mum.say("youth clubs for a 13 year old", "closer")
    for text in ("yes", "my house", "near me"):
        assert mum.say(text) == "I need the name of a place. Text the first part of a postcode, such as NW1, or an area."
    assert mum.say("NW5").startswith("Nearest, for youth clubs, age 13, near NW5:")
    other = Talk(directory, "+447700900009")
    other.say("youth clubs for a 13 year old", "closer")
    assert other.say("no").startswith("Then the list stays as it is.")
    assert other.say("near me").startswith("Near which place?") and other.say("kentish town").startswith("Nearest, for youth clubs")


def test_one_that_is_not_wanted_goes(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    mum.say("swimming near NW5")
    one = mum.say("not the first one")
    assert one.startswith("For swimming, near NW5: 1 Sample: hydrotherapy swim") and "relaxed swimming" not in one
    assert mum.say("not that one").startswith("That is all I have")
    assert mum.say("none of these").startswith("That is all I have")


@pytest.mark.parametrize(
    ("first", "then", "now"),
    [
        ("drama on saturdays near NW5", "forget saturdays, any day is fine", 'For "art, music and drama", near NW5:'),
        ("sensory room on saturday near NW5", "forget saturdays", "For sensory rooms, near NW5:"),
        ("sensory room near NW5", "where's the nearest to NW1 9XX", "Nearest, for sensory rooms, near NW1 9 (Camden Road):"),
        ("sensory room near NW5 for a 4 year old", "actualy its for my son he's 6", "For sensory rooms, age 6, near NW5:"),
        ("sensory room near NW5", "does he need a diagnosis for that", "The list does not say if a diagnosis is needed."),
        ("drama near NW5", "what about cheaper ones", 'For "art, music and drama", under £'),
        ("drama near NW5", "what about islington", 'For "art, music and drama", near N1 (Islington):'),
        ("drama near NW5", "thats too far", 'Nearest, for "art, music and drama", near NW5:'),
        ("drama near NW5", "back", 'For "art, music and drama", near NW5: 1'),
        ("drama near NW5 for a blind child", "and deaf", 'For "art, music and drama", blind or partially sighted, deaf or hard of hearing, near NW5:'),
        ("drama near NW5", "start again", "What are you looking for?"),
        ("sensory room near NW5", "when was that last checked", "When each was checked:"),
    ],
)
def test_what_is_typed_about_a_list_stays_with_it(directory: Parts, first: str, then: str, now: str) -> None:
    mum = Talk(directory, MUM)
    mum.say(first)
    assert mum.say(then).startswith(now.replace('"', "")), then


def test_an_ordinal_beyond_the_list_is_asked_back(own: Any) -> None:
    mum = Talk(own(CLUB.format(id="r1", name="Only club", ages="5,16")), MUM)
    mum.say("football near NW5")
    assert mum.say("the third") == "There is one on the list. Text 1 to read about it."


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        (
            "hiya my dd is 14 adhd and shes bored out her head, swiss cottage way, anythin free after school",
            "For age 14, ADHD, near NW3 3 (Swiss Cottage), free, after-school clubs, after school:",
        ),
        ("sensry room near camden town for toddlr", "For sensory rooms, near NW1 7 (Camden Town), age 1 to 3:"),
        ("Sensory friendly cinema", "For sensory needs, days out:"),
        ("scuba diving for my deaf daughter 15 in NW2 on mondays under a fiver", "The list has nothing on scuba, diving. Text PERSON"),
        ("anything 4 autistic teens in holborn thursday evenings, not expensive", "For autism, age 13 to 19, near WC1R (Holborn), Thursday, evening, low cost:"),
        ("overnight respite for my 4 year old in NW8 on tuesdays that is free with a hoist", "For short breaks (respite), age 4, Tuesday, free,"),
        ("my lo is 3 and doesnt talk is there a group near kilburn we can just turn up to", "For age 3, speech, language and communication, near NW6 (Kilburn), no referral needed:"),
        ("something to do for my autistic daughter, she's 11, weekends, near NW1", "For autism, age 11, weekend, near NW1: 1 Sample: coding for girls"),
        ("any clubs for a blind child", "For blind or partially sighted: 1 Sample: audio-described story time"),
    ],
)
def test_a_first_message_in_a_parents_words_is_a_search(directory: Parts, text: str, chips: str) -> None:
    assert Talk(directory, MUM).say(text).startswith(chips)


@pytest.mark.parametrize(
    ("text", "topic", "listed"),
    [
        ("how do i apply for dla and who can help me fill it in near NW5", "benefits_money", "form-filling help with DLA"),
        ("whats ebsa and whos near nw3 that does it", "attendance_ebsa", "Rebuilding Bridges"),
        ("what is a sensory room and where is one near kings cross", "holiday_clubs", "Saturday sensory club"),
    ],
)
def test_an_explained_question_beside_a_place_gets_both(directory: Parts, text: str, topic: str, listed: str) -> None:
    directory.rasa = FakeRasa(default=[{"say": "answer", "topics": [topic], "confidence": 0.9}])
    said = Talk(directory, MUM).say(text)
    assert directory.content.answers[topic].short.sms[:30] in said and listed in said
