"""Reads what somebody needs so that they can come to a surgery, apart from whatever else they say with it. Pure.

The printed list of a surgery holds access needs only (conduct 10), no diagnosis and no story: a clause that names one is kept for it, the rest is what they want to talk about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from webhook.services.people.access_needs import LANGUAGES

MOST_WORDS = 9  # in one need: longer clauses tell more than a need
_NEED = re.compile(
    r"\b(?:step.?free|no (?:steps|stairs)|(?:steps|stairs|walk(?:ing)?|climb\w*|stand(?:ing)?)|ground floor|lifts?|ramps?|wheelchairs?|scooter|crutch(?:es)?"
    r"|(?:uses?|using|has|with|on|walks with) (?:a |her |his |my |two )?(?:\w+ )?(?:sticks?|frame|cane|zimmer|rollator)|zimmer|rollator"
    r"|mobility|disabled"
    r"|accessib\w+|access|parking|blue badge"
    r"|bsl|sign(?:ing|er)?(?: language)?|interpret\w*|translat\w*|deaf|hearing|hard of hearing|loop|lip.?read\w*|relay|captions?|note.?taker|blind|visual\w*|partially sighted"
    r"|sight|guide dog|assistance dog"
    r"|large print|big(?:ger)? print|braille|easy.?read|coloured paper|plain english|quiet\w*|sensory|low light|lighting|lights|bright|nois\w+|loud|crowd\w*"
    r"|busy (?:rooms?|places?)|waiting (?:rooms?|areas?)"
    r"|(?:hates?|anxious|nervous|can'?t|cannot|bad at|struggles?(?: with| to)?|hard|panics?) (?:\w+ )?(?:wait(?:ing)?|queu\w+)|smells?|calm"
    r"|ear defenders|dim|screens?|breaks?|extra time|more time"
    r"|buggy|pushchair|pram|pregnant|baby|changing|breast.?feed\w*|cr[eè]che|childcare|toilets?|chairs?|seat(?:ing)?|sit(?: down)?|space|prayer|female|woman|male|same (?:officer|person)"
    r"|bring (?:a|my) (?:friend|sister|mum|mother|dad|advocate|supporter|carer|support worker|keyworker)|advocate|supporter|carer with me|someone with me|allerg\w+"
    rf"|{'|'.join(LANGUAGES)})\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"(?:[,.;:!?\n]+\s*|\s+)(?=(?:and|but|because|cos|coz|so|also|plus|who|which)\b\s)|[,.;:!?\n]+\s*(?!\d)", re.IGNORECASE)
JOINS = re.compile(r"^(?:and|but|because|cos|coz|so|also|plus|who|which)\b\s*(?:also\b\s*)?", re.IGNORECASE)
_TELLS = re.compile(
    r"\b(?:worr\w+|his (?:dad|father|mum)|her (?:dad|father|mum)|my (?:ex|husband|partner|wife)|school|transport|plan|ehcp?|refus\w+|abus\w+|police|social (?:worker|services)"
    r"|court|tribunal|hit\w*|hurt\w*|scared|afraid|violen\w+)\b",
    re.IGNORECASE,
)

COMPANIONS = (
    r"(?:(?:my|our|his|her|the|a|an) )?(?:(?:little|older|younger|other|new|elderly|old|best|two|\d) )?(?:husband|hubby|wife|partner|boyfriend|girlfriend|fianc\w+|mums?"
    r"|mom|mam|mother|dad|father|parents?"
    r"|sister|brother|siblings?|friends?|mate|neighbour|nan\w*|gran\w*|aunt\w*|uncle|cousin|sons?|daughters?|child(?:ren)?|kids?|baby|babies|toddler|twins|boy|girl"
    r"|little one|carer|pa"
    r"|key ?worker|support worker|advocate|social worker|family|him|her|them|someone|somebody)"
)
_BRINGS = re.compile(rf"bringing {COMPANIONS}(?: (?:and|n|&) {COMPANIONS})?", re.IGNORECASE)
_OF_KIN = re.compile(r"^\W*(?:my|our|his|her) (?:husband|partner|wife|mum|dad|father)(?:'?s| is| uses| has| needs| can'?t| cannot| walks)\b", re.IGNORECASE)  # whose need it is

_POLITE = re.compile(r"(?:[\s,]+(?:please|pls|plz|thanks|thank you|thx|ta))+\W*$", re.IGNORECASE)
_OF_PLACES = (r"quiet", r"loop", r"park(?:ing)?", r"lift", r"toilets?")  # what a place has or has not, by a word that its record would hold too


def names_matter(text: str) -> bool:
    """Whether a clause tells of what a family comes to talk about: a school, a plan, a worry."""
    return bool(_TELLS.search(text))


def not_listed(needs: str, access: Iterable[str]) -> bool:
    """Whether a need is of the place itself, and the record of the place does not say that it has it."""
    listed = " ".join(access)
    return any(re.search(rf"\b{word}\b", needs, re.IGNORECASE) and not re.search(rf"\b{word}\b", listed, re.IGNORECASE) for word in _OF_PLACES)


def split_needs(text: str) -> tuple[str, str]:
    """Access needs, and what else was said; the words are theirs. All needs: as it was written."""
    clauses = split_clauses(text)
    needs = [clause for clause in clauses if is_need(clause)]
    if len(needs) == len(clauses):
        return _POLITE.sub("", " ".join(text.split())), ""
    other = [JOINS.sub("", clause) for clause in clauses if clause not in needs]
    return ", ".join(_POLITE.sub("", JOINS.sub("", need)) for need in needs), ", ".join(other)


def split_clauses(text: str) -> list[str]:
    """What is said one after the other, each as it begins; nothing that only joins."""
    return [clause.strip() for clause in _CLAUSES.split(text) if clause and JOINS.sub("", f"{clause.strip()} ").strip()]


def is_need(clause: str) -> bool:
    """Whether a clause tells an access need, and no matter to talk about."""
    if _BRINGS.fullmatch(clause):
        return True
    return bool(_NEED.search(clause)) and len(clause.split()) <= MOST_WORDS and not _TELLS.search(_OF_KIN.sub("", clause))
