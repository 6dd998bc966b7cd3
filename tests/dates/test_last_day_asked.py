"""The day of a mediation certificate in the words people use, the counted dates asked again, and a number to ring that needs no case."""

from __future__ import annotations

from datetime import date

import pytest

from tests.family import MUM, hear
from tests.family import web as new_chat
from tests.sms_tools import rows, text_in
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.dates.appeal_told import asks_which_day
from webhook.services.dates.days_read import find_days
from webhook.services.dates.read import read_day_of
from webhook.services.people.who_to_ring import asks_whom_to_ring
from webhook.services.texts.text import count_segments
from webhook.store.cases import IdentityCheck
from webhook.store.messages import Inbound

TODAY = date(2026, 11, 23)
REFUSED = "how long have i got to appeal, they said no to assessing, letter 23 sept"
LAST_DAY = "Sun 20 Dec"
NUMBER = "020 7974 6500"
CERTIFICATES = ["cert came 20 nov", "the certificate is 20th nov", "cert dated 20/11", "certifcate came 20 nov", "my cert is 20/11/26", "20 nov on the cert", "cert came last friday",
                "ok ive got the cert its dated 20 november", "they gave me the cert on 20 nov", "sorry the cert was 20 nov"]  # fmt: skip
WHICH_DAY = ["so what date is it", "what date is that", "what date is that then", "whats the date", "which day then", "so when is it", "wot date is it", "what was the date again",
             "so whats my deadline", "just tell me the date", "what day do i have to do it by"]  # fmt: skip
WHOM = ["who do i ring", "what number", "who can i phone", "what number do i ring", "is there a number i can ring", "whats the number", "phone number pls", "who should i be ringing",
        "any number i can call", "have u got a number for them", "who can i speak to about this"]  # fmt: skip


@pytest.mark.parametrize("text", CERTIFICATES)
def test_a_certificate_by_any_name_gives_its_month(parts: Parts, text: str) -> None:
    text_in(parts, REFUSED)
    assert LAST_DAY in text_in(parts, text)[0] and parts.rasa.turns == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["birth certificate 20 nov", "medical cert dated 20 nov", "im certain it was 20 nov", "no cert came 20 nov", "cert came", "can i get a cert by 20 nov?",
     "20 nov", "letter came 20 nov"])  # fmt: skip
def test_another_paper_or_no_day_is_no_certificate(text: str) -> None:
    assert read_day_of("certificate", text, TODAY) is None


def test_a_certificate_told_after_what_mediation_is(parts: Parts) -> None:
    assert LAST_DAY in text_in(parts, "my mediation cert came 20 nov")[0]


@pytest.mark.parametrize("text", WHICH_DAY)
def test_the_dates_that_were_counted_are_said_again_and_no_check_begins(parts: Parts, text: str) -> None:
    text_in(parts, REFUSED)
    told = text_in(parts, "cert came 20 nov")[0]
    assert text_in(parts, text)[0] == told and LAST_DAY in told
    assert parts.rasa.turns == [] and rows(parts, IdentityCheck) == []  # type: ignore[attr-defined]


def test_so_are_those_of_a_draft(parts: Parts) -> None:
    told = text_in(parts, "we got the draft on 20 nov, how long do we have to reply")[0]
    assert "4 Dec" in told and text_in(parts, "which day then")[0] == told


@pytest.mark.parametrize("text", ["what date is the review", "when is the next surgery", "what day is bin day", "when is half term", "what date is it today", "when is the hearing",
     "whats happening"])  # fmt: skip
def test_another_day_is_not_asked_of_the_dates(text: str) -> None:
    assert not asks_which_day(text)


@pytest.mark.parametrize("text", WHOM)
def test_a_number_needs_no_case_in_the_check(parts: Parts, text: str) -> None:
    open_check(parts)
    number, again = text_in(parts, text, number=MUM)[:2]
    assert NUMBER in number and again == parts.content.messages["identity_ask_ref"].sms
    assert parts.rasa.turns == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["who do i ring", "what number", "who can i phone", "what number do i ring", "who should i be ringing"])
def test_after_an_answer_it_gets_the_answers_number(parts: Parts, text: str) -> None:
    text_in(parts, REFUSED)
    assert "mediation adviser" in text_in(parts, text)[0] and parts.rasa.turns == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["what number is that", "what number do you mean", "i have no reference number", "can you ring me", "who rang me", "which number did you text",
     "who is dealing with it", "what number is on the letter"])  # fmt: skip
def test_another_number_is_not_one_to_ring(text: str) -> None:
    assert not asks_whom_to_ring(text)


