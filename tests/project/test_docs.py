"""What the documents promise is what the code does."""

from __future__ import annotations

import re

from ops.settings_page import PAGE, settings_page
from webhook.settings import ROOT


def test_every_setting_is_documented() -> None:
    assert PAGE.read_text("utf-8") == settings_page(), "run: .venv/bin/python -m ops.settings_page"


def test_every_make_target_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", (ROOT / "README.md").read_text()))
    assert {"run", "help"} <= named <= targets


def test_no_lock_carries_an_address() -> None:
    locks = [*ROOT.glob("requirements/*.lock"), *ROOT.glob("tests/*/package-lock.json")]
    assert len(locks) >= 5
    for lock in locks:
        assert not re.search(r'"resolved"|--index-url|--find-links|files\.py', lock.read_text("utf-8")), lock.name
