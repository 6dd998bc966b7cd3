"""After an answer about a draft plan: a day of the week is counted, "can I ask for longer" and "the proper one" mean that draft."""

from __future__ import annotations

import pytest

from tests.family import MUM
from tests.family import web as new_chat
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments

GUESSED = [{"say": "clarify", "options": ["ehcna_request", "annual_review"], "confidence": 0.4}]


@pytest.fixture
def guessing(parts: Parts) -> Parts:
    parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    return parts


@pytest.mark.parametrize(
    "text",
    [
        "draft came friday how long have i got",
        "the draft arrived on friday, how long to reply",
        "got the draft plan, it came last friday. when is the deadline",
        "draft was sent fri how many days have we got",
        "we received the draft friday when do we have to answer by",
    ],
)
def test_a_day_of_the_week_is_counted(guessing: Parts, text: str) -> None:
    said = write(guessing, MUM, text)[0]  # today is Monday 23 November 2026
    assert ("until Fri 4 Dec" if "sent" in text else "before Fri 4 Dec") in said


@pytest.mark.parametrize("text", ["the meeting is friday how long have i got", "can we talk friday about the draft", "is the office open friday"])
def test_a_day_to_come_is_not(guessing: Parts, text: str) -> None:
    assert "4 Dec" not in " ".join(write(guessing, MUM, text))


LONGER = [
    "can i ask for longer",
    "could we have more time please",
    "how do i get an extension",
    "can they extend it",
    "is it possible to get another week",
    "i need more time",
    "what if i need a few more days",
    "are we allowed extra time",
]


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize("text", LONGER)
def test_more_time_is_what_no_rule_gives(guessing: Parts, channel: str, text: str) -> None:
    who = new_chat(guessing) if channel == "web" else MUM
    write(guessing, who, "draft came friday how long have i got")
    said = write(guessing, who, text)[0]
    assert "I don't have a checked rule on more time" in said and "in writing" in said
    assert channel == "web" or count_segments(said) <= 2


@pytest.mark.parametrize("channel", ["sms", "web"])
@pytest.mark.parametrize(
    "text",
    [
        "and then when do i get the proper one",
        "when do we get the final one",
        "so how long till the real plan",
        "when will it be finalised",
        "when does the final one come",
        "and when is the final plan due then",
        "when will the proper one be sent",
    ],
)
def test_the_final_plan_is_20_weeks_from_the_request_which_is_asked_for_and_counted(guessing: Parts, text: str, channel: str) -> None:
    who = new_chat(guessing) if channel == "web" else MUM
    write(guessing, who, "draft plan came on 17 november")
    write(guessing, who, "the draft plan came on 17 november how long do i have")
    said = write(guessing, who, text)[0]
    assert "20 weeks from the day the council got the request" in said and "Which day was that?" in said
    assert channel == "web" or count_segments(said) <= 2
    assert "23 Dec" in " ".join(write(guessing, who, "5 august"))


@pytest.mark.parametrize(
    "text", ["can i have more time in class for him", "can i get more hours of short breaks", "can he stay longer at school", "im waiting longer and longer for transport"]
)
def test_more_of_something_else_is_not_more_time(guessing: Parts, text: str) -> None:
    write(guessing, MUM, "draft came friday how long have i got")
    assert "checked rule on more time" not in " ".join(write(guessing, MUM, text))


@pytest.mark.parametrize("text", ["can i ask for longer", "when do i get the proper one"])
def test_without_a_draft_before_it_nothing_is_read(guessing: Parts, text: str) -> None:
    said = " ".join(write(guessing, MUM, text))
    assert "15 days" not in said and "week 20" not in said and "20 weeks from" not in said


@pytest.mark.parametrize("between", ["blue badge", "thanks"])
@pytest.mark.parametrize("text", ["and when does the final one come", "when do we get the proper one", "so when is the final plan due to come"])
def test_the_final_one_is_the_drafts_also_after_another_question(guessing: Parts, between: str, text: str) -> None:
    write(guessing, MUM, "draft came friday how long have i got")
    write(guessing, MUM, between)
    assert write(guessing, MUM, text)[0].startswith("The final plan is due in law 20 weeks")
    assert "Mon 19 Oct" in write(guessing, MUM, "1 june")[0]


def test_without_a_draft_the_final_one_is_not_the_drafts(guessing: Parts) -> None:
    write(guessing, MUM, "blue badge")
    assert "20 weeks" not in write(guessing, MUM, "and when does the final one come")[0]
