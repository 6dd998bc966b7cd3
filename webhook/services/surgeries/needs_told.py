"""Reads what somebody who comes to a surgery needs, or whom they bring, told or asked for without our asking: "can i bring my mum she uses a stick". Pure.

Kept in their words but for names: what is printed holds access needs only (conduct 10). What asks ("is there a lift") is no need; what speaks of a school, a meeting
or a service is about something else.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from webhook.services.booking.read import HASTE
from webhook.services.booking.said import read_talk
from webhook.services.people.access_needs import LANGUAGES
from webhook.services.surgeries.companion_names import without_names
from webhook.services.surgeries.needs import COMPANIONS, MOST_WORDS, is_need

LONGEST = 24  # words of such a message
SOMEONE = "someone"
_CLAUSES = re.compile(
    r"[.;:!?,\n]+\s*|(?<!\bsomeone)(?<!\bsomebody)\s+(?=(?:and|but|because|cos|coz|cause|as|so|also|plus|btw|who)\b\s)"
    r"|(?<=\w\w)(?<!\bif)(?<!\bcan)(?<!\bdo)(?<!\bdoes)(?<!\bdid)(?<!\bwill)(?<!\bwould)(?<!\bcould)(?<!\bare)(?<!\bis)(?<!\bhow)(?<!\bwhen)(?<!\bwhat)(?<!\bwhere)(?<!\bthat)(?<!\bmay)\s+(?=(?:s?he|they)(?:'?s|'?re|'?ll)?\s+(?!come"
    r"|comes|coming)\w|i'?m\s+(?!bringing|coming)|(?<!is it ok )can (?:i|we)\b"
    r"|my (?:mum|dad|son|daughter|partner|husband|wife|sister|brother|nan)\s+(?:has|uses|needs|is (?:in|on|deaf|blind)|can'?t|cannot)\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"^\W*(?:(?:{HASTE}|okay|yes|yeah|yep|hi|hello|thanks|thank you|thx|ta|great|btw|by the way|just|actually|please|pls|plz|plus|because|cos|coz"
    r"|cause|as|well|who|if|that"
    r"|(?:i |we )?(?:forgot|meant|should have|shouldve|need|want|wanted|wud like|would like) to (?:say|mention|tell (?:you|u)|add|let (?:you|u) know|ask)"
    r"|to (?:say|let (?:you|u) know)|(?:can|could) (?:you|u)(?: please| pls)? (?:put|write|note|make sure|tell (?:them|the officers?)|let them know|add)"
    r"|(?:put|write|note|add|tell (?:them|the officers?)|let them know)(?= (?:down|that|i|we|my|he|she|step|a|an)\b)|down)\b\W*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,]+(?:please|pls|plz|thanks|thank you|thx|ta|as well|too|btw|by the way|also|though|tho|as|because|cos|if (?:possible|thats ok|that's ok)"
    r"|on the day))+\W*$",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:step.?free|no (?:steps|stairs)|(?:can'?t|cannot|can not|struggles?|difficult\w*|hard|bad|not good|unable|won'?t)\b.{0,20}\b(?:stairs|steps|walk(?:ing)?"
    r"|stand(?:ing)?|climb\w*)"
    r"|wheelchairs?|mobility scooter|crutch(?:es)?|walking (?:sticks?|frame|aid)|(?:uses?|using|has|have|with|on|needs?|walks with) (?:a |an |her |his |my "
    r"|two )?(?:\w+ )?(?:sticks?|frame|cane)"
    r"|zimmer|rollator|ground floor|ramps?|lift|bsl|sign language|(?:an?|need|needs|arrange|have|want|for|with|somebody|someone to)\b.{0,20}\b(?:interpret\w*"
    r"|translat\w*)|interpreter|translator"
    r"|deaf|hard of hearing|hearing (?:aids?|loop|impaired|loss)|lip.?reads?|blind|partially sighted|visually impaired|guide dog|assistance dog|large print|braille|easy.?read"
    r"|quiet (?:room|space|area|corner|place|spot)|double buggy|buggy|pushchair|pram|pregnant)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(  # a thing to get, an assessment, a school: another matter than coming
    r"\bblue badge\b(?! (?:park|bay|space))|\b(?:clubs?|groups?|class(?:es)?|activit\w+|services?|apply\w*|application|grants?|benefits?|allowance|tests?|training"
    r"|equipment|assess\w*|ref+er+\w*"
    r"|diagnos\w+|courses?|lessons?|school\w*|nursery|college|teachers?|ta|tutor|plans?|ehcp?|panel|tribunal|mediation|review|meetings?|hospital|gp|camhs|mosaic|ot"
    r"|transport|taxi|bus"
    r"|therap\w+|respite|officer said|letters?|reports?|council|home|house|housing|bathroom|adaptations?|dla|pip|help with|get (?:him|her|them|a|an|my|the)\b|buy|fund\w*"
    r"|waiting for|refus\w*|worr\w+|police|court|hit|hurt|abus\w+|bully\w*|bullied)\b",
    re.IGNORECASE,
)
_WISHES = (
    r"(?:can|could|may|might|would it be (?:ok|okay|alright|all right|fine|possible)|is it (?:ok|okay|alright|all right|fine|possible)|ok|alright|am i allowed"
    r"|are we allowed)"
)
_HAVE = re.compile(
    rf"^\W*(?:{_WISHES}(?: (?:if|to|i|we|you|u|there|be|with|please|pls|for|it|also|have|get|us|me|a|an|make|sure|is|sort|arrange|book|provide|do))*|is that (?:ok|okay"
    rf"|alright) with)\s+",
    re.IGNORECASE,
)
_ALONG = re.compile(
    rf"\b(?:coming|comes?|there|with (?:me|us)|(?:bring(?:ing)?|take) {COMPANIONS}(?: (?:and|n|&) {COMPANIONS})?)\b"
    r"(?:\W+(?:too|as well|also|along|with|me|us|to|it|that|this|the|send|surgery|appointment|then|there|please|pls|on|day|if|thats|that's|ok|xx?))*"
    r"\W*(?:$|(?:and|but|she|he|they|who|because|cos|as|so|my)\b)",
    re.IGNORECASE,
)
_FOR_THE_DAY = (
    r"(?:some(?:one|body) (?:who|that|to) (?:can )?(?:speaks?|interprets?|translates?|signs?)"
    r"|interpret\w*|translat\w*|signer|bsl|sign language|step.?free|ramps?|lift|ground floor|quiet (?:room|space|area|place)|(?:large|big) print|easy.?read|braille"
    r"|loop|no (?:stairs|steps)|wheelchair (?:access\w*|space|ramp)|disabled (?:parking|access|toilets?|bay)|parking)"
)
_OF_OURSELVES = re.compile(
    r"^\W*(?:(?:i|we|my (?:mum|dad|mother|father|husband|wife|partner|sister|brother|nan))"
    r"(?:'?m|'?re|'?ve|'?ll|'?d|'?s| am| are| is| have| will| would| do| also| both| might| may| just)*"
    rf" (?:(?:need|needs|want|require|like|have|be needing)(?: to have)? (?:[\w-]+ ){{0,4}}?{_FOR_THE_DAY}"
    r"|(?:use|uses|using|have|has|got|in|on|with|walks? with|bringing)(?: got)? (?:[\w-]+ ){0,2}?(?:wheelchair|sticks?|frame|crutches|zimmer|rollator|scooter|pram|buggy|pushchair"
    r"|hearing aids?|(?:guide|assistance) dog)"
    r"|(?:[\w-]+ ){0,2}(?:deaf|blind|pregnant|hard of hearing|partially sighted|disabled|wheelchair user)(?! (?:\w+ )?(?:sons?|daughters?|child\w*|kids?|boys?|girls?|baby|twins?)\b)"
    rf"|(?:can'?t|cannot|can not|struggles?|find) .{{0,16}}(?:stairs|steps|walk|stand|climb)\w*|(?:only )?speaks? (?:{'|'.join(LANGUAGES)}))\b"
    r"|(?:(?:can|could|would|will|is it possible|please|pls|i|we|you|u|there|be|to|if)\b\W*)*(?:have|get|arrange|book|sort|provide)? ?"
    rf"(?:an? |the )?(?:(?:{'|'.join(LANGUAGES)}) )?{_FOR_THE_DAY}(?:\W+(?:please|pls|plz|needed|there|for me|for us|with us|if possible|on the day|thanks))*\W*$)",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"^\W*(?:is|are|was|will (?!need)|do|does|did|has|should|shall|must|what|whats|which|how|who|where|wheres|when|why|any|anyone)\b", re.IGNORECASE)
_BRINGS = re.compile(
    rf"^\W*(?:{_WISHES}(?: (?:if|to|i|we|also|please|pls|still))* (?:bring|take|come with|have(?= {COMPANIONS}\b))|(?:i'?m|im|i am|we'?re|i'?ll|ill|i will|we'?ll|we will"
    rf"|i'?d like to|i want to|i need to)"
    rf"(?: (?:be|have to|need to))* (?:bring(?:ing)?|taking|coming with)|i(?:'?ll| will) have(?= {COMPANIONS}\b))\s+(?P<who>{COMPANIONS}|\w+(?=\W*$| with me\b"
    rf"| along\b))(?P<both>(?: and| n| &) {COMPANIONS})?\b(?! (?:up|down|it|home)\b)",
    re.IGNORECASE,
)
_COMES = re.compile(
    rf"^\W*(?:{_WISHES}(?: if| for)? )?(?P<who>(?!(?:his|her|the|their) (?:dad|father|mum|mother|partner|husband|wife)\b|them\b){COMPANIONS}|he|she|they)(?P<both>(?: and| n"
    rf"| &) {COMPANIONS})?(?:'?s|'?ll| is| are| will| wants to| would like to| to)?(?: also)?(?: be)?"
    r" (?:coming|come|comes|join|joining|sit in|with me(?! (?:all|every|most|24)\b)|there(?= with (?:me|us)\b|\W*$| too\b| as well\b| on the day\b))"
    r"\b(?!.*\binstead\b)(?! (?:home|from|out|back|off)\b| to (?!it\b|the\b|this\b|that\b|send\b|support\b|help\b|translate\b|interpret\b)\w)",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"\W*(?:(?:because|cos|coz|as|since|so)\W+)?(?:i|he|she|they|we|it|my \w+)(?:'?m|'?s|'?re| am| is| are| gets?| has| have| can get| will be| feels?| struggles? with"
    r"| hates?| finds?)*(?: \w+){0,2}?"
    r" (?:anxious|anxiety|nervous|panick?\w*|panic attacks?|overwhelm\w*|stressed|shy|crowds?|noise|noisy(?: places)?|busy places|over ?stimulated)"
    r"(?: (?:easily|there|in \w+|with \w+|otherwise|too|sometimes))*\W*",
    re.IGNORECASE,
)
_JOINS = ("because", "cos", "coz", "as", "since", "so")
_ONE_OF_KIN = re.compile(r"\b(mum|dad|sister|brother|nan|partner|husband|friend|son|daughter)s$")  # "my mums coming"
_NOBODY = """
    anything something stuff it that this them these those things papers paperwork letters reports food lunch snacks toys evidence documents id proof notes photos
    ipad tablet phone a my the his
