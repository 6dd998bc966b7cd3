"""The rules of the letters' content: what is refused by name, and what a council may leave out."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.letter_steps import folder, spoil
from webhook.services.answers.content import load_content
from webhook.services.answers.content_rules import ContentError

__all__ = ["folder"]

NAME = {"key": "name", "label": "Your name", "blank": "[your name]"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"sources": []}, "has no sources"),
        ({"sources": [{"title": "x", "url": "https://x.example"}]}, "a source has no checked_on"),
        ({"sources": [{"title": "x", "checked_on": "2026-11-21"}]}, "a source has no url"),
        ({"sources": [{"title": "x", "url": "http://x.example", "checked_on": "2026-11-21"}]}, "not https"),
        ({"checked_on": None}, "has no checked_on"),
        ({"checked_on": "soon"}, "checked_on is not a date"),
        ({"law": ""}, "has no law"),
        ({"key": "other"}, "says key other"),
        ({"topics": ["lottery"]}, "unknown topic lottery"),
        ({"topics": ["ehcna_request"]}, "topic ehcna_request has the letter"),
        ({"body": ["Dear {nobody}, {name}"]}, "unknown slot {nobody}"),
        ({"subject": "{council_mayor}"}, "council.yml has no mayor"),
        ({"to": {"name": "x", "contacts": ["nobody"]}}, "unknown contact nobody"),
        ({"to": {"contacts": []}}, "to has no name"),
        ({"to": "The council"}, "to has no name"),
        ({"body": ["Unfortunately you failed. {name}"]}, "says “Unfortunately”"),
        ({"next": ["Don't worry."]}, "says “Don't worry”"),
        ({"next": ["Reply YES to go on."]}, "opt-out word YES"),
        ({"fields": [{**NAME, "kind": "photo"}]}, "unknown kind photo"),
        ({"fields": [{"key": "name", "label": "Your name"}]}, "neither optional nor has a [blank]"),
        ({"fields": [{"key": "name", "blank": "[x]"}]}, "field name has no label"),
        ({"fields": [NAME, NAME]}, "two fields are called name"),
        ({"fields": [NAME, {"key": "bank", "label": "Bank", "optional": True}]}, "field bank is asked for and never used"),
        ({"fields": [{"key": "what", "kind": "choice", "label": "What"}]}, "field what has no options"),
        ({"dates": {"decision_due": {"rule": "guess", "from": "request_date"}}}, "unknown rule guess"),
        ({"dates": {"decision_due": {"rule": "decision_due", "from": "child"}}}, "counts from child, which is no date field"),
        ({"notes": [{"text": "x", "when": {"what": "never"}}]}, "waits for what to be never"),
        ({"notes": [{"text": "x", "without": "nothing"}]}, "waits for no nothing"),
    ],
)
def test_a_letter_that_breaks_a_rule_is_refused_by_name(folder: Path, changes: dict[str, Any], says: str) -> None:
    spoil(folder, **changes)
    with pytest.raises(ContentError) as refused:
        load_content(folder)
    assert any("letters/" in problem and says in problem for problem in refused.value.problems), refused.value.problems


@pytest.mark.parametrize("words", ["a: [unclosed", "just words", ""])
def test_a_broken_file_is_named(folder: Path, words: str) -> None:
    (folder / "letters" / "late.yml").write_text(words, "utf-8")
    with pytest.raises(ContentError, match=r"letters/late\.yml"):
        load_content(folder)


def test_a_council_may_leave_letters_out(folder: Path) -> None:
    spoil(folder, off=True)
    assert "late" not in load_content(folder).letters
    shutil.rmtree(folder / "letters")
    assert load_content(folder).letters == {}


def test_a_name_the_council_has_not_given_drops_its_line(folder: Path) -> None:
    path = folder / "council.yml"
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text("utf-8")), "duty_line": None}), "utf-8")
    letter = load_content(folder).letters["late"]
    assert len(letter.next) == 2 and "None" not in str(letter) and "{" not in str(letter.next)
