"""Whom to ring about what was just answered: the number first, then who is who (content/follow_ups.yml, `ring`)."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.answers.content import Answer
from webhook.services.cases.told import shown_status
from webhook.services.render.render import answer_reply
from webhook.services.turn.follow_ups import bare_question
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.inbox import list_bodies_told

WHO, DUTY, MEDIATION = "who", "ring_duty", "ring_mediation"  # a part of an answer, the text for a topic that has none of its own, and that of an appeal
LOOKED_BACK = 6  # messages
BEFORE = 20  # characters before "have the certificate" that may turn it round
_CERT = r"(?:certificates?|certs?|certifcate|certificat|cerificate)"
_CERTIFICATE = re.compile(
    rf"\b(?:have|has|had|i'?ve|we'?ve|got|received|sent|gave|given|came with|with|holding)\b[^.?!]{{0,30}}?\b{_CERT}\b"
    rf"|\b{_CERT}\b[^.?!]{{0,15}}?\b(?:came|has come|have come|arrived|turned up|is here|in (?:my )?hand|dated|is from|(?:says|was|is) (?:the )?\d)|\b{_CERT} (?:from )?(?:the )?\d",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.,;!?]|\b(?:and|but|so|now)\b", re.IGNORECASE)
_NO_CERTIFICATE = re.compile(
    r"\b(?:not|never|no|none|without|need\w*|should|would|could|(?:can|do|does|did) (?:i|we|you|u|he|she|they)|must|to|if|once|until|till|when|how|will"
    r"|wait\w*|await\w*|want\w*|ask\w*|yet|lost|you|birth|medical|sick"
    r"|first aid|blue|gift|swimming|school|gcse|degree)\b|\b(?:do|does|did|have|has|had|is|was|wo|ca)n'?t\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b0\d{2,4} ?\d{3,4} ?\d{3,4}\b")
_FIRST = re.compile(r"(?<=[.!?])\s")  # on the web, where more is said, the number stands in the first sentence
_RING = r"(?:ring|ringing|phone|phoning|call|calling|telephone|contact|speak (?:to|with)|talk (?:to|with)|speak|talk|ask|tell|report)"
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
    reply = ring_reply(parts, answer, heard.channel, certified=_is_certified(parts, heard, answer))
    return Turn(lane="answer", topics=[answer.topic], replies=[reply], confidence=0.9, flags=heard.flags, changes=changes)


def holds_certificate(text: str) -> bool:
    """Whether somebody says that they have their mediation certificate: "got the certificate today". That one is needed, or has not come, is no such thing."""
    text = text.replace("\u2019", "'")
    return any(not _NO_CERTIFICATE.search(_CLAUSE.split(text[max(0, found.start() - BEFORE) : found.start()])[-1] + found.group()) for found in _CERTIFICATE.finditer(text))


def _is_certified(parts: Parts, heard: Heard, answer: Answer) -> bool:
    """Whether who asks has been to the mediation adviser: a certificate is on the record we showed them, or they told of it in their last messages."""
    if parts.content.ring.get(answer.topic) != MEDIATION:
        return False
    status = shown_status(parts, heard)
    if status is not None and status.disagree == "certificate":
        return True
    with parts.db.reading() as session:
        bodies = list_bodies_told(session, heard.inbound, LOOKED_BACK)
    return any(holds_certificate(parts.vault.open(body)) for body in bodies)


def ring_reply(parts: Parts, answer: Answer, channel: str, *, certified: bool = False) -> Reply:
    """Whom to ring about a topic, in one text. `certified`: who has a mediation certificate is not sent for one."""
    key = parts.content.ring.get(answer.topic, DUTY)
    if certified:
        return Reply(parts.content.messages["ring_certified"].on(channel), sources=[dict(source) for source in answer.sources])
    who = answer_reply(parts, answer, channel, WHO, with_letter=False) if WHO in answer.parts else None
    if key == WHO and who is not None and _NUMBER.search(who.text if channel == "sms" else _FIRST.split(who.text)[0]):
        return who
    line = Reply(parts.content.messages[DUTY if key == WHO else key].on(channel).format(plain=answer.plain), sources=[dict(source) for source in answer.sources])
    if channel == "web" and who is not None and (key == WHO or not set(_NUMBER.findall(line.text)) & set(_NUMBER.findall(who.text))):
        line.text = f"{line.text}\n\n{who.text}"
    return line
