"""Reads what a message about SEND surgeries wants: a place, its own place, the dates, a list, what to bring. Pure; a doctor's surgery is none of ours."""

from __future__ import annotations

import re

from webhook.services.booking.instead import concerns_other
from webhook.services.booking.own_words import PLACE_AGAIN, read_own
from webhook.services.booking.read import BOOK, CHANGE, GIVE_UP, STATUS, names_day, read_wish, without_date
from webhook.services.booking.read_list import leaves_list, wants_waiting

BRING, INFO, WAIT, LISTED, LEAVE, TELLS = "bring", "info", "wait", "listed", "leave", "tells"
WHO, REMIND, WHERE = "who", "remind", "where"
LONGEST = 16  # words: what is longer may hold more than one question
_OURS = re.compile(r"\bsend surger(?:y|ies)\b", re.IGNORECASE)
_SURGERY = re.compile(r"\bsurger(?:y|ies)\b", re.IGNORECASE)
_MEDICAL = re.compile(
    r"\b(?:gps?|doctor'?s?|dr|dentist\w*|dental|hospital|operation|surgeon|tonsils?|grommets?|heart|brain|spin\w+|vet\w*|nurse|prescription|medicines?|medication|recover\w*|anaesthetic"
    r"|(?:after|before|had|having|(?<=\w )has|needs|undergo\w*|due|awaiting) (?:a |an |his |her |their |the )?surgery|need surgery|(?:his|her|their) surgery)\b",
    re.IGNORECASE,
)
_BRING = re.compile(
    r"\bbring\b(?=.{0,30}\bsurgery\b|(?: (?:with me|along|to it|to the|anything|something|any \w+|please|pls|then|there|on the day))*\W*$)|\b(?:what|anything"
    r"|something)\b.{0,20}\btake (?:with me|along)\b"
    r"|\b(?:bring|need) (?:all |any )?(?:of )?(?:his|her|their|my|our|the|any|an?)(?: [\w']+){0,3}?"
    r" (?:papers?|paperwork|reports?|letters?|documents?|docs|evidence|id|proof|notes|photos|records)\b",
    re.IGNORECASE,
)
_BRING_ASKS = re.compile(
    r"\b(?:what|which|anything|something|do (?:i|we)|sh(?:ou|u|o)l?d (?:i|we)|(?:am i|are we) (?:meant|supposed) to"
    r"|is it worth|(?:would|will) it help|is it ok|ok to|shall (?:i|we)|can (?:i|we)|will (?:i|we)|need to|have to)\b",
    re.IGNORECASE,
)
_PLACE = r"(?:send )?(?:surgery|surgeries|booking|slot|place|appointment|appt)"
_MINE = re.compile(rf"\b(?:my|our)(?: \w+)? {_PLACE}\b|\b(?:the|a|that) {_PLACE} (?:i|we) (?:booked|have|made)\b", re.IGNORECASE)
_MY_PLACE = re.compile(
    rf"\b(?:when(?:'?s)?|where(?:'?s)?|what(?:'?s)?|which"
    rf"|remind|confirm|check|still|time|date|day|know|forgot\w*|got|have|is)\b.{{0,40}}\b(?:my|our) (?:send )?(?:surgery |next )?{_PLACE}(?: (?:time|date"
    rf"|day|place))?"
    r"(?: (?:again|please|pls|plz|now|for|is|at|on|it|booked|still|ok|confirmed))*\W*$"
    rf"|\b(?:have|did) (?:i|we) (?:got|have|book|booked|get)\b.{{0,12}} (?:an? |the )?{_PLACE}(?: (?:booked|please|pls|yet))*\W*$|\bdo (?:i|we) have (?:an? |the )?{_PLACE}\b.{{0,12}}$"
    r"|\bam (?:i|are we) (?:still )?(?:booked|on the list)\b.{0,20}$"
    r"|^\W*(?:so )?(?:when|what time|which day|what day|where)(?: and (?:when|where|what time))?(?: am i| do i| should i| are we| is it)(?: (?:booked|booked in|come|coming|go"
    r"|going|(?:get|be) there|there|need to come|(?:have|need|supposed|meant) to|be|arrive|seen|again))+\W*$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?:am i|are we|was i|i am|i'?m|is my name|have you got me|do you (?:still )?have me|did you put me)\b.{0,25}\b(?:list|waiting|queue|in line)\b"
    r"|\b(?:where|how far (?:up|down)|what number|how long)\b.{0,20}\b(?:on|is) (?:the|that|your) (?:waiting )?(?:list|queue)\b",
    re.IGNORECASE,
)
_THE_LIST = re.compile(r"\b(?:my|the|that|your) (?:place (?:on|in) the )?(?:waiting|wait)[ -]?list\b", re.IGNORECASE)
_TO_BE_TOLD = re.compile(r"\b(?:what'?s (?:happening|going on|the (?:news|latest|update))|any|update|how'?s|still|moved|movement|news|happening|heard)\b", re.IGNORECASE)
_BOOKED = re.compile(
    r"\bwhat (?:have|did|do|am) (?:i|we) (?:got |have )?(?:booked|book|booked (?:in|on)(?: for)?)\b|\bhave (?:i|we) (?:got )?(?:anything|something) booked\b"
    r"|\bwhat(?:'?s| is) (?:booked|(?:my|our) booking)\b|\b(?:do|have|did) (?:i|we) still (?:have|got|get) (?:my|our|a|the) (?:place|slot|booking|appointment)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:text|tell|message|msg|let|inform|notify|send) (?:me|us)\b.{0,20}\b(?:when|if|once|as soon as)\b"
    r".{0,30}\b(?:new|next|more|another|other|date|dates|one|ones|surger\w+|any)\b",
    re.IGNORECASE,
)
_OTHER_LIST = re.compile(
    r"\b(?:camhs|mosaic|nhs|autism|adhd|assessments?|speech|therap\w+|schools?|nurser\w+|housing|clubs?|mailing|email|contact|texts?|hospital|gps?)\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(r"\b(?:schools?|nurser(?:y|ies))\b(?! (?:place|admission)s?\b)", re.IGNORECASE)
_OF_CHILD = re.compile(r"\b(?:he|she|they|his|her|him|them|son|daughter|child|boy|girl|since|been|waited)\b", re.IGNORECASE)
_LIST_ONLY = """
    a add added be can could d day down for get go hello hi i i'd id in is it join like list me my name of ok on one or our please pls plz put thanks that the there to us wait waiting
    waitlist want we would you
"""
_WORDS_OF_LIST = frozenset(_LIST_ONLY.split())
_KIN = r"(?:my|his|her|the|their) (?:ex|dad|father|mum|mother|partner|husband|wife|step\w+)"
_WHO = re.compile(
    rf"\b(?:who else|who(?:'?s| has) (?=booked|coming|got)|any(?:one|body)(?: else)?|some(?:one|body) else|{_KIN})\b(?!.{{0,30}}\b(?:with me|instead)\b)(?:[- ](?:\w+)){{0,3}}?"
    r" (?:booked|booking|coming|going|signed up|attending|got a (?:place|slot)|be there)\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:can|could|may|should) (?:my|his|her|the|any)\b|\bbring\b", re.IGNORECASE)
_REMIND = re.compile(
    r"\breminders?\b|\b(?:can|could|will|would|do|does|please|pls) (?:you |u )?(?:text |send )?remind\b|\bremind (?:me|us)\b(?! (?:what|how|why|who|of|about)\b)",
    re.IGNORECASE,
)
_THERE = r"(?:it|that(?: one)?|this(?: one)?|there|the (?:\w+ ){0,3}(?:one|surgery|place|venue)|(?:the |my |our )?(?:send )?surgery)"
_WHERE = re.compile(
    rf"\b(?:address|postcode|post code|map|directions)\b(?: (?:of|for|to|on) {_THERE}\b|(?: (?:please|pls|again|is))*\W*$)"
    rf"|\bwhere(?:'?s| is| are| abouts? is| exactly is)? {_THERE}\b(?! (?:up|going|with|on|in)\b)|\bhow (?:do|can|would) (?:i|we) (?:get|find) (?:to )?{_THERE}\b",
    re.IGNORECASE,
)
_OTHER_PLACE = re.compile(r"\b(?:my|our|your|his|her|new|email|web|their) (?:\w+ )?(?:address|postcode)\b|\b(?:schools?|council|office|gp|club|hub|form|letter|plan)\b", re.IGNORECASE)
_ANOTHER_QUESTION = re.compile(r"\?.*\?|\b(?:and|also)\b[^.]{0,12}\b(?:how|what|who|why|does|is there|are there)\b", re.IGNORECASE | re.DOTALL)
_AND = re.compile(r"\b(?:and|also|plus)\b", re.IGNORECASE)
_SOMEBODY = r"(?:some ?one|somone|some ?body|any ?one|any ?body|a person|people|(?:the |a |an |your |send |council |case )*(?:officers?|team|staff)|you|u)"
_FACE_TO_FACE = re.compile(
    rf"\b(?:talk|speak|chat|meet|see|sit down|sit|discuss)\b.{{0,20}}\b{_SOMEBODY}\b.{{0,25}}\b(?:face (?:to|2) face|f2f|in person)\b"
    rf"|\b(?:face (?:to|2) face|f2f|in person)\b.{{0,20}}\b{_SOMEBODY}\b"
    rf"|\b(?:can|could|may|like to|love to|want to|possible to|able to|wanna) (?:(?:i|we) )?(?:just |come (?:in )?(?:and|to) )?(?:meet(?: up)?|sit down)(?: with)? {_SOMEBODY}\b"
    r"(?=\W*$|\W+(?:about|to (?:talk|discuss|go|speak)|regarding|re|please|pls|there|from (?:the )?(?:council|send)|at (?:the )?council|for)\b)",
    re.IGNORECASE,
)
_DATES = re.compile(r"\b(?:any|are there|is there|when|when'?s|dates?|times|next|upcoming|coming up|how often|which days?|list|planned|show)\b", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:book|come|put (?:me|us|my name|our name)|sign (?:me )?up|reserve|a (?:place|slot|spot|space)|i want|i'd like|i would like)\b", re.IGNORECASE)
_SPACE = re.compile(r"\b(?:spaces?|places?|spots?|slots?|room|availab\w+|full|left)\b", re.IGNORECASE)
LONGEST_ROOM = 14  # words
_ABOUT_THEM = re.compile(r"^\W*(?:what|who|how|why|whats|what's|tell me|do you (?:run|have|do))\b", re.IGNORECASE)
_COME = re.compile(
    r"\b(?:book|come|go|attend|place|slot|space|spot|sign (?:me )?up|join|reserve|register|put me|get (?:in|into|on|to)|want|like|would like|i'd|need|please|pls|plz|appointment"
    r"|see (?:someone|somebody|you))\b",
    re.IGNORECASE,
)
_NOT_OF_BOOKING = re.compile(r"\b(?:birthday|born|request\w*|applied|asked|sent|wrote|refus\w*|letter|deadline|hearing|meeting|review|appeal|panel)\b", re.IGNORECASE)


def names_surgery(text: str) -> bool:
    """Whether a message speaks of a SEND surgery, not of a doctor's or an operation."""
    return bool(_OURS.search(text) or (_SURGERY.search(text) and not _MEDICAL.search(text)))


def asks_room(text: str) -> bool:
    """Whether a short message speaks of a place, a slot or room, of whatever it is."""
    return len(text.split()) <= LONGEST_ROOM and bool(_SPACE.search(text) or _TO_COME.search(text))


def wants_to_meet(text: str) -> bool:
    """Whether somebody wants to see a person of the council face to face, which is what a surgery is."""
    return bool(_FACE_TO_FACE.search(text)) and not _MEDICAL.search(text)


def asks_what_to_bring(text: str) -> bool:
    """Whether somebody asks what to bring."""
    return bool(_BRING.search(_plain(text)) and _BRING_ASKS.search(text))


def read_asked(text: str, *, spoken: bool, booked: bool) -> str:
    """What a message wants of surgeries, "" for none of that. `spoken`: we just spoke of them; `booked`: they have a place."""
    text = _plain(text)
    if booked and (own := read_own(text)):
        return STATUS if own == PLACE_AGAIN else own
    ours = (named := names_surgery(text)) or booked or spoken
    if ours and len(text.split()) <= LONGEST and _WHO.search(text) and not _MAY.search(text) and not _MEDICAL.search(text):
        return WHO
    if len(text.split()) > LONGEST or _ANOTHER_QUESTION.search(text) or _asks_more(text):
        return ""
    if asks_what_to_bring(text) and (named or spoken or booked):
        return BRING
    if _MY_PLACE.search(text) and not _MEDICAL.search(text) and (named or booked or spoken):
        return STATUS
    if _MINE.search(text) and (named or booked or spoken) and not _MEDICAL.search(text) and read_wish(text) in (CHANGE, GIVE_UP):
        return read_wish(text)
    if ours and _REMIND.search(text) and not concerns_other(text):
        return REMIND
    if ours and _WHERE.search(text) and not _OTHER_PLACE.search(text):
        return WHERE
    if _TELLS.search(text) and (named or (spoken and not concerns_other(text))):
        return TELLS
    if _BOOKED.search(text) and not _MEDICAL.search(text):
        return STATUS
    if booked and _THE_LIST.search(text) and not _OTHER_LIST.search(text) and not names_day(text) and (_TO_BE_TOLD.search(text) or "?" in text):
        return LEAVE if leaves_list(text) else LISTED
    if (of_list := _read_of_list(text)) and (named or booked or spoken):
        return of_list
    if wants_waiting(text) and (named or not _OTHER_LIST.search(text)) and (named or (spoken and (names_day(text) or len(text.split()) <= 10))):
        return WAIT
    if wants_to_meet(text):
        return INFO
    return _read_general(text) if named else ""


def wants_list(text: str) -> bool:
    """Whether somebody wants on a waiting list, and names none of another kind: whose it is, the day or the place must say. A school is another, unless the day of a surgery is named too."""
    other = _SCHOOL.sub(" ", text) if names_day(text) else text
    if len(text.split()) > LONGEST or not wants_waiting(text) or leaves_list(text) or _LISTED.search(text):
        return False
    return not _OTHER_LIST.search(other) and not _OF_CHILD.search(other)


def wants_list_only(text: str) -> bool:
    """Whether such a message says nothing beside it but a day."""
    return names_day(text) and set(re.findall(r"[\w']+", without_date(_plain(text)).lower())) <= _WORDS_OF_LIST


def _read_of_list(text: str) -> str:
    """Of the list that they are on already: whether they are, or that they want to be no more."""
    if _OTHER_LIST.search(text):
        return ""
    return LEAVE if leaves_list(text) else LISTED if _LISTED.search(text) else ""


def _asks_more(text: str) -> bool:
    """Whether something else is asked beside it: "update my address and when is the surgery"."""
    beside = _AND.split(text)
    return len(beside) > 1 and any(len(part.split()) >= 3 and not names_surgery(part) for part in beside)


def chooses(text: str) -> bool:
    """Whether a message may be an answer to dates that were just shown: short, and about nothing else."""
    return len(text.split()) <= LONGEST and not _NOT_OF_BOOKING.search(text)


def _read_general(text: str) -> str:
    if read_wish(text) == GIVE_UP and not names_day(text):
        return GIVE_UP if re.search(r"\b(?:cancel|my|can'?t (?:come|make)|cant)\b", text, re.IGNORECASE) else ""
    if _TO_COME.search(text) or (_SPACE.search(text) and names_day(text)):
        return BOOK  # "is there any space on the 16th" is answered by a time, or by the waiting list of that day
    if _DATES.search(text):
        return INFO
    if _ABOUT_THEM.search(text):
        return ""
    return BOOK if _COME.search(text) or names_day(text) else ""


def _plain(text: str) -> str:
    return text.replace("\u2019", "'").strip()
