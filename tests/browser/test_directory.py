"""A search in the chat on a phone: cards, chips that come off, the next step, and the same without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from directory.samples import load_samples
from tests.browser.conftest import PHONE, Site
from tests.browser.steps import answers, ask, shoot, violations

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
BOY = "anything for a 6 year old autistic boy near Kentish Town on Saturdays that isn't £40?"


@pytest.fixture
def site_with_services(site: Site) -> Site:
    load_samples(site.parts)
    return site


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_parent_searches_on_a_phone_and_takes_a_filter_off(open_page: Open, site_with_services: Site, scheme: str) -> None:
    page = open_page("/chat", PHONE, color_scheme=scheme)
    ask(page, BOY)
    cards = answers(page, 2).nth(1)
    assert cards.locator("strong").all_inner_texts()[0] == "1. Sample: Saturday sensory club"
    expect(cards.locator("p:not(.who)")).to_have_count(3)
    chip = page.get_by_role("button", name="Saturday (remove)")
    assert chip.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.wait_for_timeout(400)
    shoot(page, f"phone-search-{scheme}")
    assert violations(page) == []
    chip.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    shoot(page, f"phone-search-chips-{scheme}")
    chip.click()
    answers(page, 4)
    expect(page.locator(".message.parent").last).to_contain_text("Saturday (remove)")
    expect(page.get_by_role("button", name="Saturday (remove)")).to_have_count(0)
    expect(page.get_by_role("button", name="age 6 (remove)")).to_have_count(1)
    page.get_by_role("button", name="Closer").click()
    expect(answers(page, 6).nth(4)).to_contain_text("The nearest comes first")
    page.reload()
    answers(page, 6)
    expect(page.locator(".cards strong")).to_have_count(9)


def test_without_javascript_chips_are_buttons_of_the_form(open_page: Open, site_with_services: Site) -> None:
    page = open_page("/chat", PHONE, java_script_enabled=False)
    ask(page, BOY)
    cards = answers(page, 2).nth(1)
    expect(cards.locator("strong")).to_have_count(3)
    shoot(page, "phone-search-no-script")
    page.get_by_role("button", name="age 6 (remove)").click()
    answers(page, 4)
    expect(page.get_by_role("button", name="age 6 (remove)")).to_have_count(0)
    page.get_by_role("button", name="More", exact=True).click()
    expect(answers(page, 6).nth(4)).to_contain_text("Here are more")


def test_a_list_is_texted_to_the_number_typed(open_page: Open, site_with_services: Site) -> None:
    page = open_page("/chat", PHONE)
    ask(page, BOY)
    answers(page, 2)
    page.get_by_role("button", name="Text me these").click()
    expect(answers(page, 3).nth(2)).to_contain_text("What is your mobile number?")
    ask(page, "07700 900777")
    expect(answers(page, 4).nth(3)).to_contain_text("the list is on its way")
