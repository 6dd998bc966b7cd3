"""The dates of a case as a file, fetched by the chat with its own token, and by the page's cookie where there is no JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar

from tests.browser.conftest import Site
from tests.browser.steps import answers, ask
from tests.family import put_on_record
from tests.update_steps import prove
from webhook.clients.clock import LONDON
from webhook.services.cases.cases import case_status, seal_status
from webhook.store.cases import IdentityCheck
from webhook.store.conversations import Conversation

pytestmark = pytest.mark.browser
WHERE = "so where is it"
LINK = "a[href$='/calendar.ics']"


def prove_here(site: Site, folder: Path) -> None:
    """The one web conversation has proven a case whose decision is to come in a month; "so where is it" gets its status."""
    day = datetime.now(LONDON).date() - timedelta(days=10)
    put_on_record(site.parts, folder, request_received=day.isoformat(), source_updated_at=day.isoformat())
    with site.parts.db.reading() as session:
        conversation = session.query(Conversation).filter_by(channel="web").one().id
    site.hold.set()
    prove(site.parts, conversation)
    site.parts.queue.jobs.clear()  # type: ignore[attr-defined]
    site.hold.clear()
    with site.parts.db.reading() as session:
        status = case_status(site.parts, session, conversation)
    site.rasa.answers[WHERE] = [{"say": "case_status", "status": seal_status(site.parts, status, conversation)}]


def entries(file: bytes) -> int:
    return len(Calendar.from_ical(file).walk("VEVENT"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_file_downloads_while_the_proof_stands(open_page: Callable[..., Any], site: Site, tmp_path: Path, scripts: bool) -> None:
    page = open_page("/chat", java_script_enabled=scripts, accept_downloads=True)
    ask(page, "hello")
    answers(page)
    prove_here(site, tmp_path)
    ask(page, WHERE)
    page.locator(LINK).wait_for()
    assert page.locator(".options button").all_inner_texts() == ["Text me", "No texts"]
    address = urlsplit(page.locator(LINK).get_attribute("href")).path  # here, whatever the public address is
    if scripts:
        with page.expect_download() as caught:
            page.locator(LINK).click()
        assert caught.value.suggested_filename == "calendar.ics" and entries(Path(caught.value.path()).read_bytes()) == 2
    else:
        assert entries(page.context.request.get(address).body()) == 2
    with site.parts.db.writing() as session:
        session.query(IdentityCheck).update({"verified_until": site.parts.clock.now() - timedelta(minutes=1)})
    page.locator(LINK).click() if scripts else page.goto(address)
    page.get_by_text("check again who you are").wait_for()
