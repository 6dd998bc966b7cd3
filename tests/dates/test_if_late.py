""" "And if it's not there by then", "and if I'm late", "then what", after dates that were counted and after a case: whose date it is decides what is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.family import MUM, put_on_record
from tests.family import web as new_chat
from tests.update_steps import ask_status, prove, write
from webhook.bootstrap import Parts
from webhook.services.steps.if_late import FOLLOWS, OURS, THEIRS, whose_lateness
from webhook.services.texts.text import count_segments

HELLO = [{"say": "act", "act": "greet", "confidence": 0.9}]
NOT_THERE = ("and if its not there by then", "what if it hasnt come by then", "and if i dont hear", "what if theyre late", "if theres still nothing then")
LATE = ("and if im late", "what if i miss it", "and what if i cant get it in on time", "what if im a few days late")
COUNTED = [  # the question, the topic whose part on being late follows for theirs, and for ours ("" for none of theirs)
    ("we asked on 1 nov for an assessment when will we hear", "ehcna_timeline", ""),
    ("the council wrote on 12 oct that they will amend his plan when does it come", "annual_review", ""),
    ("the draft plan came on 17 november how long have i got", "ehcna_timeline", "ehcp_draft"),
    ("they refused to assess, letter dated 2 november, when is the last day to appeal", "tribunal", "tribunal"),
    ("my mediation certificate is dated 10 november whats my last day to appeal", "tribunal", "tribunal"),
    ("we had the review meeting on 10 november when do we get the decision", "annual_review", ""),
    ("we moved to camden on 2 november when do they review the plan", "moving_area", ""),
]


def late_part(parts: Parts, topic: str, channel: str) -> str:
    return parts.content.answers[topic].parts["if_late"].on(channel)[:40]


@pytest.mark.parametrize("text", NOT_THERE)
@pytest.mark.parametrize(("first", "topic", "_"), COUNTED)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_the_councils_date_that_passes_leads_to_what_can_be_done(parts: Parts, channel: str, first: str, topic: str, _: str, text: str) -> None:
    who = MUM if channel == "sms" else new_chat(parts)
    assert "202" in write(parts, who, first)[0]
    parts.rasa.default = HELLO  # type: ignore[attr-defined]
    assert write(parts, who, text)[0].startswith(late_part(parts, topic, channel))


@pytest.mark.parametrize("text", LATE)
@pytest.mark.parametrize(("first", "_", "topic"), COUNTED)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_their_own_date_that_passes_leads_to_what_they_can_still_do(parts: Parts, channel: str, first: str, _: str, topic: str, text: str) -> None:
    who = MUM if channel == "sms" else new_chat(parts)
    write(parts, who, first)
    parts.rasa.default = HELLO  # type: ignore[attr-defined]
    said = write(parts, who, text)[0]
    assert said.startswith(late_part(parts, topic, channel) if topic else parts.content.status["dates_not_yours"].on(channel))
    assert count_segments(said) <= 2 or channel == "web"


def test_each_time_it_is_asked_of_what_is_late_the_next_step_comes(parts: Parts) -> None:
    assert "(past)" in write(parts, MUM, "we asked on 1 oct for an assessment when will we hear")[0]
    first, second = write(parts, MUM, "and if its not there by then")[0], write(parts, MUM, "and if they miss that too")[0]
    assert first.startswith("Ring the SEND duty line") and second.startswith("Ask for a Senior Case Officer")


@pytest.mark.parametrize("text", ["then what", "and what happens after that"])
@pytest.mark.parametrize(
    ("first", "after"),
    [
        ("we asked on 1 nov for an assessment when will we hear", "after_decision"),
        ("they refused to assess, letter dated 2 november, when is the last day to appeal", "after_appeal"),
        ("the draft plan came on 17 november how long have i got", "after_comments"),
    ],
)
def test_what_comes_after_a_counted_date_is_its_next_step(parts: Parts, first: str, after: str, text: str) -> None:
    write(parts, MUM, first)
    parts.rasa.default = HELLO  # type: ignore[attr-defined]
    assert write(parts, MUM, text)[0] == parts.content.status[after].sms and after in FOLLOWS.values()


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize(
    ("case", "text", "topic"),
    [
        ({}, "and if its not there by then", "ehcna_timeline"),
        ({}, "and if im late", ""),
        ({"decision": "assess", "decision_date": "2026-11-06", "advice_requested": "2026-11-07", "draft_issued": "2026-11-16"}, "and if im late", "ehcp_draft"),
        ({"request_received": "2026-08-12", "decision": "not_assess", "decision_date": "2026-10-14"}, "what if i miss it", "tribunal"),
    ],
)
def test_of_a_case_it_is_the_cases_next_date(parts: Parts, tmp_path: Path, channel: str, case: dict[str, str], text: str, topic: str) -> None:
    put_on_record(parts, tmp_path, **case)
    who = MUM if channel == "sms" else new_chat(parts)
    prove(parts, who)
    ask_status(parts, who)
    parts.rasa.default = HELLO  # type: ignore[attr-defined]
    said = write(parts, who, text)[0]
    if topic == "tribunal" and channel == "sms":
        assert "I don't send decisions by text" in said and "appeal" not in said
    else:
        assert said.startswith(late_part(parts, topic, channel) if topic else "On our record there is no day now that you can miss.")


@pytest.mark.parametrize(
    ("text", "whose"),
    [("what if nothing comes", THEIRS), ("and if that date passes", THEIRS), ("if we dont get it by then what do i do", THEIRS), ("and if they dont stick to that", THEIRS),
     ("what if i forget", OURS), ("if i run out of time", OURS), ("what if i dont send it in time", OURS)],
)  # fmt: skip
def test_whose_date_it_is_is_read(text: str, whose: str) -> None:
    assert whose_lateness(text) == whose


@pytest.mark.parametrize(
    "text", ["what if they dont agree", "what if i dont appeal", "what if its not what i want", "what if they say no", "if im late picking him up", "what if i cant come"]
)
def test_other_ifs_are_not_about_being_late(text: str) -> None:
    assert whose_lateness(text) is None


@pytest.mark.parametrize("text", [*NOT_THERE, *LATE[:1]])
def test_after_another_answer_it_is_not_about_a_date(parts: Parts, text: str) -> None:
    write(parts, MUM, "blue badge")
    parts.rasa.default = [{"say": "unsure", "confidence": 0.1}]  # type: ignore[attr-defined]
    assert "past the time the law sets" not in " ".join(write(parts, MUM, text))


@pytest.mark.parametrize("text", ["they havent sent anything", "nothing yet", "still no letter", "we havent heard anything back", "i've had nothing"])
def test_nothing_yet_after_a_counted_date_leads_to_what_can_be_done(parts: Parts, text: str) -> None:
    write(parts, MUM, "we asked on 1 nov for an assessment when will we hear")
    parts.rasa.default = HELLO  # type: ignore[attr-defined]
    assert write(parts, MUM, text)[0].startswith(late_part(parts, "ehcna_timeline", "sms"))


@pytest.mark.parametrize("text", ["no news on his blue badge", "they havent sent the taxi today", "nothing helps him sleep"])
def test_nothing_of_something_else_is_not_about_that_date(parts: Parts, text: str) -> None:
    write(parts, MUM, "we asked on 1 nov for an assessment when will we hear")
    parts.rasa.default = [{"say": "unsure", "confidence": 0.1}]  # type: ignore[attr-defined]
    assert not write(parts, MUM, text)[0].startswith(late_part(parts, "ehcna_timeline", "sms"))


def test_a_day_said_with_its_event_is_found_again_and_leads_to_what_can_be_done(parts: Parts) -> None:
    for text in ("got the draft 16 nov, how long do we have", "and when will we get the real one", "request was 9 june"):
        said = write(parts, MUM, text)
    assert "Tue 27 Oct" in said[0] and "Tue 27 Oct" in write(parts, MUM, "so its late?")[0]
    assert write(parts, MUM, "what can i do")[0].startswith("Email your SEN Case Officer")
    assert write(parts, MUM, "and if they dont")[0].startswith("Ring the SEND duty line")


@pytest.mark.parametrize("text", ["and if they dont", "what if they dont do it by then"])
def test_if_they_dont_after_a_case_on_time_is_about_its_next_date(parts: Parts, tmp_path: Path, text: str) -> None:
    put_on_record(parts, tmp_path, request_received="", final_issued="2025-10-22", last_review_meeting="2026-11-11")
    prove(parts, MUM)
    ask_status(parts, MUM)
    parts.rasa.default = HELLO  # type: ignore[attr-defined]
    assert write(parts, MUM, text)[0].startswith(late_part(parts, "annual_review", "sms"))


def test_when_the_next_day_is_theirs_it_is_named_at_once(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path, decision="assess", decision_date="2026-11-06", advice_requested="2026-11-07", draft_issued="2026-11-16")
    prove(parts, MUM)
    ask_status(parts, MUM)
    assert write(parts, MUM, "when do i have to answer by")[0].startswith("Next: your reply to the draft by Mon 30 Nov")