def open_check(parts: Parts) -> None:
    """The check has begun and asks for the reference."""
    conversation, _ = hear(parts, MUM, "where is my sons case")
    with parts.db.writing() as session:
        session.add(IdentityCheck(conversation_id=conversation, requested="case_ref", updated_at=parts.clock.now()))
        session.query(Inbound).update({"lane": "lookup", "state": "done"})


def test_with_the_certificate_in_hand_nobody_is_sent_to_the_adviser(parts: Parts) -> None:
    chat = new_chat(parts)
    first = write(parts, chat, REFUSED)[0]
    assert "Ring the mediation adviser named in your letter: by" in first
    then = "\n".join(write(parts, chat, "cert came 20 nov"))
    assert "20 December 2026" in then and "With the certificate" in then and "Ring the mediation adviser" not in then
    together = "\n".join(write(parts, new_chat(parts), "they refused on 14 oct, certificate dated 20 nov, whats the last day to appeal"))
    assert "20 December 2026" in together and "Ring the mediation adviser" not in together


NO_MONTH = ["cert came on the 20th", "cert came the 20th", "the certificate is dated the 20th", "got the cert on the 20th", "mediation certificate came thru on the 20th", "cert 20th",
            "ok cert is here it came on the 20th", "my cert was dated 20th of this month", "they gave me the cert on the 20th", "sorry the cert was the 20th"]  # fmt: skip


@pytest.mark.parametrize("text", NO_MONTH)
def test_a_day_without_its_month_is_the_last_one_and_is_read_back(parts: Parts, text: str) -> None:
    text_in(parts, REFUSED)
    told = text_in(parts, text)[0]
    assert LAST_DAY in told and ("Fri 20 Nov 2026" in told or "this month" in text) and count_segments(told) <= 2 and parts.rasa.turns == []  # type: ignore[attr-defined]
    chat = new_chat(parts)
    write(parts, chat, REFUSED)
    told = write(parts, chat, text)[0]
    assert "20 December 2026" in told and ("I read that as Friday 20 November 2026" in told or "this month" in text)


def test_what_was_read_of_it_is_said_with_month_and_year(parts: Parts) -> None:
    chat = new_chat(parts)
    write(parts, chat, "whats the last day to appeal")
    told = write(parts, chat, "letter was dated the 3rd")[0]
    assert "You wrote the 3rd. I read that as Tuesday 3 November 2026." in told and "3 January 2027" in told
    assert "3 October 2026" in write(parts, chat, "no 3 october")[0], "and is put right"
    text_in(parts, "whats the last day to appeal")
    assert "Tue 3 Nov 2026" in text_in(parts, "the 3rd")[0], "a day was asked for"


@pytest.mark.parametrize(("text",
     "day"), [("got it on the 12th", date(2026, 11, 12)), ("it was the 25th", date(2026, 10, 25)), ("it came on the 31st", date(2026, 10, 31)), ("dated the 3rd", date(2026, 11, 3)),
     ("it was the 18th of last month", date(2026, 10, 18)), ("the 22nd", date(2026, 11, 22)), ("no it was the 19th", date(2026, 11, 19))])  # fmt: skip
def test_it_is_never_a_day_to_come(text: str, day: date) -> None:
    [(_, _, read)] = find_days(text, TODAY)
    assert read.day == day and not read.wrong


@pytest.mark.parametrize("text", ["his 3rd school", "the review is on the 30th", "the letter will come on the 20th", "i need it by the 20th",
     "its the 3rd time ive asked", "can i come on the 3rd", "surgery on the 12th",
     "the 2nd", "he had his 12th birthday", "hearing is booked for the 9th", "can we do the 4th", "the 2nd one"])  # fmt: skip
def test_what_is_no_day_that_was_is_not_read(text: str) -> None:
    assert find_days(text, TODAY) == []


def test_where_it_may_be_this_month_or_the_last_it_is_asked(parts: Parts) -> None:
    text_in(parts, "whats the last day to appeal")
    assert "Which month do you mean by the 23rd?" in text_in(parts, "letter came on the 23rd")[0]
    assert "Mon 23 Nov 2026" in text_in(parts, "23 november")[0]


def test_a_certificate_that_would_be_older_than_its_letter_is_asked_for(parts: Parts) -> None:
    text_in(parts, "how long have i got to appeal, they said no to assessing, letter 9 nov")
    assert "Which month do you mean by the 3rd?" in text_in(parts, "cert came on the 3rd")[0]
    assert LAST_DAY not in text_in(parts, "so what date is it")[0]
