""" "Where is my case" just after it was told: by text the same once more while the record is the same, else the check, with why it is asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.family import MUM, put_on_record, say
from tests.family import web as new_chat
from tests.identity.test_identity import verified
from tests.sms_tools import later
from tests.update_steps import ask_status, change, choices, prove, write
from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments
from webhook.store.cases import IdentityCheck
from webhook.store.conversations import Conversation
from webhook.store.messages import Inbound

CHECK = [{"say": "ask_case_ref", "requested": "case_ref", "intent": "case_status"}]
WHERE = ("where is my case", "any news on my case", "wheres my sons plan at", "can i see my case pls", "what stage is he at", "whats happening with the ehcp", "any update?", "hows it going")


@pytest.fixture
def told(parts: Parts, tmp_path: Path) -> Parts:
    """A mother who was just told by text; the dialogue model takes all else for a wish to look a case up."""
    put_on_record(parts, tmp_path)
    prove(parts, MUM)
    parts.first = ask_status(parts, MUM)  # type: ignore[attr-defined]
    parts.rasa.default = CHECK  # type: ignore[attr-defined]
    return parts


@pytest.mark.parametrize("text", WHERE)
def test_by_text_the_same_is_told_again_and_the_case_stays_open_to_questions(told: Parts, text: str) -> None:
    said = write(told, MUM, text)
    assert said == [told.first[0], told.content.messages["case_told_again"].sms] and all(count_segments(one) <= 2 for one in said)  # type: ignore[attr-defined]
    assert write(told, MUM, "is it late")[0].startswith("No. On our record")
    assert write(told, MUM, "keep me posted") == [told.content.messages["updates_on"].sms] and choices(told) == [(1, "on", "contact")]


@pytest.mark.parametrize("text", ["where is my case", "any update on my case"])
def test_once_the_record_has_changed_the_check_begins_and_says_why(told: Parts, tmp_path: Path, text: str) -> None:
    change(told, tmp_path, decision="assess", decision_date="2026-11-20")
    words = told.content.messages
    assert write(told, MUM, text) == [f"{words['identity_changed'].sms} {words['identity_ask_ref'].sms}"]


@pytest.mark.parametrize("minutes", [31, 60 * 26])
def test_later_the_check_says_why_it_is_asked_again(told: Parts, minutes: int) -> None:
    later(told, 60 * minutes)
    words = told.content.messages
    assert write(told, MUM, "where is my case") == [f"{words['identity_again'].sms} {words['identity_ask_ref'].sms}"]


def test_in_chat_too(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = new_chat(parts)
    prove(parts, who)
    ask_status(parts, who)
    later(parts, 60 * (parts.settings.web_verified_minutes + 1))
    parts.rasa.default = CHECK  # type: ignore[attr-defined]
    said = write(parts, who, "where is my case")[0]
    assert said.startswith(f"A check lasts {parts.settings.web_verified_minutes} minutes") and said.endswith(parts.content.messages["identity_ask_ref"].web)


@pytest.mark.parametrize(
    "text", ["and the other one?", "what about my other son", "begin again", "and my daughters case?", "where are both my cases", "where is case SEN-30001", "where is my twins case"]
)
def test_another_case_is_another_check(told: Parts, text: str) -> None:
    assert told.first[0] not in write(told, MUM, text)  # type: ignore[attr-defined]


@pytest.mark.parametrize("who", ["+447700900999", "web"])
def test_nobody_else_is_told_and_nothing_is_said_of_before(told: Parts, who: str) -> None:
    who = new_chat(told) if who == "web" else who
    channel = "sms" if who.startswith("+") else "web"
    assert write(told, who, "where is my case") == [told.content.messages["identity_ask_ref"].on(channel)]


@pytest.mark.parametrize("text", ["what is happening at half term", "whats going on with transport", "any update on my blue badge"])
def test_another_question_is_not_about_the_case(told: Parts, text: str) -> None:
    told.rasa.default = [{"say": "unsure", "confidence": 0.1}]  # type: ignore[attr-defined]
    assert told.first[0] not in write(told, MUM, text)  # type: ignore[attr-defined]


def test_after_a_death_nothing_of_the_case_is_told_again(told: Parts) -> None:
    with told.db.writing() as session:
        session.query(Conversation).update({"bereaved_at": told.clock.now()})
    for text in ("any update?", "and if its not there by then"):
        assert "0417" not in " ".join(write(told, MUM, text))


def test_once_the_record_has_changed_its_old_date_is_not_said_again(told: Parts, tmp_path: Path) -> None:
    change(told, tmp_path, decision="assess", decision_date="2026-11-20")
    assert write(told, MUM, "and if im late") == [told.content.status["changed_since"].sms]


# ---- "And the other one", while no other is known ----

BACK = (
    "go back to his case", "back to hers please", "no i mean the case u just showed me", "the first one", "theres no other one", "there isnt another one",
    "i only have one child", "just the one case", "sorry i just meant his", "whats happening with his case",
)  # fmt: skip
OF_SHOWN = ("go back to his case, whats next", "when is the plan due", "is it late", "what does that mean", "who is dealing with it")


@pytest.fixture(params=[MUM, "web"])
def other_asked(request: pytest.FixtureRequest, parts: Parts, tmp_path: Path) -> tuple[Parts, str, str]:
    """A case was shown, then "and the other one?" was asked, by text or in chat. The parts, who asks, and what was shown."""
    put_on_record(parts, tmp_path)
    who = MUM if request.param == MUM else new_chat(parts)
    prove(parts, who)
    shown = ask_status(parts, who)[0]
    parts.rasa.default = CHECK  # type: ignore[attr-defined]
    assert write(parts, who, "and the other one?") == [parts.content.messages["identity_other_ref"].on(channel_of(who))]
    assert say(parts, who, "and the other one?", intent="case_status")["requested"] == "case_ref"
    with parts.db.writing() as session:
        session.query(Inbound).filter(Inbound.state == "received").update({"state": "done"})  # the check took it, not the turn
    return parts, who, shown


def channel_of(who: str) -> str:
    return "sms" if who.startswith("+") else "web"


def asked_for(parts: Parts) -> str | None:
    with parts.db.reading() as session:
        return session.query(IdentityCheck).one().requested


@pytest.mark.parametrize("text", BACK)
def test_who_goes_back_sees_the_case_that_was_shown(other_asked: tuple[Parts, str, str], text: str) -> None:
    parts, who, shown = other_asked
    assert write(parts, who, text)[0].split("\n\nThese dates")[0] == shown.split("\n\nThese dates")[0] and asked_for(parts) is None
    assert write(parts, who, "is it late")[0].startswith("No. On our record")


@pytest.mark.parametrize("text", OF_SHOWN)
def test_a_question_is_answered_from_the_case_that_was_shown_and_says_so(other_asked: tuple[Parts, str, str], text: str) -> None:
    parts, who, _ = other_asked
    said = write(parts, who, text)
    assert said[0] == parts.content.messages["identity_of_shown"].on(channel_of(who)) and len(said) > 1 and asked_for(parts) is None


@pytest.mark.parametrize(
    "text", ["SEN-20418", "is the other one late", "can i get transport", "i havent got the ref", "back to the start", "hes going back to his school on monday", "14 march 2017"]
)
def test_what_is_of_the_other_one_or_of_neither_goes_to_the_check(other_asked: tuple[Parts, str, str], text: str) -> None:
    parts, who, shown = other_asked
    said = write(parts, who, text)
    assert shown[:60] not in said[0] and parts.content.messages["identity_of_shown"].web not in said


def test_the_proof_stays_until_another_case_is_named(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = new_chat(parts)
    prove(parts, who)
    for words, says in (("and the other one?", "identity_ask_ref"), ("i don't have it", "identity_no_ref"), ("and the other one?", "identity_ask_ref"), ("hmm", "identity_ask_ref")):
        assert say(parts, who, words, intent="case_status")["say"] == says and verified(parts, who)
    assert say(parts, who, "SEN-20417") == {"requested": None, "say": "case_status", "done": True, "leave": False}
    assert say(parts, who, "and the other one?", intent="case_status")["requested"] == "case_ref"
    assert say(parts, who, "4471/22")["requested"] == "child_dob" and not verified(parts, who)


def test_nothing_of_a_case_is_said_once_its_record_has_changed_or_the_proof_is_over(other_asked: tuple[Parts, str, str], tmp_path: Path) -> None:
    parts, who, shown = other_asked
    if who == MUM:
        change(parts, tmp_path, decision="assess", decision_date="2026-11-20")
    else:
        later(parts, 60 * (parts.settings.web_verified_minutes + 1))
    for text in ("go back to his case", "is it late"):
        assert not any(shown[:60] in said or said.startswith("No. On our record") for said in write(parts, who, text))
