"""A time limit from a day that a parent gives, without a case: what is read, what is counted, what is asked again, and what is left to Rasa."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from tests.dates.test_dates_read import READ
from tests.sms_tools import text_in
from webhook.bootstrap import Parts
from webhook.clients.rasa import FakeRasa
from webhook.services.answers.content import Content
from webhook.services.dates.events import LIMITS_OF, TOPICS
from webhook.services.dates.read import read_question
from webhook.services.steps.dates import answer_dates
from webhook.services.texts.text import count_segments, gsm7_length
from webhook.services.turn.heard import Heard, Turn
from webhook.store.conversations import Conversation
from webhook.store.messages import Message

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday
TODAY = NOW.date()
D = date.fromisoformat


def ask(content: Content, text: str, channel: str = "web", awaiting: str | None = None, **more: Any) -> Turn | None:
    conversation = SimpleNamespace(channel=channel, awaiting=awaiting, said_once=[], last_topic=more.pop("last_topic", None))
    values = {"previous_at": NOW, "number": None, "masked": text, "now": NOW, "lane": None, "topic": None, "flags": (), "alerted": False, "personal_kinds": (), **more}
    heard = Heard(inbound=SimpleNamespace(id=1), conversation=conversation, text=text, **values)  # type: ignore[arg-type]
    return answer_dates(SimpleNamespace(content=content, rasa=FakeRasa()), heard)  # type: ignore[arg-type]


def said(content: Content, text: str, channel: str = "web", **more: Any) -> str:
    turn = ask(content, text, channel, **more)
    assert turn is not None, text
    return "\n".join(reply.text for reply in turn.replies)


@pytest.mark.parametrize(
    "text",
    [
        "when should we hear, we asked in june",  # which day is not clear
        "we spoke on 3 june",  # nothing is asked
        "how long does an assessment take",
        "where is my case? we asked on 3 june when will we hear",  # the record answers that
        "we asked for short breaks on 3 june when should we hear",
        "asked for a blue badge on 3 june when will it come",
        "applied for ENG on 3 june when do we hear",
        "my son was born on 3 june 2018 when can he get an ehcp",
        "the review is on 3 december when will we get the decision",  # to come
        "deadline for final plan was 2 oct still only a draft",  # the day is a limit, no event
        "draft comments due by 5 today and the portal is down",
        "decision letter dated 14 oct how long till the plan",  # which decision is not clear
        "she is 7.5 years, how long does it take to get assessed",
        "he needs support 24/7, we asked. when will they answer",
        "surgery on 3 june when",
        "asked on 3 June, " + "and so it went on " * 30 + "what a year",  # a letter that asks for no date
        "refused 14 oct, final plan 3 nov, when?",  # two could be meant
        "",
    ],
)
def test_what_is_left_to_rasa(content: Content, text: str) -> None:
    assert read_question(text, TODAY) is None and ask(content, text) is None


def test_an_open_form_is_not_disturbed(content: Content) -> None:
    assert ask(content, READ[0][0], form_open=True) is None


def test_the_day_is_read_back_and_marked_as_theirs(content: Content) -> None:
    web = said(content, "asked on 3/6 when should we hear")
    assert web.startswith("You wrote 3/6. I read that as Wednesday 3 June 2026. I count from that day, as the day the council got your request. This is your date, not the council's record.")
    assert "The yes or no on assessing: by Wednesday 15 July 2026. The law gives 6 weeks. If you have not had it, this is past the time the law sets." in web
    assert "A letter, if there will be no plan: by Wednesday 23 September 2026" in web and "by Wednesday 21 October 2026" in web
    sms = said(content, "asked on 3/6 when should we hear", "sms")
    assert sms.startswith("From Wed 3 Jun 2026 (your date, not our record): yes or no on assessing by Wed 15 Jul (past); a final plan by Wed 21 Oct (past).")
    assert not said(content, "asked for assessment 2026-09-01 how many weeks").startswith("You wrote")


def test_before_the_limit_nothing_is_called_past(content: Content) -> None:
    for channel in ("web", "sms"):
        text = said(content, "we asked on 2 November, when should we hear", channel)
        assert "past" not in text.replace("(past)", "past") and ("Monday 14 December 2026" if channel == "web" else "Mon 14 Dec") in text


def test_the_day_it_counts_as_received(content: Content) -> None:
    web = said(content, "I emailed our ehcp request on 6/6/26. when will they decide")
    assert "It was sent on Saturday 6 June 2026, so it counts as received on Monday 8 June 2026." in web and "by Monday 20 July 2026" in web
    assert "From Mon 8 Jun 2026" in said(content, "posted the request 5 june when should we hear", "sms")


def test_the_20_weeks_do_not_run_from_the_yes(content: Content) -> None:
    turn = ask(content, "they agreed to assess on 10 july when is the plan due")
    assert turn is not None and "not from the day it agreed. Which day was that?" in turn.replies[0].text
    assert turn.changes["awaiting"] == "date:request"
    assert "by Wednesday 15 July 2026" in said(content, "it was 3 june", awaiting="date:request")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("asked on 31/2 when should we hear", "I can't find 31/2 in the calendar. Which day was it?"),
        ("asked on 31 november when should we hear", "I can't find 31 november in the calendar."),
        ("asked on 29 feb 2025 when should we hear", "I can't find 29 feb 2025 in the calendar."),
        ("asked on 0/6 when should we hear", "I can't find 0/6 in the calendar."),
        ("asked on 13/13/2026 when do we hear", "I can't find 13/13/2026 in the calendar."),
        ("asked on 3/6/2027 when should we hear", "Thursday 3 June 2027 has not come yet. Which day was it?"),
        ("refused 14 oct, certificate dated 31/2, last day to appeal?", "I can't find 31/2 in the calendar."),
    ],
)
def test_a_day_that_cannot_be_is_asked_for_again_kindly(content: Content, text: str, says: str) -> None:
    turn = ask(content, text)
    assert turn is not None and turn.replies[0].text.startswith(says) and "by " not in turn.replies[0].text.split("?")[0][len(says) :]
    assert turn.changes["awaiting"].startswith("date:")
    assert ask(content, text, "sms").replies[0].text.endswith("Text it like 3 June 2026.")  # type: ignore[union-attr]


def test_an_appeal_has_the_plain_day_and_who_advises(content: Content) -> None:
    turn = ask(content, "refusal letter dated 14 oct when is the last day to appeal")
    assert turn is not None and turn.topics == ["tribunal", "ehcna_refused"] and "Monday 14 December 2026" in turn.replies[0].text
    assert "This is a council service and what you write is kept" in turn.replies[0].text and turn.flags == ()
    assert [source["title"] for source in turn.replies[0].sources] == ["SEND Regulations 2014, regulation 33", "Tribunal Procedure (HESC Chamber) Rules 2008, rule 20"]
    sms = said(content, "refusal letter dated 14 oct when is the last day to appeal", "sms")
    assert "by Mon 14 Dec, or 1 month after your certificate, if later. First ring the mediation adviser" in sms and "Council service" in sms


def test_the_later_of_decision_and_certificate(content: Content) -> None:
    assert "by Thursday 14 January 2027" in said(content, "refused on 14 nov, certificate dated 20 nov, last day to appeal?")
    assert "by Sunday 20 December 2026" in said(content, "refused on 14 oct, certificate dated 20 nov, last day to appeal?")


@pytest.mark.parametrize(
    ("day", "web", "sms"),
    [
        ("23 sept", "Do this in the next hour. If you want to appeal, the last day is Monday 23 November 2026", "Ring the mediation adviser in your letter now."),
        ("24 sept", "Do this in the next hour.", "To appeal, the last day is Tue 24 Nov."),
        ("28 sept", "Do this first. If you want to appeal, the last day is Saturday 28 November 2026", "today if you can"),
        ("30 sept", "Do this first.", "To appeal, the last day is Mon 30 Nov."),
    ],
)
def test_the_last_week_begins_with_what_to_do_and_the_next_hour_is_for_today_and_tomorrow(content: Content, day: str, web: str, sms: str) -> None:
    text = f"refusal letter dated {day} when is the last day to appeal"
    turn, texted = ask(content, text), ask(content, text, "sms")
    assert turn is not None and turn.flags == ("urgent_today",) and turn.replies[0].text.startswith(web)
    assert texted is not None and sms in texted.replies[0].text and texted.replies[1].text.startswith("From")
    assert len(texted.replies) == 2 and all(count_segments(reply.text) <= 2 for reply in texted.replies)


def test_a_day_to_appeal_that_is_gone_still_has_a_way(content: Content) -> None:
    web = said(content, "refusal letter dated 1 sept when was the last day to appeal")
    assert "by Sunday 1 November 2026" in web and "This day has passed." in web and "Send the appeal at once" in web and "past the time the law" not in web


def test_august_and_christmas(content: Content) -> None:
    text = said(content, "refusal letter dated 28 oct when is the last day to appeal")
    assert "Monday 28 December 2026" in text and "Ask SENDIASS or IPSEA to check. Please don't wait." in text
    assert "Christmas" not in said(content, "refusal letter dated 14 oct when is the last day to appeal")


def test_what_is_late_leads_up_the_ladder(content: Content) -> None:
    turn = ask(content, READ[0][0])
    assert turn is not None and turn.topics == ["ehcna_timeline", "ehcp_late"]
    assert (turn.changes["last_topic"], turn.changes["ladder"]["problem"]) == ("ehcp_late", "decision_late")
    in_time = ask(content, "we asked on 2 November, when should we hear")
    assert in_time is not None and in_time.topics == ["ehcna_timeline"] and in_time.changes["ladder"] is None


def test_feeling_is_heard_first(content: Content) -> None:
    turn = ask(content, "im so tired. we asked on 3 June, when should we hear", "sms", lane="gentle")
    assert turn is not None and turn.lane == "gentle" and turn.said_once == ("gentle",)
    assert count_segments(turn.replies[0].text) <= 2 and not turn.replies[0].text.startswith("From")


def test_every_event_has_topics_words_and_a_text_that_fits(content: Content) -> None:
    assert set(LIMITS_OF) == set(TOPICS)
    for text, _, _ in READ:
        for channel in ("web", "sms"):
            turn = ask(content, text, channel)
            assert turn is not None and set(turn.topics) <= set(content.answers) and turn.lane == "answer"
            for reply in turn.replies:
                assert "{" not in reply.text and "  " not in reply.text
                assert channel == "web" or (count_segments(reply.text) <= 2 and gsm7_length(reply.text) is not None)
    assert all(content.status[f"event_{event}"].web and all(content.status[f"line_{key}"].web for key in keys) for event, keys in LIMITS_OF.items())
    assert {event for _, event, _ in READ} >= set(LIMITS_OF) - {"mediation_no"}


def test_a_day_to_appeal_is_never_counted_from_about_when(content: Content) -> None:
    for channel in ("web", "sms"):
        text = said(content, "they refused 3 weeks ago, when can i appeal", channel)
        assert "2 months" in text and "Which date is on the letter?" in text and "2 Nov" not in text
        assert said(content, "3 weeks ago", channel, awaiting="date:refused") == text
        assert "15 days" in (reply := said(content, "the draft came a week ago how long have i got", channel)) and "Which date is on the letter?" in reply


@pytest.mark.parametrize(
    "text", ["whats the last day to appeal", "last day to appeal?", "when do i have to appeal by", "how long do i have to appeal", "is there a deadline for the tribunal"]
)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_asked_for_the_last_day_to_appeal_the_rule_comes_and_which_day_is_needed(content: Content, text: str, channel: str) -> None:
    turn = ask(content, text, channel, flags=("urgent_today",), last_topic=None)
    assert turn is not None and turn.changes["awaiting"] == "date:refused" and turn.flags == ()
    reply = turn.replies[0].text
    assert "2 months" in reply and "1 month" in reply and "Which date is on the letter?" in reply and "IPSEA" in reply and (channel == "web" or count_segments(reply) <= 2)


def test_after_an_exclusion_it_is_another_appeal(content: Content) -> None:
    assert ask(content, "how long have i got to appeal", last_topic="exclusion_reduced_timetable") is None
    assert ask(content, "today is the last day to appeal") is None  # that is urgent


def test_the_record_of_what_they_wrote_stays_masked(parts: Parts) -> None:
    text_in(parts, "we asked on 3/6/26 when should we hear")
    with parts.db.reading() as session:
        assert session.query(Message).filter_by(sender="parent").one().text == "we asked on [date] when should we hear"
        assert session.query(Conversation).one().awaiting == "date:request"


def test_rasa_gets_what_is_not_clear(parts: Parts) -> None:
    parts.rasa.default = [{"say": "answer", "topics": ["ehcna_timeline"], "confidence": 0.9}]  # type: ignore[attr-defined]
    text_in(parts, "we asked in june when should we hear")
    assert len(parts.rasa.turns) == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("I emailed my request at 7pm on friday 6 november", "Monday 9 November 2026"),
        ("I emailed my request after 5pm on friday 6 november, when do i hear", "Monday 9 November 2026"),
        ("I emailed my request at 4pm on friday 6 november", "Friday 6 November 2026"),
        ("emailed the request on saturday 7 november 2026", "Monday 9 November 2026"),
        ("emailed the request on 7 november at 10am when do we hear", "Monday 9 November 2026"),
        ("emailed our request 9 nov 17:30 when do we hear", "Tuesday 10 November 2026"),
    ],
)
def test_an_email_after_five_or_at_a_weekend_counts_from_the_next_working_day(content: Content, text: str, counted: str) -> None:
    web = said(content, text)
    assert counted in web and (("counts as received on" in web) is ("6 November" not in counted))


def test_too_late_to_appeal_says_so_and_how_to_try(content: Content) -> None:
    web = said(content, "letter saying no assessment dated 15 june 2026 can i still appeal")
    assert "Saturday 15 August 2026" in web and "This day has passed." in web and "ask the judge to accept it" in web
