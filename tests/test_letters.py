"""The letters: their content's rules, what a form makes of them, the files, and that nothing typed is kept anywhere."""

from __future__ import annotations

import html
import logging
import re
import shutil
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.conftest import NOON, FakeSafety, Verdict
from tests.sms_tools import text_in
from webhook.bootstrap import Parts
from webhook.services.content import Content, load_content
from webhook.services.content_rules import ContentError
from webhook.services.letter_files import as_docx, as_text
from webhook.services.letter_fill import LONG_CHARS, BadDate, FilledLetter, fill_letter, read_date, read_form
from webhook.services.letters import Letter
from webhook.services.linking import link_text
from webhook.services.render import answer_reply, letter_line
from webhook.services.text import count_segments
from webhook.settings import ROOT
from webhook.store.db import Base

TODAY = NOON.date()  # 23 November 2026
LETTERS = ("request", "late", "draft", "review", "provision", "education", "complaint", "records")
SECRET = "Zebedee Quillfeather"
LONG = "First line\r\nThe second line\r\n\r\nafter a gap"


def form_for(letter: Letter, **changes: str) -> dict[str, str]:
    """A form with every question answered."""
    form: dict[str, str] = {}
    for field in letter.fields:
        if field.kind == "date":
            form |= {f"{field.key}-day": "3", f"{field.key}-month": "August", f"{field.key}-year": "2026"}
        elif field.kind == "choice":
            form[field.key] = next(iter(field.options))
        else:
            form[field.key] = f"{SECRET} {field.key}" + (f"\r\n{LONG}" if field.kind == "long" else "")
    return {**form, **changes}


def filled(content: Content, key: str, **form: str) -> FilledLetter:
    given = read_form(content.letters[key], form, TODAY)
    assert given.problems == {}
    return fill_letter(content.letters[key], given, TODAY)


def rows(parts: Parts) -> dict[str, int]:
    with parts.db.reading() as session:
        return {name: session.scalar(select(func.count()).select_from(table)) or 0 for name, table in Base.metadata.tables.items()}


# ---- The eight letters ----


def test_the_eight_letters_are_there_in_order(content: Content) -> None:
    assert tuple(content.letters) == LETTERS


@pytest.mark.parametrize("key", LETTERS)
def test_a_blank_form_gives_a_letter_to_fill_in_by_hand(content: Content, key: str) -> None:
    letter = content.letters[key]
    text = as_text(filled(content, key))
    assert "[your name]" in text and not re.search(r"[{}]|\n[^\n]*:\s*\n\n|\bNone\b", text), text
    assert len(text.split()) > 50
    assert all(field.blank in text for field in letter.fields if field.blank)


@pytest.mark.parametrize("key", LETTERS)
def test_a_full_form_shows_every_answer_and_no_blank(content: Content, key: str) -> None:
    letter = content.letters[key]
    made = filled(content, key, **form_for(letter))
    text = as_text(made)
    assert not made.gaps and "[" not in text and "{" not in text
    assert all(f"{SECRET} {field.key}" in text for field in letter.fields if field.kind in ("line", "long"))
    assert "The second line\n\nafter a gap" in text
    assert made.day == "23 November 2026" and made.day in text


@pytest.mark.parametrize("key", LETTERS)
def test_the_word_file_opens_again_and_holds_the_same_words(client: FlaskClient, content: Content, key: str) -> None:
    form = form_for(content.letters[key])
    answer = client.post(f"/letters/{key}", data={**form, "as": "docx"})
    assert answer.headers["Content-Disposition"] == f'attachment; filename="letter-{key}.docx"'
    document = Document(BytesIO(answer.data))
    words = "\n\n".join(paragraph.text for paragraph in document.paragraphs) + "\n"
    assert words == as_text(filled(content, key, **form))
    about = document.core_properties
    assert (about.author, about.comments, about.title) == ("", "", content.letters[key].title)


