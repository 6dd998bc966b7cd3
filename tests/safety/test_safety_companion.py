"""Who comes along to a surgery, with a stick, a wheelchair or no stairs, is no danger; somebody who comes with a stick to hurt is."""

from __future__ import annotations

import pytest

from understanding.safety import MODEL, SafetyAssessor


@pytest.fixture(scope="module")
def assessor() -> SafetyAssessor:
    from understanding.encoder import Encoder

    return SafetyAssessor.load(MODEL, Encoder.load())


@pytest.mark.parametrize(
    "text",
    [
        "my mum is coming she uses a stick",
        "my nan is coming with me she cant do stairs",
        "my husband is deaf and is coming with me",
        "my grandad is coming too, he walks with a frame",
        "i will bring my sister she uses a wheelchair",
    ],
)
def test_who_comes_along_is_no_danger(assessor: SafetyAssessor, text: str) -> None:
    assert not assessor.assess(text).alarmed


@pytest.mark.parametrize(
    "text",
    [
        "my dad comes at me with his stick",
        "my ex is coming round with a bat",
        "my husband is coming home drunk and he has a stick",
        "my brother is coming he hits her with his stick",
        "my partner is coming to get me he has a knife",
        "my husband is coming and im scared, he uses his stick on us",
    ],
)
def test_who_comes_to_hurt_is(assessor: SafetyAssessor, text: str) -> None:
    assert assessor.assess(text).alarmed
