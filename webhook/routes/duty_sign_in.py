"""Signing in to the console and out of it."""

from __future__ import annotations

import re

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from webhook.routes.callers import caller, the_parts
from webhook.routes.duty_base import begin_session, blueprint, own_form, page, the_staff
from webhook.services.staff.staff import LOCK, TRIES, LoginLocked, WrongLogin, sign_in, sign_out
from webhook.services.staff.view import say_time

_OWN_PAGE = re.compile(r"/duty/[\w/-]*", re.ASCII)
WRONG = f"That did not match. Check the name, the password and the code: each code works once. After {TRIES} wrong tries in a row a login is locked for {LOCK.seconds // 60} minutes."


@blueprint.get("/sign-in")
@caller("anyone")
def ask_to_sign_in() -> ResponseReturnValue:
    """The form."""
    return page("sign_in.html", next=request.args.get("next", ""), username="")


@blueprint.post("/sign-in")
@caller("anyone")
def enter() -> ResponseReturnValue:
    """Name, password and one-time code together, so that an answer says nothing about any of them."""
    form, parts = request.form, the_parts()
    if not own_form():
        return _again("This page was open for a long time. Please sign in again.", 400)
    try:
        staff = sign_in(parts, form.get("username", ""), form.get("password", ""), form.get("code", ""))
    except LoginLocked as locked:
        until = say_time(locked.until, parts.clock.now())
        return _again(f"Too many wrong tries: this login is locked until {until}. If you have lost your code, ask whoever set up your login to reset it.", 429)
    except WrongLogin:
        return _again(WRONG, 401)
    begin_session(staff)
    wanted = form.get("next", "")
    return redirect(wanted if _OWN_PAGE.fullmatch(wanted) else url_for("duty.show_queue"))


@blueprint.post("/sign-out")
@caller("staff")
def leave() -> ResponseReturnValue:
    """End this session and every other of the same login."""
    sign_out(the_parts(), the_staff())
    session.clear()
    flash("You are signed out.", "done")
    return redirect(url_for("duty.ask_to_sign_in"))


def _again(problem: str, status: int) -> ResponseReturnValue:
    return page("sign_in.html", status, problem=problem, username=request.form.get("username", "")[:80], next=request.form.get("next", ""))
