"""Questions near to ours of which nothing is checked here: that is said, with where to ask, instead of an answer to something else."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.answers.brief import meaning_of
from webhook.services.directory.grown import ages_above
from webhook.services.turn.also_asked import named_in
from webhook.services.turn.heard import Heard, Reply, Turn

LONGEST = 25  # words: a longer message tells more, and is read whole
_MEALS = re.compile(
    r"\bfree (?:school |hot )?(?:meals?|dinners?|lunch(?:es)?)\b|\bfsm\b|\bschool (?:meals?|dinners?) (?:for )?free\b|\b(?:pay|paying|charge\w*) for (?:his |her "
    r"|their )?school (?:meals?|dinners?|lunch(?:es)?)\b",
    re.IGNORECASE,
)
_IN_HOLIDAYS = re.compile(r"\b(?:holidays?|haf|half.?term|summer|easter|christmas|clubs?|playscheme)\b", re.IGNORECASE)

_ADULT = (
    r"(?:husband|wife|partner|spouse|fianc\w+|boyfriend|girlfriend|(?:step ?|grand ?)?(?:mum|mom|mam|mother|dad|father|parents?)"
    r"|nan|nana|nanny|gran|granny|grandma|grandad|grandpa|uncle|aunt|auntie|aunty|in.?laws?|neighbour|friend)"
)
_MY_ADULT = rf"(?:my|our) (?:\w+ ){{0,3}}?{_ADULT}\b(?!['\u2019]?s\b| (?:and|or|cares|helps|looks|who (?:cares|helps|looks)))"
_I_CARE = r"(?<!don't )(?<!dont )\b(?:car(?:e|ing) for|look(?:ing)? after|carers?(?:['\u2019]?s)?(?: assessment| allowance| support| help)? (?:for|of|to))"
_CARES_FOR_ADULT = re.compile(
    rf"{_I_CARE} {_MY_ADULT}|\bi(?:['\u2019]?m| am) (?:a |the )?(?:\w+ )?(?:my|our) (?:\w+ )?{_ADULT}['\u2019]?s (?:\w+[ -]){{0,2}}carer\b"
    rf"|{_MY_ADULT}(?:(?!\b(?:my|our)\b).){{0,60}}\bi(?:['\u2019]?m| am)? (?:(?:care|caring) for|look(?:ing)? after|(?:his|her|their|a|the)(?: \w+)? carer)\b",
    re.IGNORECASE,
)
_CARES = re.compile(r"\bcar(?:e|ing) for\b|\blook(?:ing)? after\b|\bcarers?\b", re.IGNORECASE)
_CARER_FOR = re.compile(r"\bcarers?(?:['\u2019]?s assessment)? (?:for|of|to)\b", re.IGNORECASE)  # "carer" before an age is else read as whose age it is
_MINE = re.compile(r"\b(?:my|our)\b", re.IGNORECASE)
_OWN_CHILD = re.compile(
    r"\b(?:son|sons|daughter|daughters|child|children|childs|kids?|boys?|girls?|lad|baby|toddler|teenager|little one|dd|ds|nephew|niece"
    r"|grand(?:son|daughter|child|children|kids?)s?|(?:brother|sister)(?! in law|-in-law))\b",
    re.IGNORECASE,
)
_FOR_ADULT = re.compile(
    rf"\W*(?:(?:no|but|and|sorry|actually|what if)\W+)*(?:it(?:['\u2019]?s| is) |i(?:['\u2019]?m| am) (?:asking |caring )?)?(?:for|about|after) {_MY_ADULT}.{{0,30}}", re.IGNORECASE
)
CARERS = "carer_support"


def answer_adult_care(parts: Parts, heard: Heard) -> Turn | None:
    """Who cares for a grown-up ("i care for my husband", "my brother is 30, i look after him") is told that we have nothing checked: the assessment we know of is for parents."""
    text = heard.masked
    if heard.form_open or heard.lane not in (None, "gentle") or len(text.split()) > LONGEST or not _of_adult(text, heard.conversation.last_topic):
        return None
    reply = Reply(parts.content.messages["adult_care"].on(heard.channel))
    return Turn(lane="out_of_scope", topics=["out_of_scope"], replies=[reply], confidence=0.9, changes={"options": [], "unsure_count": 0, "awaiting": None, "last_topic": None})


def _of_adult(text: str, last_topic: str | None) -> bool:
    """Whether somebody is cared for who is no child and no young person up to 25; nobody younger is spoken of."""
    if _CARES.search(text) and _MINE.search(text) and ages_above(_CARER_FOR.sub("look after", text)):
        return True
    if _OWN_CHILD.search(text):
        return False
    return bool(_CARES_FOR_ADULT.search(text)) or (last_topic == CARERS and _FOR_ADULT.fullmatch(text) is not None)


def answer_school_meals(parts: Parts, heard: Heard) -> Turn | None:
    """ "Is he entitled to free school meals": not what we know; in the holidays it is another question."""
    text = heard.masked
    if heard.form_open or heard.lane not in (None, "gentle") or len(text.split()) > LONGEST or not _MEALS.search(text) or _IN_HOLIDAYS.search(text):
        return None
    if named_in(parts.content, meaning_of(text)):
        return None  # with something else that we do know
    reply = Reply(parts.content.messages["free_school_meals"].on(heard.channel))
    return Turn(lane="out_of_scope", topics=["out_of_scope"], replies=[reply], confidence=0.9, changes={"options": [], "unsure_count": 0, "awaiting": None})
