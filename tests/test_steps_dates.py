"""A time limit from a day that a parent gives, without a case: what is read, what is counted, what is asked again, and what is left to Rasa."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sms_tools import text_in

from tests.family import MUM, hear
from webhook.bootstrap import Parts
from webhook.services.clock.limits import last_day
from webhook.services.content import Content
from webhook.services.dates_read import Day, read_day, read_question
from webhook.services.heard import Heard, Turn
from webhook.services.say import say_day
from webhook.services.steps_dates import LIMITS_OF, TOPICS, answer_dates
from webhook.services.text import count_segments, gsm7_length
from webhook.store.conversations import Conversation
from webhook.store.messages import Inbound, Message

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday
TODAY = NOW.date()
D = date.fromisoformat


def ask(content: Content, text: str, channel: str = "web", awaiting: str | None = None, **more: Any) -> Turn | None:
    conversation = SimpleNamespace(channel=channel, awaiting=awaiting, said_once=[], last_topic=more.pop("last_topic", None))
    values = {"previous_at": NOW, "number": None, "masked": text, "now": NOW, "lane": None, "topic": None, "flags": (), "alerted": False, "personal_kinds": (), **more}
    heard = Heard(inbound=SimpleNamespace(id=1), conversation=conversation, text=text, **values)  # type: ignore[arg-type]
    return answer_dates(SimpleNamespace(content=content), heard)  # type: ignore[arg-type]


def said(content: Content, text: str, channel: str = "web", **more: Any) -> str:
    turn = ask(content, text, channel, **more)
    assert turn is not None, text
    return "\n".join(reply.text for reply in turn.replies)


READ = [
    ("we asked on 3 June, when should we hear?", "request", "2026-06-03"),
    ("We applied for an EHCP on the 3rd of september, are they late?", "request", "2026-09-03"),
    ("asked on 3/6 when should we hear", "request", "2026-06-03"),  # day first
    ("asked on 3.6.26 when should i hear", "request", "2026-06-03"),
    ("asked for assessment 2026-09-01 how many weeks", "request", "2026-09-01"),
    ("our request was received 1st sept 2026. 20 weeks is when?", "request", "2026-09-01"),
    ("request submitted yesterday when do i hear back", "request", "2026-11-22"),
    ("when will the final plan come, we asked on 3 june", "request", "2026-06-03"),
    ("we asked 3 june and they agreed to assess on 10 july. when is the final plan due", "request", "2026-06-03"),
    ("i asked on 29 feb when should we hear", "request", "2024-02-29"),  # the most recent there was
    ("we asked on 25 december when should we hear", "request", "2025-12-25"),
    ("we asked on 23 november when should we hear", "request", "2026-11-23"),
    ("asked last year, 3 June last year, when should they have answered", "request", "2025-06-03"),
    ("applied June 3rd 2026 when is the deadline", "request", "2026-06-03"),
    ("asked on 3/14 when do we hear", "request", "2026-03-14"),  # there is no fourteenth month
    ("draft came on 2/11 how long have i got", "draft", "2026-11-02"),
    ("draft ehcp sent to us on 9th november deadline for comments", "draft", "2026-11-09"),
    ("refusal letter dated 14 oct when is the last day to appeal", "refused", "2026-10-14"),
    ("they said no on 14 October, how long have I got", "refused", "2026-10-14"),
    ("decision letter dated 14 oct how long to appeal", "refused", "2026-10-14"),
    ("letter saying no plan dated 14 oct how long to appeal", "no_plan", "2026-10-14"),
    ("the final plan was sent 3 nov, how long do I have to appeal", "final", "2026-11-03"),
    ("mediation certificate dated 1 nov last day to appeal?", "certificate", "2026-11-01"),
    ("annual review was on 12 Oct when do we get the decision", "review_meeting", "2026-10-12"),
    ("last review was 3 nov 2025 when is the next review due", "plan", "2025-11-03"),
    ("amendment notice came 2 nov how long to reply", "changes", "2026-11-02"),
    ("we moved here on 1 november when will the council write", "moved", "2026-11-01"),
    ("EP was asked on 5 October when is the report due", "advice", "2026-10-05"),
    ("we asked for mediation on 2 nov when must it be", "mediation_asked", "2026-11-02"),
    ("they agreed to assess on 10 july when is the plan due", "agreed", "2026-07-10"),
]


@pytest.mark.parametrize(("text", "event", "day"), READ)
def test_what_is_read(text: str, event: str, day: str) -> None:
    asked = read_question(text, TODAY)
    assert asked is not None and (asked.event, asked.day.day, asked.day.wrong) == (event, D(day), "")


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
        "asked on 3 June, " + "and so it went on " * 30 + "when should we hear",
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


@pytest.mark.parametrize("text", ["3 June", "no i meant 3 june", "sorry, 3/6", "it was on the 3rd of June 2026.", "4/6/26 no wait 3/6/26", "3rd june then", "oh hang on it was 3 june",
     "not 4 june, 3 june", "its 3/6/2026 not 6/3/2026", "i got that wrong it was the 3rd of june"])  # fmt: skip
def test_a_correction_is_a_day_and_little_else(content: Content, text: str) -> None:
    assert "by Wednesday 15 July 2026" in said(content, text, awaiting="date:request")
    assert ask(content, text) is None and ask(content, text, awaiting="callback") is None


@pytest.mark.parametrize("text", ["can i come to the surgery on 3 june", "3 June or 4 June", "yes", "my taxi did not come on 3 june", "31", "not 3 june", "3 june not 4 june or 5 june"])
def test_something_else_with_a_day_in_it_is_no_correction(content: Content, text: str) -> None:
    assert read_day(text, TODAY) is None and ask(content, text, awaiting="date:request") is None


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


@given(st.dates(D("2022-12-01"), TODAY), st.sampled_from(["%-d %B %Y", "%d/%m/%Y", "%d-%m-%y", "%Y-%m-%d", "%-d %b %Y", "%B %-d, %Y"]))
def test_any_past_day_is_read_however_it_is_written(day: date, form: str) -> None:
    asked = read_question(f"we asked on {day.strftime(form)} when should we hear", TODAY)
    assert asked is not None and asked.day.day == day


@given(st.dates(D("2025-11-24"), TODAY))
def test_a_day_without_a_year_is_the_most_recent(day: date) -> None:
    assert read_day(day.strftime("%-d %B"), TODAY) == Day(day.strftime("%-d %B"), day, sure=False)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    read_day(text, TODAY)
    asked = read_question(f"we asked on {text} 3/6 when", TODAY)
    assert asked is None or asked.day.day is None or asked.day.wrong or asked.day.day <= TODAY


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


@pytest.mark.parametrize("text", ["and the final plan?", "so is it late", "when will it be finished", "how long does it take"])
def test_what_is_asked_after_a_clock_leans_on_its_day(parts: Parts, text: str) -> None:
    text_in(parts, "we asked on 13 june when should we hear")
    assert "From Sat 13 Jun 2026" in text_in(parts, text)[0] and parts.rasa.turns == []  # type: ignore[attr-defined]


def test_a_day_of_something_else_is_not_counted_as_the_request(parts: Parts) -> None:
    text_in(parts, "they agreed to assess on 10 july when is the plan due")
    assert text_in(parts, "and the final plan?")[0] == parts.content.status["dates_ask_day"].sms.format(year=2026)


@pytest.mark.parametrize(
    ("text", "day"),
    [("asked 4 weeks ago", "2026-10-26"), ("we asked for an assessment on 3/4/26, its now months", "2026-04-03"), ("applied 3rd april still nothing", "2026-04-03"),
     ("i requested an assessment two months ago, when do i hear", "2026-09-23")],
)  # fmt: skip
def test_a_request_is_counted_from_about_when_too(text: str, day: str) -> None:
    asked = read_question(text, TODAY)
    assert asked is not None and (asked.event, asked.day.day) == ("request", D(day))


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
    ("text", "event", "day"),
    [
        ("letter saying no assessment dated 15 june 2026 can i still appeal", "refused", "2026-06-15"),
        ("we asked on 3 june", "request", "2026-06-03"),
        ("asked last tuesday", "request", "2026-11-17"),
        ("sent it 20 sept, 8 wks, no answer", "request", "2026-09-20"),
        ("sent it 20 sept, 12 wks, no answer", "request", "2026-09-20"),
        ("we asked on 03/04/26 no wait 04/03/26 when should we hear", "request", "2026-03-04"),
        ("applied 3 june 2026 and heard nothing", "request", "2026-06-03"),
    ],
)
def test_said_as_people_say_it_a_day_still_reaches_the_clock(text: str, event: str, day: str) -> None:
    asked = read_question(text, TODAY)
    assert asked is not None and (asked.event, asked.day.day) == (event, D(day))


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


def test_a_plain_day_that_has_not_come_is_asked_again(content: Content) -> None:
    assert "has not come yet" in said(content, "we asked on 3 december 2026")
    assert "3 June" not in said(content, "03/04/26 no wait 04/03/26", awaiting="date:request").split("If that is")[0]


@pytest.mark.parametrize("text", ["we asked the school on 3 june for more help", "sent my son to nursery on 3 june", "I asked for a person on 3 june", "we got the final plan on 3 june"])
def test_a_day_in_a_story_is_left_alone(text: str) -> None:
    assert read_question(text, TODAY) is None


def test_weeks_ago_in_a_long_letter_asks_for_no_day() -> None:
    letter = (
        "Hi, my daughter is 9. The school has cut her to mornings since half term and rings me to fetch her most days. Is that even legal? "
        "Her annual review was eight weeks ago and we have heard nothing. And can I claim anything?"
    )
    assert read_question(letter, date(2026, 11, 22)) is None
    short = read_question("her annual review was eight weeks ago and we have heard nothing", date(2026, 11, 22))
    assert short is not None and (short.event, short.day.day, short.day.wrong) == ("review_meeting", date(2026, 9, 27), "")


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


@pytest.mark.parametrize(
    "text",
    [
        "how many weeks after the annual review do they decide",
        "do they have 4 weeks after the annual review to decide",
        "4 weeks after the review meeting when do we get the decision",
        "her review is in 8 weeks when will we hear",
        "his annual review was 8 weeks ago and it went well",
        "his medication review was 8 weeks ago and no letter",
        "the review of my complaint was 8 weeks ago no reply",
        "she started school 3 weeks ago and we are still waiting for transport",
    ],
)
def test_weeks_of_something_else_or_of_the_rule_are_not_counted(text: str) -> None:
    assert read_question(text, TODAY) is None
