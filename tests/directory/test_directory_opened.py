"""What is asked of a service that is open: how to get in, who it is for, when it was checked, the other one; and the way back to the list, with something else in between."""

from __future__ import annotations

import pytest

from tests.booking_steps import MUM, Talk
from tests.directory_steps import own
from webhook.bootstrap import Parts
from webhook.clients.rasa import FakeRasa

__all__ = ["own"]
ROWS = (
    "r1,Swim club,Org,Swimming.,active,https://swim.example/,020 7946 0000,NW5 2AB,5,11,,swimming,Saturday,10:00,12:00,paid,£4 a session,no,2026-11-01,no",
    "r2,Old swim,Org,Swimming.,active,,020 7946 0001,NW5 3AB,5,,,swimming,Sunday,10:00,,free,,no,2024-11-01,no",
    "r3,Plain swim,Org,Swimming.,active,,,,,,,swimming,,,,,,no,,no",
)


def shown(own: object, *rows: str, number: str = MUM) -> Talk:
    """Mum, who sees a list; the dialogue model answers what is no question to it."""
    parts: Parts = own(*rows)  # type: ignore[operator]
    parts.rasa = FakeRasa(default=[{"say": "answer", "topics": ["blue_badge"], "confidence": 0.9}])
    mum = Talk(parts, number)
    mum.say("any swimming clubs")
    return mum


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize(
    "text",
    [
        "how do i get a place",
        "how do we get him in",
        "so how can my son join",
        "how do i sign her up",
        "how would he get a space there",
        "who is it for",
        "whos it for",
        "who can go",
        "is it for everyone",
    ],
)
def test_how_to_get_in_and_who_it_is_for_are_on_its_card(own: object, text: str, number: str) -> None:
    mum = shown(own, *ROWS, number=number)
    card = mum.say("1")
    assert mum.say(text) == card
    assert "Old swim" in mum.say("2")


@pytest.mark.parametrize("text", ["how do i get a school place", "how do i get an ehcp", "how do we get a diagnosis", "who is sendiass for", "who can help me appeal"])
def test_what_is_asked_of_something_else_is_none_of_it(own: object, text: str) -> None:
    mum = shown(own, *ROWS)
    mum.say("1")
    assert not mum.say(text).startswith("Swim club")


@pytest.mark.parametrize("text", ["wen was this checked", "when was it last checked", "is this still up to date", "how old is this info", "last updated?", "when did you check this"])
def test_when_it_was_checked_is_said(own: object, text: str) -> None:
    mum, web = shown(own, *ROWS), shown(own, *ROWS, number="")
    for who, day in ((mum, "checked 1 Nov 2026."), (web, "last checked: 1 November 2026.")):
        who.say("1")
        assert who.say(text) == f"Swim club: {day}"


def test_an_old_record_and_one_without_a_day_say_so_and_a_list_says_each(own: object) -> None:
    mum = shown(own, *ROWS)
    assert mum.say("when was this checked") == "When each was checked: 1 checked 1 Nov 2026. 2 old: checked 1 Nov 2024, ask first. 3 no check date: ask first."
    assert mum.say("2", "is it up to date") == "Old swim: old: checked 1 Nov 2024, ask first."


@pytest.mark.parametrize("text", ["the other one", "ok the other one then", "what about the other club"])
def test_the_other_of_two(own: object, text: str) -> None:
    mum = shown(own, *ROWS[:2])
    assert mum.say("1").startswith("Swim club") and mum.say(text).startswith("Old swim") and mum.say(text).startswith("Swim club")
    assert shown(own, *ROWS).say("1", text).startswith("Which one?")


@pytest.mark.parametrize("text", ["the 2nd", "the 2nd one", "no sorry i meant the second"])
def test_an_ordinal_in_figures_picks_and_reports(own: object, text: str) -> None:
    mum = shown(own, *ROWS)
    assert "Old swim" in mum.say("one of these is wrong", text)


def test_the_card_of_the_1st_one_is_that_of_1(own: object) -> None:
    mum = shown(own, *ROWS)
    assert mum.say("1") == mum.say("the 1st one") == mum.say("1st")


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize(
    "text", ["can he just turn up", "can we just turn up", "do i just show up", "is it drop in", "is it a drop-in?", "can my son walk in", "ok so could we just drop in then"]
)
def test_whether_they_can_turn_up_is_whether_a_referral_is_needed(own: object, text: str, number: str) -> None:
    said = shown(own, *ROWS, number=number).say("1", text)
    assert said.startswith("Swim club: ") and "referral" in said and "New search" not in said and "Old swim" not in said
    assert "Swim club" not in shown(own, *ROWS, number=number).say("1", "can i just turn up at the surgery")


LONG = (
    'r1,Sample: youth club for disabled young people,Org,"Cooking, music and trips, with trained workers who know sign language, and a quiet room.",active,,,'
    "NW1 9AB,11,18,,youth_club,Thursday,17:30,20:00,paid,£3 a session,yes,2026-11-21,yes",
    "r2,Other club,Org,Games.,active,https://other.example/,020 7946 0001,NW1 8AB,11,18,,youth_club,Friday,17:30,20:00,free,,no,2026-11-21,no",
)


@pytest.mark.parametrize("text", ["is it still on", "is it busy", "are they open to everyone", "is there a quiet room", "is it noisy", "do they take beginners", "is it safe"])
def test_what_is_asked_of_it_never_drops_the_day_it_was_checked(own: object, text: str) -> None:
    parts: Parts = own(*LONG)  # type: ignore[operator]
    mum, web = Talk(parts, MUM), Talk(parts)
    mum.say("youth clubs near camden town")
    assert "No phone or link listed" in mum.say("youth club for disabled", "1")
    said = mum.say(text)
    assert "Checked 21 Nov 2026." in said and "No phone or link listed: text PERSON." in said and "ask them." not in said
    assert "Checked 21 Nov 2026." in mum.say("back to the list", "2", text)
    web.say("youth clubs near camden town", "1")
    assert "Type PERSON and a person will help with the rest." in web.say(text)
    assert "Ask them about the rest." in web.say("2", text)


class LearntOne:
    """A reader that takes every reply for one of those shown."""

    def read(self, scene: str, text: str) -> tuple[str, bool]:
        return "about", True


@pytest.mark.parametrize("text", ["reckon the last one would suit her best", "go with the bottom one for us", "lets have a nosey at the last club"])
def test_one_that_is_opened_in_learnt_words_is_the_same_card(own: object, text: str) -> None:
    mum = shown(own, *ROWS[:2])
    card = mum.say("2")
    mum.say("back to the list")
    mum.parts.replies = LearntOne()  # type: ignore[assignment]
    assert mum.say(text) == card
    assert mum.say("the last one, is it warm in there at all?") != card


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize("text", ["ok back to the list", "back to the list pls", "show me the list again"])
def test_back_to_the_list_after_other_answers(own: object, text: str, number: str) -> None:
    mum = shown(own, *ROWS, number=number)
    listed = mum.say("back to the list")
    assert "Swim club" in listed and "Blue Badge" in mum.say("can he have a blue badge")
    assert mum.say("can you explain the blue badge", "what does it cost", text) == listed and "Old swim" in mum.say("2")


def test_without_a_list_there_is_none_to_go_back_to(own: object) -> None:
    parts: Parts = own(*ROWS)  # type: ignore[operator]
    assert "Swim club" not in Talk(parts, MUM).say("back to the list")
