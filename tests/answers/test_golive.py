"""The checklist before families are served, its exit codes, and live mode's refusal."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from cryptography.fernet import Fernet
from flask import Flask

from tests.conftest import make_parts, make_settings
from webhook.app import create_app
from webhook.bootstrap import Parts
from webhook.demo_data import load_demo
from webhook.services.answers.content import load_content
from webhook.services.answers.golive import ADVISED, REQUIRED, SAFETY, NotReady, check_golive
from webhook.services.staff.staff import add_staff
from webhook.settings import ROOT
from webhook.store.db import Database
from webhook.store.duty import Staff

PASSWORD = "a long enough password"
LIVE = {
    "public_url": "https://send.fernmoor.example",
    "twilio_account_sid": "AC" + "0" * 32,
    "twilio_from": "MG" + "0" * 32,
    "advanced_opt_out": True,
    "secret_key": "s" * 20 + "ecret-key-of-a-test",
    "hash_key": "h" * 20 + "ash-key-of-a-test-00",
    "api_token": "a" * 20 + "pi-token-of-a-test-0",
    "twilio_auth_token": "t" * 20 + "oken-of-a-test-00000",
}


def open_keys(parts: Parts, level: str | None = None) -> set[str]:
    return {f"{item.area} {item.key}" for item in check_golive(parts) if level in (None, item.level)}


def write(path: Path, change: Callable[[Any], Any]) -> None:
    path.write_text(yaml.safe_dump(change(yaml.safe_load(path.read_text("utf-8"))), allow_unicode=True, sort_keys=False), "utf-8")


@pytest.fixture
def ready(tmp_path: Path, empty_sqlite: Path) -> Iterator[Parts]:
    """The invented council with everything confirmed: nothing that is safety or required is open."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    folder = shutil.copytree(ROOT / "content-example", tmp_path / "content-example")
    write(folder / "council.yml", lambda raw: {**raw, "retention_confirmed_on": date(2026, 11, 1)})
    (folder / "case_updates.yml").write_text("confirmed_on: 2026-11-01\n", "utf-8")
    for path in (tmp_path / "content" / "languages").glob("*.yml"):
        path.write_text(path.read_text("utf-8").replace("reviewed: false", "reviewed: true"), "utf-8")
    model = tmp_path / "safety.npz"
    model.touch()
    settings = make_settings(tmp_path, content_dir=folder, safety_model=model, seal_key=Fernet.generate_key().decode(), **LIVE)
    shutil.copy(empty_sqlite, tmp_path / "test.db")
    for parts in make_parts(settings, Database(settings.database_url), load_content(folder)):
        add_staff(parts, "amal", "Amal", "officer", PASSWORD)
        yield parts


def reload(parts: Parts) -> None:
    """Read the folder again after a test changed it."""
    parts.content = load_content(parts.settings.content_dir)


# ---- What is listed ----


def test_a_council_that_has_confirmed_everything_may_go_live(ready: Parts) -> None:
    items = check_golive(ready)
    assert [item for item in items if item.level in (SAFETY, REQUIRED)] == []
    assert items and {item.level for item in items} == {ADVISED}
    ready.settings.go_live = True
    assert isinstance(create_app(ready), Flask)


def test_what_another_council_confirmed_is_not_lent(ready: Parts) -> None:
    folder = ready.settings.content_dir
    write(folder.parent / "content" / "case_updates.yml", lambda raw: {**raw, "confirmed_on": date(2026, 11, 1)})
    (folder / "case_updates.yml").unlink()
    reload(ready)
    assert "case_updates.yml confirmed_on" in open_keys(ready, REQUIRED)


def test_this_council_lists_what_it_has_not_confirmed(parts: Parts) -> None:
    found = {f"{item.area} {item.key}": item.level for item in check_golive(parts)}
    for key in ("contacts.yml contact_service", "contacts.yml contact_service_out_of_hours", "hours.yml out_of_hours_owner", "settings ADVANCED_OPT_OUT", "staff officers"):
        assert found[key] == SAFETY, key
    for key in ("council.yml case_ref_pattern", "council.yml interpreting_phone", "council.yml retention_confirmed_on", "hours.yml days", "settings TWILIO_ACCOUNT_SID", "languages so"):
        assert found[key] == REQUIRED, key
    for key in ("council.yml bulletin_sign_up_url", "service_standards.yml officer_reply", "contacts.yml parent_forum"):
        assert found[key] == ADVISED, key
    assert "contacts.yml emergency" not in found and "contacts.yml samaritans" not in found
    levels = list(found.values())
    assert levels == sorted(levels, key=(SAFETY, REQUIRED, ADVISED).index)


