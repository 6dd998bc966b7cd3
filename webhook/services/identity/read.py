"""Reads what people write inside the identity check: a reference, a date of birth, a code, or an objection. Pure; keeps nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import phonenumbers

from webhook.services.identity.birth_read import read_date, read_last_date

_FILLER = re.compile(
    r"\b(?:it'?s|its|it is|is|the|my|our|his|her|case|reference|ref|number|num|no|i|think|please|pls|thanks|thank|you|hi|hello|this|ehcp|ehc|here"
    r"|ok|sorry|and|for|a)\b",
    re.IGNORECASE,
)
_WITH_SEPARATORS = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}")
_BIRTH = re.compile(r"\b(?:born|birth\w*|d\.?o\.?b)\b", re.IGNORECASE)  # given before it was asked for
LEAST_PHONE = 10  # digits
MAX_REF = 24
LONGEST_OTHER = 12  # words
OTHER = "other"  # case
_SIBLING = r"(?:his|her|their) (?:\w+ )?(?:brother|sister|twin)"
_OF_THEM = r"(?:son|daughter|boy|girl|twin|lad|youngest|oldest|eldest)"
_THEIRS = r"s?(?:'?s)?(?: (?:one|case|plan|ehcp))?(?:\W+(?:too|as well|aswell|please|pls|now|also))*\W*$"
_OTHER_CASE = re.compile(
    r"\b(?:the|my|our|his|her|an) ?(?:other|second) (?:one|case|child|son|daughter|boy|girl|kid|plan|ehcp|twin|reference|ref)(?:'?s)?\b"
    r"|^\W*(?:(?:ok|so|n|nd|and|also|but|then|what about|how about|wat about)\b\W*)+(?:(?:the|that) one for )?"
    rf"(?:(?:my|our) (?:\w+ )?{_OF_THEM}|{_SIBLING}){_THEIRS}"
    rf"|^\W*(?:(?:my|our) (?:\w+ )?{_OF_THEM}|{_SIBLING})s?(?:'?s)? (?:one|case|plan|ehcp) (?:too|as well|aswell|also)\W*$",
    re.IGNORECASE,
)
_OTHER_IN_CHECK = re.compile(
    r"^\W*(?:(?:n|nd|wat about|and|also|but|no|so|ok|sorry|or|what about|how about|can (?:i|you|we)|could (?:i|you|we)|please|do|check|see|look at|look up|ask about|it'?s|is it|for|about"
    r"|then|i have|i (?:want|need)|there'?s|with|after that|next|have)\b\W*)*"
    rf"(?:{_SIBLING}|(?:the|my|our|his|her|an?|another) ?(?:other |second |\w+est )?(?:one|case|child|kid|plan|ehcp|{_OF_THEM}))(?:s?'?s?(?: (?:one|case|plan|ehcp))?)"
    r"(?:\W+(?:too|as well|aswell|please|pls|plz|first|also|then|after|now))*\W*$",
    re.IGNORECASE,
)
_WHY_ASKED = re.compile(
    r"\bwh?y (?:do|would|does|did|are|r|is|have|must|should) (?:you|u|it|i|we)\b.{0,14}\b(?:need|want|ask|asking|have to|know|tell|give|require)\w*\b"
    r"(?!.*\b(?:assess\w*|reports?|ep|ot|plan|letters?|evidence|help)\b)"
    r"|\bwhat(?:'?s| is| do (?:you|u) (?:need|want)) (?:it|this|that|(?:his|her|their|my|the) [\w ]{2,25}) for\b|\bwhy\b.{0,12}\b(?:dob|date of birth|birthday|reference|ref|code)\b",
    re.IGNORECASE,
)
_DATE_FILLER = re.compile(
    r"\b(?:it'?s|its|it is|is|was|he|she|they|born|on|the|his|her|my|our|child'?s?|son'?s?|daughter'?s?|dob|d\.o\.b|date|day|of|birth|birthday|bday|sorry|ok|hi|yes|this)\b", re.IGNORECASE
)
A_YEAR = timedelta(days=365)  # a younger child's day may be any other day


def normalise_ref(text: str) -> str:
    """A reference as it is compared: letters and digits only, upper case."""
    return "".join(c for c in text if c.isalnum()).upper()


def read_ref(text: str) -> str | None:
    """A reference in a short answer to the question for it: a token that holds at least three digits."""
    if len(text) > 60 or read_figures_date(text):
        return None
    token = normalise_ref(_FILLER.sub(" ", text.replace("’", "'")))
    return token if sum(c.isdigit() for c in token) >= 3 and len(token) <= MAX_REF else None


def read_refs(text: str, found: list[str]) -> tuple[str, ...]:
    """A reference that was found in a text: with the word before it ("sample 1001"), and by itself."""
    if not found:
        return ()
    before = re.search(rf"([A-Za-z]{{1,10}})\s+{re.escape(found[0])}", text)
    alone = normalise_ref(found[0])
    return (normalise_ref(before.group(1)) + alone, alone) if before else (alone,)


def read_code(text: str) -> str | None:
    """Six digits in any spacing."""
    runs = re.findall(r"\d(?:[\s.,-]*\d)*", text)
    codes = ["".join(str(int(c)) for c in run if c.isdigit()) for run in runs]
    return next((code for code in codes if len(code) == 6), None)


def read_figures_date(text: str) -> bool:
    """Whether a text looks like a date in figures with separators, which is no reference."""
    return bool(_WITH_SEPARATORS.fullmatch(text.strip(" .!?,")))


@dataclass(frozen=True)
class Details:
    """What one message gave."""

    refs: tuple[str, ...] = ()  # ways to read the reference, the likeliest first
    born: date | None = None
    code: str | None = None


def read_details(asked: str | None, text: str, sealed: dict[str, list[str]], today: date) -> Details:
    """The details in a message, in the light of what was asked. `sealed` is what was found in it on arrival, by kind."""
    refs = read_refs(text, sealed.get("case_ref", []))
    if asked == "case_ref" and not sealed.get("phone") and not sealed.get("date") and (whole := read_ref(text)):
        refs = (*refs, whole)
    born = None
    if asked in ("child_dob", "code") or refs or _BIRTH.search(text):
        born = next((found for value in sealed.get("date", []) if (found := read_date(value, today))), None)
        born = born and read_last_date(text, today, born)
    if asked == "case_ref" and born is None and not refs:
        born = _only_date(text, sealed.get("date", []), today)
    if born is None and asked == "child_dob" and len(text) <= 60:
        born = read_last_date(text, today)
    code = None
    if asked == "code" and born is None:
        code = read_code(text)
        born = read_date(text, today) if code is None and _WITH_SEPARATORS.search(text) else None
    return Details(tuple(dict.fromkeys(refs)), born, code)


def _only_date(text: str, found: list[str], today: date) -> date | None:
    """The day that is all of a message: the date of birth, given before it was asked for."""
    born = read_date(found[0], today) if len(found) == 1 else None
    rest = _DATE_FILLER.sub("", text.replace(found[0], " ")) if found else text
    return born if born is not None and today - born > A_YEAR and not re.search(r"\w", rest) else None


_NOT = r"(?:not|never|don'?t|do not|didn'?t|doesn'?t|haven'?t|hasn'?t|isn'?t|can'?t|cannot|won'?t|nothing)"
_SILENCE = r"\bwhy (?:won'?t|can'?t|cannot|don'?t|wouldn'?t|aren'?t)\b.{0,15}\b(?:tell|see|show|say|send|let|give|get|telling)\b.{0,20}(?:\b(?:me|it|us|anything|mum|mother|dad|father)\b|$)"
_NOT_TOLD = (  # "her mum gets everything why not me"
    r"\bwhy (?:not (?:me|us)|(?:don'?t|can'?t|won'?t) (?:i|we))\b|\bnever (?:get )?told (?:me )?anything\b|\bi(?:'?m| am) (?:never|not) told\b"
    r"|\b(?:told|gets?|got|sees?|tell|knows?) .{0,30}\b(?:not me|me nothing|except me|i get nothing|i can'?t|i don'?t|i'?m not|i'?m told nothing)\W*$"
)
_OBJECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("refused", (r"\b(?:not|never|won'?t|don'?t want to|refuse to|rather not)\s+(?:be\s+)?(?:giv(?!en)|tell|shar|say|send|put|type|writ|text)",)),
    ("again", (r"\b(?:re-?send|send\s+(?:it|one|me|another|a new|the code|a code|that)|another (?:one|code)|new code|expired|ran out|timed out|once more)\b",)),
    ("no_code", (
        r"\bno (?:code|text)\b",
        _SILENCE,
        _NOT_TOLD,
        rf"\b(?:code|text)\b.{{0,20}}\b{_NOT}\b",
        rf"\b{_NOT}\b.{{0,25}}\b(?:code|text|got it|get it|come|came|arrived?|see it)\b",
        r"\b(?:old|lost|broken|different|other|his|her|wrong) (?:phone|number|mobile)\b|\blocked out\b",
    )),
    ("no_ref", (
        rf"\b(?:no|lost|where|what'?s an?|what is|{_NOT})\b.{{0,45}}\b(?:ref\w*|number|letters?)\b",
        r"\bi (?:was )?(?:never|not|wasn'?t) (?:ever )?(?:been )?(?:given|sent|told|had|got|received)\b",
        r"^\W*(?:dunno|don'?t know|no idea|not sure|i don'?t have (?:it|one|that)|haven'?t got (?:it|one))\b",
    )),
    ("why", (
        r"\bwhy\b|\bwho (?:will |can )?sees?\b|\bis (?:it|this) (?:safe|private|secure)\b|\bhow do i know\b",
        r"\bwhat(?:'?s| is) (?:it|this|that|(?:his|her|their|my|the) [\w ]{2,25}) for\b|\bis there another way\b",
    )),
)  # fmt: skip
_RESTART = re.compile(
    r"^\W*(?:(?:ok|sorry|no|please|pls|can|could|shall|should|may|i|we|you|let'?s|lets|let me|want|need|would like|i'?d like|have|to|wait|actually|oh|just)\b\W*)*"
    r"(?:re-?start|(?:(?:start|begin)(?: \w+){0,2} (?:again|over|afresh)|(?:start|begin|go|try|do)(?: \w+){0,3} from the (?:start|beginning|top)|(?:go|do)(?: \w+){0,2} over"
    r"|(?:go )?back to the (?:start|beginning)|from the (?:start|beginning)))(?:\W+(?:again|over|please|pls|thanks|from the (?:start|beginning)))*\W*$",
    re.IGNORECASE,
)
_NO_REFERENCE = re.compile(
    rf"\b(?:no|without(?: an?| the)?|lost|can'?t find|cant find|don'?t know|dont know|dunno|forgot(?:ten)?|{_NOT}|havent|dont|didnt|never)\b(?: \w+){{0,4}}?"
    r" (?:ref(?:erence)?(?: (?:number|no|num))?|case (?:ref\w*|number))\b"
    r"(?!.{0,20}\b(?:to|for) (?:the )?(?:camhs|speech|ot|gp|salt|portage)\b)",
    re.IGNORECASE,
)
_BEGIN = re.compile(r"\bbegin", re.IGNORECASE)
_OF_TEXTS = re.compile(r"\b(?:texts?|messages?|sms|updates|reminders)\b", re.IGNORECASE)


def wants_restart(text: str) -> bool:
    """Whether a whole message asks to begin again: no wish for texts, and no failed try."""
    return bool(_RESTART.match(" ".join(text.replace("\u2019", "'").split()))) and not _OF_TEXTS.search(text)


def says_begin_again(text: str) -> bool:
    """BEGIN AGAIN, the words that our own texts offer for the check of another case, also when none is under way."""
    return wants_restart(text) and bool(_BEGIN.search(text))


def wants_other_case(text: str) -> bool:
    """ "And the other one?", "what about my other son": asked after one case was shown."""
    return len(text.split()) <= LONGEST_OTHER and bool(_OTHER_CASE.search(text))


def lacks_reference(text: str) -> bool:
    """ "Where is my case, I haven't got the reference": said before it was asked for."""
    return bool(_NO_REFERENCE.search(text.replace("\u2019", "'")))


def asks_why(text: str) -> bool:
    """ "Why do you need his birthday", "whats the dob for??": asked of the check itself."""
    return bool(_WHY_ASKED.search(text.replace("\u2019", "'")))


def objects_to_silence(text: str) -> bool:
    """ "Why wont you tell me, im his dad", "her mum gets everything why not me": said in the check, where no code came."""
    return bool(re.search(rf"{_SILENCE}|{_NOT_TOLD}", text.replace("\u2019", "'"), re.IGNORECASE))


def turns_to_other(text: str) -> bool:
    """ "And my other one", in the middle of the check: another case, and no refusal."""
    return wants_other_case(text) and bool(_OTHER_IN_CHECK.match(text.replace("\u2019", "'")))


def names_phone(text: str) -> bool:
    """Whether a message speaks of a phone or a number: then it is known that the code went to another one."""
    return bool(re.search(r"\b(?:phones?|numbers?|mobiles?|sim|locked out)\b|\bno code\W*$", text, re.IGNORECASE))


def read_phone_number(text: str) -> str | None:
    """A phone number in a text, as it was written. "2017" is none."""
    found = phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE)
    return next((match.raw_string for match in found if len(re.sub(r"\D", "", match.raw_string)) >= LEAST_PHONE), None)


def read_objection(text: str, asked: str | None) -> str | None:
    """What stands in the way, in the person's own words: restart, other (case), refused, no_ref, no_code, again (another code), why; None for none."""
    if wants_restart(text):
        return "restart"
    if turns_to_other(text):
        return OTHER
    plain = text.replace("’", "'")
    for name, patterns in _OBJECTIONS:
        if name in ("again", "no_code") and asked not in ("code", None):
            continue
        if name == "no_ref" and asked not in ("case_ref", None):
            continue
        if any(re.search(pattern, plain, re.IGNORECASE) for pattern in patterns):
            return name
    return None
