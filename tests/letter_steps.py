"""What tests of the letters share: a form with every question answered, the letter it makes, and a copy of the content to spoil."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import func, select

from tests.conftest import NOON
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.letters.fill import FilledLetter, fill_letter, read_form
from webhook.services.letters.letters import Letter
from webhook.settings import ROOT
from webhook.store.db import Base

TODAY = NOON.date()  # 23 November 2026
LETTERS = ("request", "late", "draft", "review", "provision", "education", "complaint", "records")
SECRET = "Zebedee Quillfeather"
LONG = "First line\r\nThe second line\r\n\r\nafter a gap"


def form_for(letter: Letter, **changes: str) -> dict[str, str]:
    """A form with every question answered."""
    form: dict[str, str] = {}
    for field in letter.fields:
        if field.kind == "date":
            form |= {f"{field.key}-day": "3", f"{field.key}-month": "August", f"{field.key}-year": "2026"}
        elif field.kind == "choice":
            form[field.key] = next(iter(field.options))
        else:
            form[field.key] = f"{SECRET} {field.key}" + (f"\r\n{LONG}" if field.kind == "long" else "")
    return {**form, **changes}


def filled(content: Content, key: str, **form: str) -> FilledLetter:
    given = read_form(content.letters[key], form, TODAY)
    assert given.problems == {}
    return fill_letter(content.letters[key], given, TODAY)


def rows(parts: Parts) -> dict[str, int]:
    with parts.db.reading() as session:
        return {name: session.scalar(select(func.count()).select_from(table)) or 0 for name, table in Base.metadata.tables.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that a test may spoil."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path / "content"


def spoil(folder: Path, **changes: Any) -> None:
    path = folder / "letters" / "late.yml"
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text("utf-8")), **changes}, allow_unicode=True), "utf-8")
