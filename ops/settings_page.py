"""Writes docs/settings.md from the settings class: `python -m ops.settings_page`. A test fails when the page is behind."""

from __future__ import annotations

from ops.setup import ROOT
from webhook.settings import Settings

PAGE = ROOT / "docs" / "settings.md"
HEAD = """# Settings

The environment wins over `.env`, and both win over `var/secrets.env`, which `make setup` writes for one machine. A setting without a default is a secret: without it nothing starts.
This page is made by `python -m ops.settings_page`.

| setting | default | what it does |
|---|---|---|
"""


def settings_page() -> str:
    """The page, one row a setting, in the order of the class."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = "" if field.is_required() else str(field.default).replace(str(ROOT) + "/", "")
        rows.append(f"| `{name.upper()}` | {f'`{default}`' if default else 'none' if field.is_required() else 'empty'} | {field.description} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(settings_page(), "utf-8")
