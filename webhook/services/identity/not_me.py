""" "NOT ME" after a code: no code to that phone is good any more, and staff hear which case it is about and where the code was asked for.

The phone itself is told neither (conduct 10).
"""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.identity.code import ending
from webhook.services.staff.content import console_words
from webhook.services.texts.consent import raise_alert
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.cases import Case
from webhook.store.conversations import Conversation
from webhook.store.identity import last_code_to, refuse_codes
from webhook.store.updates import list_contacts_of

LOOKED_BACK = timedelta(days=1)  # an older code is not what they mean
_SAYS = re.compile(
    r"^\W*(?:(?:no|hi|hello|sorry|stop|that|this|it)\W+)*(?:was|is)(?:n'?t| not) me(?:\W+(?:sorry|thanks|asking|that asked|who asked))*\W*$"
    r"|^\W*(?:(?:no|hi|hello|sorry|but)\W+)*i (?:did ?n'?t|did not|never|have ?n'?t|have not) (?:ask|request|want)(?:ed)?(?: for)? (?:this|that|a|any|the|your) code\b[\w ]{0,20}\W*$",
    re.IGNORECASE,
)


def says_not_me(text: str) -> bool:
    """ "It wasn't me", "I didn't ask for this code", as a whole message. The words of our text themselves are known to steps/people."""
    return bool(_SAYS.match(text.replace("\u2019", "'")))


def refuse_code(parts: Parts, heard: Heard) -> Turn:
    """Thanks; what was sent or proven with that phone is void; an alert."""

    def refuse(session: Session) -> None:
        raise_alert(session, heard, "not_me", detail=_describe(parts, session, heard))
        if heard.number is not None:
            refuse_codes(session, heard.number.number_hash, heard.now)

    reply = Reply(parts.content.messages["not_me_thanks"].on(heard.channel))
    return Turn(lane="handover", topics=["case_identity"], replies=[reply], effects=[refuse])


def _describe(parts: Parts, session: Session, heard: Heard) -> str:
    """For staff: the end of the references this phone stands on, and where the last code to it was asked for."""
    words = console_words(parts)["not_me_details"]
    contacts = list_contacts_of(session, heard.conversation)
    cases = [case for contact in contacts if (case := session.get(Case, contact.case_id)) is not None]
    code = last_code_to(session, [contact.id for contact in contacts], heard.now - LOOKED_BACK)
    asker = session.get(Conversation, code.conversation_id) if code is not None else None
    if code is not None:
        cases = [case for case in cases if case.id == code.case_id]
    named = words["cases"].format(cases=", ".join(ending(case.case_ref) for case in cases)) if cases else words["no_case"]
    if asker is None:
        return f"{named} {words['no_code']}"
    where = "own_phone" if asker.id == heard.conversation.id else "other_phone" if asker.channel == "sms" else "web"
    return f"{named} {words[where]}"
