"""The web chat's interface with everything odd a browser, or somebody who is not one, can send: never a 500, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from flask.testing import FlaskClient

from tests.sms_tools import ANSWER, rows, serving
from webhook.app import create_app
from webhook.bootstrap import Parts
from webhook.services.turn.work import work_conversation
from webhook.store.conversations import Conversation
from webhook.store.messages import Inbound, Message


@pytest.fixture
def web(any_parts: Parts) -> Iterator[tuple[Parts, FlaskClient]]:
    any_parts.settings.chat_per_minute = 10_000
    yield any_parts, create_app(any_parts).test_client()


def begin(client: FlaskClient) -> tuple[str, dict[str, str]]:
    opened = client.post("/chat/conversations").get_json()
    return opened["id"], {"Authorization": f"Bearer {opened['token']}"}


ODD_IDS = ["\x00", "a\x00b", "\ud800", "😀" * 64, "' OR 1=1 --", "\u202e", "..", "%00", " "]


@pytest.mark.parametrize("client_id", ODD_IDS)
def test_an_odd_client_id_is_taken_or_refused(web: tuple[Parts, FlaskClient], client_id: str) -> None:
    parts, client = web
    conversation_id, token = begin(client)
    answers = [client.post(f"/chat/conversations/{conversation_id}/messages", json={"client_id": client_id, "text": "hello"}, headers=token) for _ in range(2)]
    assert answers[0].status_code in (202, 400), answers[0].data
    assert answers[1].status_code in (200, 400)
    assert len(rows(parts, Inbound)) == (answers[0].status_code == 202)


@pytest.mark.parametrize(
    "body",
    [{}, [], None, 1, {"client_id": "a"}, {"text": "a"}, {"client_id": 1, "text": "a"}, {"client_id": "", "text": "a"}, {"client_id": "a", "text": None}],
)
def test_a_wrong_shape_is_400(web: tuple[Parts, FlaskClient], body: object) -> None:
    _, client = web
    conversation_id, token = begin(client)
    assert client.post(f"/chat/conversations/{conversation_id}/messages", json=body, headers=token).status_code == 400


@pytest.mark.parametrize("text", ["", "\x00", "\u200b", "\ud800", "x" * 20_000, "/restart", "\u3000/restart{}", "😀" * 1600, "كم من الوقت"])
def test_odd_texts_end_in_a_kind_reply(web: tuple[Parts, FlaskClient], text: str) -> None:
    parts, client = web
    parts.rasa.default = ANSWER
    conversation_id, token = begin(client)
    assert client.post(f"/chat/conversations/{conversation_id}/messages", json={"client_id": "1", "text": text}, headers=token).status_code == 202
    work_conversation(parts, conversation_id)
    assert [row.state for row in rows(parts, Inbound)] == ["done"]
    assert len(rows(parts, Message, sender="bot")) >= 1
    assert all(said == said.strip() for _, said, _ in parts.rasa.turns)


@pytest.mark.parametrize("path", ["x", "%00", "a%00b", "x" * 500, "%F0%9F%98%80", "..%2F..", "%FF%FE"])
def test_an_odd_conversation_is_nobodys(web: tuple[Parts, FlaskClient], path: str) -> None:
    _, client = web
    for call in (
        client.get(f"/chat/conversations/{path}/messages", headers={"Authorization": "Bearer x"}),
        client.post(f"/chat/conversations/{path}/messages", json={"client_id": "1", "text": "x"}, headers={"Authorization": "Bearer x"}),
        client.delete(f"/chat/conversations/{path}/messages", headers={"Authorization": "Bearer x"}),
        client.get(f"/chat/conversations/{path}/events", headers={"Authorization": "Bearer x"}),
    ):
        assert call.status_code in (401, 404, 405)


@pytest.mark.parametrize("after", ["-1", "abc", "9" * 10, "9" * 40, "1e9", "²", "", "0x1"])
def test_an_odd_place_to_read_from_is_no_error(web: tuple[Parts, FlaskClient], after: str) -> None:
    _, client = web
    conversation_id, token = begin(client)
    assert client.get(f"/chat/conversations/{conversation_id}/messages?after={after}", headers=token).status_code in (200, 400)


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer ", "Bearer \u00ff", "Basic x", "Bearer " + "x" * 5000])
def test_another_token_opens_nothing(web: tuple[Parts, FlaskClient], token: str) -> None:
    _, client = web
    conversation_id, _ = begin(client)
    assert client.get(f"/chat/conversations/{conversation_id}/messages", headers={"Authorization": token}).status_code == 401


def test_one_persons_token_does_not_open_anothers_chat(web: tuple[Parts, FlaskClient]) -> None:
    _, client = web
    first, _ = begin(client)
    _, token = begin(client)
    assert client.get(f"/chat/conversations/{first}/messages", headers=token).status_code == 401


def test_eight_resends_at_once_are_one_message(any_parts: Parts) -> None:
    with serving(create_app(any_parts)) as base:
        opened = requests.post(f"{base}/chat/conversations", timeout=10).json()
        url, headers = f"{base}/chat/conversations/{opened['id']}/messages", {"Authorization": f"Bearer {opened['token']}"}
        with ThreadPoolExecutor(8) as pool:
            codes = list(pool.map(lambda _n: requests.post(url, json={"client_id": "1", "text": "hello"}, headers=headers, timeout=30).status_code, range(8)))
    assert sorted(codes) == [200] * 7 + [202]
    assert len(rows(any_parts, Inbound)) == len(rows(any_parts, Conversation)) == 1
