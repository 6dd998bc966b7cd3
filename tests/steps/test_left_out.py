"""A parent who is told nothing, or asks if they are on the record: nothing of any record is said, and a person is the way on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.family import DAD, MUM, REF, put_on_record, say
from tests.family import web as new_chat
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.steps.left_out import is_left_out
from webhook.services.texts.text import count_segments
from webhook.store.messages import Inbound

STRANGER = "+447700900999"
ELSE = [{"say": "answer", "topics": ["attendance_ebsa"], "confidence": 0.7}]
SAID = (
    "his mum gets the letters, i get told nothing",
    "so am i on the record or not",
    "they only write to her mum, am i on the case",
    "im his dad and nobody tells me anything",
    "his mother gets copies and i never get anything",
    "is my number even on her file",
    "im kept in the dark and im her father",
)


def in_check(parts: Parts, who: str, at: str) -> None:
    say(parts, who, "where is my case", intent="case_status")
    if at == "code":
        say(parts, who, REF)
        say(parts, who, "14/3/17")
    with parts.db.writing() as session:
        session.query(Inbound).update({"state": "done"})  # taken step by step, not through the turn
    parts.rasa.default = ELSE  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", SAID)
@pytest.mark.parametrize("at", ["case_ref", "code"])
@pytest.mark.parametrize("who", [MUM, DAD, STRANGER, "web"])
def test_in_the_check_a_person_is_named_in_the_same_words_for_everybody(parts: Parts, tmp_path: Path, who: str, at: str, text: str) -> None:
    put_on_record(parts, tmp_path, {}, {"phone": DAD, "disclosure": "no"})
    who, channel = (new_chat(parts), "web") if who == "web" else (who, "sms")
    in_check(parts, who, at)
    said = write(parts, who, text)
    question = parts.content.messages["identity_ask_ref" if at == "case_ref" else "identity_ask_code"].on(channel)
    assert said == [parts.content.messages["left_out"].on(channel), question] and "PERSON" in said[0] and "020 7974 6500" in said[0]


@pytest.mark.parametrize("text", SAID)
def test_after_the_check_was_left_nothing_is_asked_again(parts: Parts, tmp_path: Path, text: str) -> None:
    put_on_record(parts, tmp_path, {}, {"phone": DAD, "disclosure": "no"})
    parts.rasa.answers["no code came"] = [{"say": "identity_no_code", "intent": "case_identity", "leave": True}]  # type: ignore[attr-defined]
    parts.rasa.default = ELSE  # type: ignore[attr-defined]
    assert "I can't say why no code came" in write(parts, DAD, "no code came")[0]
    for _ in range(2):
        assert write(parts, DAD, text) == [parts.content.messages["left_out"].sms]
    parts.rasa.default = [{"say": "handover"}]  # type: ignore[attr-defined]
    assert count_segments(parts.content.messages["left_out"].sms) <= 2


@pytest.mark.parametrize("text", ["my ex gets all the letters about our daughter and im her dad and told nothing", "we're separated and i never get any letters"])
def test_as_a_first_message_the_own_check_is_offered(parts: Parts, text: str) -> None:
    parts.rasa.default = ELSE  # type: ignore[attr-defined]
    assert write(parts, STRANGER, text) == [parts.content.messages["parent_apart"].sms]


@pytest.mark.parametrize(
    "text",
    [
        "am i on the waiting list", "his mum gets carers allowance can i", "school never tell me anything and her dad gets the letters", "have you got me down for 10.30",
        "im his mum, we got no letter yet when is it due", "hes not told his dad", "am i on time", "my ex hits me and tells me nothing", "i was told nothing about the panel",
        "nobody tells me anything", "his dad lives with us and gets pip",
    ],
)  # fmt: skip
def test_other_things_are_not_about_being_left_out(text: str) -> None:
    assert not is_left_out(text)
