"""Texts about a case: what changed and which date is near, once, by day, to those who said yes, and never what was decided."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete

from tests.duty_steps import CRISIS, WATCHED
from tests.family import BORN, CASE, DAD, MUM, PERSON, hear, put_on_record, web, write_csv
from tests.sms_tools import hold
from tests.update_steps import ask_status, change, choices, go_to, jobs, offered, opt_in, prove, texts_about, tick, write
from webhook.bootstrap import Parts
from webhook.clients.sms import SendRefused
from webhook.services.content import load_content
from webhook.services.content_rules import ContentError
from webhook.services.import_cases import import_cases
from webhook.services.inbox import sms_conversation_id
from webhook.services.outbox import send_due
from webhook.services.text import count_segments, gsm7_length
from webhook.services.update_send import send_due_updates, send_update
from webhook.settings import ROOT
from webhook.store.cases import CaseChange, Contact
from webhook.store.conversations import Conversation
from webhook.store.messages import ClockJob, Outbound
from webhook.store.updates import keep_choice

DRAFT = {"request_received": "2026-08-03", "decision": "assess", "decision_date": "2026-09-07", "draft_issued": "2026-11-20", "draft_comments_due": "2026-12-07"}
NEWS = "there is an update on case 0417"


@pytest.fixture
def wanted(any_parts: Parts, tmp_path: Path) -> Parts:
    """A mother who said yes in the chat, on each of the two stores."""
    any_parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(any_parts, tmp_path)
    opt_in(any_parts, web(any_parts))
    return any_parts


# ---- A change ----


def test_a_change_is_told_once_whatever_is_imported_again(wanted: Parts, tmp_path: Path) -> None:
    news = {"advice_requested": "2026-11-12"}
    change(wanted, tmp_path, **news)
    tick(wanted)
    (text,) = texts_about(wanted)
    assert NEWS in text
    for _ in range(3):
        assert change(wanted, tmp_path, **news).reports[0].unchanged == 1
        tick(wanted)
    go_to(wanted, "2026-11-24 12:00")
    assert len(texts_about(wanted)) == 1


def test_a_text_never_says_what_it_is_about(wanted: Parts, tmp_path: Path) -> None:
    change(wanted, tmp_path, decision="not_assess", decision_date="2026-11-16", school="Sample School")
    tick(wanted)
    (text,) = texts_about(wanted)
    assert not any(word in text.lower() for word in ("sam", "school", "assess", "decid", "refus", "autis", "plan", "16 nov"))


def test_what_changed_is_kept_with_its_kind_and_its_import(wanted: Parts, tmp_path: Path) -> None:
    change(wanted, tmp_path, school="Sample School", officer_role="SEN Officer")
    change(wanted, tmp_path, school="Other School", officer_role="")
    with wanted.db.reading() as session:
        rows = [(row.field, row.old, row.new, row.kind) for row in session.query(CaseChange).order_by(CaseChange.id)]
        sources = {row.source for row in session.query(CaseChange)}
    assert sorted(rows, key=str) == sorted(
        [("school", None, None, "set"), ("officer_role", None, "SEN Officer", "set"), ("school", None, None, "changed"), ("officer_role", "SEN Officer", None, "cleared")], key=str
    )
    assert len(sources) == 2 and all(str(source).startswith("cases-") for source in sources)


@pytest.mark.parametrize("news", [{"officer_role": "SEN Officer"}, {"school": "Sample School"}, {"source_updated_at": "2026-11-23"}, {"child_first_name": "Samuel"}])
def test_a_change_that_is_not_on_the_list_is_kept_and_not_told(wanted: Parts, tmp_path: Path, news: dict[str, str]) -> None:
    change(wanted, tmp_path, **news)
    tick(wanted)
    assert texts_about(wanted) == []


def test_at_night_it_waits_for_eight_o_clock(wanted: Parts, tmp_path: Path) -> None:
    go_to(wanted, "2026-11-23 21:00")
    change(wanted, tmp_path, advice_requested="2026-11-12")
    change(wanted, tmp_path, advice_requested="2026-11-12", advice_received="2026-11-22")
    for moment in ("2026-11-23 21:00", "2026-11-24 00:00", "2026-11-24 07:59:59"):
        go_to(wanted, moment)
        assert texts_about(wanted) == []
    go_to(wanted, "2026-11-24 08:00")
    assert len(texts_about(wanted)) == 1, "two changes in one night are one text"
    go_to(wanted, "2026-11-24 08:00:02")
    assert len(texts_about(wanted)) == 1


def test_a_text_that_slipped_into_the_night_waits_and_holds_up_no_answer(wanted: Parts, tmp_path: Path) -> None:
    go_to(wanted, "2026-11-23 20:59:58")
    change(wanted, tmp_path, advice_requested="2026-11-12")
    wanted.sms.failures = [SendRefused(20429, retryable=True)]  # type: ignore[attr-defined]
    tick(wanted)
    go_to(wanted, "2026-11-23 21:10")
    assert texts_about(wanted) == []
    before = len(wanted.sms.sent)  # type: ignore[attr-defined]
    assert write(wanted, MUM, "hello")
    assert len(wanted.sms.sent) > before  # type: ignore[attr-defined]
    assert texts_about(wanted) == []
    go_to(wanted, "2026-11-24 08:00")
    assert len(texts_about(wanted)) == 1


def test_a_worker_that_comes_back_in_the_night_leaves_it_for_the_morning(wanted: Parts, tmp_path: Path) -> None:
    change(wanted, tmp_path, advice_requested="2026-11-12")
    go_to(wanted, "2026-11-23 21:30")
    assert texts_about(wanted) == [] and set(jobs(wanted).values()) == {"due"}, "nothing is queued that a closed case would have to take back"
    go_to(wanted, "2026-11-24 08:00")
    assert len(texts_about(wanted)) == 1


def test_an_outcome_is_told_of_when_its_letter_has_had_time_to_come(wanted: Parts, tmp_path: Path) -> None:
    change(wanted, tmp_path, decision="assess", decision_date="2026-11-23")
    for moment in ("2026-11-23 12:01", "2026-11-26 23:00", "2026-11-27 07:59"):
        go_to(wanted, moment)
        assert texts_about(wanted) == []
    go_to(wanted, "2026-11-27 08:00")
    assert len(texts_about(wanted)) == 1


def test_an_outcome_without_a_date_waits_for_the_import_that_brings_it(wanted: Parts, tmp_path: Path) -> None:
    change(wanted, tmp_path, decision="not_assess")
    go_to(wanted, "2026-12-01 12:00")
    assert texts_about(wanted) == []
    change(wanted, tmp_path, decision="not_assess", decision_date="2026-11-23")
    tick(wanted)
    assert len(texts_about(wanted)) == 1


# ---- A date ----


def test_dates_are_told_so_many_days_ahead_and_each_once(any_parts: Parts, tmp_path: Path) -> None:
    any_parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(any_parts, tmp_path, **DRAFT)
    opt_in(any_parts, web(any_parts))
    for moment, count in (("2026-12-01 20:00", 0), ("2026-12-02 07:59", 0), ("2026-12-02 08:00", 1), ("2026-12-05 12:00", 1), ("2026-12-06 08:00", 2), ("2026-12-30 12:00", 2)):
        go_to(any_parts, moment)
        assert len(texts_about(any_parts)) == count, moment
    assert all("your reply to the draft is Mon 7 Dec" in text for text in texts_about(any_parts))


def test_a_date_that_moved_is_told_as_it_is_now(any_parts: Parts, tmp_path: Path) -> None:
    any_parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(any_parts, tmp_path, **DRAFT)
    opt_in(any_parts, web(any_parts))
    change(any_parts, tmp_path, **DRAFT | {"draft_comments_due": "2026-12-14"})
    change(any_parts, tmp_path, **DRAFT)
    change(any_parts, tmp_path, **DRAFT | {"draft_comments_due": "2026-12-14"})
    go_to(any_parts, "2026-11-24 12:00")
    assert [NEWS in text for text in texts_about(any_parts)] == [True]
    go_to(any_parts, "2026-12-06 12:00")
    assert len(texts_about(any_parts)) == 1, "the old date is told no more"
    go_to(any_parts, "2026-12-09 08:00")
    assert "Mon 14 Dec" in texts_about(any_parts)[-1]


@pytest.mark.parametrize(
    ("case", "moment", "says"),
    [
        ({"final_issued": "2026-01-05", "request_received": "2025-09-01"}, "2026-11-24 08:00", "by Tue 5 Jan"),
        ({"decision": "not_assess", "decision_date": "2026-10-15"}, "2026-11-24 08:00", "time limit is near: Tue 15 Dec"),
        ({"final_issued": "2025-06-01", "request_received": "2025-01-02", "last_review_meeting": "2026-10-01", "review_decision_sent": "2026-10-20", "amendment_notice_sent": "2026-11-16"},
         "2026-11-25 08:00", "a reply to our letter is Mon 30 Nov"),
    ],
)  # fmt: skip
def test_every_kind_of_date_has_its_text(parts: Parts, tmp_path: Path, case: dict[str, str], moment: str, says: str) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(parts, tmp_path, **{"request_received": "2026-09-01"} | case)
    opt_in(parts, web(parts))
    go_to(parts, moment)
    assert [says in text for text in texts_about(parts)] == [True], jobs(parts)


def test_a_date_that_is_settled_is_not_told(wanted: Parts, tmp_path: Path) -> None:
    change(wanted, tmp_path, **DRAFT)
    tick(wanted)
    change(wanted, tmp_path, **DRAFT | {"final_issued": "2026-11-24"})
    go_to(wanted, "2026-12-02 08:00")
    assert [NEWS in text for text in texts_about(wanted)] == [True, True], "the draft, and the plan once its letter is there"
    assert [state for key, state in jobs(wanted).items() if key.startswith("comments") and "2026-12-07:5" in key] == ["dropped"]


def test_a_date_the_worker_slept_through_is_not_told(wanted: Parts, tmp_path: Path) -> None:
    change(wanted, tmp_path, **DRAFT)
    tick(wanted)
    go_to(wanted, "2026-12-20 12:00")
    assert len(texts_about(wanted)) == 1 and set(jobs(wanted).values()) == {"done", "dropped"}


# ---- Restart, two workers, two imports ----


def test_a_worker_that_dies_after_queuing_and_before_sending_costs_no_text_and_doubles_none(wanted: Parts, tmp_path: Path) -> None:
    change(wanted, tmp_path, advice_requested="2026-11-12")
    send_due_updates(wanted)
    wanted.queue.jobs = []  # type: ignore[attr-defined]  # it died: the queue's file is lost as well
    assert texts_about(wanted) == []
    tick(wanted)
    tick(wanted)
    assert len(texts_about(wanted)) == 1


def test_two_workers_on_one_due_job_send_one_text(wanted: Parts, tmp_path: Path) -> None:
    change(wanted, tmp_path, advice_requested="2026-11-12")
    with wanted.db.reading() as session:
        (job,) = session.query(ClockJob).filter_by(kind="case_update", state="due")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: (send_update(wanted, job), send_due(wanted, str(job.conversation_id))), range(16)))
    assert len(texts_about(wanted)) == 1


def test_two_imports_at_once_are_one_change(wanted: Parts, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "twice.csv", [CASE | {"advice_requested": "2026-11-12"}])
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: import_cases(wanted, path).reports[0], range(4)))
    assert sorted(report.changed for report in reports) == [0, 0, 0, 1]
    tick(wanted)
    with wanted.db.reading() as session:
        assert session.query(CaseChange).count() == 1
    assert len(texts_about(wanted)) == 1


def test_a_stop_and_a_due_job_at_the_same_moment_never_leave_a_text_behind(wanted: Parts, tmp_path: Path) -> None:
    change(wanted, tmp_path, advice_requested="2026-11-12")
    with wanted.db.reading() as session:
        (job,) = session.query(ClockJob).filter_by(kind="case_update", state="due")
    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(send_update, wanted, job), pool.submit(write, wanted, MUM, "STOP"), pool.submit(send_update, wanted, job)]
        [future.result() for future in done]
    tick(wanted)
    with wanted.db.reading() as session:
        assert {row.state for row in session.query(Outbound).filter_by(kind="update")} <= {"cancelled", "sent"}
    assert set(jobs(wanted).values()) <= {"done", "dropped"} and choices(wanted) == [(1, "off", "stop")]


def set_payload(parts: Parts, payload: dict[str, str]) -> None:
    with parts.db.writing() as session:
        session.query(ClockJob).filter_by(kind="case_update", contact_id=1).one().payload = payload


def test_a_job_that_breaks_does_not_stop_the_others(parts: Parts, tmp_path: Path) -> None:
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    put_on_record(parts, tmp_path, {}, {"phone": DAD})
    opt_in(parts, web(parts))
    opt_in(parts, DAD, DAD)
    change(parts, tmp_path, advice_requested="2026-11-12")
    set_payload(parts, {})  # of the mother's job: nothing says what it is about
    tick(parts)
    assert (texts_about(parts), len(texts_about(parts, DAD))) == ([], 1)
    set_payload(parts, {"event": "changed"})
    go_to(parts, "2026-11-23 12:11")
    assert (len(texts_about(parts)), len(texts_about(parts, DAD))) == (1, 1)


# ---- Who gets nothing ----


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


# ---- Words ----


@pytest.mark.parametrize("folder", ["content", "content-example"])
def test_every_text_fits_two_segments_with_its_slots_filled(folder: str) -> None:
    content = load_content(ROOT / folder)
    keys = [key for key in content.messages if key.startswith("updates_") and content.messages[key].sms]
    assert {f"updates_{key}" for key in ("changed", *content.updates.dates)} <= set(keys)
    for key in keys:
        text = content.messages[key].sms.format(ref="0417", by="Wed 30 Sep 2026")
        assert gsm7_length(text) and count_segments(text) <= 2, (key, gsm7_length(text))


def test_a_birthday_is_no_news_and_a_child_is_never_named(wanted: Parts, tmp_path: Path) -> None:
    change(wanted, tmp_path, **DRAFT | {"child_dob": "2017-03-15"})
    for moment in ("2026-11-24 09:00", "2026-12-02 08:00", "2026-12-06 08:00"):
        go_to(wanted, moment)
    for text in texts_about(wanted):
        assert not any(word in text for word in ("Sam", BORN, "2017", CASE["case_ref"]))
    assert len(texts_about(wanted)) == 3


BAD = [
    ("quiet: {from: \"21:00\", until: \"08:00\"}", "quiet: {from: 21, until: \"08:00\"}", "quiet.from"),
    ("  review: [42]", "  review: [-1]", "review is no list of days"),
    ("  review: [42]", "  review: 42", "review is no list of days"),
    ("  review: [42]", "  final: [42]", "no updates_final"),
    ("  review: [42]", "  soonish: [42]", "soonish is no limit"),
    ("  - decision\n", "  - child_dob\n", "child_dob is no column of a case that may be told of"),
    ("  - decision\n", "  - verdict\n", "verdict is no column"),
    ("calm_days: 7", "calm_days: some", "calm_days"),
    ("checked_on: 2026-11-22", "", "has no checked_on"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "says"), BAD)
def test_rules_that_cannot_be_are_named(tmp_path: Path, right: str, wrong: str, says: str) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    path = tmp_path / "content" / "case_updates.yml"
    assert right in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(right, wrong), "utf-8")
    with pytest.raises(ContentError, match=f"case_updates.yml: .*{says}"):
        load_content(tmp_path / "content")


def test_hearing_alone_turns_nothing_on(parts: Parts, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    hear(parts, MUM, "hello")
    parts.safety.verdicts["help him"] = CRISIS  # type: ignore[union-attr]
    write(parts, MUM, "1")
    assert choices(parts) == []
