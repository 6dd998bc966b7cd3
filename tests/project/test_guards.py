"""Promises that a later change could break without noticing: callers, settings, retention, words, names, sockets, and what leads where."""

from __future__ import annotations

import ast
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask

from webhook.routes.callers import _CHECKS
from webhook.services.answers.content import Content, load_content
from webhook.services.answers.content_layers import council_words, word_pattern
from webhook.services.answers.content_rules import ContentError
from webhook.settings import ROOT, Settings
from webhook.store.db import Base
from webhook.store.retention import RETENTION

CODE = ("webhook", "actions", "understanding", "directory", "ops", "bot/components", "bot/__init__.py", "migrations")
DATA = ("data", "domain.yml", "config.yml", "bot/endpoints.yml", "bot/credentials.yml")
TEXT_FILES = {".py", ".yml", ".yaml", ".html", ".js", ".css", ".jsonl", ".json", ".sh", ".csv", ".md", ".txt", ".svg", ".toml", ""}


def files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        path = ROOT / folder
        for found in [path] if path.is_file() else sorted(path.rglob("*")):
            if found.is_file() and found.suffix in TEXT_FILES and "__pycache__" not in found.parts:
                yield found


# ---- Routes ----


def test_every_route_declares_a_caller_that_is_checked(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":  # Flask's own, for files that anyone may read
            assert getattr(app.view_functions[rule.endpoint], "caller", None) in _CHECKS, rule


@pytest.mark.parametrize(
    ("prefix", "allowed"),
    [("/api/", {"actions"}), ("/sms/", {"twilio", "loopback"}), ("/duty/", {"staff", "anyone"}), ("/chat/", {"parent", "anyone"}), ("/metrics", {"loopback"})],
)
def test_a_folder_of_routes_has_its_own_callers(app: Flask, prefix: str, allowed: set[str]) -> None:
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(prefix):
            assert app.view_functions[rule.endpoint].caller in allowed, rule  # type: ignore[attr-defined]


def test_every_route_for_the_actions_refuses_a_stranger(app: Flask) -> None:
    client = app.test_client()
    tried = 0
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/"):
            path = re.sub(r"<[^>]+>", "1", rule.rule)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer ÿ"}):
                    assert client.open(path, method=method, headers=headers, json={}).status_code == 401, (rule, headers)
                    tried += 1
    assert tried


# ---- Settings and tables ----


def test_every_setting_says_what_it_is() -> None:
    for name, field in Settings.model_fields.items():
        assert len(field.description or "") > 15, name


def test_every_secret_refuses_to_be_guessed() -> None:
    for name, field in Settings.model_fields.items():
        if "Secret." in (field.description or ""):
            assert field.is_required(), name


def test_every_table_has_a_retention_rule_and_every_rule_a_table() -> None:
    assert set(RETENTION) == set(Base.metadata.tables)
    for name, rule in RETENTION.items():
        assert len(rule.why) > 10, name
        assert (rule.table is None) == (rule.over is None), name
        assert rule.table is None or rule.table.__tablename__ == name


def test_children_are_deleted_before_their_parents() -> None:
    order = [name for name, rule in RETENTION.items() if rule.table is not None]
    for name in order:
        for key in Base.metadata.tables[name].foreign_keys:
            parent = key.column.table.name
            assert parent not in order or order.index(parent) > order.index(name) or key.ondelete, (name, parent)


# ---- Code ----


def test_every_module_says_why_it_exists_and_stays_a_room() -> None:
    for path in files("webhook", "actions", "understanding", "directory", "ops"):
        if path.suffix == ".py":
            source = path.read_text("utf-8")
            assert ast.get_docstring(ast.parse(source)), path
            assert source.count("\n") <= 330, path


def test_no_sql_outside_the_store() -> None:
    raw = re.compile(r"\b(?:exec_driver_sql|sqlalchemy\.text|text\(\s*f?[\"'](?:SELECT|INSERT|UPDATE|DELETE)\b)")
    for path in files("webhook", "actions", "understanding", "directory"):
        if path.suffix == ".py" and "store" not in path.parts:
            assert not raw.search(path.read_text("utf-8")), path


def test_only_one_module_speaks_to_rasa_and_one_to_twilio() -> None:
    for path in files("webhook"):
        source = path.read_text("utf-8")
        if path.name not in ("rasa.py", "settings.py"):
            assert "/webhooks/rest" not in source, path
        if path.name not in ("sms.py", "callers.py", "demo.py"):
            assert "from twilio" not in source, path


def test_nothing_a_person_wrote_is_handed_to_a_logger() -> None:
    """Logs carry ids, counts and names of types (conduct 16)."""
    said = re.compile(r"\b(?:text|body|masked|words|number|code|message|form|reply|original)\b")
    for path in files("webhook", "actions"):
        if path.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") in ("log", "logger", "logging"):
                assert all(not isinstance(argument, ast.JoinedStr) for argument in node.args), (path, node.lineno)
                names = {leaf.id for argument in node.args[1:] for leaf in ast.walk(argument) if isinstance(leaf, ast.Name)}
                assert not any(said.fullmatch(name) for name in names), (path, node.lineno)


# Words of this council that parents and code of any place use too: what they are is no name of a scheme
ANYBODYS = {
    "autumn", "bulletin", "coffee mornings", "Congestion Charge", "ear defenders", "Family Hub", "Family Hubs", "fathers' group", "Green Badge", "HAF", "Head of SEND",
    "Kooth", "MOSAIC", "Not had one", "SEN Case Officer", "SEN team", "Service Standards", "the forum", "the next one", "You said, we did", "Bengali event",
}  # fmt: skip


def test_no_council_stands_in_code_or_training_data() -> None:
    """Another council changes content/, not code (conduct 26). Names of the schemes are slots in data, or plain words."""
    council = yaml.safe_load((ROOT / "content" / "council.yml").read_text("utf-8"))
    contacts = yaml.safe_load((ROOT / "content" / "contacts.yml").read_text("utf-8"))["contacts"]
    near = word_pattern(set(council_words(council)))
    local = [contact for contact in contacts if contact.get("local") or near.search(" ".join(str(contact.get(key)) for key in ("name", "number", "url", "email", "address")))]
    reached = {str(contact[key]) for contact in local for key in ("number", "email", "address") if contact.get(key)}
    words = set(council_words(council)) | reached | {"Camden", "NW1", "WC1H"}
    assert len(reached) >= 10 and len(words) > 80 and words >= ANYBODYS
    pattern = word_pattern(words - ANYBODYS)
    found = set()
    for path in files(*CODE, *DATA, "directory", "ops", "Makefile"):
        text = path.read_text("utf-8").replace('subdiv="ENG"', "")  # England, to the library of bank holidays
        found |= {f"{path.relative_to(ROOT)}: {match.group()}" for match in pattern.finditer(text)}
    assert found == set()


# ---- Words ----


def literal_keys(attribute: str) -> dict[str, list[str]]:
    pattern = re.compile(rf"{attribute}(?:\[|\.get\()\s*\"([a-z_]+)\"")
    found: dict[str, list[str]] = {}
    for path in files("webhook"):
        if path.suffix == ".py":
            for key in pattern.findall(path.read_text("utf-8")):
                found.setdefault(key, []).append(path.name)
    return found


def test_every_text_the_code_names_is_there(content: Content) -> None:
    assert {key: where for key, where in literal_keys("messages").items() if key not in content.messages} == {}
    assert {key: where for key, where in literal_keys(r"content\.crisis").items() if key not in content.crisis} == {}


def test_every_crisis_card_reaches_both_channels_and_says_who_can_act_now(content: Content) -> None:
    assert content.crisis
    for key, card in content.crisis.items():
        if key == "after_mistake":  # said when it was no crisis
            continue
        for channel in ("web", "sms"):
            assert re.search(r"999|111|0808|116 123|85258", card.on(channel)), (key, channel)


def test_no_text_without_leave_has_an_opt_out_word(content: Content) -> None:
    raw = yaml.safe_load((ROOT / "content" / "messages.yml").read_text("utf-8"))
    allowed = {key for key, text in raw.items() if isinstance(text, dict) and text.get("allow_keywords")}
    word = re.compile(r"\b(?:STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|START|YES|UNSTOP|HELP|INFO)\b")
    assert {key for key, text in content.messages.items() if word.search(text.sms)} <= allowed
    assert len(allowed) <= 6


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that a test may spoil."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path / "content"


def spoil(path: Path, **changes: Any) -> None:
    raw = yaml.safe_load(path.read_text("utf-8"))
    for key, value in changes.items():
        if value is None:
            raw.pop(key)
        else:
            raw[key] = value
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")


GOOD = "The council has 20 weeks from the request. "


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"sources": None}, "has no sources"),
        ({"sources": []}, "has no sources"),
        ({"sources": [{"url": "https://x"}]}, "a source has no title"),
        ({"checked_on": None}, "has no checked_on"),
        ({"checked_on": "soon"}, "checked_on is not a date"),
        ({"sms": None}, "has no sms"),
        ({"next_step": ""}, "has no next_step"),
        ({"sms": GOOD * 10}, "more than two segments"),
        ({"sms": "Café ☕ " + GOOD}, "sms needs Unicode"),
        ({"sms": GOOD + "Reply YES to go on."}, "opt-out word YES"),
        ({"sms": GOOD + "Text stop to end it."}, "opt-out word stop"),
        ({"web": "Unfortunately the council failed."}, "says"),
        ({"web": "Don't worry, it is fine."}, "says"),
        ({"topic": "another"}, "says topic another"),
        ({"parts": {"nonsense": {"web": "x", "sms": "x"}}}, "unknown part nonsense"),
        ({"parts": {"how": {"web": "x", "sms": GOOD * 10}}}, "more than two segments"),
        ({"urgent": {"web": "x", "sms": "Text END now"}}, "opt-out word"),
    ],
)
def test_an_answer_that_breaks_a_rule_is_refused_by_name(folder: Path, changes: dict[str, Any], says: str) -> None:
    spoil(folder / "answers" / "ehcna_timeline.yml", **changes)
    with pytest.raises(ContentError) as refused:
        load_content(folder)
    assert any("answers/ehcna_timeline.yml" in problem and says in problem for problem in refused.value.problems), refused.value.problems


