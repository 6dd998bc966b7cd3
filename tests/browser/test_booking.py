"""A parent books a place on a phone's screen, and staff look at the day's list: by button, by keyboard, on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.booking_steps import MUM, ONE_PLACE, ROW, Talk, booked, put, waits
from tests.browser.conftest import DESK, PHONE, SCREENSHOTS, Site
from tests.browser.steps import answers, ask, fits, shoot, violations
from tests.browser.test_duty import officer
from tests.family import write_csv
from webhook.clients.clock import local_date
from webhook.services.surgeries.offers import offer_freed_places
from webhook.store.duty import Staff

__all__ = ["officer"]
pytestmark = pytest.mark.browser
Open = Callable[..., Any]


@pytest.fixture
def two_dates(site: Site, tmp_path: Path) -> None:
    """Two surgeries to come."""
    site.parts.settings.__dict__.pop("public_base", None)  # the address is known only since the server listens
    today = local_date(site.parts.clock.now())
    dates = [(today + timedelta(days=days)).isoformat() for days in (9, 23)]
    put(site.parts, tmp_path, {"date": dates[0]}, {"surgery_id": "S2", "date": dates[1], "venue": "Sample Nursery"})


@pytest.mark.usefixtures("two_dates")
def test_a_place_is_booked_on_a_phone(site: Site, open_page: Open) -> None:
    page = open_page("/chat", PHONE)
    ask(page, "BOOK SURGERY")
    answers(page, 1)
    page.get_by_role("button", name="Sample Nursery").click()
    answers(page, 2)
    shoot(page, "booking-times")
    assert violations(page) == []
    page.get_by_role("button", name="9:50am").click()
    answers(page, 3)
    for count, words in enumerate(("Ama", "step-free access", "the draft plan"), 4):
        ask(page, words)
        answers(page, count)
    page.get_by_role("button", name="Book it").click()
    done = answers(page, 8).nth(6)
    expect(done).to_contain_text("Your place is booked")
    assert len(booked(site.parts)) == 1
    link = done.get_by_role("link")
    assert link.get_attribute("href") == f"{site.url}/surgeries/2/0950.ics"
    with page.expect_download() as download:
        link.click()
    assert "BEGIN:VEVENT" in Path(download.value.path()).read_text("utf-8")
    expect(answers(page, 8).nth(7)).to_contain_text("no reminder yet")
    page.wait_for_timeout(400)
    shoot(page, "booking-done")
    assert violations(page) == [] and fits(page)
    ask(page, "07700 900555")
    expect(answers(page, 9).nth(8)).to_contain_text("ends in 555")
    page.get_by_role("button", name="Yes").click()
    expect(answers(page, 10).nth(9)).to_contain_text("ends in 555")
    page.wait_for_timeout(400)
    shoot(page, "booking-reminder")
    assert violations(page) == [] and fits(page)


@pytest.mark.usefixtures("two_dates")
def test_without_javascript_the_numbers_work(site: Site, open_page: Open) -> None:
    page = open_page("/chat", PHONE, java_script_enabled=False)
    for count, words in enumerate(("BOOK SURGERY", "2", "1", "SKIP", "SKIP", "SKIP"), 1):
        ask(page, words)
        answers(page, count)
    ask(page, "1")
    answers(page, 8)
    expect(page.locator("main")).to_contain_text("Your place is booked")
    assert len(booked(site.parts)) == 1


@pytest.mark.usefixtures("two_dates")
def test_the_days_list_on_a_desk_a_phone_and_paper(officer: Callable[..., Any], site: Site) -> None:
    talk = Talk(site.parts, MUM)
    talk.say("we want to discuss why the plan is late")
    talk.say("BOOK SURGERY", "1", "1", "Ama", "BSL interpreter", "1")
    page = officer("/duty/surgeries")
    assert violations(page) == []
    page.keyboard.press("Tab")
    page.get_by_role("link", name="Sample School").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="SEND surgery").wait_for()
    for label, width in {"desk": DESK["width"], "phone": 390, "narrow": 320}.items():
        page.set_viewport_size({"width": width, "height": 800})
        assert fits(page), label
        page.screenshot(path=SCREENSHOTS / f"duty-surgery-{label}.png", full_page=True)
        assert violations(page) == [], label
    expect(page.get_by_text("the plan is late")).to_be_visible()
    page.set_viewport_size(DESK)
    page.emulate_media(media="print")
    page.screenshot(path=SCREENSHOTS / "duty-surgery-print.png", full_page=True)
    paper = page.locator("body").inner_text()
    assert "Ama" in paper and "BSL interpreter" in paper
    for kept_back in ("the plan is late", "Open", "Did they come?", "Not begun", "Amina"):
        assert kept_back not in paper, kept_back


def test_a_manager_takes_dates_in_from_a_file(officer: Callable[..., Any], site: Site, tmp_path: Path) -> None:
    with site.parts.db.writing() as session:
        session.query(Staff).update({"role": "manager"})
    day = (local_date(site.parts.clock.now()) + timedelta(days=9)).isoformat()
    page = officer("/duty/surgeries")
    assert violations(page) == []
    page.get_by_role("link", name="Take in dates from a file").click()
    page.get_by_label("CSV file").set_input_files(write_csv(tmp_path / "bad.csv", [ROW | {"date": day, "slot_minutes": "300"}]))
    page.get_by_role("button", name="Check the file").click()
    page.get_by_text("row 2: slot_minutes is longer than the surgery").wait_for()
    assert violations(page) == []
    page.get_by_label("CSV file").set_input_files(write_csv(tmp_path / "good.csv", [ROW | {"date": day, "access": "step-free; quiet “room”"}]))
    page.get_by_role("button", name="Check the file").click()
    page.get_by_text("1 added, 0 changed, 0 unchanged, 0 rejected").wait_for()
    assert violations(page) == [] and fits(page)
    shoot(page, "duty-surgery-import")
    page.get_by_role("button", name="Take the dates in").click()
    page.get_by_text("The dates are in.").wait_for()
    expect(page.get_by_role("link", name="Sample School")).to_be_visible()


@pytest.fixture
def waiting(site: Site, open_page: Open, tmp_path: Path) -> Any:
    """A phone's screen whose owner waits for the one place of a surgery, which comes free while the chat is open."""
    site.parts.settings.__dict__.pop("public_base", None)
    site.parts.settings.quiet_from, site.parts.settings.quiet_until = 24, 0  # at whatever hour this runs
    day = local_date(site.parts.clock.now()) + timedelta(days=9)
    put(site.parts, tmp_path, {"date": day.isoformat()} | ONE_PLACE)
    mum = Talk(site.parts, MUM)
    assert "Booked" in mum.book()
    page = open_page("/chat", PHONE)
    ask(page, f"put me on the waiting list for {day:%-d %B}")
    answers(page, 1)
    ask(page, "yes please")
    expect(answers(page, 2).nth(1)).to_contain_text("You are on the waiting list")
    mum.say("CAN'T COME", "1")
    assert booked(site.parts) == []
    offer_freed_places(site.parts)
    page.locator(".message.notice").wait_for(state="attached")
    return page


