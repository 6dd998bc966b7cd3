""" "Can I appeal" of a case whose record holds no decision: there is nothing to appeal yet, and what can be appealed later. A birthday is no day of a letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.family import MUM, put_on_record
from tests.family import web as new_chat
from tests.update_steps import ask_status, prove, write
from webhook.bootstrap import Parts
from webhook.services.cases.asked import asks_to_appeal
from webhook.services.texts.text import count_segments

ASKS = ("can i appeal", "can we appeal yet", "do i have a right to appeal", "how do i go to tribunal", "am i allowed to appeal", "can i take them to tribunal", "is there anything to appeal")
ASSESSED = {"request_received": "2026-08-12", "decision": "assess", "decision_date": "2026-09-14", "advice_requested": "2026-09-15"}
STAGES = (
    ({}, "request", "says no to assessing"),
    (ASSESSED, "advice", "there will be no plan"),
    (ASSESSED | {"advice_received": "2026-10-20"}, "advice", "there will be no plan"),
    (ASSESSED | {"advice_received": "2026-10-20", "draft_issued": "2026-11-16"}, "draft", "when the final plan comes"),
    ({"request_received": "", "final_issued": "2025-10-22", "last_review_meeting": "2026-10-20"}, "review", "no decision after the review"),
)


def shown(parts: Parts, folder: Path, channel: str, case: dict[str, str]) -> str:
    put_on_record(parts, folder, **case)
    who = MUM if channel == "sms" else new_chat(parts)
    prove(parts, who)
    ask_status(parts, who)
    parts.rasa.default = [{"say": "answer", "topics": ["tribunal"], "confidence": 0.9}]  # type: ignore[attr-defined]
    return who


@pytest.mark.parametrize("text", ASKS)
@pytest.mark.parametrize(("case", "stage", "later"), STAGES)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_with_no_decision_there_is_nothing_to_appeal_yet(parts: Parts, tmp_path: Path, channel: str, case: dict[str, str], stage: str, later: str, text: str) -> None:
    said = write(parts, shown(parts, tmp_path, channel, case), text)
    assert said[0].startswith(parts.content.status[f"appeal_not_yet_{stage}"].on(channel)) and later in said[0]
    assert "2 months" not in said[0] and "Which date" not in said[0] and "SENDIASS" in said[0]
    assert channel == "web" or count_segments(said[0]) <= 2


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_with_a_decision_the_days_to_appeal_stand(parts: Parts, tmp_path: Path, channel: str) -> None:
    who = shown(parts, tmp_path, channel, {"request_received": "2026-08-12", "decision": "not_assess", "decision_date": "2026-10-14"})
    said = " ".join(write(parts, who, "can i appeal"))
    assert "Not yet" not in said and ("14 December 2026" in said if channel == "web" else "2 months" in said)


@pytest.mark.parametrize("text", ["can i appeal transport", "can i appeal the exclusion", "how do i appeal if they say no", "what is an appeal", "can i appeal dla"])
def test_another_appeal_is_not_the_cases(text: str) -> None:
    assert not asks_to_appeal(text)


@pytest.mark.parametrize("text", ["whats my last day to appeal", "can i still appeal"])
@pytest.mark.parametrize("who", ["web", MUM])
def test_the_birthday_given_in_the_check_is_never_counted_as_a_letters_day(parts: Parts, who: str, text: str) -> None:
    who = new_chat(parts) if who == "web" else who
    parts.rasa.default = [{"say": "ask_code", "requested": "code", "intent": "case_identity"}]  # type: ignore[attr-defined]
    write(parts, who, "14/3/17")
    for _ in range(2):
        said = " ".join(write(parts, who, text))
        assert "2017" not in said and "passed" not in said and "2 months" in said
    assert "14 Dec" in " ".join(write(parts, who, "14 october"))
