"""What is to be texted about a case, to whom and when: rows of `clock_jobs`, one for each contact and event, whatever is imported how often.

A change is told once the import that brought it is committed; an outcome not before its letter has had time to arrive (conduct 13). A date is told
so many days before it. Whether it is still true, and still wanted, is looked at again when the job is due (updates/send).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.cases.cases import dates_of
from webhook.services.clock.clock import run
from webhook.services.texts.inbox import open_thread
from webhook.store.cases import Case, Contact
from webhook.store.conversations import PhoneNumber
from webhook.store.updates import has_due, list_updated, plan_job

CHANGED = "changed"


def plan_change(parts: Parts, session: Session, case: Case, fields: set[str], change_id: int) -> None:
    """After an import changed a case: one text that there is an update, and the dates counted anew, for each contact who wants them."""
    told, now = bool(fields & parts.content.updates.changes), parts.clock.now()
    for contact in list_updated(session, case.id) if case.case_status == "open" else ():
        if told and not has_due(session, contact.id, f"{CHANGED}:{contact.id}:"):  # one that waits tells of this change as well
            due_at = parts.content.updates.quiet.wake_time(now) or now
            _plan(parts, session, contact, [(f"{CHANGED}:{contact.id}:{change_id}", {"event": CHANGED}, due_at)])
        plan_dates(parts, session, case, contact)


def plan_dates(parts: Parts, session: Session, case: Case, contact: Contact) -> None:
    """The dates of a case that are to come, so many days ahead. A day ahead that has passed already is not made up for."""
    rules, now = parts.content.updates, parts.clock.now()
    ahead = [(limit, by, days, rules.quiet.morning(by - timedelta(days=days))) for limit, by in coming_days(case, now).items() for days in rules.dates.get(limit, ())]
    _plan(parts, session, contact, [(f"{limit}:{contact.id}:{by}:{days}", {"event": limit, "by": by.isoformat()}, at) for limit, by, days, at in ahead if at > now])


def coming_days(case: Case, now: datetime) -> dict[str, date]:
    """The last days of a case that are known, not past and not settled, by the key of their limit."""
    today = local_date(now)
    return {step.key: step.due for step in run(dates_of(case), today) if step.due is not None and step.due >= today and not step.settled}


def _plan(parts: Parts, session: Session, contact: Contact, jobs: list[tuple[str, dict[str, str], datetime]]) -> None:
    """Rows for one contact, by key, payload and time; none opens no thread."""
    if not jobs:
        return
    thread = open_thread(parts, session, session.get_one(PhoneNumber, contact.number_hash), parts.clock.now())
    for key, payload, due_at in jobs:
        plan_job(session, {"dedupe_key": key, "conversation_id": thread, "contact_id": contact.id, "payload": payload, "due_at": due_at})
