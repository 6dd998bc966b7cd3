""" "Is it late and can we get transport" after a status: the case's answer first, then the other; nothing is cut where one question is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.family import MUM, ask_for_code, codes_to, put_on_record, say
from tests.family import web as new_chat
from tests.sms_tools import later, rows
from tests.update_steps import ask_status, prove, write
from webhook.bootstrap import Parts
from webhook.services.cases.and_other import join_turns, split_asked
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Reply, Turn
from webhook.services.turn.work import sweep, work_conversation
from webhook.store.messages import Inbound

TRANSPORT = [{"say": "answer", "topics": [{"topic": "school_transport", "confidence": 0.9}], "confidence": 0.9}]
UNKNOWN = [{"say": "unsure", "confidence": 0.1}]


@pytest.mark.parametrize(
    ("text", "own", "other"),
    [
        ("is it late and can we get transport", "is it late", "can we get transport"),
        ("can he get a taxi and is it late", "is it late", "can he get a taxi"),
        ("hi, is it late? and who do i ring about transport", "hi, is it late", "who do i ring about transport"),
        ("why is it taking so long also can you ring me", "why is it taking so long", "can you ring me"),
        ("when will they decide. can i get a carers assessment", "when will they decide", "can i get a carers assessment"),
        ("is it late, what about respite", "is it late", "what about respite"),
        ("is it overdue & how do i apply for a blue badge", "is it overdue", "how do i apply for a blue badge"),
        ("whats a blue badge and when will his plan be done", "when will his plan be done", "whats a blue badge"),
    ],
)
def test_two_questions_are_cut_in_the_cases_and_the_other(text: str, own: str, other: str) -> None:
    assert split_asked(text) == (own, other)


@pytest.mark.parametrize(
    "text",
    [
        "is it late", "is it late and if so what can i do", "is it late and when will it be done", "is that late, i asked in june", "is it late and thank you so much for your help",
        "what is mediation and how long does it take", "is he too late to apply for transport and when is it", "what clubs are open late and are they free", "transport and a taxi?",
    ],
)  # fmt: skip
def test_one_question_stays_whole(text: str) -> None:
    assert split_asked(text) is None


@pytest.mark.parametrize("text", ["is it late and would they drive him there", "would they drive him there and is it late"])
@pytest.mark.parametrize("who", ["web", MUM])
def test_the_cases_answer_comes_first_and_the_other_follows(parts: Parts, tmp_path: Path, who: str, text: str) -> None:
    put_on_record(parts, tmp_path)
    person = who if who == MUM else new_chat(parts)
    prove(parts, person)
    ask_status(parts, person)
    parts.rasa.default = TRANSPORT  # type: ignore[attr-defined]
    replies = write(parts, person, text)
    assert len(replies) == 2 and replies[0].startswith("No. On our record") and parts.content.answers["school_transport"].short.on("web" if person != MUM else "sms")[:50] in replies[1]
    assert rows(parts, Inbound)[-1].lane == "lookup" and rows(parts, Inbound)[-1].topics == ["case_status", "school_transport"]
    assert parts.rasa.turns[-1][1] == "would they drive him there"  # type: ignore[attr-defined]
    assert person != MUM or all(count_segments(reply) <= 2 for reply in replies)


def test_an_other_half_that_nobody_knows_is_said_to_be_so(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = new_chat(parts)
    prove(parts, who)
    ask_status(parts, who)
    parts.rasa.default = UNKNOWN  # type: ignore[attr-defined]
    replies = write(parts, who, "is it late and can he have a unicorn")
    assert replies[0].startswith("No. On our record") and replies[1] == parts.content.messages["dont_know"].web


def test_without_a_case_the_message_goes_on_whole(parts: Parts) -> None:
    parts.rasa.default = TRANSPORT  # type: ignore[attr-defined]
    assert len(write(parts, new_chat(parts), "is it late and would they drive him there")) == 1
    assert parts.rasa.turns[-1][1] == "is it late and would they drive him there"  # type: ignore[attr-defined]


def test_while_the_dialogue_model_is_away_it_waits_as_a_whole_and_is_answered_once(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = new_chat(parts)
    prove(parts, who)
    ask_status(parts, who)
    parts.rasa.default, parts.rasa.down = TRANSPORT, True  # type: ignore[attr-defined]
    assert write(parts, who, "is it late and would they drive him there") == [parts.content.messages["holding"].web]
    parts.rasa.down = False  # type: ignore[attr-defined]
    later(parts, 120)
    sweep(parts)
    work_conversation(parts, who)
    assert rows(parts, Inbound)[-1].topics == ["case_status", "school_transport"]


def test_in_the_check_nothing_is_cut(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    ask_for_code(parts, MUM)
    parts.rasa.default = TRANSPORT  # type: ignore[attr-defined]
    write(parts, MUM, "is it late and would they drive him there")
    assert parts.rasa.turns[-1][1] == "is it late and would they drive him there"  # type: ignore[attr-defined]
    assert say(parts, MUM, codes_to(parts, MUM)[-1])["done"]


def test_thanks_beside_the_question_get_no_reply_of_their_own() -> None:
    first, thanks = Turn("lookup", ["case_status"], replies=[Reply("No.")]), Turn("small_talk", ["small_talk"], replies=[Reply("You're welcome.")])
    assert join_turns(first, thanks) is first
