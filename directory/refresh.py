"""Fetches the council's feed by itself, once every DIRECTORY_REFRESH_HOURS, on one worker (DIRECTORY_URL; empty: never)."""

from __future__ import annotations

import logging
from datetime import timedelta

from directory.run import Options, TooManyDropped, import_directory
from webhook.bootstrap import Parts
from webhook.services.imports.imports import Unreadable
from webhook.store.directory_write import claim_refresh, note_refresh

log = logging.getLogger(__name__)
SOURCE = "directory"


def refresh_directory(parts: Parts) -> str | None:
    """Fetch if it is due and nobody else does: "done", "stopped" (a person decides) or "failed"; None when there is nothing to do.

    Records that cannot be taken are left out, as nobody is there to mend them; the summary says how many.
    """
    settings, now = parts.settings, parts.clock.now()
    if not settings.directory_url:
        return None
    with parts.db.writing() as session:
        if not claim_refresh(session, SOURCE, now, now + timedelta(hours=settings.directory_refresh_hours)):
            return None
    state, summary = "done", ""
    try:
        report = import_directory(parts, settings.directory_url, Options(name=SOURCE, skip_bad=True)).reports[0]
        summary = f"{report.added} added, {report.changed} changed, {report.unchanged} unchanged, {len(report.rejected)} rejected"
    except TooManyDropped as reason:
        state, summary = "stopped", str(reason)
    except Unreadable as reason:
        state, summary = "failed", str(reason)
    log.log(logging.INFO if state == "done" else logging.WARNING, "directory refresh %s: %s", state, summary)
    with parts.db.writing() as session:
        note_refresh(session, SOURCE, state, summary)
    return state
