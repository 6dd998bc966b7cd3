"""The chat's pages without a browser: whose form it is, what the cookie is, who may frame it, and what content must hold."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from webhook.bootstrap import Parts
from webhook.services.answers.content_rules import ContentError
from webhook.services.answers.interface import load_interface
from webhook.services.turn.work import work_conversation
from webhook.settings import ROOT
from webhook.store.conversations import Conversation
from webhook.store.messages import Inbound


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webhook.routes.pages.ANSWER_WAIT_S", 0.0)


def hidden(client: FlaskClient, field: str) -> str:
    found = re.search(rf'name="{field}" value="([^"]+)"', client.get("/chat").text)
    assert found
    return found[1]


def send(client: FlaskClient, text: str, **more: str) -> str:
    return client.post("/chat", data={"form_token": hidden(client, "form_token"), "client_id": "c1", "text": text, **more}, follow_redirects=True).text


def count(parts: Parts) -> int:
    with parts.db.reading() as session:
        return session.scalar(select(func.count()).select_from(Inbound)) or 0


def test_a_form_is_taken_in_once_however_often_it_is_sent(client: FlaskClient, parts: Parts) -> None:
    assert "There is no answer yet" in send(client, "how long does it take")
    send(client, "how long does it take")
    assert count(parts) == 1


def test_a_form_that_is_not_ours_is_not_taken_in_and_nothing_typed_is_lost(client: FlaskClient, parts: Parts) -> None:
    client.get("/chat")
    page = client.post("/chat", data={"form_token": "made up", "text": "what I <typed>"}).text
    assert "what I &lt;typed&gt;</textarea>" in page
    assert count(parts) == 0


def test_the_form_of_another_visit_is_not_ours(client: FlaskClient, parts: Parts) -> None:
    stolen = hidden(client, "form_token")
    other = client.application.test_client()
    other.get("/chat")
    other.post("/chat", data={"form_token": stolen, "text": "x"})
    assert count(parts) == 0


def test_too_much_is_refused_and_kept(client: FlaskClient, parts: Parts) -> None:
    assert "longer than the 1600 characters" in send(client, "a" * 1601)
    parts.settings.chat_per_minute = 1
    send(client, "one")
    assert "two</textarea>" in send(client, "two", client_id="c2")
    assert count(parts) == 1


def test_a_chip_leaves_the_typed_words_in_the_box(client: FlaskClient, parts: Parts) -> None:
    assert "half a thought</textarea>" in send(client, "half a thought", pick="Help at school")
    assert count(parts) == 1


def test_the_cookie_ends_with_the_browser_and_is_ours_alone(client: FlaskClient, parts: Parts) -> None:
    cookie = client.get("/chat").headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/chat"))
    assert "Max-Age" not in cookie and "Expires" not in cookie
    parts.settings.widget_origins = "https://council.example"
    framed = client.get("/chat").headers["Set-Cookie"]
    assert "SameSite=None" in framed and "Partitioned" in framed


def test_a_changed_cookie_opens_nothing(client: FlaskClient, parts: Parts) -> None:
    send(client, "my question")
    with parts.db.reading() as session:
        conversation_id = session.scalars(select(Conversation.id)).one()
    work_conversation(parts, conversation_id)
    assert "my question" in client.get("/chat").text
    value = client.get_cookie("send_chat", path="/chat").value  # type: ignore[union-attr]
    client.set_cookie("send_chat", value[:-3] + "abc", path="/chat")
    assert "my question" not in client.get("/chat").text


def test_who_may_frame_the_chat(client: FlaskClient, parts: Parts) -> None:
    assert client.get("/chat").headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")
    parts.settings.widget_origins = "https://one.example https://two.example"
    for address in ("/chat", "/chat/language", "/chat/easy-read"):
        assert client.get(address).headers["Content-Security-Policy"].endswith("frame-ancestors 'self' https://one.example https://two.example")


def test_leaving_works_even_with_a_stale_form(client: FlaskClient, parts: Parts) -> None:
    answer = client.post("/chat/leave", data={"form_token": "old"})
    assert (answer.status_code, answer.headers["Location"]) == (303, parts.settings.leave_url)


def test_no_page_has_inline_script_or_style(client: FlaskClient) -> None:
    for address in ("/", "/chat", "/chat?embed=1", "/chat/language", "/chat/easy-read"):
        page = client.get(address).text
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page), address
        assert "{" not in re.sub(r'data-labels="[^"]*"', "", page), f"{address} shows an unfilled slot"


def test_an_interface_with_a_gap_is_refused(tmp_path: Path) -> None:
    for name in ("interface.yml", "messages.yml"):
        shutil.copy(ROOT / "content" / name, tmp_path)
    (tmp_path / "interface.yml").write_text("chat: {title: x}\n")
    with pytest.raises(ContentError, match="chat has no offline"):
        load_interface(tmp_path, {})