def spoil_contact(key: str) -> Callable[[Any], Any]:
    return lambda raw: {"contacts": [{**contact, "confirmed": contact["confirmed"] and contact["key"] != key} for contact in raw["contacts"]]}


@pytest.mark.parametrize(
    ("name", "change", "level", "key"),
    [
        ("contacts.yml", spoil_contact("contact_service"), SAFETY, "contacts.yml contact_service"),
        ("contacts.yml", lambda raw: {"contacts": raw["contacts"][1:]}, SAFETY, "contacts.yml contact_service"),
        ("council.yml", lambda raw: {**raw, "contact_service": None}, SAFETY, "council.yml contact_service"),
        ("council.yml", lambda raw: {**raw, "duty_line": "01632 960999"}, SAFETY, "contacts.yml send_duty_line"),
        ("hours.yml", lambda raw: {**raw, "out_of_hours_owner": None}, SAFETY, "hours.yml out_of_hours_owner"),
        ("hours.yml", lambda raw: {**raw, "days": {}}, REQUIRED, "hours.yml days"),
        ("case_updates.yml", lambda raw: {"confirmed_on": None}, REQUIRED, "case_updates.yml confirmed_on"),
        ("council.yml", lambda raw: {**raw, "case_ref_pattern": None}, REQUIRED, "council.yml case_ref_pattern"),
        ("council.yml", lambda raw: {**raw, "bulletin_sign_up_url": None}, ADVISED, "council.yml bulletin_sign_up_url"),
        ("contacts.yml", spoil_contact("sen_team_email"), REQUIRED, "contacts.yml sen_team_email"),
        ("council.yml", lambda raw: {**raw, "retention_confirmed_on": "soon"}, REQUIRED, "council.yml retention_confirmed_on"),
    ],
)
def test_each_blank_is_listed_at_its_level(ready: Parts, name: str, change: Callable[[Any], Any], level: str, key: str) -> None:
    assert key not in open_keys(ready)
    write(ready.settings.content_dir / name, change)
    reload(ready)
    assert key in open_keys(ready, level)


@pytest.mark.parametrize(
    ("changes", "level", "key"),
    [
        ({"public_url": "http://send.fernmoor.example"}, REQUIRED, "settings PUBLIC_URL"),
        ({"public_url": ""}, REQUIRED, "settings PUBLIC_URL"),
        ({"twilio_account_sid": ""}, REQUIRED, "settings TWILIO_ACCOUNT_SID"),
        ({"twilio_from": "+447700900000"}, REQUIRED, "settings TWILIO_FROM"),
        ({"advanced_opt_out": False}, SAFETY, "settings ADVANCED_OPT_OUT"),
        ({"secret_key": "changeme"}, REQUIRED, "settings SECRET_KEY"),
        ({"hash_key": LIVE["api_token"]}, REQUIRED, "settings HASH_KEY"),
        ({"seal_key": "A" * 43 + "="}, REQUIRED, "settings SEAL_KEY"),
        ({"safety_model": Path("nowhere.npz")}, SAFETY, "settings SAFETY_MODEL"),
        ({"demo": True}, SAFETY, "settings DEMO"),
        ({"trial": True}, SAFETY, "settings TRIAL"),
    ],
)
def test_each_setting_is_listed_at_its_level(ready: Parts, changes: dict[str, Any], level: str, key: str) -> None:
    for name, value in changes.items():
        setattr(ready.settings, name, value)
    assert key in open_keys(ready, level)


def test_an_answer_past_its_review_and_a_language_nobody_reviewed(ready: Parts) -> None:
    base = ready.settings.content_dir.parent / "content"
    write(base / "answers" / "tribunal.yml", lambda raw: {**raw, "review_by": date(2026, 11, 22)})
    path = base / "languages" / "so.yml"
    path.write_text(path.read_text("utf-8").replace("reviewed: true", "reviewed: false", 1), "utf-8")
    reload(ready)
    assert {"answers tribunal", "languages so"} <= open_keys(ready, REQUIRED)


