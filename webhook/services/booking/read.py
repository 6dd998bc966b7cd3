"""Reads what somebody says while they book: a number, a time, a day, yes or no, that they can't come. Pure; what is not clear is not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

GIVE_UP, CHANGE, STATUS, BOOK = "give_up", "change", "status", "book"
_NUMBER = re.compile(r"^\W*(?:(?:number|option|no\.?|the)\s+)*(\d{1,2}|one|two|three|first|second|third|last)(?:\s+(?:one|time|slot|date|please|pls|thanks))*\W*$", re.IGNORECASE)
_SO_BEFORE = re.compile(
    r"^\W*(?:(?:ok|okay|k|yes|yeah|yep|yh|um|erm|oh|hi|so|then|right|well|it'?s|please|pls|(?:i'?ll|we'?ll|let'?s) (?:take|pick|choose|go (?:with|for)))\W+)+(?=\d\W*$)", re.IGNORECASE
)  # "ok 1"
_NUMBERS = {"one": 1, "two": 2, "three": 3, "first": 1, "second": 2, "third": 3}
_OTHER = re.compile(r"^\W*(?:(?:any|show|see|the)\s+)*(?:other|others|more|next|later|different|another)(?:\s+(?:times?|ones?|slots?|please|pls))*\W*$", re.IGNORECASE)
_OTHER_DATE = re.compile(r"\b(?:other|another|different|next)\s+(?:date|day|surgery|week|month)s?\b", re.IGNORECASE)
_YES = re.compile(
    r"^\W*(?:(?:oh|ah|um|hi|thanks|thank you)[,.! ]+)*(?:1|one|yes+|yeah|yea|yep|yup|yh|ye|y|ok|okay|sure|please(?: do)?|go (?:ahead|on|for it)|book(?: it)?|correct|perfect"
    r"|great|lovely|fine|brilliant|of course|definitely|(?:sounds|looks|all) (?:good|right|correct|fine)|confirm(?:ed)?|take it"
    r"|that (?:works|suits)|that(?:'?s| is) (?:all )?(?:right|fine|great|ok|good|correct|perfect|lovely)"
    r"|(?:i|we)(?:'ll| will| would| can|'d)? ?(?:like to|love to|want to)? ?(?:take|have|come|make|like|love|want)(?: (?:it|that|the place|to come))?)"
    r"(?:[\s,.!]+(?:please|pls|plz|thanks|thank|you|ta|yes|sure|ok|okay|fine|great|right|good|lovely|perfect|correct|brilliant|it|that|that'?s|is|all|looks|sounds|confirm|works"
    r"|the|a|place|book|take|do|go|ahead|i|i'll|we|we'll"
    r"|would|like|love|want|can|make|come|to|me|us|for|in|so|much|very|then|all))*\W*$",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^\W*(?:(?:sorry|oh|ah|um|thanks|thank you|but)[,.! ]+)*(?:2|two|no(?! (?:problem|worries))|nope|nah|n|not(?! sure)|can'?t(?! wait)|cannot|it'?s not|that'?s (?:wrong|not)|wrong"
    r"|leave it|change|(?:i|we)(?:'m| am|'re| are)? (?:can'?t(?! wait)|cannot|couldn'?t|not(?! sure)|don'?t(?! know)|won'?t))\b[^?]{0,60}$",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"^\W*(?:(?:actually|sorry|oh|ok|no|please|pls)[,.! ]+)*(?:(?:forget (?:it|about it|that)|never ?mind|leave it|don'?t bother|not now|(?:i(?:'ve"
    r"| have)? )?changed my mind)\b[^?]{0,40}"
    r"|(?:(?:i |we )?(?:no longer|don'?t|do not) (?:want|need)(?: (?:to|it|this|that|a|the|any ?more|book\w*|come|place|slot|one))*|(?:i'?ll )?(?:do it|book) (?:another time|later)"
    r"|(?:stop|cancel|quit|exit)(?: (?:it|this|that|the|booking))*)(?:[,.! ]+(?:thanks|thank you|please|sorry|now|then|after all|for now|today))*\W*)$",
    re.IGNORECASE,
)
_ABOUT_TEXTS = re.compile(r"\b(?:stop|no more|don'?t|do not|never|leave me|without)\b.{0,40}\b(?:texts?|texting|messag\w+|contact\w*|sms|e-?mails?)\b|\bleave me alone\b", re.IGNORECASE)
_NO_TELLING = re.compile(
    r"^\W*(?:(?:oh|ah|um|ok|okay|sorry|thanks|thank you|actually|number|option|it'?s|please|pls|no\.?)\W+)*"
    r"(?:2|two|no+|nope|nah|na|no need|not (?:now|today|really|for now|at the moment|this time)"
    r"|(?:please )?don'?t (?:bother|worry)|never ?mind|leave it|it'?s (?:ok|okay|fine|alright)|(?:i'?m|we'?re|im) (?:ok|okay|fine|good|alright))"
    r"(?:[\s,.!:=-]+(?:no|nope|nah|2|two|for|thanks?|thankyou|thx|you|ta|cheers|please|pls|plz|sorry|it'?s|its|that'?s|thats|is|all|ok|okay|fine|right|alright|i'?m|im|we'?re|good|need|to|not"
    r"|now|today|really|at|the|moment|this|time|then|don'?t|dont|bother|worry|leave|it|about|us|me|bye|mate|love|hun|never|mind|just|yet|option|number|reply|answer|i|want|it|that))*\W*$",
    re.IGNORECASE,
)
MOST_AGREED = 12  # words of a yes; longer ones say more
_AGREES = re.compile(
    r"^\W*(?:(?:oh|ah|um|hi|omg|wow|thanks|thank you|brilliant|great|amazing|fab\w*|lovely|perfect|excellent|wonderful|fantastic)\W+)*(?:yes+|yeah|yea|yep|yup|yh|ye|yas|ok|okay"
    r"|k|sure|definitely|absolutely|go on)\b",
    re.IGNORECASE,
)
_DO_IT = re.compile(
    r"\b(?:add|put|stick|pop|bung|whack|shove|get|sign|count|keep|leave|book) (?:me|us|my name|our name)\b(?: (?:on|in|up|down|there|for))*|\b(?:i|we)(?:'ll| will|'d"
    r"| would) (?:like to )?(?:wait|go on (?:it|that|the))\b"
    r"|\b(?:i|we)(?:'?ll| will|'?d)? (?:(?:love|like) to )?(?:take|have|accept|love|like|want) (?:it|that|this|the (?:place|slot|spot|time|one))\b"
    r"|\b(?:go for it|do it|why not|happy to wait|give (?:it|my place|the place|my slot|the slot) to (?:some\w+|another)|let (?:some\w+|another \w+) have it)\b",
    re.IGNORECASE,
)
_TURNED = re.compile(r"\b(?:no|not|but|can'?t|cannot|don'?t|won'?t|instead|if|other|different|earlier|later|how|what|when|where|who|why|off|change|rather)\b|\d", re.IGNORECASE)
_OPTIONS = re.compile(
    r"^\W*(?:(?:so|ok|okay|sorry|wait|hang on|and|yes)\W+)*(?:(?:what|which|wat|wot)(?: (?:are|were|r))?(?: (?:the|my|your))? (?:times?|dates?|days?|ones?|options?|slots?|choices?)"
    r"(?: (?:do|did|can|are|have|you|u|i|we|there|again|is|were|got|please|pls|available|free|left|offered|say|said|choose|pick|it|the|on|that|day|then))*"
    r"|(?:say|send|show|tell|give)(?: me)? (?:it|that|them|those|the (?:times|dates|list|options))(?: to me)? again|(?:what|which) (?:was|were) (?:it|they|them|those)(?: again)?"
    r"|again|repeat(?: (?:it|that|them))?)(?:\W+(?:please|pls|plz))?\W*$",
    re.IGNORECASE,
)
HASTE = r"and|but|so|also|ok|oh|wait|hang on|hold on|sorry|quick question|before (?:that|i do)|one (?:thing|sec|minute)"  # said before a question
_HASTE = rf"(?:(?:{HASTE})\W+)*"
_ASKS = re.compile(
    rf"\?\W*$|^\W*{_HASTE}(?:is|are|was|will|does|do|did|has) (?:it|there|they|you|that|this|the|anyone|someone|any)\b|^\W*{_HASTE}(?:where|when|how|what|why|who)(?:'?s)?\b",
    re.IGNORECASE,
)
_SKIP = re.compile(
    r"^\W*(?:(?:no|nope|nah)\b[\s,.!]+)*"
    r"(?:skip|none|nothing|no|nope|n/?a|nil|rather not|prefer not(?: to)?|no (?:thanks|thank you|needs?|name)|nothing (?:thanks|needed|special|else)|i'?d rather not"
    r"|(?:no,? )?(?:i |we )?(?:don'?t|do not) (?:need|have|want) (?:anything|any(?: needs)?|to (?:say|give|share|tell)(?: you)?(?: (?:it|that|my name|a name))?)|that'?s all|all good)"
    r"(?:\s+(?:it|this|that|to|say|thanks|please|thank you))*\W*$",
    re.IGNORECASE,
)
_SKIP_WORD = re.compile(
    r"^\W*(?:(?:ok|okay|oh|please|pls|just|can|could|i|i'?ll|we|want to|to|no|yes|no thanks)\W+)*(?:skip|leave (?:it|that|this|that one|this one) out)"
    r"(?:\W+(?:it|this|that|one|question|the|please|pls|thanks|then|now|for))*\W*$",
    re.IGNORECASE,
)
_GIVE_UP = re.compile(
    r"\b(?:cancel\w*|can'?t (?:come|make|go|attend|do)|cannot (?:come|make|go|attend|do)|won'?t (?:be able|make|come|be coming)|not (?:coming|able|be able)|unable"
    r"|give (?:up|back|it up|(?:my|the|our) \w+)|no longer (?:need|want|coming|able)"
    r"|don'?t need|pull out|drop out|free (?:it )?up|shall not be able|somebody else (?:should|can) have|take me off|remove me)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"\b(?:chang\w+|mov\w+|swap\w*|switch\w*|re-?arrang\w+|re-?schedul\w+|(?:different|another|other|later|earlier) (?:time|day|date|slot|one)s?)\b", re.IGNORECASE)
_STATUS = re.compile(
    r"\b(?:confirm\w*|did (?:my|the|our|it)\b.{0,30}\b(?:go|work|book)\w*|(?:is|was) (?:my|our|the) (?:surgery )?(?:appointment|booking|slot|place|time)|am i (?:still )?(?:booked"
    r"|down|on)"
    r"|(?:when|what time|where) (?:is|was) (?:my|our)|have i got|do i have|which (?:time|day) (?:is|did|am))\b",
    re.IGNORECASE,
)
_CANNOT_COME = re.compile(
    r"^\W*(?:(?:so |very |really )?sorry[,.]? |hi[,.]? |i |we |but )*(?:can'?t|cant|cannot|won'?t|wont|can not|will not|not)(?: be)?(?: able to)? (?:come|coming|make (?:it|(?:the"
    r"|my|our) (?:send )?(?:surgery|appointment|slot|place))|attend|do(?= (?:on )?(?:the |this |next )?\w+day\b))"
    r"(?:[ ,.]+(?:now|any ?more|tomorrow|today|(?:on )?(?:the |this |next )?(?:\w+day|\d+(?:st|nd|rd|th)|tues?|weds?|thurs?|fri)|on \w+|to (?:the|my) (?:send )?(?:surgery"
    r"|appointment|slot)"
    r"|then|sorry|after all|pls|please|thanks|thank you|so|very))*\W*$",
    re.IGNORECASE,
)
_CHANGE_WORD = re.compile(r"^\W*(?:please )?change(?: (?:it|my|the|our|surgery|booking|time|day|date|place|slot|please))*\W*$", re.IGNORECASE)
_BOOK_WORD = re.compile(r"^\W*(?:please )?book(?: (?:a|the|another|next|send|surgery|place|slot|please))+\W*$", re.IGNORECASE)
_GO_ON = re.compile(
    r"^\W*(?:(?:ok|please|can|could|i|we|let'?s|want to|like to|i'd)\s+)*(?:go on|carry on|continue|resume|finish|go back to)(?: with| to)?(?: (?:the|my|our"
    r"|that))?(?: surgery)? booking\b"
    r"(?:\s+(?:it|now|please|pls|the surgery))*\W*$",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})|\b(?P<month_first>{_MONTH})[a-z]* (?:the )?(?P<day_last>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d| ?[ap]m)"
    r"|(?:^|(?<=\s))(?P<day_figure>\d{1,2})[/.](?P<figure>0?[1-9]|1[0-2])\b(?! ?[ap]m)|\b(?P<bare>\d{1,2})(?:st|nd|rd|th)\b(?! (?:free )?(?:time|slot|choice)\b)",
    re.IGNORECASE,
)
_WHOLE_MONTH = re.compile(
    rf"(?<!\d )(?<!\dth )(?<!\dst )(?<!\dnd )(?<!\drd )(?<! of )\b(?:(?:in|for|during|next|this) (?P<after>{_MONTH})[a-z]*"
    r"|(?P<named>january|february|april|june|july|august|september|october|november|december))\b(?! (?:the )?\d)",
    re.IGNORECASE,
)
_NO_PART_OF_VENUES = frozenset(("the", "and", "for", "send", "surgery", "primary", "school", "please", "one", "date"))
_KINDS_OF_SCHOOL, FEW = frozenset(("primary", "school")), 4
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?\b", re.IGNORECASE)
_DATED = re.compile(
    rf"(?:\b(?:on|of|for|at) )?(?:\bthe )?(?:{_WEEKDAY.pattern} (?:the )?)?\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})[a-z]*"
    rf"|(?:{_MONTH})[a-z]* (?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?![:.]\d| ?[ap]m)"
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_number(text: str, offered: int) -> int | None:
    """Which of the offered was picked, from 0; -1 for a number that was not offered; None if it is no number."""
    found = _NUMBER.match(_SO_BEFORE.sub("", _plain(text)))
    if found is None:
        return None
    said = found.group(1).lower()
    number = offered if said == "last" else _NUMBERS.get(said) or int(said)
    return number - 1 if 1 <= number <= offered else -1


def read_yes_no(text: str) -> bool | None:
    """Yes or no, in a parent's words or as 1 and 2."""
    text = _SO_BEFORE.sub("", _plain(text))
    if _NO.match(text):
        return False
    return True if _YES.match(text) else None


