"""A message longer than what is read: the first part is answered, that is said once, staff see all of it, and all of it is looked through for danger."""

from __future__ import annotations

import pytest

from tests.conftest import Verdict
from tests.family import web
from tests.sms_tools import ANSWER, rows, text_in
from webhook.bootstrap import Parts
from webhook.services.texts.inbox import KEPT_FOR_STAFF, accept_chat
from webhook.services.texts.text import count_segments, first_part
from webhook.services.turn.work import work_conversation
from webhook.store.duty import Alert
from webhook.store.messages import Inbound, Message

LONG = "We have waited since spring for the taxi. " * 45 + "How do I appeal? My number is 07700 900456."
LIMIT = 1600


def test_the_first_part_is_answered_and_that_is_said_once(parts: Parts) -> None:
    parts.rasa.default = ANSWER  # type: ignore[attr-defined]
    note = parts.content.messages["cut_note"].sms
    assert len(LONG) > LIMIT and text_in(parts, LONG).count(note) == 1 and count_segments(note) == 1
    (inbound,) = rows(parts, Inbound)
    assert len(inbound.masked_text) <= LIMIT and "appeal" not in parts.rasa.turns[-1][1]  # type: ignore[attr-defined]
    assert note not in text_in(parts, "how do we get a taxi for him")


def test_staff_see_what_came_masked(parts: Parts) -> None:
    text_in(parts, LONG)
    shown = next(message.text for message in rows(parts, Message) if message.sender == "parent")
    assert shown.endswith("How do I appeal? My number is [phone].") and "900456" not in shown


def test_no_more_is_kept_than_can_be_looked_through(parts: Parts) -> None:
    text_in(parts, "word " * 10_000)
    assert len(next(message.text for message in rows(parts, Message) if message.sender == "parent")) <= KEPT_FOR_STAFF * LIMIT


def test_a_detail_is_never_cut_in_two(parts: Parts) -> None:
    text_in(parts, "x" * (LIMIT - 8) + " 07700 900456 and more words")
    assert "0770" not in rows(parts, Inbound)[0].masked_text and "0770" not in "".join(message.text for message in rows(parts, Message))


@pytest.mark.parametrize(("before", "stretch"), [(45, slice(0, 4000)), (110, slice(3800, 7800))])
def test_danger_in_the_part_that_is_not_read_is_found(parts: Parts, before: int, stretch: slice) -> None:
    whole = "We have waited since spring for the taxi. " * before + "I can't keep him safe."
    parts.safety.verdicts[whole[stretch]] = Verdict("crisis", "harm_to_child", frozenset(), 1.0)  # type: ignore[union-attr]
    said = text_in(parts, whole)
    assert rows(parts, Inbound)[0].lane == "crisis" and rows(parts, Alert)[0].detail.endswith("keep him safe.")
    assert parts.content.messages["cut_note"].sms not in said


@pytest.mark.parametrize("text", ["hello", "x" * LIMIT, "a b " * 400])
def test_what_fits_is_read_whole(parts: Parts, text: str) -> None:
    conversation = web(parts)
    accept_chat(parts, conversation_id=conversation, client_id="1", text=text)
    work_conversation(parts, conversation)
    assert parts.content.messages["cut_note"].web not in [message.text for message in rows(parts, Message)]


@pytest.mark.parametrize(("text", "first"), [("one two three", "one two"), ("onetwothree", "onetwoth"), ("one", "one"), ("one two x", "one two")])
def test_it_is_cut_between_words(text: str, first: str) -> None:
    assert first_part(text, 8) == first
