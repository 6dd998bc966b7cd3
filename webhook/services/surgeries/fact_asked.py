"""Reads what a question asks of a surgery's record: languages, access, where and when, who is there, how long, who may come along, what the list is. Pure."""

from __future__ import annotations

import re

from webhook.services.booking.instead import concerns_other
from webhook.services.booking.read import HASTE, is_question
from webhook.services.people.access_needs import LANGUAGES
from webhook.services.surgeries.unlisted import read_unlisted

SPOKEN, ACCESS, PLACE = "languages", "access", "place"
WHO_MEETS, LENGTH, COMPANION, LIST, WALK_IN, WHAT_FOR, ENDS = "who", "length", "companion", "list", "walk_in", "what", "ends"
LONGEST = 12  # words of such a question
_ASKS = re.compile(
    rf"^\W*(?:(?:{HASTE}|yes|hi)\W+)*(?:is|are|was|do(?! not| n)|does|will"
    r"|can(?!'?t| not)|could(?!n)|(?:has|have) (?:it|they|you)|anyone|anybody|what|which|wat|how)\b|\?",
    re.IGNORECASE,
)
_TO_BE_TOLD = re.compile(
    r"^\W*(?:(?:and|but|so|also|ok|oh|hi|sorry)\W+)*(?:(?:do|does|will|would|did|should|must|have|has) (?:i|we|he|she|they|it|you|u|my|the)|(?:is|are|was) \w+)\b",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"\b(?:it|they|them|there|that one|this one|the (?:first|second|last)(?: one)?)\b", re.IGNORECASE)
