"""Hears that somebody of the family is in hospital and that they can't come for it, and whether nothing else is said: then no card sends them to 999."""

from __future__ import annotations

import re

_HOSPITAL = r"(?:the |a |gosh |our local )?(?:hospital|a ?& ?e|a and e|ae|casualty|gosh|intensive care|(?:the )?(?:children'?s )?ward)"
STAY = re.compile(
    rf"\b(?:in|at|to|into|up|down) {_HOSPITAL}\b|\b(?:been |was |got |getting |being |is |are )(?:re)?admitted\b(?: (?:to|into) {_HOSPITAL}\b)?"
    rf"|\bhaving (?:an?|his|her) (?:op|operation)\b",
    re.IGNORECASE,
)
SO_NOT = re.compile(
    r"\b(?:can'?t|cannot|can not|won'?t|will not|not going to|not gonna|unable to|not able to|couldn'?t)(?: (?:now|be able to|be|really|actually))*"
    r" (?:come|coming|make(?: (?:it|that|the \w+|\w+day))?|there|attend|get there|get to (?:it|that|the \w+)|do (?:that|the|it|\w+day))\b(?: any ?more)?|\bso not coming\b"
    r"|\b(?:give|giving) (?:up |back )?(?:my|our|the|that|this|his|her) (?:send )?(?:surgery )?(?:place|slot|spot|booking|appointment|appt)\b(?: (?:up|back))?"
    r"|\bcancel(?:l?ing)?(?: (?:it|that|(?:my|our|the) (?:send )?(?:surgery|place|slot|spot|booking|appointment|appt)))?\b(?! (?:his|her|their|an?|the|my|our|school|with)\b)"
    r"|\b(?:someone|somebody|another (?:family|parent)) (?:else )?(?:can |could )?(?:have|take) (?:it|my|our|the)\b",
    re.IGNORECASE,
)
_GOT_THERE = re.compile(
    r"\b(?:been |was |got |being |had to be )?(?:had to go|taken|rushed|blue ?lighted|kept)(?= (?:in|at|to|into|back|overnight)\b)"
    r"|\b(?:ambulance|they|paramedics) (?:took|rushed) (?:him|her|them|us)\b|\brushed (?:him|her|to|in)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:he|she|they|him|her|them|hes|shes|theyre|we|were|we're|sons?|daughters?|child\w*|kids?|boy|girl|baby|mums?|dad|husband|wife|partner|nan|brother|sister)\b", re.IGNORECASE
)
_LITTLE = """
    hi hello sorry so and but because cos coz as please pls plz thanks thank you ok oh im afraid i we us me he she they it its he's hes she's shes they're theyre him her them
    my our his the a an this that is are was were we're been be has have had having i'm i've we've got gotta gone going went stuck still just now again here there with at in
    on of to into up for from back by then ill poorly unwell sick not very too really
    son son's sons daughter daughter's daughters child kid kids boy girl baby little one mum mum's mums dad dad's dads husband wife partner nan brother sister
    need want can could will would ask let you do my place slot spot surgery send booking appointment appt
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun today tomorrow tonight morning afternoon next week weekend day days
    january february march april may june july august september october november december st nd rd th since overnight until after all someone somebody else another
"""
_WORDS = frozenset(_LITTLE.split())


def tells_of_hospital_alone(text: str) -> bool:
    """Whether a text says that a child, or another of the family, is in hospital and they can't come for it, and no more: who is treated is not in danger unheard of."""
    text = text.replace("\u2019", "'")
    if not (STAY.search(text) and SO_NOT.search(text) and _OF_OTHERS.search(text)):
        return False
    rest = SO_NOT.sub(" ", STAY.sub(" ", _GOT_THERE.sub(" ", text)))
    return all(word in _WORDS for word in re.findall(r"[a-z']+", rest.lower()))
