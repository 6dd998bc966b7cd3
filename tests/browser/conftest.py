"""A real browser against the real app: a threaded server, a worker beside it, and fakes only for Rasa and the safety model."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

from tests.conftest import FakeSafety, Verdict, make_parts, make_settings, missing
from webhook.app import create_app
from webhook.bootstrap import Parts
from webhook.clients.clock import SystemClock
from webhook.clients.rasa import FakeRasa
from webhook.services.answers.content import Content
from webhook.services.readiness import signs_of_life
from webhook.services.turn.work import work_conversation
from webhook.settings import ROOT
from webhook.store.db import Database

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = ROOT / "var" / "screenshots"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
WHEN_LATE = "It is past 20 weeks and we have no plan"
UNCLEAR = "school and money"
DANGER = "he said he will hurt her"


@dataclass
class Site:
    """The running service. `hold` keeps the worker from answering until it is cleared."""

    url: str
    parts: Parts
    elsewhere: str  # another site: where "Leave this page" goes, and a council's own pages
    hold: threading.Event = field(default_factory=threading.Event)

    @property
    def rasa(self) -> FakeRasa:
        """The stand-in for Rasa."""
        return self.parts.rasa  # type: ignore[return-value]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright; one for all tests."""
    if not Path(CHROMIUM).exists():
        missing("browser", f"{CHROMIUM} is not installed")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("browser", "playwright is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(tmp_path: Path, content: Content) -> Iterator[Site]:
    """The service on a free port, with a worker, and another site on another host name."""
    elsewhere = _serve(_another_site(), "127.0.0.1")
    there = _address(elsewhere, "127.0.0.1")
    settings = make_settings(tmp_path, leave_url=f"{there}/weather", widget_origins=there, safety_model=Path(__file__))  # a fake here, and ready
    for parts in make_parts(settings, Database(settings.database_url), content):
        parts.clock = SystemClock()
        parts.rasa = FakeRasa(
            answers={UNCLEAR: [{"say": "clarify", "options": ["short_breaks", "sen_support_school"], "confidence": 0.4}]},
            default=[{"say": "answer", "topics": ["ehcna_timeline"], "confidence": 0.9}],
        )
        parts.safety = FakeSafety({DANGER: Verdict(lane="crisis", topic="domestic_abuse")})  # type: ignore[assignment]
        server = _serve(create_app(parts), "localhost")
        parts.settings.public_url = _address(server, "localhost")
        running = Site(parts.settings.public_url, parts, there)
        stop = threading.Event()
        worker = threading.Thread(target=_work, args=(running, stop))
        worker.start()
        with signs_of_life(parts):
            yield running
        stop.set()
        worker.join()
        for one in (server, elsewhere):
            one.shutdown()


@pytest.fixture
def open_page(chromium: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """Opens an address in a browser context of its own; a script error or a CSP violation fails the test."""
    contexts, problems = [], []

    def opened(address: str, viewport: dict[str, int] = PHONE, *, blocked: bool = False, **options: Any) -> Any:
        context = chromium.new_context(viewport=viewport, base_url=site.url, locale="en-GB", **options)
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text) if "Content Security Policy" in message.text and not blocked else None)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert problems == []


def _work(site: Site, stop: threading.Event) -> None:
    jobs = site.parts.queue.jobs  # type: ignore[attr-defined]
    while not stop.is_set():
        if jobs and not site.hold.is_set():
            work_conversation(site.parts, jobs.pop(0)[1])
        else:
            time.sleep(0.05)


def _serve(app: Flask, host: str) -> BaseWSGIServer:
    server = make_server(host, 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server


def _address(server: BaseWSGIServer, host: str) -> str:
    return f"http://{host}:{server.server_port}"


def _another_site() -> Flask:
    """A page about the weather, and a council's page with a strict policy of its own that carries the widget."""
    app = Flask("another_site")
    app.add_url_rule("/weather", "weather", lambda: "<!doctype html><title>Weather</title><h1>Weather</h1>")

    def page(service: str) -> tuple[str, dict[str, str]]:
        service = f"http://localhost:{service}"
        script = f'<script src="{service}/static/widget/loader.js" defer data-label="Ask about SEND" data-title="Ask about SEND" data-close="Close"></script>'
        policy = f"default-src 'none'; script-src {service}; frame-src {service}"
        return f"<!doctype html><html lang=en-GB><title>Council</title>{script}<h1>A council page</h1></html>", {"Content-Security-Policy": policy}

    app.add_url_rule("/council/<service>", "council", page)
    return app
