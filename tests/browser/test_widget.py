"""The chat on somebody else's page: the button, the dialog, the keyboard, another origin, and what it weighs."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, WHEN_LATE, Site
from tests.browser.steps import answers, ask, shoot
from webhook.settings import ROOT

Open = Callable[..., Any]
LIMIT = 15 * 1024  # peers weigh 111 to 483 KB


@pytest.mark.browser
def test_the_widget_opens_on_a_page_and_gives_focus_back(open_page: Open) -> None:
    page = open_page("/", DESK)
    launcher = page.get_by_role("button", name="Ask about SEND")
    assert page.locator("iframe").count() == 0 or page.locator("iframe").get_attribute("src") is None
    shoot(page, "desk-sample")
    launcher.focus()
    page.keyboard.press("Enter")
    chat = page.frame_locator("iframe")
    ask(chat, WHEN_LATE)
    answers(chat)
    shoot(page, "desk-widget")
    page.keyboard.press("Escape")  # pressed inside the frame
    page.locator("dialog[open]").wait_for(state="detached")
    expect(launcher).to_be_focused()
    expect(launcher).to_have_attribute("aria-expanded", "false")
    page.get_by_role("link", name="Ask about SEND").click()
    expect(chat.locator(".message")).to_have_count(2)
    page.locator("dialog[open]").get_by_role("button", name="Close").click()
    expect(page.get_by_role("link", name="Ask about SEND")).to_be_focused()


@pytest.mark.browser
def test_the_widget_on_a_phone_fills_the_screen(open_page: Open, site: Site) -> None:
    page = open_page("/", PHONE)
    shoot(page, "phone-sample")
    page.get_by_role("button", name="Ask about SEND").click()
    chat = page.frame_locator("iframe")
    chat.get_by_label("Write your question").wait_for()
    box = page.locator("dialog").bounding_box()
    assert (box["width"], box["height"]) == (390, 844)
    page.wait_for_timeout(300)
    shoot(page, "phone-widget")
    chat.get_by_role("button", name="Leave this page").click()
    page.wait_for_url(f"{site.elsewhere}/weather")


@pytest.mark.browser
def test_the_widget_works_on_a_page_of_another_origin(open_page: Open, site: Site) -> None:
    port = re.sub(r".*:", "", site.url)
    page = open_page(f"{site.elsewhere}/council/{port}", DESK)
    page.get_by_role("button", name="Ask about SEND").click()
    chat = page.frame_locator("iframe")
    ask(chat, WHEN_LATE)
    answers(chat)
    chat.get_by_role("button", name="Leave this page").click()
    page.wait_for_url(f"{site.elsewhere}/weather")


@pytest.mark.browser
def test_a_site_that_is_not_named_cannot_frame_the_chat(open_page: Open, site: Site) -> None:
    site.parts.settings.widget_origins = ""
    page = open_page(f"{site.elsewhere}/council/{re.sub('.*:', '', site.url)}", DESK, blocked=True)
    page.get_by_role("button", name="Ask about SEND").click()
    page.wait_for_timeout(500)
    expect(page.frame_locator("iframe").locator("textarea")).to_have_count(0)


def test_the_widget_weighs_at_most_15_kb(client: FlaskClient) -> None:
    files = [(ROOT / "webhook" / "static" / "widget" / name).read_bytes() for name in ("loader.js", "chat.js", "chat.css")]
    page = client.get("/chat?embed=1").data
    weight = sum(len(gzip.compress(file, 9)) for file in files) + len(page)  # pages travel uncompressed (webhook/routes/assets.py)
    assert weight <= LIMIT, f"{weight} bytes"


def test_static_files_travel_compressed_and_are_kept(client: FlaskClient) -> None:
    answer = client.get("/static/widget/chat.js?v=1", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b"customElements" in gzip.decompress(answer.data)
    assert client.get("/static/widget/loader.js").headers["Cache-Control"] == "public, max-age=600"
