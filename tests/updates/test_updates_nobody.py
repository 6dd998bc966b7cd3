"""Who is never texted about a case: nobody asked, opted out, watched, bereaved, on trial, or another's case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete

from tests.duty_steps import WATCHED
from tests.family import CASE, DAD, MUM, PERSON, put_on_record, web, write_csv
from tests.sms_tools import hold
from tests.update_steps import ask_status, change, choices, go_to, jobs, offered, opt_in, prove, texts_about, tick, wanted, write
from webhook.bootstrap import Parts
from webhook.services.imports.cases import import_cases
from webhook.services.texts.inbox import sms_conversation_id
from webhook.services.updates.send import send_due_updates
from webhook.store.cases import Contact
from webhook.store.conversations import Conversation
from webhook.store.messages import Outbound
from webhook.store.updates import keep_choice

__all__ = ["wanted"]

DRAFT = {"request_received": "2026-08-03", "decision": "assess", "decision_date": "2026-09-07", "draft_issued": "2026-11-20", "draft_comments_due": "2026-12-07"}
NEWS = "there is an update on case 0417"


def test_nobody_who_was_not_asked_is_texted(any_parts: Parts, tmp_path: Path) -> None:
    put_on_record(any_parts, tmp_path)
    change(any_parts, tmp_path, advice_requested="2026-11-12")
    tick(any_parts)
    assert jobs(any_parts) == {} and texts_about(any_parts) == []


def test_after_stop_nothing_goes_and_start_asks_anew(wanted: Parts, tmp_path: Path) -> None:
    go_to(wanted, "2026-11-23 22:00")
    change(wanted, tmp_path, advice_requested="2026-11-12")
    write(wanted, MUM, "STOP")
    change(wanted, tmp_path, advice_requested="2026-11-13")
    go_to(wanted, "2026-11-24 08:00")
    write(wanted, MUM, "START")
    go_to(wanted, "2026-11-25 12:00")
    assert texts_about(wanted) == []
    who = web(wanted)
    prove(wanted, who)
    assert offered(wanted, ask_status(wanted, who))


def test_a_phone_that_may_be_watched_gets_nothing(wanted: Parts, tmp_path: Path) -> None:
    go_to(wanted, "2026-11-23 22:00")
    change(wanted, tmp_path, advice_requested="2026-11-12")
    wanted.safety.verdicts["he checks my phone"] = WATCHED  # type: ignore[union-attr]
    write(wanted, MUM, "he checks my phone")
    change(wanted, tmp_path, advice_requested="2026-11-13")
    go_to(wanted, "2026-11-24 12:00")
    assert texts_about(wanted) == [] and choices(wanted) == [(1, "off", "unsafe")]


def test_abuse_told_in_the_chat_ends_texts_to_the_phone_as_well(any_parts: Parts, tmp_path: Path) -> None:
    put_on_record(any_parts, tmp_path)
    who = web(any_parts)
    opt_in(any_parts, who)
    any_parts.safety.verdicts["he hit me"] = WATCHED  # type: ignore[union-attr]
    write(any_parts, who, "he hit me")
    change(any_parts, tmp_path, advice_requested="2026-11-12")
    tick(any_parts)
    assert texts_about(any_parts) == []


@pytest.mark.parametrize("state", ["closed", "moved", "deceased"])
def test_a_case_that_ends_takes_everything_back_in_the_same_transaction(wanted: Parts, tmp_path: Path, state: str) -> None:
    change(wanted, tmp_path, **DRAFT)
    send_due_updates(wanted)  # queued, and not sent yet
    assert "due" in jobs(wanted).values()
    change(wanted, tmp_path, **DRAFT | {"case_status": state})
    with wanted.db.reading() as session:  # nobody has looked since: it is done by the import itself
        assert {row.state for row in session.query(Outbound).filter_by(kind="update")} == {"cancelled"}
    assert "due" not in jobs(wanted).values() and choices(wanted) == [(1, "off", "case")]
    change(wanted, tmp_path, **DRAFT | {"case_status": "open", "draft_comments_due": "2026-12-14"})
    for moment in ("2026-11-24 12:00", "2026-12-02 08:00", "2026-12-09 08:00"):
        go_to(wanted, moment)
    assert texts_about(wanted) == []


@pytest.mark.parametrize(("state", "kept"), [("closed", 1), ("moved", 1), ("deceased", 0)])
def test_another_child_of_theirs_is_told_of_still_except_after_a_death(parts: Parts, tmp_path: Path, state: str, kept: int) -> None:
    put_on_record(parts, tmp_path)
    opt_in(parts, web(parts))
    cases = [CASE | {"case_status": state}, CASE | {"case_ref": "SEN-88002"}]
    import_cases(parts, write_csv(tmp_path / "two.csv", [CASE, cases[1]]), write_csv(tmp_path / "people.csv", [PERSON | {"case_ref": "SEN-88002"}]))
    with parts.db.writing() as session:
        contact = session.query(Contact).filter_by(case_id=2).one().id
        keep_choice(session, contact, "on", "contact", parts.clock.now())
    import_cases(parts, write_csv(tmp_path / "ended.csv", cases))
    import_cases(parts, write_csv(tmp_path / "news.csv", [cases[1] | {"advice_requested": "2026-11-12"}]))
    tick(parts)
    assert ["case 8002" in text for text in texts_about(parts)] == [True] * kept


@pytest.mark.parametrize("flags", [{"disclosure": "no"}, {"safe_to_text": "no"}])
def test_what_the_record_says_of_a_contact_is_looked_at_when_the_text_is_due(wanted: Parts, tmp_path: Path, flags: dict[str, str]) -> None:
    go_to(wanted, "2026-11-23 22:00")
    change(wanted, tmp_path, advice_requested="2026-11-12")
    people = write_csv(tmp_path / "people.csv", [PERSON | flags])
    assert import_cases(wanted, write_csv(tmp_path / "c.csv", [{"case_ref": CASE["case_ref"]}]), people).written
    go_to(wanted, "2026-11-24 12:00")
    assert texts_about(wanted) == []


def test_my_child_died_ends_them_at_once(wanted: Parts, tmp_path: Path) -> None:
    go_to(wanted, "2026-11-23 22:00")
    change(wanted, tmp_path, advice_requested="2026-11-12")
    write(wanted, MUM, "my son died last night")
    go_to(wanted, "2026-11-24 12:00")
    assert texts_about(wanted) == [] and choices(wanted) == [(1, "off", "death")]


def test_while_staff_speak_with_them_the_text_waits(wanted: Parts, tmp_path: Path) -> None:
    hold(wanted, MUM)
    change(wanted, tmp_path, advice_requested="2026-11-12")
    go_to(wanted, "2026-11-23 14:30")
    assert texts_about(wanted) == []
    with wanted.db.writing() as session:
        session.get_one(Conversation, sms_conversation_id(wanted, MUM)).held_by = None
    go_to(wanted, "2026-11-23 15:31")
    assert len(texts_about(wanted)) == 1


def test_two_parents_have_each_their_own_and_never_learn_of_the_other(any_parts: Parts, tmp_path: Path) -> None:
    any_parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(any_parts, tmp_path, {}, {"phone": DAD})
    opt_in(any_parts, web(any_parts), MUM)
    change(any_parts, tmp_path, advice_requested="2026-11-12")
    tick(any_parts)
    assert (len(texts_about(any_parts)), texts_about(any_parts, DAD)) == (1, [])
    prove(any_parts, DAD, DAD)
    mums, dads = any_parts.content.messages["updates_offer"].sms, ask_status(any_parts, DAD)
    assert dads[-1] == mums, "the father is asked in the same words as if nobody had been asked before"
    write(any_parts, DAD, "no thanks")
    change(any_parts, tmp_path, advice_requested="2026-11-12", advice_received="2026-11-22")
    tick(any_parts)
    assert (len(texts_about(any_parts)), texts_about(any_parts, DAD)) == (2, [])
    assert choices(any_parts) == [(1, "on", "contact"), (2, "off", "contact")]


def test_a_trial_changes_nothing_for_the_family(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = web(parts)
    with parts.db.writing() as session:
        session.get_one(Conversation, who).trial = True
    opt_in(parts, who)
    assert choices(parts) == [] and jobs(parts) == {}


def test_a_trial_beside_the_real_service_does_no_job_of_a_family(wanted: Parts, tmp_path: Path) -> None:
    change(wanted, tmp_path, advice_requested="2026-11-12")
    wanted.settings.trial = True
    tick(wanted)
    assert texts_about(wanted) == [] and set(jobs(wanted).values()) == {"due"}


def test_a_date_that_the_council_no_longer_tells_of_is_dropped(parts: Parts, tmp_path: Path) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(parts, tmp_path, **DRAFT)
    opt_in(parts, web(parts))
    parts.content = replace(parts.content, updates=replace(parts.content.updates, dates={}))
    go_to(parts, "2026-12-02 08:00")
    assert texts_about(parts) == [] and "dropped" in jobs(parts).values()


def test_what_a_contact_chose_goes_with_the_contact(any_parts: Parts, tmp_path: Path) -> None:
    any_parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(any_parts, tmp_path, **DRAFT)
    opt_in(any_parts, web(any_parts))
    with any_parts.db.writing() as session:
        session.execute(delete(Contact))
    assert choices(any_parts) == [] and jobs(any_parts) == {}
