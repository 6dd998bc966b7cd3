"""The interface of the actions: who may call, what is refused, and that a call happens once (design 6)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.family import MUM, ask_for_code, codes_to, count_codes_made, hear, put_on_record, web
from webhook.app import create_app
from webhook.bootstrap import Parts
from webhook.services.cases.cases import open_status
from webhook.services.render.rasa import render_rasa
from webhook.services.safety.assess import assess_inbound
from webhook.services.turn.record import record_turn
from webhook.settings import ROOT
from webhook.store.cases import IdentityLock
from webhook.store.conversations import FirstResult
from webhook.store.duty import Handover
from webhook.store.surgeries import SurgeryRequest

WRITES = ("/api/identity/step", "/api/identity/leave", "/api/case/status", "/api/surgeries/requests", "/api/handovers")
MORE = {"/api/surgeries/requests": {"wants": "book"}, "/api/handovers": {"kind": "person"}}


def post(client: FlaskClient, path: str, key: str | None = "1:act", token: str = "test-api-token", **body: Any) -> TestResponse:
    headers = {"Authorization": f"Bearer {token}", **({"Idempotency-Key": key} if key else {})}
    return client.post(path, json=body, headers=headers)


def asked(parts: Parts, who: str, text: str) -> dict[str, Any]:
    conversation, message = hear(parts, who, text)
    return {"conversation": conversation, "message_id": message}


@pytest.mark.parametrize("path", WRITES)
def test_every_write_wants_a_token_a_key_and_a_message(parts: Parts, client: FlaskClient, path: str) -> None:
    good = asked(parts, MUM, "hello there please") | MORE.get(path, {})
    assert post(client, path, token="wrong", **good).status_code == 401
    assert client.post(path, json=good).status_code == 401
    for key in (None, "", "x" * 81):
        refused = post(client, path, key=key, **good)
        assert refused.status_code == 400 and "Idempotency-Key" in refused.json["error"]
    for wrong in ({"conversation": 7}, {"conversation": ""}, {"message_id": "abc"}, {"message_id": None}, {"message_id": True}, {"message_id": -1}):
        refused = post(client, path, **(good | wrong))
        assert refused.status_code == 400 and next(iter(wrong)) in refused.json["error"]
    assert client.post(path, data="[]", headers={"Authorization": "Bearer test-api-token", "Idempotency-Key": "k"}).status_code == 400
    assert post(client, path, **(good | {"message_id": good["message_id"] + 99})).status_code == 404
    assert post(client, path, **(good | {"conversation": web(parts)})).status_code == 404
    assert post(client, path, **good).status_code == 200
    assert post(client, path, **(good | {"message_id": str(good["message_id"])})).status_code == 200


def test_odd_choices_are_named(parts: Parts, client: FlaskClient) -> None:
    good = asked(parts, MUM, "hello")
    assert "one of: person, callback" in post(client, "/api/handovers", **good, kind="manager").json["error"]
    assert "one of: tell, book" in post(client, "/api/surgeries/requests", **good).json["error"]
    assert "leave must be" in post(client, "/api/identity/step", **good, leave="yes").json["error"]
    assert client.get("/api/surgeries").status_code == 401
    assert client.get("/api/surgeries", headers={"Authorization": "Bearer test-api-token"}).json == {"next_open": None, "surgeries": []}


def test_a_key_belongs_to_one_conversation_and_one_call(parts: Parts, client: FlaskClient) -> None:
    one, other = asked(parts, MUM, "hello"), asked(parts, web(parts), "hello")
    assert post(client, "/api/handovers", **one, kind="person").status_code == 200
    assert post(client, "/api/handovers", **other, kind="person").status_code == 409
    assert post(client, "/api/identity/step", **other).status_code == 200


def test_the_whole_lookup_over_http(parts: Parts, client: FlaskClient, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    who = web(parts)
    for number, (text, requested) in enumerate([("any news", "case_ref"), ("SEN-20417", "child_dob"), ("14 march 2017", "code")]):
        assert post(client, "/api/identity/step", key=f"{number}:step", **asked(parts, who, text)).json["requested"] == requested
    early = post(client, "/api/case/status", key="early", **asked(parts, who, "well?")).json
    assert (early["verified"], early["available"]) == (False, False)
    message = asked(parts, who, codes_to(parts, MUM)[0])
    assert post(client, "/api/identity/step", key="code", **message).json["done"]
    status = post(client, "/api/case/status", key="status", **message).json
    assert status["verified"] and status["available"] and "SEN" not in status["status"] and "2026" not in str(status)
    assert open_status(parts, status["status"], who).stage == "request"


def test_eight_calls_with_one_key_are_one_effect_with_one_result(any_parts: Parts, tmp_path: Path) -> None:
    app = create_app(any_parts)
    put_on_record(any_parts, tmp_path)
    who = web(any_parts)
    ask_for_code(any_parts, who)
    body = asked(any_parts, who, "000000" if codes_to(any_parts, MUM)[0] != "000000" else "111111")

    def call(path: str, **more: Any) -> list[Any]:
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: post(app.test_client(), path, key="same", **body, **more), range(8)))
        assert {answer.status_code for answer in answers} == {200}
        return [answer.json for answer in answers]

    for path in WRITES:
        answers = call(path, **MORE.get(path, {}))
        assert all(answer == answers[0] for answer in answers)
    with any_parts.db.reading() as session:
        assert session.query(Handover).count() == 1
        assert session.query(SurgeryRequest).count() == 1
        assert session.query(FirstResult).count() == len(WRITES)
        assert {lock.tries for lock in session.query(IdentityLock)} == {1}


def test_a_code_is_sent_once_for_one_key(any_parts: Parts, tmp_path: Path) -> None:
    app = create_app(any_parts)
    put_on_record(any_parts, tmp_path)
    body = asked(any_parts, web(any_parts), "dob 14/3/17 ref SEN-20417")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: post(app.test_client(), "/api/identity/step", key="same", **body), range(8)))
    assert count_codes_made(any_parts) == 1 and len(codes_to(any_parts, MUM)) == 1


def test_an_effect_that_breaks_leaves_no_first_result(parts: Parts, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client, body = app.test_client(), asked(parts, MUM, "a person please")
    with monkeypatch.context() as patch:
        patch.setattr("webhook.services.effects.request_handover", lambda *_, **__: 1 / 0)
        assert post(client, "/api/handovers", **body, kind="person").status_code == 500
    assert post(client, "/api/handovers", **body, kind="person").json == {"say": "handover", "kind": "person"}


@pytest.mark.parametrize(("kind", "item"), [("person", {"say": "handover", "kind": "person"}), ("update_details", {"say": "update_details", "kind": "update_details"})])
def test_the_words_that_follow_add_nothing_to_the_queue(parts: Parts, client: FlaskClient, kind: str, item: dict[str, Any]) -> None:
    body = asked(parts, MUM, "please change the address on her file to our new flat")
    post(client, "/api/handovers", **body, kind=kind)
    heard = assess_inbound(parts, body["message_id"])
    assert heard is not None
    turn = render_rasa(parts, heard, [item])
    record_turn(parts, heard, turn)
    assert turn.lane == "handover"
    with parts.db.reading() as session:
        handover = session.query(Handover).one()
    assert handover.kind == kind and handover.summary.count("change the address") == 1


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"say": "identity_ask_ref", "requested": "case_ref"}, "case reference"),
        ({"say": "ask_child_dob", "requested": "child_dob", "again": True}, "date of birth"),
        ({"say": "identity_why", "requested": "code"}, "What is the code"),
        ({"say": "identity_ended", "outcome": "ended"}, "A person can look at it with you"),
        ({"say": "identity_no_code", "outcome": "left"}, "I can't say why no code came"),
    ],
)
def test_the_check_has_words_for_everything(parts: Parts, item: dict[str, Any], words: str) -> None:
    heard = assess_inbound(parts, hear(parts, MUM, "hm")[1])
    assert heard is not None
    turn = render_rasa(parts, heard, [item])
    assert turn.lane == "lookup" and turn.topics == ["case_status"] and words in turn.replies[0].text


def test_openapi_matches_the_routes(app: Flask, client: FlaskClient) -> None:
    described = yaml.safe_load((ROOT / "webhook" / "openapi.yml").read_text("utf-8"))["paths"]
    listed = {(path, method) for path, item in described.items() for method in item if method in ("get", "post", "put", "delete", "patch")}
    machine = ("sms.", "chat.", "api.", "health.")
    served = {
        (rule.rule.replace("<", "{").replace(">", "}"), method.lower())
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if rule.endpoint.startswith(machine) and method not in ("HEAD", "OPTIONS")
    }
    assert listed == served
    assert set(client.get("/openapi.json").json["paths"]) == set(described)


def test_demo_data_load_twice_and_show_as_the_contract_has_it(parts: Parts, app: Flask) -> None:
    run = app.test_cli_runner().invoke
    assert "added" in run(args=["demo", "load"]).output
    assert "cases.csv: 0 added, 0 changed, 10 unchanged" in run(args=["demo", "load"]).output
    shown = yaml.safe_load(run(args=["demo", "show", "--json"]).output)
    assert [set(login) for login in shown["logins"]] == [{"user", "password", "role", "totp_secret"}] * 3
    assert {login["role"] for login in shown["logins"]} == {"officer", "editor", "manager"}
    assert all(set(case) == {"case_ref", "child_dob", "phone"} for case in shown["cases"]) and set(shown["twilio"]) == {"auth_token", "from"}
    case = shown["cases"][0]
    ask_for_code(parts, web(parts), case["case_ref"], case["child_dob"])
    assert len(codes_to(parts, case["phone"])) == 1


def test_demo_data_is_not_put_beside_real_cases(parts: Parts, app: Flask, tmp_path: Path) -> None:
    put_on_record(parts, tmp_path)
    assert app.test_cli_runner().invoke(args=["demo", "load"]).exit_code == 2
