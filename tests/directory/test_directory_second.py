"""A second search: what it keeps of the first is said, what it leaves out too, and another child or another thing starts afresh."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from directory.samples import load_samples
from tests.booking_steps import MUM, Talk
from webhook.bootstrap import Parts
from webhook.clients.rasa import FakeRasa
from webhook.services.directory.spelling import spell_short
from webhook.services.texts.text import count_segments
from webhook.store.messages import Inbound, Message

FIRST = "swimming for my autistic 6 year old near NW5"


@pytest.fixture
def directory(parts: Parts) -> Iterator[Parts]:
    """The sample services; Rasa answers everything with short breaks."""
    load_samples(parts)
    parts.rasa = FakeRasa(default=[{"say": "answer", "topics": ["short_breaks"], "confidence": 0.9}])
    yield parts


def chips(parts: Parts, who: Talk) -> list[str]:
    """The filters that can be taken off the last list."""
    with parts.db.reading() as session:
        last = session.scalars(select(Message).where(Message.conversation_id == who.id, Message.sender == "bot").order_by(Message.id.desc()).limit(1)).one()
    return [button["title"].removesuffix(" (remove)") for button in last.buttons if button.get("kind") == "chip"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("swimming on sundays", {"swimming", "age 6", "autism", "near NW5", "Sunday"}),
        ("swimming in hampstead", {"swimming", "age 6", "autism", "near NW3 (Hampstead)"}),
        ("only football", {"sport and movement", "age 6", "autism", "near NW5"}),
        ("football on sundays", {"sport and movement", "age 6", "autism", "near NW5", "Sunday"}),
        ("what about football", {"sport and movement", "age 6", "autism", "near NW5"}),
        ("what about cooking", {"age 6", "autism", "near NW5"}),
    ],
)
def test_what_is_kept_can_be_seen_and_taken_off(directory: Parts, text: str, kept: set[str]) -> None:
    web, phone = Talk(directory), Talk(directory, MUM)
    web.say(FIRST)
    said = web.say(text)
    assert "new search" not in said and set(chips(directory, web)) <= kept, "what had to be left out to find anything is said"
    assert all(label in said for label in kept)
    phone.say(FIRST)
    by_text = phone.say(text)
    assert all(label in by_text for label in kept) and "New search" not in by_text


@pytest.mark.parametrize(
    ("text", "now", "left"),
    [
        ("what about cooking for teenagers", {"age 13 to 19"}, "swimming, autism, near NW5"),
        ("how about football for a 15 year old?", {"sport and movement", "age 15"}, "autism, near NW5"),
        ("youth clubs for teenagers in hampstead", {"youth clubs", "age 13 to 19", "near NW3 (Hampstead)"}, "autism"),
        ("what about cooking for my 15 year old", {"age 15"}, "swimming, autism, near NW5"),
        ("football in hampstead", {"sport and movement", "near NW3 (Hampstead)"}, "autism, age 6"),
    ],
)
def test_another_child_or_another_thing_elsewhere_starts_afresh_and_says_so(directory: Parts, text: str, now: set[str], left: str) -> None:
    web, phone = Talk(directory), Talk(directory, MUM)
    web.say(FIRST)
    said = web.say(text)
    assert set(chips(directory, web)) <= now and all(label in said for label in now)
    told = said.partition("This is a new search. It leaves out: ")[2].partition(".")[0]
    assert set(told.split(", ")) == set(left.split(", "))
    phone.say(FIRST)
    by_text = phone.say(text).splitlines()[0]
    assert "New search. " in by_text and all(label in by_text for label in now) and count_segments(by_text) <= 2


def test_a_first_search_is_not_called_new(directory: Parts) -> None:
    assert "new search" not in Talk(directory).say(FIRST)


@pytest.mark.parametrize(
    "text", ["what about the plan", "what about mediation", "what about my appeal", "what about his teacher", "how about that", "what is respite", "do they do assessments"]
)
def test_a_question_after_a_list_is_a_question(directory: Parts, text: str) -> None:
    web = Talk(directory)
    web.say(FIRST)
    web.say(text)
    with directory.db.reading() as session:
        last = session.scalars(select(Inbound).order_by(Inbound.id.desc()).limit(1)).one()
    assert last.lane != "lookup"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("somthing on sat for my autistic girl shes 6 near kentish town", "Saturday"),
        ("anything on sat mornings nw5 for my 9 yr old adhd", "Saturday"),
        ("clubs sun nw5", "Sunday"),
        ("clubs satdy near nw5", "Saturday"),
        ("wkend clubs near nw5", "Saturday, Sunday"),
        ("any clubs near nw5 wed after school", "Wednesday"),
    ],
)
def test_a_short_day_is_a_day(directory: Parts, text: str, day: str) -> None:
    who = Talk(directory)
    said = who.say(text)
    assert day in chips(directory, who) or "weekend" in chips(directory, who), said
    assert "mentions" not in said and "nothing on" not in said
    assert "Sunday" in chips(directory, who) or "Sunday" in who.say("what about sun")


@pytest.mark.parametrize(
    "text", ["he sat in the hall", "my son sat alone", "sat nav", "his sat exam", "they sat him down", "sun cream", "in the sun", "she loves the sun", "sunny club", "any saturday"]
)
def test_who_sat_and_the_sun_are_no_day(text: str) -> None:
    assert spell_short(text) == text


@pytest.mark.parametrize("picked", ["1", "the first one", "number 1"])
@pytest.mark.parametrize("looked_for", ["any clubs thursday for 6 year old", FIRST])
def test_a_choice_offered_after_a_list_is_what_its_number_means(directory: Parts, looked_for: str, picked: str) -> None:
    mum = Talk(directory, MUM)
    mum.say(looked_for)
    directory.rasa.default = [{"say": "clarify", "options": ["surgery_book", "tribunal"], "confidence": 0.3}]  # type: ignore[attr-defined]
    assert "1 " in mum.say("who signs the purple thing for grandad")
    asked: list[str | None] = []
    real = directory.rasa.turn
    directory.rasa.turn = lambda sender, text, metadata, intent=None: (asked.append(intent), real(sender, text, metadata, intent))[1]  # type: ignore[method-assign, func-returns-value]
    mum.say(picked)
    assert asked == ["surgery_book"]
