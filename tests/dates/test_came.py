"""The day a letter came is not the day it was sent: the count from it is never told as the last day, and the date on the letter is asked for."""

from __future__ import annotations

from datetime import date

import pytest

from tests.family import MUM
from tests.family import web as new_chat
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.dates.read import read_question
from webhook.services.texts.text import count_segments, gsm7_length

TODAY = date(2026, 11, 23)  # a Monday
CAME = [
    "refusal letter came on thursday they wont assess him, how long have i got",
    "they said no to assessing my boy. letter came thursday. how long have i got to appeal",
    "they refused to assess. i got it thursday. when do i have to appeal by",
    "refused an assessment, letter landed on the mat thursday, whats the deadline",
    "only opened the refusal letter on thursday, when is the last day to appeal",
    "we received the refusal letter on 19 november how long have we got",
    "recieved a refusal letter 19/11 how long to appeal",
    "on 19 november a letter came saying they refuse to assess, how long have i got",
    "the refusal arrived in the post on 19 nov. when must we appeal",
    "they turned us down, had the letter 19 november, last day to appeal?",
    "found out on 19 nov that they refused to assess, how long do i have",
    "postman brought the refusal letter on thursday, how long to appeal",
    "school handed me the refusal letter on 19 nov, how long to appeal",
    "refusal letter was waiting for us on thursday, how long have we got to appeal",
    "opened the refusal email on 19 nov, how long have i got to appeal",
    "the final plan came through the door on 19 nov, when do i have to appeal by",
]
SENT = [
    ("refusal letter dated 12 nov came thursday how long have i got", "2026-11-12"),
    ("letter dated 12 nov came thursday they wont assess, when must i appeal", "2026-11-12"),
    ("the refusal came thursday but its dated 12 nov, how long to appeal", "2026-11-12"),
    ("they refused on 14 oct and the letter came 20 oct, how long to appeal", "2026-10-14"),
    ("got refused 14 oct how long to appeal", "2026-10-14"),
    ("refusal letter 12 nov how long to appeal", "2026-11-12"),
    ("they posted the refusal on 12 nov how long to appeal", "2026-11-12"),
    ("email came thursday saying they refused to assess how long to appeal", "2026-11-19"),
    ("the refusal came by email on 19 nov when must i appeal", "2026-11-19"),
    ("they emailed me the refusal thursday, how long have i got", "2026-11-19"),
    ("they emailed on thursday that they refuse to assess, how long have i got", "2026-11-19"),
    ("the council wrote on 12 nov that they wont assess him, how long do i have", "2026-11-12"),
    ("the refusal was in my inbox on 19 nov, how long to appeal", "2026-11-19"),
]


@pytest.fixture(autouse=True)
def _guessing(parts: Parts) -> None:
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": "ehcna_refused", "confidence": 0.9}], "confidence": 0.9}]  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", CAME)
@pytest.mark.parametrize("channel", ["sms", "web"])
def test_from_the_day_it_came_no_last_day_is_told(parts: Parts, text: str, channel: str) -> None:
    said = write(parts, MUM if channel == "sms" else new_chat(parts), text)[0]
    by = "Tue 19 Jan 2027" if channel == "sms" else "Tuesday 19 January 2027"
    assert f"before {by}" in said and f"by {by}" not in said, said
    assert "not" in said and "the day it came" in said and "Which date is on" in said and "on't wait" in said
    assert channel == "web" or (count_segments(said) <= 2 and gsm7_length(said) is not None)


@pytest.mark.parametrize(("text", "day"), SENT)
def test_the_day_it_was_sent_counts_and_an_email_comes_when_it_is_sent(text: str, day: str) -> None:
    asked = read_question(text, TODAY)
    assert asked is not None and asked.day.day == date.fromisoformat(day) and not asked.day.came


def test_an_emails_day_is_told_as_the_last_day(parts: Parts) -> None:
    assert "your appeal by Tue 19 Jan 2027" in write(parts, MUM, "email came thursday saying they refused to assess, how long to appeal")[0]


@pytest.mark.parametrize("then", ["17 november", "its dated 17 november", "the letter says 17 nov", "it was sent on 17 nov"])
def test_with_the_date_on_it_the_last_day_is_counted(parts: Parts, then: str) -> None:
    write(parts, MUM, "they said no to assessing my boy. letter came thursday")
    first = write(parts, MUM, "how long have i got")[0]
    assert "before Tue 19 Jan 2027" in first
    assert "your appeal by Sun 17 Jan" in write(parts, MUM, then)[0]


@pytest.mark.parametrize("then", ["it came thursday", "i got it on thursday", "it landed thursday"])
def test_told_only_when_asked_it_is_no_letters_date_either(parts: Parts, then: str) -> None:
    write(parts, MUM, "whats the last day to appeal")
    assert "before Tue 19 Jan 2027" in write(parts, MUM, then)[0]


def test_a_certificate_or_a_letter_that_came_counts_from_its_own_date(parts: Parts) -> None:
    write(parts, MUM, "refusal letter dated 23 sept how long to appeal")
    came = write(parts, MUM, "mediation certificate came 20 nov")[0]
    assert "may be before Sun 20 Dec" in came and "2 months" in came and "mediation adviser" not in came
    assert "your appeal by Fri 18 Dec" in write(parts, MUM, "certificate 18 november")[0]
    later = write(parts, new_chat(parts), "refusal letter came 1 october, certificate dated 20 november, last day to appeal?")[0]
    assert "by Sunday 20 December 2026" in later, "the certificate's month is the later one, whenever the letter was sent"


def test_near_the_end_what_to_do_comes_first_and_no_last_day_is_named(parts: Parts) -> None:
    said = write(parts, MUM, "the refusal letter came on 28 sept how long have i got to appeal")
    assert "ring the mediation adviser" in said[0] and "28 Nov" not in said[0] and "before Sat 28 Nov" in said[1]
    gone = write(parts, new_chat(parts), "the refusal letter came on 1 sept how long have i got to appeal")[0]
    assert "This day has passed." in gone and "Send the appeal at once" in gone


def test_the_days_of_a_draft_and_of_changes_are_counted_so_too(parts: Parts) -> None:
    assert "before Fri 4 Dec" in write(parts, MUM, "the draft came friday how long have i got")[0]
    assert "until Fri 4 Dec" in write(parts, MUM, "the draft was emailed to us friday how long have i got")[0]
    changes = write(parts, MUM, "the letter with the changes to the plan came on 16 november, how long have we got")[0]
    assert "end before Mon 30 Nov" in changes and "due before Mon 11 Jan 2027" in changes
    assert count_segments(changes) <= 2


def test_what_the_council_got_is_counted_as_ever(parts: Parts) -> None:
    assert "a final plan by Mon 5 Apr 2027" in write(parts, MUM, "the council got our request on 16 november when will the plan come")[0]


def test_a_request_of_ours_that_was_emailed_stays_one() -> None:
    asked = read_question("we emailed our request on 3 june when do we hear", TODAY)
    assert asked is not None and asked.event == "request"
