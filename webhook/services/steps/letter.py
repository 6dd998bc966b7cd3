"""A letter asked for by its word: the page where it is filled in comes first, whatever part of an answer follows. The letter itself is never written here (conduct 17)."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.letters.letters import find_letter
from webhook.services.render.render import letter_line
from webhook.services.turn.heard import Heard, Reply, Turn

LONGEST = 30  # words
_KIND = r"(?:(?:template|model|sample|standard|draft|short|quick|proper|formal|good|wee) )*"
_LETTER = rf"{_KIND}(?:letters?|templates?)"
_ASKS = re.compile(
    rf"\b(?:write|draft|do|make|help (?:me |us )?(?:to )?(?:write|with|do)) (?:me |us )?(?:an?|the|my|this) {_LETTER}\b"
    rf"|\b(?:give|send|get|show) (?:me|us) an? {_LETTER}\b"
    rf"|\b(?:(?:is|are) there|have (?:you|u)(?: got)?|do (?:you|u) have|(?:you|u) got|got|need|want|like|after|find|use|copy) (?:an?|any|some) {_LETTER}\b(?! (?:from|back|off))"
    rf"|\b{_LETTER} (?:that |which )?(?:i|we)(?: can| could)? (?:send|use|copy|fill)|\b{_LETTER} to (?:ask|send|use|copy|complain|chase|request|get|appeal|challenge)\b"
    r"|\b(?:letter template|(?:template|model|sample|standard) letters?)\b|\bwhat (?:do|should|can) (?:i|we) (?:write|put|say) in (?:the|a|my) letter\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\b(?:they|council|school|la|sendco|senco|gp|doctor|officer|he|she|head|dwp|dla)"
    r"(?:'?s|'?ve| has| have| had| will| can| could| would| should| did| just| to| needs?| must| meant| supposed)*"
    r" (?:\w+ )?"
    r"(?:sen[dt]|write|wrote|written|give|gave|given|do|did|draft\w*|get|got)\b.{0,25}\bletter"
    r"|\b(?:got|had|received|have) (?:an?|the|this) letter\b(?! (?:i|we|to)\b)"
    r"|\bletter (?:from|came|arrived|says?|said|saying|was|is|dated|refus\w+|telling)\b",
    re.IGNORECASE,
)


def asks_letter(text: str) -> bool:
    """Whether somebody asks for a letter to send themselves: "can you write me a letter asking for an ehcp"; not one they had, or that somebody else should write."""
    text = text.replace("\u2019", "'")
    return len(text.split()) <= LONGEST and bool(_ASKS.search(text)) and not _THEIRS.search(text)


def name_letter(parts: Parts, heard: Heard, turn: Turn) -> None:
    """The letter of the first topic that has one, before the answer, unless the answer names it already."""
    if turn.lane != "answer" or heard.unsafe or not asks_letter(heard.masked):
        return
    topic = next((topic for topic in turn.topics if find_letter(parts.content.letters, topic)), None)
    line = letter_line(parts, topic, heard.channel) if topic else ""
    if not line or any(line in reply.text for reply in turn.replies):
        return
    turn.replies.insert(0, Reply(parts.content.messages["letter_offer"].on(heard.channel).format(letter=line)))
