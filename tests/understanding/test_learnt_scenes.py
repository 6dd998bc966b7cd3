"""Replies in nobody's own words after a status, in the check and at a list of services: read by what was learnt where no pattern reads them; near misses are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.test_cases import render
from tests.conftest import Verdict
from tests.directory_steps import BOY, Chat, directory  # noqa: F401
from tests.duty_steps import chat_in, said, text_in
from tests.family import MUM, ask_for_code, codes_to, count_codes_made, put_on_record, verify, web
from tests.sms_tools import rows
from understanding.replies import ReplyReader
from webhook.bootstrap import Parts
from webhook.services.identity.identity import identity_step
from webhook.services.texts.inbox import sms_conversation_id
from webhook.services.texts.text import count_segments
from webhook.store.cases import IdentityCheck
from webhook.store.directory_use import DirectoryReport
from webhook.store.messages import Inbound

UNSURE = [{"say": "unsure", "confidence": 0.2}]


def shown(parts: Parts, folder: Path, who: str) -> str:
    """The conversation in which a case was just shown."""
    put_on_record(parts, folder, request_received="2026-11-02")
    verify(parts, who)
    render(parts, who, "so where is it")
    parts.rasa.default = UNSURE  # type: ignore[attr-defined]
    return sms_conversation_id(parts, who) if who == MUM else who


def answer(parts: Parts, conversation: str, text: str, number: str = "") -> str:
    before = len(said(parts, conversation))
    _ = text_in(parts, text, number) if number else chat_in(parts, text, conversation)
    return "\n".join(said(parts, conversation)[before:])


ASKED = [
    ("and then what happens once they said yes", "After that: if", True),
    ("once that bit is done whats after it", "After that: if", True),
    ("once theyve done that bit what comes", "After that: if", True),
    ("in plain english pls", "deciding if it will assess", True),
    ("too many big words for me, simpler", "deciding if it will assess", True),
    ("who on earth signs it off", "Next: ", True),
    ("whose desk is it sat on", "Next: ", True),
    ("they are dragging it out arent they, is that overdue", "No. On our record", True),
    ("whats my next move then", "There is nothing you must do now", False),
    ("did we get the thumbs up", "deciding if it will assess", True),
]


@pytest.mark.parametrize(("text", "holds", "_"), ASKED)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_a_question_of_the_case_is_answered_from_it(parts: Parts, tmp_path: Path, reader: ReplyReader, channel: str, text: str, holds: str, _: bool) -> None:
    number = MUM if channel == "sms" else ""
    conversation = shown(parts, tmp_path, number or web(parts))
    alone = answer(parts, conversation, text, number)
    parts.replies = reader
    told = answer(parts, conversation, text, number)
    again = "This is what I told you before"  # a model's guess at the case shows it once more by text; the reader answers what was asked
    assert holds.lower() in told.lower() and again not in told and (holds.lower() not in alone.lower() or again in alone), (alone, told)
    assert not number or count_segments(told) <= 2


@pytest.mark.parametrize(
    "text",
    ["how do i get a taxi for him", "what does a case officer do", "thanks so much", "ok thats a relief", "can i get a copy of his plan", "his school wont do anything", "what is mediation"],
)
def test_other_words_after_a_status_go_on_as_before(parts: Parts, tmp_path: Path, reader: ReplyReader, text: str) -> None:
    conversation = shown(parts, tmp_path, web(parts))
    parts.replies = reader
    answer(parts, conversation, text)
    assert "case_status" not in rows(parts, Inbound, conversation_id=conversation)[-1].topics


@pytest.mark.parametrize("text", ["do my younger boy now", "now his brothers one"])
def test_another_case_ends_this_proof_and_begins_its_own_check(parts: Parts, tmp_path: Path, reader: ReplyReader, text: str) -> None:
    conversation = shown(parts, tmp_path, web(parts))
    parts.replies = reader
    answer(parts, conversation, text)
    message = rows(parts, Inbound, conversation_id=conversation)[-1].id
    assert identity_step(parts, conversation, message, intent="case_status") == {"requested": "case_ref", "say": "identity_ask_ref", "done": False, "leave": False}


def test_once_nothing_was_shown_nothing_of_a_case_is_said(parts: Parts, tmp_path: Path, reader: ReplyReader) -> None:
    put_on_record(parts, tmp_path)
    parts.replies, parts.rasa.default = reader, UNSURE  # type: ignore[attr-defined]
    conversation = web(parts)
    for text, holds, _ in ASKED:
        assert holds not in answer(parts, conversation, text)


# ---- The check ----


def checked(parts: Parts, folder: Path, reader: ReplyReader, asked: str) -> str:
    """A chat in which that detail is asked for."""
    put_on_record(parts, folder)
    conversation = web(parts)
    ask_for_code(parts, conversation)
    with parts.db.writing() as session:
        session.get_one(IdentityCheck, conversation).requested = asked
    parts.replies, parts.rasa.default = reader, UNSURE  # type: ignore[attr-defined]
    return conversation


@pytest.mark.parametrize(
    ("asked", "text", "say"),
    [
        ("case_ref", "no clue what that is never had one", "identity_no_ref"),
        ("case_ref", "binned all the letters sorry", "identity_no_ref"),
        ("case_ref", "rather keep that private", "identity_refused"),
        ("code", "its not turned up on here", "identity_ask_number"),
        ("code", "oops thats his brothers birthday", "identity_restart"),
        ("child_dob", "oops thats his brothers birthday", "identity_restart"),
    ],
)
def test_an_objection_is_left_with_the_message_for_the_check(parts: Parts, tmp_path: Path, reader: ReplyReader, asked: str, text: str, say: str) -> None:
    conversation = checked(parts, tmp_path, reader, asked)
    answer(parts, conversation, text)
    step = identity_step(parts, conversation, rows(parts, Inbound, conversation_id=conversation)[-1].id, intent="case_identity")
    assert step["say"] == say and not step["done"]


@pytest.mark.parametrize("text", ["its gone to my mums phone", "that mobile is long gone, i got a new one", "my ex has that phone not me"])
def test_the_code_on_another_phone_is_answered_in_the_same_words_for_all(parts: Parts, tmp_path: Path, reader: ReplyReader, text: str) -> None:
    conversation = checked(parts, tmp_path, reader, "code")
    made = count_codes_made(parts)
    parts.safety.verdicts[text] = Verdict(lane="gentle")  # type: ignore[union-attr]  # as the real check says of most words about an ex
    told = answer(parts, conversation, text)
    assert "phone that the council has on its record" in told and "PERSON" in told and "What is the code" in told
    assert count_codes_made(parts) == made and answer(parts, web(parts), "hello") != told
    code = codes_to(parts, MUM)[-1]
    assert identity_step(parts, conversation, _heard(parts, conversation, code))["done"]


@pytest.mark.parametrize("text", ["on the bus will sort it when im home", "in a meeting ill come back to this"])
def test_later_keeps_what_was_given(parts: Parts, tmp_path: Path, reader: ReplyReader, text: str) -> None:
    conversation = checked(parts, tmp_path, reader, "code")
    assert "There is no hurry" in answer(parts, conversation, text)
    assert identity_step(parts, conversation, _heard(parts, conversation, codes_to(parts, MUM)[-1]))["done"]


def test_why_is_answered_and_the_question_asked_again(parts: Parts, tmp_path: Path, reader: ReplyReader) -> None:
    conversation = checked(parts, tmp_path, reader, "child_dob")
    told = answer(parts, conversation, "whats that got to do with it")
    assert "keeps your child's case private" in told and "date of birth" in told


@pytest.mark.parametrize("text", ["hes at mainstream school", "thank you", "my husband is asleep", "what clubs are there", "binned all the letters sorry"])
def test_other_words_in_the_check_leave_it_as_it_is(parts: Parts, tmp_path: Path, reader: ReplyReader, text: str) -> None:
    conversation = checked(parts, tmp_path, reader, "code")
    answer(parts, conversation, text)
    assert "learnt" not in (rows(parts, Inbound, conversation_id=conversation)[-1].safety or {})
    with parts.db.reading() as session:
        check = session.get_one(IdentityCheck, conversation)
        assert check.requested == "code" and check.ref_sealed and check.dob_sealed


def _heard(parts: Parts, conversation: str, text: str) -> int:
    chat_in(parts, text, conversation)
    return int(rows(parts, Inbound, conversation_id=conversation)[-1].id)


# ---- A list of services ----


@pytest.fixture
def standing(directory: Parts, reader: ReplyReader) -> tuple[Parts, Chat]:  # noqa: F811
    """A chat with a list in it."""
    directory.replies, directory.rasa.default = reader, UNSURE  # type: ignore[attr-defined]
    chat = Chat(directory)
    assert "2. Sample: trampolining" in chat.text(BOY)
    return directory, chat


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("is the 2nd one free", "Sample: trampolining"),
        ("whats the craic with the trampolining one", "Sample: trampolining"),
        ("anything not so pricey", "free"),
        ("can u ping that to my phone", "mobile number"),
        ("keep going any others", "Here are more"),
        ("got owt for teenagers tho", "age 13 to 19"),
    ],
)
def test_a_wish_about_the_list(standing: tuple[Parts, Chat], text: str, holds: str) -> None:
    assert holds in standing[1].text(text)


def test_a_record_said_to_be_wrong_reaches_the_editors(standing: tuple[Parts, Chat]) -> None:
    parts, chat = standing
    assert "Which one is wrong" in chat.text("that one shut ages ago") and not rows(parts, DirectoryReport)
    chat.text("2")
    assert len(rows(parts, DirectoryReport)) == 1


@pytest.mark.parametrize("text", ["thats brilliant thanks", "im so tired today", "i will give them a bell", "who decides on respite", "he hates groups anyway"])
def test_other_words_at_a_list_go_on_as_before(standing: tuple[Parts, Chat], text: str) -> None:
    parts, chat = standing
    chat.text(text)
    assert parts.rasa.turns[-1][1] == text and not rows(parts, DirectoryReport)  # type: ignore[attr-defined]


def test_nobody_is_opted_out_by_it(standing: tuple[Parts, Chat]) -> None:
    _, chat = standing
    for text in ("get off my phone with these", "i dont want any of it", "enough now"):
        chat.text(text)
        assert chat.lane() != "opt_out", text
