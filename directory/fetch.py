"""Fetches a feed page by page: tries again, asks only for what changed, and goes on where a broken run stopped.

Pages are kept as files in `var/directory/`. A page comes with `If-None-Match` or `If-Modified-Since` of its kept copy; 304 means the copy is good. A run
that breaks off leaves a list of the pages it has; the next run within RESUME_HOURS takes those from their files without asking.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import requests

from webhook.services.imports.imports import Unreadable

log = logging.getLogger(__name__)
TRIES, FIRST_WAIT_S, LONGEST_WAIT_S, TIMEOUT_S = 5, 1.0, 60.0, 30.0
AGAIN = {429, 500, 502, 503, 504}
PER_PAGE, MOST_PAGES, MOST_BYTES = 100, 20_000, 32 * 1024 * 1024
RESUME_HOURS = 6.0


@dataclass
class Feed:
    """One feed and the folder of its pages. `sleep` and `now` are for tests."""

    url: str
    folder: Path
    session: requests.Session = field(default_factory=requests.Session)
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise Unreadable("the address does not begin with http:// or https://")
        path = parts.path.rstrip("/")
        self._address = urlunsplit((parts.scheme, parts.netloc, path if path.endswith("/services") else f"{path}/services", parts.query, ""))
        self._kept = self.folder / hashlib.sha256(self._address.encode()).hexdigest()[:16]

    def pages(self) -> Iterator[dict[str, Any]]:
        """Every page, in order. Raises Unreadable when the feed cannot be read to its end."""
        self._kept.mkdir(parents=True, exist_ok=True)
        done, number, total = self._resume(), 1, 1
        while number <= total:
            page = self._read_kept(number)["page"] if number in done else self._fetch(number)
            total = min(_total_pages(page), MOST_PAGES)
            done.add(number)
            self._run_file.write_text(json.dumps({"at": self.now(), "done": sorted(done)}), "utf-8")
            yield page
            number += 1
        self._run_file.unlink(missing_ok=True)

    @property
    def _run_file(self) -> Path:
        return self._kept / "run.json"

    def _resume(self) -> set[int]:
        try:
            run = json.loads(self._run_file.read_text("utf-8"))
            return {number for number in run["done"] if self._page_file(number).exists()} if self.now() - run["at"] < RESUME_HOURS * 3600 else set()
        except (OSError, ValueError, KeyError, TypeError):
            return set()

    def _page_file(self, number: int) -> Path:
        return self._kept / f"{number:06}.json"

    def _read_kept(self, number: int) -> dict[str, Any]:
        try:
            kept = json.loads(self._page_file(number).read_text("utf-8"))
            return kept if isinstance(kept, dict) and isinstance(kept.get("page"), dict) else {}
        except (OSError, ValueError):
            return {}

    def _fetch(self, number: int) -> dict[str, Any]:
        kept, headers = self._read_kept(number), {"Accept": "application/json"}
        headers |= {name: kept[key] for name, key in (("If-None-Match", "etag"), ("If-Modified-Since", "modified")) if kept.get(key)}
        response = self._ask(number, headers)
        if response.status_code == 304 and kept:
            return dict(kept["page"])
        if response.status_code != 200:
            raise Unreadable(f"page {number} of the feed answers {response.status_code}")
        try:
            page = response.json()
        except ValueError:
            raise Unreadable(f"page {number} of the feed is not JSON") from None
        if not isinstance(page, dict):
            raise Unreadable(f"page {number} of the feed is not an object")
        stamp = {"etag": response.headers.get("ETag"), "modified": response.headers.get("Last-Modified"), "page": page}
        part = self._page_file(number).with_suffix(".part")
        part.write_text(json.dumps(stamp), "utf-8")
        part.replace(self._page_file(number))
        return page

    def _ask(self, number: int, headers: dict[str, str]) -> requests.Response:
        parts = urlsplit(self._address)
        query = {"per_page": str(PER_PAGE), **dict(parse_qsl(parts.query)), "page": str(number)}
        wait = FIRST_WAIT_S
        for left in range(TRIES - 1, -1, -1):
            said: str
            try:
                response = self.session.get(urlunsplit(parts._replace(query=urlencode(query))), headers=headers, timeout=TIMEOUT_S)
                if len(response.content) > MOST_BYTES:
                    raise Unreadable(f"page {number} of the feed is larger than {MOST_BYTES // 2**20} MB")
                if response.status_code not in AGAIN:
                    return response
                said = str(response.status_code)
                wait = _retry_after(response) or wait
            except requests.RequestException as error:
                said = type(error).__name__
            if left:
                log.info("directory feed: page %s: %s, trying again", number, said)
                self.sleep(min(wait, LONGEST_WAIT_S))
                wait *= 2
        raise Unreadable(f"page {number} of the feed could not be fetched ({said}, {TRIES} tries). Run it again: it goes on from there")


def _retry_after(response: requests.Response) -> float | None:
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isdigit() else None


def _total_pages(page: dict[str, Any]) -> int:
    total = page.get("total_pages", page.get("totalPages"))
    return total if isinstance(total, int) and not isinstance(total, bool) else 1
