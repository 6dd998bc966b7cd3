"""Case extracts on the console: upload, see what it would do, then take it in or not. For managers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webhook.routes.callers import caller, the_parts
from webhook.routes.duty_base import blueprint, page, the_staff
from webhook.services.imports.extracts import (
    MAY_IMPORT,
    ExtractRefused,
    NoSuchExtract,
    Upload,
    check_extract,
    confirm_extract,
    data_age,
    drop_extract,
    find_waiting,
    last_imports,
    refuse_step,
)  # fmt: skip
from webhook.services.staff.content import console_words
from webhook.services.staff.view import view_bar


def managers_only(route: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Anybody else sees why not; a step that was asked for is written down."""

    @wraps(route)
    def checked(**values: Any) -> ResponseReturnValue:
        if the_staff().role in MAY_IMPORT:
            return route(**values)
        if request.method == "POST":
            refuse_step(the_parts(), the_staff(), "import", "role")
        return page("problem.html", 403, title="For managers", words_shown=_words("role"))

    return checked


@blueprint.get("/extracts")
@caller("staff")
@managers_only
def show_extracts() -> ResponseReturnValue:
    """How old the data are, the form, and the last runs."""
    parts = the_parts()
    return page("extracts.html", bar=view_bar(parts, the_staff()), age=data_age(parts), runs=last_imports(parts), max_mb=parts.settings.extract_max_mb)


@blueprint.post("/extracts")
@caller("staff")
@managers_only
def check_extract_form() -> ResponseReturnValue:
    """Read the files and show what they would do; nothing is written to a case."""
    try:
        import_id = check_extract(the_parts(), the_staff(), _upload("cases"), _upload("contacts"), _day())
    except ExtractRefused as refused:
        refuse_step(the_parts(), the_staff(), "import", refused.reason if refused.reason.isidentifier() else "unreadable")
        flash(_words(refused.reason), "problem")
        return redirect(url_for("duty.show_extracts"))
    return redirect(url_for("duty.show_extract", import_id=import_id))


@blueprint.get("/extracts/<int:import_id>")
@caller("staff")
@managers_only
def show_extract(import_id: int) -> ResponseReturnValue:
    """What an extract would do, with the two ways on."""
    try:
        run = find_waiting(the_parts(), import_id)
    except NoSuchExtract:
        return _over()
    return page("extract.html", bar=view_bar(the_parts(), the_staff()), run=run)


@blueprint.post("/extracts/<int:import_id>/confirm")
@caller("staff")
@managers_only
def confirm_extract_form(import_id: int) -> ResponseReturnValue:
    """Take it in: all, or with `skip_bad` all but the broken rows."""
    try:
        imported = confirm_extract(the_parts(), the_staff(), import_id, skip_bad=bool(request.form.get("skip_bad")), allow_reopen=bool(request.form.get("allow_reopen")))
    except NoSuchExtract:
        return _over()
    except ExtractRefused as refused:
        flash(_words(refused.reason), "problem")
        return redirect(url_for("duty.show_extract", import_id=import_id))
    counts = ", ".join(f"{sum(getattr(report, name) for report in imported.reports)} {name}" for name in ("added", "changed", "unchanged"))
    flash(f"Taken in: {counts}.", "done")
    return redirect(url_for("duty.show_extracts"))


@blueprint.post("/extracts/<int:import_id>/drop")
@caller("staff")
@managers_only
def drop_extract_form(import_id: int) -> ResponseReturnValue:
    """Forget it."""
    try:
        drop_extract(the_parts(), the_staff(), import_id)
    except NoSuchExtract:
        return _over()
    flash("Forgotten. Nothing was changed.", "done")
    return redirect(url_for("duty.show_extracts"))


def _upload(field: str) -> Upload:
    file = request.files.get(field)
    return Upload(file.filename[-200:], file.read()) if file is not None and file.filename else Upload()


def _day() -> date | None:
    given = request.form.get("as_of", "").strip()
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise ExtractRefused("bad_day") from error


def _over() -> ResponseReturnValue:
    if request.method == "POST":
        refuse_step(the_parts(), the_staff(), "import", "over")
    flash(_words("over"), "problem")
    return redirect(url_for("duty.show_extracts"))


def _words(reason: str) -> str:
    """The words for a reason; one that the reader of the file gave is a sentence already."""
    known: dict[str, str] = console_words(the_parts())["extract_refusals"]
    return known.get(reason) or f"{reason} Nothing was taken in."
