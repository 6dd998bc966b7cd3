"""What the rules on holding a child are: asked as a policy, it is no allegation (conduct 4), and we hold no checked rules on it."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.heard import Heard, Reply, Turn

TOPIC = "school_complaint"  # where whoever is not content goes next
_RULES = r"(?:polic(?:y|ies)|rules?|guidance|guidelines?|laws?|legal(?:ly)?|allowed|inspects?|training|trained|code of practice)"
_HOLDING = (
    r"(?:restrain(?:t|ts|ed|ing)?|seclusion|physical(?:ly)? (?:intervention|handling|restraint)|positive handling|safe handling|reasonable force|use (?:of )?force|isolation room"
    r"|(?:hold(?:ing)?|pin(?:ning)?|lock(?:ing)?|strap(?:ping)?)(?: \w+){0,2} (?:down|still|in|on the floor|face down|in a room))"
)
_ASKS_RULES = re.compile(rf"\b{_RULES}\b.{{0,80}}\b{_HOLDING}\b|\b{_HOLDING}\b.{{0,80}}\b{_RULES}\b", re.IGNORECASE | re.DOTALL)


def answer_restraint_rules(parts: Parts, heard: Heard) -> Turn | None:
    """ "What is the policy on restraint": that we have no checked rules, what to ask the school for, and a person if a child was held or hurt."""
    if heard.form_open or heard.conversation.awaiting or not _ASKS_RULES.search(heard.masked.replace("\u2019", "'")):
        return None
    reply = Reply(parts.content.messages["restraint_rules"].on(heard.channel))
    return Turn(lane="answer", topics=[TOPIC], replies=[reply], changes={"last_topic": TOPIC, "options": [], "unsure_count": 0})