def read_agreed(text: str) -> bool | None:
    """Yes or no to an offer in any words that say it: "yeah add me", "stick me on the list", "ok put me on for that one", "go on then"."""
    text = _plain(text)
    said = read_yes_no(text)
    if said is not None or len(text.split()) > MOST_AGREED or is_question(text) or _TURNED.search(text):
        return said
    return True if ((found := _AGREES.match(text)) and len(text[found.end() :].split()) < FEW) or _DO_IT.search(text) else None


def wants_to_leave(text: str) -> bool:
    """Whether somebody in the middle of booking does not want to go on."""
    return bool(_LEAVE.match(_plain(text)))


def is_about_texts(text: str) -> bool:
    """Whether somebody does not want our texts: never a "no" to a question about booking."""
    return bool(_ABOUT_TEXTS.search(_plain(text)))


def wants_no_telling(text: str) -> bool:
    """Whether a whole message says no to being told of a new date, and nothing else: "2", "2 for no", "no dont bother"."""
    return bool(_NO_TELLING.match(_plain(text)))


def wants_others(text: str) -> bool:
    """Other times than those that were offered."""
    return bool(_OTHER.match(_plain(text)))


def wants_other_date(text: str) -> bool:
    """Another date than the one they were shown."""
    return bool(_OTHER_DATE.search(text))