@pytest.mark.parametrize("key", LETTERS)
def test_the_text_file_and_the_page_hold_the_same_words(client: FlaskClient, content: Content, key: str) -> None:
    form = form_for(content.letters[key])
    expected = as_text(filled(content, key, **form))
    answer = client.post(f"/letters/{key}", data={**form, "as": "txt"})
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.data.decode("utf-8-sig").replace("\r\n", "\n") == expected
    page = html.unescape(client.post(f"/letters/{key}", data=form).text)
    assert re.search(r'<textarea id="plain" hidden readonly>\n(.*?)</textarea>', page, re.DOTALL)[1] == expected  # type: ignore[index]
    assert all(f"<p>{paragraph}</p>" in page for paragraph in filled(content, key, **form).paragraphs)


def test_a_word_file_takes_what_a_phone_keyboard_sends() -> None:
    awkward = "emoji 🙂, বাংলা, \x00\x0b\ufffe<&>"
    letter = FilledLetter("t", ["to"], "day", "subject", [awkward.replace("\x00", "").replace("\x0b", " ").replace("\ufffe", "")], [], [], False)
    assert Document(BytesIO(as_docx(letter, NOON))).paragraphs[-1].text == "emoji 🙂, বাংলা,  <&>"


def test_what_cannot_stand_in_a_file_is_taken_out_of_what_was_typed(client: FlaskClient) -> None:
    answer = client.post("/letters/late", data={"child": "A\x00B\x0bC\ufffe 🙂 বাংলা", "as": "docx"})
    assert "AB C 🙂 বাংলা" in Document(BytesIO(answer.data)).paragraphs[2].text


# ---- Dates ----


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


# ---- What a stranger might type ----


def test_markup_and_slots_stay_words(client: FlaskClient) -> None:
    evil = "<script>alert(1)</script>\"'{name}{council_name_full}{{7*7}}</textarea>"
    page = client.post("/letters/complaint", data={"child": evil, "what": evil, "name": "Real Name"}).text
    assert "<script>alert" not in page and "</textarea>&" not in page
    assert evil in html.unescape(page) and page.count("{name}{council_name_full}{{7*7}}") >= 3
    again = client.post("/letters/complaint", data={"child": evil, "what": evil, "as": "edit"}).text
    assert "<script>alert" not in again and evil in html.unescape(again)
    text = client.post("/letters/complaint", data={"child": evil, "as": "txt"}).text
    assert evil in text


def test_no_page_has_inline_script_or_style_or_an_unfilled_slot(client: FlaskClient, content: Content) -> None:
    for key in LETTERS:
        for page in (client.get("/letters").text, client.get(f"/letters/{key}").text, client.post(f"/letters/{key}", data=form_for(content.letters[key])).text):
            assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page), key
            assert "{" not in page and "built-in" not in page, key


def test_an_unknown_letter_is_not_there(client: FlaskClient) -> None:
    assert client.get("/letters/lottery").status_code == client.post("/letters/lottery", data={"name": "x"}).status_code == 404
    assert client.get("/letters/../content").status_code == 404


# ---- Kept nowhere ----


@pytest.mark.parametrize("wanted", ["", "docx", "txt", "edit"])
def test_nothing_typed_is_stored_logged_or_put_in_an_address(client: FlaskClient, parts: Parts, content: Content, caplog: pytest.LogCaptureFixture, wanted: str) -> None:
    caplog.set_level(logging.DEBUG)
    before = rows(parts)
    for key in LETTERS:
        answer = client.post(f"/letters/{key}", data={**form_for(content.letters[key]), "as": wanted})
        assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers and "Location" not in answer.headers and "Quillfeather" not in str(answer.headers)
        assert not re.search(r'(?:href|action|src)="[^"]*Quillfeather', answer.text if wanted in ("", "edit") else "")
    assert rows(parts) == before and sum(before.values()) == 0
    assert "Quillfeather" not in caplog.text
    assert parts.sms.sent == [] and parts.queue.jobs == []  # type: ignore[attr-defined]
    assert b"Quillfeather" not in b"".join(path.read_bytes() for path in Path(parts.settings.queue_path).parent.rglob("*") if path.is_file())


