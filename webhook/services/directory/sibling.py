"""A brother or sister of whom it is said how old they are, or what they need, is a child that something is looked for, and no young carer: "for her brother who's 5"."""

from __future__ import annotations

import re

_WHOSE = r"(?:his|her|hers|their|my|our|(?:my|our) (?:son|daughter|boy|girl|child)'?s|the|a)"
_WHICH = r"(?:(?:autistic|disabled|deaf|blind|big|little|small|older|elder|younger|other|baby|twin|half|step|own)[ -])*"
_ONE = rf"\b(?P<whose>{_WHOSE} {_WHICH})(?:brother|sister|bro|sis|sibling|twin)\b"
_IS = r"(?:\s*[,(?.-]?\s*(?:'s|s|is|who is|who's|whos|that is|thats|who|aged?|of|only|just|now|nearly|about|turning|and|\?|hes|shes|he's|she's|he is|she is))*"
_NEEDS = r"(?:in a wheelchair|uses? a wheelchair|has (?:got )?(?:adhd|autism|asd|downs|epilepsy)|(?:also |too )?(?:autistic|disabled|deaf|blind))"
_SOUGHT = re.compile(rf"{_ONE}(?={_IS}\s*[,(?.-]?\s*(?:\d{{1,2}}\b(?!\s*(?:am|pm|times|hours|days))|{_NEEDS}))", re.IGNORECASE)
_FOR_ONE = re.compile(rf"\b(?:for|with|and|what about|how about|plus) (?:also )?{_ONE}", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:his|her|hers|their|\w+'s) (?:\w+ )*?other child\b", re.IGNORECASE)
_FOR_THEM = re.compile(r"\b(?:anything|something|anywhere|somewhere|what|clubs?|groups?|any|stuff|activities|one)\b.{0,30}\bfor (?:him|her|them|both|this one|that one)\b", re.IGNORECASE)
_AS_SIBLING = re.compile(
    r"\b(?:carers?|siblings? (?:support|group|club|help|service|course|day)s?|for siblings|support|left out|jealous|cope|coping|copes|talk to|looks after|helps with)\b", re.IGNORECASE
)


def name_child(text: str) -> str:
    """A text in which a brother or sister that something is looked for is a child like any other: "for her other child who's 5". As it is, where help for siblings is meant."""
    found = _SOUGHT.search(text.replace("\u2019", "'"))
    if found is None or _AS_SIBLING.search(text):
        return text
    sought = _FOR_ONE.search(text) or _FOR_THEM.search(text)
    return f"{text[: found.start()]}{found['whose']}other child{text[found.end() :]}" if sought else text


def is_sibling(text: str) -> bool:
    """Whether a text that was read so is about the brother or sister of the child it was looked for before."""
    return _OTHER.search(text) is not None
