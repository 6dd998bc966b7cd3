"""An officer at work in a real browser: signing in, an alert that arrives, a reply, without JavaScript, by keyboard, on a phone, at 200%."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, SCREENSHOTS, Site
from tests.browser.steps import fits, press, shoot, violations
from tests.conftest import Verdict
from tests.duty_steps import PASSWORD, chat_in, handovers_of, new_staff, text_in
from webhook.services.staff.staff import find_signed_in
from webhook.store.conversations import PhoneNumber
from webhook.store.duty import Staff

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
SOON_MS = 15_000


@pytest.fixture
def officer(site: Site, open_page: Open) -> Callable[..., Any]:
    """Opens a page of the console as Amina, signed in through the form; once a test, as a code works once."""
    site.rasa.default = [{"say": "unsure"}]
    staff = new_staff(site.parts)

    def opened(address: str = "/duty/", viewport: dict[str, int] = DESK, **options: Any) -> Any:
        page = open_page("/duty/sign-in", viewport, **options)
        page.get_by_label("User name").fill("amina")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("Code from your authenticator app").fill(pyotp.TOTP(site.parts.vault.open(staff.totp_sealed)).now())
        page.keyboard.press("Enter")
        page.wait_for_url("**/duty/")
        if address != "/duty/":
            page.goto(address)
        return page

    return opened


def fill_the_queue(site: Site) -> dict[str, str]:
    """One of everything, and the conversation ids."""
    parts, number = site.parts, "+44770090010{}".format
    text_in(parts, "my son has had no taxi to school since monday", number(1), Verdict(flags=frozenset({"urgent_today"})))
    text_in(parts, "text only please, my number is 07700 900456", number(2))
    text_in(parts, "HELP", number(6))
    found = {"urgent": text_in(parts, "PERSON", number(1)), "needs": text_in(parts, "PERSON", number(2)), "call": text_in(parts, "CALL", number(3))}
    text_in(parts, "does the grant pay for a laptop at home?", number(4))
    text_in(parts, "PASS", number(4))
    text_in(parts, "they held him down and locked the door", number(7), Verdict(lane="concern", topic="harm_to_child"))
    watched = Verdict("crisis", "domestic_abuse", frozenset({"unsafe_phone"}))
    found["watched"] = text_in(parts, "he hits me and reads my phone, ring 07700 900457", number(5), watched)
    found["web"] = chat_in(parts, "PERSON")
    return found


def test_every_page_is_accessible_and_fits_a_desk_a_phone_and_a_zoomed_window(officer: Callable[..., Any], site: Site, open_page: Open) -> None:
    door = open_page("/duty/sign-in", DESK)
    assert violations(door) == []
    shoot(door, "duty-sign-in")
    found, page = fill_the_queue(site), officer()
    for name, address in {"queue": "/duty/", "watched": f"/duty/conversations/{found['watched']}", "needs": f"/duty/conversations/{found['needs']}"}.items():
        page.goto(address)
        if name != "queue":
            press(page, page.get_by_role("button", name="Claim").or_(page.get_by_role("button", name="Take over from the assistant")))
            said_before_writing = {"watched": "Phone may be watched", "needs": "Text only: don't ring"}[name]
            expect(page.locator("#latest").get_by_text(said_before_writing)).to_be_in_viewport()
        for label, width in {"desk": 1280, "phone": 390, "zoom": 640, "narrow": 320}.items():
            page.set_viewport_size({"width": width, "height": 800})
            assert fits(page), (name, label)
            shoot(page, f"duty-{name}-{label}")
            page.screenshot(path=SCREENSHOTS / f"duty-{name}-{label}-full.png", full_page=True)
        assert violations(page) == [], name


def test_a_new_alert_arrives_is_said_aloud_and_leaves_focus_and_typing_alone(officer: Callable[..., Any], site: Site) -> None:
    found = fill_the_queue(site)
    page = officer()
    summary = page.locator("details summary").first
    summary.focus()
    page.keyboard.press("Enter")
    held = page.evaluate("document.activeElement.closest('li').id")
    text_in(site.parts, "she took all the tablets", "+447700900199", Verdict("crisis", "suicidal_adult"))
    page.get_by_text("she took all the tablets").wait_for(timeout=SOON_MS)
    expect(page.locator("#announce")).to_contain_text("New alert: Crisis")
    assert page.title().startswith("(4) ")
    assert page.evaluate("document.activeElement.closest('li').id") == held and page.locator(f"#{held} details").get_attribute("open") is not None
    page.goto(f"/duty/conversations/{found['web']}")
    press(page, page.get_by_role("button", name="Claim"))
    page.get_by_label("Your words").fill("half a repl")
    text_in(site.parts, "he has a knife", "+447700900198", Verdict("crisis", "harm_to_child"))
    page.get_by_text("5 open alerts").wait_for(timeout=SOON_MS)
    page.keyboard.type("y")
    assert page.get_by_label("Your words").input_value() == "half a reply"


def test_a_parent_and_an_officer_talk_and_the_officer_hands_back(officer: Callable[..., Any], site: Site, open_page: Open) -> None:
    parent = open_page("/chat")
    parent.get_by_label("Write your question").fill("PERSON")
    parent.get_by_role("button", name="Send").click()
    page = officer()
    page.get_by_role("button", name="Claim").click(timeout=SOON_MS)
    page.get_by_label("Your words").fill("Hello, how can we help?")
    page.get_by_role("button", name="Send").click()
    parent.get_by_text("Hello, how can we help?").wait_for()
    parent.get_by_label("Write your question").fill("the taxi has not come")
    parent.get_by_role("button", name="Send").click()
    page.locator(".line.parent", has_text="the taxi has not come").wait_for(timeout=SOON_MS)
    page.get_by_label("How did it go?").select_option("answered")
    page.get_by_role("button", name="Hand back to the assistant").click()
    expect(page.get_by_role("alert").get_by_text("“the taxi has not come”")).to_be_in_viewport()
    expect(page.get_by_label("How did it go?")).to_have_value("answered")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert fits(page) and violations(page) == []
    shoot(page, "duty-wrote-again")
    page.get_by_role("button", name="Hand back without an answer").click()
    page.get_by_text("Handed back. The assistant").wait_for()
    parent.get_by_text(site.parts.content.messages["handed_back"].web).wait_for()


def test_the_open_queue_shows_by_itself_that_a_held_family_wrote_again(officer: Callable[..., Any], site: Site) -> None:
    conversation_id, page = chat_in(site.parts, "PERSON"), officer()
    page.get_by_role("button", name="Claim").click(timeout=SOON_MS)
    page.get_by_text("You hold this conversation").first.wait_for()
    page.goto("/duty/")
    row = page.locator("#held-list")
    row.get_by_text("With you").wait_for()
    expect(page.get_by_text("wrote again")).to_have_count(0)
    chat_in(site.parts, "actually can you make it 3", conversation_id)
    row.get_by_text("They wrote again at").wait_for(timeout=SOON_MS)
    expect(page.get_by_text("1 wrote again")).to_have_count(2)
    assert violations(page) == []
    shoot(page, "duty-queue-wrote-again")


def test_every_other_page_says_by_itself_that_a_held_family_wrote_again(officer: Callable[..., Any], site: Site) -> None:
    held, other = chat_in(site.parts, "PERSON"), chat_in(site.parts, "CALL")
    page = officer(f"/duty/conversations/{held}")
    press(page, page.get_by_role("button", name="Claim"))
    page.goto(f"/duty/conversations/{other}")
    press(page, page.get_by_role("button", name="Claim"))
    page.get_by_label("Your words").fill("half a repl")
    chat_in(site.parts, "actually can you make it 3", held)
    bar = page.get_by_role("link", name="1 wrote again and has no answer yet, since")
    bar.wait_for(timeout=SOON_MS)
    expect(page.locator("#announce")).to_contain_text("Wrote again: Wants a person, with you")
    page.keyboard.type("y")
    expect(page.get_by_label("Your words")).to_have_value("half a reply")
    assert not page.title().startswith("("), "alerts alone are counted"
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert fits(page) and violations(page) == []
    shoot(page, "duty-bar-wrote-again")
    chat_in(site.parts, "or 4", other)
    page.locator(".line.parent", has_text="or 4").wait_for(timeout=SOON_MS)
    expect(bar).to_be_visible()  # what this family wrote stands on the page
    bar.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/duty/#held")
    expect(page.get_by_text("They wrote again at")).to_have_count(2)


def test_segments_are_counted_as_the_server_counts_them(officer: Callable[..., Any], site: Site) -> None:
    conversation_id = text_in(site.parts, "PERSON", "+447700900150")
    page = officer(f"/duty/conversations/{conversation_id}")
    page.get_by_role("button", name="Claim").click()
    room = 160 - len("From a person, the SEND team: ")
    for words, count in {"x" * room: "1 text", "x" * (room + 1): "2 texts", "€" * (room // 2 + 1): "2 texts", "“ok”": "1 text"}.items():
        page.get_by_label("Your words").fill(words)
        expect(page.locator("#segments"), words[:5]).to_have_text(count)
    page.get_by_label("Your words").fill("নমস্কার")
    expect(page.locator("#segments")).to_contain_text("shorten each text")


def test_without_javascript_everything_works_by_loading_again(officer: Callable[..., Any], site: Site) -> None:
    found = fill_the_queue(site)
    page = officer(java_script_enabled=False)
    expect(page.get_by_role("link", name="Load it again")).to_be_visible()
    expect(page.locator(".head")).to_contain_text("runs no scripts", use_inner_text=True)
    page.goto(f"/duty/conversations/{found['watched']}")
    page.get_by_role("button", name="Claim").or_(page.get_by_role("button", name="Take over from the assistant")).click()
    page.get_by_label("Your words").fill("Can we ring?")
    page.get_by_label("I have checked that it is safe to text").check()
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".line.staff", has_text="Can we ring?")).to_be_visible()


def test_by_keyboard_alone_an_alert_is_acknowledged(officer: Callable[..., Any], site: Site) -> None:
    fill_the_queue(site)
    page = officer()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id").startswith("ack-"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.get_by_text("Acknowledged. Others can see").wait_for()
    expect(page.get_by_text("Acknowledged by Amina")).to_be_visible()


def test_a_page_that_is_signed_out_says_so(officer: Callable[..., Any], site: Site) -> None:
    text_in(site.parts, "she took all the tablets", "+447700900160", Verdict("crisis", "suicidal_adult"))
    page = officer()
    page.get_by_text("she took all the tablets").wait_for()
    with site.parts.db.writing() as session:
        session.query(Staff).update({"session_epoch": 2})
    page.get_by_text("You are signed out: alerts do not reach this page.").wait_for(timeout=SOON_MS)
    assert find_signed_in(site.parts, 1, 1) is None
    expect(page.get_by_text("she took all the tablets")).to_have_count(0)  # nothing of a family stays on an empty desk's screen
    shoot(page, "duty-signed-out")


def test_an_opted_out_number_has_no_box_to_write_in(officer: Callable[..., Any], site: Site) -> None:
    conversation_id = text_in(site.parts, "PERSON", "+447700900151")
    with site.parts.db.writing() as session:
        session.query(PhoneNumber).update({"opted_out_at": site.parts.clock.now()})
    page = officer(f"/duty/conversations/{conversation_id}", PHONE)
    page.get_by_role("button", name="Claim").click()
    expect(page.get_by_text("ring instead")).to_be_visible()
    expect(page.locator("textarea")).to_have_count(0)
    shoot(page, "duty-opted-out")


def write_a_lot(site: Site, count: int = 25) -> str:
    """A long conversation of somebody who then asks for a person."""
    for number in range(1, count):
        text_in(site.parts, f"message {number}: the taxi did not come and nobody rang us back about it", "+447700900152")
    conversation_id = text_in(site.parts, "PERSON", "+447700900152")
    wait_for_handover(site, conversation_id)
    return conversation_id


def wait_for_handover(site: Site, conversation_id: str) -> None:
    """The site's own worker may be at it: a page without scripts shows only what is done when it is loaded."""
    until = time.monotonic() + 20
    while not handovers_of(site.parts, conversation_id) and time.monotonic() < until:
        time.sleep(0.05)


