"""Reads what somebody says of a place they have, or wait for, in words of their own: that they can't come or need it no more, any news, how many are before them. Pure.

Only for those who have one: to all others the same words are about something else. So is what names a school, a review, a child who can't go in.
"""

from __future__ import annotations

import re

from webhook.services.people.hospital import SO_NOT, STAY, tells_of_hospital_alone
from webhook.services.surgeries.fact_asked import PLACE, read_fact

CANT, UNWANTED, NEWS, QUEUE, PLACE_AGAIN = "cant", "unwanted", "news", "queue", "again"
LONGEST = 18  # words
SHORT = 9  # words of a message that says it without naming what
_OTHER = re.compile(
    r"\b(?:school|nursery|college|class|plans?|ehcp?|reviews?|meeting|transport|taxi|bus|camhs|mosaic|respite|club|assessments?|hospital|gp|doctor|tribunal|hearing|mediation"
    r"|panel|letter|form|tuition|tutor"
    r"|texts?|messages?|reminders?|person|call|social worker|support|benefits?|dla|money|rent|house|job|exams?|ends meet|him|her|them|cope|sleep|eat|afford|understand|find|read|see)\b",
    re.IGNORECASE,
)
_CANT = re.compile(
    r"(?<!\bhe )(?<!\bshe )(?<!\bthey )(?<!\bwho )(?<!\bpeople )\b(?:can'?t|cannot|can not|won'?t|will not|couldn'?t|could not|not going to|not gonna|(?:un|not )able to|aren'?t"
    r"|am not|i'?m not|we'?re not)"
    r"(?: (?:be able to|now|really|actually|gonna|going to|be))*"
    r" (?:come|coming|make|attend|(?:do|manage) (?:that|this|the) (?:day|date|one)|be there"
    r"|get there|get (?:to|down)|be coming|turn up|go)\b(?! (?:to terms|up with|out of|to (?:bed|sleep|work|court)|it (?:clear|work|stop"
    r"|better)|sense|any (?:sense|difference)|a (?:decision|complaint)|on\b(?! (?:the|that|this|mon|tue|wed|thu|fri|sat|sun|\d))))",
    re.IGNORECASE,
)
_CAME_UP = re.compile(
    r"\b(?:something|sthg|stuff|things?)(?:'?s| has| have)? (?:just )?(?:came|come|cropped|popped) up\b|\bhad? an emergency\b|\b(?:have|need|got) to (?:pull out|drop out|cancel)\b",
    re.IGNORECASE,
)
_NOT_COMING = re.compile(
    r"\bchanged (?:my|our) minds?\b.{0,30}\b(?:come|coming|make|attend|go|going)\b|^\W*(?:(?:hi|hello|sorry|so|oh|actually|we'?re|i'?m|im)\W+)*not coming\b", re.IGNORECASE
)
_ILL = re.compile(
    r"^\W*(?:(?:so|really|very|hi|oh|sorry)\W+)+(?:but )?(?:i'?m|im|he'?s|she'?s|shes|hes|my \w+(?:'?s| is)|we'?re|were|the (?:kids|baby)(?: are|'?s| is)?) (?:all "
    r"|both )?(?:poorly|ill|sick|unwell|not well|in hospital|got covid)\b",
    re.IGNORECASE,
)
_IS_ILL = re.compile(r"\b(?:poorly|ill|sick|unwell|not (?:very |too )?well|(?:got|has) (?:a )?(?:bug|temperature|fever|covid|chicken ?pox|flu))\b", re.IGNORECASE)
_OF_ELSEWHERE = re.compile(r"\b(?:school|nursery|college|class|reviews?|meeting|taxi|bus|club|respite|tuition|panel|mediation|tribunal|hearing|home|gp|camhs)\b", re.IGNORECASE)
_UNWANTED = re.compile(
    r"(?<!\bhe )(?<!\bshe )(?<!\bthey )(?<!\bit )(?<!\bdoes )\b(?:don'?t|do not|dont|no longer|not|won'?t) (?:really |actually )?(?:need(?:ing|ed)?|want(?:ing)?|require|be needing)(?: (?:it"
    r"|this|that|one|(?:the|my|our|a"
    r"|that) (?:place|slot|appointment|appt|spot|surgery|booking|space)"
    r"|to (?:come|go|wait|be on (?:it|the list))))?(?: (?:any ?more|anymore|now|after all|at all|no more|thanks|thank you|ta|cheers|sorry|please|pls))*\W*$"
    r"|\bnot needed\b(?: (?:any ?more|now))*\W*$|\b(?:give|let|offer) (?:my|our|the|that) (?:place|slot|spot|space) (?:to )?(?:some|another)|\b(?:some\w+"
    r"|another \w+) (?:else )?can have (?:it|my|our|the)\b",
    re.IGNORECASE,
)
_NO_MORE = re.compile(r"\b(?:it|place|slot|appointment|spot|surgery|booking|any ?more|anymore|now|after all|come|wait|needed|have)\b", re.IGNORECASE)
_NEWS = re.compile(
    r"\b(?:any|is there) (?:news|update|movement|luck|joy)\b(?=.{0,25}\b(?:list|waiting|place|slot|surgery|spot)\b|\W*(?:yet|please|pls)?\W*$)|\b(?:has|have|did) (?:a|any"
    r"|the) (?:place|slot|space|spot)s? (?:come|opened|freed|become) (?:up|free|available)\b"
    r"|\b(?:have|did) (?:i|we) (?:got|get) (?:a place|in|off the list)\b|\bany(?:thing| (?:places?|slots?|spots?)) (?:come )?(?:free|up|available) (?:yet|now)\b",
    re.IGNORECASE,
)
_QUEUE = re.compile(
    r"\bhow many\b(?: (?:people|families|others?|parents|are|there|is|of us|on))* (?:in front|ahead|before|in the queue|on (?:the|that|your) (?:waiting )?list|waiting|above)\b"
    r"|\b(?:what|which) (?:number|position|place) am i\b"
    r"|\bwhere am i (?:on|in) (?:the|that|your) (?:waiting )?(?:list|queue)\b|\bhow (?:far|long) (?:am i|is) (?:down|up|from|the (?:waiting )?(?:list|queue))\b|\bmy (?:place"
    r"|position) (?:in|on) (?:the|that) (?:queue|list)\b",
    re.IGNORECASE,
)

