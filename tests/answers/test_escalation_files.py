"""A ladder or a promise that breaks a rule is refused by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.escalation_steps import folder, spoil
from webhook.services.answers.content import load_content
from webhook.services.answers.content_rules import ContentError

__all__ = ["folder"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda raw: raw["steps"]["duty_line"].pop("sources"), "steps.duty_line: has no sources"),
        (lambda raw: raw["steps"]["duty_line"].update(sources=["nowhere"]), "steps.duty_line: unknown source nowhere"),
        (lambda raw: raw["sources"]["ombudsman"].pop("checked_on"), "sources: ombudsman: source has no checked_on date"),
        (lambda raw: raw["clocks"]["appeal"].update(sources=[]), "clocks.appeal: has no sources"),
        (lambda raw: raw["steps"]["duty_line"].update(contact="nobody"), "steps.duty_line: unknown contact nobody"),
        (lambda raw: raw["steps"]["duty_line"].pop("contact"), "steps.duty_line: has no contact"),
        (lambda raw: raw["steps"]["duty_line"].update(contact="sen_team_email"), "shows contact sen_team_email, which is not confirmed"),
        (lambda raw: raw["steps"]["duty_line"].update(promise="gold"), "unknown promise gold"),
        (lambda raw: raw["steps"]["duty_line"].update(waits="long"), "unknown field waits"),
        (lambda raw: raw["steps"]["duty_line"].update(sms="x " * 140), "more than two segments"),
        (lambda raw: raw["steps"]["duty_line"].update(sms="Reply YES to go on."), "opt-out word YES"),
        (lambda raw: raw["steps"]["duty_line"].update(web="You should have rung."), "says"),
        (lambda raw: raw["steps"]["duty_line"].update(tried=["Don't"]), "is no phrase"),
        (lambda raw: raw["steps"]["duty_line"].update(needs=["luck"]), "unknown fact luck"),
        (lambda raw: raw["problems"]["mediation"].update(topics=["lottery"]), "problems.mediation: unknown topic lottery"),
        (lambda raw: raw["problems"]["mediation"].update(route=["prayer"]), "problems.mediation: unknown step prayer"),
        (lambda raw: raw["problems"]["mediation"].update(clocks=["doom"]), "unknown clock doom"),
        (lambda raw: raw["problems"]["mediation"].update(advice=[]), "has no advice"),
        (lambda raw: raw["problems"]["mediation"].update(advice=["mens_advice_line"]), "advice mens_advice_line is not confirmed"),
        (lambda raw: raw["problems"]["mediation"].update(tried={"duty_line": ["rang"]}), "tried names duty_line, which is not on the route"),
        (lambda raw: raw["problems"]["tribunal"].update(topics=["mediation"]), "topic mediation has mediation already"),
        (lambda raw: raw["problems"].update(tribunal="x"), "problems.tribunal: is not a mapping"),
        (lambda raw: raw["words"].pop("notice"), "words: has no notice"),
        (lambda raw: raw.pop("steps"), "escalation.yml: has no steps"),
    ],
)
def test_a_ladder_that_breaks_a_rule_is_refused_by_name(folder: Path, change: Callable[[dict[str, Any]], object], says: str) -> None:
    spoil(folder / "escalation.yml", change)
    with pytest.raises(ContentError) as refused:
        load_content(folder)
    assert any("escalation.yml" in problem and says in problem for problem in refused.value.problems), refused.value.problems


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda raw: raw["promises"]["officer_reply"].pop("value"), "officer_reply: has no value: write null"),
        (lambda raw: raw["promises"]["officer_reply"].update(value=" "), "officer_reply: value is empty"),
        (lambda raw: raw["promises"]["officer_reply"].pop("source"), "officer_reply: has no source"),
        (lambda raw: raw["promises"]["officer_reply"]["source"].update(checked_on="lately"), "officer_reply: source has no checked_on date"),
        (lambda raw: raw["words"].pop("blank"), "words: has no blank"),
        (lambda raw: raw.pop("promises"), "has no promises"),
    ],
)
def test_a_promise_that_breaks_a_rule_is_refused_by_name(folder: Path, change: Callable[[dict[str, Any]], object], says: str) -> None:
    spoil(folder / "service_standards.yml", change)
    with pytest.raises(ContentError) as refused:
        load_content(folder)
    assert any("service_standards.yml" in problem and says in problem for problem in refused.value.problems), refused.value.problems


@pytest.mark.parametrize("name", ["escalation.yml", "service_standards.yml"])
def test_a_missing_or_broken_file_is_named(folder: Path, name: str) -> None:
    for text in ("a: [unclosed", "- a\n- b\n", ""):
        (folder / name).write_text(text, "utf-8")
        with pytest.raises(ContentError, match=name):
            load_content(folder)
    (folder / name).unlink()
    with pytest.raises(ContentError, match=name):
        load_content(folder)
