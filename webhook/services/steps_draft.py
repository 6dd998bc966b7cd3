""" "Can I ask for longer", "and when do I get the proper one": asked after an answer about a draft plan, they mean that draft."""

from __future__ import annotations

import re
from typing import Any

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.clock.limits import LIMITS
from webhook.services.dates_read import AWAITING
from webhook.services.follow_ups import bare_question
from webhook.services.heard import Heard, Reply, Turn
from webhook.services.steps_brief import is_recent
from webhook.store.inbox import list_last_topics

TOPIC = "ehcp_draft"
BEHIND = 4  # turns
LONGEST = 14  # words
_LONGER = re.compile(
    r"\b(?:longer|more (?:time|days|weeks)|extra (?:time|days|week)|another (?:week|few days|fortnight|\w+ days)|an? extension"
    r"|extend(?:ed)?(?: (?:it|that|this|the (?:deadline|time|15 days)))?)\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:can|could|may|do|is|will|would|am|are|what if|need|want|how|possible|allowed)\b", re.IGNORECASE)
_FINAL = re.compile(
    r"^(?:so |and )?(?:when|how (?:long|soon)|what (?:date|day)|by when)\b.*"
    r"\b(?:proper|real|final(?:ised|ized)?|finished|actual|full|signed|main|complete) (?:one|plan|ehcp|version|copy|thing)"
    r"(?: (?:is|be|due|come|coming|comes|arrive|out|ready|here|sent|meant|supposed|to|by|in|then|back))*$"
    r"|^(?:so |and )?(?:when|how (?:long|soon)) .{0,30}\b(?:it|the plan|this|that) (?:is |be |become |go |get )+(?:final(?:ised|ized)?|finished|official|legal)$",
    re.IGNORECASE,
)
_NAMES_ELSE = re.compile(
    r"\b(?:assess\w*|appeal\w*|tribunal|transport|taxi|school|report|review|surgery|session|break|support|hours?|wait(?:ing)?|taking|takes?|call|ring|talk|grant|funding|pay\w*|in class)\b",
    re.IGNORECASE,
)


def answer_after_draft(parts: Parts, heard: Heard) -> Turn | None:
    """More time to reply to a draft, or when the plan itself comes. None unless a draft was the last thing answered, or the message names it."""
    answer = parts.content.answers.get(TOPIC)
    if answer is None or answer.off or heard.form_open or heard.lane is not None:
        return None
    text, changes = bare_question(heard.text), dict[str, Any]({"options": [], "unsure_count": 0, "last_topic": TOPIC})
    after = is_recent(heard) and (heard.conversation.last_topic == TOPIC or (bool(_FINAL.search(text)) and _spoke_of_draft(parts, heard)))
    if not after or len(text.split()) > LONGEST or _NAMES_ELSE.search(text):
        return None
    if _LONGER.search(text) and _MAY.search(text):
        reply = Reply(parts.content.status["draft_more_time"].on(heard.channel), sources=[answer.sources[0]] if answer.sources else [])
    elif _FINAL.search(text):
        words = parts.content.status["draft_final_when"].on(heard.channel).format(year=local_date(heard.now).year)
        reply, changes["awaiting"] = Reply(words, sources=[LIMITS["final"].source]), f"{AWAITING}request"
    else:
        return None
    return Turn(lane="answer", topics=[TOPIC], confidence=0.9, flags=heard.flags, changes=changes, replies=[reply])


def _spoke_of_draft(parts: Parts, heard: Heard) -> bool:
    """Whether a draft was spoken of a few turns ago: "and the final one" names it again."""
    with parts.db.reading() as session:
        return any(TOPIC in topics for topics in list_last_topics(session, heard.inbound, BEHIND))
