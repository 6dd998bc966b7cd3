"""Reads what somebody says to a place that is kept for them, or was: taken, refused, or whether it is too late. Pure; what is not clear is not read."""

from __future__ import annotations

import re

from webhook.services.booking.instead import concerns_other
from webhook.services.booking.read import is_question, read_agreed, read_yes_no, wants_to_leave
from webhook.services.booking.read_list import leaves_list

LONGEST = 12  # words of an answer to an offer; longer ones say more
_TAKES = re.compile(r"\b(?:take|have|keep|want|accept|like|love|book)\b.{0,20}\b(?:it|that|this|the|place|slot|one|space)\b", re.IGNORECASE)
_YOU_KEEP = r"(?:one|time|date|what) (?:that )?(?:you|u)(?:'ve| have)? (?:just |are |r )?(?:offered|kept|keeping|saved|saving|held|holding)"
_NEW_ONE = rf"(?:(?:new|free|freed) one|{_YOU_KEEP})"
_NAMES_IT = re.compile(rf"\b(?:place|slot|space|spot|offer|surgery|{_NEW_ONE})\b", re.IGNORECASE)
_BOOKS_IT = re.compile(
    rf"\b(?:(?:book|put|get|sign|pop|stick|add) (?:me|us)|take|have|want|accept|like|love|book|keep)\b.{{0,20}}\b{_NEW_ONE}\b"
    r"|\b(?:book|put|get|sign|pop|stick|add) (?:me|us)\b.{0,12}\b(?:the|that|this) (?:place|slot|spot|space)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^\W*(?:(?:oh|ok|hi|sorry|thanks|thank you)[,.! ]+)*(?:yes+|yeah|yea|yep|yup|yh|ye|sure|definitely)\b.*\b(?:it|that|this|please|pls|plz|thanks|thank|ta|come|there|have|take|place"
    r"|slot|will|love|like)\b|^\W*i(?:'ll| will|'d) (?:take|have|love|like|accept|keep)\b",
    re.IGNORECASE,
)
_TURNED = re.compile(r"\b(?:no|not|but|can'?t|cannot|don'?t|won'?t|instead|if|another|other|different|earlier|later|how|what|when|where|who|why)\b", re.IGNORECASE)
_WORDS_OF_EXCUSE = """
    oh ah hi hiya hello hey omg so very really sorry soz apologies apologise i ive i've im i'm we weve we've he hes he's she shes she's was were is am are have has had been being only
    just now today yesterday last night all week weekend day morning this that it your ur you u the a an my our phone mobile battery signal credit network internet out of at in on off
    for with to till til until from about late delay slow reply replying replied respond responding response answering answer get getting got back seen saw see seeing read reading
    noticed notice missed miss message msg text texts email didnt didn't couldnt couldn't havent haven't wasnt wasn't dead died flat broke broken busy working work asleep sleeping away
    hospital poorly ill sick holiday taken long sooner earlier before again and
"""
_EXCUSE = "|".join(sorted(map(re.escape, _WORDS_OF_EXCUSE.split()), key=len, reverse=True))
_EXCUSED_BEFORE = re.compile(
    rf"^\W*(?:(?:{_EXCUSE})\b\W*)+?(?:but |so )?(?=(?:yes+|yeah|yea|yep|yup|yh|ye|sure|definitely|please|pls|no|nope|i'?d|i'?ll|we'?d|we'?ll|i want|i would|i will|is it|is that|is the"
    r"|am i|are we|can|could|have i|did i|has it|do you|still|too late)\b)",
    re.IGNORECASE,
)
_EXCUSED_AFTER = re.compile(
    rf"[\s,.!-]+(?:(?:so|very) )?(?:sorry|soz|apologies|(?:i )?(?:only )?just (?:seen|saw|got|read)|i(?:'ve)? (?:only |just )+(?:seen|got|saw))\b(?:\W*(?:{_EXCUSE})\b)*\W*$",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"^\W*(?:(?:oh|no|hi|sorry|ok|so|please|pls|but|and)\W+)*(?:"
    r"(?:(?:is|are|was|has) (?:it|that|this|the (?:place|slot|spot|space|offer|one))|am i|are we|have (?:i|we)|did (?:i|we)|(?:can|could|may) (?:i|we)|do (?:you|u)|is there)?\W*"
    r"(?:(?:now|already|just|still|got|left|it|that|the|place|slot|been)\W+)*"
    r"(?:too late(?: (?:now|already))?|missed (?:it|that|out|(?:my|the|our) (?:chance|place|slot|turn))|miss (?:it|my chance)"
    r"|gone|taken|lost (?:it|my place|the place)|given away|expired|run out"
    r"|still (?:have|take|get|accept|book|free|available|there|going|mine|ours|on offer|open|got|be free|keeping|kept|come|say yes)"
    r"|(?:have|take|get|accept|book) (?:it|that|this|the (?:place|slot|spot|one)) still)"
    r"(?: (?:to (?:say yes|have|take|accept|book|get|reply|answer|come|claim))?(?: ?(?:for|it|that|this|one|on|for me|(?:the|that|my) (?:place|slot|spot|space|one|offer)"
    r"|to it|to that|now|please|pls|then|though"
    r"|still|already|you offered|there|available|free|left))*)?"
    r")\W*$",
    re.IGNORECASE,
)
_MAY_STILL = re.compile(r"\b(?:can|could|may) (?:i|we)\b", re.IGNORECASE)
_STILL = re.compile(r"\blate\b|\bstill\b|\bmiss(?:ed)?\b|\bgone\b|\btaken\b|\blost\b|\bgiven away\b|\bexpired\b|\brun out\b", re.IGNORECASE)


def read_offer_answer(text: str) -> bool | None:
    """Whether a place that is offered is taken; None for a message that does not say."""
    text = strip_excuse(text)
    if asks_too_late(text):
        return None  # "oh no have I missed it" refuses nothing
    if wants_to_leave(text) or leaves_list(text):
        return False
    said = read_yes_no(text)
    if said is None and not concerns_other(text):
        said = read_agreed(text)
    if said is not None or len(text.split()) > LONGEST or "?" in text or is_question(text) or _TURNED.search(text) or concerns_other(text):
        return said
    return True if _YES.match(text) or (takes_it(text) and names_offer(text)) else None


def names_offer(text: str) -> bool:
    """Whether a message names the place that is kept, whatever else was asked: "the place", "the new one", "what you offered"."""
    return bool(_NAMES_IT.search(text.replace("\u2019", "'")))


def takes_it(text: str) -> bool:
    """Whether a message takes something: "I'll have it", "book me the new one"."""
    text = text.replace("\u2019", "'")
    return bool(_TAKES.search(text) or _BOOKS_IT.search(text))


def asks_too_late(text: str) -> bool:
    """Whether a whole message asks if what was offered is still to be had: "is it too late", "can I still have it", "have I missed it"."""
    text = strip_excuse(text)
    return len(text.split()) <= LONGEST and bool(_STILL.search(text) and _LATE.match(text))


def may_still_have(text: str) -> bool:
    """Whether such a question is a yes, if the place is still theirs: "can I still have it"."""
    return bool(_MAY_STILL.search(text)) and asks_too_late(text)


def strip_excuse(text: str) -> str:
    """A message without the words that say why it comes late: "oh sorry just seen this, yes please" is "yes please". As it is where it says nothing more."""
    text = text.replace("\u2019", "'").strip()
    return _EXCUSED_AFTER.sub("", _EXCUSED_BEFORE.sub("", text)).strip() or text
