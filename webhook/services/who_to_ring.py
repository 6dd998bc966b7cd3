"""Whom to ring about what was just answered: the number first, then who is who (content/follow_ups.yml, `ring`)."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.content import Answer
from webhook.services.heard import Heard, Reply, Turn
from webhook.services.render import answer_reply

WHO, DUTY = "who", "ring_duty"  # a part of an answer, and the text for a topic that has none of its own
_NUMBER = re.compile(r"\b0\d{2,4} ?\d{3,4} ?\d{3,4}\b")


def ring_turn(parts: Parts, heard: Heard, answer: Answer) -> Turn:
    """ "Who do I ring" after an answer: the number, and on the web who does what."""
    changes = {"last_topic": answer.topic, "options": [], "unsure_count": 0}
    return Turn(lane="answer", topics=[answer.topic], replies=[ring_reply(parts, answer, heard.channel)], confidence=0.9, flags=heard.flags, changes=changes)


def ring_reply(parts: Parts, answer: Answer, channel: str) -> Reply:
    """Whom to ring about a topic, in one text."""
    key = parts.content.ring.get(answer.topic, DUTY)
    who = answer_reply(parts, answer, channel, WHO, with_letter=False) if WHO in answer.parts else None
    if key == WHO and who is not None and _NUMBER.search(who.text):
        return who
    line = Reply(parts.content.messages[DUTY if key == WHO else key].on(channel).format(plain=answer.plain), sources=[dict(source) for source in answer.sources])
    if channel == "web" and who is not None and not set(_NUMBER.findall(line.text)) & set(_NUMBER.findall(who.text)):
        line.text = f"{line.text}\n\n{who.text}"
    return line
