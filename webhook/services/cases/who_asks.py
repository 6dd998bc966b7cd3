"""Who somebody says they are: a professional, a relative, a parent who lives apart, a young person and of what plan (conduct 12). Pure; words only, no record."""

from __future__ import annotations

import re

PROFESSIONAL, RELATIVE, APART = "professional", "relative", "apart"
_JOBS = (
    r"(?:social worker|senco|sendco|inclusion (?:lead|manager)|(?:class |form )?teacher|teaching assistant|ta|head ?teacher|head of (?:year|inclusion)|solicitor|lawyer|advocate"
    r"|health visitor|(?:speech (?:and|&|n) language )?therapist"
    r"|(?:educational )?psychologist|ep|gp|doctor|paediatrician|nurse|key ?worker|support worker|family worker|portage worker|youth worker|tutor|childminder|nursery (?:manager"
    r"|worker)|mentor|neighbou?r"
    r"|journalist|reporter|virtual school|sendiass(?: \w+)?|salt|slt|ot)"
)
_OTHER_PEOPLE = re.compile(
    r"\b(?:i'?m|i am|im|this is|calling as|we are)\s+(?:from\s+)?(?:(?!see|ask|talk|speak|tell|told|wait|call|ring|with|at\b|go|on\b|in\b|not\b|my\b)\w+'?s?\s+){0,3}?"
    rf"{_JOBS}\b(?!'s (?:son|daughter|child|mum|dad))|\bas (?:an?|the|his|her|their) {_JOBS}\b(?=\W*(?:,|i\b|we\b|can\b|could\b|of\b|$))"
    rf"|^\W*(?:(?:hi|hello|good \w+)\W+)*{_JOBS} (?:here|acting|writing|calling|from|at)\b"
    r"|\b(?:calling|writing|texting|ringing|messaging) (?:from|on behalf of) (?:the |a |his |her |their )?(?:\w+ ){0,2}(?:school|nursery|college|academy|clinic|hospital|surgery"
    r"|charity|council|client)\b"
    r"|\bi (?:work|teach) (?:at|in|for) (?:the|a|his|her|their) (?:\w+ ){0,2}(?:school|nursery|college|academy|clinic|hospital)\b"
    r"|\bmy (?:neighbou?r|friend|mate|colleague|client|pupil|student)'?s?\b|\basking for (?:them|a friend|my friend)\b",
    re.IGNORECASE,
)
_FOR_A_FRIEND = re.compile(r"\bmy (?:neighbou?r|friend|mate|colleague)\b|\basking for (?:them|a friend|my friend)\b|\bi'?m (?:a |the )?(?:neighbou?r|journalist|reporter)\b", re.IGNORECASE)
_A_SETTING = re.compile(
    r"\b(?:we'?re|we are|i run|i manage|i'?m (?:writing|asking) for) (?:a|an|the|our) (?:\w+ ){0,2}(?:nursery|pre-?school|school|college|academy|clinic|practice"
    r"|charity)\b(?! (?:choice|place|run|family|mum|dad))",
    re.IGNORECASE,
)
_BY_WORK = re.compile(rf"\b{_JOBS}\b|\b(?:professional|case ?worker|practitioner)\b", re.IGNORECASE)
_A_PLACE = re.compile(r"\b(?:school|nursery|college|clinic|agency|charity|council|local authority|staff|officer)\b", re.IGNORECASE)
_FAMILY = re.compile(
    r"\b(?:parents?|mother|mum|father|dad|carer|foster\w*|guardian|self|young person|son|daughter|brother|sister|aunt\w*|uncle|cousin|gran\w*|nan\w*|step\w*|kin\w*)\b", re.IGNORECASE
)
_OWN_CHILD = re.compile(
    r"\bmy (?!neighbou?r|friend|mate|colleague|client|pupil|student)(?:\w+ )?(?:son|daughter|child|boy|girl|kid|lad|little one|ds|dd|foster)(?:'?s)?\b|\bour (?:son|daughter|child)\b"
    r"|\bi'?m (?:also )?(?:his|her|their) (?:mum|mother|mam|dad|father|parent)\b",
    re.IGNORECASE,
)
_KIN = r"(?:nan|nana|nanny|gran\w*|aunt\w*|uncle|cousin|sister|brother|step ?-?(?:dad|mum|father|mother)|god\w+)"
_RELATIVE = re.compile(
    rf"\bi'?m (?:his|her|their|the) (?:\w+ )?{_KIN}\b|\bi am (?:his|her|their|the) (?:\w+ )?{_KIN}\b"
    r"|\bmy (?:\w+ )?(?:grandson|granddaughter|grandchild\w*|grandkid|nephew|niece|cousin|(?:little |younger |big )?brother|(?:little |younger |big )?sister|god ?(?:son|daughter"
    r"|child)|step ?-?(?:son|daughter|child))(?:'?s)?\b",
    re.IGNORECASE,
)
_LIVES_APART = re.compile(
    r"\b(?:do(?:es)?(?:n'?t| not)|not|no longer|never) (?:\w+ )?liv(?:e|es|ing) with (?:me|us|him|her|them)\b|\blives? with (?:his|her|their) (?:mum|mother|dad|father|parents)\b",
    re.IGNORECASE,
)
_RAISES = re.compile(
    r"\blives? with (?:me|us)\b|\b(?:i|we)(?:'?m|'?ve| am| are| have)? (?:look(?:ing)? after|rais(?:e|ing)|bring(?:ing)? (?:him|her|them) up|car(?:e|ing) for|custody|adopted)\b"
    r"|\bplaced (?:him |her |them |the \w+ )?with (?:me|us)\b|\bin my care\b"
    r"|\bspecial guardian\w*|\bsgo\b"
    r"|\b(?:legal )?guardian\b|\bkinship\b|\bparental responsibility\b|\bfoster"
    r"|\b(?:is|was|been|got|were|are|has been|social (?:services|workers?|care)|the (?:council|court|judge)|they|she|he)(?: \w+)? placed(?: (?:him|her|them))? with (?:me|us)\b"
    r"|\bplaced (?:him|her|them) with (?:me|us)\b|\b(?:i|we)(?:'?ve| have)(?: got)? (?:him|her|them) (?:full.?time|permanently|for good)\b"
    r"|\b(?:came|come|moved) to live with (?:me|us)\b|\bliv(?:ing|ed) with (?:me|us)\b|\b(?:residence|child arrangements) order\b|\bcustody of (?:him|her|them)\b",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\b(?:we(?:'?re| are)|i'?m|i am|me and \w+(?: \w+)? (?:are|have)|(?:his|her|their) (?:mum|mother|dad|father) and (?:i|me)(?: are| have)?) (?:now )?(?:separated|divorced"
    r"|split(?: up)?|not together)\b",
    re.IGNORECASE,
)
PARENT = r"(?:mum|mam|mom|mummy|mother|dad|daddy|father|other parent)"
_ONE_OF_TWO = re.compile(
    rf"\b(?:his|her|their|the kids'?|(?:son|daughter)'?s) {PARENT}\b|\bmy ex\b|\bex[- ]?(?:wife|husband|partner|mrs|missus)\b"
    rf"|\bi'?m (?:also |still )?(?:his|her|their|the) (?:\w+ )?{PARENT}\b"
    rf"|\bi am (?:also |still )?(?:his|her|their|the) (?:\w+ )?{PARENT}\b|\b(?:we'?re|we are|i'?m) (?:separated|divorced)\b"
    r"|\bparental responsib\w+|\bas (?:a|the|his|her) (?:dad|father|mum|mother)\b",
    re.IGNORECASE,
)
_AGES = r"(?:1[6-9]|2[0-4]|six ?teen|seventeen|eighteen|nineteen|twenty)"
_I_AM = r"(?:\b(?:i'?m|i am|i(?:'?ve| have)? (?:just )?turned)|^\W*am)"
_MY_AGE = re.compile(rf"{_I_AM} (?:only |just |now |nearly |already )?{_AGES}\b(?! ?(?:days?|weeks?|months?|min\w*|hours?|%))"
    rf"|^\W*(?:(?:hi|hey|hello)\W+)*(?:an? )?{_AGES}(?: ?(?:yo|y/o|(?:years?|yrs?|yr)[ -]olds?))? here\b", re.IGNORECASE)
_THEIR_AGE = re.compile(
    rf"\b(?:my|our) (?:\w+ )?(?:son|daughter|child|boy|girl|lad|teenager|ds|dd)(?:'?s| is| has turned| just turned| turned| who is| who'?s|,)? (?:now |nearly |just |already )?{_AGES}\b"
    rf"|\b(?:my|our) {_AGES}.?(?:(?:years?|yrs?|yr).?olds?|y/?o)\b(?:'?s)?",
    re.IGNORECASE,
)
_THEIR_CASE = re.compile(
    r"(?:\b(?:his|her|their|the|my (?:son|daughter|child)'?s?)|(?:olds?|y/?o)'?s?) (?:\w+ )?(?:case|ehcp?|plan|assessment|status|application|record)\b",
    re.IGNORECASE,
)
_A_CHILD = re.compile(r"\b(?:my|our) (?:\w+ )?(?:son|daughter|child|kid|kids|children|boy|girl|lad|little one|dd|ds|brother|sister)\b|\b(?:he|she)(?:'s| is| has)\b", re.IGNORECASE)
_OWN_PLAN = re.compile(
    rf"{_I_AM} {_AGES}(?:\W+\w+){{0,3}}? (?:got|have|with|on|has)(?: an?| my)? (?:ehc )?(?:plan|ehcp?)\b|\b{_AGES} here\b.{{0,20}}\b(?:plan|ehcp?)\b"
    r"|\b(?:i'?m \w+ with an? (?:ehc )?(?:plan|ehcp?)|my (?:own )?(?:ehc |send? )?(?:plan|ehcp?)|(?:i|i'?ve)(?: have| got| has|'ve got)* (?:an? |my )(?:ehc )?(?:ehcp?|plan))\b",
    re.IGNORECASE,
)
_ONE_CASE = re.compile(
    r"\b(?:his|her|their|this|the|client'?s?|pupils?'?|\w+'s|grandsons|nephews"
    r"|(?:my|our) (?:\w+ )?(?:sons|daughters|childs|childrens|kids)) (?:\w+ )?(?:case|ehcp?|plan|assessment|application|file)\b|\b(?:a|the|my|this) case\b|\b(?:plan"
    r"|ehcp?|assessment) (?:for|of) (?:this|a|my|the) \w+",
    re.IGNORECASE,
)
_LOOK_UP = re.compile(
    r"\bwhere(?:'?s| is| are)?\b|\bup to\b|\bstatus\b|\b(?:updates?|news|progress)\b|\bhappening\b|\bwhat stage\b|\bfinali[sz]ed\b|\bfinished\b|\bdone\b|\bready\b|\b(?:see|view"
    r"|access|check|look)\b|\btell me about\b|\bfind out\b|\bdue\b"
    r"|\bknow\b|\bask about\b",
    re.IGNORECASE,
)

_SEES = re.compile(
    r"\bwhere(?:'?s| is| are)?\b|\bup to\b|\bwhat stage\b|\bstatus\b|\bhappening\b|\bany (?:updates?|news)\b|\b(?:can|could|may) (?:i|we) (?:see|view|check|look|access|get)\b",
    re.IGNORECASE,
)
LONGEST = 16  # words of what is said after a professional was answered
_LEAVE = re.compile(
    r"\bwhy\b.{0,20}\b(?:not|can'?t|cannot|won'?t|no)\b|^\W*why\W*$|\bconsent\w*|\bpermission\b|\bauthori[sz]\w+|\bon (?:their|her|his|the family'?s) behalf\b"
    r"|\b(?:mum|mother|dad|father|parents?|carers?|family|families|they|she|he) (?:has |have |had |'?s |'?ve )?(?:said|says|agreed?|agrees|gave|given|asked|wants?|told|signed|let|happy)\b",
    re.IGNORECASE,
)


def is_other_person(text: str) -> bool:
    """Whether somebody asks for a family that is not their own: professionals and neighbours never get case data."""
    plain = text.replace("\u2019", "'")
    return bool(_OTHER_PEOPLE.search(plain)) and not _OWN_CHILD.search(plain)


def at_work(text: str) -> bool:
    """Whether somebody writes because of their work with a child: not for a friend, and not about a child of their own."""
    plain = text.replace("\u2019", "'")
    return (is_other_person(plain) and not _FOR_A_FRIEND.search(plain)) or (bool(_A_SETTING.search(plain)) and not _OWN_CHILD.search(plain))


def is_professional(relationship: str | None) -> bool:
    """Whether a contact on the record is there by their work: they get how things are done, never case data (conduct 12)."""
    said = relationship or ""
    return bool(_BY_WORK.search(said) or (_A_PLACE.search(said) and not _FAMILY.search(said)))


def asks_of_one_case(text: str) -> bool:
    """Whether a message asks after one child's case, not how things are done."""
    plain = text.replace("\u2019", "'")
    return bool(_ONE_CASE.search(plain) and _LOOK_UP.search(plain))


def asks_where(text: str) -> bool:
    """Whether a message asks to see a case, or where it is."""
    return bool(_SEES.search(text.replace("\u2019", "'")))


def brings_up(text: str) -> bool:
    """Whether somebody says that they bring a child up who may not be theirs by birth."""
    return bool(_RAISES.search(text.replace("\u2019", "'")))


def gives_leave(text: str) -> bool:
    """Whether somebody says that the family agreed, or asks why they are told nothing."""
    return len(text.split()) <= LONGEST and bool(_LEAVE.search(text.replace("\u2019", "'")))


def who_asks(text: str) -> str | None:
    """professional, relative (a child's kin, unless they bring the child up: then they are a parent in SEND law) or apart (a parent who lives apart); else None."""
    plain = text.replace("\u2019", "'")
    if is_other_person(plain):
        return PROFESSIONAL
    apart = bool(_LIVES_APART.search(plain))
    if _RELATIVE.search(plain):
        return RELATIVE if apart or not _RAISES.search(plain) else None
    return APART if (apart or _APART.search(plain)) and not _RAISES.search(_LIVES_APART.sub("", plain)) else None


def is_young_person(text: str) -> bool:
    """Whether somebody says that they are past compulsory school age and young enough for a plan."""
    return bool(_MY_AGE.search(text))


def asks_of_grown_child(text: str) -> bool:
    """Whether a parent asks after the case of a child past compulsory school age."""
    return bool(_THEIR_AGE.search(text) and _THEIR_CASE.search(text))


def has_own_plan(text: str) -> bool:
    """Whether somebody speaks of a plan of their own, as a young person does: "my EHCP", "I've got a plan"."""
    return bool(_OWN_PLAN.search(text))


def speaks_of_child(text: str) -> bool:
    """Whether a child of theirs, a brother or sister, or somebody else is spoken of: then "my plan" may be a parent's word."""
    return bool(_A_CHILD.search(text))


def is_one_of_two(text: str) -> bool:
    """Whether somebody speaks as one of two parents: names the other, or says which of them they are."""
    return bool(_ONE_OF_TWO.search(text))