@pytest.mark.parametrize(("scripts", "width"), [(True, 390), (False, 390), (True, 320), (True, 1280)])
def test_a_long_conversation_opens_at_its_newest_message(officer: Callable[..., Any], site: Site, scripts: bool, width: int) -> None:
    write_a_lot(site)
    page = officer("/duty/", {"width": width, "height": 800}, java_script_enabled=scripts)
    press(page, page.get_by_role("link", name="Wants a person"))
    expect(page.locator(".line").last).to_be_in_viewport()
    expect(page.locator(".line").first).not_to_be_in_viewport()
    expect(page.locator("#latest")).to_be_focused()
    press(page, page.get_by_role("button", name="Take over").or_(page.get_by_role("button", name="Claim")))
    for seen in (page.locator(".line").last, page.get_by_text("You hold this conversation. The assistant is silent until"), page.get_by_label("Your words")):
        expect(seen).to_be_in_viewport()
    shoot(page, f"duty-newest-{width}{'' if scripts else '-plain'}")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Your words")).to_be_focused()
    page.get_by_label("Your words").fill("We are looking into it")
    press(page, page.get_by_role("button", name="Send"))
    expect(page.locator(".line.staff", has_text="We are looking into it")).to_be_in_viewport()
    expect(page.get_by_label("Your words")).to_be_in_viewport()
    press(page, page.get_by_role("button", name="Show the number"))
    expect(page.get_by_text("+447700900152")).to_be_in_viewport()


