"""Whom to ring about what was just answered: the number first, then who is who (content/follow_ups.yml, `ring`)."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.answers.content import Answer
from webhook.services.render.render import answer_reply
from webhook.services.turn.follow_ups import bare_question
from webhook.services.turn.heard import Heard, Reply, Turn

WHO, DUTY = "who", "ring_duty"  # a part of an answer, and the text for a topic that has none of its own
_NUMBER = re.compile(r"\b0\d{2,4} ?\d{3,4} ?\d{3,4}\b")
_FIRST = re.compile(r"(?<=[.!?])\s")  # on the web, where more is said, the number stands in the first sentence
_RING = r"(?:ring|ringing|phone|phoning|call|calling|telephone|contact|speak (?:to|with)|talk (?:to|with)|speak|talk|ask)"
_AROUND = """
    i we is are the a to can could do should would shall must be need want just now actually best right proper person supposed meant then
    about this that it today for them here help on first in at
"""
_BETWEEN = rf"(?: (?:{'|'.join(_AROUND.split())}))*"
_WHOM = re.compile(
    rf"^(?:who|whos|who's|whom){_BETWEEN} {_RING}{_BETWEEN}$|^(?:just )?(?:ring|phone|call) who$"
    r"|^(?:(?:what|wot|which|any|phone|telephone|contact)(?:'?s)?|is there|have (?:you|u) got|(?:do )?(?:you|u) (?:have|got)|got|can (?:i|we) (?:have|get)|give me|send me|i need|need)"
    rf"(?: (?:is|a|an|the|any|your|ur|their|phone|telephone|contact|duty|line|right|direct|what))* (?:number|no\.?)(?: for (?:them|that|this|it|you|u)|{_BETWEEN} {_RING}{_BETWEEN})?$",
    re.IGNORECASE,
)


def asks_whom_to_ring(text: str) -> bool:
    """ "Who do I ring", "what number", "who can i phone", and nothing else."""
    return bool(_WHOM.match(bare_question(text)))


def ring_turn(parts: Parts, heard: Heard, answer: Answer) -> Turn:
    """ "Who do I ring" after an answer: the number, and on the web who does what."""
    changes = {"last_topic": answer.topic, "options": [], "unsure_count": 0}
    return Turn(lane="answer", topics=[answer.topic], replies=[ring_reply(parts, answer, heard.channel)], confidence=0.9, flags=heard.flags, changes=changes)


def ring_reply(parts: Parts, answer: Answer, channel: str) -> Reply:
    """Whom to ring about a topic, in one text."""
    key = parts.content.ring.get(answer.topic, DUTY)
    who = answer_reply(parts, answer, channel, WHO, with_letter=False) if WHO in answer.parts else None
    if key == WHO and who is not None and _NUMBER.search(who.text if channel == "sms" else _FIRST.split(who.text)[0]):
        return who
    line = Reply(parts.content.messages[DUTY if key == WHO else key].on(channel).format(plain=answer.plain), sources=[dict(source) for source in answer.sources])
    if channel == "web" and who is not None and (key == WHO or not set(_NUMBER.findall(line.text)) & set(_NUMBER.findall(who.text))):
        line.text = f"{line.text}\n\n{who.text}"
    return line
