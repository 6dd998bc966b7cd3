"""Signing in to the console: what opens it, what locks it, and what ends it."""

from __future__ import annotations

import pyotp
import pytest
from argon2 import PasswordHasher, Type
from flask import Flask
from flask.testing import FlaskClient

from tests.duty_steps import PASSWORD, audits, code_of, csrf, enter, new_staff, pass_time, press, signed_in
from webhook.bootstrap import Parts
from webhook.services.staff.staff import TRIES


def test_nobody_sees_the_queue_without_signing_in(client: FlaskClient) -> None:
    answer = client.get("/duty/")
    assert answer.status_code == 302 and "/duty/sign-in" in answer.location
    assert client.get("/duty/queue-fragment").status_code == 401


def test_name_password_and_code_open_it(client: FlaskClient, parts: Parts) -> None:
    signed_in(client, parts)
    page = client.get("/duty/")
    assert page.status_code == 200 and "Amina, officer" in page.text
    assert page.headers["Cache-Control"] == "no-store" and "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_the_cookie_is_closed_to_scripts_and_other_sites(client: FlaskClient, parts: Parts) -> None:
    new_staff(parts)
    cookie = enter(client, parts).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" in cookie  # public_url is https here


@pytest.mark.parametrize("wrong", [{"password": "not the password"}, {"code": "000000"}, {"name": "nobody"}, {"code": ""}, {"code": "١٢٣٤٥٦"}])
def test_the_answer_says_nothing_about_what_was_wrong(client: FlaskClient, parts: Parts, wrong: dict[str, str]) -> None:
    new_staff(parts)
    answer = enter(client, parts, **wrong)
    assert answer.status_code == 401 and "That did not match" in answer.text
    assert client.get("/duty/").status_code == 302


def test_a_code_works_once(app: Flask, parts: Parts) -> None:
    signed_in(app.test_client(), parts)
    assert enter(app.test_client(), parts).status_code == 401
    pass_time(parts, seconds=30)
    assert enter(app.test_client(), parts).status_code == 302


def test_a_clock_that_is_one_step_off_is_forgiven_two_are_not(app: Flask, parts: Parts) -> None:
    staff = new_staff(parts)
    totp, now = pyotp.TOTP(parts.vault.open(staff.totp_sealed)), int(parts.clock.now().timestamp())
    assert enter(app.test_client(), parts, code=totp.at(now - 60)).status_code == 401
    assert enter(app.test_client(), parts, code=totp.at(now + 60)).status_code == 401
    assert enter(app.test_client(), parts, code=totp.at(now - 30)).status_code == 302
    assert enter(app.test_client(), parts, code=totp.at(now + 30)).status_code == 302


@pytest.mark.parametrize("name", ["amina", "nobody"])
def test_wrong_tries_lock_a_login_whether_or_not_it_exists(client: FlaskClient, parts: Parts, name: str) -> None:
    new_staff(parts)
    answers = [enter(client, parts, name=name, password="wrong") for _ in range(TRIES)]
    assert [answer.status_code for answer in answers] == [401] * (TRIES - 1) + [429]
    assert "locked until 12:15" in answers[-1].text
    assert enter(client, parts, name=name).status_code == 429


def test_a_lock_ends_and_right_tries_clear_the_count(app: Flask, parts: Parts) -> None:
    new_staff(parts)
    for _ in range(TRIES):
        enter(app.test_client(), parts, password="wrong")
    pass_time(parts, minutes=16)
    assert enter(app.test_client(), parts).status_code == 302
    pass_time(parts, minutes=1)
    for _ in range(TRIES - 1):
        enter(app.test_client(), parts, password="wrong")
    assert enter(app.test_client(), parts).status_code == 302


def test_nothing_planted_before_signing_in_is_kept(client: FlaskClient, parts: Parts) -> None:
    new_staff(parts)
    before = csrf(client.get("/duty/sign-in"))
    with client.session_transaction() as session:
        session["planted"] = "x"
    enter(client, parts)
    with client.session_transaction() as session:
        assert "planted" not in session and session["csrf"] != before


