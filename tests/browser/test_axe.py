"""axe-core finds nothing, in light and in dark: on every page, empty and with an answer, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import DANGER, DESK, PHONE, UNCLEAR, WHEN_LATE
from tests.browser.steps import answers, ask, shoot, violations

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/", "/chat", "/chat/language", "/chat/easy-read", "/chat?embed=1"])
def test_a_page_is_clean(open_page: Open, address: str, scheme: str) -> None:
    assert violations(open_page(address, color_scheme=scheme)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_the_chat_with_answers_is_clean(open_page: Open, viewport: dict[str, int], scheme: str) -> None:
    page = open_page("/chat", viewport, color_scheme=scheme)
    for count, text in enumerate((WHEN_LATE, DANGER, UNCLEAR), 1):
        ask(page, text)
        answers(page, count)
    page.locator("summary").first.click()
    shoot(page, f"{scheme}-{viewport['width']}")
    assert violations(page) == []


def test_without_javascript_it_is_clean(open_page: Open) -> None:
    page = open_page("/chat", java_script_enabled=False)
    ask(page, WHEN_LATE)
    answers(page)
    markup = page.content()  # axe needs a script of its own, so the drawn page is looked at again with scripts on
    again = open_page("/chat/easy-read")
    again.route("**/chat", lambda route: route.fulfill(body=markup.replace("chat.js", "none.js"), content_type="text/html"))
    again.goto("/chat")
    assert violations(again) == []


def test_the_open_widget_is_clean(open_page: Open) -> None:
    page = open_page("/", DESK)
    page.get_by_role("button", name="Ask about SEND").click()
    page.frame_locator("iframe").get_by_label("Write your question").wait_for()
    assert violations(page) == []