_SPOKEN = re.compile(rf"\b(?:speaks?|spoken|languages?)\b|\b(?:{'|'.join(LANGUAGES)})(?: speakers?| interpreters?)?\b", re.IGNORECASE)
_OF_US = re.compile(r"\b(?:do|can|could) (?:you|u)\b", re.IGNORECASE)
POSTCODE = re.compile(r"\b(?:post ?code|pc)\b", re.IGNORECASE)
ACCESS_NAMED = re.compile(
    r"\b(?:step[ -]?free|steps|stairs|wheelchairs?|ramps?|lift|quiet (?:room|space|area)|hearing loop|loop|accessible|access|parking"
    r"|car park|(?:can|could|do|to) (?:i |we |you |they )?park|toilets?|buggy|pushchair|pram"
    r"|disabled)\b",
    re.IGNORECASE,
)
_OF_ACCESS_TO = re.compile(r"\baccess (?:arrangements?|to)\b", re.IGNORECASE)
_STATES = re.compile(r"\b(?:add|put (?:down|that)|note|mention|(?:i|we)(?:'ll| will| also| do)? need)\b", re.IGNORECASE)
_ADDRESS = r"(?:ad+res+e?s?|post ?code|pc|map)"
_PLACE = re.compile(
    r"^\W*(?:(?:and|but|so|also|ok|oh|wait|sorry|can|could|would|pls|please|you|u|do|tell|send|text|give|me|us|say)\W+)*"
    r"(?:(?:what|wat|wot) (?:time|day|date|school|place) (?:is|was|did|have)"
    rf"|(?:what|wat|wot)(?:'?s| is) (?:my|the|its|it'?s) (?:full )?(?:time|date|day|{_ADDRESS})|(?:(?:the|full|its|whole) )*{_ADDRESS}|when (?:is|was)"
    r"|where ?abouts?(?:'?s| is| exactly)?|(?:where|wheres|were)(?:'?s| is| was| exactly| do (?:i|we) (?:go|come))?"
    r"|how (?:do|can|would|will) (?:i|we) (?:get|find)|directions)"
    r"(?:\W+(?:it|mine|that|this|there|to|my|the|i|one|time|slot|place|surgery|school|pick\w*|chose|choose|said|got|have|held|being|on|in|again|at|for|of|is|exactly|me|n|and|&|full|too"
    rf"|then|please|pls|plz|{_ADDRESS}))*\W*$",
    re.IGNORECASE,
)
_THERE = (
    r"(?:\s+(?:with|at|to|in|on|there|then|it|the|this|that"
    r"|my|our|send|surgery|appointment|slot|place|day|when|i|we|come|too|also|along|as|well|me|us|please|pls|plz|instead|both|or|not"
    r"|of|for|without|place|stead|behalf|on|own|his|her|their|him|just|only|alone|u|him|if|can'?t|cannot|make))*\W*$"
)
_WHO_MEETS = re.compile(
    rf"\b(?:who|whom)(?: (?:will|would|do|am|are|is|shall|should|exactly)|'?s|'?ll)*(?: (?:i|we|it|going|gonna|to|be|the|person|people))*"
    rf" (?:meet(?:ing)?|see(?:ing)?|with|there|speak(?:ing)? (?:to|with)|talk(?:ing)? (?:to|with)){_THERE}",
    re.IGNORECASE,
)
_WHAT_FOR = re.compile(
    rf"^\W*(?:(?:{HASTE}|hi|remind me)\W+)*(?:what|wat)(?:'?s| is| are| do| does| happens| will| would| can)*"
    r"(?: (?:it|this|that|they|these|we|i|you|one|a|the|send|surgery|surgeries|actually|even|there|be|do|happen|get|talk|about|for|like|at|help with))*\W*$",
    re.IGNORECASE,
)
_OF_ITS_USE = re.compile(r"\b(?:for|about|happens?|do|help with|surger\w+|is (?:it|this|that)|'?s (?:it|this|that))\W*$|\bhappens\b|\bwhats (?:it|this|that)\b", re.IGNORECASE)
_LENGTH = re.compile(
    rf"\bhow (?:long|many min\w*|much time)\b(?=\s+\w)(?: (?:do|does|will|would|is|are|have|has|can|did))?(?: (?:i|we|you|each|every|one|family|people|it|the|a|my|our"
    rf"|appointments?"
    rf"|slots?|surgery|meeting|place))*"
    rf"(?: (?:get|got|have|for|take|last|be|each|there|with them|with the officers?|to talk))*{_THERE}",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"^\W*(?:(?:{HASTE}|hi)\W+)*(?:(?:what|wat|wot) time|when|whens|(?:un)?till? (?:when|what time))(?:'?s| does| do| is| will| would)*"
    r"(?: (?:it|this|that|they|we|i|the|my|our|send|slot|place|surgery|appointment|meeting|time|one|be|get))*"
    r" (?:finish\w*|ends?|over|done|go on (?:un)?till?)(?: (?:it|at|on|that|the|day|then|please|pls|plz))*\W*$"
    rf"|^\W*(?:(?:{HASTE}|hi)\W+)*(?:un)?till? (?:when|what time)(?: (?:is|does|are|do|will|it|this|that|they|we|the|surgery|there|go on|last|run))*"
    r"(?: (?:it|at|on|that|the|day|then|please|pls|plz))*\W*$",
    re.IGNORECASE,
)
_LENGTH_OURS = re.compile(r"\b(?:(?:i|we) (?:get|got|have)|with them|slots?|surgery|appointment|each|officers?)\b", re.IGNORECASE)
_KIN = (
    r"(?:(?:my|our|his|her|a|an|the|any|another) )?(?:husband|wife|partner|boyfriend|girlfriend|fianc\w+|mums?|mom|mam|dad|parents?|sister|brother|friends?|mate|neighbour|nan\w*"
    r"|gran\w*|aunt\w*|uncle|cousin"
    r"|sons?|daughters?|child(?:ren)?|kids?|baby|toddler|boy|girl|little one|someone(?: else)?|somebody(?: else)?|anyone|support worker|advocate|social worker|family|him|her"
    r"|them|we both)"
)
_SELF = r"\b(?:does|do|must|has|have) (?:it|i|we)(?: (?:have|got|need))?(?: to)? (?:be (?:me|us)\b|(?:come|be there|go|attend) (?:myself|in person)\b)[\w ]{0,12}\W*$"
IN_MY_PLACE = re.compile(
    rf"\binstead\b|\bin (?:my|our) (?:place|stead)\b|\bfor (?:me|us)\b|\b(?:on )?(?:my|our) behalf\b|\bwithout (?:me|us)\b|\bsend\b|\btake my\b|\brepresent\b|{_SELF}", re.IGNORECASE
)
_COMPANION = re.compile(
    rf"\b(?:can|could|may|should|shall|do|does|must|would|will|is it (?:ok|okay|alright|all right|fine)|ok|okay|alright|allowed)\b(?: (?:if|i|we|to|have|need|please|also|for))*"
    rf"(?: (?:{_KIN} (?:to )?(?:come|comes|go|goes|join|attend|be there|sit in|do it|stand in|take my (?:place|slot)|represent me|speak for me|(?:come|go) and (?:speak|talk) for me)"
    rf"|(?:bring|take|send|come with) {_KIN})(?: (?:and|or) {_KIN})?){_THERE}"
    rf"|\b(?:do|will|would|should) (?:i|we) need {_KIN}(?: to)?(?: (?:be|come))? ?(?:there|with me|with us|along|present|too)\b(?: (?:too|as well|on the day|please|pls))*\W*$"
    rf"|{_SELF}",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\b(?:what(?:'?s| is| does)|wots|how does)(?: (?:it|that|this|mean|being|be|on|by|the|a))* wait(?:ing)?[ -]?list\b|\bwait(?:ing)?[ -]?list\b.{0,12}\b(?:mean|work)s?\b",
    re.IGNORECASE,
)
_SO = r"^\W*(?:(?:and|but|so|also|ok|okay|oh|hi|great|thanks|thank you|sorry|cool)\W+)*"
_TO_IT = (
    r"(?:\W+(?:it|this|that|one|them|these|those|there|then|along|up|in|down|over|to|at|on|for|the|a|an|any|send|surgery|surgeries|place|slot|time|spot|day|date|please"
    r"|pls|too|still|just|me|us"
    r"|first|beforehand|before|in advance|online|appointment|appt|or|and|not|myself|ourselves|instead|without|booking|somehow|can i|can we|do i|do we|need|have|is it"
    r"|come|go|turn|show|walk"
    r"|rock|drop|whenever|when i like|i|we|anytime|any time|see you|see someone|next week|drop-in|really|actually))*\W*$"
)
_WALK_IN = re.compile(
    rf"{_SO}(?:(?:can|could|may|do|is it (?:ok|okay|alright|all right|fine)|are|am|must|should|shall|will|would|what if|if|or|need)\b(?: (?:if|to|i|we|you|people|parents"
    rf"|just|anyone|everyone|allowed"
    r"|able|only|have|need|u|got|really|actually|still|also|be))*"
    r" (?:turn(?:ing)? up|show(?:ing)? up|rock(?:ing)? up|walk(?:ing)? in|drop(?:ping)? (?:in|by)|pop(?:ping)? (?:in|along|by|down)|just (?:come|go|turn up)|(?:come|go"
    r"|attend|see you) without"
    r"|book\w*|make an? (?:appointment|booking)|an? (?:appointment|booking)|reserve)"
    r"|(?:is|are) (?:it|this|that|they|these|there)(?: a| an| just| only| all| by)* (?:drop[- ]?ins?|walk[- ]?ins?|by appointment|appointments?(?: only)?|book(?:able"
    r"|ed)?(?: only)?|bookings?(?: only)?"
    r"|first come)|do (?:they|you|u) (?:do|take|have|allow) (?:drop[- ]?ins?|walk[- ]?ins?)"
    r"|(?:do|does) (?:it|this|that|they|you|u) (?:need|have) (?:to be )?book\w*|drop[- ]?in|walk[- ]?in|is booking (?:needed|required|necessary|essential)"
    r"|booking (?:needed|required)|need to book|have to book)"
    rf"(?:{_TO_IT}|\W+or\b.{{0,40}}$)",
    re.IGNORECASE,
)
_ASKS_TO_BOOK = re.compile(rf"{_SO}(?:can|could|may|shall|should|will|would)\b(?: (?:you|u|i|we|please|pls|also|still))* (?:book|reserve|make an? )", re.IGNORECASE)  # a wish
_MAY_COME = re.compile(
    rf"{_SO}(?:can|could|may|am|are|is it (?:ok|okay|alright|all right|fine)|would|do|how (?:can|do))(?: (?:(?:me|i|myself) and {_KIN}|{_KIN} and (?:me|i|myself)"
    r"|if|to|i|we|me|us|be|possible|for|allowed|able|also|still|get to|it))*"
    rf" (?:come|go|attend|join|sign up|be seen|get in|get one|get a (?:place|slot)|have (?:one|a place|a slot))\b{_TO_IT}"
    rf"|{_SO}(?:(?:can|could|would|will|pls|please|yes|yeah|yep|yh|go ahead|go on|you|u|i'?d|i|we'?d|we|also|just|then|like|love|want|to|let'?s|perfect|lovely|brilliant"
    r"|(?:that )?sounds (?:good|great|fine)|that'?s good)\W+)*"
    r"(?:(?:book|reserve)(?: (?:me|us))?|sign (?:me|us) up|(?:put|pop|stick|add|get|fit|squeeze|bung|shove|slot|count) (?:me|us|(?:my|our) names?) (?:down|in|on|up|to)"
    rf"|(?:have|get|take) (?:that|this|it|the first)(?: one)?|(?:want|like|love) (?:that|this) one|(?:i'?ll|we'?ll) (?:take|have|come))\b(?: for (?:me|us)\b)?{_TO_IT}",
    re.IGNORECASE,
)
_SUITS = re.compile(
    rf"(?!.*\b(?:myself|ourselves|instead|without)\b){_SO}(?:(?:yes|yeah|yep|yh|perfect|lovely|brilliant|fab|please|pls|actually|think|i)\W+)*"
    r"(?:(?:(?:i|we)(?:'?ll| will| can| could|'?d (?:like|love) to| would (?:like|love) to| want to| wanna)|let'?s|let us)(?: (?:definitely|def|probably|just|all))*"
    r" (?:go|do|come|attend|be there|make)(?: for| to)?|(?:that|this|it)(?: one|'?ll| day| date)?(?:'?s| is| will| would)?(?: (?:good|fine|perfect|great|ideal|brilliant"
    r"|lovely|ok|okay|works?|suits?|do|really|absolutely|well))+(?= (?:for )?(?:me|us)\b)|(?:that|this|it)(?: one| day| date)? (?:works|suits)"
    rf"|(?:can|could|would|will|please|pls) (?:you|u) (?:sort|arrange|organi[sz]e|do) (?:it|that|this)(?: one)?(?: out)?)(?:\b|(?=\W)){_TO_IT}",
    re.IGNORECASE,
)
_AT_A_TIME = re.compile(
    r"(?:\b(?:at|for|from|after|before|by|about|around|the) )*(?:(?<![\d:.])(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?(?: ?(?:am|pm|a\.m|p\.m|o'?clock|ish)\b)?(?![\d:]|st|nd|rd|th|\.\d)"
    r"|\b(?:half|quarter|ten|twenty)(?: past| to)? (?:\d{1,2}|nine|ten|eleven|twelve|one|two|three|four|five)\b|\b(?:in the )?(?:morning|afternoon)\b)",
    re.IGNORECASE,
)
_SPACE = re.compile(
    rf"{_SO}(?:(?:(?:i|we)(?:'?d| would| am|'?m|'?re| are)?|me and {_KIN}(?: would)?)? ?(?:like|love|want|wanna|hope|hoping|wanting|interested in|thinking of)(?: to)?"
    rf" (?:come|coming|go|going|attend\w*|a (?:place|slot)|join){_TO_IT}"
    rf"|is (?:it|the|that|one|surgery|send| )+(?:full(?:y booked)?|booked up|taken){_TO_IT}"
    r"|(?:(?:is|are) there|there|have (?:you|u)|(?:do )?(?:you|u) have|got|any|what)(?: (?:got|still|any|a|be|you|u|much))*"
    rf" (?:spaces?|room|places?|slots?|spots?|appointments?|times?)(?: (?:free|left|available|still|do you have|have you got))*{_TO_IT})",
    re.IGNORECASE,
)
_TIME_FREE = re.compile(
    rf"{_SO}(?:(?:is|are|would|will)(?: (?:it|that|there|be|a|still|any))*(?: (?:ok|okay|free|available|alright|all right|possible|left))+"
    rf"|(?:can|could|may) (?:i|we) (?:do|have|get|make|take)|(?:i|we) (?:can|could) (?:do|make)|(?:i'?d|we'?d) (?:like|prefer)){_TO_IT}",
    re.IGNORECASE,
)


def wants_place(text: str) -> bool:
    """Whether a whole message, without the day it names, asks if there is a place free, or wants one: "is there any space", "any slots left", "id like to come"."""
    return len(text.split()) <= LONGEST and bool(_SPACE.match(text.replace("\u2019", "'")))


def may_come(text: str) -> bool:
    """Whether a whole message asks if they may come to what was shown: "can i come", "could me and my husband come", "can we come at 10", "is 10am free"."""
    text = text.replace("\u2019", "'")
    if len(text.split()) > LONGEST:
        return False
    without = _without_time(text)
    return bool(_MAY_COME.match(text) or _MAY_COME.match(without) or (without != " ".join(text.split()) and _TIME_FREE.match(without)))


def split_time(text: str) -> tuple[str, str]:
    """A question who may come along, without the time that is asked for with it, and that time, which "10.10" is and no day: "can i come with my baby", "at 10:10". Else as it is."""
    text, found = text.replace("\u2019", "'"), _AT_A_TIME.search(text)
    return (_without_time(text), re.sub(r"(?<=\d)\.(?=\d)", ":", found.group().strip())) if found and _COMPANION.search(_without_time(text)) and not _COMPANION.search(text) else (text, "")


def _without_time(text: str) -> str:
    return " ".join(_AT_A_TIME.sub(" ", text, count=1).split())


def suits(text: str) -> bool:
    """Whether a whole message says that they would like what was shown: "that works for us", "lets do that one", "great ill go to that"."""
    return len(text.split()) <= LONGEST and bool(_SUITS.match(text.replace("\u2019", "'")))


def read_fact(text: str) -> str:
    """Which part of a surgery's record is asked for, or what no record has (surgery_unlisted); "" for none."""
    text = text.replace("\u2019", "'")
    return (_read_listed(text) if len(text.split()) <= LONGEST else "") or read_unlisted(text)


def _read_listed(text: str) -> str:
    if _PLACE.match(text):
        return PLACE
    if _WALK_IN.match(text) and not _ASKS_TO_BOOK.match(text):
        return WALK_IN
    if _WHAT_FOR.match(text) and _OF_ITS_USE.search(text):
        return WHAT_FOR
    if split_time(text)[1]:
        return COMPANION
    for kind, pattern in ((COMPANION, _COMPANION), (WHO_MEETS, _WHO_MEETS), (LENGTH, _LENGTH), (ENDS, _ENDS), (LIST, _LIST)):
        if pattern.search(text):
            return kind
    if not (_ASKS.search(text) or is_question(text)) or (_STATES.search(text) and "?" not in text):
        return ""
    if _SPOKEN.search(text):
        return "" if _OF_US.search(text) else SPOKEN
    return ACCESS if ACCESS_NAMED.search(text) and not _OF_ACCESS_TO.search(text) else ""


def asks(text: str) -> bool:
    """Whether a message asks something to be told, and wants nothing done: "do I get to see him", not "can you book it"."""
    return bool(is_question(text) or _TO_BE_TOLD.match(text.replace("\u2019", "'")))


def is_asked_of_it(text: str) -> bool:
    """Whether a short message asks to be told something of "it" or "them", and names no other matter."""
    return len(text.split()) <= LONGEST and asks(text) and bool(_OF_IT.search(text)) and not concerns_other(text)


def is_about_ours(kind: str, text: str) -> bool:
    """Whether such a question, asked outside a booking, is about a surgery by its own words: "how long does it take" is not."""
    return kind == COMPANION or (kind == WHO_MEETS and not re.search(r"\b(?:speak|talk)", text, re.IGNORECASE)) or (kind == LENGTH and bool(_LENGTH_OURS.search(text)))
