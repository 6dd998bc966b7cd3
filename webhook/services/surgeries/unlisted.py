"""Reads a question about a SEND surgery that no field of its record answers: a referral, the price, which room, who knows about autism, who comes late. Pure.

Such a question is read only where little else is said ("do I need a referral for CAMHS" is none of ours), so that it can be told that the list does not say.
"""

from __future__ import annotations

import re

REFERRAL, COST, ROOM, EXPERT, EXTRAS, LATE = "referral", "cost", "room", "expert", "extras", "late"
UNLISTED = (REFERRAL, COST, ROOM, EXPERT, EXTRAS, LATE)
LONGEST = 14  # words of such a question
_TO_COME = r"(?:to (?:come|attend|go|book|get in|be seen)|for (?:it|this|that|the (?:send )?surgery)|first|before(?:hand)?)"
_FIELDS = {  # what is asked for; all else that is said must be little words
    REFERRAL: rf"\bref+er+(?:al|als|ral|rals|ed|red)\b|\b(?:diagnos\w+|ehcps?|plan|letter|gp|doctor'?s?)\b(?=.* {_TO_COME})",
    COST: r"\b(?:costs?|pay|paying|charges?|charged|fees?|price)\b|\bhow much\b|\b(?:it|this|surgery|that|they) free\b(?= to| for|\W*$)|\bfree to (?:come|attend|go)\b",
    ROOM: r"\b(?:room|classroom|floor|entrance|door|gate|reception|building|hall)\b|\bwhere(?: exactly)? (?:do|should|shall|will|would) (?:i|we) (?:go|meet|wait|sign in|report)\b",
    EXTRAS: r"\b(?:creche|cr\u00e8che|childcare|child ?minding|toys|play area|tea|coffee|drinks?|snacks?|food|refreshments|wi-?fi|online|zoom|teams|video|virtual(?:ly)?"
    r"|(?:by|over the|on the) phone)\b",
}
_LITTLE = """
    do does did is are was will would can could should shall may must have has had got get gets need needs needed needing want i we you u he she they it its it's there here then
    that this these those be been being am a an the any some to for of at in on by with from into through my our your his her their me us him them what whats what's which wat
    where wheres where's when how who if or and but so also ok okay oh hi hello hey sorry just only still even exactly please pls plz thanks thank ta come coming go going goes
    went attend attending book booking booked place slot time times appointment appt meeting surgery surgeries send sen session day first before beforehand required necessary
    wanted not no dont don't doesnt doesn't too well as up turn anything anyone somebody someone child son daughter kid kids boy girl family parent parents school gp doctor
    doctors find know tell me happen happens happening run held do provide provided given offer take takes see seen use without about one ones instead meet wait sign report inside
"""
_SMALL = frozenset(_LITTLE.split())
_ASKS = re.compile(
    r"\?|^\W*(?:(?:and|but|so|also|ok|oh|hi|hello|sorry|please|pls)\W+)*(?:is|are|was|do|does|did|will|would|can|could|should|must|have|has|what|whats|which|wat|where|wheres|how|who|any)\b",
    re.IGNORECASE,
)
_LATE = re.compile(  # "what if I'm late", "we're running a bit late"
    r"^\W*(?:(?:and|but|so|ok|oh|hi|hey|sorry|help|no|what|whats|what's|if|happens?|happen|is|it|its|it's|ok|okay|does|matter|will|would|can|could|might|may|i|we|im|i'm|am|are|we're"
    r"|ill|i'll|we'll|be|come|get|turn|show|up|there|going|gonna|to|run|running|arrive|a|bit|little|few|about|like|\d+|ten|five|min|mins|minutes|think|still|see|me|you|in"
    r"|do|r|u|they|they'll|lose|our|my|place|slot|if the (?:bus|train|tube) is)\W+)*"
    r"(?:late|held up|delayed|stuck in traffic)(?:\W+(?:for|to|it|the|that|then|tho|though"
    r"|surgery|send|appointment|slot|time|is|ok|okay|alright|on|day|do|i|we|lose|my|place|still|get|seen|can|come"
    r"|what|happens|please|sorry|thanks|a|bit|by|\d+|min|mins|minutes))*\W*$",
    re.IGNORECASE,
)
_SOMEONE = r"(?:(?:any|some)(?:one|body)|they|staff|people|(?:a|the|any|those) (?:person|people|staff|officers?|team|lad(?:y|ies)))"
_EXPERT = re.compile(
    rf"\b{_SOMEONE}\b.{{0,25}}\b(?:knows?|knowing|understands?|trained|training|experienced?|speciali[sz]\w+"
    r"|experts?|qualified|deals? with|clued up|familiar)\b(?! (?:me|him|her|us|my|our|who|what|where|when|if|how|that|he|she|it)\b)"
    r"|\b(?:is|will|are)(?: there(?: be)?)? (?:an?|the|any|our|my|his|her) (?:[\w'-]+ ){1,4}?(?:be )?(?:there|at (?:it|the surgery)|on the day)\W*$"
    r"|\bthe same (?:person|officer|lady|man|woman|one|people)\b|\bsee (?:my|our|his|her) (?:own )?(?:case ?work\w*|case officer|officer|sen officer)\b",
    re.IGNORECASE,
)


_OTHERS = re.compile(r"\b(?:my|our|his|her|their|an?|new) (?:\w+ )?schools?\b|\b(?:ring|call|phone|text|email|contact) (?:me|us)\b", re.IGNORECASE)


def read_unlisted(text: str) -> str:
    """Which of these is asked, "" for none."""
    text = text.replace("\u2019", "'").strip()
    if len(text.split()) > LONGEST:
        return ""
    if _LATE.match(text):
        return LATE
    if not _ASKS.search(text) or _OTHERS.search(text):
        return ""
    for kind, pattern in _FIELDS.items():
        if re.search(pattern, text, re.IGNORECASE) and set(re.findall(r"[\w']+", re.sub(pattern, " ", text.lower()))) <= _SMALL:
            return kind
    return EXPERT if _EXPERT.search(text) else ""
