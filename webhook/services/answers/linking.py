"""Makes what can be tapped in an answer tappable: https addresses, phone numbers, and the sites that content itself names.

Works on plain text and gives plain pieces, so neither the page nor the browser ever handles markup that came with a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from webhook.services.answers.content import Content

Piece = dict[str, str]  # {"text": …} or {"text": …, "href": …}
_URL = r"(?P<url>https?://[^\s<>\"'“”]+)"
_PHONE = r"(?<![\d\w+])(?P<phone>0\d(?:[ ]?\d){8,9}|0800 1111|116 123)(?![\d\w])"
_SHORT_PHONE = r"(?i:\b(?:ring|call|dial|nhs) )(?P<short>999|111|101)(?!\d)"
_HOST = r"(?<![\w@./-])(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[\w/-]+)?)(?![\w@-])"
_LINKED = re.compile(f"{_URL}|{_PHONE}|{_SHORT_PHONE}|{_HOST}")


def known_sites(content: Content) -> frozenset[str]:
    """Hosts that the council's own content names and shows, so that "ipsea.org.uk" in an answer can be followed."""
    addresses = [contact.get("url") for contact in content.contacts.values() if contact.get("confirmed")]
    addresses += [value for key, value in content.council.items() if key.endswith("_url")]
    addresses += [source["url"] for answer in content.answers.values() for source in answer.sources]
    hosts = {urlsplit(str(address)).hostname or "" for address in addresses if address}
    return frozenset(host.removeprefix("www.") for host in hosts if host)


def link_text(text: str, sites: Iterable[str] = (), own: str = "") -> list[list[Piece]]:
    """The paragraphs of a text, each a list of pieces; a piece with `href` is a link (https or tel, or a page under `own`, our address)."""
    return [_link_paragraph(paragraph.strip("\n"), frozenset(sites), own) for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]


def plain_text(text: str) -> list[list[Piece]]:
    """The paragraphs of a text without any link: for what a parent wrote."""
    return [[{"text": paragraph.strip("\n")}] for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]


def safe_url(url: str) -> str:
    """The address if it may be a link, else nothing."""
    return url if url.startswith("https://") else ""


def _link_paragraph(text: str, sites: frozenset[str], own: str) -> list[Piece]:
    pieces: list[Piece] = []
    done = 0
    for found in _LINKED.finditer(text):
        shown, href = _target(found, sites, own)
        if not href:
            continue
        start = found.start(str(found.lastgroup))
        if start > done:
            pieces.append({"text": text[done:start]})
        pieces.append({"text": shown, "href": href})
        done = start + len(shown)
    if done < len(text):
        pieces.append({"text": text[done:]})
    return pieces


def _target(found: re.Match[str], sites: frozenset[str], own: str) -> tuple[str, str]:
    kind = str(found.lastgroup)
    shown = found[kind]
    if kind == "url":
        shown = shown.rstrip(".,;:!?)]")
        return shown, shown if shown.startswith("https://") or (own and shown.startswith(f"{own}/")) else ""
    if kind in ("phone", "short"):
        return shown, "tel:" + re.sub(r"\s", "", shown)
    host = shown.split("/")[0].removeprefix("www.")
    return shown, f"https://{shown}" if host in sites else ""
