"""What people ask when a case is not shown to them. No record is read: the words are the same whoever is on one."""

from __future__ import annotations

import pytest

from tests.family import MUM, hear, web
from webhook.bootstrap import Parts
from webhook.services.safety.assess import assess_inbound
from webhook.services.steps.family import answer_looked_after, answer_own_rights, answer_who_asks, answer_who_they_are
from webhook.services.steps.not_told import answer_not_told
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Turn
from webhook.services.turn.record import record_turn

STEPS = (answer_looked_after, answer_not_told, answer_who_asks, answer_own_rights, answer_who_they_are)
TEACHER, GROWN = "im a senco at brookfield, can u tell me status of a pupils ehcp", "my son is 17, what's happening with his plan"


def talk(parts: Parts, who: str, *texts: str) -> Turn | None:
    """The last turn, as these steps take the messages."""
    turn = None
    for text in texts:
        heard = assess_inbound(parts, hear(parts, who, text)[1])
        assert heard is not None
        turn = next((turn for step in STEPS if (turn := step(parts, heard)) is not None), None)
        record_turn(parts, heard, turn or Turn(lane="answer"))
    return turn


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        ((TEACHER, "why not im his teacher"), "professional_why"),
        ((TEACHER, "why can't you"), "professional_why"),
        (("im his social worker", "why"), "professional_why"),
        ((TEACHER, "but i have consent from the parent"), "professional_why"),
        ((TEACHER, "his mum said it's fine"), "professional_why"),
        (("why can't i see it, i'm his social worker",), "professional_why"),
        ((GROWN, "he can't make decisions himself, i have deputyship"), "rights_capacity"),
        (("my son is 18 and lacks capacity, where is his plan up to",), "rights_capacity"),
        (("14/3/08", "no code came", "he cant decide for himself"), "rights_capacity"),
        (("i didnt get a code", "why wont you tell me"), "identity_no_code"),
        (("can my mum ask about my ehcp for me im 17",), "own_case_helper"),
        (("i'm 18 can someone help me see my ehcp",), "own_case_helper"),
        (("we are separated, can i see my daughters case",), "parent_apart"),
        (("will her dad know",), "who_else_asks"),
        (("i have no contact order, does his dad get told",), "who_else_asks"),
        (("does the social worker get these texts",), "who_else_asks"),
        (("im a foster carer, where is his plan", "which council keeps the plan"), "looked_after"),
    ],
)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_each_has_an_answer_of_its_own(parts: Parts, texts: tuple[str, ...], key: str, channel: str) -> None:
    turn = talk(parts, web(parts) if channel == "web" else MUM, *texts)
    words = parts.content.messages[key].on(channel)
    assert turn is not None and turn.replies[0].text == words
    assert channel == "web" or count_segments(words) <= 2


@pytest.mark.parametrize(
    "texts",
    [
        ("why can't i get an assessment",),
        ("school said no, why not",),
        ("my friend down the road got an ehcp for her boy", "why not us"),
        ("he can't make decisions about what to eat",),
        (GROWN, "when is the review"),
        ("why won't they answer me",),
        ("i'm 17 how do i get an ehcp",),
        ("which council keeps the plan when we move",),
        ("my mum said he gets tired",),
    ],
)
def test_other_questions_are_left_alone(parts: Parts, texts: tuple[str, ...]) -> None:
    assert talk(parts, MUM, *texts) is None
