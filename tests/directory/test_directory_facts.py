"""What is asked of one service is said from its record or said to be missing; a list stays behind "thanks" and a short answer; what no record says is said so."""

from __future__ import annotations

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import Chat, directory, own
from tests.duty_steps import pass_time
from tests.sms_tools import rows
from webhook.bootstrap import Parts
from webhook.clients.rasa import FakeRasa
from webhook.store.duty import Handover

__all__ = ["directory", "own"]
FULL = "r1,Swim club,Org,Swimming.,active,https://swim.example/,020 7946 0000,NW5 2AB,5,11,,swimming,Saturday,10:00,12:00,free,,no,2026-11-01,no"
BARE = "r2,Plain swim,Org,Swimming.,active,,,NW5 1AB,5,11,,swimming,Sunday,10:00,12:00,free,,no,2026-11-01,no"
LINK = "r3,Link swim,Org,Swimming.,active,https://link.example/,,NW5 3AB,5,11,,swimming,Sunday,10:00,12:00,free,,no,2026-11-01,no"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("phone number?", "Swim club: ring 020 7946 0000."),
        ("have they got a phone number", "Swim club: ring 020 7946 0000."),
        ("has it got a website", "Swim club: https://swim.example/"),
        ("how do i get there", "Swim club: NW5 2AB. The list does not say how to get there. To ask them ring 020 7946 0000."),
        ("which bus is it", "Swim club: NW5 2AB. The list does not say how to get there. To ask them ring 020 7946 0000."),
        ("who runs it", "Swim club: Org runs it."),
        ("can i bring his sister", "Swim club: I don't have that for it. To ask them ring 020 7946 0000."),
        ("is there parking", "Swim club: I don't have anything about parking for it. To ask them ring 020 7946 0000."),
        ("can we park nearby? is there a car park", "Swim club: I don't have anything about parking for it. To ask them ring 020 7946 0000."),
        ("what languages do they speak", "Swim club: I don't have the languages for it. To ask them ring 020 7946 0000."),
        ("whats their email", "Swim club: I don't have an email address for it. To ask them ring 020 7946 0000."),
    ],
)
def test_a_fact_of_the_card_is_its_records(own: object, asked: str, said: str) -> None:
    mum = Talk(own(FULL), MUM)  # type: ignore[operator]
    mum.say("any swimming clubs", "1")
    assert mum.say(asked) == said
    assert mum.parts.rasa.turns == []  # type: ignore[attr-defined]


def test_who_cannot_be_rung_is_asked_by_what_there_is(own: object) -> None:
    mum = Talk(own(BARE, LINK), MUM)  # type: ignore[operator]
    mum.say("swimming near NW5")
    assert mum.say("is there parking") == "Which one? Text its number, from 1 to 2."
    said = {mum.say(f"is there parking at number {number}") for number in (1, 2)}
    assert said == {
        "Plain swim: I don't have anything about parking for it. No phone or link listed. Text PERSON and a person will help.",
        "Link swim: I don't have anything about parking for it. To ask them: https://link.example/",
    }


def test_languages_are_the_records(directory: Parts) -> None:
    chat = Chat(directory)
    chat.say("somali parents group")
    chat.say("1")
    assert "Sample: Somali parents' SEND group: The list says: Somali." in chat.text("what languages do they speak")


@pytest.mark.parametrize("text", ["can i get a blue badge for parking", "whats the phone number of his school", "email address of my case officer", "i got a parking ticket outside school"])
def test_what_is_asked_of_others_is_none_of_a_card(own: object, text: str) -> None:
    mum = Talk(own(FULL), MUM)  # type: ignore[operator]
    mum.parts.rasa = FakeRasa(default=[{"say": "answer", "topics": ["blue_badge"], "confidence": 0.9}])
    mum.say("swimming near NW5", "1")
    assert not mum.say(text).startswith("Swim club")


def test_thanks_and_a_short_answer_end_no_list(directory: Parts) -> None:
    directory.rasa = FakeRasa(default=[{"say": "act", "act": "small_talk", "confidence": 0.9}])
    mum = Talk(directory, MUM)
    mum.say("swimming near NW5", "thanks")
    assert mum.say("2").startswith("Sample: hydrotherapy swim.")
    directory.rasa = FakeRasa(default=[{"say": "answer", "topics": ["ehcna_timeline"], "confidence": 0.9}])
    mum.say("how long does a plan take")
    assert mum.say("any on sundays").startswith("For swimming, Sunday, near NW5:")
    mum.say("how long does a plan take")
    assert "under £4" in mum.say("cheaper")
    mum.say("how long does a plan take")
    assert mum.say("parking at number 1?").startswith("Sample: relaxed swimming: I don't have anything about parking")