def test_a_new_line_keeps_the_box_in_place_and_is_pointed_to_further_up(officer: Callable[..., Any], site: Site) -> None:
    conversation_id = write_a_lot(site)
    page = officer(f"/duty/conversations/{conversation_id}", PHONE)  # no place in the address: the script goes to the newest
    expect(page.locator("#latest")).to_be_focused()
    press(page, page.get_by_role("button", name="Claim"))
    box, place = page.get_by_label("Your words"), "document.getElementById('text').getBoundingClientRect().top"
    box.fill("half a repl")
    before = page.evaluate(place)
    page.evaluate("document.querySelectorAll('.line').forEach((line) => { line.old = true; })")
    text_in(site.parts, "he has just come home by himself", "+447700900152")
    expect(page.locator(".line", has_text="he has just come home")).to_be_in_viewport(timeout=SOON_MS)
    assert abs(page.evaluate(place) - before) <= 2
    page.keyboard.type("y")
    expect(box).to_have_value("half a reply")
    assert page.locator(".line").evaluate_all("lines => lines.filter((line) => !line.old).length") == 1  # one is new in the log, so one is read out
    expect(page.get_by_role("log")).to_have_attribute("aria-labelledby", "transcript-title")
    expect(page.locator("#below")).to_be_hidden()
    page.evaluate("scrollTo(0, 0)")
    text_in(site.parts, "and he is safe", "+447700900152")
    page.get_by_role("link", name="New message below").wait_for(timeout=SOON_MS)
    assert page.evaluate("scrollY") == 0
    shoot(page, "duty-below")
    assert violations(page) == []
    page.get_by_role("link", name="New message below").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".line", has_text="and he is safe")).to_be_in_viewport()
    expect(page.locator("#below")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_many_alerts_leave_the_people_who_wait_in_reach(officer: Callable[..., Any], site: Site, width: int) -> None:
    fill_the_queue(site)
    for number in range(60, 70):
        text_in(site.parts, "HELP", f"+4477009001{number}")
    page = officer("/duty/", {"width": width, "height": 800})
    for name in ("Alerts 13", "Waiting for a person 4"):
        expect(page.get_by_role("link", name=name)).to_be_in_viewport()
    for danger in ("they held him down", "he hits me"):
        expect(page.get_by_text(danger).first).to_be_visible()
    shoot(page, f"duty-alerts-{width}")
    page.screenshot(path=SCREENSHOTS / f"duty-alerts-{width}-full.png", full_page=True)
    assert fits(page) and violations(page) == []
    more = page.locator("#more-alerts summary")
    expect(more).to_contain_text("and 10 more alerts: 10 × Texted HELP")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#more-alert-list > li").last).to_be_visible()
    text_in(site.parts, "HELP", "+447700900171")
    expect(more).to_contain_text("and 11 more alerts", timeout=SOON_MS)
    expect(page.locator("#more-alert-list > li").last).to_be_visible()
    page.get_by_role("link", name="Waiting for a person").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Waiting for a person")).to_be_in_viewport()
