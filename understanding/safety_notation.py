"""The short notation in which safety patterns are written, so that a safeguarding lead can read and sign them off.

No word raises anything alone: every pattern needs a person, an act and a context.

    a|b      one of these words            {NAME}   one of the words of that set in SETS
    word?    may be missing                ~3       up to three words, none of them "not", "never" or "without"
    //       or a new line: the next pattern

A `?` at the last of several words makes the whole choice optional. Contractions are spelled out before matching ("i'm" is "i am").
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """Several ways to say one thing, and the lane and topic it means."""

    name: str
    lane: str
    topic: str | None
    written: str


def split_patterns(written: str) -> list[str]:
    """The patterns of one block."""
    return [pattern for pattern in re.split(r"\s*//\s*|\s*\n\s*", written.strip()) if pattern]


SETS: dict[str, str] = {
    "I": "i me im",
    "KID": (
        "son daughter ds dd child kid boy girl lad he she him her baby toddler teen teenager grandson granddaughter nephew niece "
        "neice brother sister twin they ds8 ds9 ds10 dd13 dd14 kids children boys girls foster mum friend"
    ),
    "YOUNG": ("son daughter ds dd child kid boy girl lad baby toddler teen teenager grandson granddaughter nephew niece neice kids children boys girls twins"),
    "PARTNER": "husband partner ex boyfriend wife girlfriend he she fiance mother-in-law stepdad stepfather dad father",
    "SURE_PARTNER": "husband partner ex boyfriend wife girlfriend fiance",
    "STAFF": (
        "staff teacher teachers ta tas driver drivers escort escorts carer carers worker assistant senco head pa tutor keyworker "
        "school nursery respite coach helper sitter babysitter childminder unit club placement college transport"
    ),
    "ADULT": (
        "uncle stepdad stepfather dad father man men boyfriend grandad brother cousin teacher driver escort carer worker tutor neighbour coach mum mother aunt ex husband partner he she they"
    ),
    "DIE": "die dead",
    "WANT": "want wants wanted wish wishes wished wishing ready going planning planned plans rather prefer thinking",
    "SELF": "myself himself herself themselves themself themselfs hisself",
    "KILL": "kill killing kills killed hang hanging hanged harm harming hurt hurting drown stab choke strangle cut cutting cuts",
    "HIT": (
        "hit hits hitting beat beats beating beaten punch punched punches punching kicked kicks kicking slapped slaps slap strangled "
        "strangles strangling choked chokes attacked attacks attacking stabbed battered headbutted bitten bit bites thrown threw "
        "shoved pushed pushes hurt hurts hurting dragged drags"
    ),
    "HARD_HIT": ("beat beats beating punched punches punching strangled strangles strangling choked attacked attacking stabbed battered headbutted kicked kicking throttled knocked scalded"),
    "WEAPON": "knife knives machete hammer scissors screwdriver gun blade axe",
    "INJURY": ("bruise bruises bruising burns burn welts marks mark scratches fracture swelling bleeding blood wounds scalds handprint"),
    "BODY": ("arm arms leg legs back neck thigh thighs face ear eye eyes wrist wrists throat body bottom chest stomach tummy head cheek hand hands foot ribs"),
    "PILLS": ("tablets pills paracetamol ibuprofen overdose medication meds medicine melatonin bleach antidepressants sleeping sertraline clonazepam insulin weedkiller"),
    "MY": "my our his her the",
    "NOW": "now tonight today just again yesterday morning minutes hour ago last",
    "OUT": "missing gone lost disappeared",
    "SOON": "today tonight tomorrow monday tuesday wednesday thursday friday saturday sunday midnight noon mon tues tue wed thurs thu fri now",
    "DAY": "today tonight now morning gate again",
    "RIDE": "taxi transport bus minibus cab driver escort car pa",
    "NO_NEWS": (  # hours and signs that somebody is missed: "its 6pm", "phone off", "nobody knows"
        "3pm 4pm 5pm 6pm 7pm 8pm 9pm 10pm 11pm midnight dark hours hour hrs hr 2hrs 3hrs 4hrs 5hrs overnight phone phones mobile voicemail answering answer "
        "worried police where nobody noone late yet reply replying"
    ),
    "SAYS": "says say said saying rang rung phoned called told reckon reckons",
    "LEGAL": "hearing tribunal court appeal deadline certificate comments response draft panel",
    "LEAD": "and so but ok okay n an nd then what whats happens happen well right oh also or",
    "DULL": ("pay reply respond answer sign agree attend apply appeal ask accept go do turn show send fill hear have like use need claim book afford complain challenge sort"),
    "DULL_END": (
        "it that this anything the a an any to in by time deadline date then though still either what happens next now fine fines bill notice form forms letter "
        "meeting review appointment mediation appeal tribunal court school surgery interview assessment yet"
    ),
}