def test_a_list_long_ago_is_not_meant(directory: Parts) -> None:
    directory.rasa = FakeRasa(default=[{"say": "answer", "topics": ["ehcna_timeline"], "confidence": 0.9}])
    mum = Talk(directory, MUM)
    for text in ("swimming near NW5", "how long does a plan take", "what if they say no", "who decides"):
        mum.say(text)
        pass_time(directory, minutes=1)
    assert "swimming" not in mum.say("any on sundays"), "three answers after it"
    mum.say("swimming near NW5", "how long does a plan take")
    pass_time(directory, hours=1)
    assert "swimming" not in mum.say("any on sundays"), "an hour after it"


def test_what_is_forgotten_is_not_ruled_out(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    assert mum.say("swimming near nw5, age 8, saturdays").startswith("Nothing for swimming, age 8, Saturday")
    assert mum.say("forget saturdays").startswith("For swimming, age 8, near NW5:")
    assert "not Sunday" in mum.say("not on sundays")


def test_what_no_record_and_no_step_of_ours_has_is_said(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    mum.say("anything on at the weekend near NW5")
    for text in ("without needing an EHCP", "do you need an ehcp for these", "does number 1 need an EHC plan"):
        assert mum.say(text).startswith("The list does not say if an EHC plan is needed.")
    for text in ("can u let me know if there is", "ok tell me when something comes up", "text me if you find one"):
        assert mum.say(text).startswith("I can't text you when something new is listed.")


@pytest.mark.parametrize("text", ["tell me when you have decided on his plan", "can he get help without a plan at school", "let us know when the review is"])
def test_what_is_asked_of_the_council_beside_a_list_is_not_of_the_list(directory: Parts, text: str) -> None:
    mum = Talk(directory, MUM)
    mum.say("anything on at the weekend near NW5", text)
    assert len(directory.rasa.turns) == 1  # type: ignore[attr-defined]


def test_a_request_for_a_person_passes_on_what_was_looked_for(directory: Parts) -> None:
    mum = Talk(directory, MUM)
    mum.say("horse riding for my son in nw5", "forget nw5", "PERSON")
    assert "horse riding" in (summary := rows(directory, Handover)[0].summary) and "forget" not in summary


@pytest.mark.parametrize(
    "text",
    [
        "its sensory stuff i want for a 3 yo. NW5 1TL. free pls",
        "soft play that does sen sessions near king cross on a sunday morning under a fiver",
        "where can i get his hair cut hes autistic n6",
        "something for sibling of autistic kid shes 10 not disabled herself",
        "rock climbing for disabled kids",
        "looking for something. 5yr old. down syndrome. sunday. camden town",
    ],
)
def test_a_wish_in_a_parents_words_is_searched(directory: Parts, text: str) -> None:
    Talk(directory, MUM).say(text)
    assert directory.rasa.turns == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "only boys get diagnosed",
        "why do girls only get diagnosed later",
        "my two are 4 and 9 and the school said no",
        "where can i get a copy of his report. hes 6. nw5",
        "climbing up the walls here. hes 3. free at last",
        "cooking for him is a fight, he eats nothing",
        "his haircut was a nightmare again",
    ],
)
def test_what_looks_for_nothing_is_not_searched(directory: Parts, text: str) -> None:
    Talk(directory, MUM).say(text)
    assert len(directory.rasa.turns) == 1  # type: ignore[attr-defined]


def test_an_answer_that_may_mean_more_still_brings_its_list(directory: Parts) -> None:
    others = [{"topic": "short_breaks", "confidence": 0.9}, {"topic": "holiday_clubs", "confidence": 0.3}]
    directory.rasa = FakeRasa(default=[{"say": "answer", "topics": others, "confidence": 0.9}])
    said = Talk(directory, MUM).say("whats a short break and is there any round N19 for a 14yr old")
    assert "near N19" in said and "Or did you mean" not in said


def test_what_nobody_offers_for_disabled_children_brings_no_grants(directory: Parts) -> None:
    said = Talk(directory, MUM).say("any horse riding for disabled kids")
    assert said.startswith("The list has nothing on horse, riding.") and "Grant" not in said and "Physio" not in said
