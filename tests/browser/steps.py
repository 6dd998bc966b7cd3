"""What every browser test does: ask, wait for answers, look, and count what reached the inbox."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from tests.browser.conftest import SCREENSHOTS, Site
from webhook.store.messages import Inbound


def ask(page: Any, text: str) -> None:
    page.get_by_label("Write your question").fill(text)
    page.get_by_role("button", name="Send").click()


def answers(page: Any, count: int = 1) -> Any:
    found = page.locator(".message.bot:not(.notice)")
    found.nth(count - 1).wait_for()
    return found


def shoot(page: Any, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def count_inbound(site: Site) -> list[str]:
    with site.parts.db.reading() as session:
        return list(session.scalars(select(Inbound.provider_id)))