def test_a_form_too_big_to_be_a_letter_is_refused_without_its_words(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    answer = client.post("/letters/late", data={"child": "Quillfeather " * 30_000})
    assert answer.status_code == 413 and "Quillfeather" not in answer.text + caplog.text


def test_the_promise_comes_before_anything_is_asked(client: FlaskClient) -> None:
    for address in ("/letters", *(f"/letters/{key}" for key in LETTERS)):
        page = client.get(address).text
        promise = page.index("This is a council service, but the letter is yours.")
        assert promise < page.index("<form" if "<form" in page else "<ul")
        assert "Set-Cookie" not in client.get(address).headers


def test_no_address_is_shown_that_nobody_confirmed(client: FlaskClient, content: Content) -> None:
    unconfirmed = {str(contact.get(key)) for contact in content.contacts.values() if not contact["confirmed"] for key in ("email", "address", "number") if contact.get(key)}
    assert unconfirmed
    for key in LETTERS:
        page = html.unescape(client.post(f"/letters/{key}", data={}).text)
        assert not [lead for lead in unconfirmed if lead in page], key
        assert "We have no checked address for this letter." in page


def test_a_confirmed_address_is_in_the_letter(folder: Path) -> None:
    raw = yaml.safe_load((folder / "contacts.yml").read_text("utf-8"))
    for contact in raw["contacts"]:
        if contact["key"] == "sen_team_email":
            contact |= {"confirmed": True, "email": "sen@council.example"}
    (folder / "contacts.yml").write_text(yaml.safe_dump(raw), "utf-8")
    content = load_content(folder)
    assert filled(content, "late").to[-1] == "sen@council.example"
    assert "sen@council.example" not in filled(content, "records").to


# ---- The rules of the content ----


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that a test may spoil."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path / "content"


def spoil(folder: Path, **changes: Any) -> None:
    path = folder / "letters" / "late.yml"
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text("utf-8")), **changes}, allow_unicode=True), "utf-8")


NAME = {"key": "name", "label": "Your name", "blank": "[your name]"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"sources": []}, "has no sources"),
        ({"sources": [{"title": "x", "url": "https://x.example"}]}, "a source has no checked_on"),
        ({"sources": [{"title": "x", "checked_on": "2026-11-21"}]}, "a source has no url"),
        ({"sources": [{"title": "x", "url": "http://x.example", "checked_on": "2026-11-21"}]}, "not https"),
        ({"checked_on": None}, "has no checked_on"),
        ({"checked_on": "soon"}, "checked_on is not a date"),
        ({"law": ""}, "has no law"),
        ({"key": "other"}, "says key other"),
        ({"topics": ["lottery"]}, "unknown topic lottery"),
        ({"topics": ["ehcna_request"]}, "topic ehcna_request has the letter"),
        ({"body": ["Dear {nobody}, {name}"]}, "unknown slot {nobody}"),
        ({"subject": "{council_mayor}"}, "council.yml has no mayor"),
        ({"to": {"name": "x", "contacts": ["nobody"]}}, "unknown contact nobody"),
        ({"to": {"contacts": []}}, "to has no name"),
        ({"to": "The council"}, "to has no name"),
        ({"body": ["Unfortunately you failed. {name}"]}, "says “Unfortunately”"),
        ({"next": ["Don't worry."]}, "says “Don't worry”"),
        ({"next": ["Reply YES to go on."]}, "opt-out word YES"),
        ({"fields": [{**NAME, "kind": "photo"}]}, "unknown kind photo"),
        ({"fields": [{"key": "name", "label": "Your name"}]}, "neither optional nor has a [blank]"),
        ({"fields": [{"key": "name", "blank": "[x]"}]}, "field name has no label"),
        ({"fields": [NAME, NAME]}, "two fields are called name"),
        ({"fields": [NAME, {"key": "bank", "label": "Bank", "optional": True}]}, "field bank is asked for and never used"),
        ({"fields": [{"key": "what", "kind": "choice", "label": "What"}]}, "field what has no options"),
        ({"dates": {"decision_due": {"rule": "guess", "from": "request_date"}}}, "unknown rule guess"),
        ({"dates": {"decision_due": {"rule": "decision_due", "from": "child"}}}, "counts from child, which is no date field"),
        ({"notes": [{"text": "x", "when": {"what": "never"}}]}, "waits for what to be never"),
        ({"notes": [{"text": "x", "without": "nothing"}]}, "waits for no nothing"),
    ],
)
def test_a_letter_that_breaks_a_rule_is_refused_by_name(folder: Path, changes: dict[str, Any], says: str) -> None:
    spoil(folder, **changes)
    with pytest.raises(ContentError) as refused:
        load_content(folder)
    assert any("letters/" in problem and says in problem for problem in refused.value.problems), refused.value.problems


