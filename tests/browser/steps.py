"""What every browser test does: ask, wait for answers, look, and count what reached the inbox."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect
from sqlalchemy import select

from tests.browser.conftest import AXE, SCREENSHOTS, Site
from tests.conftest import missing
from webhook.store.messages import Inbound

expect.set_options(timeout=30_000)  # looks again until it holds, however slow the machine
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def ask(page: Any, text: str) -> None:
    page.get_by_label("Write your question").fill(text)
    page.get_by_role("button", name="Send").click()


def answers(page: Any, count: int = 1) -> Any:
    found = page.locator(".message.bot:not(.notice)")
    found.nth(count - 1).wait_for()
    return found


def press(page: Any, button: Any) -> None:
    """Press a button that leads to another page, and wait for that page."""
    with page.expect_navigation():
        button.click()


def shoot(page: Any, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def violations(page: Any) -> list[str]:
    """What axe-core finds on the page and in its frames."""
    if not AXE.exists():
        missing("browser", "axe-core is not installed (npm ci in tests/browser)")
    for frame in page.frames:
        frame.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def fits(page: Any) -> bool:
    """Whether nothing runs off the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def count_inbound(site: Site) -> list[str]:
    with site.parts.db.reading() as session:
        return list(session.scalars(select(Inbound.provider_id)))