def test_a_crisis_card_that_loses_a_sentence_is_a_safety_item(ready: Parts) -> None:
    folder = ready.settings.content_dir
    write(folder / "council.yml", lambda raw: {**raw, "disabled_children_line": None})
    write(folder / "answers" / "short_breaks.yml", lambda raw: {**raw, "sms": "Ring us.", "web": "Ring us.", "next_step": "Ring us."})
    reload(ready)
    card = ready.content.crisis["child_to_parent_violence_concern"]
    assert "01632" not in card.web + card.sms and "{" not in card.web + card.sms and "999" in card.sms
    assert {"texts disabled_children_line"} <= open_keys(ready, SAFETY)


def test_staff_and_samples(ready: Parts) -> None:
    with ready.db.writing() as session:
        session.query(Staff).one().totp_sealed = b""
    assert "staff amal" in open_keys(ready, REQUIRED)
    with ready.db.writing() as session:
        session.query(Staff).one().active = False
    assert open_keys(ready, SAFETY) == {"staff officers"}
    load_demo(ready)
    assert {"samples officer", "samples manager"} <= open_keys(ready, SAFETY)
    assert "samples cases" in open_keys(ready, REQUIRED)


# ---- The command ----


def test_the_command_lists_counts_and_leaves_with_1_or_0(ready: Parts) -> None:
    run = create_app(ready).test_cli_runner()
    done = run.invoke(args=["golive", "check"])
    assert done.exit_code == 0 and "Ready to go live." in done.output and "0 safety, 0 required" in done.output
    ready.settings.advanced_opt_out = False
    refused = run.invoke(args=["golive", "check", "--json"])
    told = json.loads(refused.output)
    assert refused.exit_code == 1 and told["ready"] is False and told["open"]["safety"] == 1
    assert told["items"][0] | {"what": ""} == {"area": "settings", "key": "ADVANCED_OPT_OUT", "level": "safety", "what": ""}
    assert "safety    settings  ADVANCED_OPT_OUT" in run.invoke(args=["golive", "check"]).output


def test_required_alone_is_not_ready(ready: Parts) -> None:
    ready.settings.public_url = "http://send.fernmoor.example"
    done = create_app(ready).test_cli_runner().invoke(args=["golive", "check", "--json"])
    assert done.exit_code == 1 and json.loads(done.output)["open"]["safety"] == 0


def test_content_that_cannot_be_read_is_2(ready: Parts, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    app = create_app(ready)
    (ready.settings.content_dir / "council.yml").write_text("a: [unclosed", "utf-8")
    broken = app.test_cli_runner().invoke(args=["golive", "check"])
    assert broken.exit_code == 2 and "council.yml: not valid YAML" in broken.output
    monkeypatch.setattr("webhook.app.Settings", lambda: ready.settings)
    with click.Context(click.Command("flask")), pytest.raises(SystemExit) as left:  # as the `flask` command loads the app
        create_app()
    assert left.value.code == 2 and "council.yml: not valid YAML" in capsys.readouterr().err


# ---- Live mode ----


def test_live_mode_refuses_while_somebody_in_danger_would_not_be_heard(ready: Parts) -> None:
    ready.settings.go_live, ready.settings.advanced_opt_out = True, False
    with pytest.raises(NotReady, match=r"GO_LIVE is set(.|\n)*ADVANCED_OPT_OUT"):
        create_app(ready)
    with click.Context(click.Command("run"), info_name="run"), pytest.raises(NotReady):
        create_app(ready)
    with click.Context(click.Command("flask"), info_name="flask"):  # commands go on working: they mend what is open
        assert create_app(ready).test_cli_runner().invoke(args=["golive", "check"]).exit_code == 1
    ready.settings.go_live = False
    create_app(ready)


def test_live_mode_starts_with_only_required_items_open(ready: Parts) -> None:
    ready.settings.go_live, ready.settings.public_url = True, "http://send.fernmoor.example"
    assert isinstance(create_app(ready), Flask)
