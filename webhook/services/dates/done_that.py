""" "I did that 3 weeks ago and heard nothing", right after how to ask for an assessment: the request was made, and its clock runs. Pure."""

from __future__ import annotations

import re

LONGEST = 25  # words
_SCHOOL = r"(?:school|nursery|college|senco|sendco|head|gp)"
_WHO = rf"(?:(?:i|we|(?:(?:the|my|our|his|her|their) )?{_SCHOOL})(?:'?ve| have| has|'?s|'?d)?\s+)?"
_DID = r"(?:did|done|sent|asked|applied|wrote|written|emailed|posted|requested|submitted|put|handed|filled)"
_THAT = r"(?:that|it|this|all that|one|them|so|the (?:letter|form|request|application|email)|a (?:letter|request)|in|off|for|to the council|already|myself|ourselves|yes)"
_DONE = re.compile(rf"^\W*(?:(?:well|ok|okay|yes|yeah|but|and|so|oh|um|thanks|right|no)\W+)*{_WHO}(?:already |just |only |actually )*{_DID}\b(?:\s+{_THAT}\b)*", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    r"\b(?:school|senco|sendco|teacher|gp|camhs|they|you) (?:said|told|says|won'?t|wont|refus\w+)\b|\b(?:refus\w+|said no|turned|draft"
    r"|final|appeal\w*|mediation|tribunal|reviews?|complain\w*"
    r"|transport|taxi|dla|pip|badge|short breaks?|respite|autism|adhd|camhs|speech|salt|ot|diagnos\w+)\b",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"\b(?:heard|hear|nothing|no (?:reply|answer|response|news|word|decision|letter|one|joy)|still|waiting|yet|back|nobody|noone|ago|since|when|how long|late|not (?:had|got|heard))\b",
    re.IGNORECASE,
)
_SO_LONG = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a couple of) (?:days|weeks|wks|months)"
_ABOUT = r"(?: about| over| nearly| almost| like| around)?"
_BEEN = re.compile(
    rf"\b(?:(?:it'?s|it is|it has|has|its) (?:now |already )?been|for|after|waited|waiting){_ABOUT} ({_SO_LONG})\b(?! (?:ago|since|after))",
    re.IGNORECASE,
)
ASSESSMENT = "we requested an ehc assessment"


def read_done(text: str) -> str | None:
    """The message with "I did that" said in full; None for one that says another thing, or does not wait for an answer."""
    plain = " ".join(text.replace("\u2019", "'").split())
    done = _DONE.match(plain)
    if done is None or len(plain.split()) > LONGEST or _OF_ANOTHER.search(plain[done.end() :]) or not _WAITS.search(plain[done.end() :]):
        return None
    return ASSESSMENT + _BEEN.sub(r"\1 ago", plain[done.end() :])
