"""A day of birth told beside a question is a personal detail: the question is read without it, and it is said once that it was hidden."""

from __future__ import annotations

import pytest

from tests.family import MUM
from tests.update_steps import write
from webhook.bootstrap import Parts

ASKING = [
    "Lily (born 3.5.2019, NW5 2AB) cant read and we want an ehc plan",
    "Tom (born 12.1.2018, NW1 9AB) is struggling and we want to get a plan for him",
    "our boy dob 4/6/2017 needs help at school how do we ask for a plan",
]


@pytest.mark.parametrize("text", ASKING)
def test_the_model_reads_the_question_and_not_the_details(parts: Parts, text: str) -> None:
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": "ehcna_request", "confidence": 0.9}], "confidence": 0.9}]  # type: ignore[attr-defined]
    said = write(parts, MUM, text)
    heard = parts.rasa.turns[-1][1] if parts.rasa.turns else ""  # type: ignore[attr-defined]
    assert "[date]" not in heard and "born" not in heard and "[postcode]" not in heard
    assert parts.content.answers["ehcna_request"].short.sms[:30] in said[0] or "plan" in said[0]
    assert "three things" not in said[0]


@pytest.mark.parametrize("text", ["where is my sons case, born 3.5.2019", "we asked on 3 june when do we hear", "his review is on 3 december"])
def test_a_case_looked_up_and_an_ordinary_day_are_left_as_they_are(parts: Parts, text: str) -> None:
    parts.rasa.default = [{"say": "answer", "topics": [{"topic": "annual_review", "confidence": 0.9}], "confidence": 0.9}]  # type: ignore[attr-defined]
    write(parts, MUM, text)
    assert all("[date]" in text for _, text, _ in parts.rasa.turns)  # type: ignore[attr-defined]
