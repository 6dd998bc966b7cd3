""" "Shall I text you when there is one? Reply 1 to be told, 2 for no": who says no, in figures or words, is texted nothing; a yes and every other matter are heard as what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.booking_steps import BOOK, DAD, MUM, Talk, put, swept
from tests.duty_steps import said
from tests.surgeries.test_surgery_off import OFF, told_off
from understanding.replies import ReplyReader
from webhook.bootstrap import Parts
from webhook.store.surgery_list import list_waiting

FINE, SAVED, SORRY = "That's fine.", "Saved. We will text you", "I know this is a nuisance"
GUESSED = [{"say": "act", "act": "out_of_scope", "confidence": 0.4}]
NOES = ["2", "2.", "2 please", "2 for no", "option 2", "no 2", "two", "no", "nope", "no thanks im ok", "no dont bother", "not at the moment thanks", "no need ta", "leave it"]
NOT_NOES = ["2 weeks ago i asked for an assessment", "no one has called me back", "no school place for him", "no but when do they decide", "not sure", "2 dec"]


@pytest.fixture
def lost(parts: Parts) -> Parts:
    """A dialogue model that understands nothing."""
    parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    return parts


def asked(parts: Parts) -> int:
    """How many asked to be told of the next date."""
    with parts.db.reading() as session:
        return len(list_waiting(session, parts.clock.now()))


def wait(parts: Parts, who: Talk, folder: Path) -> list[str]:
    """What they hear when a date comes in afterwards."""
    before = len(said(parts, who.id))
    put(parts, folder, OFF, {"surgery_id": "S9", "date": "2026-12-21"})
    swept(parts, who)
    return said(parts, who.id)[before:]


@pytest.mark.parametrize("no", NOES)
def test_a_no_after_a_surgery_was_called_off_is_heard_and_nothing_is_texted(parts: Parts, tmp_path: Path, no: str) -> None:
    mum = told_off(parts, tmp_path)
    parts.rasa.default = GUESSED  # type: ignore[attr-defined]
    assert mum.say(no).startswith(FINE) and asked(parts) == 0
    assert wait(parts, mum, tmp_path) == []


@pytest.mark.parametrize("number", ["", MUM], ids=["web", "sms"])
@pytest.mark.parametrize("question", ["when is the next send surgery", BOOK, "any send surgery dates coming up"])
@pytest.mark.parametrize("no", ["2", "2 please", "no", "no thanks im ok"])
def test_a_no_where_no_date_is_planned(lost: Parts, question: str, number: str, no: str) -> None:
    lost.rasa.default = [{"say": "surgeries", "wants": "info", "surgeries": []}]  # type: ignore[attr-defined]
    who = Talk(lost, number)
    assert "Reply 1 to be told" in who.say(question)
    lost.rasa.default = GUESSED  # type: ignore[attr-defined]
    assert who.say(no).startswith(FINE) and asked(lost) == 0


@pytest.mark.parametrize("first", ["no", "2", "no thanks"])
def test_a_later_2_is_no_yes(lost: Parts, reader: ReplyReader, first: str) -> None:
    lost.replies = reader
    mum = Talk(lost, MUM)
    assert "Reply 1 to be told" in mum.say("when is the next send surgery")
    assert FINE in mum.say(first) and FINE in mum.say("2") and SAVED not in mum.say("2", "2") and asked(lost) == 0


def test_whoever_thinks_again_is_told_or_is_not(lost: Parts, tmp_path: Path) -> None:
    mum = Talk(lost, MUM)
    assert SAVED in mum.say("when is the next send surgery", "2", "oh go on yes please") and asked(lost) == 1
    dad = Talk(lost, DAD)
    assert SAVED in dad.say("when is the next send surgery", "1") and asked(lost) == 2
    assert FINE in dad.say("2") and asked(lost) == 1 and wait(lost, dad, tmp_path) == []


@pytest.mark.parametrize("yes", ["1", "yes", "yes please", "ok yes", "yeah text me", "1 please"])
def test_a_yes_is_still_a_yes(parts: Parts, tmp_path: Path, yes: str) -> None:
    mum = told_off(parts, tmp_path)
    assert SAVED in mum.say(yes) and asked(parts) == 1
    assert any("21 Dec" in text for text in wait(parts, mum, tmp_path))


@pytest.mark.parametrize("text", NOT_NOES)
def test_other_matters_are_no_answer_to_it(lost: Parts, text: str) -> None:
    mum = Talk(lost, MUM)
    mum.say("when is the next send surgery")
    heard = mum.say(text)
    assert not heard.startswith(FINE) and SAVED not in heard and asked(lost) == 0


def test_a_figure_that_was_not_printed_is_asked_again_and_a_blow_is_still_heard(parts: Parts, tmp_path: Path) -> None:
    mum = told_off(parts, tmp_path)
    assert SORRY in mum.say("thats a shame") and SORRY in mum.say("3")
    assert mum.say("2").startswith(FINE)
