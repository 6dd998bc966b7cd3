"""Conversations as parents have them, from tests/conversations/<journey>.yml, through the whole real path; only Twilio is the fake.

What is expected comes from how people are to be treated, not from what the code does: where the two differ the conversation keeps the right
expectation and names the gap (`known_gap`), and fails as soon as the gap is closed, so that the name is taken out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ops.stack import Stack, running_stack
from tests.conversation import BadConversation, Play, Said, check_conversation, load_cases, read_conversations, set_hours
from tests.conversation_checks import CHECKS, check_step, read_state

CONVERSATIONS = read_conversations(set(CHECKS))
SHORT = yaml.safe_load((Path(__file__).parents[1] / "fixtures" / "short_messages.yml").read_text("utf-8"))


def as_param(conversation: dict[str, Any]) -> Any:
    gap = conversation.get("known_gap")
    marks = [pytest.mark.rasa, *([pytest.mark.xfail(reason=gap, strict=True, raises=AssertionError)] if gap else [])]
    return pytest.param(conversation, id=f"{conversation['journey']}: {conversation['name']}", marks=marks)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        with running_stack(trial=False) as running:
            load_cases(running, CONVERSATIONS, tmp_path_factory.mktemp("cases"))
            yield running


def show(steps: list[Said], wrong: list[str]) -> str:
    """The conversation up to the step that went wrong, and what is wrong with it."""
    lines = [""]
    for said in steps:
        step = said.step
        lines.append(f"> {step.get('say') or step.get('staff') or step.get('wait') or '(picture)'}")
        lines.append(f"  [{said.answer['lane']}] {said.answer['topics']} {said.answer['flags']} {'staff alerted' if said.answer['alerted_staff'] else ''}")
        lines += [f"  < {text}" for text in said.replies]
    return "\n".join([*lines, *(f"  WRONG {problem}" for problem in wrong)])


@pytest.mark.parametrize("conversation", [as_param(each) for each in CONVERSATIONS])
def test_conversation(stack: Stack, conversation: dict[str, Any]) -> None:
    set_hours(stack, conversation)
    play, steps = Play(stack, conversation), []
    for step in conversation["turns"]:
        steps.append(play.take(step))
        wrong = check_step(stack, play, steps[-1])
        assert not wrong, show(steps, wrong)


@pytest.mark.rasa
@pytest.mark.parametrize("step", SHORT["direct"], ids=lambda step: str(step["say"]))
def test_a_short_message_that_names_its_topic_is_answered_at_once(stack: Stack, step: dict[str, Any]) -> None:
    said = Play(stack, {"number": 0, "channel": "web"}).take({"say": step["say"]})
    assert said.answer["lane"] in ("answer", "gentle", "lookup") and said.answer["topic"] in step["topics"], show([said], ["not answered at once"])


@pytest.mark.rasa
@pytest.mark.parametrize("text", SHORT["asked"])
def test_a_short_message_that_may_be_several_things_gets_a_question(stack: Stack, text: str) -> None:
    said = Play(stack, {"number": 0, "channel": "web"}).take({"say": text})
    wrong = [] if said.answer["lane"] == "clarify" and 2 <= len(said.answer["options"]) <= 3 else ["not asked about"]
    wrong += ["a wish was put in the staff queue"] if read_state(stack, said)["handovers"] else []
    assert not wrong, show([said], wrong)


@pytest.mark.parametrize(
    ("turn", "why"),
    [({"say": "hello"}, "nothing is expected"), ({"say": "hello", "lanes": "answer"}, "unknown"), ({"lane": "answer"}, "not one of"), ({"staff": "sing", "silent": True}, "staff do one of")],
)
def test_a_turn_that_cannot_fail_is_refused(turn: dict[str, Any], why: str) -> None:
    with pytest.raises(BadConversation, match=why):
        check_conversation({"name": "n", "journey": "j", "turns": [turn]}, set(CHECKS))


def test_there_are_enough_conversations_on_each_channel() -> None:
    texted = [each for each in CONVERSATIONS if each.get("channel") == "sms" or any(person["channel"] == "sms" for person in (each.get("people") or {}).values())]
    assert len(CONVERSATIONS) >= 150 and 50 <= len(texted) <= len(CONVERSATIONS) - 50
