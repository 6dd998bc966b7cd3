"""A search in the chat on a phone: cards, chips that come off, the next step, and the same without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

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
    assert cards.locator("p:not(.who)").count() == 3
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
    assert page.locator(".message.parent").last.inner_text().endswith("Saturday (remove)")
    assert page.get_by_role("button", name="Saturday (remove)").count() == 0
    assert page.get_by_role("button", name="age 6 (remove)").count() == 1
    page.get_by_role("button", name="Closer").click()
    assert "The nearest comes first" in answers(page, 6).nth(4).inner_text()
    page.reload()
    answers(page, 6)
    assert page.locator(".cards strong").count() == 9


def test_without_javascript_chips_are_buttons_of_the_form(open_page: Open, site_with_services: Site) -> None:
    page = open_page("/chat", PHONE, java_script_enabled=False)
    ask(page, BOY)
    cards = answers(page, 2).nth(1)
    assert cards.locator("strong").count() == 3
    shoot(page, "phone-search-no-script")
    page.get_by_role("button", name="age 6 (remove)").click()
    answers(page, 4)
    assert page.get_by_role("button", name="age 6 (remove)").count() == 0
    page.get_by_role("button", name="More", exact=True).click()
    assert "Here are more" in answers(page, 6).nth(4).inner_text()


def test_a_list_is_texted_to_the_number_typed(open_page: Open, site_with_services: Site) -> None:
    page = open_page("/chat", PHONE)
    ask(page, BOY)
    answers(page, 2)
    page.get_by_role("button", name="Text me these").click()
    assert "What is your mobile number?" in answers(page, 3).nth(2).inner_text()
    ask(page, "07700 900777")
    assert "the list is on its way" in answers(page, 4).nth(3).inner_text()
