"""What is hidden from Rasa, logs and the transcript, and what must not be: an answer may hang on "20 weeks"."""

from __future__ import annotations

import time

import pytest

from tests.conftest import Verdict
from tests.sms_tools import ANSWER, rows, text_in
from webhook.bootstrap import Parts
from webhook.services.personal.personal import find_personal, mask_personal
from webhook.store.cases import IdentityCheck
from webhook.store.conversations import Conversation, SealedValue
from webhook.store.duty import Alert
from webhook.store.messages import Inbound, Message

HIDDEN = {
    "case_ref": [
        "EHC-2026-00123", "ehc 2026 00123", "ENG/24/118", "CAM-104233", "cam104233", "SEN 2025/0042", "ref: 20250042", "case 24/01187", "ehcp ref no 104233",
        "reference number is 104233", "case number 1042", "30412345",
    ],
    "date": [
        "04/03/2015", "4.3.15", "4-3-2015", "2015-03-04", "4 march 2015", "4th of March 2015", "March 4th, 2015", "4 mar 15", "04032015", "20150304",
        "4 3 2015", "4/3/2015",
        "04 / 03 / 2015", "the fourth of march 2015", "twenty-first of may two thousand and fifteen", "3rd sept", "born 12 may 2016", "12may2016",
        "4 march '15", "٤/٣/٢٠١٥",
    ],
    "code": ["123456", "123 456", "123-456", "code is 123456.", "040315"],
    "phone": [
        "07700900123", "07700 900 123", "+44 7700 900123", "0044 7700 900123", "(020) 7946 0018", "020 7946 0018", "07700-900-123", "077 00 90 01 23",
        "447700900123",
    ],
    "postcode": ["NW1 2DB", "nw12db", "EC1A 1BB"],
    "nhs_number": ["943 476 5919", "9434765919", "943-476-5919"],
    "ni_number": ["AB123456C", "AB 12 34 56 C", "ab123456c", "QQ 12 34 56 C", "QQ123456C"],
    "upn": ["A123456789012"],
    "email": ["a.b+c@example.co.uk", "me@example.com", "mum dot k at gmail.com", "mum.k (at) hotmail dot co dot uk", "mumk at yahoo . com"],
}  # fmt: skip
LEFT_ALONE = [
    "year 7", "he is in year 10", "20 weeks", "more than 16 weeks", "£6,000", "£6000 a year", "£123456", "111 option 2", "ring 111 then 2",
    "999 or 111", "call 101", "116 123", "text 85258",
    "9.30am", "at 14:30", "10:15", "he is 7 and 3 months", "aged 12", "section 19", "section 19 of the 1996 act", "regulation 13", "3.5 hours",
    "16-25", "0-25 year olds", "15 days",
    "2 decisions", "5 marks out of 10", "he is 7 may i ask", "2 separate schools", "year 10 may be too late", "key stage 2", "KS2", "covid-19",
    "2024/25", "in 2024 2025", "from 2024-2025",
    "ehcp 2024 review", "sen 2025/26", "ehcp 20 30 hours", "the 2025 to 2026 year", "september 2025", "march 20 weeks ago", "band 3", "2:1 support",
    "30 hours funded", "a 1-2-1", "10 000 steps",
    "we live at sky high house. come by", "i look at yahoo answers", "meet at live music. fun",
    "the second time", "my third request in march", "option 2", "the second one", "grade 9-1", "80% of 25 hours",
]  # fmt: skip


def mask(text: str, asked: str | None = None) -> str:
    return mask_personal(text, find_personal(text, asked))


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in HIDDEN.items() for text in texts])
def test_personal_data_is_masked(kind: str, text: str) -> None:
    assert [found.kind for found in find_personal(text)] == [kind]
    assert not any(character.isdigit() for character in mask(f"hello {text} thanks"))


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_ordinary_figures_stay(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("asked", "text", "masked"),
    [
        ("case_ref", "its 1042", "its [case ref]"),
        ("case_ref", "12/345", "[case ref]"),
        ("case_ref", "how long does it take, 20 weeks?", "how long does it take, 20 weeks?"),
        ("case_ref", "07700 900123", "[phone]"),
        ("child_dob", "040315", "[date]"),
        ("child_dob", "4 3 15", "[date]"),
        ("child_dob", "he is in year 7", "he is in year 7"),
        ("code", "12 34 56", "[code]"),
        ("code", "1 2 3 4 5 6", "[code]"),
        ("code", "is it 6 weeks", "is it 6 weeks"),
    ],
)
def test_more_is_hidden_while_it_is_asked_for(asked: str, text: str, masked: str) -> None:
    assert mask(text, asked) == masked


def test_the_councils_own_shape_of_a_reference_comes_first() -> None:
    assert [found.value for found in find_personal("my ref AB/99/7 thanks", ref_pattern=r"\bAB/\d+/\d\b")] == ["AB/99/7"]


def test_a_long_message_of_figures_takes_no_time() -> None:
    for text in ("1" * 1600, "1 " * 800, "a1-" * 530, "ref " * 400, "may 1 " * 260, "@." * 800, "12/" * 530):
        started = time.monotonic()
        find_personal(text, "case_ref")
        assert time.monotonic() - started < 2, text[:10]


def test_nothing_of_it_is_kept_in_clear(parts: Parts) -> None:
    parts.rasa.default = ANSWER
    secrets = ["EHC-2026-00123", "4 March 2015", "482913", "07700 900456", "NW1 2DB", "943 476 5919", "AB123456C", "A123456789012", "me@example.com"]
    parts.safety.verdicts["he hit me, " + ", ".join(secrets)] = Verdict("crisis", "domestic_abuse", frozenset({"unsafe_phone"}), 1.0)
    text_in(parts, "about " + ", ".join(secrets))
    text_in(parts, "he hit me, " + ", ".join(secrets))
    kept = [row.masked_text for row in rows(parts, Inbound)] + [row.text for row in rows(parts, Message)] + [row.detail for row in rows(parts, Alert)]
    kept += [str((row.safety, row.topics, row.options, row.flags)) for row in rows(parts, Inbound)] + [turn[1] for turn in parts.rasa.turns]
    raw = b"".join(bytes(row.value_sealed) for row in rows(parts, SealedValue)) + b"".join(bytes(row.body_sealed) for row in rows(parts, Inbound))
    for secret in secrets:
        assert not any(secret in text for text in kept), secret
        assert secret.encode() not in raw
    assert sorted(parts.vault.open(row.value_sealed) for row in rows(parts, SealedValue))[:2] == ["07700 900456", "07700 900456"]
    assert len(rows(parts, SealedValue)) == 2 * len(secrets)


def test_what_the_check_asked_for_is_sealed_as_that(parts: Parts) -> None:
    parts.rasa.default = ANSWER
    text_in(parts, "hello there")
    with parts.db.writing() as session:
        conversation = session.query(Conversation).one()
        session.add(IdentityCheck(conversation_id=conversation.id, requested="child_dob", updated_at=parts.clock.now()))
    text_in(parts, "040315")
    assert [(row.kind, parts.vault.open(row.value_sealed)) for row in rows(parts, SealedValue)] == [("date", "040315")]
    assert rows(parts, Inbound)[-1].masked_text == "[date]"
