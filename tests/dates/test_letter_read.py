"""A long message that tells the day of the request and asks when the plan should have come: counted from that day, whatever else it tells."""

# ruff: noqa: E501  messages stand as they were written

from __future__ import annotations

from datetime import date

import pytest

from tests.family import MUM
from tests.family import web as new_chat
from tests.update_steps import write
from webhook.bootstrap import Parts
from webhook.services.dates.letter_read import read_letter
from webhook.services.texts.text import count_segments

TODAY = date(2026, 11, 23)
STORY = "My son is 7 and has autism and a speech delay, he is in year 2 and the school have been trying their best. "
LETTERS = [
    (
        STORY
        + "We asked the council for an EHC needs assessment on the 3rd of June and they said yes in July. The EP came in September and since then we heard nothing. When should the final plan have come and what can I do? I am so tired.",
        "2026-06-03",
    ),
    (
        "The council got our request for an EHC assessment on 1 june. My daughter is 9, she has ADHD and is out of class most days. Nobody rings back. when should the final plan have come, and what can i do",
        "2026-06-01",
    ),
    (
        "hi im a mum of two, my eldest has adhd and is struggling. i applied for an ehcp on 14 may 2026, school sent all the reports. nobody tells me nothing. is it late? what do i do now",
        "2026-05-14",
    ),
    ("Hello, sorry for the long message. Our request went in on 5 June 2026. Camhs saw him on 8 July. We have had no plan, no draft. Shouldn't we have had the plan by now?", "2026-06-05"),
    (STORY + "school put in the request for her ehcp on 20 april and they agreed it 1 june then nothing. how late are they and who do i complain to please", "2026-04-20"),
    (STORY + "We asked the council on 3 june for an assessment. The draft came on 2 november. when should the final plan come? We dont like the school", "2026-06-03"),
]


@pytest.mark.parametrize(("text", "day"), LETTERS)
def test_the_day_of_the_request_is_read(text: str, day: str) -> None:
    asked = read_letter(text, TODAY)
    assert asked is not None and (asked.event, str(asked.day.day)) == ("request", day)


@pytest.mark.parametrize(
    "text",
    [
        STORY + "We asked for speech therapy on 3 June and they said yes. When will he be seen and what can we do while we wait for it",
        STORY + "We asked for an EHC assessment on 3 June and they refused it. When should we have heard about it and what can I do?",
        STORY + "He was born on 3 june 2018. when will we get some help from the council, when is it our turn",
        STORY + "We asked on 3 june and again on 8 july for an assessment. when should the plan have come",
        STORY + "We asked for an EHC assessment on 3 June. He needs transport too. How do I ask for a taxi?",
        STORY + "We asked for an EHC assessment about five months ago. When should the plan have come?",
        STORY + "We asked on 3 june, the draft came on 17 november, when do we have to reply to it?",
        "We asked on 3 June. When should the plan come?",
    ],
)
def test_other_letters_and_short_messages_are_left_alone(text: str) -> None:
    assert read_letter(text, TODAY) is None


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize(("text", "_"), LETTERS[:3])
def test_it_is_counted_with_what_to_do_and_leads_to_no_appeal(parts: Parts, channel: str, text: str, _: str) -> None:
    parts.rasa.default = [{"say": "answer", "topics": ["ehcp_late", "ehcp_final"], "confidence": 0.8}]  # type: ignore[attr-defined]
    who = MUM if channel == "sms" else new_chat(parts)
    said = write(parts, who, text)
    assert "Oct" in said[0] and "past" in said[0] and "in writing" in said[0] and "mediation" not in " ".join(said)
    assert "a final plan" not in " ".join(said[1:]) and (channel == "web" or count_segments(said[0]) <= 2)
    assert "duty line" in write(parts, who, "and if they dont do it by then")[0]
