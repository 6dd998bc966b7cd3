"""Texts about a case: what changed and which date is near, once, by day, to those who said yes, and never what was decided."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.duty_steps import CRISIS
from tests.family import BORN, CASE, MUM, hear, put_on_record, web
from tests.update_steps import change, choices, go_to, jobs, opt_in, texts_about, tick, wanted, write
from webhook.bootstrap import Parts
from webhook.clients.sms import SendRefused
from webhook.services.answers.content import load_content
from webhook.services.answers.content_rules import ContentError
from webhook.services.texts.text import count_segments, gsm7_length
from webhook.settings import ROOT
from webhook.store.cases import CaseChange

__all__ = ["wanted"]

DRAFT = {"request_received": "2026-08-03", "decision": "assess", "decision_date": "2026-09-07", "draft_issued": "2026-11-20", "draft_comments_due": "2026-12-07"}
NEWS = "there is an update on case 0417"


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
