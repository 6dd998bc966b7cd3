"""SEND surgeries for staff: which there are, the list of a day to print, who came, and new dates from a file."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webhook.routes.callers import caller, the_parts
from webhook.routes.duty_base import blueprint, page, the_staff
from webhook.services.imports.imports import Unreadable
from webhook.services.imports.report import report_lines
from webhook.services.staff.console import StepRefused
from webhook.services.staff.content import console_words
from webhook.services.staff.view import view_bar
from webhook.services.surgeries.console import NoSuchPlace, list_surgery_days, mark_attendance, take_dates, view_day


@blueprint.get("/surgeries")
@caller("staff")
def show_surgeries() -> ResponseReturnValue:
    """Those to come, and those of the last month."""
    return page("surgeries.html", rows=list_surgery_days(the_parts()), bar=view_bar(the_parts(), the_staff()))


@blueprint.get("/surgeries/<int:surgery_id>")
@caller("staff")
def show_surgery(surgery_id: int) -> ResponseReturnValue:
    """The list of one surgery."""
    parts, staff = the_parts(), the_staff()
    try:
        return page("surgery.html", day=view_day(parts, staff, surgery_id), bar=view_bar(parts, staff))
    except NoSuchPlace:
        abort(404)


@blueprint.post("/surgeries/<int:surgery_id>/attendance")
@caller("staff")
def attendance(surgery_id: int) -> ResponseReturnValue:
    """Somebody came, or did not."""
    booking = request.form.get("booking", "")
    try:
        mark_attendance(the_parts(), the_staff(), surgery_id, int(booking) if booking.isascii() and booking.isdigit() else 0, request.form.get("came", ""))
    except NoSuchPlace:
        abort(404)
    except StepRefused as refusal:
        flash(_say(refusal), "problem")
    else:
        flash("Saved.", "done")
    return redirect(url_for("duty.show_surgery", surgery_id=surgery_id, _anchor=f"place-{booking}"))


@blueprint.get("/surgeries/import")
@caller("staff")
def ask_for_dates() -> ResponseReturnValue:
    """The form for a file of dates."""
    if the_staff().role != "manager":
        return page("problem.html", 403, title="For managers", words_shown=console_words(the_parts())["refusals"]["managers_only"])
    return page("surgery_import.html")


@blueprint.post("/surgeries/import")
@caller("staff")
def import_dates() -> ResponseReturnValue:
    """First what the file would change, then, confirmed, the change."""
    confirmed, sent = request.form.get("confirm") == "1", request.files.get("file")
    raw = sent.read() if sent is not None else request.form.get("text", "").encode()
    try:
        text = raw.decode("utf-8-sig")
        imported = take_dates(the_parts(), the_staff(), text, confirmed=confirmed)
    except UnicodeDecodeError:
        return page("surgery_import.html", 400, problem="The file is not UTF-8 text. In a spreadsheet, save it as “CSV UTF-8”.")
    except Unreadable as unreadable:
        return page("surgery_import.html", 400, problem=f"{unreadable}. Nothing was written.")
    except StepRefused as refusal:
        return page("surgery_import.html", 403 if refusal.reason == "managers_only" else 400, problem=_say(refusal))
    if imported.written:
        flash("The dates are in. Families whose surgery has changed are told by text, outside the night.", "done")
        return redirect(url_for("duty.show_surgeries"))
    clean = not imported.reports[0].rejected
    return page("surgery_import.html", 200 if clean else 400, lines=report_lines(imported, dry_run=True)[:-1], text=text if clean else "")


def _say(refusal: StepRefused) -> str:
    return str(console_words(the_parts())["refusals"][refusal.reason])
