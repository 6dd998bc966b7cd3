"""What is asked on after a child was excluded for good, kept at home for want of staff, or left without teaching: never what an answer on a suspension says."""

from __future__ import annotations

import pytest

from tests.family import web
from tests.sms_tools import text_in
from tests.turn.test_long_messages import said_by_rasa
from tests.turn.test_told_topics import chat, topics
from webhook.bootstrap import Parts
from webhook.services.answers.named_questions import find_questions

EXCLUSION, WITHOUT = "exclusion_reduced_timetable", "out_of_school_provision"
MISLED = said_by_rasa("mediation")  # what the dialogue model makes of a few words by themselves
FOR_GOOD = ["my daughter was permanently excluded yesterday", "they expelled my son", "hes been excluded for good", "school have perm excluded him"]
KEPT = [
    "school says my son must stay at home until they find a TA for him", "head told me to keep her home till they get a 1:1", "school wont let him back until he has an ehcp",
    "they said he cant come in because theres no staff to support him", "senco says he's not allowed back unless there is a one to one",
    "they say they cant have him in school because they cant meet his needs", "school asked me to keep her at home as they have no TA",
]  # fmt: skip


def play(parts: Parts, channel: str, first: str, topic: str, *texts: str) -> str:
    """What is said to the last of the texts, after a first message on that topic."""
    conversation = web(parts) if channel == "web" else ""
    said: list[str] = []
    for text, rasa in [(first, said_by_rasa(topic)), *((text, MISLED) for text in texts)]:
        parts.rasa.default = rasa  # type: ignore[attr-defined]
        said = chat(parts, conversation, text) if conversation else text_in(parts, text)
    return "\n".join(said)


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize("first", FOR_GOOD)
def test_out_for_good_how_long_is_never_a_suspensions_days(parts: Parts, channel: str, first: str) -> None:
    said = play(parts, channel, first, EXCLUSION, "how long have i got")
    assert "15 school days" in said and "review panel" in said and "45" not in said and topics(parts) == [EXCLUSION]


@pytest.mark.parametrize(
    "text", ["ok how long do we have", "how many days have we got to do something", "whats the deadline", "how long", "when do i have to do it by", "what is the time limit"]
)
def test_out_for_good_any_question_of_time_is(parts: Parts, text: str) -> None:
    said = play(parts, "sms", FOR_GOOD[0], EXCLUSION, text)
    assert "15 school days" in said and "45" not in said


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize(
    "text",
    ["where does he go next", "where does he go monday", "so where does she go next week", "who teaches him now",
     "what about his gcses", "does he just stay at home", "will he get another school"],
)  # fmt: skip
def test_out_for_good_where_to_is_the_council_from_day_six(parts: Parts, channel: str, text: str) -> None:
    said = play(parts, channel, FOR_GOOD[0], EXCLUSION, text)
    assert "From day 6" in said and "council must arrange" in said and topics(parts) == [EXCLUSION]


@pytest.mark.parametrize("text", ["where do i go for a blue badge", "how long ago was the review", "where does he go for the autism assessment", "where can he swim"])
def test_what_names_something_else_is_read_by_itself(text: str) -> None:
    assert not {row.part for row in find_questions(text, EXCLUSION, lambda: FOR_GOOD)} & {"permanent_time", "permanent_next"}


def test_after_a_suspension_how_long_is_still_its_own(parts: Parts) -> None:
    assert "45 school days" in play(parts, "sms", "my son was suspended for 3 days", EXCLUSION, "how long can they do it")


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize("first", KEPT)
def test_kept_at_home_for_want_of_staff_is_said_to_be_wrong(parts: Parts, channel: str, first: str) -> None:
    said = play(parts, channel, first, WITHOUT)
    assert "School may not" in said and "can't meet their needs" in said and EXCLUSION in topics(parts)


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize("text", ["how long can they do that", "is that legal", "can they do that", "are they allowed to", "do i have to agree", "how long can they keep him off"])
def test_kept_at_home_no_number_of_days_makes_it_right(parts: Parts, channel: str, text: str) -> None:
    said = play(parts, channel, KEPT[0], WITHOUT, text)
    assert topics(parts) == [EXCLUSION] and "15" not in said and "45" not in said


@pytest.mark.parametrize(
    "text",
    ["i keep him home because he is ill", "school says he must stay at home until his chicken pox is gone", "he refuses to go to school because there's no support",
     "school says he must stay home for 48 hours because he was sick", "school wants an ehcp before they give support", "he stays at home until he gets a place at a special school",
     "school says he can't have a TA until he has a plan", "they said he was suspended and cant come back until there is a plan", "they only have her in for mornings until they have staff"],
)  # fmt: skip
def test_another_reason_is_no_lack_of_staff(text: str) -> None:
    assert not [row for row in find_questions(text) if row.part.startswith("sent_home")]


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize(
    "text",
    ["how long before the council has to do something", "how long before they have to", "how long do they have to sort it", "when do they have to step in", "by when must the council act",
     "how many days before the council has to act", "ok and how soon should they start teaching him", "when should they put something in place", "how long until someone helps"],
)  # fmt: skip
def test_without_teaching_the_councils_time_is_this_answers(parts: Parts, channel: str, text: str) -> None:
    said = play(parts, channel, "my son missed 40 days hes too anxious for school and nobody has given him any teaching", WITHOUT, text)
    assert "15" in said and "edia" not in said and topics(parts) == [WITHOUT]
    if channel == "sms":
        assert "Write again with the dates missed" in "\n".join(text_in(parts, "what if they dont"))


@pytest.mark.parametrize("text", ["how long does mediation take", "when is the next surgery", "when do schools break up", "how long does a complaint take", "when will the bus company ring"])
def test_a_time_of_something_else_is_not(parts: Parts, text: str) -> None:
    play(parts, "sms", "he has had no teaching since may", WITHOUT, text)
    assert topics(parts) != [WITHOUT]
