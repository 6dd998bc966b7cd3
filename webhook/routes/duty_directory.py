"""Reports about the directory: records that parents called wrong, for whoever edits the list, and what was looked for in vain."""

from __future__ import annotations

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webhook.routes.callers import caller, the_parts
from webhook.routes.duty_base import blueprint, page, the_staff
from webhook.services.answers.linking import safe_url
from webhook.services.directory.reports import NoSuchReport, settle_report, view_reports, view_unmet


@blueprint.get("/directory")
@caller("staff")
def show_directory() -> ResponseReturnValue:
    """Open reports with their records, and unmet needs."""
    parts = the_parts()
    return page("directory.html", reports=view_reports(parts, the_staff()), unmet=view_unmet(parts), safe_url=safe_url)


@blueprint.post("/directory/reports/<int:report_id>/close")
@caller("staff")
def close_directory_report(report_id: int) -> ResponseReturnValue:
    """Close a report with what was done."""
    try:
        settle_report(the_parts(), the_staff(), report_id, request.form.get("outcome", ""))
    except NoSuchReport:
        abort(404)
    except ValueError:
        flash("Choose what was done first.", "problem")
    else:
        flash("Closed.", "done")
    return redirect(url_for("duty.show_directory"))
