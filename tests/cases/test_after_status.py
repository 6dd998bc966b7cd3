"""After a status: an appeal of a grant, a day that was missed, a certificate after the day of the decision, and a case question after another answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.family import MUM, put_on_record
from tests.family import web as new_chat
from tests.sms_tools import rows
from tests.update_steps import ask_status, prove, write
from webhook.bootstrap import Parts
from webhook.services.identity.read import wants_other_case
from webhook.services.texts.text import count_segments
from webhook.store.messages import Inbound

CHECK = [{"say": "ask_case_ref", "requested": "case_ref", "intent": "case_identity"}]
NO_IDEA = [{"say": "unsure", "confidence": 0.1}]


def shown(parts: Parts, folder: Path, channel: str, **case: str) -> str:
    """Somebody who has just been told where a case is."""
    put_on_record(parts, folder, **case)
    who = MUM if channel == "sms" else new_chat(parts)
    prove(parts, who)
    ask_status(parts, who)
    return who


@pytest.mark.parametrize("text", ["can i appeal if they say no to it", "so can i appeal if its no", "is there a tribunal for that", "what if they refuse", "how do i challenge it"])
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_of_a_grant_no_tribunal_is_named(parts: Parts, tmp_path: Path, channel: str, text: str) -> None:
    who = shown(parts, tmp_path, channel, case_kind="eng")
    parts.rasa.default = NO_IDEA  # type: ignore[attr-defined]
    said = write(parts, who, text)
    assert said[0].startswith(parts.content.answers["exceptional_needs_grant"].parts["refused"].on(channel)[:60])
    assert "2 months" not in said[0] and "mediation" not in said[0].lower()


@pytest.mark.parametrize(("kind", "text"), [("eng", "how do i appeal the exclusion"), ("eng", "can i appeal about transport"), ("ehc", "can i appeal if they say no")])
def test_an_appeal_of_something_else_goes_its_own_way(parts: Parts, tmp_path: Path, kind: str, text: str) -> None:
    who = shown(parts, tmp_path, "web", case_kind=kind)
    parts.rasa.default = NO_IDEA  # type: ignore[attr-defined]
    write(parts, who, text)
    assert "exceptional_needs_grant" not in rows(parts, Inbound)[-1].topics


@pytest.mark.parametrize("text", ["my mediation certificate is dated 31 october", "the certificate is dated 31/10/2026"])
@pytest.mark.parametrize("first", ["refused on 30 june am i too late to appeal", "they said no on 30 june, is it too late"])
def test_a_certificate_after_the_day_of_the_decision_gives_the_later_day(parts: Parts, first: str, text: str) -> None:
    before = write(parts, MUM, first)
    assert "30 Aug" in before[0] and "That day has passed." in before[0]
    said = write(parts, MUM, text)
    assert "Mon 30 Nov" in said[0] and "by Mon 30 Nov" in said[1] and "passed" not in " ".join(said) and all(count_segments(one) <= 2 for one in said)


@pytest.mark.parametrize("text", ["and i got the mediation certificate on 31 october", "the certificate came on 31/10/2026"])
def test_a_certificate_that_came_on_a_day_gives_no_last_day_of_its_own(parts: Parts, text: str) -> None:
    write(parts, MUM, "refused on 30 june am i too late to appeal")
    said = write(parts, MUM, text)
    assert "Send it today" in said[0] and "passed" not in " ".join(said) and "by Mon 30 Nov" not in " ".join(said)


@pytest.mark.parametrize("text", ["do i need a certificate", "the birth certificate is 31 october", "my certificate is lost"])
def test_other_certificates_are_not_counted(parts: Parts, text: str) -> None:
    write(parts, MUM, "refused on 30 june am i too late to appeal")
    parts.rasa.default = NO_IDEA  # type: ignore[attr-defined]
    assert "30 Nov" not in " ".join(write(parts, MUM, text))


@pytest.mark.parametrize("text", ["what if i miss it", "but what if we miss the deadline", "what happens if i'm late", "what if i cant make it in time"])
def test_a_day_to_appeal_that_may_be_missed_has_a_way(parts: Parts, text: str) -> None:
    who = new_chat(parts)
    write(parts, who, "whats the last day to appeal")
    assert write(parts, who, text)[0].startswith(parts.content.answers["tribunal"].parts["if_late"].web[:40])


def test_in_chat_the_missed_day_is_the_cases_and_elsewhere_it_is_not_about_an_appeal(parts: Parts, tmp_path: Path) -> None:
    who = shown(parts, tmp_path, "web", request_received="2026-08-12", decision="not_assess", decision_date="2026-09-23")
    assert write(parts, who, "what if i miss it")[0].startswith(parts.content.answers["tribunal"].parts["if_late"].web[:40])
    other = new_chat(parts)
    write(parts, other, "blue badge")
    parts.rasa.default = NO_IDEA  # type: ignore[attr-defined]
    assert write(parts, other, "what if i miss it") == [parts.content.messages["dont_know"].web]


@pytest.mark.parametrize("text", ["whos dealing with it", "when is the next date"])
def test_a_case_question_after_another_answer_asks_for_nothing_again(parts: Parts, tmp_path: Path, text: str) -> None:
    who = shown(parts, tmp_path, "sms")
    write(parts, who, "blue badge")
    parts.rasa.default = CHECK  # type: ignore[attr-defined]
    said = write(parts, who, text)
    assert "14 Dec" in said[0] and "case reference" not in said[0]


def test_where_no_case_was_shown_the_check_begins(parts: Parts) -> None:
    parts.rasa.default = CHECK  # type: ignore[attr-defined]
    assert write(parts, MUM, "whos dealing with it") == [parts.content.messages["identity_ask_ref"].sms]


@pytest.mark.parametrize("text", ["and my daughters one", "what about my daughter's case", "what about my son", "ok and the one for my daughter"])
def test_another_child_of_theirs_is_another_case(text: str) -> None:
    assert wants_other_case(text)


@pytest.mark.parametrize("text", ["what about my sons transport", "and my son is 7", "my daughter's one to one", "what about my sons one to one support"])
def test_what_else_is_said_of_a_child_is_no_other_case(text: str) -> None:
    assert not wants_other_case(text)