@pytest.mark.parametrize("words", ["a: [unclosed", "just words", ""])
def test_a_broken_file_is_named(folder: Path, words: str) -> None:
    (folder / "letters" / "late.yml").write_text(words, "utf-8")
    with pytest.raises(ContentError, match=r"letters/late\.yml"):
        load_content(folder)


def test_a_council_may_leave_letters_out(folder: Path) -> None:
    spoil(folder, off=True)
    assert "late" not in load_content(folder).letters
    shutil.rmtree(folder / "letters")
    assert load_content(folder).letters == {}


def test_a_name_the_council_has_not_given_drops_its_line(folder: Path) -> None:
    path = folder / "council.yml"
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text("utf-8")), "duty_line": None}), "utf-8")
    letter = load_content(folder).letters["late"]
    assert len(letter.next) == 2 and "None" not in str(letter) and "{" not in str(letter.next)


# ---- The line under an answer ----


def test_an_answer_leads_to_its_letter_on_the_web(parts: Parts) -> None:
    body = answer_reply(parts, parts.content.answers["ehcp_late"], "web").text
    assert body.endswith("\n\nYou can use our letter: Chasing a decision or a plan that is late. https://send.example/letters/late")
    assert answer_reply(parts, parts.content.answers["ehcp_late"], "web", "if_late").text.endswith("/letters/late")
    assert "letters/" not in answer_reply(parts, parts.content.answers["ehcp_late"], "web", "cost").text
    assert "letters/" not in answer_reply(parts, parts.content.answers["blue_badge"], "web").text


def test_by_sms_the_line_is_there_only_where_it_fits(parts: Parts) -> None:
    with_letter = set()
    for topic, answer in parts.content.answers.items():
        for part in ("short", *answer.parts):
            text = answer_reply(parts, answer, "sms", part).text
            assert count_segments(text) <= 2, (topic, part)
            if "letters/" in text:
                with_letter.add((topic, part))
                assert text.endswith(f"(Checked {answer.checked_on:%-d %b %Y}) {letter_line(parts, topic, 'sms')}")
    assert ("ehcp_late", "how") in with_letter
    parts.settings.__dict__["public_base"] = f"https://{'long-' * 20}name.example"
    assert "letters/" not in answer_reply(parts, parts.content.answers["ehcp_late"], "sms", "how").text
    assert not [where for where in with_letter if where[1] in ("who", "cost", "bring", "how_long")]


def test_where_feeling_was_shown_the_kind_sentence_has_the_room(parts: Parts) -> None:
    parts.rasa.default = [{"say": "answer", "topics": ["ehcp_late"], "confidence": 0.9}]  # type: ignore[attr-defined]
    assert "send.example/letters/late" in text_in(parts, "plan is late")[0]
    said = "plan is late and i am so tired"
    parts.safety = FakeSafety({said: Verdict(lane="gentle")})  # type: ignore[assignment]
    softened = text_in(parts, said)[0]
    assert "letters/" not in softened and count_segments(softened) <= 2
    assert parts.content.answers["ehcp_late"].short.sms in softened


def test_every_line_leads_to_a_page_that_is_there(client: FlaskClient, parts: Parts) -> None:
    topics = [topic for letter in parts.content.letters.values() for topic in letter.topics]
    assert len(topics) >= len(LETTERS)
    for topic in topics:
        address = re.search(r"https://send\.example(/letters/\w+)$", letter_line(parts, topic, "web"))
        assert address and client.get(address[1]).status_code == 200, topic


def test_our_own_address_is_a_link_and_no_other_plain_one() -> None:
    def links(text: str) -> list[str]:
        return [piece["href"] for paragraph in link_text(text, (), "http://localhost:8000") for piece in paragraph if "href" in piece]

    assert links("Use http://localhost:8000/letters/late.") == ["http://localhost:8000/letters/late"]
    assert links("http://localhost:80000/x http://localhost:8000.evil.example/x http://evil.example/http://localhost:8000/") == []
