"""Who may have a case: nobody who is there by their work, a grandparent who brings the child up, and what is said of a child whom a council looks after."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.test_cases import D, describe, render
from tests.cases.test_status import say
from tests.family import CASE, DAD, MUM, PERSON, REF, hear, put_on_record, verify, write_csv
from tests.family import web as new_chat
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.cases.who_asks import is_professional, who_asks
from webhook.services.identity.identity import identity_step
from webhook.services.imports.cases import import_cases
from webhook.services.safety.assess import assess_inbound
from webhook.services.steps.family import answer_looked_after, answer_who_they_are
from webhook.services.texts.text import count_segments
from webhook.services.turn.record import record_turn
from webhook.store.cases import IdentityCheck, IdentityCode


@pytest.mark.parametrize("who", ["social worker", "Social Worker (LAC team)", "SENCO", "school", "head teacher", "foster carer's social worker", "key worker", "Professional", "GP"])
def test_a_contact_who_is_there_by_their_work(who: str) -> None:
    assert is_professional(who)


@pytest.mark.parametrize(
    "who", ["mother", "Father", "foster carer", "foster carer (Islington council)", "grandmother", "young person", "aunt", "special guardian", "step-dad", "carer", "", None]
)
def test_a_contact_of_the_family(who: str | None) -> None:
    assert not is_professional(who)


@pytest.mark.parametrize(("relationship", "codes"), [("social worker", 0), ("mother", 1)])
def test_a_social_worker_on_the_record_is_sent_no_code(parts: Parts, tmp_path: Path, relationship: str, codes: int) -> None:
    put_on_record(parts, tmp_path, {"relationship": relationship})
    for text in ("where is my case", REF, "14 march 2017"):
        identity_step(parts, *hear(parts, MUM, text), intent="case_status")
    with parts.db.reading() as session:
        assert session.query(IdentityCode).count() == codes


def test_one_who_became_a_professional_is_shown_nothing_any_more(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = new_chat(parts)
    verify(parts, who)
    put_on_record(parts, tmp_path, {"relationship": "social worker"})
    assert "I can't show that here" in render(parts, who, "so?").replies[0].text


def test_the_import_says_that_a_professional_is_told_nothing(parts: Parts, tmp_path: Path) -> None:
    people = write_csv(tmp_path / "p.csv", [PERSON, PERSON | {"phone": DAD, "relationship": "SENCO"}])
    _, report = import_cases(parts, write_csv(tmp_path / "c.csv", [CASE]), people).reports
    assert report.added == 2 and [row for row, _ in report.noted] == [3] and "SENCO is there by their work" in report.noted[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "im his nan, social services placed him with me. can i see his case", "i'm her gran, she was placed with us last year, where is her plan up to",
        "im his aunt and we have him full time, any news on his plan",
        "im his grandad and he came to live with us, where is his case", "i'm his nan and have a child arrangements order. can i see his plan",
    ],
)  # fmt: skip
def test_a_relative_who_brings_the_child_up_is_a_parent(text: str) -> None:
    assert who_asks(text) is None


@pytest.mark.parametrize(
    "text", ["im his nan, can i see his case", "im his nan, he was placed in a special school, can i see his case", "im his aunt, he doesnt live with me, can i see his plan"]
)
def test_any_other_relative_is_told_how(text: str) -> None:
    assert who_asks(text) == "relative"


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_the_reference_of_a_relative_is_kept_for_the_date_of_birth(parts: Parts, tmp_path: Path, channel: str) -> None:
    put_on_record(parts, tmp_path, {"relationship": "grandmother"})
    who = MUM if channel == "sms" else new_chat(parts)
    heard = assess_inbound(parts, hear(parts, who, f"im his nan can i see his case {REF}")[1])
    assert heard is not None
    turn = answer_who_they_are(parts, heard)
    assert turn is not None
    assert turn.replies[0].text == parts.content.messages["relative_gave_ref"].on(channel)
    record_turn(parts, heard, turn)
    asked = identity_step(parts, *hear(parts, who, "14/3/17"), intent="case_status")
    assert asked["requested"] == "code"
    with parts.db.reading() as session:
        assert session.query(IdentityCode).count() == 1 and session.get(IdentityCheck, heard.conversation.id) is not None


def test_he_lives_with_me_begins_the_check(parts: Parts) -> None:
    heard = assess_inbound(parts, hear(parts, MUM, "im his nan where is his plan up to")[1])
    assert heard is not None
    turn = answer_who_they_are(parts, heard)
    assert turn is not None
    record_turn(parts, heard, turn)
    for text, intent in (("what is half term", None), ("he lives with me", "case_status")):
        after = assess_inbound(parts, hear(parts, MUM, text)[1])
        assert after is not None and answer_who_they_are(parts, after) is None and after.intent == intent


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_which_council_keeps_the_plan_is_asked_of_a_looked_after_case(parts: Parts, tmp_path: Path, channel: str) -> None:
    for council, answered in (("Islington", True), ("", False)):
        who = (MUM if council else DAD) if channel == "sms" else new_chat(parts)
        put_on_record(parts, tmp_path, {"phone": MUM}, {"phone": DAD, "relationship": "father"}, looked_after_by=council)
        if channel == "web":
            hear(parts, who, MUM)
        verify(parts, who)
        render(parts, who, "so?")
        heard = assess_inbound(parts, hear(parts, who, "which council keeps the plan")[1])
        assert heard is not None
        turn = answer_looked_after(parts, heard)
        assert (turn is not None) is answered


@pytest.mark.parametrize(
    "columns",
    [
        {"final_issued": D("2026-11-10")}, {"final_issued": D("2025-12-01")},
        {"final_issued": D("2025-09-01"), "last_review_meeting": D("2026-02-10"), "review_decision_sent": D("2026-03-05")},
        {"request_received": D("2026-08-12"), "final_issued": D("2026-11-19")},
    ],
)  # fmt: skip
def test_a_text_of_an_outcome_says_who_looks_after_the_child(content: Content, columns: dict[str, object]) -> None:
    text = say(content, describe(**columns, looked_after_by="Islington"), "sms")
    assert "Islington looks after the child" in text and count_segments(text) <= 2
    assert "looks after" not in say(content, describe(**columns), "sms")