"""
_THINGS = frozenset(_NOBODY.split())
_NAME_AFTER = re.compile(rf"^(?:{COMPANIONS}|for|with|bring|bringing|called|named|and)$", re.IGNORECASE)
_STARTS = re.compile(r"^(?:\W*(?:is|are|has|have|will|he|it)\b)+\s*", re.IGNORECASE)
_NEEDS_IT = re.compile(r"^(?:(?:i|we)(?:'ll| will| also| do| would)* |will )?need(?: to have)? ", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


@dataclass(frozen=True)
class Told:
    """Needs, each in their words; whom they bring, "" for nobody; and what else was said."""

    needs: tuple[str, ...] = ()
    brings: str = ""
    rest: str = ""

    def __bool__(self) -> bool:
        return bool(self.needs or self.brings)


def read_told(text: str, known: Collection[str] = (), *, asked: bool = False) -> Told:
    """What is told of coming. `asked`: the details of a place are being settled, so more is a need. `known`: words that are nobody's name."""
    text = text.replace("\u2019", "'").strip()
    if len(text.split()) > LONGEST or (not asked and _ANOTHER.search(text)):
        return Told()
    needs, brings, rest = list[str](), "", list[str]()
    for clause in filter(None, (one.strip() for one in _CLAUSES.split(text) if one)):
        who = _read_brings(without_names(_LEAD.sub("", clause), known))
        need = "" if who and not _STRONG.search(clause) else _read_need(clause, known, asked=asked)
        brings = brings or who
        needs += [need] if need else []
        rest += [] if who or need else [clause]
    rest = [one for one in rest if not ((needs or brings) and (_WHY.fullmatch(one) or one.lower() in _JOINS))]  # "quiet room please, i get anxious": no matter of its own
    beside = [one.lower() for one in rest if brings and re.fullmatch(f"{COMPANIONS}|me", one, re.IGNORECASE)]  # "my mum and my sister are coming"
    brings = " and ".join([*(one for one in beside if one != "me"), brings])
    rest = [one for one in rest if one.lower() not in beside]
    return Told(tuple(dict.fromkeys(needs)), brings, ", ".join(rest))


