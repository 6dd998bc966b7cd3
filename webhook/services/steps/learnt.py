"""Short replies to an open scene that nothing else read: what they say is read by what was learnt (understanding/replies), and answered as the patterns' own words are.

The last step of a turn, so danger, STOP, a person and every pattern come before it. A guess books, takes or gives up a place only where it is near certain, never opts
anybody out, and shows nothing that is not proven. A question, something else, and whatever is not sure go on to the dialogue model.
"""

from __future__ import annotations

from collections.abc import Callable

from webhook.bootstrap import Parts
from webhook.services.booking.draft import AWAITING as BOOKING
from webhook.services.cases.learnt_case import hear_of_case
from webhook.services.directory.learnt_list import hear_of_list
from webhook.services.identity.learnt_check import hear_in_check
from webhook.services.render.status import CASE_TOPIC
from webhook.services.render.surgeries import MORE
from webhook.services.steps.booking_offer import OFFER
from webhook.services.steps.search_turns import AWAITING as LIST
from webhook.services.steps.updates import AWAITING as UPDATES
from webhook.services.surgeries.surgeries import TELL
from webhook.services.turn.heard import Heard, Turn
from webhook.services.turn.learnt_place import hear_of_place
from webhook.store.inbox import list_last_topics

PLACE, CASE, CHECK, STANDING = "place", "case", "check", "list"  # scenes, as in data/replies
PASSES = {"date", "postcode", "name"}  # kinds of personal data that are no answer of the check
SURGERIES = {"surgery_info", "surgery_book"}
BEHIND = 3  # turns back, past thanks and what was not understood, to which a reply may belong
_HEAR: dict[str, Callable[[Parts, Heard, str, bool], Turn | None]] = {PLACE: hear_of_place, CASE: hear_of_case, CHECK: hear_in_check, STANDING: hear_of_list}


def answer_learnt(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn, after all others. None where no scene is open, or nothing is read."""
    if parts.replies is None or heard.alerted or heard.flags or heard.intent is not None or heard.conversation.bereaved_at is not None or heard.cut:
        return None
    if (heard.form_open and set(heard.personal_kinds) - {"name"}) or set(heard.personal_kinds) - PASSES:
        return None
    scene = _find_scene(parts, heard)
    act, certain = parts.replies.read(scene, heard.masked) if scene else ("", False)
    return _HEAR[scene](parts, heard, act, certain) if act else None


def _find_scene(parts: Parts, heard: Heard) -> str:
    """What stands open: what we asked last, else what the last turns were about."""
    awaiting = heard.conversation.awaiting or ""
    if heard.form_open:
        return CHECK
    if awaiting.startswith((BOOKING, OFFER)):
        return PLACE
    if awaiting == LIST:
        return STANDING
    chooses = bool(heard.conversation.unsure_count and heard.conversation.options)  # among what it may have meant
    if chooses or heard.previous_at is None or (awaiting and not awaiting.startswith((TELL, MORE, UPDATES))):
        return ""
    with parts.db.reading() as session:
        recent = list_last_topics(session, heard.inbound, BEHIND)
    last = next((topics for topics in recent if topics - {"small_talk", "nonsense"}), set())
    return PLACE if last & SURGERIES else CASE if CASE_TOPIC in last else ""
