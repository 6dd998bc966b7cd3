"""The letters as a parent meets them on a phone: by keyboard alone, with and without a script, from an answer in the chat; axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, SCREENSHOTS, WHEN_LATE, Site
from tests.browser.steps import answers, ask, press, shoot, violations

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
WORDS = "He waits at home <all day>.\nHe asks every morning."


def tab_to(page: Any, name: str, most: int = 60) -> None:
    """Press Tab until the control with this name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText || '').trim()").startswith(name):
            return
    pytest.fail(f"Tab never reached {name}")


def fill_late(page: Any, day: str = "1", month: str = "3", year: str = "2026") -> None:
    """Fill in the letter about a late plan and press the button, without a mouse."""
    tab_to(page, "An answer on assessing")
    page.keyboard.press("ArrowDown")
    for part in (day, month, year):
        page.keyboard.press("Tab")
        page.keyboard.type(part)
    tab_to(page, "Your child's full name")
    page.keyboard.type("Amina Example")
    tab_to(page, "What the wait means")
    page.keyboard.type(WORDS)
    tab_to(page, "Make the letter")
    page.keyboard.press("Enter")


def no_sideways_scroll(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_letter_by_keyboard_alone_and_copied(open_page: Open) -> None:
    page = open_page("/letters", permissions=["clipboard-read", "clipboard-write"])
    shoot(page, "letters-list")
    assert no_sideways_scroll(page)
    tab_to(page, "Chasing a decision")
    page.keyboard.press("Enter")
    page.wait_for_url("**/letters/late")
    assert no_sideways_scroll(page)
    fill_late(page)
    page.get_by_role("heading", name="Your letter").wait_for()
    assert no_sideways_scroll(page)
    page.screenshot(path=SCREENSHOTS / "letters-ready.png", full_page=True)
    tab_to(page, "Copy the letter")
    page.keyboard.press("Enter")
    page.get_by_text("Copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Amina Example" in copied and WORDS in copied
    assert "Counted from 1 March 2026, that is by 19 July 2026." in copied and "[your name]" in copied
    assert "Amina" not in page.url and page.context.cookies() == []


def test_a_copy_that_is_refused_marks_the_letter(open_page: Open) -> None:
    page = open_page("/letters/late")
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    fill_late(page)
    page.get_by_role("button", name="Copy the letter").click()
    page.get_by_text("It could not be copied.").wait_for()
    assert "Amina Example" in page.evaluate("getSelection().toString()")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_bad_day_keeps_the_words_and_the_download_holds_them(open_page: Open, scripts: bool) -> None:
    page = open_page("/letters/late", java_script_enabled=scripts)
    page.get_by_label("The final plan").check()
    page.get_by_role("group", name="The day the council got your request").get_by_label("Day").fill("31")
    page.get_by_role("group", name="The day the council got your request").get_by_label("Month").fill("2")
    page.get_by_role("group", name="The day the council got your request").get_by_label("Year").fill("2026")
    page.get_by_label("What the wait means").fill(WORDS)
    page.get_by_role("button", name="Make the letter").click()
    page.get_by_role("alert").get_by_role("link", name="there is no such date").click()
    shoot(page, f"letters-bad-day-{'scripts' if scripts else 'plain'}")
    expect(page.get_by_label("What the wait means")).to_have_value(WORDS)
    expect(page.get_by_label("The final plan")).to_be_checked()
    page.get_by_role("group", name="The day the council got your request").get_by_label("Day").fill("1")
    press(page, page.get_by_role("button", name="Make the letter"))
    expect(page.get_by_role("button", name="Copy the letter")).to_have_count(1 if scripts else 0)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download for Word").click()
    assert download.value.suggested_filename == "letter-late.docx"
    document = Document(BytesIO(Path(download.value.path()).read_bytes()))
    assert f"What the wait means for my child:\n{WORDS}" in [paragraph.text for paragraph in document.paragraphs]
    page.get_by_role("button", name="Change something").click()
    expect(page.get_by_label("What the wait means")).to_have_value(WORDS)


def test_on_paper_there_is_only_the_letter(open_page: Open) -> None:
    page = open_page("/letters/late")
    fill_late(page)
    page.get_by_role("heading", name="Your letter").wait_for()
    page.emulate_media(media="print")
    page.screenshot(path=SCREENSHOTS / "letters-print.png", full_page=True)
    shown = page.evaluate("document.body.innerText")
    assert shown.startswith("SEN Case Officer") and shown.rstrip().endswith("[your address, email or phone]")


def test_leaving_leaves_nothing_to_go_back_to(open_page: Open, site: Site) -> None:
    page = open_page("/letters")
    page.get_by_role("link", name="Chasing a decision").click()
    page.get_by_label("Your child's full name").fill("Amina Example")
    page.get_by_role("link", name="Leave this page").click()
    page.get_by_role("heading", name="Weather").wait_for()
    page.go_back()
    page.wait_for_url(f"{site.url}/letters")
    assert "Amina" not in page.content()


def test_an_answer_in_the_chat_leads_to_its_letter(open_page: Open, site: Site) -> None:
    site.parts.settings.__dict__["public_base"] = site.url  # kept from before the server had its port
    page = open_page("/chat")
    ask(page, WHEN_LATE)
    link = answers(page).first.get_by_role("link", name="/letters/late")
    with page.context.expect_page() as opened:
        link.click()
    opened.value.get_by_role("heading", name="Chasing a decision or a plan that is late").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_is_clean(open_page: Open, viewport: dict[str, int], scheme: str) -> None:
    page = open_page("/letters", viewport, color_scheme=scheme)
    assert violations(page) == []
    page.goto("/letters/late")
    assert violations(page) == []
    fill_late(page, day="31", month="2")
    page.get_by_role("alert").wait_for()
    page.screenshot(path=SCREENSHOTS / f"letters-problem-{scheme}-{viewport['width']}.png", full_page=True)
    assert violations(page) == []
    page.goto("/letters/late")
    fill_late(page)
    page.get_by_role("heading", name="Your letter").wait_for()
    page.locator("summary").click()
    page.screenshot(path=SCREENSHOTS / f"letters-{scheme}-{viewport['width']}.png", full_page=True)
    assert violations(page) == []
