"""Ages above the directory's oldest: of whoever something is looked for ("my 30 year old"), and not a parent's ("his dad is 45, son 8") or any other figure."""

from __future__ import annotations

import re

from webhook.services.directory.ages import OLDEST

_AGE = r"(?<![\d£$€/.:-])(?P<age>\d{2})"
_NO_AGE = r"people|kids|children|pupils|students|others|places|spaces|sessions|pages|times|each|per|a (?:week|month|day|time|session|head)"  # "class is 30 kids"
_UNIT = (
    r"(?![\d%/:-]|\.\d|\s?(?:m|mi|p|kgs?|kilos?|stone|st|lbs?|th|am|pm|k|x|cm|mins?|minutes?|hours?|hrs?|days?|weeks?|wks?|months?|mths?|miles?"
    rf"|km|metres?|quid|pounds?|gbp|percent|{_NO_AGE})\b)"
)
_OLD = r"(?:\s?-?(?:yo|y/o|yrs?|years?|y)[\s-]+(?:olds?|of age)|\s?-?(?:yo|y/o)\b)"
_CLOSE = "son|daughter|brother|sister|eldest|oldest|ds|dd|husband|wife|partner"
_SOUGHT = rf"(?:{_CLOSE}|child|boy|girl|lad|kid|nephew|niece|cousin|grandson|granddaughter|uncle|aunt|auntie|friend|adult|man|woman|person)"
_RAISES = "mum|mummy|mam|mom|mother|dad|daddy|father|parent|carer|nan|nana|nanny|gran|granny|grandma|grandad|grandpa|grandmother|grandfather|grandparent|teacher"
_IS = r"\s?(?:is|are|'s|s|who is|who's|whos|that is|will be|turned|turns|turning|has turned|just turned)"
_NEARLY = r"(?:\s(?:now|just|only|nearly|almost|about|around|aged?|turning|already|going on|coming up to))*"
_SAID = [
    rf"{_AGE}{_OLD}",
    rf"\bage[ds]?\s(?:of\s)?{_AGE}\b{_UNIT}",
    rf"\b(?:he|she|who|{_SOUGHT}){_IS}{_NEARLY}\s{_AGE}\b{_UNIT}",
    rf"\b(?:hes|shes|whos){_NEARLY}\s{_AGE}\b{_UNIT}",
    rf"\b(?:{_CLOSE})[\s,(-]+{_AGE}\b{_UNIT}",
    rf"\bi(?:\s?'?m|\sam){_NEARLY}\s{_AGE}\b{_UNIT}",
]
_AGES = [re.compile(said, re.IGNORECASE) for said in _SAID]
_OVER = re.compile(r"\b(?:over|above)[\s-]+(?:the\s)?(\d{2})'?s\b", re.IGNORECASE)  # "over 30" may be pounds
_WRITER = re.compile(r"\b(?:i\s?'?m|i am|me|myself)(?:\W+\w+){0,3}\W*$", re.IGNORECASE)
_OF_PARENT = re.compile(rf"\b(?:{_RAISES}|husband|wife|partner)s?(?:\W+(?!(?:son|daughter|child|boy|girl|brother|sister)\b)\w+){{0,3}}\W*$", re.IGNORECASE)
_FOR_THEM = re.compile(rf"\bfor\s+(?:(?:my|our|his|her)\s+)(?:\w+\s+)?(?:{_RAISES}|husband|wife|partner)\b(?:\W+(?!{_SOUGHT}\b)\w+){{0,3}}\W*$", re.IGNORECASE)
_THEN_PARENT = re.compile(rf"\s+(?:(?!son|daughter)\w+\s+){{0,2}}?(?:{_RAISES})\b(?!')", re.IGNORECASE)  # "30 year old mum of two"
_OTHERS = re.compile(
    rf"\b(?:(?:{_SOUGHT}|{_RAISES}|kiddo|teen|pupil|playgroup)s?|child(?:ren|s)|babys?|toddlers?|teenagers?|he|hes|his|him|she|shes|her|they|lo|little one|play|famil\w+"
    r"|under \d+s?|(?:my|our) \d+)\b",
    re.IGNORECASE,
)
TELLS_MORE = 5  # words; "I am 41 years old" looks for nothing
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60}
_ONES = {word: at for at, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], 1)}
_WRITTEN = re.compile(rf"\b({'|'.join(_TENS)})(?:[\s-]({'|'.join(_ONES)}))?\b|\bnineteen\b", re.IGNORECASE)
_LIKE = r"(?:\s+(?:is|of|about|around|as|at|like|more|a|an|the|level|age))*"
_MIND = re.compile(
    rf"\b(?:(?:mental|developmental|emotional|learning|reading|cognitive)(?:ly)?\s+age|functions?|functioning|developmentally|mentally|emotionally){_LIKE}"
    r"\s+\d{1,2}(?:\s?-?(?:yo|yrs?|years?))?(?:\s?-?olds?)?\b",
    re.IGNORECASE,
)


def write_figures(text: str) -> str:
    """A text with the numbers from nineteen on in figures: "a thirty-two year old" is "a 32 year old"."""
    return _WRITTEN.sub(lambda found: str(_TENS[found[1].lower()] + (_ONES[found[2].lower()] if found[2] else 0)) if found[1] else "19", text)


def drop_mental_age(text: str) -> str:
    """A text without the age that somebody's mind is said to be of, which no club asks for."""
    return _MIND.sub(" ", text)


def ages_above(text: str) -> list[float]:
    """The ages above the oldest that a text says of those it looks for."""
    said = {found.start("age"): float(found["age"]) for pattern in _AGES for found in pattern.finditer(text) if float(found["age"]) > OLDEST and _is_sought(text, found)}
    return [*said.values(), *(max(float(age), OLDEST + 1) for age in _OVER.findall(text) if float(age) >= OLDEST)]


def _is_sought(text: str, found: re.Match[str]) -> bool:
    """Whether an age is of whoever it is looked for: a parent only where it is for them, the writer only where nobody else is named."""
    before = text[: found.start("age")]
    if _THEN_PARENT.match(text, found.end()):
        return False
    if _OF_PARENT.search(before):
        return bool(_FOR_THEM.search(before))
    return not _WRITER.search(before) or (len(text.split()) > TELLS_MORE and not _OTHERS.search(text))
