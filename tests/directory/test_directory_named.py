"""What is asked of one of a list by its number or its name; what is asked of all; a question that waits for which one; a record said to be gone; something at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.booking_steps import DAD, MUM, Talk
from tests.directory_steps import Chat, directory, own
from tests.sms_tools import rows
from webhook.bootstrap import Parts
from webhook.clients.rasa import FakeRasa
from webhook.services.directory.asking import SEARCH, asks_for
from webhook.services.directory.facts import fact_asked
from webhook.services.directory.next import named_by_word, says_gone
from webhook.services.directory.vocabulary import Vocabulary, load_vocabulary
from webhook.services.texts.text import count_segments
from webhook.store.directory_use import DirectoryReport

__all__ = ["directory", "own"]
SWIM = "r1,Swim club,Org,Swimming.,active,https://swim.example/,020 7946 0000,NW5 2AB,5,11,,swimming,Saturday,10:00,12:00,free,,no,2026-11-01,no"
FINS = "r2,Golden fins,Org,Swimming.,active,,,NW5 1AB,5,11,,swimming,Sunday,10:00,12:00,paid,£3,yes,2026-11-01,no"
HYDRO = "r3,Hydrotherapy,Org,Swimming.,active,https://link.example/,020 7946 0001,NW5 3AB,5,16,,swimming,Sunday,10:00,12:00,free,,,2026-11-01,no"
UNSURE = FakeRasa(default=[{"say": "clarify", "options": ["short_breaks", "holiday_clubs"], "confidence": 0.4}])


@pytest.fixture
def vocabulary() -> Vocabulary:
    return load_vocabulary(Path("content"))


@pytest.fixture
def mum(own: object) -> Talk:
    """Three places to swim were listed, and the dialogue model understands nothing."""
    talk = Talk(own(SWIM, FINS, HYDRO), MUM)  # type: ignore[operator]
    talk.parts.rasa = UNSURE
    talk.say("any swimming near nw5")
    return talk


def numbered(talk: Talk) -> list[str]:
    """The names on the list, in order."""
    cards = {str(number): talk.say(str(number)).split(".")[0] for number in (1, 2, 3)}
    talk.say("back")
    return list(cards.values())


@pytest.mark.parametrize("asked", ["whats there number", "whats their number", "have they got a phone no", "what number do i ring", "how do i ring them"])
def test_a_phone_number_is_said_of_each(mum: Talk, asked: str) -> None:
    order, said = numbered(mum), mum.say(asked)
    phones = {"Swim club": "020 7946 0000", "Hydrotherapy": "020 7946 0001", "Golden fins": "not on the list"}
    assert said == "Phone numbers: " + " ".join(f"{number} {phones[name]}." for number, name in enumerate(order, 1)) and count_segments(said) <= 2


@pytest.mark.parametrize("asked", ["do i need a referral", "does he need to be referred", "do u need a referal for these"])
def test_a_referral_is_said_of_each(mum: Talk, asked: str) -> None:
    order, said = numbered(mum), mum.say(asked)
    for number, name in enumerate(order, 1):
        assert f"{number} {({'Swim club': 'no referral is needed', 'Golden fins': 'you need a referral', 'Hydrotherapy': 'not on the list'})[name]}" in said


def test_of_a_card_it_is_said_alone(mum: Talk) -> None:
    mum.say(str(numbered(mum).index("Golden fins") + 1))
    assert mum.say("do i need a referral") == "Golden fins: you need a referral. Ask who can refer you."
    assert mum.say("whats there number") == "Golden fins: I don't have a phone number for it. No phone or link listed. Text PERSON and a person will help."
    assert mum.say("what room is it in").startswith("Golden fins: I don't have that for it.")
    assert mum.say("do they like dogs").startswith("Golden fins: I don't have that for it."), "whatever is asked of it"


@pytest.mark.parametrize("asked", ["whats the number for the hydrotherapy one", "can i have the phone number of hydrotherapy", "phone number for the hydro therapy / hydrotherapy pls"])
def test_one_is_named_by_its_name(mum: Talk, asked: str) -> None:
    assert mum.say(asked) == "Hydrotherapy: ring 020 7946 0001."


@pytest.mark.parametrize("answer", ["number", "the golden one", "golden fins"])
def test_the_question_waits_for_which_one(mum: Talk, answer: str) -> None:
    number = str(numbered(mum).index("Golden fins") + 1)
    assert mum.say("is parking free") == "Which one? Text its number, from 1 to 3."
    assert mum.say("9") == "Which one? Text its number, from 1 to 3."
    assert mum.say(number if answer == "number" else answer).startswith("Golden fins: I don't have anything about parking for it.")


@pytest.mark.parametrize("text", ["number for sendiass", "whats the number of his school", "what is the phone number of my case officer"])
def test_whose_number_is_anothers(text: str, vocabulary: Vocabulary) -> None:
    assert fact_asked(text, vocabulary) is None


@pytest.mark.parametrize("text", ["ones with no referral", "any that dont need a referral", "without a referral", "who can refer him"])
def test_a_wish_for_no_referral_is_a_filter(text: str, vocabulary: Vocabulary) -> None:
    assert fact_asked(text, vocabulary) is None


@pytest.mark.parametrize(
    "text",
    ["what about his school", "what does the plan have to say about it", "how long does it take to get a plan", "can they refuse to assess him", "thank you for that"],
)
def test_what_is_about_something_else_is_left_to_the_dialogue_model(mum: Talk, text: str) -> None:
    mum.say("1")
    assert "I don't have that for it" not in mum.say(text)


def test_a_name_is_none_where_two_have_its_word() -> None:
    names = ["Sample: Saturday sensory club", "Sample: trampolining", "Sample: city farm for families", "City lights"]
    assert [named_by_word(text, names) for text in ("the trampoline one", "farm", "the city one", "saturdays", "a club")] == [1, 2, None, None, None]


# ---- Gone ----


@pytest.mark.parametrize(
    "text",
    [
        "this is wrong they closed in the summer", "they closed in the summer", "we turned up and it was shut", "that place has shut down", "it closed last year",
        "that one stopped running in june", "they dont do it any more", "it isnt there anymore", "i went last week and its gone",
    ],
)  # fmt: skip
def test_a_record_said_to_be_gone_reaches_the_editors_with_what_was_said(directory: Parts, text: str) -> None:
    card, listed = Talk(directory, MUM), Talk(directory, DAD)
    assert "passed this to the people who keep the list: Sample: hydrotherapy swim" in card.say("swimming near NW5", "2", text)
    assert listed.say("swimming near NW5", text) == "Which one is wrong? Text its number."
    assert listed.say("7").startswith("Which one?")
    assert listed.say("2").endswith("Sample: hydrotherapy swim."), "what is wrong was said: it is not asked for again"
    assert [report.words for report in rows(directory, DirectoryReport)] == [text, text]


def test_the_one_that_is_gone_can_be_named_at_once_or_when_asked(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say("swimming near NW5")
    assert chat.text("the hydrotherapy one has closed down").endswith("Sample: hydrotherapy swim.")
    chat = Chat(directory)
    chat.say("swimming near NW5")
    chat.say("that place shut in june")
    assert chat.text("hydrotherapy").endswith("Sample: hydrotherapy swim.")
    assert [report.words for report in rows(directory, DirectoryReport)] == ["the hydrotherapy one has closed down", "that place shut in june"]


@pytest.mark.parametrize(
    "text",
    [
        "is it closed in the summer", "it is closed on mondays?", "has it moved", "they closed his case", "they moved him to another school", "school closed in the summer so hes home",
        "they stopped his transport", "we moved in september", "he stopped going last year", "when is it shut",
    ],
)  # fmt: skip
def test_what_reports_nothing(text: str, vocabulary: Vocabulary) -> None:
    assert not says_gone(text, vocabulary)


# ---- Something at a time; another activity ----


@pytest.mark.parametrize(
    "text",
    [
        "something after school for my 14 year old", "after school for a 14 year old", "what is there after school, hes 14", "anything after school",
        "my 14 year old needs something after school", "stuff after school for my daughter shes 14", "something on saturday mornings for a 5 year old",
    ],
)  # fmt: skip
def test_something_at_a_time_is_looked_for(text: str, vocabulary: Vocabulary) -> None:
    assert asks_for(text, vocabulary, date(2026, 11, 23)) == SEARCH


@pytest.mark.parametrize(
    "text",
    [
        "he kicks off after school every day hes 14", "after school he just melts down hes 14", "his taxi is late after school", "he doesnt want to do anything after school hes 14",
        "what happens after school at 16", "what is there after school for a 18 year old with an ehcp", "something happened after school my 14 year old is in bits",
        "after school for my son is a nightmare", "they dont do anything after school for him",
    ],
)  # fmt: skip
def test_what_happens_after_school_is_not(text: str, vocabulary: Vocabulary) -> None:
    assert asks_for(text, vocabulary, date(2026, 11, 23)) is None


@pytest.mark.parametrize("said", ["what about football instead", "football instead", "any football", "is there football"])
def test_another_activity_keeps_the_rest(directory: Parts, said: str) -> None:
    mum = Talk(directory, MUM)
    assert "age 12" in mum.say("swimming for a 12 year old near NW1")
    listed = mum.say(said)
    assert "age 12" in listed and "near NW1" in listed and "football for everyone" in listed and "instead" not in listed and "None of these" not in listed


def test_where_none_of_its_kind_is_it_that_is_said(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    listed = mum.say("swimming for a 16 year old near NW1", "what about football instead")
    assert listed.startswith("None of these says football. For age 16") and count_segments(listed) <= 2
    assert "None of these" not in mum.say("any sport near nw1")
