"""A day that comes after the question, is put right, or is only said to be so many weeks ago."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.family import MUM, hear
from tests.sms_tools import text_in
from tests.steps.test_steps_dates import ask, said
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.clock.limits import last_day
from webhook.services.dates.days_read import read_day
from webhook.services.render.say import say_day
from webhook.services.texts.text import count_segments, gsm7_length
from webhook.store.conversations import Conversation
from webhook.store.messages import Inbound

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday


TODAY = NOW.date()


D = date.fromisoformat


@pytest.mark.parametrize("text", ["3 June", "no i meant 3 june", "sorry, 3/6", "it was on the 3rd of June 2026.", "4/6/26 no wait 3/6/26", "3rd june then", "oh hang on it was 3 june",
     "not 4 june, 3 june", "its 3/6/2026 not 6/3/2026", "i got that wrong it was the 3rd of june"])  # fmt: skip
def test_a_correction_is_a_day_and_little_else(content: Content, text: str) -> None:
    assert "by Wednesday 15 July 2026" in said(content, text, awaiting="date:request")
    assert ask(content, text) is None and ask(content, text, awaiting="callback") is None


@pytest.mark.parametrize("text", ["can i come to the surgery on 3 june", "3 June or 4 June", "yes", "my taxi did not come on 3 june", "31", "not 3 june", "3 june not 4 june or 5 june"])
def test_something_else_with_a_day_in_it_is_no_correction(content: Content, text: str) -> None:
    assert read_day(text, TODAY) is None and ask(content, text, awaiting="date:request") is None


def test_the_whole_path_by_sms_answers_before_rasa_and_takes_a_correction(parts: Parts) -> None:
    first = text_in(parts, "we asked on 3/6 when should we hear")
    assert f"by {say_day(last_day('decision', D('2026-06-03')), 'sms')}" in first[0] and parts.rasa.turns == []  # type: ignore[attr-defined]
    assert "From Fri 6 Mar 2026" in text_in(parts, "no 6 march")[0]
    assert parts.rasa.turns == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("topic", "holds"),
    [
        ("ehcna_timeline", "yes or no on assessing by Wed 15 Apr 2026"),
        ("ehcp_late", "a final plan by Wed 22 Jul"),
        ("ehcp_draft", "to reply to the draft"),
        ("ehcna_refused", "your appeal by"),
    ],
)
def test_a_day_alone_after_a_general_answer_is_counted(content: Content, topic: str, holds: str) -> None:
    assert "From Wed 4 Mar 2026" in said(content, "03/04/26 no wait 04/03/26", "sms", last_topic=topic) and holds in said(content, "4/3/26", "sms", last_topic=topic)
    assert ask(content, "4/3/26", last_topic="holiday_clubs") is None and ask(content, "4/3/26", last_topic=topic, previous_at=NOW - timedelta(days=3)) is None


def test_asked_when_before_the_day_was_given_it_is_asked_for(parts: Parts) -> None:
    conversation, _ = hear(parts, MUM, "i have no reference number")
    with parts.db.writing() as session:
        session.get_one(Conversation, conversation).awaiting = "date:request"
        session.query(Inbound).update({"lane": "lookup", "state": "done"})
    (reply,) = text_in(parts, "ok so when should it be done by", number=MUM)[:1]
    assert reply == parts.content.status["dates_ask_day"].sms.format(year=2026)
    assert "From Wed 3 Jun 2026" in text_in(parts, "3 june", number=MUM)[0]


@pytest.mark.parametrize("text", ["and the final plan?", "so is it late", "when will it be finished"])
def test_what_is_asked_after_a_clock_leans_on_its_day(parts: Parts, text: str) -> None:
    text_in(parts, "we asked on 13 june when should we hear")
    assert "From Sat 13 Jun 2026" in text_in(parts, text)[0] and parts.rasa.turns == []  # type: ignore[attr-defined]


def test_how_long_after_a_late_clock_is_the_rule_and_not_the_same_dates_again(parts: Parts) -> None:
    dates = text_in(parts, "we asked on 13 june when should we hear")[0]
    rule = text_in(parts, "how long does it take")[0]
    assert rule != dates and "20 weeks for a final plan" in rule and "020 7974 6500" in rule


def test_a_day_of_something_else_is_not_counted_as_the_request(parts: Parts) -> None:
    text_in(parts, "they agreed to assess on 10 july when is the plan due")
    assert text_in(parts, "and the final plan?")[0] == parts.content.status["dates_ask_day"].sms.format(year=2026)


def test_a_plain_day_that_has_not_come_is_asked_again(content: Content) -> None:
    assert "has not come yet" in said(content, "we asked on 3 december 2026")
    assert "3 June" not in said(content, "03/04/26 no wait 04/03/26", awaiting="date:request").split("If that is")[0]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("her annual review was eight weeks ago and we have heard nothing", "2026-09-28"),
        ("its been 8 weeks since the annual review and no decision", "2026-09-28"),
        ("it's now 9 weeks after his review meeting and still no amended plan", "2026-09-21"),
        ("AR was 5 wks ago havent had the letter", "2026-10-19"),
        ("annual review a couple of months ago, not heard a thing", "2026-09-23"),
        ("8 weeks since her ehcp review, no paperwork", "2026-09-28"),
        ("our early review was 3 months ago and we have not received the amended plan", "2026-08-23"),
        ("my sons EHCP review meeting was six weeks ago. still nothing back", "2026-10-12"),
    ],
)
def test_a_review_weeks_ago_is_counted_at_once_and_the_day_is_only_asked_for_to_be_exact(content: Content, text: str, held: str) -> None:
    by = last_day("review_decision", D(held))
    for channel in ("web", "sms"):
        turn = ask(content, text, channel)
        assert turn is not None and turn.changes["awaiting"] == "date:review_meeting" and turn.changes["ladder"]["problem"] == "review_late"
        reply = turn.replies[0].text
        assert "about" in reply and say_day(by, channel) in reply and "past the time the law sets" in reply and "exact dates" in reply and "in writing" in reply
        assert channel == "web" or (count_segments(reply) <= 2 and gsm7_length(reply) is not None)
    exact = said(content, "it was 1 october", awaiting="date:review_meeting")
    assert "about" not in exact and say_day(last_day("review_decision", D("2026-10-01")), "web") in exact


@pytest.mark.parametrize("text", ["annual review was a month ago, no letter", "annual review was 4 weeks ago and no letter", "his review was 3 weeks ago, heard nothing"])
def test_what_may_not_be_late_yet_is_not_called_past(content: Content, text: str) -> None:
    for channel in ("web", "sms"):
        reply = said(content, text, channel)
        assert "past the time the law sets" not in reply and "(past)" not in reply and "decision" in reply


def test_the_day_of_a_letter_in_a_sentence_of_its_own_is_counted_and_kept_for_the_certificate(parts: Parts) -> None:
    """An older letter spoken of before is not the one a certificate belongs to."""
    text_in(parts, "the refusal letter is 30 june is it to late")
    told = " ".join(text_in(parts, "they refused to assess. letter was 23 sept. how long to appeal"))
    assert "From Wed 23 Sep 2026" in told and "your appeal by Mon 23 Nov" in told
    both = " ".join(text_in(parts, "mediation certificate dated 20 november"))
    assert "Wed 23 Sep 2026" in both and "20 Dec" in both and "Jun" not in both


def test_the_day_of_a_request_is_no_day_to_appeal_from(content: Content) -> None:
    assert ask(content, "they refused to assess. we asked on 3 june. how long to appeal") is None
