""" "It went nowhere, going tribunal now": whoever has been through mediation is on the way to the tribunal, and "now" is no last day."""

from __future__ import annotations

import re

from understanding.safety_flags import is_urgent_today
from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.answers.question_row import words
from webhook.services.answers.questions_of_disputes import MEDIATION_OVER
from webhook.services.turn.heard import Heard
from webhook.store.messages import Inbound

_OVER = words(MEDIATION_OVER)
_NOW = re.compile(r"\b(?:right |straight )?now\b|\bnext\b", re.IGNORECASE)


def settle_mediation_over(parts: Parts, heard: Heard) -> None:
    """A step of the turn: no matter of today, for whoever reads it, where nothing but "now" would make it one."""
    text = heard.text.replace("\u2019", "'")
    if "urgent_today" not in heard.flags or not _OVER.search(text) or is_urgent_today(_NOW.sub(" ", text), local_date(heard.now)):
        return
    heard.flags = tuple(flag for flag in heard.flags if flag != "urgent_today")
    with parts.db.writing() as session:
        session.get_one(Inbound, heard.inbound.id).flags = list(heard.flags)