def test_a_place_that_comes_free_is_seen_and_taken_by_keyboard(waiting: Any, site: Site) -> None:
    page, offer = waiting, waiting.locator(".message.notice")
    shoot(page, "booking-offer-below")
    page.get_by_role("button", name="There is a new message below").press("Enter")
    expect(offer).to_contain_text("A place is free at a SEND surgery")
    expect(page.get_by_role("button", name="Take it")).to_be_in_viewport(ratio=1)
    shoot(page, "booking-offer")
    assert violations(page) == [] and fits(page)
    page.get_by_label("Write your question").focus()
    for _ in range(2):
        page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Take it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(answers(page, 4).nth(2)).to_contain_text("Your place is booked")
    assert len(booked(site.parts)) == 1
    expect(page.get_by_role("button", name="Leave it out")).to_be_visible()
    assert page.get_by_role("button", name="Take it").count() == 0, "what was answered is not offered on"
    shoot(page, "booking-offer-taken")
    assert violations(page) == []


def test_a_place_that_comes_free_is_refused(waiting: Any, site: Site) -> None:
    page = waiting
    ask(page, "is it step free")
    expect(answers(page, 4).nth(2)).to_contain_text("step-free")
    expect(answers(page, 4).nth(3)).to_contain_text("We still keep this place for you")
    page.get_by_role("button", name="No", exact=True).click()
    expect(answers(page, 5).nth(4)).to_contain_text("We do not keep the place any more")
    assert booked(site.parts) == [] and waits(site.parts) == ["declined"]
    assert page.get_by_role("button", name="Take it").count() == 0
    shoot(page, "booking-offer-refused")
