"""A mediation certificate that has not come yet: the last day is counted from the day it is expected and from the letter's, by the whole path on both channels."""

from __future__ import annotations

from datetime import date

import pytest

from tests.steps.test_steps_matter import talk
from tests.steps.test_steps_named import CHANNELS
from webhook.bootstrap import Parts
from webhook.services.dates.certificate_to_come import read_to_come
from webhook.services.dates.days_read import find_days_to_come

TODAY = date(2026, 11, 23)
REFUSED, LETTER = "ehcna_refused", "got a letter dated 2 november saying no to assess my daughter"
LAST = {"sms": "Wed 20 Jan 2027", "web": "Wednesday 20 January 2027"}
LETTERS = {"sms": "Sat 2 Jan", "web": "Saturday 2 January 2027"}
EXPECTED = [
    "what if i get the certificate on 20 december",
    "if the certificate comes on 20 dec whats my last day",
    "what happens if the cert is dated 20 december",
    "and if they dont send the certificate till 20 dec",
    "the mediation adviser said ill get my certificate on the 20th of december, when is my deadline",
    "suppose the certificate arrives 20/12/26",
    "mediation cert will be 20 december 2026. when must the appeal be in",
    "once i get the certificate on 20 dec how long have i got",
    "i wont have the certificate until 20 december, is that too late",
    "if my certifcate comes by the 20 december do i still have time to appeal",
]
SOMETHING_ELSE = [
    "if the medical certificate comes on 20 december will school authorise it",
    "when the certificate comes who do i send it to",
    "if i get the certificate on 20 december where do i send it",
    "what is a certificate",
    "the certificate came on 20 november",
    "when the certificate came on 20 november i was away",
    "will the surgery be on 20 december",
    "if my birth certificate comes on 20 december",
]


@CHANNELS
@pytest.mark.parametrize("text", EXPECTED)
def test_the_later_of_the_two_is_the_last_day(parts: Parts, channel: str, text: str) -> None:
    said = talk(parts, channel, REFUSED, LETTER, text)[1]
    assert LAST[channel] in said
    assert "adviser" in said


@CHANNELS
@pytest.mark.parametrize("text", ["what if i get the certificate on 28 november", "if the cert comes on the 28th whats my last day"])
def test_a_letter_that_gives_longer_counts(parts: Parts, channel: str, text: str) -> None:
    assert LETTERS[channel] in talk(parts, channel, REFUSED, LETTER, text)[1]


@CHANNELS
@pytest.mark.parametrize("text", ["so whats my last day", "when must appeal be in", "what date is that then"])
def test_it_is_asked_again(parts: Parts, channel: str, text: str) -> None:
    first, again = talk(parts, channel, REFUSED, LETTER, EXPECTED[0], text)[1:]
    assert first == again


@CHANNELS
def test_a_certificate_that_has_come_since_is_the_one_that_counts(parts: Parts, channel: str) -> None:
    came, again = talk(parts, channel, REFUSED, LETTER, EXPECTED[0], "the certificate is dated 20 november", "so whats my last day")[2:]
    assert LETTERS[channel] in came and LETTERS[channel] in again and LAST[channel] not in again


@CHANNELS
def test_without_the_letters_day_it_is_asked_for_and_then_both_count(parts: Parts, channel: str) -> None:
    first, second = talk(parts, channel, "mediation", "what if i get the mediation certificate on 20 december", "letter was 2 november")
    assert LAST[channel] in first and "2 months" in first and "Which date is on the letter?" in first
    assert LAST[channel] in second and "2 Nov" in second


@CHANNELS
def test_both_days_in_one_message(parts: Parts, channel: str) -> None:
    told = "they refused to assess him, letter 2 nov. if the mediation certificate doesnt come till 20 december when must i appeal by"
    assert LAST[channel] in talk(parts, channel, REFUSED, told)[0]


@CHANNELS
@pytest.mark.parametrize(
    "text",
    [
        "refusal to assess dated 2 november, certificate dated 20 november",
        "they said no to assessing on 2 november and the mediation certificate is dated 20 november",
        "refused to assess letter 2 nov, cert 20 nov",
    ],
)
def test_both_days_that_have_been_are_counted_at_once_and_again(parts: Parts, channel: str, text: str) -> None:
    said = talk(parts, channel, REFUSED, text, "when must appeal be in")
    assert all(LETTERS[channel] in one for one in said)


@CHANNELS
@pytest.mark.parametrize(
    "text", ["when must appeal be in", "when does it have to be in by", "by when", "whats the deadline", "how long have i got", "when must i send it", "what is the last date"]
)
def test_whoever_asks_for_the_deadline_gets_the_rule_and_never_a_hearing(parts: Parts, channel: str, text: str) -> None:
    for topic, first in (("mediation", "do i need a mediation certificate"), ("tribunal", "how do i go to tribunal")):
        said = talk(parts, channel, topic, first, text)[1]
        assert "2 months" in said and "gives you your date" not in said and "give you your date" not in said


@pytest.mark.parametrize("text", SOMETHING_ELSE)
def test_another_question_is_another(text: str) -> None:
    assert read_to_come(text, TODAY, spoken_of=True) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", date(2026, 11, 24)),
        ("on friday", date(2026, 11, 27)),
        ("the 20th", date(2026, 12, 20)),
        ("20 dec", date(2026, 12, 20)),
        ("3 january", date(2027, 1, 3)),
        ("23 nov", TODAY),
    ],
)
def test_a_day_to_come_is_the_next_such_day(text: str, day: date) -> None:
    assert [one.day for _, _, one in find_days_to_come(f"it comes {text}", TODAY)] == [day]


def test_one_that_cannot_be_is_asked_for_again(parts: Parts) -> None:
    assert "31 nov" in talk(parts, "sms", REFUSED, LETTER, "what if i get the certificate on 31 nov")[1]