def asks_options(text: str) -> bool:
    """Whether what was offered is to be said again."""
    return bool(_OPTIONS.match(_plain(text)))


def is_skip(text: str) -> bool:
    """Whether a question that may be left out is left out."""
    return bool(_SKIP.match(_plain(text)))


def is_skip_word(text: str) -> bool:
    """Whether a whole message is SKIP, the word of our texts, or as much in words: said where nothing is asked it leaves nothing out."""
    return bool(_SKIP_WORD.match(_plain(text)))


def is_question(text: str) -> bool:
    """Whether something is asked, with a question mark or without."""
    return bool(_ASKS.search(_plain(text)))


def find_days(text: str, days: Iterable[date]) -> list[date]:
    """Those of some days that a message names: "the 9th", "4 December", "Fridays", "in January". A weekday beside a date names no other day."""
    dates = list(_read_dates(text))
    months = {_MONTHS.index((found["after"] or found["named"])[:3].lower()) + 1 for found in _WHOLE_MONTH.finditer(text)}
    named = {WEEKDAYS.index(found.group()[:3].lower()) for found in _WEEKDAY.finditer(text) if not _DAY.match(text, _skip_gap(text, found.end()))}
    dated = [day for day in days if any(day.day == number and month in (None, day.month) for number, month in dates) or day.month in months]
    return [day for day in days if day in dated or day.weekday() in named]


