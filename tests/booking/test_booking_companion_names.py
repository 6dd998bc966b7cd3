"""Who comes along is noted as who they are to the family, at whatever step it is said: no subject, and no name of theirs is kept or printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import MUM, Talk, bookings, put
from webhook.bootstrap import Parts

NOTED = "I can't say who may come with you: my list does not say. I have written it down, and the officers see it."
COMING = [
    ("my sister Amina is coming with me", "my sister"), ("my mum is coming", "my mum"), ("my auntie sana will be with me", "my auntie"), ("Amina my sister is coming too", "my sister"),
    ("my husband James comes with me", "my husband"), ("my mum and my sister Zee are coming", "my mum and my sister"), ("my friend called Jo is coming along", "my friend"),
    ("my nan's coming with me x", "my nan"), ("my support worker Kate will be coming too", "my support worker"), ("my sister (Amina) will be there", "my sister"),
    ("im bringing my sister Amina", "my sister"),
]  # fmt: skip
STEPS = {  # what is answered before it is said, and after
    "time": ((), ("1", "SKIP", "SKIP", "1")), "name": (("1",), ("SKIP", "SKIP", "1")), "needs": (("1", "SKIP"), ("SKIP", "1")), "about": (("1", "SKIP", "SKIP"), ("SKIP", "1")),
    "confirm": (("1", "SKIP", "SKIP", "SKIP"), ("1",)),
}  # fmt: skip
NAMES = ("amina", "sana", "james", "zee", "kate", "(name)", "[name]", "called")
OTHERS = [
    "my son hates coming to school", "my sister is coming to live with us", "my son James comes home crying", "his taxi is coming late with no escort", "he is coming home at 12 every day",
    "my daughter is with me all day as school wont have her", "the plan is coming too late",
]  # fmt: skip


def stored(parts: Parts) -> tuple[str, str]:
    """What they need and what they want to talk about, as it is kept."""
    row = bookings(parts)[-1]
    return parts.vault.open(row.needs_sealed) if row.needs_sealed else "", row.about


@pytest.mark.parametrize(("said", "who"), COMING)
@pytest.mark.parametrize("step", STEPS)
def test_who_comes_is_noted_at_every_step(parts: Parts, tmp_path: Path, step: str, said: str, who: str) -> None:
    put(parts, tmp_path)
    mum, (before, after) = Talk(parts, MUM), STEPS[step]
    mum.say("book the send surgery on 4 december", *before)
    heard = mum.say(said)
    assert NOTED in heard and not any(name in heard.lower() for name in NAMES)
    assert "Booked: " in mum.say(*after)
    assert stored(parts) == (f"bringing {who}", "")


@pytest.mark.parametrize(("said", "who"), COMING)
def test_and_once_it_is_booked(any_parts: Parts, tmp_path: Path, said: str, who: str) -> None:
    put(any_parts, tmp_path)
    mum = Talk(any_parts, MUM)
    mum.say("book the send surgery on 4 december", "1", "SKIP", "SKIP", "SKIP", "1")
    assert NOTED in mum.say(said) and stored(any_parts) == (f"bringing {who}", "")


@pytest.mark.parametrize("said", OTHERS)
def test_what_they_want_to_talk_about_stays_that(parts: Parts, tmp_path: Path, said: str) -> None:
    put(parts, tmp_path)
    mum = Talk(parts, MUM)
    mum.say("book the send surgery on 4 december", "1", "SKIP", "SKIP")
    assert "To talk about: " in mum.say(said) and "Booked" in mum.say("1")
    needs, about = stored(parts)
    assert needs == "" and about.split()[-1] == said.split()[-1]
