"""The day of a mediation certificate in the words people use, the counted dates asked again, and a number to ring that needs no case."""

from __future__ import annotations

from datetime import date

import pytest

from tests.family import MUM, hear
from tests.sms_tools import rows, text_in
from webhook.bootstrap import Parts
from webhook.services.dates.appeal_told import asks_which_day
from webhook.services.dates.read import read_day_of
from webhook.services.people.who_to_ring import asks_whom_to_ring
from webhook.store.cases import IdentityCheck
from webhook.store.messages import Inbound

TODAY = date(2026, 11, 23)
REFUSED = "how long have i got to appeal, they said no to assessing, letter 23 sept"
LAST_DAY = "by Sun 20 Dec"
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