def names_day(text: str) -> bool:
    """Whether a day of the week, of a month, or a month is named."""
    return bool(_WEEKDAY.search(text) or _DAY.search(text) or _WHOLE_MONTH.search(text))


def without_date(text: str) -> str:
    """A text without the date of a month that it names, as "on 30 Dec" or "the 30th"; as it is where it names none."""
    return " ".join(_DATED.sub(" ", text).split())


def _plain_words(text: str) -> str:
    """Its words alone, each between spaces."""
    return " " + " ".join(re.findall(r"\w+", text.lower())) + " "


def find_venues(text: str, venues: Iterable[str]) -> set[str]:
    """Those of some venues that a message names, whole or by a word that no other of them has; "primary" and the like alone only where little else is said."""
    venues = set(venues)
    whole = [venue for venue in venues if len(venues) > 1 and _plain_words(venue) in _plain_words(text)]
    if whole:
        return {venue for venue in whole if not any(venue != other and _plain_words(venue) in _plain_words(other) for other in whole)}  # "Library" in "Library Annexe"
    no_part = _NO_PART_OF_VENUES - (_KINDS_OF_SCHOOL if len(text.split()) <= FEW else frozenset())
    words = {venue: set(re.findall(r"\w{3,}", venue.lower())) - no_part for venue in venues}
    said = set(re.findall(r"\w{3,}", text.lower()))
    own = {venue: of.difference(*(other for name, other in words.items() if name != venue)) for venue, of in words.items()}
    return {venue for venue, of in own.items() if of & said} if len(words) > 1 else set()


