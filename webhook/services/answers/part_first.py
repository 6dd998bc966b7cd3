"""Which part of an answer a message of its own asks for: "he got excluded, how do I appeal", "how much does a blue badge cost".

The topic is chosen before and stays what it is; this only says what of it comes first. Pure. Messages that lean on an earlier answer are follow_ups'.
"""

from __future__ import annotations

import re

from understanding.splitter import split_message
from webhook.services.answers.brief import meaning_of
from webhook.services.answers.content import Answer, Content

_APPEAL = re.compile(
    r"\b(?:how|can|could|should|do) (?:do |can |would |should )?(?:i|we)\b.{0,25}\b(?:appeal|challenge|contest|dispute|overturn|fight)\b"
    r"|\b(?:want|like|going|need|trying|how) to (?:appeal|challenge|contest|dispute|overturn|fight)\b",
    re.IGNORECASE,
)
_SAID_ALREADY = {"how_long": re.compile(r"\b\d+ (?:\w+ )?(?:day|week|month)s?\b"), "cost": re.compile(r"\bfree\b|\u00a3|\bfees?\b|\bpay\b")}  # by the short answer itself
_A_CONTACT = re.compile(r"\b(?:ring|email|phone|contact|speak to|write to)\b", re.IGNORECASE)
MOSTLY = 0.6  # of the words of meaning in a short answer
LONGEST = 45  # words: in a longer message the question may be about something else that it tells
_PARTS = (
    (
        "how_long",
        re.compile(
            r"\bhow (?:long|soon|many (?:weeks|days|months)) (?:does|do|will|would|can|is|are|should|until|before|have (?:i|we) got|has (?:he|she) got)\b"
            r"|\bwhat(?:'?s| is) the (?:usual |current |average )?(?:wait|waiting (?:time|list)|timescale|time ?frame|time limit)\b"
            r"|\bwhen (?:will|would|do|should) (?:i|we) (?:hear|find out)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "cost",
        re.compile(
            r"\bhow much (?:does|do|will|would|is|are)\b.{0,30}\b(?:cost|pay|charge)\b|\bhow much (?:is|does) (?:it|this|that|one|an?|the) ?(?:\w+ ?){0,3}$"
            r"|\bdoes (?:it|this|\w+(?: \w+){0,2}) cost\b"
            r"|\bdo (?:i|we) (?:have to |need to |got to )?pay\b|\b(?:is|are) (?:it|this|that|they|the \w+(?: \w+)?) free\b|\b(?:is there|any) (?:a |any )?(?:cost|charge|fee)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "bring",
        re.compile(
            r"\bwhat (?:do|should|must|will) (?:i|we) (?:need to |have to )?(?:bring|take with|send them|send in|show them|include)\b"
            r"|\bwhat (?:documents?|evidence|papers?|proof|paperwork) (?:do|will|should|must|would) (?:i|we)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "who",
        re.compile(
            r"\bwho (?:do|should|can|would|could) (?:i|we) (?:ring|phone|call|contact|speak to|talk to|email|write to|ask)\b"
            r"|\bwho (?:can|is able to|is allowed to) (?:apply|claim|ask for|get)\b",
            re.IGNORECASE,
        ),
    ),
    ("how", re.compile(r"\bhow (?:do|can|would|should) (?:i|we) (?:apply|claim|request|ask for|go about)\b|\bhow to (?:apply|claim|request|ask for)\b", re.IGNORECASE)),
)


def read_first_part(content: Content, text: str, topic: str) -> str | None:
    """The part of that topic which a question of the message names; None where none is named, or the topic has no such part."""
    answer = content.answers.get(topic)
    asking = " \n ".join(part.text for part in split_message(text.replace("\u2019", "'")) if part.asks)
    if answer is None or not asking or len(text.split()) > LONGEST:
        return None
    named = [name for name, pattern in _PARTS if pattern.search(asking)]
    if _APPEAL.search(asking):
        by = content.follow_ups.get("appeal_by", {}).get(topic) if "how_long" in named else None
        led = by or content.follow_ups.get("appeal", {}).get(topic)
        return led[1] if led is not None and led[0] == topic and led[1] in answer.parts else None
    return next((name for name in named if name in answer.parts and _adds(answer, name, asking)), None)


def says_most_of(part: str, short: str) -> bool:
    """Whether a part says nearly all that the short answer does: both would be the same text twice."""
    words = set(meaning_of(short))
    return len(words & set(meaning_of(part))) >= MOSTLY * len(words)


def _adds(answer: Answer, name: str, asking: str) -> bool:
    """Whether a part says what the short answer does not; for "who do I ring", whether it names anybody to ring."""
    said = _SAID_ALREADY.get(name)
    if said is not None and said.search(answer.short.web):
        return False
    return name != "who" or "who can" in asking.lower() or "who is" in asking.lower() or bool(_A_CONTACT.search(answer.parts[name].web))
