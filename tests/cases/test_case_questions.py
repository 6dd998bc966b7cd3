"""Which questions are asked of the case that was shown, and which are not."""

from __future__ import annotations

import pytest

from webhook.services.answers.content import Content
from webhook.services.cases.asked import asked_of_case
from webhook.services.clock.limits import LIMITS
from webhook.services.clock.stage import THEIRS


@pytest.mark.parametrize(
    "text",
    ["who decides which school he goes to", "who decides school transport", "why is he being bullied", "why do they need his medical records", "what does ehcp mean", "why was it refused"],
)
def test_a_who_or_why_of_its_own_asks_nothing_of_the_case(text: str) -> None:
    assert asked_of_case(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("is that late?", "late"), ("so not overdue?", "late"), ("shouldn't it be done by now", "late"), ("is it on track", "late"), ("have they missed the deadline", "late"),
        ("has it been 20 weeks yet", "weeks"), ("is it over twenty weeks", "weeks"), ("are the 20 weeks up", "weeks"), ("have 20 weeks passed since my request", "weeks"),
        ("when will it be finished", "when"), ("when should it be done?", "when"), ("ok and when do i get the plan", "when"), ("how long now", "when"), ("what happens next", "when"),
        ("whats the next step", "when"), ("when is it supposed to be done", "when"), ("how much longer", "when"), ("by when", "when"), ("when will i hear", "when"),
        ("what can i do", "do"), ("what do i do now", "do"), ("what should we do about it", "do"), ("is there anything i can do", "do"), ("how can i speed it up", "do"),
        ("so is that a yes or no", "decided"), ("what did they decide", "decided"), ("have they agreed", "decided"), ("whats the decision", "decided"),
        ("whats the last day i can appeal", "appeal"), ("when do i have to appeal by", "appeal"),
        ("what are my options", "do"), ("who do i chase", "do"), ("what now", "do"), ("what can i do about my case", "do"),
    ],
)  # fmt: skip
def test_what_is_asked_is_read(text: str, kind: str) -> None:
    assert asked_of_case(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "what if it is late", "is the taxi late", "the school bus was late again", "better late than never", "is it", "when is half term", "when is the next surgery",
        "what can i do about transport", "how do i appeal", "what can he do on saturdays", "when are you open", "what is the 20 week rule", "how do i apply for dla",
        "where is my case", "when does mediation start", "what if they don't", "who is the virtual school",
    ],
)  # fmt: skip
def test_other_questions_are_not_about_the_case(text: str) -> None:
    assert asked_of_case(text) is None


def test_every_limit_that_can_be_past_has_a_name(content: Content) -> None:
    told = ("decision", "advice", "final", "review", "review_decision", "amended_final", "phase", "phase_post16", "move_notice")
    assert all(LIMITS[key].who in THEIRS and content.status[f"point_{key}"].web for key in told)
