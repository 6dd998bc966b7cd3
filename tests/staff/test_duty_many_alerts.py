"""Many open alerts: whatever may be about danger stands on the queue's page, the rest is one press away, and the count is true."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.duty_steps import CRISIS, pass_time, signed_in, text_in
from webhook.bootstrap import Parts
from webhook.services.turn.work import work_conversation
from webhook.store.duty import Alert


@pytest.fixture
def officer(client: FlaskClient, parts: Parts) -> FlaskClient:
    """An officer, signed in; the assistant has no answer to anything."""
    parts.rasa.default = [{"say": "unsure"}]  # type: ignore[attr-defined]
    return signed_in(client, parts)


def raise_alerts(parts: Parts, kind: str, count: int) -> None:
    """So many alerts, a minute apart, the last one now."""
    with parts.db.writing() as session:
        session.add_all(Alert(kind=kind, detail=f"{kind} {number}", at=parts.clock.now() - timedelta(minutes=count - number)) for number in range(1, count + 1))


def shown(page: str) -> list[str]:
    """What the cards that are not folded say."""
    return re.findall(r"<blockquote>(.*?)</blockquote>", page.split('<details id="more-alerts"')[0])


def test_a_few_are_all_shown(officer: FlaskClient, parts: Parts) -> None:
    raise_alerts(parts, "sms_unknown", 3)
    page = officer.get("/duty/").text
    assert len(shown(page)) == 3 and "more-alerts" not in page


def test_of_many_the_newest_are_shown_and_the_rest_is_counted_by_kind(officer: FlaskClient, parts: Parts) -> None:
    raise_alerts(parts, "sms_unknown", 8)
    raise_alerts(parts, "help_word", 2)
    page = officer.get("/duty/").text
    assert shown(page) == ["help_word 2", "help_word 1", "sms_unknown 8"]
    assert "and 7 more alerts" in page and "7 × A text may not have arrived" in page
    assert re.search(r'Alerts <span class="count">10</span></h2>', page) and page.count('<button id="ack-') == 10


def test_whatever_may_be_about_danger_is_never_folded(officer: FlaskClient, parts: Parts) -> None:
    for kind in ("concern", "crisis", "opted_out_danger"):
        raise_alerts(parts, kind, 2)
    raise_alerts(parts, "help_word", 1)
    page = officer.get("/duty/").text
    assert len(shown(page)) == 6 and "help_word 1" not in shown(page) and "and 1 more alert<" in page
    assert shown(page)[-2:] == ["concern 1", "concern 2"]  # who has waited longest comes first


@pytest.mark.parametrize("since", ["before", "after"])
def test_no_number_of_others_hides_a_crisis(officer: FlaskClient, parts: Parts, since: str) -> None:
    if since == "before":
        text_in(parts, "she took all the tablets", verdict=CRISIS)
        pass_time(parts, minutes=1)
    raise_alerts(parts, "sms_unknown", 230)
    if since == "after":
        pass_time(parts, minutes=1)
        text_in(parts, "she took all the tablets", verdict=CRISIS)
    assert shown(officer.get("/duty/").text)[:1] == ["she took all the tablets"]
    assert "Crisis" in officer.get("/duty/alert-bar").text


def test_after_an_outage_the_page_says_that_the_assistant_answers_again(officer: FlaskClient, parts: Parts) -> None:
    parts.rasa.down = True  # type: ignore[attr-defined]
    conversation = text_in(parts, "how long does a plan take")
    assert "The assistant is not answering" in officer.get("/duty/").text
    parts.rasa.down = False  # type: ignore[attr-defined]
    pass_time(parts, seconds=parts.settings.rasa_retry_s + 1)
    work_conversation(parts, conversation)
    page = officer.get("/duty/").text
    assert "The assistant is answering again" in page and "It did not answer from" in page and "The assistant is not answering" not in page
    assert "Acknowledged by None" not in officer.get(f"/duty/conversations/{conversation}").text