def _read_dates(text: str) -> Iterator[tuple[int, int | None]]:
    """Days of a month that are named, each with its month if that is said."""
    for found in _DAY.finditer(text):
        name = found["month"] or found["month_first"]
        month = int(found["figure"]) if found["figure"] else _MONTHS.index(name[:3].lower()) + 1 if name else None
        yield int(found["day"] or found["day_last"] or found["day_figure"] or found["bare"]), month


def _skip_gap(text: str, at: int) -> int:
    """Where a date after a weekday would begin: "Tuesday, the 8th"."""
    gap = re.compile(r"\W*(?:the )?", re.IGNORECASE).match(text, at)
    return gap.end() if gap else at


def read_wish(text: str) -> str:
    """What somebody wants whose message is about booking: change, give_up, status, or book."""
    text = _plain(text)
    if _CHANGE.search(text):
        return CHANGE
    if _GIVE_UP.search(text):
        return GIVE_UP
    return STATUS if _STATUS.search(text) else BOOK


def read_word(text: str) -> str:
    """A whole message in the words our own texts offer (BOOK SURGERY, CHANGE, CAN'T COME), or that a booking should go on; or ""."""
    text = _plain(text)
    if _CANNOT_COME.match(text):
        return GIVE_UP
    if _CHANGE_WORD.match(text):
        return CHANGE
    return BOOK if (_BOOK_WORD.match(text) and "surgery" in text.lower()) or _GO_ON.match(text) else ""


def _plain(text: str) -> str:
    return text.replace("\u2019", "'").strip()
