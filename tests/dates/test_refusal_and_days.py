"""A no from the council in few words, and a day that comes after a topic with a clock: asked for, taken, and never mixed up with something else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.cases.test_cases import D, render
from tests.family import MUM, hear, put_on_record, verify
from tests.family import web as new_chat
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.clients.rasa import FakeRasa
from webhook.services.answers.content import Content
from webhook.services.dates.read import find_refusal
from webhook.services.safety.assess import assess_inbound
from webhook.services.steps.dates import answer_dates
from webhook.services.steps.refusal import answer_if_refused, ask_day_of_refusal
from webhook.services.texts.text import count_segments, gsm7_length
from webhook.services.turn.heard import Heard, Turn
from webhook.services.turn.record import record_turn

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def heard_of(content: Content, text: str, channel: str = "sms", awaiting: str | None = None, last_topic: str | None = None, ladder: Any = None) -> tuple[Any, Heard]:
    conversation = SimpleNamespace(channel=channel, awaiting=awaiting, said_once=[], last_topic=last_topic, ladder=ladder, options=[])
    values: dict[str, Any] = {"previous_at": NOW, "number": None, "masked": text, "now": NOW, "lane": None, "topic": None, "flags": (), "alerted": False, "personal_kinds": ()}
    return SimpleNamespace(content=content, rasa=FakeRasa()), Heard(inbound=SimpleNamespace(id=1), conversation=conversation, text=text, **values)  # type: ignore[arg-type]


def counted(content: Content, text: str, channel: str = "sms", **more: Any) -> Turn | None:
    return answer_dates(*heard_of(content, text, channel, **more))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("they said no in september", "refused"),
        ("they said no in september what can i do", "refused"),
        ("the council refused back in october", "refused"),
        ("we got turned down a few weeks ago", "refused"),
        ("camden rejected our request in the summer, can we appeal", "refused"),
        ("refused to assess him last month", "refused"),
        ("they said no about eight weeks ago what now", "refused"),
        ("they refused to issue a plan in october", "no_plan"),
        ("they wont assess her, got the letter in late september", "refused"),
    ],
)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_a_no_without_a_day_is_asked_for_the_day_on_the_letter(content: Content, channel: str, text: str, event: str) -> None:
    turn = ask_day_of_refusal(*heard_of(content, text, channel))
    assert turn is not None and turn.changes["awaiting"] == f"date:{event}"
    said = turn.replies[0].text
    assert "2 months" in said and "Which day is on your letter?" in said and "SENDIASS" in said
    assert channel == "web" or (count_segments(said) <= 2 and gsm7_length(said) is not None)
    day = counted(content, "the letter was 21 sept", channel, awaiting=turn.changes["awaiting"])
    assert day is not None and "21 Nov" in day.replies[-1].text


@pytest.mark.parametrize(
    "text",
    [
        "the school said no in september", "they said no to transport in september", "what if they say no in january", "gp refused to refer him last month",
        "they havent said no yet, asked in may",
        "he refused school all last week", "they said no on 21 september what can i do", "will they say no in january", "we asked in june",
        "no plan for half term last week",
        "they said no to one to one in september", "they refused a school place last month", "he starts in september", "they might refuse next month",
    ],
)  # fmt: skip
def test_other_noes_are_left(content: Content, text: str) -> None:
    assert ask_day_of_refusal(*heard_of(content, text)) is None


@pytest.mark.parametrize(
    ("last", "text", "holds"),
    [
        ("moving_area", "20 october", "1 Dec"),
        ("moving_area", "we moved 20 october", "1 Dec"),
        ("moving_area", "we moved here on the 20th of october", "1 Dec"),
        ("tribunal", "21 september", "21 Nov"),
        ("tribunal", "the letter is dated 21 sept", "21 Nov"),
        ("ehcna_refused", "it was 21/9", "21 Nov"),
        ("annual_review", "the review was 2 november", "30 Nov"),
        ("ehcp_draft", "it came 16 november", "30 Nov"),
        ("ehcna_timeline", "3 june", "15 Jul"),
    ],
)
def test_a_day_after_a_topic_with_a_clock_is_that_clocks_day(content: Content, last: str, text: str, holds: str) -> None:
    turn = counted(content, text, last_topic=last)
    assert turn is not None and holds in turn.replies[-1].text


@pytest.mark.parametrize(
    ("last", "text"),
    [
        ("moving_area", "what about 20 october"),
        ("school_transport", "20 october"),
        ("tribunal", "can we talk on 2 december"),
        ("moving_area", "is the surgery on 20 october?"),
        (None, "20 october"),
    ],
)
def test_a_day_of_something_else_is_left(content: Content, last: str | None, text: str) -> None:
    assert counted(content, text, last_topic=last) is None


def test_who_gave_a_certificates_day_is_not_sent_for_one(content: Content) -> None:
    turn = counted(content, "letter 30 june, mediation certificate dated 31 october, when is my last day to appeal", awaiting=None)
    assert turn is not None
    assert "First ring the mediation adviser" not in " ".join(reply.text for reply in turn.replies)


IF_NO = ["and if they say no?", "and what if they say no", "what happens if they refuse", "what if its a no",
         "if they turn him down what can i do", "what if the council says no to assessing",
         "ok and what if they reject it", "what do i do if they wont assess"]  # fmt: skip


@pytest.mark.parametrize("text", IF_NO)
@pytest.mark.parametrize(("problem", "topic"), [("decision_late", "ehcna_refused"), ("draft_late", "ehcp_not_issued")])
def test_if_they_say_no_is_how_to_appeal(parts: Parts, text: str, problem: str, topic: str) -> None:
    turn = after(parts, text, last_topic="ehcp_late", ladder={"problem": problem, "tried": [], "facts": []})
    assert turn is not None and turn.topics == [topic] and "appeal" in turn.replies[0].text and "Ask who has your case" not in turn.replies[0].text


@pytest.mark.parametrize(("text", "last"), [*((text, "school_transport") for text in IF_NO[:2]), ("what if they don't", "ehcp_late"), ("what if they say no to transport", "ehcna_timeline"),
                                            ("he says no to school", "ehcna_timeline"), ("if they ignore me", "ehcp_late")])  # fmt: skip
def test_other_ifs_are_left(parts: Parts, text: str, last: str) -> None:
    assert after(parts, text, last_topic=last, ladder={"problem": "decision_late", "tried": [], "facts": []}) is None


def after(parts: Parts, text: str, **kept: Any) -> Turn | None:
    hear(parts, MUM, "we asked on 3 june when should we hear")
    _, message_id = hear(parts, MUM, text)
    heard = assess_inbound(parts, message_id)
    assert heard is not None
    for name, value in kept.items():
        setattr(heard.conversation, name, value)
    return answer_if_refused(parts, heard)


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_after_a_status_it_follows_the_stage(parts: Parts, tmp_path: Path, channel: str) -> None:
    who = MUM if channel == "sms" else new_chat(parts)
    put_on_record(parts, tmp_path, request_received="2026-06-15", draft_issued=str(D("2026-11-10")))
    verify(parts, who)
    render(parts, who, "so?")
    heard = assess_inbound(parts, hear(parts, who, "and what if they say no")[1])
    assert heard is not None
    turn = answer_if_refused(parts, heard)
    assert turn is not None
    record_turn(parts, heard, turn)
    assert turn.topics == ["ehcp_not_issued"]


def test_a_refusal_is_only_one_that_was_said() -> None:
    assert find_refusal("they said no") == "refused" and find_refusal("they haven't refused") is None and find_refusal("they said no to a taxi") is None


TOLD = [
    ("they said no to assessing him on 2 october", "my certificate is dated 10 november", "whats the deadline"),
    ("got refused 2 oct what do i do", "got the mediation certificate dated 10 nov", "so whats my last day"),
    ("we were refused an assessment, letter dated 2 october", "my mediation certificate is 10 november", "whats my last day to appeal"),
    ("they refused to assess her, the letter is dated 2 october", "the certificate came and its dated 10 november", "by when do i have to appeal then"),
    ("the council said no to assessing him on 2 october", "mediation certificate dated 10/11/2026", "ok so how long have i got"),
]


@pytest.mark.parametrize("messages", TOLD)
@pytest.mark.parametrize("channel", ["sms", "web"])
def test_a_decision_and_a_certificate_that_were_told_one_after_the_other_are_put_together(parts: Parts, messages: tuple[str, str, str], channel: str) -> None:
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": "ehcna_refused", "confidence": 0.9}], "confidence": 0.9}]  # type: ignore[attr-defined]
    who = MUM if channel == "sms" else new_chat(parts)
    told = [" ".join(write(parts, who, text)) for text in messages]
    assert "10 Dec" in told[2] and "guess" not in told[2] and "Which date" not in told[2], told
    assert "if later" not in told[2] and "10 Dec" in told[1]


def test_the_later_day_is_the_decisions_where_the_certificate_is_early(parts: Parts) -> None:
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": "ehcna_refused", "confidence": 0.9}], "confidence": 0.9}]  # type: ignore[attr-defined]
    for text in ("got refused 2 nov what do i do", "got the mediation certificate dated 10 nov"):
        write(parts, MUM, text)
    assert "2 Jan" in " ".join(write(parts, MUM, "so whats my last day"))


@pytest.mark.parametrize("text", ["so whats my last day at nursery", "whats the last day of term", "how long have i got to claim dla"])
def test_another_last_day_is_not_the_appeals(parts: Parts, text: str) -> None:
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": "ehcna_refused", "confidence": 0.9}], "confidence": 0.9}]  # type: ignore[attr-defined]
    write(parts, MUM, "got the mediation certificate dated 10 nov")
    assert "10 Dec" not in " ".join(write(parts, MUM, text))
