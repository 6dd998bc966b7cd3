"""A parent looks at the timeline of their case and prints it: on a phone, in a dark room, on paper, and without JavaScript."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SCREENSHOTS, Site
from tests.browser.steps import answers, ask, shoot, violations
from tests.family import CASE, put_on_record
from webhook.clients.clock import local_date
from webhook.services.cases.cases import case_status, seal_status
from webhook.store.cases import Case, Contact, IdentityCheck

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
QUESTION = "where is my case"


def prove(site: Site, conversation_id: str, folder: Path) -> None:
    """The case is proven in this conversation, and Rasa hands its sealed status over."""
    parts, today = site.parts, local_date(site.parts.clock.now())
    put_on_record(parts, folder, request_received=(today - timedelta(days=50)).isoformat(), source_updated_at=(today - timedelta(days=1)).isoformat())
    now = parts.clock.now()
    with parts.db.writing() as session:
        case, contact = session.query(Case).one(), session.query(Contact).one()
        session.add(IdentityCheck(conversation_id=conversation_id, verified_case_id=case.id, contact_id=contact.id, verified_until=now + timedelta(minutes=30), updated_at=now))
        session.flush()
        sealed = seal_status(parts, case_status(parts, session, conversation_id), conversation_id)
    site.rasa.answers[QUESTION] = [{"say": "case_status", "status": sealed}]


def shows_picture(page: Any) -> bool:
    """Whether the picture was drawn, whole and inside the page, with its words in `alt`."""
    picture = page.locator("img.timeline").last
    picture.wait_for()
    drawn = picture.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    inside = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return bool(drawn and inside and "past the time the law sets" in picture.get_attribute("alt"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_timeline_shows_on_a_phone_and_leads_to_a_page_to_print(open_page: Open, site: Site, tmp_path: Path, scheme: str) -> None:
    page = open_page("/chat", PHONE, color_scheme=scheme)
    ask(page, "hello")
    answers(page)
    prove(site, json.loads(page.evaluate("sessionStorage.getItem('send-chat')"))["id"], tmp_path)
    ask(page, QUESTION)
    assert shows_picture(page)
    page.locator("img.timeline").scroll_into_view_if_needed()
    assert violations(page) == []
    shoot(page, f"timeline-{scheme}")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="See this as a page to print").click()
    paper = opened.value
    assert shows_picture(paper) and violations(paper) == []
    assert re.fullmatch(r".*/chat/conversations/[0-9a-f]{32}/status", paper.url)
    expect(paper.get_by_role("button", name="Print")).to_be_visible()
    expect(paper.get_by_role("list")).to_be_visible()
    paper.screenshot(path=SCREENSHOTS / f"status-page-{scheme}.png", full_page=True)
    paper.set_viewport_size({"width": 320, "height": 800})
    assert shows_picture(paper)
    paper.emulate_media(media="print")
    expect(paper.get_by_role("button", name="Print")).to_be_hidden()
    expect(paper.get_by_text("Where it is:")).to_be_visible()
    paper.pdf(path=SCREENSHOTS / f"status-page-{scheme}.pdf")
    assert CASE["case_ref"] not in paper.content()


def test_without_javascript_the_same(open_page: Open, site: Site, tmp_path: Path) -> None:
    page = open_page("/chat", PHONE, java_script_enabled=False)
    ask(page, "hello")
    chat = page.locator("[data-id]")
    expect(chat).to_have_attribute("data-id", re.compile(r"[0-9a-f]{32}"))
    prove(site, chat.get_attribute("data-id"), tmp_path)
    ask(page, QUESTION)
    page.locator("img.timeline").wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="See this as a page to print").click()
    expect(opened.value.get_by_role("heading", name="Where the case is")).to_be_visible()
    expect(opened.value.get_by_role("button", name="Print")).to_be_hidden()  # it needs a script; the browser's own menu prints
