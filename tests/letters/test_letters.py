"""The letters: their content's rules, what a form makes of them, the files, and that nothing typed is kept anywhere."""

from __future__ import annotations

import html
import logging
import re
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from docx import Document
from flask.testing import FlaskClient

from tests.conftest import NOON, FakeSafety, Verdict
from tests.letter_steps import LETTERS, SECRET, filled, folder, form_for, rows
from tests.sms_tools import text_in
from webhook.bootstrap import Parts
from webhook.services.answers.content import Content, load_content
from webhook.services.answers.linking import link_text
from webhook.services.letters.files import as_docx, as_text
from webhook.services.letters.fill import FilledLetter
from webhook.services.render.render import answer_reply, letter_line
from webhook.services.texts.text import count_segments

__all__ = ["folder"]


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