def test_a_form_that_is_not_ours_does_nothing(client: FlaskClient, parts: Parts) -> None:
    signed_in(client, parts)
    assert client.post("/duty/sign-out").status_code == 400
    assert client.post("/duty/sign-out", data={"csrf": "guess"}).status_code == 400
    assert client.get("/duty/").status_code == 200
    assert client.post("/duty/sign-in", data={"username": "amina", "password": PASSWORD, "code": code_of(parts, "amina")}).status_code == 400


def test_signing_out_ends_copied_cookies_too(app: Flask, parts: Parts) -> None:
    client, thief = signed_in(app.test_client(), parts), app.test_client()
    cookie = client.get_cookie("session")
    assert cookie is not None
    thief.set_cookie("session", cookie.value)
    assert thief.get("/duty/").status_code == 200
    press(client, "/duty/sign-out")
    assert thief.get("/duty/").status_code == 302 and client.get("/duty/").status_code == 302
    assert audits(parts)[-1] == ("sign_out", "staff:1")


def test_a_desk_that_was_left_signs_itself_out_even_though_the_page_polls(client: FlaskClient, parts: Parts) -> None:
    signed_in(client, parts)
    for _ in range(parts.settings.staff_session_minutes - 1):
        pass_time(parts, minutes=1)
        assert client.get("/duty/queue-fragment").status_code == 200
    assert client.get("/duty/queue-fragment").headers["X-Session-Left"] == "60"
    pass_time(parts, minutes=1)
    assert client.get("/duty/queue-fragment").status_code == 401
    assert "You were signed out" in client.get("/duty/", follow_redirects=True).text


def test_a_click_keeps_the_session(client: FlaskClient, parts: Parts) -> None:
    signed_in(client, parts)
    for _ in range(3):
        pass_time(parts, minutes=parts.settings.staff_session_minutes - 1)
        assert client.get("/duty/stay").status_code == 204


def test_an_editor_is_kindly_kept_out_of_conversations(client: FlaskClient, parts: Parts) -> None:
    signed_in(client, parts, role="editor")
    for path in ("/duty/", "/duty/queue-fragment", "/duty/conversations/abc"):
        answer = client.get(path)
        assert answer.status_code == 403 and "You have done nothing wrong" in answer.text
    assert press(client, "/duty/conversations/abc/claim").status_code == 403
    assert press(client, "/duty/sign-out").status_code == 302


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/duty//evil.example/../x?y", "/chat", "/duty/\\evil"])
def test_nobody_is_sent_elsewhere_after_signing_in(client: FlaskClient, parts: Parts, wanted: str) -> None:
    new_staff(parts)
    assert enter(client, parts, next=wanted).location == "/duty/"


def test_logins_are_made_and_mended_from_the_terminal(app: Flask, parts: Parts) -> None:
    run = app.test_cli_runner().invoke
    made = run(args=["staff", "add", "Amina", "--role", "officer", "--password", PASSWORD])
    assert made.exit_code == 0 and made.output.count("otpauth://totp/") == 1
    assert enter(app.test_client(), parts).status_code == 302
    client = app.test_client()
    pass_time(parts, minutes=1)
    enter(client, parts)
    mended = run(args=["staff", "reset", "amina", "--password", "another long password"])
    assert mended.exit_code == 0 and mended.output != made.output
    assert client.get("/duty/").status_code == 302  # signed out everywhere
    assert enter(app.test_client(), parts).status_code == 401
    assert enter(app.test_client(), parts, password="another long password").status_code == 302


@pytest.mark.parametrize("args", [["add", "amina", "--password", "short"], ["add", "amina", "--role", "king", "--password", PASSWORD], ["reset", "nobody", "--password", PASSWORD]])
def test_a_bad_login_is_refused_with_a_reason(app: Flask, args: list[str]) -> None:
    answer = app.test_cli_runner().invoke(args=["staff", *args])
    assert answer.exit_code != 0 and "Error" in answer.output


def test_guessing_a_password_costs_what_owasp_asks_at_least(product_hasher: PasswordHasher) -> None:
    assert product_hasher.type is Type.ID and product_hasher.memory_cost >= 19 * 1024 and product_hasher.time_cost >= 2  # KiB, passes