def is_of_coming(text: str, told: Told) -> bool:
    """Whether what was told is surely of coming to the surgery, where any words may be what they want to talk about: "school won't let him use his stick" is not."""
    text = without_names(_LEAD.sub("", text.replace("\u2019", "'").strip()), ())
    return told.brings != "my child" and bool((_ALONG if told.brings else _OF_OURSELVES).search(text))


def is_plain(text: str) -> bool:
    """Whether a need is named that a place to come to can be about, though nothing else was said of it lately."""
    return bool(_STRONG.search(text)) and not _QUESTION.match(text)


def _read_brings(plain: str) -> str:
    """Whom somebody brings, or asks if they may; "someone" for a name."""
    found = _BRINGS.match(plain) or _COMES.match(plain)
    if found is None or _ANOTHER.search(re.sub(COMPANIONS, " ", plain, flags=re.IGNORECASE)):
        return ""
    who = _ONE_OF_KIN.sub(r"\1", found["who"].lower())
    if who in _THINGS - {"them"}:
        return ""
    who = who if re.fullmatch(COMPANIONS, who, re.IGNORECASE) else "my child" if who in ("he", "she", "they") else SOMEONE
    return who + (found["both"] or "").lower()


def _read_need(clause: str, known: Collection[str], *, asked: bool) -> str:
    """The need that a clause tells, or wishes; "" for one that only asks, or speaks of something else."""
    plain = _LEAD.sub("", clause)
    wished = _HAVE.match(plain)
    if read_talk(plain) or _ANOTHER.search(plain) or (_QUESTION.match(plain) and not wished):
        return ""
    if not (_STRONG.search(plain) or (asked and is_need(plain))) or len(plain.split()) > MOST_WORDS + 3:
        return ""
    return _without_names(_NEEDS_IT.sub("", _TAIL.sub("", plain[wished.end() :] if wished else plain)), known)


def _without_names(text: str, known: Collection[str]) -> str:
    """A need without the words that may be somebody's name: unknown ones at its start, after "my mum", after "for"."""
    kept, before = list[str](), ""
    for word in text.split():
        plain = "".join(_WORD.findall(word.lower()))
        named = not before or bool(_NAME_AFTER.match(before)) or word[:1].isupper()
        unknown = bool(known and plain) and not {plain, plain.removesuffix("s"), plain.removesuffix("'s"), word.lower(), plain.replace("'", "")} & set(known)
        before = plain
        if not word.startswith("[") and not (
            named and unknown and not _STRONG.search(word) and not is_need(word) and plain.capitalize() not in LANGUAGES and not re.fullmatch(COMPANIONS, plain)
        ):
            kept.append(word)
    return _STARTS.sub("", " ".join(kept)) if kept and kept[0] != text.split()[0] else " ".join(kept)
