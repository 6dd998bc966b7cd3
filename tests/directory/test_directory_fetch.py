"""How a feed of the directory is fetched: page by page, gently, on from where it stopped, and by one worker when it is due."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from directory.fetch import Feed
from directory.refresh import refresh_directory
from tests.conftest import NOON
from tests.directory.test_directory_import import service, shown
from webhook.bootstrap import Parts
from webhook.clients.clock import FixedClock
from webhook.services.imports.imports import Unreadable
from webhook.store.directory import DirectorySource


@dataclass
class Answer:
    status_code: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        return json.dumps(self.body).encode() if not isinstance(self.body, bytes) else self.body

    def json(self) -> Any:
        return json.loads(self.content)


@dataclass
class Publisher:
    """A feed of three pages, without a socket. `answers` go out first; each request is kept."""

    records: list[dict[str, Any]] = field(default_factory=lambda: [service(number) for number in range(6)])
    answers: list[Answer] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def get(self, url: str, headers: dict[str, str], timeout: float) -> Answer:
        self.asked.append((url, headers))
        if self.answers:
            return self.answers.pop(0)
        page = int(url.split("page=")[-1])
        contents = self.records[(page - 1) * 2 : page * 2]
        tag = f'"{hash(json.dumps(contents))}"'
        if headers.get("If-None-Match") == tag:
            return Answer(304)
        return Answer(200, {"total_items": 6, "total_pages": 3, "page_number": page, "contents": contents}, {"ETag": tag})


def feed(publisher: Publisher, folder: Path, waits: list[float] | None = None, now: Callable[[], float] = lambda: 1000.0) -> Feed:
    kept: list[float] = waits if waits is not None else []
    return Feed("https://feed.example/api", folder, session=publisher, sleep=kept.append, now=now)  # type: ignore[arg-type]


def read_ids(pages: Feed) -> list[str]:
    return [record["id"][-1] for page in pages.pages() for record in page["contents"]]


def test_all_pages_are_read_and_the_second_time_only_what_changed(tmp_path: Path) -> None:
    publisher = Publisher()
    assert read_ids(feed(publisher, tmp_path)) == list("012345")
    assert publisher.asked[0][0].startswith("https://feed.example/api/services?per_page=100&page=1")
    publisher.records[5] = service(9)
    assert read_ids(feed(publisher, tmp_path)) == list("012349")
    assert all("If-None-Match" in headers for _, headers in publisher.asked[3:]) and len(publisher.asked) == 6


def test_a_busy_publisher_is_asked_again_later_and_a_dead_one_not_for_ever(tmp_path: Path) -> None:
    waits: list[float] = []
    publisher = Publisher(answers=[Answer(503), Answer(429, headers={"Retry-After": "7"})])
    assert read_ids(feed(publisher, tmp_path, waits)) == list("012345") and waits == [1.0, 7.0]
    dead = Publisher(answers=[Answer(500)] * 9)
    with pytest.raises(Unreadable, match=r"page 1 .* 5 tries"):
        read_ids(feed(dead, tmp_path / "dead"))
    assert len(dead.asked) == 5
    with pytest.raises(Unreadable, match="answers 404"):
        read_ids(feed(Publisher(answers=[Answer(404)]), tmp_path / "gone"))
    with pytest.raises(Unreadable, match="is not JSON"):
        read_ids(feed(Publisher(answers=[Answer(200, b"<html>")]), tmp_path / "html"))


def test_a_run_that_broke_off_goes_on_where_it_stopped_unless_that_is_long_ago(tmp_path: Path) -> None:
    for later, asks in ((60.0, 1), (7 * 3600.0, 3)):
        broken = Publisher()
        folder = tmp_path / str(asks)
        pages = feed(broken, folder).pages()
        assert [next(pages)["page_number"], next(pages)["page_number"]] == [1, 2]
        again = Publisher()
        assert read_ids(feed(again, folder, now=lambda later=later: 1000.0 + later)) == list("012345")  # type: ignore[misc]
        assert len(again.asked) == asks


@pytest.mark.parametrize("address", ["ftp://feed.example", "feed.example", "https://"])
def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(Unreadable):
        Feed(address, tmp_path)


def test_the_refresh_runs_when_due_and_by_one_worker_only(any_parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refresh_directory(any_parts) is None  # no address is set
    any_parts.settings.directory_url = "https://feed.example/api"
    publisher = Publisher()
    monkeypatch.setattr("directory.read.Feed", lambda url, folder: feed(publisher, folder))
    assert [refresh_directory(any_parts), refresh_directory(any_parts)] == ["done", None]
    assert len(shown(any_parts)) == 6
    assert isinstance(any_parts.clock, FixedClock)
    any_parts.clock.at = NOON + timedelta(hours=25)
    publisher.answers = [Answer(404)]
    assert refresh_directory(any_parts) == "failed" and len(shown(any_parts)) == 6
    any_parts.clock.at = NOON + timedelta(hours=50)
    publisher.answers = [Answer(200, {"total_items": 1, "total_pages": 1, "contents": [service(1)]})]
    assert refresh_directory(any_parts) == "stopped" and len(shown(any_parts)) == 6
    with any_parts.db.reading() as session:
        row = session.query(DirectorySource).one()
    assert (row.state, row.summary) == ("stopped", "5 of 6 services would no longer be shown (83%)")
