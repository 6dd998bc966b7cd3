"""A list on its way to a phone, by somebody who mistypes, changes their mind or asks why; and a report of a record that is taken back or moved to another."""

from __future__ import annotations

import pytest

from tests.directory_steps import Chat, directory
from tests.sms_tools import bodies, rows
from webhook.bootstrap import Parts
from webhook.services.texts.inbox import number_hash
from webhook.store.directory_use import DirectoryReport

__all__ = ["directory"]
SEARCH, RIGHT = "football for a 9 year old near nw1", "07700 900555"
NO_TEXT, SENT = "I won't text the list", "the list is on its way"


def _asked(parts: Parts) -> Chat:
    chat = Chat(parts)
    chat.text(SEARCH)
    assert "What is your mobile number?" in chat.text("text me these")
    return chat


def _texts(parts: Parts) -> list[str]:
    return bodies(parts, number_hash=number_hash(parts, "+447700900555"))


@pytest.mark.parametrize("wrong", ["07700 9005", "0770 nine hundred", "077009005556677", "12345", "+44 7700"])
def test_a_number_that_is_none_is_asked_for_again_and_the_right_one_then_taken(directory: Parts, wrong: str) -> None:
    chat = _asked(directory)
    assert "I can't read that as a mobile number" in chat.text(wrong)
    assert SENT in chat.text(RIGHT) and len(_texts(directory)) == 2  # the list, and the notice


def test_after_a_landline_the_mobile_is_taken(directory: Parts) -> None:
    chat = _asked(directory)
    assert "I can only text a mobile number" in chat.text("020 7946 0123")
    assert SENT in chat.text(f"ok {RIGHT}")


@pytest.mark.parametrize("no", ["actually no", "no", "no thanks", "never mind", "i dont have a mobile", "rather not say", "i dont want texts", "changed my mind", "NO"])
def test_who_gives_no_number_keeps_the_list(directory: Parts, no: str) -> None:
    chat = _asked(directory)
    assert NO_TEXT in chat.text(no)
    assert "Here are more" in chat.text("more") and not _texts(directory)


@pytest.mark.parametrize("why", ["why do you need it", "what for", "is it safe", "yes"])
def test_why_is_answered_and_the_number_still_asked_for(directory: Parts, why: str) -> None:
    chat = _asked(directory)
    assert "I will text the list to it once" in chat.text(why)
    assert SENT in chat.text(RIGHT)


def test_a_filter_instead_of_a_number_is_a_filter(directory: Parts) -> None:
    assert "Sunday" in _asked(directory).text("what about sundays")


def test_a_wrong_number_can_be_followed_by_the_right_one(directory: Parts) -> None:
    chat = _asked(directory)
    assert SENT in chat.text("07700 900556")
    assert SENT in chat.text(f"sorry wrong number its {RIGHT}") and _texts(directory)
    assert "Which one is wrong?" in chat.text("this is wrong"), "and what is wrong with the list is still heard"


@pytest.mark.parametrize("how", ["email it to me instead", "can i print this", "email me the list", "how do i print it"])
def test_print_and_email_are_answered(directory: Parts, how: str) -> None:
    chat = Chat(directory)
    chat.text(SEARCH)
    assert "print this page with your browser" in chat.text(how)
    chat = _asked(directory)
    assert "print this page with your browser" in chat.text(how)
    assert SENT in chat.text(RIGHT)


def test_their_own_email_is_still_a_fact_of_theirs(directory: Parts) -> None:
    chat = Chat(directory)
    chat.text(SEARCH)
    assert "print" not in chat.text("whats their email")


@pytest.mark.parametrize("before", ["this is wrong", "this is wrong|1"])
@pytest.mark.parametrize("words", ["never mind", "no it's fine", "sorry ignore that"])
def test_a_report_that_is_let_go_leaves_the_list(directory: Parts, before: str, words: str) -> None:
    chat = Chat(directory)
    for text in (SEARCH, *before.split("|")):
        chat.text(text)
    assert "the list stays as it is" in chat.text(words)
    assert "Here are more" in chat.text("more")


def test_no_the_first_one_is_a_report_of_the_first_one(directory: Parts) -> None:
    chat = Chat(directory)
    for text in (SEARCH, "this is wrong", "the second one"):
        chat.text(text)
    assert "football for everyone" in chat.text("no sorry the first one")
    assert "I have added that" in chat.text("they moved to nw5")
    first, second = rows(directory, DirectoryReport)
    assert "first one" in first.words and "nw5" in second.words and first.service_id != second.service_id


def test_what_is_wrong_said_before_which_is_kept(directory: Parts) -> None:
    chat = Chat(directory)
    for text in (SEARCH, "something here is wrong"):
        chat.text(text)
    assert "I have kept what you said" in chat.text("the phone number")
    assert "football for everyone" in chat.text("1") and "phone number" in rows(directory, DirectoryReport)[0].words
