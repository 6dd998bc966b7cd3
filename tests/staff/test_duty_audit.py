"""A guard: every step a member of staff takes is written down, whether it was done or refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.duty_steps import CRISIS, act, audits, press, signed_in, text_in
from webhook.bootstrap import Parts

STEPS: dict[str, Callable[[FlaskClient, str], Any]] = {
    "duty.acknowledge_alert": lambda client, _: press(client, "/duty/alerts/1/acknowledge"),
    "duty.close": lambda client, _: press(client, "/duty/handovers/1/close", outcome="rang"),
    "duty.claim": lambda client, conversation_id: act(client, conversation_id, "claim"),
    "duty.reply": lambda client, conversation_id: act(client, conversation_id, "reply", text="Hello"),
    "duty.give_back": lambda client, conversation_id: act(client, conversation_id, "hand-back", outcome="answered"),
    "duty.show_phone": lambda client, conversation_id: act(client, conversation_id, "phone"),
    "duty.show_words": lambda client, conversation_id: act(client, conversation_id, "words"),
    "duty.updates_off": lambda client, conversation_id: act(client, conversation_id, "updates-off"),
    "duty.watched": lambda client, conversation_id: act(client, conversation_id, "watched"),
    "duty.check_extract_form": lambda client, _: press(client, "/duty/extracts"),
    "duty.confirm_extract_form": lambda client, _: press(client, "/duty/extracts/1/confirm"),
    "duty.drop_extract_form": lambda client, _: press(client, "/duty/extracts/1/drop"),
    "duty.attendance": lambda client, _: press(client, "/duty/surgeries/1/attendance", booking="1", came="yes"),
    "duty.import_dates": lambda client, _: press(client, "/duty/surgeries/import", text="surgery_id"),
    "duty.close_directory_report": lambda client, _: press(client, "/duty/directory/reports/1/close", outcome="right"),
    "duty.leave": lambda client, _: press(client, "/duty/sign-out"),
}


def test_every_staff_post_writes_an_audit_row_done_or_refused(app: Flask, client: FlaskClient, parts: Parts) -> None:
    officer = signed_in(client, parts)
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ()) and rule.rule.startswith("/duty/")}
    staff_posts = {endpoint for endpoint in posts if app.view_functions[endpoint].caller == "staff"}  # type: ignore[attr-defined]
    assert posts - staff_posts == {"duty.enter"}
    assert staff_posts == set(STEPS), "a new staff POST needs a row in STEPS, and an audit row in its service"
    text_in(parts, "he hit her", verdict=CRISIS)
    conversation_id = text_in(parts, "CALL")
    for turn in ("free", "held"):
        for endpoint, step in STEPS.items():
            if endpoint == "duty.leave" and turn == "free":
                continue
            before = len(audits(parts))
            step(officer, conversation_id)
            assert len(audits(parts)) > before, (turn, endpoint)