def test_an_answer_for_an_unknown_topic_is_refused(folder: Path) -> None:
    shutil.copy(folder / "answers" / "ehcna_timeline.yml", folder / "answers" / "lottery.yml")
    with pytest.raises(ContentError, match="unknown topic"):
        load_content(folder)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("messages", {"web": "Hello."}, "has no source"),
        ("messages", {"source": "x", "checked_on": "2026-11-21"}, "has no words"),
        ("messages", {"web": "x", "sms": "Reply YES", "source": "x", "checked_on": "2026-11-21"}, "opt-out word"),
        ("messages", {"web": "x", "sms": "x" * 400, "source": "x", "checked_on": "2026-11-21"}, "more than two segments"),
        ("messages", "just words", "is not a mapping"),
        ("crisis", {"web": "I understand.", "sms": "x", "source": "x", "checked_on": "2026-11-21"}, "says"),
    ],
)
def test_a_text_that_breaks_a_rule_is_refused(folder: Path, name: str, text: object, says: str) -> None:
    spoil(folder / f"{name}.yml", new_text=text)
    with pytest.raises(ContentError, match=says):
        load_content(folder)


@pytest.mark.parametrize("spoilt", ["messages.yml", "crisis.yml", "council.yml", "hours.yml", "topics.yml", "contacts.yml"])
def test_a_missing_or_broken_file_is_named(folder: Path, spoilt: str) -> None:
    (folder / spoilt).write_text("a: [unclosed", "utf-8")
    with pytest.raises(ContentError, match=spoilt):
        load_content(folder)
    (folder / spoilt).unlink()
    with pytest.raises(ContentError, match=spoilt):
        load_content(folder)


def test_a_reference_pattern_that_is_no_pattern_is_refused(folder: Path) -> None:
    """It runs on every message: a broken one would break every message."""
    spoil(folder / "council.yml", case_ref_pattern="EHC-(")
    with pytest.raises(ContentError, match="case_ref_pattern"):
        load_content(folder)


# ---- Tests themselves ----


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.com", 443)])
def test_tests_open_no_socket_beyond_this_machine(address: tuple[str, int]) -> None:
    with socket.socket() as outside, pytest.raises(RuntimeError, match="a test tried to reach"):
        outside.connect(address)
