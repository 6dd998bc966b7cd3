"""Two marks beside the lane: `urgent_today` (something must happen in the next hours or days) and who seems to be writing.

`urgent_today`: no school, transport or placement today, homeless tonight, a hearing or a legal deadline within seven days.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from understanding.safety_matcher import PhraseBook
from understanding.safety_notation import SETS, split_patterns
from understanding.safety_text import clean, sentences, tokens

WEEK = timedelta(days=7)
URGENT = """
    no {RIDE}|school|placement|provision ~3 {DAY}|from
    {RIDE} ~2 did|has|have not ~1 come|turn|turned|show|shown|arrive|arrived|up|here ~2
    {RIDE} ~2 never ~1 came|turned|showed|arrived|come ~2 today|up|this
    {RIDE} ~2 cancelled|refused|drove|left ~6 {DAY}|past|without|us|him|her // no ~1 {RIDE} again
    {LEGAL} ~5 is|on|by|due|be|in|at|before|end|ends|closes|runs|until ~3 {SOON} // {LEGAL} {SOON} // {SOON} is|was|are ~3 {LEGAL}|day
    last day to|for|of ~6 {SOON}|appeal|comment // {LEGAL} ~4 lodged|submitted|in|sent|due ~3 by|before|on? ~2 {SOON}
    {LEGAL} ~6 in|within|only one|two|three|four|five|six|seven|1|2|3|4|5|6|7 days|day // {LEGAL} this week
    days run|runs|ran out ~2 {SOON} // evicted|eviction|homeless|bailiffs|chucking|kicked|thrown|put ~4 {SOON}|street|streets
    being made homeless ~3 // nowhere to sleep|go|stay ~3 tonight|now // {SOON} ~2 nowhere|homeless ~3
    have|has to leave|get out|be ~8 by {SOON}|5pm|4pm|12|10|9|5 // no home|bed|place ~3 tonight|now|from
    do not|can not bring|send|take ~1 him|her|them|my ~2 in|back|today // not bring|send him|her ~2 today|in
    excluded|suspended|turned|sent ~4 {DAY}|away|home ~3 {DAY} // excluded|suspended from|as ~1 today|now|of
    placement|place|school|class|unit ~4 ended|closed|gone|broken|finished|stopped ~6 {DAY}|notice
    no ~2 placement|place|school ~3 this|today|now|from|tomorrow|as ~2 // not ~3 back ~3 {DAY}|where // respite ~4 cancelled ~4 {SOON}
    cancelled ~2 for? tonight|today // has nowhere to go today|tomorrow|now
    school ~2 just rang|phoned|called|said|told ~4 not|no|cannot|can // no bus|taxi|transport from today|tomorrow|monday
    just told us|me ~6 suspended|excluded|no|closed|ended
"""
NOT_URGENT = """
    hearing test|aid|aids|loss|check|appointment|clinic|screening|impairment // last|next year|term|month|summer|september|autumn|spring
    used to // inset day // in the plan // up in // when is|are ~4 // how long ~5 // every|most monday|friday|day // late last
    panel meet|meets|met
"""
MONTHS = {name[:3]: number for number, name in enumerate(["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"], 1)}
DATE_WORDS = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(\d{1,2})[/.](\d{1,2})(?:[/.](?:20)?\d\d)?\b"
)
LEGAL_WORD = re.compile(r"\b(?:" + "|".join(SETS["LEGAL"].split()) + r"|evict\w*|leave the)\b")
AGES = r"[7-9]|1[0-7]|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
GROWN_UP = r"(?:step)?(?:mum|mam|dad|mom)|foster (?:mum|dad|carer)|uncle|brother|mums? (?:bf|boyfriend)|mum's boyfriend"
DOES = r"hits?|touch(?:es)?|hurts?|beats?|comes in|makes|puts|locks?|does stuff|doesnt know|doesn't know"
CHILD_WRITING = re.compile(
    rf"\b(?:i ?'?a?m|im) (?:only )?(?:aged? )?(?:{AGES})(?!\d)(?: ?(?:years?|yrs?|yr)\b|\W|$)(?! ?weeks)"
    rf"|\bmy (?:{GROWN_UP})\b[^.]{{0,40}}\b(?:{DOES})\b[^.]{{0,20}}\b(?:me|us|my room|i'?m)\b"
)
# Said of harm to a child, a grown-up of one's own is enough, where no child is spoken of.
OWN_GROWN_UP = re.compile(r"\b(?:my|our) (?:(?:step)?(?:mum|mam|dad|mom)|foster (?:mum|dad|carer)|teacher)\b")
OF_A_CHILD = re.compile(
    r"\b(?:my|our|her|his|the|a) (?:\w+ )?(?:son|daughter|child|children|kids?|boy|girl|baby|toddler|grand\w+|nephew|niece"
    r"|foster\w*(?! (?:mum|dad|carer)s?\b)|stepson|stepdaughter|little one|ds|dd)s?\b"
    r"|\b(?:he|she|him|her)(?:'?s)? (?:is |only |just )*(?:[1-9]|1[0-7])\b|\bi ?'?a?m (?:his|her|their) (?:mum|mother|dad|father|gran|nan|carer|parent)\b",
)
HURTS = r"(?:hit|smack|slap|beat|hurt|kick|punch|pinch|push|drag|shake|shook|lock|grab|burn|whack|belt|scare|threaten|touch|shout|scream|yell|swear)(?:s|es|ing|ed|ped)?"
# "My mum hits him": a grown-up who speaks of a child; a child would speak of themselves or name who it is.
OF_ANOTHER = re.compile(rf"\b{HURTS}(?: (?:at|on|out of|the hell out of))? (?:him|her|them)\b|\b(?:to|on|at) (?:him|her|them) (?:when|while|if) (?:i|i'?m)\b")
OF_SELF = re.compile(r"\b(?:me|us|my (?:room|bed)|myself)\b")


@lru_cache(maxsize=1)
def load_urgency() -> PhraseBook:
    """The urgency patterns, compiled once."""
    return PhraseBook({"urgent": split_patterns(URGENT), "not_urgent": split_patterns(NOT_URGENT)})


def is_urgent_today(text: str, today: date | None = None) -> bool:
    """Whether something must happen now. A written date counts when `today` is given and it lies within a week."""
    book = load_urgency()
    for sentence in sentences(clean(text)):
        if today and LEGAL_WORD.search(sentence) and has_date_within_week(sentence, today):
            return True
        if {name for name, _, _ in book.find(tokens(sentence))} == {"urgent"}:
            return True
    return False


def has_date_within_week(sentence: str, today: date) -> bool:
    """Whether a sentence holds a day and month from today to a week ahead."""
    for day, month, number, month_number in DATE_WORDS.findall(sentence):
        for year in (today.year, today.year + 1):
            try:
                found = date(year, MONTHS[month] if month else int(month_number), int(day or number))
            except ValueError:
                continue
            if today <= found <= today + WEEK:
                return True
    return False


def reads_like_a_child(text: str, topic: str | None = None) -> bool:
    """Whether the person in danger seems to be a child who writes for themselves. `topic`: what the danger is, where that is known."""
    text = clean(text)
    if speaks_of_another(text):
        return False
    return bool(CHILD_WRITING.search(text)) or (topic == "harm_to_child" and bool(OWN_GROWN_UP.search(text)) and not OF_A_CHILD.search(text))


def speaks_of_another(text: str) -> bool:
    """Whether somebody hurts "him" or "her" and not whoever writes."""
    text = clean(text)
    return bool(OF_ANOTHER.search(text)) and not OF_SELF.search(text)
