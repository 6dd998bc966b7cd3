"""A parent and the chat, in a real browser: on a phone, by keyboard, without JavaScript, offline, and on the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.browser.conftest import DANGER, DESK, PHONE, UNCLEAR, WHEN_LATE, Site
from tests.browser.steps import answers, ask, count_inbound, shoot
from webhook.store.conversations import Conversation
from webhook.store.messages import Message

pytestmark = pytest.mark.browser
Open = Callable[..., Any]


def test_the_opening_has_one_box_four_chips_and_a_way_out(open_page: Open) -> None:
    page = open_page("/chat")
    assert page.locator(".chips button").all_inner_texts() == ["My child's plan is late", "Help at school", "Something to do", "Talk to a person"]
    expect(page.locator("textarea")).to_have_count(1)
    expect(page.get_by_role("button", name="Leave this page")).to_be_visible()
    expect(page.locator(".privacy")).to_contain_text("Staff can read it")
    expect(page.get_by_role("link", name="Language")).to_be_visible()
    expect(page.get_by_role("link", name="Easy read")).to_be_visible()
    expect(page.locator(".message")).to_have_count(0)  # no greeting bubble
    shoot(page, "phone-opening")


def test_a_parent_asks_on_a_phone_and_reads_the_answer(open_page: Open, site: Site) -> None:
    page = open_page("/chat")
    ask(page, WHEN_LATE)
    answer = answers(page).first
    expect(answer).to_contain_text(site.parts.content.answers["ehcna_timeline"].next_step)
    assert page.locator(".message.parent").inner_text().endswith(WHEN_LATE)
    expect(page.locator(".chips")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(page, "phone-answer")
    answer.get_by_text("Where this comes from · checked 21 November 2026").click()
    expect(answer.locator("details li")).to_have_count(len(site.parts.content.answers["ehcna_timeline"].sources))
    page.reload()
    answers(page)
    expect(page.locator(".message")).to_have_count(2)


def test_a_parent_asks_by_keyboard_alone(open_page: Open) -> None:
    page = open_page("/chat", DESK)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.type(WHEN_LATE)
    page.keyboard.press("Enter")
    answers(page)
    shoot(page, "desk-answer")


def test_on_a_desk_enter_sends_and_shift_enter_makes_a_line(open_page: Open) -> None:
    page = open_page("/chat", DESK)
    page.get_by_label("Write your question").focus()
    page.keyboard.type("two")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("lines")
    expect(page.get_by_label("Write your question")).to_have_value("two\nlines")
    page.keyboard.press("Enter")
    answers(page)
    expect(page.get_by_label("Write your question")).to_have_value("")


def test_on_a_phone_enter_makes_a_line_and_the_button_sends(open_page: Open, site: Site) -> None:
    page = open_page("/chat", PHONE, has_touch=True, is_mobile=True)
    page.get_by_label("Write your question").focus()
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    page.keyboard.type("lines")
    expect(page.get_by_label("Write your question")).to_have_value("two\nlines")
    assert count_inbound(site) == []
    page.get_by_role("button", name="Send").tap()
    answers(page)
    assert len(count_inbound(site)) == 1


def test_a_chip_asks_its_own_words(open_page: Open) -> None:
    page = open_page("/chat")
    page.get_by_role("button", name="Help at school").click()
    answers(page)
    expect(page.locator(".message.parent")).to_contain_text("Help at school")


def test_options_are_buttons_and_show_what_was_chosen(open_page: Open, site: Site) -> None:
    page = open_page("/chat")
    ask(page, UNCLEAR)
    name = site.parts.content.plain_name("sen_support_school")
    page.locator(".options").wait_for()
    shoot(page, "phone-options")
    page.get_by_role("button", name=name).click()
    answers(page, 2)
    expect(page.locator(".options")).to_have_count(0)
    expect(page.locator(".message.parent").last).to_contain_text(name)
    page.reload()
    answers(page, 2)
    expect(page.locator(".message.parent").last).to_contain_text(name)


def test_it_works_without_javascript(open_page: Open) -> None:
    page = open_page("/chat", java_script_enabled=False)
    ask(page, WHEN_LATE)
    answers(page)
    assert page.url.endswith("/chat#latest")
    expect(page.get_by_text("checked 21 November 2026")).to_be_visible()
    ask(page, UNCLEAR)
    page.locator(".options button").first.click()
    expect(answers(page, 3)).to_have_count(3)
    page.locator("textarea").fill("   ")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Please write a few words first.")).to_be_visible()
    shoot(page, "phone-without-javascript")
    page.get_by_role("button", name="Clear chat").click()
    expect(page.locator(".message")).to_have_count(0)
    expect(page.locator(".chips")).to_be_visible()


def test_without_javascript_a_slow_answer_can_be_looked_for(open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webhook.routes.pages.ANSWER_WAIT_S", 0.2)
    site.hold.set()
    page = open_page("/chat", java_script_enabled=False)
    ask(page, WHEN_LATE)
    expect(page.get_by_text("Your message is saved")).to_be_visible()
    site.hold.clear()
    page.wait_for_timeout(500)
    page.get_by_role("link", name="Look for the answer").click()
    answers(page)


def test_a_form_of_another_site_sends_nothing(open_page: Open, site: Site) -> None:
    page = open_page("/chat", java_script_enabled=False)
    page.context.request.post(f"{site.url}/chat", form={"text": "sent by somebody else", "form_token": "made up"})
    assert count_inbound(site) == []


def test_what_was_begun_without_javascript_goes_on_with_it(open_page: Open, chromium: Any, site: Site) -> None:
    page = open_page("/chat", java_script_enabled=False)
    ask(page, WHEN_LATE)
    state = page.context.storage_state()
    again = open_page("/chat", storage_state=state)
    answers(again)
    ask(again, "and then?")
    answers(again, 2)
    assert len({provider_id.split(":")[0] for provider_id in count_inbound(site)}) == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_leave_this_page_goes_and_forgets(open_page: Open, site: Site, javascript: bool) -> None:
    page = open_page("/chat", java_script_enabled=javascript)
    ask(page, WHEN_LATE)
    answers(page)
    page.get_by_role("button", name="Leave this page").click()
    page.wait_for_url(f"{site.elsewhere}/weather")
    if javascript:  # the chat's own place in the history is taken by the other page
        assert page.evaluate("history.length") <= 2
    page.wait_for_timeout(300)
    page.goto("/chat")
    page.wait_for_timeout(500)
    expect(page.locator(".message")).to_have_count(0)
    with site.parts.db.reading() as session:
        assert all(conversation.cleared_at for conversation in session.scalars(select(Conversation)))


def test_clear_chat_clears_and_the_chat_goes_on(open_page: Open) -> None:
    page = open_page("/chat")
    ask(page, WHEN_LATE)
    answers(page)
    page.get_by_label("Write your question").fill("half a thought")
    page.get_by_role("button", name="Clear chat").click()
    page.get_by_text("Cleared from this screen.").wait_for()
    expect(page.locator(".message")).to_have_count(0)
    expect(page.get_by_label("Write your question")).to_have_value("")
    page.reload()
    page.wait_for_timeout(500)
    expect(page.locator(".message")).to_have_count(0)
    expect(page.locator(".chips")).to_be_visible()
    ask(page, "one more question")
    expect(answers(page)).to_have_count(1)
    expect(page.locator(".message.parent")).to_have_count(1)


def test_offline_nothing_is_lost_and_it_is_sent_once(open_page: Open, site: Site) -> None:
    page = open_page("/chat")
    page.context.set_offline(True)
    ask(page, WHEN_LATE)
    page.get_by_text("You are offline.").wait_for()
    page.get_by_text("Not sent yet").wait_for()
    shoot(page, "phone-offline")
    page.get_by_label("Write your question").fill("and a second thing")
    page.context.set_offline(False)
    answers(page)
    assert page.get_by_label("Write your question").input_value() == "and a second thing"
    expect(page.get_by_text("You are offline.")).to_have_count(0)
    assert len(count_inbound(site)) == 1


def test_a_lost_receipt_does_not_send_twice(open_page: Open, site: Site) -> None:
    page = open_page("/chat")
    lost = []

    def lose_the_receipt(route: Any) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)  # the server took it; the browser never hears so
            return route.abort("connectionreset")
        return route.continue_()

    page.route("**/messages", lose_the_receipt)
    ask(page, WHEN_LATE)
    answers(page)
    page.wait_for_timeout(2500)
    assert lost == [202]
    assert len(count_inbound(site)) == 1
    expect(page.locator(".message.parent")).to_have_count(1)
    expect(page.locator(".unsent")).to_have_count(0)


def test_typed_words_survive_a_reload(open_page: Open) -> None:
    page = open_page("/chat")
    page.get_by_label("Write your question").fill("half a thought")
    page.reload()
    expect(page.get_by_label("Write your question")).to_have_value("half a thought")


def test_too_long_is_said_and_kept(open_page: Open, site: Site) -> None:
    page = open_page("/chat")
    ask(page, "a" * 1700)
    expect(page.get_by_text("longer than the 1600 characters")).to_be_visible()
    assert len(page.get_by_label("Write your question").input_value()) == 1700
    assert count_inbound(site) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_markup_in_a_message_is_text(open_page: Open, site: Site, javascript: bool) -> None:
    attack = '<img src=x onerror="document.title=1"><script>document.title=2</script> <a href="javascript:alert(1)">x</a>'
    page = open_page("/chat", java_script_enabled=javascript)
    ask(page, attack)
    answers(page)
    with site.parts.db.writing() as session:
        conversation = session.scalars(select(Conversation)).one()
        session.add(
            Message(
                conversation_id=conversation.id,
                sender="staff",
                text=f"{attack} https://ok.example/a",
                sources=[{"title": attack, "url": "javascript:alert(1)", "checked_on": "2026-11-21"}],
                buttons=[{"title": attack, "text": attack}],
                at=site.parts.clock.now(),
            )
        )
    page.reload()
    page.locator(".message.staff").wait_for()
    assert attack in page.locator(".message.parent").inner_text()
    assert attack in page.locator(".message.staff").inner_text()
    expect(page.locator(".message img, .message script")).to_have_count(0)
    assert page.locator(".message.staff a").evaluate_all("links => links.map(a => a.href)") == ["https://ok.example/a"]
    assert page.title() == "Ask about SEND in Camden"


def test_a_person_is_shown_as_a_person(open_page: Open, site: Site) -> None:
    page = open_page("/chat")
    ask(page, WHEN_LATE)
    answers(page)
    with site.parts.db.writing() as session:
        conversation = session.scalars(select(Conversation)).one()
        words = "I have looked. Please ring me on 020 7974 6500."
        session.add(Message(conversation_id=conversation.id, sender="staff", text=words, sources=[], buttons=[], at=site.parts.clock.now()))
    page.locator(".message.staff").wait_for()
    page.get_by_role("button", name="There is a new message below").click()
    page.wait_for_timeout(800)
    expect(page.locator(".message.staff")).to_contain_text("A person at the council")
    assert page.locator(".message.staff a").get_attribute("href") == "tel:02079746500"
    shoot(page, "phone-person")


def test_danger_shows_the_card_and_no_menu(open_page: Open) -> None:
    page = open_page("/chat")
    ask(page, DANGER)
    page.locator(".message.safety").wait_for()
    assert page.locator('.message.safety a[href^="tel:"]').count() >= 1
    expect(page.locator(".chips")).to_be_hidden()
    shoot(page, "phone-danger")


def test_it_says_so_while_the_service_starts(open_page: Open, site: Site) -> None:
    site.rasa.down = True
    page = open_page("/chat")
    page.get_by_text("The assistant is starting.").wait_for()
    shoot(page, "phone-starting")
    site.rasa.down = False
    page.get_by_text("The assistant is starting.").wait_for(state="hidden", timeout=20_000)


def test_small_screens_and_large_text_fit(open_page: Open) -> None:
    for viewport in ({"width": 320, "height": 568}, {"width": 640, "height": 400}):
        page = open_page("/chat", viewport)
        ask(page, WHEN_LATE)
        answers(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        targets = page.locator("button:visible, .tools a:visible, summary:visible")
        assert targets.evaluate_all("all => all.filter(one => one.getBoundingClientRect().height < 44).map(one => one.textContent)") == []
        shoot(page, f"small-{viewport['width']}")


def test_the_small_pages_lead_back(open_page: Open, site: Site) -> None:
    page = open_page("/chat")
    page.get_by_role("link", name="Easy read").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("About this chat: easy read")
    shoot(page, "phone-easy-read")
    page.get_by_role("link", name="Go to the chat").click()
    page.get_by_role("link", name="Language").click()
    expect(page.locator("main")).to_contain_text(site.parts.content.messages["other_language"].web.split(".")[0])
    shoot(page, "phone-language")
