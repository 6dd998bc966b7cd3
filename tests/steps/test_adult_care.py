"""Who cares for a grown-up is not told of the assessment that is for parents; a parent of a child, or of a young person up to 25, still is."""

from __future__ import annotations

import pytest

from tests.booking_steps import MUM, Talk
from webhook.bootstrap import Parts
from webhook.clients.rasa import FakeRasa

PARENTS = "parent carer's needs assessment"
ADULTS = "carers of older adults"


def talk(parts: Parts, number: str) -> Talk:
    parts.rasa = FakeRasa(default=[{"say": "answer", "topics": ["carer_support"], "confidence": 0.9}])
    return Talk(parts, number)


@pytest.mark.parametrize("number", [MUM, ""])
@pytest.mark.parametrize(
    "text",
    [
        "my brother is 30, autistic, i look after him, any help for me",
        "i care for my husband",
        "i am a carer for my mum who has dementia, is there support",
        "im my wifes full time carer what help can i get",
        "I look after my elderly dad, can i get a carers assessment",
        "caring for my partner who has MS, what is there for me",
        "my nan lives with us and i am her carer, any help",
        "carers assessment for my uncle",
        "my daughter is 32 and i am her carer. any help",
        "can i get a carers assessment, my son is 40 with downs",
        "i am a carer for my 28 year old sister",
        "looking after my disabled mother, help for carers?",
    ],
)
def test_who_cares_for_a_grown_up_hears_that_nothing_is_checked(parts: Parts, text: str, number: str) -> None:
    said = talk(parts, number).say(text)
    assert ADULTS in said and "PERSON" in said and PARENTS not in said


@pytest.mark.parametrize(
    "text",
    [
        "i look after my autistic son, 9, any help for me",
        "my son is 24 and disabled, can i get a carers assessment",
        "i care for my daughter, is there help for carers",
        "can i get a carers assessment",
        "my husband and i care for our son, any help for us",
        "my husband cares for our disabled daughter, can he get an assessment",
        "i am 41 and i care for my autistic boy",
        "im a single mum of 38 looking after my disabled child, any help for carers",
        "i look after my grandson",
        "my mum looks after my son, can she get help as a carer",
        "i care for my brother, he is 12",
        "help for carers please",
        "i am 41 years old and i am a carer for my little boy, is there help",
        "i am 45, what help is there for me as a carer",
    ],
)
def test_parents_of_a_child_or_a_young_person_still_hear_of_theirs(parts: Parts, text: str) -> None:
    said = talk(parts, MUM).say(text)
    assert ADULTS not in said and PARENTS in said


def test_said_after_the_answer_for_parents_it_is_taken_back(parts: Parts) -> None:
    mum = talk(parts, MUM)
    assert PARENTS in mum.say("can i get a carers assessment")
    assert ADULTS in mum.say("its for my husband")
    assert ADULTS not in mum.say("its for my husband")