_WHEN_AGAIN = re.compile(r"\b(?:time|when|day|date)\b.*\bagain\b", re.IGNORECASE)


_OURSELVES = re.compile(  # "my son can't go upstairs" is what they want to talk about
    r"(?:^\W*(?:(?:oh|sorry|so|but|actually|hi|no|ok|yes)\W+)*|\b(?:i|we)(?:'ve|ve|'ll)? (?:just |really |actually |also |now )?)"
    r"(?:can'?t|cannot|can not|won'?t|will not|couldn'?t|could not|(?:am|are) not|aren'?t|not (?:coming|able)|changed)\b|\bi'?m not (?:coming|able|going)\b",
    re.IGNORECASE,
)

_OUT = re.compile(  # asked, not said: "how do I get out of it", "is there any way I can back out"
    r"\b(?:how (?:do|can|could|would|shall|to)\b|(?:can|could|may|am|are) (?:i|we)\b|is (?:it|there) (?:ok|okay|possible|too late|(?:a|any) way)\b)"
    r"(?: (?:i|we|can|could|that|for (?:me|us)|still|just|now|to|then|go about|be able|allowed|actually))*"
    r" (?:(?:get|getting|wriggle) out of|(?:back|pull|drop|backing|pulling) out(?: of)?|cancel(?:l?ing)?|un-?book|call(?:ing)?(?: it| this| that| (?:my|the|our) \w+)? off|withdraw(?: from)?"
    r"|give(?= .{0,16}\b(?:up|back)\b)|give up)"
    r"(?: (?:it|this|that|coming|going|off|up|back|(?:(?:my|the|our|that) )?(?:send )?(?:surgery|place|slot|booking|appointment|appt|spot|one)"
    r"|now|please|pls|then|again|if i (?:need|have|want) to|last minute))*\W*$",
    re.IGNORECASE,
)


def asks_out(text: str) -> re.Match[str] | None:
    """How, or whether, a place can be given up: what "it" is must be known."""
    return _OUT.search(text.replace("\u2019", "'")) if len(text.split()) <= LONGEST else None


def drops_booking(text: str) -> bool:
    """The same in the middle of booking, where much is told of children: only of themselves."""
    return drops(text) and bool(_OURSELVES.search(text.replace("\u2019", "'")) or tells_of_hospital_alone(text))


def drops(text: str) -> bool:
    """Whether somebody who has a place can't come, or does not need it any more."""
    return read_own(text, waits=False) in (CANT, UNWANTED)


def read_own(text: str, *, waits: bool = True) -> str:
    """What is said of a place of their own; "" for what may be about something else."""
    text = text.replace("\u2019", "'").strip()
    if len(text.split()) > LONGEST:
        return ""
    if waits and _QUEUE.search(text) and not _OTHER.search(text):
        return QUEUE
    if waits and _NEWS.search(text) and not _OTHER.search(text):
        return NEWS
    if (_IS_ILL.search(text) or STAY.search(text)) and SO_NOT.search(text) and not _OF_ELSEWHERE.search(text) and ("?" not in text or tells_of_hospital_alone(text)):
        return CANT  # "cant make it, shes in hospital", "he cant come he is ill"
    if _OTHER.search(text):
        return ""
    short = len(text.split()) <= SHORT
    if "?" not in text and (_CANT.search(text) or (short and _NOT_COMING.search(text)) or (short and _CAME_UP.search(text)) or (short and _ILL.search(text))):
        return CANT
    if "?" not in text and short and (found := _UNWANTED.search(text)) and _NO_MORE.search(found.group()):
        return UNWANTED
    return PLACE_AGAIN if read_fact(text) == PLACE and _WHEN_AGAIN.search(text) else ""
