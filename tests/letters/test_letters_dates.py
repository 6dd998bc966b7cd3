"""The dates of a letter: which days are read, which are asked for again, and what the law counts from them."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.letter_steps import SECRET, TODAY, filled, form_for
from webhook.services.answers.content import Content
from webhook.services.letters.files import as_text
from webhook.services.letters.fill import LONG_CHARS, BadDate, read_date


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("3", "8", "2026"), date(2026, 8, 3)),
        (("03", "08", "26"), date(2026, 8, 3)),
        (("3", "aug", "2026"), date(2026, 8, 3)),
        (("3", "August", "2026"), date(2026, 8, 3)),
        (("3/8/2026", "", ""), date(2026, 8, 3)),
        (("3 August 2026", "", ""), date(2026, 8, 3)),
        (("29", "2", "2024"), date(2024, 2, 29)),
        (("23", "11", "2026"), TODAY),
    ],
)
def test_a_day_is_read(typed: tuple[str, str, str], expected: date) -> None:
    assert read_date(*typed, TODAY) == expected


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("3", "", "2026"), "incomplete"),
        (("", "8", "2026"), "incomplete"),
        (("soon", "", ""), "incomplete"),
        (("31", "2", "2026"), "unreal"),
        (("29", "2", "2026"), "unreal"),
        (("3", "13", "2026"), "unreal"),
        (("x", "8", "2026"), "unreal"),
        (("-3", "8", "2026"), "unreal"),
        (("٣", "8", "2026"), "unreal"),
        (("0", "0", "0"), "unreal"),
        (("3", "8", "20266"), "unreal"),
        (("24", "11", "2026"), "future"),
        (("3", "8", "2099"), "future"),
        (("3", "8", "1926"), "old"),
        (("3", "8", "206"), "old"),
    ],
)
def test_no_day_is_guessed(typed: tuple[str, str, str], why: str) -> None:
    with pytest.raises(BadDate) as refused:
        read_date(*typed, TODAY)
    assert refused.value.why == why


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("31", "2", "2026"), "there is no such date"),
        (("3", "", "2026"), "give the day, the month and the year"),
        (("24", "11", "2026"), "still to come"),
        (("3", "8", "1926"), "a long time ago"),
    ],
)
@pytest.mark.parametrize("wanted", ["", "docx", "txt"])
def test_a_bad_day_is_said_and_nothing_typed_is_lost(client: FlaskClient, content: Content, typed: tuple[str, str, str], says: str, wanted: str) -> None:
    day = dict(zip(("request_date-day", "request_date-month", "request_date-year"), typed, strict=True))
    form = form_for(content.letters["late"], **day, what="plan", **{"as": wanted})
    answer = client.post("/letters/late", data=form)
    page = html.unescape(answer.text)
    assert answer.mimetype == "text/html" and page.count(says) == 2  # in the summary and at the question
    assert 'href="#request_date-day"' in page and "<title>Check:" in page
    for key, value in form.items():
        if key == "what":
            assert 'name="what" value="plan" checked' in page
        elif key != "as":
            assert f'value="{value}"' in page or ">\n{}</textarea>".format(value.replace("\r\n", "\n")) in page, key


def test_change_something_shows_the_form_as_it_was(client: FlaskClient, content: Content) -> None:
    page = html.unescape(client.post("/letters/draft", data={**form_for(content.letters["draft"]), "as": "edit"}).text)
    assert f'value="{SECRET} child"' in page and 'value="wanted" checked' in page and f"{SECRET} needs" in page and "Please check these" not in page


def test_too_much_is_said_and_kept(client: FlaskClient) -> None:
    long = "বাং" * (LONG_CHARS // 3 + 1)
    page = client.post("/letters/complaint", data={"what": long, "effect": long, "wanted": long}).text
    assert page.count("longer than this box can take") == 6 and long in page


@pytest.mark.parametrize(
    ("form", "says", "past"),
    [
        ({"what": "decision", "request_date": "12 October 2026"}, "6 weeks from the day it got the request. Counted from 12 October 2026, that is by 23 November 2026.", False),
        ({"what": "decision", "request_date": "11 October 2026"}, "Counted from 11 October 2026, that is by 22 November 2026.", True),
        ({"what": "plan", "request_date": "3 August 2026"}, "20 weeks from the day it got the request. Counted from 3 August 2026, that is by 21 December 2026.", False),
        ({"what": "plan", "request_date": "1 March 2026"}, "Counted from 1 March 2026, that is by 19 July 2026.", True),
        ({"what": "review", "meeting_date": "1 October 2026"}, "4 weeks from the meeting. Counted from 1 October 2026, that is by 29 October 2026.", True),
        ({"what": "changed", "meeting_date": "1 October 2026"}, "12 weeks of the meeting. Counted from 1 October 2026, that is by 24 December 2026.", False),
    ],
)
def test_the_law_s_dates_are_counted_from_the_parent_s_and_past_only_when_past(content: Content, form: dict[str, str], says: str, past: bool) -> None:
    boxes = {f"{key}-day" if key.endswith("_date") else key: value for key, value in form.items()}
    made = filled(content, "late", **boxes)
    text = as_text(made)
    assert says in text
    assert ("past the time the law sets" in text) == past
    assert ("not over yet" in " ".join(made.notes)) != past
    due = re.search(r"by (\d+ \w+ \d{4})\.", says)[1]  # type: ignore[index]
    assert [day for _, day in made.worked_out] == [due]


def test_without_a_day_the_limit_is_named_and_no_date_made_up(content: Content) -> None:
    made = filled(content, "late", what="plan")
    text = as_text(made)
    assert "20 weeks from the day it got the request (SEND Regulations 2014, regulation 13)" in text and made.worked_out == []
    assert re.findall(r"\d+ \w+ \d{4}", text) == ["23 November 2026"]  # the letter's own date


def test_a_request_counts_from_today_and_a_draft_from_its_first_day(content: Content) -> None:
    assert "If you get it on 23 November 2026, that is by 4 January 2027." in as_text(filled(content, "request"))
    in_time, late = filled(content, "draft", **{"draft_date-day": "9 November 2026"}), filled(content, "draft", **{"draft_date-day": "8 November 2026"})
    assert "the 15 days run until 23 November 2026" in as_text(in_time) and not in_time.notes
    assert "15 days" not in as_text(late) and "Send your comments today anyway" in late.notes[0]


def test_a_choice_that_was_not_offered_counts_as_none(content: Content) -> None:
    assert as_text(filled(content, "late", what="<b>")) == as_text(filled(content, "late"))


def test_past_school_age_the_page_says_whose_right_it_is(content: Content) -> None:
    assert "the young person's own" in filled(content, "late", **{"born-day": "3 May 2010"}).notes[0]
    assert filled(content, "late", **{"born-day": "3 May 2012"}).notes == []
