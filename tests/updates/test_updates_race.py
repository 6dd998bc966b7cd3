"""A text about a case leaves once, whatever restarts, breaks or runs at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.family import CASE, DAD, MUM, put_on_record, web, write_csv
from tests.update_steps import change, choices, go_to, jobs, opt_in, texts_about, tick, wanted, write
from webhook.bootstrap import Parts
from webhook.services.imports.cases import import_cases
from webhook.services.texts.outbox import send_due
from webhook.services.updates.send import send_due_updates, send_update
from webhook.store.cases import CaseChange
from webhook.store.messages import ClockJob, Outbound

__all__ = ["wanted"]
DRAFT = {"request_received": "2026-08-03", "decision": "assess", "decision_date": "2026-09-07", "draft_issued": "2026-11-20", "draft_comments_due": "2026-12-07"}
NEWS = "there is an update on case 0417"


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
