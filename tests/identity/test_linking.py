"""What becomes a link in an answer, and what never does."""

from __future__ import annotations

import pytest

from webhook.services.answers.content import Content
from webhook.services.answers.linking import known_sites, link_text, plain_text, safe_url

SITES = frozenset({"ipsea.org.uk"})


def links(text: str) -> list[str]:
    return [piece["href"] for paragraph in link_text(text, SITES) for piece in paragraph if "href" in piece]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ring 020 7974 6500.", ["tel:02079746500"]),
        ("In danger, ring 999. Or ring NHS 111, then 2.", ["tel:999", "tel:111"]),
        ("Helpline 0808 2000 247, Childline 0800 1111, Samaritans 116 123", ["tel:08082000247", "tel:08001111", "tel:116123"]),
        ("See https://www.gov.uk/send-tribunal/appeal.", ["https://www.gov.uk/send-tribunal/appeal"]),
        ("Try IPSEA (ipsea.org.uk) or www.ipsea.org.uk/forms.", ["https://ipsea.org.uk", "https://www.ipsea.org.uk/forms"]),
        ("use 999 BSL, text SHOUT to 85258", []),
        ("evil.example and ipsea.org.uk.evil.example and x@ipsea.org.uk", []),
        ("javascript:alert(1) http://ipsea.org.uk data:text/html,x", []),
        ("12345678901234 and 2026-11-21 and [phone]", []),
    ],
)
def test_only_known_things_are_links(text: str, expected: list[str]) -> None:
    assert links(text) == expected


def test_no_word_is_lost_or_changed() -> None:
    text = "Ring 020 7974 6500 or see https://a.example/x).\nThen\n\nipsea.org.uk <b>"
    paragraphs = ["".join(piece["text"] for piece in paragraph) for paragraph in link_text(text, SITES)]
    assert "\n\n".join(paragraphs) == text


def test_what_a_parent_wrote_has_no_links() -> None:
    assert plain_text("https://a.example 020 7974 6500\n\nand more") == [[{"text": "https://a.example 020 7974 6500"}], [{"text": "and more"}]]


def test_only_https_is_a_safe_address() -> None:
    assert [safe_url(url) for url in ("https://a.example", "http://a.example", "javascript:alert(1)", "")] == ["https://a.example", "", "", ""]


def test_known_sites_are_the_councils_own(content: Content) -> None:
    sites = known_sites(content)
    assert "sendiasscamden.co.uk" in sites
    assert not any("/" in site or site.startswith("www.") for site in sites)
